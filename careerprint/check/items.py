"""Rules about the points of a guide: what a worksheet asks about, and the two lists that help to decide."""

from __future__ import annotations

from collections.abc import Iterator

from careerprint.check.subject import Context, Subject
from careerprint.errors import Problem
from careerprint.languages import primary
from careerprint.sources.document import Section, items_of
from careerprint.sources.guide import ITEM_ROLES, REQUIRED

DECIDE = ("suits", "elsewhere")
"""The parts of the section `decide`: who may like the job, and who should look elsewhere."""

_AND = {"en": " and ", "es": " y "}
"""By language: the word that joins two points into one."""


def double_points(subject: Subject, _: Context) -> Iterator[Problem]:
    """Report good and hard points that name two things: one answer on the worksheet cannot rate both."""
    word = _AND.get(primary(str(subject.document.front.data.get("language", "en"))))
    for role in ("pros", "cons") if word else ():
        section = subject.document.section(role)
        for item in items_of(section) if section else ():
            if word and word in item.lead:
                message = f"“{item.lead}” names two things, and people give one answer for both; keep one of them"
                yield subject.problem(item.line, f"{role} › {item.id}", message, "warning")


def unnamed_points(subject: Subject, _: Context) -> Iterator[Problem]:
    """Report items whose name is made from their words: answers are lost when the words change."""
    for role in ITEM_ROLES:
        section = subject.document.section(role)
        for item in items_of(section) if section else ():
            if item.id and not item.is_named:
                message = f"has no name of its own; end its first line with one, such as `{{#{item.id}}}`: "
                message += "without it, answers are lost when the words change"
                yield subject.problem(item.line, f"{role} › {item.id}", message, "warning")


def decide_parts(subject: Subject, _: Context) -> Iterator[Problem]:
    """Report a section `decide` that lacks one of its two lists or holds anything else."""
    section = subject.document.section("decide")
    if section is None:
        return
    parts = {child.id: child for child in section.children}
    for name in DECIDE:
        if name not in parts:
            message = f"a part is missing; add a line `### A heading {{#{name}}}` and a list below it"
            yield subject.problem(section.line, "decide", message)
        elif message := _part_fault(parts[name]):
            yield subject.problem(parts[name].line, name, message)
    for name, part in parts.items():
        if name not in (*DECIDE, *REQUIRED):  # `guide` reports a section with one `#` too many
            message = f"“{part.words}” does not belong here: this section has the parts `suits` and `elsewhere`"
            yield subject.problem(part.line, "decide", message)


def _part_fault(part: Section) -> str:
    if not items_of(part):
        return "has no list; write each point after `- `"
    return ""
