"""Official files: found by their names, read in either set of names, refused with words where they are not whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from careerprint.errors import CareerprintError, SourceError, UsageError
from careerprint.official.downloads.folder import MOST_FILES
from careerprint.official.downloads.library import OfficialFiles
from careerprint.official.downloads.missing import MissingFileError
from careerprint.official.downloads.releases import Release
from careerprint.sources.citations.addresses import read_address
from tests.support.official_files import Rows, change, make_official, with_new_names

DEVELOPER = "15-1252.00"


@pytest.fixture
def folder(official: Path, tmp_path: Path) -> Path:
    """Return a folder of official files that a test may spoil."""
    return shutil.copytree(official, tmp_path / "official")


def said(error: CareerprintError) -> str:
    return "\n".join((error.message, *map(str, error.problems)))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("national/29-1141/A_MEDIAN", 93600.0),
        ("national/11-1011/A_PCT90", "#"),
        ("1.2/29-1141/jobs", 3391.0),
        ("1.2/29-1141/change", 4.9),
        ("1.2/41-2011/new-jobs", -313.6),
        ("1.2/29-1141/entry", "Bachelor's degree"),
        ("5.3/29-1141/bachelors", 54.4),
        ("1.2/99-9999/jobs", None),
    ],
)
def test_values(official: Path, address: str, value: str | float | None) -> None:
    assert OfficialFiles(official).value(read_address(address)) == value


def test_releases(official: Path) -> None:
    files = OfficialFiles(official)
    addresses = ("national/29-1141/A_MEDIAN", "1.2/29-1141/jobs", "5.3/29-1141/masters", "titles", "job-outlook")
    url = "https://www.bls.gov/ooh/construction-and-extraction/electricians.htm"
    found = [files.release(read_address(address), url) for address in addresses]
    assert [each.name for each in found] == ["May 2024", "2024–34", "2024–34", "30.1", "2024–34"]
    assert [str(each.day) for each in found[-2:]] == ["2025-12-01", "2025-08-28"]
    assert files.survey_years == (2022, 2023)


def test_both_name_sets_of_the_database_read_alike(folder: Path, official: Path) -> None:
    newer, older = OfficialFiles(with_new_names(folder)), OfficialFiles(official)
    assert newer.onet_release.name == "30.3"
    for table in ("tasks", "related", "reported titles", "interests", "other titles", "software"):
        assert newer.records_about(table, DEVELOPER) == older.records_about(table, DEVELOPER) != ()


def test_a_missing_file_is_named_with_both_its_names(folder: Path) -> None:
    (folder / "onet_30_1" / "Interests.txt").unlink()
    with pytest.raises(
        MissingFileError, match=r"Interests\.txt .*called Career Interest Types\.txt since release 30\.3"
    ):
        OfficialFiles(folder).records("interests")


def _re_saved(folder: Path) -> None:
    edit(folder / "onet_30_1" / "Occupation Data.txt", "O*NET-SOC Code\tTitle", '"O*NET-SOC Code"\t"Title"')


def _with_commas(folder: Path) -> None:
    path = folder / "onet_30_1" / "Occupation Data.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("\t", ","), encoding="utf-8")


def _half(folder: Path) -> None:
    path = folder / "onet_30_1" / "Occupation Data.txt"
    path.write_text(path.read_text(encoding="utf-8")[:2150], encoding="utf-8")


def _cut_cell(folder: Path) -> None:
    path = folder / "onet_30_1" / "Occupation Data.txt"
    path.write_text(path.read_text(encoding="utf-8").partition("\t")[0] + "\tTitle\tDescription\n11-1011.00\tChie")


def _not_tables(folder: Path) -> None:
    (folder / "onet_30_1" / "Occupation Data.txt").write_text("<html>Not found</html>\n")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_re_saved, "Occupation Data.txt:1: has quotation marks around its cells, as spreadsheets save it"),
        (_with_commas, "Occupation Data.txt:1: has commas instead of tabs, as spreadsheets save it"),
        (_half, "Occupation Data.txt: is not whole: it ends with 15-2051.01; download it again"),
        (_cut_cell, "Occupation Data.txt:2: this row has 2 cells where the first one has 3; download the file again"),
        (_not_tables, "Occupation Data.txt:1: has no column “O*NET-SOC Code”; download the text files of O*NET"),
    ],
)
def test_texts_that_are_not_as_downloaded(folder: Path, spoil: Callable[[Path], None], message: str) -> None:
    spoil(folder)
    with pytest.raises(SourceError) as caught:
        OfficialFiles(folder).records("occupations")
    assert message in said(caught.value)


def _without_last(name: str, rows: Rows) -> None:
    del rows[-2:]


def _of_next_year(name: str, rows: Rows) -> None:
    if name.startswith("education"):
        rows[1] = [cell.replace("2024", "2025") for cell in rows[1]]


def _without_column(name: str, rows: Rows) -> None:
    if name.startswith("occupation, Table 1.2."):
        change(rows, "Occupation type", "Occupational openings", "Something else")
        rows[1] = [cell.replace("Occupational openings", "Something else") for cell in rows[1]]


@pytest.mark.parametrize(
    ("changing", "address", "message"),
    [
        (
            _without_last,
            "1.2/29-1141/jobs",
            "occupation.xlsx: Table 1.2 is not whole: its last line, “Source: ",
        ),
        (
            _of_next_year,
            "5.3/29-1141/masters",
            "is of the edition that begins in 2025, but occupation.xlsx is of 2024",
        ),
        (_without_column, "1.2/29-1141/jobs", "Table 1.2 has no column “Occupational openings”; download it again"),
    ],
)
def test_workbooks_that_do_not_fit(
    tmp_path: Path, changing: Callable[[str, Rows], None], address: str, message: str
) -> None:
    with pytest.raises(SourceError) as caught:
        OfficialFiles(make_official(tmp_path, changing=changing)).value(read_address(address))
    assert message in said(caught.value)


def test_a_download_that_was_cut_off(folder: Path) -> None:
    path = folder / "bls" / "occupation.xlsx"
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(SourceError) as caught:
        OfficialFiles(folder).value(read_address("1.2/29-1141/jobs"))
    assert "the download may have been cut off, so download it again" in said(caught.value)


def test_a_wage_file_that_is_not_whole(tmp_path: Path) -> None:
    def cut(name: str, rows: Rows) -> None:
        if name == "national.tsv":
            rows[:] = [row for row in rows if not row[2].startswith("53-")]

    with pytest.raises(SourceError) as caught:
        OfficialFiles(make_official(tmp_path, changing=cut)).value(read_address("national/29-1141/A_MEDIAN"))
    assert "the file is not whole; download it again" in said(caught.value)


def test_a_page_that_is_not_whole(folder: Path) -> None:
    edit(folder / "bls" / "ooh" / "electricians.html", '<div id="tab-5"', "<div")
    with pytest.raises(SourceError) as caught:
        OfficialFiles(folder).page("https://www.bls.gov/ooh/electricians.htm")
    assert "is no whole page of the Handbook" in said(caught.value)


def test_two_files_of_one_kind(folder: Path) -> None:
    (folder / "old").mkdir()
    shutil.copy(folder / "bls" / "occupation.xlsx", folder / "old" / "occupation (1).xlsx")
    with pytest.raises(SourceError) as caught:
        OfficialFiles(folder)
    assert "occupation (1).xlsx too; keep only the newer one in this folder" in said(caught.value)


def test_folders_without_official_files(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no folder"):
        OfficialFiles(tmp_path / "nowhere")
    (tmp_path / "db_30_1_text.zip").write_bytes(b"")
    with pytest.raises(UsageError, match=r"holds no official files that are unpacked; unpack db_30_1_text\.zip"):
        OfficialFiles(tmp_path)


def test_a_folder_with_too_many_files(tmp_path: Path) -> None:
    for number in range(MOST_FILES + 1):
        (tmp_path / f"{number}.x").touch()
    with pytest.raises(UsageError, match="holds more than 5,000 files"):
        OfficialFiles(tmp_path)


@pytest.mark.parametrize(
    ("name", "as_of"), [("May 2024", "2024-05"), ("2024–34", "2024"), ("30.1", None), ("Edition 2024", None)]
)
def test_the_date_of_a_release(name: str, as_of: str | None) -> None:
    assert Release(name, None).as_of == as_of
