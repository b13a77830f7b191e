"""Begin a center's folder: a copy of the invented center's texts, ready to print and to be made one's own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from careerprint.errors import OutputError, UsageError
from careerprint.files import DRAFT, output_error, remove_drafts
from careerprint.settings import IS_CHECKOUT, SAMPLE_CENTER

SOURCE = "source"
"""The folder of the texts within a center's folder: where every command looks for them."""
_COMMAND = "python3 build.py"
"""How the texts name the program; where Careerprint was installed there is no build.py."""


def init_center(folder: Path, program: str) -> Path:
    """Copy the invented center's texts into a new or empty folder; return the folder that now holds them.

    All of them or none are there in the end. `program` is what a person types to start Careerprint; the texts
    that explain commands name it so. Raises UsageError when the folder holds anything or the texts are missing,
    OutputError when it cannot be written.
    """
    if not (SAMPLE_CENTER / "center.toml").is_file():
        raise UsageError(f"There is nothing to copy: {SAMPLE_CENTER} holds no center.toml.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        remove_drafts(folder)
        if any(folder.iterdir()):
            raise UsageError(f"{folder} is not empty. Name a folder that is not there yet, or an empty one.")
        _copy(folder, program)
    except OSError as error:
        raise _as_output_error(folder, error) from error
    return folder / SOURCE


def _copy(folder: Path, program: str) -> None:
    """Copy beside the place where the texts belong and put them there in one step."""
    draft = Path(tempfile.mkdtemp(prefix=DRAFT, dir=folder))
    try:
        for path in _texts(SAMPLE_CENTER):
            copy = draft / path.relative_to(SAMPLE_CENTER)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(_named(path, program))  # with a new file's mode: an installed one may be read-only
        draft.chmod(0o755)  # mkdtemp lets in the owner only
        draft.rename(folder / SOURCE)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _texts(folder: Path) -> Iterator[Path]:
    """Yield the files to copy, without hidden ones and editors' copies."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and not path.name.endswith("~"):
            yield path


def _named(path: Path, program: str) -> bytes:
    """Return a file's content; the page that explains the commands names the program as it is called here."""
    content = path.read_bytes()
    is_manual = not IS_CHECKOUT and path.name == "README.md"
    return content.replace(_COMMAND.encode(), program.encode()) if is_manual else content


def _as_output_error(folder: Path, error: OSError) -> OutputError:
    """Return why the folder cannot be made; here it is an argument, where other commands have --out."""
    return OutputError(output_error(folder, error).message.replace(" with --out", ""))
