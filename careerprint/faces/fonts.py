"""The fonts that Careerprint prints with, and a font configuration that knows only them.

Without fonts of our own, WeasyPrint takes whatever the machine has, so pages would differ from one machine to
the next; where there is none, it dies with a segmentation fault. `activate` must run before it is imported, because
Fontconfig reads its configuration then, and only then.
"""

from __future__ import annotations

import bisect
import errno
import hashlib
import html
import json
import multiprocessing
import os
import shutil
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from careerprint.errors import CareerprintError, MachineError, OutputError
from careerprint.faces.scripts import SCRIPTS, Script, files_of, missing_extras, package_of
from careerprint.install.environment import data_folders
from careerprint.install.extras import how_to_add
from careerprint.wording import command

_HERE = Path(__file__).parent
_RECIPE = (_HERE / "typefaces.py", _HERE / "scripts.py", _HERE / "fonts.conf")
_SANS, _HYPERLEGIBLE = "fontpkg_source_sans_3", "fontpkg_atkinson_hyperlegible"
FAMILIES = ("Careerprint Sans", "Atkinson Hyperlegible", *(script.family for script in SCRIPTS))
"""The families that pages may be set in."""
_WHOLE = "whole"
"""An empty file that is written last: a folder without it was never finished."""


@dataclass(frozen=True, slots=True)
class FontSet:
    """The made fonts of this machine."""

    folder: Path
    """Holds `faces/`, `fonts.conf`, `coverage.json` and the licenses of the fonts."""
    config: Path
    """What `FONTCONFIG_FILE` must name."""
    key: str
    """Changes when the font packages or the way to cut them change; 16 hexadecimal digits."""


@cache
def prepare() -> FontSet:
    """Return the fonts; make them if they are not there yet (some seconds, once per machine).

    They are in the environment that Careerprint is installed in or, where that cannot be written, in the user's cache
    folder. Several processes may do this at once. Raises `MachineError` when the font packages are missing or neither
    place can be written, `OutputError` when the disk is full.
    """
    key = _key()
    folders = [place / f"fonts-{key}" for place in data_folders(Path(sys.prefix))]
    for folder in folders:
        if (folder / _WHOLE).is_file():
            return _font_set(folder, key)
    for folder in folders:
        try:
            _make(folder)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise OutputError(f"The disk is full: the fonts cannot be made in {folder.parent}.") from None
            if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR):
                raise
        else:
            return _font_set(folder, key)
    places = " nor ".join(str(folder.parent) for folder in folders)
    raise MachineError(f"The fonts cannot be made: neither {places} can be written. Make one of them writable.")


def activate() -> FontSet:
    """Prepare the fonts and make them the only ones that this process and its children see."""
    fonts = prepare()
    os.environ["FONTCONFIG_FILE"] = str(fonts.config)
    return fonts


def covers(text: str) -> set[str]:
    """Return the characters of `text` that no font of ours can print; an empty set when all are covered.

    White space and characters that draw nothing (joiners, direction marks, soft hyphens) need no glyph.
    """
    return {character for character in set(text) if not _printable(character)}


def remedy(letters: Iterable[str], otherwise: str = "write it with other letters") -> str:
    """Return what people can do about letters that `covers` names; `otherwise` is for those that no package brings."""
    extras = sorted(missing_extras(letters))
    return f"add fonts with {' and '.join(map(how_to_add, extras))}" if extras else otherwise


def _printable(character: str) -> bool:
    if character.isspace() or unicodedata.category(character) == "Cf":
        return True
    starts, ends = _coverage()
    place = bisect.bisect_right(starts, ord(character)) - 1
    return place >= 0 and ord(character) <= ends[place]


@cache
def _coverage() -> tuple[list[int], list[int]]:
    runs = json.loads((prepare().folder / "coverage.json").read_bytes())
    return [first for first, _ in runs], [last for _, last in runs]


def _font_set(folder: Path, key: str) -> FontSet:
    """Return the set in `folder`; write its configuration again if the folder was moved since."""
    config = folder / "fonts.conf"
    text = _configuration(folder)
    if not config.is_file() or config.read_text(encoding="utf-8") != text:
        draft = config.with_suffix(f".{os.getpid()}")
        draft.write_text(text, encoding="utf-8")
        draft.replace(config)
    return FontSet(folder, config, key)


def _configuration(folder: Path) -> str:
    """Return the font configuration for `folder`.

    Fontconfig understands `<dir prefix="relative">` as relative to the configuration's own folder, but has nothing like
    it for its cache, which would land in the folder that the command is run from.
    """
    template = (_HERE / "fonts.conf").read_text(encoding="utf-8")
    return template.replace("@CACHE@", html.escape(str(folder / "cache")))


def _key() -> str:
    """Hash what shapes the made fonts: the font files themselves and the way to cut them."""
    digest = hashlib.sha256()
    packages = (file for name in (_SANS, _HYPERLEGIBLE) for file in _package_files(name))
    scripts = (file for script in SCRIPTS for file in _script_files(script))
    for file in (*_RECIPE, *packages, *scripts):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _package(name: str) -> Path:
    folder = package_of(name)
    if folder is None:
        raise MachineError(f"The font package {name.replace('_', '-')} is missing. Run: {command('doctor')}")
    return folder


def _script_files(script: Script) -> list[Path]:
    """Return the files of a script that are used; none for one whose extra is not installed."""
    if not script.extra:
        _package(script.module)
    return files_of(script)


def _package_files(name: str) -> list[Path]:
    return sorted((_package(name) / "files").glob("*.ttf"))


def _make(folder: Path) -> None:
    """Make the fonts in a folder beside `folder` and put it in place in one step."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".fonts-", dir=folder.parent))
    try:
        _fill(draft)
        draft.chmod(0o755)  # mkdtemp lets in the owner only
        if not (folder / _WHOLE).is_file():
            shutil.rmtree(folder, ignore_errors=True)
            draft.rename(folder)
    except OSError:
        if not (folder / _WHOLE).is_file():  # otherwise another process was faster, with the same fonts
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _fill(draft: Path) -> None:
    from careerprint.faces import typefaces  # fontTools takes 0.1 s to import and is needed once per machine

    faces = draft / "faces"
    faces.mkdir()
    (draft / "cache").mkdir()
    variable = _package(_SANS) / "files"
    scripts = {script: files for script in SCRIPTS if (files := _script_files(script))}
    cuts = [
        partial(typefaces.make_sans, variable / "SourceSans3[wght].ttf", faces, italic=False),
        partial(typefaces.make_sans, variable / "SourceSans3-Italic[wght].ttf", faces, italic=True),
        *(partial(typefaces.add_script, files, faces) for files in scripts.values()),
    ]
    _do_all(cuts)
    typefaces.copy_static(_package_files(_HYPERLEGIBLE), faces)
    for script in scripts:
        for license in _package(script.module).glob("LICENSE"):
            shutil.copyfile(license, draft / f"OFL-{script.family.replace(' ', '-')}.txt")
    typefaces.write_coverage(faces, draft / "coverage.json")
    shutil.copyfile(_package(_SANS) / "LICENSE", draft / "OFL-Careerprint-Sans.txt")
    shutil.copyfile(_package(_HYPERLEGIBLE) / "LICENSE", draft / "OFL-Atkinson-Hyperlegible.txt")
    (draft / _WHOLE).touch()


def _do_all(cuts: Sequence[Callable[[], None]]) -> None:
    """Cut faces, on all processors; a process that must not have children does it by itself."""
    if multiprocessing.current_process().daemon:
        for cut in cuts:
            cut()
        return
    processes = min(len(cuts), os.cpu_count() or 1)  # Windows allows 61
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        for running in [pool.submit(cut) for cut in cuts]:
            running.result()


def main() -> int:
    """Prepare the fonts for build.py; return the exit code after saying what is wrong, if anything is."""
    try:
        prepare()
    except CareerprintError as error:
        print(error.message, file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
