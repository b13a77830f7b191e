"""The file for the printer: everybody begins on a front, in order, however many they are."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from careerprint.errors import OutputError
from careerprint.press import binding
from careerprint.press.binding import bind

LETTER, A4 = (612, 792), (595.28, 841.89)


def report(folder: Path, name: str, pages: int, size: tuple[float, float] = LETTER) -> Path:
    """Write a PDF whose pages are told apart by their `/Mark`, with links and tags as a report has them."""
    path = folder / f"{name}.pdf"
    with pikepdf.new() as pdf:
        for number in range(1, pages + 1):
            page = pdf.add_blank_page(page_size=size)
            page.Mark = pikepdf.String(f"{name} {number}")
            page.StructParents = number
            page.Tabs = pikepdf.Name.S
            link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9])
            page.Annots = pikepdf.Array([pdf.make_indirect(link)])
        pdf.save(path)
    return path


def marks(target: Path) -> list[str]:
    """Return the mark of each page; a blank back has none."""
    with pikepdf.open(target) as book:
        return [str(page.get("/Mark", "")) for page in book.pages]


def test_an_odd_number_of_pages_gets_a_blank_back(tmp_path: Path) -> None:
    parts = [report(tmp_path, "a", 1), report(tmp_path, "b", 2), report(tmp_path, "c", 3)]
    bind(parts, tmp_path / "book.pdf")
    assert marks(tmp_path / "book.pdf") == ["a 1", "", "b 1", "b 2", "c 1", "c 2", "c 3", ""]


def test_a_separator_is_a_sheet_of_its_own(tmp_path: Path) -> None:
    separator = report(tmp_path, "s", 1).read_bytes()
    bind([report(tmp_path, "a", 1), report(tmp_path, "b", 2)], tmp_path / "book.pdf", separator=separator)
    assert marks(tmp_path / "book.pdf") == ["s 1", "", "a 1", "", "s 1", "", "b 1", "b 2"]


def test_a_blank_back_is_as_large_as_its_front(tmp_path: Path) -> None:
    bind([report(tmp_path, "a", 1, A4)], tmp_path / "book.pdf")
    with pikepdf.open(tmp_path / "book.pdf") as book:
        assert [float(book.pages[1].mediabox[n]) for n in (2, 3)] == pytest.approx(A4)


def test_more_reports_than_may_be_open_at_once_stay_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binding, "AT_ONCE", 3)
    parts = [report(tmp_path, f"r{number:02}", 1) for number in range(20)]  # three rounds of joining
    bind(parts, tmp_path / "book.pdf")
    assert [mark for mark in marks(tmp_path / "book.pdf") if mark] == [f"r{number:02} 1" for number in range(20)]
    assert {path.name for path in tmp_path.iterdir()} == {"book.pdf", *(part.name for part in parts)}


def test_what_means_nothing_on_paper_is_gone(tmp_path: Path) -> None:
    bind([report(tmp_path, "a", 2)], tmp_path / "book.pdf")
    with pikepdf.open(tmp_path / "book.pdf") as book:
        assert not [key for page in book.pages for key in ("/StructParents", "/Tabs", "/Annots") if key in page]
        assert str(book.docinfo["/Title"]) == "Print file"


def test_the_same_reports_give_the_same_bytes(tmp_path: Path) -> None:
    parts = [report(tmp_path, "a", 1), report(tmp_path, "b", 2)]
    bind(parts, tmp_path / "one.pdf")
    bind(parts, tmp_path / "two.pdf")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_it_is_for_the_owners_eyes_and_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "book.pdf"
    bind([report(tmp_path, "a", 1)], target)
    assert target.stat().st_mode & 0o777 == 0o600
    before = target.read_bytes()
    (tmp_path / "b.pdf").write_bytes(b"not a PDF")
    with pytest.raises(pikepdf.PdfError):
        bind([tmp_path / "a.pdf", tmp_path / "b.pdf"], target)
    assert target.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"a.pdf", "b.pdf", "book.pdf"}


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "book.pdf").mkdir()
    with pytest.raises(OutputError, match="there is a folder where the file should be"):
        bind([report(tmp_path, "a", 1)], tmp_path / "book.pdf")


def test_the_helper_makes_real_pdfs(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(report(tmp_path, "a", 2).read_bytes())) as pdf:
        assert len(pdf.pages) == 2
        assert "/Annots" in pdf.pages[0]
