"""The journal: a line for each report that is done, whatever happens to the programs that write it."""

from __future__ import annotations

import json
import multiprocessing
import os
from dataclasses import replace
from pathlib import Path

import pytest

from careerprint.errors import OutputError
from careerprint.jobs.journal import Journal, forget_deleted
from careerprint.jobs.journal_lines import END, LONGEST, Appender, Entry, Header, entries, line_of, record_of, records

HEADER = Header("input", "content", {"only": False}, 3)


def entry(folder: Path, name: str, **more) -> Entry:
    """Return an entry about a file, which is written too."""
    path = folder / f"{name}.pdf"
    path.write_bytes(b"pdf")
    status = path.stat()
    made = Entry(
        f"reports/s/{name}.pdf",
        "made",
        key=f"key of {name}",
        sha256="0",
        size=3,
        mtime_ns=status.st_mtime_ns,
        pages=2,
        seconds=0.5,
        row=2,
        id=name,
    )
    return replace(made, **more)


def known(journal: Journal) -> str:
    """Return which of the files a to e are on record."""
    return "".join(name for name in "abcde" if journal.find(f"reports/s/{name}.pdf"))


def begun(folder: Path) -> Journal:
    journal = Journal(folder)
    journal.begin(HEADER)
    return journal


@pytest.mark.parametrize(
    "record",
    [HEADER, Entry("reports/s/å.pdf", "made", key="k", warnings=("w",)), Entry("", "left out", cause="C: no", row=4)],
)
def test_a_record_becomes_a_line_and_comes_back(record: Header | Entry) -> None:
    line = line_of(record)
    assert line.count(b"\n") == 1
    assert record_of(line) == record


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{",
        b"[]\n",
        b"1\n",
        b"\xff\n",
        b'{"key":"k"}\n',
        b"\0" * 40 + b"\n",
        line_of(Entry("f", "made", key="k"))[:-1],
        line_of(Entry("f", "made", key="k")).replace(b'"pages":0', b'"pages":"0"'),
        line_of(Entry("f", "made", key="k")).replace(b'"made"', b'"done"'),
        line_of(HEADER).replace(b'"journal":2', b'"journal":1'),
    ],
)
def test_a_line_that_is_not_whole_counts_for_nothing(line: bytes) -> None:
    assert record_of(line) is None


def test_the_last_line_about_a_file_counts(tmp_path: Path) -> None:
    journal = begun(tmp_path)
    old = entry(tmp_path, "a")
    new = replace(old, key="new")
    journal.add(old, entry(tmp_path, "b"), new)
    assert journal.find("reports/s/a.pdf") == new
    journal.close()
    again = Journal(tmp_path)
    assert again.find("reports/s/a.pdf") == new
    assert again.find("reports/s/c.pdf") is None
    assert known(again) == "ab"
    assert tmp_path.joinpath("journal.jsonl").stat().st_mode & 0o777 == 0o600


def test_a_report_is_current_while_its_file_is_the_same(tmp_path: Path) -> None:
    journal = begun(tmp_path)
    made = entry(tmp_path, "a", sha256="0b4d3d0f60f0e9c5b6a1d6ea6a2a1f5e")
    journal.add(made, entry(tmp_path, "b", status="failed"))
    path = tmp_path / "a.pdf"
    assert journal.current(made.output, made.key) == made
    assert journal.current(made.output, "other") is None
    assert journal.current("reports/s/b.pdf", "key of b") is None, "what failed is tried again"
    path.write_bytes(b"PDF")
    assert journal.current(made.output, made.key) is None, "another file of that size"
    path.unlink()
    assert journal.current(made.output, made.key) is None


def test_a_copied_file_is_known_by_its_hash(tmp_path: Path) -> None:
    from careerprint.keys import file_hash

    journal = begun(tmp_path)
    made = entry(tmp_path, "a", mtime_ns=1)
    made = replace(made, sha256=file_hash(tmp_path / "a.pdf"))
    journal.add(made)
    assert journal.current(made.output, made.key) == made


def test_parts_of_a_run_that_died_are_taken_up(tmp_path: Path) -> None:
    journal = begun(tmp_path)
    journal.add(entry(tmp_path, "a"))
    with Appender(journal.part(0)) as part:
        part.add(line_of(entry(tmp_path, "b")))
    with Appender(journal.part(7)) as part:
        part.add(line_of(entry(tmp_path, "c")))
    with journal.part(7).open("ab") as torn:
        torn.write(line_of(entry(tmp_path, "d"))[:30])
    with journal.path.open("ab") as torn:
        torn.write(line_of(entry(tmp_path, "e"))[:-1])
    journal._held.close()  # so its process died, too
    again = Journal(tmp_path)
    assert known(again) == "abc"
    again.begin(HEADER)
    assert known(again) == "abc"
    again.add(entry(tmp_path, "d"))
    again.close(is_finished=True)
    assert [path.name for path in tmp_path.glob("journal*")] == ["journal.jsonl"]
    assert all(record_of(line) for line in again.path.read_bytes().splitlines(keepends=True)), "nothing is torn"
    assert known(Journal(tmp_path)) == "abcd"


def test_a_run_that_ended_says_so(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    begun(tmp_path).close(is_finished=True)
    assert [record for _, record in records(path)] == [HEADER, END]
    begun(tmp_path).close()
    assert [record for _, record in records(path)] == [HEADER, END, HEADER]


def test_only_the_last_run_says_who_was_left_out(tmp_path: Path) -> None:
    for row in (4, 9):
        journal = begun(tmp_path)
        journal.add(Entry("", "left out", cause="no", row=row))
        journal.close()
    assert [found.row for found in Journal(tmp_path).left_out()] == [9]


def _begin(folder: Path) -> None:
    Journal(folder).begin(HEADER)


def test_two_runs_do_not_print_into_one_folder(tmp_path: Path) -> None:
    journal = begun(tmp_path)
    with pytest.raises(OutputError, match="Another run is printing into"):
        Journal(tmp_path).begin(HEADER)
    journal.close()
    other = multiprocessing.get_context("spawn").Process(target=_begin, args=(tmp_path,))
    other.start()
    other.join()
    assert other.exitcode == 0
    begun(tmp_path).close()


def test_deleted_reports_are_forgotten(tmp_path: Path) -> None:
    journal = begun(tmp_path)
    journal.add(entry(tmp_path, "a"), entry(tmp_path, "b"))
    journal.close()
    (tmp_path / "a.pdf").unlink()
    forget_deleted(tmp_path)
    assert [found.id for found in entries(journal.path)] == ["b"]
    assert journal.path.stat().st_mode & 0o777 == 0o600
    (tmp_path / "b.pdf").unlink()
    forget_deleted(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_lines_are_plain_json(tmp_path: Path) -> None:
    journal = begun(tmp_path)
    journal.add(entry(tmp_path, "a"))
    journal.close()
    first, second = map(json.loads, journal.path.read_text().splitlines())
    assert first["journal"] == 2
    assert {"key", "status", "output", "sha256", "pages", "seconds", "cause"} <= set(second)


def test_a_header_in_a_part_counts_for_nothing(tmp_path: Path) -> None:
    journal = begun(tmp_path)
    journal.add(Entry("", "left out", cause="no answers", row=4))
    journal.close()
    journal.part(0).write_bytes(line_of(HEADER) + line_of(entry(tmp_path, "a")))
    again = Journal(tmp_path)
    assert [left.row for left in again.left_out()] == [4]
    assert known(again) == "a"
    again.begin(HEADER)
    again.close()
    assert sum(isinstance(record, Header) for _, record in records(again.path)) == 2  # of two runs


def test_a_journal_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "journal.jsonl").symlink_to("/proc/self/mem")
    with pytest.raises(OutputError, match="the disk failed"):
        Journal(tmp_path)


def test_a_disk_that_takes_lines_and_cannot_keep_them() -> None:
    """A pipe cannot be flushed to a disk, so `fsync` fails on it as on a disk that dies."""
    reading, writing = os.pipe()
    with pytest.raises(OutputError), Appender(Path("journal.jsonl"), writing) as appender:
        appender.add(b"line\n")
    assert os.read(reading, 10) == b"line\n"
    os.close(reading)


@pytest.mark.parametrize("name", ["journal.jsonl", "journal.part-0.jsonl"])
def test_a_journal_behind_a_link_is_not_written(tmp_path: Path, name: str) -> None:
    mine = tmp_path / "mine"
    mine.write_text("without an end of line")
    (tmp_path / name).symlink_to("mine")
    with pytest.raises(OutputError, match="there is a symbolic link in its place"):
        begun(tmp_path) if name == "journal.jsonl" else Appender(tmp_path / name)
    assert mine.read_text() == "without an end of line"


def test_a_line_without_end_is_not_held_in_memory(tmp_path: Path) -> None:
    with (tmp_path / "journal.jsonl").open("wb") as file:
        file.truncate(3 * LONGEST)
        file.seek(0, os.SEEK_END)
        file.write(b"\n" + line_of(entry(tmp_path, "a")))
    assert [found.id for found in entries(tmp_path / "journal.jsonl")] == ["a"]
