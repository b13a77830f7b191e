"""What a handout shows besides the guide's own words: its pictures, the facts beside them, its order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from careerprint.editions import Edition
from careerprint.official.downloads.releases import Release
from careerprint.pages import formats
from careerprint.pages.labels import Labels
from careerprint.pages.pictures.degrees import Share, degree_strip
from careerprint.pages.pictures.drawing import palette
from careerprint.pages.pictures.growth import growth_picture
from careerprint.pages.pictures.pay import pay_picture
from careerprint.pages.sections import sides
from careerprint.sources.citations.drawn_figures import Degrees, Drawn, Growth, Pay
from careerprint.sources.guide import Guide, QuickFact

WIDTHS = {"pay": 322.0, "growth": 140.0, "degrees": 509.0}
"""Widths of the pictures, in points: four columns and two in a panel, and all six."""
LARGE_WIDTH = 440.0
"""The width of each picture in large print, in points; the column is 457 wide on A4."""
FACTS_ON_A_CARD = 3
"""Quick facts on a card: the guides begin with pay, growth and openings."""
_COLUMNS = ("A_MEDIAN", "change")
"""What the pictures show: a quick fact about it is not printed a second time."""
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class FigurePicture:
    """A picture and what is said beside it."""

    title: str
    svg: Markup
    source: str
    """The id of the source."""
    words: tuple[str, ...]
    """The same figures as sentences."""


def handout_values(guide: Guide, labels: Labels, edition: Edition, accent: str) -> Mapping[str, Any]:
    """Return what the template of a handout is given besides the guide."""
    draw = _Pictures(guide, labels, edition, accent)
    return {
        "sides": sides(guide),
        "pay": draw.pay(),
        "growth": draw.growth(),
        "degrees": draw.degrees(),
        "facts": tuple(fact for fact in guide.meta.quick_facts if not is_drawn(fact, guide.drawn)),
    }


def card_values(guide: Guide) -> Mapping[str, Any]:
    """Return what the template of a card is given besides the guide."""
    facts = guide.meta.quick_facts[:FACTS_ON_A_CARD]
    found, used = sides(guide), {fact.source for fact in facts}
    sources = tuple(source for source in guide.meta.sources if source.id in used)
    return {"facts": facts, "sources": sources, "decide": found.decide, "steps": found.steps}


def is_drawn(fact: QuickFact, drawn: Drawn) -> bool:
    """Say whether a picture shows what a quick fact says: middle pay or growth."""
    columns = {address.rpartition("/")[2] for address in fact.at}
    rows = [row.percent for row in drawn.growth.rows] if drawn.growth else []
    shown = {*rows, *(float(row.middle) for row in drawn.pay.rows if drawn.pay)} if drawn.pay else set(rows)
    numbers = {float(number.replace(",", "")) for number in _NUMBER.findall(fact.value)}
    return bool(shown) and (not columns.isdisjoint(_COLUMNS) or (bool(numbers) and numbers <= {abs(n) for n in shown}))


class _Pictures:
    """Draws the figures of a guide in its language and in the look of an edition."""

    def __init__(self, guide: Guide, labels: Labels, edition: Edition, accent: str) -> None:
        self._guide = guide
        self._labels: Labels = labels["drawn"]
        self._edition = edition
        self._accent = accent

    def _width(self, name: str) -> float:
        return LARGE_WIDTH if self._edition.is_large else WIDTHS[name]

    def pay(self) -> FigurePicture | None:
        """Return the picture of pay; its title names the release of the figures, such as `May 2024`."""
        pay = self._guide.drawn.pay
        if pay is None:
            return None
        words = tuple(self._pay_words(pay))
        look = palette(self._edition, self._accent, on_panel=True)
        title = self._labels["pay_picture"].format(rows=" ".join(words))
        svg = pay_picture(pay, words=title, width=self._width("pay"), look=look)
        return FigurePicture(self._dated(self._labels["pay"], pay.source), svg, pay.source, words)

    def _dated(self, title: str, source: str) -> str:
        releases = {each.id: each.release for each in self._guide.meta.sources}
        release = releases.get(source)
        if not release:
            return title
        month = Release(release, None).as_of or ""
        if "-" in month:  # a month, which the guide gives in the publisher's language
            release = formats.partial_date(month, self._guide.meta.language)
        return str(self._labels["dated"].format(title=title, release=release))

    def _pay_words(self, pay: Pay) -> Iterator[str]:
        """Say what each of the three figures means for the first row, and only the figures for the others."""
        for number, row in enumerate(pay.rows):
            form = self._labels["pay_row" if number == 0 else "pay_row_more"]
            figures = {name: f"${getattr(row, name):,}" for name in ("low", "middle", "high")}
            yield form.format(name=row.name, **figures)

    def growth(self) -> FigurePicture | None:
        """Return the picture of growth."""
        growth = self._guide.drawn.growth
        if growth is None:
            return None
        look = palette(self._edition, self._accent, on_panel=True)
        rows = [f"{row.name}: {self._change(row.percent)}" for row in growth.rows]
        title = self._labels["growth_picture"].format(rows="; ".join(rows))
        svg = growth_picture(growth, words=title, labels=rows, width=self._width("growth"), look=look)
        words = (*(f"{row}." for row in self._growth_words(growth)), self._labels["forecast"])
        return FigurePicture(growth.title, svg, growth.source, words)

    def _growth_words(self, growth: Growth) -> Iterator[str]:
        for row in growth.rows:
            kind = "none" if not row.percent else "more" if row.percent > 0 else "fewer"
            number = formats.decimal(f"{abs(row.percent):g}", self._guide.meta.language)
            yield self._labels["growth"][kind].format(name=row.name, number=number)

    def _change(self, percent: float) -> str:
        sign = "+" if percent > 0 else "−" if percent < 0 else ""
        return f"{sign}{self._percent(abs(percent))}"

    def _percent(self, number: float) -> str:
        figure = formats.decimal(f"{number:g}", self._guide.meta.language)
        return str(self._labels["percent"].format(number=figure))

    def degrees(self) -> FigurePicture | None:
        """Return the strip of degrees, from the lowest to the highest; what the guide does not name comes last."""
        degrees = self._guide.drawn.degrees
        if degrees is None:
            return None
        shares = tuple(self._shares(degrees))
        words = tuple(f"{share.label}." for share in shares)
        title = self._labels["degrees_picture"].format(people=degrees.people, shares="; ".join(s.label for s in shares))
        look = palette(self._edition, self._accent)
        svg = degree_strip(shares, words=title, width=self._width("degrees"), look=look)
        return FigurePicture(degrees.people, svg, degrees.source, words)

    def _shares(self, degrees: Degrees) -> Iterator[Share]:
        names: Mapping[str, str] = self._labels["degree"]
        given: dict[str, float] = {name: degrees.shares[name] for name in names if name in degrees.shares}  # type: ignore[index]
        rest = 100 - sum(given.values())
        for name, percent in {**given, **({"rest": rest} if rest > 0 else {})}.items():
            yield Share(name, percent, f"{names[name]} {self._percent(percent)}", is_rest=name == "rest")
