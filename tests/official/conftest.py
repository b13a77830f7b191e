"""Folders of official files, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.official_files import make_official


@pytest.fixture(scope="session")
def official(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of official files; tests only read it."""
    return make_official(tmp_path_factory.mktemp("official"))
