"""Values → HTML: the Jinja2 environment, and what each template is given."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, Literal
from xml.etree.ElementTree import Element

from babel.dates import format_date, format_skeleton
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from careerprint.center import Center
from careerprint.color import tint
from careerprint.document import Item, Section, html_of, items_of
from careerprint.guide import Guide
from careerprint.labels import Labels, read_labels
from careerprint.markdowntree import text_of

PAPERS = {"letter": "8.5in 11in", "a4": "210mm 297mm"}
"""Sheet sizes as CSS writes them, width first."""
OUR_TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
STYLES = ("tokens", "page", "type", "blocks")
"""Style sheets that every print begins with, in order."""

_LISTS = ("ul", "ol")


@dataclass(frozen=True, slots=True)
class Page:
    """A document ready for the press."""

    html: str
    styles: tuple[str, ...]
    """Style sheets as texts, in order."""


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks of a section that are set alike."""

    kind: Literal["columns", "wide"]
    """Long text stands in two columns; tables and short text take the whole width."""
    html: str


@dataclass(frozen=True, slots=True)
class View:
    """A section as its template sees it."""

    role: str
    template: str
    id: str
    title: str
    classes: tuple[str, ...] = ()
    intro: str = ""
    """The section's body without its lists, as HTML."""
    html: str = ""
    """The section's whole body, as HTML."""
    runs: tuple[Run, ...] = ()
    """The same, cut into what is set in columns and what is not."""
    items: tuple[Item, ...] = ()
    children: tuple[Section, ...] = ()
    sides: tuple[View, ...] = ()
    """Pros and cons, which one template prints side by side."""


class Pages:
    """Templates, labels and the center's details, made once and used for every document."""

    def __init__(self, center: Center, *, templates: Sequence[Path] = (), paper: str | None = None) -> None:
        """Look for templates in the given folders first, file by file, then in our own."""
        self.folders = (*templates, OUR_TEMPLATES)
        self.center = center
        self.paper = paper or center.paper
        self.environment = _environment(self.folders)

    def handout(self, guide: Guide, *, sides: int) -> Page:
        """Return the handout of a guide; `sides` is the number of pages printed on its first page."""
        language = guide.meta.language
        labels = read_labels(self.folders, language)
        html = self.environment.get_template("handout.html").render(
            guide=guide,
            sheets=sheet_count(sides, labels),
            sections=section_views(guide),
            notices=[s for s in guide.sections if "legal" in s.classes],
            source_mark=source_marker(guide),
            document_title=guide.meta.title,
            **self._common(language, labels),
        )
        return Page(html, self._styles("handout", labels))

    def _common(self, language: str, labels: Labels) -> dict[str, Any]:
        return {
            "center": self.center,
            "labels": labels,
            "language": language,
            "paper": self.paper,
            "qr": qr_code(self.center.web, labels["common"]["qr"].format(url=self.center.web)),
        }

    def _styles(self, kind: str, labels: Labels) -> tuple[str, ...]:
        texts = [self._style(f"{name}.css") for name in (*STYLES, kind)]
        return (*texts, sheet_style(self.paper, self.center.accent, labels["common"]["page_of"]))

    def _style(self, name: str) -> str:
        folder = next(f for f in self.folders if (f / "styles" / name).is_file())
        return (folder / "styles" / name).read_text(encoding="utf-8")


def _environment(folders: Sequence[Path]) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        html=Markup,  # for HTML made by our own Markdown reader, which lets no foreign HTML through
        long_date=_contextual(long_date),
        partial_date=_contextual(partial_date),
        bare_address=bare_address,
        tel=tel,
    )
    return environment


def _contextual(function: Callable[[Any, str], str]) -> Callable[..., str]:
    """Give a filter the language of the document that it is used in."""
    from jinja2 import pass_context

    @pass_context
    def filtered(context: Mapping[str, Any], value: Any) -> str:
        return function(value, context["language"])

    return filtered


def long_date(date: datetime.date, language: str) -> str:
    """Return `November 1, 2026` as the language writes it."""
    return str(format_date(date, format="long", locale=language.replace("-", "_")))


def partial_date(text: str, language: str) -> str:
    """Return `2024`, `2024-05` or `2024-05-01` as the language writes it: `May 2024`."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return text
    if len(parts) == 3:
        return long_date(datetime.date(*parts), language)
    date = datetime.date(*parts, 1)
    return str(format_skeleton("yMMMM", date, locale=language.replace("-", "_")))


def bare_address(url: str) -> str:
    """Return a web address as people say it: without `https://`, `www.` and the last slash."""
    return url.removeprefix("https://").removeprefix("www.").rstrip("/")


def tel(number: str) -> str:
    """Return a phone number as a link target (RFC 3966)."""
    return "tel:" + "".join(c for c in number if c.isdigit() or c == "+")


@lru_cache(maxsize=8)
def qr_code(text: str, words: str) -> Markup:
    """Return a QR code as an SVG figure that is described in words."""
    import segno

    code = segno.make(text, error="m", micro=False)
    svg = code.svg_inline(border=0, title=words, omitsize=True, lineclass=None, svgclass=None)
    return Markup(svg)


def sheet_style(paper: str, accent: str, page_of: str) -> str:
    """Return the style sheet with what differs: the paper, the tints of the accent, the page's number."""
    number = '"' + page_of.format(page='" counter(page) "', pages='" counter(pages) "') + '"'
    return (
        f"@page {{ size: {PAPERS[paper]}; @bottom-right {{ content: {number}; }} }}\n"
        f"html {{ --accent: {accent}; --accent-soft: {tint(accent, 0.08)}; --accent-line: {tint(accent, 0.45)}; }}\n"
    )


def sheet_count(sides: int, labels: Labels) -> str:
    """Return `4 sides on 2 sheets`, as the first page says it; a sheet is printed on both sides."""
    sheets = (sides + 1) // 2
    words = labels["handout"]["sheets"]
    form = "one" if sides == 1 else "sheet" if sheets == 1 else "some"
    return str(words[form].format(sides=sides, sheets=sheets))


def source_marker(guide: Guide) -> Callable[[str], Markup]:
    """Return a function from a source's id to its raised number."""
    numbers = {source.id: (number, source.title) for number, source in enumerate(guide.meta.sources, 1)}

    def mark(name: str) -> Markup:
        number, title = numbers[name]
        return Markup('<a class="source-mark" href="#source-{}" title="{}">{}</a>').format(
            name, title, number
        )

    return mark


def section_views(guide: Guide) -> tuple[View, ...]:
    """Return the sections in print order; what is read side by side becomes one view, legal notices none."""
    left_out = {second for first, second, _ in PAIRS if guide.section(first)}
    views: list[View] = []
    for section in guide.sections:
        pair = next((p for p in PAIRS if p[0] == section.id and guide.section(p[1])), None)
        if pair:
            views.append(_pair(guide, pair))
        elif "legal" not in section.classes and section.id not in left_out:
            views.append(_view(guide, section))
    return tuple(views)


PAIRS = (("pros", "cons", "weigh"), ("tips", "next-steps", "duo"))
"""Sections that are printed side by side, and the template that does it."""


def _pair(guide: Guide, pair: tuple[str, str, str]) -> View:
    sides = tuple(_view(guide, section) for role in pair[:2] if (section := guide.section(role)))
    return View(role=pair[2], template=f"sections/{pair[2]}.html", id=pair[2], title="", sides=sides)


_TEMPLATES = {
    "tasks": "items",
    "pros": "items",
    "cons": "items",
    "skills": "skills",
    "faq": "faq",
    "next-steps": "next-steps",
}


def _view(guide: Guide, section: Section) -> View:
    return View(
        role=section.id,
        template=f"sections/{_TEMPLATES.get(section.id, 'prose')}.html",
        id=section.id,
        title=section.title,
        classes=section.classes,
        intro=html_of(block for block in section.body if block.tag not in _LISTS),
        html=section.html,
        runs=tuple(_runs(section.body)),
        items=items_of(section),
        children=section.children,
    )


SHORT = 260
"""A run of text of at most so many characters looks better on one wide line than in columns."""


def _runs(body: Sequence[Element]) -> Iterator[Run]:
    """Group the blocks of a section: tables alone, the text between them together."""
    for is_table, blocks in groupby(body, key=lambda block: block.tag == "table"):
        group = list(blocks)
        length = sum(len(text_of(block)) for block in group)
        kind: Literal["columns", "wide"] = "wide" if is_table or length <= SHORT else "columns"
        yield Run(kind, html_of(group))
