"""Links inside a document are references, and what they lead to are notes (ISO 14289-1, 7.9)."""

from __future__ import annotations

from careerprint.marks import ROLE
from careerprint.press.tagging.applied_marks import apply_marks
from careerprint.press.tagging.link_tags import mark_references
from careerprint.press.tagging.structure_tree import StructureTree
from tests.support.proof import alone, elements, faults, print_page

NOTE = f'<svg width="0" height="0"><title>{ROLE}Note</title></svg>'
BODY = (
    '<p>Demand grows.<a href="#n" title="Source 1">1</a> See <a href="https://example.org/">the web</a>.</p>'
    f'<ol><li id="n"><div>{NOTE}The source</div></li></ol>'
)


def test_weasyprint_tags_neither_references_nor_notes() -> None:
    with elements(print_page(BODY, finisher=None), "/Reference", "/Note") as found:
        assert found == []


def test_a_link_inside_the_document_is_a_reference_and_one_to_the_web_is_not() -> None:
    with elements(print_page(BODY, finisher=alone(mark_references)), "/Reference") as found:
        assert [str(kid.S) for reference in found for kid in reference.K] == ["/Link"]


def test_a_note_with_its_reference_keeps_to_both_standards() -> None:
    pdf = print_page(BODY)
    assert faults(pdf, "ua1", "2a") == set()
    with elements(pdf, "/Note") as notes:
        assert [str(note.P.S) for note in notes] == ["/LBody"]


def test_a_note_without_its_id_breaks_the_standard() -> None:
    def forget(tree: StructureTree) -> None:
        for element in tree.elements:
            element.pop("ID", None)

    pdf = print_page(BODY, variant="pdf/ua-1", finisher=alone(apply_marks, forget))
    assert any("NOTE" in rule for rule in faults(pdf, "ua1"))
