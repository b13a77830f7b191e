"""`doctor`: reports what this machine has and what it lacks.

Standard library only, so that it works before anything is installed; it changes nothing.
"""

from __future__ import annotations

import platform
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from careerprint.errors import ExitCode
from careerprint.install import environment, machine, ready
from careerprint.install.extras import EXTRAS, how_to_add, how_to_install
from careerprint.settings import HOME
from careerprint.wording import command, program

State = Literal["ok", "later", "missing", "optional"]
_SIGNS: dict[State, str] = {"ok": "ok", "later": "later", "missing": "MISSING", "optional": "no"}
_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)\s*(==|>=)\s*([^\s;]+)$")
"""A requirement of pyproject.toml without a marker; one of an extra has a marker."""
_MOST_NAMED = 5
"""Packages that one line names: enough to see what happened, and the line stays readable."""
_USES = {
    "parquet": "Parquet files of answers",
    "cluster": "A cluster of machines (report --scheduler)",
    "scan": "Scans and photos of worksheets",
    "counter": "Pages in a browser (counter)",
    "cjk": "Names in Chinese, Japanese, and Korean",
}

HELP = """\
Usage: {program} doctor

Report what this machine has and what it lacks; install and change nothing.
Each line begins with one of:

  ok       it is there
  later    Careerprint makes it by itself, at its next run
  MISSING  somebody must install it; the line says how
  no       it is optional; the line says what it is for

The exit code is 6 when something is MISSING, otherwise 0.
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    state: State
    """later: Careerprint's next run does it; missing: a person must install it; optional: not everybody needs it."""
    what: str
    """What was looked at."""
    detail: str
    """What was found and, where something is to be done, what."""


def main(arguments: list[str], *, of_project: bool = True) -> int:
    """Print the findings to stdout; return 0, or 6 when something is missing that a person must install.

    build.py asks about the project's `.venv`, whichever Python runs it; an installed command about its own environment.
    """
    if arguments in (["--help"], ["-h"]):
        print(HELP.format(program=program()), end="")
        return ExitCode.OK
    if arguments:
        print(f"doctor takes no options. Example: {command('doctor')}", file=sys.stderr)
        return ExitCode.USAGE
    findings = list(examine(of_project=of_project))
    for finding in findings:
        print(f"{_SIGNS[finding.state]:8} {finding.what}: {finding.detail}")
    return ExitCode.MACHINE if any(finding.state == "missing" for finding in findings) else ExitCode.OK


def examine(*, of_project: bool) -> Iterator[Finding]:
    """Look at everything that Careerprint needs, in the order in which it is needed."""
    yield Finding("ok", "Python", f"{platform.python_version()} ({sys.executable}) on {platform.platform()}")
    yield _libraries(machine.this_machine())
    careerprint = None if of_project else _distribution()
    yield from _installed(careerprint) if careerprint else _project()


def _distribution() -> metadata.Distribution | None:
    """Return how Careerprint was installed into the running environment; None for `.venv`, which only links to it."""
    try:
        return metadata.distribution("careerprint")
    except metadata.PackageNotFoundError:
        return None


def _project() -> Iterator[Finding]:
    """Look at a checkout, in the order in which the first run asks for things."""
    yield _venv_module(machine.this_machine())
    found = environment.look_at(ready.PYTHON)
    yield _environment(found)
    versions = environment.installed(Path(found.packages)) if found else {}
    if found:
        yield _pinned_packages(versions)
    yield _fonts(Path(ready.VENV))
    yield from _extras(versions, ready.PYTHON)
    yield _tool("pdftoppm", "Poppler, a second look at finished pages in some tests")
    yield _tool("java", "Java, for the reference checker of accessible PDFs in some tests")


def _installed(careerprint: metadata.Distribution) -> Iterator[Finding]:
    """Look at the environment that Careerprint was installed into."""
    versions = {environment.plain(each.name): each.version for each in metadata.distributions()}
    yield Finding("ok", "Careerprint", f"{careerprint.version}, in {HOME}")
    yield needed_packages(careerprint.requires or [], versions)
    yield _fonts(Path(sys.prefix))
    yield from _extras(versions, sys.executable)


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
        return Finding("later", "Environment", f"{ready.VENV} {detail}; {program()} makes it")
    if not ready.is_current(ready.RUNTIME):
        return Finding("later", "Environment", f"{ready.VENV} is not finished; {program()} finishes it")
    return Finding("ok", "Environment", f"{ready.VENV}, Python {found.version[0]}.{found.version[1]}")


def _pinned_packages(versions: Mapping[str, str]) -> Finding:
    """Compare what `.venv` holds with what the requirements pin."""
    pinned = environment.pinned(Path(ready.PROJECT, ready.RUNTIME).read_text(encoding="utf-8"))
    wrong = {name: f"not {version}" for name, version in pinned.items() if versions.get(name) != version}
    if not wrong:
        return Finding("ok", "Packages", f"all {len(pinned)} that are pinned")
    return Finding("later", "Packages", f"{_named(wrong, versions)}; {program()} installs them")


def needed_packages(requirements: list[str], versions: Mapping[str, str]) -> Finding:
    """Compare the packages of an environment, by name and version, with the requirements in a wheel's metadata."""
    matches = [match for match in map(_REQUIREMENT.match, requirements) if match]
    needed = {environment.plain(name): (sign, version) for name, sign, version in (m.groups() for m in matches)}
    wrong = {
        name: f"needs {sign}{version}"
        for name, (sign, version) in needed.items()
        if not _fits(versions.get(name), sign, version)
    }
    if not wrong:
        return Finding("ok", "Packages", f"all {len(needed)} that Careerprint asks for")
    remedy = how_to_install(*(f"{name}{''.join(needed[name])}" for name in sorted(wrong)))
    return Finding("missing", "Packages", f"{_named(wrong, versions)}. Do: {remedy}")


def _fits(found: str | None, sign: str, wanted: str) -> bool:
    """Say whether a version is the one wanted (`==`) or at least that one (`>=`), by its numbers."""
    if found is None:
        return False
    return _numbers(found) == _numbers(wanted) if sign == "==" else _numbers(found) >= _numbers(wanted)


def _numbers(version: str) -> tuple[int, ...]:
    """Return the numbers of a version: 1.006 and 1.6 are the same one."""
    return tuple(int(number) for number in re.findall(r"\d+", version))


def _named(wrong: Mapping[str, str], versions: Mapping[str, str]) -> str:
    """Return the first packages that are not as they should be, each with its version and the reason."""
    named = ", ".join(f"{name} ({versions.get(name, 'none')}, {wrong[name]})" for name in sorted(wrong)[:_MOST_NAMED])
    more = len(wrong) - _MOST_NAMED
    return f"{named} and {more} more" if more > 0 else named


def _fonts(prefix: Path) -> Finding:
    places = environment.data_folders(prefix)
    found = [made.parent for place in places for made in sorted(place.glob("fonts-*/fonts.conf"))]
    if not found:
        return Finding("later", "Fonts", f"not made yet; the first print makes them in {places[0]}")
    return Finding("ok", "Fonts", ", ".join(map(str, found)))


def _extras(versions: Mapping[str, str], python: str) -> Iterator[Finding]:
    for extra, package in EXTRAS.items():
        if package in versions:
            yield Finding("ok", _USES[extra], f"{package} {versions[package]}")
        else:
            yield Finding("optional", _USES[extra], f"not installed; add it with: {how_to_add(extra, python)}")


def _tool(program: str, purpose: str) -> Finding:
    found = shutil.which(program)
    return Finding("ok", purpose, found) if found else Finding("optional", purpose, "not here; those tests are skipped")
