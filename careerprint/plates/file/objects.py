"""Objects of a PDF that WeasyPrint holds, copied into a file of ours with other numbers (ISO 32000-1, 7.3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import deflate
import pydyf

from careerprint.plates.unfit import require

_REFERENCE = re.compile(rb"(\d+) 0 R")


@dataclass(slots=True)
class ObjectCopier:
    """Copies what is asked for, and everything that it refers to."""

    pdf: Any
    """The `pydyf.PDF` that is copied from."""
    next: int
    """The number that the next new object gets."""
    objects: dict[int, bytes] = field(default_factory=dict)
    """Number → an object that is no stream."""
    streams: dict[int, bytes] = field(default_factory=dict)
    """Number → a stream with its dictionary."""
    _numbers: dict[int, int] = field(default_factory=dict)
    """Number in the PDF → number in the file."""

    def value(self, thing: Any) -> bytes:
        """Return a value as it stands in the file; objects behind references are copied."""
        if isinstance(thing, pydyf.String):
            return bytes(thing.data)
        if isinstance(thing, Mapping):
            return self.dictionary(thing)
        if isinstance(thing, list | tuple):
            return b"[" + b" ".join(map(self.value, thing)) + b"]"
        if isinstance(thing, bytes) and (match := _REFERENCE.fullmatch(thing)):
            return b"%d 0 R" % self.number(int(match[1]))
        return bytes(pydyf.Array([thing]).data[1:-1])

    def dictionary(self, entries: Mapping[str, Any]) -> bytes:
        """Return a dictionary as it stands in the file."""
        return (
            b"<<" + b"".join(b"/" + key.encode() + b" " + self.value(entry) for key, entry in entries.items()) + b">>"
        )

    def number(self, old: int) -> int:
        """Return the new number of an object; copy the object when it is asked for the first time."""
        if old not in self._numbers:
            self._numbers[old] = self.next
            self.next += 1
            thing = self.pdf.objects[old]
            if isinstance(thing, pydyf.Stream):
                self.streams[self._numbers[old]] = self._stream(thing)
            else:
                # A reference to a page or a tag would bring the pages of one document into every file.
                require(
                    not isinstance(thing, Mapping) or thing.get("Type") not in ("/Page", "/StructElem"),
                    "a page is shared",
                )
                self.objects[self._numbers[old]] = self.value(thing)
        return self._numbers[old]

    def _stream(self, thing: Any) -> bytes:
        data = b"\n".join(pydyf.Array([item]).data[1:-1] for item in thing.stream)
        entries = {key: value for key, value in thing.extra.items() if key != "Length"}
        if "Filter" not in entries and entries.get("Type") != "/Metadata":
            data = bytes(deflate.zlib_compress(data, 12))
            entries["Filter"] = "/FlateDecode"
        return self.dictionary({**entries, "Length": len(data)}) + b"\nstream\n" + data + b"\nendstream"
