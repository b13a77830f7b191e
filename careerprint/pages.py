"""Values → HTML: the Jinja2 environment, and what each template is given."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from markupsafe import Markup

from careerprint import formats
from careerprint.answers.responses import Response
from careerprint.assessment import Assessment, Item
from careerprint.center import Center
from careerprint.charts import hexagon
from careerprint.color import tint
from careerprint.document import items_of
from careerprint.fit import weigh
from careerprint.guide import Guide
from careerprint.labels import Labels, read_labels
from careerprint.markdowntree import MARK_SPACE
from careerprint.reliability import GroupStatistics, Suppressed
from careerprint.scoring import Profile, Scorecard
from careerprint.themes import suggest, top_themes
from careerprint.views import section_views

PAPERS = {"letter": "8.5in 11in", "a4": "210mm 297mm"}
"""Sheet sizes as CSS writes them, width first."""
OUR_TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
STYLES = ("tokens", "page", "type", "blocks")
"""Style sheets that every print begins with, in order."""
SOFT, MIDDLE = 0.08, 0.45
"""How much of the accent color is in a tinted panel and in a soft line."""


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
    """Empty where the title would tell what the items measure."""
    question: str
    choices: tuple[str, ...]
    items: tuple[Item, ...]


class Pages:
    """Templates, labels and the center's details, made once and used for every document."""

    def __init__(self, center: Center, *, templates: Sequence[Path] = (), paper: str | None = None) -> None:
        """Look for templates in the given folders first, file by file, then in our own."""
        self.folders = (*templates, OUR_TEMPLATES)
        self.center = center
        self.paper = paper or center.paper
        self.environment = _environment(self.folders)
        self._labels: dict[str, Labels] = {}

    def labels(self, language: str) -> Labels:
        """Return the words of a language that templates print."""
        if language not in self._labels:
            self._labels[language] = read_labels(self.folders, language)
        return self._labels[language]

    def levels(self, language: str) -> tuple[str, ...]:
        """Return the five levels of a skill in words."""
        return tuple(self.labels(language)["levels"].values())

    def handout(self, guide: Guide, *, sides: int) -> Page:
        """Return the handout of a guide; `sides` is the number of pages printed on its first page."""
        language = guide.meta.language
        return self._page(
            "handout",
            "handout.html",
            language,
            guide=guide,
            sheets=formats.sheet_count(sides, self.labels(language)),
            sections=section_views(guide),
            source_mark=source_marker(guide),
            document_title=guide.meta.title,
        )

    def worksheet(self, assessment: Assessment, *, sides: int, details: bool) -> Page:
        """Return the blank form of an assessment; `details` prints the guide's words below each item."""
        labels = self.labels(assessment.language)
        title = assessment_title(assessment, labels["worksheet"]["fit_title"])
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
        person: Response,
        *,
        printed_on: datetime.date,
        guides: Mapping[str, Guide],
        corrected: bool = False,
    ) -> Page:
        """Return one person's report. The document's title holds no name."""
        assessment = card.assessment
        labels = self.labels(assessment.language)
        title = assessment_title(assessment, labels["report"]["fit_title"])
        special = self._fit(card) if assessment.guide else self._themes(card, guides, labels)
        return self._page(
            "report",
            "report/fit.html" if assessment.guide else "report/themes.html",
            assessment.language,
            card=card,
            person=person,
            guide=assessment.guide,
            text=assessment.sections.__getitem__,
            next_steps=items_of(assessment.sections["next-steps"]),
            printed_on=printed_on,
            corrected=corrected,
            title=title,
            document_title=f"{labels['report']['kind']}: {title}",
            **special,
        )

    def group(
        self, assessment: Assessment, figures: GroupStatistics | Suppressed, *, printed_on: datetime.date
    ) -> Page:
        """Return the group report for staff."""
        labels = self.labels(assessment.language)
        about = assessment_title(assessment, labels["report"]["fit_title"])
        return self._page(
            "group",
            "group.html",
            assessment.language,
            assessment=assessment,
            figures=figures,
            printed_on=printed_on,
            title=about,
            document_title=f"{labels['group']['kind']}: {about}",
        )

    def separator(self) -> Page:
        """Return the sheet that stands between two reports of a print file."""
        language = self.center.language
        title = self.labels(language)["separator"]["title"]
        return self._page("separator", "separator.html", language, document_title=title)

    def _fit(self, card: Scorecard) -> dict[str, Any]:
        fit = weigh(card)
        middle = {score.id: (1 + score.scale.highest) / 2 for score in card.scales}
        return {
            "fit": fit,
            "in_order": card.profile not in (Profile.FLAT, Profile.SAME_THROUGHOUT),
            # A heading says that something draws or wears only where an answer says so.
            "draws": any((entry.value or 0) > middle["pros"] for entry in fit.draws),
            "wears": any((entry.value or 9) < middle["cons"] for entry in fit.wears),
        }

    def _themes(self, card: Scorecard, guides: Mapping[str, Guide], labels: Labels) -> dict[str, Any]:
        words = "; ".join(f"{score.scale.title} {score.printed or '–'}" for score in card.scales)
        name = card.profile.section
        return {
            "top": top_themes(card),
            "profile_text": card.assessment.sections[name] if name else None,
            "suggestions": suggest(card, {slug: guide.meta.themes for slug, guide in guides.items()}),
            "titles": {slug: guide.meta.title for slug, guide in guides.items()},
            "hexagon": hexagon(
                card.scales,
                title=labels["report"]["hexagon_words"].format(scores=words),
                accent=self.center.accent,
                soft=tint(self.center.accent, 0.2),
            ),
        }

    def _page(self, kind: str, template: str, language: str, **values: Any) -> Page:
        """Fill a template in; every template is given the center, the labels and the language too."""
        labels = self.labels(language)
        html = self.environment.get_template(template).render(
            center=self.center,
            labels=labels,
            language=language,
            paper=self.paper,
            qr=qr_code(self.center.web, labels["common"]["qr"].format(url=self.center.web)),
            **values,
        )
        texts = [self._style(f"{name}.css") for name in (*STYLES, kind)]
        return Page(html, (*texts, sheet_style(self.paper, self.center.accent, labels["common"]["page_of"])))

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
        long_date=_in_language(formats.long_date),
        partial_date=_in_language(formats.partial_date),
        listed=_in_language(formats.listed),
        bare_address=formats.bare_address,
        tel=formats.tel,
        one_decimal=formats.one_decimal,
        two_decimals=formats.two_decimals,
    )
    return environment


def _in_language(function: Callable[[Any, str], str]) -> Callable[..., str]:
    """Give a filter the language of the document that it is used in."""

    @pass_context
    def filtered(context: Mapping[str, Any], value: Any) -> str:
        return function(value, context["language"])

    return filtered


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
    soft, line = tint(accent, SOFT), tint(accent, MIDDLE)
    return (
        f"@page {{ size: {PAPERS[paper]}; @bottom-right {{ content: {number}; }} }}\n"
        f"html {{ --accent: {accent}; --accent-soft: {soft}; --accent-line: {line}; }}\n"
    )


def source_marker(guide: Guide) -> Callable[[str], Markup]:
    """Return a function from a source's id to its raised number."""
    numbers = {source.id: (number, source.title) for number, source in enumerate(guide.meta.sources, 1)}
    form = Markup('<a class="source-mark" href="#source-{}" title="{}">{}{}</a>')

    def mark(name: str) -> Markup:
        number, title = numbers[name]
        return form.format(name, title, MARK_SPACE, number)

    return mark


def assessment_title(assessment: Assessment, form: str) -> str:
    """Return what stands on top: the assessment's title, or the question about the guide's career."""
    if assessment.guide is None:
        return assessment.title
    return form.format(title=assessment.guide.running_title)


def grids(assessment: Assessment) -> tuple[Grid, ...]:
    """Return the tables of a worksheet: one a scale, or one for all where titles would give the themes away.

    Items of several scales in one table take turns, so that no theme stands together.
    """
    first = assessment.scales[0]
    if assessment.leads_to:
        turns = chain.from_iterable(zip_longest(*(scale.items for scale in assessment.scales)))
        items = tuple(item for item in turns if item is not None)
        return (Grid("", first.question, first.choices, items),)
    return tuple(Grid(s.title, s.question, s.choices, s.items) for s in assessment.scales)
