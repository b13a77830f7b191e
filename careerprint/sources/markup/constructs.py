"""Constructs that Python-Markdown reads differently from what people mean, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

HARD_BREAK = r"\\\n"
"""A backslash at the end of a line: the line ends there in print, too."""

_FENCE = re.compile(r"(?P<indent>\s*)(?P<sign>`{3,}|~{3,})(?P<words>[^`]*)")
_QUOTED_FENCE = re.compile(r"\s*>[\s>]*(?:`{3,}|~{3,})")
_NOTE = re.compile(r"\s{0,3}\[\^([^\]\s]+)\]:")
_STAND_IN = "\ue00c{}\ue00d"
"""A paragraph that stands for the code block of this number until the text is parsed."""
_STOOD_IN = re.compile("\ue00c([0-9]+)\ue00d")
_BOXES = {"[ ]": "\N{BALLOT BOX}", "[x]": "\N{BALLOT BOX WITH CHECK}", "[X]": "\N{BALLOT BOX WITH CHECK}"}
"""What `- [ ]` means wherever people keep lists of tasks."""


@dataclass(frozen=True, slots=True)
class FencedCode:
    """Code between lines of three backticks or more."""

    first: int
    """Index of the line that opens it."""
    last: int
    """Index of the line that closes it; of the last line of all if none does."""
    lines: tuple[str, ...]
    is_closed: bool


def fenced_code(lines: Sequence[str]) -> Iterator[FencedCode]:
    """Yield the code that stands between fences."""
    at = 0
    while at < len(lines):
        if opening := _FENCE.fullmatch(lines[at]):
            rest = range(at + 1, len(lines))
            end = next((i for i in rest if _closes(lines[i], opening["sign"])), None)
            last = len(lines) - 1 if end is None else end
            code = tuple(line.removeprefix(opening["indent"]) for line in lines[at + 1 : last + (end is None)])
            yield FencedCode(at, last, code, end is not None)
            at = last
        at += 1


def _closes(line: str, sign: str) -> bool:
    return line.strip().startswith(sign) and not line.strip().strip(sign[0])


def without_code(lines: Sequence[str]) -> list[str]:
    """Return the lines, those of fenced code blank."""
    kept = list(lines)
    for code in fenced_code(lines):
        kept[code.first : code.last + 1] = [""] * (code.last + 1 - code.first)
    return kept


def with_stand_ins(lines: Sequence[str]) -> tuple[list[str], list[FencedCode]]:
    """Return as many lines, in which a paragraph of one line stands for each block of fenced code, and the blocks."""
    kept = without_code(lines)
    blocks: list[FencedCode] = []
    for code in fenced_code(lines):
        if code.lines:  # between two blank lines, so that nothing runs on into it
            indent = lines[code.first][: len(lines[code.first]) - len(lines[code.first].lstrip())]
            kept[code.first + 1] = indent + _STAND_IN.format(len(blocks))
            blocks.append(code)
    return kept, blocks


def quoted_fences(lines: Sequence[str]) -> Iterator[int]:
    """Yield the indexes of lines that would begin fenced code inside a quotation, where it is not read."""
    for index, line in enumerate(without_code(lines)):
        if _QUOTED_FENCE.match(line):
            yield index


def own_notes(lines: Sequence[str]) -> dict[str, int]:
    """Return the names of footnotes whose words are in the text, `[^1]: Words`, and the indexes of their lines."""
    found = ((_NOTE.match(line), index) for index, line in enumerate(without_code(lines)))
    return {match[1]: index for match, index in found if match}


class FencedBlocks(Treeprocessor):
    """Put the code in the places of its stand-ins."""

    def __init__(self, blocks: Sequence[FencedCode]) -> None:
        """Take the blocks by their numbers."""
        super().__init__()
        self._blocks = blocks

    def run(self, root: Element) -> None:
        """Turn each paragraph that stands for code into a block of code."""
        for element in root.iter("p"):
            if found := _STOOD_IN.search(element.text or ""):
                element.tag, element.text = "pre", None
                code = SubElement(element, "code")
                code.text = AtomicString("\n".join(self._blocks[int(found[1])].lines) + "\n")


class Boxes(Treeprocessor):
    """`- [ ] words`: print a box to tick."""

    def run(self, root: Element) -> None:
        """Turn the brackets at the beginning of points into boxes."""
        for item in root.iter("li"):
            first = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
            text = (first.text or "").lstrip()
            if text[:3] in _BOXES and text[3:4].isspace():
                first.text = _BOXES[text[:3]] + "\N{NO-BREAK SPACE}" + text[4:].lstrip()


class Expansions(Treeprocessor):
    """`*[BLS]: Bureau of Labor Statistics`: print the words once, behind the first BLS, unless the text has them."""

    def run(self, root: Element) -> None:
        """Put the words of each abbreviation behind its first place outside headings, where there is room for them."""
        text = "".join(root.itertext())
        known: set[str] = set()
        for block in root:
            for element in block.iter("abbr") if not re.fullmatch("h[1-6]", block.tag) else ():
                words = element.get("title", "")
                if words and words not in known and words not in text:
                    element.tail = f" ({words}){element.tail or ''}"
                    del element.attrib["title"]  # said aloud already
                known.add(words)
