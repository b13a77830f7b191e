"""Compare the figures of all guides with official files, and write the newer ones into the guides where asked to."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from careerprint.check.folders import source_files
from careerprint.errors import Problem
from careerprint.files import write_atomically
from careerprint.official.downloads.library import OfficialFiles
from careerprint.official.downloads.missing import MissingFileError
from careerprint.official.figures.comparing import StaleFigure
from careerprint.official.figures.review import FigureReview, review
from careerprint.official.figures.rewriting import Rewriting, rewriting_of
from careerprint.sources.guide import meta_of
from careerprint.wording import counted


@dataclass(frozen=True, slots=True)
class GuideFigures:
    """What became of the figures of one guide."""

    label: str
    """The guide as messages call it."""
    review: FigureReview
    rewriting: Rewriting

    def line(self, stale: StaleFigure) -> str:
        """Return a figure that is out of date, in the form that editors turn into links."""
        place = f"{self.label}:{stale.figure.line}"
        release = self.review.sources[stale.figure.source].release
        address = f"{stale.figure.address}, {release.name}" if release else stale.figure.address
        if stale.new is None:
            return f"{place}: “{stale.old}”: {stale.why} ({address})"
        return f"{place}: {stale.old} → {stale.new} ({address})"

    @property
    def moved(self) -> list[str]:
        """The sources whose release moves, as in `source oews: May 2024 → May 2025`."""
        return [
            f"{self.label}: source {name}: {state.source.release} → {state.release.name}"
            for name, state in self.review.sources.items()
            if state.release and state.has_moved and self.review.may_move(name)
        ]


@dataclass(slots=True)
class FigureRun:
    """What became of the figures of all guides."""

    guides: list[GuideFigures] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    """Guides that cannot be read."""

    @property
    def current(self) -> int:
        """The number of figures that are what the official files say."""
        return sum(each.review.current for each in self.guides)

    @property
    def skipped(self) -> Counter[str]:
        """How many figures were not looked up, by the reason."""
        return sum((each.review.skipped for each in self.guides), Counter[str]())

    def summary(self) -> str:
        """Return in one sentence what became of all figures."""
        stale = sum(len(each.review.stale) for each in self.guides)
        parts = [
            f"{self.current:,} current",
            f"{stale:,} not",
            f"{self.skipped.total():,} not looked up",
        ]
        bare = sum(len(each.review.bare) for each in self.guides)
        return f"Figures in {counted(len(self.guides), 'guide')}: {', '.join(parts)}; {bare:,} without an address."


def compare_figures(source: Path, folder: Path, *, today: datetime.date, write: bool) -> FigureRun:
    """Look up the figures of all guides, drafts included, in a folder of official files.

    With `write`, newer figures are written into the guides, with the dates and releases of their sources. Where a
    figure of a newer release can only be written by a person, all of that source stay as they are in this guide, so
    that no guide names a release that only some of its figures are from.

    Raises UsageError or SourceError for official files that are missing, not whole or not as downloaded.
    """
    files, run = OfficialFiles(folder), FigureRun()
    for file in source_files(source, source / "guides", run.problems):
        meta = meta_of(file.document, run.problems) if file.document else None
        if file.document is None or meta is None:
            continue
        found = review(file.document, meta, files)
        rewriting = rewriting_of(found, survey=_survey_years(files, found), today=today)
        run.guides.append(GuideFigures(file.label, found, rewriting))
        if write and rewriting.edits:
            path = source / file.place
            write_atomically(path, _with_line_ends(path, rewriting.new_text))
    return run


def _survey_years(files: OfficialFiles, found: FigureReview) -> tuple[int, int] | None:
    """Return the years behind Table 5.3 where the guide cites the projections and the table is there."""
    if not any(state.release for state in found.sources.values()):
        return None
    try:
        return files.survey_years
    except MissingFileError:
        return None


def _with_line_ends(path: Path, text: str) -> bytes:
    """Return a text as bytes with the line ends, and the byte-order mark, that the file has."""
    before = path.read_bytes()
    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    return mark + text.replace("\n", "\r\n" if b"\r\n" in before else "\n").encode()


def stale_lines(guides: Sequence[GuideFigures]) -> list[str]:
    """Return every figure that is out of date, a line each."""
    return [each.line(stale) for each in guides for stale in each.review.stale]
