"""Looks at a Python environment from outside: whether it runs and what it holds. Standard library only."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_QUESTION = """
import importlib.util, json, sys, sysconfig
print(json.dumps([*sys.version_info[:2], sysconfig.get_path("purelib"),
                  importlib.util.find_spec("pip") is not None]))
"""
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)\s*(?:;\s*(.*?))?\s*\\?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Environment:
    """What an environment's Python says about itself."""

    version: tuple[int, int]
    """Of Python, such as (3, 11)."""
    packages: str
    """The folder that holds its packages."""
    has_pip: bool
    """Whether it can install packages."""


def look_at(python: str) -> Environment | None:
    """Return what the Python at a path says about itself, or None when it cannot be run."""
    try:
        answer = subprocess.run(
            [python, "-I", "-c", _QUESTION], capture_output=True, check=True, encoding="utf-8", timeout=60
        )
        major, minor, packages, has_pip = json.loads(answer.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return Environment((major, minor), packages, has_pip)


def base_python() -> str:
    """Return the Python outside any environment: an environment made from another one breaks when that one goes."""
    return getattr(sys, "_base_executable", None) or sys.executable


def pinned(requirements: str) -> dict[str, str]:
    """Return the name and version of each package that a requirements file pins on every platform."""
    return {plain(name): version for name, version, marker in _PIN.findall(requirements) if not marker}


def installed(packages: Path) -> dict[str, str]:
    """Return the name and version of each package in a folder of packages."""
    names = (folder.name.removesuffix(".dist-info").rsplit("-", 1) for folder in packages.glob("*-*.dist-info"))
    return {plain(name): version for name, version in names}


def data_folders(prefix: Path) -> tuple[Path, ...]:
    """Return the folders that may hold what is made once per machine, best first.

    `prefix` is the environment's own folder; where it cannot be written, the user's cache folder serves.
    """
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111
    return prefix / "share" / "careerprint", Path(cache, "careerprint")


def plain(name: str) -> str:
    """Return a package's name in its one normal spelling (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()
