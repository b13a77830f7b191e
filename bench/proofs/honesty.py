"""Shows how often the reports make something out of nothing, with people who are only chance.

    python -m bench.proofs.honesty [PEOPLE] [--seed N]

1. *Work interests*, scored by the program itself, for people without any true difference (one level for all six
   themes, and noise in each item that gives a theme of five items a standard error of 0.43, as found in answers of
   1,440 people to items of this kind: JobCannon Psychometric Response Dataset, CC BY 4.0, doi 10.5281/zenodo.20686670)
   and for answers by dice. Targets for the first: at most 8 in 100 are given one theme alone as the highest, and at
   least 30 in 100 are told that nothing stands out.
2. Five cases of *Fit* that used to get a headline that was not true of them, with the headline of today.
3. How often the headline of a fit changes when one answer moves by one step.
4. How many of the sample people, and of people who answer by dice, *Work interests* finds a guide for, and how many
   guides it suggests at most.

It ends with 0 if the targets are met, with 1 if not.
"""

from __future__ import annotations

import argparse
import datetime
import random
import statistics
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from careerprint.answers.open_answers import read_answers
from careerprint.check.sources import read_sources
from careerprint.jobs.job import Studio
from careerprint.jobs.plan import make_studio
from careerprint.scoring.fit import weigh
from careerprint.scoring.scorecard import Profile, Scorecard
from careerprint.scoring.scorer import score
from careerprint.scoring.themes import suggest, top_scores
from careerprint.settings import Settings
from careerprint.sources.assessment import Assessment, Gaps
from careerprint.sources.markdown import text_of

SOURCE = Path(__file__).resolve().parents[2] / "source"
DAY = datetime.date(2026, 11, 27)
FIT = "fit--machine-learning-engineer"
STANDARD_ERROR = 0.43
"""Of a theme of five items, on a scale of 1 to 5; from the data set named above."""
LEVELS = statistics.NormalDist(3.0, 0.5)
"""How much people like the work of all six themes taken together. The outcome hardly depends on it; see the table."""
MOST_ALONE, FEWEST_TOLD = 0.08, 0.30

Answers = Mapping[str, int | None]


def studio() -> Studio:
    """Return everything in source/, read."""
    sources, problems = read_sources(SOURCE, today=DAY)
    if sources is None:
        raise SystemExit("\n".join(map(str, problems)))
    return make_studio(sources, Settings(SOURCE, Path("out"), (), None, DAY))


def answer(liking: float) -> int:
    """Return the choice, 1 to 5, that a liking is nearest to."""
    return min(5, max(1, round(liking)))


def alike(assessment: Assessment, dice: random.Random, noise: float, level: float | None = None) -> Answers:
    """Return the answers of somebody who likes all themes equally."""
    own = dice.gauss(LEVELS.mean, LEVELS.stdev) if level is None else level
    return {item.id: answer(dice.gauss(own, noise)) for _, item in assessment.items}


def by_dice(assessment: Assessment, dice: random.Random) -> Answers:
    """Return answers that are all chance."""
    return {item.id: dice.randint(1, len(scale.choices)) for scale, item in assessment.items}


def noise_for(assessment: Assessment, people: int, seed: int) -> float:
    """Return the noise in an item at which a theme's mean has the standard error of the data set.

    Rounding and the ends of the scale change a spread, so it is searched: bisection on simulated people.
    """
    low, high = 0.5, 2.0
    for _ in range(12):
        middle = (low + high) / 2
        low, high = (
            (middle, high) if standard_error(assessment, people, seed, middle) < STANDARD_ERROR else (low, middle)
        )
    return (low + high) / 2


def standard_error(assessment: Assessment, people: int, seed: int, noise: float) -> float:
    """Return the spread of the themes' means within people who like all themes equally."""
    dice = random.Random(seed)
    variances = [statistics.variance(means(score(assessment, alike(assessment, dice, noise)))) for _ in range(people)]
    return statistics.fmean(variances) ** 0.5


def means(card: Scorecard) -> list[float]:
    """Return the means of the scored scales."""
    return [float(each.mean) for each in card.scales if each.mean is not None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a group of people is told, as shares of them."""

    flat: float
    alone: float
    """One theme alone is named as the highest, and no other as close to it."""
    told: float
    """Nothing stands out: the profile is flat, or no theme is in the top band."""
    first_alone: float
    """One theme alone has the first place of the ranking, named or not."""

    def __str__(self) -> str:
        return "".join(f"{share:>12.1%}" for share in (self.flat, self.told, self.alone, self.first_alone))


def outcome(cards: Iterator[Scorecard]) -> Outcome:
    """Count what people are told."""
    told: Counter[str] = Counter()
    for card in cards:
        top = top_scores(card)
        told["people"] += 1
        told["flat"] += card.profile is Profile.FLAT
        told["alone"] += len(top.named) == 1 and not top.near
        told["none"] += not top.named
        told["first"] += card.is_ranked and len(card.ranking[0].scores) == 1
    flat, alone, none, first = (told[name] / told["people"] for name in ("flat", "alone", "none", "first"))
    return Outcome(flat, alone, none, first)


GAPS = (("0.4", "0.4"), ("0.8", "0.8"), ("0.8", "1.2"), ("1.2", "1.2"))
"""Tie gap and flat gap: as it was, and others that were tried."""


def themes_table(made: Studio, people: int, seed: int) -> bool:
    """Print what people without any true difference and people of chance are told; say whether targets are met."""
    assessment = made.assessments["interests"]
    assert assessment.gaps is not None
    noise = noise_for(assessment, people // 10, seed)
    error = standard_error(assessment, people, seed, noise)
    print(f"Work interests {assessment.version}, {people:,} people a line, noise of {error:.2f} in a theme's mean")
    print(f"{'':44}{'flat':>12}{'nothing':>12}{'one named':>12}{'one first':>12}")
    for tie, flat in GAPS:
        other = replace(assessment, gaps=Gaps(Fraction(tie), Fraction(flat)))
        print(f"{f'no true difference, gaps {tie} and {flat}':44}{_alike(other, people, seed, noise)}")
    for level in (2.5, 3.0, 3.5, 4.0):
        print(f"{f'the same, ours, all themes liked at {level}':44}{_alike(assessment, people, seed, noise, level)}")
    dice = random.Random(seed)
    chance = outcome(score(assessment, by_dice(assessment, dice)) for _ in range(people))
    print(f"{'answers by dice, ours':44}{chance}")
    ours = _alike(assessment, people, seed, noise)
    is_met = ours.alone <= MOST_ALONE and ours.told >= FEWEST_TOLD
    print(f"Targets, ours: one alone <= {MOST_ALONE:.0%}, nothing stands out >= {FEWEST_TOLD:.0%}: {_word(is_met)}")
    return is_met


def _alike(assessment: Assessment, people: int, seed: int, noise: float, level: float | None = None) -> Outcome:
    dice = random.Random(seed)
    return outcome(score(assessment, alike(assessment, dice, noise, level)) for _ in range(people))


CASES: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("tasks 2.6, likes the good sides, every skill at level 1", {"tasks": "33232", "pros": "5444", "skills": "11111"}),
    ("all 5s, but the hard sides So-so", {"tasks": "55555", "pros": "5555", "cons": "3333", "skills": "55555"}),
    ("likes the tasks, not what the job offers", {"tasks": "54455", "pros": "2122"}),
    ("so-so about everything", {"tasks": "33343", "pros": "3233", "cons": "3333"}),
    ("likes all of it, one line empty in each part", {"tasks": "-5445", "pros": "4-54", "cons": "44-4"}),
)
"""Cases that a headline must be true of. The first two are told in the notes on which the rules rest; with the rules
of version 1.0 the first was told that much of the job draws it, the second that its answers point both ways, and an
empty line cost the last one its headline. A `-` is not answered; parts that are not named are answered with 4."""


def fit_cases(made: Studio) -> None:
    """Print the headline of each case."""
    assessment = made.assessments[FIT]
    print(f"\nFive cases, {assessment.work}, version {assessment.version}")
    for words, given in CASES:
        card = score(assessment, _case(assessment, given))
        fit, cons = weigh(card), card.scale("cons")
        print(f"  {words}\n    {assessment.sections[fit.section].words}")
        print(f"    Hard sides: {cons.band.title if cons and cons.band else 'not scored'}")
        print(f"    Skills: {text_of(assessment.sections[fit.skills].body[0]).strip()}")


def _case(assessment: Assessment, given: Mapping[str, str]) -> Answers:
    """Return the answers of a case; a part with more lines than the case goes on from its beginning."""
    answers: dict[str, int | None] = {}
    for scale in assessment.scales:
        row = given.get(scale.id, "4")
        for place, item in enumerate(scale.items):
            sign = row[place % len(row)]
            answers[item.id] = None if sign == "-" else int(sign)
    return answers


def one_step(made: Studio, people: int, seed: int) -> None:
    """Print how often the headline of a fit changes when one answer to tasks or good sides moves by one step.

    People like tasks and good sides to some degree each, and answer each line with noise around it.
    """
    assessment = made.assessments[FIT]
    dice = random.Random(seed)
    lines = [(scale, item) for scale in assessment.scales[:2] for item in scale.items]
    some, moves, changed, again = 0, 0, 0, 0
    for _ in range(people):
        likings = {scale.id: dice.gauss(3.4, 0.8) for scale in assessment.scales}
        answers, other = (_about(assessment, likings, dice) for _ in range(2))
        before = _headline(assessment, answers)
        steps = [
            _headline(assessment, {**answers, item.id: moved})
            for scale, item in lines
            for moved in ((answers[item.id] or 0) - 1, (answers[item.id] or 0) + 1)
            if 1 <= moved <= len(scale.choices)
        ]
        moves += len(steps)
        changed += sum(after != before for after in steps)
        some += any(after != before for after in steps)
        again += _headline(assessment, other) == before
    print(f"\nOne answer moved by one step, {people:,} people")
    print(f"  moves that change the headline: {changed / moves:.1%}")
    print(f"  people for whom at least one of all moves changes it: {some / people:.1%}")
    print(f"  people who get the same headline when they answer again with new noise: {again / people:.1%}")


def _about(assessment: Assessment, likings: Mapping[str, float], dice: random.Random) -> dict[str, int | None]:
    return {item.id: answer(dice.gauss(likings[scale.id], 0.8)) for scale, item in assessment.items}


def _headline(assessment: Assessment, answers: Answers) -> str:
    return weigh(score(assessment, answers)).section


BY_DICE = 200


def guides_found(made: Studio, seed: int) -> None:
    """Print for how many people there is a guide among the sample guides, and how many guides they are given."""
    assessment, dice = made.assessments["interests"], random.Random(seed)
    samples = read_answers(SOURCE / "answers" / "interests.csv", assessment).responses
    print(f"\nGuides to read next, of {len(_themes(made))} guides")
    _print_guides(f"the {len(samples)} sample people", made, [score(assessment, person.answers) for person in samples])
    chance = [score(assessment, by_dice(assessment, dice)) for _ in range(BY_DICE)]
    _print_guides(f"{BY_DICE} people who answer by dice", made, chance)


def _themes(made: Studio) -> dict[str, tuple[str, ...]]:
    return {slug: guide.meta.themes for slug, guide in made.guides.items() if guide.meta.language == "en"}


def _print_guides(words: str, made: Studio, cards: list[Scorecard]) -> None:
    given = [len(suggest(card, _themes(made)).chosen) for card in cards]
    high = sum(bool(top_scores(card).named) for card in cards)
    found = sum(number > 0 for number in given)
    print(f"  {words}: {high} have a high theme; {found} get at least one guide ({found / len(cards):.0%} of all,")
    print(f"    {found / high:.0%} of those with a high theme); nobody gets more than {max(given)}")


def _word(is_met: bool) -> str:
    return "met" if is_met else "NOT met"


def main() -> int:
    """Print all tables; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("people", nargs="?", type=int, default=4_000)
    parser.add_argument("--seed", type=int, default=1959)
    chosen = parser.parse_args()
    made = studio()
    is_met = themes_table(made, chosen.people, chosen.seed)
    fit_cases(made)
    one_step(made, chosen.people // 10, chosen.seed)
    guides_found(made, chosen.seed)
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
