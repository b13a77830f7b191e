"""One page of a scan into answers. It reads like a table of contents; it runs in a child process.

1. The picture: light and dark, whatever file it comes from.
2. The code says which side of which form it is, whose, and roughly where everything lies, whichever way up.
3. The four squares say exactly where it lies.
4. The printed circles say how the paper is bent.
5. The ink of each circle is measured against its own paper and the page's black.
6. Each row is an answer, empty, or unclear; what is unclear goes to a person, with a picture.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from careerprint.answers.scans.form import Form, Side
from careerprint.answers.scans.pixels.bend import find_bend
from careerprint.answers.scans.pixels.clippings import head_picture, row_picture
from careerprint.answers.scans.pixels.codes import FoundCode, find_codes
from careerprint.answers.scans.pixels.images import PictureError, is_blank, picture_of
from careerprint.answers.scans.pixels.ink import measure
from careerprint.answers.scans.pixels.light import evened
from careerprint.answers.scans.pixels.plane import Floats
from careerprint.answers.scans.pixels.squares import place_side
from careerprint.answers.scans.pixels.streaks import without_streaks
from careerprint.answers.scans.pixels.verdicts import decide
from careerprint.answers.scans.readings import BLANK, PageReading, RowReading, SideReading, State, Unread

NO_CODE = "no code of ours on it: is it a worksheet with square codes, whole, and in focus? Scan it in gray"
TWO_SHEETS = "two different sheets in one picture; scan or photograph each by itself"
NO_PLACE = "the corner squares were not found: is the sheet whole, and nothing on its corners?"
NOT_FLAT = "the circles are not where they should be: lay the sheet flat and scan it again"
_FEWEST_SQUARES = 2
"""Corner squares that must be found; the codes and the circles can make up for the others."""
_MOST_ERROR = 12.0
"""Points that codes and squares may disagree: more than any bend of the paper, less than a wrong square."""
_MOST_DOUBT = 1.2
"""Points that half of the circles may disagree with the rest; above, the wrong things were taken for circles."""
_DIGEST = 16
"""Hex digits of a page's hash: enough that no two pages of a center share one."""


def read_page(forms: Mapping[str, Form], path: Path, number: int) -> PageReading:
    """Read one page, from 0, of a file; `forms` are all known ones by layout."""
    try:
        picture = picture_of(path, number)
    except PictureError as error:
        return Unread(str(error))
    return read_picture(forms, picture)


def read_picture(forms: Mapping[str, Form], picture: Floats) -> PageReading:
    """Read a page that was opened: an array of light, 0 black to 1 white."""
    digest = hashlib.sha256(repr(picture.shape).encode() + np.round(picture * 255).astype(np.uint8).tobytes())
    name = digest.hexdigest()[:_DIGEST]
    codes = find_codes(picture)
    if not codes:
        if is_blank(picture):
            return Unread(BLANK, name)
        picture = without_streaks(picture)
        codes = find_codes(picture)
    if not codes:
        return Unread(NO_CODE, name)
    return _read_coded(forms, picture, codes, name)


def _read_coded(forms: Mapping[str, Form], picture: Floats, codes: tuple[FoundCode, ...], digest: str) -> PageReading:
    if len({code.says for code in codes}) > 1:
        return Unread(TWO_SHEETS, digest)
    code = codes[0]
    form = forms.get(code.layout)
    side = next((side for side in form.sides if side.number == code.side), None) if form else None
    if side is None:
        return Unread(f"another form or version of it, which is not known here (code {code.layout})", digest)
    if not side.circles:
        return SideReading(code.layout, code.side, code.person, (), digest)
    return _read_side(picture, side, codes, digest)


def _read_side(picture: Floats, side: Side, codes: tuple[FoundCode, ...], digest: str) -> PageReading:
    picture = evened(picture)
    placement = place_side(picture, side, codes)
    if placement.squares < _FEWEST_SQUARES or placement.error > _MOST_ERROR:
        return Unread(NO_PLACE, digest)
    picture = without_streaks(picture)
    bend = find_bend(picture, placement.matrix, side)
    if bend.doubt > _MOST_DOUBT:
        return Unread(NOT_FLAT, digest)
    ink = measure(picture, placement.matrix, side, bend)
    rows = []
    for item, verdict in decide(side, ink).items():
        is_unclear = verdict.state is State.UNCLEAR
        shown = row_picture(picture, placement.matrix, side, item) if is_unclear else b""
        rows.append(RowReading(item, verdict.state, verdict.choice, verdict.reason, shown))
    code = codes[0]
    asks_who = not code.person and side.number == 1
    head = head_picture(picture, placement.matrix, side) if asks_who else b""
    return SideReading(code.layout, code.side, code.person, tuple(rows), digest, head)
