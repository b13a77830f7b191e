"""Rules about tags: everything that is printed is read aloud, in order, or marked as header, footer or decoration."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator

import pikepdf

from careerprint.check.pdf.finished import FinishedPdf, ObjectId
from careerprint.errors import Problem
from careerprint.wording import counted


def tagged_pages(file: FinishedPdf) -> Iterator[Problem]:
    """Report pages on which nothing is read aloud (ISO 14289-1, 7.1), or where the tab key goes astray (7.18.3)."""
    if "/StructTreeRoot" not in file.pdf.Root:
        yield file.problem("it has no tags: nothing can be read aloud in order")
    for page, view in zip(file.pdf.pages, file.views, strict=True):
        if view.seen and "/StructParents" not in page:
            yield file.problem("the page is not part of the tags", page=view.number)
        elif view.seen and not any(run.mcid is not None for run in view.seen):
            yield file.problem("nothing on the page is read aloud", page=view.number)
        if str(page.get("/Tabs", "")) != "/S":
            yield file.problem("the tab key does not follow the reading order", page=view.number)


def marks_and_tags_agree(file: FinishedPdf) -> Iterator[Problem]:
    """Report marked text that no tag holds, and tags whose text is not there (ISO 32000-1, 14.7.4)."""
    if "/StructTreeRoot" not in file.pdf.Root:
        return
    held = _held(file)
    slots = slots_of(file.pdf.Root["/StructTreeRoot"].get("/ParentTree", pikepdf.Dictionary()))
    for page, view in zip(file.pdf.pages, file.views, strict=True):
        here = held[page.obj.objgen]
        if missing := view.mcids - here.keys():
            yield file.problem(f"text in {counted(len(missing), 'place')} is in no tag", page=view.number)
        if empty := here.keys() - view.mcids:
            yield file.problem(f"text is missing from {counted(len(empty), 'tag')}", page=view.number)
        owners = slots.get(int(page.get("/StructParents", -1)), pikepdf.Array())
        if wrong := sum(_owner(owners, mcid) != here[mcid] for mcid in view.mcids & here.keys()):
            yield file.problem(
                f"text in {counted(wrong, 'place')} does not find its tag (ParentTree)", page=view.number
            )


def _held(file: FinishedPdf) -> dict[ObjectId, dict[int, ObjectId]]:
    """Return for each page its marked content, each with the element that holds it."""
    held: dict[ObjectId, dict[int, ObjectId]] = defaultdict(dict)
    for element in file.elements:
        for kid in element.kids:
            if isinstance(kid, int):
                held[element.thing["/Pg"].objgen][kid] = element.thing.objgen
            elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR":
                held[(kid if "/Pg" in kid else element.thing)["/Pg"].objgen][int(kid["/MCID"])] = element.thing.objgen
    return held


def slots_of(node: pikepdf.Object) -> dict[int, pikepdf.Object]:
    """Return the entries of a number tree (ISO 32000-1, 7.9.7)."""
    numbers = list(node.get("/Nums", ()))
    found = {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}
    for kid in node.get("/Kids", ()):
        found |= slots_of(kid)
    return found


def _owner(owners: pikepdf.Object, mcid: int) -> ObjectId | None:
    if mcid >= len(owners) or not isinstance(owners[mcid], pikepdf.Dictionary):
        return None
    return owners[mcid].objgen


def silent_text(file: FinishedPdf) -> Iterator[Problem]:
    """Report text that is printed and not read aloud though it is no header or footer (ISO 14289-1, 7.1)."""
    for view in file.views:
        silent = sum(run.artifact is not None and run.artifact != "/Pagination" for run in view.seen)
        if silent:
            message = f"text in {counted(silent, 'place')} is marked as decoration, so nobody hears it"
            yield file.problem(message, page=view.number)
        if hidden := sum(run.is_hidden_in_group for run in view.seen):
            message = f"text in {counted(hidden, 'place')} is drawn as a group, which hides it from screen readers"
            yield file.problem(f"{message}: take `opacity` out of the style sheets", page=view.number)


def readable_characters(file: FinishedPdf) -> Iterator[Problem]:
    """Report characters that stand for nothing, so that they cannot be read aloud or copied (7.21.7)."""
    text = "".join(words for _, words in file.blocks)
    unknown = sum(c == "\N{REPLACEMENT CHARACTER}" or unicodedata.category(c) in ("Co", "Cn") for c in text)
    if unknown:
        yield file.problem(f"it has {counted(unknown, 'character')} that cannot be read aloud or copied")
