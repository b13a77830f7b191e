"""Reads worksheets that invented people filled in and invented machines scanned, and counts what was read right.

    python -m bench.proofs.scan OUT [--pages N] [--seed N] [--fillers] [--lost N] [--keep FOLDER]

OUT is an output folder with printed worksheets and their forms. Every machine gets an equal share of the pages. With
`--fillers`, everybody fills circles as the form asks; with `--lost`, so many corner squares of each page are covered.
Rules were set with seeds 1, 2, 3, 5, and 6; figures that are quoted come from others. It ends with 0 if the aims are
met, with 1 if not. It needs OpenCV, which the product does not:

    python -m pip install opencv-python-headless
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image

from bench.tools.pens import PX, UNCLEAR, Meant, fill_in
from bench.tools.scanners import MACHINES
from careerprint.answers.scans.form import Form, Side
from careerprint.answers.scans.form_files import FOLDER, read_form
from careerprint.answers.scans.pixels.page_reader import read_picture
from careerprint.answers.scans.readings import RowReading, SideReading, State
from careerprint.press.form_marks import form_of

COPIES = "copy of a copy"
NOTE = "note across it"
"""Rows that somebody wrote across by chance; no reader can tell that from an answer, so they are counted apart."""
MOST_SILENT, MOST_HANDED_ON, MOST_HANDED_ON_BY_FILLERS = 0.002, 0.12, 0.06
MOST_REFUSED, MOST_REFUSED_COPIES, MOST_SECONDS = 0.01, 0.05, 0.6
"""The aims: shares of rows, shares of pages, and seconds of CPU a page. Fillers of circles lose nothing in silence."""
SILENT, READ, HANDED_ON, LOST = "wrong in silence", "right", "handed on", "on refused pages"


@dataclass(slots=True)
class Tally:
    """What became of the rows and pages of one machine, or of one kind of mark."""

    rows: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    refused: int = 0
    seconds: float = 0.0

    def line(self, name: str) -> str:
        """Return a line of the table."""
        total = sum(self.rows.values())
        parts = [f"{name:<22}{self.pages:>6}{total:>7}"]
        for what in (READ, HANDED_ON, SILENT):
            parts.append(f"{self.rows[what]:>7} {100 * self.rows[what] / max(1, total):5.1f} %")
        parts.append(f"{self.refused:>5} {100 * self.refused / max(1, self.pages):4.1f} %" if self.pages else " " * 12)
        parts.append(f"{self.seconds / max(1, self.pages):6.2f}" if self.pages else "")
        return "".join(parts)


HEAD = f"{'':<22}{'pages':>6}{'rows':>7}{'right':>15}{'handed on':>15}{'wrong':>15}{'refused':>12}{'CPU s':>6}"


@dataclass(slots=True)
class Findings:
    """Everything that was counted."""

    machines: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    kinds: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    notes: Counter[str] = field(default_factory=Counter)
    """What became of rows that were written across."""
    lines: list[str] = field(default_factory=list)
    """Each page that was refused and each row that was wrong in silence."""

    @property
    def all(self) -> Tally:
        """The sum over all machines."""
        whole = Tally()
        for each in self.machines.values():
            whole.rows += each.rows
            whole.pages += each.pages
            whole.refused += each.refused
            whole.seconds += each.seconds
        return whole


def verdict(meant: Meant, read: RowReading | None) -> str:
    """Return what became of a row: right, handed on, wrong in silence, or on a refused page."""
    if read is None:
        return LOST
    if read.state is State.UNCLEAR:
        return HANDED_ON
    return READ if meant.answer != UNCLEAR and read.choice == meant.answer else SILENT


def measure(sides: Sequence[tuple[Form, Side, Any]], options: argparse.Namespace) -> Findings:
    """Fill in, scan and read pages."""
    found = Findings()
    forms = {form.layout: form for form, _, _ in sides}
    for number in range(options.pages):
        machine = list(MACHINES)[number % len(MACHINES)]
        _measure_page(sides, forms, machine, number, options, found)
    return found


def _measure_page(
    sides: Sequence[tuple[Form, Side, Any]],
    forms: Mapping[str, Form],
    machine: str,
    number: int,
    options: argparse.Namespace,
    found: Findings,
) -> None:
    rng = np.random.default_rng([options.seed, number])
    form, side, blank = sides[int(rng.integers(len(sides)))]
    page, meant, hand = fill_in(side, blank, rng, fills=options.fillers)
    for corner in rng.permutation(4)[: options.lost]:
        x, y = (int(at * PX) for at in side.squares[corner])
        page[max(0, y - 60) : y + 60, max(0, x - 60) : x + 60] = 0.95
    data = MACHINES[machine](page, rng)
    if options.keep:
        (options.keep / f"{number:04d}.jpg").write_bytes(data)
    tally = found.machines[machine]
    began = time.process_time()
    with Image.open(BytesIO(data)) as image:
        reading = read_picture(forms, np.asarray(image.convert("L"), np.float32) / 255)
    tally.seconds += time.process_time() - began
    tally.pages += 1
    rows: dict[str, RowReading] = {}
    if not isinstance(reading, SideReading):
        tally.refused += 1
        found.lines.append(f"{number:4} {machine}: refused: {reading.reason}")
    elif (reading.layout, reading.side) != (form.layout, side.number):
        raise SystemExit(f"page {number} was taken for another side")
    else:
        rows = {row.item: row for row in reading.rows}
    for item, what in meant.items():
        outcome = verdict(what, rows.get(item))
        if what.kind == NOTE:
            found.notes[outcome] += 1
            continue
        tally.rows[outcome] += 1
        found.kinds[what.kind].rows[outcome] += 1
        if outcome == SILENT:
            found.lines.append(
                f"{number:4} {machine}: {form.assessment} {item}: {hand.pen}, {what.kind}: {what.answer} was read as"
                f" {rows[item].choice}"
            )


def missed(found: Findings, *, fillers: bool) -> list[str]:
    """Return the aims that were missed."""
    whole = found.all
    rows, copies = sum(whole.rows.values()), found.machines[COPIES]
    first = replace(whole, pages=whole.pages - copies.pages, refused=whole.refused - copies.refused)
    reached = (
        ("wrong in silence", whole.rows[SILENT] / rows, 0 if fillers else MOST_SILENT),
        ("handed on", whole.rows[HANDED_ON] / rows, MOST_HANDED_ON_BY_FILLERS if fillers else MOST_HANDED_ON),
        ("refused", first.refused / max(1, first.pages), MOST_REFUSED),
        ("refused copies", copies.refused / max(1, copies.pages), MOST_REFUSED_COPIES),
        ("seconds", whole.seconds / whole.pages, MOST_SECONDS),
    )
    return [f"{what}: {value:.3f}, aim {most}" for what, value, most in reached if value > most]


def blank_sides(out: Path) -> Iterator[tuple[Form, Side, Any]]:
    """Yield every side with circles of the worksheets in an output folder, with its form and its pixels."""
    for form, path in printed_forms(out):
        with pypdfium2.PdfDocument(path) as document:
            document.init_forms()
            for side, page in zip(form.sides, document, strict=True):
                if side.circles:
                    yield form, side, page.render(scale=PX, grayscale=True).to_numpy().reshape(*_size(page))


def _size(page: pypdfium2.PdfPage) -> tuple[int, int]:
    width, height = page.get_size()
    return ceil(height * PX), ceil(width * PX)


def printed_forms(out: Path) -> Iterator[tuple[Form, Path]]:
    """Yield the forms in an output folder, each with its worksheet."""
    for path in sorted((out / FOLDER).glob("*.json")):
        form = read_form(path)
        prints = sorted((out / "worksheets").glob(f"{form.assessment}*.pdf"))
        found = [each for each in prints if _form_in(each, form).layout == form.layout]
        if found:
            yield form, found[0]


def _form_in(path: Path, form: Form) -> Form:
    return form_of(path.read_bytes(), form.assessment, form.assessment_version)


def main() -> int:
    """Print the tables; return 0 if the aims are met, 1 if not."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("out", type=Path)
    options.add_argument("--pages", type=int, default=40)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--fillers", action="store_true")
    options.add_argument("--lost", type=int, default=0)
    options.add_argument("--keep", type=Path)
    chosen = options.parse_args()
    if chosen.keep:
        chosen.keep.mkdir(parents=True, exist_ok=True)
    found = measure(list(blank_sides(chosen.out)), chosen)
    print(HEAD)
    for name, tally in [*found.machines.items(), ("all", found.all)]:
        print(tally.line(name))
    print()
    for name, tally in sorted(found.kinds.items()):
        print(tally.line(name))
    print(f"\nwritten across by chance, counted apart: {dict(found.notes)}\n")
    print(*found.lines, sep="\n")
    misses = missed(found, fillers=chosen.fillers)
    print("All aims are met." if not misses else "Missed: " + "; ".join(misses))
    return 1 if misses else 0


if __name__ == "__main__":
    sys.exit(main())
