"""The counter in a real browser: what axe finds, what a keyboard reaches, and what is left after Finish."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.support.browser import needs_browser, page_of, started, too_wide, violations
from tests.support.counter import Counter, opened
from tests.support.counter_scans import put_scan, remove_scans, scan_of_every_kind
from tests.support.processes import until
from tests.support.sample_runs import SOURCE
from tests.support.shared import Shared

pytestmark = [pytest.mark.slow, needs_browser]

LANGUAGES = ("en", "es")
CLIENT = (
    "",
    "?q=nothing+like+this",
    "?theme=S",
    "guides/registered-nurse",
    "take/interests",
    "take/interests/1",
    "done",
    "nowhere",
)
"""The client's pages that need no answers, below `/en/` or `/es/`."""
STAFF = ("staff", "staff/answers", "staff/texts", "staff/tasks/99")
PHONE = {"width": 320, "height": 640}
TAKE = "/take/interests"
ANSWER = """lines => [...document.querySelectorAll("fieldset")].slice(0, lines).forEach(
    (line, place) => line.querySelectorAll("input")[4 - place % 5].click()
)"""
"""Clicks in the first lines of a page, without the pauses that make sure that a person could click there."""


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """Return a counter with all our texts."""
    folder = tmp_path_factory.mktemp("counter")
    shutil.copytree(SOURCE, folder / "source")
    with opened(folder) as found:
        yield found


@pytest.fixture(scope="module")
def scans_counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """Return a counter with the small questionnaire, whose worksheets tests can draw and scan."""
    for name in ("numpy", "zxingcpp"):
        pytest.importorskip(name, reason="the packages of the extra `scan` are not installed")
    with opened(tmp_path_factory.mktemp("scans")) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with started() as found:
        yield found


def base(counter: Counter) -> str:
    return f"http://127.0.0.1:{counter.port}"


def press(page: Any, selector: str) -> None:
    """Press a button or a link, and wait for the page that it leads to."""
    with page.expect_navigation():
        page.click(selector)


def answer(page: Any, counter: Counter, language: str = "en", *, lines: int = 3) -> None:
    """Answer the first lines of every page of Work interests, to the look over all answers."""
    page.goto(f"{base(counter)}/{language}{TAKE}")
    press(page, "main a.button")
    while page.query_selector("fieldset"):
        page.evaluate(ANSWER, lines)
        press(page, "button[value=next]")
    assert page.url.endswith("/look")


def states(page: Any, counter: Counter, language: str, _: Shared) -> Iterator[str]:
    """Bring a client's page into each of its states, one after the other."""
    start = f"{base(counter)}/{language}/"
    for path in CLIENT:
        page.goto(start + path)
        yield path
    page.goto(f"{start}{TAKE[1:]}/look")
    press(page, "form.panel button")
    yield "nothing answered"
    answer(page, counter, language)
    yield "look"
    page.goto(f"{start}{TAKE[1:]}/2")
    yield "answers marked"
    page.goto(f"{start}{TAKE[1:]}/look")
    page.fill("#name", "ދށ")
    press(page, "form.panel button")
    yield "name with a mistake"
    page.fill("#name", "Sample Person")
    press(page, "form.panel button")
    assert page.url.endswith("/report")
    yield "report"
    page.goto(f"{start}{TAKE[1:]}/report.html")
    yield "report as a page"
    page.goto(f"{start}still")
    yield "still there?"
    page.goto(f"{start}staff")
    yield "staff only"


def staff_states(page: Any, counter: Counter, language: str, _: Shared) -> Iterator[str]:
    """Bring a page of the staff into each of its states."""
    start = f"{base(counter)}/{language}/"
    for path in STAFF:
        page.goto(start + path)
        yield path
    page.goto(f"{start}staff/answers")
    press(page, "form.panel button")
    yield "no file"
    for name, content in {"good.csv": GOOD, "bad.csv": BAD, "broken.csv": b"a,b\n1,2\n"}.items():
        page.goto(f"{start}staff/answers")
        page.set_input_files("#file", [{"name": name, "mimeType": "text/csv", "buffer": content}])
        page.select_option("#assessment", "interests")
        press(page, "form.panel button")
        yield name
    page.goto(f"{start}staff/answers")
    press(page, "section:has(#files) a >> nth=0")
    press(page, "form[action$=group] button")
    yield "task"
    until(lambda: bool(page.goto(page.url.partition("?")[0])) and not page.query_selector("form[action$=stop]"))
    yield "task finished"
    page.goto(f"{start}staff")
    yield "runs"


def scan_states(page: Any, counter: Counter, language: str, shared: Shared) -> Iterator[str]:
    """Bring the pages about scans into each of their states; before it and after it nothing was read."""
    start, folder = f"{base(counter)}/{language}/staff/scans", counter.folder / "out" / "scans"
    remove_scans(counter.folder)
    page.goto(start)
    yield "no scans"
    page.goto(f"{start}/en/sample")
    yield "no such scan"
    put_scan(counter.folder, shared, scan_of_every_kind)
    page.goto(start)
    yield "scans"
    press(page, "section a")
    assert page.query_selector("table")
    yield "lines wait, and a page was not read"
    press(page, "section a.button")
    yield "decide"
    page.check("input[type=radio]")
    yield "a line is decided"
    press(page, "footer button")
    yield "the rest is asked"
    page.fill("input[type=text]", "1001")
    press(page, "footer button")
    yield "all is decided"
    page.goto(f"{start}/en/sample/decide")
    yield "nothing to decide"
    page.goto(f"{start}/en/sample")
    press(page, "section button")
    yield "answers of a scan"
    (folder / "sample" / "readings.json").write_text("{}", encoding="utf-8")
    page.goto(f"{start}/en/sample")
    assert page.query_selector(".mistake")
    yield "damaged"
    (folder / "sample" / "readings.json").unlink()
    page.goto(start)
    yield "an older version read it"


def judged(page: Any) -> list[str]:
    """Return what is wrong with a page. One that shows progress loads itself again, perhaps while it is looked at."""
    from playwright.sync_api import Error

    for _ in range(10):
        with suppress(Error):  # the page that was looked at is gone
            return [*violations(page), *too_wide(page)]
        page.wait_for_load_state()
    pytest.fail(f"{page.url} does not hold still")


PEOPLE = (SOURCE / "answers" / "interests.csv").read_bytes().splitlines(keepends=True)
GOOD = b"".join(PEOPLE)
BAD = b"".join([*PEOPLE[:2], re.sub(rb",\d,", b",77,", PEOPLE[2])])


WALKS = {"client": ("counter", states), "staff": ("counter", staff_states), "scans": ("scans_counter", scan_states)}
"""What is walked through, with the counter that is there for it."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("of", WALKS)
def test_axe_finds_nothing_and_nothing_sticks_out_at_320_pixels(browser, of, language, request, shared) -> None:
    """320 pixels are also what a window of 1280 has at 400 %."""
    name, walk = WALKS[of]
    counter = request.getfixturevalue(name)
    found: dict[str, list[str]] = {}
    seen = []
    with page_of(browser, counter, "client" if of == "client" else "staff", bypass_csp=True, viewport=PHONE) as page:
        for state in walk(page, counter, language, shared):
            seen.append(state)
            found[state] = judged(page)
    assert {state: faults for state, faults in found.items() if faults} == {}
    assert len(seen) >= 11


def test_axe_finds_nothing_at_the_width_of_a_desk(counter, browser) -> None:
    with page_of(browser, counter, bypass_csp=True) as page:
        for path in ("", "guides/registered-nurse", "take/interests/1", "take/interests/look"):
            page.goto(f"{base(counter)}/en/{path}")
            assert violations(page) == []


def test_axe_and_the_ruler_can_find_something(counter, browser) -> None:
    with page_of(browser, counter, bypass_csp=True, viewport=PHONE) as page:
        page.evaluate("document.querySelector('label').remove(); document.querySelector('h1').style.width = '400px'")
        assert any(" label: " in fault or "select-name" in fault for fault in violations(page))
        assert "H1 " in too_wide(page)


def test_without_a_cookie_the_page_that_says_so_is_fine_too(counter, browser) -> None:
    context = browser.new_context(bypass_csp=True, viewport=PHONE)
    page = context.new_page()
    assert page.goto(base(counter)).status == 401
    assert violations(page) + too_wide(page) == []
    context.close()


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim() || document.activeElement.id"))


def tab_to(page: Any, words: str) -> None:
    """Press Tab until something with these words has the focus, which must be seen."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if focused(page).startswith(words):
            style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert style != "none"
            return
    raise AssertionError(f"Tab never reaches {words}")


def test_from_start_to_pdf_with_the_keyboard_alone(counter, browser) -> None:
    with page_of(browser, counter) as page:
        tab_to(page, "Work interests")
        page.keyboard.press("Enter")
        page.wait_for_url("**/take/interests")
        tab_to(page, "Start")
        page.keyboard.press("Enter")
        for number in range(1, 6):
            page.wait_for_url(f"**/take/interests/{number}")
            for _ in range(page.locator("fieldset").count()):
                while page.evaluate("document.activeElement.type") != "radio":
                    page.keyboard.press("Tab")
                page.keyboard.press("ArrowRight")  # from "Leave empty" to the first choice
                page.keyboard.press("ArrowRight")
                page.keyboard.press("Tab")
            tab_to(page, "Next" if number < 5 else "Look over")
            page.keyboard.press("Enter")
        page.wait_for_url("**/look")
        assert "30 of 30 lines answered" in page.content()
        assert page.locator("dd", has_text="Dislike").count() == 30
        tab_to(page, "name")
        page.keyboard.type("Sample Person")
        page.keyboard.press("Enter")
        page.wait_for_url("**/report")
        tab_to(page, "Open my report")
        link = page.evaluate("document.activeElement.href")
        pdf = page.context.request.get(link)
        assert "Sample Person" in PdfReader(io.BytesIO(pdf.body())).pages[0].extract_text()


def test_staff_decide_about_a_scan_with_the_keyboard_alone(scans_counter, browser, shared) -> None:
    put_scan(scans_counter.folder, shared, scan_of_every_kind)
    with page_of(browser, scans_counter, "staff") as page:
        tab_to(page, "Scanned worksheets")
        page.keyboard.press("Enter")
        page.wait_for_url("**/staff/scans")
        tab_to(page, "Sample")
        page.keyboard.press("Enter")
        page.wait_for_url("**/sample")
        tab_to(page, "Decide")
        page.keyboard.press("Enter")
        page.wait_for_url("**/decide")
        tab_to(page, "who-1")
        page.keyboard.type("1001")
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")  # the second choice; Space would take the first
        tab_to(page, "Save")
        page.keyboard.press("Enter")
        page.wait_for_url("**/sample")
        assert "Nothing waits for a decision." in page.content()
        tab_to(page, "Go on to the prints")
        page.keyboard.press("Enter")
        page.wait_for_url("**/staff/answers/*")
        assert "2 people can get a report." in page.content()
    answers = (scans_counter.folder / "out/scans/sample/answers.csv").read_text(encoding="utf-8-sig")
    assert "\n1001,,,2,2,5," in answers


def test_the_skip_link_leads_past_the_masthead(counter, browser) -> None:
    with page_of(browser, counter) as page:
        page.keyboard.press("Tab")
        assert focused(page) == "Skip to the content"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("scripts", [False, True])
def test_after_finish_back_shows_nothing(counter, browser, scripts) -> None:
    with page_of(browser, counter, java_script_enabled=scripts) as page:
        answer(page, counter, lines=6)
        page.fill("#name", "Sample Person")
        press(page, "form.panel button")
        press(page, "main form button")
        page.wait_for_url("**/done")
        for _ in range(12):
            if page.go_back() is None:
                break
            text = page.content()
            assert "Sample Person" not in text
            assert "Finish and delete" not in text
            assert not re.search(r'value="\d" checked', text)
            assert page.locator("input[type=radio]:checked:not([value=''])").count() == 0
        assert page.context.request.get(f"{base(counter)}/en{TAKE}/report.pdf").status == 404


def test_two_browsers_at_once(counter, browser) -> None:
    with page_of(browser, counter) as one, page_of(browser, counter) as other:
        answer(one, counter, lines=6)
        other.goto(f"{base(counter)}/en{TAKE}/look")
        assert "not answered any line" in other.content()
        answer(other, counter, lines=1)
        assert "30 of 30" in one.content()
        one.reload()
        assert "30 of 30" in one.content()
        assert "5 of 30" in other.content()


def test_no_page_logs_an_error_and_all_is_loaded(counter, browser) -> None:
    with page_of(browser, counter) as page:
        said: list[str] = []
        failed: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("response", lambda reply: failed.append(reply.url) if reply.status >= 400 else None)
        for path in ("", "guides/registered-nurse", "take/interests/1"):
            page.goto(f"{base(counter)}/en/{path}")
        assert page.evaluate("document.fonts.check('600 16px \"Careerprint Sans\"')")
        assert (said, failed) == ([], [])


def test_what_is_pressed_is_large_enough(counter, browser) -> None:
    """WCAG 2.2, 2.5.8: 24 pixels; buttons and choices have 44."""
    with page_of(browser, counter, viewport=PHONE) as page:
        page.goto(f"{base(counter)}/en{TAKE}/1")
        for box in (each.bounding_box() for each in page.query_selector_all("main button, .choice")):
            assert box["height"] >= 44
            assert box["width"] >= 44


def test_the_report_opens_in_the_browser(counter, browser, tmp_path: Path) -> None:
    with page_of(browser, counter) as page:
        answer(page, counter)
        press(page, "form.panel button")
        reply = page.context.request.get(f"{base(counter)}/en{TAKE}/report.pdf")
        assert (reply.headers["content-type"], reply.headers["cache-control"]) == ("application/pdf", "no-store")
        assert reply.headers["content-disposition"].startswith("inline")
