"""The table of a run, a row for each file: drawn on a terminal, plain columns elsewhere."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from careerprint.cli.console import say
from careerprint.editions import is_print_file
from careerprint.settings import SAMPLES
from careerprint.wording import counted, size

if TYPE_CHECKING:  # a build with nothing to do loads neither
    from rich.table import Table

    from careerprint.jobs.job import Outcome


HEADINGS = ("File", "Pages", "Sheets", "Ink", "Size", "Time", "Result")
"""Sheets are sheets of paper printed on both sides; ink is the share of the paper that is inked, on average."""
NUMBERS = range(1, 6)
"""The columns that hold numbers, counted from 0."""
RESULTS = {"made": "made", "current": "up to date", "failed": "failed"}
"""What became of a document, in words, in the order in which totals give them."""
PEOPLE = ("reports", SAMPLES)
"""Kinds that a drawn table shows with one row for each folder: a person's report is one of very many."""
MOST_NAMED = 5
"""Failed documents that are named again at the end; more would not fit two lines."""

TableRow = tuple[str, ...]


def print_overview(outcomes: Sequence[Outcome]) -> None:
    """Print the table of a run and its totals on stdout."""
    if sys.stdout.isatty():
        _print_drawn(outcomes)
    else:
        print_columns([HEADINGS, *map(row, outcomes)])
    print(totals(outcomes), flush=True)


def print_long_overview(outcomes: Iterable[Outcome]) -> None:
    """Print what failed in a run that is too long for a table, and its totals; hold one outcome at a time."""
    number: Counter[str] = Counter()
    sheets = bytes_ = 0
    for outcome in outcomes:
        number[outcome.status] += 1
        sheets, bytes_ = sheets + outcome.sheets, bytes_ + outcome.size
        if outcome.status == "failed":
            print(f"{outcome.output}  {RESULTS['failed']}")
    print(_total(number.total(), sheets, bytes_, number), flush=True)


def totals(outcomes: Sequence[Outcome]) -> str:
    """Return all files of a run in one line: `33 files, 120 sheets, 3.1 MB: 30 made, 3 up to date`."""
    sheets, bytes_ = sum(o.sheets for o in outcomes), sum(o.size for o in outcomes)
    return _total(len(outcomes), sheets, bytes_, Counter(outcome.status for outcome in outcomes))


def _total(files: int, sheets: int, bytes_: int, number: Mapping[str, int]) -> str:
    return f"{counted(files, 'file')}, {counted(sheets, 'sheet')}, {size(bytes_)}: {_in_words(number)}"


def say_failed(outcomes: Iterable[Outcome]) -> None:
    """Name what was not printed, as the last thing said: the reasons may have scrolled far up."""
    failed = [outcome.output for outcome in outcomes if outcome.status == "failed"]
    more = f" and {len(failed) - MOST_NAMED} more" if len(failed) > MOST_NAMED else ""
    if failed:
        say(f"Not printed, for the reasons above: {', '.join(failed[:MOST_NAMED])}{more}")


def row(outcome: Outcome) -> TableRow:
    """Return the row of one document."""
    is_for_print = is_print_file(outcome.output) and outcome.status != "failed"
    warning = "for the printer only: never hand out this file" if is_for_print else ""
    result = ", ".join(filter(None, (RESULTS[outcome.status], outcome.note, warning)))
    return _cells(outcome.output, [outcome], _with_remarks(result, [outcome]))


def results(outcomes: Collection[Outcome]) -> str:
    """Return what became of several documents: `3 made, 1 failed, 2 without explanations, 2 warnings`."""
    notes = Counter(outcome.note for outcome in outcomes if outcome.note)
    words = [f"{number} {note}" for note, number in sorted(notes.items())]
    return _with_remarks(", ".join([_in_words(Counter(outcome.status for outcome in outcomes)), *words]), outcomes)


def grouped(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, list[TableRow]]]:
    """Yield each kind's folder and its rows; of people's reports a row for each folder and each failure."""
    for kind in dict.fromkeys(map(_kind, outcomes)):
        members = [outcome for outcome in outcomes if _kind(outcome) == kind]
        rows = _folders(members) if kind in PEOPLE else map(row, members)
        yield f"{kind}/", [(f"  {cells[0].removeprefix(f'{kind}/')}", *cells[1:]) for cells in rows]


def _folders(reports: Iterable[Outcome]) -> Iterator[TableRow]:
    ordered = sorted(reports, key=_folder)
    for folder, members in groupby(ordered, key=_folder):
        people = list(members)
        yield _cells(f"{folder}/", people, results(people))
        yield from (row(outcome) for outcome in people if outcome.status == "failed")


def _kind(outcome: Outcome) -> str:
    return outcome.output.partition("/")[0]


def _folder(outcome: Outcome) -> str:
    return outcome.output.rpartition("/")[0]


def _cells(name: str, outcomes: Sequence[Outcome], result: str) -> TableRow:
    """Return a row for one document or for several together."""
    if not any(outcome.pages for outcome in outcomes):
        return (name, *("" for _ in NUMBERS), result)
    seconds, bytes_ = sum(outcome.seconds for outcome in outcomes), sum(outcome.size for outcome in outcomes)
    pages, sheets = sum(outcome.pages for outcome in outcomes), sum(outcome.sheets for outcome in outcomes)
    ink = sum(outcome.ink * outcome.pages for outcome in outcomes) / pages
    inked = f"{ink:.1%}" if ink else ""
    time = f"{seconds:.1f} s" if seconds else ""
    return (name, str(pages), str(sheets), inked, size(bytes_), time, result)


def _with_remarks(result: str, outcomes: Iterable[Outcome]) -> str:
    warnings = sum(len(outcome.warnings) for outcome in outcomes)
    return f"{result}, {counted(warnings, 'warning')}" if warnings else result


def _in_words(number: Mapping[str, int]) -> str:
    return ", ".join(f"{number[status]} {words}" for status, words in RESULTS.items() if number.get(status))


def print_columns(rows: Sequence[TableRow], numbers: Collection[int] = ()) -> None:
    """Print rows in plain columns on stdout; those that hold `numbers`, counted from 0, are set flush right."""
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    for cells in rows:
        padded = (cell.rjust(widths[i]) if i in numbers else cell.ljust(widths[i]) for i, cell in enumerate(cells))
        print("  ".join(padded).rstrip())


def _print_drawn(outcomes: Sequence[Outcome]) -> None:
    from rich.console import Console

    Console(highlight=False, emoji=False, markup=False).print(_table(outcomes))


def _table(outcomes: Sequence[Outcome]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for place, name in enumerate(HEADINGS):
        right = place in NUMBERS
        table.add_column(name, justify="right" if right else "left", no_wrap=right, overflow="fold")
    for folder, rows in grouped(outcomes):
        table.add_row(Text(folder, style="bold"))
        for cells in rows:
            table.add_row(*map(Text, cells))
    return table
