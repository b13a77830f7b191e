"""Fact sheets: one side for each occupation, every figure from the files, an index in four orders."""

from __future__ import annotations

import datetime
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from careerprint.editions import Edition
from careerprint.errors import UsageError
from careerprint.jobs import dispatch
from careerprint.jobs.job import FactJob
from careerprint.jobs.printer import Printer
from careerprint.official.downloads.library import OfficialFiles
from careerprint.official.fact_sheets import (
    MOST_TASK_LETTERS,
    NOT_PUBLISHED,
    FactIndex,
    FactSheet,
    all_codes,
    area_of,
    fact_sheet,
)
from careerprint.pages.facts.sheets import fact_page, index_page
from careerprint.pages.pages import Pages
from careerprint.runs.fact_sheets import studio_of
from careerprint.settings import Settings
from careerprint.sources import center as centers
from tests.support.official_files import Rows, change, make_official, with_new_names, write_workbook
from tests.support.read_aloud import tagged_text
from tests.support.sample_runs import DAY, SOURCE, Called, call, make_source

NURSE, ELECTRICIAN = "29-1141.00", "47-2111.00"
FIGURE = re.compile(r"\$[\d,]+(?<!,)|[+−]?\d[\d,.]*%|\b\d{1,3}(?:,\d{3})+\b")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_source(tmp_path_factory.mktemp("facts") / "source")


@pytest.fixture(scope="module")
def files(official: Path) -> OfficialFiles:
    return OfficialFiles(official)


def pages(source: Path, *, layout: str = "standard") -> Pages:
    return Pages(centers.read(source / "center.toml", name="center.toml"), edition=Edition(layout))  # type: ignore[arg-type]


def facts(source: Path, official: Path, out: Path, *arguments: str) -> Called:
    return call("facts", official, *arguments, "--source", source, "--out", out, "--date", DAY)


def page_text(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_a_sheet_and_the_index_are_printed_once(source: Path, official: Path, tmp_path: Path) -> None:
    called = facts(source, official, tmp_path, NURSE)
    assert called.code == 0, called.err
    assert sorted(path.name for path in (tmp_path / "facts").glob("*.pdf")) == ["index.pdf", "registered-nurses.pdf"]
    assert len(PdfReader(tmp_path / "facts" / "registered-nurses.pdf").pages) == 1
    again = facts(source, official, tmp_path, NURSE)
    assert "Nothing to do: 2 files" in again.err
    assert call("check", tmp_path / "facts").code == 0


@pytest.mark.slow
def test_the_index_lists_all_sheets_that_there_are(source: Path, official: Path, tmp_path: Path) -> None:
    facts(source, official, tmp_path, NURSE)
    facts(source, official, tmp_path, ELECTRICIAN)
    words = page_text(tmp_path / "facts" / "index.pdf")
    assert "2 occupations, one side each" in words
    assert words.count("Registered Nurses") == words.count("Electricians") == 4
    # A build knows nothing of fact sheets, so it does not call them left over.
    built = call("--source", source, "--out", tmp_path, "--date", DAY)
    assert "facts" not in built.err + built.out


@pytest.mark.slow
def test_every_printed_figure_is_in_the_files(source: Path, official: Path, tmp_path: Path) -> None:
    facts(source, official, tmp_path, ELECTRICIAN)
    own = fact_sheet(OfficialFiles(official), ELECTRICIAN, None)
    slice_text = "".join(path.read_text(encoding="utf-8") for path in official.rglob("*.txt"))
    expected = {figure for line in own.pay for figure in (line.low, line.middle, line.high)}
    expected |= {figure for _, value in own.numbers for figure in FIGURE.findall(value)}
    expected |= {share.shown for share in own.education} | {pay for _, pay in own.related}
    assert {"$62,350", "$39,430", "$106,030", "818,700", "10%", "81,000", "37%"} <= expected
    words = page_text(tmp_path / "facts" / "electricians.pdf")
    printed = {figure.lstrip("+") for figure in FIGURE.findall(words)}
    ticks = {figure for figure in printed if re.fullmatch(r"\$\d{1,3}", figure)}  # `$50k` at the axis
    rest = 100 - sum(share.percent for share in own.education)
    assert printed - ticks - expected == set(), rest
    assert expected <= printed
    for task in own.tasks:
        assert task in slice_text
        assert task.replace("’", "'")[:40] in words.replace("’", "'")


@pytest.mark.slow
def test_a_listener_hears_what_the_pictures_show(source: Path, official: Path, tmp_path: Path) -> None:
    facts(source, official, tmp_path, ELECTRICIAN)
    heard = " ".join(words for _, words in tagged_text((tmp_path / "facts" / "electricians.pdf").read_bytes()))
    assert "Pay. This job, United States: $39,430, $62,350, $106,030; All jobs" in heard
    assert "Growth. This job: +10%; All jobs: +3%." in heard
    assert "Interests, the strongest first: Realistic, Conventional." in heard


@pytest.mark.slow
def test_the_newer_names_give_the_same_sheets(source: Path, official: Path, tmp_path: Path) -> None:
    files = OfficialFiles(official)
    newer = OfficialFiles(with_new_names(shutil.copytree(official, tmp_path / "newer")))
    for code in all_codes(files):
        older, same = fact_sheet(files, code, None), fact_sheet(newer, code, None)
        assert replace(same, releases=older.releases) == older
        assert same.releases[2] == "30.3"
        html = fact_page(pages(source), same, details=True).html
        assert "O*NET 30.3 Database by the U.S. Department of Labor" in html


def test_the_licence_names_the_center(source: Path, files: OfficialFiles) -> None:
    html = fact_page(pages(source), fact_sheet(files, NURSE, None), details=True).html
    assert "O*NET 30.1 Database by the U.S. Department of Labor" in html
    assert "Used under the CC BY 4.0 license." in html
    assert "Test Career Center has modified all or some of this information." in html
    index = FactIndex.of([fact_sheet(files, NURSE, None)])
    assert "endorsed, or tested these modifications." in index_page(pages(source), index).html


def test_titles_only_get_no_sheet(source: Path, official: Path, files: OfficialFiles, tmp_path: Path) -> None:
    codes = [*all_codes(files)]
    assert "15-1299.00" not in codes
    assert NURSE in codes
    called = facts(source, official, tmp_path, "15-1299.00", NURSE, "29-1141.99")
    assert called.code == 2
    assert "O*NET has nothing but a title for 15-1299.00" in called.err
    assert "There is no occupation 29-1141.99; near it are: 29-1141.0" in called.err
    assert not (tmp_path / "facts").exists()


def test_signs_are_printed_as_what_they_mean(source: Path, tmp_path: Path) -> None:
    def signs(name: str, rows: Rows) -> None:
        if name == "national.tsv":
            change(rows, "47-2111", "A_PCT90", "#")
            change(rows, "47-2111", "A_PCT10", "*")
            change(rows, "29-1141", "A_MEDIAN", "#")
        if name == "occupation, Table 1.2.tsv":
            change(rows, "47-2111", "Occupational openings", "—")
            change(rows, "47-2111", "Typical education", "—")

    files = OfficialFiles(make_official(tmp_path, changing=signs))
    sheet = fact_sheet(files, ELECTRICIAN, None)
    assert (sheet.pay[0].low, sheet.pay[0].high, sheet.pay[0].bar) == (NOT_PUBLISHED, "more than $239,200", None)
    assert ("Openings a year", NOT_PUBLISHED) in sheet.numbers
    html = fact_page(pages(source), sheet, details=True).html
    assert not re.search(r">\s*[#*~—]\s*<", html)
    index = FactIndex.of([sheet, fact_sheet(files, NURSE, None)])
    listed = index_page(pages(source), index).html
    assert listed.index("$150,000 a year or more") < listed.index("$60,000 a year or more")
    assert "more than $239,200" in listed
    assert "Not published" in listed


@pytest.mark.slow
def test_the_pay_of_a_state(source: Path, official: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(official, tmp_path / "official")
    head = ["AREA_TITLE", "OCC_CODE", "OCC_TITLE", "TOT_EMP", "A_PCT10", "A_MEDIAN", "A_PCT90"]
    lows = {"Ohio": "41000", "Utah": "42000"}
    codes = ("00-0000", "29-1141", "53-0000")
    rows = [[area, code, "x", "10", low, "50000", "80000"] for area, low in lows.items() for code in codes]
    notes = [["May 2024 OEWS Estimates"], ["# = equal to or greater than $115.00 per hour or $239,200 per year"]]
    sheets = {"state_M2024_dl": [head, *rows], "Field Descriptions": notes}
    write_workbook(folder / "bls" / "state_M2024_dl.xlsx", sheets)
    files = OfficialFiles(folder)
    assert area_of(files, None) is None
    with pytest.raises(UsageError, match="did you mean `Ohio`"):
        area_of(files, "Ohia")
    sheet = fact_sheet(files, NURSE, area_of(files, "Ohio"))
    assert [line.name for line in sheet.pay] == ["This job, United States", "All jobs, United States", "This job, Ohio"]
    assert sheet.pay[2].low == "$41,000"
    assert "$41,000" in fact_page(pages(source), sheet, details=True).html
    assert "holds 2; --state NAME" in facts(source, folder, tmp_path / "out", NURSE).err


def test_a_state_needs_its_file(official: Path) -> None:
    with pytest.raises(UsageError, match="--state needs the wage file"):
        area_of(OfficialFiles(official), "Ohio")


def test_what_is_missing_is_left_out(source: Path, official: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(official, tmp_path / "official")
    shutil.rmtree(folder / "bls")
    sheet = fact_sheet(OfficialFiles(folder), NURSE, None)
    assert (sheet.pay, sheet.numbers, sheet.education, sheet.growth) == ((), (), (), None)
    html = fact_page(pages(source), sheet, details=True).html
    assert "Pay is not published for this occupation." in html
    assert "Bureau of Labor Statistics" not in html


@pytest.mark.slow
@pytest.mark.parametrize("is_there", [True, False])
def test_interests_reports_point_at_the_index_where_it_is(tmp_path: Path, is_there: bool) -> None:
    if is_there:
        (tmp_path / "facts").mkdir()
        (tmp_path / "facts" / "index.pdf").touch()
    answers = SOURCE / "answers" / "interests.csv"
    called = call(
        *("report", answers, "--assessment", "interests", "--only", "1001", "--only", "1009"),
        *("--source", SOURCE, "--out", tmp_path, "--date", DAY),
    )
    assert called.code == 0, called.err
    for person in ("1001", "1009"):  # the second has no theme that stands out, and gets no guide
        words = page_text(tmp_path / "reports" / "interests" / f"{person}.pdf")
        assert ("We also have fact sheets about many more occupations" in words) is is_there


def longest(sheet: FactSheet) -> FactSheet:
    """Return the longest sheet that O*NET can give: titles of 105 letters, tasks of 332."""
    words = "Operators, Tenders, and Setters of " * 10
    together = tuple(words[n : n + 60] for n in range(4))
    related = tuple((words[n : n + 100], "more than $239,200") for n in range(6))
    tasks = (words[:332], words[:332])
    assert sum(map(len, tasks)) < MOST_TASK_LETTERS
    return replace(sheet, title=words[:105], tasks=tasks, together_with=together, related=related)


@pytest.mark.slow
def test_the_longest_sheet_fits(source: Path, official: Path, tmp_path: Path) -> None:
    sheet = longest(fact_sheet(OfficialFiles(official), NURSE, None))
    for paper in ("letter", "a4"):
        printer = Printer(studio_of(Settings(source, tmp_path, (), paper, datetime.date.fromisoformat(DAY))))
        job = FactJob("facts", "x", "x.pdf", "x", target_pages=1, facts=sheet)
        assert printer.print(job).pages == 1
        large = replace(job, target_pages=None, edition=Edition("large-print"))
        assert printer.print(large).pages == 2


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_every_sheet_fits_its_sides(
    source: Path, official: Path, tmp_path: Path, paper: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch, "FEW", 50)  # so few sheets are sooner done here
    files = OfficialFiles(official)
    called = facts(source, official, tmp_path, "--paper", paper, "--edition", "standard", "--edition", "large-print")
    assert called.code == 0
    assert "warning" not in called.err
    for path in (tmp_path / "facts").glob("*.pdf"):
        if not path.name.startswith("index"):
            assert len(PdfReader(path).pages) <= (2 if "large-print" in path.name else 1), path.name
    assert call("check", tmp_path / "facts").code == 0
    assert len([*(tmp_path / "facts").glob("*.pdf")]) == 2 * (len([*all_codes(files)]) + 1)
