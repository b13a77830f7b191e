"""`new guide --official`: a draft with official figures that `check` and `figures` accept and that nothing prints."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from careerprint.official.downloads.library import OfficialFiles
from careerprint.official.occupations import occupation_of
from careerprint.sources import document as documents
from careerprint.sources.guide import Guide, from_document
from tests.support.official_files import Rows, change, make_official, with_new_names
from tests.support.sample_runs import DAY, SOURCE, Called, call, make_source
from tests.support.selection import slow_but

DRAFTS = {
    "Registered nurse": "29-1141.00",
    "Electrician": "47-2111.00",
    "Elementary school teacher": "25-2021.00",
    "Cashier": "41-2011",
    "Truck driver": "53-3032.00",
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = make_source(tmp_path / "source")
    (folder / "guides" / "nurse.md").unlink()
    shutil.copy(SOURCE / "guide-template.md", folder)
    return folder


def begin(source: Path, official: Path, title: str, code: str) -> Called:
    return call("new", "guide", title, "--official", official, "--code", code, "--source", source, "--date", DAY)


def drafted(source: Path, name: str) -> Guide:
    return from_document(documents.read(source / "guides" / f"{name}.md"))


@pytest.mark.parametrize("title", slow_but(list(DRAFTS)[:2], DRAFTS))
def test_a_draft_is_filled_in_and_all_of_it_is_current(source: Path, official: Path, title: str) -> None:
    called = begin(source, official, title, DRAFTS[title])
    assert called.code == 0, called.err
    assert "4 quick facts" in called.err
    assert "6 rows of pay and outlook" in called.err
    name = title.lower().replace(" ", "-")
    guide = drafted(source, name)
    assert guide.meta.status == "draft"
    assert guide.meta.codes.soc == (DRAFTS[title][:7],)
    assert [len(guide.items(role)) for role in ("tasks", "pros", "cons", "skills")] == [5, 3, 3, 5]
    assert len(guide.figures) >= 30
    assert "O*NET 30.1 Database" in str(guide.meta.sources[-1].note)
    looked_up = call("figures", official, "--source", source, "--date", DAY)
    assert (looked_up.code, looked_up.out) == (0, ""), looked_up.out
    assert "; 0 without an address" in looked_up.err


def test_check_lists_a_draft_and_nothing_prints_it(source: Path, official: Path, tmp_path: Path) -> None:
    shutil.copy(SOURCE.parent / "tests" / "check" / "nurse.md", source / "guides")
    begin(source, official, "Electrician", "47-2111.00")
    checked = call("check", "--source", source, "--date", DAY)
    assert "guides/electrician.md:12: status: is a draft, so nothing is printed from it" in checked.err
    assert "electrician.md:5: 61 lines still say “Replace this”" in checked.err
    assert checked.code == 0
    assert call("--source", source, "--out", tmp_path / "out", "--date", DAY).code == 0
    assert [path.name for path in (tmp_path / "out").rglob("electrician*")] == []


def test_what_is_filled_in(source: Path, official: Path) -> None:
    begin(source, official, "Electrician", "47-2111.00")
    text = (source / "guides" / "electrician.md").read_text(encoding="utf-8")
    for words in (
        'value: "$62,350 a year", note: "half earn more, half less; all jobs: $49,500", as_of: "2024-05", source: oews',
        'other_titles: ["Industrial Electrician", "Inside Wireman", "Maintenance Electrician", "Control Electrician"]',
        "themes: [R, C]",
        "Official words: “Read blueprints or technical diagrams”[^ooh:what-they-do]",
        "Electrical contractors and other wiring installation contractors 65%, Self-employed workers 8%",
        "| Openings a year[^ep] | 81,000[^ep:1.2/47-2111/openings] |",
        "37% have a high school diploma, 30% have some college but no degree",
        "- **Good pay.** Half of the people in this job earn more than $62,350 a year.",
        "- **Fast growth.** The number of jobs is expected to grow by 10%.[^ep:1.2/47-2111/change]",
        "Official words: “Almost all electricians work full time.",
    ):
        assert words in text


def test_a_draft_from_the_newer_names_says_the_same(source: Path, official: Path, tmp_path: Path) -> None:
    begin(source, official, "Electrician", "47-2111.00")
    path = source / "guides" / "electrician.md"
    older = path.read_text(encoding="utf-8")
    path.unlink()
    begin(source, with_new_names(shutil.copytree(official, tmp_path / "newer")), "Electrician", "47-2111.00")
    newer = path.read_text(encoding="utf-8")
    assert newer.replace("30.3", "30.1").replace("2026-05-01", "2025-12-01") == older


def test_files_that_are_not_there_are_named_and_left_out(source: Path, official: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(official, tmp_path / "official")
    shutil.rmtree(folder / "bls" / "ooh")
    for name in ("national_M2024_dl.xlsx", "education.xlsx", "skills.xlsx"):
        (folder / "bls" / name).unlink()
    called = begin(source, folder, "Electrician", "47-2111.00")
    assert called.code == 0, called.err
    for gap in ("the wage file national_M….xlsx", "education.xlsx", "skills.xlsx", "Handbook page about 47-2111.00"):
        assert f"Not filled in: there is no {gap}" in called.err
    guide = drafted(source, "electrician")
    assert [each.id for each in guide.meta.sources] == ["ep", "onet"]
    assert "Prepare sketches or follow blueprints" in guide.tasks[0].words
    assert call("figures", folder, "--source", source, "--date", DAY).code == 0


def test_signs_are_printed_as_what_they_mean(source: Path, tmp_path: Path) -> None:
    def signs(name: str, rows: Rows) -> None:
        if name == "national.tsv":
            change(rows, "47-2111", "A_MEDIAN", "#")
            change(rows, "47-2111", "A_PCT10", "*")
        if name == "occupation, Table 1.2.tsv":
            change(rows, "47-2111", "Typical education", "—")
            change(rows, "47-2111", "Employment change, percent", "-7.5")

    folder = make_official(tmp_path / "official", changing=signs)
    assert begin(source, folder, "Electrician", "47-2111.00").code == 0
    text = (source / "guides" / "electrician.md").read_text(encoding="utf-8")
    assert 'value: "more than $239,200 a year"' in text
    assert "| Growth, 2024 to 2034[^ep] | −8%[^ep:1.2/47-2111/change] |" in text
    assert "The number of jobs is expected to fall by 8%.[^ep:1.2/47-2111/change]" in text
    assert not re.search(r"One in ten earns less|Usual way in|[#*—] ?\[\^", text)
    assert call("figures", folder, "--source", source, "--date", DAY).out == ""


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("29-1142.00", "There is no occupation 29-1142.00; near it are: 29-1141.00 Registered Nurses, 29-1141.01"),
        ("nurse", "There is no occupation nurse; near it are: 29-1141.00 Registered Nurses"),
        ("15-1299.00", "O*NET has nothing but a title for 15-1299.00 Computer Occupations, All Other."),
    ],
)
def test_codes_that_name_no_occupation(source: Path, official: Path, code: str, message: str) -> None:
    called = begin(source, official, "Registered nurses", code)
    assert called.code == 2
    assert message in called.err
    assert not (source / "guides" / "registered-nurses.md").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--code", "29-1141.00"), "--official and --code go together"),
        (("--official", "x", "--code", "29-1141.00", "--language", "es"), "goes with neither --of nor --language"),
    ],
)
def test_options_that_do_not_go_together(source: Path, arguments: tuple[str, ...], message: str) -> None:
    called = call("new", "guide", "Registered nurse", *arguments, "--source", source)
    assert called.code == 2
    assert message in called.err


def test_other_occupations_in_the_same_figures(official: Path) -> None:
    nurse = occupation_of(OfficialFiles(official), "29-1141")
    assert nurse.together_with == ("Acute Care Nurses",)
    assert nurse.themes == ("S", "I", "C")
    assert nurse.skills[:2] == ("Interpersonal", "Adaptability")
    assert not nurse.is_in_wider_group
    assert occupation_of(OfficialFiles(official), "15-2051.00").is_in_wider_group
