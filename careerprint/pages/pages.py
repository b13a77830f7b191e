"""Values → HTML: what each template receives."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from markupsafe import Markup

from careerprint.color import tint
from careerprint.editions import STANDARD, Edition
from careerprint.languages import is_rtl
from careerprint.pages import formats
from careerprint.pages.addressee import Addressee
from careerprint.pages.environment import environment_of, located_faults
from careerprint.pages.groups import group_values
from careerprint.pages.hexagon import hexagon
from careerprint.pages.labels import Labels, read_labels
from careerprint.pages.large_print import full_size_marks
from careerprint.pages.pictures.drawing import PANEL
from careerprint.pages.reports import fit_values, hexagon_words, run_in, theme_values
from careerprint.pages.right_to_left import mirrored
from careerprint.pages.sections import spreads
from careerprint.scoring.group import GroupStatistics, Suppressed
from careerprint.scoring.scorecard import Scorecard
from careerprint.settings import TEMPLATES
from careerprint.sources.assessment import Assessment
from careerprint.sources.center import Center
from careerprint.sources.citations.source_marks import MARK_SPACE
from careerprint.sources.document import ListItem, items_of
from careerprint.sources.guide import Guide
from careerprint.sources.scales import Item

PAPERS = {"letter": "8.5in 11in", "a4": "210mm 297mm"}
"""Sheet sizes as CSS writes them, width first."""
STYLES = ("base/tokens", "base/page", "base/type", "base/blocks")
"""The style sheets that come first in every print, in order."""
MIDDLE = 0.45
"""How much of the accent color is in a soft line."""


@dataclass(frozen=True, slots=True)
class Page:
    """A document ready for the press."""

    html: str
    styles: tuple[str, ...]
    """Style sheets as texts, in order."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Items of a worksheet that share one table."""

    title: str
    """Empty where the title would give away what the items measure."""
    question: str
    choices: tuple[str, ...]
    worths: tuple[int, ...]
    """What each choice is worth."""
    items: tuple[Item, ...]
    first: int
    """The number of its first line; lines are numbered through all tables of a worksheet."""


class Pages:
    """Templates, labels and the center's details, made once and used for every document."""

    def __init__(
        self,
        center: Center,
        *,
        templates: Sequence[Path] = (),
        paper: str | None = None,
        edition: Edition = STANDARD,
    ) -> None:
        """Look for templates in the given folders first, file by file, then in our own."""
        self.folders = (*templates, TEMPLATES)
        self.center = center
        self.paper = paper or center.paper
        self.edition = edition
        self.environment = environment_of(self.folders, edition)
        self._labels: dict[str, Labels] = {}
        self._read: dict[tuple[str, str], tuple[str, ...]] = {}
        self._next_steps: dict[str, tuple[ListItem, ...]] = {}

    def labels(self, language: str) -> Labels:
        """Return the words of a language that templates print."""
        if language not in self._labels:
            self._labels[language] = read_labels(self.folders, language)
        return self._labels[language]

    def levels(self, language: str) -> tuple[str, ...]:
        """Return the five levels of a skill in words."""
        return tuple(self.labels(language)["levels"].values())

    def work(self, guide: Guide) -> str:
        """Return what a guide is about as a phrase for use in a sentence: `the work of a nurse`."""
        if guide.meta.work:
            return guide.meta.work
        form: str = self.labels(guide.meta.language)["report"]["work_of"]
        return form.format(title=guide.running_title)

    def handout(self, guide: Guide, *, sides: int) -> Page:
        """Return the handout of a guide; `sides` is the number of pages printed on its first page."""
        language = guide.meta.language
        return self._page(
            "handout",
            "handout.html",
            language,
            guide=guide,
            sheets=formats.sheet_count(sides, self.labels(language)),
            spreads=spreads(guide),
            source_mark=self._source_marker(guide),
            document_title=guide.meta.title,
        )

    def worksheet(self, assessment: Assessment, *, sides: int, details: bool) -> Page:
        """Return the blank form of an assessment; `details` prints the guide's words below each item."""
        labels = self.labels(assessment.language)
        title = title_of(assessment, labels["worksheet"]["fit_title"])
        return self._page(
            "worksheet",
            "worksheet.html",
            assessment.language,
            assessment=assessment,
            grids=grids(assessment),
            details=details,
            sheets=formats.sheet_count(sides, labels),
            title=title,
            document_title=f"{labels['worksheet']['kind']}: {title}",
        )

    def report(
        self,
        card: Scorecard,
        person: Addressee,
        *,
        printed_on: datetime.date,
        guides: Mapping[str, Guide],
        corrected: bool = False,
        has_fact_sheets: bool = False,
    ) -> Page:
        """Return one person's report. The document's title holds no name."""
        assessment = card.assessment
        labels = self.labels(assessment.language)
        title = title_of(assessment, labels["report"]["fit_title"])
        special = fit_values(card, labels) if assessment.guide else self._themes(card, guides)
        return self._page(
            "report",
            "report/fit.html" if assessment.guide else "report/themes.html",
            assessment.language,
            card=card,
            person=person,
            guide=assessment.guide,
            text=assessment.sections.__getitem__,
            covers=run_in(assessment.sections["covers"].html),
            next_steps=self._steps(assessment),
            printed_on=printed_on,
            corrected=corrected,
            has_fact_sheets=has_fact_sheets,
            title=title,
            document_title=f"{labels['report']['kind']}: {title}",
            **special,
        )

    def group(
        self, assessment: Assessment, figures: GroupStatistics | Suppressed, *, printed_on: datetime.date
    ) -> Page:
        """Return the group report for staff."""
        labels, language = self.labels(assessment.language), assessment.language
        about = assessment.work or assessment.title
        title, special = labels["group"]["small"].format(about=about), {"is_shown": False}
        if isinstance(figures, GroupStatistics):
            title = labels["group"]["title"].format(people=formats.grouped(figures.people, language), about=about)
            special = group_values(figures, labels)
        return self._page(
            "group",
            "group.html",
            language,
            assessment=assessment,
            figures=figures,
            printed_on=printed_on,
            title=title,
            document_title=f"{labels['group']['kind']} · {title}",
            **special,
        )

    def separator(self) -> Page:
        """Return the sheet between two reports of a print file."""
        language = self.center.language
        title = self.labels(language)["separator"]["title"]
        return self._page("separator", "separator.html", language, document_title=title)

    def rendered(self, kind: str, template: str, language: str, **values: Any) -> Page:
        """Return a page of a kind that is made elsewhere, such as a fact sheet."""
        return self._page(kind, template, language, **values)

    def tightened(self, page: Page) -> Page:
        """Return a page with a little less space between its lines."""
        name = "large-print-tight" if self.edition.is_large else "tight"
        return replace(page, styles=(*page.styles, self._style(f"editions/{name}.css")))

    def _themes(self, card: Scorecard, guides: Mapping[str, Guide]) -> dict[str, Any]:
        labels = self.labels(card.assessment.language)
        values = theme_values(card, guides, labels)
        if card.assessment.leads_to:
            title = hexagon_words(card, labels)
            values["hexagon"] = hexagon(card.scales, title=title, edition=self.edition, accent=self.center.accent)
        return values

    def _page(self, kind: str, template: str, language: str, **values: Any) -> Page:
        """Render a template; every template also receives the center, the labels and the language."""
        labels, rtl = self.labels(language), is_rtl(language)
        with located_faults(template):
            html = self.environment.get_template(template).render(
                center=self.center.in_language(language),
                labels=labels,
                language=language,
                rtl=rtl,
                paper=self.paper,
                edition=self.edition,
                qr=qr_code(self.center.web, labels["common"]["qr"].format(url=self.center.web)),
                **values,
            )
        return Page(html, self._styles(kind, language))

    def _styles(self, kind: str, language: str) -> tuple[str, ...]:
        """Return the style sheets of a kind of page, read once."""
        if (kind, language) not in self._read:
            # In larger letters the plates' slots would leave half a page empty: those are set the plain way.
            is_larger = self.edition.is_large or self.edition.low_vision
            first = ("prints/slots",) if kind == "report" and not is_larger else ()
            texts = [self._style(f"{name}.css") for name in (*first, *STYLES, f"prints/{kind}")]
            own = [self._style(f"editions/{name}.css") for name in self.edition.styles]
            page_of = self.labels(language)["common"]["page_of"]
            styles = (*texts, sheet_style(self.paper, self.center.accent, page_of), *own)
            mirror = (*map(mirrored, styles), self._style("editions/rtl.css")) if is_rtl(language) else styles
            self._read[kind, language] = mirror
        return self._read[kind, language]

    def _steps(self, assessment: Assessment) -> tuple[ListItem, ...]:
        """Return the next steps of an assessment, turned into HTML once."""
        if assessment.slug not in self._next_steps:
            self._next_steps[assessment.slug] = items_of(assessment.sections["next-steps"])
        return self._next_steps[assessment.slug]

    def _source_marker(self, guide: Guide) -> Callable[[str], Markup]:
        mark = source_marker(guide)
        return (lambda name: full_size_marks(mark(name))) if self.edition.is_large else mark

    def _style(self, name: str) -> str:
        folder = next(f for f in self.folders if (f / "styles" / name).is_file())
        return (folder / "styles" / name).read_text(encoding="utf-8")


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
    return f"@page {{ size: {PAPERS[paper]}; @bottom-right {{ content: {number}; }} }}\n" + accent_style(accent)


def accent_style(accent: str) -> str:
    """Return the style sheet with the center's color and its tints."""
    soft, line = tint(accent, PANEL), tint(accent, MIDDLE)
    return f"html {{ --accent: {accent}; --accent-soft: {soft}; --accent-line: {line}; }}\n"


def source_marker(guide: Guide) -> Callable[[str], Markup]:
    """Return a function from a source's id to its raised number."""
    numbers = {source.id: (number, source.title) for number, source in enumerate(guide.meta.sources, 1)}
    form = Markup('<a class="source-mark" href="#source-{}" title="{}">{}{}</a>')

    def mark(name: str) -> Markup:
        number, title = numbers[name]
        return form.format(name, title, MARK_SPACE, number)

    return mark


def title_of(assessment: Assessment, form: str) -> str:
    """Return the heading of a print: the assessment's title, or words about the guide's work."""
    return form.format(work=assessment.work) if assessment.guide else assessment.title


def grids(assessment: Assessment) -> tuple[Grid, ...]:
    """Return the tables of a worksheet: one for each scale, or one for all where titles would give the themes away.

    Their lines are those of `Assessment.on_paper`, in that order.
    """
    first = assessment.scales[0]
    if assessment.leads_to:
        items = tuple(item for _, item in assessment.on_paper)
        return (Grid("", first.question, first.choices, first.worths, items, 1),)
    ends = list(accumulate((len(scale.items) for scale in assessment.scales), initial=1))
    numbered = zip(assessment.scales, ends, strict=False)
    return tuple(Grid(s.title, s.question, s.choices, s.worths, s.items, number) for s, number in numbered)
