"""The log gate: every warning in the layout engine's log fails the document, in plain words.

By itself WeasyPrint prints on when a picture, font, character or anchor is missing, and when a style is not
understood. Here each such record becomes a problem that says what, where and what to do.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import TracebackType
from urllib.parse import unquote, urljoin

from careerprint.errors import Problem
from careerprint.press.assets import BASE_URL, Refused

_NEVER_SWALLOWED = (KeyboardInterrupt, SystemExit, MemoryError)

_PLAIN = (
    ("Failed to load image at", "the picture {0} cannot be read: it is damaged, or not a PNG, JPEG or SVG"),
    ("Failed to render SVG image", "the drawing {0} cannot be drawn: simplify it or save it as PNG"),
    ("Failed to load inline SVG", "a drawing on the page cannot be read: correct its SVG in the template"),
    ("Failed to load stylesheet at", "the style sheet {0} is not loaded: put its text into styles/"),
    ("Failed to load attachment", "a file is attached: handouts carry no attachments, link to it instead"),
    ("No anchor #", "the link #{0} leads nowhere: no heading or item has this id, correct the link or the id"),
    ("Content discarded: target points", "a reference to {0} leads nowhere: no heading or item has this id"),
    ("Anchor defined twice", "the id {0} is given twice: give each heading and item its own"),
    (".notdef glyph", "no font of ours has the character “{0}” (U+{1:04X}): write it in another way"),
    (
        "Font-face %r cannot",
        "the font {0} cannot be loaded: name one that comes with Careerprint",
    ),
    ("Ignored `%s:%s` at %d:%d, prefix", "the style `{0}: {1}` is not known by this name: write `{4}`"),
    ("Ignored `%s:%s` at", "the style `{0}: {1}` is not understood ({4})"),
    ("Ignored `%s: %s` at", "the style `{0}: {1}` is not understood ({4})"),
    ("Deprecated `%s:%s` at", "the style `{0}: {1}` is out of date: write `{4}`"),
    ('Missing required "lang"', "the page does not say its language: set it in the guide's front matter"),
    (
        'Image "%s" has no required alt',
        "the picture {0} has no description: write one for people who do not see it",
    ),
    ("This row has more columns", "a table row has more cells than the table has columns: correct the table"),
)
"""How WeasyPrint's record begins, and how to say it; numbers in braces are the record's arguments."""

_ABOUT_ANCHOR = ("No anchor #", "Content discarded", "Anchor defined twice")


@dataclass(frozen=True, slots=True)
class Complaint:
    """One log record in plain words."""

    message: str
    """What is wrong and what to do."""
    about: str = ""
    """The address or `#anchor` that it is about, as the engine knows it; may be empty."""
    css_line: int | None = None
    """The line of the style sheet, counted from 1, where the record names one."""


class Gate(logging.Handler):
    """Collects what the engine logs while it is open and keeps it off the screen; lets interrupts through."""

    def __init__(self) -> None:
        """Start without complaints. A record about anything in `reported` is not a complaint any more."""
        # DEBUG, because only a debug record carries the exception that the engine caught.
        super().__init__(logging.DEBUG)
        self.complaints: list[Complaint] = []
        self.reported: set[str] = set()
        self._logger = logging.getLogger("weasyprint")
        self._before = (self._logger.level, self._logger.propagate)

    def __enter__(self) -> Gate:
        """Listen to the engine alone: nothing reaches the root logger or the screen."""
        self._before = (self._logger.level, self._logger.propagate)
        self._logger.addHandler(self)
        self._logger.setLevel(logging.DEBUG)
        self._logger.propagate = False
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the engine's logger as it was."""
        self._logger.removeHandler(self)
        level, self._logger.propagate = self._before
        self._logger.setLevel(level)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a warning; raise again an interrupt that the engine caught while it drew an SVG."""
        if record.exc_info and isinstance(record.exc_info[1], _NEVER_SWALLOWED):
            raise record.exc_info[1]
        if record.levelno >= logging.WARNING and (complaint := explain(record)).about not in self.reported:
            self.complaints.append(complaint)


def explain(record: logging.LogRecord) -> Complaint:
    """Return one record of WeasyPrint in plain words; one that is not known is quoted."""
    arguments = record.args if isinstance(record.args, tuple) else ()
    # An anchor in a style sheet comes as a token: its kind, then its text.
    arguments = tuple(value[-1] if isinstance(value, tuple) else value for value in arguments)
    arguments = tuple(value.strip() if isinstance(value, str) else value for value in arguments)
    numbers = (value for value in arguments if isinstance(value, int))
    css_line = next(numbers, None) if "%d:%d" in record.msg else None
    for beginning, words in _PLAIN:
        if record.msg.startswith(beginning):
            about = str(arguments[0]) if arguments and "{0}" in words else ""
            if beginning in _ABOUT_ANCHOR:
                about = f"#{about.removeprefix('#')}"
            return Complaint(words.format(*arguments), about, css_line)
    return Complaint(f"the layout engine says: “{record.getMessage()}”", "", css_line)


def problems(
    complaints: Iterable[Complaint],
    refusals: Iterable[Refused],
    *,
    source: str,
    lines: Mapping[str, int] | None,
) -> tuple[Problem, ...]:
    """Return what is wrong with one source, each thing once, at its line where that is known.

    `lines` says at which line the source has an address or an id; None means that the source is a style
    sheet, whose complaints bring their own lines.
    """
    refused = {refusal.url: f"{refusal.url} {refusal.reason}" for refusal in refusals}
    reported = [Complaint(message, url) for url, message in refused.items()]
    reported += [complaint for complaint in complaints if complaint.about not in refused]
    return tuple(dict.fromkeys(_problem(complaint, source, lines) for complaint in reported))


def _problem(complaint: Complaint, source: str, lines: Mapping[str, int] | None) -> Problem:
    written, line = _as_written(complaint.about, lines or {})
    message = complaint.message.replace(complaint.about, written) if written else complaint.message
    return Problem(source, complaint.css_line if lines is None else line, "", message)


def _as_written(about: str, lines: Mapping[str, int]) -> tuple[str, int | None]:
    """Return the address as the source wrote it, and its line, if the source has it."""
    if not about:
        return "", None
    for key, line in lines.items():
        if unquote(about) in (key, f"#{key}", unquote(urljoin(BASE_URL, key))):
            return key if not about.startswith("#") else about, line
    return unquote(about.removeprefix(BASE_URL)) or about, None
