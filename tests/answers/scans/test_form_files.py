"""A form that is written is the same when it is read, and what was spoiled is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from careerprint.answers.scans.form import Circle, Form, Side
from careerprint.answers.scans.form_files import form_path, read_form, write_form
from careerprint.errors import SourceError

CIRCLES = (Circle("r2", 1, 100.123, 200.5, 9.0), Circle("r2", 2, 150.0, 200.5, 9.0))
FORM = Form(
    "es/interests",
    (Side(1, 612.0, 792.0, CIRCLES, ((288.0, 18.4), (288.0, 736.8))), Side(2, 612, 792, (), ())),
    "1.0 + guide 2.0",
)


def test_a_form_comes_back_as_it_was_written(tmp_path: Path) -> None:
    path = write_form(FORM, tmp_path)
    assert path == form_path(tmp_path, FORM.layout)
    assert read_form(path) == FORM


def test_a_form_from_before_codes_named_the_version_is_read_by_its_old_code(tmp_path: Path) -> None:
    """Sheets that lie in people's hands have that code on them."""
    circles = [{"item": "r2", "choice": 1, "x": 100.123, "y": 200.5, "radius": 9.0}]
    sides = [{"number": 1, "width": 612.0, "height": 792.0, "circles": circles, "codes": [[288.0, 18.4]]}]
    path = form_path(tmp_path, "6667CC")
    path.parent.mkdir()
    path.write_text(json.dumps({"version": 1, "assessment": "interests", "sides": sides}), encoding="utf-8")
    form = read_form(path)
    assert (form.layout, form.assessment_version) == ("6667CC", "")


def test_versions_have_codes_of_their_own_though_all_circles_are_in_one_place() -> None:
    versions = ("", "1.0", "1.1", "1.0 + guide 2.0", "1.0 + guide 2.1")
    assert len({replace(FORM, assessment_version=version).layout for version in versions}) == len(versions)


NO_FORMS = (
    "",
    "[]",
    "{}",
    '{"version": 1}',
    '{"version": 9, "assessment": "a", "sides": []}',
    '{"version": 1, "assessment": "a", "sides": [7]}',
)


@pytest.mark.parametrize("spoiled", NO_FORMS)
def test_what_is_no_form_is_refused(tmp_path: Path, spoiled: str) -> None:
    path = tmp_path / "3F09A2.json"
    path.write_text(spoiled, encoding="utf-8")
    with pytest.raises(SourceError, match="is not a form of this version"):
        read_form(path)


def test_a_missing_form_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read: No such file or directory"):
        read_form(form_path(tmp_path, "3F09A2"))


def test_a_moved_circle_is_noticed(tmp_path: Path) -> None:
    path = write_form(FORM, tmp_path)
    record = json.loads(path.read_text(encoding="utf-8"))
    record["sides"][0]["circles"][0]["x"] += 5
    path.write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(SourceError, match="was changed"):
        read_form(path)
