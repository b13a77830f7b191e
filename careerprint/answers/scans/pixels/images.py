"""Pages of a scan as arrays of light: PDF by pdfium, TIFF, JPEG and PNG by Pillow. Runs in the child process."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

from careerprint.answers.scans.pixels.plane import Floats
from careerprint.tables.limits import LARGEST_SCAN, MOST_PIXELS, MOST_SCAN_PAGES
from careerprint.wording import counted

LONGEST = 3_300
"""Pixels of the longer edge that are looked at: a Letter sheet at 300 dots per inch. More costs time, not errors."""
_USUAL = 200 / 72
"""Pixels to a point for a page of a PDF that holds no picture: 200 dots per inch."""
_FORMATS = ("JPEG", "PNG", "TIFF")
_TOO_LARGE = f"more than {MOST_PIXELS // 1_000_000} million pixels; scan at 200 dots per inch"
_BLANK = 0.001
"""The share of a page's pixels that may be dark before it counts as written or printed on."""
_MARGIN = 0.04
"""The share of a page's edges that is not looked at for that: scanners draw shadows there."""


class PictureError(ValueError):
    """A file or a page that cannot be read; the message says why and what to do, in words for staff."""


def pages_in(path: Path) -> int | str:
    """Return how many pages a file has, or a sentence that says why it cannot be read."""
    try:
        with _readable(path):
            if _is_pdf(path):
                return _pages_of_pdf(path)
            with Image.open(path, formats=_FORMATS) as image:
                # What other formats hold besides is no page: phones put a second picture for depth into a JPEG.
                return _allowed(int(getattr(image, "n_frames", 1))) if image.format == "TIFF" else 1
    except PictureError as error:
        return str(error)


def picture_of(path: Path, page: int) -> Floats:
    """Return one page, from 0, as an array of light: 0 black to 1 white. Raises PictureError."""
    with _readable(path):
        image = _drawn(path, page) if _is_pdf(path) else _opened(path, page)
        return np.asarray(image, np.float32) / 255


def is_blank(picture: Floats) -> bool:
    """Say whether nothing is printed or written on a page."""
    height, width = picture.shape
    up, left = round(height * _MARGIN), round(width * _MARGIN)
    inner = picture[up : height - up : 2, left : width - left : 2]
    return bool((inner < np.median(inner) - 0.2).mean() < _BLANK)


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Turn whatever a damaged or hostile file raises into a PictureError; texts of libraries may quote the file."""
    try:
        if path.stat().st_size > LARGEST_SCAN:
            raise PictureError(f"larger than {LARGEST_SCAN // 1024**2} MB; scan in gray, not in color")
        with path.open("rb") as file:
            if file.read(12)[4:8] == b"ftyp":
                raise PictureError(
                    "a HEIC picture, as Apple's phones take them; set the camera to JPEG (“Most Compatible”), or"
                    " export the picture as JPEG"
                )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a large picture is refused below, by our own limit
            yield
    except PictureError:
        raise
    except Image.DecompressionBombError:  # Pillow's own limit
        raise PictureError(_TOO_LARGE) from None
    except Exception:
        raise PictureError("damaged, or no picture; scan or export it again") from None


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(1024).lstrip().startswith(b"%PDF")


def _pages_of_pdf(path: Path) -> int:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise PictureError("protected by a password; save it without one") from None
        raise
    with document:
        if document.get_formtype():
            raise PictureError("a form that was filled in on a screen; read it with the command `answers`")
        return _allowed(len(document))


def _allowed(pages: int) -> int:
    if pages > MOST_SCAN_PAGES:
        raise PictureError(f"more than {counted(MOST_SCAN_PAGES, 'page')}; scan fewer sheets into one file")
    return pages


def _drawn(path: Path, number: int) -> Image.Image:
    """Draw a page of a PDF with as many pixels as its largest picture has, up to the limit."""
    with pypdfium2.PdfDocument(path) as document:
        page = document[number]
        width, height = page.get_size()
        if not (width > 0 and height > 0):
            raise PictureError("a page without a size; scan it again")
        scale = min(_scale_of(page) or _USUAL, LONGEST / max(width, height))
        drawn: Image.Image = page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil()
        return drawn.convert("L")


def _scale_of(page: pypdfium2.PdfPage) -> float:
    """Return how many pixels to a point the largest picture of a page has; 0 if it has none."""
    scales = []
    for each in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = each.get_bounds()
        extent = max(right - left, top - bottom)
        if extent > max(page.get_size()) / 2:
            scales.append(max(each.get_px_size()) / extent)
    return max(scales, default=0.0)


def _opened(path: Path, number: int) -> Image.Image:
    with Image.open(path, formats=_FORMATS) as image:
        image.seek(number)
        if image.width * image.height > MOST_PIXELS:
            raise PictureError(_TOO_LARGE)
        if image.mode.startswith(("I", "F")):
            raise PictureError("more than 256 levels of gray; scan with 8 bits")
        # JPEG can be unpacked at half the size at once, which takes a quarter of the time and memory.
        image.draft("L", (LONGEST, LONGEST))
        gray = image.convert("L")
    longest = max(gray.size)
    if longest > LONGEST:
        size = (round(gray.width * LONGEST / longest), round(gray.height * LONGEST / longest))
        gray = gray.resize(size, Image.Resampling.BOX)
    return gray
