"""The program: its commands, its help, and the one place where errors become words and exit codes."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from careerprint import __version__
from careerprint.cli.answers import answers_command
from careerprint.cli.build import build_command, watch_command
from careerprint.cli.check import check_command
from careerprint.cli.console import say, say_problems
from careerprint.cli.counter import counter_command
from careerprint.cli.facts import facts_command
from careerprint.cli.figures import figures_command
from careerprint.cli.init import init_command
from careerprint.cli.machine import doctor_command, test_command
from careerprint.cli.new import new_group
from careerprint.cli.people import answer_sheet_command, group_command, purge_command
from careerprint.cli.report import report_command
from careerprint.cli.scan import scan_command
from careerprint.cli.scores import scores_command
from careerprint.cli.site import pages_command, site_command
from careerprint.cli.worksheet import worksheet_command
from careerprint.errors import CareerprintError, ExitCode, UsageError, trace_of
from careerprint.files import reason_of
from careerprint.settings import IS_CHECKOUT
from careerprint.wording import counted, program, unknown_name

STOPPED = "Stopped. Everything printed so far is complete; run the same command again to do the rest."

DISK_FAULTS = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS}
"""Disk errors that any file operation can raise, so that no command can handle each of them itself."""

SECTIONS = {
    "Print": (build_command, watch_command, facts_command, site_command),
    "Write": (init_command, new_group, check_command, figures_command),
    "People's answers": (
        worksheet_command,
        answer_sheet_command,
        scan_command,
        answers_command,
        report_command,
        pages_command,
        scores_command,
        group_command,
        purge_command,
        counter_command,
    ),
    "This machine": (doctor_command, test_command) if IS_CHECKOUT else (doctor_command,),
}
"""All commands, under what people want to do, in the order of the help; an installed copy carries no tests."""


class Commands(click.Group):
    """All commands: `build` is the default, `help` works as a command too, and the help is grouped by purpose."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Turn `help report` into `report --help`, and put `build` before arguments that name no command."""
        if args[:1] == ["help"]:
            args = [*self._named(args[1:]), "--help"]
        own = {name for option in self.get_params(ctx) for name in option.opts}
        if not args or (args[0] not in self.commands and args[0] not in own):
            args = ["build", *args]
        return super().parse_args(ctx, args)

    def _named(self, words: list[str]) -> list[str]:
        if words and words[0] not in self.commands:
            raise UsageError(unknown_name(words[0], self.commands, "command"))
        return words

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, section by section, before the few options."""
        for title, members in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(each.name or "", each.get_short_help_str(limit=100)) for each in members])
        click.Command.format_options(self, ctx, formatter)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    subcommand_metavar="[COMMAND] [ARGUMENTS]...",
    options_metavar="",
    epilog="`careerprint help COMMAND` explains one command.",
)
@click.version_option(__version__, "-V", "--version", prog_name="careerprint", help="Show the version.")
def commands() -> None:
    """Print career guides, worksheets and personal reports.

    \b
    Examples:
      careerprint                      print everything in source/
      careerprint nurse --paper a4     print one guide, on A4
      careerprint report answers.csv --assessment interests
    """


def _name_program(command: click.Command) -> None:
    """Name the program in help texts as it was called; they are written with `careerprint`."""
    command.help = (command.help or "").replace("careerprint", program())
    command.epilog = (command.epilog or "").replace("careerprint", program())
    for each in command.commands.values() if isinstance(command, click.Group) else ():
        _name_program(each)


for _section in SECTIONS.values():
    for _command in _section:
        commands.add_command(_command)
_name_program(commands)


def main(arguments: Sequence[str]) -> int:
    """Carry out one command; return its exit code."""
    try:
        code = commands.main(list(arguments), prog_name=program(), standalone_mode=False)
        return int(code or ExitCode.OK)
    except click.UsageError as error:
        say(error.format_message())
        say(f"Try: {error.ctx.command_path if error.ctx else program()} --help")
        return ExitCode.USAGE
    except (click.Abort, KeyboardInterrupt):
        say(STOPPED)
        return ExitCode.INTERRUPTED
    except CareerprintError as error:
        say_problems(error.problems)
        say(error.message if not error.problems else _ending(error))
        return error.exit_code
    except BrokenPipeError:
        raise
    except Exception as error:
        return _unforeseen(error)


def _unforeseen(error: Exception) -> ExitCode:
    """Report an unexpected error without its text, which may quote people; return the exit code."""
    if isinstance(error, OSError) and error.errno in DISK_FAULTS:
        say(f"A file cannot be read or written: {reason_of(error)}.")
        return ExitCode.OUTPUT
    say(f"This is a mistake of ours ({trace_of(error)}); please report it. What was printed before is complete.")
    return ExitCode.BUG


def _ending(error: CareerprintError) -> str:
    """Return the number of problems, to be shown after the list of them."""
    errors = sum(problem.severity == "error" for problem in error.problems)
    warnings = sum(problem.severity == "warning" for problem in error.problems)
    parts = [counted(errors, "error")] if errors else []
    parts += [counted(warnings, "warning")] if warnings else []
    was_listed = any(problem.message in error.message for problem in error.problems)
    count = f"{' and '.join(parts)}. " if parts else ""  # notes alone are not counted
    return (count if was_listed else f"{count}{error.message}").strip()


def console() -> NoReturn:
    """Run as a program: exit codes, SIGTERM and a closed pipe as a shell expects them."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(ExitCode.TERMINATED))
    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
    except SystemExit as end:
        if end.code != ExitCode.TERMINATED:
            sys.exit(ExitCode.OK)  # click ends like this when nobody reads what it prints any more
        say(STOPPED)
        raise
    except OSError as error:
        # Python would fail once more when it flushes stdout on exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = ExitCode.OK if isinstance(error, BrokenPipeError) else _unforeseen(error)
    sys.exit(code)
