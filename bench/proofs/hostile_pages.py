"""Pages of a scan to damage: small sheets, so that many are read in a minute, and pictures made to mislead a reader.

Where nothing is compressed, damage reaches the light and dark of a page. Otherwise it reaches the decoder.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import segno
from PIL import Image

from careerprint.answers.scans.form import CODE, FORMAT, MM, Circle, Form, Side
from tests.support.scanned import DOTS, PAPER, crooked, crossed_out, drawn

WIDTH, HEIGHT = 300.0, 400.0
"""A small sheet, in points."""
SMALL = 0.6
"""The size at which pages are saved: 120 dots per inch, at which codes are still read."""


def small_form() -> Form:
    """Return a form of a few circles around which there is just room for the marks."""
    across = (WIDTH - CODE) / 2
    circles = tuple(
        Circle(f"q{row}", choice + 1, 60 + 40 * choice, 110 + 40 * row, 9.5) for row in range(5) for choice in range(5)
    )
    codes = ((across, 6.5 * MM), (across, HEIGHT - 6.5 * MM - CODE))
    return Form("sample", (Side(1, WIDTH, HEIGHT, circles, codes), Side(2, WIDTH, HEIGHT, (), codes)), "1.0")


def hostile_pages(form: Form, secret: str) -> Iterator[Image.Image]:
    """Yield pages of a form that are filled in, and such as nobody printed; `secret` is the ID on numbered ones."""
    marks = {"q0": [1], "q1": [2, 3], "q3": [5]}
    page = drawn(form, 1, marks, person=secret)
    yield page
    yield crossed_out(drawn(form, 1, marks), form, "q0", 1)
    yield crooked(page, 4.0)
    yield page.rotate(180)
    yield drawn(form, 2, {}, person=secret)
    for words in _misleading(form, secret):
        yield _with_codes(page, form, words)
    yield from _shapes()


def _misleading(form: Form, secret: str) -> Iterator[str]:
    """Yield what codes may say that no press of ours wrote."""
    yield f"{FORMAT}:{form.layout}:99:{secret}"
    yield f"{FORMAT}:000000:1:{secret}"
    yield f"{FORMAT}:{form.layout}:1:=cmd|'{secret[:9]}\u202e\x00\n"
    yield f"../../{secret}"
    yield f"{FORMAT}:{form.layout}:1:" + "9" * 200


def _with_codes(page: Image.Image, form: Form, words: str) -> Image.Image:
    """Return a page whose codes say something else: the first upright, the second mirrored and twice as large."""
    page = page.copy()
    matrix = segno.make(words, error="l", micro=False).matrix
    code = Image.new("L", (len(matrix), len(matrix)), PAPER)
    code.putdata([0 if dark else PAPER for line in matrix for dark in line])
    for place, (left, top) in enumerate(form.sides[0].codes):
        side = round(CODE * DOTS) * (1 + place)
        shown = code.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if place else code
        page.paste(shown.resize((side, side), Image.Resampling.NEAREST), (round(left * DOTS), round(top * DOTS)))
    return page


def _shapes() -> Iterator[Image.Image]:
    """Yield pages without a side, without paper, and with nothing on them."""
    for size in ((1, 1), (1, 900), (900, 1), (2, 2), (9, 9)):
        yield Image.new("L", size, 0)
    yield Image.new("L", (300, 400), 255)
    yield Image.effect_noise((300, 400), 90)


def page_files(secret: str) -> tuple[bytes, ...]:
    """Return the pages as files of every format that scanners write; most are not compressed."""
    pages = [_small(page) for page in hostile_pages(small_form(), secret)]
    return (
        *(_saved(page, "TIFF") for page in pages),
        _saved(pages[0], "JPEG", quality=60),
        _saved(pages[1], "PNG"),
        _saved(pages[0].convert("1"), "TIFF", compression="group4"),
        _saved(
            pages[2], "TIFF", compression="tiff_lzw", save_all=True, append_images=[each.copy() for each in pages[:2]]
        ),
        _saved(pages[0], "PDF", resolution=120, save_all=True, append_images=[pages[1].copy()]),
    )


def _small(page: Image.Image) -> Image.Image:
    size = (max(1, round(page.width * SMALL)), max(1, round(page.height * SMALL)))
    return page.resize(size, Image.Resampling.BOX)


def _saved(page: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    # A copy: Pillow leaves the settings of a JPEG on a picture, and then stumbles over them.
    page.copy().save(buffer, kind, **options)
    return buffer.getvalue()
