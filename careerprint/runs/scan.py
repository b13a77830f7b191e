"""From a scan to answers. It reads like a table of contents:

1. Read and check all sources, and the forms that were printed.
2. Look which pages there are, and read each in a process that can be killed.
3. Put pages together to sheets, and take in what staff decided before.
4. Write the answers, what waits for a decision, and what was not read.

`decide` begins with the third step: it takes in decisions without reading the scan again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from careerprint.answers.scans.decisions import Decision, Decisions, read_decisions
from careerprint.answers.scans.form import Form
from careerprint.answers.scans.form_files import FOLDER as FORMS
from careerprint.answers.scans.form_files import read_form
from careerprint.answers.scans.reading_files import read_readings, write_readings
from careerprint.answers.scans.readings import PageReading, Unread
from careerprint.answers.scans.scan_files import write_answers, write_decisions, write_unread, write_waiting
from careerprint.answers.scans.sheets import PagePlace, ScannedPage, UnreadPage, sort_pages
from careerprint.answers.scans.transcript import Transcript, transcribe
from careerprint.answers.scans.waiting import ANSWERS, DECISIONS, READINGS, REVIEW, UNREAD, WAITING
from careerprint.errors import MachineError, UsageError
from careerprint.files import PRIVATE_FILE, make_private, write_atomically
from careerprint.install.extras import how_to_add
from careerprint.pages.scans.review import review_page
from careerprint.runs.question import Question, asked
from careerprint.sandbox import Lost, each_in_child
from careerprint.settings import Settings
from careerprint.sources.assessment import Assessment
from careerprint.tables.limits import SCAN_SECONDS
from careerprint.tables.texts import clean
from careerprint.wording import command

FOLDER = "scans"
"""The folder of what was read from scans, in the output folder."""

OnPage = Callable[[int, int], None]
"""Is called after each page with its number and how many pages there are."""


@dataclass(frozen=True, slots=True)
class ScanResult:
    """What `scan` did."""

    folder: Path
    people: tuple[Transcript, ...]
    unread: tuple[UnreadPage, ...]
    pages: int

    @property
    def lines_waiting(self) -> int:
        """How many lines wait for a decision."""
        return sum(len(person.waiting) for person in self.people)

    @property
    def waits(self) -> bool:
        """Whether anything waits for a decision."""
        return bool(self.lines_waiting or self.nameless)

    @property
    def nameless(self) -> int:
        """How many sheets are without an ID."""
        return sum(person.asks_who for person in self.people)


@dataclass(frozen=True, slots=True)
class LastScan:
    """What the last scan of an assessment left, from which decisions go on."""

    pages: tuple[ScannedPage, ...]
    forms: Mapping[str, Form]
    """By layout."""
    decisions: Decisions
    """What was decided before."""
    result: ScanResult


def scan(settings: Settings, question: Question, on_page: OnPage) -> ScanResult:
    """Read a scan, and write what was read; see the module's docstring.

    Raises MachineError if the packages for it are missing, UsageError if there is nothing to read, SourceError for
    mistakes in sources, forms and decisions, and OutputError when nothing can be written.
    """
    _look_for_packages()
    found = asked(settings, question)
    forms = _forms(settings.out)
    folder = scan_folder(settings, found.assessment)
    decisions = read_decisions(folder / DECISIONS)
    pages = _read(question.file, forms, on_page)
    result = _result(folder, found.assessment, pages, forms, decisions)
    make_private(folder, within=settings.out)
    write_readings(folder / READINGS, pages)
    _write(settings, found.assessment, result, decisions)
    return result


def scan_folder(settings: Settings, assessment: Assessment) -> Path:
    """Return the folder of what was read from scans of an assessment."""
    return settings.out / FOLDER / assessment.slug


def last_scan(settings: Settings, assessment: Assessment) -> LastScan:
    """Return what the last scan of an assessment holds, with what was decided since; nothing is written.

    Raises UsageError without forms, SourceError when a file of the scan is missing or damaged.
    """
    folder = scan_folder(settings, assessment)
    pages, decisions, forms = read_readings(folder / READINGS), read_decisions(folder / DECISIONS), _forms(settings.out)
    return LastScan(pages, forms, decisions, _result(folder, assessment, pages, forms, decisions))


def decide(settings: Settings, assessment: Assessment, last: LastScan, decided: Iterable[Decision]) -> ScanResult:
    """Add decisions to those about the last scan of an assessment, and write its answers anew. Raises OutputError."""
    decisions = {**last.decisions, **{each.key: each for each in decided}}
    result = _result(last.result.folder, assessment, last.pages, last.forms, decisions)
    write_decisions(result.folder / DECISIONS, decisions.values())
    _write(settings, assessment, result, decisions)
    return result


def _result(
    folder: Path,
    assessment: Assessment,
    pages: Sequence[ScannedPage],
    forms: Mapping[str, Form],
    decisions: Decisions,
) -> ScanResult:
    """Put pages together to sheets, and take in what staff decided."""
    ordered = sort_pages(pages, forms, assessment, decisions)
    people = tuple(transcribe(sheet, assessment, decisions) for sheet in ordered.sheets)
    return ScanResult(folder, people, ordered.unread, len(pages))


def _look_for_packages() -> None:
    if find_spec("zxingcpp") is None or find_spec("numpy") is None:
        raise MachineError(f"Reading scans needs two more packages; add them with: {how_to_add('scan')}")


def _forms(out: Path) -> Mapping[str, Form]:
    """Return the forms of all printed worksheets by layout."""
    paths = sorted((out / FORMS).glob("*.json"))
    if not paths:
        raise UsageError(
            f"{out / FORMS} holds no forms, so nobody knows where the circles are. Print the worksheets first:"
            f" {command('build')}; or name their folder with --out."
        )
    return {form.layout: form for form in map(read_form, paths)}


def _read(path: Path, forms: Mapping[str, Form], on_page: OnPage) -> list[ScannedPage]:
    """Read every page of a file or of the files in a folder."""
    # Not at the top: these need the packages of the extra.
    from careerprint.answers.scans.pixels.images import pages_in
    from careerprint.answers.scans.pixels.page_reader import read_page

    files = _files(path)
    counts = list(each_in_child(pages_in, files, seconds=SCAN_SECONDS))
    total = sum(count for count in counts if isinstance(count, int))
    places = ((file, number) for file, count in zip(files, counts, strict=True) for number in _numbers(count))
    readings = each_in_child(partial(_read_one, read_page, forms), list(places), seconds=SCAN_SECONDS)
    pages: list[ScannedPage] = []
    for file, count in zip(files, counts, strict=True):
        if not isinstance(count, int):
            pages.append(ScannedPage(PagePlace(_shown(file), 1), Unread(_words(count))))
            continue
        for number in _numbers(count):
            outcome = next(readings)
            reading = Unread(f"the page {outcome.value}") if isinstance(outcome, Lost) else outcome
            pages.append(ScannedPage(PagePlace(_shown(file), number + 1), reading))
            on_page(len(pages), total)
    return pages


def _read_one(
    read: Callable[[Mapping[str, Form], Path, int], PageReading], forms: Mapping[str, Form], place: tuple[Path, int]
) -> PageReading:
    return read(forms, *place)


def _shown(file: Path) -> str:
    """Return a file's name, safe to print: whoever sent the file chose it."""
    return clean(file.name) or "unnamed"


def _numbers(count: int | str | Lost) -> range:
    return range(count if isinstance(count, int) else 0)


def _words(fault: str | Lost) -> str:
    return f"the file {fault.value}" if isinstance(fault, Lost) else fault


def _files(path: Path) -> list[Path]:
    """Return the files of a scan, in the order in which they were made: `page2` comes before `page10`."""
    if not path.exists():
        raise UsageError(f"There is no file or folder {path}.")
    # macOS writes `._name.pdf` beside each file of a network drive; other hidden files are no scans either.
    found = [each for each in path.iterdir() if each.name[0] != "."] if path.is_dir() else [path]
    files = sorted((each for each in found if each.is_file()), key=lambda each: _in_order(each.name))
    if not files:
        raise UsageError(f"{path} holds no files.")
    return files


def _in_order(name: str) -> tuple[tuple[int, int, str], ...]:
    parts = re.split(r"(\d+)", name.casefold())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


def _write(settings: Settings, assessment: Assessment, result: ScanResult, decisions: Decisions) -> None:
    folder = result.folder
    write_waiting(folder / WAITING, assessment, result.people)
    write_answers(folder / ANSWERS, assessment, result.people)
    write_unread(folder / UNREAD, result.unread)
    page = review_page(
        assessment,
        result.people,
        decisions.values(),
        # Whoever decides has to understand the lines and their choices, so the page around them is in their language.
        language=assessment.language,
        keep_in=folder,
        templates=settings.templates,
    )
    write_atomically(folder / REVIEW, page.encode(), mode=PRIVATE_FILE)
