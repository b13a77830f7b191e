"""How hard a text is to read: the Flesch-Kincaid grade over the syllables that Pyphen finds.

Pyphen knows where a word may break at a line's end, which is never after one letter: "a|bout" and "man|y"
would count as one syllable. For English the groups of vowels are counted too and the larger number holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

TARGET = 8.0
"""The grade to stay at or below: what public bodies in the United States write for."""
LEAST_WORDS = 30
"""A text of fewer words says too little about how hard it is."""

_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][\"'”’)\]]))\s+(?=[\"'“‘(\[]*[^\W_a-z])")
_ABBREVIATED = re.compile(r"(?:^|[\s(])(?:[^\W\d_]\.)+$|\b(?:Dr|Mr|Mrs|Ms|St|No|vs)\.$")


@dataclass(frozen=True, slots=True)
class Level:
    """How hard a text is to read."""

    grade: float
    """School year in the United States that reads it with ease; may be below 0 for very short words."""
    words: int
    longest: str
    """The longest sentence."""


def level_of(texts: Iterable[str], *, language: str, easy: frozenset[str] = frozenset()) -> Level | None:
    """Return the reading level of a text, or None where it cannot be told.

    Grade = 0.39 × words per sentence + 11.8 × syllables per word − 15.59 (Kincaid and others, 1975).
    `easy` holds hard words, in small letters, that the readers know: they count as two syllables at most.
    Texts that do not end like a sentence (points of a list, labels) are left out.
    """
    sentences = [sentence for text in texts for sentence in sentences_of(text)]
    words = [word for sentence in sentences for word in words_of(sentence)]
    if len(words) < LEAST_WORDS or _dictionary(language) is None:
        return None
    syllables = sum(_weight(word, language, easy) for word in words)
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    return Level(grade, len(words), max(sentences, key=lambda sentence: len(words_of(sentence))))


def sentences_of(text: str) -> Iterator[str]:
    """Yield the sentences of a paragraph; what does not end like a sentence is none."""
    held = ""
    for part in _SENTENCE_END.split(" ".join(text.split())):
        held = f"{held} {part}".strip()
        if _ABBREVIATED.search(held):
            continue
        if words_of(held) and re.search(r"[.!?…][\"'”’)\]]*$", held):
            yield held
        held = ""
    if words_of(held) and held.endswith("."):
        yield held


def words_of(text: str) -> list[str]:
    """Return the words of a text; `entry-level` is one."""
    return _WORD.findall(text)


def syllables_of(word: str, language: str) -> int:
    """Return the number of syllables of a word, at least 1; a number such as `2024` counts as 1."""
    return sum(_part_syllables(part.lower(), language) for part in re.split(r"[-.]", word) if part) or 1


def _part_syllables(part: str, language: str) -> int:
    dictionary = _dictionary(language)
    if dictionary is None or any(c.isdigit() for c in part):
        return 1
    breaks = len(dictionary.positions(part)) + 1
    return max(breaks, _vowel_groups(part)) if language.startswith("en") else breaks


def _vowel_groups(word: str) -> int:
    """Count the groups of vowels of an English word, without a final e or ed that is not spoken."""
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = re.search(r"[^l]e$|[^td]ed$", word) and not word.endswith("ee")
    return groups - 1 if silent and groups > 1 else groups


def read_words(path: Path) -> frozenset[str]:
    """Read a list of allowed hard words: one a line, lines with # are notes. No file, no words."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (FileNotFoundError, UnicodeDecodeError):
        return frozenset()
    return frozenset(word for line in lines if (word := line.partition("#")[0].strip().lower()))


def _weight(word: str, language: str, easy: frozenset[str]) -> int:
    known = word.lower().replace("’", "'").removesuffix("'s")
    count = syllables_of(word, language)
    return min(count, 2) if known in easy or known.removesuffix("s") in easy else count


@cache
def _dictionary(language: str) -> Any:
    """Load Pyphen's patterns for a language; None if it has none."""
    import pyphen  # only here: a check of unchanged sources needs no patterns

    known = pyphen.language_fallback(language.replace("-", "_"))
    return pyphen.Pyphen(lang=known) if known else None
