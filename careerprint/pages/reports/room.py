"""Lines to write on, where a side of a handout or a report would otherwise stay empty.

What the end of a side must not part goes to the next one as a whole. What it leaves empty is known only when the pages
are laid out; then the lines are put in, and nothing else moves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from careerprint.pages.sheets import BOTTOM, TOP

MOST_EMPTY = 0.13
"""The share of a side that may stay empty below its last block, whose own end is white, too: from 15 % on it looks as
if something were missing."""
LINE = 8 * 72 / 25.4
"""Points from line to line, as `.rule` in `styles/base/blocks.css`."""
HEAD = 28
"""Points that the words above the lines take, with the space before them and some to spare: what does not fit
would take the lines to the next side."""
SHEETS = {"letter": 11 * 72, "a4": 297 * 72 / 25.4}
"""Heights in points."""
APPENDIX = "answer-sheet"
"""The class of the block with which the answers begin."""
_EDGE = re.compile(r"<[a-z0-9]+\b([^>]*?)\sdata-slot\b[^>]*>|<!--/slot-->")


Stacks = Sequence[tuple[int, float]]
"""For each side of a report the number of its first block, counted from 0 through the report, and the lower edge of its
last one, in points from the top of the sheet."""


@dataclass(frozen=True, slots=True)
class Room:
    """A side that stays too empty."""

    first: int
    """The number of its first block."""
    following: int
    """The number of the first block of the next side."""
    lines: int
    """How many lines fill it."""


def rooms(stacks: Stacks, paper: str) -> tuple[Room, ...]:
    """Return the sides that stay too empty; the last one may."""
    area = SHEETS[paper] - TOP - BOTTOM
    found = []
    for (first, end), (following, _) in pairwise(stacks):
        empty = SHEETS[paper] - BOTTOM - end
        if empty > MOST_EMPTY * area:
            found.append(Room(first, following, int((empty - HEAD) / LINE)))
    return tuple(found)


def with_lines(html: str, found: Sequence[Room], words: str) -> str:
    """Return the HTML of a report with lines to write on in the given rooms, and `words` above them.

    They stand at the end of a side; where the answers begin on that side, above them: the lines belong to the talk.
    """
    blocks = _blocks(html)
    answers = next((number for number, (_, marks) in enumerate(blocks) if APPENDIX in marks), 0)
    parts, done = [], 0
    for room in found:
        start = blocks[answers if room.first < answers < room.following else room.following][0]
        parts += [html[done:start], _lines(room.lines, words)]
        done = start
    return "".join((*parts, html[done:]))


def filled(html: str, lines: Mapping[str, int]) -> tuple[str, str]:
    """Return the HTML of a page with lines to write on, and the style sheet that shows the others that it has.

    A handout has them before its last side (`questions`), on it (`notes`), and before a section (`#` and its id), a
    worksheet in its `field` for notes.
    """
    style = ""
    for name, count in lines.items():
        if name.startswith("#"):
            if found := re.search(rf"<!--before {re.escape(name[1:])}: (.*?)-->", html):
                html = html[: found.start()] + str(_lines(count, Markup(found[1]))) + html[found.end() :]
        elif name == "field":
            style += f".field-notes textarea {{ height: {12 + 8 * count}mm }}\n"
        else:
            hidden = f".{name} .rule:nth-of-type(n+{count + 1})"
            style += f".filler.{name} {{ display: block }} {hidden} {{ display: none }}\n"
    return html, style


def _blocks(html: str) -> list[tuple[int, str]]:
    """Return where the blocks in the body begin, and the attributes of each."""
    blocks: list[tuple[int, str]] = []
    depth = 0
    for edge in _EDGE.finditer(html):
        opens = edge[1] is not None
        if opens and not depth:
            blocks.append((edge.start(), edge[1]))
        depth += 1 if opens else -1
    return blocks


def _lines(count: int, words: str) -> Markup:
    rules = Markup('<div class="rule"></div>') * count
    return Markup('<div class="room" data-slot><p class="note">{}</p>{}</div><!--/slot-->\n').format(words, rules)
