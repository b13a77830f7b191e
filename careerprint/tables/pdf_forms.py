"""Filled PDF forms, one or a folder of them. The names of their fields are the items' IDs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf

from careerprint.errors import AnswerProblem, Problem, SourceError
from careerprint.sandbox import Lost, each_in_child
from careerprint.sources.scales import VERSION_FIELD
from careerprint.tables.limits import FORM_SECONDS, LARGEST_FORM, MOST_FIELDS, MOST_SHEET_CELLS
from careerprint.tables.table import AnswerTable, Cell, Row, refuse
from careerprint.tables.texts import clean
from careerprint.wording import counted

_LONGEST_KEYWORDS = 1_000
"""Characters of a form's keywords that are looked at; ours are about forty."""
_DEEPEST = 20
"""Levels of nested objects; no worksheet comes near, and a hostile file could exhaust Python's stack."""
_NO_FIELDS = "no form fields: was it printed, scanned or flattened? Type the answers into the answer sheet"


@dataclass(frozen=True, slots=True)
class FilledForm:
    """The fields of one PDF, as the child process sends them."""

    values: dict[str, str]
    """The value of each field by its full name; empty if it was not filled in."""


def read_forms(file: str, path: Path) -> AnswerTable:
    """Return a table with a row for each PDF of a folder, or for the one PDF, in the order of their names.

    A form that cannot be read becomes a row with a fault; raises SourceError only if no form can be read.
    """
    paths = sorted(_pdfs(path)) if path.is_dir() else [path]
    if not paths:
        raise refuse(file, "no PDF in this folder")
    shown = [file if entry == path else str(Path(file) / _shown(entry)) for entry in paths]
    outcomes = list(each_in_child(read_form, paths, seconds=FORM_SECONDS))
    forms = [outcome for outcome in outcomes if isinstance(outcome, FilledForm)]
    if not forms:
        problems = [Problem(name, None, "", _fault(out)) for name, out in zip(shown, outcomes, strict=True)]
        raise SourceError(f"{file}: no form could be read", problems=problems)
    header = Row(0, tuple(dict.fromkeys(name for form in forms for name in form.values)))
    if len(header.cells) * len(paths) > MOST_SHEET_CELLS or len(header.cells) > MOST_FIELDS:
        raise refuse(file, f"the forms have {len(header.cells)} different fields; are they one questionnaire?")
    rows = partial(_rows, header, tuple(zip(shown, outcomes, strict=True)))
    return AnswerTable(file, (header,), rows, lettered=False, notes=tuple(_others(file, path)))


def _pdfs(folder: Path) -> Iterator[Path]:
    # On network drives macOS writes `._name.pdf` beside each file.
    return (e for e in folder.iterdir() if e.suffix.lower() == ".pdf" and e.is_file() and e.name[:2] != "._")


def _shown(path: Path) -> str:
    """Return a file's name, safe to print: whoever sent the file chose it."""
    return clean(path.name) or "unnamed.pdf"


def _others(file: str, path: Path) -> Iterator[AnswerProblem]:
    if path.is_dir():
        others = sum(entry.suffix.lower() != ".pdf" and entry.name[:1] != "." for entry in path.iterdir())
        if others:
            verb = "is not a PDF and was" if others == 1 else "are not PDFs and were"
            message = f"{counted(others, 'file')} in this folder {verb} not read"
            yield AnswerProblem(file, None, None, message, "", fatal=False)


def _rows(header: Row, outcomes: tuple[tuple[str, FilledForm | str | Lost], ...]) -> Iterator[Row]:
    yield header
    for number, (name, outcome) in enumerate(outcomes, start=1):
        if isinstance(outcome, FilledForm):
            cells: list[Cell] = [outcome.values.get(str(key)) for key in header.cells]
            yield Row(number, cells, file=name)
        else:
            yield Row(number, (), _fault(outcome), file=name)


def _fault(outcome: FilledForm | str | Lost) -> str:
    if isinstance(outcome, Lost):
        return f"the form {outcome.value}"
    return str(outcome)


def read_form(path: Path) -> FilledForm | str:
    """Read one form, or return a sentence that says what is wrong with it. Runs in the child process."""
    if path.stat().st_size > LARGEST_FORM:
        return f"larger than {LARGEST_FORM // 1024**2} MB"
    try:
        with pikepdf.open(path, attempt_recovery=False, suppress_warnings=True) as pdf:
            return _unsafe(pdf) or _filled(pdf)
    except pikepdf.PasswordError:
        return "protected by a password; save it without one"
    except Exception:  # A damaged PDF raises anything anywhere, and the texts may quote answers.
        return "damaged, or not a PDF; ask for it again"


def _filled(pdf: pikepdf.Pdf) -> FilledForm | str:
    if pdf.is_encrypted:
        return "protected by a password; save it without one"
    form = pdf.Root.get("/AcroForm")
    fields = form.get("/Fields") if isinstance(form, pikepdf.Dictionary) else None
    values = dict(_fields(list(fields), "", 0)) if isinstance(fields, pikepdf.Array) else {}
    if len(values) > MOST_FIELDS:
        return f"more than {MOST_FIELDS} fields"
    return FilledForm({**values, **_version(pdf)}) if values else _NO_FIELDS


def _version(pdf: pikepdf.Pdf) -> dict[str, str]:
    """Return which version of the questionnaire a form says it is, in its keywords; empty if it says nothing."""
    keywords = str(pdf.docinfo.get("/Keywords", ""))[:_LONGEST_KEYWORDS].split(",")
    said = next((word for word in keywords if VERSION_FIELD in word), "").strip()
    version = said.removeprefix(VERSION_FIELD).strip()
    return {VERSION_FIELD: version} if version else {}


def _fields(nodes: list[Any], prefix: str, depth: int) -> Iterator[tuple[str, str]]:
    """Yield name and value of each field; the full name joins the partial ones with dots (ISO 32000-1, 12.7.3.2)."""
    if depth > _DEEPEST:
        raise ValueError("fields nested too deeply")
    for node in nodes:
        if "/T" not in node:
            continue
        name = f"{prefix}{node.T!s}"
        children = [kid for kid in node.get("/Kids", []) if "/T" in kid]
        if children:
            yield from _fields(children, f"{name}.", depth + 1)
        else:
            yield name, _value(node)


def _value(node: Any) -> str:
    """Return a field's value; that of a radio group is what its chosen button stands for."""
    value = node.get("/V")
    if node.get("/FT") != "/Btn":
        return str(value) if isinstance(value, pikepdf.String) else ""
    state = _state(node, value)
    # The state of buttons with /Opt is an index into it (ISO 32000-1, 12.7.4.2.4).
    options = node.get("/Opt")
    if options is not None and state.isdecimal() and int(state) < len(options):
        return str(options[int(state)])
    return "" if state == "Off" else state


def _state(node: Any, value: Any) -> str:
    """Return the state of the chosen button; `Off` if there is none, `unclear` if the form contradicts itself."""
    if isinstance(value, pikepdf.Name):
        return str(value)[1:]
    text = str(value).removeprefix("/") if isinstance(value, pikepdf.String) else ""
    if not text:
        return "Off"
    # pypdf stores the name as text, which could also be a value, so the pressed button must agree.
    pressed = [str(kid.AS)[1:] for kid in node.get("/Kids", []) if "/AS" in kid and kid.AS != "/Off"]
    return text if pressed in ([], [text]) else "unclear"


def _unsafe(pdf: pikepdf.Pdf) -> str:
    """Return what a form holds that none of ours does; empty if there is nothing."""
    for thing in pdf.objects:
        for part in _dictionaries(thing, 0):
            if "/JS" in part or part.get("/S") == "/JavaScript":
                return "holds JavaScript, as no worksheet of ours does"
            if "/EF" in part or part.get("/Type") == "/EmbeddedFile":
                return "holds attached files, as no worksheet of ours does"
    return ""


def _dictionaries(thing: Any, depth: int) -> Iterator[Any]:
    """Yield the dictionaries written inside one object; those that it refers to are objects of their own."""
    if depth > _DEEPEST:
        raise ValueError("nested too deeply")
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        yield thing
        children: Any = [value for _, value in thing.items()]
    elif isinstance(thing, pikepdf.Array):
        children = list(thing)
    else:
        return
    for child in children:
        if isinstance(child, pikepdf.Object) and not child.is_indirect:
            yield from _dictionaries(child, depth + 1)
