"""Rules about links and their targets."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from careerprint.check.subject import Block, Context, Subject
from careerprint.errors import Problem
from careerprint.press.assets import picture_fault
from careerprint.sources.citations.source_marks import source_of
from careerprint.sources.document import Document, items_of
from careerprint.sources.guide import ITEM_ROLES
from careerprint.sources.markdown import line_of, text_of

LONGEST_ADDRESS = 60
"""Characters of a web address that still make sense as the words of a link."""

_HTTPS = re.compile(r"https://[^\s/?#@]+\.[^\s/?#@]+([/?#]\S*)?", re.I)
_MAILTO = re.compile(r"mailto:[^\s@]+@[^\s@]+\.[^\s@]+", re.I)
_TEL = re.compile(r"tel:\+?[\d().-]+", re.I)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_EMPTY_WORDS = re.compile(
    r"(?:(?:click|see|read|learn)\s+)?(?:here|more)|click|it|details|(?:this\s+)?(?:link|page|site|website)|this"
    r"|(?:(?:haga\s+)?clic|vea|lea)?\s*aquí|(?:leer\s+)?más|clic|(?:este\s+|esta\s+)?(?:enlace|página|sitio)"
)
_SCHEMES = "a link may begin with https:, mailto:, tel: or #, or be another guide such as `nurse.md`"


def anchors_of(document: Document) -> Iterator[tuple[str, int, str]]:
    """Yield each place that links can reach: its id, its line, and `section`, `item` or `other`."""
    top = {section.line for section in document.sections}
    for section in document.walk():
        kind = "section" if section.line in top else "other"
        if section.id:
            yield section.id, section.line, kind
        role = section.id if kind == "section" else ""
        if role in ITEM_ROLES or "scale" in section.classes:
            yield from ((item.id, item.line, "item") for item in items_of(section) if item.id)
        elif role != "next-steps":  # its boxes to tick have no ids in print
            for block in section.body:
                for element in block.iter():
                    if name := element.get("id"):
                        yield name, line_of(element, section.line) or section.line, "other"


def broken_links(subject: Subject, context: Context) -> Iterator[Problem]:
    """Report links that lead nowhere, that print cannot follow, or whose words make no sense alone."""
    own = frozenset(name for name, _, _ in anchors_of(subject.document))
    for block in subject.blocks:
        for link in block.element.iter("a"):
            if source_of(link) is not None:
                continue
            line = line_of(link, block.line) or block.line
            line = subject.line_with(link.get("href") or text_of(link), line)
            if message := _target_fault(link.get("href") or "", subject, context, own):
                yield subject.problem(line, block.field, message)
            yield from _words(subject, block, link, line)


def _target_fault(href: str, subject: Subject, context: Context, own: frozenset[str]) -> str | None:
    """Say why a link cannot be followed."""
    if not href or href == "#":
        return "the link leads nowhere; write `[words](https://…)`"
    if href.startswith("#"):
        return _anchor_fault(href[1:], own, "this guide")
    for scheme, pattern, example in (
        ("https:", _HTTPS, "https://www.example.org/page"),
        ("mailto:", _MAILTO, "mailto:careers@example.org"),
        ("tel:", _TEL, "tel:+15550142"),
    ):
        if href.lower().startswith(scheme):
            return None if pattern.fullmatch(href) else f"`{href}` is not complete; expected `{example}`"
    if href.lower().startswith("http:"):
        return f"`{href}` is not secure; write https: if the page has it"
    if _SCHEME.match(href) or href.startswith(("/", "\\")):
        return f"`{href}` cannot be printed: {_SCHEMES}"
    return _guide_fault(href, subject, context)


def _guide_fault(href: str, subject: Subject, context: Context) -> str | None:
    """Say why a relative link is not another guide."""
    file, _, anchor = href.partition("#")
    if not file.endswith(".md"):
        return f"`{href}` cannot be printed: {_SCHEMES}"
    place = PurePosixPath(posixpath.normpath(str(subject.place.parent / unquote(file))))
    if place not in context.anchors:
        places = {there.stem: there for there in sorted(context.anchors, reverse=True)}
        close = difflib.get_close_matches(place.stem, sorted(places), n=1)
        near = posixpath.relpath(places[close[0]], subject.place.parent) if close else ""
        hint = f"did you mean `{near}`?" if near else f"the guides are: {', '.join(sorted(context.slugs))}"
        return f"there is no guide `{file}`; {hint}"
    there = context.anchors[place]
    return _anchor_fault(anchor, there, f"`{file}`") if anchor and there is not None else None


def _anchor_fault(name: str, known: frozenset[str], where: str) -> str | None:
    if unquote(name) in known:
        return None
    close = difflib.get_close_matches(name, sorted(known), n=1)
    hint = f"did you mean `#{close[0]}`?" if close else "give the heading the id, as in `## Heading {#" + name + "}`"
    return f"`#{name}` leads nowhere in {where}; {hint}"


def _words(subject: Subject, block: Block, link: Element, line: int) -> Iterator[Problem]:
    """Report links whose words make no sense to someone who hears only them."""
    words = text_of(link)
    if not words and next(link.iter("img"), None) is None:
        yield subject.problem(line, block.field, "the link has no words; write `[words](https://…)`")
    elif says_nothing(words):
        message = f"the link “{words}” makes no sense alone; say where it leads"
        yield subject.problem(line, block.field, message, "warning")
    elif re.match(r"https?://", words) and len(words) > LONGEST_ADDRESS:
        message = f"a long address as a link is hard to read; write `[the page's name]({words[:20]}…)`"
        yield subject.problem(line, block.field, message, "warning")


def says_nothing(words: str) -> bool:
    """Say whether the words of a link make no sense to someone who hears only them, such as `click here`."""
    return bool(_EMPTY_WORDS.fullmatch(words.casefold().strip(" .:!»>→")))


def anchors_twice(subject: Subject, _: Context) -> Iterator[Problem]:
    """Report ids given twice; those of sections and items are left to `guide` and `scales`."""
    seen: dict[str, tuple[int, str]] = {}
    for name, line, kind in anchors_of(subject.document):
        if name in seen and (kind != seen[name][1] or kind == "other"):
            message = f"the id `{name}` is also used on line {seen[name][0]}; rename one of them"
            yield subject.problem(line, name, message)
        seen.setdefault(name, (line, kind))
        if name.startswith("source-"):
            message = f"the id `{name}` is kept for the list of sources; choose another"
            yield subject.problem(line, name, message)


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


def opening_picture(subject: Subject, context: Context) -> Iterator[Problem]:
    """Report a picture above the title that cannot be printed."""
    picture = subject.meta.picture if subject.meta else None
    if picture and (fault := picture_fault(context.source, picture)):
        yield subject.problem(subject.fact_line("picture"), "picture", fault)


def _fault(address: str, subject: Subject, context: Context) -> str | None:
    name = posixpath.normpath(str(subject.place.parent / unquote(address)))
    if re.match(r"[A-Za-z][\w+.-]*:|/", address) or not name.startswith("images/"):
        up = "../" * (len(subject.place.parts) - 1)
        return f"the picture `{address}` is not ours to print; copy it to images/ and write `{up}images/…`"
    fault = picture_fault(context.source, name)
    return f"the picture `{address}` {fault.removeprefix('the picture ')}" if fault else None
