"""A report's HTML taken apart into skeletons and slots."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from careerprint.plates.unfit import Unfit, require


@dataclass(frozen=True, slots=True)
class Chain:
    """What shapes a slot's style from outside: two slots with the same chain and content look the same."""

    ancestors: tuple[str, ...]
    """Opening tags from `<body>` on."""
    before: tuple[str, ...]
    after: tuple[str, ...]
    tag: str
    """The slot's own opening tag."""
    _hash: int = field(init=False, compare=False, repr=False)
    """Chains are looked up all the time; their texts are hashed once."""

    def __post_init__(self) -> None:
        """Hash what was given."""
        object.__setattr__(self, "_hash", hash((self.ancestors, self.before, self.after, self.tag)))

    def __hash__(self) -> int:
        """Return the hash that was made before."""
        return self._hash

    def __reduce__(self) -> tuple[object, ...]:
        """Leave the hash out: each process has its own."""
        return Chain, (self.ancestors, self.before, self.after, self.tag)


_EDGE = re.compile(r"<[a-z0-9]+\b[^>]*?\sdata-slot\b[^>]*>|</([a-z0-9]+)><!--/slot-->")
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)([^>]*?)(/?)>")
_HEADING = re.compile(r"<h[1-6]\b")
_TITLE = re.compile(r"<head>.*?</head>", re.DOTALL)
_FORGOTTEN = re.compile(r'\s(?:id|style|data-slot)(?:="[^"]*")?')
_ALONE = 'data-slot="alone"'
"""Marks a slot whose style does not depend on its siblings."""
_MARKUP = re.compile(r"<[^>]*>")
_VOID = frozenset({"br", "img", "meta", "link", "hr", "input", "wbr", "col"})


@dataclass(frozen=True, slots=True)
class Fragment:
    """The content of a slot, or a whole report: text with slots in between."""

    tag: str
    """The opening tag of the slot, with its attributes; empty for a report."""
    parts: tuple[str, ...]
    """Text before, between and after the slots: one more than there are slots."""
    slots: tuple[Fragment, ...]
    source: str
    """All of it as it stands in the page, slots and their contents included."""

    @property
    def name(self) -> str:
        """The name of the slot's element, such as `div`."""
        return re.split(r"[\s>]", self.tag[1:], maxsplit=1)[0]

    @property
    def text(self) -> str:
        """What the skeleton itself says."""
        return html.unescape(" ".join(_MARKUP.sub(" ", part) for part in self.parts))

    @property
    def order(self) -> tuple[int | None, ...]:
        """What comes after what: None for a heading in the skeleton itself, the number of a slot for a slot."""
        return _order(self.parts)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a slot stands, as far as its style depends on it."""

    ancestors: tuple[str, ...]
    """The opening tags of the elements around it, outermost first, beginning with `<body>`."""
    before: tuple[str, ...]
    """The opening tags of its elder siblings; none where the slot stands directly in the body."""
    after: tuple[str, ...]
    """The same of its younger siblings."""


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


@lru_cache(maxsize=4096)
def _order(parts: tuple[str, ...]) -> tuple[int | None, ...]:
    found: list[int | None] = []
    for number, part in enumerate(parts):
        found += [None] * len(_HEADING.findall(part))
        found.append(number)
    return tuple(found[:-1])


def head_of(report: Fragment) -> str:
    """Return the head of a report: title and metadata."""
    match = _TITLE.search(report.parts[0])
    if match is None:
        raise Unfit("a report without a head")
    return match[0]


@lru_cache(maxsize=4096)
def surroundings(parts: tuple[str, ...], slot_tags: tuple[str, ...]) -> tuple[Surroundings, ...]:
    """Return where the slots of a skeleton stand inside it; in a report, counted from `<body>`."""
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
        above = ()
    elif element.tag:
        above = (*above, without_marks(element.tag))
    in_body = element.tag.startswith("<body")
    tags = [] if in_body else [without_marks(child.tag) for child in element.children]
    for number, child in enumerate(element.children):
        if child.is_slot and _ALONE not in child.tag:
            yield Surroundings(above, tuple(tags[:number]), tuple(tags[number + 1 :]))
        elif child.is_slot:
            yield Surroundings(above, (), ())
        else:
            yield from _surroundings_below(child, above)


def without_marks(tag: str) -> str:
    """Return an opening tag without what must not be repeated: id, style and the mark of a slot."""
    return _FORGOTTEN.sub("", tag)


_BODY = re.compile(r"<body\b[^>]*>")
_TEXT = re.compile(r"<[^>]*>|\s")


@dataclass(frozen=True, slots=True)
class StyledSlot:
    """A slot with its chain."""

    chain: Chain
    block: Fragment

    def inner(self) -> tuple[StyledSlot, ...]:
        """Return the slots directly inside it."""
        if not self.block.slots:
            return ()
        chain = self.chain
        above = (*chain.ancestors, without_marks(chain.tag))
        found = surroundings(self.block.parts, tuple(slot.tag for slot in self.block.slots))
        return tuple(
            StyledSlot(Chain((*above, *around.ancestors), around.before, around.after, slot.tag), slot)
            for slot, around in zip(self.block.slots, found, strict=True)
        )

    def all(self) -> Iterator[StyledSlot]:
        """Yield it and all slots inside it, outer before inner."""
        yield self
        for inner in self.inner():
            yield from inner.all()


def slots_of(report: Fragment) -> tuple[StyledSlot, ...]:
    """Return the slots of a report, which stand one below the other in the body.

    Raises `Unfit` where anything but slots comes after the first: how far down it stands would differ.
    """
    require(report.slots, "a report without slots")
    require(not any(map(_shows, report.parts[1:])), "something stands between slots or below them")
    match = _BODY.search(report.parts[0])
    require(match and not _open_after(report.parts[0][match.end() :]), "a slot does not stand directly in the body")
    assert match
    return tuple(StyledSlot(_chain(match[0], slot.tag), slot) for slot in report.slots)


@lru_cache(maxsize=256)
def _shows(part: str) -> bool:
    """Return whether there is more between two slots than white space, or below them than ends of elements."""
    return bool(_TEXT.sub("", part)) or re.search(r"<[^/!]", part) is not None


@lru_cache(maxsize=16)
def _open_after(text: str) -> bool:
    """Return whether an element is open at the end of the text above the first slot."""
    (around,) = surroundings((f"<body>{text}", "</body>"), ("<p data-slot>",))
    return len(around.ancestors) > 1


@lru_cache(maxsize=256)
def _chain(body: str, tag: str) -> Chain:
    return Chain((without_marks(body),), (), (), tag)


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pages of an assessment share besides the body: style sheets and the opening of the document."""

    styles: tuple[str, ...] = field(repr=False)
    opening: str
    """From the document type to the opening tag of the body, which it leaves out."""
