"""`figures`: finds every figure that is out of date and nothing else, and writes figure, date and release together."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

import pytest

from careerprint.official.figures.printed import kind_of, printed_in
from careerprint.runs.update_figures import compare_figures
from careerprint.sources import document as documents
from careerprint.sources.citations.addresses import read_address
from careerprint.sources.citations.figures import Figure, figures_of
from careerprint.sources.guide import meta_of
from tests.support.official_files import Rows, change, make_official, newer
from tests.support.sample_runs import DAY, SOURCE, call

TODAY = datetime.date.fromisoformat(DAY)
PLANTED = 20
SLICE_PAGES = ("electrician", "registered-nurse")
"""The guides whose Handbook pages the slice holds."""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a copy of our own sources, with the guides whose codes the slice holds."""
    return shutil.copytree(SOURCE, tmp_path / "source")


def changed(name: str, rows: Rows) -> None:
    """Make the slice a newer one, with a few newer figures."""
    if name == "national.tsv":
        change(rows, "29-1141", "A_MEDIAN", "98430")
        change(rows, "00-0000", "A_MEDIAN", "51000")
        change(rows, "47-2111", "A_PCT10", "*")
    if name == "occupation, Table 1.2.tsv":
        change(rows, "29-1141", "Employment change, percent", "5.6")
        change(rows, "29-1141", "Employment change, numeric", "201.3")
    if name == "education, Table 5.3.tsv":
        change(rows, "29-1141", "Associate's degree", "27.2")
    newer(name, rows)


def test_all_figures_of_our_guides_are_current(source: Path, official: Path) -> None:
    run = compare_figures(source, official, today=TODAY, write=False)
    assert [each.line(stale) for each in run.guides for stale in each.review.stale] == []
    assert [(each.label, each.review.bare) for each in run.guides if each.review.bare] == []
    assert len(run.guides) >= 16
    assert {reason.partition("page ")[0] for reason in run.skipped} == {"there is no Handbook "}
    for each in run.guides:
        if Path(each.label).stem in SLICE_PAGES:
            assert not each.review.skipped, each.label


def _candidates(path: Path) -> list[Figure]:
    """Return the figures of a guide whose number stands once on its line."""
    document = documents.read(path)
    assert meta_of(document, []) is not None
    lines = document.source
    return [
        figure
        for figure in figures_of(document)
        if figure.count == 1 and kind_of(read_address(figure.address))
        for printed in printed_in(figure.words, is_cell=True)[:1]
        if lines[figure.line - 1].count(printed.text) == 1
    ]


@pytest.mark.slow
def test_each_of_twenty_planted_figures_is_found_and_nothing_else(source: Path, official: Path) -> None:
    every = [(path, figure) for path in sorted(source.rglob("guides/**/*.md")) for figure in _candidates(path)]
    planted = {}
    for path, figure in every[:: len(every) // PLANTED][:PLANTED]:
        old = printed_in(figure.words, is_cell=True)[0].text
        digit = re.search(r"\d", old)
        assert digit
        new = old[: digit.start()] + str(int(digit[0]) % 9 + 1) + old[digit.end() :]
        lines = path.read_text(encoding="utf-8").split("\n")
        lines[figure.line - 1] = lines[figure.line - 1].replace(old, new)
        path.write_text("\n".join(lines), encoding="utf-8")
        planted[path.name, path.parent.name, figure.line, new] = old
    run = compare_figures(source, official, today=TODAY, write=True)
    found = {
        (Path(each.label).name, Path(each.label).parent.name, stale.figure.line, stale.old): stale.new
        for each in run.guides
        for stale in each.review.stale
    }
    assert len(planted) == PLANTED
    assert found == planted
    for path in sorted(SOURCE.rglob("guides/**/*.md")):  # all of them are put right again, byte for byte
        assert (source / path.relative_to(SOURCE)).read_bytes() == path.read_bytes()


@pytest.mark.slow
def test_newer_files_move_figure_date_and_release_together(source: Path, tmp_path: Path) -> None:
    folder = make_official(tmp_path / "official", changing=changed)
    called = call("figures", folder, "--write", "--source", source, "--date", DAY)
    nurse = (source / "guides" / "registered-nurse.md").read_text(encoding="utf-8")
    assert '$98,430 a year", note: "half earn more, half less; all jobs: $51,000", as_of: 2025-05' in nurse
    assert 'release: "May 2025", accessed: 2025-09-01' in nurse
    assert '"Growth, 2025 to 2035", value: "6%"' in nurse
    assert 'release: "2025–35", accessed: 2025-09-01' in nurse
    assert "| Jobs in 2025[^ep] |" in nurse
    assert "2023–24, 54% of registered nurses" in nurse
    assert "Another 27% had an associate's degree" in nurse
    assert 'people: "Registered nurses aged 25 and over, 2023–24", shares: {associates: 27, bachelors: 54' in nurse
    assert "Only about 20,100 a year are new jobs." in nurse
    assert "registered-nurse.md:74: Good pay. Half of registered nurses earn more than $98,430 a year" in called.err
    spanish = (source / "guides" / "es" / "registered-nurse.md").read_text(encoding="utf-8")
    assert "| Crecimiento, 2025 a 2035[^ep] | 6%[" in spanish
    assert call("check", "--source", source, "--date", DAY).code == 0


@pytest.mark.slow
def test_a_source_stays_whole_where_one_figure_needs_a_person(source: Path, tmp_path: Path) -> None:
    folder = make_official(tmp_path / "official", changing=changed)
    called = call("figures", folder, "--write", "--source", source, "--date", DAY)
    electrician = (source / "guides" / "electrician.md").read_text(encoding="utf-8")
    assert called.code == 4
    assert "electrician.md:179: “$39,430”: the figure is not published now; rewrite the sentence" in called.out
    assert "electrician.md:77: $49,500 stays until all figures of its source are right" in called.err
    assert 'release: "May 2024", accessed: 2025-03-04' in electrician
    assert "That is about a quarter above the middle of all occupations, which is $49,500." in electrician
    # The page of the Handbook is the old one, so its own words keep their years.
    assert "grow by 9% from 2024 to 2034.[^ooh:job-outlook]" in electrician
    assert "electrician.md:85: Growing demand. The number of jobs is expected to grow by 9% from 2024" in called.err


NURSES = "{name: Nurses, low: 66030, middle: 93600, high: 135320}"
EVERYBODY = "{name: All, low: 29990, middle: 49500, high: 125720, all: true}"


@pytest.mark.slow
def test_figures_at_the_top_of_a_guide_move_with_those_of_its_text(source: Path, tmp_path: Path) -> None:
    path = source / "guides" / "registered-nurse.md"
    rows = "[{name: It, percent: 5}, {name: All, percent: 3, all: true}]"
    growth = f'{{source: ep, title: "Growth, 2024 to 2034", rows: {rows}}}'
    front = f"pay: {{source: oews, rows: [{NURSES}, {EVERYBODY}]}}\ngrowth: {growth}\ndegrees:"
    path.write_text(path.read_text(encoding="utf-8").replace("degrees:", front, 1), encoding="utf-8")
    call(
        "figures", make_official(tmp_path / "official", changing=changed), "--write", "--source", source, "--date", DAY
    )
    written = path.read_text(encoding="utf-8")
    assert f"[{NURSES.replace('93600', '98430')}, {EVERYBODY.replace('49500', '51000')}]" in written
    assert growth.replace("2024", "2025").replace("2034", "2035").replace("percent: 5", "percent: 6") in written
    assert call("check", "--source", source, "--date", DAY).code == 0


@pytest.mark.slow
def test_a_figure_at_the_top_that_could_be_one_of_two_is_left_to_a_person(source: Path, tmp_path: Path) -> None:
    path = source / "guides" / "registered-nurse.md"
    front = f"pay: {{source: oews, rows: [{NURSES}, {NURSES}, {EVERYBODY}]}}\ndegrees:"
    path.write_text(path.read_text(encoding="utf-8").replace("degrees:", front, 1), encoding="utf-8")
    call(
        "figures", make_official(tmp_path / "official", changing=changed), "--write", "--source", source, "--date", DAY
    )
    assert f"[{NURSES}, {NURSES}, {EVERYBODY.replace('49500', '51000')}]" in path.read_text(encoding="utf-8")
    checked = call("check", "--source", source, "--date", DAY)
    assert checked.code != 0
    assert "“$93600” is not in the text" in checked.out + checked.err


@pytest.mark.slow
def test_older_files_change_nothing(source: Path, tmp_path: Path) -> None:
    def older(name: str, rows: Rows) -> None:
        changed(name, rows)
        for row in rows:
            row[:] = [
                cell.replace("May 2025", "May 2023").replace("2025", "2023").replace("–35", "–33") for cell in row
            ]

    folder = make_official(tmp_path / "official", changing=older)
    run = compare_figures(source, folder, today=TODAY, write=True)
    assert "the file is of May 2023, older than the May 2024 of the guide" in run.skipped
    assert (source / "guides/accountant.md").read_bytes() == (SOURCE / "guides/accountant.md").read_bytes()


def test_figures_without_an_address_are_listed(source: Path, official: Path) -> None:
    path = source / "guides" / "electrician.md"
    text = path.read_text(encoding="utf-8")
    text = text.replace("Manufacturing has 6%.[^ooh:work-environment]", "Manufacturing has\n6%.[^ooh]")
    path.write_text(text.replace(', at: ["1.2/47-2111/openings"]', ""), encoding="utf-8")
    called = call("figures", official, "--source", source, "--date", DAY)
    assert called.code == 0
    notes = [line for line in called.err.splitlines() if line.startswith("note: ")]
    assert [re.sub(r"^.*/", "", line) for line in notes] == [
        "electrician.md:23: “81,000” has no address, so it was not looked up",
        "electrician.md:72: “6%” has no address, so it was not looked up",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["Alternate Titles", "Related Occupations", "Occupation Data", "Read Me"])
def test_a_missing_file_of_the_database_is_named(source: Path, official: Path, tmp_path: Path, name: str) -> None:
    folder = shutil.copytree(official, tmp_path / "official")
    (folder / "onet_30_1" / f"{name}.txt").unlink()
    called = call("figures", folder, "--source", source, "--date", DAY)
    assert (called.code, called.out) == (0, ""), called.err
    assert f"not looked up: there is no {name}.txt (O*NET)" in called.err


@pytest.mark.slow
def test_line_ends_and_drafts(source: Path, official: Path) -> None:
    path = source / "guides" / "accountant.md"
    text = path.read_text(encoding="utf-8").replace("status: ready", "status: draft").replace("$81,680", "$81,690")
    path.write_bytes(text.replace("\n", "\r\n").encode())
    assert call("figures", official, "--write", "--source", source, "--date", DAY).code == 0
    assert path.read_bytes() == text.replace("$81,690", "$81,680").replace("\n", "\r\n").encode()
