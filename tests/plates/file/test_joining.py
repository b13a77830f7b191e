"""A joiner that is broken on purpose is caught: the proof can fail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from careerprint.check.pdf.compare import differences
from careerprint.jobs.job import Studio
from careerprint.jobs.printer import Printer
from careerprint.plates.file.joining import ReportPage
from careerprint.plates.file.plate import Plate
from careerprint.plates.pieces import Link, Piece
from tests.support import samples
from tests.support.pixels import SHARE, loudest_share
from tests.support.plate_people import BothWays, job_of
from tests.support.samples import FIT

Change = Callable[[ReportPage], ReportPage]


def swap_two_alike(sheet: ReportPage) -> ReportPage:
    """Swap two different pieces of a page that are equally wide."""
    parts = list(sheet.parts)
    for first in range(len(parts)):
        for second in range(first):
            one, other = parts[first], parts[second]
            if one.piece.box[2] == other.piece.box[2] and one.piece.content != other.piece.content:
                parts[first] = replace(one, piece=other.piece)
                parts[second] = replace(other, piece=one.piece)
                return replace(sheet, parts=tuple(parts))
    return sheet


def shift_a_slot(sheet: ReportPage) -> ReportPage:
    """Move the first slot of a page by two pixels."""
    first, *rest = sheet.parts
    return replace(sheet, parts=(replace(first, top=first.top + 2), *rest))


def drop_an_element(sheet: ReportPage) -> ReportPage:
    """Leave the elements of the page itself out of the document, or a slot where it has none."""
    elements = sheet.furniture.elements
    if not elements.tops:
        return replace(sheet, parts=sheet.parts[1:])
    return replace(sheet, furniture=replace(sheet.furniture, elements=replace(elements, tops=elements.tops[1:])))


def forget_headings(sheet: ReportPage) -> ReportPage:
    return _everywhere(sheet, lambda piece: replace(piece, outline=()))


def lose_links(sheet: ReportPage) -> ReportPage:
    return _everywhere(sheet, lambda piece: replace(piece, links=tuple(_elsewhere(link) for link in piece.links)))


def _elsewhere(link: Link) -> Link:
    return replace(link, box=(0.0, 0.0, 1.0, 1.0))


def _everywhere(sheet: ReportPage, change: Callable[[Piece], Piece]) -> ReportPage:
    parts = tuple(replace(part, piece=change(part.piece)) for part in sheet.parts)
    return replace(sheet, furniture=change(sheet.furniture), parts=parts)


CHANGES: Mapping[str, tuple[Change, str]] = {
    "swapped": (swap_two_alike, "text or its place"),
    "shifted": (shift_a_slot, "text or its place"),
    "dropped": (drop_an_element, "structure tree"),
    "headings": (forget_headings, "outline"),
    "links": (lose_links, "links"),
}


@pytest.fixture(scope="module")
def report(studio: Studio, printer: Printer, plate_printer: Printer) -> BothWays:
    """Return one report."""
    job = job_of(studio, FIT, samples.people(FIT)["1001"])
    return BothWays(job, printer.print(job).pdf, plate_printer.print(job))


def test_the_unbroken_joiner_is_not_caught(report: BothWays) -> None:
    assert report.plate.by_plates
    assert differences(report.plain, report.plate.pdf) == []
    assert loudest_share(report.plain, report.plate.pdf) <= SHARE


@pytest.mark.parametrize("name", CHANGES)
def test_is_caught(name: str, report: BothWays, plate_printer: Printer, monkeypatch: pytest.MonkeyPatch) -> None:
    change, said = CHANGES[name]
    whole = Plate.print
    broken = lambda self, sheets, *rest: whole(self, [change(sheet) for sheet in sheets], *rest)  # noqa: E731
    monkeypatch.setattr(Plate, "print", broken)
    bad = plate_printer.print(report.job).pdf
    found = differences(report.plain, bad)
    assert said in found
    if name in ("swapped", "shifted"):
        assert loudest_share(report.plain, bad) > SHARE


@pytest.mark.slow
def test_the_unbroken_joiner_gives_the_same_bytes_again(
    both_ways: Mapping[str, BothWays], plate_printer: Printer
) -> None:
    report = both_ways[f"reports/{FIT}/1001.pdf"]
    assert plate_printer.print(report.job).pdf == report.plate.pdf
