"""Mistakes in templates, told with file and line: a center changes its own, and we mend ours."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

from careerprint.errors import PrintError, Problem, SourceError


@contextmanager
def told_with_place(name: str) -> Iterator[None]:
    """Turn what goes wrong while the template called `name` is filled in into errors that say where.

    Raises SourceError for a template that cannot be read, which stops everything; PrintError for one that this
    document cannot be filled into. Words of other errors are left out: they may quote a person's answers.
    """
    try:
        yield
    except TemplateSyntaxError as error:
        place = error.filename or error.name or name
        raise _refused(Problem(_label(place), error.lineno, "", error.message or "cannot be read")) from None
    except TemplateNotFound as error:
        raise _refused(Problem(name, None, "", f"asks for the template `{error.name}`, which is not there")) from None
    except Exception as error:
        frame = next(
            (f for f in reversed(traceback.extract_tb(error.__traceback__)) if f.filename.endswith(".html")), None
        )
        if frame is None:
            raise
        words = str(error) if isinstance(error, UndefinedError) else type(error).__name__
        problem = Problem(_label(frame.filename), frame.lineno, "", f"the template fails here: {words}")
        raise PrintError("The template fails.", problems=[problem]) from None


def _refused(problem: Problem) -> SourceError:
    return SourceError("A template has a mistake.", problems=[problem])


def _label(path: str) -> str:
    """Return a template's path as people would type it."""
    here = Path.cwd()
    return Path(path).relative_to(here).as_posix() if Path(path).is_relative_to(here) else path
