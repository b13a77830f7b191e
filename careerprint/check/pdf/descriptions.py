"""Rules about the words that stand for pictures, links and fields where these cannot be seen.

Messages do not repeat the words of pictures: those of the picture in a report are a person's scores.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pikepdf

from careerprint.check.links import LONGEST_ADDRESS, says_nothing
from careerprint.check.pdf.finished import FinishedPdf
from careerprint.check.pdf.reading_order import field_name
from careerprint.errors import Problem
from careerprint.marks import is_mark

_FILE_NAME = re.compile(r"\S+\.(png|jpe?g|svg|gif|webp|pdf)", re.IGNORECASE)
# Descriptions that only say that there is a picture, in the languages of our labels.
_KIND_ONLY = frozenset({"image", "picture", "photo", "figure", "graphic", "logo", "icon", "chart", "imagen", "foto"})
_SCHEMES = ("https", "mailto", "tel")


def pictures(file: FinishedPdf) -> Iterator[Problem]:
    """Report pictures whose description is missing or describes nothing (ISO 14289-1, 7.3; WCAG 2.1, 1.1.1)."""
    for figure in file.with_role("Figure"):
        words = str(figure.thing.get("/Alt", figure.thing.get("/ActualText", ""))).strip()
        if not words:
            yield file.problem("a picture has no description", page=figure.page)
        elif _FILE_NAME.fullmatch(words):
            yield file.problem("a picture's description is the name of a file: say what it shows", page=figure.page)
        elif words.casefold().strip(".") in _KIND_ONLY or is_mark(words):
            yield file.problem("a picture's description does not say what it shows", page=figure.page)


def links(file: FinishedPdf) -> Iterator[Problem]:
    """Report links whose words make no sense alone or whose target print must not have (WCAG 2.1, 2.4.4)."""
    for element in file.with_role("Link"):
        for annotation in element.annotations:
            words = " ".join(str(annotation.get("/Contents", "")).split())
            target = _target(annotation)
            if fault := _fault(words, target):
                yield file.problem(fault, page=element.page)
            if target and urlsplit(target).scheme not in _SCHEMES:
                message = f"the link “{words}” must start with https:, mailto: or tel:"
                yield file.problem(message, page=element.page)
        if not element.annotations:
            yield file.problem("a link can be read but not followed", page=element.page)


def _target(annotation: pikepdf.Object) -> str:
    """Return the address that a link leads to; empty for places in the same file."""
    action = annotation.get("/A", pikepdf.Dictionary())
    return str(action.get("/URI", ""))


def _fault(words: str, target: str) -> str | None:
    if not words:
        return "a link does not say in words where it leads"
    is_number = not re.search(r"[^\W\d_]", words)
    if says_nothing(words) or (is_number and not target.startswith("tel:")):
        return f"the link “{words}” makes no sense alone; say where it leads"
    if words.startswith(("http:", "https:")) and len(words) > LONGEST_ADDRESS:
        return "a link is read aloud as a long address; give it words"
    return None


def fields(file: FinishedPdf) -> Iterator[Problem]:
    """Report fields without a name for people, or with the one that programs use (ISO 14289-1, 7.18.4)."""
    for element in file.with_role("Form"):
        for widget in element.annotations:
            words = field_name(widget)
            if not words:
                yield file.problem("a field has no name that can be read aloud", page=element.page)
            elif "/Parent" in widget and "/TU" not in widget:
                yield file.problem("a button of a group does not say which answer it is", page=element.page)
