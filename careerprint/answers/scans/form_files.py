"""Forms as files beside the prints: `forms/3F09A2.json`, found by the layout that a square code names.

They hold no personal data and are kept when a worksheet changes: sheets of the old one may still come back.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from careerprint.answers.scans.form import Circle, Form, Side
from careerprint.errors import SourceError
from careerprint.files import make_folder, read_limited, write_atomically

FOLDER = "forms"
"""The folder of forms, in the output folder."""
MOST_BYTES = 4 * 1024**2
"""Bytes of a form's file; one of 60 lines with eleven choices takes 70,000."""
VERSION = 1
"""Raised whenever an older file could not be understood."""


def form_path(out: Path, layout: str) -> Path:
    """Return the file of a form; `layout` is what its codes say, six hex digits."""
    return out / FOLDER / f"{layout}.json"


def write_form(form: Form, out: Path) -> Path:
    """Write a form below the output folder and return its file. Raises OutputError."""
    path = form_path(out, form.layout)
    make_folder(path.parent)
    write_atomically(path, f"{json.dumps({'version': VERSION, **asdict(form)}, indent=1)}\n".encode())
    return path


def read_form(path: Path) -> Form:
    """Read a form; raise SourceError if it is not there, or not what was written."""
    try:
        record = json.loads(read_limited(path, MOST_BYTES))
        form = _form(record)
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror}. Print the worksheet again.") from None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise SourceError(f"{path} is not a form of this version. Print the worksheet again.") from None
    if form.layout != path.stem:
        raise SourceError(f"{path} was changed: its circles are not those of this layout. Print the worksheet again.")
    return form


def _form(record: dict[str, Any]) -> Form:
    if record["version"] != VERSION or not isinstance(record["assessment"], str):
        raise ValueError("not a form")
    version = record.get("assessment_version", "")  # files of forms printed before codes named it do not have it
    return Form(record["assessment"], tuple(map(_side, record["sides"])), str(version))


def _side(record: dict[str, Any]) -> Side:
    circles = tuple(_circle(each) for each in record["circles"])
    codes = tuple((float(x), float(y)) for x, y in record["codes"])
    return Side(int(record["number"]), float(record["width"]), float(record["height"]), circles, codes)


def _circle(record: dict[str, Any]) -> Circle:
    place = (float(record[name]) for name in ("x", "y", "radius"))
    return Circle(str(record["item"]), int(record["choice"]), *place)
