"""Rules about the facts at the top of a guide: dates, related guides, plain texts."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterator

from careerprint.check.subject import Context, Subject
from careerprint.errors import Problem
from careerprint.languages import name_of
from careerprint.sources.front_matter import FrontMatter

_MARKDOWN = re.compile(r"\*\*|\[\^|\]\(|\{[#.]\w|</?\w+>")


def dates(subject: Subject, context: Context) -> Iterator[Problem]:
    """Report a review that is due, impossible dates, and dates in the future."""
    if (meta := subject.meta) is None:
        return
    if meta.review_by <= meta.reviewed:
        message = f"must be later than `reviewed`, which is {meta.reviewed}"
        yield subject.problem(subject.fact_line("review_by"), "review_by", message)
    elif meta.review_by < context.today:
        message = f"the review was due on {meta.review_by}; read the guide again and update both dates"
        yield subject.problem(subject.fact_line("review_by"), "review_by", message, "warning")
    yield from _to_come(subject, context.today, "reviewed", meta.reviewed)
    for number, source in enumerate(meta.sources):
        yield from _to_come(subject, context.today, "sources", source.accessed, number, "accessed")


def _to_come(
    subject: Subject, today: datetime.date, name: str, date: datetime.date, *inside: str | int
) -> Iterator[Problem]:
    if date > today:
        line = subject.fact_line(name, *inside)
        field = " › ".join(str(part + 1) if isinstance(part, int) else part for part in (name, *inside))
        yield subject.problem(line, field, f"{date} is in the future; write the day on which it was done")


def related(subject: Subject, context: Context) -> Iterator[Problem]:
    """Report related guides that do not exist, and a guide related to itself."""
    if subject.meta is None:
        return
    own = name_of(subject.document.slug)
    known = {name_of(slug) for slug in context.slugs}
    for number, name in enumerate(subject.meta.related):
        line, field = subject.fact_line("related", number), f"related › {number + 1}"
        if name == own:
            yield subject.problem(line, field, f"`{name}` is this guide itself; take it out")
        elif name not in known:
            others = sorted(known - {own})
            close = difflib.get_close_matches(name, others, n=1)
            hint = f"did you mean `{close[0]}`?" if close else "write its guide or take it out"
            yield subject.problem(line, field, f"there is no guide `{name}`; {hint}")


def plain_texts(subject: Subject, _: Context) -> Iterator[Problem]:
    """Report Markdown in the front matter, where it is printed as typed."""
    for line, field, text in _texts(subject.document.front):
        if found := _MARKDOWN.search(text):
            message = f"`{found.group()}` would be printed as typed; Markdown is not read in these facts"
            yield subject.problem(line, field, message)


def _texts(front: FrontMatter) -> Iterator[tuple[int, str, str]]:
    """Yield each text of the front matter with its line and field."""
    waiting: list[tuple[tuple[str | int, ...], object]] = [((), front.data)]
    while waiting:
        at, value = waiting.pop()
        if isinstance(value, str):
            field = " › ".join(str(part + 1) if isinstance(part, int) else part for part in at)
            yield front.line(at), field, value
        elif isinstance(value, dict):
            waiting += [((*at, str(key)), inner) for key, inner in value.items()]
        elif isinstance(value, list):
            waiting += [((*at, number), inner) for number, inner in enumerate(value)]
