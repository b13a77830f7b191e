"""The career center whose name and contact are on every page: `source/center.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationError, model_validator

from careerprint.color import contrast
from careerprint.editions import Layout
from careerprint.errors import Problem, SourceError
from careerprint.languages import same
from careerprint.sources.fields import NO_COLUMNS, AnswerColumns, Fields, Location, problems_of
from careerprint.sources.source_text import source_text

MAX_BYTES = 100_000
"""A file larger than this (bytes) is not a center's details."""
LEAST_CONTRAST = 4.5
"""Contrast to white paper below which text is hard to read for many (WCAG 2.1, 1.4.3)."""
GOOD_CONTRAST = 7.0
"""Contrast to white paper to aim at (WCAG 2.1, 1.4.6)."""

_AT = re.compile(r"(?P<what>.*?) \(at (?:line (?P<line>\d+), column \d+|end of document)\)", re.S)

_TOML_WORDS = (
    ("Illegal character '\\n'", 'the closing quote is missing; write lines such as `phone = "555-0142"`'),
    ("Unterminated string", 'the closing quote is missing; write lines such as `phone = "555-0142"`'),
    (
        "Expected newline or end of document",
        "a text lacks a quote, or one line holds two entries",
    ),
    ("Invalid value", 'put the text in quotes, as in `phone = "555-0142"`'),
    ("Unclosed array", "a comma between two lines of a list is missing, or the `]` that ends it"),
    ("Unclosed inline table", "a comma is missing between the braces, or the `}` that ends them"),
    ("Cannot overwrite a value", "this name is given twice; take one of the two lines out"),
    ("Unescaped '\\'", "a backslash needs another one before it: write `\\\\`"),
)
"""How messages of Python's TOML parser begin, and the same in plain words."""


def _dark_color(value: str) -> str:
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", value):
        raise ValueError('expected a web color code such as "#1f4e79"')
    ratio = contrast(value, "#ffffff")
    if ratio < LEAST_CONTRAST:
        raise ValueError(f"is too pale to read on white paper ({ratio:.1f} to 1); choose a darker color")
    return value


def _web_address(value: str) -> str:
    if not re.fullmatch(r"https://[^\s/]+\.[^\s/]+(/\S*)?", value):
        raise ValueError('expected an address such as "https://www.example.org"')
    return value


def _guide_address(value: str) -> str:
    """Refuse what does not become a web address once a guide's name stands in it."""
    if value.count("{slug}") != 1 or set(value.replace("{slug}", "")) & set("{}"):
        raise ValueError('expected an address with {slug} in it, such as "https://www.example.org/guides/{slug}"')
    _web_address(value.replace("{slug}", "nurse"))
    return value


def _email_address(value: str) -> str:
    if not re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", value):
        raise ValueError('expected an address such as "careers@example.org"')
    return value


def _language_code(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", value):
        raise ValueError('expected a short code such as "en" or "es"')
    return value


Line = Annotated[str, Field(min_length=1, max_length=200)]
Sentence = Annotated[str, Field(min_length=1, max_length=500)]


class Hours(Fields):
    """One line of the opening hours."""

    days: Line
    time: Line


class Words(Fields):
    """What the center says about itself in one more language."""

    logo_alt: Sentence | None = None
    hours: Annotated[tuple[Hours, ...], Field(min_length=1, max_length=8)]
    equal_opportunity: Sentence
    auxiliary_aids: Sentence
    privacy: Sentence


class Center(Fields):
    """The career center, as it appears on every print."""

    name: Line
    logo: Line | None = None
    """Path below the source folder, such as `images/logo.png`."""
    logo_alt: Sentence | None = None
    name_in_logo: bool = False
    """Whether the logo shows the name, so that it is not printed beside it."""
    address: Annotated[tuple[Line, ...], Field(min_length=1, max_length=6)]
    phone: Line
    email: Annotated[Line, AfterValidator(_email_address)] | None = None
    hours: Annotated[tuple[Hours, ...], Field(min_length=1, max_length=8)]
    web: Annotated[Line, AfterValidator(_web_address)]
    guide_url: Annotated[Line, AfterValidator(_guide_address)] | None = None
    """Where a guide stands on the web, with `{slug}` in the place of its name; the square code of its print."""
    equal_opportunity: Sentence
    auxiliary_aids: Sentence
    privacy: Sentence
    paper: Literal["letter", "a4"]
    editions: Annotated[tuple[Layout, ...], Field(min_length=1, max_length=5)] = ("standard",)
    accent: Annotated[str, AfterValidator(_dark_color)]
    language: Annotated[str, AfterValidator(_language_code)]
    """The language of the lines above."""
    languages: Mapping[Annotated[str, AfterValidator(_language_code)], Words] = {}
    """The same details for prints in other languages."""
    columns: AnswerColumns = NO_COLUMNS
    """Which columns of the center's own forms say who somebody is."""

    def in_language(self, language: str) -> Center:
        """Return the center with its lines in a language, or as it is where it has none in that language."""
        for tag, words in self.languages.items():
            if same(tag, language) and not same(self.language, language):
                return self.model_copy(update={**dict(words), "language": tag})
        return self

    @model_validator(mode="after")
    def _name_is_printed(self) -> Center:
        """Ask for the logo that holds the name."""
        if self.name_in_logo and not self.logo:
            raise ValueError("name_in_logo: there is no logo; take this line out, or name the logo")
        return self

    @model_validator(mode="after")
    def _logo_has_words(self) -> Center:
        """Ask for words for the logo, in every language: some people cannot see it."""
        if self.logo and not self.logo_alt:
            raise ValueError("logo_alt: is missing; say in words what the logo shows")
        for tag, words in self.languages.items():
            if self.logo and not words.logo_alt:
                raise ValueError(f"languages › {tag} › logo_alt: is missing; say in words what the logo shows")
        return self


def _hours(*lines: tuple[str, str]) -> tuple[Hours, ...]:
    return tuple(Hours(days=days, time=time) for days, time in lines)


SAMPLE: Mapping[str, object] = {
    "name": "Sample Career Center",
    "logo_alt": "Logo of the Sample Career Center: three rising steps under a curved path",
    "address": ("100 Example Street, Room 210", "Sampletown, ST 00000"),
    "phone": "555-0142",
    "email": "careers@example.org",
    "hours": _hours(
        ("Monday to Thursday", "9 a.m. to 5 p.m."),
        ("Friday", "9 a.m. to 1 p.m."),
        ("First Saturday of the month", "10 a.m. to noon"),
    ),
    "web": "https://www.example.org/careers",
    "equal_opportunity": "Sample Career Center is an equal opportunity employer/program.",
}
"""The lines of our sample center.toml that can be true of no other center.

Those on auxiliary aids and privacy are not among them, because many centers may print them as they are; nor is the
logo, because a center may give its own picture the name of ours.
"""
SAMPLE_WORDS: Mapping[str, Mapping[str, object]] = {
    "es": {
        "logo_alt": "Logotipo del Sample Career Center: tres escalones que suben bajo un camino curvo",
        "hours": _hours(
            ("Lunes a jueves", "9 a. m. a 5 p. m."),
            ("Viernes", "9 a. m. a 1 p. m."),
            ("Primer sábado del mes", "10 a. m. a mediodía"),
        ),
        "equal_opportunity": "Sample Career Center es un empleador y programa que ofrece igualdad de oportunidades.",
    }
}
"""The same in other languages."""


def read(path: Path, *, name: str | None = None) -> Center:
    """Read a center's details. `name` is what messages call the file.

    Raises SourceError with every problem at once. Whether the logo can be printed is not looked at.
    """
    label = name or path.as_posix()
    text = _text(path, label)
    data = _data(text, label)
    try:
        center = Center.model_validate(data)
    except ValidationError as error:
        found = problems_of(error, path=label, line=lambda at: line_of(text, at), model=Center)
        raise SourceError(f"{label} has mistakes", problems=sorted(found, key=_by_line)) from None
    return center


def remarks(path: Path, center: Center, *, name: str | None = None) -> Iterator[Problem]:
    """Yield suggestions for a center's details that are valid."""
    label = name or path.as_posix()
    text = _text(path, label)
    ratio = contrast(center.accent, "#ffffff")
    if ratio < GOOD_CONTRAST:
        message = f"is pale on white paper ({ratio:.1f} to 1); a darker color, 7 to 1 or more, reads better"
        yield Problem(label, line_of(text, ("accent",)), "accent", message, "warning")
    for location in _of_the_sample(center):
        message = "is still that of the sample center, which is invented; write your own"
        yield Problem(label, line_of(text, location), " › ".join(map(str, location)), message, "warning")


def _of_the_sample(center: Center) -> Iterator[Location]:
    """Yield the lines that are still those of our sample; none for the sample itself."""
    own = [(name,) for name, value in SAMPLE.items() if getattr(center, name) == value]
    if len(own) == len(SAMPLE):
        return
    yield from own
    for tag, words in center.languages.items():
        for name, value in SAMPLE_WORDS.get(tag, {}).items():
            if getattr(words, name) == value:
                yield ("languages", tag, name)


def line_in(path: Path, label: str, location: Location) -> int | None:
    """Return the line (from 1) of a value in a center's file; `label` is what messages call the file."""
    return line_of(_text(path, label), location)


def line_of(text: str, location: Location) -> int | None:
    """Return the line (from 1) of a value in a TOML text, or of the nearest thing around it."""
    if not location:
        return None
    key, index = str(location[0]), next((part for part in location if isinstance(part, int)), 0)
    lines = text.split("\n")
    if (table := _table_line(lines, location[:2])) is not None:
        below = lines[table : next((n for n in range(table, len(lines)) if lines[n].lstrip().startswith("[")), None)]
        return (line_of("\n".join(below), location[2:]) or 0) + table
    tables = [n for n, line in enumerate(lines, 1) if re.match(rf"\s*\[\[\s*{re.escape(key)}\s*\]\]", line)]
    if index < len(tables):
        return tables[index]
    start = next((n for n, line in enumerate(lines, 1) if re.match(rf"\s*\"?{re.escape(key)}\"?\s*=", line)), None)
    if start is None or len(location) == 1:
        return start
    entries = [*_entry_lines(lines[start - 1 :], start)]
    return entries[index] if index < len(entries) else start


def _table_line(lines: Sequence[str], location: Location) -> int | None:
    """Return the line (from 1) of a table's head, such as `[languages.es]`; None if there is none."""
    head = r"\s*\.\s*".join(rf"[\"']?{re.escape(str(part))}[\"']?" for part in location)
    return next((n for n, line in enumerate(lines, 1) if re.match(rf"\s*\[\s*{head}\s*\]", line)), None)


def _entry_lines(lines: Sequence[str], number: int) -> Iterator[int]:
    """Yield the lines of a list that has one entry on each; the first of `lines` begins the list."""
    for at, line in enumerate(lines, number):
        if at > number and re.match(r"\s*[{\"']", line):
            yield at
        if "]" in line.partition("#")[0]:
            return


def _text(path: Path, label: str) -> str:
    return source_text(path, label, MAX_BYTES, missing="is missing; it holds your center's name and contact")


def _data(text: str, label: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT.fullmatch(str(error))
        what = found["what"] if found else str(error)
        line = int(found["line"]) if found and found["line"] else text.count("\n") + 1
        raise _fault(label, line, f"cannot be read: {_in_plain_words(what)}") from None
    except RecursionError:
        raise _fault(label, None, "has brackets nested without end; flatten them") from None


def _in_plain_words(what: str) -> str:
    """Return the TOML parser's message in words for people who have never heard of TOML."""
    known = (words for beginning, words in _TOML_WORDS if what.startswith(beginning))
    return next(known, f'write lines such as `phone = "555-0142"` ({what})')


def _by_line(problem: Problem) -> int:
    return problem.line or 0


def _fault(label: str, line: int | None, message: str) -> SourceError:
    return SourceError(f"{label} cannot be read", problems=[Problem(label, line, "", message)])
