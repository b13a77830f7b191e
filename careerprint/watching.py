"""Print again whenever something is saved. A mistake in a text is told and never ends the watch."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from careerprint.building import TEMPLATES
from careerprint.console import say, say_problems
from careerprint.errors import CareerprintError
from careerprint.settings import Settings


def watch(settings: Settings, once: Callable[[bool], None]) -> None:
    """Build once, then after every change of sources or templates, until Ctrl-C."""
    from watchfiles import DefaultFilter
    from watchfiles import watch as changes

    folders = [settings.source, *settings.templates, TEMPLATES]
    _attempt(once, True)
    say(f"Watching {', '.join(map(_short, folders))}. Press Ctrl-C to stop.")
    # Prints among the sources would set off the next build.
    sources_only = DefaultFilter(ignore_paths=[settings.out.resolve()])
    for _ in changes(*folders, watch_filter=sources_only, raise_interrupt=True):
        _attempt(once, False)


def _attempt(once: Callable[[bool], None], first: bool) -> None:
    try:
        once(first)
    except CareerprintError as error:
        say_problems(error.problems)
        say(error.message)


def _short(folder: Path) -> str:
    return folder.name or str(folder)
