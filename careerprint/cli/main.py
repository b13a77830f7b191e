"""The commands: what people type, and the exit codes they get."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from careerprint import __version__
from careerprint.cli.answers import answers_command
from careerprint.cli.build import build_command, watch_command
from careerprint.cli.check import check_command
from careerprint.cli.console import say, say_problems
from careerprint.cli.options import program_options, settings_of
from careerprint.cli.people import answer_sheet_command, group_command, purge_command
from careerprint.cli.report import journal_group, report_command
from careerprint.errors import CareerprintError, ExitCode
from careerprint.wording import counted

PROGRAM = "build.py"
STOPPED = "Stopped. What was printed is whole; run the same command again for the rest."


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


@commands.group("new", short_help="Begin a new text from a template.")
def new() -> None:
    """Begin a new text from a template.

    \b
    Example:
      python3 build.py new guide "Nurse"
    """


@new.command("guide")
@click.argument("title")
@click.option("--language", metavar="CODE", default="en", help="Language of the guide, such as es.  [default: en]")
@click.option("--of", metavar="NAME", help="The guide that it translates, by its file name without .md.")
@program_options
def new_guide(title: str, language: str, of: str | None, **options: Any) -> ExitCode:
    """Begin a guide called TITLE.

    \b
    Examples:
      python3 build.py new guide "Nurse"
      python3 build.py new guide "Enfermera" --language es --of nurse
    """
    from careerprint.runs.new_guide import start_guide

    settings = settings_of(**options)
    path = start_guide(title, settings.source, today=settings.today, language=language, of=of)
    name = path.relative_to(settings.source / "guides").with_suffix("").as_posix()
    print(path)
    say(f"Open {path} in a text editor and put in your own words; `check` says where. Then: python3 build.py {name}")
    return ExitCode.OK


@commands.command("doctor", context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def doctor_command(arguments: tuple[str, ...]) -> int:
    """Say what was found on this machine and what is missing.

    \b
    Example:
      python3 build.py doctor
    """
    from careerprint.install import doctor

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


for _command in (
    build_command,
    watch_command,
    check_command,
    answer_sheet_command,
    answers_command,
    report_command,
    journal_group,
    group_command,
    purge_command,
):
    commands.add_command(_command)


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
    said = any(problem.message in error.message for problem in error.problems)
    return f"{' and '.join(parts)}." if said else f"{' and '.join(parts)}. {error.message}"


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
