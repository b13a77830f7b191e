"""Scans at the counter: staff decide about lines in the browser, and print; `scan` finds the same decisions."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

pytest.importorskip("uvicorn", reason="the packages of the counter are not installed")
pytest.importorskip("numpy", reason="the packages of the extra `scan` are not installed")
pytest.importorskip("zxingcpp", reason="the packages of the extra `scan` are not installed")

from tests.support.counter import Counter, Visitor
from tests.support.counter_scans import put_scan, read_scan, remove_scans, scan_of_sheets
from tests.support.sample_assessments import CHOICES
from tests.support.shared import Shared
from tests.support.words_of_pages import Shown, words_beyond_labels

pytestmark = pytest.mark.slow

SCANS, SCAN = "/en/staff/scans", "/en/staff/scans/en/sample"


def rows(counter: Counter, name: str) -> list[list[str]]:
    text = (folder_of(counter) / name).read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def folder_of(counter: Counter) -> Path:
    return counter.folder / "out/scans/sample"


def asked(page: str) -> dict[str, str]:
    """Return the names of the fields of a page by what they ask for: the items, or `id`."""
    return {name.partition("-")[2]: name for name in re.findall(r'name="([0-9a-f]{16}-\w+)"', page)}


@pytest.fixture
def staff(counter: Counter) -> Visitor:
    remove_scans(counter.folder)
    staff = counter.visitor("staff")
    staff.get("/en/staff")
    return staff


def test_without_scans_that_is_said(staff: Visitor) -> None:
    assert "No scanned worksheets are here." in staff.get(SCANS).text
    assert "Aquí no hay hojas escaneadas." in staff.get("/es/staff/scans").text
    assert [staff.get(f"{SCAN}{rest}").status for rest in ("", "/decide")] == [404, 404]
    assert [staff.post(f"{SCAN}{rest}").status for rest in ("/decide", "/print")] == [404, 404]


def test_lines_are_decided_in_the_browser_and_then_printed(counter: Counter, staff: Visitor) -> None:
    scan_of_sheets(counter.folder)
    assert "wait for a decision" in read_scan(counter.folder).err
    assert re.search(rf'href="{SCAN}">[^<]+</a> \(2 decisions are left\)', staff.get(SCANS).text)
    assert "1 line waits for a decision. 1 sheet has no ID." in staff.get(SCAN).text
    page = staff.get(f"{SCAN}/decide")
    assert "<script" not in page.text
    assert page.text.count("data:image/png;base64,") == 2
    assert "script" not in page.headers["content-security-policy"]
    fields = asked(page.text)
    reply = staff.post(f"{SCAN}/decide", {fields["p1"]: "3", fields["id"]: ""})
    assert reply.place == f"{SCAN}/decide"
    assert set(asked(staff.follow(reply).text)) == {"id"}
    reply = staff.post(f"{SCAN}/decide", {fields["id"]: "1001"})
    assert reply.place == SCAN
    assert "Nothing waits for a decision." in staff.follow(reply).text
    assert "(all is decided)" in staff.get(SCANS).text
    assert rows(counter, "answers.csv")[1] == ["1001", "", "", "3", "2", "5", ""]
    assert len(rows(counter, "waiting.csv")) == 1
    decided = rows(counter, "decisions.csv")
    assert (folder_of(counter) / "decisions.csv").stat().st_mode & 0o777 == 0o600
    page = staff.follow(staff.post(f"{SCAN}/print"))
    assert "1 person can get a report." in page.text
    assert "Delete this file" not in page.text
    place = re.findall(r'action="([^"]+)/report.pdf"', page.text)[0]
    report = staff.post(f"{place}/report.pdf", {"id": "1001"})
    assert "1001" in PdfReader(io.BytesIO(report.body)).pages[0].extract_text()
    staff.post(f"{place}/delete")
    assert folder_of(counter).is_dir()
    called = read_scan(counter.folder)
    assert "Everything is decided." in called.err
    assert rows(counter, "decisions.csv") == decided


def test_the_page_is_in_the_language_of_its_address(counter: Counter, staff: Visitor, shared: Shared) -> None:
    put_scan(counter.folder, shared)
    known = ("Sample questions", "Solve a riddle.", *CHOICES, "scan.pdf")
    for language, other in (("en", "es"), ("es", "en")):
        page = staff.get(f"/{language}/staff/scans/en/sample/decide").text
        assert Shown(page).language == language
        assert words_beyond_labels(page, *known) == []
        assert words_beyond_labels(page, *known, language=other)
    reply = staff.post("/es/staff/scans/en/sample/decide", {asked(page)["p1"]: "3"})
    assert "¿De quién es la hoja?" in staff.follow(reply).text
    assert staff.get("/fr/staff/scans/en/sample/decide").status == 404


def test_what_no_page_of_the_scan_offers_is_refused(counter: Counter, staff: Visitor, shared: Shared) -> None:
    put_scan(counter.folder, shared)
    fields = asked(staff.get(f"{SCAN}/decide").text)
    page = fields["p1"].partition("-")[0]
    wrong = [
        {fields["p1"]: "9"},
        {fields["p1"]: "x"},
        {f"{page}-p9": "1"},
        {f"{'0' * 16}-p1": "1"},
        {"p1": "1"},
        {fields["id"]: "1" * 101},
        {fields["p1"]: "3", "csrf": "guessed"},
    ]
    statuses = [staff.post(f"{SCAN}/decide", fields).status for fields in wrong]
    assert statuses == [400, 400, 400, 400, 400, 400, 403]
    assert staff.post(f"{SCAN}/decide", {fields["p1"]: "3"}, origin="http://example.org").status == 403
    assert not (folder_of(counter) / "decisions.csv").exists()
    for path in ("/en/staff/scans/en/..%2f..", "/en/staff/scans/../../x", "/en/staff/scans/es/sample"):
        assert staff.get(path).status == 404


def test_a_client_sees_no_scan_and_decides_nothing(counter: Counter, shared: Shared) -> None:
    put_scan(counter.folder, shared)
    visitor = counter.visitor()
    visitor.get("/en/take/sample/1")
    assert [visitor.get(path).status for path in (SCANS, SCAN, f"{SCAN}/decide")] == [403, 403, 403]
    assert [visitor.post(f"{SCAN}/{name}", {"x": "1"}).status for name in ("decide", "print")] == [403, 403]


def test_a_damaged_scan_and_one_of_an_older_version_are_explained(
    counter: Counter, staff: Visitor, shared: Shared
) -> None:
    put_scan(counter.folder, shared)
    readings = folder_of(counter) / "readings.json"
    readings.write_text('{"version": 0}', encoding="utf-8")
    page = staff.get(SCAN)
    assert (page.status, "run that command again" in page.text) == (400, True)
    assert staff.get(f"{SCAN}/decide").place == SCAN
    readings.unlink()
    assert "It was read by an older version." in staff.get(SCANS).text


def test_a_long_scan_is_decided_in_parts(counter: Counter, staff: Visitor) -> None:
    scan_of_sheets(counter.folder, sheets=22)
    read_scan(counter.folder)
    page = staff.get(f"{SCAN}/decide").text
    assert page.count('data-item="p1"') == 20
    assert "2 more sheets wait and will follow after these." in page
    names = [name for name in re.findall(r'name="([0-9a-f]{16}-p1)"', page)]
    reply = staff.post(f"{SCAN}/decide", {name: "empty" for name in dict.fromkeys(names)})
    assert staff.follow(reply).text.count('data-item="p1"') < 20
