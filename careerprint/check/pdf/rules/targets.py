"""Rules about what points at something else: links, bookmarks, table headers, tags. Each must arrive where it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pikepdf

from careerprint.check.pdf.finished import FinishedPdf, ObjectId, StructureElement
from careerprint.check.pdf.reading_order import array_of
from careerprint.check.pdf.tagging import slots_of
from careerprint.errors import Problem

LEAST_AREA = 2.0
"""Points that a link must be wide and high; one letter of the smallest print is wider."""
_HEADINGS = frozenset(f"H{level}" for level in range(1, 7))


def link_targets(file: FinishedPdf) -> Iterator[Problem]:
    """Report links to places that are not there, and those that nobody can hit."""
    named = {str(name): target for name, target in _named(file)}
    for number, page in enumerate(file.pdf.pages, 1):
        for link in page.get("/Annots", ()):
            if link.get("/Subtype") != "/Link":
                continue
            target = _target(link)
            if target is not None and _page_of(file, target, named) is None:
                yield file.problem("a link leads to a place that is not there", page=number)
            left, bottom, right, top = (float(each) for each in link["/Rect"])
            if abs(right - left) < LEAST_AREA or abs(top - bottom) < LEAST_AREA:
                yield file.problem("a link has no area, so it cannot be followed", page=number)


def _target(thing: pikepdf.Object) -> pikepdf.Object | None:
    """Return the destination of a link or a bookmark within the file; None if it has none."""
    return thing["/Dest"] if "/Dest" in thing else thing.get("/A", pikepdf.Dictionary()).get("/D")


def _named(file: FinishedPdf) -> Iterator[tuple[str, pikepdf.Object]]:
    """Yield the named destinations of a file (ISO 32000-1, 12.3.2.3)."""
    waiting = [file.pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests", pikepdf.Dictionary())]
    seen = set[ObjectId]()
    while waiting:
        node = waiting.pop()
        names = list(node.get("/Names", ()))
        yield from ((str(name), target) for name, target in zip(names[::2], names[1::2], strict=False))
        waiting += [kid for kid in node.get("/Kids", ()) if kid.objgen not in seen]
        seen |= {kid.objgen for kid in node.get("/Kids", ())}
    yield from ((name.removeprefix("/"), target) for name, target in file.pdf.Root.get("/Dests", {}).items())


def _page_of(file: FinishedPdf, target: pikepdf.Object | None, named: dict[str, pikepdf.Object]) -> int | None:
    """Return the page that a destination means, counted from 1; None for one that is nowhere."""
    if isinstance(target, pikepdf.String | pikepdf.Name):
        target = named.get(str(target).removeprefix("/"))
    if isinstance(target, pikepdf.Dictionary):
        target = target.get("/D", pikepdf.Array())
    first = target[0] if isinstance(target, pikepdf.Array) and len(target) else None
    return file.page_numbers.get(first.objgen) if isinstance(first, pikepdf.Dictionary) else None


def bookmark_targets(file: FinishedPdf) -> Iterator[Problem]:
    """Report bookmarks that lead to another page than that of their heading."""
    named = {str(name): target for name, target in _named(file)}
    pages = [
        _page_of(file, _target(item), named)
        for item in _bookmarks(file.pdf.Root.get("/Outlines", pikepdf.Dictionary()))
    ]
    headings = [_first_page(file, element) for element in file.elements if element.role in _HEADINGS]
    if len(pages) != len(headings):
        return  # `outline` says that they differ
    for found, page in zip(pages, headings, strict=True):
        if page is not None and found != page:
            where = "leads nowhere" if found is None else f"leads to page {found}"
            yield file.problem(f"the bookmark of a heading {where}", page=page)


def _bookmarks(parent: pikepdf.Object) -> Iterator[pikepdf.Object]:
    item, seen = parent.get("/First"), set[ObjectId]()
    while item is not None and item.objgen not in seen:
        seen.add(item.objgen)
        yield item
        yield from _bookmarks(item)
        item = item.get("/Next")


def _first_page(file: FinishedPdf, element: StructureElement) -> int | None:
    """Return the page on which an element begins: its own, or that of the first element in it."""
    if element.page:
        return element.page
    waiting: list[pikepdf.Object | int] = [element.thing]
    for _ in range(100):  # a heading holds a few elements; a broken one may hold itself
        if not waiting:
            break
        thing = waiting.pop(0)
        if isinstance(thing, pikepdf.Dictionary):
            if "/Pg" in thing:
                return file.page_numbers.get(thing["/Pg"].objgen)
            waiting += array_of(thing.get("/K"))
    return None


def cell_headers(file: FinishedPdf) -> Iterator[Problem]:
    """Report cells that name header cells which are not there (ISO 32000-1, table 349)."""
    ids = {str(element.thing["/ID"]) for element in file.elements if "/ID" in element.thing}
    for element in file.with_role("TD", "TH"):
        for attributes in array_of(element.thing.get("/A")):
            named = attributes.get("/Headers", ()) if isinstance(attributes, pikepdf.Dictionary) else ()
            if any(str(each) not in ids for each in named):
                yield file.problem("a cell of a table names a header cell that is not there", page=element.page)


def tags_of_annotations(file: FinishedPdf) -> Iterator[Problem]:
    """Report links and fields that do not find their tag, or another one's (ISO 32000-1, 14.7.4.4)."""
    if "/StructTreeRoot" not in file.pdf.Root:
        return
    slots = slots_of(file.pdf.Root["/StructTreeRoot"].get("/ParentTree", pikepdf.Dictionary()))
    held = {each.objgen: element.thing.objgen for element in file.elements for each in element.annotations}
    for number, page in enumerate(file.pdf.pages, 1):
        for each in page.get("/Annots", ()):
            owner = slots.get(int(each.get("/StructParent", -1)))
            found = owner.objgen if isinstance(owner, pikepdf.Dictionary) else None
            if each.objgen in held and held[each.objgen] != found:
                kind = "field" if each.get("/Subtype") == "/Widget" else "link"
                yield file.problem(f"a {kind} does not find its tag (StructParent)", page=number)


def tags_once(file: FinishedPdf) -> Iterator[Problem]:
    """Report tags that stand in the tree twice: their words would be read twice."""
    places = Counter(
        kid.objgen
        for element in file.elements
        for kid in element.kids
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid and kid.objgen != (0, 0)
    )
    content = Counter(
        (element.thing["/Pg"].objgen, kid)
        for element in file.elements
        for kid in element.kids
        if isinstance(kid, int) and "/Pg" in element.thing
    )
    twice = sum(times > 1 for times in (*places.values(), *content.values()))
    if twice:
        yield file.problem("a tag stands in two places, so its words are read twice")
