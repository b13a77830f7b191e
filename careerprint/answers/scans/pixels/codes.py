"""The square codes of a worksheet, found in a picture: which side of which form it is, whose, and which way up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import zxingcpp
from PIL import Image, ImageFilter

from careerprint.answers.scans.form import FORMAT
from careerprint.answers.scans.pixels.plane import Floats
from careerprint.tables.limits import LONGEST_ID
from careerprint.tables.texts import clean

_WORDS = re.compile(rf"{FORMAT}:([0-9A-F]{{6}}):([1-9]\d?):(.{{0,{LONGEST_ID}}})", re.DOTALL)


_KINDS = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])


@dataclass(frozen=True, slots=True)
class FoundCode:
    """A code of ours in a picture."""

    layout: str
    side: int
    person: str = field(repr=False)
    corners: Floats = field(repr=False)
    """In pixels, as printed: upper left, upper right, lower right, lower left."""

    @property
    def says(self) -> tuple[str, int, str]:
        """What both codes of a side say alike."""
        return (self.layout, self.side, self.person)


def find_codes(picture: Floats) -> tuple[FoundCode, ...]:
    """Return our codes in a picture (0 black to 1 white); tries harder while there is none."""
    pixels = Image.fromarray(np.clip(picture * 255, 0, 255).astype(np.uint8))
    for tried, scale in _attempts(pixels):
        for binarizer in (zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram):
            found = tuple(_ours(tried, scale, binarizer))
            if found:
                return found
    return ()


def _attempts(pixels: Image.Image) -> Iterator[tuple[Image.Image, float]]:
    """Yield the picture with its scale, then ways of undoing what copiers and scanners do to codes, the usual first."""
    yield pixels, 1.0
    yield pixels.filter(ImageFilter.MaxFilter(3)), 1.0  # printed or copied too black: the modules have grown together
    large = _resized(pixels, 2.0)
    yield large.filter(ImageFilter.MaxFilter(3)), 2.0
    yield large.filter(ImageFilter.MaxFilter(5)), 2.0
    yield large, 2.0
    yield pixels.filter(ImageFilter.MinFilter(3)), 1.0  # too light: they have fallen apart
    yield pixels.filter(ImageFilter.MedianFilter(3)), 1.0  # specks of dirt
    yield pixels.filter(ImageFilter.GaussianBlur(1.5)), 1.0  # dither
    yield _resized(pixels, 0.6), 0.6  # noise


def _resized(pixels: Image.Image, scale: float) -> Image.Image:
    size = (round(pixels.width * scale), round(pixels.height * scale))
    return pixels.resize(size, Image.Resampling.BICUBIC)


def _ours(pixels: Image.Image, scale: float, binarizer: zxingcpp.Binarizer) -> Iterator[FoundCode]:
    # Codes are never printed white on black; looking for such takes a third of the time.
    codes = zxingcpp.read_barcodes(
        pixels, formats=_KINDS, binarizer=binarizer, try_invert=False, text_mode=zxingcpp.TextMode.Plain
    )
    for code in codes:
        words = _WORDS.fullmatch(code.text)
        if words:
            places = code.position
            corners = (places.top_left, places.top_right, places.bottom_right, places.bottom_left)
            layout, side, person = words.groups()
            yield FoundCode(
                layout, int(side), clean(person) or "", np.array([(at.x, at.y) for at in corners], float) / scale
            )
