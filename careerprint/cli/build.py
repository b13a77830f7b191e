"""The commands that print what is in source/: build and watch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from careerprint.cli.console import JSON_VERSION, document_json, print_json, problem_json, say, say_problems, say_some
from careerprint.cli.options import edition_options, program_options, settings_of
from careerprint.cli.progress import Progress
from careerprint.cli.summary import print_summary
from careerprint.cli.table import print_overview, say_failed
from careerprint.errors import ExitCode, Problem
from careerprint.runs.build import Request, Result, build
from careerprint.settings import Settings
from careerprint.wording import counted

MOST_OPEN = 5
"""Documents that `--open` opens one by one; of more it opens the folder, as each takes a window of its own."""


@click.command("build", short_help="Print handouts, worksheets and sample reports; the default.")
@click.argument("slugs", nargs=-1, metavar="[NAME]...")
@program_options
@click.option("--force", is_flag=True, help="Print even what is up to date.")
@click.option("--prune", is_flag=True, help="Delete prints whose source is gone.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("--open", "open_files", is_flag=True, help="Open what was printed.")
@click.option("-v", "--verbose", is_flag=True, help="Show every step and a row for every file.")
@edition_options
def build_command(
    slugs: tuple[str, ...],
    force: bool,
    prune: bool,
    strict: bool,
    as_json: bool,
    open_files: bool,
    verbose: bool,
    **options: Any,
) -> ExitCode:
    """Print everything in source/, or what belongs to the named guides and assessments.

    \b
    Examples:
      careerprint
      careerprint data-scientist --open
      careerprint --paper a4 --out prints
    """
    settings = settings_of(**options)
    names = tuple(_slug(name, settings.source) for name in slugs)
    request = Request(settings, names, force, prune, strict, _commands())
    with Progress(verbose=verbose) as progress:
        result = build(request, progress)
    if as_json:
        print_json(result_json(result))
    else:
        _show(result, settings, prune=prune, verbose=verbose)
    if open_files:
        _open(result, settings)
    return _code(result, strict)


@click.command("watch", short_help="Print again whenever something is saved.")
@program_options
@edition_options
@click.option("--open", "open_files", is_flag=True, help="Open the prints of the first build.")
def watch_command(open_files: bool, **options: Any) -> ExitCode:
    """Print again whenever a text, picture or template is saved; Ctrl-C ends it.

    \b
    Example:
      careerprint watch --open
    """
    from careerprint.cli.watch import watch

    settings = settings_of(**options)

    def once(first: bool) -> None:
        with Progress() as progress:
            result = build(Request(settings), progress)
        _show(result, settings, prune=False, verbose=False)
        if first and open_files:
            _open(result, settings)

    watch(settings, once)
    return ExitCode.OK


def _commands() -> tuple[str, ...]:
    """Return the names of all commands: a misspelt one arrives here as the name of a guide."""
    root = click.get_current_context().find_root().command
    return tuple(root.commands) if isinstance(root, click.Group) else ()


def _slug(name: str, source: Path) -> str:
    """Accept `nurse`, `nurse.md` and `source/guides/nurse.md`, as a shell completes them."""
    path = Path(name)
    if not name.endswith(".md"):
        return name
    folder = next((folder for folder in (source / "guides", source / "assessments") if path.is_relative_to(folder)), "")
    return path.relative_to(folder).with_suffix("").as_posix()


def _show(result: Result, settings: Settings, *, prune: bool, verbose: bool) -> None:
    """Show what a build did: warnings first, then the summary, and last what failed, as the end is what people read."""
    outcomes = result.tally.outcomes if result.tally else ()
    is_idle = all(outcome.status == "current" for outcome in outcomes)
    say_some(list(_warnings(result)), whole=verbose)
    orphans = [_orphan(name, settings.out, prune=prune, kept=name in result.kept) for name in result.orphans]
    say_some(orphans, whole=verbose)
    if outcomes and verbose:
        print_overview(outcomes)
    elif not is_idle:
        print_summary(outcomes, settings.out)
    if is_idle:
        say(f"Nothing to do: {counted(result.files, 'file')} in {settings.out} up to date.")
    errors = _errors(result)
    say_problems(errors)
    if errors:
        files = ", ".join(sorted({problem.path for problem in errors}))
        say(f"Nothing was printed from what has errors: {files}")
    say_failed(outcomes)


def _errors(result: Result) -> list[Problem]:
    return [problem for problem in result.problems if problem.severity == "error"]


def _warnings(result: Result) -> Iterator[str]:
    """Yield the warnings and notes about sources, then the warnings about documents."""
    yield from (f"{p.severity}: {p}" for p in result.problems if p.severity != "error")
    for outcome in result.tally.outcomes if result.tally else ():
        yield from (f"warning: {warning}" for warning in outcome.warnings)


def _orphan(name: str, out: Path, *, prune: bool, kept: bool) -> str:
    if kept:
        return f"kept: {out / name}: its source is gone, but somebody changed the file"
    if prune:
        return f"deleted: {out / name}: its source is gone"
    return f"left over: {out / name}: its source is gone; --prune deletes it"


def _open(result: Result, settings: Settings) -> None:
    for path in to_open(result, settings.out):
        click.launch(str(path))


def to_open(result: Result, out: Path) -> list[Path]:
    """Return what `--open` opens: the documents of this build or, where they are many, their folder."""
    outcomes = result.tally.outcomes if result.tally else ()
    made = [out / outcome.output for outcome in outcomes if outcome.status == "made"]
    printed = made or [out / outcome.output for outcome in outcomes if outcome.status == "current"]
    return printed if 0 < len(printed) <= MOST_OPEN else [out]


def _code(result: Result, strict: bool) -> ExitCode:
    if _errors(result) or (result.tally and result.tally.count("failed")):
        return ExitCode.SOME_FAILED
    return ExitCode.FINDINGS if strict and result.tally and result.tally.warnings else ExitCode.OK


def result_json(result: Result) -> dict[str, Any]:
    """Return what a build did, for programs."""
    outcomes = result.tally.outcomes if result.tally else ()
    return {
        "version": JSON_VERSION,
        "unchanged": result.tally is None,
        "made": sum(o.status == "made" for o in outcomes),
        "current": sum(o.status == "current" for o in outcomes) if result.tally else result.files,
        "failed": sum(o.status == "failed" for o in outcomes),
        "documents": [document_json(outcome) for outcome in outcomes],
        "problems": [problem_json(problem) for problem in result.problems],
        "left_over": list(result.orphans),
    }
