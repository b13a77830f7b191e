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

from careerprint.answers.open_answers import AnswerStream, open_answers
from careerprint.answers.responses import Response
from careerprint.check.sources import checked
from careerprint.editions import is_print_file
from careerprint.errors import AnswerProblem, OnProblem, UsageError
from careerprint.files import make_folder
from careerprint.jobs.cluster.store import Results
from careerprint.jobs.dispatch import carry_out
from careerprint.jobs.job import Listener, Outcome, Studio
from careerprint.jobs.journal import Journal
from careerprint.jobs.journal_lines import Header
from careerprint.jobs.plan import PRINT_FILE, group_job, in_editions, make_studio, report_base
from careerprint.keys import content_key, file_hash, tools_key, tree_key
from careerprint.languages import name_of, primary, same
from careerprint.press.binding import bind
from careerprint.runs.due import EVERYBODY, Due, Roll, Selection
from careerprint.runs.lists import lines_of, write_lists
from careerprint.runs.passwords import Passwords, passwords_of
from careerprint.runs.report_run import Run, Tally, left_out_of, print_due
from careerprint.settings import Settings
from careerprint.sources.assessment import Assessment
from careerprint.wording import unknown_name


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


SUMMARY, FAILED = "summary.csv", "failed.csv"
"""Names of the lists."""
PLATES_FROM = 12
"""From so many reports on, plates are faster even if nothing was typeset before: of fewer, most is typeset for one."""


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What `report` is asked to do."""

    settings: Settings
    question: Question
    selection: Selection = EVERYBODY
    """Whose reports, and in which order."""
    force: bool = False
    """Print also what is up to date."""
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
    scheduler: str | None = None
    """The address of a cluster that prints; None for this machine."""
    results: Results | None = None
    """Where the cluster puts the reports; None for the output folder."""


@dataclass(frozen=True, slots=True)
class ReportResult:
    """What `report` did."""

    answers: AnswerStream
    problems: tuple[AnswerProblem, ...]
    """What was met in the answers."""
    tally: Tally
    outcomes: Callable[[], Iterator[Outcome]] = lambda: iter(())
    """Gives what became of each report that was asked for, read from the journal."""
    summary: Path | None = None
    """The list of what became of everybody; None where nobody was read."""
    failed: Path | None = None
    """The list of those whose report could not be printed, if there are any."""
    print_files: tuple[Path, ...] = ()
    """What is for the printer."""


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


def opened(question: Question, assessment: Assessment, told: OnProblem) -> AnswerStream:
    """Look through the answers to an assessment; raise UsageError when the file is not there."""
    if not question.file.exists():
        raise UsageError(f"There is no file or folder {question.file}.")
    return open_answers(question.file, assessment, told)


@dataclass(frozen=True, slots=True)
class _People:
    """Everybody in a file, read anew each time: they are gone through often and never held."""

    stream: AnswerStream

    def __iter__(self) -> Iterator[Response]:
        """Read them."""
        return self.stream.responses()


def report(request: ReportRequest, told: Listener) -> ReportResult:
    """Print the reports that a request asks for; tell each outcome as it comes.

    Where no answers could be read nothing is written. Raises OutputError when nothing can be written, and PrintError
    when so many reports fail that it is the template; what was printed before is remembered.
    """
    told.stage("1. Read and check all sources, and put the assessment together.")
    studio, assessment = asked(request.settings, request.question, corrected=request.corrected)
    studio = replace(studio, results=request.results)
    told.stage("2. Read the answers; people with problems are named and left out.")
    problems: list[AnswerProblem] = []
    answers = opened(request.question, assessment, problems.append)
    if not answers.people:
        return ReportResult(answers, tuple(problems), Tally())
    told.stage("3. Plan: whose report is missing or out of date.")
    roll, base = _roll(request, studio, assessment, _People(answers))
    run = _run(request, studio, roll, base, problems)
    told.stage("4. Print those, in several processes, and write each into the journal.")
    tally, files = print_due(run, told, then=lambda: _finish(request, run, roll, told))
    return ReportResult(answers, tuple(problems), tally, lambda: run.due.outcomes(run.journal), *files)


def _finish(request: ReportRequest, run: Run, roll: Roll, told: Listener) -> tuple[Path, Path | None, tuple[Path, ...]]:
    """Write the lists and what is for the printer, and return them."""
    told.stage("5. Write the summary and, where asked for, one file for the printer.")
    summary, failures = (run.folder / name for name in (SUMMARY, FAILED))
    any_failed = write_lists(lines_of(roll.everybody(), run.journal), summary, failures)
    return summary, failures if any_failed else None, _bound(request, run) if request.print_file else ()


def _roll(
    request: ReportRequest, studio: Studio, assessment: Assessment, people: Iterable[Response]
) -> tuple[Roll, str]:
    """Return the roll, and a hash over what shapes all its reports."""
    selection = request.selection
    base = content_key(
        report_base(studio, assessment.slug, tools_key(request.settings.source / "images")),
        str(request.corrected),
        *([request.results.address] if request.results else []),  # what lies elsewhere is not there
    )
    passwords = None
    if request.passwords:
        asked_for = [person for person in people if selection.asks_for(person)]
        passwords = passwords_of(asked_for, request.passwords)
    return Roll(assessment.slug, people, studio, selection, base=base, passwords=passwords), base


def _run(request: ReportRequest, studio: Studio, roll: Roll, base: str, problems: Iterable[AnswerProblem]) -> Run:
    """Hold everybody against the journal, and return what is to be done."""
    selection, settings = request.selection, request.settings
    folder = settings.out / "reports" / roll.slug
    listing = request.results.listed(f"reports/{roll.slug}") if request.results else None
    journal = Journal(folder, has=listing.has if listing else None)
    due = Due(roll, journal, force=request.force)
    options = {"only": bool(selection.only), "encrypt": request.passwords is not None}
    header = Header(_input_key(request.question.file), base, options, due.count + due.current)
    return Run(
        replace(studio, by_plates=due.count >= PLATES_FROM),
        folder,
        due,
        journal,
        header,
        tuple(left_out_of(problems)),
        request.workers,
        request.verified,
        request.print_file,
        request.scheduler,
    )


def _input_key(file: Path) -> str:
    return tree_key(file) if file.is_dir() else file_hash(file)


def _bound(request: ReportRequest, run: Run) -> tuple[Path, ...]:
    """Make one file for the printer, or several, of all reports that were asked for and are there."""
    found = run.due.outcomes(run.journal)
    made = (request.settings.out / outcome.output for outcome in found if _is_handed_out(outcome))
    target = run.folder / f"{PRINT_FILE}.pdf"
    return bind(made, target, separator=_separator(run.studio) if request.separators else None)


def _is_handed_out(outcome: Outcome) -> bool:
    return outcome.status != "failed" and not is_print_file(outcome.output)


def _separator(studio: Studio) -> bytes:
    from careerprint.jobs.printer import Printer

    printer = Printer(studio)
    page = printer.pages().separator()
    return printer.press.print(page.html, styles=page.styles, identifier="separator").pdf


def group(settings: Settings, question: Question, told: OnProblem) -> tuple[AnswerStream, tuple[Outcome, ...]]:
    """Print the group report over everybody in a file, in each of its editions; none where nobody was read."""
    studio, assessment = asked(settings, question)
    answers = opened(question, assessment, told)
    if not answers.people:
        return answers, ()
    make_folder(settings.out)
    job = group_job(assessment.slug, answers.responses(), studio)
    return answers, tuple(carry_out(list(in_editions([job], studio)), studio))
