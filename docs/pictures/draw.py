"""Draws the picture at the top of README.md: first pages of a handout, a worksheet and a report.

    .venv/bin/python docs/pictures/draw.py [OUT [BEFORE]]

`OUT` is the folder of prints, `out/` unless it is named. With prints of an older Careerprint in `BEFORE`, a second
picture shows the first page of each kind of document before and after. It needs Poppler's pdftoppm.
"""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

PROJECT = Path(__file__).resolve().parents[2]
PRINTS = (
    "handouts/machine-learning-engineer.pdf",
    "worksheets/fit--machine-learning-engineer.pdf",
    "samples/reports/fit--machine-learning-engineer/1001.pdf",
)
KINDS = (
    "handouts/registered-nurse.pdf",
    "worksheets/interests.pdf",
    "samples/reports/fit--machine-learning-engineer/1001.pdf",
    "samples/reports/interests/1001.pdf",
    "samples/groups/interests.pdf",
)
"""One document of each kind."""
COMPARED = Path(__file__).with_name("before-and-after.png")
PICTURE = Path(__file__).with_name("handout-worksheet-report.png")
RESOLUTION = 150
"""Dots per inch at which pages are drawn; more than is kept, so that small letters stay clear."""
WIDTH = 1600
"""Pixels of the picture: twice the width at which README.md is shown on most screens."""
GAP = 40
COLORS = 48
"""Enough for flat pages, and few enough for less than 250 KB."""


def first_page(pdf: Path) -> Image.Image:
    """Return the first page of a PDF."""
    command = ["pdftoppm", "-r", str(RESOLUTION), "-png", "-f", "1", "-l", "1", str(pdf)]
    drawn = subprocess.run(command, capture_output=True, check=True).stdout
    return Image.open(BytesIO(drawn)).convert("RGB")


def side_by_side(pages: list[Image.Image]) -> Image.Image:
    """Return pages of one size on a grey ground."""
    width, height = pages[0].size
    ground = Image.new("RGB", (len(pages) * (width + GAP) + GAP, height + 2 * GAP), "#dfe3e8")
    pen = ImageDraw.Draw(ground)
    for number, page in enumerate(pages):
        left = GAP + number * (width + GAP)
        pen.rectangle([left - 2, GAP - 2, left + width + 1, GAP + height + 1], fill="#b4bcc6")
        ground.paste(page, (left, GAP))
    return ground


def above(rows: list[Image.Image]) -> Image.Image:
    """Return pictures of one width, one above the other."""
    ground = Image.new("RGB", (rows[0].width, sum(row.height for row in rows)))
    for number, row in enumerate(rows):
        ground.paste(row, (0, sum(each.height for each in rows[:number])))
    return ground


def save(picture: Image.Image, path: Path) -> None:
    """Save a picture in the width and with the colors that the documents have room for."""
    small = picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)), Image.Resampling.LANCZOS)
    small.quantize(COLORS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size // 1000} KB")


def main(out: Path = PROJECT / "out", before: Path | None = None) -> None:
    """Draw and save the pictures."""
    save(side_by_side([first_page(out / name) for name in PRINTS]), PICTURE)
    if before:
        rows = (side_by_side([first_page(folder / name) for name in KINDS]) for folder in (before, out))
        save(above(list(rows)), COMPARED)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
