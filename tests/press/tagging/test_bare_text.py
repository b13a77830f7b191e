"""Text is content of its paragraph itself."""

from __future__ import annotations

from careerprint.press.tagging.bare_text import lift_text
from tests.support.proof import alone, elements, faults, print_page

LINES = "<p>One <em>stressed</em> word<br>and <span>another</span> line</p>"


def test_weasyprint_wraps_each_stretch_of_text() -> None:
    with elements(print_page(LINES, finisher=None), "/Span", "/NonStruct") as found:
        assert found
    with elements(print_page(LINES, finisher=alone(lift_text)), "/Span", "/NonStruct") as found:
        assert found == []


def test_a_paragraph_owns_its_text_in_order() -> None:
    data = print_page(LINES)
    assert faults(data, "ua1") == set()
    with elements(data, "/P") as (paragraph,):
        marks = [int(kid) for kid in paragraph.K]
        assert marks == sorted(marks)
        assert len(marks) == 6, "three stretches of text on each line"


def test_a_group_holds_no_content_itself() -> None:
    with elements(print_page("<div>Words of a group</div>"), "/Div") as (group,):
        assert [str(kid.S) for kid in group.K] == ["/Span"]


def test_a_paragraph_on_two_pages_keeps_apart_what_stands_on_the_second() -> None:
    data = print_page(f"<p>{'many words over many lines ' * 900}</p>")
    assert faults(data, "ua1") == set()
    with elements(data, "/P") as found:
        assert all(isinstance(kid, int) or kid.Pg != element.Pg for element in found for kid in element.K)
