"""Whatever is wrong with a file, a command ends with the exit code that is promised, in words, without a traceback."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from careerprint.cli.main import commands, main
from careerprint.errors import ExitCode
from careerprint.runs.manifest import NAME
from tests.support.report_commands import people
from tests.support.sample_runs import DAY, ROOT, call, edit, make_source

CANARY = "Canary7391"


def missing(path: Path) -> None:
    path.unlink()


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def fails(path: Path) -> None:
    """Let every reading of the file fail with EIO, as on a disk that dies."""
    path.unlink()
    path.symlink_to("/proc/self/mem")


def not_utf8(path: Path) -> None:
    path.write_bytes(b"\xff\xfe\xfa" * 40 + CANARY.encode())


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(6 * 1024**3)


def hostile(path: Path) -> None:
    path.write_bytes(b"---\na: !!int ''\n---\n[[[" + b"[" * 30_000 + CANARY.encode())


FAULTS = (missing, folder, fails, not_utf8, huge, hostile)
SOURCES = {
    "center.toml": (),
    "images/sample-center.svg": (),
    "guides/nurse.md": (missing, folder),
    "assessments/sample.md": (missing, folder),
    "words.txt": (missing, hostile),
}
"""Files of a source folder, and the faults that harm none of its prints."""
COMMANDS = {
    "check": ("check",),
    "build": ("build",),
    "report": ("report", "a.csv", "--assessment", "sample", "--date", DAY),
    "group": ("group", "a.csv", "--assessment", "sample", "--date", DAY),
    "answers": ("answers", "a.csv", "--assessment", "sample", "--date", DAY),
    "answer-sheet": ("answer-sheet", "sample", "--date", DAY),
}


def slow(*names: str) -> list[Any]:
    """Return commands that end at the same place as another one does, for the run of all tests."""
    return [pytest.param(name, marks=pytest.mark.slow) for name in names]


def name_of(value: object) -> str | None:
    return getattr(value, "__name__", None)


@pytest.mark.parametrize(
    ("file", "harm"),
    [(file, harm) for file, harmless in SOURCES.items() for harm in FAULTS if harm not in harmless],
    ids=name_of,
)
@pytest.mark.parametrize("command", ["check", *slow(*sorted(COMMANDS.keys() - {"check"}))])
def test_sources(command: str, file: str, harm: Callable[[Path], None], nurse: Path) -> None:
    people("p1")
    path = nurse / "source" / file
    path.touch()
    harm(path)
    called = call(*COMMANDS[command])
    code = promised(command, file)
    assert called.code == code, called.err
    assert code is ExitCode.OK or f"source/{file}" in called.err or "source/center.toml" in called.err
    assert CANARY not in called.err


def promised(command: str, file: str) -> ExitCode:
    """Return how a command ends where a file of the sources cannot be used: what it does not need does not stop it."""
    if command != "check" and file.startswith("guides/"):
        return ExitCode.SOME_FAILED if command == "build" else ExitCode.OK
    return ExitCode.SOME_FAILED if command == "build" and file.startswith("assessments/") else ExitCode.INVALID


@pytest.mark.parametrize("harm", FAULTS, ids=name_of)
@pytest.mark.parametrize("command", ["answers", *slow("report", "group")])
@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.xlsx", "a.zip", "a.pdf"])
def test_answers(command: str, name: str, harm: Callable[[Path], None], nurse: Path) -> None:
    people("p1").rename(name)
    harm(Path(name))
    called = call(command, name, *COMMANDS[command][2:])
    assert called.code == (ExitCode.USAGE if harm is missing else ExitCode.INVALID), called.err
    assert name in called.err
    assert CANARY not in called.err


@pytest.mark.parametrize("harm", FAULTS, ids=name_of)
def test_passwords(harm: Callable[[Path], None], nurse: Path) -> None:
    Path("secret.csv").touch()
    harm(Path("secret.csv"))
    called = call(*COMMANDS["report"][:1], people("p1"), *COMMANDS["report"][2:], "--encrypt", "secret.csv")
    assert called.code == ExitCode.USAGE, called.err
    assert CANARY not in called.err


@pytest.mark.parametrize("harm", FAULTS, ids=name_of)
@pytest.mark.parametrize("file", ["labels/en.toml", "report/base.html"])
def test_templates(file: str, harm: Callable[[Path], None], nurse: Path) -> None:
    path = nurse / "mine" / file
    path.parent.mkdir(parents=True)
    path.touch()
    harm(path)
    called = call("check", "--templates", "mine")
    is_harmless = harm is missing or (harm is hostile and file.endswith(".html"))
    assert called.code == (ExitCode.OK if is_harmless else ExitCode.INVALID), called.err
    assert CANARY not in called.err


@pytest.mark.parametrize("harm", FAULTS, ids=name_of)
def test_prints(harm: Callable[[Path], None], nurse: Path) -> None:
    path = next(Path("out/handouts").glob("*.pdf"))
    harm(path)
    called = call("check", "out/handouts")
    code = ExitCode.USAGE if harm in (missing, folder) else ExitCode.OK if harm is huge else ExitCode.INVALID
    assert called.code == code, called.err
    assert CANARY not in called.err


JOURNAL = "reports/sample/journal.jsonl"


@pytest.fixture(scope="module")
def _printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("printed")
    make_source(place / "source", assessment=True)
    with contextlib.chdir(place):
        assert call("build").code == 0
        assert call("report", people("p1"), *COMMANDS["report"][2:]).code == 0
    return place


@pytest.fixture
def printed(_printed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, where a guide, a worksheet and a report were printed."""
    shutil.copytree(_printed, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def long_line(path: Path) -> None:
    """Write one line of 500 MB. A journal is read by lines, so the 6 GB of other files would take twenty seconds."""
    with path.open("wb") as file:
        file.truncate(500_000_000)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "harm"),
    [(NAME, harm) for harm in FAULTS] + [(JOURNAL, long_line if harm is huge else harm) for harm in FAULTS],
    ids=name_of,
)
def test_records(file: str, harm: Callable[[Path], None], printed: Path) -> None:
    """A record that nobody can understand counts as empty; one that cannot be read at all ends a batch."""
    harm(printed / "out" / file)
    called = call("report", "a.csv", *COMMANDS["report"][2:])
    is_lost = file != NAME and harm in (folder, fails)
    assert called.code == (ExitCode.OUTPUT if is_lost else ExitCode.OK), called.err
    assert call("build").code == (ExitCode.OUTPUT if harm is folder and file == NAME else ExitCode.OK)


@pytest.mark.parametrize("command", sorted(COMMANDS.keys() - {"check", "answers"}))
def test_a_file_where_the_folder_of_prints_should_be(command: str, nurse: Path) -> None:
    people("p1")
    Path("file").touch()
    assert call(*COMMANDS[command], "--out", "file/out").code == ExitCode.OUTPUT


@pytest.mark.parametrize("arguments", [("check", "--json"), ("answers", "a.csv", *COMMANDS["answers"][2:])])
def test_a_full_disk_where_the_results_go(arguments: tuple[str, ...], nurse: Path) -> None:
    people("p1")
    with Path("/dev/full").open("w") as full:
        run = [sys.executable, "-m", "careerprint", *arguments]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(run, env=environment, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == ExitCode.OUTPUT
    assert "the disk is full" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_name_that_is_not_utf8(nurse: Path) -> None:
    strange = os.fsdecode(b"source/guides/caf\xe9.md")
    Path(strange).write_bytes(b"not a guide")
    run = [sys.executable, "-m", "careerprint", "check", "--json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8:strict"}
    done = subprocess.run(run, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == ExitCode.INVALID
    assert r"caf\udce9.md" in done.stdout
    assert "Traceback" not in done.stderr


# What reached the top once


def test_an_unknown_word_of_a_language(nurse: Path) -> None:
    center = nurse / "source" / "center.toml"
    words = (
        '\n[languages.es]\nlogo_alt = "x"\nhour = "x"\nequal_opportunity = "x"\nauxiliary_aids = "x"\nprivacy = "x"\n'
    )
    center.write_text(center.read_text() + words)
    line = center.read_text().splitlines().index('hour = "x"') + 1
    called = call("check")
    assert called.code == ExitCode.INVALID
    expected = "languages › es › hour: is not a field of this file; did you mean `hours`?"
    assert f"source/center.toml:{line}: {expected}" in called.err


def test_a_prefix_that_is_not_declared(nurse: Path) -> None:
    logo = '<svg xmlns="http://www.w3.org/2000/svg"><use xlink:href="#a"/></svg>'
    (nurse / "source/images/sample-center.svg").write_text(logo)
    called = call("check")
    assert called.code == ExitCode.INVALID
    assert "is not well-formed XML (line 1)" in called.err


@pytest.mark.parametrize(
    "tag", ["!!int ''", "!!float ''", "!!bool x", "!!timestamp x", "!!timestamp 0001-01-01T00:00:00+23:59"]
)
def test_a_value_with_a_tag(tag: str, nurse: Path) -> None:
    guide = nurse / "source/guides/nurse.md"
    guide.write_text(guide.read_text().replace("---\n", f"---\na: {tag}\n", 1))
    called = call("check")
    assert called.code == ExitCode.INVALID
    assert "source/guides/nurse.md:2: " in called.err


@pytest.mark.slow
@pytest.mark.parametrize("name", ["\ud800", "x" * 300, f"{'y' * 300}/x.pdf", "a\0b"])
def test_a_manifest_with_names_that_no_file_has(name: str, printed: Path) -> None:
    manifest = printed / "out" / NAME
    first = next(iter(json.loads(manifest.read_text())["outputs"]))
    edit(manifest, f'"{first}": ', f"{json.dumps(name)}: ")
    assert call("build").code == ExitCode.OK


@click.command("fails")
def failing() -> None:
    raise KeyError(CANARY)


@click.command("dies")
def dying() -> None:
    raise OSError(errno.EIO, "Input/output error", CANARY)


@pytest.mark.parametrize(("command", "code"), [(failing, ExitCode.BUG), (dying, ExitCode.OUTPUT)], ids=["ours", "disk"])
def test_the_last_net(
    command: click.Command, code: ExitCode, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(commands.commands, command.name or "", command)
    assert main([command.name or ""]) == code
    said = capsys.readouterr().err
    assert CANARY not in said
    assert "Traceback" not in said
    if code is ExitCode.BUG:
        assert "a mistake of ours (KeyError " in said
        assert "test_faults.py:" in said
