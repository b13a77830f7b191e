"""Files that once broke something: whatever their reader says, it ends in words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bench.proofs.fuzz import outcome
from bench.proofs.readers import READERS

FOLDER = Path(__file__).parent / "breakers"
FILES = sorted(FOLDER.iterdir())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_it_does_not_break_anything_again(path: Path, tmp_path: Path) -> None:
    reader = READERS[path.name.partition("-")[0]]()
    assert outcome(reader, Path(shutil.copy(path, tmp_path))) == ""
