"""Names from everywhere and hostile ones: a report is made and says the name as it was written, or its row is named."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from careerprint.answers.responses import Response
from careerprint.errors import ExitCode
from careerprint.faces import fonts, scripts
from careerprint.install.extras import how_to_add
from careerprint.jobs import dispatch
from careerprint.jobs.job import unprintable
from tests.support.names import BYTES_OF_A_SURROGATE, NAMES, SCRIPT_NAMES, Name, outcomes
from tests.support.report_commands import REPORTS, report
from tests.support.selection import slow_but

FEW = ("Tamil", "emoji", "right-to-left override", "a formula", "a script", "only spaces", "300 letters")
"""What the quick run tries."""
SOME = tuple(name for name in NAMES if name.what in FEW)
SIGNS = tuple("=+-@\t\r\n＝＋－＠")


def test_the_table_is_as_long_as_it_should_be() -> None:
    assert len({name.typed for name in NAMES}) == len(NAMES) >= 40
    assert {name.what for name in SOME} == set(FEW)


@pytest.mark.parametrize("names", slow_but([SOME], [SOME, NAMES]), ids=lambda names: f"{len(names)} names")
def test_each_is_heard_as_it_was_written_or_its_row_is_named(
    nurse: Path, names: Sequence[Name], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch, "FEW", len(NAMES))  # so small prints are sooner done here
    found, called = outcomes({name.what: name.typed for name in names})
    assert found == {name.what: name.outcome for name in names}, called.err
    assert called.code == ExitCode.SOME_FAILED
    said = called.out + called.err + "".join(path.name for path in Path("out").rglob("*"))
    letters = {letter for name in names for letter in name.typed if not letter.isascii()}
    assert letters & set(said) == set()
    assert "Sam" not in said
    assert sorted(path.name for path in Path().iterdir()) == ["names.json", "out", "source"]
    for file in REPORTS.glob("*.csv"):
        rows = csv.reader(file.read_text("utf-8-sig").splitlines())
        assert [cell for row in rows for cell in row if cell.startswith(SIGNS)] == []


def test_a_surrogate_in_a_csv_is_warned_of(nurse: Path) -> None:
    Path("a.csv").write_bytes(b"id,name,p1,p2,p3\np1," + BYTES_OF_A_SURROGATE + b",1,2,3\n")
    called = report("a.csv")
    assert called.code == ExitCode.OK
    assert "a.csv: not UTF-8, so it was read as Windows-1252; check names with accents" in called.err
    assert "Sam" not in called.out + called.err


def test_names_that_need_fonts_which_are_not_there_say_how_to_add_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine without the extra: neither its package nor its letters."""
    starts, ends = fonts._coverage()
    cjk = [each for script in scripts.SCRIPTS if script.extra == "cjk" for each in script.ranges]
    kept = [
        (first, last)
        for first, last in zip(starts, ends, strict=True)
        if not any(low <= first <= high for low, high in cjk)
    ]
    found = scripts.package_of
    monkeypatch.setattr(fonts, "_coverage", lambda: tuple(map(list, zip(*kept, strict=True))))
    monkeypatch.setattr(scripts, "package_of", lambda name: None if name.startswith("cvttf") else found(name))
    person = Response("1001", "", {}, None, None, "a.csv", 7, {})
    for script in ("Chinese", "Korean", "Japanese"):
        assert unprintable(replace(person, name=SCRIPT_NAMES[script])) == (
            f"the name or ID in row 7 has 3 characters that no font of ours has: add fonts with {how_to_add('cjk')}"
        )
    assert unprintable(replace(person, name=SCRIPT_NAMES["Hebrew"])) == ""
