"""Refuses texts that would keep the Markdown parser busy or nest too deeply, before it starts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from careerprint.errors import Problem

MAX_DEPTH = 60
"""How deep lists and quotes may be nested; guides need a few levels."""
MAX_BRACKETS = 400
"""`[` in one paragraph or list: Python-Markdown looks through the rest of it again at each one."""
MAX_CELLS = 60
"""Cells in one row of a table. Python-Markdown needs seconds for thousands, and paper has no room for twenty."""
MAX_ABBREVIATED = 400
"""Places of one guide where it uses abbreviations that it defines: each is a tag of its own, and a guide has a few."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_KNOWN = {
    "\x00": ", an empty character: is this a text file?",
    "\x0b": ", a line break that Word makes with Shift and Enter",
    "\x0c": ", a page break",
    "\x1f": ", a hyphen that Word keeps for the end of a line",
}
"""The origin of characters that nobody types on purpose."""
_PREFIX = re.compile(r"(?:[\s>]|[-*+](?=\s)|\d{1,9}[.)](?=\s))*")
_MARKER = re.compile(r">|[-*+](?=\s)|\d[.)]")
_ABBREVIATION = re.compile(r"[ ]{0,3}\*\[([^\]]+)\]:")

Line = tuple[int, str]
"""A line and its number in the file; or a message about it."""


def control_characters(text: str, path: str) -> Iterator[Problem]:
    """Yield a problem for the first character of a file that cannot be printed."""
    if found := _CONTROL.search(text):
        at = found.start()
        line, start = text.count("\n", 0, at) + 1, text.rfind("\n", 0, at) + 1
        name = f"U+{ord(text[at]):04X}{_KNOWN.get(text[at], '')}"
        message = f"character {at - start + 1} of this line cannot be printed ({name}); delete it"
        yield Problem(path, line, "", message)


def traps(body: Iterable[str], first_line: int, path: str) -> Iterator[Problem]:
    """Yield the first line of each kind that is more work for the parser than any guide needs."""
    lines = list(enumerate(body, first_line))
    for too_much in (_brackets, _cells, _abbreviations):
        if found := next(too_much(lines), None):
            yield Problem(path, found[0], "", found[1])
    if found_deep := next((number for number, line in lines if _depth(line) > MAX_DEPTH), None):
        yield too_deep(path, found_deep)


def _brackets(lines: Iterable[Line]) -> Iterator[Line]:
    brackets = 0
    for number, line in lines:
        brackets = brackets + line.count("[") if line.strip() else 0
        if brackets > MAX_BRACKETS:
            yield number, f"more than {MAX_BRACKETS} brackets `[` in one paragraph; take them out"


def _cells(lines: Iterable[Line]) -> Iterator[Line]:
    for number, line in lines:
        if line.count("|") > MAX_CELLS:
            yield number, f"more than {MAX_CELLS} cells in one row of a table; cut it into several tables"


def _abbreviations(lines: Sequence[Line]) -> Iterator[Line]:
    names = [re.escape(found[1]) for _, line in lines if (found := _ABBREVIATION.match(line))]
    places = re.compile("|".join(names[:MAX_ABBREVIATED]) or "(?!)")
    count = 0
    for number, line in lines:
        count += len(places.findall(line))
        if count > MAX_ABBREVIATED:
            yield number, f"abbreviations are used in more than {MAX_ABBREVIATED} places; write the words out instead"


def too_deep(path: str, line: int | None = None) -> Problem:
    """Return the problem of lists and quotes that are nested too deeply."""
    message = f"lists or quotes are nested more than {MAX_DEPTH} deep; flatten them"
    return Problem(path, line, "", message)


def _depth(line: str) -> int:
    """Return the most lists and quotes that a line can be inside of."""
    start = _PREFIX.match(line)
    lead = start.group().expandtabs(4) if start else ""
    indent = len(lead) - len(lead.lstrip(" "))
    return len(_MARKER.findall(lead)) + indent // 4
