"""What was made: files, their size, pages and tags, and whether they say the same as ours."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import page as page_validation
import pikepdf
import pypdfium2

MOST = 40
"""Files that are opened at most; all are counted and weighed."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Look:
    """What a folder of reports holds."""

    files: int
    size: float
    """Kilobytes (1,024 bytes) a file, the mean of all."""
    pages: float
    """The mean of those opened."""
    tagged: bool
    faults: int | None
    """Rules of PDF/UA-1 that page-validation finds broken in the first file; None for one without tags."""


def look(folder: Path) -> Look | None:
    """Return what a folder of PDF files holds, or None for an empty one."""
    files = sorted(folder.rglob("*.pdf"))
    if not files:
        return None
    size = statistics.fmean(file.stat().st_size for file in files) / 1024
    pages = statistics.fmean(map(_pages, files[:MOST]))
    tagged = all(map(_is_tagged, files[:MOST]))
    faults = len(page_validation.validate_pdf_bytes(files[0].read_bytes(), profile="ua1").failures) if tagged else None
    return Look(len(files), size, pages, tagged, faults)


def same_words(ours: Path, theirs: Path) -> float:
    """Return the share of our words that theirs has too, each as often as ours; 1 is all."""
    mine, other = _words(ours), _words(theirs)
    return (mine & other).total() / mine.total()


def _words(file: Path) -> Counter[str]:
    with pypdfium2.PdfDocument(file) as document:
        return Counter(word for page in document for word in _WORD.findall(page.get_textpage().get_text_range()))


def _pages(file: Path) -> int:
    with pikepdf.open(file) as pdf:
        return len(pdf.pages)


def _is_tagged(file: Path) -> bool:
    with pikepdf.open(file) as pdf:
        return "/StructTreeRoot" in pdf.Root
