"""The summary that ends a build."""

from __future__ import annotations

from pathlib import Path

import pytest

from careerprint.cli.console import MOST_LINES, say_some
from careerprint.cli.summary import print_summary
from careerprint.jobs.job import Outcome

OUT = Path("out")
OUTCOMES = (
    Outcome("handouts/cook.pdf", "made", pages=4, size=81_920),
    Outcome("handouts/es/nurse.pdf", "made", pages=4, size=92_160, warnings=("runs over",)),
    Outcome("worksheets/fit--nurse.pdf", "current", pages=2, size=204_800),
    Outcome("samples/reports/fit--nurse/1.pdf", "made", pages=5, size=2_102_400),
    Outcome("samples/reports/es/sample/2.pdf", "made", pages=4, size=102_400),
    Outcome("samples/groups/sample.pdf", "made", pages=1, size=10_240),
)
TABLE = """\
Folder            Files  Sheets    Size  Result
handouts/             2       4  170 KB  2 made, 1 warning
worksheets/           1       1  200 KB  1 up to date
samples/reports/      2       5  2.1 MB  2 made
samples/groups/       1       1   10 KB  1 made
6 files, 11 sheets, 2.5 MB: 5 made, 1 up to date, in out
"""


def test_a_row_for_each_folder_and_the_file_to_open_first(capsys: pytest.CaptureFixture[str]) -> None:
    print_summary(OUTCOMES, OUT)
    assert capsys.readouterr() == (TABLE, "Look first at out/handouts/es/nurse.pdf, which has 1 warning.\n")
    print_summary(OUTCOMES[2:], OUT)
    assert capsys.readouterr().err == "Look first at out/samples/reports/fit--nurse/1.pdf.\n"


def test_where_something_failed_the_failures_are_what_to_look_at(capsys: pytest.CaptureFixture[str]) -> None:
    print_summary([*OUTCOMES[:2], Outcome("handouts/doctor.pdf", "failed")], OUT)
    out, err = capsys.readouterr()
    assert out.splitlines()[1:] == [
        "handouts/      3       4  170 KB  2 made, 1 failed, 1 warning",
        "3 files, 4 sheets, 170 KB: 2 made, 1 failed, in out",
    ]
    assert err == ""


def test_sheets_for_the_printer_are_counted_with_a_word_of_care(capsys: pytest.CaptureFixture[str]) -> None:
    print_summary([Outcome("handouts/nurse-booklet-print.pdf", "made", pages=2, size=1024)], OUT)
    assert capsys.readouterr().err.splitlines() == [
        "For the printer only, never to hand out: 1 file ending in -print.pdf.",
        "Look first at out/handouts/nurse-booklet-print.pdf.",
    ]


def test_a_summary_of_a_thousand_files_fits_a_screen(capsys: pytest.CaptureFixture[str]) -> None:
    print_summary(
        [*OUTCOMES, *(Outcome(f"reports/sample/{n}.pdf", "made", pages=4, size=99) for n in range(1000))], OUT
    )
    out, err = capsys.readouterr()
    assert len((out + err).splitlines()) + 2 * (MOST_LINES + 1) <= 24
    assert max(map(len, out.splitlines())) <= 80


def test_of_a_long_list_only_the_beginning_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [f"warning: {n}" for n in range(MOST_LINES + 2)]
    say_some(lines, whole=True)
    assert capsys.readouterr().err.splitlines() == lines
    say_some(lines, whole=False)
    assert capsys.readouterr().err.splitlines() == [*lines[:MOST_LINES], "… and 2 more; --verbose shows all."]
    say_some(lines[:MOST_LINES], whole=False)
    assert capsys.readouterr().err.splitlines() == lines[:MOST_LINES]
