"""Options that several commands share, and how they become settings."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from careerprint.editions import LAYOUTS, ONLY, EditionChoice, Layout, has_layout
from careerprint.errors import UsageError
from careerprint.settings import Settings

if TYPE_CHECKING:
    from careerprint.runs.question import Question


class _Day(click.ParamType[datetime.date]):
    """A day, written as 2026-01-31."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        """Return the day; refuse anything else with an example."""
        try:
            return datetime.date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"`{value}` is not a day; write it as 2026-01-31", param, ctx)


DAY = _Day()

_FOLDER = click.Path(file_okay=False, path_type=Path)
_OPTIONS = (
    click.option(
        "--source", metavar="DIR", type=_FOLDER, default="source", help="Folder of the texts.  [default: source]"
    ),
    click.option(
        "--templates",
        metavar="DIR",
        type=_FOLDER,
        multiple=True,
        help="Folder of your own templates; a file in it replaces ours of the same name. May be repeated.",
    ),
    # click would refuse a file in its place with exit code 2; what cannot be written has a code of its own.
    click.option(
        "--out",
        metavar="DIR",
        type=click.Path(path_type=Path),
        default="out",
        help="Folder for the prints.  [default: out]",
    ),
    click.option("--paper", type=click.Choice(["letter", "a4"]), help="Sheet size.  [default: as in center.toml]"),
    click.option(
        "--date",
        "today",
        metavar="YYYY-MM-DD",
        type=DAY,
        help="Day that is printed on reports and compared with review dates.  [default: today]",
    ),
)

_EDITION_OPTIONS = (
    click.option(
        "--edition",
        "layouts",
        type=click.Choice(LAYOUTS),
        multiple=True,
        callback=lambda context, _, layouts: _fitting(context.command.name or "", layouts),
        help="How to print; may be repeated.  [default: as in the guide or center.toml]",
    ),
    click.option("--high-contrast", is_flag=True, help="Black on white, thicker lines, no tints."),
    click.option(
        "--face",
        type=click.Choice(["low-vision"]),
        help="Typeface for readers with low vision: Atkinson Hyperlegible.",
    ),
)

ANSWERS = click.argument("file", metavar="ANSWERS", type=click.Path(path_type=Path))
GUIDE = click.option("--guide", metavar="NAME", help="The guide that the assessment is about, such as nurse.")
LANGUAGE = click.option(
    "--language", metavar="CODE", help="Language of the questionnaire, such as es.  [default: the center's]"
)


def question_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that name an assessment."""
    for option in (
        LANGUAGE,
        GUIDE,
        click.option("--assessment", metavar="NAME", required=True, help="The assessment, such as fit or interests."),
    ):
        command = option(command)
    return command


_WHO_OPTIONS = (
    click.option("--name-column", metavar="COLUMN", help="The column with the name: its header or its letter."),
    click.option("--id-column", metavar="COLUMN", help="The column with the ID."),
    click.option("--date-column", metavar="COLUMN", help="The column with the day of the answers."),
)


_UNCLEAR = click.option(
    "--leave-unclear-empty", is_flag=True, help="Take lines of a scan that wait for a decision as not answered."
)


def who_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that name the columns of a file of answers that say who somebody is."""
    for option in reversed(_WHO_OPTIONS):
        command = option(command)
    return command


def answers_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of commands that read a file of answers."""
    return who_options(_UNCLEAR(command))


def question_of(typed: dict[str, Any]) -> Question:
    """Take the file of answers, the assessment and who is who out of what was typed; return them as one question."""
    from careerprint.answers.scans.waiting import answers_file
    from careerprint.runs.question import Question
    from careerprint.sources.fields import AnswerColumns

    columns = {what: typed.pop(f"{what}_column") or None for what in ("name", "id", "date")}
    file, assessment, guide, language = (typed.pop(name) for name in ("file", "assessment", "guide", "language"))
    is_empty = typed.pop("leave_unclear_empty")
    return Question(answers_file(file), assessment, guide, language, AnswerColumns(**columns), is_empty)


_PRINTS = {"report": "report", "group": "group", "worksheet": "worksheet", "facts": "facts"}
"""Commands that print one kind of document, and which."""


def _fitting(command: str, layouts: tuple[Layout, ...]) -> tuple[Layout, ...]:
    """Return the layouts; raise UsageError for one that nothing that the command prints can have."""
    for layout in layouts:
        if command in _PRINTS and not has_layout(_PRINTS[command], layout):
            kinds = " and ".join(f"{kind}s" for kind in ONLY[layout])
            raise UsageError(f"Only {kinds} have the edition {layout}. Leave it out, or use it with `build`.")
    return layouts


def program_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that most commands share."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def edition_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that choose how to print."""
    for option in reversed(_EDITION_OPTIONS):
        command = option(command)
    return command


def settings_of(
    source: Path,
    templates: tuple[Path, ...],
    out: Path,
    paper: str | None,
    today: datetime.date | None,
    layouts: tuple[Layout, ...] = (),
    high_contrast: bool = False,
    face: str | None = None,
) -> Settings:
    """Return the settings that the options mean; raise UsageError for a folder that does not exist."""
    if not source.is_dir():
        raise UsageError(
            f"There is no folder {source}. Run the command in the project's folder, or name it: --source DIR"
        )
    for folder in templates:
        if not folder.is_dir():
            raise UsageError(f"There is no folder {folder}, which --templates names.")
    editions = EditionChoice(tuple(layouts), high_contrast, low_vision=face == "low-vision")
    return Settings(source, out, templates, paper, today or datetime.date.today(), editions)
