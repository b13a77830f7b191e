"""No report names, suggests or gives back as liked what the person rated at or below the middle.

The reports are made as people make them and read back from the finished PDFs. What a person rated is worked out here,
from the answers in the file. The chart of all themes and the answer sheet show every score, and claim nothing.
"""

from __future__ import annotations

import csv
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from tests.support.lent_pieces import lent_pieces
from tests.support.read_aloud import tagged_text
from tests.support.sample_runs import DAY, SOURCE, call
from tests.support.shared import Shared

pytestmark = pytest.mark.slow

SAMPLES = SOURCE / "answers" / "interests.csv"
CHANCE, SEED, LEFT_OUT = 200, 1959, 0.03
"""People who answer by dice, and the share of lines that they leave empty."""
THEMES = ("Realistic", "Investigative", "Artistic", "Social", "Enterprising", "Conventional")
NEEDED, MIDDLE, MOST = 4, 3, 5
"""Answers of a theme for a score, the middle of the choices, and the most guides to suggest."""

GAP = Fraction("0.8")
"""Themes less than this apart may be called not clearly lower."""

_TEXT = (SOURCE / "assessments" / "interests.md").read_text(encoding="utf-8")
LINES = {name: line for line, name in re.findall(r"^- (.+) \{#(\w+)\}$", _TEXT, re.MULTILINE)}
DOES = {does: theme for theme in THEMES for does in re.findall(rf"^  {theme[0]}: ([^\[\n]+)$", _TEXT, re.MULTILINE)}
"""What a headline says of each theme."""
CHOICES = ("Dislike a lot", "Dislike", "Not sure", "Like", "Like a lot")

_THEME, _CHOICE = "|".join(THEMES), "|".join(CHOICES)
_NAMED = rf"(?:{_THEME}) \(\d\.\d\)"
HEADLINE = re.compile(rf"You like (?:to (?:{'|'.join(DOES)})(?:, and |, | and |$))+")
HEADLINE_OF_ALL = "You like many kinds of work"
HIGHEST = re.compile(
    rf"Your highest scores?: (.*?{_NAMED})\.(?: Less than 0\.8 behind, so not clearly lower: (.*{_NAMED})\.)?"
)
IN_FULL = re.compile(rf"({_THEME})")
"""The heading of a highest theme."""
EXAMPLES = re.compile(rf"({_THEME}): [^\d]+, [^\d]+\.")
GUIDE = re.compile(
    r"It draws on (.+?)(?:, where you scored high\.|\. You scored high in (.+?)\.)"
    r"(?: You scored below the middle in (.+)\.)?"
)
LIKED = re.compile(rf"(?P<line>.+\.) (?P<choice>{_CHOICE})")
FIRST = re.compile(rf"One thing to do first: you answered “(?P<choice>{_CHOICE})” to “(?P<line>[^”]+)\.” .+")

Means = Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Said:
    """What a person answered."""

    lines: Mapping[str, int]
    """The answers by the words of their lines, from 1 to 5."""
    means: Means
    """The mean answer of each theme of which enough lines are answered."""

    @property
    def opposite(self) -> Said:
        """What somebody said who answered every line the other way around."""
        lines = {line: 6 - answer for line, answer in self.lines.items()}
        return Said(lines, {theme: 6 - mean for theme, mean in self.means.items()})


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that a report says of a person."""

    kind: str
    words: str
    is_true: bool


Reports = Mapping[str, tuple[list[str], Said]]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory, shared: Shared) -> Reports:
    """Return the words of each person's report, block by block, and what the person answered."""
    folder = tmp_path_factory.mktemp("honest")
    answers = _write_people(folder / "people.csv")
    arguments = ("--assessment", "interests", "--date", DAY, "--source", SOURCE, "--out", folder)
    with lent_pieces(shared, folder):
        called = call("report", answers, *arguments, "--jobs", "1")  # others would each typeset what all need
    assert called.code == 0, called.err
    made = {path.stem: path for path in (folder / "reports" / "interests").glob("*.pdf")}
    with answers.open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert made.keys() == rows.keys()
    return {name: (_words(made[name]), said(row)) for name, row in rows.items()}


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


def said(row: Mapping[str, str]) -> Said:
    """Return what a row of the file says."""
    given = {theme: {LINES[k]: int(v) for k, v in row.items() if v and _is_of(theme, k)} for theme in THEMES}
    means = {t: Fraction(sum(lines.values()), len(lines)) for t, lines in given.items() if len(lines) >= NEEDED}
    return Said({line: answer for lines in given.values() for line, answer in lines.items()}, means)


def _is_of(theme: str, column: str) -> bool:
    return re.fullmatch(f"{theme[0].lower()}\\d+", column) is not None


def claims(words: Sequence[str], said: Said) -> Iterator[Claim]:
    """Yield what a report claims, and whether it is true of somebody who answered so."""
    for before, block in pairwise(["", *words]):
        yield from _of_themes(block, said.means)
        yield from _of_guides(before, block, said.means)
        for kind, pattern in (("liked line", LIKED), ("first thing", FIRST)):
            if found := pattern.fullmatch(block):
                answer = said.lines.get(found["line"].removesuffix(".") + ".", MIDDLE)
                yield Claim(kind, block, answer > MIDDLE and CHOICES[answer - 1] == found["choice"])


def _of_themes(block: str, means: Means) -> Iterator[Claim]:
    liked = _liked(means)
    if block.startswith("You like "):
        of_all = THEMES if block == HEADLINE_OF_ALL else ()
        named = [DOES[does] for does in re.findall("|".join(DOES), block)] if HEADLINE.fullmatch(block) else of_all
        yield Claim("headline", block, bool(named) and liked.issuperset(named))
    for kind, pattern in (("heading", IN_FULL), ("examples", EXAMPLES)):
        if found := pattern.fullmatch(block):
            yield Claim(kind, block, found[1] in liked)
    if found := HIGHEST.fullmatch(block):
        named, near = (re.findall(_THEME, listed or "") for listed in found.groups())
        yield Claim("highest", block, liked.issuperset(named))
        for theme in near:
            is_near = any(0 < means[name] - means[theme] < GAP for name in named)
            yield Claim("near", block, is_near)


def _of_guides(title: str, block: str, means: Means) -> Iterator[Claim]:
    if found := GUIDE.fullmatch(block):
        liked = _liked(means)
        draws_on, high, low = (re.findall(_THEME, listed or "") for listed in found.groups())
        high = high or draws_on
        yield Claim("guide", f"{title} {block}", draws_on[0] in liked and liked.issuperset(high))
        yield from (Claim("low", f"{title} {block}", means[theme] < MIDDLE) for theme in low)


def _liked(means: Means) -> set[str]:
    return {theme for theme, mean in means.items() if mean > MIDDLE}


def test_nothing_is_named_or_suggested_that_was_not_rated_above_the_middle(reports: Reports) -> None:
    assert len(reports) == CHANCE + 12
    found = {name: [claim for claim in claims(*report) if not claim.is_true] for name, report in reports.items()}
    assert {name: untrue for name, untrue in found.items() if untrue} == {}


def test_no_report_suggests_more_guides_than_can_be_read(reports: Reports) -> None:
    assert max(sum(claim.kind == "guide" for claim in claims(*report)) for report in reports.values()) == MOST


def test_the_reports_say_something(reports: Reports) -> None:
    """The tests above read every kind of claim, in enough reports to mean something."""
    said_by = Counter(kind for report in reports.values() for kind in {claim.kind for claim in claims(*report)})
    least = {"headline": 100, "highest": 100, "heading": 100, "guide": 100, "liked line": 200, "first thing": 200}
    assert said_by.keys() == {*least, "near", "low", "examples"}
    assert all(said_by[kind] >= count for kind, count in least.items())
    assert min(said_by.values()) >= 3


def test_no_sentence_about_guides_or_highest_scores_is_overlooked(reports: Reports) -> None:
    """Where a report has these words, a claim was read in them."""
    signs = re.compile(r"You like |Your highest scores?: |It draws on |[Yy]ou scored |you answered “")
    for words, answers in reports.values():
        read = " ".join(claim.words for claim in claims(words, answers))
        assert [block for block in words if signs.match(block) and block not in read] == []


def test_a_report_held_against_opposite_answers_is_untrue(reports: Reports) -> None:
    """Every single claim of a report is untrue of somebody who answered the other way around."""
    for words, answers in reports.values():
        assert [claim for claim in claims(words, answers.opposite) if claim.is_true] == []
