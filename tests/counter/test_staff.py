"""Staff at the counter: a file of answers, what is wrong with it, prints of it; the check of texts."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

pytest.importorskip("uvicorn", reason="the packages of the counter are not installed")

from careerprint.answers.problem_list import COLUMNS
from tests.support.counter import Counter, Reply, Visitor, opened
from tests.support.processes import linux, until
from tests.support.sample_runs import edit

pytestmark = pytest.mark.slow

ANSWERS = "/en/staff/answers"
GOOD = b"id,name,p1,p2,p3\n1001,Sample Person 01,1,2,5\n1002,Sample Person 02,5,4,1\n"
BAD = GOOD.replace(b"01,1", b"01,9").replace(b"02,5", b"02,secretanswer") + b"1003,Sample Person 03,1,1,1\n"


@pytest.fixture
def staff(counter: Counter) -> Visitor:
    staff = counter.visitor("staff")
    staff.get(ANSWERS)
    return staff


def uploaded(staff: Visitor, content: bytes, name: str = "answers.csv") -> tuple[str, Reply]:
    """Upload a file; return its address and its page."""
    reply = staff.upload(ANSWERS, name, content, {"assessment": "sample"})
    return reply.place, staff.follow(reply)


def finished(staff: Visitor, reply: Reply) -> Reply:
    """Wait for a run, and return its page."""
    page = staff.follow(reply)
    until(lambda: "Stop this run" not in staff.get(reply.place).text)
    assert page.status == 200
    return staff.get(reply.place)


def uploads_in(counter: Counter) -> list[Path]:
    return list((counter.folder / "out").glob(".counter-*/*/*"))


def test_problems_are_shown_by_row_and_column_and_quote_nothing(staff: Visitor) -> None:
    place, page = uploaded(staff, BAD)
    assert "1 person can get a report." in page.text
    rows = re.findall(r"<td>(\d+)</td><td>([^<]+)</td><td><strong>Error:", page.text)
    assert rows == [("2", "C (p1)"), ("3", "C (p1)")]
    table = staff.get(f"{place}/problems.csv")
    assert table.headers["content-disposition"] == 'attachment; filename="problems.csv"'
    lines = table.body.decode("utf-8-sig").split("\r\n")
    assert lines[0] == ",".join(COLUMNS)
    assert lines[1].startswith("answers.csv,2,C (p1),error,")
    for text in (page.text, table.text):
        assert "secretanswer" not in text
        assert "Sample Person" not in text


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "x.csv"),
        (b"a,b\n1,2\n", "x.csv"),
        (b"PK\3\4 not a workbook", "x.xlsx"),
        (b"%PDF-1.7 damaged", "x.pdf"),
        (b"\x89PNG", "x.png"),
    ],
    ids=["empty", "foreign columns", "damaged workbook", "damaged form", "picture"],
)
def test_a_file_that_cannot_be_read_is_explained(staff: Visitor, content: bytes, name: str) -> None:
    _, page = uploaded(staff, content, name)
    assert "Nobody can get a report from this file." in page.text
    assert "Print all reports" not in page.text
    assert "What is wrong with the file" in page.text


@pytest.mark.parametrize(
    "name", ["../../evil.csv", "/etc/evil.csv", "C:\\evil.csv", "x\0.csv", "é" * 300 + ".csv", ".csv", "a.php"]
)
def test_the_name_of_a_file_is_never_used(counter: Counter, staff: Visitor, name: str) -> None:
    reply = staff.upload(ANSWERS, name, GOOD, {"assessment": "sample"})
    assert reply.status in (303, 400)
    assert {path.name for path in uploads_in(counter)} <= {"answers.csv", "answers.xlsx", "answers.pdf"}
    if reply.status == 303:
        staff.follow(reply)
        staff.post(f"{reply.place}/delete")


def test_an_upload_without_a_file_the_secret_or_a_questionnaire_is_refused(counter: Counter, staff: Visitor) -> None:
    before = uploads_in(counter)
    assert "Choose a file first" in staff.upload(ANSWERS, "", b"", {"assessment": "sample"}).text
    assert staff.upload(ANSWERS, "x.csv", GOOD, {"assessment": "../x"}).status == 400
    assert staff.upload(ANSWERS, "x.csv", GOOD, {"assessment": "sample", "csrf": "guessed"}).status == 403
    assert uploads_in(counter) == before


def test_an_upload_belongs_to_its_owner_alone_and_can_be_deleted(counter: Counter, staff: Visitor) -> None:
    before = set(uploads_in(counter))
    place, _ = uploaded(staff, GOOD)
    (file,) = set(uploads_in(counter)) - before
    assert [path.stat().st_mode & 0o777 for path in (file, file.parent, file.parent.parent)] == [0o600, 0o700, 0o700]
    assert staff.post(f"{place}/delete").place == ANSWERS
    assert set(uploads_in(counter)) == before
    assert staff.get(place).status == 404


def test_one_report_opens_and_is_not_saved(counter: Counter, staff: Visitor) -> None:
    place, _ = uploaded(staff, GOOD)
    before = sorted((counter.folder / "out").rglob("*"))
    reply = staff.post(f"{place}/report.pdf", {"id": "1002"})
    assert "Sample Person 02" in PdfReader(io.BytesIO(reply.body)).pages[0].extract_text()
    assert '<bdi class="person-name">Sample Person 02</bdi>' in staff.post(f"{place}/report.html", {"id": "1002"}).text
    assert sorted((counter.folder / "out").rglob("*")) == before
    reply = staff.post(f"{place}/report.pdf", {"id": "9999"})
    assert (reply.status, "Nobody in this file has this ID." in reply.text) == (400, True)


def test_everything_of_a_file_in_print(counter: Counter, staff: Visitor) -> None:
    place, _ = uploaded(staff, GOOD)
    page = finished(staff, staff.post(f"{place}/reports"))
    assert "The run is finished. 2 of 2 printed." in page.text
    out = counter.folder / "out"
    assert {path.name for path in (out / "reports/sample").glob("*.pdf")} == {"1001.pdf", "1002.pdf", "print-file.pdf"}
    assert (out / "reports/sample/1001.pdf").stat().st_mode & 0o777 == 0o600
    (link, *_) = re.findall(r'href="(/en/staff/tasks/\d+/files/1)"', page.text)
    assert len(PdfReader(io.BytesIO(staff.get(link).body)).pages) >= 2
    assert staff.get(link.replace("files/1", "files/9")).status == 404
    assert "groups" in str(finished(staff, staff.post(f"{place}/group")).text) or (out / "groups/sample.pdf").is_file()
    page = finished(staff, staff.post(f"{place}/scores"))
    (link,) = re.findall(r'href="(/en/staff/tasks/\d+/files/1)"', page.text)
    reply = staff.get(link)
    assert (reply.status, reply.body[:2]) == (200, b"PK")
    assert staff.post(f"{place}/everything").status == 404


@linux
def test_a_run_can_be_stopped_and_what_was_printed_is_whole(counter: Counter, staff: Visitor) -> None:
    rows = "".join(f"{n},Sample Person,{n % 5 + 1},{n // 5 % 5 + 1},3\n" for n in range(3000))
    place, _ = uploaded(staff, f"id,name,p1,p2,p3\n{rows}".encode())
    folder = counter.folder / "out/reports/sample"
    shutil.rmtree(folder, ignore_errors=True)  # what another test printed
    run = staff.post(f"{place}/reports").place
    assert staff.get(run).headers["refresh"].endswith(f"url={run}")
    assert "refresh" not in staff.get(f"{run}?wait=1").headers
    until(lambda: len(list(folder.glob("*.pdf"))) > 0)
    assert staff.post(f"{place}/reports").status == 503
    staff.post(f"{run}/stop")
    until(lambda: "The run was stopped." in staff.get(run).text)
    made = list(folder.glob("*.pdf"))
    assert 0 < len(made) < 3000
    assert all(path.read_bytes().rstrip().endswith(b"%%EOF") for path in made)
    assert not list(folder.glob("*.part"))


@pytest.fixture
def source(counter: Counter, staff: Visitor, tmp_path: Path) -> Iterator[Path]:
    """Return the counter's texts, which a test may change."""
    source = counter.folder / "source"
    shutil.copytree(source, tmp_path / "before")
    yield source
    shutil.rmtree(source)
    shutil.copytree(tmp_path / "before", source)
    staff.post("/en/staff/texts")


def test_what_the_check_says_and_which_reviews_are_due(source: Path, staff: Visitor) -> None:
    guide = source / "guides/nurse.md"
    assert "urse" in staff.get("/en/staff/texts").text
    text = guide.read_text(encoding="utf-8")
    due = re.search(r"^review_by: .*$", text, re.MULTILINE)
    title = re.search(r"^title: .*$", text, re.MULTILINE)
    assert due
    assert title
    edit(guide, due.group(0), "review_by: 2026-11-20")
    assert "due now" in staff.get("/en/staff/texts").text
    edit(guide, title.group(0), "title: Night nurse")
    assert "Night nurse" not in staff.get("/en/").text
    assert staff.post("/en/staff/texts").place == "/en/staff/texts?done=1"
    assert "Night nurse" in staff.get("/en/").text
    assert "Night nurse" in PdfReader(io.BytesIO(staff.get("/en/guides/nurse.pdf").body)).pages[0].extract_text()


def test_texts_with_errors_do_not_take_the_place_of_those_that_work(source: Path, staff: Visitor) -> None:
    staff.get("/en/staff/texts")
    (source / "center.toml").write_text("name = 1", encoding="utf-8")
    page = staff.follow(staff.post("/en/staff/texts"))
    assert "center.toml" in page.text
    assert staff.get("/en/").status == 200


def test_handing_the_screen_over_ends_the_visit_of_the_staff(counter: Counter, staff: Visitor) -> None:
    before = staff.cookie
    assert staff.post("/en/staff/hand-over").place == "/en/"
    assert staff.get("/en/").status == 200
    assert staff.get("/en/staff").status == 403
    assert Visitor(counter.port, before).get("/en/staff").status == 401


def test_a_kiosk_has_no_pages_for_staff(tmp_path: Path) -> None:
    with opened(tmp_path, "--kiosk") as counter:
        assert counter.staff == ""
        visitor = counter.visitor()
        assert [visitor.get(path).status for path in ("/en/", "/staff", "/en/staff", ANSWERS)] == [200, 404, 404, 404]


def test_uploads_are_deleted_when_the_counter_is_closed(tmp_path: Path) -> None:
    with opened(tmp_path) as counter:
        staff = counter.visitor("staff")
        staff.get(ANSWERS)
        uploaded(staff, GOOD)
        assert uploads_in(counter)
    assert uploads_in(counter) == []
    assert not list((tmp_path / "out").glob(".counter*"))
