"""Many ways to spoil a good PDF, and what `check` says about each. `pytest -s` shows the table."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from careerprint.check.pdf.inspect import inspect_bytes
from tests.support.samples import SamplePrints, sample
from tests.support.selection import slow_but
from tests.support.spoiling import elements, first, rewrite

HANDOUT, WORKSHEET, REPORT = "handout", "worksheet", "interests report"
FILES = (HANDOUT, WORKSHEET, REPORT)


@dataclass(frozen=True)
class Mutation:
    """One way to spoil a file."""

    name: str
    finding: str
    """Words that `check` must say."""
    spoil: Callable[[Pdf], None]
    file: str = HANDOUT


MUTATIONS: list[Mutation] = []


def mutation(finding: str, *files: str) -> Callable[[Callable[[Pdf], None]], Callable[[Pdf], None]]:
    def register(function: Callable[[Pdf], None]) -> Callable[[Pdf], None]:
        name = function.__name__.replace("_", " ")
        MUTATIONS.extend(Mutation(name, finding, function, file) for file in files or (HANDOUT,))
        return function

    return register


def replace_xmp(pdf: Pdf, old: bytes, new: bytes) -> None:
    xmp = pdf.Root.Metadata.read_bytes()
    assert old in xmp
    pdf.Root.Metadata = pdf.make_stream(xmp.replace(old, new), Type=Name.Metadata, Subtype=Name.XML)


# The file as a whole


@mutation("it has no title", HANDOUT, WORKSHEET, REPORT)
def title_removed(pdf: Pdf) -> None:
    del pdf.docinfo["/Title"]


@mutation("title is the name of a file")
def title_is_a_file_name(pdf: Pdf) -> None:
    pdf.docinfo["/Title"] = "machine-learning-engineer.pdf"


@mutation("its two titles differ")
def two_titles(pdf: Pdf) -> None:
    pdf.docinfo["/Title"] = "Another job"


@mutation("window's title is the file's name")
def title_not_shown(pdf: Pdf) -> None:
    del pdf.Root.ViewerPreferences.DisplayDocTitle


@mutation("does not say its language", HANDOUT, WORKSHEET)
def language_removed(pdf: Pdf) -> None:
    del pdf.Root.Lang


@mutation("language code is wrong")
def language_is_no_code(pdf: Pdf) -> None:
    pdf.Root.Lang = String("English, please")


@mutation("metadata (XMP) do not say `pdfuaid:part`", HANDOUT, WORKSHEET)
def xmp_removed(pdf: Pdf) -> None:
    del pdf.Root.Metadata


@mutation("do not say `pdfuaid:part` = 1", HANDOUT, WORKSHEET)
def pdfuaid_removed(pdf: Pdf) -> None:
    replace_xmp(pdf, b"pdfuaid:part", b"pdfuaid:other")


@mutation("do not say `pdfaid:conformance` = A")
def pdfa_level_lowered(pdf: Pdf) -> None:
    replace_xmp(pdf, b'pdfaid:conformance="A"', b'pdfaid:conformance="B"')


@mutation("does not say that it is tagged")
def markinfo_removed(pdf: Pdf) -> None:
    del pdf.Root.MarkInfo


@mutation("colors are not tied to a color profile")
def output_intent_removed(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents


@mutation("holds a program or an action (JavaScript)", HANDOUT, WORKSHEET)
def javascript_added(pdf: Pdf) -> None:
    action = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
    pdf.Root.Names.JavaScript = Dictionary(Names=Array([String("a"), action]))


@mutation("does something when it is opened", WORKSHEET)
def open_action_added(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])


@mutation("another file is attached")
def file_attached(pdf: Pdf) -> None:
    pdf.attachments["notes.txt"] = b"notes"


# Tags


@mutation("it has no tags", HANDOUT, WORKSHEET, REPORT)
def all_tags_removed(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot


@mutation("is in no tag", HANDOUT, REPORT)
def paragraph_taken_out_of_the_tags(pdf: Pdf) -> None:
    paragraph = first(pdf, "/P")
    paragraph.P.K = Array([kid for kid in paragraph.P.K if kid.objgen != paragraph.objgen])


@mutation("not part of the tags")
def struct_parents_removed(pdf: Pdf) -> None:
    del pdf.pages[0].StructParents


@mutation("does not find its tag (ParentTree)")
def parent_tree_entry_emptied(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.ParentTree.Nums[1][2] = None


@mutation("text is missing from 1 tag")
def marked_content_renumbered(pdf: Pdf) -> None:
    def change(lines: list[tuple[list[Any], str]]) -> None:
        properties = next(operands[1] for operands, op in lines if op == "BDC" and "/MCID" in operands[1])
        properties["/MCID"] = 9999

    rewrite(pdf, change)


@mutation("is marked as decoration, so nobody hears it")
def paragraph_marked_as_decoration(pdf: Pdf) -> None:
    def change(lines: list[tuple[list[Any], str]]) -> None:
        index = next(i for i, (operands, op) in enumerate(lines) if op == "BDC" and "/MCID" in operands[1])
        lines[index] = ([Name.Artifact], "BMC")

    rewrite(pdf, change)


@mutation("neither read aloud nor marked as decoration")
def artifact_mark_removed(pdf: Pdf) -> None:
    def change(lines: list[tuple[list[Any], str]]) -> None:
        index = next(i for i, (operands, op) in enumerate(lines) if op in ("BMC", "BDC") and operands[0] == "/Artifact")
        lines[index] = ([Name.Span], "BMC")

    rewrite(pdf, change)


@mutation("drawn as a group, which hides it")
def text_drawn_as_a_group(pdf: Pdf) -> None:
    page = pdf.pages[0]
    font = next(iter(page.Resources.Font))
    text = f"/P <</MCID 0>> BDC BT {font} 12 Tf 1 0 0 1 10 10 Tm <0001> Tj ET EMC".encode()
    group = pdf.make_stream(text, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 100, 100])
    group.Resources = Dictionary(Font=page.Resources.Font)
    page.Resources.XObject.group = group
    rewrite(pdf, lambda lines: lines.append(([Name.group], "Do")))


@mutation("the tab key does not follow the reading order", HANDOUT, WORKSHEET)
def tab_order_removed(pdf: Pdf) -> None:
    del pdf.pages[1].Tabs


@mutation("not part of the tags")
def page_from_elsewhere_added(pdf: Pdf) -> None:
    pdf.pages.append(pdf.pages[0])
    del pdf.pages[-1].StructParents


# Headings, lists, tables


@mutation("no bookmarks", HANDOUT, WORKSHEET, REPORT)
def outline_removed(pdf: Pdf) -> None:
    del pdf.Root.Outlines


@mutation("its bookmarks are not its headings")
def bookmark_renamed(pdf: Pdf) -> None:
    pdf.Root.Outlines.First.First.Title = String("Something else")


@mutation("other levels than its headings")
def bookmarks_flattened(pdf: Pdf) -> None:
    top = pdf.Root.Outlines.First
    top.Next = top.First
    del top.First


@mutation("a heading skips a level")
def heading_level_skipped(pdf: Pdf) -> None:
    first(pdf, "/H2").S = Name.H4


@mutation("must begin with one heading of level 1")
def main_heading_is_a_paragraph(pdf: Pdf) -> None:
    first(pdf, "/H1").S = Name.P


@mutation("first row of a table is not marked as its header", HANDOUT, WORKSHEET, REPORT)
def table_heads_are_plain_cells(pdf: Pdf) -> None:
    for head in list(elements(pdf, "/TH")):
        head.S = Name.TD


@mutation("1 row without the header cell that others have", HANDOUT, WORKSHEET)
def row_head_is_a_plain_cell(pdf: Pdf) -> None:
    rows = (list(row.K) for row in list(elements(pdf, "/TR"))[1:] if {cell.S for cell in row.K} == {"/TH", "/TD"})
    next(cell for cell in next(rows) if cell.S == "/TH").S = Name.TD


@mutation("does not say of 1 header cell whether it heads a row or a column")
def scope_removed(pdf: Pdf) -> None:
    del first(pdf, "/TH").A.Scope


@mutation("rows do not have the same number of cells")
def cell_removed(pdf: Pdf) -> None:
    row = list(elements(pdf, "/TR"))[1]
    row.K = Array(list(row.K)[:-1])


@mutation("a list item has no text (LBody)", HANDOUT, REPORT)
def list_body_is_a_paragraph(pdf: Pdf) -> None:
    first(pdf, "/LBody").S = Name.P


# Words that stand for what cannot be seen


@mutation("a picture has no description", HANDOUT, WORKSHEET, REPORT)
def alt_removed(pdf: Pdf) -> None:
    del first(pdf, "/Figure").Alt


@mutation("description is the name of a file")
def alt_is_a_file_name(pdf: Pdf) -> None:
    first(pdf, "/Figure").Alt = String("logo_final.png")


@mutation("does not say what it shows")
def alt_says_only_picture(pdf: Pdf) -> None:
    first(pdf, "/Figure").Alt = String("Picture")


@mutation("link does not say in words where it leads")
def link_description_removed(pdf: Pdf) -> None:
    for kid in first(pdf, "/Link").K:
        if isinstance(kid, Dictionary):
            del kid.Obj.Contents


def describe_first_link(pdf: Pdf, words: str) -> None:
    for kid in first(pdf, "/Link").K:
        if isinstance(kid, Dictionary):
            kid.Obj.Contents = String(words)


@mutation("the link “click here” makes no sense alone")
def link_says_click_here(pdf: Pdf) -> None:
    describe_first_link(pdf, "click here")


@mutation("the link “1” makes no sense alone")
def link_says_only_a_number(pdf: Pdf) -> None:
    describe_first_link(pdf, "1")


@mutation("read aloud as a long address")
def link_says_its_address(pdf: Pdf) -> None:
    describe_first_link(pdf, "https://www.example.org/" + "long/" * 20)


@mutation("must start with https:")
def link_leads_to_a_file(pdf: Pdf) -> None:
    link = next(each for page in pdf.pages for each in page.get("/Annots", []) if "/A" in each)
    link.A.URI = String("file:///home/somebody/notes.txt")


@mutation("can be read but not followed")
def link_lost_its_target(pdf: Pdf) -> None:
    link = first(pdf, "/Link")
    link.K = Array([kid for kid in link.K if not isinstance(kid, Dictionary)])


@mutation("a field has no name that can be read aloud", WORKSHEET)
def field_name_removed(pdf: Pdf) -> None:
    field = next(each for each in pdf.Root.AcroForm.Fields if each.get("/FT") == "/Tx" and "/Kids" not in each)
    del field.TU


@mutation("does not say which answer it is", WORKSHEET)
def radio_name_removed(pdf: Pdf) -> None:
    group = next(each for each in pdf.Root.AcroForm.Fields if each.get("/FT") == "/Btn")
    del group.Kids[0].TU


# What is seen


@mutation("cannot be read aloud or copied", HANDOUT, WORKSHEET)
def to_unicode_removed(pdf: Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        del font.ToUnicode


@mutation("is not in the file", HANDOUT, WORKSHEET)
def font_file_removed(pdf: Pdf) -> None:
    font = next(iter(pdf.pages[0].Resources.Font.values()))
    del font.DescendantFonts[0].FontDescriptor.FontFile2


@mutation("the font Helvetica is not one of ours")
def foreign_font(pdf: Pdf) -> None:
    next(iter(pdf.pages[0].Resources.Font.values())).BaseFont = Name("/ABCDEF+Helvetica")


@mutation("other widths than the text was set with")
def glyph_widths_changed(pdf: Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        inner = font.DescendantFonts[0]
        inner.W = Array([Array([100] * len(each)) if isinstance(each, Array) else each for each in inner.W])


@mutation("has a contrast of 1.6 to 1", HANDOUT, REPORT, WORKSHEET)
def text_made_pale(pdf: Pdf) -> None:
    def change(lines: list[tuple[list[Any], str]]) -> None:
        for index, (_, operator) in reversed(list(enumerate(lines))):
            if operator == "BT":
                lines.insert(index, ([0.8, 0.8, 0.8], "rg"))

    rewrite(pdf, change)


@mutation("has a contrast of", WORKSHEET)
def panel_behind_text_made_dark(pdf: Pdf) -> None:
    def change(lines: list[tuple[list[Any], str]]) -> None:
        for operands, operator in lines:
            if operator == "rg" and all(0.85 < float(str(part)) < 0.99 for part in operands):
                operands[:] = [0.3, 0.3, 0.3]

    rewrite(pdf, change)


# The table


@pytest.fixture(scope="module")
def originals(sample_prints: SamplePrints) -> dict[str, bytes]:
    return {kind: sample(sample_prints, kind).read_bytes() for kind in FILES}


@pytest.fixture(scope="module")
def table() -> Iterator[list[tuple[str, str]]]:
    rows: list[tuple[str, str]] = []
    yield rows
    print(f"\n{len(rows)} mutations")
    for name, finding in rows:
        print(f"{name:55} → {finding}")


def test_the_originals_are_good(originals: dict[str, bytes]) -> None:
    assert {kind: inspect_bytes(data, label=kind).problems for kind, data in originals.items()} == {
        kind: () for kind in FILES
    }


@pytest.mark.parametrize("case", slow_but(MUTATIONS[::9], MUTATIONS), ids=lambda case: f"{case.name}, {case.file}")
def test_each_mutation_is_found(case: Mutation, originals: dict[str, bytes], table: list[tuple[str, str]]) -> None:
    with pikepdf.open(io.BytesIO(originals[case.file])) as pdf:
        case.spoil(pdf)
        spoiled = io.BytesIO()
        pdf.save(spoiled)
    problems = inspect_bytes(spoiled.getvalue(), label=case.file).problems
    found = [str(problem) for problem in problems if case.finding in problem.message]
    assert found, [str(problem) for problem in problems]
    assert any(problem.severity == "error" for problem in problems)
    table.append((f"{case.name} ({case.file})", found[0]))


def test_saving_alone_spoils_nothing(originals: dict[str, bytes]) -> None:
    """Otherwise the table would prove nothing."""
    for kind, data in originals.items():
        saved = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pdf.save(saved)
        assert inspect_bytes(saved.getvalue(), label=kind).problems == ()


def test_there_are_many_different_findings() -> None:
    assert len({case.name for case in MUTATIONS}) >= 40
