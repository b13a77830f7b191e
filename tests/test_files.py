"""Writing whole or not at all, and names that every system can hold."""

from __future__ import annotations

import errno
import os
import re
import resource
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerprint.errors import OutputError
from careerprint.files import (
    MAX_NAME,
    MAX_NAME_BYTES,
    make_folder,
    make_private,
    name_key,
    only_one,
    output_error,
    remove_drafts,
    safe_name,
    write_atomically,
    written_along,
)

ROOT = Path(__file__).parents[1]
NOBODY = 65534


@contextmanager
def as_nobody(folder: Path) -> Iterator[None]:
    """Work in `folder` without the rights of the superuser, who may write everywhere."""
    before = Path.cwd()
    os.chdir(folder)
    if os.geteuid() == 0:
        os.seteuid(NOBODY)
        try:
            yield
        finally:
            os.seteuid(0)
            os.chdir(before)
    else:
        yield
        os.chdir(before)


@contextmanager
def files_at_most(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond `size` bytes: a real failure in the middle of writing."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_writes_new_and_replaces_old(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    write_atomically(path, b"one")
    write_atomically(path, b"two", mode=0o600)
    assert path.read_bytes() == b"two"
    assert [child.name for child in tmp_path.iterdir()] == ["a.pdf"]


@pytest.mark.parametrize("mode", [0o644, 0o600])
def test_the_mode_does_not_hang_on_the_umask(tmp_path: Path, mode: int) -> None:
    before = os.umask(0o077 if mode == 0o644 else 0)
    try:
        write_atomically(tmp_path / "a", b"x", mode=mode)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == mode


@pytest.fixture
def no_umask() -> Iterator[None]:
    """Let every mode be as it is asked for."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("no_umask")
def test_folders_are_never_open_to_others(tmp_path: Path) -> None:
    make_private(tmp_path / "out" / "reports" / "interests", within=tmp_path / "out")
    make_folder(tmp_path / "out" / "handouts" / "es")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "out").rglob("*")}
    assert modes == {"reports": 0o700, "interests": 0o700, "handouts": 0o755, "es": 0o755}
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o755


@pytest.mark.parametrize(("before", "after"), [(0o777, 0o700), (0o770, 0o700), (0o750, 0o750), (0o700, 0o700)])
def test_a_folder_that_others_may_write_to_is_closed(tmp_path: Path, before: int, after: int) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    folder.chmod(before)
    make_private(folder, within=tmp_path)
    assert stat.S_IMODE(folder.stat().st_mode) == after


def test_a_private_folder_is_no_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "reports").symlink_to("elsewhere")
    with pytest.raises(OutputError, match="reports is a symbolic link: put a folder in its place"):
        make_private(tmp_path / "reports" / "interests", within=tmp_path)
    assert not list((tmp_path / "elsewhere").iterdir())


@pytest.mark.skipif(os.geteuid() != 0, reason="gives a folder to another user")
def test_a_private_folder_is_ours(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    os.chown(tmp_path / "reports", NOBODY, NOBODY)
    with pytest.raises(OutputError, match="reports belongs to somebody else: choose another folder"):
        make_private(tmp_path / "reports" / "interests", within=tmp_path)


def test_a_lock_is_not_taken_behind_a_link(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "lock").symlink_to("mine")
    with pytest.raises(OSError, match="symbolic links"), only_one(tmp_path / "lock", lambda: None):
        pass


def test_a_failure_in_the_middle_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old and good")
    with files_at_most(1000), pytest.raises(OutputError, match=r"a\.pdf cannot be written: .*larger"):
        write_atomically(path, b"x" * 5000)
    assert path.read_bytes() == b"old and good"
    assert [child.name for child in tmp_path.iterdir()] == ["a.pdf"]


def test_any_failure_leaves_no_stray_file(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        write_atomically(tmp_path / "a", "not bytes")  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


FULL_DISK = """
import sys
from pathlib import Path
from careerprint.errors import OutputError
from careerprint.files import write_atomically
path = Path(sys.argv[1], "a.pdf")
write_atomically(path, b"old")
try:
    write_atomically(path, b"x" * 100_000)
except OutputError as error:
    print(error.message)
assert path.read_bytes() == b"old"
assert [child.name for child in path.parent.iterdir()] == ["a.pdf"]
"""


def on_a_small_disk(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command that sees a disk of 16 KB at `folder`, which is gone afterwards."""
    mount = f'mount -t tmpfs -o size=16k none "{folder}" && exec "$@"'
    namespace = ["unshare", "--mount", "--map-root-user", "sh", "-c", mount, "sh"]
    return subprocess.run([*namespace, *command], capture_output=True, text=True, cwd=ROOT)


def test_a_full_disk(tmp_path: Path) -> None:
    if not shutil.which("unshare") or on_a_small_disk(tmp_path, "true").returncode:
        pytest.skip("a small disk cannot be mounted here")
    done = on_a_small_disk(tmp_path, sys.executable, "-c", FULL_DISK, str(tmp_path))
    assert done.stderr == ""
    assert "a.pdf cannot be written: the disk is full" in done.stdout


def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with as_nobody(tmp_path), pytest.raises(OutputError, match="you may not write here"):
        write_atomically(Path("a.pdf"), b"x")
    tmp_path.chmod(0o755)


def test_a_folder_where_the_file_should_be(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(OutputError, match="there is a folder where the file should be"):
        write_atomically(tmp_path / "a.pdf", b"x")
    assert [child.name for child in tmp_path.iterdir()] == ["a.pdf"]


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(OutputError, match="there is a file where a folder should be"):
        make_folder(tmp_path / "out")
    with pytest.raises(OutputError, match="there is a file where a folder should be"):
        make_folder(tmp_path / "out" / "guides")
    with pytest.raises(OutputError, match="there is a file where a folder should be"):
        write_atomically(tmp_path / "out" / "a.pdf", b"x")
    assert (tmp_path / "out").read_text() == "mine"


def test_a_link_to_a_folder_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to("real")
    make_folder(tmp_path / "out")
    write_atomically(tmp_path / "out" / "a.pdf", b"x")
    assert (tmp_path / "out").is_symlink()
    assert (tmp_path / "real" / "a.pdf").read_bytes() == b"x"


def test_a_link_to_a_file_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "diary").write_text("mine")
    (tmp_path / "a.pdf").symlink_to("diary")
    write_atomically(tmp_path / "a.pdf", b"x")
    assert (tmp_path / "diary").read_text() == "mine"
    assert not (tmp_path / "a.pdf").is_symlink()


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="the folder does not exist"):
        write_atomically(tmp_path / "no" / "a.pdf", b"x")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "your share of the disk is full"),
        (errno.EROFS, "can only be read"),
        (errno.EACCES, "you may not write here"),
        (errno.EIO, "the disk failed"),
        (errno.EBUSY, "the system says “Device or resource busy”"),
    ],
)
def test_reasons_in_plain_words(code: int, words: str) -> None:
    assert words in output_error(Path("out/a.pdf"), OSError(code, os.strerror(code))).message


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sample Person 01", "Sample Person 01"),
        ("Nguyễn Thị Ánh", "Nguyễn Thị Ánh"),
        ("../../etc/passwd", "etc-passwd"),
        ("/etc/passwd", "etc-passwd"),
        ("C:\\Windows\\x", "C-Windows-x"),
        ("CON", "_CON"),
        ("con.tar", "_con.tar"),
        ("COM1", "_COM1"),
        ("lpt³", "_lpt³"),
        ("ＣＯＮ", "_ＣＯＮ"),
        ("COM10", "COM10"),
        ("name. . ", "name"),
        ("-rf", "rf"),
        (".hidden", "hidden"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("a\x1b[2Jb\nc\x00d", "a[2Jb cd"),
        ("\ud800x", "x"),
        ("a   b\u3000c", "a b c"),
        ('what? "this" <is> a|b*', "what- -this- -is- a-b-"),
        ("", "unnamed"),
        ("...", "unnamed"),
        ("e\u0301", "é"),
    ],
)
def test_safe_names(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_long_names_are_cut_and_stay_different() -> None:
    one, other = safe_name("x" * 300), safe_name("x" * 301)
    assert len(one) == len(other) == MAX_NAME
    assert one != other
    assert len(safe_name("漢" * 300).encode()) <= MAX_NAME_BYTES


@pytest.mark.slow
@given(st.text())
def test_every_safe_name_is_safe_and_stays_as_it_is(text: str) -> None:
    name = safe_name(text)
    assert safe_name(name) == name
    assert name
    assert len(name) <= MAX_NAME
    assert len(name.encode()) <= MAX_NAME_BYTES
    assert not set(name) & set('/\\:*?"<>|\0\n')
    assert name[0] not in ".- "
    assert name[-1] not in ". "


def test_every_safe_name_can_be_written(tmp_path: Path) -> None:
    for text in ("漢" * 300, "../x", "\u202e", "CON"):
        write_atomically(tmp_path / f"{safe_name(text)}.pdf", b"x")
    assert len(list(tmp_path.iterdir())) == 4


@pytest.mark.parametrize(
    ("one", "other"), [("Ann", "ANN"), ("é", "e\u0301"), ("ﬁt", "FIT"), ("Straße", "STRASSE"), ("Ⅳ", "iv")]
)
def test_names_that_some_system_takes_for_one(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)
    assert name_key(one) != name_key(f"{other} 2")


def test_what_is_written_along_is_there_at_once_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("what stood here before\n")
    with pytest.raises(KeyError), written_along(path, mode=0o600) as file:
        file.write("é\r\n")
        assert path.read_bytes() == "é\r\n".encode()
        assert path.stat().st_mode & 0o777 == 0o600
        raise KeyError
    assert path.read_bytes() == "é\r\n".encode()


def test_what_cannot_be_written_along(tmp_path: Path) -> None:
    place = re.escape(f"{tmp_path} cannot be written: there is a folder where")
    with pytest.raises(OutputError, match=place), written_along(tmp_path):
        pass
    path, full = tmp_path / "list.csv", "larger than the system allows"
    with pytest.raises(OutputError, match=full), files_at_most(3), written_along(path) as file:
        file.write("too long\n")


def test_drafts_of_killed_programs_are_deleted(tmp_path: Path) -> None:
    for name in (".careerprint-a.part", ".careerprint-b/1.pdf", ".careerprint.json", "1001.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    remove_drafts(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {".careerprint.json", "1001.pdf"}
