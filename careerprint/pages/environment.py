"""The Jinja2 environment, and mistakes in templates with their file and line."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unicodedata import bidirectional

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    pass_context,
)
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from careerprint.editions import Edition
from careerprint.errors import PrintError, Problem, SourceError
from careerprint.languages import is_rtl, name_in, same
from careerprint.marks import DECORATION, END, LABEL, LANGUAGE, ROLE
from careerprint.pages import formats
from careerprint.pages.balance import balanced, bound
from careerprint.pages.large_print import large_print
from careerprint.pages.own_templates import place_of
from careerprint.sources.assessment import Assessment


@contextmanager
def located_faults(name: str) -> Iterator[None]:
    """Turn whatever goes wrong while the template called `name` is rendered into errors that say where.

    Raises SourceError for a template that cannot be read, which stops everything; PrintError for one that this
    document cannot be filled into. Words of other errors are left out: they may quote a person's answers.
    """
    try:
        yield
    except TemplateSyntaxError as error:
        place = error.filename or error.name or name
        raise _refused(Problem(_label(place), error.lineno, "", error.message or "cannot be read")) from None
    except TemplateNotFound as error:
        moved = place_of(str(error.name))
        hint = f"; it is called `{moved}` now" if moved else ""
        raise _refused(
            Problem(name, None, "", f"asks for the template `{error.name}`, which is not there{hint}")
        ) from None
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


class _Compiled(BytecodeCache):
    """Templates that this process has compiled: a command fills them in for its plan, and again for its prints."""

    def __init__(self) -> None:
        self._found: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is known of a template, unless its text has changed since."""
        if found := self._found.get(bucket.key):
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        self._found[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def environment_of(folders: Sequence[Path], edition: Edition) -> Environment:
    """Return Jinja2 with our filters, which finds a template in the first folder that has it."""
    environment = Environment(
        auto_reload=False,
        bytecode_cache=_COMPILED,
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["note_mark"] = _mark(f"{ROLE}Note")
    environment.globals["label_mark"] = LABEL
    environment.globals["decoration_mark"] = DECORATION
    environment.globals["label_sign"] = _mark(LABEL)
    environment.filters.update(
        # For HTML made by our own Markdown reader, which lets no foreign HTML through.
        html=large_print if edition.is_large else Markup,
        balanced=lambda text, size: balanced(text, size, edition),
        bound=bound,
        long_date=_in_language(formats.long_date),
        partial_date=_in_language(formats.partial_date),
        listed=_in_language(formats.listed),
        bare_address=formats.bare_address,
        tel=formats.tel,
        one_decimal=_in_language(formats.one_decimal),
        two_decimals=_in_language(formats.two_decimals),
        decimal=_in_language(formats.decimal),
        grouped=_in_language(formats.grouped),
        said_in=_said_in,
        in_own_order=_in_own_order,
        language_name=_in_language(name_in),
        version_words=_version_words,
    )
    return environment


def _in_language(function: Callable[[Any, str], str]) -> Callable[..., str]:
    """Give a filter the language of the document that it is used in."""

    @pass_context
    def filtered(context: Mapping[str, Any], value: Any) -> str:
        return function(value, context["language"])

    return filtered


@pass_context
def _said_in(context: Mapping[str, Any], text: str, language: str | None) -> Markup:
    """Mark words as in another language than the page, so that they are pronounced correctly."""
    if language is None or same(language, context["language"]):
        return escape(text)
    direction = Markup(' dir="ltr"') if context["rtl"] and not is_rtl(language) else ""
    form = Markup('<span lang="{}"{}>{}{}{}</span>')
    return form.format(language, direction, _mark(LANGUAGE + language), text, _mark(END))


def _mark(words: str) -> Markup:
    """Return a mark that `press` interprets; see `careerprint.marks`."""
    return Markup('<svg width="0" height="0"><title>{}</title></svg>').format(words)


@pass_context
def _in_own_order(context: Mapping[str, Any], text: str) -> Markup:
    """Keep the order of an address such as `100 Example Street` on a page that is read from right to left."""
    strong = next((kind for c in text if (kind := bidirectional(c)) in ("L", "R", "AL")), "")
    return Markup('<span dir="ltr">{}</span>').format(text) if context["rtl"] and strong == "L" else escape(text)


@pass_context
def _version_words(context: Mapping[str, Any], assessment: Assessment) -> str:
    """Return the version of a questionnaire, and of the guide that its items come from, in words."""
    if assessment.guide is None:
        return assessment.version
    own, guide = assessment.version.split()[0], assessment.guide.meta.version
    return str(context["labels"]["common"]["two_versions"].format(own=own, guide=guide))
