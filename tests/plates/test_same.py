"""Plates print what the plain way prints: pixels, text in reading order, structure, outline, links, metadata."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from careerprint.check.pdf.compare import differences
from tests.plates.conftest import BothWays
from tests.support import verapdf
from tests.support.proof import faults

DPI = 100
LOUD = 8
"""Levels of 255 that a pixel may be off."""
SHARE = 1 / 1_500
"""Share of louder pixels: pdfium places glyphs on whole pixels, in single precision, so one may jump to the next."""


def pixels(pdf: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    images = [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]
    document.close()
    return images


def loudest_share(first: bytes, second: bytes) -> float:
    """Return the largest share of pixels of a page that differ; 1 for another number of pages."""
    pages = pixels(first), pixels(second)
    if len(pages[0]) != len(pages[1]):
        return 1
    shares = []
    for one, other in zip(*pages, strict=True):
        histogram = ImageChops.difference(one, other).histogram()
        shares.append(sum(histogram[LOUD + 1 :]) / sum(histogram))
    return max(shares)


def test_nobody_goes_the_plain_way(both_ways: Mapping[str, BothWays]) -> None:
    assert all(report.plate.by_plates for report in both_ways.values())
    assert len(both_ways) == 100


def test_same_pixels(both_ways: Mapping[str, BothWays]) -> None:
    shares = {name: loudest_share(report.plain.pdf, report.plate.pdf) for name, report in both_ways.items()}
    assert {name: share for name, share in shares.items() if share > SHARE} == {}


def test_same_words_structure_outline_links_and_metadata(both_ways: Mapping[str, BothWays]) -> None:
    found = {name: differences(report.plain.pdf, report.plate.pdf) for name, report in both_ways.items()}
    assert {name: words for name, words in found.items() if words} == {}


def test_same_number_of_pages(both_ways: Mapping[str, BothWays]) -> None:
    assert {report.plain.pages - report.plate.pages for report in both_ways.values()} == {0}


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
