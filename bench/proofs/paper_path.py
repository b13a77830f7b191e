"""Goes the way of paper from end to end: numbered worksheets, pens, a feeder, decisions, reports.

    python -m bench.proofs.paper_path FOLDER [--people N] [--seed N]

Prints numbered worksheets of *Work interests* into FOLDER, lets invented people fill them in, scans them into one PDF,
runs `scan`, decides what waits as somebody would who sees the sheet, runs `scan` again, and then `report`. Every answer
in the table is compared with what was meant. It ends with 0 if none is otherwise and everybody has a report. Needs
OpenCV, as `bench.proofs.scan` does.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

from bench.proofs.scan import NOTE
from bench.tools.pens import PX, UNCLEAR, Meant, fill_in
from bench.tools.scanners import feeder
from careerprint.answers.scans.decisions import COLUMNS, EMPTY
from careerprint.answers.scans.form import Form
from careerprint.answers.scans.form_files import FOLDER as FORMS
from careerprint.answers.scans.form_files import read_form
from careerprint.cli.main import main as careerprint
from careerprint.settings import NUMBERED

ASSESSMENT = "interests"
FIRST = 1001
SECONDS_A_LINE, SECONDS_A_SHEET = 4.0, 3.0
"""Seconds that a person takes to decide about a line, and to feed and take out a sheet; estimates."""
SECONDS_TYPED = 45.0
"""Seconds for typing 30 answers straight down a numbered page, by a keystroke model."""

Truth = dict[str, dict[str, Meant]]
"""What everybody meant, by ID and item."""


def filled_in(folder: Path, people: Sequence[str], seed: int) -> tuple[Path, Truth]:
    """Let people fill in the printed worksheets; return the scan of all, and what they meant."""
    (form_path,) = (folder / FORMS).glob("*.json")
    form = read_form(form_path)
    pictures, truth = [], {}
    with pypdfium2.PdfDocument(folder / NUMBERED / ASSESSMENT / "print-file.pdf") as printed:
        for number, person in enumerate(people):
            truth[person] = dict(_filled_sheet(printed, form, number, seed, pictures))
    path = folder / "scan.pdf"
    images = [Image.open(BytesIO(picture)) for picture in pictures]
    images[0].save(path, "PDF", resolution=200, save_all=True, append_images=images[1:])
    return path, truth


def _filled_sheet(
    printed: pypdfium2.PdfDocument, form: Form, number: int, seed: int, pictures: list[bytes]
) -> Iterator[tuple[str, Meant]]:
    for side in form.sides:
        page = printed[number * len(form.sides) + side.number - 1]
        blank = page.render(scale=PX, grayscale=True).to_numpy()
        rng = np.random.default_rng([seed, number, side.number])
        paper, meant, _ = fill_in(side, blank.reshape(blank.shape[:2]), rng, fills=True)
        pictures.append(feeder(paper, rng))
        yield from meant.items()


def decide(folder: Path, truth: Truth) -> int:
    """Decide about every line that waits, as the truth is; return how many there were."""
    with (folder / "waiting.csv").open(encoding="utf-8-sig", newline="") as file:
        waiting = [(row["id"], row["item"]) for row in csv.DictReader(file)]
    review = (folder / "review.html").read_text(encoding="utf-8")
    pages = [part.split('"')[0] for part in review.split('data-page="')[1:]]
    with (folder / "decisions.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for page, (person, item) in zip(pages, waiting, strict=True):
            answer = truth[person][item].answer
            writer.writerow((page, item, EMPTY if answer in (None, UNCLEAR) else answer))
    return len(waiting)


def otherwise(answers: Path, truth: Truth) -> list[str]:
    """Return the answers in the table that are not what was meant; rows written across by chance do not count."""
    with answers.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    items = {place: words.split()[1] for place, words in enumerate(head) if words[:1].isdigit()}
    found = []
    for row in rows:
        for place, item in items.items():
            meant = truth[row[0]][item]
            expected = "" if meant.answer in (None, UNCLEAR) else str(meant.answer)
            if row[place] != expected and meant.kind != NOTE:
                found.append(f"{row[0]} {item}: {meant.kind}: {expected!r} became {row[place]!r}")
    return found + [f"{person} is not in the table" for person in truth.keys() - {row[0] for row in rows}]


def main() -> int:
    """Go the whole way; return 0 if every answer arrived."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--people", type=int, default=30)
    options.add_argument("--seed", type=int, default=4)
    chosen = options.parse_args()
    people = [str(FIRST + number) for number in range(chosen.people)]
    out = ("--out", str(chosen.folder))
    careerprint(["worksheet", ASSESSMENT, "--ids", f"{people[0]}-{people[-1]}", *out])
    path, truth = filled_in(chosen.folder, people, chosen.seed)
    scan = ["scan", str(path), "--assessment", ASSESSMENT, *out]
    careerprint(scan)
    results = chosen.folder / "scans" / ASSESSMENT
    lines = decide(results, truth)
    code = careerprint(scan) or careerprint(["report", str(results), "--assessment", ASSESSMENT, *out])
    wrong = otherwise(results / "answers.csv", truth)
    print(*wrong, sep="\n")
    total = sum(map(len, truth.values()))
    by_scan = (lines * SECONDS_A_LINE + len(people) * SECONDS_A_SHEET) / 60
    print(f"{len(people)} people, {total} lines: {lines} decided by hand, {len(wrong)} wrong.")
    print(
        f"Work of a person, estimated: {by_scan:.1f} minutes; typing: {len(people) * SECONDS_TYPED / 60:.1f} minutes."
    )
    return 1 if code or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
