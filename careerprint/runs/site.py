"""Make a site for the center's own web server: pages without script, and the PDFs that they lead to.

1. Read and check all sources, and official files where there are any.
2. Print what is not up to date: guides and blank forms.
3. Write the pages, and name what is left over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from careerprint.check.sources import checked
from careerprint.editions import Edition
from careerprint.errors import OutputError, Problem
from careerprint.files import make_folder, write_atomically
from careerprint.jobs.job import Job, Listener, Studio
from careerprint.jobs.plan import make_studio, plan
from careerprint.keys import tools_key
from careerprint.languages import name_in, name_of, primary
from careerprint.official.downloads.library import OfficialFiles
from careerprint.official.fact_sheets import FactSheet, all_codes, area_of, fact_sheet
from careerprint.pages.facts.sheets import LANGUAGE
from careerprint.pages.web.catalog import Catalog, Listed, page_languages
from careerprint.pages.web.fact_page import fact_values, index_values
from careerprint.pages.web.guide_page import ENTRY, PAY, fact_of, guide_values
from careerprint.pages.web.web_pages import WebPages, faces
from careerprint.pages.web.worksheet_page import worksheet_values
from careerprint.runs.build_run import Tally, print_plan
from careerprint.runs.manifest import Manifest
from careerprint.settings import Settings
from careerprint.sources.assessment import Assessment
from careerprint.sources.guide import Guide

FOLDER = "site"
"""The folder of the site in the output folder; it can be copied to a web server as it is."""
FACTS_AT = f"{LANGUAGE}/facts"
"""The folder of fact sheets in that of the site."""


@dataclass(frozen=True, slots=True)
class SiteResult:
    """What a run did."""

    folder: Path
    tally: Tally
    """What became of the PDFs."""
    pages: int
    problems: tuple[Problem, ...]
    """What is wrong with the sources; what has an error is not on the site."""
    left_over: tuple[str, ...]
    """Pages and PDFs that are no longer part of the site."""


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A guide in the list of all careers."""

    entry: Listed
    code: str
    address: str
    pay: str
    way_in: str


def make_site(settings: Settings, listener: Listener, official: Path | None, *, force: bool) -> SiteResult:
    """Make the site, with fact sheets if there is a folder of official files.

    Raises SourceError where nothing can be shown or official files cannot be read, OutputError when the folder cannot
    be written.
    """
    listener.stage("1. Read and check all sources, and official files where there are any.")
    sources, problems = checked(settings, strict=False)
    facts = _facts(official) if official else ()
    folder = settings.out / FOLDER
    studio = replace(make_studio(sources, settings), out=folder)
    listener.stage("2. Print what is not up to date: guides and blank forms.")
    make_folder(folder)
    planned = plan(studio, {}, tools=tools_key(settings.source / "images"))
    manifest = Manifest.load(folder)
    try:
        tally = print_plan(planned, manifest, listener, force=force)
    finally:
        with suppress(OutputError):  # the first error says more
            manifest.save()
    listener.stage("3. Write the pages, and name what is left over.")
    failed = {outcome.output for outcome in tally.outcomes if outcome.status == "failed"}
    files = dict(site_files(settings, studio, [job for job in planned.jobs if job.output not in failed], facts))
    for name, data in files.items():
        make_folder((folder / name).parent)
        write_atomically(folder / name, data)
    gone = (path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    left_over = (*sorted(name for name in gone if name not in files), *manifest.orphans(planned.expected))
    pages = sum(name.endswith(".html") for name in files)
    return SiteResult(folder, tally, pages, problems, tuple(left_over))


def _facts(official: Path) -> tuple[FactSheet, ...]:
    files = OfficialFiles(official)
    area = area_of(files, None)
    return tuple(fact_sheet(files, code, area) for code in all_codes(files))


def site_files(
    settings: Settings, studio: Studio, jobs: Iterable[Job], facts: Sequence[FactSheet] = ()
) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the site, all but the PDFs, with its place; pages lead to the PDFs of `jobs`."""
    return _Site(settings, studio, jobs, facts).files()


class _Site:
    """Makes the files of the site, all but the PDFs."""

    def __init__(self, settings: Settings, studio: Studio, jobs: Iterable[Job], facts: Sequence[FactSheet]) -> None:
        self._settings, self._studio, self._facts = settings, studio, facts
        self._web = WebPages(studio.center, templates=settings.templates)
        self._own = primary(studio.center.language)
        self._catalog = Catalog(studio.guides, self._own)
        self._prints: dict[tuple[str, str], list[tuple[Edition, str]]] = {}
        for job in jobs:
            self._prints.setdefault((job.kind, job.subject), []).append((job.edition, job.output))
        self._languages = page_languages(
            studio.center.language, studio.guides.values(), studio.assessments.values(), settings.templates
        )

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield every file with its place in the site."""
        yield "style.css", self._web.style().encode()
        for name, path in faces().items():
            yield f"fonts/{name}", path.read_bytes()
        if self._studio.center.logo:
            yield self._logo(), (self._settings.source / self._studio.center.logo).read_bytes()
        for language in self._languages:
            yield f"{language}/index.html", self._list(language, "../")
        yield "index.html", self._list(self._own, "")
        for guide in self._studio.guides.values():
            if primary(guide.meta.language) in self._languages:
                yield _place(guide), self._guide(guide)
        for assessment in self._studio.assessments.values():
            if primary(assessment.language) in self._languages:
                yield _sheet_place(assessment), self._worksheet(assessment)
        if self._facts:
            yield from self._fact_pages()

    def _logo(self) -> str:
        return f"logo{PurePosixPath(self._studio.center.logo or '').suffix}"

    def _list(self, language: str, up: str) -> bytes:
        rows = [self._row(entry, up) for entry in self._catalog.entries(language)]
        others = {code: f"{up}{code}/index.html" for code in self._languages if code != language}
        forms = [
            (each.title, f"{up}{_sheet_place(each)}", self._forms(each, up))
            for each in self._studio.assessments.values()
            if each.guide is None and primary(each.language) == language
        ]
        values = {
            "rows": rows,
            "themes": [*self._themes(language, rows)],
            "forms": forms,
            "facts": (f"{up}{FACTS_AT}/index.html", len(self._facts)) if self._facts else None,
            "alternates": others,
        }
        return self._page("site", language, up, values)

    def _row(self, entry: Listed, up: str) -> SiteRow:
        guide = entry.guide
        code = primary(guide.meta.language)
        return SiteRow(entry, code, f"{up}{_place(guide)}", fact_of(guide, PAY), fact_of(guide, ENTRY))

    def _themes(self, language: str, rows: list[SiteRow]) -> Iterator[tuple[str, list[SiteRow]]]:
        """Yield the themes as a questionnaire of the language calls them, each with the guides that have it."""
        leading = (a for a in self._studio.assessments.values() if a.leads_to and primary(a.language) == language)
        for scale in next((assessment.scales for assessment in leading), ()):
            members = [row for row in rows if scale.id in row.entry.guide.meta.themes]
            if members:
                yield scale.title, members

    def _guide(self, guide: Guide) -> bytes:
        language, up = primary(guide.meta.language), "../../"
        fit = [a for a in self._studio.assessments.values() if a.guide is guide]
        related = (self._catalog.find(language, name_of(name)) for name in guide.meta.related)
        values = {
            **guide_values(guide),
            "prints": self._editions("handout", guide.slug, up),
            "sheets": self._editions("handout", guide.slug, up, imposed=True),
            "takes": [],
            "reads": [f"{up}{_sheet_place(each)}" for each in fit],
            "forms": [form for each in fit for form in self._forms(each, up)],
            "related": [(each.meta.title, f"{up}{_place(each)}") for each in related if each],
            "alternates": {
                code: f"{up}{_place(other)}"
                for code, other in self._catalog.translations(guide.name).items()
                if code != language and code in self._languages
            },
        }
        return self._page("guide", language, up, values)

    def _worksheet(self, assessment: Assessment) -> bytes:
        language, up = primary(assessment.language), "../../"
        name = name_of(assessment.slug)
        others = (each for each in self._studio.assessments.values() if name_of(each.slug) == name)
        places = {primary(each.language): f"{up}{_sheet_place(each)}" for each in others}
        values = {
            **worksheet_values(assessment, self._web.labels(language)["worksheet"]["fit_title"]),
            "prints": self._editions("worksheet", assessment.slug, up),
            "guide_address": f"{up}{_place(assessment.guide)}" if assessment.guide else "",
            "alternates": {c: at for c, at in places.items() if c != language and c in self._languages},
        }
        return self._page("worksheet", language, up, values)

    def _fact_pages(self) -> Iterator[tuple[str, bytes]]:
        """Yield the list of fact sheets and each of them; they are in the language of the official files."""
        known = {sheet.title: sheet.slug for sheet in self._facts}
        page = partial(self._page, language=LANGUAGE, up="../../")
        yield f"{FACTS_AT}/index.html", page("fact-index", values={**index_values(self._facts), "alternates": {}})
        for sheet in self._facts:
            values = {**fact_values(sheet, known, self._studio.center.accent), "alternates": {}}
            yield f"{FACTS_AT}/{sheet.slug}.html", page("fact-sheet", values=values)

    def _editions(self, kind: str, subject: str, up: str, *, imposed: bool = False) -> list[tuple[str, str]]:
        """Return the prints of a text, each with the name of its edition among the labels, and its address."""
        made = self._prints.get((kind, subject), [])
        return [(_label(edition), f"{up}{output}") for edition, output in made if edition.is_imposed == imposed]

    def _forms(self, assessment: Assessment, up: str) -> list[str]:
        """Return the address of the blank form, in the first edition that is there; nothing where there is none."""
        return [f"{up}{output}" for _, output in self._prints.get(("worksheet", assessment.slug), ())[:1]]

    def _page(self, template: str, language: str, up: str, values: Mapping[str, Any]) -> bytes:
        shared = {
            "visit": None,
            "is_staff": False,
            "home": f"{up}{language if language in self._languages else self._own}/index.html",
            "logo": f"{up}{self._logo()}" if self._studio.center.logo else "",
            "style": f"{up}style.css",
            "language_names": {code: name_in(code, code) for code in self._languages},
        }
        return self._web.render(f"web/{template}.html", language, {**shared, **values}).encode()


def _place(guide: Guide) -> str:
    return f"{primary(guide.meta.language)}/guides/{guide.name}.html"


def _sheet_place(assessment: Assessment) -> str:
    return f"{primary(assessment.language)}/worksheets/{name_of(assessment.slug)}.html"


def _label(edition: Edition) -> str:
    """Return the name of an edition among the labels: of several traits the one that says most."""
    if edition.layout != "standard":
        return edition.layout
    return "high-contrast" if edition.high_contrast else "low-vision" if edition.low_vision else "standard"
