"""Which response of each person counts, decided in one pass over the rows, none of which it keeps.

It keeps about 60 bytes for each person: hashes of their identity and of their ID, when they answered, and the row.
"""

from __future__ import annotations

import datetime
from array import array
from collections import defaultdict
from collections.abc import Iterable
from hashlib import blake2b

from careerprint.answers.people import Draft, RowPlace
from careerprint.errors import AnswerProblem, OnProblem
from careerprint.wording import counted

_DIGEST = 16
"""Bytes of a hash: even among a billion people, two that share one are less likely than a fault of the machine."""
_FEWEST_SLOTS = 1024
"""Slots to begin with, a power of two; they double as people come."""
_EPOCH = datetime.datetime(1970, 1, 1)
_MICROSECOND = datetime.timedelta(microseconds=1)
_UNKNOWN = -(2**63)
"""The moment of a response without a date."""
_MOST_PLACES = 20
"""Rows that one message names; thousands may share an ID such as "none"."""


def settle(file: str, drafts: Iterable[Draft], on_problem: OnProblem) -> bytes:
    """Return a byte for each row, 1 if its response counts: the latest of its person, with an ID that nobody shares.

    `on_problem` is called as soon as a problem is known: at its row; at the second row of somebody who answered
    twice; at the end for people who share an ID. `file` is named in notes about the whole file.
    """
    rows = 0
    elsewhere = 0
    people = _LatestOfEach(file, on_problem)
    for rows, draft in enumerate(drafts, start=1):
        for problem in draft.problems:
            on_problem(problem)
        elsewhere += draft.elsewhere
        people.add(rows - 1, draft)
    if elsewhere:
        rows_were = counted(elsewhere, "row of another questionnaire was", "rows of other questionnaires were")
        message = f"{rows_were} left out"
        on_problem(AnswerProblem(file, None, None, message, "", fatal=False))
    return people.counting(rows)


class _LatestOfEach:
    """The latest response of each person, kept in arrays with one entry for each person."""

    def __init__(self, file: str, on_problem: OnProblem) -> None:
        self._file = file
        self._on_problem = on_problem
        self._known = _Numbering()
        self._row = array("I")
        """The position in the table, from 0, of each person's latest row."""
        self._number = array("I")
        """The number of that row as a spreadsheet shows it."""
        self._moment = array("q")
        self._has_response = bytearray()
        self._ids = bytearray()
        self._files: dict[int, str] = {}
        """The file of each row that is alone in its file, as a filled form is."""

    def add(self, row: int, draft: Draft) -> None:
        """Take the row at position `row`, unless a later response of its person is known."""
        person, place = draft.person, draft.place
        if not person:
            return
        if place.alone:
            self._files[place.row] = place.file
        who = self._known.number(_digest(*person.key))
        moment = _UNKNOWN if draft.moment is None else (draft.moment - _EPOCH) // _MICROSECOND
        if who == len(self._row):
            self._append(row, place.row, moment, draft)
            return
        before = self._place(who)
        if _UNKNOWN in (moment, self._moment[who]) or moment >= self._moment[who]:
            self._report_older(before, place)
            self._replace(who, row, place.row, moment, draft)
        else:
            self._report_older(place, before)

    def _append(self, row: int, number: int, moment: int, draft: Draft) -> None:
        self._row.append(row)
        self._number.append(number)
        self._moment.append(moment)
        self._has_response.append(draft.response is not None)
        self._ids += _digest(draft.response.id if draft.response else "")

    def _replace(self, who: int, row: int, number: int, moment: int, draft: Draft) -> None:
        self._row[who] = row
        self._number[who] = number
        self._moment[who] = moment
        self._has_response[who] = draft.response is not None
        start = who * _DIGEST
        self._ids[start : start + _DIGEST] = _digest(draft.response.id if draft.response else "")

    def _place(self, who: int) -> RowPlace:
        number = self._number[who]
        alone = self._files.get(number)
        return RowPlace(alone or self._file, number, alone=alone is not None)

    def _report_older(self, older: RowPlace, newer: RowPlace) -> None:
        message = f"left out: the same person answered again in {newer.words}, the latest counts"
        self._on_problem(older.problem(message, fatal=False))

    def counting(self, rows: int) -> bytes:
        """Return what `settle` returns, for `rows` rows, and report who shares an ID. No row may be added after it."""
        del self._known  # frees the memory that the numbering of IDs needs now
        counting = bytearray(rows)
        for who, row in enumerate(self._row):
            counting[row] = self._has_response[who]
        for people in self._sharing():
            self._report_sharing([self._place(who) for who in people])
            for who in people:
                counting[self._row[who]] = 0
        return bytes(counting)

    def _sharing(self) -> Iterable[list[int]]:
        """Return the groups of people whose responses have the same ID."""
        ids = _Numbering()
        first = array("I")
        shared: dict[int, list[int]] = defaultdict(list)
        for who, has_response in enumerate(self._has_response):
            if has_response:
                number = ids.number(bytes(self._ids[who * _DIGEST : (who + 1) * _DIGEST]))
                if number == len(first):
                    first.append(who)
                else:
                    shared[first[number]].append(who)
        return ([who, *others] for who, others in shared.items())

    def _report_sharing(self, places: list[RowPlace]) -> None:
        places.sort(key=lambda place: place.row)
        words = ", ".join(place.words for place in places[:_MOST_PLACES])
        for place in places:
            message = f"the same ID but not the same name in {words}"
            self._on_problem(place.problem(message, "an ID for each person", fatal=True))


def _digest(*texts: str) -> bytes:
    return blake2b("\0".join(texts).encode(), digest_size=_DIGEST).digest()


class _Numbering:
    """Numbers different digests from 0, in the order in which they come: a hash table with open addressing.

    A digest takes 22 to 28 bytes in these plain arrays and 150 in a dict, which is too much for millions of people.
    """

    def __init__(self) -> None:
        self._digests = bytearray()
        self._count = 0
        self._slots = array("I", bytes(4 * _FEWEST_SLOTS))
        """The number of a digest plus 1, at the slot that its first bytes give or the next free one; 0 is free."""

    def number(self, digest: bytes) -> int:
        """Return the number of a digest; a new digest gets the next number."""
        slots, digests = self._slots, self._digests
        mask = len(slots) - 1
        slot = int.from_bytes(digest[:8], "little") & mask
        while found := slots[slot]:
            if digests[(found - 1) * _DIGEST : found * _DIGEST] == digest:
                return found - 1
            slot = (slot + 1) & mask
        self._digests += digest
        self._count += 1
        slots[slot] = self._count
        if 3 * self._count > 2 * len(slots):
            self._grow()
        return self._count - 1

    def _grow(self) -> None:
        """Double the slots. No digest occurs twice, so each takes the first free slot without being compared."""
        slots = array("I", bytes(8 * len(self._slots)))
        mask = len(slots) - 1
        for number in range(self._count):
            slot = int.from_bytes(self._digests[number * _DIGEST : number * _DIGEST + 8], "little") & mask
            while slots[slot]:
                slot = (slot + 1) & mask
            slots[slot] = number + 1
        self._slots = slots
