"""Rules about pictures: there, whole, printable, and with words for those who cannot see them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from careerprint.center import picture_fault
from careerprint.check.subject import Context, Subject
from careerprint.errors import Problem
from careerprint.markdowntree import line_of

_FILE_NAME = re.compile(r"\S+\.(?:png|jpe?g|svg)|(?:image|picture|photo|img)[\s_-]*\d*", re.I)


def broken_images(subject: Subject, context: Context) -> Iterator[Problem]:
    """Report pictures that cannot be printed or have no words."""
    for block in subject.blocks:
        for image in block.element.iter("img"):
            address = image.get("src") or ""
            line = subject.line_with(f"({address}", line_of(image, block.line) or block.line)
            if fault := _fault(address, subject, context):
                yield subject.problem(line, block.field, fault)
            alt = (image.get("alt") or "").strip()
            if not alt:
                message = "the picture has no words for people who cannot see it; write `![what it shows](…)`"
                yield subject.problem(line, block.field, message)
            elif _FILE_NAME.fullmatch(alt):
                message = f"“{alt}” does not say what the picture shows; describe it in a few words"
                yield subject.problem(line, block.field, message, "warning")


def _fault(address: str, subject: Subject, context: Context) -> str | None:
    name = posixpath.normpath(str(subject.place.parent / unquote(address)))
    if re.match(r"[A-Za-z][\w+.-]*:|/", address) or not name.startswith("images/"):
        up = "../" * (len(subject.place.parts) - 1)
        return f"the picture `{address}` is not ours to print; copy it to images/ and write `{up}images/…`"
    fault = picture_fault(context.source, name)
    return f"the picture `{address}` {fault.removeprefix('the picture ')}" if fault else None
