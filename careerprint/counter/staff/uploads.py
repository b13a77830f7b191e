"""Files of answers that staff upload: kept in a private folder while they are looked at, and deleted at the end.

Readers need a file, and one that is too large for memory must be somewhere. The folder is named by the port, which
only one program can have, so what a killed one has left there is deleted when the counter is opened again.
"""

from __future__ import annotations

import io
import os
import secrets
import shutil
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect, Request

from careerprint.answers.problem_list import ProblemList
from careerprint.answers.responses import Response
from careerprint.counter.forms import CSRF, TurnedAway, check_secret
from careerprint.counter.visits import Visit
from careerprint.errors import AnswerProblem, Problem, SourceError
from careerprint.files import PRIVATE_FILE, make_private
from careerprint.jobs.job import Studio
from careerprint.runs.question import Asked, Question, opened
from careerprint.sources.assessment import Assessment
from careerprint.tables.limits import LARGEST_FILE

FOLDER = ".counter"
"""How the folder in the output folder begins; the port follows."""
KINDS = (".csv", ".tsv", ".txt", ".xlsx", ".ods", ".json", ".jsonl", ".ndjson", ".parquet", ".pdf", ".zip")
"""Endings that are kept, as readers look at them; the rest of a name is never used."""
MOST_PROBLEMS = 5_000
"""Problems of a file that are kept for the list; whoever has more begins with these."""
MOST_PEOPLE = 200
"""People that can be chosen from a list; in a longer one nobody finds anybody."""
MOST_FILES = 20
"""Files that are kept at a time: a morning's work of one counter."""
_BEYOND_FILE = 10_000
"""Bytes that the other fields of the form may take."""
_LARGEST_DISCARDED = 8 * LARGEST_FILE
"""Bytes of a form that are read and thrown away so that it can be refused in words: a browser shows no answer before it
has sent everything. What claims to be larger is refused at once, and the browser may only say that it was cut off."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of answers, and what was found in it. Its `repr` shows nothing personal."""

    key: str
    """Its name in addresses."""
    number: int
    """Its place among all files of the day, from 1, for people."""
    question: Question
    """The file on the disk, and the assessment that it answers."""
    assessment: Assessment
    problems: tuple[AnswerProblem, ...] = ()
    """The first problems."""
    more_problems: int = 0
    faults: tuple[Problem, ...] = ()
    """Why the file as a whole cannot be read."""
    exporter: str = ""
    people: int = 0
    """People whose answers can be used."""
    ids: tuple[str, ...] = field(default=(), repr=False)
    """The IDs of the first of them."""
    folder: Path | None = None
    """The private folder of the file, which is deleted with it; None for the answers of a scan, which stay."""


class Uploads:
    """The files of this day, and the answers of scans that are to be printed."""

    def __init__(self) -> None:
        """Begin with none."""
        self._by_key: dict[str, Upload] = {}
        self._received = 0

    @property
    def all(self) -> list[Upload]:
        """Every one, the first one first."""
        return list(self._by_key.values())

    @property
    def is_full(self) -> bool:
        """Whether one must be deleted before another file is taken."""
        return sum(upload.folder is not None for upload in self.all) >= MOST_FILES

    def add(self, question: Question, assessment: Assessment, folder: Path | None = None) -> Upload:
        """Take a file, or a scan, which has one place however often it is opened."""
        known = next((each for each in self.all if each.question.file == question.file), None)
        if known is None:
            self._received += 1
        key, number = (known.key, known.number) if known else (new_key(), self._received)
        self._by_key[key] = Upload(key, number, question, assessment, folder=folder)
        return self._by_key[key]

    def read(self, upload: Upload, studio: Studio) -> None:
        """Keep what is in the file of an upload."""
        self._by_key[upload.key] = read_upload(upload, studio)

    def find(self, key: str) -> Upload | None:
        """Return the upload of an address, or None."""
        return self._by_key.get(key)

    def delete(self, upload: Upload) -> None:
        """Delete a file; of a scan only its place in this list."""
        if upload.folder:
            shutil.rmtree(upload.folder, ignore_errors=True)
        self._by_key.pop(upload.key, None)


def tidy_uploads(out: Path, port: int) -> None:
    """Delete what another run on this port has left."""
    shutil.rmtree(out / f"{FOLDER}-{port}", ignore_errors=True)


async def receive(request: Request, visit: Visit, folder: Path, out: Path) -> tuple[Path, str]:
    """Put the file of a form into a private folder; return it, and the assessment that was chosen.

    Raises TurnedAway: 403 without the visit's secret, 413 for a file that is too large, 400 for a form without a file,
    OutputError when it cannot be written.
    """
    stream = request.stream()
    try:
        return await _received(request, stream, visit, folder, out)
    except TurnedAway as refused:
        if refused.status == 413:
            await _discard(request, stream)
        raise


async def _received(
    request: Request, stream: AsyncIterator[bytes], visit: Visit, folder: Path, out: Path
) -> tuple[Path, str]:
    if _claimed(request) > LARGEST_FILE + _BEYOND_FILE:
        raise TurnedAway(413, "too_large")
    limited = Request(request.scope, _limited(stream).__anext__)
    async with limited.form(max_files=1, max_fields=5) as form:
        check_secret(str(form.get(CSRF, "")), visit)
        file = form.get("file")
        if not isinstance(file, UploadFile) or not file.filename:
            raise TurnedAway(400, "no_file")
        make_private(folder, within=out)
        ending = PurePath(file.filename).suffix.lower()
        path = folder / f"answers{ending if ending in KINDS else '.csv'}"
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), "wb") as target:
            shutil.copyfileobj(file.file, target)
        return path, str(form.get("assessment", ""))


def _claimed(request: Request) -> int:
    """Return the length that a browser has announced, in bytes; 0 without one."""
    return int(request.headers.get("content-length", "0"))


async def _discard(request: Request, stream: AsyncIterator[bytes]) -> None:
    """Read what a browser still sends and keep nothing of it, so that it comes to show the answer."""
    if _claimed(request) > _LARGEST_DISCARDED:
        return
    total = 0
    with suppress(ClientDisconnect):
        async for part in stream:
            total += len(part)
            if total > _LARGEST_DISCARDED:
                return


async def _limited(stream: AsyncIterator[bytes]) -> AsyncIterator[dict[str, object]]:
    """Yield what a browser sends, as messages of a request; raise TurnedAway (413) when it is too much."""
    total = 0
    async for part in stream:
        total += len(part)
        if total > LARGEST_FILE + _BEYOND_FILE:
            raise TurnedAway(413, "too_large")
        yield {"type": "http.request", "body": part, "more_body": True}
    yield {"type": "http.request", "body": b"", "more_body": False}


def new_key() -> str:
    """Return a name for a file that nobody can guess."""
    return secrets.token_urlsafe(12)


def read_upload(upload: Upload, studio: Studio) -> Upload:
    """Return an upload with what is in its file: who can be used, and every problem by row and column."""
    problems: list[AnswerProblem] = []
    more = 0

    def note(problem: AnswerProblem) -> None:
        nonlocal more
        if len(problems) < MOST_PROBLEMS:
            problems.append(problem)
        else:
            more += 1

    asked = Asked(studio, upload.assessment, ())
    try:
        stream = opened(upload.question, asked, note)
        ids = [person.id for person, _ in zip(stream.responses(), range(MOST_PEOPLE), strict=False)]
    except SourceError as error:
        faults = error.problems or (Problem("", None, "", error.message),)
        return replace(upload, faults=faults)
    return replace(
        upload,
        problems=tuple(sorted(problems, key=lambda problem: (not problem.fatal, problem.row or 0))),
        more_problems=more,
        exporter=stream.exporter,
        people=stream.people,
        ids=tuple(ids),
    )


def person_of(upload: Upload, identifier: str, studio: Studio) -> Response | None:
    """Return the person with an ID, read from the file again; None if there is none."""
    stream = opened(upload.question, Asked(studio, upload.assessment, ()), lambda problem: None)
    return next((person for person in stream.responses() if person.id == identifier), None)


def problem_list(upload: Upload) -> bytes:
    """Return the problems as CSV, as the command `answers` lists them, without the folder that only we know."""
    text = io.StringIO(newline="")
    listed = ProblemList(text)
    for problem in upload.problems:
        listed.add(replace(problem, file=upload.question.file.name))
    for fault in upload.faults:
        listed.add_fault(replace(fault, path=upload.question.file.name))
    return text.getvalue().encode()
