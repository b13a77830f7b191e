"""What the validator says, and the one thing that it misreads."""

from __future__ import annotations

import io

import page as page_validation
import pikepdf
import pytest

from careerprint.check.pdf.standards import failures
from tests.support.proof import print_page


def with_streams(*ends: bytes) -> bytes:
    """Return a good page that holds more streams, uncompressed, each of which ends with some bytes."""
    with pikepdf.open(io.BytesIO(print_page("<h1>Title</h1>"))) as pdf:
        pdf.Root.PieceInfo = pikepdf.Array([pdf.make_stream(b"something" + last) for last in ends])
        result = io.BytesIO()
        pdf.save(result, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return result.getvalue()


def lengths(data: bytes) -> list[str]:
    """Return what is said about lengths of streams."""
    return [each.rule_id for each in failures(data, "2a") if "LENGTH" in each.rule_id]


@pytest.mark.parametrize("count", [1, 2])  # of several the validator does not say which ones
def test_a_stream_that_ends_with_a_carriage_return_has_the_right_length(count: int) -> None:
    data = with_streams(*[b"\r"] * count)
    rules = {each.rule_id for each in page_validation.validate_pdf_bytes(data, profile="2a").failures}
    assert "PDFA2A-STREAM-LENGTH-001" in rules, "page-validation has corrected it: take our correction out"
    assert lengths(data) == []


@pytest.mark.parametrize("wrong", [b"/Length 11", b"/Length 12"])
@pytest.mark.parametrize("count", [1, 2])
def test_a_wrong_length_is_found(wrong: bytes, count: int) -> None:
    data = with_streams(*[b"\r"] * count)
    assert data.count(b"/Length 10") == count
    assert lengths(data.replace(b"/Length 10", wrong, 1)) == ["PDFA2A-STREAM-LENGTH-001"]
