"""Content keys: hashes over everything that shapes a print."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path

SHAPING = frozenset({
    "weasyprint", "pydyf", "tinycss2", "tinyhtml5", "cssselect2", "webencodings", "brotli", "brotlicffi", "zopfli",
    "cffi", "pycparser", "pillow", "pyphen",  # typesetting
    "jinja2", "markupsafe", "babel", "segno",  # pages
    "markdown", "pyyaml", "pydantic", "pydantic-core", "annotated-types", "typing-extensions", "typing-inspection",
    "fonttools", "fontpkg", "fontpkg-source-sans-3", "fontpkg-atkinson-hyperlegible", "fontpkg-ibm-plex-sans-arabic",
    "fontpkg-heebo", "fontpkg-hind", "fontpkg-hind-siliguri", "fontpkg-noto-sans-khmer", "fontpkg-noto-sans-tamil",
    "fontpkg-noto-sans-telugu", "fontpkg-sarabun", "cvttf-notosanscjk-regular",
    "pikepdf", "lxml", "packaging", "deflate", "pypdfium2",  # finished PDFs
})  # fmt: skip
"""The packages whose version can change what a print looks like or holds, with all that they need. Those of the command
line, of tables of answers and of the tests are left out: installing one must not make every print out of date."""

MOST_HASHED = 1024**3
"""Bytes of a file in a folder up to which its content is its key. No reader of ours takes a larger one, and a file that
only lies there by mistake would cost every build a minute; its size and time stand for it."""


def content_key(*parts: str | bytes) -> str:
    """Return one hash over several parts; each follows its length, so that no two lists give the same."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def tree_key(folder: Path, *suffixes: str) -> str:
    """Return one hash over names and contents of the files below a folder, of those suffixes or of all.

    Hidden files, `__pycache__` and editors' `~` copies are left out; a missing folder has a key too.
    """
    files = sorted(_files(folder, suffixes))
    return content_key(*(part for name, path in files for part in (name, _content(path))))


def packages_key() -> str:
    """Return one hash over the versions of Python and of the packages that shape prints.

    Names and versions are read off the folders of installed packages, so every build can afford to ask.
    """
    installed: set[str] = set()
    for place in sys.path:
        try:
            with os.scandir(place or ".") as found:
                installed.update(entry.name for entry in found if entry.name.endswith(".dist-info"))
        except OSError:
            continue
    shaping = (name for name in installed if name.partition("-")[0].lower().replace("_", "-") in SHAPING)
    return content_key(str(sys.version_info), *sorted(shaping))


def tools_key(*folders: Path) -> str:
    """Return one hash over what shapes every print: our code, packages with fonts among them, and `folders`."""
    return content_key(tree_key(Path(__file__).parent, ".py", ".conf"), packages_key(), *map(tree_key, folders))


def _files(folder: Path, suffixes: tuple[str, ...]) -> Iterable[tuple[str, Path]]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "__pycache__"))]
        for name in names:
            if not name.startswith(".") and not name.endswith("~") and (not suffixes or name.endswith(suffixes)):
                path = Path(place, name)
                yield path.relative_to(folder).as_posix(), path


def _content(path: Path) -> bytes:
    """Return the file's hash; one that cannot be read is the business of whoever needs it."""
    try:
        found = path.stat()
        if found.st_size > MOST_HASHED:
            return f"{found.st_size} {found.st_mtime_ns}".encode()
        return bytes.fromhex(file_hash(path))
    except OSError:
        return b""


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file's bytes; raises `OSError`."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
