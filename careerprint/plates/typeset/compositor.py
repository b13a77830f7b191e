"""Skeletons set in type by WeasyPrint: many pieces in one document, each with all that shapes its style."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from careerprint.plates.pieces import Box, Piece, PieceOrder
from careerprint.plates.slots import Fragment, Frame
from careerprint.plates.typeset.content import sentinel
from careerprint.plates.typeset.taking_apart import LaidOutDocument, NumberedOrder, ids_of
from careerprint.press.press import Press

BATCH = 200
"""Pieces in one document at most."""
_ANY = 20.0
"""How high a slot is taken to be while only widths are asked for."""
SPECIMEN = "x"
"""Text that stands in empty slots, to find their structure element by."""
_TALL = (
    "@page { size: 8.5in 20000in; margin: 0; @bottom-left { content: none } @bottom-right { content: none } }"
    "body > * { break-before: auto !important; break-after: auto !important }"
)
_PLAIN = (
    "display:block;position:static;float:none;width:auto;height:auto;margin:0;padding:0;border:0;"
    "columns:auto;min-height:0;background:none"
)
"""An element around a piece gives it style by inheritance, and no place of its own."""
_CORNER = ";position:absolute;top:0;left:0"
"""All pieces stand in one place, over each other, so that their bytes do not depend on what is set with them."""
_TARGET = re.compile(r'href="#([^"]+)"')


class Compositor:
    """Sets orders."""

    def __init__(self, press: Press) -> None:
        """Take the press of this process."""
        self._press = press

    def widths(self, frame: Frame, report: Fragment) -> list[float]:
        """Lay a report out whose slots are as good as empty, and return the width of each."""
        setting = self._set(_hollow(report, [_ANY] * len(report.slots)), frame.styles)
        return [setting.box(number)[2] for number in range(len(report.slots))]

    def inner_widths(self, frame: Frame, orders: Sequence[tuple[PieceOrder, float]]) -> Iterator[list[float]]:
        """Lay slots out whose own slots are as good as empty, and yield the widths of those, slot by slot.

        The heights in the orders do not matter.
        """
        hollow = [(replace(order, heights=(_ANY,) * len(order.block.slots)), width) for order, width in orders]
        for _setting, pieces in self.pieces(frame, hollow):
            for piece in pieces:
                yield [hole.box[2] for hole in piece.holes]

    def report(self, frame: Frame, report: Fragment, heights: Sequence[float]) -> tuple[LaidOutDocument, list[Piece]]:
        """Set a report whose slots are empty and have these heights."""
        setting = self._set(_hollow(report, heights), frame.styles)
        return setting, setting.pages_of(report)

    def bare(self, frame: Frame, report: Fragment) -> LaidOutDocument:
        """Set what stands above the slots of a report, for what a file says of itself and for its pictures."""
        return self._set(f"{report.parts[0]}</body></html>", frame.styles)

    def stack(self, frame: Frame, report: Fragment, heights: Sequence[float]) -> list[Box]:
        """Set a report whose slots are empty and have these heights on one endless page; return where they stand."""
        setting = self._set(_hollow(report, heights), (*frame.styles, _TALL))
        return [setting.box(number) for number in range(len(heights))]

    def pieces(
        self, frame: Frame, orders: Sequence[tuple[PieceOrder, float]]
    ) -> Iterator[tuple[LaidOutDocument, list[Piece]]]:
        """Set orders, each with the width of its slot, many to a document."""
        for batch in _batches(orders):
            marks, bodies, number = [], [], 0
            for order, width in batch:
                marks.append(NumberedOrder(order.block, order.chain, number))
                bodies.append(_body(order, width, number))
                number += 1 + len(order.heights)
            html = (
                frame.opening + batch[0][0].chain.ancestors[0] + "".join(bodies) + _targets(bodies) + "</body></html>"
            )
            setting = self._set(html, (*frame.styles, _TALL))
            yield setting, setting.pieces(marks)

    def _set(self, html: str, styles: tuple[str, ...]) -> LaidOutDocument:
        made = self._press.typeset(html, styles=styles, identifier="plate")
        return LaidOutDocument(made.document, made.pdf)


def _batches(orders: Sequence[tuple[PieceOrder, float]]) -> Iterator[list[tuple[PieceOrder, float]]]:
    """Put orders into batches; no id comes twice in one, as only the first would be an anchor."""
    batch: list[tuple[PieceOrder, float]] = []
    known: set[str] = set()
    for order, width in orders:
        ids = ids_of(order.block)
        if batch and (len(batch) == BATCH or known.intersection(ids)):
            yield batch
            batch, known = [], set()
        batch.append((order, width))
        known.update(ids)
    if batch:
        yield batch


def _body(order: PieceOrder, width: float, number: int) -> str:
    """Return one piece with its ancestors around it and shadows of its siblings beside it."""
    chain = order.chain
    around = [styled(tag, _PLAIN) for tag in chain.ancestors[1:]]
    own = styled(chain.tag, f"box-sizing:border-box;width:{width}px;margin:0;background:{sentinel(number)}")
    if around:
        around[0] = styled(chain.ancestors[1], _PLAIN + _CORNER)
    else:
        own = styled(
            chain.tag, f"box-sizing:border-box;width:{width}px;margin:0;background:{sentinel(number)}{_CORNER}"
        )
    holes = [
        _hole(slot, number + 1 + place, height)
        for place, (slot, height) in enumerate(zip(order.block.slots, order.heights, strict=True))
    ]
    return "".join(
        [
            *around,
            *map(_shadow, chain.before),
            own,
            _woven(order.block.parts, holes),
            f"</{order.block.name}>",
            *map(_shadow, chain.after),
            *(f"</{_name(tag)}>" for tag in reversed(chain.ancestors[1:])),
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
    """Return an element that selectors see and nobody else."""
    return f"{styled(tag, 'display:none')}</{_name(tag)}>"


def _targets(bodies: Sequence[str]) -> str:
    """Return places for links to lead to, where the pieces hold none."""
    text = "".join(bodies)
    wanted = sorted({name for name in _TARGET.findall(text) if f'id="{name}"' not in text})
    return "".join(f'<div id="{name}"></div>' for name in wanted)


def styled(tag: str, css: str) -> str:
    """Return an opening tag with more style."""
    if ' style="' in tag:
        return tag.replace(' style="', f' style="{css};', 1)
    end = "/>" if tag.endswith("/>") else ">"
    return f'{tag.removesuffix(end)} style="{css}"{end}'


def _name(tag: str) -> str:
    return re.split(r"[\s>]", tag[1:], maxsplit=1)[0]
