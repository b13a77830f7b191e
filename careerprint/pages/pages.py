"""Values → HTML: what each template receives."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from markupsafe import Markup

from careerprint.color import tint
from careerprint.editions import STANDARD, Edition
from careerprint.languages import is_rtl
from careerprint.pages import formats
from careerprint.pages.addressee import Addressee
from careerprint.pages.environment import environment_of, located_faults
from careerprint.pages.groups.rows import group_title, group_values
from careerprint.pages.handouts import card_values, handout_values
from careerprint.pages.labels import Labels, for_screens, read_labels
from careerprint.pages.large_print import full_size_marks
from careerprint.pages.pictures.drawing import PANEL, palette
from careerprint.pages.pictures.reports import ReportPictures
from careerprint.pages.pictures.scan import scan_of
from careerprint.pages.reports.fit import fit_values
from careerprint.pages.reports.open_lines import open_lines
from careerprint.pages.reports.room import Stacks, filled, rooms, with_lines
from careerprint.pages.reports.themes import theme_values
from careerprint.pages.right_to_left import mirrored
from careerprint.pages.sheets import card_style, sheet_style
from careerprint.pages.worksheets import (
    NOTES,
    are_short,
    grids_of_sides,
    line_numbers,
    longest_word,
    pitch,
    reversed_lines,
    theme_sums,
)
from careerprint.scoring.group import GroupStatistics, Suppressed
from careerprint.scoring.scorecard import Scorecard
from careerprint.settings import TEMPLATES
from careerprint.sources.assessment import Assessment
from careerprint.sources.center import Center
from careerprint.sources.citations.source_marks import MARK_SPACE
from careerprint.sources.document import ListItem, items_of
from careerprint.sources.guide import Guide

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


class Pages:
    """Templates, labels and the center's details, made once and used for every document."""

    def __init__(
        self,
        center: Center,
        *,
        templates: Sequence[Path] = (),
        paper: str | None = None,
        edition: Edition = STANDARD,
        on_screen: bool = False,
    ) -> None:
        """Look for templates in the given folders first, file by file, then in our own.

        `on_screen` takes the words for screens where the labels have some.
        """
        self.folders = (*templates, TEMPLATES)
        self.center = center
        self.paper = paper or center.paper
        self.edition = edition
        self.environment = environment_of(self.folders, edition)
        self._on_screen = on_screen
        self._labels: dict[str, Labels] = {}
        self._read: dict[tuple[str, str], tuple[str, ...]] = {}
        self._next_steps: dict[str, tuple[ListItem, ...]] = {}

    def labels(self, language: str) -> Labels:
        """Return the words of a language that templates print."""
        if language not in self._labels:
            labels = read_labels(self.folders, language)
            self._labels[language] = for_screens(labels) if self._on_screen else labels
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
        if self.edition.is_card:
            return self._card(guide)
        return self._page(
            "handout",
            "handout.html",
            language,
            guide=guide,
            sheets=formats.sheet_count(sides, self.labels(language)),
            source_mark=self._source_marker(guide),
            document_title=guide.meta.title,
            slug=guide.slug,
            **handout_values(guide, self.labels(language), self.edition, self.center.accent),
        )

    def _card(self, guide: Guide) -> Page:
        title = guide.meta.title
        return self._page(
            "card",
            "card.html",
            guide.meta.language,
            slug=guide.slug,
            guide=guide,
            document_title=title,
            **card_values(guide),
        )

    def worksheet(self, assessment: Assessment, *, sides: int, left_out: Collection[str] = ()) -> Page:
        """Return the blank form of an assessment on so many sides; in large print it has as many as it needs.

        `left_out` is what it lacks, as in `pages.worksheets`.
        """
        labels = self.labels(assessment.language)
        title = title_of(assessment, labels["worksheet"]["fit_title"])
        return self._page(
            "worksheet",
            "worksheet.html",
            assessment.language,
            assessment=assessment,
            sides=grids_of_sides(assessment, 1 if self.edition.is_large else sides, left_out),
            pitch=(across := pitch(assessment, low_vision=self.edition.low_vision)),
            is_across=lambda choices: are_short(choices, self.edition.size),
            overhang=lambda choice: max(0.0, (longest_word(choice) - across) / 2),
            theme_sums=theme_sums(assessment),
            turned=reversed_lines(assessment),
            has_notes=NOTES not in left_out,
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
        special = fit_values(card, labels) if assessment.guide else theme_values(card, guides, labels)
        numbers = line_numbers(assessment)
        return self._page(
            "report",
            "report/fit.html" if assessment.guide else "report/themes.html",
            assessment.language,
            card=card,
            person=person,
            guide=assessment.guide,
            text=assessment.sections.__getitem__,
            picture=ReportPictures(palette(self.edition, self.center.accent), labels["report"], assessment.language),
            numbers=numbers,
            open_lines=open_lines(card, numbers, labels["report"]),
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
        title = labels["group"]["small"].format(about=about)
        special: dict[str, Any] = {"is_shown": False}
        if isinstance(figures, GroupStatistics):
            title = group_title(figures, labels["group"], about)
            special = group_values(figures, labels, palette(self.edition, self.center.accent))
        return self._page(
            "group",
            "group.html",
            language,
            assessment=assessment,
            numbers=line_numbers(assessment),
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

    def filled(self, page: Page, lines: Mapping[str, int]) -> Page:
        """Return a page with as many lines to write on as there is room for.

        `lines` says how many there are by place, as in `room.filled`.
        """
        html, style = filled(page.html, lines)
        return replace(page, html=html, styles=(*page.styles, style))

    def with_room(self, page: Page, stacks: Stacks, language: str) -> Page | None:
        """Return a report with lines to write on where its sides would stay empty; None where all are well filled."""
        found = rooms(stacks, self.paper)
        if not found or self.edition.is_large:
            return None
        return replace(page, html=with_lines(page.html, found, self.labels(language)["report"]["room"]))

    def _page(self, kind: str, template: str, language: str, *, slug: str = "", **values: Any) -> Page:
        """Render a template; every template also receives the center, the labels and the language.

        `slug` is the guide that the square code leads to.
        """
        labels, rtl = self.labels(language), is_rtl(language)
        with located_faults(template):
            html = self.environment.get_template(template).render(
                center=self.center.in_language(language),
                labels=labels,
                language=language,
                rtl=rtl,
                paper=self.paper,
                edition=self.edition,
                scan=scan_of(self.center, slug, labels["scan"]),
                **values,
            )
        return Page(html, self._styles(kind, language))

    def _styles(self, kind: str, language: str) -> tuple[str, ...]:
        """Return the style sheets of a kind of page, read once."""
        if (kind, language) not in self._read:
            # In large print the plates' slots would leave half a page empty.
            first = ("prints/slots",) if kind == "report" and not self.edition.is_large else ()
            texts = [self._style(f"{name}.css") for name in (*first, *STYLES, f"prints/{kind}")]
            own = [self._style(f"editions/{name}.css") for name in self.edition.styles]
            page_of = self.labels(language)["common"]["page_of"]
            sheet = card_style(self.paper) if kind == "card" else sheet_style(self.paper, page_of)
            styles = (*texts, sheet, accent_style(self.center.accent), *own)
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
