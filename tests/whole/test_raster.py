"""What a page looks like, coarsely: small grey pictures of pages of each kind against stored ones."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

from tests.support.samples import SamplePrints, sample

GOLDENS = Path(__file__).parents[1] / "golden" / "raster"
PAGES = {
    "handout-1": ("handout", 0),
    "fit-report-1": ("fit report", 0),
    "fit-report-3": ("fit report", 2),
    "interests-report-1": ("interests report", 0),
    "group-1": ("group", 0),
    "group-2": ("group", 1),
}
"""The pages that are compared, each with the kind of its document and its number from 0."""
SCALE = 0.5
"""Pixels for each point: 36 dots per inch."""
MEAN, SHARE, SHADE = 1.5, 0.01, 64
"""The picture may differ by 1.5 of 255 shades on average, and by 64 shades in one pixel of a hundred."""


def drawn(path: Path, page: int = 0) -> Image.Image:
    """Return a page as a grey picture."""
    document = pypdfium2.PdfDocument(path)
    picture: Image.Image = document[page].render(scale=SCALE, grayscale=True).to_pil().convert("L")
    document.close()
    return picture


def looks_like(one: Image.Image, other: Image.Image) -> bool:
    """Say whether two pictures are the same but for how edges are smoothed."""
    if one.size != other.size:
        return False
    difference = ImageChops.difference(one, other)
    far = sum(difference.histogram()[SHADE:])
    return ImageStat.Stat(difference).mean[0] <= MEAN and far <= SHARE * one.width * one.height


@pytest.mark.parametrize("name", PAGES)
def test_pages(name: str, sample_prints: SamplePrints, request: pytest.FixtureRequest) -> None:
    kind, number = PAGES[name]
    picture = drawn(sample(sample_prints, kind), number)
    path = GOLDENS / f"{name}.png"
    if request.config.getoption("--update-golden"):
        GOLDENS.mkdir(parents=True, exist_ok=True)
        picture.save(path, optimize=True)
        pytest.skip(f"tests/golden/raster/{name}.png was written: look at it before you commit it")
    with Image.open(path) as golden:
        assert looks_like(picture, golden), "the page looks different: `pytest --update-golden`, then look at it"


@pytest.mark.parametrize("kind", ["handout", "fit report", "group"])
def test_another_page_does_not_look_like_it(kind: str, sample_prints: SamplePrints) -> None:
    path = sample(sample_prints, kind)
    assert not looks_like(drawn(path), drawn(path, page=1))


@pytest.mark.parametrize("box", [(40, 100, 240, 130), (40, 40, 60, 300), (0, 0, 306, 12)])
def test_a_patch_is_noticed(box: tuple[int, int, int, int], sample_prints: SamplePrints) -> None:
    picture = drawn(sample(sample_prints, "handout"))
    spoiled = picture.copy()
    ImageDraw.Draw(spoiled).rectangle(box, fill=128)
    assert not looks_like(picture, spoiled)


def test_a_line_moved_by_a_few_points_is_noticed(sample_prints: SamplePrints) -> None:
    picture = drawn(sample(sample_prints, "handout"))
    moved = picture.copy()
    moved.paste(picture.crop((0, 150, picture.width, 300)), (0, 152))
    assert not looks_like(picture, moved)


def test_smoothing_is_not_noticed(sample_prints: SamplePrints) -> None:
    picture = drawn(sample(sample_prints, "handout"))
    assert looks_like(picture, picture.point(lambda shade: min(255, shade + 1)))
