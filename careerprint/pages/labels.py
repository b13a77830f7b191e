"""The words that templates print themselves, one TOML file a language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from careerprint.errors import Problem, SourceError
from careerprint.settings import TEMPLATES
from careerprint.sources.source_text import source_text

MOST_BYTES = 250_000
"""Bytes of a file of labels; ours have 30,000."""

Labels = Mapping[str, Any]
"""Tables of texts: `labels["handout"]["sources"]`."""


def read_labels(folders: Sequence[Path], language: str) -> Labels:
    """Return the labels of a language; the first of the template folders that has them wins.

    Raises SourceError when no folder has the language, or its file is not TOML.
    """
    code = language.split("-")[0]
    for folder in folders:
        path = folder / "labels" / f"{code}.toml"
        if path.is_file():
            return _read(path)
    raise SourceError(
        f"no labels for the language `{language}`",
        problems=[Problem("templates/labels", None, language, f"no file {code}.toml; copy en.toml and translate it")],
    )


def for_screens(labels: Labels) -> Labels:
    """Return labels with the words for screens, the tables in `screen`, in place of those that fit paper only.

    A center's own labels may be older than these words: then those for paper are shown, and `check` names the others.
    """
    return {**labels, **{table: {**labels[table], **words} for table, words in labels.get("screen", {}).items()}}


def languages_of(folders: Sequence[Path]) -> frozenset[str]:
    """Return the languages that template folders, ours included, have labels in."""
    return frozenset(path.stem for folder in (*folders, TEMPLATES) for path in (folder / "labels").glob("*.toml"))


def label_problems(folders: Sequence[Path]) -> Iterator[Problem]:
    """Report labels that lack a text, and texts whose `{parts}` are not those of our English ones.

    `folders` are template folders with labels of their own.
    """
    english = dict(_texts(_read(TEMPLATES / "labels" / "en.toml")))
    for path in (path for folder in folders for path in sorted((folder / "labels").glob("*.toml"))):
        try:
            texts = dict(_texts(_read(path)))
        except SourceError as error:
            yield from error.problems
            continue
        for name, text in english.items():
            if name not in texts:
                message = f"is missing; in English it is “{text}”"
                yield Problem(path.as_posix(), None, name, message)
            elif wrong := parts_of(text) ^ parts_of(texts[name]):
                listed = ", ".join(f"`{{{part}}}`" for part in sorted(wrong))
                message = f"{listed} is in only one of this and “{text}”"
                yield Problem(path.as_posix(), _line_of(path, name), name, message)
        for name in texts.keys() - english.keys():
            message = "is not a text that we print; take it out"
            yield Problem(path.as_posix(), _line_of(path, name), name, message, "warning")


def parts_of(text: str) -> frozenset[str]:
    """Return the names of the `{parts}` that are filled in."""
    return frozenset(re.findall(r"\{(\w+)\}", text))


def _texts(labels: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text with its name, such as `handout.sources`."""
    for key, value in labels.items():
        if isinstance(value, Mapping):
            yield from _texts(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", str(value)


def _line_of(path: Path, name: str) -> int | None:
    """Return the line of a text in its file; None if it was not found."""
    table, key = [*name.split("."), ""][:2]
    inside = ""
    for number, line in enumerate(source_text(path, path.as_posix(), MOST_BYTES).splitlines(), 1):
        if head := re.match(r"\s*\[\s*([\w-]+)\s*\]", line):
            inside = head.group(1)
        elif inside == (table if key else "") and re.match(rf'\s*"?{re.escape(key or table)}"?\s*=', line):
            return number
    return None


def _read(path: Path) -> Labels:
    try:
        return tomllib.loads(source_text(path, path.as_posix(), MOST_BYTES))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        problem = Problem(path.as_posix(), None, "", f"is not TOML: {error}")
        raise SourceError("labels cannot be read", problems=[problem]) from None
