"""The command that begins a center's own folder."""

from __future__ import annotations

from pathlib import Path

import click

from careerprint.cli.console import say
from careerprint.errors import ExitCode
from careerprint.settings import IS_CHECKOUT
from careerprint.wording import command, program, typed


@click.command("init", short_help="Begin your center's folder from a sample that prints at once.")
@click.argument("folder", type=click.Path(path_type=Path))
def init_command(folder: Path) -> ExitCode:
    """Make FOLDER, with the texts of an invented center in FOLDER/source, and say what to do next.

    FOLDER must be new or empty: nothing is ever overwritten.

    \b
    Example:
      careerprint init my-center
    """
    from careerprint.runs.init_center import init_center

    source = init_center(folder, program())
    print(source)
    say(_what_next(folder, source))
    return ExitCode.OK


def _what_next(folder: Path, source: Path) -> str:
    """Return the first steps, as they are typed from the current folder."""
    if folder.resolve() == Path.cwd():
        print_all = [f"  {command('build')}"]
    elif IS_CHECKOUT:  # build.py is here, not there
        print_all = [f"  {command('build')} {typed('--source', str(source), '--out', str(folder / 'out'))}"]
    else:
        print_all = [f"  {typed('cd', str(folder))}", f"  {command('build')}"]
    return "\n".join(
        (
            "The texts of an invented center are there. To print them:",
            "",
            *print_all,
            "",
            f"Then make them your own: {source / 'center.toml'} holds your center's name, contact and logo,",
            f"{source / 'README.md'} explains how a guide is written.",
        )
    )
