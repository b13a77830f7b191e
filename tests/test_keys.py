"""Keys: what shapes a print changes them, and nothing else does."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerprint.keys import MOST_HASHED, SHAPING, content_key, packages_key, tools_key, tree_key

ROOT = Path(__file__).parents[1]
SHAPES_NOTHING = {
    "click": "the command line",
    "rich": "progress and tables on a terminal",
    "markdown-it-py": "needed by rich",
    "mdurl": "needed by rich",
    "pygments": "needed by rich",
    "watchfiles": "says when to print again",
    "anyio": "needed by watchfiles",
    "idna": "needed by watchfiles",
    "pebble": "starts and ends processes",
    "python-calamine": "reads answers, which shape the keys of reports themselves",
    "xlsxwriter": "writes tables",
    "page-validation": "judges finished PDFs",
}


def test_a_huge_file_is_known_by_its_size_and_time(tmp_path: Path) -> None:
    huge = tmp_path / "huge"
    keys = []
    for size in (MOST_HASHED + 1, MOST_HASHED + 2):
        with huge.open("wb") as file:
            file.truncate(size)
        os.utime(huge, ns=(7, 7))
        keys.append(tree_key(tmp_path))
    os.utime(huge, ns=(7, 8))
    assert len({*keys, tree_key(tmp_path)}) == 3
    os.utime(huge, ns=(7, 7))
    assert tree_key(tmp_path) == keys[1]


@given(st.lists(st.text() | st.binary(), max_size=4), st.lists(st.text() | st.binary(), max_size=4))
def test_different_parts_have_different_keys(one: list[str | bytes], other: list[str | bytes]) -> None:
    as_bytes = [
        [part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part for part in parts]
        for parts in (one, other)
    ]
    assert (content_key(*one) == content_key(*other)) == (as_bytes[0] == as_bytes[1])


def test_parts_do_not_run_together() -> None:
    assert content_key("ab", "c") != content_key("a", "bc")
    assert content_key("a") != content_key("a", "")
    assert content_key("ä") == content_key("ä".encode())


def tree(folder: Path) -> Path:
    (folder / "styles").mkdir(parents=True)
    (folder / "base.html").write_text("base")
    (folder / "styles" / "page.css").write_text("css")
    return folder


def test_a_tree_has_the_same_key_anywhere(tmp_path: Path) -> None:
    assert tree_key(tree(tmp_path / "a")) == tree_key(tree(tmp_path / "somewhere" / "else"))


def test_every_change_changes_the_key_of_a_tree(tmp_path: Path) -> None:
    folder = tree(tmp_path / "t")
    keys = [tree_key(folder)]
    (folder / "base.html").write_text("other")
    keys.append(tree_key(folder))
    (folder / "styles" / "page.css").rename(folder / "styles" / "paper.css")
    keys.append(tree_key(folder))
    (folder / "new.html").touch()
    keys.append(tree_key(folder))
    (folder / "new.html").unlink()
    (folder / "base.html").unlink()
    keys.append(tree_key(folder))
    assert len(set(keys)) == len(keys)


def test_what_shapes_no_page_does_not_change_the_key(tmp_path: Path) -> None:
    folder = tree(tmp_path / "t")
    before = tree_key(folder)
    os.utime(folder / "base.html", ns=(1, 1))
    (folder / ".base.html.swp").touch()
    (folder / "base.html~").touch()
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "x.pyc").touch()
    assert tree_key(folder) == before


def test_only_the_suffixes_asked_for_count(tmp_path: Path) -> None:
    folder = tree(tmp_path / "t")
    before = tree_key(folder, ".html", ".css")
    (folder / "notes.txt").touch()
    assert tree_key(folder, ".html", ".css") == before
    assert tree_key(folder) != before


def test_a_missing_tree_and_a_dangling_link_have_keys(tmp_path: Path) -> None:
    folder = tree(tmp_path / "t")
    before = tree_key(folder)
    (folder / "gone.html").symlink_to("nowhere")
    assert tree_key(folder) != before
    assert tree_key(tmp_path / "missing") != before


def test_every_pinned_package_shapes_prints_or_does_not() -> None:
    texts = ((ROOT / name).read_text() for name in ("requirements.txt", "requirements/cjk.txt"))
    pinned = re.findall(r"(?m)^([\w.-]+)==", "".join(texts))
    assert set(pinned) == SHAPING | set(SHAPES_NOTHING)
    assert not SHAPING & set(SHAPES_NOTHING)


def test_only_packages_that_shape_prints_change_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    before = packages_key(), tools_key()
    (tmp_path / "unrelated-1.0.dist-info").mkdir()
    (tmp_path / "weasyprint_extras-1.0.dist-info").mkdir()
    assert (packages_key(), tools_key()) == before
    keys = {before}
    for folder in ("weasyprint-0.1", "PyYAML-0.1", "fontpkg_source_sans_3-0.1"):
        (tmp_path / f"{folder}.dist-info").mkdir()
        keys.add((packages_key(), tools_key()))
    assert len(keys) == 4
    (tmp_path / "weasyprint-0.1.dist-info").rename(tmp_path / "weasyprint-0.2.dist-info")
    assert (packages_key(), tools_key()) not in keys
