"""The command `new`: begin a text from a template."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from careerprint.cli.console import say
from careerprint.cli.options import program_options, settings_of
from careerprint.errors import ExitCode, UsageError
from careerprint.settings import Settings
from careerprint.wording import command


@click.group("new", short_help="Begin a guide or a questionnaire from a template.")
def new_group() -> None:
    """Begin a new text from a template.

    \b
    Examples:
      careerprint new guide "Nurse"
      careerprint new assessment "Work values"
    """


@new_group.command("guide", short_help="Begin a guide called TITLE.")
@click.argument("title")
@click.option("--language", metavar="CODE", default="en", help="Language of the guide, such as es.  [default: en]")
@click.option("--of", metavar="NAME", help="The guide to translate, by its file name without .md.")
@click.option(
    "--official",
    "folder",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Fill in what the official files in FOLDER say about the occupation --code.",
)
@click.option("--code", metavar="CODE", help="O*NET code of the occupation, such as 29-1141.00.")
@program_options
def new_guide_command(
    title: str, language: str, of: str | None, folder: Path | None, code: str | None, **options: Any
) -> ExitCode:
    """Begin a guide called TITLE.

    \b
    Examples:
      careerprint new guide "Nurse"
      careerprint new guide "Enfermera" --language es --of nurse
      careerprint new guide "Registered nurse" --official downloads/ --code 29-1141.00
    """
    from careerprint.runs.new_guide import start_guide

    settings = settings_of(**options)
    if folder or code:
        if not (folder and code):
            raise UsageError("--official and --code go together: a folder of official files and a code in them.")
        if of or language != "en":
            raise UsageError("Official files are in English, so --official goes with neither --of nor --language.")
        path = _draft(title, settings, folder, code)
    else:
        path = start_guide(title, settings.source, today=settings.today, language=language, of=of)
    name = path.relative_to(settings.source / "guides").with_suffix("").as_posix()
    print(path)
    say(f"Open {path} in a text editor and replace the sample words with your own.")
    say(f"What is still missing: {command('check')}")
    say(f"It is a draft. When it is finished, write `status: ready` in it; then to print it: {command(name)}")
    return ExitCode.OK


def _draft(title: str, settings: Settings, folder: Path, code: str) -> Path:
    """Begin a guide with official figures; say what was filled in and what was not to be had."""
    from careerprint.runs.new_draft import start_draft

    path, draft = start_draft(title, settings.source, folder, code, today=settings.today)
    say(f"Filled in: {', '.join(draft.filled)}.")
    for gap in draft.gaps:
        say(f"Not filled in: {gap}.")
    return path


@new_group.command("assessment", short_help="Begin a questionnaire called TITLE.")
@click.argument("title")
@click.option("--language", metavar="CODE", default="en", help="Language of it, such as es.  [default: en]")
@program_options
def new_assessment_command(title: str, language: str, **options: Any) -> ExitCode:
    """Begin a questionnaire with its own items, called TITLE.

    \b
    Examples:
      careerprint new assessment "Work values"
      careerprint new assessment "Valores de trabajo" --language es
    """
    from careerprint.runs.new_assessment import start_assessment

    settings = settings_of(**options)
    path = start_assessment(title, settings.source, language=language)
    print(path)
    say(f"Open {path} in a text editor and replace the sample words with your own.")
    say(f"What is still missing: {command('check')}")
    return ExitCode.OK
