"""What there is to read, by language: each guide under one name, in the reader's language where there is one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from careerprint.languages import primary, same
from careerprint.pages.labels import languages_of
from careerprint.sources.assessment import Assessment
from careerprint.sources.guide import Guide


@dataclass(frozen=True, slots=True)
class Listed:
    """A guide in the list of a language."""

    guide: Guide
    language: str
    """The language of the list."""

    @property
    def is_foreign(self) -> bool:
        """Whether the guide is in another language than the list, as it is not translated."""
        return not same(self.guide.meta.language, self.language)


@dataclass(frozen=True, slots=True)
class Catalog:
    """All guides that can be read."""

    guides: Mapping[str, Guide]
    """By slug."""
    first: str
    """The center's language: a guide that is not translated is listed in this one, or else in any."""

    def find(self, language: str, name: str) -> Guide | None:
        """Return the guide of a name, such as `nurse`, in a language; None if there is none."""
        return self.translations(name).get(primary(language))

    def translations(self, name: str) -> dict[str, Guide]:
        """Return the guide of a name in all its languages, by their codes."""
        return {primary(each.meta.language): each for each in self.guides.values() if each.name == name}

    def entries(self, language: str) -> list[Listed]:
        """Return every guide once, in a language where it is there: first those in it, then the others, by title."""
        found = []
        for name in {guide.name for guide in self.guides.values()}:
            known = self.translations(name)
            guide = known.get(primary(language)) or known.get(primary(self.first)) or next(iter(known.values()))
            found.append(Listed(guide, language))
        return sorted(found, key=lambda each: (each.is_foreign, _plain(each.guide.meta.title), each.guide.name))


def page_languages(
    own: str, guides: Iterable[Guide], assessments: Iterable[Assessment], templates: Sequence[Path]
) -> tuple[str, ...]:
    """Return the languages of pages: the center's own first, then those of texts, as far as there are labels in them.

    `templates` are the folders that may hold labels beside ours.
    """
    used = {primary(guide.meta.language) for guide in guides} | {primary(each.language) for each in assessments}
    return (primary(own), *sorted((used & languages_of(templates)) - {primary(own)}))


def search(entries: Iterable[Listed], words: str, theme: str) -> list[Listed]:
    """Return the entries that hold every one of some words, and whose guides have a theme; empty ones ask nothing."""
    wanted = _plain(words).split()
    return [
        entry
        for entry in entries
        if (not theme or theme in entry.guide.meta.themes) and all(word in _searched(entry.guide) for word in wanted)
    ]


def _searched(guide: Guide) -> str:
    meta = guide.meta
    return _plain(" ".join((meta.title, *meta.other_titles, *meta.keywords, meta.summary)))


def _plain(text: str) -> str:
    """Return a text in small letters without accents, so that `medico` finds `médico`."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in apart if not unicodedata.combining(character))
