"""The table at the end of a run."""

from __future__ import annotations

from dataclasses import replace

import pytest

from careerprint.cli.table import grouped, print_overview, results, say_failed, totals
from careerprint.jobs.job import Outcome

OUTCOMES = (
    Outcome("handouts/nurse.pdf", "made", pages=4, size=92_160, seconds=1.25, ink=0.05, warnings=("runs over",)),
    Outcome("worksheets/fit--nurse.pdf", "current", pages=2, size=204_800, ink=0.03),
    Outcome("reports/fit--nurse/1.pdf", "made", pages=5, size=102_400, seconds=1.0, ink=0.04),
    Outcome("groups/fit--nurse.pdf", "made", pages=1, size=10_240, seconds=0.5, ink=0.01),
    Outcome("reports/sample/1.pdf", "made", pages=1, size=51_200, seconds=1.0, ink=0.02),
    Outcome("reports/sample/2.pdf", "failed"),
    Outcome("reports/sample/3.pdf", "made", pages=3, size=51_200, seconds=1.0, ink=0.06),
)


def test_a_pipe_gets_a_line_for_each_file_and_the_totals(capsys: pytest.CaptureFixture[str]) -> None:
    print_overview(OUTCOMES)
    out, err = capsys.readouterr()
    assert err == ""
    assert out.splitlines() == [
        "File                       Pages  Sheets  Ink   Size    Time   Result",
        "handouts/nurse.pdf         4      2       5.0%  90 KB   1.2 s  made, 1 warning",
        "worksheets/fit--nurse.pdf  2      1       3.0%  200 KB         up to date",
        "reports/fit--nurse/1.pdf   5      3       4.0%  100 KB  1.0 s  made",
        "groups/fit--nurse.pdf      1      1       1.0%  10 KB   0.5 s  made",
        "reports/sample/1.pdf       1      1       2.0%  50 KB   1.0 s  made",
        "reports/sample/2.pdf                                           failed",
        "reports/sample/3.pdf       3      2       6.0%  50 KB   1.0 s  made",
        "7 files, 10 sheets, 500 KB: 5 made, 1 up to date, 1 failed",
    ]


def test_a_terminal_gets_kinds_and_one_line_for_many_people() -> None:
    assert list(grouped(OUTCOMES)) == [
        ("handouts/", [("  nurse.pdf", "4", "2", "5.0%", "90 KB", "1.2 s", "made, 1 warning")]),
        ("worksheets/", [("  fit--nurse.pdf", "2", "1", "3.0%", "200 KB", "", "up to date")]),
        (
            "reports/",
            [
                ("  fit--nurse/", "5", "3", "4.0%", "100 KB", "1.0 s", "1 made"),
                ("  sample/", "4", "3", "5.0%", "100 KB", "2.0 s", "2 made, 1 failed"),
                ("  sample/2.pdf", "", "", "", "", "", "failed"),
            ],
        ),
        ("groups/", [("  fit--nurse.pdf", "1", "1", "1.0%", "10 KB", "0.5 s", "made")]),
    ]


def test_what_was_left_out_is_said_after_the_result(capsys: pytest.CaptureFixture[str]) -> None:
    worksheets = [replace(OUTCOMES[1], note="without explanations"), replace(OUTCOMES[1], output="worksheets/b.pdf")]
    print_overview([*worksheets, replace(OUTCOMES[0], note="without explanations")])
    said = [line.rpartition("  ")[2].strip() for line in capsys.readouterr().out.splitlines()[1:4]]
    assert said == ["up to date, without explanations", "up to date", "made, without explanations, 1 warning"]
    assert results(worksheets) == "2 up to date, 1 without explanations"


def test_samples_are_one_line_a_folder_too() -> None:
    made = [replace(outcome, output=f"samples/{outcome.output}") for outcome in OUTCOMES[2:5]]
    assert [(kind, [cells[0] for cells in rows]) for kind, rows in grouped(made)] == [
        ("samples/", ["  groups/", "  reports/fit--nurse/", "  reports/sample/"])
    ]


def test_a_sheet_for_the_printer_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    print_overview([Outcome("handouts/nurse-booklet-print.pdf", "made", pages=2, size=1024, ink=0.1)])
    assert "made, for the printer only: never hand out this file" in capsys.readouterr().out


def test_what_failed_is_said_last_and_not_at_length(capsys: pytest.CaptureFixture[str]) -> None:
    say_failed(OUTCOMES[:5])
    assert capsys.readouterr() == ("", "")
    say_failed(OUTCOMES)
    assert capsys.readouterr().err == "Not printed, for the reasons above: reports/sample/2.pdf\n"
    say_failed([Outcome(f"{n}.pdf", "failed") for n in range(8)])
    names = "0.pdf, 1.pdf, 2.pdf, 3.pdf, 4.pdf and 3 more"
    assert capsys.readouterr().err == f"Not printed, for the reasons above: {names}\n"


def test_totals_name_only_what_there_is() -> None:
    assert totals([OUTCOMES[0]]) == "1 file, 2 sheets, 90 KB: 1 made"
