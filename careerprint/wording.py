"""Phrases that several rooms use in messages: counts, sizes, commands, unknown names."""

from __future__ import annotations

import difflib
import os
import re
import sys
from collections.abc import Collection, Iterable
from pathlib import PurePath

LIKE_A_NAME = 0.6
"""How alike, from 0 to 1, a name must be to be offered for a misspelt one; `nurce` and `nurse` are 0.8 alike."""
LIKE_A_COMMAND = 0.7
"""The same for commands; higher, so that `purge`, which deletes, is not offered for `nurze` (0.6)."""


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return `1 file` or `3 files`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def size(number: int) -> str:
    """Return a number of bytes in words: `84 KB`, `3.1 MB`."""
    return f"{number / 1024:.0f} KB" if number < 1024**2 else f"{number / 1024**2:.1f} MB"


def program() -> str:
    """Return what the person at the keyboard types to start this program: `python3 build.py` or `careerprint`.

    build.py hands over to modules of this package with `python -P -m`; nobody else combines the two options.
    """
    started = PurePath(sys.argv[0])
    is_handed_over = sys.flags.safe_path and started.is_relative_to(PurePath(__file__).parent)
    if started.name == "build.py" or is_handed_over:
        return "py build.py" if os.name == "nt" else "python3 build.py"
    return "careerprint"


def command(words: str) -> str:
    """Return a command as the person at the keyboard would type it: `python3 build.py check`."""
    return f"{program()} {words}"


def typed(*words: str) -> str:
    """Return a command as it is typed, quoted for the shell of this system."""
    import shlex
    import subprocess  # seldom needed, and it takes longer to import than all of this module

    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)


def unknown_name(name: str, known: Collection[str], kind: str, commands: Collection[str] = ()) -> str:
    """Return the message for an unknown name, and what was probably meant: a `known` name, or else a command."""
    close = _closest(name, known) or next(iter(_alike(name, commands, LIKE_A_COMMAND)), None)
    hint = f"did you mean `{close}`?" if close else f"there are: {', '.join(sorted(known))}"
    return f"There is no {kind} called `{name}`; {hint}"


def _closest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like `name`, as a whole or by one of its words: `registered-nurse` for `nurze`."""
    whole = _alike(name, known, LIKE_A_NAME)
    if whole:
        return whole[0]
    # The last one of a word counts: of a guide and its translations the guide, and otherwise the first by name.
    in_order = sorted(known, key=lambda one: ("/" in one, one), reverse=True)
    by_word = {word: one for one in in_order for word in re.split("[-/]+", one)}
    words = _alike(name, by_word, LIKE_A_NAME)
    return by_word[words[0]] if words else None


def _alike(name: str, known: Iterable[str], least: float) -> list[str]:
    return difflib.get_close_matches(name, sorted(known), n=1, cutoff=least)
