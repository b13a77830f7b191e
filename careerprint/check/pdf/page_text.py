"""The text of each marked-content sequence of a finished page (ISO 32000-1, 9.4 and 14.6)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

_BLOCK = re.compile(r"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_PAIR = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>")
_RANGE = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


@dataclass(frozen=True, slots=True)
class Run:
    """Text that is shown in one go, and where it begins."""

    text: str
    x: float
    """From the left of the page, in points."""
    y: float
    """Baseline, from the bottom of the page, in points."""
    size: float
    """Font size on the page, in points."""


@dataclass(frozen=True, slots=True)
class _Font:
    letters: dict[int, str]
    code_length: int
    """Bytes of a character code: two in a composite font, one in a simple one."""

    def decode(self, codes: bytes) -> str:
        steps = range(0, len(codes), self.code_length)
        numbers = (int.from_bytes(codes[i : i + self.code_length], "big") for i in steps)
        return "".join(self.letters.get(number, "\N{REPLACEMENT CHARACTER}") for number in numbers)


@dataclass(frozen=True, slots=True)
class _State:
    """The part of the graphics state that says where text stands; q and Q save and restore it."""

    matrix: pikepdf.Matrix = field(default_factory=pikepdf.Matrix)
    font: str = ""
    size: float = 0


@dataclass(frozen=True, slots=True)
class _Mark:
    """A marked-content sequence that is open (ISO 32000-1, 14.6)."""

    tag: str
    mcid: int | None
    actual_text: str | None
    """What is to be read instead of the text inside (14.9.4)."""


def runs_by_mcid(page: pikepdf.Page) -> dict[int, list[Run]]:
    """Return the runs of text of a page by marked-content identifier; artifacts stay out."""
    fonts = {name: _font(font) for name, font in page.resources.get("/Font", {}).items()}
    interpreter = _Interpreter(fonts)
    for instruction in pikepdf.parse_content_stream(page):
        interpreter.obey(str(instruction.operator), list(instruction.operands))
    return interpreter.found


@dataclass(slots=True)
class _Interpreter:
    """Follows the operators of a content stream that bear on where text stands and what it belongs to."""

    fonts: dict[str, _Font]
    found: dict[int, list[Run]] = field(default_factory=dict)
    state: _State = field(default_factory=_State)
    saved: list[_State] = field(default_factory=list)
    text_matrix: pikepdf.Matrix = field(default_factory=pikepdf.Matrix)
    marks: list[_Mark] = field(default_factory=list)

    def obey(self, operator: str, operands: list[Any]) -> None:
        """Follow one operator (ISO 32000-1, annex A)."""
        match operator:
            case "q":
                self.saved.append(self.state)
            case "Q":
                self.state = self.saved.pop()
            case "cm":
                self.state = replace(self.state, matrix=_matrix(operands) @ self.state.matrix)
            case "Tf":
                self.state = replace(self.state, font=str(operands[0]), size=float(operands[1]))
            case "Tm":
                self.text_matrix = _matrix(operands)
            case "BMC" | "BDC":
                self._open(_mark(operands))
            case "EMC":
                self.marks.pop()
            case "Tj" | "TJ":
                self._show(_strings(operands[0]))

    def _open(self, mark: _Mark) -> None:
        self.marks.append(mark)
        if mark.actual_text is not None and mark.mcid is not None:
            self._keep(mark.mcid, mark.actual_text)

    def _show(self, codes: bytes) -> None:
        """Keep the text of the innermost sequence that is content or artifact."""
        mark = next((each for each in reversed(self.marks) if each.tag == "/Artifact" or each.mcid is not None), None)
        if mark is not None and mark.mcid is not None and mark.actual_text is None:
            self._keep(mark.mcid, self.fonts[self.state.font].decode(codes))

    def _keep(self, mcid: int, text: str) -> None:
        place = self.text_matrix @ self.state.matrix
        run = Run(text, place.e, place.f, self.state.size * abs(place.d))
        self.found.setdefault(mcid, []).append(run)


def _matrix(operands: list[Any]) -> pikepdf.Matrix:
    a, b, c, d, e, f = map(float, operands)
    return pikepdf.Matrix(a, b, c, d, e, f)


def _mark(operands: list[Any]) -> _Mark:
    properties = operands[1] if len(operands) > 1 else None
    if not isinstance(properties, pikepdf.Dictionary):
        return _Mark(str(operands[0]), None, None)
    mcid = int(properties["/MCID"]) if "/MCID" in properties else None
    actual_text = str(properties["/ActualText"]) if "/ActualText" in properties else None
    return _Mark(str(operands[0]), mcid, actual_text)


def _strings(operand: Any) -> bytes:
    """Return the character codes of the operand of Tj or TJ, without the adjustments between them."""
    if isinstance(operand, pikepdf.String):
        return bytes(operand)
    return b"".join(bytes(item) for item in operand if isinstance(item, pikepdf.String))


def _font(font: pikepdf.Object) -> _Font:
    """Read /ToUnicode of a font (ISO 32000-1, 9.10.3)."""
    letters: dict[int, str] = {}
    source = font["/ToUnicode"].read_bytes().decode("latin-1") if "/ToUnicode" in font else ""
    for kind, body in _BLOCK.findall(source):
        if kind == "bfchar":
            letters |= {int(code, 16): _text(value) for code, value in _PAIR.findall(body)}
        else:
            for first, last, value in _RANGE.findall(body):
                codes = range(int(first, 16), int(last, 16) + 1)
                letters |= {code: chr(int(value, 16) + step) for step, code in enumerate(codes)}
    return _Font(letters, 2 if font["/Subtype"] == "/Type0" else 1)


def _text(value: str) -> str:
    return bytes.fromhex(value).decode("utf-16-be", "replace")
