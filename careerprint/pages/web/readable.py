"""A print as one file for a screen: its own words and order, in a frame that a browser shows at any width.

The templates are those of the print, so nothing is written twice; only the frame around them is another one, a style
sheet follows those of the print, and words that fit paper only, such as "the next page," are replaced. Styles and
pictures are in the file, so it can be kept and sent as it is.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from careerprint.pages.pages import Page, Pages
from careerprint.settings import TEMPLATES
from careerprint.sources.center import Center

FRAME = TEMPLATES / "web" / "readable"
"""Holds the frame, which takes the place of the prints' `base.html`, and the last style sheet."""
NOTHING = Markup("")
_TYPES = {".svg": "svg+xml", ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}
_PICTURE = re.compile(r'src="images/([^"]+)"')
_PAGE_RULES = re.compile(r"@page[^{]*\{(?:[^{}]|\{[^{}]*\})*\}")
"""Rules for sheets of paper, which mean nothing on a screen."""


def readable_pages(center: Center, *, templates: Sequence[Path] = ()) -> Pages:
    """Return what makes pages whose frame and words are for a screen; `readable` finishes them."""
    return Pages(center, templates=(FRAME, *templates), on_screen=True)


def readable(page: Page, images: Path, *, above: Markup = NOTHING) -> str:
    """Return a page as one file; `images` is the folder of its pictures, `above` comes before everything.

    Raises OSError when a picture cannot be read.
    """
    last = (FRAME / "readable.css").read_text(encoding="utf-8")
    styles = "".join((*(_PAGE_RULES.sub("", style) for style in page.styles), last))
    html = page.html.replace("<!--styles-->", f"<style>\n{styles}</style>", 1).replace("<!--above-->", above, 1)
    return _PICTURE.sub(lambda match: f'src="{_address(images / match[1])}"', html)


def _address(picture: Path) -> str:
    """Return a picture as an address that holds it."""
    data = base64.b64encode(picture.read_bytes()).decode("ascii")
    return f"data:image/{_TYPES.get(picture.suffix.lower(), 'png')};base64,{data}"
