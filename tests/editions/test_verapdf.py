"""veraPDF itself over editions of all kinds of documents, in both languages. All of all: bench/proofs/editions.py."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from careerprint.editions import Edition
from tests.support import verapdf
from tests.support.edition_samples import SAMPLES, SPANISH, Print

LARGE, MONO, BOTH = Edition("large-print"), Edition("mono"), Edition("standard", True, True)
PRINTS = (*product(SAMPLES, (LARGE, MONO)), *product(SPANISH, (LARGE, MONO)), ("worksheet", BOTH), ("fit report", BOTH))


@pytest.mark.slow
def test_verapdf_finds_nothing(printed: Print, tmp_path: Path) -> None:
    """One Java run; that it can fail is shown in tests/check/pdf/test_samples.py."""
    if reason := verapdf.missing():
        pytest.skip(reason)
    questions = []
    for number, (sample, edition) in enumerate(PRINTS):
        path = tmp_path / f"{number:02}.pdf"
        path.write_bytes(printed(sample, edition).pdf)
        questions += [(profile, path) for profile in (("ua1",) if "worksheet" in sample else ("ua1", "2a"))]
    verdicts = verapdf.broken_rules(questions)
    assert len(verdicts) == len(questions) > 30
    assert {question: rules for question, rules in verdicts.items() if rules} == {}
