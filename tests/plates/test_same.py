"""Plates print what the plain way prints: pixels, text in reading order, structure, outline, links, metadata."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest

from careerprint.check.pdf.compare import differences
from tests.support import verapdf
from tests.support.pixels import SHARE, loudest_share
from tests.support.plate_people import BothWays
from tests.support.proof import faults

pytestmark = pytest.mark.slow


def sides_of(pdf: bytes) -> int:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return len(document)


def test_nobody_goes_the_plain_way(both_ways: Mapping[str, BothWays]) -> None:
    assert all(report.plate.by_plates for report in both_ways.values())
    assert len(both_ways) == 60


def test_same_pixels(both_ways: Mapping[str, BothWays]) -> None:
    shares = {name: loudest_share(report.plain, report.plate.pdf) for name, report in both_ways.items()}
    assert {name: share for name, share in shares.items() if share > SHARE} == {}


def test_same_words_structure_outline_links_and_metadata(both_ways: Mapping[str, BothWays]) -> None:
    found = {name: differences(report.plain, report.plate.pdf) for name, report in both_ways.items()}
    assert {name: words for name, words in found.items() if words} == {}


def test_same_number_of_pages(both_ways: Mapping[str, BothWays]) -> None:
    assert {sides_of(report.plain) - report.plate.pages for report in both_ways.values()} == {0}


def test_both_standards(both_ways: Mapping[str, BothWays]) -> None:
    assert set().union(*(faults(report.plate.pdf, "ua1", "2a") for report in both_ways.values())) == set()


@pytest.mark.skipif(verapdf.missing() is not None, reason=str(verapdf.missing()))
def test_verapdf_agrees(both_ways: Mapping[str, BothWays], tmp_path: Path) -> None:
    files = []
    for number, report in enumerate(both_ways.values()):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(report.plate.pdf)
        files += [("ua1", path), ("2a", path)]
    assert {name: rules for name, rules in verapdf.broken_rules(files).items() if rules} == {}
