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
from careerprint.cli_options import program_options, settings_of
from careerprint.cli_people import answer_sheet_command, answers_command, group_command, report_command
from careerprint.console import (
    counted,
    print_json,
    problem_json,
    progress,
    result_json,
    say,
    say_problems,
    summary,
)
from careerprint.errors import CareerprintError, ExitCode
from careerprint.settings import Settings

PROGRAM = "build.py"


class Commands(click.Group):
    """Commands with `build` as the one that needs no name, and a hint when a name is misspelt."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `build` before arguments that begin with no command."""
        own = {"--help", "--version"}
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
      python3 build.py check                look for mistakes, print nothing
      python3 build.py new guide "Nurse"    begin a new guide
      python3 build.py watch                print again whenever a text is saved
      python3 build.py report answers.csv --assessment interests
                                            print a report for each person
    """


@commands.command("build")
@click.argument("slugs", nargs=-1, metavar="[GUIDE]...")
@program_options
@click.option("--force", is_flag=True, help="Print also what is up to date.")
@click.option("--prune", is_flag=True, help="Delete prints whose source is gone.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("--open", "open_files", is_flag=True, help="Open what was printed.")
@click.option("-v", "--verbose", is_flag=True, help="Tell each step.")
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
    """Print the handouts of all guides, or of the named ones.

    \b
    Examples:
      python3 build.py
      python3 build.py data-scientist --open
      python3 build.py --paper a4 --out prints
    """
    settings = settings_of(**options)
    request = Request(settings, tuple(map(_slug, slugs)), force, prune, strict)
    result = build(request, told=(lambda outcome: None) if as_json else progress)
    if as_json:
        print_json(result_json(result))
    else:
        _tell(result, settings, prune=prune, verbose=verbose)
    if open_files:
        _open(result, settings)
    return _code(result, strict)


@commands.command("check")
@program_options
@click.option("--strict", is_flag=True, help="End with code 7 if there are warnings.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def check_command(strict: bool, as_json: bool, **options: Any) -> ExitCode:
    """Look for mistakes in all texts; print nothing.

    \b
    Example:
      python3 build.py check --strict
    """
    from careerprint.check import read_sources

    settings = settings_of(**options)
    sources, problems = read_sources(settings.source, today=settings.today)
    errors = sum(problem.severity == "error" for problem in problems)
    if as_json:
        print_json({"version": 1, "problems": [problem_json(problem) for problem in problems]})
    else:
        say_problems(problems)
        found = f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}."
        say(found if problems else f"{counted(len(sources.guides) if sources else 0, 'guide')}: no mistakes found.")
    if errors:
        return ExitCode.INVALID
    return ExitCode.FINDINGS if strict and problems else ExitCode.OK


@commands.group("new")
def new() -> None:
    """Begin a new text from a template."""


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


@commands.command("watch")
@program_options
@click.option("--open", "open_files", is_flag=True, help="Open what was printed first.")
def watch_command(open_files: bool, **options: Any) -> ExitCode:
    """Print again whenever a text, picture or template is saved; Ctrl-C ends it."""
    from careerprint.watching import watch

    settings = settings_of(**options)

    def once(first: bool) -> None:
        result = build(Request(settings), told=progress)
        _tell(result, settings, prune=False, verbose=False)
        if first and open_files:
            _open(result, settings)

    watch(settings, once)
    return ExitCode.OK


@commands.command("doctor", context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def doctor_command(arguments: tuple[str, ...]) -> int:
    """Say what was found on this machine and what is missing."""
    from careerprint import doctor

    return doctor.main(list(arguments))


@commands.command("test", context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test_command(arguments: tuple[str, ...]) -> int:
    """Run the tests; arguments go to pytest."""
    import pytest

    return int(pytest.main(list(arguments)))


for _command in (answer_sheet_command, answers_command, report_command, group_command):
    commands.add_command(_command)


def _slug(name: str) -> str:
    """Accept `nurse`, `nurse.md` and `source/guides/nurse.md`, as a shell completes them."""
    return Path(name).stem if name.endswith(".md") else name


def _tell(result: Result, settings: Settings, *, prune: bool, verbose: bool) -> None:
    """Tell what a build did."""
    if result.tally is None:
        say(f"Nothing to do: {counted(result.files, 'file')} in {settings.out} up to date.")
        return
    say_problems(result.warnings)
    for outcome in result.tally.outcomes:
        for warning in outcome.warnings:
            say(f"warning: {warning}")
    if result.tally.count("made") or verbose or result.tally.count("failed"):
        summary(result.tally.outcomes)
    else:
        say(f"Nothing to do: {counted(result.files, 'file')} in {settings.out} up to date.")
    for name in result.orphans:
        say(_orphan(name, settings.out, prune=prune, kept=name in result.kept))


def _orphan(name: str, out: Path, *, prune: bool, kept: bool) -> str:
    if kept:
        return f"kept: {out / name}: its source is gone, but somebody changed the file"
    if prune:
        return f"deleted: {out / name}: its source is gone"
    return f"left over: {out / name}: its source is gone; --prune deletes it"


def _open(result: Result, settings: Settings) -> None:
    outcomes = result.tally.outcomes if result.tally else ()
    for outcome in outcomes:
        if outcome.status != "failed":
            click.launch(str(settings.out / outcome.output))


def _code(result: Result, strict: bool) -> ExitCode:
    if result.tally and result.tally.count("failed"):
        return ExitCode.SOME_FAILED
    warned = result.warnings or (result.tally and result.tally.warnings)
    return ExitCode.FINDINGS if strict and warned else ExitCode.OK


def main(arguments: Sequence[str]) -> int:
    """Carry out one command; return its exit code. The one place where errors become words."""
    try:
        code = commands.main(list(arguments), prog_name=PROGRAM, standalone_mode=False)
        return int(code or ExitCode.OK)
    except click.UsageError as error:
        say(f"{error.format_message()}")
        say(f"Try: python3 {PROGRAM} --help")
        return ExitCode.USAGE
    except click.exceptions.Exit as error:
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("Stopped.")
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
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = ExitCode.OK
    sys.exit(code)
