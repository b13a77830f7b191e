"""Looks at a Python environment from outside: does it run, what is in it. Standard library only."""

from __future__ import annotations

import json
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
    """Such as (3, 11)."""
    packages: str
    """The folder that holds its packages."""
    has_pip: bool
    """Whether pip is there."""


def look_at(python: str) -> Environment | None:
    """Return what the Python at a path says, or None when it cannot be run."""
    try:
        answer = subprocess.run(
            [python, "-I", "-c", _QUESTION], capture_output=True, check=True, encoding="utf-8", timeout=60
        )
        major, minor, packages, has_pip = json.loads(answer.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return Environment((major, minor), packages, has_pip)


def base_python() -> str:
    """Return the Python outside of any environment: one made from another environment breaks with it."""
    return getattr(sys, "_base_executable", None) or sys.executable


def pinned(requirements: str) -> dict[str, str]:
    """Return name and version of what a requirements file pins, without what depends on the platform."""
    return {_plain(name): version for name, version, marker in _PIN.findall(requirements) if not marker}


def installed(packages: Path) -> dict[str, str]:
    """Return name and version of what is installed in a folder of packages."""
    names = (folder.name.removesuffix(".dist-info").rsplit("-", 1) for folder in packages.glob("*-*.dist-info"))
    return {_plain(name): version for name, version in names}


def _plain(name: str) -> str:
    """Return a package's name in its one normal spelling (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()
