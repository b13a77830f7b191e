"""What a page shows: each run of text with its size, its color and the color behind it.

It follows the operators that WeasyPrint writes (ISO 32000-1, annex A) in the order in which they paint. A color
that cannot be known, such as a gradient or a photograph, is None: nothing is said about text on it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import pikepdf

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Region:
    """A path that is filled or clips; curves count as the lines between their points."""

    polygons: tuple[tuple[Point, ...], ...]
    even_odd: bool
    left: float
    bottom: float
    right: float
    top: float

    def __contains__(self, point: Point) -> bool:
        """Return whether a point lies inside."""
        x, y = point
        if not (self.left <= x <= self.right and self.bottom <= y <= self.top):
            return False
        winding = [step for polygon in self.polygons for step in _crossings(polygon, x, y)]
        return len(winding) % 2 == 1 if self.even_odd else sum(winding) != 0


def region_of(polygons: list[list[Point]], *, even_odd: bool) -> Region | None:
    """Return the region that a path encloses; None for a path without any area."""
    closed = tuple((*polygon, polygon[0]) for polygon in polygons if len(polygon) > 2)
    if not closed:
        return None
    xs = [x for polygon in closed for x, _ in polygon]
    ys = [y for polygon in closed for _, y in polygon]
    return Region(closed, even_odd, min(xs), min(ys), max(xs), max(ys))


def _crossings(polygon: tuple[Point, ...], x: float, y: float) -> list[int]:
    """Return 1 or -1 for each edge that a ray from the point to the right crosses upwards or downwards."""
    found = []
    for (x1, y1), (x2, y2) in pairwise(polygon):
        if (y1 <= y) != (y2 <= y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            found.append(1 if y2 > y1 else -1)
    return found


RGB = tuple[float, float, float]
"""Red, green and blue from 0 to 1."""

_WHITE: RGB = (1.0, 1.0, 1.0)
_DEEPEST = 8
"""How deep form XObjects may be nested before they are left alone."""
_UNIT_SQUARE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
_EVERYWHERE = Region((((-1e9, -1e9), (1e9, -1e9), (1e9, 1e9), (-1e9, 1e9), (-1e9, -1e9)),), False, -1e9, -1e9, 1e9, 1e9)


@dataclass(frozen=True, slots=True)
class Shown:
    """A run of text as it stands on the page."""

    mcid: int | None
    """The marked content that it belongs to; None for an artifact and for what is not marked at all."""
    artifact: str | None
    """The type of the artifact, such as `/Pagination`; empty without type; None if it is no artifact."""
    font: str
    size: float
    """In points, as it stands on the page."""
    color: RGB | None
    background: RGB | None
    is_hidden_in_group: bool
    """Drawn by a form XObject outside of all marked content, where its own marks count for nothing."""


@dataclass(frozen=True, slots=True)
class PageView:
    """A page as it is shown."""

    number: int
    """Counted from 1."""
    shown: tuple[Shown, ...]
    mcids: frozenset[int]
    """All marked-content identifiers on the page."""


@dataclass(frozen=True, slots=True)
class _State:
    """The graphics state that matters here (ISO 32000-1, 8.4)."""

    matrix: pikepdf.Matrix = field(default_factory=pikepdf.Matrix)
    color: RGB | None = (0.0, 0.0, 0.0)
    opacity: float = 1.0
    clips: tuple[Region, ...] = ()
    font: str = ""
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class _Paint:
    region: Region
    clips: tuple[Region, ...]
    color: RGB | None
    opacity: float


@dataclass(frozen=True, slots=True)
class _Mark:
    mcid: int | None
    artifact: str | None


def view_of(page: pikepdf.Page, number: int) -> PageView:
    """Return what a page shows; `number` counts from 1."""
    painter = _Painter()
    painter.draw(page, page.resources)
    return PageView(number, tuple(painter.shown), frozenset(painter.mcids))


@dataclass(slots=True)
class _Painter:
    """Follows a content stream."""

    shown: list[Shown] = field(default_factory=list)
    mcids: set[int] = field(default_factory=set)
    _paints: list[_Paint] = field(default_factory=list)
    _state: _State = field(default_factory=_State)
    _saved: list[_State] = field(default_factory=list)
    _marks: list[_Mark] = field(default_factory=list)
    _path: list[list[Point]] = field(default_factory=list)
    _clip: bool | None = None
    """Whether the clipping path to come is even-odd; None if none is to come."""
    _text: pikepdf.Matrix = field(default_factory=pikepdf.Matrix)
    _is_untagged_group: bool = False

    def draw(self, content: pikepdf.Page | pikepdf.Object, resources: pikepdf.Object, depth: int = 0) -> None:
        """Follow all operators of a page or a form XObject."""
        for instruction in pikepdf.parse_content_stream(content):
            operator = str(instruction.operator)
            operands: list[Any] = list(instruction.operands)
            if operator == "Do":
                self._draw_object(resources["/XObject"][operands[0]], depth)
            elif operator == "gs":
                self._set_opacity(resources["/ExtGState"][operands[0]])
            elif operator == "Tf":
                font = str(resources["/Font"][operands[0]].get("/BaseFont", ""))
                self._state = replace(self._state, font=font, size=float(operands[1]))
            else:
                self._obey(operator, operands)

    def _obey(self, operator: str, operands: list[Any]) -> None:
        match operator:
            case "q":
                self._saved.append(self._state)
            case "Q":
                self._state = self._saved.pop()
            case "cm":
                self._state = replace(self._state, matrix=_matrix(operands) @ self._state.matrix)
            case "Tm":
                self._text = _matrix(operands)
            case "BMC" | "BDC":
                self._open(operands)
            case "EMC":
                self._marks.pop()
            case "Tj" | "TJ":
                self._show(operands[0])
            case "sh":
                self._paints.append(_Paint(_EVERYWHERE, self._state.clips, None, 1.0))
            case _:
                self._color(operator, operands)
                self._trace(operator, operands)

    def _color(self, operator: str, operands: list[Any]) -> None:
        """Follow the operators that set the color to fill with (8.6.8)."""
        color: RGB | None = None
        if operator in ("rg", "sc", "scn") and len(operands) == 3:
            red, green, blue = (float(part) for part in operands)
            color = (red, green, blue)
        elif operator == "g":
            color = (float(operands[0]),) * 3
        if operator in ("rg", "g", "k", "cs", "sc", "scn"):
            self._state = replace(self._state, color=color)

    def _trace(self, operator: str, operands: list[Any]) -> None:
        """Follow the operators that make and paint paths (8.5)."""
        numbers = [float(each) for each in operands] if operator in ("m", "l", "c", "v", "y", "re") else []
        match operator:
            case "m":
                self._path.append([self._at(*numbers)])
            case "l" | "c" | "v" | "y":
                pairs = zip(numbers[::2], numbers[1::2], strict=True)
                self._path[-1] += [self._at(x, y) for x, y in pairs]
            case "re":
                x, y, width, height = numbers
                corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
                self._path.append([self._at(*corner) for corner in corners])
            case "W" | "W*":
                self._clip = operator == "W*"
            case "f" | "F" | "f*" | "B" | "B*" | "b" | "b*":
                self._fill(even_odd=operator.endswith("*"))
                self._end_path()
            case "S" | "s" | "n":
                self._end_path()

    def _at(self, x: float, y: float) -> Point:
        matrix = self._state.matrix
        return (matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f)

    def _fill(self, *, even_odd: bool) -> None:
        if region := region_of(self._path, even_odd=even_odd):
            self._paints.append(_Paint(region, self._state.clips, self._state.color, self._state.opacity))

    def _end_path(self) -> None:
        """Forget the path; before that, clip with it where W has asked for it (8.5.4)."""
        if self._clip is not None and (region := region_of(self._path, even_odd=self._clip)):
            self._state = replace(self._state, clips=(*self._state.clips, region))
        self._path, self._clip = [], None

    def _set_opacity(self, parameters: pikepdf.Object) -> None:
        if "/ca" in parameters:
            self._state = replace(self._state, opacity=float(parameters["/ca"]))

    def _open(self, operands: list[Any]) -> None:
        properties = operands[1] if len(operands) > 1 else None
        known = properties if isinstance(properties, pikepdf.Dictionary) else pikepdf.Dictionary()
        mcid = int(known["/MCID"]) if "/MCID" in known else None
        artifact = str(known.get("/Type", "")) if str(operands[0]) == "/Artifact" else None
        self._marks.append(_Mark(mcid, artifact))
        if mcid is not None:
            self.mcids.add(mcid)

    def _innermost(self) -> _Mark | None:
        marked = (mark for mark in reversed(self._marks) if mark.artifact is not None or mark.mcid is not None)
        return next(marked, None)

    def _draw_object(self, thing: pikepdf.Object, depth: int) -> None:
        """Draw an image, whose colors are not known, or a form XObject (8.10)."""
        before, saved, group = self._state, self._saved, self._is_untagged_group
        if thing.get("/Subtype") == "/Form" and depth < _DEEPEST:
            matrix = _matrix(list(thing.get("/Matrix", [1, 0, 0, 1, 0, 0])))
            self._state, self._saved = replace(before, matrix=matrix @ before.matrix), []
            self._is_untagged_group = group or self._innermost() is None
            self.draw(thing, thing.get("/Resources", pikepdf.Dictionary()), depth + 1)
        elif region := region_of([[self._at(*corner) for corner in _UNIT_SQUARE]], even_odd=False):
            self._paints.append(_Paint(region, before.clips, None, 1.0))
        self._state, self._saved, self._is_untagged_group = before, saved, group

    def _show(self, operand: Any) -> None:
        strings = [operand] if isinstance(operand, pikepdf.String) else operand
        if not any(isinstance(part, pikepdf.String) and bytes(part) for part in strings):
            return
        mark = self._innermost() or _Mark(None, None)
        place = self._text @ self._state.matrix
        size = self._state.size * (place.c**2 + place.d**2) ** 0.5
        behind = self._behind((place.e + 0.2 * size, place.f + 0.2 * size))
        run = Shown(
            mcid=mark.mcid,
            artifact=mark.artifact,
            font=self._state.font,
            size=size,
            color=_over(self._state.color, behind, self._state.opacity),
            background=behind,
            is_hidden_in_group=self._is_untagged_group,
        )
        self.shown.append(run)

    def _behind(self, point: Point) -> RGB | None:
        """Return the color that the page has at a point so far; None if it is not known."""
        color: RGB | None = _WHITE
        for paint in self._paints:
            if point in paint.region and all(point in clip for clip in paint.clips):
                color = _over(paint.color, color, paint.opacity)
        return color


def _over(color: RGB | None, behind: RGB | None, opacity: float) -> RGB | None:
    """Lay a color over another one (11.3.3, blend mode Normal)."""
    if color is None or opacity == 1.0:
        return color
    if behind is None:
        return None
    red, green, blue = (opacity * one + (1 - opacity) * other for one, other in zip(color, behind, strict=True))
    return (red, green, blue)


def _matrix(operands: list[Any]) -> pikepdf.Matrix:
    a, b, c, d, e, f = map(float, operands)
    return pikepdf.Matrix(a, b, c, d, e, f)
