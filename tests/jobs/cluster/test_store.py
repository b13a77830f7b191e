"""Reports in a store: put there whole, held against their hashes, and what cannot be one."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from careerprint.errors import ExitCode, OutputError
from careerprint.jobs.cluster.store import Results
from careerprint.jobs.job import Outcome
from tests.support.sample_runs import call

fsspec = pytest.importorskip(
    "fsspec",
    reason="no fsspec: .venv/bin/python -m pip install --require-hashes -r requirements/cluster.txt",
)
FILE = "reports/sample/p[1].pdf"
"""Brackets are signs of a pattern for many stores."""
DATA = b"%PDF"
MADE = Outcome(FILE, "made", size=4, sha256=hashlib.sha256(DATA).hexdigest())


@pytest.fixture(params=["file://{}", "dir::file://{}", "memory:/{}"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Results]:
    """A folder, what can rename, and what only takes whole files as object storage does."""
    yield Results(request.param.format(tmp_path))
    fsspec.filesystem("memory").store.clear()


def test_what_is_put_is_there(store: Results) -> None:
    assert store.listed("reports/sample").sizes == {}
    assert store.read(FILE) == [None]
    store.put(FILE, b"older")
    store.put(FILE, DATA)
    assert store.read(FILE, "reports/sample/other.pdf") == [DATA, None]
    assert store.listed("reports/sample").sizes == {FILE: 4}
    store.delete(FILE)
    store.delete(FILE)
    assert store.listed("reports/sample").sizes == {}


def test_in_a_folder_only_the_owner_may_read_it(tmp_path: Path) -> None:
    Results(f"file://{tmp_path}").put(FILE, DATA)
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    assert (tmp_path / FILE).parent.stat().st_mode & 0o777 == 0o700


def test_a_report_is_held_against_size_and_hash(store: Results) -> None:
    store.put(FILE, DATA)
    lost = Outcome("reports/sample/p2.pdf", "made", size=4)
    found, *others = store.seen([MADE, lost])
    assert others == [None]
    assert found
    assert store.listed("reports/sample").has(found)
    store.put(FILE, b"?PDF")
    assert store.seen([MADE]) == [None]
    assert not store.listed("reports/sample").has(found), "changed since, and not the same"
    store.put(FILE, DATA)
    assert store.listed("reports/sample").has(found), "changed since, but the same"


def test_what_a_killed_worker_left_is_deleted(store: Results) -> None:
    store.put("reports/sample/.careerprint-0123", DATA)
    store.put(FILE, DATA)
    store.listed("reports/sample")
    assert store.listed("reports/sample").sizes == {FILE: 4}


def test_where_nothing_can_be_written_is_told_without_the_file() -> None:
    with pytest.raises(OutputError) as caught:
        Results("dir::file:///proc").put("reports/sample/Canary.pdf", DATA)
    assert caught.value.message == "dir::file:///proc cannot be used: there is no such bucket or folder."


ADDRESSES = {
    "bucket/folder": "`bucket/folder` is no address of a store; write it as s3://bucket/folder",
    "nowhere://bucket": "`nowhere://bucket` is an address that fsspec does not know; write it as s3://bucket/folder",
    "sftp://ann:canary@host/x": "Leave the password out of the address of --results: everybody on the machine could"
    " read it. Set it as the store's package says, on all machines.",
}


def reported(*options: str) -> tuple[int, str]:
    called = call("report", "source/answers/sample.csv", "--assessment", "sample", *options)
    assert called.out == ""
    return called.code, called.err.strip()


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_no_address_of_a_store(nurse: Path, address: str) -> None:
    pytest.importorskip("distributed")
    told = reported("--scheduler", "tcp://127.0.0.1:1", "--results", address)
    assert told == (ExitCode.USAGE, ADDRESSES[address])


def test_a_store_whose_package_is_not_there(nurse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setitem(sys.modules, "s3fs", None)
    code, said = reported("--scheduler", "tcp://127.0.0.1:1", "--results", "s3://bucket/folder")
    assert code == ExitCode.MACHINE
    assert said.startswith(
        "--results needs a package for such addresses, on every machine (Install s3fs to access S3)."
    )


def test_what_does_not_go_with_a_store(nurse: Path) -> None:
    assert reported("--results", "s3://bucket/folder") == (
        ExitCode.USAGE,
        "--results is for the workers of a cluster; add --scheduler, or name a folder with --out.",
    )
    pytest.importorskip("distributed")
    assert reported("--scheduler", "tcp://127.0.0.1:1", "--results", "s3://bucket/folder", "--print-file") == (
        ExitCode.USAGE,
        "--print-file needs the reports in a folder; leave it or --results out.",
    )
