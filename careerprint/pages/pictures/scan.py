"""The square code of a print, for the camera of a phone, and the words that say what it brings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from careerprint.sources.center import Center


@dataclass(frozen=True, slots=True)
class Scan:
    """A square code and what it brings."""

    code: Markup
    words: str


def scan_of(center: Center, slug: str, words: Mapping[str, str]) -> Scan:
    """Return the code that leads to the guide called `slug`, or to the center's page where guides have no address.

    `words` are the labels of codes: `guide`, `web`, and `code`, which says where a code leads.
    """
    if center.guide_url and slug:
        url, brings = center.guide_url.format(slug=slug), words["guide"]
    else:
        url, brings = center.web, words["web"]
    return Scan(_code(url, words["code"].format(url=url)), brings)


@lru_cache(maxsize=64)
def _code(text: str, words: str) -> Markup:
    """Return a QR code as an SVG figure that is described in words."""
    import segno

    code = segno.make(text, error="m", micro=False)
    return Markup(code.svg_inline(border=0, title=words, omitsize=True, lineclass=None, svgclass=None))
