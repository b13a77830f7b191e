"""What the first page of a fit says: the sides, the ladder, and one thing to do first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from careerprint.pages.reports.fit import MOST_ON_SIDE, fit_values
from careerprint.scoring.scorer import score
from tests.support.samples import FIT, assessment, pages, people


def values(answers: Mapping[str, int | None]) -> dict[str, Any]:
    return fit_values(score(assessment(FIT), answers), pages().labels("en"))


def answered(**by_part: int) -> dict[str, int]:
    """Answer all lines of a part alike."""
    return {item.id: by_part.get(scale.id, 3) for scale in assessment(FIT).scales for item in scale.items}


def test_a_side_names_two_lines_and_counts_the_rest() -> None:
    found = values(answered(pros=5, cons=1))
    assert (len(found["pulls"].lines), found["pulls"].more) == (MOST_ON_SIDE, 2)
    assert (len(found["weighs"].lines), found["weighs"].more) == (MOST_ON_SIDE, 2)


def test_what_is_so_so_neither_pulls_nor_weighs() -> None:
    found = values(answered())
    assert (found["pulls"].lines, found["weighs"].lines) == ((), ())


def test_the_ladder_has_every_skill_once_those_with_gaps_first() -> None:
    found = values(people(FIT)["1010"].answers)
    skills = assessment(FIT).scale("skills")
    assert skills is not None
    assert {row.item.id for row in found["ladder"]} == {item.id for item in skills.items}
    assert len(found["ladder"]) == len(skills.items)
    owns = [row.own for row in found["ladder"]]
    assert owns[-2:] == [None, None]


@pytest.mark.parametrize(
    ("by_part", "words"),
    [
        ({"cons": 1, "skills": 1}, "ask someone in the job how often “Constant learning” comes up."),
        ({"cons": 4, "skills": 1}, "begin with a skill."),
        ({"cons": 4, "skills": 5}, "ask if you may watch or help someone for an hour"),
    ],
)
def test_the_first_thing_to_do(by_part: Mapping[str, int], words: str) -> None:
    assert values(answered(**by_part))["first"].startswith(words)


def test_who_answered_nothing_is_asked_to_mark_lines() -> None:
    assert values({})["first"] == pages().labels("en")["report"]["first_bring"]


def test_the_headline_of_too_few_answers() -> None:
    assert values({})["headline"] == assessment(FIT).sections["not-scored"].words


def test_only_cited_sources_are_printed_with_their_numbers() -> None:
    found = assessment(FIT).guide
    assert found is not None
    numbered = {number: source.id for number, source in enumerate(found.meta.sources, 1)}
    printed = {number: source.id for number, source in values({})["sources"].items()}
    assert printed.items() < numbered.items()
