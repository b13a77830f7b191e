"""Which column holds which item: by ID, by text, by folded text, then by the headers that survey tools write."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from careerprint.answers.headers.exporters import Column, HeaderLayout
from careerprint.answers.paper.lines import line_in
from careerprint.errors import AnswerProblem, Problem, SourceError
from careerprint.sources.assessment import Assessment
from careerprint.sources.scales import RESERVED_IDS, Item, Scale
from careerprint.tables.texts import clean, fold, fold_unnumbered, shorten, squash

_LIMESURVEY_CODE = re.compile(
    r"(?P<code>[A-Za-z][A-Za-z0-9]{0,40})(?:[\[_](?P<part>\w{1,40})\]?)?(?P<rest>.*)", re.DOTALL
)
_QUESTION_NUMBER = re.compile(r"[A-Za-z]+\d+[.:]")
_REPEAT_NUMBER = re.compile(r"(?<=\D)\d{1,3}$")
_JOINT = re.compile(r"\s[-–]\s|\s?>>\s?")
"""What a tool puts between a question and the row of its grid: Qualtrics a dash, Jotform two angles."""
_MOST_SPLITS = 10
"""Places where one header is cut into question and row; a hostile one could offer thousands."""
_MOST_CANDIDATES = 300
"""Headers that are compared with a missing item: comparing every pair of a long table would take minutes."""
_MOST_TWINS = 20
"""Columns with the same header that one message names."""
_SAME_HEADER = "these columns have the same header, and one of them holds an item; give each its own"
_NEAREST = 3
"""Headers that are offered for a missing item."""
_ABBREVIATED = re.compile(r"(?:\.\.|…)\s*\]?$")
_SHORTEST_PREFIX = 8
"""Characters of an abbreviated header that must remain: a shorter beginning fits an item by chance."""


@dataclass(frozen=True, slots=True)
class Matched:
    """The columns of a table, with their meaning."""

    items: tuple[Column, ...]
    """The column of each item, in the order of the assessment."""
    ignored: tuple[Column, ...]
    """The columns that are neither items nor known."""
    notes: tuple[AnswerProblem, ...]
    """Where only the order of the columns could decide."""

    def without_roles(self, layout: HeaderLayout) -> Matched:
        """Return it without those ignored columns that have a role in `layout`."""
        ignored = tuple(column for column in self.ignored if layout.columns[column.index].role is None)
        return replace(self, ignored=ignored)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to understand a header: the words of an item, and of the question above it."""

    text: str
    question: str = ""


_Found: TypeAlias = tuple[int, ...]
"""Positions of the items that a column may hold; several when items have the same words."""


class _Index:
    """The items of an assessment, by everything that a header may hold."""

    def __init__(self, assessment: Assessment) -> None:
        self.items: list[tuple[Scale, Item]] = [(s, item) for s in assessment.scales for item in s.items]
        self._by: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for position, (_, item) in enumerate(self.items):
            self._by["id"][item.id].append(position)
            self._by["code"][squash(item.id)].append(position)
            # A guide's item is a lead-in and what follows it; a form may show either or both.
            for text in {item.text, f"{item.text} {item.detail}".strip()}:
                self._by["text"][clean(text) or ""].append(position)
                self._by["folded"][fold_unnumbered(text)].append(position)

    def find(self, kind: str, key: str) -> _Found:
        return tuple(self._by[kind].get(key, ()))

    def asked_in(self, question: str, found: _Found) -> _Found:
        """Return the items of `found` whose scale asks `question` or has it as its title."""
        return tuple(p for p in found if question in self._questions(self.items[p][0]))

    @staticmethod
    def _questions(scale: Scale) -> tuple[str, str]:
        return fold_unnumbered(scale.question), fold_unnumbered(scale.title)

    def beginning(self, prefix: str) -> _Found:
        texts = self._by["folded"].items()
        return tuple(dict.fromkeys(p for text, places in texts if text.startswith(prefix) for p in places))


def match(file: str, layout: HeaderLayout, assessment: Assessment, *, row: int) -> Matched:
    """Return the column of every item; raise SourceError if any has none. `row` is the number of the header's row."""
    index = _Index(assessment)
    free = [column for column in layout.columns if _may_be_item(column, index)]
    claims = _Claims(file, index)
    for step in _STEPS:
        claims.take(free, step)
    claims.settle()
    _refuse_twins(file, row, free, [column.index for column in claims.column_of.values()])
    missing = [position for position in range(len(index.items)) if position not in claims.column_of]
    unclaimed = [column for column in free if column not in claims.column_of.values()]
    if missing:
        raise _missing(file, row, index, missing, unclaimed)
    ignored = tuple(column for column in unclaimed if column.role is None)
    items = tuple(_known(claims.column_of[position], item) for position, (_, item) in enumerate(index.items))
    return Matched(items, ignored, tuple(claims.notes))


def _known(column: Column, item: Item) -> Column:
    """Return an item's column, named by its item: around an item's words a header may say anything."""
    has_letter = column.shown != column.place
    return replace(column, shown=f"{column.place} ({item.id})" if has_letter else item.id)


def _may_be_item(column: Column, index: _Index) -> bool:
    """Return whether a column may hold an item; an item may be called `status` or `email`, but never `id`."""
    label = column.labels[0]
    return column.role is None or (label not in RESERVED_IDS and bool(index.find("id", label)))


def _refuse_twins(file: str, row: int, columns: Sequence[Column], taken: Collection[int]) -> None:
    """Raise SourceError if a column with an item has the same header as one without: either may hold the answers.

    No header is quoted: in a file without one the first row holds somebody's answers.
    """
    alike: dict[str, list[Column]] = defaultdict(list)
    for column in columns:
        alike[fold(column.labels[0])].append(column)
    mixed = (twins for twins in alike.values() if len({twin.index in taken for twin in twins}) > 1)
    problems = [
        Problem(file, row, ", ".join(twin.place for twin in twins[:_MOST_TWINS]), _SAME_HEADER) for twins in mixed
    ]
    if problems:
        raise SourceError(f"{file}: the header cannot be read", problems=problems)


class _Claims:
    """Which column claims which item. Surer steps claim first; what is claimed is not up for later steps."""

    def __init__(self, file: str, index: _Index) -> None:
        self._file = file
        self._index = index
        self._undecided: dict[_Found, list[Column]] = defaultdict(list)
        self.column_of: dict[int, Column] = {}
        self.notes: list[AnswerProblem] = []

    def take(self, columns: Sequence[Column], step: _Step) -> None:
        """Let every column without an item claim what `step` finds for it."""
        busy = {column.index for column in self.column_of.values()}
        busy |= {column.index for columns in self._undecided.values() for column in columns}
        wanted: dict[_Found, list[Column]] = defaultdict(list)
        for column in columns:
            if column.index not in busy and (found := self._open(step(column, self._index))):
                wanted[found].append(column)
        for found, claimants in wanted.items():
            if len(found) == len(claimants) == 1:
                self.column_of[found[0]] = claimants[0]
            else:
                self._undecided[found] += claimants

    def _open(self, found: _Found) -> _Found:
        return tuple(position for position in found if position not in self.column_of)

    def settle(self) -> None:
        """Assign columns with equal words to the items in order; raise SourceError if their numbers differ."""
        for found, columns in self._undecided.items():
            names = ", ".join(column.shown for column in columns)
            ids = ", ".join(self._index.items[position][1].id for position in found)
            if len(found) != len(columns) or any(place in self.column_of for place in found):
                message = f"which column holds which item ({ids}) is unclear; use the items' IDs as headers"
                raise SourceError(
                    f"{self._file}: {names}: {message}", problems=[Problem(self._file, None, names, message)]
                )
            self.column_of.update(zip(found, columns, strict=True))
            message = f"these headers have the same words, so the order of the questionnaire decided: {ids}"
            self.notes.append(AnswerProblem(self._file, None, names, message, "", fatal=False))


_Step: TypeAlias = Callable[[Column, _Index], _Found]


def _by_id(column: Column, index: _Index) -> _Found:
    return _first(index.find("id", label) for label in column.labels)


def _by_line(column: Column, index: _Index) -> _Found:
    """`1 r2 Build a shelf from a drawing.` of our answer sheet: a line's number, the item's ID and its words."""
    lines = filter(None, map(line_in, column.labels))
    return _first(_in_both(index.find("id", name), words, index) for _, name, words in lines)


def _in_both(by_id: _Found, words: str, index: _Index) -> _Found:
    """Return the item if it has these words too; a short ID alone could be part of another tool's header."""
    by_words = index.find("folded", fold_unnumbered(words))
    return tuple(position for position in by_id if not words or position in by_words)


def _by_text(column: Column, index: _Index) -> _Found:
    return _first(index.find("text", label) for label in column.labels)


def _by_folded_text(column: Column, index: _Index) -> _Found:
    return _first(index.find("folded", fold_unnumbered(label)) for label in column.labels)


def _by_question_and_row(column: Column, index: _Index) -> _Found:
    """`Question [Row]` of Google or `Question - Row` of Qualtrics, where the question is the scale's own."""
    readings = [reading for label in column.labels for reading in _split(label)]
    return _first(index.asked_in(reading.question, index.find("folded", reading.text)) for reading in readings)


def _by_row_of_grid(column: Column, index: _Index) -> _Found:
    """The same, under a question in other words."""
    readings = (reading for label in column.labels for reading in _split(label))
    return _first(index.find("folded", reading.text) for reading in readings)


def _by_code(column: Column, index: _Index) -> _Found:
    """`Q1[SQ001]`, where the codes are items' IDs; LimeSurvey allows only letters and digits in them."""
    found = (_LIMESURVEY_CODE.fullmatch(label) for label in column.labels)
    codes = (code for code in found if code and not code["rest"])
    return _first(
        index.find("code", squash(key)) for code in codes for key in (code["part"], code[0], code["code"]) if key
    )


def _by_code_and_text(column: Column, index: _Index) -> _Found:
    """`Q1[SQ001]. Question [Row]` of LimeSurvey."""
    found = (_LIMESURVEY_CODE.fullmatch(label) for label in column.labels)
    coded = (code for code in found if code and (code["part"] or _QUESTION_NUMBER.match(code[0])))
    rests = [code["rest"].lstrip(" .:-") for code in coded]
    readings = (reading for rest in rests for reading in (_Reading(fold_unnumbered(rest)), *_split(rest)))
    return _first(index.find("folded", reading.text) for reading in readings)


def _by_numbered_title(column: Column, index: _Index) -> _Found:
    """`The same title2`: Microsoft Forms numbers a title that it has used before."""
    bare = (_REPEAT_NUMBER.sub("", label) for label in column.labels if _REPEAT_NUMBER.search(label))
    return _first(index.find("folded", fold_unnumbered(label)) for label in bare)


def _by_beginning(column: Column, index: _Index) -> _Found:
    """`How would you l.. [Find out why a ..]` of LimeSurvey, if only one item begins like this."""
    labels = (label for label in column.labels if _ABBREVIATED.search(label))
    prefixes = (reading.text for label in labels for reading in (*_split(label), _Reading(fold_unnumbered(label))))
    found = (index.beginning(prefix) for prefix in prefixes if len(prefix) >= _SHORTEST_PREFIX)
    return _first(places for places in found if len(places) == 1)


_STEPS: tuple[_Step, ...] = (
    _by_id,
    _by_line,
    _by_text,
    _by_folded_text,
    _by_question_and_row,
    _by_row_of_grid,
    _by_code,
    _by_code_and_text,
    _by_numbered_title,
    _by_beginning,
)


def _first(candidates: Iterable[_Found]) -> _Found:
    return next((found for found in candidates if found), ())


def _split(label: str) -> Iterator[_Reading]:
    """Yield every way to cut a header into question and row, as a tool may have joined them."""
    if label.endswith("]"):
        openings = [place for place, char in enumerate(label) if char == "["][:_MOST_SPLITS]
        for place in openings:
            yield _Reading(fold_unnumbered(label[place + 1 : -1]), fold_unnumbered(label[:place]))
    for joint in list(_JOINT.finditer(label))[:_MOST_SPLITS]:
        yield _Reading(fold_unnumbered(label[joint.end() :]), fold_unnumbered(label[: joint.start()]))


def _missing(file: str, row: int, index: _Index, missing: Sequence[int], unclaimed: Sequence[Column]) -> SourceError:
    """Return the error for items without a column; it names the nearest headers unless the header may be missing."""
    if len(missing) == len(index.items):
        message = (
            "nothing here is an item of this questionnaire: are these answers to another one, is the header missing, "
            "or is there something above it?"
        )
        return SourceError(f"{file}: {message}", problems=[Problem(file, row, "", message)])
    names = {text[:200]: column for column in unclaimed for label in column.labels for text in _parts(label)}
    candidates = dict(list(names.items())[:_MOST_CANDIDATES])
    problems = [_missing_item(file, row, index.items[position][1], candidates) for position in missing]
    return SourceError(f"{file}: {len(missing)} of {len(index.items)} items have no column", problems=problems)


def _parts(label: str) -> Iterator[str]:
    """Yield what an item may be compared with: the header as it is, and the rows of a grid in it."""
    yield from (reading.text for reading in _split(label))
    yield fold_unnumbered(label)


def _missing_item(file: str, row: int, item: Item, candidates: dict[str, Column]) -> Problem:
    """Return the problem of an item. No header is quoted: even one that is near may hold what somebody typed."""
    by_text = difflib.get_close_matches(fold_unnumbered(item.text)[:200], candidates, n=_NEAREST)
    by_id = difflib.get_close_matches(fold_unnumbered(item.id), candidates, n=_NEAREST)
    near = dict.fromkeys(candidates[name].place for name in by_text or by_id)
    hint = f"nearest: {', '.join(near)}" if near else f"call its column `{item.id}`"
    return Problem(file, row, item.id, f"no column for this item ({shorten(item.text)}); {hint}")
