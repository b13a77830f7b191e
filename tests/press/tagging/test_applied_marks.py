"""Marks say what WeasyPrint has no place for, and leave no trace."""

from __future__ import annotations

import pytest

from careerprint.marks import DECORATION, EXPANSION, LANGUAGE, ROLE, ROLES
from tests.support.proof import elements, print_page
from tests.support.read_aloud import tagged_text


def mark(text: str) -> str:
    return f'<svg width="0" height="0"><title>{text}</title></svg>'


def test_language_of_a_part() -> None:
    html = f"<p>{mark(LANGUAGE + 'es')}Hola</p><p>Hello</p>"
    with elements(print_page(html, finisher=None), "/P") as paragraphs:
        assert [paragraph.get("/Lang") for paragraph in paragraphs] == [None, None]
    with elements(print_page(html), "/P") as paragraphs:
        assert [str(paragraph.get("/Lang")) for paragraph in paragraphs] == ["es", "None"]


def test_words_that_an_abbreviation_stands_for() -> None:
    html = f"<p>The <abbr>{mark(EXPANSION + 'Bureau')}BLS</abbr></p>"
    with elements(print_page(html), "/NonStruct", "/Span") as pieces:
        assert [str(piece.E) for piece in pieces if "/E" in piece] == ["Bureau"]


@pytest.mark.parametrize("role", sorted(ROLES))
def test_structure_type_of_a_part(role: str) -> None:
    with elements(print_page(f"<p>{mark(ROLE + role)}Text</p>"), f"/{role}") as found:
        assert len(found) == 1


def test_each_note_has_an_id_of_its_own() -> None:
    """ISO 14289-1, 7.9: a Note has an ID, and no two are the same."""
    with elements(print_page(f"<p>{mark(ROLE + 'Note')}One</p>" * 2), "/Note") as notes:
        assert len({str(note.ID) for note in notes}) == 2


def test_unknown_structure_type_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="Heading"):
        print_page(f"<p>{mark(ROLE + 'Heading')}Text</p>")


@pytest.mark.parametrize("text", [DECORATION, f"{LANGUAGE}es", f"{EXPANSION}words", f"{ROLE}Note"])
def test_no_mark_is_left(text: str) -> None:
    pdf = print_page(f"<p>{mark(text)}Text</p>")
    with elements(pdf, "/Figure") as figures:
        assert figures == []
    assert [words for _role, words in tagged_text(pdf)] == ["Text"]


def test_mark_takes_no_room() -> None:
    """The text of a paragraph with a mark stands where it stands without."""
    plain, marked = (print_page(f"<p>{each}Text</p>") for each in ("", mark(LANGUAGE + "es")))
    place = [line for line in plain.split(b"\n") if line.endswith(b" Tm")]
    assert place and place == [line for line in marked.split(b"\n") if line.endswith(b" Tm")]
