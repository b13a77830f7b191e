"""Texts that people write are read whole, but never more of them than they may have."""

from __future__ import annotations

from pathlib import Path

import pytest

from careerprint.errors import SourceError
from careerprint.files import read_limited
from careerprint.sources.source_text import source_text

HUGE = 6 * 1024**3
"""Bytes of a sparse file: reading it whole would take more memory than the process may have."""


def fault(path: Path) -> str:
    """Return what is wrong with a file of at most 10 bytes."""
    with pytest.raises(SourceError) as caught:
        source_text(path, "x", 10)
    return str(*caught.value.problems)


def test_line_ends_and_mark(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"\xef\xbb\xbfa\r\nb\rc\n")
    assert source_text(tmp_path / "x", "x", 10) == "a\nb\nc\n"


def test_what_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x"
    assert fault(file) == "x: is missing"
    assert source_text(file, "x", 10, default="") == ""
    file.write_bytes(b"a\nb\xff")
    assert fault(file) == "x:2: is not UTF-8 text; save it as UTF-8 in your editor"
    file.write_bytes(b"x" * 11)
    assert fault(file) == "x: cannot be read: it has more than 10 bytes, the most allowed"
    assert fault(tmp_path) == "x: cannot be read: Is a directory"
    assert fault(Path("/proc/self/mem")) == "x: cannot be read: Input/output error"


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "x").open("wb") as file:
        file.truncate(HUGE)
    with pytest.raises(OSError, match="more than 10 bytes"):
        read_limited(tmp_path / "x", 10)


def test_a_file_without_a_size_is_read_up_to_the_limit() -> None:
    with pytest.raises(OSError, match="more than 10 bytes"):
        read_limited(Path("/dev/zero"), 10)
