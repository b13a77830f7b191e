"""Every Markdown construct that a guide may use, all in one guide, on the way that guides go into print."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from careerprint.check.pdf.inspect import inspect_bytes
from careerprint.press.press import Press
from careerprint.sources.document import from_text
from careerprint.sources.guide import from_document
from tests.support.corpus import Case, cases
from tests.support.proof import elements
from tests.support.read_aloud import tagged_text
from tests.support.samples import pages, studio

NURSE = (Path(__file__).parents[1] / "check" / "nurse.md").read_text(encoding="utf-8")
CASES = [case for case in cases() if case.file == "markdown.txt"]


def section(number: int, case: Case) -> str:
    """Return a case as a section.

    Its own headings go down so that they stand below that of the section; footnotes become marks of a source, which
    are what guides have instead.
    """
    source = case.source.replace("picture.png", "../images/sample-center.svg")
    *lines, last = source.splitlines()
    source = "\n".join([*lines, *[last] * int(case.get("repeat") or 1)])
    source = re.sub(r"^(#+) ", r"##\1 ", source, flags=re.MULTILINE)
    source = re.sub(r"\[\^\w+\](?!:)", "[^handbook]", re.sub(r"^\[\^\w+\]:.*$", "", source, flags=re.MULTILINE))
    source = re.sub(r"\{: ?#[\w-]+", "{:", re.sub(r"\{#[\w-]+", "{", source)).replace(" {}", "")
    return f"\n\n## Case {number} {{#case-{number}}}\n\n{source.replace('(#tips)', '(#tasks)')}\n"


@pytest.fixture(scope="module")
def print_of_all() -> bytes:
    text = NURSE + "".join(section(number, case) for number, case in enumerate(CASES))
    guide = from_document(from_text(text, path="nurse.md", slug="nurse"))
    page = pages().handout(guide, sides=4)
    return Press(studio().assets).print(page.html, styles=page.styles, identifier="constructs").pdf


def test_all_constructs_together_keep_every_promise(print_of_all: bytes) -> None:
    assert len(CASES) >= 50
    found = inspect_bytes(print_of_all, label="nurse.pdf").problems
    # Its many short sections are there for what they hold, not for how they fill a side.
    assert [str(problem) for problem in found if "empty" not in problem.message] == []


def test_words_in_another_language_say_so(print_of_all: bytes) -> None:
    with elements(print_of_all, "/NonStruct", "/Span") as pieces:
        languages = {str(piece.Lang) for piece in pieces if "/Lang" in piece}
    assert {"de", "es"} <= languages


def test_each_construct_is_heard(print_of_all: bytes) -> None:
    """Each section is there, and holds words."""
    heard = " ".join(f"[{role}] {words}" for role, words in tagged_text(print_of_all))
    for number, case in enumerate(CASES):
        _, found, rest = heard.partition(f"[H2] Case {number} ")
        words = rest.partition("[H2]")[0]
        assert found, case.name
        assert len(words) > 5, case.name
