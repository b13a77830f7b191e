"""Where things are in the text of a guide, as offsets: the words before each mark, and values of the front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from careerprint.sources.citations.source_marks import PATTERN
from careerprint.sources.fields import Location

_MARK = re.compile(PATTERN)
_BLOCK = re.compile(r"[ \t]*(?:[-*+]|\d+[.)]|#{1,6}|>|:)[ \t]")
"""How a line begins that starts a block of its own: a list entry, a heading, a quotation."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words in the body of a guide and the marks right behind them."""

    start: int
    end: int
    """Where the first mark begins, or the block ends."""
    marks: tuple[tuple[str, str | None], ...]
    """Source and address of each mark; none for words at the end of a block that no mark follows."""

    @property
    def sources(self) -> frozenset[str]:
        """The sources that the marks name."""
        return frozenset(source for source, _ in self.marks)


def stretches_of(text: str) -> Iterator[Stretch]:
    """Yield the body of a guide, stretch by stretch, in its order."""
    for start, end in _blocks(text):
        begin, marks = start, list[re.Match[str]]()
        for mark in _MARK.finditer(text, start, end):
            if marks and text[marks[-1].end() : mark.start()].strip():
                yield _stretch(begin, marks)
                begin, marks = marks[-1].end(), []
            marks.append(mark)
        if marks:
            yield _stretch(begin, marks)
            begin = marks[-1].end()
        if text[begin:end].strip():
            yield Stretch(begin, end, ())


def _stretch(start: int, marks: list[re.Match[str]]) -> Stretch:
    return Stretch(start, marks[0].start(), tuple((mark[1], mark[2]) for mark in marks))


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the paragraphs, list entries and cells of the body begin and end."""
    at = begin = _body(text)
    for line in text[at:].splitlines(keepends=True):
        is_row = line.lstrip().startswith("|")
        if is_row or not line.strip() or _BLOCK.match(line):
            yield begin, at
            begin = at
        if is_row:
            for bar in re.finditer(r"(?<!\\)\|", line):
                yield begin, at + bar.start()
                begin = at + bar.end()
        at += len(line)
    yield begin, at


def _body(text: str) -> int:
    """Return where the text begins, behind the front matter."""
    end = re.compile(r"^---[ \t]*$\n?", re.M).search(text, text.index("\n"))
    return end.end() if end else 0


def front_values(text: str) -> Mapping[Location, tuple[int, int]]:
    """Return where each value of the front matter begins and ends, its quotation marks included."""
    offset = text.index("\n") + 1
    front = text[offset : _body(text)].rstrip().removesuffix("---")
    node = yaml.compose(front, Loader=yaml.SafeLoader)
    return dict(_values(node, (), offset))


def _values(node: yaml.Node | None, at: Location, offset: int) -> Iterator[tuple[Location, tuple[int, int]]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _values(value, (*at, str(key.value)), offset)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _values(value, (*at, index), offset)
    elif isinstance(node, yaml.ScalarNode):
        yield at, (node.start_mark.index + offset, node.end_mark.index + offset)


def line_at(text: str, offset: int) -> int:
    """Return the line of an offset, from 1."""
    return text.count("\n", 0, offset) + 1
