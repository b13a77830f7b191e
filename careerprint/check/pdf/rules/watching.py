"""Follows the operators of a page once more, for what keeps text from being seen: how it is painted, and what on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

from careerprint.check.pdf.page_font import PageFont
from careerprint.check.pdf.painting import Canvas, Paint, Path, Point, Region

_DEEPEST = 8
"""Levels of form XObjects inside each other that are followed, as in `page_view`, which has refused larger pages."""


@dataclass(frozen=True, slots=True)
class WatchedText:
    """A run of text as it is painted."""

    mcid: int | None
    is_decoration: bool
    is_layered: bool
    """Stands on a layer, which viewers can hide (ISO 32000-1, 8.11)."""
    mode: int
    """How its letters are painted: 3 and 7 leave no trace (9.3.6)."""
    opacity: float
    size: float
    """In points, as it stands on the page."""
    spacing: float
    """What is added between two letters, as a share of the font size (9.3.2)."""
    stretch: float
    """Its width as a share of that of the font (9.3.4)."""
    point: Point
    """A point inside its first letter."""
    text: str
    painted_before: int
    """How many shapes were painted before it."""


@dataclass(frozen=True, slots=True)
class WatchedPage:
    """The text of a page, and the shapes and pictures that were painted."""

    texts: tuple[WatchedText, ...]
    paints: tuple[Paint, ...]
    drawn: frozenset[int]
    """Marked contents in which shapes or pictures are painted, by their identifiers."""

    def is_covered(self, text: WatchedText) -> bool:
        """Return whether something opaque was painted over a run of text."""
        return any(
            paint.opacity > 0.9 and text.point in paint.region and all(text.point in clip for clip in paint.clips)
            for paint in self.paints[text.painted_before :]
        )


def watch(page: pikepdf.Page) -> WatchedPage:
    """Return what is painted on a page."""
    watcher = _Watcher()
    watcher.follow(page, page.resources)
    return WatchedPage(tuple(watcher.texts), tuple(watcher.canvas.paints), frozenset(watcher.drawn))


@dataclass(frozen=True, slots=True)
class _State:
    matrix: pikepdf.Matrix = field(default_factory=pikepdf.Matrix)
    opacity: float = 1.0
    clips: tuple[Region, ...] = ()
    font: PageFont = field(default_factory=lambda: PageFont(pikepdf.Dictionary()))
    size: float = 0.0
    mode: int = 0
    spacing: float = 0.0
    stretch: float = 1.0


@dataclass(slots=True)
class _Watcher:
    texts: list[WatchedText] = field(default_factory=list)
    canvas: Canvas = field(default_factory=Canvas)
    drawn: set[int] = field(default_factory=set)
    _state: _State = field(default_factory=_State)
    _saved: list[_State] = field(default_factory=list)
    _marks: list[tuple[str, int | None]] = field(default_factory=list)
    """The tag and the identifier of each marked content that is open."""
    _path: Path = field(default_factory=Path)
    _is_clip: bool = False
    _text: pikepdf.Matrix = field(default_factory=pikepdf.Matrix)
    _depth: int = 0

    def follow(self, content: pikepdf.Page | pikepdf.Object, resources: pikepdf.Object) -> None:
        """Follow all operators of a page or a form XObject."""
        for instruction in pikepdf.parse_content_stream(content):
            operator = str(instruction.operator)
            operands: list[Any] = list(instruction.operands)
            if operator == "Do":
                self._draw(resources["/XObject"][str(operands[0])])
            elif operator == "gs":
                opacity = float(resources["/ExtGState"][str(operands[0])].get("/ca", self._state.opacity))
                self._state = replace(self._state, opacity=opacity)
            elif operator == "Tf":
                font = PageFont(resources["/Font"][str(operands[0])])
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
            case "BT":
                self._text = pikepdf.Matrix()
            case "Tm":
                self._text = _matrix(operands)
            case "Td" | "TD":
                self._text = pikepdf.Matrix(1, 0, 0, 1, float(operands[0]), float(operands[1])) @ self._text
            case "Tj" | "TJ":
                self._show(operands[0])
            case "BMC" | "BDC":
                self._marks.append((str(operands[0]), _identifier(operands)))
            case "EMC":
                self._marks.pop()
            case _:
                self._set(operator, operands)
                self._trace(operator, operands)

    def _set(self, operator: str, operands: list[Any]) -> None:
        """Follow the operators that say how letters are painted."""
        match operator:
            case "Tr":
                self._state = replace(self._state, mode=int(operands[0]))
            case "Tc":
                self._state = replace(self._state, spacing=float(operands[0]))
            case "Tz":
                self._state = replace(self._state, stretch=float(operands[0]) / 100)

    def _trace(self, operator: str, operands: list[Any]) -> None:
        match operator:
            case "W" | "W*":
                self._is_clip = True
            case "f" | "F" | "f*" | "B" | "B*" | "b" | "b*":
                if region := self._path.region(even_odd=operator.endswith("*")):
                    self._paint(region)
                self._end()
            case "S" | "s" | "n":
                if operator != "n" and (mcid := self._mcid()) is not None:
                    self.drawn.add(mcid)
                self._end()
            case "m" | "l" | "c" | "v" | "y" | "re":
                self._path.trace(operator, [float(each) for each in operands], self._state.matrix)

    def _end(self) -> None:
        if self._is_clip and (region := self._path.region(even_odd=False)):
            self._state = replace(self._state, clips=(*self._state.clips, region))
        self._path, self._is_clip = Path(), False

    def _paint(self, region: Region) -> None:
        self.canvas.paints.append(Paint(region, self._state.clips, None, self._state.opacity))
        if (mcid := self._mcid()) is not None:
            self.drawn.add(mcid)

    def _mcid(self) -> int | None:
        return next((mcid for _, mcid in reversed(self._marks) if mcid is not None), None)

    def _draw(self, thing: pikepdf.Object) -> None:
        before, saved = self._state, self._saved
        if thing.get("/Subtype") == "/Form" and self._depth < _DEEPEST:
            matrix = _matrix(list(thing.get("/Matrix", [1, 0, 0, 1, 0, 0])))
            self._state, self._saved = replace(before, matrix=matrix @ before.matrix), []
            self._depth += 1
            self.follow(thing, thing.get("/Resources", pikepdf.Dictionary()))
            self._depth -= 1
        else:
            image = Path()
            image.trace("re", [0.0, 0.0, 1.0, 1.0], before.matrix)
            if region := image.region(even_odd=False):
                self._paint(region)
        self._state, self._saved = before, saved

    def _show(self, operand: Any) -> None:
        pieces = [operand] if isinstance(operand, pikepdf.String) else list(operand)
        codes = b"".join(bytes(each) for each in pieces if isinstance(each, pikepdf.String))
        state, place = self._state, self._text @ self._state.matrix
        size = state.size * (place.c**2 + place.d**2) ** 0.5
        if not codes:
            return
        run = WatchedText(
            mcid=self._mcid(),
            is_decoration=any(tag == "/Artifact" for tag, _ in self._marks),
            is_layered=any(tag == "/OC" for tag, _ in self._marks),
            mode=state.mode,
            opacity=state.opacity,
            size=size,
            spacing=state.spacing / state.size if state.size else 0.0,
            stretch=state.stretch,
            point=(place.e + 0.2 * size, place.f + 0.2 * size),
            text=state.font.decode(codes),
            painted_before=len(self.canvas.paints),
        )
        self.texts.append(run)


def _identifier(operands: list[Any]) -> int | None:
    """Return the identifier of a marked content, by the operands of BMC or BDC (14.6)."""
    properties = operands[1] if len(operands) > 1 else None
    known = properties if isinstance(properties, pikepdf.Dictionary) else pikepdf.Dictionary()
    return int(known["/MCID"]) if "/MCID" in known else None


def _matrix(operands: list[Any]) -> pikepdf.Matrix:
    a, b, c, d, e, f = map(float, operands)
    return pikepdf.Matrix(a, b, c, d, e, f)


def boxes_of(page: pikepdf.Page) -> Iterator[tuple[float, float, float, float]]:
    """Yield left, bottom, right and top of the paper and of what a viewer shows of it."""
    for box in (page.mediabox, page.cropbox):
        left, bottom, right, top = (float(each) for each in box)
        yield min(left, right), min(bottom, top), max(left, right), max(bottom, top)
