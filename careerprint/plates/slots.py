"""A report's HTML taken apart: skeletons, the slots in them, and what shapes the style of each slot.

A slot begins with an element that has `data-slot` and ends with its closing tag and `<!--/slot-->`, so the HTML can be
split with regular expressions. A parser would cost more than joining the whole report does.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from careerprint.plates.unfit import Unfit, require

_EDGE = re.compile(r"<[a-z0-9]+\b[^>]*?\sdata-slot\b[^>]*>|</([a-z0-9]+)><!--/slot-->")
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)([^>]*?)(/?)>")
_BODY = re.compile(r"<body\b[^>]*>")
_HEAD = re.compile(r"<head>.*?</head>", re.DOTALL)
_HEADING = re.compile(r"<h[1-6]\b")
_MARKUP = re.compile(r"<[^>]*>")
_MARKUP_OR_SPACE = re.compile(r"<[^>]*>|\s")
_FORGOTTEN = re.compile(r'\s(?:id|style|data-slot)(?:="[^"]*")?')
_ALONE = 'data-slot="alone"'
"""Marks a slot whose style does not depend on its siblings."""
_VOID = frozenset({"br", "img", "meta", "link", "hr", "input", "wbr", "col"})


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pages of an assessment share besides the body: style sheets and the opening of the document."""

    styles: tuple[str, ...] = field(repr=False)
    opening: str
    """From the document type to the opening tag of the body, which it leaves out."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """The content of a slot, or a whole report: text with slots in between."""

    tag: str
    """The opening tag of the slot, with its attributes; empty for a report."""
    parts: tuple[str, ...]
    """The skeleton: the text before, between and after the slots, one part more than there are slots."""
    slots: tuple[Fragment, ...]
    source: str
    """All of it as it stands in the page, slots and their contents included."""

    @property
    def name(self) -> str:
        """The name of the slot's element, such as `div`."""
        return name_of_tag(self.tag)

    @property
    def text(self) -> str:
        """What the skeleton itself says."""
        return html.unescape(" ".join(_MARKUP.sub(" ", part) for part in self.parts))

    @property
    def order(self) -> tuple[int | None, ...]:
        """What follows what: None for a heading in the skeleton itself, the number of a slot for a slot."""
        return _order(self.parts)


@dataclass(frozen=True, slots=True)
class Chain:
    """What shapes a slot's style from outside: two slots with the same chain and content look the same."""

    ancestors: tuple[str, ...]
    """Opening tags from `<body>` on."""
    before: tuple[str, ...]
    """Opening tags of its elder siblings; none where the slot stands directly in the body."""
    after: tuple[str, ...]
    """Opening tags of its younger siblings."""
    tag: str
    """The slot's own opening tag."""
    _hash: int = field(init=False, compare=False, repr=False)
    """Chains are keys of most look-ups; without this their texts would be hashed each time."""

    def __post_init__(self) -> None:
        """Hash what was given."""
        object.__setattr__(self, "_hash", hash((self.ancestors, self.before, self.after, self.tag)))

    def __hash__(self) -> int:
        """Return the hash that was made before."""
        return self._hash

    def __reduce__(self) -> tuple[object, ...]:
        """Leave the hash out of pickles: every process salts the hashes of texts differently."""
        return Chain, (self.ancestors, self.before, self.after, self.tag)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a slot stands inside a skeleton, as far as its style depends on it."""

    ancestors: tuple[str, ...]
    """The opening tags of the elements around it, outermost first; in a report, beginning with `<body>`."""
    before: tuple[str, ...]
    after: tuple[str, ...]
    """As in `Chain`."""


@dataclass(frozen=True, slots=True)
class StyledSlot:
    """A slot together with what shapes its style."""

    chain: Chain
    fragment: Fragment

    def inner(self) -> tuple[StyledSlot, ...]:
        """Return the slots directly inside it."""
        slots = self.fragment.slots
        if not slots:
            return ()
        above = (*self.chain.ancestors, without_marks(self.chain.tag))
        found = surroundings(self.fragment.parts, tuple(slot.tag for slot in slots))
        return tuple(
            StyledSlot(Chain((*above, *around.ancestors), around.before, around.after, slot.tag), slot)
            for slot, around in zip(slots, found, strict=True)
        )


def split(page: str) -> Fragment:
    """Take a page apart. Raises `Unfit` when opening and closing marks of slots do not match."""
    stack: list[tuple[str, list[str], list[Fragment], int]] = [("", [], [], 0)]
    position = 0
    for edge in _EDGE.finditer(page):
        tag, parts, slots, start = stack[-1]
        parts.append(page[position : edge.start()])
        position = edge.end()
        if edge[1] is None:
            stack.append((edge[0], [], [], position))
            continue
        require(len(stack) > 1 and tag.startswith(f"<{edge[1]}"), "marks of slots do not match")
        stack.pop()
        stack[-1][2].append(Fragment(tag, tuple(parts), tuple(slots), page[start : edge.start()]))
    require(len(stack) == 1, "a slot is not closed")
    tag, parts, slots, _start = stack[0]
    return Fragment(tag, (*parts, page[position:]), tuple(slots), page)


def slots_of(report: Fragment) -> tuple[StyledSlot, ...]:
    """Return the slots of a report, which stand one below the other in the body.

    Raises `Unfit` where anything but slots follows the first: how far down it stands would differ from person to
    person, and only slots are placed.
    """
    require(report.slots, "a report without slots")
    require(not any(map(_shows, report.parts[1:])), "something stands between slots or below them")
    match = _BODY.search(report.parts[0])
    require(match and not _is_open_after(report.parts[0][match.end() :]), "a slot does not stand directly in the body")
    assert match
    return tuple(StyledSlot(_chain_in_body(match[0], slot.tag), slot) for slot in report.slots)


def head_of(report: Fragment) -> str:
    """Return the head of a report: title and metadata."""
    match = _HEAD.search(report.parts[0])
    if match is None:
        raise Unfit("a report without a head")
    return match[0]


def without_marks(tag: str) -> str:
    """Return an opening tag without what must not be repeated: id, style and the mark of a slot."""
    return _FORGOTTEN.sub("", tag)


def name_of_tag(tag: str) -> str:
    """Return the element's name in an opening tag."""
    return re.split(r"[\s>]", tag[1:], maxsplit=1)[0]


# The functions below are asked the same again and again: the skeletons of an assessment are few. The caches hold those
# of several assessments.


@lru_cache(maxsize=4096)
def _order(parts: tuple[str, ...]) -> tuple[int | None, ...]:
    found: list[int | None] = []
    for number, part in enumerate(parts):
        found += [None] * len(_HEADING.findall(part))
        found.append(number)
    return tuple(found[:-1])


@lru_cache(maxsize=256)
def _shows(part: str) -> bool:
    """Return whether a part holds more than white space, comments and the ends of elements."""
    return bool(_MARKUP_OR_SPACE.sub("", part)) or re.search(r"<[^/!]", part) is not None


@lru_cache(maxsize=16)
def _is_open_after(text: str) -> bool:
    """Return whether an element is still open at the end of the text above the first slot."""
    (around,) = surroundings((f"<body>{text}", "</body>"), ("<p data-slot>",))
    return len(around.ancestors) > 1


@lru_cache(maxsize=256)
def _chain_in_body(body: str, tag: str) -> Chain:
    return Chain((without_marks(body),), (), (), tag)


@lru_cache(maxsize=4096)
def surroundings(parts: tuple[str, ...], slot_tags: tuple[str, ...]) -> tuple[Surroundings, ...]:
    """Return where the slots of a skeleton stand inside it, one after the other.

    Raises `Unfit` when elements are not closed in their order.
    """
    root = _HtmlElement("")
    path = [(root, "")]
    for number, part in enumerate(parts):
        _grow(path, part)
        if number < len(slot_tags):
            path[-1][0].children.append(_HtmlElement(slot_tags[number], is_slot=True))
    require(len(path) == 1, "an element is not closed")
    return tuple(_surroundings_below(root, ()))


@dataclass(slots=True, eq=False)
class _HtmlElement:
    tag: str
    is_slot: bool = False
    children: list[_HtmlElement] = field(default_factory=list)


def _grow(path: list[tuple[_HtmlElement, str]], text: str) -> None:
    """Follow the tags of a text; `path` are the elements that are open, with their names."""
    for match in _TAG.finditer(text):
        closing, name, _rest, alone = match.groups()
        if closing:
            require(path[-1][1] == name, "an element is not closed in its order")
            path.pop()
        elif not match[0].startswith("<!"):
            element = _HtmlElement(match[0])
            path[-1][0].children.append(element)
            if not alone and name not in _VOID:
                path.append((element, name))


def _surroundings_below(element: _HtmlElement, above: tuple[str, ...]) -> Iterator[Surroundings]:
    if element.tag.startswith("<html"):
        above = ()  # `<html>` and its language are part of the frame
    elif element.tag:
        above = (*above, without_marks(element.tag))
    in_body = element.tag.startswith("<body")  # slots there must not depend on what stands beside them
    tags = [] if in_body else [without_marks(child.tag) for child in element.children]
    for number, child in enumerate(element.children):
        if child.is_slot and _ALONE not in child.tag:
            yield Surroundings(above, tuple(tags[:number]), tuple(tags[number + 1 :]))
        elif child.is_slot:
            yield Surroundings(above, (), ())
        else:
            yield from _surroundings_below(child, above)
