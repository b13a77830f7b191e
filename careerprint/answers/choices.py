"""From a cell to the number of a choice. A cell that fits none is a problem; nothing is ever guessed."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence

from careerprint.tables.table import Cell
from careerprint.tables.texts import fold, unmask

NOT_ANSWERED = 0
"""The code of an empty cell."""
_LONGEST_ANSWER = 500
"""Characters of a cell that may hold a choice; the words of a choice and its number are far shorter."""
_MOST_KNOWN = 2_000
"""Ways of writing the choices of one scale that are remembered; a hostile file could invent them without end."""
_NUMBER = re.compile(r"(-?[0-9]{1,3})(?:[.,]0+)?")
_NUMBER_AND_WORDS = re.compile(r"\(?(-?[0-9]{1,3})\)?\s*[-–—.:)=]?\s*(\D.*)", re.DOTALL)
_LETTER_AND_WORDS = re.compile(r"\(?([a-z])[.:)]\s*(.+)", re.DOTALL | re.IGNORECASE)
_WORDS_AND_NUMBER = re.compile(r"(.+?)\s*\((-?[0-9]{1,3})\)", re.DOTALL)


_BOTH = ((_NUMBER_AND_WORDS, 2, 1), (_LETTER_AND_WORDS, 2, 1), (_WORDS_AND_NUMBER, 1, 2))
"""Ways to write both, with the groups that hold the words and the number."""


def _plain(cell: str) -> str:
    return unicodedata.normalize("NFKC", unmask(cell)).strip().removesuffix(";").strip()


class ChoiceReader:
    """Reads the cells of all items that have the same choices."""

    def __init__(self, choices: Sequence[str], unanswered: Collection[str] = (), *, worths: Sequence[int] = ()) -> None:
        """Take the words of the `choices`, the cells that mean "not answered", and what each choice is worth.

        A number in a cell is what a choice is worth; `worths` is empty for 1, 2, 3 and so on.
        """
        values = tuple(worths) or tuple(range(1, len(choices) + 1))
        self._unanswered = frozenset(unanswered)
        self._numbers = {value: n for n, value in enumerate(values, start=1)}
        folded = [fold(words) for words in choices]
        repeated = {words for words, times in Counter(folded).items() if times > 1}
        self._words = {words: n for n, words in enumerate(folded, start=1) if words not in repeated}
        self.known: dict[Cell, int] = {"": NOT_ANSWERED, **dict.fromkeys(unanswered, NOT_ANSWERED)}
        """What each cell means that was read before: a million rows repeat a few. For any other cell call `read`."""
        self.expected = f"{numbers_in_words(values)}, or one of: {', '.join(choices)}"
        for words in choices:
            code = self._read(words)
            if code is not None:
                self.known[words] = code
        for number in values:
            code = self._read(str(number))
            if code is not None:
                self.known[number] = self.known[str(number)] = code

    def read(self, cell: Cell) -> int | None:
        """Return 1..n, 0 for an empty cell, or None if the cell holds anything else."""
        known = self.known.get(cell)
        return known if known is not None else self._remembered(cell, self._slowly(cell))

    def fault(self, cell: Cell) -> str:
        """Return what is wrong with a cell that `read` cannot read; the cell is not quoted."""
        text = _plain(cell) if isinstance(cell, str) and len(cell) <= _LONGEST_ANSWER else ""
        both = ((pattern.fullmatch(text), words_at) for pattern, words_at, _ in _BOTH)
        if any(found and fold(found[words_at]) in self._words for found, words_at in both):
            return "the word and the number in it disagree"
        return "not one of the choices"

    def _remembered(self, cell: Cell, code: int | None) -> int | None:
        if code is not None and len(self.known) < _MOST_KNOWN:
            self.known[cell] = code
        return code

    def _slowly(self, cell: Cell) -> int | None:
        if isinstance(cell, int | float):
            return self._slowly(str(int(cell))) if abs(cell) < 1000 and cell == int(cell) else None
        if not isinstance(cell, str) or len(cell) > _LONGEST_ANSWER:
            return None
        text = _plain(cell)
        known = self.known.get(text)
        return known if known is not None else self._read(text)

    def _read(self, text: str) -> int | None:
        """Read words, a number, or both, which must then agree."""
        words = self._words.get(fold(text))
        number = _NUMBER.fullmatch(text)
        if number:
            if number[1] in self._unanswered:
                return NOT_ANSWERED
            choice = self._numbers.get(int(number[1]))
            # Choices may be numbers themselves, such as hours; "2" is then the second choice and another one's words.
            agrees = words is None or words == choice
            return words if choice is None else choice if agrees else None
        return words if words is not None else self._both(text)

    def _both(self, text: str) -> int | None:
        for pattern, words_at, mark_at in _BOTH:
            if found := pattern.fullmatch(text):
                mark = found[mark_at].lower()
                choice = ord(mark) - ord("a") + 1 if mark.isalpha() else self._numbers.get(int(mark))
                if choice is not None and self._words.get(fold(found[words_at])) == choice:
                    return choice
        return None


def numbers_in_words(values: Sequence[int]) -> str:
    """Return `a number from 0 to 4`, or `one of the numbers 1, 3, 5` where some between them are worth nothing."""
    if len(values) == values[-1] - values[0] + 1:
        return f"a number from {values[0]} to {values[-1]}"
    return f"one of the numbers {', '.join(map(str, values))}"
