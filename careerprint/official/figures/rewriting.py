"""Writes newer figures into the text of a guide: figure, date and release of a source together, or none of them."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from careerprint.official.downloads.releases import Change, Release, is_span, phrases, single_years, survey_years
from careerprint.official.figures.comparing import StaleFigure
from careerprint.official.figures.places import Stretch, front_values, line_at, stretches_of
from careerprint.official.figures.printed import printed_in
from careerprint.official.figures.repeated import repeated_edits, repeated_words
from careerprint.official.figures.review import FigureReview
from careerprint.sources.citations.figures import figures_of
from careerprint.sources.fields import Location

LONGEST_SENTENCE = 160
"""Characters of a sentence that are shown: enough to recognize it; its line says where it is."""
_NOT_FOUND = "it could not be found in the text; write {} there"


@dataclass(frozen=True, slots=True, order=True)
class TextEdit:
    """A piece of a text and what replaces it."""

    start: int
    end: int
    new: str
    is_sentence: bool = False
    """Whether words around it may no longer fit, so that a person has to read them."""


@dataclass(slots=True)
class Rewriting:
    """What is to be changed in the text of a guide."""

    text: str
    edits: list[TextEdit] = field(default_factory=list)
    written: list[StaleFigure] = field(default_factory=list)
    """Figures that are written."""
    kept: list[StaleFigure] = field(default_factory=list)
    """Figures that stay as they are, because only a person can write one of the same source."""
    to_read: list[tuple[int, str]] = field(default_factory=list)
    """Places that a person has to read: the line in the new text, and its words."""

    @property
    def new_text(self) -> str:
        """The text with all edits."""
        parts, at = [], 0
        for edit in sorted(self.edits):
            parts += [self.text[at : edit.start], edit.new]
            at = edit.end
        return "".join((*parts, self.text[at:]))


def rewriting_of(found: FigureReview, *, survey: tuple[int, int] | None, today: datetime.date) -> Rewriting:
    """Return what is to be changed in the text of a guide after its figures were looked up.

    `survey` holds the years behind Table 5.3, if that table is there. `today` is the day on which a source was read
    whose file shows no day.
    """
    places = _Places(found)
    found.stale = [places.settled(each) for each in found.stale]
    result = Rewriting(places.text)
    for each in found.stale:
        state = found.sources[each.figure.source]
        is_free = not state.has_moved or found.may_move(each.figure.source)
        edit = places.edit(each)
        if edit and is_free:
            result.written.append(each)
            result.edits.append(edit)
        else:
            result.kept.append(each)
    moved = {name: state.release for name, state in found.sources.items() if state.has_moved and found.may_move(name)}
    changes = _Changes(found, {name: release for name, release in moved.items() if release}, survey, today)
    repeated = [TextEdit(*places.front[place], new) for place, new in repeated_edits(result.written, found.meta)]
    dated = [*changes.in_front(places.front, places.text), *changes.in_body(places.stretches, places.text)]
    taken = {(edit.start, edit.end) for edit in result.edits}
    result.edits += [edit for edit in dict.fromkeys((*repeated, *dated)) if (edit.start, edit.end) not in taken]
    result.to_read = [*_to_read(result, [*changes.unsettled(places.stretches, places.text)])]
    return result


class _Places:
    """Where the figures of a guide are in its text."""

    def __init__(self, found: FigureReview) -> None:
        self.text = "\n".join(found.document.source)
        self.front = front_values(self.text)
        self.stretches = [*stretches_of(self.text)]
        self._facts = {found.document.front.line(("quick_facts", n)): n for n in range(len(found.meta.quick_facts))}
        self._by_mark: dict[tuple[str, str | None], list[Stretch]] = defaultdict(list)
        for stretch in self.stretches:
            for mark in stretch.marks:
                self._by_mark[mark].append(stretch)
        self._seen = _numbered(found)

    def settled(self, stale: StaleFigure) -> StaleFigure:
        """Return a figure as one for a person if it cannot be found in the text."""
        if stale.new is None or self.edit(stale):
            return stale
        return replace(stale, new=None, why=_NOT_FOUND.format(stale.new))

    def edit(self, stale: StaleFigure) -> TextEdit | None:
        """Return the edit that puts the new figure in place of the old one; None if it cannot be found."""
        if stale.new is None or stale.printed is None:
            return None
        words, at = stale.figure.words, stale.printed.start
        if stale.figure.block == "fact":
            number = self._facts[stale.figure.line]
            value, _, _ = words.partition("; ")
            part = "value" if at < len(value) else "note"
            place = self.front.get(("quick_facts", number, part))
            words, at = (value, at) if part == "value" else (words[len(value) :], at - len(value))
        else:
            place = self._body(stale)
        return self._in(place, words, at, stale) if place else None

    def _body(self, stale: StaleFigure) -> tuple[int, int] | None:
        """Return where the words of a mark are: those of the mark that is the same and as far down."""
        same = self._by_mark[stale.figure.source, stale.figure.address]
        number, count = self._seen[id(stale.figure)]
        return (same[number].start, same[number].end) if len(same) == count else None

    def _in(self, place: tuple[int, int], words: str, at: int, stale: StaleFigure) -> TextEdit | None:
        """Find a figure between two places, even if it occurs there several times."""
        start, end = place
        before = sum(each.text == stale.old and each.start < at for each in printed_in(words, is_cell=False))
        pattern = rf"(?<![\d,.$]){re.escape(stale.old)}(?![\d%]|,\d|\.\d)"
        matches = [*re.finditer(pattern, self.text[start:end])]
        if before >= len(matches) or stale.new is None or stale.printed is None:
            return None
        match = matches[before]
        return TextEdit(start + match.start(), start + match.end(), stale.new, not stale.printed.is_alone)


def _numbered(found: FigureReview) -> Mapping[int, tuple[int, int]]:
    """Return, for each stale figure in the body, how many marks like it precede it and how many there are."""
    marks: dict[tuple[str, str], list[tuple[int, str, int]]] = defaultdict(list)
    for figure in figures_of(found.document):
        if figure.block != "fact":
            marks[figure.source, figure.address].append((figure.line, figure.words, figure.place))
    numbers = {}
    for stale in found.stale:
        same = marks[stale.figure.source, stale.figure.address]
        own = (stale.figure.line, stale.figure.words, stale.figure.place)
        numbers[id(stale.figure)] = (same.index(own) if own in same else len(same), len(same))
    return numbers


class _Changes:
    """Dates and releases that move with the figures of their source."""

    def __init__(
        self,
        found: FigureReview,
        moved: Mapping[str, Release],
        survey: tuple[int, int] | None,
        today: datetime.date,
    ) -> None:
        self.found, self.moved, self.survey, self.today = found, moved, survey, today

    def in_front(self, front: Mapping[Location, tuple[int, int]], text: str) -> Iterator[TextEdit]:
        """Yield what changes in the entries of sources, in quick facts and in the words beside drawn figures."""
        for number, source in enumerate(self.found.meta.sources):
            if release := self.moved.get(source.id):
                for part in ("title", "note"):
                    yield from self._phrases(front.get(("sources", number, part)), text, source.id)
                if place := front.get(("sources", number, "release")):
                    named = [*self._phrases(place, text, source.id)]
                    yield from named or [TextEdit(*place, f'"{release.name}"')]
                if place := front.get(("sources", number, "accessed")):
                    yield TextEdit(*place, str(release.day or self.today))
        for number, fact in enumerate(self.found.meta.quick_facts):
            if fact.source in self.moved:
                yield from self._in_fact(number, fact.source, front, text)
        for at, name in repeated_words(self.found.meta):
            if name in self.moved:
                yield from self._phrases(front.get(at), text, name)

    def _in_fact(
        self, number: int, source: str, front: Mapping[Location, tuple[int, int]], text: str
    ) -> Iterator[TextEdit]:
        for part in ("label", "value", "note"):
            yield from self._phrases(front.get(("quick_facts", number, part)), text, source)
        if (place := front.get(("quick_facts", number, "as_of"))) and (day := self._as_of(number)):
            yield TextEdit(*place, f'"{day}"' if text[place[0]] == '"' else day)

    def _as_of(self, number: int) -> str | None:
        """Return the new date of a quick fact; None if it is neither that of the release nor that of the page."""
        fact = self.found.meta.quick_facts[number]
        source, release = self.found.sources[fact.source].source, self.moved[fact.source]
        if source.release and fact.as_of == Release(source.release, None).as_of:
            return release.as_of
        is_that_of_the_page = str(source.accessed).startswith(fact.as_of)
        return str(release.day or self.today)[: len(fact.as_of)] if is_that_of_the_page else None

    def _phrases(self, place: tuple[int, int] | None, text: str, source: str) -> Iterator[TextEdit]:
        if place:
            yield from self._replaced(Stretch(*place, ((source, None),)), text)

    def in_body(self, stretches: list[Stretch], text: str) -> Iterator[TextEdit]:
        """Yield the dates in the body that move with the figures beside them."""
        for stretch in stretches:
            yield from self._replaced(stretch, text)

    def _replaced(self, stretch: Stretch, text: str) -> Iterator[TextEdit]:
        for name in self.moved:
            yield from _matches(self._survey(name, stretch), stretch, text)
            if self._moves(name, stretch):
                yield from _matches(self._dates(name, stretch), stretch, text)

    def _dates(self, name: str, stretch: Stretch) -> Iterator[Change]:
        """Yield the phrases of a source; what could mean something else, only where its own mark is."""
        old, new = self.found.sources[name].source.release or "", self.moved[name]
        yield from phrases(old, new)
        if name in stretch.sources:
            yield from single_years(old, new.name)

    def _survey(self, name: str, stretch: Stretch) -> Iterator[Change]:
        """Yield the years behind Table 5.3, which no other source has."""
        if self.survey and (name in stretch.sources or not stretch.sources):
            yield from survey_years(self.found.sources[name].source.release or "", self.survey)

    def _moves(self, name: str, stretch: Stretch) -> bool:
        """Say whether a date is that of a source alone: of its own mark, or of all sources that it could be of.

        Pages of the Handbook are of the same years as the projections.
        """
        if stretch.sources:
            return name in stretch.sources <= set(self.moved)
        own = self.found.sources[name].source.release
        states = self.found.sources
        alike = {each for each, state in states.items() if state.source.release == own or state.is_page}
        return alike <= set(self.moved) if is_span(own or "") else True

    def unsettled(self, stretches: list[Stretch], text: str) -> Iterator[int]:
        """Yield the place of a date that a person has to look at: it may be that of a source that did not move."""
        for stretch in stretches:
            for name in self.moved:
                if not self._moves(name, stretch):
                    yield from (edit.start for edit in _matches(self._dates(name, stretch), stretch, text))


def _matches(changes: Iterable[Change], stretch: Stretch, text: str) -> Iterator[TextEdit]:
    for pattern, new in changes:
        for match in pattern.finditer(text, stretch.start, stretch.end):
            yield TextEdit(match.start(), match.end(), new)


def _to_read(result: Rewriting, unsettled: list[int]) -> Iterator[tuple[int, str]]:
    """Yield each sentence of the new text that a person has to read, once, with its line."""
    text, shift = result.new_text, 0
    places = []
    for edit in sorted(result.edits):
        if edit.is_sentence:
            places.append(edit.start + shift)
        shift += len(edit.new) - (edit.end - edit.start)
    for old in unsettled:
        places.append(old + sum(len(e.new) - (e.end - e.start) for e in result.edits if e.end <= old))
    seen = {}
    for place in sorted(places):
        seen[_sentence(text, place)] = line_at(text, place)
    yield from ((line, sentence) for sentence, line in seen.items())


def _sentence(text: str, place: int) -> str:
    """Return the sentence, cell or value around a place, without marks and markup at its ends."""
    start = max(text.rfind(sign, 0, place) + len(sign) for sign in (". ", "\n", "| ", "] ", "? ", "! "))
    ends = [found for sign in (".[", ". ", "\n", " |", ".\n", "[^") if (found := text.find(sign, place)) >= 0]
    words = text[start : min(ends, default=len(text))].replace("**", "").strip(" -*|\n")
    return words if len(words) <= LONGEST_SENTENCE else f"{words[:LONGEST_SENTENCE]}…"
