"""The geometry gate: nothing lies on anything else, nothing runs off the type area, and each side is well filled.

It looks at the boxes that the layout engine has placed, before they are painted. Its messages name sides and sections
and never quote the page, because that may hold a person's answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from careerprint.press.engine_log import Complaint
from careerprint.press.layout.loose_lines import PIXEL, Box, is_loose, line_pairs

TOUCH = 1.5
"""Points by which two things may share their place: letters lean over their neighbors, and rules are as thin."""
CAP, TAIL = 0.7, 0.2
"""How far letters reach above and below their base line, as multiples of their size."""
SIDE_MM, HEAD_MM, LINE_MM = 244.0, 20.0, 8.0
"""Millimeters: the height of a side of Letter, of a head with the space around it, and of a line to write on. A4 is
higher, so that the lines fit there, too."""
MOST_EMPTY, NOTE_MM = 0.14, 9.0
"""The share of a side within a handout that stays empty, and the millimeters of the words above lines to write on."""
TEXT_LINE_MM = 5.3
"""Millimeters from line to line of text."""
SAME_LINE = 0.5
"""Words whose base lines are closer than this share of the larger size stand on one line."""
LEAST_LINES = 2
"""Fewer lines to write on than these are not worth a head."""
MOST_WHITE, MOST_WHITE_AT_THE_END = 0.16, 2 / 3
"""The share of a side that may be empty at its end, and of the last side. A handout has lines to write on where more
would be, unless a section goes on with an item that must not be parted."""


@dataclass(frozen=True, slots=True)
class Place:
    """Words or a picture on a side; its edges are in points from the upper left corner of the sheet."""

    kind: str
    """`words` or `picture`."""
    section: str
    """The id of the section that it stands in; empty for none."""
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: Place) -> bool:
        """Say whether two things lie on each other by more than a touch."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > TOUCH and down > TOUCH


@dataclass(slots=True)
class SidePlan:
    """What stands where on one side."""

    number: int
    """The side, counted from 1."""
    left: float
    """The edges of the type area, in points."""
    top: float
    right: float
    bottom: float
    sheet: tuple[float, float]
    """Width and height of the sheet, in points."""
    places: list[Place] = field(default_factory=list)
    lowest: float = 0.0
    """The lower edge of the lowest thing, in points."""
    loose_lines: list[str] = field(default_factory=list)
    """The sections of lines that the next word would have fitted on."""
    base_lines: list[tuple[float, float]] = field(default_factory=list)
    """Where words stand, from the top of the sheet, and their size, in points."""

    @property
    def white(self) -> float:
        """The share of the type area's height that is empty below the lowest thing."""
        return max(0.0, self.bottom - max(self.lowest, self.top)) / (self.bottom - self.top)

    @property
    def lines(self) -> int:
        """How many lines of text there are; raised marks and columns side by side share a line."""
        lines, last_height, last_size = 0, float("-inf"), 0.0
        for height, size in sorted(self.base_lines):
            if height - last_height > SAME_LINE * max(size, last_size):
                lines, last_height, last_size = lines + 1, height, size
        return lines

    @property
    def sections(self) -> tuple[str, ...]:
        """The ids of the sections that it shows, in the order of the page; empty for what stands in none."""
        return tuple(dict.fromkeys(place.section for place in self.places))


def side_plans(pages: Sequence[Any]) -> tuple[SidePlan, ...]:
    """Return what stands where on each page of a document that was laid out."""
    return tuple(_side(number, page._page_box) for number, page in enumerate(pages, 1))


def complaints(plans: Sequence[SidePlan]) -> Iterator[Complaint]:
    """Yield what must not be printed: words or pictures on each other, or beyond the margins; a section once a side."""
    for plan in plans:
        found = {(words, place.section) for words, place in (*_overlaps(plan), *_strays(plan))}
        for words, section in sorted(found):
            where = f" in the section “{section}”" if section else ""
            yield Complaint(f"side {plan.number}: {words}{where}", f"#{section}" if section else "")


def loose_line_warnings(plans: Sequence[SidePlan]) -> Iterator[str]:
    """Yield a warning for each section with a line that ends too early."""
    for plan in plans:
        for section in dict.fromkeys(plan.loose_lines):
            where = f"in the section “{section}” " if section else ""
            yield f"side {plan.number}: a line {where}ends early, although the next word would have fitted"


def pale_sides(whites: Sequence[float]) -> dict[int, float]:
    """Return the sides that are too empty, counted from 1, with the share that is empty; a single side may be."""
    most = {number: MOST_WHITE for number in range(1, len(whites))} | {len(whites): MOST_WHITE_AT_THE_END}
    return {number: white for number, white in enumerate(whites, 1) if white > most[number] and len(whites) > 1}


def sides_too_many(target: int, whites: Sequence[float]) -> tuple[range, int]:
    """Return the sides of a handout that are too many, counted from 0, and about how many lines of text they hold.

    The plan has the last side to itself, so what is too much stands on the sides before it.
    """
    sides = range(target - 1, len(whites) - 1)
    return sides, max(1, round(sum((1 - whites[side]) * SIDE_MM / TEXT_LINE_MM for side in sides)))


def rooms(whites: Sequence[float], sections: Sequence[Sequence[str]]) -> dict[str, int]:
    """Return how many lines to write on fill the sides of a handout that end too early, by the section after them.

    Only a section that begins with its side leaves room before it. The last two sides have lines of their own.
    """
    found: dict[str, int] = {}
    for white, shown, following in zip(whites[:-2], sections, sections[1:], strict=False):
        first = following[0] if following else ""
        begins_there = first not in shown if first else following is sections[1]  # the opening words stand in none
        lines = int((white * SIDE_MM - NOTE_MM) / LINE_MM)
        if white > MOST_EMPTY and begins_there and lines >= LEAST_LINES:
            found[first] = lines
    return found


def lines_that_fill(white: float) -> int:
    """Return how many lines to write on, below a head of their own, fill the empty share of a side."""
    lines = int((white * SIDE_MM - HEAD_MM) / LINE_MM)
    return lines if lines >= LEAST_LINES else 0


def loose_sections(plans: Sequence[SidePlan]) -> tuple[str, ...]:
    """Return the ids of the sections with a line that ends too early; empty for what stands in no section."""
    return tuple(dict.fromkeys(section for plan in plans for section in plan.loose_lines))


def _side(number: int, page: Box) -> SidePlan:
    left, top = page.content_box_x() * PIXEL, page.content_box_y() * PIXEL
    right, bottom = left + page.width * PIXEL, top + page.height * PIXEL
    sheet = (page.margin_width() * PIXEL, page.margin_height() * PIXEL)
    plan = SidePlan(number, left, top, right, bottom, sheet)
    for child in page.children:
        if type(child).__name__ != "MarginBox":  # the foot of the page has a place of its own
            _walk(child, "", plan)
    return plan


def block_stacks(pages: Sequence[Any]) -> tuple[tuple[int, float], ...]:
    """Return for each page the number of its first block and where its last one ends, in points from the sheet's top.

    Blocks are the slots of a report, which stand one below the other in the body and are never parted.
    """
    stacks, first = [], 0
    for page in pages:
        blocks = [box for box in _body_of(page._page_box) if box.element is not None and _is_slot(box)]
        end = max((box.border_box_y() + box.border_height() for box in blocks), default=0.0)
        stacks.append((first, end * PIXEL))
        first += len(blocks)
    return tuple(stacks)


def _body_of(page: Box) -> Sequence[Box]:
    """Return the boxes that stand one below the other in the body."""
    boxes = [child for child in page.children if type(child).__name__ != "MarginBox"]
    while boxes and boxes[0].element_tag in ("html", "body"):
        boxes = boxes[0].children
    return boxes


def _is_slot(box: Box) -> bool:
    return box.element.get("data-slot") is not None


def _walk(box: Box, section: str, plan: SidePlan) -> None:
    """Note what a box and its children show; placeholders stand for what is positioned on its own."""
    box = getattr(box, "_box", box)
    kind = type(box).__name__
    if box.element is not None and (name := box.element.get("id")):
        section = name
    if kind == "TextBox":
        _note_text(box, section, plan)
    elif "Replaced" in kind:
        _note(plan, Place("picture", section, *_content_edges(box)))
    else:
        if _is_painted(box):
            plan.lowest = max(plan.lowest, (box.border_box_y() + box.border_height()) * PIXEL)
        children = [child for child in getattr(box, "children", ()) if hasattr(child, "element_tag")]
        plan.loose_lines += [section] * any(is_loose(box, one, two) for one, two in line_pairs(children))
        for child in children:
            _walk(child, section, plan)


def _note_text(box: Box, section: str, plan: SidePlan) -> None:
    if not box.text.strip() or box.width <= 0:
        return
    size, base = box.style["font_size"], box.position_y + box.baseline
    plan.base_lines.append((base * PIXEL, size * PIXEL))
    edges = (box.position_x, base - CAP * size, box.position_x + box.width, base + TAIL * size)
    _note(plan, Place("words", section, *(edge * PIXEL for edge in edges)))


def _content_edges(box: Box) -> tuple[float, float, float, float]:
    x, y = box.content_box_x() * PIXEL, box.content_box_y() * PIXEL
    return x, y, x + box.width * PIXEL, y + box.height * PIXEL


def _note(plan: SidePlan, place: Place) -> None:
    if place.right - place.left > TOUCH and place.bottom - place.top > TOUCH:  # not a mark for the tagging
        plan.places.append(place)
        plan.lowest = max(plan.lowest, place.bottom)


def _is_painted(box: Box) -> bool:
    """Say whether a block shows a ground or a rule of its own."""
    if type(box).__name__ not in ("BlockBox", "TableCellBox", "InlineBlockBox") or box.element_tag in ("html", "body"):
        return False
    ground = box.style["background_color"]
    return bool(getattr(ground, "alpha", 0)) or box.border_bottom_width > 0


def _overlaps(plan: SidePlan) -> Iterator[tuple[str, Place]]:
    """Yield things that lie on each other, each pair once: in their order from the top, only neighbors are compared."""
    open_: list[Place] = []
    for place in sorted(plan.places, key=lambda each: each.top):
        open_ = [other for other in open_ if other.bottom > place.top]
        for other in open_:
            if place.covers(other):
                kinds = sorted((place.kind, other.kind))
                words = {
                    "picture picture": "two pictures lie on each other",
                    "picture words": "words lie on a picture",
                    "words words": "words lie on each other",
                }
                yield words[" ".join(kinds)], place
        open_.append(place)


def _strays(plan: SidePlan) -> Iterator[tuple[str, Place]]:
    """Yield what reaches beyond the margins of the page."""
    for place in plan.places:
        across = place.left < plan.left - TOUCH or place.right > plan.right + TOUCH
        if across or place.top < plan.top - TOUCH or place.bottom > plan.bottom + TOUCH:
            yield ("words run" if place.kind == "words" else "a picture runs") + " beyond the margin", place
