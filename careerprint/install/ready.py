"""Whether `.venv` is ready: the question that every run of build.py asks, so it must be answered at once.

Only `os` is imported here. A stamp is a file in `.venv` that says what was installed, for which
Python and in which folder; it is written last, so an environment without one is not finished.
"""

from __future__ import annotations

import os

RECIPE = 1
"""Raise it when the way the environment is made changes, so that old ones are brought up to date."""

PROJECT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
"""The project's folder."""

VENV = os.path.join(PROJECT, ".venv")
"""The environment's folder."""

PYTHON = os.path.join(VENV, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))
"""The environment's Python."""

UNFINISHED = os.path.join(VENV, "unfinished")
"""A file that stands there while packages are being installed; found later, it tells of an interruption."""


def is_current(requirements: str) -> bool:
    """Return whether `.venv` holds what the file `requirements`, such as `requirements.txt`, asks for."""
    if os.path.exists(UNFINISHED) or not os.path.exists(PYTHON):
        return False
    return read(requirements) == expected(requirements)


def read(requirements: str) -> str:
    """Return the stamp for a requirements file, or "" when there is none."""
    try:
        with open(path(requirements), encoding="utf-8") as file:
            return file.read()
    except (OSError, UnicodeDecodeError):
        return ""


def path(requirements: str) -> str:
    """Return where the stamp for a requirements file stands."""
    return os.path.join(VENV, "installed-" + requirements.replace("/", "-"))


def expected(requirements: str) -> str:
    """Return what the stamp says when all is ready."""
    with open(os.path.join(PROJECT, requirements), encoding="utf-8") as file:
        return head() + file.read()


def head() -> str:
    """Return how the stamp begins: an environment can neither be moved nor change its Python.

    The Python is told by where the environment's link to it leads, so that any other one may run build.py.
    """
    return f"recipe {RECIPE}\npython {os.path.realpath(PYTHON)}\nfolder {PROJECT}\n"
