"""Worksheets drawn, filled in, and scanned or photographed, with Pillow alone: what tests of reading scans share."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import segno
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from careerprint.answers.scans.form import CODE, MM, SQUARE, Circle, Form, Side

DOTS = 200 / 72
"""Dots of a drawn page to a point."""
ROWS, CHOICES = 12, 5
"""Rows of a drawn side, and circles of a row."""
PEN, PENCIL = 60, 150
"""How light the line of a ball pen and of a pencil is, from 0 to 255."""
PAPER = 245

Marks = Mapping[str, Sequence[int]]
"""The choices that are filled in, by item."""


def form_of_items(items: Sequence[Sequence[str]], assessment: str = "sample", version: str = "") -> Form:
    """Return a form on Letter with the items of each side; without a version it is as forms were printed before."""
    sides = []
    for number, on_side in enumerate(items, start=1):
        circles = tuple(
            Circle(item, choice + 1, 340 + 50 * choice, 210 + 40 * row, 9.5)
            for row, item in enumerate(on_side)
            for choice in range(CHOICES)
        )
        across = (612 - CODE) / 2
        sides.append(Side(number, 612, 792, circles, ((across, 6.5 * MM), (across, 792 - 6.5 * MM - CODE))))
    return Form(assessment, tuple(sides), version)


LONG_FORM = form_of_items([[f"q{row}" for row in range(1, ROWS + 1)], [f"q{row}" for row in range(13, 19)]])
"""A form of two sides with 18 items."""


def drawn(form: Form, side: int, marks: Marks, *, person: str = "", ink: int = PEN, codes: int = 2) -> Image.Image:
    """Return a side at 200 dots per inch, with circles filled in; `codes` says how many of the codes are there."""
    of_form = form.sides[side - 1]
    image = Image.new("L", (round(of_form.width * DOTS), round(of_form.height * DOTS)), PAPER)
    draw = ImageDraw.Draw(image)
    for x, y in of_form.squares:
        _box(draw, x - SQUARE / 2, y - SQUARE / 2, SQUARE)
    matrix = segno.make(form.words(side, person), version=3, error="q", boost_error=False).matrix
    module = CODE / len(matrix)
    for left, top in of_form.codes[:codes]:
        for row, line in enumerate(matrix):
            for column, dark in enumerate(line):
                if dark:
                    _box(draw, left + column * module, top + row * module, module)
    for circle in of_form.circles:
        ring = _around(circle, circle.radius)
        draw.ellipse(ring, outline=0, width=3)
        draw.text((circle.x * DOTS - 50, circle.y * DOTS - 6), str(circle.choice), fill=90)
        if circle.choice in marks.get(circle.item, ()):
            draw.ellipse(_around(circle, circle.radius * 0.85), fill=ink)
    return image


def circle_of(form: Form, item: str, choice: int) -> tuple[float, float, float]:
    """Return center and radius of a circle in a drawn page, in pixels."""
    found = (c for side in form.sides for c in side.circles if (c.item, c.choice) == (item, choice))
    circle = next(found)
    return circle.x * DOTS, circle.y * DOTS, circle.radius * DOTS


def crossed_out(image: Image.Image, form: Form, item: str, choice: int) -> Image.Image:
    """Return the page with a circle crossed out."""
    x, y, radius = circle_of(form, item, choice)
    draw, reach = ImageDraw.Draw(image), 1.7 * radius
    for sign in (1, -1):
        draw.line((x - reach, y - sign * reach, x + reach, y + sign * reach), fill=PEN, width=5)
    return image


def crooked(image: Image.Image, degrees: float, seed: int = 1) -> Image.Image:
    """Return the page as a feeder scans it: turned, a little soft, with noise."""
    turned = image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=PAPER)
    return noisy(turned.filter(ImageFilter.GaussianBlur(0.7)), seed)


def photographed(image: Image.Image, seed: int) -> Image.Image:
    """Return the page as a phone sees it on a dark desk: in perspective, with a shadow."""
    rng = random.Random(seed)
    width, height = image.size
    out = (round(width * 1.15), round(height * 1.15))
    corners = [(0.07, 0.07), (0.07, 0.93), (0.93, 0.93), (0.93, 0.07)]
    seen = [((x + rng.uniform(-0.03, 0.03)) * out[0], (y + rng.uniform(-0.03, 0.03)) * out[1]) for x, y in corners]
    page = [(0, 0), (0, height), (width, height), (width, 0)]
    data = _perspective(seen, page)
    sheet = image.transform(out, Image.Transform.PERSPECTIVE, data, Image.Resampling.BICUBIC, fillcolor=110)
    light = Image.linear_gradient("L").resize(out).point(lambda value: 150 + value * 0.4)
    return noisy(
        ImageChops.multiply(sheet, light.rotate(rng.choice([0, 180]))).filter(ImageFilter.GaussianBlur(1)), seed
    )


def noisy(image: Image.Image, seed: int) -> Image.Image:
    """Return the picture with the noise of a sensor, the same for the same seed."""
    rng = random.Random(seed)
    small = Image.frombytes("L", (256, 256), bytes(min(255, max(0, round(rng.gauss(128, 5)))) for _ in range(65536)))
    noise = Image.new("L", image.size)
    for x in range(0, image.width, 256):
        for y in range(0, image.height, 256):
            noise.paste(small.rotate(90 * rng.randrange(4)), (x, y))
    return ImageChops.add(image, noise, offset=-128)


def some_marks(form: Form, side: int, seed: int) -> dict[str, list[int]]:
    """Return one choice for each item of a side; one in ten is left empty."""
    rng = random.Random(seed)
    items = dict.fromkeys(circle.item for circle in form.sides[side - 1].circles)
    return {item: [rng.randint(1, CHOICES)] if rng.random() > 0.1 else [] for item in items}


def save_pdf(path: Path, images: Sequence[Image.Image]) -> None:
    """Save pictures as the pages of a PDF, as a scanner does."""
    images[0].save(path, "PDF", resolution=200, save_all=True, append_images=images[1:])


def _around(circle: Circle, radius: float) -> tuple[float, float, float, float]:
    x, y = circle.x, circle.y
    return ((x - radius) * DOTS, (y - radius) * DOTS, (x + radius) * DOTS, (y + radius) * DOTS)


def _box(draw: ImageDraw.ImageDraw, left: float, top: float, side: float) -> None:
    edges = (math.floor(left * DOTS), math.floor(top * DOTS))
    draw.rectangle((*edges, math.floor((left + side) * DOTS) - 1, math.floor((top + side) * DOTS) - 1), fill=0)


def _perspective(source: Sequence[tuple[float, float]], target: Sequence[tuple[float, float]]) -> list[float]:
    """Return Pillow's eight numbers of the map that takes `source` to `target`, by elimination."""
    rows = []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for column in range(8):
        pivot = max(range(column, 8), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for row in range(8):
            if row != column:
                factor = rows[row][column]
                rows[row] = [value - factor * own for value, own in zip(rows[row], rows[column], strict=True)]
    return [row[8] for row in rows]
