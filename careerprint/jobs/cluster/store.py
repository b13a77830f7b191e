"""Reports in a store that fsspec reaches, such as object storage: `--scheduler … --results s3://bucket/folder`.

Files have the same names there as in the output folder. Each kind of store raises errors of its own. Here they become
ours, but only by their kind: their words could hold a file's name, and that can hold a person's.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from careerprint.errors import MachineError, OutputError, UsageError
from careerprint.files import DRAFT, PRIVATE_FILE, make_folder, write_atomically
from careerprint.install.extras import how_to_install
from careerprint.jobs.made import M, Made, still_as_made

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem


_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]*::)*[a-z][a-z0-9+.-]*://\S+")
_PASSWORD = re.compile(r"://[^/@]*:[^/@]*@")


@dataclass(frozen=True, slots=True)
class Results:
    """The folder of a store that reports go to; every machine opens it for itself."""

    address: str

    def look_at(self) -> None:
        """Raise UsageError for an invalid address, and MachineError if the package for such a store is missing."""
        if not _ADDRESS.fullmatch(self.address):
            raise UsageError(f"`{self.address}` is no address of a store; write it as s3://bucket/folder")
        if _PASSWORD.search(self.address):
            raise UsageError(
                "Leave the password out of the address of --results: everybody on the machine could read it. Set it as"
                " the store's package says, on all machines."
            )
        _opened(self.address)

    def put(self, file: str, data: bytes) -> None:
        """Put a file in its place, whole or not at all. Raises OutputError.

        Object storage takes files whole; elsewhere a draft is written beside the place and renamed.
        """
        store, root = _opened(self.address)
        path = f"{root}/{file}"
        with self._as_output_errors():
            if _is_local(store):
                make_folder(Path(path).parent, mode=0o700)
                write_atomically(Path(path), data, mode=PRIVATE_FILE)
            elif _renames(store):
                draft = f"{path.rpartition('/')[0]}/{DRAFT}{secrets.token_hex(8)}"
                store.makedirs(path.rpartition("/")[0], exist_ok=True)
                store.pipe_file(draft, data)
                store.mv(draft, path)
            else:
                store.pipe_file(path, data)

    def read(self, *files: str) -> list[bytes | None]:
        """Return the contents of files, None for one that is not there. Raises OutputError."""
        store, root = _opened(self.address)
        with self._as_output_errors():
            found = store.cat_ranges([f"{root}/{file}" for file in files], None, None, on_error="return")
            for data in found:
                if isinstance(data, BaseException) and not isinstance(data, FileNotFoundError):
                    raise data
        return [None if isinstance(data, FileNotFoundError) else bytes(data) for data in found]

    def seen(self, records: Sequence[M]) -> list[M | None]:
        """Return what was made with this moment as its time, None where the file is not there as made.

        Stores give no exact times, so a file that was changed before this moment counts as untouched.
        """
        now = time.time_ns()
        found = self.read(*(record.output for record in records))
        return [
            replace(record, mtime_ns=now) if _is_what_was_made(record, data) else None
            for record, data in zip(records, found, strict=True)
        ]

    def delete(self, file: str) -> None:
        """Delete a file that may be there. Raises OutputError."""
        store, root = _opened(self.address)
        with self._as_output_errors():
            if store.exists(f"{root}/{file}"):
                store.rm_file(f"{root}/{file}")

    def listed(self, folder: str) -> Listing:
        """Return what lies in a folder now; delete what a killed worker had half written."""
        store, root = _opened(self.address)
        with self._as_output_errors():
            store.invalidate_cache()
            try:
                entries = store.ls(f"{root}/{folder}", detail=True)
            except FileNotFoundError:
                entries = []
            sizes = {entry["name"].rpartition("/")[2]: int(entry["size"] or 0) for entry in entries}
            for name in sizes:
                if name.startswith(DRAFT):
                    store.rm_file(f"{root}/{folder}/{name}")
        return Listing(self, {f"{folder}/{name}": size for name, size in sizes.items()})

    def changed(self, file: str) -> int | None:
        """Return when a file was changed, in nanoseconds; None where a store does not say."""
        store, root = _opened(self.address)
        try:
            moment = store.modified(f"{root}/{file}")
        except Exception:  # some stores keep no times; then the file itself is read
            return None
        utc = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
        return int(utc.timestamp() * 1e9)

    @contextmanager
    def _as_output_errors(self) -> Iterator[None]:
        """Turn whatever a store raises into an OutputError."""
        try:
            yield
        except OutputError:
            raise
        except PermissionError:
            raise OutputError(f"{self.address} cannot be used: you may not read or write there.") from None
        except FileNotFoundError:
            raise OutputError(f"{self.address} cannot be used: there is no such bucket or folder.") from None
        except Exception as error:
            raise OutputError(f"{self.address} cannot be used ({type(error).__name__}).") from None


@dataclass(frozen=True, slots=True)
class Listing:
    """What lay in a folder of a store when a run began."""

    results: Results
    sizes: Mapping[str, int]
    """Bytes of each file."""

    def has(self, made: Made) -> bool:
        """Say whether a report is still there as it was made."""

        def is_untouched() -> bool:
            changed = self.results.changed(made.output)
            return changed is not None and changed <= made.mtime_ns  # not since it was compared with its hash

        return still_as_made(
            made, self.sizes.get(made.output), is_untouched, lambda: _hash(self.results.read(made.output)[0] or b"")
        )


def _is_what_was_made(made: Made, data: bytes | None) -> bool:
    return data is not None and still_as_made(made, len(data), lambda: False, lambda: _hash(data))


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _is_local(store: AbstractFileSystem) -> bool:
    from fsspec.implementations.local import LocalFileSystem

    return isinstance(store, LocalFileSystem)


def _renames(store: AbstractFileSystem) -> bool:
    """Say whether a store can rename; object storage cannot, but takes files whole or not at all."""
    from fsspec import AbstractFileSystem

    return type(store).mv is not AbstractFileSystem.mv


@lru_cache(maxsize=4)
def _opened(address: str) -> tuple[AbstractFileSystem, str]:
    """Return a store and the path of a folder in it."""
    try:
        from fsspec.core import url_to_fs

        store, path = url_to_fs(address)
    except ImportError as error:
        raise MachineError(
            f"--results needs a package for such addresses, on every machine ({error})."
            f" Add it with: {how_to_install('NAME')}"
        ) from None
    except ValueError:
        raise UsageError(
            f"`{address}` is an address that fsspec does not know; write it as s3://bucket/folder"
        ) from None
    except Exception as error:
        raise OutputError(f"{address} cannot be used ({type(error).__name__}).") from None
    return store, path.rstrip("/")
