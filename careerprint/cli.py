"""The commands: what people type, and the exit codes they get."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from careerprint import __version__
from careerprint.building import Request, Result, build
from careerprint.cli_options import edition_options, program_options, settings_of
from careerprint.cli_people import answer_sheet_command, answers_command, group_command, purge_command, report_command
from careerprint.console import JSON_VERSION, counted, print_json, problem_json, result_json, say, say_problems
from careerprint.errors import CareerprintError, ExitCode
from careerprint.overview import print_overview
from careerprint.progress import Progress
from careerprint.settings import Settings

PROGRAM = "build.py"
STOPPED = "Stopped. What was printed is whole; run the same command again for the rest."
MOST_OPEN = 5
"""More documents than this are not opened one by one."""


class Commands(click.Group):
    """Commands with `build` as the one that needs no name, and a hint when a name is misspelt."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `build` before arguments that begin with no command."""
        own = {"--help", "-h", "--version"}
        if not args or (args[0] not in self.commands and args[0] not in own):
            args = ["build", *args]
        return super().parse_args(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="careerprint")
def commands() -> None:
    """Print career guides, worksheets and personal reports.

    \b
    Examples:
      python3 build.py                      print everything in source/
      python3 build.py nurse                print one guide
      python3 build.py --paper a4           print on A4
      python3 build.py --edition large-print   print in 18 points
      python3 build.py check                look for mistakes, print nothing
      python3 build.py check out/           look at what was printed
      python3 build.py new guide "Nurse"    begin a new guide
      python3 build.py watch                print again whenever a text is saved
      python3 build.py report answers.csv --assessment interests
                                            print a report for each person
    """


@commands.command("build", short_help="Print handouts, worksheets and reports; needs no name.")
@click.argument("slugs", nargs=-1, metavar="[NAME]...")
@program_options
@click.option("--force", is_flag=True, help="Print also what is up to date.")
@click.option("--prune", is_flag=True, help="Delete prints whose source is gone.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("--open", "open_files", is_flag=True, help="Open what was printed.")
@click.option("-v", "--verbose", is_flag=True, help="Tell each step and each document.")
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
      python3 build.py
      python3 build.py data-scientist --open
      python3 build.py --paper a4 --out prints
    """
    settings = settings_of(**options)
    names = tuple(_slug(name, settings.source) for name in slugs)
    request = Request(settings, names, force, prune, strict, tuple(commands.commands))
    with Progress(verbose=verbose) as told:
        result = build(request, told)
    if as_json:
        print_json(result_json(result))
    else:
        _tell(result, settings, prune=prune, verbose=verbose)
    if open_files:
        _open(result, settings)
    return _code(result, strict)


@commands.command("check", short_help="Look for mistakes in texts or in finished PDFs.")
@click.argument("prints", nargs=-1, metavar="[PDF]...", type=click.Path(path_type=Path))
@program_options
@click.option("--strict", is_flag=True, help="End with code 7 if there are warnings.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def check_command(prints: tuple[Path, ...], strict: bool, as_json: bool, **options: Any) -> ExitCode:
    """Look for mistakes in all texts, or in finished PDFs and folders of them; print nothing.

    \b
    Examples:
      python3 build.py check --strict
      python3 build.py check out/
    """
    if prints:
        from careerprint.cli_check import check_prints

        return check_prints(prints, strict=strict, as_json=as_json)
    from careerprint.check import read_sources
    from careerprint.check.questionnaires import reversed_items

    settings = settings_of(**options)
    sources, problems = read_sources(settings.source, today=settings.today, templates=settings.templates)
    notes = list(reversed_items(sources.questionnaires)) if sources else []
    errors = sum(problem.severity == "error" for problem in problems)
    if as_json:
        found = [problem_json(problem) for problem in problems]
        print_json({"version": JSON_VERSION, "problems": found, "notes": notes})
    else:
        say_problems(problems)
        for note in notes:
            say(f"note: {note}")
        total = f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}."
        say(total if problems else f"{counted(len(sources.guides) if sources else 0, 'guide')}: no mistakes found.")
    if errors:
        return ExitCode.INVALID
    return ExitCode.FINDINGS if strict and problems else ExitCode.OK


@commands.group("new", short_help="Begin a new text from a template.")
def new() -> None:
    """Begin a new text from a template.

    \b
    Example:
      python3 build.py new guide "Nurse"
    """


@new.command("guide")
@click.argument("title")
@program_options
def new_guide(title: str, **options: Any) -> ExitCode:
    """Begin a guide called TITLE.

    \b
    Example:
      python3 build.py new guide "Nurse"
    """
    from careerprint.starting import start_guide

    settings = settings_of(**options)
    path = start_guide(title, settings.source, today=settings.today)
    print(path)
    say(f"Open {path} in a text editor and replace what it tells you to. Then: python3 build.py {path.stem}")
    return ExitCode.OK


@commands.command("watch", short_help="Print again whenever something is saved.")
@program_options
@edition_options
@click.option("--open", "open_files", is_flag=True, help="Open what was printed first.")
def watch_command(open_files: bool, **options: Any) -> ExitCode:
    """Print again whenever a text, picture or template is saved; Ctrl-C ends it.

    \b
    Example:
      python3 build.py watch --open
    """
    from careerprint.watching import watch

    settings = settings_of(**options)

    def once(first: bool) -> None:
        with Progress() as told:
            result = build(Request(settings), told)
        _tell(result, settings, prune=False, verbose=False)
        if first and open_files:
            _open(result, settings)

    watch(settings, once)
    return ExitCode.OK


@commands.command("doctor", context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def doctor_command(arguments: tuple[str, ...]) -> int:
    """Say what was found on this machine and what is missing.

    \b
    Example:
      python3 build.py doctor
    """
    from careerprint import doctor

    return doctor.main(list(arguments))


@commands.command("test", context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test_command(arguments: tuple[str, ...]) -> int:
    """Run the tests; arguments go to pytest.

    \b
    Examples:
      python3 build.py test
      python3 build.py test -k fonts
    """
    import pytest

    return int(pytest.main(list(arguments)))


for _command in (answer_sheet_command, answers_command, report_command, group_command, purge_command):
    commands.add_command(_command)


def _slug(name: str, source: Path) -> str:
    """Accept `nurse`, `nurse.md` and `source/guides/nurse.md`, as a shell completes them."""
    path = Path(name)
    if not name.endswith(".md"):
        return name
    folder = next((folder for folder in (source / "guides", source / "assessments") if path.is_relative_to(folder)), "")
    return path.relative_to(folder).with_suffix("").as_posix()


def _tell(result: Result, settings: Settings, *, prune: bool, verbose: bool) -> None:
    """Tell what a build did: the table, and last what somebody should look at."""
    outcomes = result.tally.outcomes if result.tally else ()
    is_idle = all(outcome.status == "current" for outcome in outcomes)
    if outcomes and (verbose or not is_idle):
        print_overview(outcomes, whole=verbose)
    say_problems(result.warnings)
    for warning in (warning for outcome in outcomes for warning in outcome.warnings):
        say(f"warning: {warning}")
    for name in result.orphans:
        say(_orphan(name, settings.out, prune=prune, kept=name in result.kept))
    if is_idle:
        say(f"Nothing to do: {counted(result.files, 'file')} in {settings.out} up to date.")
    if failed := [outcome.output for outcome in outcomes if outcome.status == "failed"]:
        say(f"Not printed, for the reasons above: {', '.join(failed)}")


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
    if result.tally and result.tally.count("failed"):
        return ExitCode.SOME_FAILED
    return ExitCode.FINDINGS if strict and result.tally and result.tally.warnings else ExitCode.OK


def main(arguments: Sequence[str]) -> int:
    """Carry out one command; return its exit code. The one place where errors become words."""
    try:
        code = commands.main(list(arguments), prog_name=PROGRAM, standalone_mode=False)
        return int(code or ExitCode.OK)
    except click.UsageError as error:
        say(error.format_message())
        say(f"Try: python3 {error.ctx.command_path if error.ctx else PROGRAM} --help")
        return ExitCode.USAGE
    except (click.Abort, KeyboardInterrupt):
        say(STOPPED)
        return ExitCode.INTERRUPTED
    except CareerprintError as error:
        say_problems(error.problems)
        say(error.message if not error.problems else _ending(error))
        return error.exit_code


def _ending(error: CareerprintError) -> str:
    """Say how many problems there are, after they were listed."""
    errors = sum(problem.severity == "error" for problem in error.problems)
    warnings = len(error.problems) - errors
    parts = [counted(errors, "error")] if errors else []
    parts += [counted(warnings, "warning")] if warnings else []
    return f"{' and '.join(parts)}. {error.message}"


def console() -> NoReturn:
    """Run as a program: exit codes, SIGTERM and a closed pipe as a shell expects them."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(ExitCode.TERMINATED))
    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
    except SystemExit as end:
        if end.code != ExitCode.TERMINATED:
            sys.exit(ExitCode.OK)  # so click ends where nobody reads any more what we print
        say(STOPPED)
        raise
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = ExitCode.OK
    sys.exit(code)
