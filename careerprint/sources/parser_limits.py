"""Texts that would keep the Markdown parser busy or send it too deep: refused before it starts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from careerprint.errors import Problem

MAX_DEPTH = 60
"""How deep lists and quotes may stand in each other."""
MAX_BRACKETS = 400
"""`[` in one paragraph or list: Python-Markdown looks through the rest of it again at each one."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_KNOWN = {
    "\x00": ", an empty character: is this a text file?",
    "\x0b": ", a line break that Word makes with Shift and Enter",
    "\x0c": ", a page break",
    "\x1f": ", a hyphen that Word keeps for the end of a line",
}
"""Where characters come from that people have never typed knowingly."""
_PREFIX = re.compile(r"(?:[\s>]|[-*+](?=\s)|\d{1,9}[.)](?=\s))*")
_MARKER = re.compile(r">|[-*+](?=\s)|\d[.)]")


def control_characters(text: str, path: str) -> Iterator[Problem]:
    """Yield the first character of a file that cannot be printed, and where it stands."""
    if found := _CONTROL.search(text):
        at = found.start()
        line, start = text.count("\n", 0, at) + 1, text.rfind("\n", 0, at) + 1
        name = f"U+{ord(text[at]):04X}{_KNOWN.get(text[at], '')}"
        message = f"character {at - start + 1} of this line cannot be printed ({name}); delete it"
        yield Problem(path, line, "", message)


def traps(body: Iterable[str], first_line: int, path: str) -> Iterator[Problem]:
    """Yield the first line that asks for more brackets or more depth than any guide needs."""
    brackets = 0
    for number, line in enumerate(body, first_line):
        brackets = brackets + line.count("[") if line.strip() else 0
        if brackets > MAX_BRACKETS:
            message = f"more than {MAX_BRACKETS} brackets `[` in one paragraph; take them out"
            yield Problem(path, number, "", message)
            return
        if _depth(line) > MAX_DEPTH:
            yield too_deep(path, number)
            return


def too_deep(path: str, line: int | None = None) -> Problem:
    """Return the problem of lists and quotes in each other without end."""
    message = f"lists or quotes stand more than {MAX_DEPTH} deep in each other; make them flatter"
    return Problem(path, line, "", message)


def _depth(line: str) -> int:
    """Return the most lists and quotes that a line can be inside of."""
    start = _PREFIX.match(line)
    lead = start.group().expandtabs(4) if start else ""
    indent = len(lead) - len(lead.lstrip(" "))
    return len(_MARKER.findall(lead)) + indent // 4
