"""A center's own template folders: which of their files are used, and where the others belong."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from careerprint.errors import Problem, SourceError
from careerprint.settings import TEMPLATES
from careerprint.sources.source_text import source_text

MOST_BYTES = 1_000_000
"""Bytes of a template or style sheet; our largest has 20,000, and a center's may hold a font or a picture."""

MOVED = {"report.html": "report/base.html"}
"""Templates that got another name when they moved, with their old place; the others kept theirs."""
_KINDS = (".html", ".css", ".toml")
"""Endings of templates, style sheets and labels; other files, such as notes, may lie beside them."""
_NAMED = re.compile(r"""["']([^"'\n]+\.html)["']""")
"""A template that another one names, to include, import or extend it."""

_LIKE = 0.8
"""How alike two names must be for one to be offered, from 0 to 1; high, as their folders and endings are alike."""
_UNUSED = "is not used: none of our templates has this name, and no template asks for it"


def template_problems(folders: Sequence[Path]) -> Iterator[Problem]:
    """Report files that cannot be read, and warn of each that replaces none of ours and that no template asks for.

    Otherwise a file with a misspelt name, or in the place that it had in an older version, would be passed over in
    silence, and the center would print our design. `folders` are the center's own.
    """
    ours = {name for name, _ in _files(TEMPLATES)}
    own = [(name, path) for folder in folders for name, path in _files(folder)]
    asked_for: set[str] = set()
    for name, path in own:
        if name.startswith("labels/"):
            continue  # their own rule reads them
        try:
            asked_for.update(_NAMED.findall(source_text(path, path.as_posix(), MOST_BYTES)))
        except SourceError as error:
            yield from error.problems
    for name, path in own:
        if name not in ours | asked_for and not name.startswith("labels/"):
            folder = path.parents[name.count("/")]
            message = f"{_UNUSED}; {_advice(name, folder)}"
            yield Problem(path.as_posix(), None, "", message, "warning")


def place_of(name: str) -> str | None:
    """Return the present place of a template of ours, by its name in an older version; None if it did not move."""
    file = name.rpartition("/")[2]
    found = [MOVED[name]] if name in MOVED else [ours for ours, path in _files(TEMPLATES) if path.name == file]
    return found[0] if len(found) == 1 and found[0] != name else None


def _advice(name: str, folder: Path) -> str:
    if place := place_of(name):
        return f"its place is {(folder / place).as_posix()}"
    close = difflib.get_close_matches(name, [ours for ours, _ in _files(TEMPLATES)], n=1, cutoff=_LIKE)
    return f"did you mean {close[0]}?" if close else "rename or delete it"


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the templates below a folder, by their place in it: `styles/base/type.css`."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix in _KINDS and not any(part.startswith(".") for part in name.split("/")):
            yield name, path
