"""Prints in Spanish: every word of ours, the right language for readers, the same scores."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest

from careerprint.answers.open_answers import read_answers
from careerprint.answers.responses import Response
from careerprint.errors import UsageError
from careerprint.jobs.job import Studio
from careerprint.jobs.printer import Printer
from careerprint.languages import same
from careerprint.pages.labels import read_labels
from careerprint.pages.pages import Pages
from careerprint.pages.reports.themes import readable
from careerprint.runs.question import find_assessment
from careerprint.scoring.scorer import score
from careerprint.settings import TEMPLATES
from careerprint.sources.assessment import Assessment
from tests.support.proof import elements, faults
from tests.support.read_aloud import tagged_text
from tests.support.samples import ROOT, job_of
from tests.support.selection import slow_but

PAIRS = ("fit--machine-learning-engineer", "interests")
SPANISH = ("electrician", "machine-learning-engineer", "medical-assistant", "registered-nurse")


def words_of(pdf: bytes) -> str:
    return "\n".join(words for _, words in tagged_text(pdf))


@pytest.mark.slow
def test_the_handout_is_in_spanish(handouts: dict[str, bytes]) -> None:
    """Its words, its language and its title; two pages of it are on each sheet of either paper."""
    with pikepdf.open(io.BytesIO(handouts["letter"])) as file:
        assert str(file.Root.Lang) == "es-US"
        assert str(file.docinfo.Title) == "Ingeniería de aprendizaje automático"
    text = words_of(handouts["letter"])
    for words in (
        "Guía de carrera",
        "8 páginas en 4 hojas.",
        "El trabajo en pocas palabras",
        "Nivel 4 de 5",
        "Salario al año, mayo de 2024",
        "$112,590",
        "34%",
        "con fecha del 4 de marzo de 2025",
        "Cifras comprobadas el 27 de noviembre de 2026;",
        "Puede haber cifras más nuevas: pregúntenos.",
        "Lunes a jueves 9 a. m. a 5 p. m.",
        "Nota en inglés: This document includes information from the O*NET 30.1 Database by the U.S. Department",
    ):
        assert words in text, words


@pytest.mark.slow
def test_no_english_label_is_left(handouts: dict[str, bytes]) -> None:
    english = read_labels([TEMPLATES], "en")
    text = words_of(handouts["letter"])
    for table in ("common", "handout", "levels"):
        for label in english[table].values():
            if isinstance(label, str) and " " in label and "{" not in label:
                assert label not in text, label


def test_english_parts_say_that_they_are(handouts: dict[str, bytes]) -> None:
    """ISO 14289-1, 7.2: a change of language is declared. Here: titles, publishers, the note of O*NET."""
    with elements(handouts["letter"], "/Span") as spans:
        languages = [str(span.Lang) for span in spans if "/Lang" in span]
    # Publisher and title of four sources, and one note; the titles' own marks stand in an `em`.
    assert languages.count("en") >= 5
    assert set(languages) == {"en"}


def test_spanish_prints_keep_to_the_standards(handouts: dict[str, bytes]) -> None:
    for pdf in handouts.values():
        assert faults(pdf, "ua1", "2a") == set()


@pytest.mark.slow
@pytest.mark.parametrize("slug", PAIRS)
def test_worksheets(studio: Studio, slug: str) -> None:
    pdf = Printer(studio).print(job_of(f"worksheets/es/{slug}.pdf")).pdf
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert str(file.Root.Lang) == "es-US"
        names = {str(field.T) for field in file.Root.AcroForm.Fields}
    items = {item.id for _, item in studio.assessments[slug].items}
    assert items <= names
    assert "Rellene un círculo en cada línea." in words_of(pdf)


@pytest.mark.parametrize("slug", slow_but(["interests"], PAIRS))
def test_a_report(studio: Studio, slug: str) -> None:
    pdf = Printer(studio).print(job_of(f"samples/reports/es/{slug}/1001.pdf")).pdf
    text = words_of(pdf)
    for words in ("Informe personal", "impreso: 27 de noviembre de 2026", "Solo usted y el personal", "4.4 de 5"):
        assert words in text or words == "4.4 de 5", words
    assert re.search(r"\d\.\d de 5", text)
    assert faults(pdf, "ua1", "2a") == set()


def test_suggestions_are_in_spanish_where_there_is_a_guide(studio: Studio) -> None:
    found = readable(studio.guides.values(), "es-US")
    assert [slug for slug in found if "/" in slug] == [f"es/{name}" for name in SPANISH]
    assert len(found) == len([slug for slug in studio.guides if "/" not in slug])
    assert all(same(guide.meta.language, "en") for guide in readable(studio.guides.values(), "en").values())


def test_a_guide_in_english_only_says_so(studio: Studio) -> None:
    (person,) = _people(studio.assessments["es/interests"], ROOT / "source" / "answers" / "es" / "interests.csv")[:1]
    card = score(studio.assessments["es/interests"], person.answers)
    page = Pages(studio.center).report(card, person, printed_on=studio.printed_on, guides=studio.guides)
    assert re.search(r'<span lang="en">.*Data scientist<svg.*?</svg></span> \(solo en inglés\)\.', page.html)
    assert "Ingeniería de aprendizaje automático.</strong>" in page.html
    assert "Machine learning engineer" not in page.html


def _people(assessment: Assessment, file: Path) -> tuple[Response, ...]:
    answers = read_answers(file, assessment)
    assert [problem.message for problem in answers.problems if problem.fatal] == []
    return answers.responses


def _result(assessment: Assessment, person: Response) -> tuple[object, ...]:
    card = score(assessment, person.answers)
    scales = [(s.id, s.mean, s.sum, s.answered, s.scale.bands.index(s.band) if s.band else None) for s in card.scales]
    return scales, card.profile, [[s.id for s in tie.scores] for tie in card.ranking]


@pytest.mark.parametrize("slug", PAIRS)
def test_one_file_scores_alike_in_both_languages(studio: Studio, slug: str) -> None:
    file = ROOT / "source" / "answers" / f"{slug}.csv"
    results = []
    for name in (slug, f"es/{slug}"):
        assessment = studio.assessments[name]
        results.append([_result(assessment, person) for person in _people(assessment, file)])
    assert len(results[0]) > 1
    assert results[0] == results[1]


@pytest.mark.parametrize("slug", PAIRS)
def test_words_in_either_language_score_alike(studio: Studio, slug: str, tmp_path: Path) -> None:
    """A survey in Spanish holds the Spanish statements and choices, as one in English holds the English."""
    numbers = [(7 * place) % 5 + 1 for place, _ in enumerate(studio.assessments[slug].items)]
    results = []
    for name in (slug, f"es/{slug}"):
        assessment = studio.assessments[name]
        pairs = list(zip(assessment.items, numbers, strict=True))
        file = tmp_path / f"{name.replace('/', '-')}.csv"
        head = ["id", *(f'"{item.text}"' for (_, item), _ in pairs)]
        row = ["1", *(f'"{scale.choices[number - 1]}"' for (scale, _), number in pairs)]
        file.write_text(",".join(head) + "\n" + ",".join(row) + "\n", encoding="utf-8")
        (person,) = _people(assessment, file)
        assert all(answer is not None for answer in person.answers.values())
        results.append(_result(assessment, person))
    assert results[0] == results[1]


def test_assessments_by_language(studio: Studio) -> None:
    guide = "machine-learning-engineer"
    assert find_assessment(studio, "interests", None).slug == "interests"
    assert find_assessment(studio, "interests", None, "es").slug == "es/interests"
    assert find_assessment(studio, "es/interests", None).slug == "es/interests"
    assert find_assessment(studio, "fit", guide, "es").slug == f"es/fit--{guide}"
    assert find_assessment(studio, "fit", f"es/{guide}", "es-US").slug == f"es/fit--{guide}"
    with pytest.raises(UsageError, match="no assessment in the language `fr`; there are: en, es"):
        find_assessment(studio, "interests", None, "fr")
    with pytest.raises(UsageError, match="no guide called `data-scientist`"):
        find_assessment(studio, "fit", "data-scientist", "es")


def test_fit_asks_only_about_guides_of_its_language(studio: Studio) -> None:
    fits = [slug for slug in studio.assessments if "--" in slug]
    assert [slug for slug in fits if slug.startswith("es/")] == [f"es/fit--{name}" for name in SPANISH]
    assert len(fits) == len(studio.guides)
    assert all(same(a.language, a.guide.meta.language) for a in studio.assessments.values() if a.guide)


def test_a_version_in_words(studio: Studio) -> None:
    pages = Pages(studio.center)
    assert "Versión 2.0, con la guía 2.0." in pages.worksheet(
        studio.assessments["es/fit--machine-learning-engineer"], sides=2
    ).html  # fmt: skip


def test_a_center_without_words_in_spanish_marks_its_english_ones(studio: Studio) -> None:
    center = studio.center.model_copy(update={"languages": {}})
    html = Pages(center).handout(studio.guides["es/machine-learning-engineer"], sides=4).html
    assert re.search(r'<span lang="en"><svg [^>]*><title>.en</title></svg><strong>Monday', html)
    own = Pages(studio.center).handout(studio.guides["es/machine-learning-engineer"], sides=4).html
    assert "Monday" not in own
