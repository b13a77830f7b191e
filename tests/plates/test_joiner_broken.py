"""A joiner that is broken on purpose is caught: the proof can fail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from careerprint.plates.engine import Plates
from careerprint.plates.joining import Assembly
from careerprint.plates.judging import differences
from careerprint.plates.pieces import Piece
from careerprint.plates.plate import Plate
from tests.plates.conftest import FIT, BothWays
from tests.plates.test_same import SHARE, loudest_share

Change = Callable[[Assembly], Assembly]


def swap_two_alike(assembly: Assembly) -> Assembly:
    """Swap two different pieces of the same size, wherever they are found first."""
    parts = list(assembly.parts)
    for first in range(len(parts)):
        for second in range(first):
            one, other = parts[first], parts[second]
            if one.piece.box[2:] == other.piece.box[2:] and one.piece.content != other.piece.content:
                parts[first], parts[second] = other, one
                return replace(assembly, parts=tuple(parts))
    return replace(assembly, parts=tuple(map(swap_two_alike, parts)))


def shift_a_slot(assembly: Assembly) -> Assembly:
    """Move the first slot of a page by two pixels."""
    piece = assembly.piece
    left, top, width, height = piece.holes[0].box
    moved = replace(piece.holes[0], box=(left, top + 2, width, height))
    return replace(assembly, piece=replace(piece, holes=(moved, *piece.holes[1:])))


def drop_an_element(assembly: Assembly) -> Assembly:
    """Leave the first element of a page out of the document."""
    elements = replace(assembly.piece.elements, tops=assembly.piece.elements.tops[1:])
    return replace(assembly, piece=replace(assembly.piece, elements=elements))


def forget_headings(assembly: Assembly) -> Assembly:
    return replace(assembly, piece=replace(assembly.piece, outline=tuple(range(len(assembly.piece.holes)))))


def lose_links(assembly: Assembly) -> Assembly:
    return _everywhere(assembly, lambda piece: replace(piece, links=tuple(_elsewhere(link) for link in piece.links)))


def _elsewhere(link: object) -> object:
    return replace(link, box=(0.0, 0.0, 1.0, 1.0))  # type: ignore[type-var]


def _everywhere(assembly: Assembly, change: Callable[[Piece], Piece]) -> Assembly:
    parts = tuple(_everywhere(part, change) for part in assembly.parts)
    return replace(assembly, piece=change(assembly.piece), parts=parts)


CHANGES: Mapping[str, tuple[Change, str]] = {
    "swapped": (swap_two_alike, "text or its place"),
    "shifted": (shift_a_slot, "text or its place"),
    "dropped": (drop_an_element, "structure tree"),
    "headings": (forget_headings, "outline"),
    "links": (lose_links, "links"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_is_caught(
    name: str, both_ways: Mapping[str, BothWays], plates: Plates, monkeypatch: pytest.MonkeyPatch
) -> None:
    change, told = CHANGES[name]
    report = both_ways[f"reports/{FIT}/1001.pdf"]
    whole = Plate.print
    broken = lambda self, pages, *rest: whole(self, [change(page) for page in pages], *rest)  # noqa: E731
    monkeypatch.setattr(Plate, "print", broken)
    bad = plates.print(report.page, f"reports/{FIT}/1001.pdf").pdf
    found = differences(report.plain.pdf, bad)
    assert told in found
    if name in ("swapped", "shifted"):
        assert loudest_share(report.plain.pdf, bad) > SHARE


def test_the_unbroken_joiner_gives_the_same_bytes_again(both_ways: Mapping[str, BothWays], plates: Plates) -> None:
    report = both_ways[f"reports/{FIT}/1001.pdf"]
    assert plates.print(report.page, f"reports/{FIT}/1001.pdf").pdf == report.plate.pdf
