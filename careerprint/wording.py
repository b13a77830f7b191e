"""Words that more than one room says: counts, sizes, unknown names."""

from __future__ import annotations

import difflib
from collections.abc import Collection


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return `1 file` or `3 files`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def size(number: int) -> str:
    """Return a number of bytes as people say it: `84 KB`."""
    return f"{number / 1024:.0f} KB" if number < 1024**2 else f"{number / 1024**2:.1f} MB"


def unknown_name(name: str, known: Collection[str], kind: str, others: Collection[str] = ()) -> str:
    """Say that a name is unknown, and which one was probably meant; `others` may be meant but are not listed."""
    close = difflib.get_close_matches(name, sorted({*known, *others}), n=1, cutoff=0.6)
    hint = f"did you mean `{close[0]}`?" if close else f"there are: {', '.join(sorted(known))}"
    return f"There is no {kind} called `{name}`; {hint}"
