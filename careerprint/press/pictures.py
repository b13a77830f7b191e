"""Whether a picture is safe and whole: PNG, JPEG and SVG files, and drawings inside a page.

A few hundred bytes can ask for hours of work: a PNG of 22 KB that unpacks to 144 million pixels, an SVG whose
`<use>` elements multiply. Whatever a page shows is looked at here before the layout engine sees it.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree
from xml.parsers import expat

from PIL import Image

MAX_PIXELS = 12_500_000
"""Pixels of one picture at most: a whole Letter page at 360 dots per inch has 12.1 million."""
MAX_RASTER_BYTES = 20_000_000
"""Bytes of one PNG or JPEG file at most; a file is read into memory whole."""
MAX_SVG_BYTES = 1_000_000
"""Bytes of one SVG file at most; it bounds what the parser has to read."""
MAX_SVG_DEPTH = 60
"""Levels of SVG elements inside each other at most: parser and engine call themselves once a level."""
MAX_SVG_SHAPES = 5_000
"""Elements of a drawing at most, once every reference is followed: the engine takes half a millisecond for each."""

SVG_NAMESPACE = "http://www.w3.org/2000/svg"
_SVG = f"{{{SVG_NAMESPACE}}}"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_STYLE_URL = re.compile(r"url\(\s*['\"]?\s*([^'\")]*)", re.IGNORECASE)
_MAX_CHAIN = 200
"""Steps from a drawing down to its last shape, by nesting or reference, before Python's own limit of calls is near."""


class UnsafePicture(ValueError):
    """A picture must not be used; the message says why and what to do, after "the picture …"."""


def check_raster(data: bytes) -> None:
    """Refuse what is not a whole PNG or JPEG of at most `MAX_PIXELS` pixels in gray or RGB."""
    if len(data) > MAX_RASTER_BYTES:
        raise UnsafePicture(f"is larger than {MAX_RASTER_BYTES // 1_000_000} MB: save a smaller copy")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as image:
                _check_pixels(image)
                image.load()  # opening reads the header only; whether the rest is there shows now
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise UnsafePicture(_too_many_pixels()) from None
    except UnsafePicture:
        raise
    except Exception as error:
        raise UnsafePicture("is damaged, or not a PNG or JPEG: save it again") from error


def _check_pixels(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise UnsafePicture(_too_many_pixels())
    if image.mode in ("CMYK", "YCbCr", "LAB"):
        raise UnsafePicture(f"has {image.mode} colors, which archived PDFs cannot hold: save it in RGB")


def _too_many_pixels() -> str:
    return f"has more than {MAX_PIXELS / 1_000_000:g} million pixels: save a smaller copy"


def check_svg(data: bytes) -> None:
    """Refuse an SVG file that is large, deep, multiplies itself, or refers to anything outside itself."""
    if len(data) > MAX_SVG_BYTES:
        raise UnsafePicture(f"is larger than {MAX_SVG_BYTES // 1_000_000} MB: simplify it or save it as PNG")
    _check_xml(data)
    root = ElementTree.fromstring(data)
    if root.tag != f"{_SVG}svg":
        raise UnsafePicture("is not an SVG drawing: its first element must be <svg>")
    # A picture file that shows another one can show itself, without end.
    if any(not target.startswith("#") for element in root.iter() for target in _hrefs(element)):
        raise UnsafePicture("refers to something outside itself: keep shapes only, no links and no images")
    check_drawing(root)


def _check_xml(data: bytes) -> None:
    """Read the XML once without building anything: entities and depth are refused where they appear."""
    depth = 0

    def entity(*_: object) -> None:
        raise UnsafePicture("declares XML entities: save it as plain SVG")

    def start(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_SVG_DEPTH:
            raise UnsafePicture(f"nests its elements more than {MAX_SVG_DEPTH} deep: ungroup them")

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    # With a separator the parser refuses prefixes that are not declared, as the second reading would.
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.EntityDeclHandler = entity
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise UnsafePicture(f"is not well-formed XML (line {error.lineno}): save it again") from None


def check_drawing(root: ElementTree.Element) -> None:
    """Refuse a drawing, from a file or inside a page, that grows without bounds once it is drawn."""
    _Weight(root).check()


def _hrefs(element: ElementTree.Element) -> Iterator[str]:
    for name in _HREFS:
        if (target := element.get(name)) is not None:
            yield target.strip()


class _Weight:
    """How many elements a drawing has once every reference is followed."""

    def __init__(self, root: ElementTree.Element) -> None:
        self._root = root
        self._by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
        # An estimate that needs no parser of paths: a point takes about four characters, such as `1 2 `.
        self._points = sum(len(e.get("d") or e.get("points") or "") for e in root.iter()) // 4
        self._known: dict[ElementTree.Element, int] = {}
        self._open: set[ElementTree.Element] = set()

    def check(self) -> None:
        for element in self._root.iter():
            if element.tag == f"{_SVG}style":
                self._check_style(element.text or "")
            # To the engine `\75rl(` is `url(`, but not to our pattern.
            elif "\\" in element.get("style", ""):
                raise UnsafePicture("hides parts of its style behind backslashes: save it as plain SVG")
        if self._weigh(self._root, 0) > MAX_SVG_SHAPES:
            raise UnsafePicture(f"draws more than {MAX_SVG_SHAPES:,} shapes: simplify it or save it as PNG")

    def _weigh(self, element: ElementTree.Element, depth: int) -> int:
        if element in self._known:
            return self._known[element]
        if element in self._open:
            raise UnsafePicture("refers to itself: remove the circle of <use> or pattern references")
        if depth > _MAX_CHAIN:
            raise UnsafePicture("follows too long a chain of references: ungroup its shapes")
        self._open.add(element)
        weight = 1 + sum(self._weigh(child, depth + 1) for child in element)
        for target, times in self._references(element):
            weight += times * self._weigh(target, depth + 1)
        self._open.discard(element)
        self._known[element] = weight
        return weight

    def _references(self, element: ElementTree.Element) -> Iterator[tuple[ElementTree.Element, int]]:
        """Yield what an element draws besides its children, and how often."""
        for target in _hrefs(element):
            if target.startswith("#") and target[1:] in self._by_id:
                yield self._by_id[target[1:]], 1
        for name, value in element.attrib.items():
            for target in _STYLE_URL.findall(value):
                if target.strip().removeprefix("#") in self._by_id:
                    # A marker is drawn at every point of a line, and is inherited.
                    often = name in ("marker", "marker-mid") or (name == "style" and "marker" in value)
                    yield self._by_id[target.strip().removeprefix("#")], (self._points or 1) if often else 1

    def _check_style(self, text: str) -> None:
        if "\\" in text or "@import" in text.lower() or "@font-face" in text.lower():
            raise UnsafePicture("has a style sheet that loads others: save it with presentation attributes")
        for target in _STYLE_URL.findall(text):
            element = self._by_id.get(target.strip().removeprefix("#"))
            if element is None or element.tag not in (f"{_SVG}linearGradient", f"{_SVG}radialGradient"):
                raise UnsafePicture(
                    "uses more than gradients from its style sheet: save it with presentation attributes"
                )
