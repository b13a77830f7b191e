"""Print fact sheets from official files, and the index of all that there are:

1. Read the official files.
2. Plan: which sheets, from which pages.
3. Print what is not up to date.
4. Remember what was made, and name what is left over.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from careerprint.check.folders import label_of
from careerprint.errors import OutputError, UsageError
from careerprint.files import make_folder
from careerprint.jobs.fact_plan import FactRequest, plan_facts, sheet_outputs
from careerprint.jobs.job import Listener, Studio
from careerprint.keys import tools_key
from careerprint.official.downloads.library import OfficialFiles
from careerprint.official.fact_sheets import FactIndex, all_codes, area_of, fact_sheet
from careerprint.official.occupations import occupation_of
from careerprint.runs.build_run import Tally, print_plan
from careerprint.runs.manifest import Manifest
from careerprint.settings import FACTS, TEMPLATES, Settings
from careerprint.sources import center as centers


@dataclass(frozen=True, slots=True)
class FactResult:
    """What a run did."""

    tally: Tally
    folder: Path
    """Where the sheets are."""
    titles_only: int
    """Occupations of which the files give a title only."""
    orphans: tuple[str, ...]
    """Sheets of occupations that the files no longer have."""
    areas: int
    """States in the wage file of states, if none of them was chosen."""


def print_facts(
    settings: Settings, folder: Path, codes: Sequence[str], listener: Listener, *, state: str | None, force: bool
) -> FactResult:
    """Print the fact sheets of some occupations, or of all that have tasks, and the index of all sheets there are.

    Raises UsageError for an unknown code, one with a title only, or an unknown state; SourceError for files that
    cannot be read; OutputError when the folder cannot be written.
    """
    listener.stage("1. Read the official files.")
    files = OfficialFiles(folder)
    area = area_of(files, state)
    every = [fact_sheet(files, code, area) for code in all_codes(files)]
    wanted = _known(files, codes)
    sheets = [sheet for sheet in every if not wanted or sheet.code in wanted]
    listener.stage("2. Plan: which sheets, from which pages.")
    studio = studio_of(settings)
    manifest = Manifest.load(studio.out)
    made = {*manifest.outputs}
    shown = [s for s in every if s in sheets or not made.isdisjoint(sheet_outputs(s, studio.center.paper))]
    tools = tools_key(settings.source / "images", *settings.templates, TEMPLATES)
    plan = plan_facts(studio, FactRequest(sheets, every), FactIndex.of(shown), tools=tools)
    listener.stage("3. Print what is not up to date.")
    make_folder(studio.out)
    try:
        tally = print_plan(plan, manifest, listener, force=force)
    except BaseException:
        with suppress(OutputError):  # the first error tells more
            manifest.save()
        raise
    listener.stage("4. Remember what was made, and name what is left over.")
    manifest.save()
    orphans = tuple(manifest.orphans(plan.expected))
    areas = len(files.state_wages) if area is None else 0
    return FactResult(tally, studio.out, len(files.occupations) - len(every), orphans, areas)


def _known(files: OfficialFiles, codes: Sequence[str]) -> frozenset[str]:
    """Return codes as the files have them; raise UsageError that names all that they do not have."""
    found, faults = set(), []
    for code in codes:
        try:
            found.add(occupation_of(files, code).code)
        except UsageError as error:
            faults.append(error.message)
    if faults:
        raise UsageError("\n".join(faults))
    return frozenset(found)


def studio_of(settings: Settings) -> Studio:
    """Return what printing needs; no guide is read, so one with errors does not stop fact sheets."""
    path = settings.source / "center.toml"
    center = centers.read(path, name=label_of(path))
    return Studio(
        center=center,
        guides={},
        assessments={},
        # A record of its own lies there, because a build knows nothing of official files.
        out=settings.out / FACTS,
        templates=settings.templates,
        assets={"images": settings.source / "images", "styles": TEMPLATES / "styles"},
        paper=settings.paper,
        printed_on=settings.today,
        editions=settings.editions,
    )
