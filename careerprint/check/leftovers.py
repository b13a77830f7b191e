"""Rules about signs that Markdown did not read: they would be printed as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from careerprint.check.subject import Context, Passage, Subject
from careerprint.errors import Problem, Severity

_TAG = re.compile(r"</?[A-Za-z][\w-]*\s*/?>|</?[A-Za-z][\w-]*\s[^<>]*=[^<>]*>|<!(?=--|[–—])")
_ADDRESS = re.compile(r"<[^\s<>@]+@[^\s<>@]+>")
_BRACES = re.compile(r"\{:?\s?[#.][\w-][^{}]*\}?|\{:?\s*\w+=[^{}\s]+\s*\}")
_BOLD = re.compile(r"\*\*|(?<!\w)__(?=\w)|(?<=\w)__(?!\w)")
_POINT = re.compile(r"\s*(?:[-*+]|\d{1,2}[.)])\s+\S")
_BULLET = re.compile(r"\s*[•●▪◦‣]\s*\S")
_MARKER = re.compile(r"( *)(?:[-*+]|\d{1,3}[.)])\s+\S")

_SIGNS: tuple[tuple[re.Pattern[str], Severity, str], ...] = (
    (_ADDRESS, "error", "would be printed with its angle brackets; write `[{}](mailto:{})`"),
    (_TAG, "error", "is HTML and would be printed as it stands; write Markdown instead"),
    (
        _BRACES,
        "error",
        "would be printed as it stands; braces belong at the very end of a heading or a point",
    ),
    (re.compile(r"\[\^"), "error", "begins a source mark that is not complete; write `[^name]`"),
    (re.compile(r"\]\s?\(\w"), "error", "is a link that is not complete; write `[words](https://…)`"),
    (re.compile(r"\]\["), "error", "is a link whose address is missing; write `[words](https://…)`"),
    (_BOLD, "warning", "stands alone; close the bold words or take it out"),
    (re.compile(r"`"), "warning", "stands alone; close the quoted code or take it out"),
)


def unread_signs(subject: Subject, _: Context) -> Iterator[Problem]:
    """Report HTML, braces, stars and brackets left over in the text."""
    for passage in subject.passages:
        for pattern, severity, message in _SIGNS:
            if not (found := pattern.search(passage.words)):
                continue
            sign = found.group()
            # Quotes in the text were curled: look for what stands before them.
            start = sign.split()[0].rstrip("–—") if pattern is _TAG else sign.split("\n")[0]
            if pattern is _TAG and not _typed(subject, passage, start):
                continue
            line = subject.line_with(start, passage.line)
            shown = f"“{sign}” " if pattern is not _TAG else f"“{start.rstrip('>')}…>” "
            yield subject.problem(line, passage.field, shown + message.replace("{}", sign[1:-1]), severity)
            if pattern in (_ADDRESS, _TAG):
                break


def _typed(subject: Subject, passage: Passage, tag: str) -> bool:
    """Say whether a tag stands in the file itself, not as `\\<b>` or `&lt;b>`, which mean its letters."""
    line = subject.document.source[subject.line_with(tag, passage.line) - 1]
    return re.search(rf"(?<!\\){re.escape(tag)}", line) is not None


def glued_blocks(subject: Subject, _: Context) -> Iterator[Problem]:
    """Report lists that run on in a paragraph because the blank line before them is missing."""
    for passage in subject.passages:
        first, *more = passage.words.split("\n")
        if _BULLET.match(first):
            message = (
                "a point begins with `- `, not with a bullet sign; put a blank line before the first one"
            )
            yield subject.problem(passage.line, passage.field, message)
        elif found := next((line for line in more if _POINT.match(line) or _BULLET.match(line)), None):
            yield _glued(subject, passage, found)


def _glued(subject: Subject, passage: Passage, line: str) -> Problem:
    start = line.strip()
    at = subject.line_with(start[:20].split("*")[0].split("[")[0].rstrip() or start[:2], passage.line + 1)
    message = f"“{start[:30]}” is not read as a point of a list; put a blank line before the list"
    return subject.problem(at, passage.field, message)


def indents(subject: Subject, _: Context) -> Iterator[Problem]:
    """Report what is indented inside a list by fewer than four spaces: Markdown takes it out of the list."""
    document = subject.document
    in_list, after_blank, last = False, True, 0
    for number, line in enumerate(document.source[document.first_line - 1 :], document.first_line):
        if not line.strip():
            after_blank = True
            continue
        indent = len(line) - len(line.lstrip(" "))
        marker = _MARKER.match(line) is not None
        deeper = in_list and indent > last and indent % 4
        if deeper and (marker or (after_blank and indent < last + 4)):
            message = f"is indented by {indent} {'space' if indent == 1 else 'spaces'}; inside a point use {last + 4}"
            yield subject.problem(number, subject.field_at(number), message)
        elif marker:
            in_list, last = True, indent
        elif indent == 0 and after_blank:
            in_list, last = False, 0
        after_blank = False
