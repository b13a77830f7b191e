"""Packages that are missing: the command that adds them to an environment. Standard library only."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

from careerprint.settings import HOME, IS_CHECKOUT
from careerprint.wording import typed

EXTRAS = {
    "parquet": "pyarrow",
    "cluster": "distributed",
    "scan": "zxing-cpp",
    "counter": "uvicorn",
    "cjk": "cvttf-notosanscjk-regular",
}
"""The extras of pyproject.toml that people may add, each with the package that shows whether it is there."""


def how_to_add(extra: str, python: str = sys.executable) -> str:
    """Return the command that adds the packages of an extra, such as `parquet`, to an environment.

    A checkout pins them with hashes in `requirements/`; an installed Careerprint asks for its extra by name.
    """
    if IS_CHECKOUT:
        return how_to_install("--require-hashes", "-r", _near(HOME / "requirements" / f"{extra}.txt"), python=python)
    return how_to_install(f"careerprint[{extra}]", python=python)


def how_to_install(*wanted: str, python: str = sys.executable) -> str:
    """Return the command that installs packages into the environment of a Python, by default of the running one."""
    has_pip = python != sys.executable or importlib.util.find_spec("pip") is not None
    if has_pip:
        return typed(_near(python), "-m", "pip", "install", *wanted)
    return typed("uv", "pip", "install", "--python", _near(python), *wanted)  # environments that uv makes lack pip


def _near(path: str | Path) -> str:
    """Return a path as somebody in the current folder would type it."""
    path, here = Path(path), Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
