"""From a file of answers to a report for each person. It reads like a table of contents:

1. Read and check all sources, and put the assessment together.
2. Read the answers; people with problems are named and left out.
3. Plan: whose report is missing or out of date.
4. Print those, in several processes, and write each into the journal.
5. Write the summary and, where asked for, one file for the printer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from careerprint.answers.open_answers import AnswerStream
from careerprint.answers.responses import Response
from careerprint.errors import AnswerProblem, Problem
from careerprint.jobs.job import Listener, Outcome, Studio
from careerprint.jobs.journal import Journal
from careerprint.jobs.journal_lines import Header
from careerprint.jobs.plan import report_base
from careerprint.keys import content_key, file_hash, tools_key, tree_key
from careerprint.runs.batch import Batch, Counts, left_out_of, print_batch
from careerprint.runs.due import Due, Roll
from careerprint.runs.lists import FAILED, SUMMARY, lines_of, write_lists
from careerprint.runs.passwords import passwords_of
from careerprint.runs.print_file import make_print_file
from careerprint.runs.question import asked, opened
from careerprint.runs.report_request import ReportRequest
from careerprint.sources.assessment import Assessment

PLATES_FROM = 12
"""From this many reports on, plates are faster even in a first run; in a smaller one, most pieces serve one person."""


@dataclass(frozen=True, slots=True)
class ReportResult:
    """What `report` did."""

    answers: AnswerStream
    problems: tuple[AnswerProblem, ...]
    """What was found in the answers."""
    counts: Counts
    outcomes: Callable[[], Iterator[Outcome]] = lambda: iter(())
    """Reads from the journal what became of each report that was asked for."""
    summary: Path | None = None
    """The list of what became of everybody; None where nobody was read."""
    failed: Path | None = None
    """The list of those whose report could not be printed, if there are any."""
    print_files: tuple[Path, ...] = ()
    """What goes to the printer."""
    not_suggested: tuple[Problem, ...] = ()
    """Errors of guides, which no report suggests for that reason."""


def report(request: ReportRequest, listener: Listener) -> ReportResult:
    """Print the reports that a request asks for, and report each outcome as it comes.

    Where no answers could be read nothing is written. Raises OutputError when nothing can be written, and PrintError
    when so many reports fail that it must be the template; what was printed before is remembered.
    """
    listener.stage("1. Read and check all sources, and put the assessment together.")
    found = asked(request.settings, request.question, corrected=request.corrected)
    studio, assessment = replace(found.studio, results=request.results), found.assessment
    listener.stage("2. Read the answers; people with problems are named and left out.")
    problems: list[AnswerProblem] = []
    answers = opened(request.question, found, problems.append)
    if not answers.people:
        return ReportResult(answers, tuple(problems), Counts(), not_suggested=found.problems)
    listener.stage("3. Plan: whose report is missing or out of date.")
    batch = _planned(request, studio, _roll(request, studio, assessment, _People(answers)), problems)
    listener.stage("4. Print those, in several processes, and write each into the journal.")
    counts, files = print_batch(batch, listener, then=lambda: _finish(batch, listener))
    return ReportResult(answers, tuple(problems), counts, batch.outcomes, *files, not_suggested=found.problems)


@dataclass(frozen=True, slots=True)
class _People:
    """Everybody in a file. The file is read again each time, so that memory never holds all people."""

    stream: AnswerStream

    def __iter__(self) -> Iterator[Response]:
        return self.stream.responses()


def _roll(request: ReportRequest, studio: Studio, assessment: Assessment, people: Iterable[Response]) -> Roll:
    """Return who should have a report."""
    base = content_key(
        report_base(studio, assessment.slug, tools_key(request.settings.source / "images")),
        str(request.corrected),
        # What was printed into one store is not taken to be in another.
        *([request.results.address] if request.results else []),
    )
    passwords = None
    if request.passwords:
        asked_for = [person for person in people if request.selection.asks_for(person)]
        passwords = passwords_of(asked_for, request.passwords)
    return Roll(assessment.slug, people, studio, request.selection, base=base, passwords=passwords)


def _planned(request: ReportRequest, studio: Studio, roll: Roll, problems: Iterable[AnswerProblem]) -> Batch:
    """Compare everybody with the journal and the files; return what is to be done."""
    folder = f"reports/{roll.slug}"
    listing = request.results.listed(folder) if request.results else None
    journal = Journal(request.settings.out / folder, has=listing.has if listing else None)
    due = Due(roll, journal, force=request.force)
    options = {"only": bool(request.selection.only), "encrypt": request.passwords is not None}
    header = Header(_input_key(request.question.file), roll.base, options, due.count + due.current)
    studio = replace(studio, by_plates=due.count >= PLATES_FROM)
    return Batch(request, studio, due, journal, header, tuple(left_out_of(problems)))


def _input_key(file: Path) -> str:
    return tree_key(file) if file.is_dir() else file_hash(file)


def _finish(batch: Batch, listener: Listener) -> tuple[Path, Path | None, tuple[Path, ...]]:
    """Write the lists and what goes to the printer; return summary, failures and print files."""
    listener.stage("5. Write the summary and, where asked for, one file for the printer.")
    summary, failures = batch.folder / SUMMARY, batch.folder / FAILED
    any_failed = write_lists(lines_of(batch.due.roll.everybody(), batch.journal), summary, failures)
    return summary, failures if any_failed else None, make_print_file(batch) if batch.request.print_file else ()
