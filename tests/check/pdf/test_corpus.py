"""Our filter on page-validation's verdicts hides nothing: every file of the veraPDF corpus is judged as its name says.

The corpus is not part of this repository. With a copy of github.com/veraPDF/veraPDF-corpus:

    python3 build.py test tests/check/pdf/test_corpus.py --corpus FOLDER
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from careerprint.check.pdf.standards import failures

PROFILES = {"PDF_UA-1": "ua1", "PDF_A-2a": "2a", "PDF_A-2u": "2u", "PDF_A-2b": "2b"}
"""Folders of the corpus, and the profiles that judge their files."""
_VERDICT = re.compile(r"-(pass|fail)-\w+\.pdf")


@pytest.mark.slow
@pytest.mark.parametrize("folder", PROFILES)
def test_files_are_judged_as_their_names_say(folder: str, request: pytest.FixtureRequest) -> None:
    corpus = request.config.getoption("--corpus")
    if not corpus:
        pytest.skip("no veraPDF corpus was named with --corpus")
    files = [path for path in Path(corpus, folder).rglob("*.pdf") if _VERDICT.search(path.name)]
    assert files, "the corpus has no such files"
    wrong = [
        path.name for path in files if bool(failures(path.read_bytes(), PROFILES[folder])) != ("-fail-" in path.name)
    ]
    assert wrong == []
