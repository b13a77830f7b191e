"""Rules about signs that Markdown did not interpret, so that they would be printed as typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from careerprint.check.subject import Context, Passage, Subject
from careerprint.errors import Problem, Severity
from careerprint.sources.markup.constructs import fenced_code, own_notes, quoted_fences

_TAG = re.compile(r"</?[A-Za-z][\w-]*\s*/?>|</?[A-Za-z][\w-]*\s[^<>]*=[^<>]*>|<!(?=--|[–—])")
_ADDRESS = re.compile(r"<[^\s<>@]+@[^\s<>@]+>")
_BRACES = re.compile(r"\{:?\s?[#.][\w-][^{}]*\}?|\{:?\s*\w+=[^{}\s]+\s*\}")
_BOLD = re.compile(r"\*\*|(?<!\w)__(?=\w)|(?<=\w)__(?!\w)")
_POINT = re.compile(r"\s*(?:[-*+]|\d{1,2}[.)])\s+\S")
_BULLET = re.compile(r"\s*[•●▪◦‣]\s*\S")
_MARKER = re.compile(r"( *)(?:[-*+]|\d{1,3}[.)])\s+\S")

_TEMPLATE_WORDS = ("Replace this", "Cambie esto")
"""What the templates for new guides say, in English and Spanish, wherever the author's own words belong."""

_SIGNS: tuple[tuple[re.Pattern[str], Severity, str], ...] = (
    (_ADDRESS, "error", "would be printed with its angle brackets; write `[{}](mailto:{})`"),
    (
        _BRACES,
        "error",
        "would be printed as typed; braces belong at the very end of a heading or a point",
    ),
    (re.compile(r"\[\^"), "error", "begins a source mark that is not complete; write `[^name]`"),
    (re.compile(r"\]\s?\(\w"), "error", "is a link that is not complete; write `[words](https://…)`"),
    (re.compile(r"\]\["), "error", "is a link whose address is missing; write `[words](https://…)`"),
    (_BOLD, "warning", "has no partner; close the bold words or take it out"),
    (re.compile(r"`"), "warning", "has no partner; close the quoted code or take it out"),
)


def unread_signs(subject: Subject, _: Context) -> Iterator[Problem]:
    """Report HTML, braces, stars and brackets left over in the text."""
    for passage in subject.passages:
        for pattern, severity, message in _SIGNS:
            if pattern is _BRACES and _glued_point(passage):
                continue  # the braces are right, the list is not
            if found := pattern.search(passage.words):
                sign = found.group()
                line = subject.line_with(sign.split("\n")[0], passage.line)
                words = f"“{sign}” " + message.replace("{}", sign[1:-1])
                yield subject.problem(line, passage.field, words, severity)
        if tag := _TAG.search(_ADDRESS.sub("", passage.words)):
            yield from _tag_problem(subject, passage, tag.group())


def _tag_problem(subject: Subject, passage: Passage, sign: str) -> Iterator[Problem]:
    """Report a tag that was typed as such; `&lt;b>` means its letters and is fine."""
    # Quotes and dashes in the text were made typographic: look for what comes before them.
    start = "<!--" if sign == "<!" else sign.split()[0]
    line = subject.line_with(start, passage.line)
    if start in subject.document.source[line - 1]:
        shown = start if sign in (start, "<!") else f"{start} …>"
        message = f"“{shown}” is HTML and would be printed as typed; write Markdown instead"
        yield subject.problem(line, passage.field, message)


def unread_blocks(subject: Subject, _: Context) -> Iterator[Problem]:
    """Report footnotes of the text itself, and fenced code that does not end or stands in a quotation."""
    first = subject.document.first_line
    lines = subject.document.source[first - 1 :]
    found = [
        (index, f"`[^{name}]:` begins a footnote, which prints have no place for; put its words into the text")
        for name, index in own_notes(lines).items()
    ]
    for code in fenced_code(lines):
        if not code.is_closed:
            sign = lines[code.first].strip()[:3]
            found.append((code.first, f"the code that begins here has no end; put a line “{sign}” behind it"))
    if fence := next(quoted_fences(lines), None):
        found.append((fence, "code in a quotation is indented by four spaces, not fenced"))
    for index, message in found:
        yield subject.problem(first + index, subject.field_at(first + index), message)


def template_words(subject: Subject, _: Context) -> Iterator[Problem]:
    """Report, in one message, how much of the template has not been replaced yet; only guides can be drafts."""
    for words in _TEMPLATE_WORDS:
        source = enumerate(subject.document.source, 1)
        lines = [number for number, line in source if words in line and not line.startswith("# ")]
        if lines:
            count = "1 line still says" if len(lines) == 1 else f"{len(lines)} lines still say"
            draft = ", or set `status: draft`" if subject.place.parts[0] == "guides" else ""
            message = f"{count} “{words}”, this one first; write your own words there{draft}"
            yield subject.problem(lines[0], "", message)


def glued_blocks(subject: Subject, _: Context) -> Iterator[Problem]:
    """Report lists that run on in a paragraph because the blank line before them is missing."""
    for passage in subject.passages:
        if _BULLET.match(passage.words):
            message = "a point begins with `- `, not with a bullet sign; put a blank line before the first"
            yield subject.problem(passage.line, passage.field, message)
        elif found := _glued_point(passage):
            yield _glued(subject, passage, found)


def _glued_point(passage: Passage) -> str | None:
    """Return the first line inside a passage that was meant as a list item."""
    lines = passage.words.split("\n")[1:]
    return next((line for line in lines if _POINT.match(line) or _BULLET.match(line)), None)


def _glued(subject: Subject, passage: Passage, line: str) -> Problem:
    start = line.strip()
    at = subject.line_with(start[:20].split("*")[0].split("[")[0].rstrip() or start[:2], passage.line + 1)
    message = f"“{start[:30]}” is not read as a point of a list; put a blank line before the list"
    return subject.problem(at, passage.field, message)


def indents(subject: Subject, _: Context) -> Iterator[Problem]:
    """Report lines indented by fewer than four spaces inside a list: Markdown takes them out of the list."""
    document = subject.document
    in_list, after_blank, last = False, True, 0
    for number, line in enumerate(document.prose, document.first_line):
        if not line.strip():
            after_blank = True
            continue
        indent = len(line) - len(line.lstrip(" "))
        marker = _MARKER.match(line) is not None
        deeper = in_list and indent > last and indent % 4
        if deeper and (marker or (after_blank and indent < last + 4)):
            spaces = "1 space" if indent == 1 else f"{indent} spaces"
            message = f"is indented by {spaces}, which takes it out of its list; use {last + 4}"
            yield subject.problem(number, subject.field_at(number), message)
        elif marker:
            in_list, last = True, indent
        elif indent == 0 and after_blank:
            in_list, last = False, 0
        after_blank = False
