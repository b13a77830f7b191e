"""Print again whenever something is saved; a mistake in a text is reported and never ends the watch."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from careerprint.cli.console import say, say_problems
from careerprint.errors import CareerprintError
from careerprint.settings import TEMPLATES, Settings

LISTENING = 250
"""Milliseconds between two checks for Ctrl-C while nothing is saved; a longer pause would feel like a hang."""


def watch(settings: Settings, once: Callable[[bool], None]) -> None:
    """Build once, then after every change of sources or templates, until Ctrl-C."""
    from watchfiles import DefaultFilter
    from watchfiles import watch as changes

    folders = [settings.source, *settings.templates, TEMPLATES]
    # A folder of prints inside the sources would trigger the next build.
    sources_only = DefaultFilter(ignore_paths=[settings.out.resolve()])
    saved = changes(
        *folders, watch_filter=sources_only, raise_interrupt=True, rust_timeout=LISTENING, yield_on_timeout=True
    )
    next(saved)  # from now on nothing is missed, not even what is saved during the first build
    _attempt(once, True)
    say(f"Watching {', '.join(map(_short, folders))}. Press Ctrl-C to stop.")
    for found in saved:
        if found:
            _attempt(once, False)


def _attempt(once: Callable[[bool], None], first: bool) -> None:
    try:
        once(first)
    except CareerprintError as error:
        say_problems(error.problems)
        say(error.message)


def _short(folder: Path) -> str:
    return folder.name or str(folder)
