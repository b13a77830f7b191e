"""Gives access to a folder of official files, each of which is read once, when it is first needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from careerprint.official.downloads import bls
from careerprint.official.downloads.bls import BlsTable, Rows, WageTable
from careerprint.official.downloads.folder import downloads_in
from careerprint.official.downloads.handbook import HandbookPage, read_page
from careerprint.official.downloads.missing import MissingFileError
from careerprint.official.downloads.onet import CODE, Record, onet_release, records_of
from careerprint.official.downloads.releases import Release
from careerprint.official.downloads.workbooks import Cell
from careerprint.sources.citations.addresses import FILES, TABS, Address


class OfficialFiles:
    """Looks up values in a folder of official files.

    Every lookup raises MissingFileError where the file is not there, SourceError where it cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        """Look which files the folder holds; raises as `downloads_in` does."""
        self.downloads = downloads_in(folder)
        self._pages: dict[str, HandbookPage] = {}
        self._records: dict[str, list[Record]] = {}
        self._by_code: dict[str, Mapping[str, list[Record]]] = {}

    @cached_property
    def wages(self) -> WageTable:
        """The national wages."""
        return bls.wages(self.downloads)

    @cached_property
    def state_wages(self) -> Sequence[WageTable]:
        """The wages of states; none where there is no state file."""
        return bls.state_wages(self.downloads) if "state" in self.downloads.workbooks else ()

    @cached_property
    def _projections(self) -> tuple[BlsTable, Mapping[str, str]]:
        return bls.projections(self.downloads)

    @property
    def projections(self) -> BlsTable:
        """Table 1.2."""
        return self._projections[0]

    @property
    def reasons(self) -> Mapping[str, str]:
        """Table 1.12: why the use of an occupation grows or shrinks; empty for reasons in single industries only."""
        return self._projections[1]

    @cached_property
    def _education(self) -> tuple[BlsTable, tuple[int, int]]:
        return bls.education(self.downloads, self.projections.release.name)

    @property
    def education(self) -> BlsTable:
        """Table 5.3."""
        return self._education[0]

    @property
    def survey_years(self) -> tuple[int, int]:
        """The two years of the survey behind Table 5.3."""
        return self._education[1]

    @cached_property
    def skills(self) -> Mapping[str, Mapping[str, float]]:
        """Table 6.5."""
        return bls.skills(self.downloads, self.projections.release.name)

    @cached_property
    def onet_release(self) -> Release:
        """The release of O*NET."""
        return onet_release(self.downloads)

    @cached_property
    def occupations(self) -> Mapping[str, Record]:
        """Title and description of every occupation, by its O*NET code."""
        return {record[CODE]: record for record in self.records("occupations")}

    def records(self, table: str) -> list[Record]:
        """Return all rows of a table of O*NET by our name for it."""
        if table not in self._records:
            self._records[table] = records_of(self.downloads, table)
        return self._records[table]

    def records_about(self, table: str, code: str) -> Sequence[Record]:
        """Return the rows of a table of O*NET about one of its occupations."""
        if table not in self._by_code:
            by_code: dict[str, list[Record]] = {}
            for record in self.records(table):
                by_code.setdefault(record[CODE], []).append(record)
            self._by_code[table] = by_code
        return self._by_code[table].get(code, ())

    def page(self, url: str) -> HandbookPage:
        """Return the Handbook page that a source's web address leads to."""
        name = url.rpartition("/")[2].removesuffix(".htm").removesuffix(".html")
        if name not in self.downloads.pages:
            raise MissingFileError(f"There is no Handbook page {name}.html.")
        return self._page(name)

    def _page(self, name: str) -> HandbookPage:
        if name not in self._pages:
            self._pages[name] = read_page(self.downloads.pages[name])
        return self._pages[name]

    def page_about(self, code: str) -> HandbookPage:
        """Return the Handbook page about an O*NET occupation."""
        for name in sorted(self.downloads.pages):
            if code in self._page(name).codes:
                return self._page(name)
        raise MissingFileError(f"There is no Handbook page about {code}.")

    def rows(self, table: str) -> Rows:
        """Return the rows of a table by the name that addresses use; those of 1.12 have no cells."""
        if table == "national":
            return self.wages.table.rows
        if table == "5.3":
            return self.education.rows
        return self.projections.rows if table == "1.2" else {code: {} for code in self.reasons}

    def release(self, address: Address, url: str) -> Release:
        """Return the release of the file that an address leads to; `url` is that of its source."""
        if address.table in TABS:
            return self.page(url).release
        if address.table in FILES:
            return self.onet_release
        if address.table == "national":
            return self.wages.table.release
        return self.education.release if address.table == "5.3" else self.projections.release

    def value(self, address: Address) -> Cell | None:
        """Return the value of a cell; None where the table has no such row."""
        return self.rows(address.table).get(address.code, {}).get(address.column)

    def titles(self, table: str, codes: Sequence[str]) -> Iterator[str | None]:
        """Yield the titles that an O*NET file, `titles` or `related`, gives for occupations, in small letters.

        None stands for a related occupation whose title a cut file of occupations does not hold.
        """
        if table == "titles":
            for name, column in (("other titles", "Title"), ("reported titles", "Reported Job Title")):
                yield from (row[column].casefold() for code in codes for row in self.records_about(name, code))
            return
        for row in (row for code in codes for row in self.records_about("related", code)):
            other = self.occupations.get(row["Related O*NET-SOC Code"])
            yield other["Title"].casefold() if other else None
