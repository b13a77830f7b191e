"""The summary that ends a build: a row for each folder of prints, and the file to open first. It fits one screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from careerprint.cli.console import say
from careerprint.cli.table import print_columns, results, totals
from careerprint.editions import is_print_file
from careerprint.settings import SAMPLES
from careerprint.wording import counted, size

if TYPE_CHECKING:  # a build with nothing to do does not load it
    from careerprint.jobs.job import Outcome

HEADINGS = ("Folder", "Files", "Sheets", "Size", "Result")


def print_summary(outcomes: Sequence[Outcome], out: Path) -> None:
    """Print a row for each folder and the totals on stdout; on stderr, what to open first and what never to hand out.

    Sheets are sheets of paper printed on both sides.
    """
    folders = dict.fromkeys(map(_folder, outcomes))
    rows = [_row(folder, [outcome for outcome in outcomes if _folder(outcome) == folder]) for folder in folders]
    print_columns([HEADINGS, *rows], numbers=range(1, 4))
    print(f"{totals(outcomes)}, in {out}", flush=True)
    made = [outcome for outcome in outcomes if outcome.status == "made"]
    if for_printer := sum(is_print_file(outcome.output) for outcome in made):
        say(f"For the printer only, never to hand out: {counted(for_printer, 'file')} ending in -print.pdf.")
    if made and not any(outcome.status == "failed" for outcome in outcomes):
        say(_look_first(made, out))


def _folder(outcome: Outcome) -> str:
    """Return the folder that holds a kind of print: `handouts`, `samples/reports`."""
    parts = PurePosixPath(outcome.output).parts
    return "/".join(parts[: 2 if parts[0] == SAMPLES else 1])


def _row(folder: str, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    sheets, bytes_ = sum(outcome.sheets for outcome in outcomes), sum(outcome.size for outcome in outcomes)
    return (f"{folder}/", str(len(outcomes)), str(sheets), size(bytes_), results(outcomes))


def _look_first(made: Iterable[Outcome], out: Path) -> str:
    """Return which file to open first: one with a warning, or else the first."""
    first = max(made, key=lambda outcome: len(outcome.warnings))
    reason = f", which has {counted(len(first.warnings), 'warning')}" if first.warnings else ""
    return f"Look first at {out / first.output}{reason}."
