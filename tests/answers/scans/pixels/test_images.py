"""Files of scans: which are opened, and what is said of those that are not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.support.scanned import LONG_FORM, drawn, save_pdf

numpy = pytest.importorskip("numpy")
pytest.importorskip("zxingcpp")
from careerprint.answers.scans.pixels import images  # noqa: E402 (it needs both)


def test_a_pdf_of_scans_has_its_pictures_pixels(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    save_pdf(path, [drawn(LONG_FORM, 1, {}), drawn(LONG_FORM, 2, {})])
    assert images.pages_in(path) == 2
    height, width = images.picture_of(path, 1).shape
    assert (width, height) == (1700, 2200)


def test_a_tiff_has_pages(tmp_path: Path) -> None:
    path = tmp_path / "scan.tif"
    pages = [Image.new("1", (200, 300), color) for color in (1, 0)]
    pages[0].save(path, save_all=True, append_images=pages[1:], compression="group4")
    assert images.pages_in(path) == 2
    assert [float(images.picture_of(path, page).mean()) for page in (0, 1)] == [1.0, 0.0]


def test_a_second_picture_in_a_photo_is_no_page(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    Image.new("L", (60, 40), 200).save(path, "MPO", save_all=True, append_images=[Image.new("L", (30, 20))])
    assert images.pages_in(path) == 1
    assert images.picture_of(path, 0).shape == (40, 60)


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "1", "P", "CMYK", "LA"])
def test_every_usual_kind_of_color_becomes_gray(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "scan.tif"
    Image.new("L", (60, 40), 255).convert(mode).save(path)
    assert images.picture_of(path, 0).shape == (40, 60)


def test_a_large_photo_is_made_smaller(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    Image.new("L", (4032, 6048), 200).save(path)
    assert max(images.picture_of(path, 0).shape) <= images.LONGEST


def png_of_81_megapixels(path: Path) -> None:
    Image.new("1", (9_000, 9_000)).save(path, "PNG")


def truncated_jpeg(path: Path) -> None:
    drawn(LONG_FORM, 1, {}).save(path, "JPEG")
    path.write_bytes(path.read_bytes()[:20_000])


def heic(path: Path) -> None:
    path.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100))


def text(path: Path) -> None:
    path.write_text("Sample Person 01 likes this a lot.", encoding="utf-8")


def damaged_pdf(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\nnothing follows")


def locked_pdf(path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path, encryption=pikepdf.Encryption(owner="a", user="b"))


def filled_form(path: Path) -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        field = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="name", Rect=[0, 0, 9, 9]
            )
        )
        page.Annots = pikepdf.Array([field])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
        pdf.save(path)


def deep_gray(path: Path) -> None:
    Image.new("I;16", (60, 40)).save(path, "TIFF")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (heic, "a HEIC picture, as Apple's phones take them; set the camera to JPEG"),
        (text, "damaged, or no picture"),
        (damaged_pdf, "damaged, or no picture"),
        (locked_pdf, "protected by a password"),
        (filled_form, "a form that was filled in on a screen; read it with the command `answers`"),
    ],
)
def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path, make: Callable[[Path], None], words: str) -> None:
    path = tmp_path / "scan"
    make(path)
    found = images.pages_in(path)
    assert isinstance(found, str)
    assert found.startswith(words)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (png_of_81_megapixels, "more than 70 million pixels"),
        (truncated_jpeg, "damaged, or no picture"),
        (deep_gray, "more than 256 levels of gray"),
    ],
)
def test_a_picture_that_cannot_be_read_is_named(tmp_path: Path, make: Callable[[Path], None], words: str) -> None:
    path = tmp_path / "scan"
    make(path)
    with pytest.raises(images.PictureError, match=words):
        images.picture_of(path, 0)
