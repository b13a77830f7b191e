"""Where letters stand on a line, by FriBidi, which sets the text of all prints: a second opinion on UAX #9."""

from __future__ import annotations

import ctypes
import ctypes.util

_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = 272, 273
"""FRIBIDI_PAR_LTR and FRIBIDI_PAR_RTL."""


def seen(text: str, *, is_rtl: bool) -> str:
    """Return a line of text in the order of sight, from left to right, without mirrored brackets."""
    library = ctypes.CDLL(ctypes.util.find_library("fribidi") or "libfribidi.so.0")
    letters = (ctypes.c_uint32 * len(text))(*map(ord, text))
    places = (ctypes.c_int * len(text))()
    direction = ctypes.c_uint32(_RIGHT_TO_LEFT if is_rtl else _LEFT_TO_RIGHT)
    visual = (ctypes.c_uint32 * (len(text) + 1))()
    done = library.fribidi_log2vis(letters, len(text), ctypes.byref(direction), visual, None, places, None)
    assert done, "FriBidi has failed"
    return "".join(text[place] for place in places)
