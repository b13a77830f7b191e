"""The one exact command for each system, and the libraries that are looked for."""

import ctypes.util
import subprocess
import sys

import pytest

from careerprint.install.machine import (
    LIBRARIES,
    Machine,
    library_folders,
    library_name,
    missing_libraries,
    pango_advice,
    system_of,
    venv_advice,
)

DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n'
UBUNTU = 'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n'
MINT = 'ID=linuxmint\nID_LIKE="ubuntu debian"\n'
FEDORA = "ID=fedora\n"
ROCKY = 'ID="rocky"\nID_LIKE="rhel centos fedora"\n'
ALPINE = "ID=alpine\nVERSION_ID=3.22.0\n"
ARCH = "ID=arch\n"


@pytest.mark.parametrize(
    ("platform", "os_release", "system"),
    [
        ("linux", DEBIAN, "debian"),
        ("linux", UBUNTU, "debian"),
        ("linux", MINT, "debian"),
        ("linux", FEDORA, "fedora"),
        ("linux", ROCKY, "fedora"),
        ("linux", ALPINE, "alpine"),
        ("linux", ARCH, "other"),
        ("linux", "", "other"),
        ("linux", "# a comment\n\nnonsense", "other"),
        ("freebsd14", "ID=freebsd\n", "other"),
        ("darwin", "", "macos"),
        ("win32", "", "windows"),
    ],
)
def test_system(platform, os_release, system):
    assert system_of(platform, os_release) == system


@pytest.mark.parametrize(
    ("system", "root", "tools", "command", "automatic"),
    [
        (
            "debian",
            False,
            {"apt-get"},
            "sudo apt-get update && sudo apt-get install -y libpangoft2-1.0-0 libharfbuzz-subset0",
            (),
        ),
        (
            "debian",
            True,
            {"apt-get"},
            "apt-get update && apt-get install -y libpangoft2-1.0-0 libharfbuzz-subset0",
            (
                ("apt-get", "update"),
                ("apt-get", "install", "-y", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
            ),
        ),
        (
            "debian",
            True,
            set(),
            "apt-get update && apt-get install -y libpangoft2-1.0-0 libharfbuzz-subset0",
            (),
        ),
        ("fedora", False, set(), "sudo dnf install -y pango harfbuzz fontconfig", ()),
        ("fedora", True, set(), "dnf install -y pango harfbuzz fontconfig", ()),
        ("alpine", False, set(), "doas apk add so:libpangoft2-1.0.so.0 so:libharfbuzz-subset.so.0", ()),
        ("alpine", True, set(), "apk add so:libpangoft2-1.0.so.0 so:libharfbuzz-subset.so.0", ()),
        ("macos", False, {"brew"}, "brew install pango", (("brew", "install", "pango"),)),
        ("macos", False, set(), "install Homebrew (https://brew.sh shows how), then: brew install pango", ()),
    ],
)
def test_pango_advice(system, root, tools, command, automatic):
    advice = pango_advice(Machine(system, root, frozenset(tools)))
    assert (advice.command, advice.automatic) == (command, automatic)


@pytest.mark.parametrize(("system", "word"), [("windows", "pacman"), ("other", "package manager")])
def test_pango_elsewhere_is_for_a_person_to_install(system, word):
    advice = pango_advice(Machine(system, True, frozenset({"apt-get", "brew"})))
    assert word in advice.command
    assert advice.automatic == ()


@pytest.mark.parametrize(
    ("system", "root", "command", "steps"),
    [
        ("debian", True, "apt-get update && apt-get install -y python3.12-venv", 2),
        ("debian", False, "sudo apt-get update && sudo apt-get install -y python3.12-venv", 0),
        ("macos", False, "brew reinstall python@3.12", 0),
    ],
)
def test_venv_advice_names_the_python(system, root, command, steps):
    advice = venv_advice(Machine(system, root, frozenset({"apt-get", "brew"})), (3, 12))
    assert advice.command == command
    assert len(advice.automatic) == steps


def test_names_are_those_that_weasyprint_opens():
    from weasyprint.text import ffi

    with open(ffi.__file__, encoding="utf-8") as file:  # noqa: PTH123
        source = file.read()
    for library in LIBRARIES:
        for name in (library.linux, library.macos, library.windows):
            assert f"'{name}'" in source


def test_every_platform_has_its_names():
    pango = next(library for library in LIBRARIES if library.title == "Pango")
    assert library_name(pango, "linux") == "libpango-1.0.so.0"
    assert library_name(pango, "darwin") == "libpango-1.0.dylib"
    assert library_name(pango, "win32") == "libpango-1.0-0.dll"
    assert library_folders("linux") == ()
    assert "/opt/homebrew/lib" in library_folders("darwin")


def test_nothing_is_missing_where_weasyprint_runs():
    assert missing_libraries() == []


def test_a_library_that_is_not_there_is_named():
    code = (
        "from careerprint.install import machine\n"
        "gone = machine.Library('HarfBuzz-subset', 'libgone.so.9', 'libgone.9.dylib', 'gone.dll')\n"
        "machine.LIBRARIES = (*machine.LIBRARIES[:3], gone)\n"
        "print(machine.missing_libraries())\n"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "['HarfBuzz-subset']"
    assert ctypes.util.find_library("gone") is None
