"""pydantic's findings in our words."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field, ValidationError

from careerprint.sources.fields import Fields, problems_of


class Inner(Fields):
    size: Annotated[int, Field(ge=1, le=5)]


class Sample(Fields):
    title: Annotated[str, Field(min_length=1, max_length=9)] = "x"
    code: Annotated[str, Field(pattern="^[a-z]+$")] = "x"
    day: datetime.date | None = None
    ready: bool = False
    share: Annotated[float, Field(gt=0, lt=1)] = 0.5
    kind: Literal["a", "b"] = "a"
    inner: Inner | None = None
    parts: Annotated[tuple[Inner, ...], Field(max_length=2)] = ()
    words: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"title": 5}, 'title: expected a text; put it in "quotes"'),
        ({"title": " "}, "title: is empty; fill it in or take the line out"),
        ({"title": "0123456789"}, "title: is longer than 9 characters; shorten it"),
        (
            {"title": "a\x00b"},
            "title: holds a character that cannot be printed, or a line break; type the text again",
        ),
        (
            {"words": ["a", "b\nc"]},
            "words: holds a character that cannot be printed, or a line break; type the text again",
        ),
        ({"code": "A1"}, "code: does not have the expected form"),
        ({"day": "soon"}, "day: expected a date such as 2026-11-01"),
        ({"ready": "perhaps"}, "ready: expected true or false"),
        ({"share": 2}, "share: expected less than 1.0"),
        ({"kind": "c"}, "kind: expected one of 'a' or 'b'"),
        ({"inner": {"size": 9}}, "inner › size: expected 5 or less"),
        ({"inner": {"size": "many"}}, "inner › size: expected a whole number"),
        ({"inner": {"size": 1.5}}, "inner › size: expected a whole number"),
        ({"inner": {}}, "inner › size: is missing; add it"),
        ({"inner": 3}, "inner: expected a group of named values"),
        ({"parts": [{"size": 1}, {"size": 0}]}, "parts › 2 › size: expected 1 or more"),
        ({"parts": {"size": 1}}, "parts: expected a list, not a single value"),
        ({"parts": [{"size": 1}] * 3}, "parts: expected at most 2, found 3"),
        ({"titel": "x"}, "titel: is not a field of this file; did you mean `title`?"),
        (
            {"parts": [{"size": 1, "siez": 1}]},
            "parts › 1 › siez: is not a field of this file; did you mean `size`?",
        ),
        ({"inner": {"size": 1, "zzz": 1}}, "inner › zzz: is not a field of this file; known fields: size"),
    ],
)
def test_words(data: dict[str, Any], expected: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Sample.model_validate(data)
    found = problems_of(caught.value, path="x.md", line=lambda at: len(at), model=Sample)
    assert [str(problem) for problem in found] == [f"x.md:{expected.partition(': ')[0].count('›') + 1}: {expected}"]


def test_what_was_typed_is_not_repeated() -> None:
    with pytest.raises(ValidationError) as caught:
        Sample.model_validate({"title": 12345, "kind": "secret"})
    found = problems_of(caught.value, path="x.md", line=lambda at: None, model=Sample)
    assert not any(word in str(p) for p in found for word in ("12345", "secret"))
