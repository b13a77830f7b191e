"""Fifty more ways to spoil a good PDF, by what a person would notice. `pytest -s` shows the table.

Those without words cannot be found without the source, or are not looked for.
"""

from __future__ import annotations

import io
from collections.abc import Callable
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


@dataclass(frozen=True)
class Spoiled:
    """One way to spoil a file."""

    name: str
    finding: str
    spoil: Callable[[Pdf], None]
    file: str


WAYS: list[Spoiled] = []


def way(finding: str, file: str = HANDOUT) -> Callable[[Callable[[Pdf], None]], Callable[[Pdf], None]]:
    def register(function: Callable[[Pdf], None]) -> Callable[[Pdf], None]:
        WAYS.append(Spoiled(function.__name__.replace("_", " "), finding, function, file))
        return function

    return register


Line = tuple[list[Any], str]


def around_paragraph(pdf: Pdf, before: list[Line], after: list[Line]) -> None:
    """Put operators around the text of the first paragraph."""

    def change(lines: list[Line]) -> None:
        mcid = first_mcid(pdf)
        start = next(at for at, line in enumerate(lines) if line[1] == "BDC" and line[0][1].get("/MCID") == mcid)
        end = next(at for at in range(start, len(lines)) if lines[at][1] == "EMC")
        lines[end:end] = after
        lines[start + 1 : start + 1] = before

    rewrite(pdf, change)


def first_mcid(pdf: Pdf) -> int:
    page = pdf.pages[0].obj.objgen
    for paragraph in elements(pdf, "/P"):
        kids = paragraph.K if isinstance(paragraph.get("/K"), Array) else [paragraph.get("/K")]
        for kid in kids:
            if isinstance(kid, int) and paragraph.Pg.objgen == page:
                return kid
    raise AssertionError("no paragraph holds text of its own")


def within_text(pdf: Pdf, *operators: Line) -> None:
    """Put operators behind BT of the first paragraph."""

    def change(lines: list[Line]) -> None:
        mcid = first_mcid(pdf)
        start = next(at for at, line in enumerate(lines) if line[1] == "BDC" and line[0][1].get("/MCID") == mcid)
        show = next(at for at in range(start, len(lines)) if lines[at][1] in ("TJ", "Tj"))
        lines[show:show] = operators

    rewrite(pdf, change)


def with_state(pdf: Pdf, **entries: Any) -> Name:
    resources = pdf.pages[0].resources
    if "/ExtGState" not in resources:
        resources["/ExtGState"] = Dictionary()
    resources["/ExtGState"]["/Spoiled"] = Dictionary({f"/{name}": value for name, value in entries.items()})
    return Name("/Spoiled")


# Not to be seen


@way("is invisible")
def text_without_ink(pdf: Pdf) -> None:
    within_text(pdf, ([3], "Tr"))


@way("is invisible")
def text_as_a_clip_only(pdf: Pdf) -> None:
    within_text(pdf, ([7], "Tr"))


@way("is nearly transparent")
def text_nearly_transparent(pdf: Pdf) -> None:
    within_text(pdf, ([with_state(pdf, ca=0.08)], "gs"))


@way("stands on a layer")
def text_on_a_layer(pdf: Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Layer")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    pdf.pages[0].Resources.Properties = Dictionary(L=layer)

    def change(lines: list[Line]) -> None:
        lines.insert(0, ([Name.OC, Name.L], "BDC"))
        lines.append(([], "EMC"))

    rewrite(pdf, change)


def covering(color: tuple[float, float, float]) -> Callable[[list[Line]], None]:
    def change(lines: list[Line]) -> None:
        lines += [([Name.Artifact], "BMC"), (list(color), "rg"), ([0, 300, 612, 400], "re"), ([], "f"), ([], "EMC")]

    return change


@way("is covered by something")
def white_box_over_text(pdf: Pdf) -> None:
    rewrite(pdf, covering((1, 1, 1)))


@way("is covered by something", REPORT)
def dark_box_over_text(pdf: Pdf) -> None:
    rewrite(pdf, covering((0.1, 0.1, 0.3)))


@way("stands beside the paper")
def text_moved_off_the_page(pdf: Pdf) -> None:
    around_paragraph(pdf, [([], "q"), ([1, 0, 0, 1, 5000, 0], "cm")], [([], "Q")])


@way("is smaller than 6 points")
def text_of_three_points(pdf: Pdf) -> None:
    around_paragraph(pdf, [([], "q"), ([0.3, 0, 0, 0.3, 100, 300], "cm")], [([], "Q")])


@way("letters run together")
def letters_on_each_other(pdf: Pdf) -> None:
    within_text(pdf, ([-4], "Tc"))


@way("letters run together")
def letters_squeezed(pdf: Pdf) -> None:
    within_text(pdf, ([20], "Tz"))


@way("only a part of the page")
def page_cropped(pdf: Pdf) -> None:
    pdf.pages[0].CropBox = Array([0, 0, 612, 500])


@way("shown turned")
def page_turned(pdf: Pdf) -> None:
    pdf.pages[0].Rotate = 90


@way("shown turned", WORKSHEET)
def page_upside_down(pdf: Pdf) -> None:
    pdf.pages[-1].Rotate = 180


# Forms


def groups(pdf: Pdf) -> list[pikepdf.Object]:
    return [each for each in pdf.Root.AcroForm.Fields if each.get("/FT") == "/Btn"]


def text_fields(pdf: Pdf) -> list[pikepdf.Object]:
    return [each for each in pdf.Root.AcroForm.Fields if each.get("/FT") == "/Tx" and "/Kids" not in each]


@way("have the key", WORKSHEET)
def two_groups_with_one_key(pdf: Pdf) -> None:
    one, two, *_ = groups(pdf)
    two.T = one.T


@way("have the key", WORKSHEET)
def two_texts_with_one_key(pdf: Pdf) -> None:
    one, two, *_ = text_fields(pdf)
    two.T = one.T


@way("does not belong to the form", WORKSHEET)
def group_taken_out_of_the_form(pdf: Pdf) -> None:
    gone = groups(pdf)[0].objgen
    pdf.Root.AcroForm.Fields = Array([each for each in pdf.Root.AcroForm.Fields if each.objgen != gone])


@way("have the same value", WORKSHEET)
def two_choices_with_one_state(pdf: Pdf) -> None:
    one, two, *_ = groups(pdf)[0].Kids
    two.AP.N = one.AP.N


@way("cannot be filled in (read-only)", WORKSHEET)
def group_read_only(pdf: Pdf) -> None:
    groups(pdf)[1].Ff = 49152 | 1


@way("cannot be filled in (read-only)", WORKSHEET)
def text_read_only(pdf: Pdf) -> None:
    text_fields(pdf)[0].Ff = 1


@way("is hidden", WORKSHEET)
def choice_hidden(pdf: Pdf) -> None:
    groups(pdf)[0].Kids[1].F = 2


@way("is not printed", WORKSHEET)
def text_field_not_printed(pdf: Pdf) -> None:
    text_fields(pdf)[0].F = 0


@way("takes fewer than", WORKSHEET)
def text_of_one_character(pdf: Pdf) -> None:
    text_fields(pdf)[0].MaxLen = 1


@way("has no area", WORKSHEET)
def choice_without_area(pdf: Pdf) -> None:
    groups(pdf)[0].Kids[0].Rect = Array([100, 100, 100, 100])


@way("are called", WORKSHEET)
def two_fields_with_one_spoken_name(pdf: Pdf) -> None:
    one, two, *_ = text_fields(pdf)
    two.TU = one.TU


@way("have the same name", WORKSHEET)
def two_choices_with_one_spoken_name(pdf: Pdf) -> None:
    one, two, *_ = groups(pdf)[0].Kids
    two.TU = one.TU


@way("are read in another order", WORKSHEET)
def choices_backwards(pdf: Pdf) -> None:
    kids = groups(pdf)[0].Kids
    places = [Array(list(each.Rect)) for each in kids]
    for kid, place in zip(kids, reversed(places), strict=True):
        kid.Rect = place


@way("draw its fields anew", WORKSHEET)
def need_appearances(pdf: Pdf) -> None:
    pdf.Root.AcroForm.NeedAppearances = True


@way("does not find its tag (StructParent)", WORKSHEET)
def fields_with_each_others_tags(pdf: Pdf) -> None:
    one, two, *_ = text_fields(pdf)
    one.StructParent, two.StructParent = int(two.StructParent), int(one.StructParent)


# Targets


def links(pdf: Pdf) -> list[pikepdf.Object]:
    return [each for page in pdf.pages for each in page.get("/Annots", ()) if each.get("/Subtype") == "/Link"]


@way("leads to a place that is not there")
def link_to_a_missing_name(pdf: Pdf) -> None:
    next(each for each in links(pdf) if "/Dest" in each).Dest = String("nowhere")


@way("leads to a place that is not there")
def link_to_a_missing_page(pdf: Pdf) -> None:
    gone = pdf.make_indirect(Dictionary(Type=Name.Page))
    next(each for each in links(pdf) if "/Dest" in each).Dest = Array([gone, Name.Fit])


@way("leads to a place that is not there")
def names_of_places_removed(pdf: Pdf) -> None:
    del pdf.Root.Names.Dests


@way("a link has no area")
def link_without_area(pdf: Pdf) -> None:
    links(pdf)[0].Rect = Array([100, 100, 100, 100])


@way("a link does not find its tag (StructParent)")
def links_with_each_others_tags(pdf: Pdf) -> None:
    one, two, *_ = links(pdf)
    one.StructParent, two.StructParent = int(two.StructParent), int(one.StructParent)


@way("a link does not find its tag (StructParent)", REPORT)
def link_without_struct_parent(pdf: Pdf) -> None:
    del links(pdf)[0].StructParent


@way("the bookmark of a heading leads to page")
def bookmark_to_another_page(pdf: Pdf) -> None:
    pdf.Root.Outlines.First.First.Dest[0] = pdf.pages[-1].obj


@way("the bookmark of a heading leads nowhere")
def bookmark_to_nowhere(pdf: Pdf) -> None:
    pdf.Root.Outlines.First.Dest = String("nowhere")


@way("names a header cell that is not there", REPORT)
def headers_of_a_missing_cell(pdf: Pdf) -> None:
    next(elements(pdf, "/TD")).A = Dictionary(O=Name.Table, Headers=Array([String("nobody")]))


@way("stands in two places")
def element_twice_in_the_tree(pdf: Pdf) -> None:
    paragraph = first(pdf, "/P")
    parent = paragraph.P
    parent.K = Array([*parent.K, paragraph]) if isinstance(parent.K, Array) else Array([parent.K, paragraph])


@way("stands in two places")
def content_in_two_tags(pdf: Pdf) -> None:
    one, two, *_ = [each for each in elements(pdf, "/P") if isinstance(each.get("/K"), Array)]
    two.K = Array([*two.K, *[kid for kid in one.K if isinstance(kid, int)]])
    two.Pg = one.Pg


# What is heard against what is seen


@way("that are not those on the page", REPORT)
def lying_actual_text_of_a_paragraph(pdf: Pdf) -> None:
    first(pdf, "/P").ActualText = String("Everything is 5.0.")


@way("that are not those on the page", REPORT)
def lying_actual_text_of_a_cell(pdf: Pdf) -> None:
    list(elements(pdf, "/TD"))[1].ActualText = String("5.0")


@way("that are not those on the page")
def lying_actual_text_of_marked_content(pdf: Pdf) -> None:
    def change(lines: list[Line]) -> None:
        mcid = first_mcid(pdf)
        line = next(each for each in lines if each[1] == "BDC" and each[0][1].get("/MCID") == mcid)
        line[0][1] = Dictionary(MCID=mcid, ActualText=String("Something else"))

    rewrite(pdf, change)


@way("that are not those on the page")
def heading_replaced_by_a_description(pdf: Pdf) -> None:
    first(pdf, "/H2").Alt = String("Another heading")


@way("does not say", HANDOUT)
def numbers_of_a_chart_not_said(pdf: Pdf) -> None:
    next(each for each in elements(pdf, "/Figure") if any(c.isdigit() for c in str(each.Alt))).Alt = String("A chart.")


@way("text is tagged as a picture")
def paragraph_tagged_as_a_picture(pdf: Pdf) -> None:
    paragraph = first(pdf, "/P")
    paragraph.S, paragraph.Alt = Name.Figure, String("A paragraph")


@way("text is tagged as a picture", REPORT)
def heading_tagged_as_a_picture(pdf: Pdf) -> None:
    heading = first(pdf, "/H3")
    heading.S, heading.Alt = Name.Figure, String("A heading")


# What only the source could tell, or nothing looks for


@way("")
def two_paragraphs_in_the_other_order(pdf: Pdf) -> None:
    one, two, *_ = [each for each in elements(pdf, "/P") if each.P.objgen == first(pdf, "/P").P.objgen]
    kids = list(one.P.K)
    a, b = (next(at for at, kid in enumerate(kids) if getattr(kid, "objgen", None) == e.objgen) for e in (one, two))
    kids[a], kids[b] = kids[b], kids[a]
    one.P.K = Array(kids)


@way("")
def another_valid_language(pdf: Pdf) -> None:
    pdf.Root.Lang = String("fi")


@way("", WORKSHEET)
def two_groups_with_each_others_keys(pdf: Pdf) -> None:
    one, two, *_ = groups(pdf)
    one.T, two.T = String(str(two.T)), String(str(one.T))


@way("", REPORT)
def table_flattened_to_paragraphs(pdf: Pdf) -> None:
    for role in ("/Table", "/THead", "/TBody", "/TR"):
        for each in list(elements(pdf, role)):
            each.S = Name.Div
    for role in ("/TH", "/TD"):
        for each in list(elements(pdf, role)):
            each.S = Name.P
            if "/A" in each:
                del each.A


def test_the_table_is_whole() -> None:
    assert len(WAYS) == 50
    assert sum(bool(each.finding) for each in WAYS) >= 40


@pytest.mark.filterwarnings("ignore:This document has .* not reachable:pikepdf.PageCopyWarning")
@pytest.mark.parametrize("spoiled", slow_but(WAYS[::6], WAYS), ids=lambda spoiled: spoiled.name)
def test_check_says_what_is_wrong(spoiled: Spoiled, sample_prints: SamplePrints) -> None:
    path = sample(sample_prints, spoiled.file)
    with pikepdf.open(path) as pdf:
        spoiled.spoil(pdf)
        saved = io.BytesIO()
        pdf.save(saved, static_id=True)
    problems = [problem.message for problem in inspect_bytes(saved.getvalue(), label=path.name).problems]
    print(f"{spoiled.name}: {len(problems)} {problems[:2]}")
    assert any(spoiled.finding in message for message in problems) or not spoiled.finding
