"""The pictures of reports as a laser printer and a copier show them: black or white, 150 dots to the inch."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw

from careerprint.editions import Edition
from careerprint.pages.pages import STYLES
from careerprint.pages.pictures.answers import Strip, answer_rings, answer_strip
from careerprint.pages.pictures.drawing import palette
from careerprint.pages.pictures.groups import answer_bar, people_ladder
from careerprint.pages.pictures.ladder import skill_ladder
from careerprint.press.press import Press
from careerprint.scoring.group import Cell
from careerprint.settings import TEMPLATES

GOLDEN = Path(__file__).parents[2] / "golden" / "raster" / "pictures-one-bit.png"
DPI = 150
LOOK = palette(Edition("mono"), "#1f4e79")
WORTHS = (1, 2, 3, 4, 5)
CELLS = tuple(Cell(place, place, count) for place, count in enumerate((2, 3, 4, 3, 4)))
PICTURES = {
    "strip": answer_strip(Strip(WORTHS, (1, 2, 2, 4, 5), 2.8), LOOK, "-"),
    "strip without a mean": answer_strip(Strip(WORTHS, (1, 2, 2, 4, 5), None), LOOK, "-"),
    "rings": answer_rings(5, 4, LOOK),
    "another answer": answer_rings(5, 3, LOOK),
    "gap": skill_ladder(1, 4, LOOK),
    "no gap": skill_ladder(4, 4, LOOK),
    "above": skill_ladder(5, 4, LOOK),
    "not rated": skill_ladder(None, 4, LOOK),
    "bar": answer_bar(CELLS, 5, [str(cell.people) for cell in CELLS], LOOK),
    "people": people_ladder(CELLS, [cell.people for cell in CELLS], 3, LOOK),
}
MOST, LEAST = 0.0004, 0.0007
"""The share of a band's pixels by which a picture may differ from the stored one, and by which two others differ."""
BAND = 60
"""Pixels from picture to picture."""


@pytest.fixture(scope="module")
def bands() -> dict[str, Image.Image]:
    """Print the pictures below each other, and return each as dots."""
    step = BAND * 72 / DPI
    css = f"@page {{ size: 340pt {step * len(PICTURES)}pt; margin: 0; @bottom-left {{ content: none }} }}"
    rows = "".join(f'<div style="height: {step}pt; overflow: hidden">{picture}</div>' for picture in PICTURES.values())
    styles = tuple((TEMPLATES / "styles" / f"{name}.css").read_text(encoding="utf-8") for name in STYLES)
    html = f'<html lang="en"><head><title>Pictures</title></head><body>{rows}</body></html>'
    pdf = Press({}).typeset(html, styles=(*styles, css), identifier="pictures").document.write_pdf()
    document = pypdfium2.PdfDocument(pdf)
    page = (
        document[0]
        .render(scale=DPI / 72, grayscale=True)
        .to_pil()
        .convert("L")
        .point(lambda shade: 255 * (shade > 127))
    )
    document.close()
    return {name: page.crop((0, at * BAND, page.width, (at + 1) * BAND)) for at, name in enumerate(PICTURES)}


def differing(one: Image.Image, other: Image.Image) -> float:
    """Return the share of dots that differ."""
    dots = ImageChops.difference(one, other).histogram()
    return 1 - dots[0] / sum(dots)


def test_the_pictures_are_those_that_were_looked_at(
    bands: dict[str, Image.Image], request: pytest.FixtureRequest
) -> None:
    first = next(iter(bands.values()))
    page = Image.new("L", (first.width, BAND * len(bands)))
    for at, band in enumerate(bands.values()):
        page.paste(band, (0, at * BAND))
    if request.config.getoption("--update-golden"):
        page.convert("1").save(GOLDEN, optimize=True)
        pytest.skip(f"{GOLDEN.name} was written: look at it before you commit it")
    with Image.open(GOLDEN) as golden:
        assert differing(page, golden.convert("L")) <= MOST


def test_marks_can_be_told_apart(bands: dict[str, Image.Image]) -> None:
    alike = {pair for pair in combinations(bands, 2) if differing(bands[pair[0]], bands[pair[1]]) < LEAST}
    assert alike == set()


def test_a_spot_is_noticed(bands: dict[str, Image.Image]) -> None:
    spoiled = bands["bar"].copy()
    ImageDraw.Draw(spoiled).rectangle((100, 10, 112, 22), fill=0)
    assert differing(bands["bar"], spoiled) > MOST
