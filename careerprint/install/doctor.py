"""`build.py doctor`: says what is there and what is missing.

Standard library only, so it works before anything is installed; it changes nothing.
"""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from careerprint.errors import ExitCode
from careerprint.install import environment, machine, ready

State = Literal["ok", "later", "missing", "optional"]
_SIGNS: dict[State, str] = {"ok": "ok", "later": "later", "missing": "MISSING", "optional": "no"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    state: State
    """later: the next run of build.py mends it; missing: a person must; optional: only some tests need it."""
    what: str
    """What was looked at."""
    detail: str
    """What was found and, where something is to be done, what."""


def main(arguments: list[str]) -> int:
    """Print the findings to stdout; return 0, or 6 when something is missing that a person must install."""
    if arguments in (["--help"], ["-h"]):
        print("Usage: python3 build.py doctor\n\n  Report what this machine has and what it lacks; change nothing.")
        return ExitCode.OK
    if arguments:
        print("doctor takes no options. Example: python3 build.py doctor", file=sys.stderr)
        return ExitCode.USAGE
    findings = list(examine())
    for finding in findings:
        print(f"{_SIGNS[finding.state]:8} {finding.what}: {finding.detail}")
    return ExitCode.MACHINE if any(finding.state == "missing" for finding in findings) else ExitCode.OK


def examine() -> Iterator[Finding]:
    """Look at everything that Careerprint needs, in the order in which the first run asks for it."""
    here = machine.this_machine()
    yield Finding("ok", "Python", f"{platform.python_version()} ({sys.executable}) on {platform.platform()}")
    yield _libraries(here)
    yield _venv_module(here)
    found = environment.look_at(ready.PYTHON)
    yield _environment(found)
    if found is not None:
        yield _packages(Path(found.packages))
    yield _fonts()
    yield _tool("pdftoppm", "Poppler, a second look at finished pages in some tests")
    yield _tool("java", "Java, for the reference checker of accessible PDFs in some tests")


def _libraries(here: machine.Machine) -> Finding:
    titles = ", ".join(library.title for library in machine.LIBRARIES)
    missing = machine.missing_libraries()
    if not missing:
        return Finding("ok", "Pango", f"{titles} load")
    advice = machine.pango_advice(here)
    return Finding("missing", "Pango", f"{', '.join(missing)} cannot be loaded. Do: {advice.command}")


def _venv_module(here: machine.Machine) -> Finding:
    if machine.can_make_environments():
        return Finding("ok", "Making environments", "venv and ensurepip are there")
    advice = machine.venv_advice(here, sys.version_info[:2])
    return Finding("missing", "Making environments", f"Python lacks venv or ensurepip. Do: {advice.command}")


def _environment(found: environment.Environment | None) -> Finding:
    if found is None:
        detail = "does not work" if Path(ready.VENV).exists() else "not made yet"
        return Finding("later", "Environment", f"{ready.VENV} {detail}; python3 build.py makes it")
    if not ready.is_current("requirements.txt"):
        return Finding("later", "Environment", f"{ready.VENV} is not finished; python3 build.py finishes it")
    return Finding("ok", "Environment", f"{ready.VENV}, Python {found.version[0]}.{found.version[1]}")


def _packages(folder: Path) -> Finding:
    pinned = environment.pinned(Path(ready.PROJECT, "requirements.txt").read_text(encoding="utf-8"))
    installed = environment.installed(folder)
    wrong = sorted(name for name, version in pinned.items() if installed.get(name) != version)
    if not wrong:
        return Finding("ok", "Packages", f"all {len(pinned)} that are pinned")
    named = ", ".join(f"{name} ({installed.get(name, 'none')}, not {pinned[name]})" for name in wrong[:5])
    more = f" and {len(wrong) - 5} more" if len(wrong) > 5 else ""
    return Finding("later", "Packages", f"{named}{more}; python3 build.py installs them")


def _fonts() -> Finding:
    places = sorted(Path(ready.VENV, "share", "careerprint").glob("fonts-*/fonts.conf"))
    if not places:
        return Finding("later", "Fonts", "not made yet; python3 build.py makes them")
    return Finding("ok", "Fonts", ", ".join(str(place.parent) for place in places))


def _tool(program: str, purpose: str) -> Finding:
    found = shutil.which(program)
    return Finding("ok", purpose, found) if found else Finding("optional", purpose, "not here; those tests are skipped")
