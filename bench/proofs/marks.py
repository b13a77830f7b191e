"""Looks for the marks on every worksheet, on both papers and in each edition that has them, as a scanner does.

    python -m bench.proofs.marks [--papers letter,a4] [--editions standard,mono,high-contrast,low-vision]

Each side is stamped for a person and looked at twice: at 100 dots per inch, and as a copier in black and white leaves
it. Both codes must be found by zxing in the plain picture and say layout, side, and person, and all four squares must
be found where the form has them. It ends with 0 if all are, with 1 if not.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter

from bench.tools.samples import jobs_of, sample_studio
from careerprint.answers.scans.form import Form, Side
from careerprint.answers.scans.pixels.codes import find_codes
from careerprint.answers.scans.pixels.light import evened
from careerprint.answers.scans.pixels.squares import place_side
from careerprint.editions import STANDARD, Edition
from careerprint.jobs.job import Job
from careerprint.jobs.printer import Printer
from careerprint.press.form_marks import form_of, stamped

EDITIONS = {
    "standard": STANDARD,
    "mono": Edition("mono"),
    "high-contrast": Edition(high_contrast=True),
    "low-vision": Edition(low_vision=True),
}
PERSON = "STUDENT-2026-0001"
SCANNED, COPIED = 100, 200
"""Dots per inch of a coarse scan, and of a copy."""
BLUR, THRESHOLD = 1.2, 150
"""A copier's softness in dots, and the shade from which on it leaves paper white."""
MOST_ERROR = 1.0
"""Points that squares and codes may lie beside their places."""


def scanned(page: pypdfium2.PdfPage) -> Image.Image:
    """Return a page as a coarse scanner sees it."""
    return page.render(scale=SCANNED / 72, grayscale=True).to_pil().convert("L")


def copied(page: pypdfium2.PdfPage) -> Image.Image:
    """Return a page as it comes out of a copier that knows black and white only, read at 200 dots per inch."""
    soft = page.render(scale=COPIED / 72, grayscale=True).to_pil().convert("L").filter(ImageFilter.GaussianBlur(BLUR))
    return soft.point([255 * (shade >= THRESHOLD) for shade in range(256)])


WAYS: dict[str, Callable[[pypdfium2.PdfPage], Image.Image]] = {
    f"{SCANNED} dpi": scanned,
    "black-and-white copy": copied,
}


def faults(picture: Image.Image, form: Form, side: Side) -> Iterator[str]:
    """Yield what cannot be found on the picture of a side."""
    wanted = form.words(side.number, PERSON)
    plainly = [code.text for code in zxingcpp.read_barcodes(picture)]
    if plainly != [wanted, wanted]:
        yield f"zxing reads {plainly} instead of {wanted} twice"
    pixels = np.asarray(picture, np.float32) / 255
    codes = find_codes(pixels)
    if [code.says for code in codes] != [(form.layout, side.number, PERSON)] * 2:
        yield f"our reader finds {[code.says for code in codes]}"
        return
    place = place_side(evened(pixels), side, codes)
    if place.squares != 4 or place.error > MOST_ERROR:
        yield f"{place.squares} squares, {place.error:.2f} points off"


def looked_at(printer: Printer, job: Job) -> Iterator[tuple[str, int, list[str]]]:
    """Yield for each side of a worksheet, in each way, what was not found."""
    assessment = printer.studio.assessments[job.subject]
    blank = printer.unmarked(job).pdf
    form = form_of(blank, assessment.slug, assessment.version)
    with pypdfium2.PdfDocument(stamped(blank, form, lambda side: (), PERSON)) as document:
        document.init_forms()  # otherwise circles are not drawn
        for side, page in zip(form.sides, document, strict=True):
            for way, seen in WAYS.items():
                yield way, side.number, list(faults(seen(page), form, side))


def main() -> int:
    """Print a line for each paper and edition, and all that was not found; return 0 if all marks were."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", default="letter,a4")
    parser.add_argument("--editions", default=",".join(EDITIONS))
    options = parser.parse_args()
    studio, misses = sample_studio(), 0
    for paper in options.papers.split(","):
        printer = Printer(replace(studio, paper=paper))
        for name in options.editions.split(","):
            sides, whole, lines = Counter[str](), Counter[str](), []
            for job in jobs_of(studio, "worksheet"):
                for way, side, missed in looked_at(printer, replace(job, edition=EDITIONS[name])):
                    sides[way] += 1
                    whole[way] += not missed
                    lines += [f"  {job.subject}, side {side}, {way}: {words}" for words in missed]
            print(f"{paper:<7}{name:<14}", *(f"{way}: {whole[way]} of {sides[way]} sides" for way in WAYS), sep="  ")
            print(*lines, sep="\n", end="\n" if lines else "", flush=True)
            misses += len(lines)
    return int(misses > 0)


if __name__ == "__main__":
    sys.exit(main())
