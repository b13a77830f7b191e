"""The element tree: every element knows its line, and nothing of the marks stays behind."""

from __future__ import annotations

import pytest

from careerprint.marks import EXPANSION
from careerprint.sources.citations.source_marks import SourceEntry
from careerprint.sources.markdown import LINE, line_of, parse, text_of, to_html

SOURCES = {"bls": SourceEntry(1, "Sample")}


def tree(text: str, first_line: int = 1):
    return parse(text.split("\n"), first_line=first_line, sources=SOURCES)


def html(text: str) -> str:
    return to_html(tree(text), inner=True)


def test_lines_of_blocks() -> None:
    root = tree(
        "## Head {#h}\n\nOne\ntwo\n\n- a {#a}\n- b\n\n    more\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n> quote",
        11,
    )
    assert [(e.tag, line_of(e)) for e in root] == [
        ("h2", 11),
        ("p", 13),
        ("ul", 16),
        ("table", 21),
        ("blockquote", 25),
    ]
    assert [line_of(e) for e in root.iter("li")] == [16, 17]
    assert [line_of(e) for e in root.iter("tr")] == [21, 23]


def test_marks_leave_no_trace() -> None:
    text = "## Head {#h}\n\nOne *two*\nthree `four`\n\n    code\n    more\n\n- a\n\n"
    text += "Term\n:   Def\n\n| A |\n|---|\n| 1 |"
    made = html(text)
    assert LINE not in made
    assert not any("\ue000" <= character <= "\uf8ff" for character in made)


def test_private_characters_of_the_author_are_dropped() -> None:
    assert html("a\ue00a\ue001\ue00bb") == "<p>ab</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
        ("<div>\nx\n</div>", "<p>&lt;div&gt;\nx\n&lt;/div&gt;</p>"),
        ("{{ 7 * 7 }} {% x %}", "<p>{{ 7 * 7 }} {% x %}</p>"),
        ('"Quotes" -- and...', "<p>“Quotes” – and…</p>"),
        (
            "- **A.** b {#x .y level=3}",
            '<ul>\n<li class="y" id="x" level="3"><strong>A.</strong> b</li>\n</ul>',
        ),
        ("AT&T &amp; <https://x.org>", '<p>AT&amp;T &amp; <a href="https://x.org">https://x.org</a></p>'),
    ],
)
def test_html(text: str, expected: str) -> None:
    assert html(text) == expected


def test_words_leave_source_marks_out() -> None:
    assert text_of(tree("A *figure*.[^bls]\nMore.")) == "A figure. More."


def test_a_source_mark_leads_to_its_entry() -> None:
    known, unknown = tree("A figure.[^bls] Another.[^nobody]").iter("a")
    assert {key: known.get(key) for key in ("class", "href", "title")} == {
        "class": "source-mark",
        "href": "#source-bls",
        "title": "Sample",
    }
    assert (known.text or "").strip("\u2009\u202f\u2060 ") == "1"
    assert unknown.get("href") == "#source-nobody"


def test_an_abbreviation_is_expanded_once_in_print_and_elsewhere_in_the_tags() -> None:
    mark = f'<svg height="0" width="0"><title>{EXPANSION}Bureau of Labor Statistics</title></svg>'
    assert html("## The BLS\n\nThe BLS counts. The BLS is slow.\n\n*[BLS]: Bureau of Labor Statistics") == (
        f'<h2 id="the-bls">The <abbr title="Bureau of Labor Statistics">{mark}BLS</abbr></h2>\n'
        "<p>The <abbr>BLS</abbr> (Bureau of Labor Statistics) counts. "
        f'The <abbr title="Bureau of Labor Statistics">{mark}BLS</abbr> is slow.</p>'
    )


def test_an_abbreviation_that_the_text_explains_is_not_explained_again() -> None:
    made = html("The Bureau of Labor Statistics (BLS).\n\n*[BLS]: Bureau of Labor Statistics")
    assert made.count("Bureau of Labor Statistics (") == 1


def test_lines_after_fenced_code() -> None:
    root = tree("One\n```\n*code*\n\n    more\n```\nTwo\n\n~~~\n~~~\nThree\n\n```\nno end")
    assert [(e.tag, line_of(e), text_of(e)) for e in root] == [
        ("p", 1, "One"),
        ("pre", 3, "*code* more"),
        ("p", 7, "Two"),
        ("p", 11, "Three"),
        ("pre", 14, "no end"),
    ]


def test_a_stand_in_of_the_author_stands_for_nothing() -> None:
    assert html("\ue00c0\ue00d\n\n```\nx\n```") == "<p>0</p>\n<pre><code>x\n</code></pre>"
