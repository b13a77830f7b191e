"""Reading level: syllables, sentences and the grade they give."""

from __future__ import annotations

from pathlib import Path

import pytest

from careerprint.check.reading_level import Level, level_of, read_words, sentences_of, syllables_of, words_of

SYLLABLES = """
a:1 cat:1 about:2 many:2 data:2 people:2 science:2 engineer:3 education:4 statistics:3 worked:1 wanted:2
degree:2 make:1 able:2 entry-level:4 Don’t:1 2024:1 112,590:1 probability:5
"""


@pytest.mark.parametrize(("word", "count"), [pair.split(":") for pair in SYLLABLES.split()])
def test_syllables(word: str, count: str) -> None:
    assert syllables_of(word, "en") == int(count)


SPANISH_SYLLABLES = """
trabajador:4 agua:2 tiene:2 día:2 muy:1 y:1 que:1 guía:2 guerra:2 pingüino:3 ahí:2 leer:2 rey:1 construye:3
ciudad:2 cuidar:2 proyecto:3 aún:2 aprendizaje:5 ingeniería:5 2024:1
"""


@pytest.mark.parametrize(("word", "count"), [pair.split(":") for pair in SPANISH_SYLLABLES.split()])
def test_spanish_syllables(word: str, count: str) -> None:
    assert syllables_of(word, "es-US") == int(count)


def test_syllables_of_other_languages() -> None:
    assert syllables_of("anything", "xx") == 1


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("He said “stop.” Then he left.", ["He said “stop.”", "Then he left."]),
        ("Open from 9 a.m. to 5 p.m. on Friday.", ["Open from 9 a.m. to 5 p.m. on Friday."]),
        ("The U.S. Department of Labor says so.", ["The U.S. Department of Labor says so."]),
        ("Dr. Sample is in. (She is new.) Ask.", ["Dr. Sample is in.", "(She is new.)", "Ask."]),
        ("It costs 3.5 times more.", ["It costs 3.5 times more."]),
        ("a label without an end", []),
        ("A sentence. And a label", ["A sentence."]),
        ("Two\nlines of one.", ["Two lines of one."]),
        ("Abre a las 9 a. m. ¿Puede venir? ¡Claro!", ["Abre a las 9 a. m. ¿Puede venir?", "¡Claro!"]),
        ("¿Sí? ¿No?", ["¿Sí?", "¿No?"]),
        ("", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert list(sentences_of(text)) == sentences


def test_words() -> None:
    assert words_of("It’s an entry-level job: $5,000 (or 3.5).") == [
        "It’s",
        "an",
        "entry-level",
        "job",
        "5",
        "000",
        "or",
        "3.5",
    ]


def test_the_grade_is_flesch_kincaid() -> None:
    text = "The cat sat on the mat and saw the dog. " * 3
    level = level_of([text], language="en")
    assert level is not None
    assert (level.words, level.longest) == (30, "The cat sat on the mat and saw the dog.")
    assert level.grade == pytest.approx(0.39 * 10 + 11.8 * 1 - 15.59)


def test_the_ease_is_szigriszt_pazos() -> None:
    """Ten words with two syllables each, in one sentence."""
    level = level_of(["Nuestra casa tiene puertas verdes, mesas largas, sillas blancas, libros."] * 3, language="es")
    assert level is not None
    assert (level.words, level.grade) == (30, None)
    assert level.ease == pytest.approx(206.835 - 62.3 * 2 - 10)


def test_faults_in_words() -> None:
    assert Level(30, "", grade=8.04).fault is None
    assert Level(30, "", grade=8.06).fault == "reading level is grade 8.1, aim for 8"
    assert Level(30, "", ease=55.0).fault is None
    assert Level(30, "", ease=54.9).fault == "reading ease is 54.9 of 100, aim for 55 or more"


def test_hard_words_that_readers_know_count_as_two_syllables() -> None:
    text = "The institutions and the man’s rehabilitation sat on the old mat. " * 3
    hard = level_of([text], language="en")
    known = level_of([text], language="en", easy=frozenset({"institution", "rehabilitation"}))
    assert hard is not None
    assert known is not None
    assert hard.grade is not None
    assert known.grade is not None
    assert hard.grade - known.grade == pytest.approx(11.8 * (2 + 4) / 11)


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        ([], "en"),
        (["Too short to tell."], "en"),
        (["word " * 40], "en"),
        (["A word in a language without patterns here. " * 5], "xx"),
        (["Ein Satz in einer Sprache mit anderen Formeln. " * 5], "de"),
    ],
)
def test_no_level(texts: list[str], language: str) -> None:
    assert level_of(texts, language=language) is None


def test_a_list_of_words(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    assert read_words(file) == frozenset()
    file.write_text("# Notes\nPython\n\n  Kubernetes  # a tool\n", encoding="utf-8")
    assert read_words(file) == {"python", "kubernetes"}
