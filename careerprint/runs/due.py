"""Who should have a report, in which file, and which of these reports are due: missing or out of date."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from careerprint.answers.responses import Response
from careerprint.errors import UsageError
from careerprint.jobs.job import Outcome, ReportJob, Studio
from careerprint.jobs.journal import Journal
from careerprint.jobs.journal_lines import outcome_of
from careerprint.jobs.plan import FileNames, in_editions, person_key, report_job
from careerprint.keys import content_key
from careerprint.runs.report_request import Selection
from careerprint.wording import counted


class Roll:
    """Everybody in a file of answers, in order, with their jobs. The file is read again each time and never held."""

    def __init__(
        self,
        slug: str,
        people: Iterable[Response],
        studio: Studio,
        selection: Selection,
        *,
        base: str,
        passwords: Mapping[str, str] | None = None,
    ) -> None:
        """Take the people of one assessment; `passwords` are by id.

        Raises UsageError for an id that is not among the people, and for an unknown column to sort by.
        """
        self.slug, self._studio, self._selection = slug, studio, selection
        self.base, self._passwords = base, passwords or {}
        """Hash over what shapes all reports."""
        refuse_unknown(people, selection.only)
        self._people = in_order(people, selection.sort) if selection.sort else people
        self._names = FileNames(people, named=selection.named)

    def everybody(self) -> Iterator[ReportJob]:
        """Yield everybody's jobs, without keys: those take most of the time, and lists need none."""
        jobs = (report_job(self.slug, person, self._studio, self._names) for person in self._people)
        return in_editions(jobs, self._studio)

    def jobs(self) -> Iterator[ReportJob]:
        """Yield the jobs of those who are asked for, without keys."""
        for job in self.everybody():
            if self._selection.asks_for(job.person):
                yield job

    def keyed(self, job: ReportJob) -> ReportJob:
        """Return a job with its key and its password, as it is printed."""
        password = self._passwords.get(job.person.id, "")
        return replace(job, key=content_key(person_key(self.base, job), password), password=password)


class Due:
    """Which jobs of a roll are to be printed; memory holds a byte for each."""

    def __init__(self, roll: Roll, journal: Journal, *, force: bool) -> None:
        """Compare every job with the journal and the files; with `force`, all are due."""
        self.roll = roll
        self._is_due = bytearray()
        self.replaced = 0
        """Bytes of the files that will be replaced."""
        for job in roll.jobs():
            is_due = force or journal.current(job.output, roll.keyed(job).key) is None
            self._is_due.append(is_due)
            before = journal.find(job.output) if is_due else None
            self.replaced += before.size if before else 0

    @property
    def count(self) -> int:
        """How many are to be printed."""
        return sum(self._is_due)

    @property
    def current(self) -> int:
        """How many are up to date."""
        return len(self._is_due) - self.count

    def jobs(self, verified: int = 0) -> Iterator[ReportJob]:
        """Yield the jobs to be printed; `verified` of them, spread evenly, are to be printed both ways and compared."""
        total = self.count
        chosen = {place * total // verified for place in range(min(verified, total))} if verified else set()
        due = (job for job, is_due in zip(self.roll.jobs(), self._is_due, strict=True) if is_due)
        for place, job in enumerate(map(self.roll.keyed, due)):
            yield replace(job, is_verified=True) if place in chosen else job

    def outcomes(self, journal: Journal) -> Iterator[Outcome]:
        """Yield what became of everybody who was asked for, in order, as the journal has it."""
        for job, is_due in zip(self.roll.jobs(), self._is_due, strict=True):
            entry = journal.find(job.output)
            if entry:
                yield outcome_of(entry, job, "failed" if entry.status == "failed" else "made" if is_due else "current")


def refuse_unknown(people: Iterable[Response], ids: Collection[str]) -> None:
    """Raise UsageError for an id that is not among the people."""
    if not ids:
        return
    found = {person.id for person in people if person.id in ids}
    if unknown := ", ".join(f"`{name}`" for name in sorted(set(ids) - found)):
        raise UsageError(f"No answers were read for the id {unknown}; the command `answers` shows what is read.")


def in_order(people: Iterable[Response], column: str) -> tuple[Response, ...]:
    """Return the people sorted by a column; raise UsageError for one that is not in the file."""
    people = tuple(people)
    return tuple(sorted(people, key=_order(people, column)))


def _order(people: Iterable[Response], column: str) -> Callable[[Response], tuple[object, ...]]:
    if column in ("id", "name"):
        return lambda person: (*_natural(str(getattr(person, column))), person.id)
    columns = {name.casefold(): name for person in people for name in person.extra}
    name = columns.get(column.casefold())
    if name is None:
        # The others are not named: where a line break was lost, headers are somebody's answers.
        others = f" and {counted(len(columns), 'other column')} of the file" if columns else ""
        raise UsageError(f"There is no column `{column}` to sort by; there are `id`, `name`{others}.")
    return lambda person: (*_natural(person.extra.get(name, "")), person.id)


def _natural(text: str) -> tuple[tuple[object, ...], ...]:
    """Return a key that sorts texts as people do: 2 before 10, small and capital letters alike."""
    parts = re.split(r"(\d+)", text.casefold())
    return (tuple(int(part) if part.isdecimal() else part for part in parts),)
