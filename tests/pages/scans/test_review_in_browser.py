"""The page on which staff decide, in a real browser and from disk: what axe finds, and what a keyboard alone can do."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from careerprint.answers.scans.form_files import write_form
from tests.support.browser import needs_browser, started, too_wide, violations
from tests.support.sample_runs import DAY, call, spanish_sample
from tests.support.scanned import crossed_out, drawn, form_of_items, save_pdf

pytestmark = [pytest.mark.slow, needs_browser]

ITEMS = [["p1", "p2"], ["p3"]]
FORM = form_of_items(ITEMS, version="1.0")
SCANS = Path("out/scans/sample")
HIDDEN_FOCUS = """() => {
    const focused = document.activeElement.getBoundingClientRect();
    const footer = document.querySelector("footer").getBoundingClientRect();
    const is_in_footer = document.activeElement.closest("footer") !== null;
    const outline = getComputedStyle(document.activeElement).outlineStyle;
    return (!is_in_footer && focused.bottom > footer.top) || focused.top < 0 || outline === "none";
}"""
"""Says whether the element with the focus is behind the footer, above the window, or does not show that it has it."""


def scan(name: str = "sample") -> Path:
    """Scan a sheet without an ID and one of which a side is missing; return the page on which to decide."""
    if name != "sample":
        spanish_sample(Path("source"))
    form = form_of_items(ITEMS, name, "1.0")
    write_form(form, Path("out"))
    first = crossed_out(drawn(form, 1, {"p1": [4], "p2": [2]}), form, "p1", 4)
    second = crossed_out(drawn(form, 2, {"p3": [5]}), form, "p3", 5)
    save_pdf(Path("scan.pdf"), [first, second, drawn(form, 1, {"p1": [1], "p2": [3]}, person="1002")])
    call("scan", "scan.pdf", "--assessment", name, "--date", DAY)
    return (SCANS.parent / name / "review.html").resolve()


@pytest.fixture
def opened(nurse: Path, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Yield the page, opened from disk in a window as small as a phone's; tests may name the questionnaire."""
    pytest.importorskip("numpy")
    pytest.importorskip("zxingcpp")
    address = scan(getattr(request, "param", "sample")).as_uri()
    with started() as browser:
        page = browser.new_page(viewport={"width": 320, "height": 640})
        page.goto(address)
        yield page


@pytest.mark.parametrize(
    ("opened", "language", "progress"),
    [("sample", "en", "1 of 4 decided"), ("es/sample", "es", "Decisiones tomadas: 1 de 4")],
    indirect=["opened"],
)
def test_axe_finds_nothing_before_and_after_deciding(opened: Any, language: str, progress: str) -> None:
    assert opened.evaluate("document.documentElement.lang") == language
    assert opened.locator("fieldset").count() == 4
    assert opened.locator("img").count() == 3
    assert violations(opened) == []
    assert too_wide(opened) == []
    opened.locator("input[type=radio]").first.check()
    assert opened.locator("fieldset.decided").count() == 1
    assert opened.locator("#progress").inner_text() == progress
    assert violations(opened) == []


def test_a_page_with_nothing_to_decide_has_no_faults_either(opened: Any, tmp_path: Path) -> None:
    save_pdf(Path("scan.pdf"), [drawn(FORM, side, {"p1": [4], "p2": [2], "p3": [5]}, person="1001") for side in (1, 2)])
    call("scan", "scan.pdf", "--assessment", "sample", "--date", DAY)
    opened.reload()
    assert opened.locator("fieldset").count() == 0
    assert violations(opened) == []


def test_a_keyboard_alone_decides_everything(opened: Any) -> None:
    page = opened
    for keys in (["1001"], ["ArrowDown", "ArrowDown"], ["Space"], ["ArrowUp"]):
        page.keyboard.press("Tab")
        assert not page.evaluate(HIDDEN_FOCUS), keys
        for key in keys:
            page.keyboard.type(key) if key.isdigit() else page.keyboard.press(key)
    assert page.locator("#progress").inner_text() == "4 of 4 decided"
    page.keyboard.press("Tab")
    assert not page.evaluate(HIDDEN_FOCUS)
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "decisions.csv"
    download.value.save_as(SCANS / "decisions.csv")
    text = (SCANS / "decisions.csv").read_text(encoding="utf-8-sig")
    assert [row[1:] for row in csv.reader(text.splitlines())] == [
        ["item", "decision"], ["id", "1001"], ["p1", "3"], ["p3", "1"], ["p3", "empty"]
    ]  # fmt: skip
    called = call("scan", "scan.pdf", "--assessment", "sample", "--date", DAY)
    assert "Everything is decided." in called.err
