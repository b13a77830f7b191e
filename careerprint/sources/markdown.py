"""Markdown → element tree in which every element knows its line in the source file.

Python-Markdown keeps no line numbers. A mark of private-use characters is put at the end of every line
before parsing; afterwards the marks are taken out again and each element gets the number of the first mark
that follows its beginning.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.attr_list import get_attrs_and_remainder
from markdown.inlinepatterns import SubstituteTagInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.serializers import to_html_string
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from careerprint.marks import END, EXPANSION, LANGUAGE
from careerprint.sources.citations.source_marks import (
    ADDRESS,
    SourceEntry,
    SourceMarks,
    is_printed,
    settle_marks,
    source_of,
)
from careerprint.sources.markup.constructs import HARD_BREAK, Boxes, Expansions, FencedBlocks, with_stand_ins

LINE = "data-line"
"""Attribute that holds an element's line; `to_html` leaves it out."""

EXTENSIONS = (
    "attr_list",
    "tables",
    "def_list",
    "admonition",
    "abbr",
    "sane_lists",
    "smarty",
    "toc",
)
GUIDE_LINK = re.compile(r"(?:[\w.-]+/)*([a-z0-9][a-z0-9-]*)\.md(?:#([\w-]+))?")
"""A link to another guide as authors write it: `data-scientist.md`, optionally with a folder and a `#section`."""
SPOKEN = ("em", "strong", "code")
"""Elements whose words may be marked as in another language: `*Zeitgeist*{lang=de}`."""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

_DIGITS = {str(n): chr(0xE000 + n) for n in range(10)}
_MARK = re.compile("\ue00a([\ue000-\ue009]+)\ue00b")
_PRIVATE = re.compile("[\ue000-\ue00d]")
_UNMARKED = re.compile(
    r"^\s*$|^[\s|:*_=>-]+$"  # blank, also in a quotation; rules, setext underlines, the line under a table's head
    r"|^\s{0,3}\[[^\]^][^\]]*\]:|^\*\[|^\s*!!!|^\s*\{:?[^{}]*\}\s*$"  # definitions, admonitions, attributes
)
_LINE_END = re.compile(r"(?:\s+#+)?(?:\s*\|)?(?:[ ]*\{:?[^{}]*\})?(?:\s*|\\)$")
_ATTRIBUTES = re.compile(r"\s*\{:?[ ]*([^{}\n]*)\}\s*$")
_OF_WORDS = re.compile(r"\{:?[ ]*lang=[^{}\n]*\}\s*$")
"""Braces right after words, which give the language of those words: they are not the item's."""


def parse(lines: list[str], *, first_line: int, sources: Mapping[str, SourceEntry]) -> Element:
    """Return the root element of the Markdown in `lines`.

    `first_line` is the file's line number of `lines[0]`; `sources` says what each source mark stands for.
    """
    md = Markdown(extensions=list(EXTENSIONS), extension_configs={"tables": {"use_align_attribute": True}})
    for registry, name in ((md.preprocessors, "html_block"), (md.inlinePatterns, "html")):
        if name in registry:
            registry.deregister(name)  # guides hold no HTML of their own: `check` reports it as text
    md.inlinePatterns.deregister("automail")  # writes addresses as numbered entities
    clean, code = with_stand_ins([_PRIVATE.sub("", line) for line in lines])
    md.preprocessors.register(_MarkLines(first_line), "line_marks", 25)
    md.inlinePatterns.register(SourceMarks(sources), "source_marks", 174)
    md.inlinePatterns.register(SubstituteTagInlineProcessor(HARD_BREAK, "br"), "hard_break", 181)
    md.treeprocessors.register(_TakeMarks(), "take_line_marks", 18)
    md.treeprocessors.register(_ItemAttributes(), "item_attributes", 9)
    md.treeprocessors.register(FencedBlocks(code), "fenced_blocks", 17)
    md.treeprocessors.register(Boxes(), "boxes", 8)
    md.treeprocessors.register(Expansions(), "expansions", 1)
    for preprocessor in md.preprocessors:
        clean = preprocessor.run(clean)
    root: Element = md.parser.parseDocument(clean).getroot()  # type: ignore[assignment]
    for treeprocessor in md.treeprocessors:
        changed = treeprocessor.run(root)
        root = root if changed is None else changed
    settle_marks(root)
    _settle(root, md.htmlStash.rawHtmlBlocks)
    return root


def line_of(element: Element, default: int | None = None) -> int | None:
    """Return the element's line in its file."""
    line = element.get(LINE)
    return int(line) if line else default


def text_of(element: Element) -> str:
    """Return the element's words, without markup and source marks, spaces folded."""
    return " ".join("".join(_words(element)).split())


def _words(element: Element) -> Iterator[str]:
    if source_of(element) is not None:
        return
    yield element.text or ""
    for child in element:
        yield from _words(child)
        yield child.tail or ""


def to_html(element: Element, *, inner: bool = False) -> str:
    """Return the element as HTML for print, without its tail; with `inner`, only what is inside it."""
    text: str = to_html_string(_printed(element))
    if inner:
        start, end = text.index(">") + 1, text.rindex("</")
        text = text[start:end]
    return text.strip()


def _printed(element: Element) -> Element:
    """Copy an element as it is printed: no line marks, addresses that the press knows, header cells named."""
    copy = Element(element.tag, {k: v for k, v in element.attrib.items() if k not in (LINE, ADDRESS)})
    copy.text = element.text
    if element.tag == "a" and GUIDE_LINK.fullmatch(element.get("href", "")):
        copy.tag = "cite"  # another guide is a name on paper, not an address
        copy.attrib = {"class": "guide-name"}
    elif element.tag == "img":
        copy.set("src", element.get("src", "").removeprefix("../"))
    elif element.tag == "th":
        copy.set("scope", "col")
    for child in element:
        if is_printed(child):
            part = _printed(child)
            part.tail = child.tail
            copy.append(part)
        else:
            _append_text(copy, child.tail)
    if element.tag == "tbody":
        _name_rows(copy)
    if element.tag in SPOKEN and (language := element.get("lang")):
        _mark_language(copy, language)
    if element.tag == "abbr" and (words := element.get("title")):
        copy.insert(0, _word_to_finisher(EXPANSION + words))
        copy[0].tail, copy.text = copy.text, None
    if element.tag == "ol" and (start := element.get("start", "")).isdecimal():
        copy.set("style", f"counter-reset: list-item {int(start) - 1}")
    return copy


def _append_text(element: Element, text: str | None) -> None:
    """Append text to whatever an element holds."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + (text or "")
    else:
        element.text = (element.text or "") + (text or "")


def _mark_language(words: Element, language: str) -> None:
    """Mark words for the print as in another language, so that they are pronounced correctly."""
    first, last = _word_to_finisher(LANGUAGE + language), _word_to_finisher(END)
    first.tail, words.text = words.text, None
    words.insert(0, first)
    words.append(last)


def _word_to_finisher(mark: str) -> Element:
    picture = Element("svg", {"width": "0", "height": "0"})
    SubElement(picture, "title").text = mark
    return picture


def _name_rows(body: Element) -> None:
    """Make the first cell of each row the row's header (PDF/UA-1, 7.5)."""
    for row in body.findall("tr"):
        row[0].tag = "th"
        row[0].set("scope", "row")


class _MarkLines(Preprocessor):
    """Put a line mark at the end of every line that holds words, before its `{attributes}`."""

    def __init__(self, first_line: int) -> None:
        super().__init__()
        self.first_line = first_line

    def run(self, lines: list[str]) -> list[str]:
        return [self._marked(line, number) for number, line in enumerate(lines, self.first_line)]

    def _marked(self, line: str, number: int) -> str:
        if _UNMARKED.match(line):
            return line
        end = _LINE_END.search(line)
        at = end.start() if end else len(line)
        return line[:at] + "\ue00a" + "".join(_DIGITS[d] for d in str(number)) + "\ue00b" + line[at:]


class _TakeMarks(Treeprocessor):
    """Turn line marks into the attribute `data-line`."""

    def run(self, root: Element) -> None:
        self.open: list[Element] = []
        self._visit(root)

    def _visit(self, element: Element) -> None:
        self.open.append(element)
        element.text = self._take(element.text)
        for child in element:
            self._visit(child)
            child.tail = self._take(child.tail)

    def _take(self, text: str | None) -> str | None:
        if not text or not (mark := _MARK.search(text)):
            return text
        line = "".join(str(ord(c) - 0xE000) for c in mark.group(1))
        for element in self.open:
            element.set(LINE, line)
        self.open.clear()
        # Keep the string's class: an AtomicString is not parsed again.
        return type(text)(_MARK.sub("", text))


class _ItemAttributes(Treeprocessor):
    """`- Words of the item {#id .class key=value}`: give the attributes to the list item."""

    def run(self, root: Element) -> None:
        for item in root.iter("li"):
            first = item[0] if len(item) and item[0].tag == "p" else item
            holder, slot = _last_words(first)
            text = getattr(holder, slot) or ""
            if not (found := _ATTRIBUTES.search(text)) or (slot == "tail" and _OF_WORDS.match(text)):
                continue
            pairs, _ = get_attrs_and_remainder(found.group(1))
            classes = [value for key, value in pairs if key == "."]
            if classes:
                item.set("class", " ".join(str(c) for c in classes))
            for key, value in pairs:
                if key != ".":
                    item.set(key, key if value is None else value)
            setattr(holder, slot, text[: found.start()])


def _last_words(element: Element) -> tuple[Element, str]:
    """Return the place where the element's own running text ends: before a nested list, or at its end."""
    inline = [child for child in element if child.tag not in ("ul", "ol", "p")]
    before = inline[-1:] if inline and not _block_before(element, inline[-1]) else []
    return (before[0], "tail") if before else (element, "text")


def _block_before(element: Element, child: Element) -> bool:
    """Say whether a block precedes the child, so that the child is not on the first line."""
    return any(other.tag in ("ul", "ol", "p") for other in list(element)[: list(element).index(child)])


def _settle(root: Element, stash: Sequence[object]) -> None:
    """Put stashed characters (curly quotes, entities) back, so that the tree holds its own text."""

    def put_back(match: re.Match[str]) -> str:
        return html.unescape(str(stash[int(match.group(1))]))

    for element in root.iter():
        for slot in ("text", "tail"):
            text = getattr(element, slot)
            if text and "\x02" in text:
                setattr(element, slot, HTML_PLACEHOLDER_RE.sub(put_back, text).replace("\x02amp\x03", "&"))
