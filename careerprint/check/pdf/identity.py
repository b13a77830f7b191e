"""Rules about the file as a whole: its title, its language, what it claims to be, what it must not carry."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf

from careerprint.check.pdf.finished import FileKind, FinishedPdf
from careerprint.errors import Problem

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""A language tag of the usual form (BCP 47)."""
_FILE_NAME = re.compile(r"\.(pdf|html?|md|docx?)$|^untitled|^document\d*$", re.IGNORECASE)
_PROGRAMS = ("/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Movie", "/Sound", "/Rendition")
"""Actions that a print must not take (ISO 19005-2, 6.5.1)."""


def title(file: FinishedPdf) -> Iterator[Problem]:
    """Report a title that is missing or says nothing (ISO 14289-1, 7.1; WCAG 2.1, 2.4.2)."""
    words = str(file.pdf.docinfo.get("/Title", "")).strip()
    if not words:
        yield file.problem("it has no title: people would hear the file's name")
    elif _FILE_NAME.search(words):
        yield file.problem("its title is the name of a file: say what the document is")
    elif file.xmp and not _in_xmp(words, file.xmp):
        yield file.problem("its two titles differ, the old one and the one in the XMP metadata")


def _in_xmp(words: str, xmp: bytes) -> bool:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return any(each.encode() in xmp for each in (words, escaped))


def language(file: FinishedPdf) -> Iterator[Problem]:
    """Report a language that is missing or is no language code (ISO 14289-1, 7.2; WCAG 2.1, 3.1.1)."""
    tag = str(file.pdf.Root.get("/Lang", ""))
    if not tag:
        yield file.problem("it does not say its language: it would be read aloud in the wrong one")
    elif not _LANGUAGE.fullmatch(tag):
        yield file.problem("its language code is wrong; expected a code such as `en` or `es-US`")


def claims(file: FinishedPdf) -> Iterator[Problem]:
    """Report metadata that do not claim the standards a file must conform to (ISO 14289-1, 5; ISO 19005-2, 6.6.4)."""
    wanted = {"pdfuaid:part": b"1"}
    if file.kind is FileKind.DOCUMENT and not file.pdf.is_encrypted:
        wanted |= {"pdfaid:part": b"2", "pdfaid:conformance": b"A"}
    for name, value in wanted.items():
        key = name.encode()
        if not re.search(rb"<%b>\s*%b\s*<|\b%b=[\"']%b[\"']" % (key, value, key, value), file.xmp):
            yield file.problem(f"its metadata (XMP) do not say `{name}` = {value.decode()}")


def programs(file: FinishedPdf) -> Iterator[Problem]:
    """Report programs, actions and attached files: a print carries none of them."""
    found = {str(thing.get("/S")) for thing in _dictionaries(file.pdf) if str(thing.get("/S", "")) in _PROGRAMS}
    if found or "/JavaScript" in file.pdf.Root.get("/Names", ()):
        listed = ", ".join(sorted(name.removeprefix("/") for name in found)) or "JavaScript"
        yield file.problem(f"it holds a program or an action ({listed}): a print must not do anything by itself")
    if "/OpenAction" in file.pdf.Root or "/AA" in file.pdf.Root:
        yield file.problem("it does something when it is opened: a print must not do anything by itself")
    if len(file.pdf.attachments):
        yield file.problem("another file is attached to it: link to it instead")


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield all dictionaries that are objects of their own, and the actions of links."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary):
            yield thing
            if isinstance(action := thing.get("/A"), pikepdf.Dictionary):
                yield action


def lock(file: FinishedPdf) -> Iterator[Problem]:
    """Report encryption, which archives forbid (ISO 19005-2, 6.1.3)."""
    if file.pdf.is_encrypted:
        yield file.problem("it is locked, so it is not PDF/A: archives may refuse it", severity="warning")
