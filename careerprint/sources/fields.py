"""pydantic's findings in our words: which field, on which line, what was expected."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from careerprint.errors import Problem

Location = tuple[str | int, ...]
"""The path to a value, as pydantic writes it: `("sources", 0, "url")`."""


class Fields(BaseModel):
    """Base of every model that people fill in by typing: unknown fields are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, str_strip_whitespace=True)

    @field_validator("*")
    @classmethod
    def _no_control_characters(cls, value: object) -> object:
        """Refuse characters that cannot be printed; escapes such as "\\0" bring them in."""
        texts = value if isinstance(value, tuple) else (value,)
        if any(unicodedata.category(c) == "Cc" for text in texts if isinstance(text, str) for c in text):
            raise ValueError("holds a character that cannot be printed, or a line break; type the text again")
        return value


class AnswerColumns(Fields):
    """Which columns of a file of answers say who somebody is, each by its header."""

    name: Annotated[str, Field(min_length=1, max_length=500)] | None = None
    id: Annotated[str, Field(min_length=1, max_length=500)] | None = None
    date: Annotated[str, Field(min_length=1, max_length=500)] | None = None

    def over(self, other: AnswerColumns) -> AnswerColumns:
        """Return these columns, and those of `other` where nothing is said here."""
        return other.model_copy(update=self.model_dump(exclude_none=True))


NO_COLUMNS = AnswerColumns()
"""Nobody said which columns these are: the headers alone count."""

_WORDS: Mapping[str, str] = {
    "missing": "is missing; add it",
    "string_type": 'expected a text; put it in "quotes"',
    "string_too_long": "is longer than {max_length} characters; shorten it",
    "string_pattern_mismatch": "does not have the expected form",
    "int_type": "expected a whole number",
    "int_parsing": "expected a whole number",
    "int_from_float": "expected a whole number",
    "float_type": "expected a number such as 0.8",
    "float_parsing": "expected a number such as 0.8",
    "bool_type": "expected true or false",
    "bool_parsing": "expected true or false",
    "date_type": "expected a date such as 2026-11-01",
    "date_parsing": "expected a date such as 2026-11-01",
    "date_from_datetime_parsing": "expected a date such as 2026-11-01",
    "date_from_datetime_inexact": "expected a date such as 2026-11-01, without a time",
    "list_type": "expected a list, not a single value",
    "tuple_type": "expected a list, not a single value",
    "dict_type": "expected a group of named values",
    "model_type": "expected a group of named values",
    "model_attributes_type": "expected a group of named values",
    "too_short": "expected at least {min_length}, found {actual_length}",
    "too_long": "expected at most {max_length}, found {actual_length}",
    "literal_error": "expected one of {expected}",
    "enum": "expected one of {expected}",
    "greater_than_equal": "expected {ge} or more",
    "greater_than": "expected more than {gt}",
    "less_than_equal": "expected {le} or less",
    "less_than": "expected less than {lt}",
    "value_error": "{error}",
}

_FORMS = (
    ("^https://", "expected an address that begins with https://, without spaces"),
    ("^[a-z0-9]", "expected a short name of small letters, digits and hyphens, such as nurse-pay"),
    ("^[a-z]{2,3}", "expected a language code such as en"),
)
"""The beginning of a pattern of ours, and what to say when it does not match."""


def problems_of(
    error: ValidationError,
    *,
    path: str,
    line: Callable[[tuple[str | int, ...]], int | None],
    model: type[BaseModel],
) -> list[Problem]:
    """Turn each finding of a failed validation into a problem with its line."""
    return [
        Problem(path, line(tuple(found["loc"])), _field(found["loc"]), _message(found, model))
        for found in error.errors(include_url=False, include_input=False)
    ]


def _field(location: Iterable[str | int]) -> str:
    """Return `quick_facts › 2 › label`; entries of a list are counted from 1."""
    return " › ".join(str(part + 1) if isinstance(part, int) else part for part in location)


def _message(found: Mapping[str, Any], model: type[BaseModel]) -> str:
    kind, context = found["type"], found.get("ctx", {})
    if kind == "string_too_short":
        return "is empty; fill it in" + ("" if _is_needed(found["loc"], model) else " or take the line out")
    if kind == "extra_forbidden":
        return "is not a field of this file; " + _nearest(found["loc"], model)
    if kind == "string_pattern_mismatch":
        forms = (words for beginning, words in _FORMS if context["pattern"].startswith(beginning))
        return next(forms, _WORDS[kind])
    return _WORDS.get(kind, "does not fit: {message}").format(**{"message": found["msg"], **context})


def _is_needed(location: Location, model: type[BaseModel]) -> bool:
    """Say whether a field is required, so that its line must not be deleted."""
    around = _model_at(location[:-1], model)
    field = around.model_fields.get(str(location[-1])) if around is not None else None
    return field is not None and field.is_required()


def _nearest(location: tuple[str | int, ...], model: type[BaseModel]) -> str:
    """Suggest the field that a misspelled one was meant to be."""
    around = _model_at(location[:-1], model)
    known = list(around.model_fields) if around is not None else []
    close = difflib.get_close_matches(str(location[-1]), known, n=1, cutoff=0.6)
    return f"did you mean `{close[0]}`?" if close else f"known fields: {', '.join(sorted(known))}"


def _model_at(location: Location, model: Any) -> Any:
    """Return the model at a location.

    A part of the location that is no field, such as an index or the key of a mapping, stays within the model.
    """
    for part in location:
        if model is not None and part in model.model_fields:
            model = _model_in(model.model_fields[part].annotation)
    return model


def _model_in(annotation: Any) -> Any:
    """Return the model inside `tuple[Model, ...]`, `Model | None` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    parts = getattr(annotation, "__args__", ())
    return next((found for part in parts if (found := _model_in(part)) is not None), None)
