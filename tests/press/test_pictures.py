"""Which pictures are safe and whole."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from careerprint.press.pictures import MAX_SVG_BYTES, UnsafePicture, check_raster, check_svg


def raster(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    data = io.BytesIO()
    Image.effect_noise(size, 50).convert(mode).save(data, kind, **options)
    return data.getvalue()


def svg(body: str, attributes: str = 'xmlns="http://www.w3.org/2000/svg"') -> bytes:
    return f'<svg {attributes} xmlns:xlink="http://www.w3.org/1999/xlink" width="9">{body}</svg>'.encode()


@pytest.mark.parametrize(
    "data",
    [
        raster(),
        raster("JPEG"),
        raster("JPEG", progressive=True),
        raster(mode="RGBA"),
        raster(mode="L"),
        raster(mode="P"),
        raster(mode="1"),
    ],
)
def test_sound_pictures(data: bytes) -> None:
    check_raster(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is damaged"),
        (raster()[:-200], "is damaged"),
        (raster("JPEG")[:-200], "is damaged"),
        (raster("GIF", "L"), "not a PNG or JPEG"),
        (raster("TIFF"), "not a PNG or JPEG"),
        (raster("BMP"), "not a PNG or JPEG"),
        (svg(""), "not a PNG or JPEG"),
        (raster("JPEG", "CMYK"), "save it in RGB"),
        (b"\0" * 20_000_001, "is larger than 20 MB"),
    ],
)
def test_unsound_pictures(data: bytes, reason: str) -> None:
    with pytest.raises(UnsafePicture, match=reason):
        check_raster(data)


ICON = '<symbol id="i"><path d="M0 0h9v9z"/></symbol><use href="#i"/><use xlink:href="#i" x="9"/>'
GRADIENT = '<linearGradient id="g"><stop offset="0"/></linearGradient><rect fill="url(#g)"/>'


@pytest.mark.parametrize(
    "data",
    [
        svg('<rect width="9" height="9"/>'),
        svg(ICON),
        svg(GRADIENT),
        svg(f"<style>.a {{ fill: url('#g') }}</style>{GRADIENT}"),
        svg('<marker id="m"><path d="M0 0h9"/></marker><path d="M0 0h1h1h1" marker-end="url(#m)"/>' * 1),
        b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">' + svg("<g/>"),
        svg("<g>" * 58 + "</g>" * 58),
        svg("<rect/>" * 4_900),
        svg('<use href="#nothing"/>'),
        "\ufeff".encode() + svg("<title>é</title>"),
    ],
)
def test_sound_drawings(data: bytes) -> None:
    check_svg(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is not well-formed XML"),
        (b"\x89PNG\r\n", "is not well-formed XML"),
        (svg("<g>"), "is not well-formed XML"),
        (b"<html/>", "is not an SVG drawing"),
        (svg("", attributes=""), "is not an SVG drawing"),
        (svg(" " * MAX_SVG_BYTES), "is larger than 1 MB"),
        (svg("<g>" * 60 + "</g>" * 60), "more than 60 deep"),
        (svg("<rect/>" * 5_000), "more than 5,000 shapes"),
        (svg('<a href="https://example.org/"><rect/></a>'), "outside itself"),
        (svg('<image href="data:image/png;base64,AA"/>'), "outside itself"),
        (svg('<style>@IMPORT "x"</style>'), "loads others"),
        (svg("<style>@font-face { src: url(x) }</style>"), "loads others"),
        (svg("<style>a { fill: u\\72l(#p) }</style>"), "loads others"),
        (svg('<rect style="fill: u\\72l(#p)"/>'), "behind backslashes"),
        (svg("<style>a { fill: url(https://example.org/) }</style>"), "more than gradients"),
    ],
)
def test_unsound_drawings(data: bytes, reason: str) -> None:
    with pytest.raises(UnsafePicture, match=reason):
        check_svg(data)
