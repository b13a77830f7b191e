"""Nobody's data in someone else's report, and in nothing that a report is not."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from careerprint.jobs import dispatch
from careerprint.runs.report import PLATES_FROM
from tests.support.read_aloud import tagged_text
from tests.support.sample_assessments import CHOICES, FIXED, FRONT
from tests.support.sample_runs import DAY, Called, call, files, make_source, prints, program, text_of

PEOPLE, FEW, ITEMS = 36, 6, 6
SEED = 7391
LINE, CHOICE, STRIP = r"Statement (?P<number>\d) of six\.", f"(?P<choice>{'|'.join(CHOICES)})", "Your answers: "
QUOTED = (re.compile(f"^{LINE} {CHOICE}$"), re.compile(f"you answered “{CHOICE}” to “{LINE}”"))
"""How a report quotes single answers: the lines liked best, and the first thing to do."""


Row = tuple[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Shown:
    """The answers that a report shows."""

    sheet: tuple[int, ...]
    """Those of the answer sheet, from the first line to the last."""
    strips: tuple[tuple[int, ...], ...]
    """Those that each picture is described with, from the lowest to the highest."""
    quoted: frozenset[tuple[int, int]]
    """Single lines by number, each with its answer."""


def shown_in(pdf: Path) -> Shown:
    """Return the answers that a report shows, wherever it does."""
    blocks = [(role, " ".join(words.split())) for role, words in tagged_text(pdf.read_bytes())]
    rows = (words for (role, line), (_, words) in pairwise(blocks) if role == "TH" and re.fullmatch(LINE, line))
    strips = (words for role, words in blocks if role == "Figure" and words.startswith(STRIP))
    quoted = (found for _, words in blocks for pattern in QUOTED for found in pattern.finditer(words))
    return Shown(
        tuple(map(int, rows)),
        tuple(tuple(map(int, re.findall(r"\d+", words))) for words in strips),
        frozenset((int(found["number"]), CHOICES.index(found["choice"]) + 1) for found in quoted),
    )


def canary_id(number: int) -> str:
    return f"ID{number:03}Q"


def canary_name(number: int) -> str:
    return f"Canary{number:03}Z Person"


def rows() -> list[Row]:
    """Return everybody's number and answers; no two people answer alike."""
    choices = random.Random(SEED)
    patterns = {tuple(choices.randint(1, 5) for _ in range(ITEMS)) for _ in range(4 * PEOPLE)}
    return list(enumerate(sorted(patterns)[:PEOPLE]))


def write(path: Path, people: list[Row]) -> Path:
    lines = [
        ",".join((canary_id(n), canary_name(n), f"comment-canary-{n}", *map(str, answers))) for n, answers in people
    ]
    header = ",".join(("id", "name", "Comments", *(f"q{number}" for number in range(1, ITEMS + 1))))
    path.write_text("\n".join([header, *lines]))
    return path


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with sources and the answers of 36 people."""
    folder = tmp_path_factory.mktemp("canaries")
    source = make_source(folder / "source")
    items = "".join(f"- Statement {number} of six. {{#q{number}}}\n" for number in range(1, ITEMS + 1))
    bands = "\n### Low {.band to=3}\nLow words.\n### High {.band}\nHigh words.\n"
    text = FRONT + "## Statements {#statements}\nWords.\n\n" + items + bands + FIXED
    (source / "assessments/sample.md").write_text(text, encoding="utf-8")
    write(folder / "a.csv", rows())
    return folder


@pytest.fixture(scope="module", params=[PEOPLE, FEW], ids=["by plates", "as a whole"])
def printed(place: Path, request: pytest.FixtureRequest) -> tuple[Path, list[Row], Called]:
    """Return where reports were printed by two workers, of whom, and what was said; in both ways to print."""
    people = rows()[:: PEOPLE // request.param]
    write(place / "some.csv", people)
    called = report(place, "some.csv", f"out-{request.param}", workers=2)
    assert len(people) == request.param
    assert ("joined from plates" in called.err) == (request.param >= PLATES_FROM)
    return place / f"out-{request.param}", people, called


def report(place: Path, answers: str, out: str, *, workers: int) -> Called:
    arguments = ("--assessment", "sample", "--source", place / "source", "--out", place / out, "--date", DAY)
    called = call("report", place / answers, *arguments, "--jobs", str(workers))
    assert called.code == 0, called.err
    return called


@pytest.mark.slow
def test_every_report_holds_its_own_person_and_nobody_else(printed: tuple[Path, list[Row], Called]) -> None:
    out, people, _ = printed
    for number, answers in people:
        path = out / f"reports/sample/{canary_id(number)}.pdf"
        text = text_of(path)
        assert set(re.findall(r"ID\d{3}Q", text)) == {canary_id(number)}
        assert set(re.findall(r"Canary\d{3}Z", text)) == {canary_name(number).split()[0]}
        assert "comment-canary" not in text
        shown = shown_in(path)
        assert (shown.sheet, shown.strips) == (answers, (tuple(sorted(answers)),))
        assert shown.quoted <= {*enumerate(answers, 1)}


@pytest.mark.slow
def test_order_and_number_of_workers_change_no_byte(place: Path, printed: tuple[Path, list[Row], Called]) -> None:
    out, people, _ = printed
    write(place / "shuffled.csv", random.Random(SEED).sample(people, len(people)))
    report(place, "shuffled.csv", f"{out.name}-again", workers=1)
    again = prints(place / f"{out.name}-again")
    assert len(again) == len(people)
    assert again == prints(out)


@pytest.mark.slow
def test_words_files_and_the_summary_hold_no_names_and_no_answers(printed: tuple[Path, list[Row], Called]) -> None:
    out, _, called = printed
    summary = (out / "reports/sample/summary.csv").read_text(encoding="utf-8-sig")
    for text in (called.out, called.err, summary, "\n".join(files(out))):
        assert "canary" not in text.casefold()
        assert CHOICES[0] not in text
    assert canary_id(0) in summary
    assert set(summary.splitlines()[0].split(",")) == {"row", "id", "status", "file", "pages", "cause"}


@pytest.mark.slow
def test_a_builds_record_holds_no_names(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "FEW", 20)  # so few prints are sooner done here
    (place / "source/answers").mkdir(exist_ok=True)
    write(place / "source/answers/sample.csv", rows()[:2])
    called = call("sample", "--source", place / "source", "--out", place / "built", "--date", DAY, "-v")
    assert called.code == 0
    record = (place / "built/.careerprint.json").read_text()
    assert canary_id(1) in record
    assert "canary" not in (record + called.out + called.err).casefold()
    assert (place / "built/.careerprint.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.slow
def test_what_cannot_be_read_is_not_quoted(place: Path) -> None:
    rows = [
        "canary-id,Canary Name,Canary comment,Canary answer,2,3,4,5,1",
        "p2,Canary ꙮ,,1,2,3,4,5,1",
        "p3,Canary Three,,9,9,9,9,9,9",
    ]
    (place / "bad.csv").write_text("id,name,Comments,q1,q2,q3,q4,q5,q6\n" + "\n".join(rows))
    arguments = ("--assessment", "sample", "--source", "source", "--out", "bad", "--date", DAY, "-v")
    for more in ((), ("--json",)):
        called = program("report", "bad.csv", *arguments, *more, folder=place)
        assert called.code == 4 if not called.out else 3
        assert "canary" not in (called.out + called.err).casefold()
    names = "\n".join(files(place / "bad"))
    assert "canary" not in names.casefold()


def test_the_canaries_would_be_found(place: Path) -> None:
    named = call("report", place / "a.csv", "--assessment", "sample", "--source", place / "source", "--date", DAY,
                 "--out", place / "named", "--name-files", "--only", canary_id(3))  # fmt: skip
    assert "Canary003Z" in named.out
    (path,) = (place / "named/reports/sample").glob("*.pdf")
    shown = shown_in(path)
    assert [len(shown.sheet), *map(len, shown.strips)] == [ITEMS, ITEMS]
    assert len(shown.quoted) == sum(answer > 3 for answer in rows()[3][1]) > 0
