"""One build, from sources to prints. It reads like a table of contents:

1. Look whether anything changed since the last build.
2. Read and check all sources.
3. Plan: which files, from which pages.
4. Print what is not up to date.
5. Remember what was made, and name what is left over.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from careerprint.errors import Problem, SourceError, UsageError
from careerprint.files import make_folder
from careerprint.manifest import Manifest, content_key, packages_key, tree_key
from careerprint.settings import Settings

if TYPE_CHECKING:  # a build with nothing to do loads none of these
    from careerprint.answers import Response
    from careerprint.batch import Tally
    from careerprint.check import Sources
    from careerprint.jobs import Outcome, Studio
    from careerprint.plan import Plan

PACKAGE = Path(__file__).resolve().parent
TEMPLATES = PACKAGE.parent / "templates"


@dataclass(frozen=True, slots=True)
class Request:
    """What one build is asked to do."""

    settings: Settings
    slugs: tuple[str, ...] = ()
    """Print only these; empty for everything."""
    force: bool = False
    """Print also what is up to date."""
    prune: bool = False
    """Delete prints whose source is gone."""
    strict: bool = False
    """Treat warnings of the sources as errors."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a build did."""

    tally: Tally | None
    """None when nothing changed since the last build."""
    warnings: tuple[Problem, ...] = ()
    """Warnings about the sources."""
    orphans: tuple[str, ...] = ()
    """Prints whose source is gone; deleted if that was asked for."""
    kept: tuple[str, ...] = ()
    """Of these, the ones that somebody changed since: they are never deleted."""
    files: int = 0
    """Prints that are up to date now."""


def build(request: Request, *, told: Callable[[Outcome], None] = lambda outcome: None) -> Result:
    """Carry out a build.

    Raises SourceError with all problems when a source is invalid (then nothing is printed), UsageError for
    an unknown name, OutputError when the output folder cannot be written.
    """
    settings = request.settings
    manifest = Manifest.load(settings.out)
    stamp = _stamp(settings)
    if not (request.slugs or request.force or request.prune) and manifest.settled(stamp):
        return Result(None, files=len(manifest.outputs))
    sources, warnings = checked(settings, strict=request.strict)
    plan, remarks = _plan(sources, settings, request.slugs)
    warnings += remarks
    make_folder(settings.out)
    tally = _print(plan, manifest, request, told)
    orphans = tuple(manifest.orphans(plan.expected))
    kept = tuple(name for name in orphans if not manifest.remove(name)) if request.prune else ()
    whole = not (request.slugs or warnings or orphans or tally.count("failed"))
    manifest.stamp = stamp if whole else ""
    manifest.save()
    return Result(tally, warnings, orphans, kept, tally.count("made") + tally.count("current"))


def checked(settings: Settings, *, strict: bool) -> tuple[Sources, tuple[Problem, ...]]:
    """Return all sources and the warnings about them; raise SourceError if there is any error."""
    from careerprint.check import read_sources

    sources, problems = read_sources(settings.source, today=settings.today)
    if sources is None or (strict and problems):
        raise SourceError("Nothing was printed.", problems=problems)
    return sources, problems


def _plan(sources: Sources, settings: Settings, slugs: Sequence[str]) -> tuple[Plan, tuple[Problem, ...]]:
    """Plan everything, or only what belongs to the named guides and assessments; and remarks about answers."""
    from careerprint.plan import make_studio, plan

    studio = make_studio(sources, settings)
    answers, remarks = _sample_answers(settings.source / "answers", studio)
    made = plan(studio, answers, tools=_tools(settings))
    if not slugs:
        return made, remarks
    known = {job.subject for job in made.jobs}
    if unknown := [slug for slug in slugs if slug not in known]:
        raise UsageError(unknown_name(unknown[0], known))
    return replace(made, jobs=tuple(job for job in made.jobs if job.subject in slugs)), remarks


def _sample_answers(folder: Path, studio: Studio) -> tuple[dict[str, tuple[Response, ...]], tuple[Problem, ...]]:
    """Read the answers that lie among the sources; a file is named after its assessment."""
    from careerprint.answers import read_answers
    from careerprint.check import label_of

    found: dict[str, tuple[Response, ...]] = {}
    remarks: list[Problem] = []
    for path in sorted(path for path in folder.glob("*.*") if path.is_file()):
        assessment = studio.assessments.get(path.stem)
        if assessment is None:
            names = ", ".join(sorted(studio.assessments))
            message = f"is not named after an assessment, so it was left out; the names are: {names}"
            remarks.append(Problem(label_of(path), None, "", message, "warning"))
            continue
        answers = read_answers(path, assessment)
        found[path.stem] = answers.responses
        remarks += [replace(p.as_problem(), severity="warning") for p in answers.problems if p.fatal]
    return found, tuple(remarks)


def unknown_name(name: str, known: set[str], kind: str = "guide or command") -> str:
    """Say that a name is unknown, and which one was probably meant."""
    close = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.5)
    hint = f"did you mean `{close[0]}`?" if close else f"there are: {', '.join(sorted(known))}"
    return f"There is no {kind} called `{name}`; {hint}"


def _print(plan: Plan, manifest: Manifest, request: Request, told: Callable[[Outcome], None]) -> Tally:
    from careerprint.batch import run

    return run(plan, manifest, force=request.force, told=told)


def _stamp(settings: Settings) -> str:
    """Return one hash over everything that a whole build depends on."""
    paper, today = settings.paper or "", settings.today.isoformat()
    return content_key(_tools(settings), tree_key(settings.source), *_template_keys(settings), paper, today)


def _tools(settings: Settings) -> str:
    """Return one hash over what shapes every print: code, packages (fonts among them) and pictures."""
    return content_key(tree_key(PACKAGE, ".py", ".conf"), packages_key(), tree_key(settings.source / "images"))


def _template_keys(settings: Settings) -> list[str]:
    return [tree_key(folder) for folder in (*settings.templates, TEMPLATES)]
