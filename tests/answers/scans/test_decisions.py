"""What staff decided is read strictly, and counts more than what was read."""

from __future__ import annotations

from pathlib import Path

import pytest

from careerprint.answers.scans.decisions import EMPTY, ID, Decision, read_decisions
from careerprint.answers.scans.readings import Reason, RowReading, SideReading, State
from careerprint.answers.scans.sheets import PagePlace, PaperSheet, ReadSide
from careerprint.answers.scans.transcript import Transcript, transcribe
from careerprint.errors import SourceError
from tests.support.questionnaire import QUESTIONNAIRE
from tests.support.scanned import form_of_items

PAGE = "0123456789abcdef"
ITEMS = [item.id for _, item in QUESTIONNAIRE.items]
FORM = form_of_items([ITEMS[:2], ITEMS[2:]], QUESTIONNAIRE.slug)


def transcript(*decisions: Decision) -> Transcript:
    """Return a sheet whose first line is clear, whose second is not, and whose second side is missing."""
    rows = (
        RowReading(ITEMS[0], State.ANSWERED, 2),
        RowReading(ITEMS[1], State.UNCLEAR, None, Reason.TWO_MARKS, b"png"),
    )
    side = ReadSide(PagePlace("scan.pdf", 1), SideReading(FORM.layout, 1, "A", rows, PAGE))
    sheet = PaperSheet(FORM, "A", {1: side})
    return transcribe(sheet, QUESTIONNAIRE, {each.key: each for each in decisions})


def test_what_is_unclear_or_missing_waits() -> None:
    found = transcript()
    assert found.answers == {ITEMS[0]: 2, **dict.fromkeys(ITEMS[1:])}
    assert {row.item: (row.page, row.words) for row in found.waiting} == {
        ITEMS[1]: (PAGE, "two circles are marked"),
        **dict.fromkeys(ITEMS[2:], (PAGE, "side 2 of this sheet is not in the scan")),
    }


def test_a_decision_settles_a_line() -> None:
    found = transcript(
        Decision(PAGE, ITEMS[0], "5"),
        Decision(PAGE, ITEMS[1], EMPTY),
        *(Decision(PAGE, item, "1") for item in ITEMS[2:]),
    )
    assert not found.waiting
    assert found.answers == {ITEMS[0]: 5, ITEMS[1]: None, **dict.fromkeys(ITEMS[2:], 1)}


def test_a_decision_for_no_choice_settles_nothing() -> None:
    found = transcript(Decision(PAGE, ITEMS[1], "9"))
    assert found.waiting[0].reason is Reason.NO_SUCH_CHOICE
    assert found.answers[ITEMS[1]] is None


def test_the_file_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(
        f"\ufeffpage,item,decision\r\n{PAGE},p1,3\r\n\r\n{PAGE},id,'=1\r\n{PAGE},p1,empty\r\n", encoding="utf-8"
    )
    found = read_decisions(path)
    assert {key: each.value for key, each in found.items()} == {(PAGE, "p1"): EMPTY, (PAGE, ID): "=1"}
    assert not read_decisions(tmp_path / "nothing.csv")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [1]),
        ("a,b,c\n", [1]),
        (f"page,item,decision\n{PAGE},p1\n{PAGE},p1,2\nnot a page,p1,2\n", [2, 4]),
        (f"page,item,decision\n{PAGE},p1,{'x' * 200}\n", [2]),
        (f"page,item,decision\n{PAGE},p1,\n", [2]),
    ],
)
def test_every_wrong_line_is_named_and_not_quoted(tmp_path: Path, text: str, lines: list[int]) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        read_decisions(path)
    assert [problem.line for problem in caught.value.problems] == lines
    assert "xxx" not in str(caught.value.problems)


@pytest.mark.parametrize("data", [b"\xff\xfe\0\0", b'page,item,decision\n"a'])
def test_another_kind_of_file_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "decisions.csv"
    path.write_bytes(data)
    with pytest.raises(SourceError, match="not the list of decisions that the page offers"):
        read_decisions(path)
