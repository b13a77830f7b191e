"""Which questionnaire a command is about, and the answers to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from careerprint.answers.open_answers import AnswerStream, ChosenColumns, open_answers
from careerprint.answers.scans.waiting import REVIEW, UNREAD, left_open
from careerprint.check.sources import checked, refuse_left_out
from careerprint.errors import AnswerProblem, OnProblem, Problem, SourceError, UsageError
from careerprint.jobs.job import Studio
from careerprint.jobs.plan import make_studio
from careerprint.languages import name_of, primary, same
from careerprint.settings import Settings
from careerprint.sources.assessment import Assessment
from careerprint.sources.fields import NO_COLUMNS, AnswerColumns
from careerprint.wording import counted, unknown_name


@dataclass(frozen=True, slots=True)
class Question:
    """A file of answers, and the assessment that they answer."""

    file: Path
    """A file of answers, or a folder of filled forms."""
    assessment: str
    """Its name, such as `fit` or `es/fit`."""
    guide: str | None = None
    """The guide that fills the assessment, where it is about one."""
    language: str | None = None
    """The language that people read the report in; None for the center's own."""
    columns: AnswerColumns = NO_COLUMNS
    """The columns that say who somebody is, as typed with the command."""
    leaves_unclear_empty: bool = False
    """Take lines of a scan that wait for a decision as not answered."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a command needs to know about an assessment."""

    studio: Studio
    assessment: Assessment
    problems: tuple[Problem, ...]
    """Errors of guides that the assessment's reports would suggest; they are left out of the suggestions."""


def asked(settings: Settings, question: Question, *, corrected: bool = False) -> Asked:
    """Return what `named` returns for the assessment of a question."""
    return named(settings, question.assessment, question.guide, question.language, corrected=corrected)


def named(settings: Settings, name: str, guide: str | None, language: str | None, *, corrected: bool = False) -> Asked:
    """Read all sources; return what printing needs and the assessment that a command names.

    Only what the command needs must be free of errors: an unfinished guide stops nothing that is not about it. Raises
    SourceError for errors in what is needed, and UsageError for an unknown or incomplete name.
    """
    sources, problems = checked(settings, strict=False)
    studio = make_studio(sources, settings, corrected=corrected)
    try:
        assessment = find_assessment(studio, name, guide, language)
    except UsageError:
        wanted = {name_of(name), name_of(guide or "")}
        refuse_left_out(sources, problems, (key for key in sources.left_out if name_of(key) in wanted))
        raise
    errors = (problem for problem in problems if problem.severity == "error")
    return Asked(studio, assessment, tuple(errors) if assessment.leads_to else ())


def find_assessment(studio: Studio, name: str, guide: str | None, language: str | None = None) -> Assessment:
    """Return the assessment called `name`, filled by `guide` if it is about one, in a language.

    `es/fit` names the language too; where nothing names one, it is the center's own. Raises UsageError when there is
    no such assessment, or when a guide is missing or superfluous.
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


def opened(question: Question, found: Asked, on_problem: OnProblem) -> AnswerStream:
    """Look through the answers to the assessment that was found.

    Raises UsageError when the file is not there, and SourceError while lines of a scan wait for a decision.
    """
    if not question.file.exists():
        raise UsageError(f"There is no file or folder {question.file}.")
    _look_at_scan(question, on_problem)
    usual = found.assessment.columns.over(found.studio.center.columns)
    return open_answers(question.file, found.assessment, on_problem, ChosenColumns(question.columns, usual))


def _look_at_scan(question: Question, on_problem: OnProblem) -> None:
    """Stop while lines of a scan wait for a decision, and warn of pages that were not read."""
    left = left_open(question.file)
    folder = question.file.parent
    if left.lines and not question.leaves_unclear_empty:
        raise SourceError(
            f"{counted(left.lines, 'line waits', 'lines wait')} for a decision: open {folder / REVIEW}, decide, and run"
            " `scan` again; or add --leave-unclear-empty, which takes them as not answered."
        )
    if left.pages:
        pages = counted(left.pages, "page of the scan was", "pages of the scan were")
        message = f"{pages} not read, so answers may be missing; {UNREAD} beside this file says why"
        on_problem(AnswerProblem(str(question.file), None, None, message, "", fatal=False))
