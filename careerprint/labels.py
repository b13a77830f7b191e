"""The words that templates print themselves, one TOML file a language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from careerprint.errors import Problem, SourceError

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


def _read(path: Path) -> Labels:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problem = Problem(path.as_posix(), None, "", f"is not TOML: {error}")
        raise SourceError("labels cannot be read", problems=[problem]) from None
