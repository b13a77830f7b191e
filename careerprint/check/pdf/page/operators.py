"""The one place where the operators of a finished page are followed, for what it shows and says.

Each run of text comes out twice: as eyes see it, with its size, its color and the color behind it, and as ears hear
it, with its letters, by the marked content that it belongs to. Only the operators that WeasyPrint writes are followed
(ISO 32000-1, annex A), in the order in which they paint.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

from careerprint.check.pdf.page.font import PageFont
from careerprint.check.pdf.page.painting import EVERYWHERE, RGB, Canvas, Paint, Path, Region, blend
from careerprint.check.pdf.page.view import HeardText, PageView, SeenText

_DEEPEST = 8
"""Levels of form XObjects inside each other that are followed. WeasyPrint nests two; a form that draws itself would
never end."""
MOST_CONTENT = 2_000_000
"""Bytes of one content stream, unpacked; the largest page of ours has 90,000. Each operator takes 600 bytes as an
object, so a stream of this size stays far below the memory that the child has."""
MOST_OPERATORS = 500_000
"""Operators that are followed on one page, form XObjects included; the largest page of ours has 10,000."""
MOST_FORMS = 1_000
"""Form XObjects drawn on one page; a page of ours draws a few. Eight levels of ten draw a hundred million."""


class ExcessiveContentError(Exception):
    """A page asks for more work than any print of ours; the message says which limit it exceeds."""


def view_of(page: pikepdf.Page, number: int) -> PageView:
    """Return what a page shows and says; `number` counts from 1."""
    follower = _Follower()
    follower.draw(page, page.resources)
    return PageView(
        number=number,
        seen=tuple(follower.seen),
        heard=follower.heard,
        mcids=frozenset(follower.mcids),
        paints=tuple(follower.canvas.paints),
        drawn=frozenset(follower.drawn),
    )


@dataclass(frozen=True, slots=True)
class _GraphicsState:
    """The part of the graphics state that matters here; q and Q save and restore it (ISO 32000-1, 8.4)."""

    matrix: pikepdf.Matrix = field(default_factory=pikepdf.Matrix)
    color: RGB | None = (0.0, 0.0, 0.0)
    opacity: float = 1.0
    clips: tuple[Region, ...] = ()
    font: PageFont = field(default_factory=lambda: PageFont(pikepdf.Dictionary()))
    size: float = 0.0
    mode: int = 0
    spacing: float = 0.0
    stretch: float = 1.0


@dataclass(frozen=True, slots=True)
class _MarkedContent:
    """A marked-content sequence that is open (ISO 32000-1, 14.6)."""

    mcid: int | None = None
    artifact: str | None = None
    actual_text: str | None = None
    """What is to be read instead of the text inside (14.9.4)."""
    is_layer: bool = False


@dataclass(slots=True)
class _Follower:
    """Follows the operators of a page and of the form XObjects that it draws."""

    seen: list[SeenText] = field(default_factory=list)
    heard: dict[int, list[HeardText]] = field(default_factory=dict)
    mcids: set[int] = field(default_factory=set)
    drawn: set[int] = field(default_factory=set)
    canvas: Canvas = field(default_factory=Canvas)
    _state: _GraphicsState = field(default_factory=_GraphicsState)
    _saved: list[_GraphicsState] = field(default_factory=list)
    _marks: list[_MarkedContent] = field(default_factory=list)
    _path: Path = field(default_factory=Path)
    _clip: bool | None = None
    """Whether the clipping path to come is even-odd; None if none is to come."""
    _text_matrix: pikepdf.Matrix = field(default_factory=pikepdf.Matrix)
    _depth: int = 0
    """How many form XObjects are being drawn, one inside the other."""
    _is_untagged_group: bool = False
    _operators: int = 0
    _forms: int = 0

    def draw(self, content: pikepdf.Page | pikepdf.Object, resources: pikepdf.Object) -> None:
        """Follow all operators of a page or a form XObject; raise ExcessiveContentError beyond the limits."""
        fonts: dict[str, PageFont] = {}
        for instruction in self._counted(content):
            operator = str(instruction.operator)
            operands: list[Any] = list(instruction.operands)
            if operator == "Do":
                self._draw_object(resources["/XObject"][operands[0]])
            elif operator == "gs":
                self._set_opacity(resources["/ExtGState"][operands[0]])
            elif operator == "Tf":
                name = str(operands[0])
                if name not in fonts:
                    fonts[name] = PageFont(resources["/Font"][name])
                self._state = replace(self._state, font=fonts[name], size=float(operands[1]))
            else:
                self._obey(operator, operands)

    def _counted(self, content: pikepdf.Page | pikepdf.Object) -> Sequence[Any]:
        """Return the operators of a content stream, unless they exceed the limits."""
        if _content_size(content) > MOST_CONTENT:
            raise ExcessiveContentError(f"a content stream of more than {MOST_CONTENT:,} bytes")
        instructions = pikepdf.parse_content_stream(content)
        self._operators += len(instructions)
        self._forms += self._depth > 0
        if self._operators > MOST_OPERATORS:
            raise ExcessiveContentError(f"a page of more than {MOST_OPERATORS:,} operators")
        if self._forms > MOST_FORMS:
            raise ExcessiveContentError(f"a page that draws more than {MOST_FORMS:,} forms")
        return instructions

    def _obey(self, operator: str, operands: list[Any]) -> None:
        match operator:
            case "q":
                self._saved.append(self._state)
            case "Q":
                self._state = self._saved.pop()
            case "cm":
                self._state = replace(self._state, matrix=_matrix(operands) @ self._state.matrix)
            case "BMC" | "BDC":
                self._open(operands)
            case "EMC":
                self._marks.pop()
            case "Tj" | "TJ":
                self._show(operands[0])
            case "sh":
                self._paint(EVERYWHERE, None)
            case _:
                self._style(operator, operands)
                self._color(operator, operands)
                self._trace(operator, operands)

    def _style(self, operator: str, operands: list[Any]) -> None:
        """Follow the operators that say where text stands and how its letters are painted (9.3, 9.4)."""
        match operator:
            case "BT":
                self._text_matrix = pikepdf.Matrix()
            case "Tm":
                self._text_matrix = _matrix(operands)
            case "Td" | "TD":
                x, y = map(float, operands)
                self._text_matrix = pikepdf.Matrix(1, 0, 0, 1, x, y) @ self._text_matrix
            case "Tr":
                self._state = replace(self._state, mode=int(operands[0]))
            case "Tc":
                self._state = replace(self._state, spacing=float(operands[0]))
            case "Tz":
                self._state = replace(self._state, stretch=float(operands[0]) / 100)

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
        match operator:
            case "W" | "W*":
                self._clip = operator == "W*"
            case "f" | "F" | "f*" | "B" | "B*" | "b" | "b*":
                if region := self._path.region(even_odd=operator.endswith("*")):
                    self._paint(region, self._state.color)
                self._end_path()
            case "S" | "s":
                self._note_drawing()
                self._end_path()
            case "n":
                self._end_path()
            case "m" | "l" | "c" | "v" | "y" | "re":
                self._path.trace(operator, [float(each) for each in operands], self._state.matrix)

    def _paint(self, region: Region, color: RGB | None) -> None:
        self.canvas.paints.append(Paint(region, self._state.clips, color, self._state.opacity))
        self._note_drawing()

    def _note_drawing(self) -> None:
        """Remember in which marked content something is drawn, if in any."""
        self.drawn.update([mark.mcid for mark in self._marks if mark.mcid is not None][-1:])

    def _end_path(self) -> None:
        """Forget the path; before that, clip with it where W has asked for it (8.5.4)."""
        if self._clip is not None and (region := self._path.region(even_odd=self._clip)):
            self._state = replace(self._state, clips=(*self._state.clips, region))
        self._path, self._clip = Path(), None

    def _set_opacity(self, parameters: pikepdf.Object) -> None:
        if "/ca" in parameters:
            self._state = replace(self._state, opacity=float(parameters["/ca"]))

    def _open(self, operands: list[Any]) -> None:
        """Begin a marked-content sequence. Words that stand for its content are heard in its place."""
        mark = _marked_content(operands)
        self._marks.append(mark)
        if mark.mcid is not None:
            self.mcids.add(mark.mcid)
            if mark.actual_text is not None:
                self._hear(mark.mcid, mark.actual_text)

    def _innermost(self) -> _MarkedContent | None:
        """Return the innermost sequence that is content of a tag or an artifact; others say nothing."""
        marked = (mark for mark in reversed(self._marks) if mark.artifact is not None or mark.mcid is not None)
        return next(marked, None)

    def _draw_object(self, thing: pikepdf.Object) -> None:
        """Draw an image, whose colors are not known, or a form XObject (8.10)."""
        before, saved, group = self._state, self._saved, self._is_untagged_group
        if thing.get("/Subtype") == "/Form" and self._depth < _DEEPEST:
            matrix = _matrix(list(thing.get("/Matrix", [1, 0, 0, 1, 0, 0])))
            self._state, self._saved = replace(before, matrix=matrix @ before.matrix), []
            self._is_untagged_group = group or self._innermost() is None
            self._depth += 1
            self.draw(thing, thing.get("/Resources", pikepdf.Dictionary()))
            self._depth -= 1
        else:
            # An image fills the unit square before the matrix moves it (8.9.5.1).
            image = Path()
            image.trace("re", [0.0, 0.0, 1.0, 1.0], before.matrix)
            if region := image.region(even_odd=False):
                self._paint(region, None)
        self._state, self._saved, self._is_untagged_group = before, saved, group

    def _show(self, operand: Any) -> None:
        mark, codes = self._innermost() or _MarkedContent(), _codes(operand)
        if mark.mcid is not None and mark.actual_text is None:
            self._hear(mark.mcid, codes)
        if codes:
            self._see(mark, codes)

    def _see(self, mark: _MarkedContent, codes: bytes) -> None:
        place, size = self._place()
        # The color behind a run is taken a little above and right of where it begins: inside its first letter.
        point = place.e + 0.2 * size, place.f + 0.2 * size
        behind = self.canvas.color_at(point)
        run = SeenText(
            mcid=mark.mcid,
            artifact=mark.artifact,
            font=self._state.font.name,
            size=size,
            color=blend(self._state.color, behind, self._state.opacity),
            background=behind,
            is_hidden_in_group=self._is_untagged_group,
            is_decoration=any(mark.artifact is not None for mark in self._marks),
            is_layered=any(mark.is_layer for mark in self._marks),
            mode=self._state.mode,
            spacing=self._state.spacing / self._state.size if self._state.size else 0.0,
            stretch=self._state.stretch,
            opacity=self._state.opacity,
            point=point,
            text=self._state.font.decode(codes),
            painted_before=len(self.canvas.paints),
        )
        self.seen.append(run)

    def _hear(self, mcid: int, said: bytes | str) -> None:
        """Keep what is heard of a marked content: the codes of its letters, or words that stand for them."""
        if not self._depth:
            place, size = self._place()
            text = said if isinstance(said, str) else self._state.font.decode(said)
            self.heard.setdefault(mcid, []).append(HeardText(text, place.e, place.f, size))

    def _place(self) -> tuple[pikepdf.Matrix, float]:
        """Return the matrix from text space to the page, and the font size on the page in points."""
        place = self._text_matrix @ self._state.matrix
        return place, self._state.size * (place.c**2 + place.d**2) ** 0.5


def _content_size(content: pikepdf.Page | pikepdf.Object) -> int:
    """Return the bytes of a content stream, or of all of a page together, unpacked."""
    holder = content.obj.get("/Contents", pikepdf.Array()) if isinstance(content, pikepdf.Page) else content
    streams = holder if isinstance(holder, pikepdf.Array) else (holder,)
    return sum(len(stream.get_stream_buffer()) for stream in streams)


def _matrix(operands: list[Any]) -> pikepdf.Matrix:
    a, b, c, d, e, f = map(float, operands)
    return pikepdf.Matrix(a, b, c, d, e, f)


def _marked_content(operands: list[Any]) -> _MarkedContent:
    """Return what the operands of BMC or BDC say: a tag, and perhaps properties (14.6.1)."""
    properties = operands[1] if len(operands) > 1 else None
    known = properties if isinstance(properties, pikepdf.Dictionary) else pikepdf.Dictionary()
    return _MarkedContent(
        mcid=int(known["/MCID"]) if "/MCID" in known else None,
        artifact=str(known.get("/Type", "")) if str(operands[0]) == "/Artifact" else None,
        actual_text=str(known["/ActualText"]) if "/ActualText" in known else None,
        is_layer=str(operands[0]) == "/OC",
    )


def _codes(operand: Any) -> bytes:
    """Return the character codes of the operand of Tj or TJ, without the adjustments between them."""
    if isinstance(operand, pikepdf.String):
        return bytes(operand)
    return b"".join(bytes(item) for item in operand if isinstance(item, pikepdf.String))
