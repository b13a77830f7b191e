"""Rules about what the print can show: nothing that was written may be lost or come out as a box."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from xml.etree.ElementTree import Element

from careerprint.check.subject import BLOCKS, LEGAL, Context, Subject
from careerprint.errors import Problem
from careerprint.languages import is_language
from careerprint.sources.citations.source_marks import ADDRESS, UNPRINTED
from careerprint.sources.document import Document, Section
from careerprint.sources.guide import ITEM_ROLES, REQUIRED
from careerprint.sources.markdown import LINE, SPOKEN, line_of

_LISTS = ("ul", "ol")
_EVERYWHERE = frozenset({"id", "class", "title", LINE})
_OWN = {
    "a": {"href", ADDRESS, UNPRINTED},
    "img": {"src", "alt"},
    "td": {"align"},
    "th": {"align"},
    "ol": {"start"},
    "li": {"level"},
    "h2": {"from", "to"},
    "h3": {"from", "to"},
}

_ADVICE = (("p",), "below a good or hard point there is room for one paragraph that says who it matters to")
_INSIDE = {
    "skills": (("p", *_LISTS), "a skill holds one paragraph and one list of steps"),
    "pros": _ADVICE,
    "cons": _ADVICE,
}
"""By role: the blocks that a template prints inside a point, and what to write there."""


def foreign_attributes(subject: Subject, _: Context) -> Iterator[Problem]:
    """Report `{style=…}` and the like: only style sheets decide how things look."""
    judged = set(_items_and_bands(subject.document))
    for block in subject.blocks:
        for element in block.element.iter():
            if element in judged:
                continue
            for name in sorted(set(element.attrib) - _EVERYWHERE - _OWN.get(element.tag, set())):
                if message := _foreign(element, name):
                    yield subject.problem(line_of(element, block.line), block.field, message)


def _items_and_bands(document: Document) -> Iterator[Element]:
    """Yield the elements that `scales` checks, so that one mistake gives one message."""
    for section in document.sections:
        if "scale" in section.classes:
            yield from (item for block in section.body if block.tag in _LISTS for item in block.findall("li"))
            yield from (band.heading for band in section.children)


def _foreign(element: Element, name: str) -> str:
    """Return what is wrong with an attribute; empty for the language of words."""
    if name != "lang":
        return f"`{name}` in braces is not used here; take it out"
    if element.tag not in SPOKEN:
        return "`lang` belongs right behind slanted or bold words, as in `*Zeitgeist*{lang=de}`"
    if not is_language(language := element.get("lang", "")):
        return f"`{language}` is not the code of a language; expected one such as `de` or `es-US`"
    return ""


def lost_text(subject: Subject, _: Context) -> Iterator[Problem]:
    """Report text in list sections that their templates would leave out."""
    for role in (*ITEM_ROLES, "next-steps"):
        if section := subject.document.section(role):
            yield from _lost_sections(subject, section)
            yield from _moved_text(subject, section)
            for block in section.body:
                for entry in block.findall("li") if block.tag in _LISTS else ():
                    yield from _lost_in_entry(subject, section, entry)
    for section in subject.document.sections:
        if LEGAL in section.classes:
            yield from _lost_sections(subject, section)


def _lost_sections(subject: Subject, section: Section) -> Iterator[Problem]:
    for child in section.children:
        if child.id in REQUIRED:
            continue  # a section with one `#` too many, which `guide` reports
        message = f"“{child.words}” would not be printed: this section holds no smaller headings; give it `##`"
        yield subject.problem(child.line, section.id, message)


def _moved_text(subject: Subject, section: Section) -> Iterator[Problem]:
    tags = [block.tag in _LISTS for block in section.body]
    if True in tags and False in tags[tags.index(True) :]:
        after = section.body[tags.index(False, tags.index(True))]
        message = "this text would be printed before the list; move it there"
        yield subject.problem(line_of(after, section.line), section.id, message, "warning")


def _lost_in_entry(subject: Subject, section: Section, entry: Element) -> Iterator[Problem]:
    allowed, kind = _INSIDE.get(section.id, ((), "a point of this section is one paragraph"))
    blocks = [child for child in entry if child.tag in BLOCKS]
    if len(entry) and entry[0].tag == "p":
        blocks = blocks[1:]
    lost = [block for block in blocks if block.tag not in allowed]
    lost += [step for block in blocks if block.tag in allowed and block.tag in _LISTS for step in _long_steps(block)]
    for block in lost:
        line = line_of(block, line_of(entry, section.line))
        yield subject.problem(line, section.id, f"this would not be printed: {kind}; take it out")


def _long_steps(steps: Element) -> Iterator[Element]:
    """Yield whatever steps hold besides their first paragraph."""
    for step in steps.findall("li"):
        blocks = [child for child in step if child.tag in BLOCKS]
        yield from blocks[1:] if len(step) and step[0].tag == "p" else blocks


def missing_characters(subject: Subject, _: Context) -> Iterator[Problem]:
    """Report characters that no font of ours has, each once."""
    from careerprint.faces.fonts import covers, remedy  # only here: it may have to make the fonts first

    missing = covers("\n".join(subject.document.source))
    found = [(number, c) for number, line in enumerate(subject.document.source, 1) for c in line if c in missing]
    for number, group in groupby(dict.fromkeys(found), key=lambda pair: pair[0]):
        signs = sorted({c for _, c in group if c in missing})
        missing -= set(signs)
        if signs:
            named = ", ".join(f"“{c}” (U+{ord(c):04X})" for c in signs)
            cure = remedy(signs, "write it in another way")
            yield subject.problem(number, "", f"our fonts do not have {named}; {cure}")
