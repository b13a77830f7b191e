"""Files on the disk: limited reading, writing that never harms what was there, names for every system, and locks."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import stat
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TextIO

from careerprint.errors import OutputError

PRIVATE_FILE, PUBLIC_FILE = 0o600, 0o644
"""Modes of files: reports may be read by the center's own account only, handouts by everybody."""

MAX_NAME = 120
"""The longest file name without its suffix, in characters: a name longer than a line helps nobody."""
MAX_NAME_BYTES = 200
"""The longest file name without its suffix, in bytes of UTF-8; file systems allow 255, suffix included."""
PAUSE = 0.1
"""Seconds between two attempts to take a lock: too short to be noticed, long enough to cost nothing."""
NO_FOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
"""Opening a symbolic link with this flag fails: a planted one could lead to any file of ours. Windows has no flag."""
DRAFT = ".careerprint-"
"""The beginning of the name of a file that is still being written."""

_REASONS = {
    errno.ENOSPC: "the disk is full: make room and start again",
    errno.EDQUOT: "your share of the disk is full: make room and start again",
    errno.EIO: "the disk failed: check it, or choose another folder with --out",
    errno.EFBIG: "the file is larger than the system allows here",
    errno.EACCES: "you may not write here: change the permissions or choose another folder with --out",
    errno.EPERM: "you may not write here: change the permissions or choose another folder with --out",
    errno.EROFS: "this disk can only be read: choose another folder with --out",
    errno.ENOENT: "the folder does not exist",
    errno.ENOTDIR: "there is a file where a folder should be: move it or choose another folder with --out",
    errno.EEXIST: "there is a file where a folder should be: move it or choose another folder with --out",
    errno.EISDIR: "there is a folder where the file should be: move it or choose another folder with --out",
    errno.ELOOP: "there is a symbolic link in its place: remove it, or choose another folder with --out",
    errno.ENAMETOOLONG: "the name is too long for this disk",
}
_RESERVED = {
    "CON",
    "PRN",
    "AUX",
    "NUL",
    *(f"{port}{digit}" for port in ("COM", "LPT") for digit in range(10)),
}
"""Names that Windows reserves for devices, whatever their suffix; superscript digits count as digits."""
_FORBIDDEN = re.compile(r'[/\\:*?"<>|]+')


# Reading


def read_limited(path: Path, most: int) -> bytes:
    """Return the content of a file of at most `most` bytes; a larger one is refused before it is read.

    Raises OSError, whose `strerror` says that in words, for a file that is larger or cannot be read.
    """
    with path.open("rb") as file:
        # A file that is no plain one, such as a pipe, has no size, so no more is read than is allowed.
        if os.fstat(file.fileno()).st_size > most or len(data := file.read(most + 1)) > most:
            raise OSError(errno.EFBIG, f"it has more than {most:,} bytes, the most allowed")
    return data


# Writing


def write_atomically(path: Path, data: bytes, *, mode: int = PUBLIC_FILE) -> None:
    """Write a file completely or not at all; see `written_atomically`."""
    with written_atomically(path, mode=mode) as file:
        file.write(data)


@contextmanager
def written_atomically(path: Path, *, mode: int = PUBLIC_FILE) -> Iterator[BinaryIO]:
    """Open a file for writing that replaces `path` once it is complete; after a failure the old file is untouched.

    A symbolic link at `path` is replaced, not followed. Raises OutputError when the disk is full or the place
    cannot be written.
    """
    try:
        descriptor, draft = tempfile.mkstemp(prefix=DRAFT, suffix=".part", dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            Path(draft).chmod(mode)
            Path(draft).replace(path)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise output_error(path, error) from error


def remove_drafts(folder: Path) -> None:
    """Delete the half-written files that a killed program left in a folder."""
    for draft in folder.glob(f"{DRAFT}*"):
        with suppress(OSError):  # another program has just renamed or deleted it
            shutil.rmtree(draft) if draft.is_dir() else draft.unlink()


@contextmanager
def written_along(path: Path, *, mode: int = PUBLIC_FILE) -> Iterator[TextIO]:
    """Open a text file whose lines reach the system at once, so that they survive whatever happens afterwards.

    An existing file is overwritten. Raises OutputError as `written_atomically` does.
    """
    try:
        flags = (
            os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
        )  # otherwise Windows doubles line ends
        descriptor = os.open(path, flags, mode)
        with os.fdopen(descriptor, "w", buffering=1, encoding="utf-8", errors="replace", newline="") as file:
            path.chmod(mode)  # otherwise an existing file keeps its own mode
            yield file
    except OSError as error:
        raise output_error(path, error) from error


def make_folder(folder: Path, *, mode: int = 0o755) -> None:
    """Make a folder and its parents, all of one mode; an existing one, or a symbolic link to one, is left alone.

    Raises OutputError when a file is in the way or the place cannot be written.
    """
    try:
        if not folder.is_dir():
            if folder.parent != folder:
                make_folder(folder.parent, mode=mode)
            folder.mkdir(mode=mode, exist_ok=True)
    except OSError as error:
        raise output_error(folder, error) from error


def make_private(folder: Path, *, within: Path) -> None:
    """Make a folder and those between it and `within`, all for their owner only; `within` is for everybody.

    Raises OutputError as `make_folder` and `keep_private` do.
    """
    make_folder(within)
    between = folder.parents[: len(folder.relative_to(within).parts) - 1]
    for each in (*reversed(between), folder):
        make_folder(each, mode=0o700)
        keep_private(each)


def keep_private(folder: Path) -> bool:
    """Close a folder of ours that others may write to; return whether it was open.

    Raises OutputError for a symbolic link and for somebody else's folder: whoever can change what is in it could have
    us print or overwrite anything. ssh judges its folders in the same way. A file system without modes, such as a
    mounted Windows drive, stays as it is.
    """
    try:
        status = folder.lstat()
        if stat.S_ISLNK(status.st_mode):
            raise OutputError(f"{folder} is a symbolic link: put a folder in its place, or choose another --out.")
        if hasattr(os, "geteuid") and status.st_uid != os.geteuid():
            raise OutputError(f"{folder} belongs to somebody else: choose another folder with --out.")
        is_open = os.name != "nt" and bool(status.st_mode & (stat.S_IWGRP | stat.S_IWOTH))
        if is_open:
            folder.chmod(0o700)
    except OSError as error:
        raise output_error(folder, error) from error
    return is_open


def output_error(path: Path, error: OSError) -> OutputError:
    """Return the error for a file that cannot be written, with the system's reason in plain words."""
    return OutputError(f"{path} cannot be written: {reason_of(error)}.")


def reason_of(error: OSError) -> str:
    """Return the system's reason in plain words, without the file's name."""
    return _REASONS.get(error.errno or 0, f"the system says “{error.strerror}”")


# Names


def safe_name(text: str) -> str:
    """Return a file name, without suffix, that every system accepts and that is what it seems.

    It has no separators, control or direction characters, leading dots or dashes, trailing dots or spaces, and is no
    name of a device. It has at most `MAX_NAME` characters; a cut name ends in a hash, so that it stays unique. A
    safe name is returned unchanged. Two texts may give the same name: compare `name_key`.
    """
    seen = "".join(" " if c.isspace() else c for c in text if c.isspace() or not _is_invisible(c))
    plain = _FORBIDDEN.sub("-", unicodedata.normalize("NFC", seen))
    name = _trim(re.sub(" +", " ", plain)) or "unnamed"
    if _device(name) in _RESERVED:
        name = f"_{name}"
    return _cut(name) if _too_long(name) else name


def name_key(name: str) -> str:
    """Return a key that is equal for two names which some system takes for the same file (NFKC, then casefold)."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _is_invisible(character: str) -> bool:
    """Return whether it is a control, format or direction character, a surrogate, or unassigned."""
    return unicodedata.category(character).startswith("C")


def _trim(name: str) -> str:
    return name.lstrip(" .-~").rstrip(" .")


def _too_long(name: str) -> bool:
    return len(name) > MAX_NAME or len(name.encode()) > MAX_NAME_BYTES


def _cut(name: str) -> str:
    """Cut a long name between two characters and end it with eight digits of its hash."""
    mark = f"-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    room = MAX_NAME_BYTES - len(mark)
    start = name[: MAX_NAME - len(mark)].encode()[:room].decode(errors="ignore")
    return _trim(start) + mark


def _device(name: str) -> str:
    return unicodedata.normalize("NFKC", name.partition(".")[0]).strip().upper()


# Locks


@contextmanager
def only_one(file: Path, waiting: Callable[[], None]) -> Iterator[int]:
    """Hold a lock on `file` and yield its descriptor; while another process has it, call `waiting` once and wait.

    Raises OSError when the file cannot be written.
    """
    with _opened_to_lock(file) as held:
        if not _took(held.fileno()):
            waiting()
            while not _took(held.fileno()):
                time.sleep(PAUSE)
        yield held.fileno()


@contextmanager
def alone_or_late(file: Path, seconds: float) -> Iterator[None]:
    """Hold a lock on `file`, or go on without it when another process still has it after `seconds`.

    Raises OSError when the file cannot be written.
    """
    with _opened_to_lock(file) as held:
        end = time.monotonic() + seconds
        while not _took(held.fileno()) and time.monotonic() < end:
            time.sleep(PAUSE)
        yield


def _opened_to_lock(file: Path) -> TextIO:
    return open(file, "a", opener=lambda path, flags: os.open(path, flags | NO_FOLLOW, PRIVATE_FILE))


if sys.platform == "win32":
    import msvcrt

    def _took(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _took(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
