"""Pages on which something is wrong, each with what the gate says; and mastheads, on which nothing may be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from bench.tools.samples import jobs_of, sample_studio
from careerprint.errors import PrintError
from careerprint.jobs.printer import Printer
from careerprint.pages.pages import Pages
from careerprint.pages.worksheets import NOTES
from careerprint.press.engine import Printed
from careerprint.press.layout.geometry import rooms, sides_too_many
from careerprint.press.layout.loose_lines import narrowed
from careerprint.press.press import Press
from tests.support.samples import page, studio
from tests.support.selection import slow_but

STYLE = "@page { size: 400pt 300pt; margin: 30pt } html { font: 12pt/15pt 'Careerprint Sans' } p, body { margin: 0 }"
LINE = "Some words that fill most of a line and go on to the next one."


def printed(body: str) -> Printed:
    html = f'<html lang="en"><head><title>Sample</title></head><body>{body}</body></html>'
    return Press({}).print(html, styles=(STYLE,), identifier="sample")


def problems(body: str) -> list[str]:
    with pytest.raises(PrintError) as caught:
        printed(body)
    return [problem.message for problem in caught.value.problems]


BOX = '<svg style="position: absolute; left: {}pt; top: {}pt" width="80pt" height="40pt"><title>Box</title></svg>'


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            f'<section id="a"><p>{LINE}</p><p style="margin-top: -12pt">{LINE}</p></section>',
            "side 1: words lie on each other in the section “a”",
        ),
        (f'<p id="b">{LINE}</p>{BOX.format(40, 0)}', "side 1: words lie on a picture in the section “b”"),
        (BOX.format(0, 100) + BOX.format(60, 120), "side 1: two pictures lie on each other"),
        (BOX.format(300, 100), "side 1: a picture runs beyond the margin"),
        (
            '<p style="break-after: page">One</p><pre id="c">' + "x" * 80 + "</pre>",
            "side 2: words run beyond the margin in the section “c”",
        ),
        ('<p style="position: absolute; top: 255pt">Below</p>', "side 1: words run beyond the margin"),
    ],
)
def test_what_must_not_be_printed(body: str, message: str) -> None:
    assert message in problems(body)


def test_a_page_in_order_has_no_complaints() -> None:
    body = f'<p>{LINE}<br>{LINE}</p><ul><li>One</li></ul><p style="text-align: right">{LINE}</p>'
    made = printed(body + '<p>Words <svg width="0" height="0"><title>\ue000</title></svg></p>')
    assert made.warnings == ()


def test_a_line_that_ends_too_early() -> None:
    """The engine does so at a kept newline, which is no line break of the page."""
    kept = "white-space: pre-line"
    assert printed(f'<p id="d"><span style="{kept}">On\n{LINE}</span></p>').warnings == (
        "side 1: a line in the section “d” ends early, although the next word would have fitted",
    )
    assert printed(f'<p id="d">On<br>{LINE}</p>').warnings == ()
    assert printed(f'<pre style="{kept}">On\n{LINE}</pre>').warnings == ()
    narrow = f'<p id="e" style="padding-right: 200pt">{LINE}</p>'
    assert printed(narrow).warnings == ()


def test_how_full_the_sides_are() -> None:
    made = printed('<div style="height: 60pt; background: #eee; break-after: page"></div><p>x</p>')
    assert made.whites == pytest.approx((0.75, 0.94), abs=0.01)


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("images")
    for name, size in {"1-1": (300, 300), "3-1": (900, 300), "6-1": (1800, 300), "1-2": (150, 300)}.items():
        Image.new("RGB", size, "#1f4e79").save(folder / f"{name}.png")
    return folder


NAMES = ("Sample Career Center", "Regional Workforce Partnership and Career Center of the Northern Lakes")


@pytest.mark.parametrize("logo", slow_but(["6-1"], ["1-1", "3-1", "6-1", "1-2"]))
@pytest.mark.parametrize("name", NAMES)
def test_no_logo_covers_the_name(logo: str, name: str, images: Path) -> None:
    center = studio().center.model_copy(update={"name": name, "logo": f"images/{logo}.png"})
    made = Pages(center).worksheet(studio().assessments["interests"], sides=2, left_out={NOTES})
    pdf = Press({"images": images}).print(made.html, styles=made.styles, identifier="masthead", form=True)
    assert pdf.pages == 2


def test_a_logo_that_covers_the_name_is_found(images: Path) -> None:
    center = studio().center.model_copy(update={"logo": "images/6-1.png"})
    made = Pages(center).worksheet(studio().assessments["interests"], sides=2, left_out={NOTES})
    spoiled = replace(made, styles=(*made.styles, ".logo-cell { position: absolute }"))
    with pytest.raises(PrintError) as caught:
        Press({"images": images}).print(spoiled.html, styles=spoiled.styles, identifier="masthead", form=True)
    assert "side 1: words lie on a picture" in {problem.message for problem in caught.value.problems}


def test_the_samples_have_no_complaints() -> None:
    made = page("worksheets/interests")
    assert Press(studio().assets).print(made.html, styles=made.styles, identifier="w", form=True).warnings == ()


@pytest.mark.slow  # a whole handout
def test_lines_that_the_engine_ends_too_early_are_set_again() -> None:
    """Without that, a line of the section on education begins and ends with one word."""
    (job,) = (job for job in jobs_of(sample_studio(), "handout") if job.subject == "police-officer")
    assert Printer(sample_studio()).print(job).warnings == ()
    assert narrowed(("education", "faq")) == '[id="education"], [id="faq"] { padding-right: 4.0pt }\n'


@pytest.mark.parametrize(
    ("whites", "sections", "found"),
    [
        ((0.3, 0.1, 0.5, 0.5), (("a",), ("b",), ("c",), ("d",)), {"b": 8}),
        ((0.3, 0.1, 0.5, 0.5), (("a",), ("a", "b"), ("c",), ("d",)), {}),  # the section goes on
        ((0.3, 0.1, 0.5, 0.5), (("",), ("", "b"), ("c",), ("d",)), {"": 8}),  # the opening words
        ((0.1, 0.3, 0.5, 0.5), (("a",), ("b",), ("", "c"), ("d",)), {}),  # the sources, which have no name
        ((0.1, 0.1, 0.5, 0.5), (("a",), ("b",), ("c",), ("d",)), {}),  # the last two have lines of their own
        ((0.15, 0.1, 0.5, 0.5), (("a",), ("b",), ("c",), ("d",)), {"b": 3}),
        ((), (), {}),
    ],
)
def test_rooms_for_lines_within_a_handout(
    whites: tuple[float, ...], sections: tuple[tuple[str, ...], ...], found: dict[str, int]
) -> None:
    assert rooms(whites, sections) == found


def test_what_is_too_much_stands_before_the_plan() -> None:
    extra, lines = sides_too_many(2, (0.0, 0.5, 0.2, 0.4))
    assert list(extra) == [1, 2]
    assert lines == round((0.5 + 0.8) * 244 / 5.3)
