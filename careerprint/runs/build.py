"""One build, from sources to prints. It reads like a table of contents:

1. Look whether anything changed since the last build.
2. Read and check all sources.
3. Plan: which files, from which pages.
4. Print what is not up to date.
5. Remember what was made, and name what is left over.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from careerprint.errors import FindingsError, OutputError, Problem, UsageError
from careerprint.files import make_folder
from careerprint.keys import content_key, tools_key, tree_key
from careerprint.runs.manifest import Manifest
from careerprint.settings import TEMPLATES, Settings
from careerprint.wording import command, unknown_name

if TYPE_CHECKING:  # a build with nothing to do loads none of these
    from careerprint.answers.responses import Response
    from careerprint.check.sources import Sources
    from careerprint.jobs.job import Listener, Studio
    from careerprint.jobs.plan import Plan
    from careerprint.runs.build_run import Tally


@dataclass(frozen=True, slots=True)
class Request:
    """What one build is asked to do."""

    settings: Settings
    slugs: tuple[str, ...] = ()
    """Print only what belongs to these guides and assessments; empty for everything."""
    force: bool = False
    """Print even what is up to date."""
    prune: bool = False
    """Delete prints whose source is gone."""
    strict: bool = False
    """Print nothing if there is a warning about the sources."""
    commands: tuple[str, ...] = ()
    """Names of commands: a name that no guide has may be a mistyped one of these."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a build did."""

    tally: Tally | None
    """None when nothing changed since the last build."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the sources; what has an error was not printed."""
    orphans: tuple[str, ...] = ()
    """Prints whose source is gone; deleted if that was asked for."""
    kept: tuple[str, ...] = ()
    """Those of the orphans that somebody has changed: they are never deleted."""
    files: int = 0
    """Prints that are up to date now."""


def build(request: Request, listener: Listener) -> Result:
    """Carry out a build.

    What has errors is not printed, and listed among the problems; the rest is. Raises SourceError when nothing can be
    printed, or nothing of what was named; FindingsError for warnings with `strict`, UsageError for an unknown name,
    OutputError when the output folder cannot be written.
    """
    listener.stage("1. Look whether anything changed since the last build.")
    settings = request.settings
    manifest = Manifest.load(settings.out)
    stamp = _stamp(settings)
    is_settled = manifest.settled(stamp)
    if is_settled and not (request.slugs or request.force or request.prune):
        return Result(None, files=len(manifest.outputs))
    from careerprint.check.sources import checked

    _refuse_unknown(request)
    listener.stage("2. Read and check all sources.")
    sources, problems = _needed(request, *checked(settings, strict=request.strict))
    listener.stage("3. Plan: which files, from which pages.")
    plan, remarks = _plan(sources, request)
    problems += remarks
    listener.stage("4. Print what is not up to date.")
    make_folder(settings.out)
    tally = _printed(plan, manifest, request, listener)
    listener.stage("5. Remember what was made, and name what is left over.")
    orphans = tuple(name for name in manifest.orphans(plan.expected) if not _is_of_left_out(name, sources))
    kept = _kept(manifest, orphans, prune=request.prune)
    is_clean = not (problems or tally.warnings or orphans or tally.count("failed"))
    manifest.stamp = stamp if is_clean and (is_settled or not request.slugs) else ""
    manifest.save()
    return Result(tally, problems, orphans, kept, tally.count("made") + tally.count("current"))


def _needed(request: Request, sources: Sources, problems: tuple[Problem, ...]) -> tuple[Sources, tuple[Problem, ...]]:
    """Return the sources, and the problems that concern a request: of one for some names, no errors of others.

    Raises SourceError when something that the request names is left out.
    """
    from careerprint.check.sources import refuse_left_out

    if not request.slugs:
        return sources, problems
    refuse_left_out(sources, problems, request.slugs)
    return sources, tuple(problem for problem in problems if problem.path not in sources.left_out.values())


def _is_of_left_out(output: str, sources: Sources) -> bool:
    """Say whether a print, such as `worksheets/es/fit--nurse.pdf`, is of something that is left out: it is not gone.

    A name that only begins alike may be taken for one; then its print is named in a later build.
    """
    parts = PurePosixPath(output).with_suffix("").parts
    pieces = [piece for part in parts for piece in part.split("--")]
    keys = (key.rpartition("/") for key in sources.left_out)
    return any(
        folder in ("", *parts) and any(piece == name or piece.startswith(f"{name}-") for piece in pieces)
        for folder, _, name in keys
    )


def _kept(manifest: Manifest, orphans: Iterable[str], *, prune: bool) -> tuple[str, ...]:
    """Return the orphans that somebody has changed, and forget them: they are no longer ours, and named this once.

    With `prune`, delete the others.
    """
    kept = tuple(name for name in orphans if not manifest.unchanged(name))
    for name in kept:
        manifest.forget(name)
    if prune:
        for name in set(orphans) - set(kept):
            manifest.remove(name)
    return kept


def _refuse_unknown(request: Request) -> None:
    """Refuse a name that nothing has before anything is read: a mistyped command shall not list mistakes in texts."""
    from careerprint.languages import key_of

    source = request.settings.source
    guides, assessments = (
        {key_of(PurePosixPath(path.relative_to(source).as_posix())) for path in (source / folder).rglob("*.md")}
        for folder in ("guides", "assessments")
    )
    for slug in request.slugs:
        if slug in request.commands and slug not in guides | assessments:
            raise UsageError(f"`{slug}` is a command; write it first: {command(slug)} …")
        if "--" not in slug and slug not in guides | assessments:
            raise UsageError(unknown_name(slug, {*guides, *assessments}, "guide or command", request.commands))


def _plan(sources: Sources, request: Request) -> tuple[Plan, tuple[Problem, ...]]:
    """Plan everything, or only what belongs to the named guides and assessments; return remarks about answers, too."""
    from careerprint.check.sources import STRICT
    from careerprint.jobs.plan import belongs, make_studio, plan

    settings, slugs = request.settings, request.slugs
    studio = make_studio(sources, settings)
    answers, remarks = _sample_answers(settings.source / "answers", studio, sources)
    if remarks and request.strict:
        raise FindingsError(STRICT, problems=remarks)
    made = plan(studio, answers, tools=tools_key(settings.source / "images"))
    for slug in slugs:
        if not any(belongs(job, slug) for job in made.jobs):
            raise UsageError(unknown_name(slug, {job.subject for job in made.jobs}, "guide"))
    jobs = tuple(job for job in made.jobs if not slugs or any(belongs(job, slug) for slug in slugs))
    return replace(made, jobs=jobs), remarks


def _sample_answers(
    folder: Path, studio: Studio, sources: Sources
) -> tuple[dict[str, tuple[Response, ...]], tuple[Problem, ...]]:
    """Read the invented people's answers among the sources, where each file is named after its assessment."""
    from careerprint.answers.open_answers import read_answers
    from careerprint.check.folders import label_of

    found: dict[str, tuple[Response, ...]] = {}
    remarks: list[Problem] = []
    for path in sorted(path for path in folder.rglob("*.*") if path.is_file()):
        slug = path.relative_to(folder).with_suffix("").as_posix()
        assessment = studio.assessments.get(slug)
        if assessment is None and sources.leaves_out(slug):
            continue
        if assessment is None:
            names = ", ".join(sorted(studio.assessments))
            message = f"is not named after an assessment, so it was left out; the names are: {names}"
            remarks.append(Problem(label_of(path), None, "", message, "warning"))
            continue
        answers = read_answers(path, assessment)
        found[slug] = answers.responses
        remarks += [replace(p.as_problem(), severity="warning") for p in answers.problems if p.fatal]
    return found, tuple(remarks)


def _printed(plan: Plan, manifest: Manifest, request: Request, listener: Listener) -> Tally:
    """Print; whatever stops it, the manifest remembers what was made, so that the next build goes on from there."""
    from careerprint.runs.build_run import print_plan

    manifest.stamp = ""
    try:
        return print_plan(plan, manifest, listener, force=request.force)
    except BaseException:
        with suppress(OutputError):  # the first error says more
            manifest.save()
        raise


def _stamp(settings: Settings) -> str:
    """Return one hash over everything that a whole build depends on."""
    chosen = (
        settings.paper or "",
        settings.today.isoformat(),
        repr(settings.editions),
        str(settings.has_fact_sheets),
    )
    return content_key(
        tools_key(settings.source / "images"), tree_key(settings.source), *_template_keys(settings), *chosen
    )


def _template_keys(settings: Settings) -> list[str]:
    return [tree_key(folder) for folder in (*settings.templates, TEMPLATES)]
