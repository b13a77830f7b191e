"""The press with the real engine: what it prints, what it refuses to print and how it says so."""

from __future__ import annotations

import hashlib
import io
import logging
import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import page as page_validation
import pikepdf
import pytest
from fontTools.ttLib import TTFont
from PIL import Image
from pypdf import PdfReader

from careerprint.errors import PrintError
from careerprint.faces import fonts
from careerprint.press.engine import Printed
from careerprint.press.press import Press

ROOT = Path(__file__).parents[2]
STYLE = """
@page { size: A6; margin: 2cm; @bottom-center { content: "page " counter(page); font-size: 9pt } }
html { font-family: "Careerprint Sans"; font-size: 12pt; image-rendering: crisp-edges }
p { margin: 0; line-height: 20pt }
"""


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("images")
    Image.new("RGB", (30, 20), "navy").save(folder / "logo.png")
    (folder / "plan.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="9" height="9"/></svg>'
    )
    (folder / "torn.png").write_bytes((folder / "logo.png").read_bytes()[:-30])
    return folder


@pytest.fixture(scope="module")
def press(images: Path) -> Press:
    return Press({"images": images, "styles": images})


def document(body: str, head: str = "") -> str:
    return f'<!doctype html><html lang="en"><head><title>A job</title>{head}</head><body>{body}</body></html>'


def printed(press: Press, body: str, *, style: str = "", head: str = "", target: int | None = None) -> Printed:
    return press.print(document(body, head), styles=(STYLE, style), target_pages=target, identifier="a job")


def complaints(press: Press, body: str, *, style: str = "", lines: dict[str, int] | None = None) -> list[str]:
    """Return the problems that keep a page from being printed."""
    with pytest.raises(PrintError) as caught:
        press.print(document(body), styles=(STYLE, style), identifier="x", source="guides/job.md", lines=lines or {})
    assert caught.value.problems
    return [str(problem) for problem in caught.value.problems]


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


# What it prints


def test_a_page_is_archived_and_accessible(press: Press) -> None:
    pictures = '<img src="../images/logo.png" alt="Our logo"><img src="images/plan.svg" alt="Plan">'
    body = f"<h1>Job</h1><p>Text<p>{pictures}"
    result = printed(press, body)
    assert result.pages == 1
    assert text_of(result.pdf).startswith("Job\nText")
    for profile in ("ua1", "2a"):
        assert not page_validation.validate_pdf_bytes(result.pdf, profile=profile).failures


def test_a_form_has_fields_and_is_accessible(press: Press) -> None:
    style = "input { display: inline-block; width: 3cm; height: 12pt; font-family: 'Careerprint Sans' }"
    html = document('<h1>Form</h1><form><p><label>Goal <input name="goal"></label></form>')
    result = press.print(html, styles=(STYLE, style), form=True, identifier="form")
    assert "goal" in (PdfReader(io.BytesIO(result.pdf)).get_fields() or {})
    assert not page_validation.validate_pdf_bytes(result.pdf, profile="ua1").failures


def test_without_form_there_are_no_fields(press: Press) -> None:
    result = printed(press, '<p><input name="goal">', style="input { display: inline-block; width: 3cm }")
    assert not PdfReader(io.BytesIO(result.pdf)).get_fields()


def test_metadata_comes_from_the_page_and_no_clock_is_read(press: Press) -> None:
    result = printed(press, "<p>x", head='<meta name="author" content="The center">')
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        assert pdf.docinfo["/Title"] == "A job"
        assert pdf.docinfo["/Author"] == "The center"
        assert pdf.Root.Lang == "en"
        assert not {"/CreationDate", "/ModDate"} & set(pdf.docinfo.keys())


def test_a_date_is_printed_where_the_page_gives_one(press: Press) -> None:
    result = printed(press, "<p>x", head='<meta name="dcterms.modified" content="2026-11-01">')
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        assert str(pdf.docinfo["/ModDate"]).startswith("D:20261101")


def test_presentational_attributes_are_not_styles(press: Press) -> None:
    assert printed(press, '<p align="right">x').pdf == printed(press, "<p>x").pdf


def test_counter_styles_belong_to_their_sheet(press: Press) -> None:
    ticks = "@counter-style tick { system: cyclic; symbols: '✓'; suffix: ' ' } li { list-style: tick }"
    assert "✓" in text_of(printed(press, "<ul><li>one</ul>", style=ticks).pdf)
    assert "✓" not in text_of(printed(press, "<ul><li>one</ul>", style="li { list-style: tick }").pdf)


# How far it runs over

LINES_ON_A_PAGE = 15
"""A6 is 148 mm high, with two margins of 20 mm; a line is 20 pt."""


@pytest.mark.parametrize("over", [1, 2, LINES_ON_A_PAGE + 4])
def test_overflow_in_lines(press: Press, over: int) -> None:
    body = "".join(f"<p>Line {number}" for number in range(LINES_ON_A_PAGE + over))
    assert printed(press, body, target=1).overflow_lines == over


def test_a_page_that_fits_does_not_overflow(press: Press) -> None:
    body = "".join(f"<p>Line {number}" for number in range(LINES_ON_A_PAGE))
    assert printed(press, body, target=1).overflow_lines == 0
    assert printed(press, body * 2, target=2).overflow_lines == 0
    assert printed(press, body * 2).overflow_lines == 0


def test_raised_marks_and_columns_side_by_side_are_one_line(press: Press) -> None:
    style = """
    .new { break-before: page }
    sup { font-size: 60%; line-height: 1 } .half { float: left; width: 45% } .low { padding-top: 2pt }
    """
    body = (
        "<p>first page<p class=new>one<sup>1</sup> two <b>three</b>"
        "<div class=half><p>left</div><div class='half low'><p>right</div>"
    )
    assert printed(press, body, style=style, target=1).overflow_lines == 2


def test_a_page_past_the_target_without_text_still_does_not_fit(press: Press) -> None:
    style = "img { break-before: page; display: block }"
    result = printed(press, '<p>one<img src="images/logo.png" alt="Logo">', style=style, target=1)
    assert (result.pages, result.overflow_lines) == (2, 1)


# Same in, same out

PRINT_ONE = """
import hashlib, sys
from pathlib import Path
from careerprint.press.press import Press
press = Press({"images": Path(sys.argv[1])})
html = '''<html lang="en"><head><title>T</title></head><body><h1 id="a">Naïve</h1><p><b>bold</b> <i>it</i>
<a href="#a">up</a> <a href="https://example.org/">out</a>
<img src="../images/logo.png" alt="Logo"><img src="../images/plan.svg" alt="Plan">'''
style = "html { font-family: 'Careerprint Sans'; image-rendering: crisp-edges } a, b { color: #123 }"
print(hashlib.sha256(press.print(html, styles=(style,), identifier="t").pdf).hexdigest())
"""


@pytest.mark.slow
def test_the_same_bytes_from_another_folder_process_hash_seed_and_time_zone(images: Path, tmp_path: Path) -> None:
    moved = tmp_path / "somewhere else"
    shutil.copytree(images, moved)
    hashes = set()
    for folder, seed, zone in ((images, "1", "UTC"), (moved, "2", "Asia/Tokyo")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", PRINT_ONE, str(folder)]
        done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=True)
        assert done.stderr == ""
        hashes.add(done.stdout.strip())
    assert len(hashes) == 1
    assert len(hashes.pop()) == 64


def test_what_was_printed_before_leaves_no_trace(press: Press, images: Path) -> None:
    first = printed(press, "<p>ab <b>c</b>")
    printed(press, "<h1>something else</h1><p><i>ü</i>", style="p { color: red }")
    fresh = Press({"images": images})
    assert printed(press, "<p>ab <b>c</b>").pdf == first.pdf
    assert printed(fresh, "<p>ab <b>c</b>").pdf == first.pdf


def test_the_identifier_is_in_the_file(press: Press) -> None:
    one = press.print(document("<p>x"), styles=(STYLE,), identifier="one").pdf
    other = press.print(document("<p>x"), styles=(STYLE,), identifier="other").pdf
    assert one != other
    with pikepdf.open(io.BytesIO(one)) as pdf:
        assert bytes(pdf.trailer.ID[0]) == hashlib.sha256(b"one").hexdigest()[:32].encode()


# What it refuses to print


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('<img src="images/gone.png" alt="x">', "images/gone.png is missing: there is no such file"),
        ('<img src="images/torn.png" alt="x">', "images/torn.png is damaged, or not a PNG or JPEG"),
        ('<img src="images/logo.png">', "the picture images/logo.png has no description"),
        ('<a href="#gone">x</a>', "the link #gone leads nowhere"),
        ('<p id="a"><p id="a">', "the id a is given twice"),
        ("<p>snow ☃ and ދ", "no font of ours has “ދ” (U+078B), “☃” (U+2603)"),
        ("<p>bell \x07", "no font of ours has U+0007"),
        ('<p style="colr: red">', "the style `colr: red` is not understood (unknown property)"),
        ('<p style="color: reed">', "the style `color: reed` is not understood (invalid value)"),
        (
            "<svg><style>@import 'x'</style></svg>",
            "a drawing on the page has a style sheet that loads others",
        ),
        ('<a href="data-scientist.md">x</a>', "the link data-scientist.md must start with https:"),
        ("<div>" * 70, "nested more than 60 deep"),
        ('<base href="https://example.org/">', "the page has a <base> element"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(press: Press, body: str, message: str) -> None:
    reported = complaints(press, body)
    assert len(reported) == 1
    assert message in reported[0]


def test_a_page_without_a_language(press: Press) -> None:
    with pytest.raises(PrintError) as caught:
        press.print("<title>x</title><p>x", styles=(STYLE,), identifier="x")
    assert "does not say its language" in str(caught.value.problems[0])


def test_all_mistakes_are_told_at_once_each_at_its_line(press: Press) -> None:
    body = """<p><img src="../images/gone.png" alt="x"> ☃ <a href="#gone">x</a> <a href="#gone">y</a>
    <a href="nurse.md">n</a><p id="twice"><p id="twice"><p id="twice">"""
    lines = {"../images/gone.png": 7, "#gone": 9, "nurse.md": 11, "twice": 13, "unused": 99}
    assert sorted(complaint.split(": ", 1)[0] for complaint in complaints(press, body, lines=lines)) == [
        "guides/job.md",
        "guides/job.md:11",
        "guides/job.md:13",
        "guides/job.md:7",
        "guides/job.md:9",
    ]


def test_an_address_is_named_as_the_source_wrote_it(press: Press) -> None:
    (reported,) = complaints(press, '<img src="../images/a%20b.png" alt="x">', lines={"../images/a b.png": 3})
    assert reported.startswith("guides/job.md:3: ../images/a b.png is missing")


def test_characters_that_only_generated_content_shows(press: Press) -> None:
    (reported,) = complaints(press, "<p>x", style='p::before { content: "ދ" }')
    assert "no font of ours has the character “ދ” (U+078B)" in reported


def test_a_dead_reference_in_a_style_sheet(press: Press) -> None:
    (reported,) = complaints(press, "<p>x", style='p::after { content: target-counter("#gone", page) }')
    assert "a reference to #gone leads nowhere" in reported


@pytest.mark.parametrize(
    ("style", "message"),
    [
        ("\np { colr: red }", "the style `colr: red` is not understood"),
        ("\n@font-face { font-family: x; src: url(x.woff2) }", "styles/x.woff2 is not a picture"),
        ("\n@import 'other.css';", "styles/other.css is not a picture"),
        ("\np >> b { color: red }", "the layout engine says: “Invalid or unsupported selector"),
    ],
)
def test_a_mistake_in_a_style_sheet_is_told_every_time(press: Press, style: str, message: str) -> None:
    for _ in range(2):
        reported = complaints(press, "<p>x", style=style)
        assert message in reported[0]
        assert reported[0].startswith("style sheet 2")


def test_a_style_sheet_of_ours_is_named_with_its_line(tmp_path: Path) -> None:
    sheet = "p { color: black }\n\np { colr: red }\n"
    (tmp_path / "text.css").write_text(sheet)
    (reported,) = complaints(Press({"styles": tmp_path}), "<p>x", style=sheet)
    assert reported.startswith(f"{tmp_path / 'text.css'}:3: ")


def test_a_style_sheet_takes_pictures_from_its_own_folder(press: Press) -> None:
    style = "p { background: url(logo.png) } h1 { background: url(../images/logo.png) }"
    with pikepdf.open(io.BytesIO(printed(press, "<h1>x</h1><p>x", style=style).pdf)) as pdf:
        assert sum(1 for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Width") == 30) == 2


def test_a_font_that_is_not_ours_fails_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    font = TTFont(fonts.prepare().folder / "faces" / "CareerprintSans-Regular.ttf")
    for name_id in (1, 4, 6, 16):
        font["name"].setName("Stranger", name_id, 3, 1, 0x409)
    font.save(tmp_path / "stranger.ttf")
    (tmp_path / "fonts.conf").write_text(
        f"<fontconfig><dir>{tmp_path}</dir><cachedir>{tmp_path}</cachedir></fontconfig>"
    )
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))
    (reported,) = complaints(Press({}), "<p>x")
    assert "the font Stranger slipped in" in reported


def test_the_engine_failing_is_a_problem_that_quotes_nothing(press: Press) -> None:
    (reported,) = complaints(press, "<ul><li>secret answer</ul>", style="li::marker { content: '– ' }")
    assert "the layout engine failed (" in reported
    assert "secret" not in reported


def test_after_a_failure_the_press_prints_on(press: Press) -> None:
    complaints(press, '<img src="file:///etc/passwd" alt="x">')
    assert printed(press, "<p>fine").pages == 1


def test_nothing_reaches_the_screen_or_the_root_logger(
    press: Press, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    complaints(press, '<img src="images/gone.png" alt="x"><p style="colr: red">☃')
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []
    assert logging.getLogger("weasyprint").level == logging.NOTSET
    assert logging.getLogger("weasyprint").propagate


def test_a_print_error_travels_between_processes(press: Press) -> None:
    with pytest.raises(PrintError) as caught:
        printed(press, '<a href="#gone">x</a>')
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.message, again.problems) == (caught.value.message, caught.value.problems)


def test_an_interrupt_while_a_drawing_is_drawn_goes_through(images: Path) -> None:
    class Interrupted(dict[str, Path]):
        """Folders that are asked for while the engine draws; the engine catches everything there."""

        def __getitem__(self, key: str) -> Path:
            raise KeyboardInterrupt

    press = Press({"images": images})
    press._fetcher._assets._folders = Interrupted(images=images)
    with pytest.raises(KeyboardInterrupt):
        printed(press, '<svg width="9" height="9"><image href="images/logo.png" width="9" height="9"/></svg>')
