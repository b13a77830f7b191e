"""The figures of a guide: every address with the words that it vouches for."""

from __future__ import annotations

from careerprint.sources.citations.figures import Figure, figures_of
from careerprint.sources.document import from_text

FRONT = """---
quick_facts:
  - {label: Pay, value: "$5", note: "all jobs: $4", source: pay, at: ["a", "b"]}
  - {label: Way in, value: School, source: pay, at: c}
  - {label: Licence, value: None, source: pay}
sources:
  - {id: pay, title: T}
  - {id: jobs, title: T}
---
"""


def figures(body: str) -> list[Figure]:
    return [*figures_of(from_text(FRONT + body, path="x.md", slug="x"))]


def test_quick_facts() -> None:
    assert figures("T.\n") == [
        Figure(3, "$5; all jobs: $4", "pay", "a", 0, 2, "fact"),
        Figure(3, "$5; all jobs: $4", "pay", "b", 1, 2, "fact"),
        Figure(4, "School;", "pay", "c", 0, 1, "fact"),
    ]


def test_words_reach_back_to_the_marks_before() -> None:
    text = "One 1% here.[^pay:x] Two 2%\nand 3% there.[^pay:y][^jobs:z] Word.[^pay] Four 4%.[^jobs:w]\n"
    assert figures(text)[3:] == [
        Figure(10, "One 1% here.", "pay", "x", 0, 1, "p"),
        Figure(11, "Two 2% and 3% there.", "pay", "y", 0, 2, "p"),
        Figure(11, "Two 2% and 3% there.", "jobs", "z", 1, 2, "p"),
        Figure(11, "Four 4%.", "jobs", "w", 0, 1, "p"),
    ]


def test_points_cells_and_paragraphs_inside_points() -> None:
    body = """T.

## Good {#pros}

- **Pay.** It is *$5*.[^pay:a] {#pay}

    Good if you like 6%.[^jobs:b]

| A | B |
|---|---|
| Pay[^pay] | $7[^pay:c] |
"""
    assert [(f.line, f.words, f.address) for f in figures(body)[3:]] == [
        (14, "Pay. It is $5.", "a"),
        (16, "Good if you like 6%.", "b"),
        (20, "$7", "c"),
    ]
