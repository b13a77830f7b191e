"""No report names as a highest score, or suggests a guide for a theme, what the person rated at or below the middle.

The reports are made as people make them and read back from the finished PDFs. What a person rated is worked out here,
from the answers in the file.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

import pytest

from tests.support.read_aloud import tagged_text
from tests.support.sample_runs import DAY, SOURCE, call

pytestmark = pytest.mark.slow

SAMPLES = SOURCE / "answers" / "interests.csv"
CHANCE, SEED, LEFT_OUT = 200, 1959, 0.03
"""People who answer by dice, and the share of lines that they leave empty."""
THEMES = ("Realistic", "Investigative", "Artistic", "Social", "Enterprising", "Conventional")
NEEDED, MIDDLE, MOST = 4, 3, 5
"""Answers of a theme for a score, the middle of the choices, and the most guides to suggest."""

HIGHEST = re.compile(rf"^({'|'.join(THEMES)}) \((\d\.\d) of 5\): ")
SUGGESTED = re.compile(
    r"^(.+?)\. It draws on (.+?)\. You scored high in (.+?)\.(?: You scored below the middle in (.+)\.)?$"
)
EXAMPLES = re.compile(rf"^({'|'.join(THEMES)}): .+, ")

Means = Mapping[str, Fraction]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, tuple[list[str], Means]]:
    """Return the words of each person's report, block by block, and the means of their answers."""
    folder = tmp_path_factory.mktemp("honest")
    answers = _write_people(folder / "people.csv")
    called = call("report", answers, "--assessment", "interests", "--date", DAY, "--source", SOURCE, "--out", folder)
    assert called.code == 0, called.err
    made = {path.stem: path for path in (folder / "reports" / "interests").glob("*.pdf")}
    with answers.open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert made.keys() == rows.keys()
    return {name: (_words(made[name]), means(row)) for name, row in rows.items()}


def _write_people(path: Path) -> Path:
    """Write the twelve sample people and others who answer by dice."""
    dice = random.Random(SEED)
    with SAMPLES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lines = [name for name in rows[0] if name not in ("id", "name", "date")]
    for number in range(CHANCE):
        given = {name: "" if dice.random() < LEFT_OUT else str(dice.randint(1, 5)) for name in lines}
        rows.append({"id": f"dice-{number}", "name": f"Sample Person {number}", "date": DAY, **given})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def _words(path: Path) -> list[str]:
    return [" ".join(words.split()) for _, words in tagged_text(path.read_bytes())]


def means(row: Mapping[str, str]) -> Means:
    """Return the mean answer of each theme of which enough lines are answered."""
    given = {
        theme: [int(v) for k, v in row.items() if v and re.fullmatch(f"{theme[0].lower()}\\d+", k)] for theme in THEMES
    }
    return {theme: Fraction(sum(values), len(values)) for theme, values in given.items() if len(values) >= NEEDED}


def untrue(words: list[str], rated: Means) -> Iterator[str]:
    """Yield what a report says of somebody who did not rate it above the middle."""
    liked = {theme for theme, mean in rated.items() if mean > MIDDLE}
    guides = [found for found in map(SUGGESTED.match, words) if found]
    if len(guides) > MOST:
        yield f"{len(guides)} guides"
    for found in filter(None, (*map(HIGHEST.match, words), *map(EXAMPLES.match, words))):
        if found[1] not in liked:
            yield f"{found[1]} is named"
    for guide in guides:
        draws_on, high, low = (re.findall("|".join(THEMES), listed or "") for listed in guide.groups()[1:])
        if draws_on[0] not in liked or not high or not liked.issuperset(high) or liked.intersection(low):
            yield f"{guide[1]} is suggested for {', '.join(high)}"


def test_nothing_is_named_or_suggested_that_was_not_rated_above_the_middle(
    reports: Mapping[str, tuple[list[str], Means]],
) -> None:
    assert len(reports) == CHANCE + 12
    assert {name: found for name, report in reports.items() if (found := [*untrue(*report)])} == {}


def test_the_reports_say_something(reports: Mapping[str, tuple[list[str], Means]]) -> None:
    """The test above reads highest scores, guides, and examples in enough reports to mean something."""
    for pattern, least in ((HIGHEST, 100), (SUGGESTED, 100), (EXAMPLES, 3)):
        assert sum(any(map(pattern.match, words)) for words, _ in reports.values()) >= least


def test_a_report_held_against_opposite_answers_is_untrue(reports: Mapping[str, tuple[list[str], Means]]) -> None:
    """Every report that names or suggests something is untrue of somebody who answered the other way round."""
    for words, rated in reports.values():
        says = any(pattern.match(line) for line in words for pattern in (HIGHEST, SUGGESTED, EXAMPLES))
        assert bool([*untrue(words, {theme: 6 - mean for theme, mean in rated.items()})]) == says
