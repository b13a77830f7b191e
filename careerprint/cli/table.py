"""The table at the end of a run: drawn on a terminal, plain columns elsewhere."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from careerprint.cli.console import say
from careerprint.editions import is_print_file
from careerprint.settings import SAMPLES
from careerprint.wording import counted, size

if TYPE_CHECKING:
    from rich.table import Table

    from careerprint.jobs.job import Outcome


COLUMNS = ("File", "Pages", "Sheets", "Ink", "Size", "Time", "Result")
"""Ink is the share of the paper that is inked, on average."""
NUMBERS = COLUMNS[1:-1]
RESULTS = {"made": "made", "current": "up to date", "failed": "failed"}
"""What became of a document, in words, in the order that a total tells it."""
PEOPLE = ("reports", SAMPLES)
"""The folders of which a drawn table shows each folder in one line: a person's report is one of very many."""

NAMED = 5
"""So many documents that failed are named again at the end."""

Row = tuple[str, ...]


def print_overview(outcomes: Sequence[Outcome], *, whole: bool = True) -> None:
    """Print the table of a run and its totals on stdout; unless `whole`, what was up to date is only counted."""
    shown = [outcome for outcome in outcomes if whole or outcome.status != "current"]
    if sys.stdout.isatty():
        _print_drawn(shown)
    else:
        _print_plain([COLUMNS, *map(row, shown)])
    print(totals(outcomes), flush=True)


def print_long_overview(outcomes: Iterable[Outcome]) -> None:
    """Print the same of a run that is too long for a table, without keeping it: what failed, and the totals."""
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
    """Say last what was not printed: its reasons were told when it happened, and may be far above."""
    failed = [outcome.output for outcome in outcomes if outcome.status == "failed"]
    more = f" and {len(failed) - NAMED} more" if len(failed) > NAMED else ""
    if failed:
        say(f"Not printed, for the reasons above: {', '.join(failed[:NAMED])}{more}")


def row(outcome: Outcome) -> Row:
    """Return the line of one document."""
    result = RESULTS[outcome.status]
    if is_print_file(outcome.output) and outcome.status != "failed":
        result += ", for the printer only: never hand out this file"
    return _cells(outcome.output, [outcome], result)


def grouped(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, list[Row]]]:
    """Yield each kind's folder and its lines; people's reports in one line a folder, but for those that failed."""
    for kind in dict.fromkeys(map(_kind, outcomes)):
        members = [outcome for outcome in outcomes if _kind(outcome) == kind]
        rows = _folders(members) if kind in PEOPLE else map(row, members)
        yield f"{kind}/", [(f"  {cells[0].removeprefix(f'{kind}/')}", *cells[1:]) for cells in rows]


def _folders(reports: Iterable[Outcome]) -> Iterator[Row]:
    ordered = sorted(reports, key=_folder)
    for folder, members in groupby(ordered, key=_folder):
        people = list(members)
        yield _cells(f"{folder}/", people, _results(people))
        yield from (row(outcome) for outcome in people if outcome.status == "failed")


def _kind(outcome: Outcome) -> str:
    return outcome.output.partition("/")[0]


def _folder(outcome: Outcome) -> str:
    return outcome.output.rpartition("/")[0]


def _cells(name: str, outcomes: Sequence[Outcome], result: str) -> Row:
    """Return a line for one document or for several together."""
    warnings = sum(len(outcome.warnings) for outcome in outcomes)
    if warnings:
        result += f", {counted(warnings, 'warning')}"
    if not any(outcome.pages for outcome in outcomes):
        return (name, *("" for _ in NUMBERS), result)
    seconds, bytes_ = sum(outcome.seconds for outcome in outcomes), sum(outcome.size for outcome in outcomes)
    pages, sheets = sum(outcome.pages for outcome in outcomes), sum(outcome.sheets for outcome in outcomes)
    ink = sum(outcome.ink * outcome.pages for outcome in outcomes) / pages
    inked = f"{ink:.1%}" if ink else ""
    time = f"{seconds:.1f} s" if seconds else ""
    return (name, str(pages), str(sheets), inked, size(bytes_), time, result)


def _results(outcomes: Iterable[Outcome]) -> str:
    return _in_words(Counter(outcome.status for outcome in outcomes))


def _in_words(number: Mapping[str, int]) -> str:
    return ", ".join(f"{number[status]} {words}" for status, words in RESULTS.items() if number.get(status))


def _print_plain(rows: Sequence[Row]) -> None:
    widths = [max(len(cells[i]) for cells in rows) for i in range(len(COLUMNS))]
    for cells in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip())


def _print_drawn(outcomes: Sequence[Outcome]) -> None:
    from rich.console import Console

    Console(highlight=False, emoji=False, markup=False).print(_table(outcomes))


def _table(outcomes: Sequence[Outcome]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for name in COLUMNS:
        right = name in NUMBERS
        table.add_column(name, justify="right" if right else "left", no_wrap=right, overflow="fold")
    for folder, rows in grouped(outcomes):
        table.add_row(Text(folder, style="bold"))
        for cells in rows:
            table.add_row(*map(Text, cells))
    return table
