"""A report has the same bytes alone and among others, whether its pieces are new, from others or from the disk."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from careerprint.errors import OutputError
from careerprint.files import DRAFT
from careerprint.jobs.job import Studio, page_of
from careerprint.jobs.printer import Printer
from careerprint.pages.pages import Page
from careerprint.plates.disk_cache import FOLDER, DiskCache, tidy
from careerprint.plates.plates import Plates
from careerprint.plates.typeset import foundry
from careerprint.plates.unfit import Unfit
from careerprint.press.engine import Typeset
from careerprint.press.press import Press
from tests.support import samples
from tests.support.plate_people import NAMES, job_of
from tests.support.samples import FIT

MORE_NAMES = (
    "Ana-María (Ani) Vázquez, Jr.", "AVA Towards Yo To Ta LT", "O’Neil", "fi ffl fj", "J. R.", "a|b", "Straße",
    "İbrahim Çağrı Şahin", "1234", "<i>Bo</i> & {{ x }} %d", "e\u0301e", "X", "Łukasz Żółć", "Proba  Proba", "عليA",
)  # fmt: skip


@pytest.fixture(scope="module")
def pages(studio: Studio, printer: Printer) -> dict[str, Page]:
    """The same answers under many names, by id."""
    first = next(iter(samples.people(FIT).values()))
    people = [replace(first, id=f"n{n}", name=name) for n, name in enumerate((*NAMES.values(), *MORE_NAMES))]
    return {person.id: page_of(job_of(studio, FIT, person), studio, printer.pages(), sides=0) for person in people}


def all_of(plates: Plates, pages: dict[str, Page]) -> dict[str, bytes]:
    composed = plates.compose(list(pages.values()))
    return {name: plates.join(each, name).pdf for name, each in zip(pages, composed, strict=True)}


class CountingPress(Press):
    """Counts the documents of pieces that it typesets; those that only show the letters of a font do not count."""

    documents = 0

    def typeset(self, html: str, **rest: Any) -> Typeset:
        self.documents += rest["identifier"] == "plate"
        return super().typeset(html, **rest)


@pytest.fixture
def presses(studio: Studio) -> Iterator[CountingPress]:
    """Presses, each for the plates of another process."""
    return iter(lambda: CountingPress(studio.assets), None)


@pytest.mark.slow
def test_names_that_are_cut_from_one_line_are_those_that_are_set_alone(
    presses: Iterator[CountingPress], pages: dict[str, Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    together = next(presses)
    made = all_of(Plates(together), pages)
    monkeypatch.setattr(foundry, "_FEWEST_LINES", 1_000)
    alone = next(presses)
    plates = Plates(alone)
    assert {name: plates.print(page, name).pdf for name, page in pages.items()} == made
    assert alone.documents > together.documents + len(pages) / 2


@pytest.mark.slow
def test_a_name_that_cannot_be_set_costs_nobody_else(printer: Printer, pages: dict[str, Page]) -> None:
    bad = {name: replace(page, html=page.html.replace("Fiffi", "Fi\u0781ffi")) for name, page in pages.items()}
    plates = Plates(printer.press)
    found = plates.compose(list(bad.values()))
    assert sum(isinstance(each, Unfit) for each in found) == 1


@pytest.mark.slow
def test_pieces_from_the_disk(presses: Iterator[CountingPress], pages: dict[str, Page], tmp_path: Path) -> None:
    first, second, other = next(presses), next(presses), next(presses)
    made = all_of(Plates(first, DiskCache(tmp_path, "edition")), pages)
    assert all_of(Plates(second, DiskCache(tmp_path, "edition")), pages) == made
    assert second.documents < first.documents / 2
    assert all_of(Plates(other, DiskCache(tmp_path, "another")), pages) == made
    assert other.documents == first.documents
    assert [path.name for path in tmp_path.iterdir()] == ["another"]  # what nobody will ask for again is deleted


@pytest.mark.slow
def test_no_name_and_no_id_is_kept_on_disk(printer: Printer, pages: dict[str, Page], tmp_path: Path) -> None:
    plates = Plates(printer.press, DiskCache(tmp_path, "edition"))
    secret = {"canary": replace(pages["n0"], html=pages["n0"].html.replace("(ID n0)", "(ID canary-7)"))}
    all_of(plates, {**pages, **secret})
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 20
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "edition").rglob("*") if path.is_dir()} == {0o700}
    words = [word for name in NAMES.values() for word in name.split() if len(word) > 3]
    for path in files:
        data = path.read_bytes()
        assert not [word for word in (*words, "canary-7") if word.encode() in data]
        assert path.stat().st_mode & 0o777 == 0o600


def test_files_that_are_not_whole_or_not_ours_are_not_there(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path, "edition")
    cache.put("ab12", ("thing", 1.5, frozenset({3})))
    (path,) = (path for path in tmp_path.rglob("*") if path.is_file())
    assert cache.get("ab12", tuple) == ("thing", 1.5, frozenset({3}))
    whole = path.read_bytes()
    for spoiled in (b"", whole[:-1], whole[:40] + b"x" + whole[41:]):
        path.write_bytes(spoiled)
        assert cache.get("ab12", tuple) is None
    # The first asks for 2^62 bytes; the others are whole, but no thing of the kind that is wanted.
    for pickled in (b"\x80\x04\x8e" + (1 << 62).to_bytes(8, "little") + b".", pickle.dumps(7), pickle.dumps(None)):
        path.write_bytes(hashlib.sha256(pickled).digest() + pickled)
        assert cache.get("ab12", tuple) is None
    cache.put("cd34", Path("somewhere"))  # a class that is not one of ours
    assert cache.get("cd34", object) is None


def test_a_cache_that_others_may_write_to_is_emptied_and_closed(tmp_path: Path) -> None:
    folder = tmp_path / "pieces"
    DiskCache(folder, "edition").put("ab12", (1,))
    assert DiskCache(folder, "edition").get("ab12", tuple) == (1,)
    folder.chmod(0o777)
    cache = DiskCache(folder, "edition")
    assert cache.get("ab12", tuple) is None
    cache.put("ab12", (2,))
    assert cache.get("ab12", tuple) == (2,)
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_cache_is_not_looked_for_behind_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / FOLDER).symlink_to("elsewhere")
    cache = DiskCache(tmp_path / FOLDER, "edition")
    cache.put("ab12", (1,))
    assert cache.get("ab12", tuple) is None
    assert not list((tmp_path / "elsewhere").iterdir())
    with pytest.raises(OutputError, match="is a symbolic link"):
        tidy(tmp_path)


def test_no_half_written_piece_stays(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path / FOLDER, "edition")
    cache.put("ab12", (1,))
    (tmp_path / FOLDER / "edition" / "cd" / "cd34").mkdir(parents=True)  # so that it cannot be written
    cache.put("cd34", (1,))
    killed = tmp_path / FOLDER / "edition" / f"{DRAFT}ef56-1"
    assert not list((tmp_path / FOLDER).rglob(f"{DRAFT}*"))
    killed.touch()
    tidy(tmp_path)
    assert not killed.exists()
    assert cache.get("ab12", tuple) == (1,)


@pytest.mark.slow
def test_a_name_that_no_font_has_is_unfit(studio: Studio, printer: Printer, plates: Plates) -> None:
    first = next(iter(samples.people(FIT).values()))
    job = job_of(studio, FIT, replace(first, name="ދިވެހި"))
    with pytest.raises(Unfit):
        plates.print(page_of(job, studio, printer.pages(), sides=0), job.output)


@pytest.mark.slow
def test_bytes_do_not_depend_on_who_was_printed_before(studio: Studio, printer: Printer, plates: Plates) -> None:
    people = list(samples.people(FIT).values())[:2]
    jobs = [job_of(studio, FIT, person) for person in people]
    pages = [page_of(job, studio, printer.pages(), sides=0) for job in jobs]
    fresh = Plates(printer.press)
    alone = [fresh.print(page, job.output).pdf for page, job in zip(pages, jobs, strict=True)][::-1]
    assert [plates.print(page, job.output).pdf for page, job in zip(pages, jobs, strict=True)][::-1] == alone
