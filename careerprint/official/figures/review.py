"""What the official files say about a guide: which figures are current, which are not, which are unknown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from careerprint.official.downloads.library import OfficialFiles
from careerprint.official.downloads.missing import MissingFileError
from careerprint.official.downloads.releases import Release
from careerprint.official.downloads.releases import compared as compare_releases
from careerprint.official.figures.comparing import MarkedWords, StaleFigure, compared
from careerprint.official.figures.printed import printed_in
from careerprint.sources.citations.addresses import FILES, TABS, Address, read_address
from careerprint.sources.citations.figures import Figure, figures_of, without_address
from careerprint.sources.document import Document
from careerprint.sources.guide import GuideMeta, Source

_TABLES_OF = {
    "titles": ("other titles", "reported titles"),
    "interests": ("interests",),
    "related": ("related", "occupations"),
}
"""The tables of O*NET that an address without a code leads to."""


@dataclass(slots=True)
class SourceReview:
    """What became of the figures of one source of a guide."""

    source: Source
    release: Release | None = None
    """That of the official file; None where no file was looked into."""
    is_whole: bool = True
    """Whether every figure could be looked up."""
    is_page: bool = False
    """Whether it is a page of the Handbook."""

    @property
    def has_moved(self) -> bool:
        """Whether the official file is of a newer release than the guide says."""
        return self.release is not None and _order(self.release, self.source) > 0


@dataclass(slots=True)
class FigureReview:
    """What became of all figures of a guide."""

    document: Document
    meta: GuideMeta
    current: int = 0
    """Marks with an address whose words are what the official file says."""
    stale: list[StaleFigure] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    """Marks whose address was not looked up, by the reason."""
    sources: dict[str, SourceReview] = field(default_factory=dict)
    """By the ids of the sources that have addresses."""
    bare: list[tuple[int, str]] = field(default_factory=list)
    """Figures without an address: line and figure."""

    def may_move(self, source: str) -> bool:
        """Say whether all figures of a source are known and can be written, so that its release can move with them."""
        state = self.sources.get(source)
        if state is None or state.release is None or not state.is_whole:
            return False
        return all(each.new is not None for each in self.stale if each.figure.source == source)


def review(document: Document, meta: GuideMeta, files: OfficialFiles) -> FigureReview:
    """Look up every figure of a guide that has an address.

    Raises SourceError for an official file that cannot be read.
    """
    found = FigureReview(document, meta)
    found.sources = {source.id: SourceReview(source) for source in meta.sources}
    runs: list[list[Figure]] = []
    for figure in figures_of(document):
        if figure.place == 0:
            runs.append([])
        runs[-1].append(figure)
    for run in runs:
        _review_run(run, files, found)
    for line, words in without_address(document):
        figures = printed_in(words, is_cell=False)
        large = [each.text for each in figures if each.kind != "people" or each.amount >= 1000]
        found.bare += [(_line_with(text, document, line), text) for text in large]
    return found


def _line_with(text: str, document: Document, start: int) -> int:
    """Return the line of a paragraph that holds a figure; `start` is its first one."""
    for number, line in enumerate(document.source[start - 1 :], start):
        if text in line or not line.strip():
            return number if line.strip() else start
    return start


def _review_run(run: Sequence[Figure], files: OfficialFiles, found: FigureReview) -> None:
    """Look up the figures that some marks in a row follow."""
    known: list[tuple[Figure, Address]] = []
    for figure in run:
        state = found.sources.get(figure.source)
        if reason := _obstacle(figure, state, files):
            found.skipped[reason] += 1
            if state:
                state.is_whole = False
        else:
            known.append((figure, read_address(figure.address)))
    if known:
        faults = [*compared(MarkedWords(tuple(known), len(known) == len(run), found.meta), files)]
        found.stale += faults
        found.current += len(known) - len({fault.figure for fault in faults})


def _obstacle(figure: Figure, state: SourceReview | None, files: OfficialFiles) -> str:
    """Return why an address cannot be looked up, or an empty text; note the release of its file."""
    if state is None:
        return "the mark names no source of the guide; `check` says which"
    try:
        address = read_address(figure.address)
        state.is_page = state.is_page or address.table in TABS
    except ValueError:
        return "the mark has no address that can be read; `check` says which"
    try:
        release = files.release(address, state.source.url)
        _read(address, files)
    except MissingFileError as error:
        return error.reason
    if _order(release, state.source) < 0:
        own = state.source.release or state.source.accessed
        return f"the file is of {release.name}, older than the {own} of the guide"
    state.release = state.release or release
    return ""


def _order(release: Release, source: Source) -> int:
    """Return 1 if a release is newer than that of a guide's source, -1 if it is older, else 0."""
    return compare_releases(release, source.release or "", source.accessed)


def _read(address: Address, files: OfficialFiles) -> None:
    """Read what an address needs, so that a missing file shows before anything is compared."""
    if address.table in FILES:
        for table in _TABLES_OF[address.table]:
            files.records(table)
    elif address.table not in TABS:
        files.rows(address.table)
