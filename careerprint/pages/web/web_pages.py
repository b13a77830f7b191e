"""Templates in `templates/web/`, and the one style sheet of all pages for a screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from markupsafe import Markup, escape

from careerprint.editions import STANDARD
from careerprint.faces.fonts import prepare
from careerprint.languages import is_rtl, same
from careerprint.pages.environment import environment_of, located_faults
from careerprint.pages.labels import Labels, read_labels
from careerprint.pages.pages import accent_style
from careerprint.settings import TEMPLATES
from careerprint.sources.center import Center

STYLES = ("styles/base/tokens.css", "web/screen.css")
"""The style sheets that make the one of the screen: the palette of the prints, then what a screen adds."""


class WebPages:
    """Templates, labels and the center's details, made once and used for every page on a screen."""

    def __init__(self, center: Center, *, templates: Sequence[Path] = ()) -> None:
        """Look for templates in the given folders first, file by file, then in our own."""
        self._folders = (*templates, TEMPLATES)
        self._center = center
        self._environment = environment_of(self._folders, STANDARD)
        self._environment.filters.update(said_in=said_in)
        self._labels: dict[str, Labels] = {}

    def labels(self, language: str) -> Labels:
        """Return the words of a language that templates show."""
        if language not in self._labels:
            self._labels[language] = read_labels(self._folders, language)
        return self._labels[language]

    def render(self, template: str, language: str, values: Mapping[str, Any]) -> str:
        """Return a page; every template also receives the center, the labels and the language.

        Raises PrintError or SourceError for a template that fails.
        """
        labels = self.labels(language)
        with located_faults(template):
            return self._environment.get_template(template).render(
                center=self._center.in_language(language),
                labels=labels,
                words=labels["web"],
                language=language,
                rtl=is_rtl(language),
                **values,
            )

    def style(self) -> str:
        """Return the style sheet of all pages, with the tints of the center's color."""
        return "".join(self._text(name) for name in STYLES) + accent_style(self._center.accent)

    def _text(self, name: str) -> str:
        folder = next(folder for folder in self._folders if (folder / name).is_file())
        return (folder / name).read_text(encoding="utf-8")


def faces() -> dict[str, Path]:
    """Return the files of the typefaces that pages load, by the names in their addresses."""
    found = (prepare().folder / "faces").glob("CareerprintSans-*.ttf")
    return {path.name: path for path in sorted(found)}


@pass_context
def said_in(context: Mapping[str, Any], text: str, language: str | None) -> Markup:
    """Mark words as in another language than the page, so that they are pronounced correctly."""
    if language is None or same(language, context["language"]):
        return escape(text)
    direction = Markup(' dir="ltr"') if context["rtl"] and not is_rtl(language) else ""
    return Markup('<span lang="{}"{}>{}</span>').format(language, direction, text)
