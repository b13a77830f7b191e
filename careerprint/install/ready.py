"""Whether `.venv` is ready: every run of build.py asks, so the answer must come at once.

Only `os` is imported here. A stamp is a file in `.venv` that says what was installed, for which Python and in
which folder. It is written last, so an environment without one is not finished.
"""

from __future__ import annotations

import os

RECIPE = 2
"""Increase it whenever the environment is made differently, so that existing ones are made again."""

PROJECT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
"""The project's folder."""

RUNTIME = "requirements.txt"
"""What a print needs."""
TESTS = "requirements/test.txt"
"""The same, with the tools for tests."""
COUNTER = "requirements/counter.txt"
"""What the pages in a browser need besides."""
PIP = "requirements/pip.txt"
"""The pip that goes with all of them."""

VENV = os.path.join(PROJECT, ".venv")
"""The environment's folder."""

PYTHON = os.path.join(VENV, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))
"""The environment's Python."""

UNFINISHED = os.path.join(VENV, "unfinished")
"""A file that is there while packages are being installed; found later, it shows that this was interrupted."""


def is_current(requirements: str) -> bool:
    """Return whether `.venv` holds what a requirements file, such as `requirements.txt`, asks for."""
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
    """Return the path of the stamp for a requirements file."""
    return os.path.join(VENV, "installed-" + requirements.replace("/", "-"))


def expected(requirements: str) -> str:
    """Return what the stamp says when everything is installed."""
    return head() + _text(PIP) + _text(requirements)


def head() -> str:
    """Return how the stamp begins: an environment can neither be moved nor change its Python.

    The Python is named by the file that the environment's link leads to, so that any other one may run build.py.
    """
    return f"recipe {RECIPE}\npython {os.path.realpath(PYTHON)}\nfolder {PROJECT}\n"


def _text(requirements: str) -> str:
    with open(os.path.join(PROJECT, requirements), encoding="utf-8") as file:
        return file.read()
