"""A person at the counter: reading, answering, the report, leaving; and another one at the same time."""

from __future__ import annotations

import io
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from pypdf import PdfReader

pytest.importorskip("uvicorn", reason="the packages of the counter are not installed")

from careerprint.check.pdf.standards import failures
from careerprint.counter.visits import ASK, IDLE
from careerprint.editions import LAYOUTS
from tests.support.counter import Counter, Reply, Visitor

pytestmark = pytest.mark.slow

TAKE = "/en/take/sample"


def words_of(reply: Reply) -> str:
    assert (reply.status, reply.headers["content-type"]) == (200, "application/pdf"), reply.text
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(reply.body)).pages)


def answered(counter: Counter, choices: dict[str, int], name: str = "") -> Visitor:
    """Return somebody who has answered and had a report made."""
    visitor = counter.visitor()
    visitor.get(f"{TAKE}/1")
    assert visitor.post(f"{TAKE}/1", choices).place == f"{TAKE}/look"
    assert visitor.post(f"{TAKE}/look", {"name": name}).place == f"{TAKE}/report"
    return visitor


def checked_in(page: str) -> dict[str, str]:
    """Return the choice that is marked in each line of a page."""
    return dict(re.findall(r'name="(\w+)" value="(\d*)" checked', page))


def test_the_list_leads_to_guides_and_questionnaires(counter: Counter) -> None:
    page = counter.visitor().get("/en/").text
    assert re.findall(r'href="(/en/(?:guides|take)/[^"]+)"', page) == ["/en/take/sample", "/en/guides/nurse"]


@pytest.mark.parametrize(
    ("query", "number"), [("q=NURSE", 1), ("q=night+NURSE", 1), ("q=plumber", 0), ("q=%3Cb%3E", 0), ("theme=ZZ", 1)]
)
def test_the_list_can_be_searched(counter: Counter, query: str, number: int) -> None:
    page = counter.visitor().get(f"/en/?{query}").text
    assert page.count('href="/en/guides/') == number
    assert "<b>" not in page


def test_a_guide_is_a_page_and_a_pdf_in_every_edition(counter: Counter) -> None:
    visitor = counter.visitor()
    page = visitor.get("/en/guides/nurse").text
    links = re.findall(r'href="(/en/guides/nurse\.pdf\?edition=[\w-]+)"', page)
    assert {link.rpartition("=")[2] for link in links} == {*LAYOUTS, "high-contrast", "low-vision"}
    assert len(links) == len(LAYOUTS) + 2
    for link in links:
        reply = visitor.get(link)
        if link.endswith("booklet"):  # it has two sides
            assert reply.status == 404
            assert "too short to fold" in reply.text
            continue
        assert "Nurse" in words_of(reply)
        assert reply.headers["content-disposition"].startswith('inline; filename="nurse')
    assert failures(visitor.get(links[1]).body, "ua1") == []


def test_the_form_on_paper(counter: Counter) -> None:
    assert "Solve a riddle" in words_of(counter.visitor().get(f"{TAKE}/form.pdf"))


def test_answers_are_kept_from_page_to_page_and_can_be_changed(counter: Counter) -> None:
    visitor, take = counter.visitor(), "/en/take/fit--nurse"
    first = visitor.get(f"{take}/1").text
    lines = list(dict.fromkeys(re.findall(r'type="radio" name="([\w-]+)"', first)))
    assert visitor.post(f"{take}/1", {lines[0]: 2, lines[1]: ""}).place == f"{take}/2"
    assert visitor.post(f"{take}/2", {"go": "back"}).place == f"{take}/1"
    assert checked_in(visitor.get(f"{take}/1").text)[lines[0].replace("-", "-")] == "2" if "-" not in lines[0] else True
    assert f'name="{lines[0]}" value="2" checked' in visitor.get(f"{take}/1").text
    assert visitor.post(f"{take}/1", {lines[0]: "", lines[1]: 3, "go": "look"}).place == f"{take}/look"
    again = visitor.get(f"{take}/1").text
    assert f'name="{lines[0]}" value="" checked' in again
    assert f'name="{lines[1]}" value="3" checked' in again


def test_a_report_of_what_was_answered(counter: Counter) -> None:
    visitor = answered(counter, {"p1": 5, "p2": 4, "p3": 1}, "Añá Sample")
    reply = visitor.get(f"{TAKE}/report.pdf")
    words = words_of(reply)
    assert "For Añá Sample" in words
    assert "14 points (3 to 15), 3 of 3 answered" in words
    assert "1, counts as 5" in words
    assert "November 27, 2026" in words
    assert failures(reply.body, "ua1") == []
    assert "Añá" not in reply.headers["content-disposition"]


def test_a_report_as_a_page_holds_all_that_it_needs_and_goes_with_the_answers(counter: Counter) -> None:
    visitor = answered(counter, {"p1": 5, "p2": 4, "p3": 1}, "<i>Añá</i>")
    reply = visitor.get(f"{TAKE}/report.html")
    assert "&lt;i&gt;Añá&lt;/i&gt;" in reply.text
    assert "14 points (3 to 15), 3 of 3 answered" in reply.text
    assert "Your answers: 4, 5, and 5" in reply.text
    assert not re.findall(r"<script|<link|src=\"(?!data:)|@import|@page|<!--styles|<!--above", reply.text)
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    assert reply.headers["refresh"].endswith("/en/still")
    visitor.post("/en/finish")
    assert visitor.get(f"{TAKE}/report.html").status == 404


def test_a_report_without_a_name(counter: Counter) -> None:
    words = words_of(answered(counter, {"p1": 5, "p2": 4}).get(f"{TAKE}/report.pdf"))
    assert "For you" in words
    assert "Answered: 2 of 3 lines." in words


def test_a_report_in_spanish(counter: Counter) -> None:
    visitor, take = counter.visitor(), "/es/take/sample"
    assert 'lang="es"' in visitor.get(f"{take}/1").text
    visitor.post(f"{take}/1", {"p1": 5, "p2": 4, "p3": 1})
    visitor.post(f"{take}/look")
    assert "usted" in words_of(visitor.get(f"{take}/report.pdf"))


@pytest.mark.parametrize(
    ("name", "words"), [("x" * 201, "too long"), ("ދށ", "cannot print"), ("\U0001f600", "cannot print")]
)
def test_a_name_that_cannot_be_printed_is_explained(counter: Counter, name: str, words: str) -> None:
    visitor = counter.visitor()
    visitor.get(f"{TAKE}/1")
    visitor.post(f"{TAKE}/1", {"p1": 1})
    reply = visitor.post(f"{TAKE}/look", {"name": name})
    assert (reply.status, words in reply.text, 'aria-invalid="true"' in reply.text) == (400, True, True)
    assert visitor.get(f"{TAKE}/report").place == f"{TAKE}/look"


def test_a_name_is_never_html(counter: Counter) -> None:
    visitor = answered(counter, {"p1": 1}, "<b>{{ 7*7 }}</b>")
    assert "<b>{{ 7*7 }}</b>" in words_of(visitor.get(f"{TAKE}/report.pdf"))
    assert "<b>" not in visitor.get(f"{TAKE}/look").text


def test_without_any_answer_there_is_no_report(counter: Counter) -> None:
    visitor = counter.visitor()
    visitor.get(f"{TAKE}/look")
    reply = visitor.post(f"{TAKE}/look")
    assert (reply.status, "not answered any line" in reply.text) == (400, True)


def test_a_changed_answer_makes_the_old_report_go(counter: Counter) -> None:
    visitor = answered(counter, {"p1": 5})
    visitor.post(f"{TAKE}/1", {"p1": 1})
    assert visitor.get(f"{TAKE}/report.pdf").status == 404


def test_after_finish_nothing_is_there_for_anybody(counter: Counter) -> None:
    visitor = answered(counter, {"p1": 5, "p2": 4, "p3": 1}, "Sample Person")
    before = visitor.cookie
    reply = visitor.post("/en/finish")
    assert (reply.place, "cache" in reply.headers["clear-site-data"]) == ("/en/done", True)
    assert visitor.cookie != before
    for browser in (visitor, Visitor(counter.port, before)):
        assert browser.get(f"{TAKE}/report.pdf").status in (401, 404)
        pages = "".join(browser.get(path).text for path in (f"{TAKE}/1", f"{TAKE}/look", f"{TAKE}/report"))
        assert "Sample Person" not in pages
        assert set(checked_in(pages).values()) <= {""}


def test_pages_of_somebody_with_answers_leave_by_themselves(counter: Counter) -> None:
    visitor = counter.visitor()
    assert "refresh" not in visitor.get(f"{TAKE}/1").headers
    visitor.post(f"{TAKE}/1", {"p1": 1})
    assert visitor.get("/en/").headers["refresh"] == f"{ASK}; url=/en/still"
    still = visitor.get("/en/still")
    assert still.headers["refresh"] == f"{IDLE - ASK + 1}; url=/en/still"
    assert f'href="{TAKE}/look"' in still.text
    visitor.post("/en/finish")
    assert visitor.get("/en/still").place == "/en/done"


def test_people_at_the_same_time_never_see_each_others_answers(counter: Counter) -> None:
    def one(number: int) -> tuple[str, dict[str, str]]:
        visitor = answered(counter, {"p1": number % 5 + 1, "p2": 3}, f"Person Number {number}")
        return words_of(visitor.get(f"{TAKE}/report.pdf")), checked_in(visitor.get(f"{TAKE}/1").text)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(one, range(8)))
    for number, (words, checked) in enumerate(found):
        assert re.findall(r"Person Number \d", words) == [f"Person Number {number}"]
        assert checked["p1"] == str(number % 5 + 1)
