"""Runs of commands that tests share, on small sources that print in a moment."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from careerprint.cli.main import main
from tests.support.sample_assessments import FIXED, FRONT, SCALE

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "source"
DAY = "2026-11-27"
"""The day that all runs are told: no test waits for a review date."""
ANSWERS = "id,name,p1,p2,p3\np1,Sample Person 01,1,2,5\np2,Sample Person 02,5,4,1\n"
PATIENCE = 600
"""Seconds after which a test gives up waiting. Only one that hangs waits so long, so a slow machine does not fail."""
FIGURE = "The sample pay is $50,000 a year."


@dataclass(frozen=True, slots=True)
class Called:
    """What a command gave back."""

    code: int
    out: str
    err: str


def call(*arguments: str | Path) -> Called:
    """Carry out a command in this process, without a terminal."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([str(argument) for argument in arguments])
    return Called(code, out.getvalue(), err.getvalue())


def heed_ctrl_c() -> None:
    """Let a program that is being started answer Ctrl-C, which shells make programs in the background ignore."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(*arguments: str | Path, folder: Path = ROOT, **environment: str) -> subprocess.Popen[str]:
    """Start a command as a program of its own, in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "careerprint", *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=heed_ctrl_c if os.name == "posix" else None,
    )


def program(*arguments: str | Path, folder: Path = ROOT, **environment: str) -> Called:
    """Carry out a command as a program of its own."""
    process = start(*arguments, folder=folder, **environment)
    out, err = process.communicate(timeout=PATIENCE)
    return Called(process.returncode, out, err)


def make_source(folder: Path, *, assessment: bool = False, fit: bool = False, people: bool = False) -> Path:
    """Make sources with one guide, `nurse`, and what else is asked for."""
    checks = ROOT / "tests" / "check"
    for name in ("guides", "images", "assessments", "answers"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    shutil.copy(checks / "center.toml", folder)
    shutil.copy(checks / "nurse.md", folder / "guides")
    edit(folder / "guides" / "nurse.md", "{#notes}", "{#note-down}")  # a worksheet has notes of its own
    shutil.copy(SOURCE / "images" / "sample-center.svg", folder / "images")
    if assessment:
        (folder / "assessments" / "sample.md").write_text(FRONT + SCALE + FIXED, encoding="utf-8")
    if fit:
        shutil.copy(SOURCE / "assessments" / "fit.md", folder / "assessments")
    if people:
        (folder / "answers" / "sample.csv").write_text(ANSWERS, encoding="utf-8")
    return folder


def spanish_sample(source: Path) -> None:
    """Add the small questionnaire as one that says it is in Spanish."""
    path = source / "assessments" / "es" / "sample.md"
    path.parent.mkdir()
    path.write_text((FRONT + SCALE + FIXED).replace("language: en", "language: es"), encoding="utf-8")


def edit(path: Path, old: str, new: str) -> None:
    """Change one place of a text file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (path, old)
    path.write_text(text.replace(old, new), encoding="utf-8")


def files(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return bytes and time of every file below a folder, hidden ones too."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns) for path in found}


def prints(folder: Path) -> dict[str, bytes]:
    """Return the PDFs below a folder."""
    return {name: data for name, (data, _) in files(folder).items() if name.endswith(".pdf")}


def pages_of(pdf: Path) -> list[str]:
    """Return the text of each page, words in order and runs of white space as one space."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(pdf).pages]


def fonts_of(pdf: Path | bytes) -> list[set[str]]:
    """Return the fonts of each page by their names in the file, such as `/ABCDEF+Careerprint-Sans`."""
    pages: Any = PdfReader(pdf if isinstance(pdf, Path) else io.BytesIO(pdf)).pages
    return [{str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()} for page in pages]


def text_of(pdf: Path) -> str:
    """Return the text of a PDF."""
    return " ".join(pages_of(pdf))
