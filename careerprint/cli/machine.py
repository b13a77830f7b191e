"""The commands about this machine: doctor and test."""

from __future__ import annotations

import sys

import click

from careerprint.settings import HOME


@click.command("doctor", short_help="Report what this machine has and what it lacks.")
def doctor_command() -> int:
    """Report what this machine has and what it lacks; change nothing.

    \b
    Example:
      careerprint doctor
    """
    from careerprint.install import doctor

    return doctor.main([], of_project=False)


@click.command("test", context_settings={"ignore_unknown_options": True}, short_help="Run Careerprint's own tests.")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test_command(arguments: tuple[str, ...]) -> int:
    """Run Careerprint's own tests; all arguments go to pytest.

    \b
    Examples:
      careerprint test
      careerprint test --all
      careerprint test -k fonts
    """
    import subprocess

    # There is one way to run them; whoever started build.py never comes here.
    return subprocess.call([sys.executable, str(HOME / "build.py"), "test", *arguments])
