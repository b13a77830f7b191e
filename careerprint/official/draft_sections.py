"""The sections of a draft: figures with their marks, and official words beside the lines that are to be written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from careerprint.official.downloads.bls import ALL
from careerprint.official.downloads.handbook import HandbookPage
from careerprint.official.downloads.handbook_parts import duties, employers, first_sentences, sentences_under
from careerprint.official.draft_points import (
    SidePoint,
    ep_mark,
    good_sides,
    hard_sides,
    plain,
    reason_of,
    shown_entry,
    written_side,
)
from careerprint.official.occupations import OfficialOccupation, RelatedOccupation, tried
from careerprint.wording import counted

MOST_TASKS, MOST_EMPLOYERS, MOST_COMPARED, MOST_CLOSE, MOST_POINTS = 5, 3, 2, 7, 3
"""The most of each in a draft: as many as a guide has."""
_DEGREES = {
    "less-than-high-school": "no high school diploma",
    "high-school": "a high school diploma",
    "some-college": "some college but no degree",
    "associates": "an associate's degree",
    "bachelors": "a bachelor's degree",
    "masters": "a master's degree",
    "doctoral": "a doctoral or professional degree",
}


class DraftSections:
    """Writes the sections that the official files say something about."""

    def __init__(self, occupation: OfficialOccupation, page: HandbookPage | None) -> None:
        """Take the occupation and its Handbook page, if there is one."""
        self.own, self.page = occupation, page
        self.said: list[str] = []
        """What was filled in, in words."""

    def bodies(self) -> Mapping[str, str]:
        """Return the text of each section by its role; sections about which nothing is known are not in it."""
        made = {
            "tasks": self._tasks(),
            "environment": self._environment(),
            "pros": self._side(good_sides(self.own), "good"),
            "cons": self._side(hard_sides(self.own, self.page), "hard"),
            "skills": self._skills(),
            "education": self._education(),
            "pay-and-outlook": self._pay_and_outlook(),
            "compare": self._compare(),
        }
        return {role: text for role, text in made.items() if text}

    def _tasks(self) -> str:
        listed = duties(self.page) if self.page else ()
        mark = "[^ooh:what-they-do]" if listed else "[^onet]"
        words = (listed or self.own.tasks)[:MOST_TASKS]
        self.said.append(f"{counted(len(words), 'task')} in official words ({'Handbook' if listed else 'O*NET'})")
        numbers = ("First", "Second", "Third", "Fourth", "Fifth")
        return "Replace this: one sentence about the work as a whole.\n\n" + "\n".join(
            f"- **{number} task.** Replace this: what you do, and why. Official words: "
            f"“{plain(task)}”{mark} {{#{number.casefold()}-task}}"
            for number, task in zip(numbers, words, strict=False)
        )

    def _environment(self) -> str:
        page = self.page
        if page is None:
            return ""
        official = {
            "the place": first_sentences(page, "work-environment")[2:4],
            "the hours": sentences_under(page, "work-environment", "Work Schedules")[:2],
            "injuries": sentences_under(page, "work-environment", "Injuries and Illnesses")[:2],
        }
        parts = [
            f"Replace this: {what}. Official words: “{plain(' '.join(words))}”[^ooh:work-environment]"
            for what, words in official.items()
            if words
        ]
        shares = employers(page, self.own.title)[:MOST_EMPLOYERS]
        if shares:
            named = [f"{_in_parentheses(plain(each.name))} {each.percent}%" for each in shares]
            parts.append(
                f"The largest employers, with their shares of the jobs: {_joined(named)}.[^ooh:work-environment]"
            )
        self.said.append(counted(len(shares), "employer"))
        return "\n\n".join(parts)

    def _side(self, points: Iterator[SidePoint], side: str) -> str:
        known = [*points][:MOST_POINTS]
        self.said.append(f"{counted(len(known), f'{side} side')} with figures or official words")
        return written_side(known, side)

    def _skills(self) -> str:
        if not self.own.skills:
            return ""
        self.said.append(f"{counted(len(self.own.skills), 'skill')} without levels")
        software = f" Software that employers ask for: {', '.join(self.own.software)}." if self.own.software else ""
        text = f"The levels are our own view, not official. You can start with less and grow.{plain(software)}\n\n"
        return text + "\n\n".join(
            f"- **{name}.** Replace this: what the skill is in this job. "
            f"{{#{_slug(name)} level=3}}\n\n    Replace this: what level 3 looks like here.\n\n"
            "    - Replace this: a first step that one can look up, such as a free course.\n"
            "    - Replace this: a second step."
            for name in self.own.skills
        )

    def _education(self) -> str:
        shares = [(name, self.own.number("5.3", name)) for name in _DEGREES]
        best = sorted(((name, share) for name, share in shares if share), key=lambda each: -each[1])[:3]
        if not best:
            return ""
        years = self.own.files.survey_years
        group = "in a wider group of jobs that holds this one" if self.own.is_in_wider_group else "in this job"
        text = "Replace this: what employers and the law ask for. Say it if no license is needed.\n\n"
        text += f"Among workers aged 25 and over {group}, {years[0]}–{years[1] % 100:02}, "
        parts = [f"{self.own.shown('5.3', name)} have {_DEGREES[name]}" for name, _ in best]
        marks = "".join(f"[^ep:5.3/{self.own.soc}/{name}]" for name, _ in best)
        self.said.append(counted(len(best), "share of education", "shares of education"))
        return f"{text}{', '.join(parts[:-1])}, and {parts[-1]} as their highest level.{marks}" if parts[1:] else text

    def _pay_and_outlook(self) -> str:
        rows = [*self._rows()]
        if not rows:
            return ""
        self.said.append(counted(len(rows), "row of pay and outlook", "rows of pay and outlook"))
        table = "\n".join(("| United States | This job | All jobs |", "|---|---:|---:|", *rows))
        parts = [table, self._about_pay()]
        if yearly := self._yearly():
            parts.append(yearly)
        return "\n\n".join(parts)

    def _rows(self) -> Iterator[str]:
        release = tried(self.own.gaps, lambda: self.own.files.projections.release, None)
        names = [
            ("Middle pay a year", "oews", "national", "A_MEDIAN"),
            ("One in ten earns less than", "oews", "national", "A_PCT10"),
            ("One in ten earns more than", "oews", "national", "A_PCT90"),
        ]
        if release:
            span = f"{release.name[:4]} to {release.name[:2]}{release.name[-2:]}"
            names += [
                (f"Jobs in {release.name[:4]}", "ep", "1.2", "jobs"),
                (f"Growth, {span}", "ep", "1.2", "change"),
                ("Openings a year", "ep", "1.2", "openings"),
            ]
        for label, source, table, column in names:
            own, every = self.own.shown(table, column), self.own.shown(table, column, ALL)
            if own and every:
                cells = (
                    f"{own}[^{source}:{table}/{self.own.soc}/{column}]",
                    f"{every}[^{source}:{table}/{ALL}/{column}]",
                )
                yield f"| {label}[^{source}] | {cells[0]} | {cells[1]} |"

    def _about_pay(self) -> str:
        text = "The middle pay is also called the *median*: half of the workers earn more, and half earn less."
        if wages := tried(self.own.gaps, lambda: self.own.files.wages, None):
            text += f" Pay is from {wages.table.release.name}."
        if self.own.together_with:
            text += f" The figures also count {_joined(self.own.together_with)}."
        return f"{text} Pay near you may differ, and a first job often pays less."

    def _yearly(self) -> str:
        new = self.own.number("1.2", "new-jobs")
        text = ""
        if new is not None and new > 0:
            yearly = _two_digits(new * 100)
            text = f"About {yearly:,} of the openings a year are new jobs.{ep_mark(self.own, 'new-jobs')}"
        reason = reason_of(self.own)
        return f"{text}{reason}".strip()

    def _compare(self) -> str:
        others = [other for other in self.own.related if self.own.shown("national", "A_MEDIAN", other.soc)]
        others = [other for other in others if other.soc != self.own.soc][:MOST_COMPARED]
        if not others:
            return ""
        self.said.append(f"{counted(len(others), 'related occupation')} side by side")
        head = "| Question | This job | " + " | ".join(plain(other.title) for other in others) + " |"
        asked = "| Replace this: what do you work on? |" + " Replace this |" * (len(others) + 1)
        rows = [head, "|---|---|" + "---|" * len(others), asked, *self._compared(others)]
        close = [plain(other.title) for other in self.own.related if other.soc != self.own.soc]
        rows.append(
            f"\nOccupations that O\\*NET lists close to this one: {_joined(close[:MOST_CLOSE])}.[^onet:related]"
        )
        return "\n".join(rows)

    def _compared(self, others: Sequence[RelatedOccupation]) -> Iterator[str]:
        codes = [self.own.soc, *(other.soc for other in others)]
        entries = [shown_entry(each) for each in (self.own.shown("1.2", "entry", c) for c in codes)]
        if all(entries):
            cells = [f"{each}[^ep:1.2/{code}/entry]" for each, code in zip(entries, codes, strict=True)]
            yield f"| Usual way in[^ep] | {' | '.join(cells)} |"
        pay = [f"{self.own.shown('national', 'A_MEDIAN', c)}[^oews:national/{c}/A_MEDIAN]" for c in codes]
        if self.own.shown("national", "A_MEDIAN"):
            yield f"| Middle pay a year[^oews] | {' | '.join(pay)} |"


def _in_parentheses(name: str) -> str:
    """Return an industry without a semicolon: `Hospitals (state, local, and private)`."""
    first, _, rest = name.partition("; ")
    return f"{first} ({rest})" if rest else first


def _joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])}, and {names[-1]}"


def _slug(name: str) -> str:
    return re.sub(r"\W+", "-", name.casefold()).strip("-")


def _two_digits(number: float) -> int:
    """Round to two digits, or to hundreds if that is finer."""
    digits = len(str(int(number)))
    return int(round(number, -min(max(digits - 2, 0), 2)))
