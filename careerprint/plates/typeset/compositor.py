"""Skeletons set in type by WeasyPrint: many pieces in one document, each with everything that shapes its style."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from careerprint.plates.pieces import Box, Piece, PieceOrder
from careerprint.plates.slots import Fragment, Frame, name_of_tag
from careerprint.plates.typeset.content import sentinel
from careerprint.plates.typeset.taking_apart import LaidOutDocument, NumberedOrder, ids_of
from careerprint.press.press import Press

BATCH = 200
"""Pieces in one document at most. A document costs a fixed share of time, so many pieces should share it; but one piece
that fails makes all of its document fail, and be tried again in halves."""
_ANY = 20.0
"""The height in pixels of a slot while only widths are asked for, which do not depend on it."""
SPECIMEN = "x"
"""Text that stands in empty slots, so that their structure element can be found."""
_TALL = (
    "@page { size: 8.5in 20000in; margin: 0; @bottom-left { content: none } @bottom-right { content: none } }"
    "body > * { break-before: auto !important; break-after: auto !important }"
)
"""One page that is long enough for everything, so that nothing is broken over pages."""
_PLAIN = (
    "display:block;position:static;float:none;width:auto;height:auto;margin:0;padding:0;border:0;"
    "columns:auto;min-height:0;background:none"
)
"""The style of an element around a piece: what the piece inherits comes through, and the element takes no room."""
_CORNER = ";position:absolute;top:0;left:0"
"""All pieces stand in one place, over each other, so that their bytes do not depend on what is set with them."""
_TARGET = re.compile(r'href="#([^"]+)"')


class Compositor:
    """Has WeasyPrint set pieces, and whole reports with empty slots."""

    def __init__(self, press: Press) -> None:
        """Take the press of this process."""
        self._press = press

    def widths(self, frame: Frame, report: Fragment) -> list[float]:
        """Lay a report out whose slots are as good as empty, and return the width of each."""
        document = self._set(_hollow(report, [_ANY] * len(report.slots)), frame.styles)
        return [document.box(number)[2] for number in range(len(report.slots))]

    def inner_widths(self, frame: Frame, orders: Sequence[tuple[PieceOrder, float]]) -> Iterator[list[float]]:
        """Lay slots out whose own slots are as good as empty, and yield the widths of those, slot by slot.

        The heights in the orders do not matter.
        """
        hollow = [(replace(order, heights=(_ANY,) * len(order.fragment.slots)), width) for order, width in orders]
        for _document, pieces in self.pieces(frame, hollow):
            for piece in pieces:
                yield [hole.box[2] for hole in piece.holes]

    def report(self, frame: Frame, report: Fragment, heights: Sequence[float]) -> tuple[LaidOutDocument, list[Piece]]:
        """Set a report whose slots are empty and have these heights; return its pages as pieces."""
        document = self._set(_hollow(report, heights), frame.styles)
        return document, document.pages_of(report)

    def bare(self, frame: Frame, report: Fragment) -> LaidOutDocument:
        """Set what stands above the slots of a report: it has the metadata and the pictures of the file."""
        return self._set(f"{report.parts[0]}</body></html>", frame.styles)

    def stack(self, frame: Frame, report: Fragment, heights: Sequence[float]) -> list[Box]:
        """Set a report whose slots are empty and have these heights on one endless page; return where they stand."""
        document = self._set(_hollow(report, heights), (*frame.styles, _TALL))
        return [document.box(number) for number in range(len(heights))]

    def pieces(
        self, frame: Frame, orders: Sequence[tuple[PieceOrder, float]]
    ) -> Iterator[tuple[LaidOutDocument, list[Piece]]]:
        """Set orders, each with the width of its slot, many to a document."""
        for batch in _batches(orders):
            numbered, bodies, number = [], [], 0
            for order, width in batch:
                numbered.append(NumberedOrder(order.fragment, order.chain, number))
                bodies.append(_body(order, width, number))
                number += 1 + len(order.heights)
            body = batch[0][0].chain.ancestors[0]
            html = frame.opening + body + "".join(bodies) + _targets(bodies) + "</body></html>"
            document = self._set(html, (*frame.styles, _TALL))
            yield document, document.pieces(numbered)

    def _set(self, html: str, styles: tuple[str, ...]) -> LaidOutDocument:
        made = self._press.typeset(html, styles=styles, identifier="plate")
        return LaidOutDocument(made.document, made.pdf)


def _batches(orders: Sequence[tuple[PieceOrder, float]]) -> Iterator[list[tuple[PieceOrder, float]]]:
    """Put orders into batches. No id comes twice in one: only the first would be an anchor."""
    batch: list[tuple[PieceOrder, float]] = []
    known: set[str] = set()
    for order, width in orders:
        ids = ids_of(order.fragment)
        if batch and (len(batch) == BATCH or known.intersection(ids)):
            yield batch
            batch, known = [], set()
        batch.append((order, width))
        known.update(ids)
    if batch:
        yield batch


def _body(order: PieceOrder, width: float, number: int) -> str:
    """Return one piece with its ancestors around it and shadows of its siblings beside it.

    So every selector that matches the slot in a report matches it here.
    """
    chain = order.chain
    around = [styled(tag, _PLAIN) for tag in chain.ancestors[1:]]
    css = f"box-sizing:border-box;width:{width}px;margin:0;background:{sentinel(number)}"
    if around:
        around[0] = styled(chain.ancestors[1], _PLAIN + _CORNER)
    else:
        css += _CORNER
    holes = [
        _hole(slot, number + 1 + place, height)
        for place, (slot, height) in enumerate(zip(order.fragment.slots, order.heights, strict=True))
    ]
    return "".join(
        [
            *around,
            *map(_shadow, chain.before),
            styled(chain.tag, css),
            _woven(order.fragment.parts, holes),
            f"</{order.fragment.name}>",
            *map(_shadow, chain.after),
            *(f"</{name_of_tag(tag)}>" for tag in reversed(chain.ancestors[1:])),
        ]
    )


def _hole(slot: Fragment, number: int, height: float) -> str:
    """Return an empty slot."""
    css = f"box-sizing:border-box;height:{height}px;background:{sentinel(number)}"
    # Text alone would get a box of its own in a flex container, and an element for it.
    return f'{styled(slot.tag, css)}<span style="display:block">{SPECIMEN}</span></{slot.name}>'


def _hollow(report: Fragment, heights: Sequence[float]) -> str:
    """Return a report whose slots are empty."""
    pairs = zip(report.slots, heights, strict=True)
    holes = [_hole(slot, number, height) for number, (slot, height) in enumerate(pairs)]
    return _woven(report.parts, holes)


def _woven(parts: Sequence[str], between: Sequence[str]) -> str:
    return "".join(text for pair in zip(parts, between, strict=False) for text in pair) + parts[-1]


def _shadow(tag: str) -> str:
    """Return an element that selectors see and nothing else does."""
    return f"{styled(tag, 'display:none')}</{name_of_tag(tag)}>"


def _targets(bodies: Sequence[str]) -> str:
    """Return places for links to lead to where the pieces hold none: the press refuses links that lead nowhere."""
    text = "".join(bodies)
    wanted = sorted({name for name in _TARGET.findall(text) if f'id="{name}"' not in text})
    return "".join(f'<div id="{name}"></div>' for name in wanted)


def styled(tag: str, css: str) -> str:
    """Return an opening tag with more style."""
    if ' style="' in tag:
        return tag.replace(' style="', f' style="{css};', 1)
    end = "/>" if tag.endswith("/>") else ">"
    return f'{tag.removesuffix(end)} style="{css}"{end}'
