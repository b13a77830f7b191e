"""What counts as up to date, and what does not."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from careerprint.jobs.made import Made
from careerprint.runs.manifest import NAME, Manifest

ROOT = Path(__file__).parents[2]


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def made(path: Path, name: str, data: bytes, key: str) -> Made:
    status = path.stat()
    warnings = ("runs over by 2 lines",)
    return Made(
        name,
        key=key,
        sha256=digest(data),
        size=status.st_size,
        mtime_ns=status.st_mtime_ns,
        pages=4,
        ink=0.05,
        warnings=warnings,
    )


def printed(folder: Path, name: str = "guides/a.pdf", data: bytes = b"pdf", key: str = "k") -> Manifest:
    """Return the record of a folder in which one file was printed."""
    manifest = Manifest.load(folder)
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    manifest.record(made(path, name, data, key))
    return manifest


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    manifest = printed(tmp_path)
    manifest.stamp = "s"
    manifest.save()
    again = Manifest.load(tmp_path)
    assert again.outputs == manifest.outputs
    assert again.outputs["guides/a.pdf"].pages == 4
    assert again.outputs["guides/a.pdf"].ink == 0.05
    assert again.outputs["guides/a.pdf"].warnings == ("runs over by 2 lines",)
    assert again.settled("s")
    assert not again.settled("other")


def test_the_same_state_is_the_same_file(tmp_path: Path) -> None:
    files = []
    for order in (("a.pdf", "b.pdf"), ("b.pdf", "a.pdf")):
        manifest = Manifest(tmp_path, {}, "")
        for name in order:
            (tmp_path / name).write_bytes(b"x")
            os.utime(tmp_path / name, ns=(5, 5))
            manifest.record(made(tmp_path / name, name, b"x", "k"))
        manifest.save()
        files.append((tmp_path / NAME).read_bytes())
    assert files[0] == files[1]


def test_current_means_same_key_and_same_file(tmp_path: Path) -> None:
    manifest = printed(tmp_path)
    assert manifest.current("guides/a.pdf", "k")
    assert not manifest.current("guides/a.pdf", "other")
    assert not manifest.current("guides/b.pdf", "k")


def test_a_touched_file_is_current_and_the_next_look_is_quick(tmp_path: Path) -> None:
    manifest = printed(tmp_path)
    os.utime(tmp_path / "guides/a.pdf", ns=(1, 1))
    assert not manifest.settled("")
    assert manifest.current("guides/a.pdf", "k")
    assert manifest.settled("")


@pytest.mark.parametrize("data", [b"PDF", b"longer than it was", b""])
def test_a_changed_file_is_not_current(tmp_path: Path, data: bytes) -> None:
    manifest = printed(tmp_path)
    (tmp_path / "guides/a.pdf").write_bytes(data)
    os.utime(tmp_path / "guides/a.pdf", ns=(1, 1))
    assert not manifest.current("guides/a.pdf", "k")
    assert not manifest.settled("")


def test_a_deleted_file_is_not_current(tmp_path: Path) -> None:
    manifest = printed(tmp_path)
    (tmp_path / "guides/a.pdf").unlink()
    assert not manifest.current("guides/a.pdf", "k")
    assert not manifest.settled("")


def entry(**changes: object) -> dict[str, object]:
    good: dict[str, object] = {
        "key": "k",
        "sha256": "h",
        "size": 1,
        "mtime_ns": 1,
        "pages": 1,
        "ink": 0.05,
        "by_plates": False,
        "warnings": [],
        "note": "",
    }
    return good | changes


def record(outputs: object, **changes: object) -> str:
    return json.dumps({"version": 4, "stamp": "s", "outputs": outputs} | changes)


def test_the_record_used_below_is_good(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(record({"a.pdf": entry()}))
    assert list(Manifest.load(tmp_path).outputs) == ["a.pdf"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "[" * 100_000,
        '"\\ud800',
        record({"a.pdf": entry()}, version=0),
        record({"a.pdf": entry()}, stamp=3),
        record([]),
        record({"a.pdf": entry(size="1")}),
        record({"a.pdf": entry(size=True)}),
        record({"a.pdf": entry(ink="5%")}),
        record({"a.pdf": entry(by_plates=1)}),
        record({"a.pdf": entry(warnings="x")}),
        record({"a.pdf": entry(warnings=[1])}),
        record({"a.pdf": entry(note=1)}),
        record({"a.pdf": entry(extra=1)}),
        record({"a.pdf": {}}),
        record({"../a.pdf": entry()}),
        record({"/etc/passwd": entry()}),
        record({"C:\\a.pdf": entry()}),
        record({"": entry()}),
    ],
)
def test_a_broken_record_is_an_empty_one(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text)
    manifest = Manifest.load(tmp_path)
    assert manifest.outputs == {}
    assert manifest.stamp == ""


def test_a_record_that_is_not_a_file_is_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    assert Manifest.load(tmp_path).outputs == {}
    assert Manifest.load(tmp_path / "missing").outputs == {}


def test_orphans_are_named_and_removed(tmp_path: Path) -> None:
    manifest = printed(tmp_path)
    printed(tmp_path, "guides/b.pdf")
    manifest.record(made(tmp_path / "guides/b.pdf", "guides/b.pdf", b"pdf", "k"))
    assert manifest.orphans(["guides/a.pdf"]) == ["guides/b.pdf"]
    assert manifest.orphans(["guides/a.pdf", "guides/b.pdf", "guides/c.pdf"]) == []
    assert manifest.remove("guides/b.pdf")
    assert manifest.orphans(["guides/a.pdf"]) == []
    assert not (tmp_path / "guides/b.pdf").exists()
    assert (tmp_path / "guides/a.pdf").exists()


def test_an_orphan_that_somebody_changed_is_kept(tmp_path: Path) -> None:
    manifest = printed(tmp_path)
    (tmp_path / "guides/a.pdf").write_bytes(b"my notes")
    assert not manifest.remove("guides/a.pdf")
    assert (tmp_path / "guides/a.pdf").read_bytes() == b"my notes"


def test_an_orphan_that_is_gone_is_no_orphan(tmp_path: Path) -> None:
    manifest = printed(tmp_path)
    (tmp_path / "guides/a.pdf").unlink()
    assert manifest.orphans([]) == []
    manifest.forget("guides/a.pdf")
    manifest.forget("guides/a.pdf")
    assert manifest.outputs == {}


def test_asking_what_is_current_imports_no_engine() -> None:
    script = "import sys, careerprint.runs.manifest; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    heavy = {"weasyprint", "jinja2", "markdown", "pydantic", "PIL", "yaml", "click", "rich"}
    assert not heavy & set(done.stdout.split())
    assert "careerprint.runs.manifest" in done.stdout.split()
