"""What people type and what they get: help, hints, exit codes, and where output goes."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from careerprint import __version__
from careerprint.cli.build import to_open
from careerprint.cli.main import SECTIONS, commands
from careerprint.errors import ExitCode
from careerprint.jobs.job import Outcome, Status
from careerprint.runs.build import Result
from careerprint.runs.build_run import Tally
from tests.support.sample_runs import DAY, PATIENCE, ROOT, SOURCE, call, edit, files, make_source, program, start
from tests.support.selection import slow_but

BROKEN = sorted((ROOT / "tests/check/broken").glob("*.md"))
root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounts a disk, for root only")

# Help and hints


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["help"]])
def test_help_shows_examples_then_the_commands_by_purpose_a_line_each(arguments: list[str]) -> None:
    called = call(*arguments)
    assert called.code == 0
    headings = ["Examples:", *(f"{title}:" for title in SECTIONS), "Options:"]
    assert [line.strip() for line in called.out.splitlines() if line.endswith(":")] == headings
    lines = called.out.partition("Print:")[2].partition("Options:")[0].splitlines()
    listed = [line.split()[0] for line in lines if line.startswith("  ")]
    assert listed == list(commands.commands)
    assert "..." not in "".join(lines)
    assert len(called.out.splitlines()) <= 44


@pytest.mark.parametrize("name", [*commands.commands, "new guide"])
def test_every_command_has_examples_before_its_options(name: str) -> None:
    text = call(*name.split(), "--help").out
    assert re.search(r"Examples?:\n +careerprint\b.*\n\nOptions:", text, re.DOTALL), text
    assert call("help", *name.split()).out == text


def test_help_of_a_word_that_is_no_command(nurse: Path) -> None:
    called = call("help", "chekc")
    assert (called.code, called.err) == (2, "There is no command called `chekc`; did you mean `check`?\n")


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_version(option: str) -> None:
    assert call(option).out == f"careerprint, version {__version__}\n"


@pytest.mark.parametrize(("options", "name"), [([], "careerprint"), (["-P"], "python3 build.py")])
def test_the_program_is_named_as_it_was_called(nurse: Path, options: list[str], name: str) -> None:
    """build.py starts the package with -P; that it does is tested with the front door."""

    def said(*arguments: str) -> str:
        command = [sys.executable, *options, "-m", "careerprint", *arguments]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, cwd=nurse, env=environment, capture_output=True, text=True, check=False)
        return done.stdout + done.stderr

    helped = said("--help")
    assert f"Usage: {name} [COMMAND]" in helped
    assert f"  {name} nurse --paper a4  " in helped
    assert f"`{name} help COMMAND`" in helped
    assert f"  {name} answers export.csv " in said("answers", "--help")
    assert said("--papper").endswith(f"Try: {name} build --help\n")
    assert said("--out", "out", "check").endswith(f"write it first: {name} check …\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chekc"], "There is no guide or command called `chekc`; did you mean `check`?"),
        (["nurce"], "There is no guide or command called `nurce`; did you mean `nurse`?"),
        (["guide-of-nowhere"], "There is no guide or command called `guide-of-nowhere`; there are: fit, nurse, sample"),
        (["--out", "out", "check"], "`check` is a command; write it first: careerprint check …"),
        (["fit--doctor"], "There is no guide called `fit--doctor`; there are: fit--nurse, nurse, sample"),
        (["--papper", "a4"], "No such option '--papper'. Did you mean '--paper'?"),
        (["nurse", "--papr", "a4"], "No such option '--papr'. (Did you mean one of: '--paper', '--prune'?)"),
        (["--paper", "a5"], "Invalid value for '--paper': 'a5' is not one of 'letter', 'a4'."),
        (["--source", "sauce"], "There is no folder sauce. Run the command in the project's folder, or name it: --sou"),
        (["--templates", "temples"], "There is no folder temples, which --templates names."),
        (["--date", "soon"], "`soon` is not a day; write it as 2026-01-31"),
        (["new"], "Commands: assessment Begin a questionnaire called TITLE. guide Begin a guide called TITLE."),
        (["new", "giude", "Nurse"], "No such command 'giude'."),
        (["new", "guide"], "Missing argument 'TITLE'."),
        (["new", "guide", "Nurse"], "source/guides/nurse.md exists already; open it in a text editor"),
        (["report"], "Missing argument 'ANSWERS'."),
        (["report", "a.csv"], "Missing option '--assessment'."),
        (["report", "a.csv", "--assessment", "sampel"], "no assessment called `sampel`; did you mean `sample`?"),
        (["report", "a.csv", "--assessment", "fit"], "`fit` asks about one guide; add --guide with one of: nurse"),
        (
            ["report", "a.csv", "--assessment", "fit", "--guide", "nurce"],
            "no guide called `nurce`; did you mean `nurse`",
        ),
        (["report", "a.csv", "--assessment", "sample", "--guide", "nurse"], "so it needs no --guide"),
        (["report", "a.csv", "--assessment", "sample"], "There is no file or folder a.csv."),
    ],
)
def test_a_slip_gives_a_hint(nurse: Path, arguments: list[str], said: str) -> None:
    before = files(nurse)
    called = call(*arguments)
    assert called.code == ExitCode.USAGE
    assert re.sub(r"\s+", " ", said) in re.sub(r"\s+", " ", called.err)
    assert called.out == ""
    assert files(nurse) == before


def test_the_hint_names_the_help_of_the_command(nurse: Path) -> None:
    assert call("report", "--assessment", "sample").err.splitlines()[-1] == "Try: careerprint report --help"
    assert call("--papper", "a4").err.splitlines()[-1] == "Try: careerprint build --help"


@pytest.mark.parametrize("name", ["nurse", "nurse.md", "source/guides/nurse.md"])
def test_a_guide_may_be_named_as_a_shell_completes_it(nurse: Path, name: str) -> None:
    assert call(name, "--date", DAY).code == 0


# Check


def test_check_names_reversed_items_without_counting_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_source(tmp_path / "source", assessment=True)
    monkeypatch.chdir(tmp_path)
    called = call("check", "--strict", "--date", DAY)
    assert (called.code, called.out) == (0, "")
    assert called.err == "note: source/assessments/sample.md: reversed items: p3\n1 guide: no mistakes found.\n"
    found = json.loads(call("check", "--json", "--date", DAY).out)
    assert found == {"version": 1, "problems": [], "notes": ["source/assessments/sample.md: reversed items: p3"]}


def test_our_own_texts_have_no_mistakes() -> None:
    called = call("check", "--source", SOURCE, "--date", DAY)
    assert (called.code, called.err) == (0, "16 guides: no mistakes found.\n")


def test_check_counts_and_strict_ends_with_its_own_code(nurse: Path) -> None:
    called = call("check", "--date", DAY)
    assert (called.code, called.err.splitlines()[-1]) == (0, "0 errors, 4 warnings.")
    assert call("check", "--strict", "--date", DAY).code == ExitCode.FINDINGS
    shutil.copy(BROKEN[0], nurse / "source/guides")
    assert call("check", "--date", DAY).code == ExitCode.INVALID


# Exit codes


def test_nothing_wrong_is_0(nurse: Path) -> None:
    assert call("--date", DAY).code == 0


def test_one_bad_person_is_3_and_the_others_are_printed(nurse: Path) -> None:
    edit(Path("source/answers/sample.csv"), "Sample Person 02", "Sample Person ꙮ")
    called = call("--date", DAY)
    assert called.code == ExitCode.SOME_FAILED
    assert "failed: samples/reports/sample/p2.pdf\n" in called.err
    assert (
        "sample.csv: the name or ID in row 3 has 1 character that no font of ours has: write it with other letters\n"
        in called.err
    )
    assert "ꙮ" not in called.err + called.out
    assert called.err.endswith("Not printed, for the reasons above: samples/reports/sample/p2.pdf\n")
    assert "5 up to date, 1 failed" in called.out


@pytest.mark.parametrize("guide", slow_but(BROKEN[:1], BROKEN), ids=lambda path: path.stem)
def test_a_broken_guide_is_3_and_stops_no_other(nurse: Path, guide: Path) -> None:
    before = files(nurse / "out")
    shutil.copy(guide, "source/guides")
    edit(Path("source/guides/nurse.md"), "Teams lift together.", "Teams lift together, always.")
    called = call("--date", DAY)
    assert called.code == ExitCode.SOME_FAILED
    *lines, last = called.err.splitlines()
    # A section that is missing has no line.
    errors = [line for line in lines if line.startswith(f"source/guides/{guide.stem}.md:")]
    assert errors
    assert all(re.match(rf"source/guides/{guide.stem}\.md:(\d+:| cons:) ", line) for line in errors), called.err
    assert last == f"Nothing was printed from what has errors: source/guides/{guide.stem}.md"
    after = files(nurse / "out")
    assert after["handouts/nurse.pdf"] != before["handouts/nurse.pdf"]
    assert after.keys() == before.keys()


def test_a_broken_guide_that_is_named_is_4(nurse: Path) -> None:
    shutil.copy(BROKEN[0], "source/guides")
    called = call(BROKEN[0].stem, "--date", DAY)
    assert called.code == ExitCode.INVALID
    assert called.err.endswith("Nothing was printed.\n")
    assert call("nurse", "--date", DAY).code == ExitCode.OK


@pytest.mark.slow
def test_a_guide_that_breaks_keeps_its_prints(nurse: Path) -> None:
    """They are not left over: the text is still there."""
    shutil.copy("source/guides/nurse.md", "source/guides/doctor.md")
    edit(Path("source/guides/doctor.md"), "title: Nurse", "title: Doctor")
    assert call("--date", DAY).code == ExitCode.OK
    before = files(nurse / "out")
    edit(Path("source/guides/doctor.md"), "sides: 4", "sides: many")
    called = call("--prune", "--date", DAY)
    assert called.code == ExitCode.SOME_FAILED
    assert "left over" not in called.err and "deleted" not in called.err
    assert files(nurse / "out").keys() == before.keys()


@pytest.mark.slow
def test_a_draft_is_named_and_left_out(nurse: Path) -> None:
    shutil.copy(BROKEN[0], "source/guides/draft.md")
    edit(Path("source/guides/draft.md"), "language: en", "status: draft")
    called = call("--date", DAY)
    assert called.code == ExitCode.OK, called.err
    assert "note: source/guides/draft.md:5: status: is a draft, so nothing is printed from it" in called.err
    assert not Path("out/handouts/draft.pdf").exists()


def test_a_draft_that_is_asked_for_by_name_is_not_printed(nurse: Path) -> None:
    edit(Path("source/guides/nurse.md"), "language: en", "status: draft")
    called = call("nurse", "--date", DAY)
    assert called.code == ExitCode.INVALID
    assert called.err.splitlines()[-1] == "Nothing was printed."


def test_an_unfinished_guide_stops_no_report(nurse: Path) -> None:
    shutil.copy(BROKEN[0], "source/guides")
    answers = ["source/answers/sample.csv", "--assessment", "sample", "--date", DAY]
    assert call("answers", *answers).code == ExitCode.OK
    assert call("report", *answers).code == ExitCode.OK


def test_a_report_that_would_suggest_a_broken_guide_says_so_and_is_made(nurse: Path) -> None:
    shutil.copy(BROKEN[0], "source/guides")
    shutil.copy(SOURCE / "assessments" / "interests.md", "source/assessments")
    answers = SOURCE / "answers" / "interests.csv"
    called = call("report", answers, "--assessment", "interests", "--only", "1001", "--date", DAY)
    assert called.code == ExitCode.SOME_FAILED, called.err
    name = f"source/guides/{BROKEN[0].stem}.md"
    assert called.err.endswith(f"No report suggests these guides, as they have errors: {name}\n")
    assert Path("out/reports/interests/1001.pdf").is_file()


def test_a_file_where_the_prints_belong_is_5(nurse: Path) -> None:
    Path("taken").write_text("mine")
    called = call("--out", "taken", "--date", DAY)
    assert called.code == ExitCode.OUTPUT
    assert "taken cannot be written: there is a file where a folder should be" in called.err
    assert Path("taken").read_text() == "mine"


@contextmanager
def small_disk(folder: Path, *options: str) -> Iterator[Path]:
    """Give a disk of 128 KB of its own."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", ",".join(("size=128k", *options)), "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.slow
@root
def test_a_full_disk_is_5_and_old_prints_stay(nurse: Path) -> None:
    with small_disk(nurse / "disk") as disk:
        arguments = ("--out", disk, "--date", DAY)
        assert call("nurse", *arguments).code == ExitCode.OUTPUT  # the handout fits, the worksheet does not
        before = files(disk)
        assert {"handouts/nurse.pdf"} <= set(before)
        (disk / "filler").write_bytes(bytes(shutil.disk_usage(disk).free))
        edit(Path("source/center.toml"), "Test Career Center", "Other Career Center")
        called = call("nurse", *arguments)
        assert called.code == ExitCode.OUTPUT
        assert "cannot be written: the disk is full: make room and start again." in called.err
        (disk / "filler").unlink()
        assert {name: data for name, (data, _) in files(disk).items() if name.endswith(".pdf")} == {
            name: data for name, (data, _) in before.items() if name.endswith(".pdf")
        }
        assert not [name for name in files(disk) if name.endswith(".part")]


@root
def test_a_disk_that_can_only_be_read_is_5(nurse: Path) -> None:
    with small_disk(nurse / "disk", "ro") as disk:
        called = call("--out", disk / "out", "--date", DAY)
    assert called.code == ExitCode.OUTPUT
    assert "this disk can only be read: choose another folder with --out" in called.err


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_5(nurse: Path) -> None:
    Path("locked").mkdir(mode=0o500)
    called = call("--out", "locked/out", "--date", DAY)
    assert called.code == ExitCode.OUTPUT
    assert "you may not write here" in called.err


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="shadows a library in the way of Linux")
@pytest.mark.parametrize("arguments", [[], ["nurse"]])
def test_a_machine_without_pango_is_6_and_nothing_is_touched(nurse: Path, arguments: list[str]) -> None:
    (nurse / "lib").mkdir()
    (nurse / "lib/libpangoft2-1.0.so.0").write_text("not a library")
    edit(Path("source/center.toml"), "Test Career Center", "Other Career Center")
    before = {name: entry for name, entry in files(nurse / "out").items() if name.endswith(".pdf")}
    called = program(*arguments, "--date", DAY, folder=nurse, LD_LIBRARY_PATH=str(nurse / "lib"))
    assert called.code == ExitCode.MACHINE
    assert "PangoFT2 cannot be loaded, so nothing can be printed. Do: " in called.err
    assert "Traceback" not in called.err
    assert {name: entry for name, entry in files(nurse / "out").items() if name.endswith(".pdf")} == before


def test_warnings_under_strict_are_7_and_nothing_is_printed(nurse: Path) -> None:
    called = call("--strict", "--force", "--date", DAY)
    assert (called.code, called.out) == (ExitCode.FINDINGS, "")
    assert called.err.endswith("4 warnings. Nothing was printed, because of --strict.\n")


@pytest.mark.slow
def test_a_closed_pipe_is_no_mistake(nurse: Path) -> None:
    with start("--force", "nurse", "--date", DAY, folder=nurse) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert "Traceback" not in process.stderr.read()
    assert process.returncode == 0


# Where output goes


@pytest.mark.slow
def test_without_a_terminal_only_what_matters_is_reported(nurse: Path) -> None:
    called = call("nurse", "--force", "--date", DAY)
    assert [line for line in called.err.splitlines() if not line.startswith("warning: ")] == [
        "Look first at out/handouts/nurse.pdf."
    ]
    lines = called.out.splitlines()
    assert lines[0].split() == ["Folder", "Files", "Sheets", "Size", "Result"]
    assert [line.split()[0] for line in lines[1:3]] == ["handouts/", "worksheets/"]
    assert re.fullmatch(r"2 files, 2 sheets, \d+ KB: 2 made, in out", lines[3])


@pytest.mark.slow
def test_verbose_gives_every_step_and_a_row_for_every_file(nurse: Path) -> None:
    called = call("nurse", "--force", "--verbose", "--date", DAY)
    steps = [line[0] for line in called.err.splitlines() if re.match(r"\d\. ", line)]
    assert steps == ["1", "2", "3", "4", "5"]
    lines = called.out.splitlines()
    assert lines[0].split() == ["File", "Pages", "Sheets", "Ink", "Size", "Time", "Result"]
    assert [line.split()[0] for line in lines[1:3]] == ["handouts/nurse.pdf", "worksheets/fit--nurse.pdf"]
    assert re.fullmatch(r"2 files, 2 sheets, \d+ KB: 2 made", lines[3])
    assert call("--verbose", "--date", DAY).err.endswith("Nothing to do: 6 files in out up to date.\n")


def test_json_is_one_object_and_failures_are_reported_as_well(nurse: Path) -> None:
    edit(Path("source/answers/sample.csv"), "Sample Person 02", "Sample Person ꙮ")
    called = call("--json", "--date", DAY)
    found = json.loads(called.out)
    assert called.code == ExitCode.SOME_FAILED
    assert (found["version"], found["unchanged"]) == (1, False)
    assert (found["made"], found["current"], found["failed"]) == (0, 5, 1)
    assert len(found["problems"]) == 4
    (failed,) = (document for document in found["documents"] if document["status"] == "failed")
    assert failed["file"] == "samples/reports/sample/p2.pdf"
    assert failed["problems"][0]["message"]
    assert "failed: samples/reports/sample/p2.pdf" in called.err


def on_terminal(folder: Path, *arguments: str, **environment: str) -> str:
    """Return what a person sees who starts a command on a terminal of 80 columns."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "careerprint", *arguments, "--date", DAY]
    more = {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLUMNS": "80", **environment}
    process = subprocess.Popen(command, cwd=folder, env={**os.environ, **more}, stdout=theirs, stderr=theirs)
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # so Linux says that the other end is closed
            break
        if not part:
            break
        seen += part
    os.close(ours)
    assert process.wait(timeout=PATIENCE) == 0, seen.decode()
    return seen.decode()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX terminal")
def test_on_a_terminal_there_is_a_bar_and_a_summary(nurse: Path) -> None:
    seen = on_terminal(nurse, "--force")
    assert re.search(r"\x1b\[[0-9;]*(3[0-7]|38)[;m]", seen), "in color"
    assert re.search(r"Printing .*\d/6", seen)
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen)
    lines = plain[plain.rindex("Folder ") :].splitlines()
    folders = [line.split()[0] for line in lines[1:5]]
    assert folders == ["handouts/", "worksheets/", "samples/reports/", "samples/groups/"]
    assert [line.split()[0] for line in lines[5:]] == ["6", "Look"]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX terminal")
def test_on_a_terminal_verbose_draws_a_table_by_kind(nurse: Path) -> None:
    seen = on_terminal(nurse, "--force", "--verbose")
    assert re.search(r"Printing .*\d/6", seen)
    assert "\x1b[" in seen
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen)
    table = plain[plain.rindex("File ") :]
    rows = [line.split()[0] for line in table.splitlines() if line.strip()]
    end = rows.index("6")
    assert rows[1:end] == [
        "─" * len(rows[1]),
        "handouts/",
        "nurse.pdf",
        "worksheets/",
        "fit--nurse.pdf",
        "sample.pdf",
        "samples/",
        "groups/",
        "reports/sample/",
    ]
    assert max(map(len, table.splitlines()[: end + 2])) <= 80
    assert "made: handouts/nurse.pdf" in plain


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX terminal")
def test_no_color_is_respected(nurse: Path) -> None:
    seen = on_terminal(nurse, "nurse", "--force", NO_COLOR="1")
    assert not re.search(r"\x1b\[[0-9;]*(3[0-7]|38|4[0-7]|48|9[0-7])[;m]", seen)


# The rest


def test_many_documents_are_not_opened_one_by_one(tmp_path: Path) -> None:
    def result(*statuses: Status) -> Result:
        return Result(Tally(tuple(Outcome(f"{n}.pdf", status) for n, status in enumerate(statuses))))

    assert to_open(result("made", "current", "failed"), tmp_path) == [tmp_path / "0.pdf"]
    assert to_open(result("current"), tmp_path) == [tmp_path / "0.pdf"]
    assert to_open(result("made", "made", "made", "made", "made", "made"), tmp_path) == [tmp_path]
    assert to_open(Result(None), tmp_path) == [tmp_path]


def test_sigterm_before_anything_runs() -> None:
    process = start("watch", "--date", DAY)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=PATIENCE)
    assert process.returncode in (ExitCode.TERMINATED, -signal.SIGTERM)
