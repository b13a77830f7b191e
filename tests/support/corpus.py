"""Reads the cases in tests/constructs/ and prints them.

A file begins with a line about itself. A case is a line `=== name`, lines `key: value`, a line `---` and the
source: Markdown in markdown.txt and ruled-out.txt, HTML elsewhere.
Without `breaks` and `vera` it must pass. Keys:

style     CSS for this case
repeat    print the last line of the source so many times
pages     at least so many pages
alone     the PDF/UA-1 rule that WeasyPrint breaks without our finisher, as page-validation names it
breaks    the rules that the case breaks in spite of the finisher, as page-validation names them
vera      the PDF/UA-1 rules that it breaks, as veraPDF names them
vera-2a   the PDF/A-2a rules that it breaks, as veraPDF names them
check     what `check` says about it
form      "yes": it is a worksheet that can be filled in, also outside forms.txt
lang      the language that one structure element must have
langs     the languages of the pieces of words that are broken over lines
scopes    the scopes of the table's header cells
hears     what a listener hears: role and words of each block
"""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from careerprint.check.pdf.inspect import inspect_bytes
from careerprint.check.sources import GUIDE_RULES, TEXT_RULES
from careerprint.check.subject import Context, subject_of
from careerprint.marks import DECORATION, END, LANGUAGE, ROLE
from careerprint.sources.document import from_text
from careerprint.sources.guide import meta_of
from careerprint.sources.markdown import parse, to_html
from tests.support.check_texts import FRONT, TODAY
from tests.support.proof import Finisher, finish, print_page

FOLDER = Path(__file__).parents[1] / "constructs"


@dataclass(frozen=True)
class Case:
    """One construct: what is written, and what must become of it."""

    file: str
    name: str
    keys: tuple[tuple[str, str], ...]
    source: str

    def __str__(self) -> str:
        """Return what a failing test calls it."""
        return f"{self.file}: {self.name}"

    def get(self, key: str) -> str:
        """Return the value of a key; empty if the case has none."""
        return dict(self.keys).get(key, "")

    @property
    def form(self) -> bool:
        """Whether it is a worksheet that can be filled in."""
        return self.file == "forms.txt" or bool(self.get("form"))

    @property
    def profiles(self) -> tuple[str, ...]:
        """What its print must conform to."""
        return ("ua1",) if self.form else ("ua1", "2a")

    @property
    def is_markdown(self) -> bool:
        """Whether it is written as guides are; else it is what templates hold."""
        return self.file in ("markdown.txt", "ruled-out.txt") and not self.source.startswith("<")

    @property
    def html(self) -> str:
        """The body of its page."""
        *lines, last = self.source.splitlines()
        source = "\n".join([*lines, *[last] * int(self.get("repeat") or 1)])
        for name, mark in (("{DECORATION}", DECORATION), ("{LANGUAGE}", LANGUAGE), ("{END}", END), ("{ROLE}", ROLE)):
            source = source.replace(name, mark)
        if self.is_markdown:
            source = to_html(parse(source.split("\n"), first_line=1, sources={}), inner=True)
        return f"<style>{self.get('style')}</style>{source.replace('picture.png', _picture())}"

    def print(self, finisher: Finisher | None = finish, variant: str = "pdf/a-2a") -> bytes:
        """Print it as its kind of document is printed."""
        return print_page(self.html, variant="pdf/ua-1" if self.form else variant, finisher=finisher)


@cache
def printed(case: Case) -> bytes:
    """Print a case once for all tests."""
    return case.print()


def cases() -> list[Case]:
    """Return all cases of all files."""
    return [case for path in sorted(FOLDER.glob("*.txt")) for case in _read(path)]


def _read(path: Path) -> Iterator[Case]:
    _about, *blocks = path.read_text(encoding="utf-8").split("\n=== ")
    for block in blocks:
        head, _, source = block.partition("\n---\n")
        name, *keys = head.splitlines()
        pairs = tuple((key, value) for key, _, value in (line.partition(": ") for line in keys))
        yield Case(path.name, name, pairs, source.rstrip("\n"))


@cache
def _picture() -> str:
    """Return a PNG of 8 by 8 pixels in shades of blue as a data address."""
    rows = b"".join(b"\0" + bytes((0, 0, 16 * row)) * 8 for row in range(8))
    header = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    packed = (struct.pack(">I", len(data)) + kind + data + _checksum(kind + data) for kind, data in chunks)
    png = b"\x89PNG\r\n\x1a\n" + b"".join(packed)
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def _checksum(data: bytes) -> bytes:
    return struct.pack(">I", zlib.crc32(data))


def said(case: Case) -> list[str]:
    """Return what `check` says about a case: about the text of a guide, else about the finished print."""
    if not case.is_markdown:
        return [problem.message for problem in inspect_bytes(printed(case), label="case.pdf").problems]
    front, body = (FRONT + "Sample text.\n\n## Part {#part}\n\n"), case.source
    if body.startswith("#"):
        front = FRONT + "Sample text.\n\n"
    document = from_text(front + body, path="case.md", slug="case")
    subject = subject_of(document, PurePosixPath("guides/case.md"), meta_of(document, []))
    context = Context(TODAY, {subject.place: frozenset()}, frozenset({"case"}), FOLDER, frozenset())
    return [problem.message for rule in (*TEXT_RULES, *GUIDE_RULES) for problem in rule(subject, context)]
