"""A batch loses nothing and does nothing twice: what is due, who is given up, when it stops."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from careerprint.cli.progress import Progress
from careerprint.errors import ExitCode, OutputError, PrintError, Problem, UsageError
from careerprint.jobs import pool
from careerprint.jobs.chunks import MOST, in_chunks, size_of_chunks
from careerprint.jobs.job import Outcome, Studio
from careerprint.jobs.journal_lines import entries
from careerprint.runs import batch
from careerprint.runs.batch import Breaker
from careerprint.runs.due import Roll
from careerprint.runs.lists import lines_of, write_lists
from careerprint.runs.report_request import Selection
from tests.support.misbehaving import CANARY
from tests.support.processes import posix, unhurried
from tests.support.report_commands import REPORTS, report, summary, write
from tests.support.report_runs import carried_out, job, person, printed, run_of
from tests.support.sample_runs import Called, edit, text_of


class Heard(Progress):
    """Keeps how many jobs were finished in chunks that were not over."""

    def __init__(self) -> None:
        super().__init__()
        self.most = 0

    def underway(self, jobs: int) -> None:
        self.most = max(self.most, jobs)


# Bad people, and bad templates


@pytest.mark.slow
@posix
def test_poisoned_people_cost_only_themselves(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    limit = unhurried(6)
    monkeypatch.setattr(pool, "SECONDS", limit)
    deeds = {5: "die", 11: "hang", 13: "raise"}
    run, roll = run_of(studio, [person(number, deeds.get(number, "")) for number in range(1, 21)])
    heard = Heard()
    tally = carried_out(run, heard)
    assert (tally.made, tally.failed) == (17, 3)
    assert 1 <= heard.most <= 6, "p10 is done while p11 hangs in the same chunk of three"
    assert printed(run.folder) == {f"p{number:02}": 1 for number in range(1, 21) if number not in deeds}
    assert write_lists(lines_of(roll.everybody(), run.journal), run.folder / "s.csv", run.folder / "failed.csv")
    with (run.folder / "failed.csv").open(encoding="utf-8-sig", newline="") as file:
        failed = list(csv.DictReader(file))
    assert [(row["row"], row["id"]) for row in failed] == [("6", "p05"), ("12", "p11"), ("14", "p13")]
    assert failed[0]["cause"] == "the program that printed it died 3 times; please report this page"
    assert failed[1]["cause"] == f"took longer than {limit} seconds"
    said = "".join(capsys.readouterr())
    written = "".join(path.read_text("utf-8-sig") for path in run.folder.iterdir() if path.suffix != ".pdf")
    assert CANARY not in said + written
    assert "Canary" not in said + written
    again, _ = run_of(studio, [person(number, deeds.get(number, "")) for number in range(1, 21)])
    assert (again.due.count, again.due.current) == (3, 17)


@pytest.mark.slow
def test_a_template_that_fails_everybody_stops_the_run_before_anything_is_written(studio: Studio) -> None:
    run, _ = run_of(studio, [replace(person(number), name="ꙮ") for number in range(1, 25)])
    with pytest.raises(PrintError, match="none of the first 20 reports can be") as caught:
        carried_out(run)
    assert "that no font of ours has" in caught.value.problems[0].message
    assert not (studio.out / "reports").exists()


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_twenty_failures_in_a_row_stop_the_run(studio: Studio, workers: int) -> None:
    group = [replace(person(n), name="" if n < 4 else "ꙮ") for n in range(1, 60)]
    run, _ = run_of(studio, group)
    run = replace(run, request=replace(run.request, workers=workers))
    with pytest.raises(PrintError, match="could not be printed, so the cause is a template or a text"):
        carried_out(run)
    made, good = printed(run.folder), Counter(p01=1, p02=1, p03=1)
    # A chunk in which everybody fails is over in milliseconds. So one of two workers can fail twenty people, and end
    # the batch, while the other still typesets the pieces of the first chunk; it then finishes the page in hand only.
    assert made == good if workers == 1 else made <= good
    failed = [entry.id for entry in entries(run.journal.path) if entry.status == "failed"]
    assert 20 <= len(failed) < 56


MADE, FAILED = Outcome("a", "made"), Outcome("b", "failed", problems=(Problem("s.md", None, "", "no"),))


@pytest.mark.parametrize(
    ("outcomes", "stops_after"),
    [
        ([MADE] * 100 + [FAILED] * 30, 120),  # 20 in a row
        ([FAILED] * 30, 20),
        (([MADE] * 3 + [FAILED]) * 40, 84),  # the 21st of the first hundred
        (([MADE] * 4 + [FAILED]) * 40, None),  # just a fifth
        ([MADE] * 100 + ([FAILED] * 19 + [MADE]) * 5, None),
    ],
)
def test_when_a_run_is_stopped(outcomes: list[Outcome], stops_after: int | None) -> None:
    breaker = Breaker()
    counted = 0
    try:
        for outcome in outcomes:
            counted += 1
            breaker.count(outcome)
    except PrintError as error:
        assert error.problems == FAILED.problems
        assert counted == stops_after
    else:
        assert stops_after is None


@pytest.mark.slow
def test_too_little_room_is_told_before_anything_is_written(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "SPARE", 1e12)
    run, _ = run_of(studio, [person(number) for number in range(1, 4)])
    with pytest.raises(OutputError, match=r"3 reports would take about \d.*No report was written"):
        carried_out(run)
    assert not (studio.out / "reports").exists()


@pytest.mark.parametrize(("jobs", "count", "size"), [(1, 2, 1), (16, 2, 2), (100, 2, 13), (5_000, 2, MOST), (0, 2, 1)])
def test_chunks_are_small_where_there_are_few(jobs: int, count: int, size: int) -> None:
    assert size_of_chunks(jobs, count) == size


def test_chunks_hold_every_job_once() -> None:
    jobs = [job(number) for number in range(7)]
    assert [list(chunk) for chunk in in_chunks(jobs, 3)] == [jobs[:3], jobs[3:6], jobs[6:]]


# What is due


def states(called: Called) -> tuple[int, int, int]:
    found = json.loads(called.out)
    return found["made"], found["current"], found["failed"]


def rows(*changed: str) -> Path:
    return write("a.csv", "id,name,p1,p2,p3", *(changed or ("p1,Ann,1,2,3", "p2,Ben,1,2,3", "p3,Cid,1,2,3")))


def test_only_what_changed_is_printed_again(nurse: Path) -> None:
    assert states(report(rows(), "--json")) == (3, 0, 0)
    assert states(report(rows(), "--json")) == (0, 3, 0)
    changed = rows("p1,Ann,1,2,3", "p2,Ben,1,2,4", "p4,Dee,1,2,3", "p3,Cid,1,2,3")
    called = report(changed, "--json")
    assert states(called) == (2, 2, 0)
    assert [document["status"] for document in json.loads(called.out)["documents"]] == [
        "current",
        "made",
        "made",
        "current",
    ]
    assert [(row["row"], row["id"]) for row in summary()] == [("2", "p1"), ("3", "p2"), ("4", "p4"), ("5", "p3")]
    (REPORTS / "p3.pdf").write_bytes(b"%PDF")
    assert states(report("a.csv", "--json")) == (1, 3, 0)


@pytest.mark.slow
def test_how_many_were_up_to_date_is_told(nurse: Path) -> None:
    assert "3 files, 3 sheets" in report(rows(), "--force").out
    assert ": 3 up to date\n" in report(rows()).out
    (REPORTS / "p2.pdf").unlink()
    assert ": 1 made, 2 up to date\n" in report(rows()).out


@pytest.mark.slow
def test_the_day_alone_prints_nothing_again(nurse: Path) -> None:
    report(rows())
    assert states(report("a.csv", "--json", "--date", "2026-11-25")) == (0, 3, 0)


@pytest.mark.slow
def test_what_else_shapes_a_page_prints_it_again(nurse: Path) -> None:
    report(rows("p1,Ann,1,2,3"))
    assert states(report("a.csv", "--json", "--corrected")) == (1, 0, 0)
    assert states(report("a.csv", "--json")) == (1, 0, 0)
    assert states(report("a.csv", "--json", "--edition", "standard", "--edition", "mono")) == (1, 1, 0)
    edit(Path("source/assessments/sample.md"), "How to answer.", "How to answer this.")
    assert states(report("a.csv", "--json")) == (1, 0, 0)
    assert states(report("a.csv", "--json", "--force")) == (1, 0, 0)


@pytest.mark.slow
def test_another_password_locks_it_anew(nurse: Path) -> None:
    options = ("--json", "--encrypt", "--password-column", "secret")
    file = write("a.csv", "id,p1,p2,p3,secret", "p1,1,2,3,first one", "p2,1,2,3,second one")
    assert states(report(file, *options)) == (2, 0, 0)
    assert states(report(file, *options)) == (0, 2, 0)
    write("a.csv", "id,p1,p2,p3,secret", "p1,1,2,3,another one", "p2,1,2,3,second one")
    assert states(report(file, *options)) == (1, 1, 0)
    with pikepdf.open(REPORTS / "p1.pdf", password="another one") as pdf:
        assert pdf.is_encrypted
    assert "second one" not in (REPORTS / "journal.jsonl").read_text()


def test_the_summary_stays_complete_when_one_is_printed(nurse: Path) -> None:
    report(rows("p1,Ann,1,2,3", "p2,Ben,9,2,3", "p3,Cid,1,2,3"), "--only", "p3")
    listed = [("p1", "not printed"), ("p3", "made"), ("", "left out")]
    assert [(row["id"], row["status"]) for row in summary()] == listed
    report("a.csv", "--only", "p1")
    assert [row["status"] for row in summary()] == ["made", "made", "left out"]
    with pytest.raises(UsageError, match="No answers were read for the id `p7`"):
        Roll("sample", [], None, Selection(frozenset({"p7"})), base="")  # type: ignore[arg-type]


def test_who_is_printed_alone_keeps_the_name_of_the_file(nurse: Path) -> None:
    rows("p1,Ann,1,2,3", "P1,Ben,1,2,3")
    report("a.csv", "--only", "P1")
    (alone,) = REPORTS.glob("P1*.pdf")
    report("a.csv")
    assert {path.name[:3] for path in REPORTS.glob("[pP]1-*.pdf")} == {"p1-", "P1-"}
    assert alone.exists()


def test_the_list_of_failures_goes_when_nobody_fails_any_more(nurse: Path) -> None:
    called = report(rows("p1,Ann,1,2,3", "p2,Canary ꙮ,1,2,3"))
    assert called.code == ExitCode.SOME_FAILED
    listed = (REPORTS / "failed.csv").read_text("utf-8-sig").splitlines()
    assert listed[0] == "row,id,cause"
    assert listed[1].startswith("3,p2,")
    assert len(listed) == 2
    assert "the name or ID in row 3 has 1 character that no font of ours has" in listed[1]
    journal = (REPORTS / "journal.jsonl").read_text("utf-8")
    assert not re.search("Canary|ꙮ|A66E|a66e", "".join(listed) + journal + called.err + called.out)
    assert (REPORTS / "failed.csv").stat().st_mode & 0o777 == 0o600
    assert report(rows("p1,Ann,1,2,3", "p2,Ben,1,2,3")).code == 0
    assert not (REPORTS / "failed.csv").exists()


@pytest.mark.slow
def test_the_print_file_holds_what_was_up_to_date_too(nurse: Path) -> None:
    report(rows())
    assert report("a.csv", "--print-file").code == 0
    words = text_of(REPORTS / "print-file.pdf")
    assert all(name in words for name in ("Ann", "Ben", "Cid"))
