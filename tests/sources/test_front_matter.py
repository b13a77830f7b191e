"""Front matter: the data, the line of every value, and what is refused."""

from __future__ import annotations

import datetime

import pytest

from careerprint.errors import SourceError
from careerprint.sources.front_matter import split


def problems(text: str) -> list[str]:
    with pytest.raises(SourceError) as caught:
        split(text, "x.md")
    return [str(problem) for problem in caught.value.problems]


def test_data_body_and_lines() -> None:
    front, body, first = split("---\na: 1\nb:\n  - {c: 2024-05-01}\n  - d\n---\nText\n", "x.md")
    assert front.data == {"a": 1, "b": [{"c": datetime.date(2024, 5, 1)}, "d"]}
    assert (body, first) == (["Text", ""], 7)
    assert [front.line(at) for at in [("a",), ("b",), ("b", 0), ("b", 0, "c"), ("b", 1)]] == [2, 3, 4, 4, 5]


def test_the_line_of_what_is_not_written_is_that_of_what_is_around_it() -> None:
    front, _, _ = split("---\na:\n  b: 1\n---\n", "x.md")
    assert front.line(("a", "missing", 3)) == 2
    assert front.line(("missing",)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Text", "1: the file must begin with a line `---`, then the title and other facts"),
        ("---\na: 1\n", "1: the facts at the top must end with a line `---`; it is missing"),
        ("---\n---\n", "2: expected lines such as `title: Nurse`"),
        ("---\n- a\n---\n", "2: expected lines such as `title: Nurse`"),
        (
            "---\na: b: c\n---\n",
            '2: cannot be read: a colon inside a text; put the whole text in "quotes"',
        ),
        ("---\na: 1\n\tb: 2\n---\n", "3: cannot be read: a tab character; use spaces"),
        (
            "---\na: 1\nb: [1\n---\n",
            "3: cannot be read: expected ',' or ']', but got '<stream end>'; "
            "check the indent and the quotes around here",
        ),
        ("---\na: 1\na: 2\n---\n", "3: a: given twice; it is also on line 2"),
        ("---\nb:\n  - {a: 1, a: 2}\n---\n", "3: a: given twice; it is also on line 3"),
        (
            "---\na: 1\nb: 2026-02-30\n---\n",
            "3: b: `2026-02-30` is not a date on the calendar; write one such as 2026-11-30",
        ),
        (
            "---\na: 1\nb: !!python/object:os.system x\n---\n",
            '3: b: this value cannot be read; put it in "quotes"',
        ),
        (
            "---\na: 1\n? [b]\n: 2\n---\n",
            '2: this value cannot be read; put it in "quotes"',
        ),
        (
            "---\ntitle: “Nurse”\n# a note: “x”\nb: the “best” one\n---\n",
            '2: the curly quotes of “Nurse” would be printed; type straight ones (")',
        ),
        (
            "---\nb:\n  - {a: “$93,600 a year”, c: x}\n---\n",
            '3: the curly quotes of “$93,600 a year” would be printed; type straight ones (")',
        ),
    ],
)
def test_what_is_refused(text: str, expected: str) -> None:
    assert problems(text) == [f"x.md:{expected}"]
