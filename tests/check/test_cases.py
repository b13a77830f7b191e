"""Broken Markdown and what the check says about it: the cases are in the folder `cases`, one file an area."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from careerprint.check import figures, items, leftovers, links
from careerprint.check import links as images
from careerprint.check import printable as printing
from careerprint.check import structure as headings
from careerprint.check import structure as tables
from careerprint.check.subject import Context, Rule, Subject
from careerprint.errors import Problem
from tests.support.check_texts import FOLDER, FRONT

AREAS: dict[str, tuple[Rule, ...]] = {
    "headings": (headings.heading_levels, headings.headings_inside, headings.empty_sections),
    "tables": (tables.uneven_tables,),
    "leftovers": (leftovers.unread_signs, leftovers.glued_blocks, leftovers.indents, leftovers.template_words),
    "links": (links.broken_links, links.anchors_twice),
    "images": (images.broken_images,),
    "figures": (
        figures.figures_without_source,
        figures.table_figures_without_source,
        figures.unknown_sources,
        figures.unknown_addresses,
    ),
    "points": (items.decide_parts, items.double_points),
    "printing": (printing.lost_text, printing.foreign_attributes, printing.missing_characters),
}
ABOVE = FRONT.count("\n")


@dataclass(frozen=True)
class Case:
    area: str
    name: str
    body: str
    expected: tuple[str, ...]


def cases() -> Iterator[Case]:
    for path in sorted((FOLDER / "cases").glob("*.txt")):
        for text in path.read_text(encoding="utf-8").rstrip("\n").split("\n=====\n"):
            name, rest = text.split("\n---\n", 1)
            body, _, expected = rest.rpartition("\n>>>")
            yield Case(path.stem, name, body, tuple(expected.strip("\n").split("\n")) if expected else ())


def said(problem: Problem) -> str:
    """Write a problem with its line counted in the case's own text."""
    line = "-" if problem.line is None else str(problem.line - ABOVE)
    place = f"{line} {problem.field}".strip()
    return f"{problem.severity} {place}: {problem.message}"


@pytest.mark.parametrize("case", [*cases()], ids=lambda case: f"{case.area}: {case.name}")
def test_case(case: Case, subject: Callable[[str], Subject], context: Context) -> None:
    made = subject(case.body)
    problems = [problem for rule in AREAS[case.area] for problem in rule(made, context)]
    found = tuple(said(problem) for problem in sorted(problems, key=lambda p: p.line or 0))
    assert found == case.expected


def test_every_area_has_cases() -> None:
    assert {case.area for case in cases()} == set(AREAS)
