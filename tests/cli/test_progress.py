"""The progress of a run on stderr. The bar itself is tested on a real terminal in test_main.py."""

from __future__ import annotations

import pytest

from careerprint.cli.progress import Progress, rate
from careerprint.errors import Problem
from careerprint.jobs.job import Outcome

MADE = Outcome("a.pdf", "made")
FAILED = Outcome("b.pdf", "failed", problems=(Problem("b.md", 2, "", "no font has “ꙮ”"),))


def shown(capsys: pytest.CaptureFixture[str], *, verbose: bool) -> str:
    with Progress(verbose=verbose) as progress:
        progress.stage("1. Look.")
        progress.begin(2)
        progress.done(MADE)
        progress.done(FAILED)
    out, err = capsys.readouterr()
    assert out == ""
    return err


def test_without_a_terminal_only_failures_are_reported(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys, verbose=False) == "failed: b.pdf\nb.md:2: no font has “ꙮ”\n"


def test_verbose_tells_every_step_and_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys, verbose=True) == "1. Look.\nmade: a.pdf\nfailed: b.pdf\nb.md:2: no font has “ꙮ”\n"


@pytest.mark.parametrize(
    ("speed", "words"), [(None, ""), (0, ""), (2.345, "2.3 a second"), (1, "1.0 a second"), (0.5, "30 a minute")]
)
def test_rate(speed: float | None, words: str) -> None:
    assert rate(speed) == words
