"""WeasyPrint's objects → pieces: what each piece paints, what that means, and where its links lead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pydyf

from careerprint.plates.pieces import Anchor, Bookmark, Box, Hole, Link, Piece
from careerprint.plates.slots import Chain, Fragment, name_of_tag
from careerprint.plates.typeset.content import PaintedRegion, content_of, page_region
from careerprint.plates.typeset.elements import ElementWalk
from careerprint.plates.unfit import Unfit, require
from careerprint.press.tagging.structure_tree import PIXEL, Object, StructureTree, is_element

_IDS = re.compile(r'<[^>]*\sid="([^"]+)"')
_HEADING = re.compile(r"<h[1-6]\b")
_DRAW = re.compile(rb"/(\S+) Do")


@dataclass(frozen=True, slots=True)
class NumberedOrder:
    """Which sentinels an order was given."""

    fragment: Fragment
    chain: Chain
    first: int
    """The number of its own slot; those of its holes follow."""


class LaidOutDocument:
    """One document that WeasyPrint has laid out and painted, about to be taken apart."""

    def __init__(self, document: Any, pdf: Any) -> None:
        """Find the regions of all pages of a `weasyprint.Document` and the `pydyf.PDF` that was made of it."""
        self.document = document
        self.tree = StructureTree(pdf)
        self.operators = [list(self._operators(page["Contents"], page["Resources"])) for page in self.tree.pages]
        self.pages = [page_region(operators) for operators in self.operators]
        self.regions = dict(self._slots(self.pages, None))

    def _operators(self, stream: bytes, resources: Any) -> Iterator[Any]:
        """Yield the operators of a stream, with those of the form that it draws in their place.

        WeasyPrint draws aligned text of an SVG as a form of its own (ISO 32000-1, 8.10), and a form would be one more
        object to carry into every file.
        """
        pictures = (resources if isinstance(resources, dict) else self.tree.resolve(resources))["XObject"]
        for operator in self.tree.resolve(stream).stream:
            match = _DRAW.fullmatch(operator) if isinstance(operator, bytes) else None
            form = self.tree.resolve(pictures[match[1].decode()]) if match else None
            if form is None or form.extra["Subtype"] != "/Form":
                yield operator
                continue
            # What painting a form means (8.10.1), written as operators: save, clip to its box, paint, restore.
            left, bottom, right, top = form.extra["BBox"]
            require("Matrix" not in form.extra, "a form that is moved")
            yield from (b"q", b"%.6f %.6f %.6f %.6f re" % (left, bottom, right - left, top - bottom), b"W", b"n")
            yield from self._operators(form.reference, form.extra["Resources"])
            yield b"Q"

    def _slots(
        self, regions: Sequence[PaintedRegion], page: int | None
    ) -> Iterator[tuple[int, tuple[int, PaintedRegion]]]:
        """Yield all slots by their numbers, each with its page; the regions of pages themselves have none yet."""
        for number, region in enumerate(regions):
            here = number if page is None else page
            if region.number is not None:
                yield region.number, (here, region)
            yield from self._slots(region.inner, here)

    def box(self, number: int) -> Box:
        """Return where a slot stands, by its number."""
        return self._region(number)[1].box

    def pages_of(self, report: Fragment) -> list[Piece]:
        """Return the pages of a report whose slots are empty, one piece each."""
        document = self.tree.resolve(self.tree.root["K"][0])
        require(set(document) == {"Type", "S", "K", "P"}, "attributes of the document")
        tops = [self.tree.resolve(kid) for kid in document["K"]]
        page_of = [self.regions[number][0] for number in range(len(report.slots)) if number in self.regions]
        require(
            len(page_of) == len(report.slots) and page_of == sorted(page_of), "slots are not painted in their order"
        )
        bookmarks = [[_bookmark(entry) for entry in page.bookmarks] for page in self.document.pages]
        outline = _by_page(report, page_of, [len(found) for found in bookmarks])
        pieces = []
        for number, page in enumerate(self.tree.pages):
            own = [top for top in tops if top["Pg"] == page.reference]
            holes = [slot for slot, where in enumerate(page_of) if where == number]
            numbers = {slot: place for place, slot in enumerate(holes)}
            order = _outline(report, outline[number], iter(bookmarks[number]), numbers)
            width, height = page["MediaBox"][2:]
            box = (0.0, 0.0, float(width), float(height))
            pieces.append(self._piece(number, self.pages[number], own, holes, list(order), ids_of(report), box))
        require(sum(len(piece.elements.tops) for piece in pieces) == len(tops), "an element on no page")
        return pieces

    def pieces(self, orders: Sequence[NumberedOrder]) -> list[Piece]:
        """Return the pieces of a document that holds nothing else, one after the other."""
        tops = [self.tree.resolve(kid) for kid in self.tree.resolve(self.tree.root["K"][0])["K"]]
        require(len(self.pages) == 1 and len(tops) >= len(orders), "pieces were not set one after the other")
        bookmarks = iter([_bookmark(entry) for entry in self.document.pages[0].bookmarks])
        found = []
        for order, top in zip(orders, tops, strict=False):
            fragment = order.fragment
            _page, region = self._region(order.first)
            holes = range(order.first + 1, order.first + 1 + len(fragment.slots))
            own = [next(bookmarks)] if _HEADING.match(order.chain.tag) else []
            outline = [*own, *_outline(fragment, fragment.order, bookmarks, {i: i for i in range(len(holes))})]
            element = self._descend(top, order.chain)
            found.append(self._piece(0, region, [element], holes, outline, ids_of(fragment), region.box))
        require(next(bookmarks, None) is None, "a heading that is not in a skeleton")
        return found

    def _region(self, number: int) -> tuple[int, PaintedRegion]:
        if number not in self.regions:
            raise Unfit("a slot was not painted")
        return self.regions[number]

    def _descend(self, top: Object, chain: Chain) -> Object:
        """Go down from the outermost element of a chain to that of the slot."""
        element = top
        names = [name_of_tag(tag) for tag in chain.ancestors[1:]]
        # A list item is two elements, LI and LBody.
        for _ in [step for name in names for step in [name] * (2 if name == "li" else 1)]:
            kids = [thing for _, thing in self.tree.kids(element) if is_element(thing)]
            require(len(kids) == 1 == len(element["K"]), "something stands beside a slot")
            element = kids[0]
        return element

    def _piece(
        self,
        page: int,
        region: PaintedRegion,
        tops: Sequence[Object],
        holes: Sequence[int],
        outline: Sequence[Bookmark | int],
        ids: Sequence[str],
        box: Box,
    ) -> Piece:
        """Return what a region paints, with the elements below `tops`; `holes` are numbers of slots."""
        content = content_of(self.operators[page], region)
        holders = {self._holder(number).number: index for index, number in enumerate(holes)}
        require(len(holders) == len(holes), "two slots in one element")
        places = {mcid: place for place, mcid in enumerate(content.marks)}
        walk = ElementWalk(self.tree, self.tree.pages[page].reference, places, holders)
        elements = walk.take(tops)
        require(len(walk.owners) == len(content.marks), "content without an element")
        anchors = self.document.pages[page].anchors
        return Piece(
            box=box,
            content=content.text,
            owners=tuple(walk.owners[place] for place in range(len(content.marks))),
            elements=elements,
            holes=tuple(Hole(walk.parents[i], self._region(number)[1].box) for i, number in enumerate(holes)),
            links=tuple(self._link(element, annotation, page) for element, annotation in walk.links),
            outline=tuple(outline),
            anchors=tuple(Anchor(name, *anchors[name][:2]) for name in ids if name in anchors),
            glyphs=content.glyphs,
            states=content.states,
            pictures=content.pictures,
        )

    def _holder(self, number: int) -> Object:
        """Return the element of an empty slot: what the specimen in it hangs on, a block or lines of text."""
        page, region = self._region(number)
        marks = content_of(self.operators[page], region).marks
        require(marks, "an empty slot has no text to be found by")
        parents = self.tree.parents[self.tree.pages[page]["StructParents"]]
        owner = self.tree.resolve(parents[marks[0]])
        holder = next(self.tree.ancestors(owner)) if owner["S"] == "/Span" else owner
        others = {self.tree.role(kid) for kid in holder["K"] if not isinstance(kid, int)} - {"/Span", "/NonStruct"}
        require(not others, "an empty slot has other elements")
        return holder

    def _link(self, element: int, annotation: Any, page: int) -> Link:
        height = self.tree.pages[page]["MediaBox"][3]
        x1, y1, x2, y2 = (float(side) for side in annotation["Rect"])
        box = (x1 / PIXEL, (height - y1) / PIXEL, (x2 - x1) / PIXEL, (y1 - y2) / PIXEL)
        body = pydyf.Dictionary({key: annotation[key] for key in annotation if key not in ("Rect", "StructParent")})
        return Link(element, box, body.data[:-2])


def _bookmark(entry: Any) -> Bookmark:
    level, label, (x, y), _state = entry
    return Bookmark(level, label, x, y)


def _by_page(report: Fragment, page_of: Sequence[int], headings: Sequence[int]) -> list[list[int | None]]:
    """Return for each page what follows what on it, as in `Fragment.order`.

    `page_of` says on which page each slot stands, `headings` how many headings each page has.
    """
    left = list(headings)
    pages: list[list[int | None]] = [[] for _ in left]
    page = 0
    for entry in report.order:
        if entry is not None:
            page = page_of[entry]
            left[page] -= bool(_HEADING.match(report.slots[entry].tag))
        else:
            while page < len(left) and not left[page]:
                page += 1
            require(page < len(left), "a heading is not in the outline")
            left[page] -= 1
        pages[page].append(entry)
    require(not any(left), "a heading that is not in the skeleton")
    return pages


def _outline(
    fragment: Fragment, order: Sequence[int | None], bookmarks: Iterator[Bookmark], holes: Mapping[int, int]
) -> Iterator[Bookmark | int]:
    """Yield the headings of a skeleton, and holes by their number where they come in."""
    for entry in order:
        if entry is None:
            bookmark = next(bookmarks, None)
            if bookmark is None:
                raise Unfit("a heading is not in the outline")
            yield bookmark
        else:
            if _HEADING.match(fragment.slots[entry].tag):
                # An empty slot that is a heading itself has a bookmark, which says only the specimen.
                require(next(bookmarks, None) is not None, "the heading of an empty slot is not in the outline")
            yield holes[entry]


def ids_of(fragment: Fragment) -> list[str]:
    """Return the ids in a skeleton."""
    return [name for part in fragment.parts for name in _IDS.findall(part)]
