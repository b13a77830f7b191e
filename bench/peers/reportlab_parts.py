"""What the ReportLab report is made of: measures, styles, drawings, and the line at the foot of each page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

INK, INK_SOFT, LINE, LINE_SOFT = map(HexColor, ("#1a1a1a", "#474747", "#8a8a8a", "#c4c4c4"))
MARGIN, FOOT, GAP = 20 * mm, 21 * mm, 7 * mm
WIDTH = letter[0] - 2 * MARGIN
HALF = (WIDTH - GAP) / 2


class Drawing(Flowable):
    """A row of filled and framed rectangles: bars, squares, boxes to tick, lines, the square code."""

    def __init__(self, width: float, height: float, shapes: Sequence[tuple[Any, ...]]) -> None:
        super().__init__()
        self.width, self.height, self.shapes = width, height, shapes

    def draw(self) -> None:
        for x, y, width, height, fill, stroke, weight in self.shapes:
            if fill:
                self.canv.setFillColor(fill)
            if stroke:
                self.canv.setStrokeColor(stroke)
                self.canv.setLineWidth(weight)
            self.canv.rect(x, y, width, height, stroke=int(stroke is not None), fill=int(fill is not None))


def squares(own: int, asked: int, accent: Color) -> Drawing:
    """Return five squares: filled up to one's own level, framed up to the asked one."""
    looks = [
        (accent, accent, 0.8, 8.2)
        if number <= own
        else (None, accent, 1.6, 9)
        if number <= asked
        else (None, LINE_SOFT, 0.8, 8.2)
        for number in range(1, 6)
    ]
    shapes = [
        (0.4 + 10.7 * place, 0.8, size, size, fill, stroke, weight)
        for place, (fill, stroke, weight, size) in enumerate(looks)
    ]
    return Drawing(54, 10, shapes)


def square_code(rows: Sequence[Sequence[int]], size: float) -> Drawing:
    """Return the square code of an address."""
    one = size / len(rows)
    dark = [(x, y) for y, row in enumerate(rows) for x, dot in enumerate(row) if dot]
    return Drawing(size, size, [(x * one, size - (y + 1) * one, one, one, INK, None, 0) for x, y in dark])


class Numbered(Canvas):
    """Writes the line at the foot of each page when the number of pages is known."""

    words: dict[str, Any]

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._whole: list[dict[str, Any]] = []

    def showPage(self) -> None:
        self._whole.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for state in self._whole:
            self.__dict__.update(state)
            self._foot(len(self._whole))
            super().showPage()
        super().save()

    def _foot(self, pages: int) -> None:
        title, y = self.words["title"], FOOT - 3.5 * mm - 9
        number = self.words["page_of"].format(page=self._pageNumber, pages=pages)
        self.setFont("CS-B", 9)
        self.setFillColor(INK)
        self.drawString(MARGIN, y, title)
        self.setFillColor(INK_SOFT)
        self.drawRightString(letter[0] - MARGIN, y, number)
        self.setFont("CS", 9)
        x = MARGIN + pdfmetrics.stringWidth(title, "CS-B", 9)
        self.drawString(x, y, f" · {self.words['center']['name']}")


def styles(accent: Color) -> dict[str, ParagraphStyle]:
    """Return all styles of paragraphs."""
    p = ParagraphStyle("p", fontName="CS", fontSize=12, leading=15.36, textColor=INK, spaceAfter=7.2)

    def style(name: str, size: float, leading: float, color: Color = INK, font: str = "CS", after: float = 0) -> Any:
        return ParagraphStyle(name, p, fontSize=size, leading=leading, textColor=color, fontName=font, spaceAfter=after)

    return {
        "p": p,
        "tight": style("tight", 12, 15.36, after=3.8),
        "cell": style("cell", 12, 15.36),
        "soft": style("soft", 12, 15.36, INK_SOFT, after=3.8),
        "points": style("points", 10.8, 13.8, INK_SOFT, after=3.8),
        "level": style("level", 10.8, 16, after=3.8),
        "there": style("there", 12, 19.2),
        "hours": style("hours", 10.8, 13.8),
        "line": style("line", 12, 13.8),
        "line-level": style("line-level", 10.8, 13.8),
        "line-head": style("line-head", 12, 13.8, font="CS-B"),
        "h1": style("h1", 25.2, 27.7, accent, "CS-B", 6),
        "h2": style("h2", 14.4, 16.8, accent, "CS-B", 3.8),
        "side": style("side", 14.4, 16.8, accent, "CS-B"),
        "side-ink": style("side-ink", 14.4, 16.8, INK, "CS-B"),
        "verdict": style("verdict", 18, 21, accent, "CS-B", 3.8),
        "covers": style("covers", 12, 15.36, accent, "CS-B"),
        "h3": style("h3", 12, 15.36, INK, "CS-B"),
        "sub": style("sub", 12, 15.36, accent, "CS-B", 3.8),
        "who": style("who", 15, 19.2),
        "dates": style("dates", 12, 15.36, INK_SOFT, after=12),
        "kind": ParagraphStyle("kind", p, alignment=2, textColor=INK_SOFT),
        "source": ParagraphStyle(
            "source", style("legal-ink", 9.36, 12, after=1.2), leftIndent=13.8, bulletFontName="CS", bulletFontSize=9.36
        ),
        "legal-ink": style("legal-ink", 9.36, 12),
        "legal": style("legal", 9.36, 12, INK_SOFT),
        "rated": style("rated", 12, 15.36, after=5.4),
    }


def twos(cells: Sequence[Any]) -> list[Sequence[Any]]:
    return [cells[first : first + 2] for first in range(0, len(cells), 2)]


def unbroken(words: str) -> str:
    return escape(words).replace(" ", "\u00a0")


def plain(*more: tuple[Any, ...], top: float = 0, bottom: float = 0, side: float = 0) -> list[tuple[Any, ...]]:
    """Return the commands of a table without frames, and more."""
    area = (0, 0), (-1, -1)
    paddings = {"TOPPADDING": top, "BOTTOMPADDING": bottom, "LEFTPADDING": side, "RIGHTPADDING": side}
    return [("VALIGN", *area, "TOP"), *((name, *area, value) for name, value in paddings.items()), *more]
