"""What the machine itself must have, and the one exact command that installs it on this system.

Standard library only, because build.py asks before anything is installed. Advice is a function of what was probed,
so that a test can ask for every system's.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

System = Literal["debian", "fedora", "alpine", "macos", "windows", "other"]

OLDEST_PYTHON = (3, 11)
"""The same as in build.py, which an older Python must be able to read."""


@dataclass(frozen=True, slots=True)
class Library:
    """A shared library that WeasyPrint loads, with its file name on each system."""

    title: str
    """What people call it."""
    linux: str
    macos: str
    windows: str


LIBRARIES = (
    Library("GObject", "libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libgobject-2.0-0.dll"),
    Library("Fontconfig", "libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
    Library("HarfBuzz", "libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    Library("HarfBuzz-subset", "libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
    Library("Pango", "libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    Library("PangoFT2", "libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
)
"""What WeasyPrint 70.0 loads. It runs without HarfBuzz-subset too, but then subsets fonts slowly and warns."""


@dataclass(frozen=True, slots=True)
class Advice:
    """How to install something that is missing."""

    command: str
    """What a person types or does to install it."""
    automatic: tuple[tuple[str, ...], ...] = ()
    """The commands that build.py may run itself to do so, in order; empty when a person has to do it."""


@dataclass(frozen=True, slots=True)
class Machine:
    """Everything that the advice depends on, as probed."""

    system: System
    root: bool
    """Whether system packages can be installed without a password."""
    tools: frozenset[str]
    """Those of apt-get and brew that are there."""


_PANGO_COMMANDS: dict[System, str] = {
    "fedora": "dnf install -y pango harfbuzz fontconfig",
    "alpine": "apk add so:libpangoft2-1.0.so.0 so:libharfbuzz-subset.so.0",
    "macos": "brew install pango",
    "windows": (
        "winget install -e --id MSYS2.MSYS2 && "
        'C:\\msys64\\usr\\bin\\bash -lc "pacman -S --noconfirm mingw-w64-ucrt-x86_64-pango"'
    ),
    "other": "install Pango 1.44 or newer and HarfBuzz-subset with the system's own package manager",
}


def this_machine() -> Machine:
    """Probe the machine that this runs on."""
    release = Path("/etc/os-release")
    text = release.read_text(encoding="utf-8", errors="replace") if release.is_file() else ""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    tools = frozenset(tool for tool in ("apt-get", "brew") if shutil.which(tool))
    return Machine(system_of(sys.platform, text), root, tools)


def system_of(platform: str, os_release: str) -> System:
    """Return the family of a system from `sys.platform` and the text of `/etc/os-release` (may be empty)."""
    if platform == "darwin":
        return "macos"
    if platform in ("win32", "cygwin"):
        return "windows"
    fields = dict(line.split("=", 1) for line in os_release.splitlines() if "=" in line)
    names = " ".join(fields.get(field, "").strip("\"' ") for field in ("ID", "ID_LIKE")).lower().split()
    families: dict[str, System] = {"debian": "debian", "ubuntu": "debian", "alpine": "alpine"}
    families |= {"fedora": "fedora", "rhel": "fedora", "centos": "fedora"}
    return next((families[name] for name in names if name in families), "other")


def pango_advice(machine: Machine) -> Advice:
    """Return how to install Pango and HarfBuzz-subset."""
    if machine.system == "debian":
        return _apt_advice(machine, "libpangoft2-1.0-0", "libharfbuzz-subset0")
    command = _PANGO_COMMANDS[machine.system]
    if machine.system == "macos":
        if "brew" in machine.tools:
            return Advice(command, (("brew", "install", "pango"),))
        return Advice(f"install Homebrew (https://brew.sh shows how), then: {command}")
    if machine.system in ("fedora", "alpine") and not machine.root:
        command = f"{'doas' if machine.system == 'alpine' else 'sudo'} {command}"
    return Advice(command)


def venv_advice(machine: Machine, version: tuple[int, int]) -> Advice:
    """Return how to install the module that makes environments for a version of Python, such as (3, 11)."""
    name = f"{version[0]}.{version[1]}"
    if machine.system == "debian":
        return _apt_advice(machine, f"python{name}-venv")
    if machine.system == "macos" and "brew" in machine.tools:
        return Advice(f"brew reinstall python@{name}")
    return Advice("install the complete Python from https://www.python.org/downloads/, then run this again with it")


def _apt_advice(machine: Machine, *packages: str) -> Advice:
    install = ("apt-get", "install", "-y", *packages)
    if machine.root:
        command = f"apt-get update && {' '.join(install)}"
        return Advice(command, (("apt-get", "update"), install) if "apt-get" in machine.tools else ())
    return Advice(f"sudo apt-get update && sudo {' '.join(install)}")


def can_make_environments() -> bool:
    """Return whether this Python has what environments with pip need; Debian ships parts of it as separate packages."""
    return importlib.util.find_spec("venv") is not None and pip_wheel() is not None


def pip_wheel() -> Path | None:
    """Return the wheel of pip that comes with this Python, where `ensurepip` would take it from; None without one."""
    module = importlib.util.find_spec("ensurepip")
    if module is None or module.origin is None:
        return None
    folders = (sysconfig.get_config_var("WHEEL_PKG_DIR"), Path(module.origin).parent / "_bundled")
    return next((wheel for folder in folders if folder for wheel in sorted(Path(folder).glob("pip-*.whl"))), None)


def missing_libraries() -> list[str]:
    """Return the titles of the libraries that cannot be loaded; it loads them as WeasyPrint does."""
    folders = library_folders(sys.platform)
    return [library.title for library in LIBRARIES if not _loads(library_name(library, sys.platform), folders)]


def library_name(library: Library, platform: str) -> str:
    """Return the file name of a library on a platform (`sys.platform`)."""
    return {"darwin": library.macos, "win32": library.windows}.get(platform, library.linux)


def library_folders(platform: str) -> tuple[str, ...]:
    """Return the folders of Homebrew's and MSYS2's libraries, where the system does not always look."""
    if platform == "darwin":
        return ("/opt/homebrew/lib", "/usr/local/lib")
    if platform == "win32":
        return ("C:\\msys64\\ucrt64\\bin", "C:\\msys64\\mingw64\\bin")
    return ()


def _loads(name: str, folders: tuple[str, ...]) -> bool:
    for candidate in (name, *(str(Path(folder, name)) for folder in folders)):
        try:
            ctypes.CDLL(candidate)
        except OSError:
            continue
        return True
    return False
