"""Finds what is wrong with the documents for readers: links that lead nowhere, files and commands that do not exist."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from careerprint.cli.main import commands

PROJECT = Path(__file__).parents[2]
DOCUMENTS = (
    *(PROJECT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((PROJECT / "docs").glob("*.md")),
    *(PROJECT / folder / "README.md" for folder in ("source", "bench")),
)
EXAMPLES = frozenset({"nurse"})
"""Names of guides that the documents tell people to begin, so they are not in source/."""

_FENCE = re.compile(r"^( *)```.*?^\1```", re.M | re.S)
_CODE = re.compile(r"(?<!`)`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ +(.+?) *$", re.M)
_NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")
_TYPED = re.compile(r"(?:build\.py|(?:^|(?<=\s))careerprint(?=\s|$))([^\n]*)", re.M)
_COMMENT = re.compile(r"\s+#\s.*")
_PLACEHOLDER = re.compile(r"\b[A-Z]{2,}\b|…")
_OUR_FILES = re.compile(r"(?:careerprint|templates|tests|docs|bench|requirements)/")
_MODULE_FILE = re.compile(r"[\w/]+\.py")
_MODULE = re.compile(r"-m (bench[\w.]+)")


def anchors(text: str) -> set[str]:
    """Return what links may name in a Markdown text: its headings, as GitHub writes them."""
    found: Counter[str] = Counter()
    names = set()
    for heading in _HEADING.findall(_FENCE.sub("", text)):
        name = _NOT_IN_ANCHORS.sub("", heading.lower()).replace(" ", "-")
        names.add(f"{name}-{found[name]}" if found[name] else name)
        found[name] += 1
    return names


def broken_links(text: str, folder: Path) -> Iterator[str]:
    """Yield each link of a text in a folder that leads to no file, or to no heading of it; the web is left alone."""
    for target in _LINK.findall(_CODE.sub("", _FENCE.sub("", text))):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        if not _is_there(folder / name if name else None, anchor, text):
            yield target


def _is_there(file: Path | None, anchor: str, text: str) -> bool:
    """Say whether a file, or the text itself, is there and has a heading, if one is named."""
    if file and not file.exists():
        return False
    return not anchor or anchor in anchors(file.read_text(encoding="utf-8") if file else text)


def linked_documents(document: Path) -> Iterator[Path]:
    """Yield the documents of ours that a document links to."""
    for target in _LINK.findall(document.read_text(encoding="utf-8")):
        file = (document.parent / target.partition("#")[0]).resolve()
        if file in DOCUMENTS:
            yield file


def missing_files(text: str) -> Iterator[str]:
    """Yield each file of ours that is named in code and is not there; those with a placeholder are left alone.

    A module may be named without its folder.
    """
    for named in _CODE.findall(_FENCE.sub("", text)):
        if _MODULE_FILE.fullmatch(named):
            places = ["", "careerprint/**/", "bench/**/", "tests/**/"]
        else:
            places = [""] if _OUR_FILES.match(named) and not _PLACEHOLDER.search(named) else []
        if places and not any(any(PROJECT.glob(f"{place}{named.rstrip('/')}")) for place in places):
            yield named
    for module in _MODULE.findall(text):
        if not (PROJECT / f"{module.replace('.', '/')}.py").is_file():
            yield module


def wrong_commands(text: str) -> Iterator[str]:
    """Yield each command line, in code, that names a command or an option that there is not."""
    fenced = [block[0] for block in _FENCE.finditer(text)]
    for code in (*fenced, *_CODE.findall(_FENCE.sub("", text))):
        for typed in _TYPED.findall(code):
            if fault := _fault(shlex.split(_COMMENT.sub("", typed.replace("[", "").replace("]", "")))):
                yield f"{typed.strip()}: {fault}"


def _fault(words: list[str]) -> str | None:
    command: click.Command = commands.commands["build"]
    if words[:1] == ["help"]:
        words = words[1:]
    if words and words[0] in commands.commands:
        command = commands.commands[words.pop(0)]
    elif words and not words[0].startswith("-") and words[0] not in _guides() and not _PLACEHOLDER.search(words[0]):
        return f"no command and no guide is called {words[0]}"
    if isinstance(command, click.Group):
        if words[:1] and words[0] not in command.commands:
            return f"there is nothing called {words[0]}"
        command = command.commands[words.pop(0)] if words else command
    if command.context_settings.get("ignore_unknown_options"):  # they go to pytest
        return None
    known = {*options_of(command), "--help", "-h", "--version"}
    return next((f"there is no option {word}" for word in words if word.startswith("-") and word not in known), None)


def options_of(command: click.Command) -> set[str]:
    """Return the options of a command, as people type them."""
    return {name for parameter in command.params for name in parameter.opts if name.startswith("-")}


def all_commands(group: click.Group = commands, words: str = "") -> Iterator[tuple[str, click.Command]]:
    """Yield every command that does something, with the words that people type for it: `new guide`."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from all_commands(command, f"{words}{name} ")
        else:
            yield f"{words}{name}", command


def _guides() -> set[str]:
    return {path.stem for path in (PROJECT / "source").rglob("*.md")} | EXAMPLES
