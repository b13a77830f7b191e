"""From a file of answers to a report for each person. It reads like a table of contents:

1. Read and check all sources, and put the assessment together.
2. Read the answers; people with problems are named and left out.
3. Print a report for each person, in several processes.
4. Write the summary and, where asked for, one file for the printer.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from careerprint.answer_sheet import defused
from careerprint.answers import Answers, AnswerStream, Response, Told, open_answers, read_answers
from careerprint.assessment import Assessment
from careerprint.building import checked, unknown_name
from careerprint.editions import is_print_file
from careerprint.encryption import Passwords, passwords_of
from careerprint.errors import UsageError
from careerprint.files import make_folder, write_atomically
from careerprint.jobs import PRIVATE_FILE, Job, Outcome, Studio
from careerprint.languages import name_of, primary, same
from careerprint.plan import PRINT_FILE, group_job, in_editions, make_studio, report_jobs
from careerprint.printfile import bind
from careerprint.progress import Listener
from careerprint.settings import Settings
from careerprint.workers import carry_out

SUMMARY = "summary.csv"


@dataclass(frozen=True, slots=True)
class Question:
    """Which answers are asked for."""

    file: Path
    """A file of answers, or a folder of filled forms."""
    assessment: str
    guide: str | None = None
    """For an assessment that a guide fills."""
    language: str | None = None
    """The language that people are to read; None for the center's own."""


PLATES_FROM = 40
"""From so many reports on, plates are faster: before that most of what they typeset is typeset for one person."""


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What `report` is asked to do."""

    settings: Settings
    question: Question
    only: tuple[str, ...] = ()
    """Ids of the people to print; empty for everybody."""
    sort: str | None = None
    """Column to sort the reports by."""
    named: bool = False
    """Put names into file names."""
    print_file: bool = False
    """Also make one file for the printer."""
    separators: bool = False
    """Put a sheet between the reports of the print file."""
    corrected: bool = False
    """Say on each report that it takes the place of an earlier one."""
    workers: int | None = None
    passwords: Passwords | None = None
    """Encrypt each report with its person's own password."""
    verified: int = 0
    """So many reports, from the whole run, are printed both by plates and as a whole, and compared."""


@dataclass(frozen=True, slots=True)
class ReportResult:
    """What `report` did."""

    answers: Answers
    outcomes: tuple[Outcome, ...]
    summary: Path | None = None
    """The list of what became of everybody; None where nobody was read."""
    print_file: Path | None = None


def asked(settings: Settings, question: Question, *, corrected: bool = False) -> tuple[Studio, Assessment]:
    """Return the studio and the assessment that a question names.

    Raises SourceError for invalid sources and UsageError for an unknown or incomplete name.
    """
    sources, _ = checked(settings, strict=False)
    studio = make_studio(sources, settings, corrected=corrected)
    return studio, find_assessment(studio, question.assessment, question.guide, question.language)


def find_assessment(studio: Studio, name: str, guide: str | None, language: str | None = None) -> Assessment:
    """Return the assessment called `name`, or the one that it becomes with a guide, in a language.

    `es/fit` names the language too; where none is named, it is the center's own.
    """
    folder, _, name = name.rpartition("/")
    guide = name_of(guide) if guide else None
    known = _in_language(studio, folder or language or studio.center.language)
    slug = f"{name}--{guide}" if guide else name
    if slug in known:
        return known[slug]
    if guide and name in known:
        raise UsageError(f"`{name}` has questions of its own, so it needs no --guide.")
    filled = sorted(other.partition("--")[2] for other in known if other.startswith(f"{name}--"))
    if not filled:
        names = {other.partition("--")[0] for other in known}
        raise UsageError(unknown_name(name, names, "assessment"))
    if guide is None:
        raise UsageError(f"`{name}` asks about one guide; add --guide with one of: {', '.join(filled)}")
    raise UsageError(unknown_name(guide, set(filled), "guide"))


def _in_language(studio: Studio, language: str) -> dict[str, Assessment]:
    """Return the assessments of a language by their names without a language folder."""
    found = {name_of(a.slug): a for a in studio.assessments.values() if same(a.language, language)}
    if not found:
        languages = ", ".join(sorted({primary(a.language) for a in studio.assessments.values()}))
        raise UsageError(f"There is no assessment in the language `{language}`; there are: {languages}")
    return found


def read(question: Question, assessment: Assessment) -> Answers:
    """Read the answers to an assessment; raise UsageError when the file is not there."""
    return read_answers(_there(question), assessment)


def opened(question: Question, assessment: Assessment, told: Told) -> AnswerStream:
    """Look through the answers to an assessment; raise UsageError when the file is not there."""
    return open_answers(_there(question), assessment, told)


def _there(question: Question) -> Path:
    if not question.file.exists():
        raise UsageError(f"There is no file or folder {question.file}.")
    return question.file


def _verified(jobs: Sequence[Job], count: int) -> Iterator[Job]:
    """Yield the jobs, so many of them, spread evenly, marked to be compared with the plain way."""
    chosen = {place * len(jobs) // count for place in range(min(count, len(jobs)))}
    for place, job in enumerate(jobs):
        yield replace(job, is_verified=True) if place in chosen else job


def report(request: ReportRequest, told: Listener) -> ReportResult:
    """Print the reports that a request asks for; tell each outcome as it comes.

    Where no answers could be read nothing is written.
    """
    told.stage("1. Read and check all sources, and put the assessment together.")
    studio, assessment = asked(request.settings, request.question, corrected=request.corrected)
    told.stage("2. Read the answers; people with problems are named and left out.")
    answers = read(request.question, assessment)
    people = chosen(answers.responses, only=request.only, sort=request.sort)
    jobs = list(in_editions(report_jobs(assessment.slug, people, studio, named=request.named), studio))
    if request.passwords:
        jobs = with_passwords(jobs, passwords_of(people, request.passwords))
    studio = replace(studio, by_plates=len(jobs) >= PLATES_FROM)
    jobs = list(_verified(jobs, request.verified))
    folder = request.settings.out / "reports" / assessment.slug
    if not jobs:
        return ReportResult(answers, ())
    told.stage("3. Print a report for each person, in several processes.")
    make_folder(folder, mode=0o700)
    outcomes = _printed(jobs, studio, request.workers, told)
    told.stage("4. Write the summary and, where asked for, one file for the printer.")
    listed = folder / SUMMARY
    write_atomically(listed, summary(jobs, outcomes, answers), mode=PRIVATE_FILE)
    made = [request.settings.out / outcome.output for outcome in outcomes if _is_handed_out(outcome)]
    target = folder / f"{PRINT_FILE}.pdf" if request.print_file and made else None
    if target:
        bind(made, target, separator=_separator(studio) if request.separators else None)
    return ReportResult(answers, outcomes, listed, target)


def with_passwords(jobs: Sequence[Job], passwords: Mapping[str, str]) -> list[Job]:
    """Give each report its person's password."""
    return [replace(job, password=passwords[job.data.id]) for job in jobs if isinstance(job.data, Response)]


def _is_handed_out(outcome: Outcome) -> bool:
    return outcome.status == "made" and not is_print_file(outcome.output)


def _printed(jobs: Sequence[Job], studio: Studio, workers: int | None, told: Listener) -> tuple[Outcome, ...]:
    done = []
    told.begin(len(jobs))
    with closing(carry_out(jobs, studio, workers=workers)) as outcomes:
        for outcome in outcomes:
            told.done(outcome)
            done.append(outcome)
    return tuple(done)


def _separator(studio: Studio) -> bytes:
    from careerprint.printer import Printer

    printer = Printer(studio)
    page = printer.pages().separator()
    return printer.press.print(page.html, styles=page.styles, identifier="separator").pdf


def chosen(people: Sequence[Response], *, only: Sequence[str] = (), sort: str | None = None) -> tuple[Response, ...]:
    """Return the people to print, in the order to print them.

    Raises UsageError for an id that is not among the answers and a column that is not in the file.
    """
    ids = {person.id for person in people}
    if unknown := [name for name in only if name not in ids]:
        listed = ", ".join(f"`{name}`" for name in unknown)
        raise UsageError(f"No answers were read for the id {listed}; the command `answers` shows what is read.")
    found = [person for person in people if not only or person.id in only]
    return tuple(sorted(found, key=_order(people, sort)) if sort else found)


def _order(people: Sequence[Response], column: str) -> Callable[[Response], tuple[object, ...]]:
    if column in ("id", "name"):
        return lambda person: (*_natural(str(getattr(person, column))), person.id)
    columns = {name.casefold(): name for person in people for name in person.extra}
    name = columns.get(column.casefold())
    if name is None:
        there = ", ".join(["id", "name", *sorted(columns.values())])
        raise UsageError(f"There is no column `{column}` to sort by; there are: {there}")
    return lambda person: (*_natural(person.extra.get(name, "")), person.id)


def _natural(text: str) -> tuple[tuple[object, ...], ...]:
    """Return what sorts texts as people do: 2 before 10, small and capital letters alike."""
    parts = re.split(r"(\d+)", text.casefold())
    return (tuple(int(part) if part.isdecimal() else part for part in parts),)


def summary(jobs: Sequence[Job], outcomes: Sequence[Outcome], answers: Answers) -> bytes:
    """Return a CSV with a line for each person and each problem; it holds no answers and no names."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(("row", "id", "status", "file", "pages", "cause"))
    for job, outcome in zip(jobs, outcomes, strict=True):
        assert isinstance(job.data, Response)
        cause = "; ".join(problem.message for problem in outcome.problems)
        file = job.output.rpartition("/")[2] if outcome.status == "made" else ""
        row = (job.data.row, job.data.id, outcome.status, file, outcome.pages or "", cause)
        writer.writerow(defused(str(cell)) for cell in row)
    for problem in answers.problems:
        if problem.fatal:
            cause = problem.as_problem().message
            column = f"{problem.column}: " if problem.column else ""
            cells = (str(problem.row or ""), "", "left out", "", "", f"{column}{cause}")
            writer.writerow(map(defused, cells))
    return buffer.getvalue().encode("utf-8-sig")


def group(settings: Settings, question: Question, told: Told) -> tuple[AnswerStream, tuple[Outcome, ...]]:
    """Print the group report over everybody in a file, in each of its editions; none where nobody was read."""
    studio, assessment = asked(settings, question)
    answers = opened(question, assessment, told)
    if not answers.people:
        return answers, ()
    make_folder(settings.out)
    job = group_job(assessment.slug, answers.responses(), studio)
    return answers, tuple(carry_out(list(in_editions([job], studio)), studio))
