"""The rule about plain language: how hard each section is to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from careerprint.check.subject import Context, Passage, Subject
from careerprint.errors import Problem
from careerprint.languages import primary
from careerprint.sources.source_text import source_text

MOST_BYTES = 1_000_000
"""Bytes of a list of allowed hard words: more than a dictionary of 100,000."""
_READ = ("p", "li", "dd")


def reading_level(subject: Subject, context: Context) -> Iterator[Problem]:
    """Report sections that are harder to read than the target, and sections of a guide in clipped sentences."""
    language = str(subject.document.front.data.get("language", "en"))
    tops = {section.id: top.id for top in subject.document.sections for section in top.walk()}
    plain = [p for p in subject.passages if p.tag in _READ and not p.legal]
    for field, group in groupby(plain, key=lambda p: tops.get(p.field, "")):
        passages = list(group)
        level = level_of([p.words for p in passages], language=language, easy=context.easy_words)
        if level and level.fault:
            words = " ".join(level.longest.split()[:6])
            message = f"{level.fault}; shorten the sentence that begins “{words} …”"
            yield subject.problem(_line(passages, level.longest), field, message, "warning")
        elif level and subject.meta and level.is_clipped:
            message = f"reading level is grade {level.grade:.1f}, aim for {FLOOR:g} to {TARGET:g}; "
            message += "say why, in fuller sentences"
            yield subject.problem(passages[0].line, field, message, "warning")


def _line(passages: list[Passage], sentence: str) -> int:
    """Return the line of the passage that holds a sentence."""
    return next(p.line for p in passages if sentence in " ".join(p.words.split()))


TARGET = 8.0
"""The grade to stay at or below: what public bodies in the United States write for."""
FLOOR = 4.0
"""The grade to stay at or above in a guide: below it, sentences are so short that they leave the reasons out.
The words of a questionnaire and its report are short on purpose."""
EASE = 55.0
"""The ease in Spanish to stay at or above: where "normal" begins on the INFLESZ scale, made from Spanish
newspapers, school books and health leaflets (Barrio-Cantalejo and others, 2008)."""
LEAST_WORDS = 30
"""A text of fewer words says too little about how hard it is."""

_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][\"'”’)\]]))\s+(?=[\"'“‘«¿¡(\[]*[^\W_a-z])")
_ABBREVIATED = re.compile(r"(?:^|[\s(])(?:[^\W\d_]\.)+$|\b(?:Dr|Mr|Mrs|Ms|St|No|vs|Dra|Sr|Sra|EE|UU|ej)\.$")


@dataclass(frozen=True, slots=True)
class Level:
    """How hard a text is to read."""

    words: int
    longest: str
    """The longest sentence."""
    grade: float | None = None
    """The school year in the United States whose students read it with ease; below 0 for very short words."""
    ease: float | None = None
    """Ease of a Spanish text, 100 for very easy; may lie outside 0 to 100."""

    @property
    def fault(self) -> str | None:
        """Why the text is too hard to read, in words; None if it is not."""
        if self.grade is not None and round(self.grade, 1) > TARGET:
            return f"reading level is grade {self.grade:.1f}, aim for {TARGET:g}"
        if self.ease is not None and round(self.ease, 1) < EASE:
            return f"reading ease is {self.ease:.1f} of 100, aim for {EASE:g} or more"
        return None

    @property
    def is_clipped(self) -> bool:
        """Whether sentences and words are so short that the text reads like a telegram."""
        return self.grade is not None and round(self.grade, 1) < FLOOR


def level_of(texts: Iterable[str], *, language: str, easy: frozenset[str] = frozenset()) -> Level | None:
    """Return the reading level of a text, or None where it cannot be measured.

    Grade = 0.39 × words per sentence + 11.8 × syllables per word − 15.59 (Kincaid and others, 1975).
    Ease = 206.835 − 62.3 × syllables per word − words per sentence (Szigriszt Pazos, 1993).
    `easy` holds hard words, in small letters, that the readers know: they count as two syllables at most.
    Texts that do not end like a sentence (points of a list, labels) are left out.
    """
    sentences = [sentence for text in texts for sentence in sentences_of(text)]
    words = [word for sentence in sentences for word in words_of(sentence)]
    if len(words) < LEAST_WORDS or primary(language) not in ("en", "es"):
        return None
    longest = max(sentences, key=lambda sentence: len(words_of(sentence)))
    length = len(words) / len(sentences)
    weight = sum(_weight(word, language, easy) for word in words) / len(words)
    if primary(language) == "es":
        return Level(len(words), longest, ease=206.835 - 62.3 * weight - length)
    return Level(len(words), longest, grade=0.39 * length + 11.8 * weight - 15.59)


def sentences_of(text: str) -> Iterator[str]:
    """Yield the sentences of a paragraph, without text that does not end like a sentence."""
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


@lru_cache(maxsize=50_000)  # most words of a text are in it several times, and looking for syllables takes long
def syllables_of(word: str, language: str) -> int:
    """Return the number of syllables of a word, at least 1; a number such as `2024` counts as 1."""
    return sum(_part_syllables(part.lower(), language) for part in re.split(r"[-.]", word) if part) or 1


def _part_syllables(part: str, language: str) -> int:
    if primary(language) == "es":
        return _spanish_syllables(part)
    dictionary = _dictionary(language)
    if dictionary is None or any(c.isdigit() for c in part):
        return 1
    breaks = len(dictionary.positions(part)) + 1
    return max(breaks, _vowel_groups(part)) if primary(language) == "en" else breaks


def _spanish_syllables(word: str) -> int:
    """Count the vowels that carry a syllable: strong ones, stressed weak ones, and weak ones that stand alone.

    `i` and `u` join the strong vowel beside them (tie-ne, bue-no), `í` and `ú` do not (dí-a); the `u` of
    que, gue and gui is silent; `y` is a vowel at a word's end (muy).
    """
    spoken = re.sub(r"qu|gu(?=[eéií])", "k", word)
    groups = re.findall(r"[aeiouáéíóúü]+y?$|[aeiouáéíóúü]+|y$", spoken)
    return sum(len(re.findall(r"[aeoáéíóú]", group)) or 1 for group in groups)


def _vowel_groups(word: str) -> int:
    """Count the groups of vowels of an English word, without a final e or ed that is not spoken."""
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = re.search(r"[^l]e$|[^td]ed$", word) and not word.endswith("ee")
    return groups - 1 if silent and groups > 1 else groups


def read_words(path: Path) -> frozenset[str]:
    """Read a list of allowed hard words, one a line; lines with # are comments. A missing file has none.

    Raises SourceError for a file that cannot be read.
    """
    lines = source_text(path, path.as_posix(), MOST_BYTES, default="").splitlines()
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
