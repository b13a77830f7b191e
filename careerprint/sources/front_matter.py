"""YAML front matter, between the `---` lines at the top of a file, with the line of every value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from careerprint.errors import Problem, SourceError
from careerprint.sources.fields import Location

FENCE = "---"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The data at the top of a source file and the line of each value."""

    data: Mapping[str, Any]
    """Plain values: str, int, float, bool, date, list, dict."""
    lines: Mapping[Location, int]
    """Line of each key and list entry, counted from 1 in the file."""

    def line(self, location: Location) -> int:
        """Return the line of a value, or of the nearest enclosing value that the file has."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)


class _Shared(yaml.MarkedYAMLError):
    """An anchor or alias: a few of them can stand for a million values."""


class _Loader(yaml.SafeLoader):
    """PyYAML's safe loader that refuses anchors and aliases before anything is built of them."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Build the next node, unless it is an anchor or alias."""
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Shared(problem_mark=event.start_mark)
        return super().compose_node(parent, index)


def split(text: str, path: str) -> tuple[FrontMatter, list[str], int]:
    """Return the front matter, the body's lines and the line number of the first body line.

    Raises SourceError when there is no front matter or it is not plain YAML.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        raise _fault(path, 1, "the file must begin with a line `---`, then the title and other facts")
    try:
        end = next(i for i, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE)
    except StopIteration:
        raise _fault(path, 1, "the facts at the top must end with a line `---`; it is missing") from None
    return _parse("\n".join(lines[1:end]), path), lines[end + 1 :], end + 2


_CURLY = re.compile(r"(?:(?<=[:\[,{])|(?<=-))\s+[“”„«][^“”»\n]*[“”»]\s*(?=$|[,}\]])|^[“”„«][^“”»\n]*[“”»]\s*:", re.M)
"""A value or a key in curly quotes, which become part of it: YAML knows straight quotes only."""


def _curly_quotes(text: str, path: str) -> Iterator[Problem]:
    """Report each line with a value in curly quotes, as word processors and phones type them."""
    for number, line in enumerate(text.split("\n"), 2):
        if not line.lstrip().startswith("#") and (found := _CURLY.search(line)):
            message = f'the curly quotes of {found.group().strip()} would be printed; type straight ones (")'
            yield Problem(path, number, "", message)


def _parse(text: str, path: str) -> FrontMatter:
    """Read one YAML mapping; the text starts on line 2 of its file."""
    if curly := [*_curly_quotes(text, path)]:
        raise SourceError(f"{path} cannot be read", problems=curly)
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 2 if mark else 1
        raise _fault(path, line, f"cannot be read: {_advice(error)}") from None
    except RecursionError:
        raise _fault(path, 2, "has lists nested without end; flatten them") from None
    except yaml.YAMLError:
        raise _fault(path, 1, "holds a character that is not allowed here; type the text again") from None
    if not isinstance(node, yaml.MappingNode):
        raise _fault(path, 2, "expected lines such as `title: Nurse`")
    found: dict[Location, int] = {}
    problems = [*_walk(node, (), path, found)]
    if problems:
        raise SourceError(f"{path} cannot be read", problems=problems)
    return FrontMatter(_construct(node, path), found)


def _construct(node: yaml.MappingNode, path: str) -> dict[str, Any]:
    loader = yaml.SafeLoader("")
    try:
        return dict(loader.construct_document(node))
    except Exception:  # a tag such as !!int makes PyYAML raise nearly anything
        at, value = next(_unreadable(node, (), loader), ((), node))
        field = " › ".join(str(part + 1) if isinstance(part, int) else part for part in at)
        problem = Problem(path, value.start_mark.line + 2, field, _value_fault(value))
        raise SourceError(f"{path} cannot be read", problems=[problem]) from None
    finally:
        loader.dispose()


def _unreadable(node: yaml.Node, at: Location, loader: yaml.SafeLoader) -> Iterator[tuple[Location, yaml.Node]]:
    """Yield the place of each value that PyYAML cannot turn into data, the innermost first."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _unreadable(value, (*at, str(key.value)), loader)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _unreadable(value, (*at, index), loader)
    try:
        loader.construct_object(node, deep=True)
    except Exception:
        yield at, node
    finally:
        loader.recursive_objects.clear()


def _value_fault(node: yaml.Node) -> str:
    """Say why a value cannot be read."""
    if isinstance(node, yaml.ScalarNode) and re.fullmatch(r"\d{4}-\d\d?-\d\d?", node.value):
        return f"`{node.value}` is not a date on the calendar; write one such as 2026-11-30"
    return 'this value cannot be read; put it in "quotes"'


def _advice(error: yaml.MarkedYAMLError) -> str:
    """Say in plain words what is wrong with the YAML."""
    if isinstance(error, _Shared):
        return 'anchors (&) and aliases (*) are not used here; write it out, or put a text in "quotes"'
    problem = error.problem or error.context or "unexpected text"
    if "mapping values are not allowed" in problem:
        return 'a colon inside a text; put the whole text in "quotes"'
    if "tab" in problem or "'\\t'" in problem:
        return "a tab character; use spaces"
    return f"{problem}; check the indent and the quotes around here"


def _walk(node: yaml.Node, at: Location, path: str, found: dict[Location, int]) -> Iterator[Problem]:
    """Note the line of every value and report keys given twice."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            place = (*at, str(key.value))
            line = key.start_mark.line + 2
            if place in found:
                yield Problem(path, line, str(key.value), f"given twice; it is also on line {found[place]}")
            found[place] = line
            yield from _walk(value, place, path, found)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            found[(*at, index)] = value.start_mark.line + 2
            yield from _walk(value, (*at, index), path, found)


def _fault(path: str, line: int, message: str) -> SourceError:
    return SourceError(f"{path} cannot be read", problems=[Problem(path, line, "", message)])
