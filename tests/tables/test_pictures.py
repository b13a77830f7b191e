"""Pictures given as answers: the message says what they are and what to do."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from careerprint.errors import SourceError
from careerprint.tables.open_table import open_table


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("scan.jpg", picture("jpeg")),
        ("scan.csv", picture("png")),
        ("scan.tif", picture("tiff")),
        ("photo.heic", b"\0\0\0\x18ftypheic\0\0\0\0"),
    ],
)
def test_pictures_are_named(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(SourceError) as refused:
        open_table(path)
    assert [problem.message for problem in refused.value.problems] == [
        "a picture; type the answers that it shows into an answer sheet"
    ]
