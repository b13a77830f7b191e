"""The readers that `bench/proofs/fuzz.py` feeds: for each, honest files to damage and the words of its format."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

import pikepdf
from PIL import Image

from bench.proofs.hostile_pages import page_files, small_form
from bench.tools.samples import PROJECT
from careerprint.answers.open_answers import read_answers
from careerprint.answers.scans.readings import Unread
from careerprint.check.pdf.inspect import inspect_bytes
from careerprint.check.sources import GUIDE_RULES, TEXT_RULES
from careerprint.check.subject import Context, subject_of
from careerprint.errors import SourceError
from careerprint.jobs.made import Made
from careerprint.pages.labels import label_problems
from careerprint.press.assets import picture_fault
from careerprint.runs.manifest import NAME, VERSION, Manifest
from careerprint.sources import center
from careerprint.sources.assessment import from_document as assessment_from
from careerprint.sources.document import from_text
from careerprint.sources.guide import from_document, meta_of
from careerprint.sources.source_text import source_text
from careerprint.tables.json_records import load_records
from careerprint.tables.pdf_forms import read_form
from careerprint.tables.pieces import Head, Refusal
from careerprint.tables.table import Row, header_width
from careerprint.tables.workbook import load_sheet
from careerprint.tables.zip_archive import UnsafeFileError, single_csv
from tests.support.answer_files import HEADER, ROW
from tests.support.check_texts import FRONT, TODAY
from tests.support.pdf_forms import form
from tests.support.proof import print_page
from tests.support.questionnaire import NUMBERS, QUESTIONNAIRE

CANARY = "Kanarienvogel7391"
"""Stands for what somebody entered: it must come out of no reader again."""
TESTS = PROJECT / "tests"
FILES = TESTS / "answers" / "files"


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads a kind of file."""

    name: str
    suffix: str
    read: Callable[[Path], str]
    """Reads a file and returns all that is said about it."""
    seeds: tuple[bytes, ...]
    tokens: tuple[bytes, ...]
    """Words of the format that are put in anywhere."""
    is_private: bool = False
    """Whether it reads what people entered, of which nothing may be said."""


def _tokens(text: str) -> tuple[bytes, ...]:
    return (*map(str.encode, text.split(" ")), b"\0", b"\n", b"\r\n", b"\xff\xfe", b"\xed\xa0\x80")


def _files(*names: str, folder: Path = FILES) -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for name in names for path in sorted(folder.glob(name)))


def _answers(path: Path) -> str:
    answers = read_answers(path, QUESTIONNAIRE)
    return " ".join([*map(str, answers.problems), *(str(each.as_problem()) for each in answers.problems)])


def csv() -> Reader:
    """Answers as text, in any encoding."""
    table = f"{HEADER},notes\n{ROW},{CANARY}\n{ROW.replace('p1', CANARY).replace('Person', CANARY)},\n"
    seeds = (
        *_files("*.csv", "*.txt"),
        table.encode(),
        table.encode("utf-16"),
        table.replace(",", ";").encode("cp1252"),
    )
    return Reader("csv", ".csv", _answers, seeds, _tokens(', ; \t " "" \' sep=; = ＝ id i1 name date 4,0 \ufeff'), True)


def _records(path: Path) -> str:
    said = []
    for piece in load_records(path, lines=path.suffix == ".jsonl"):
        if isinstance(piece, Refusal):
            said.append(piece.message)
        elif isinstance(piece, Head):
            try:
                header_width("a.json", Row(0, piece.names))
            except SourceError as error:
                said += map(str, error.problems)
    return " ".join(said)


def _record_seeds() -> tuple[bytes, ...]:
    person = {"id": CANARY, "name": f"{CANARY} B", "answers": {"i1": 4, "i2": "Like", "i3": None, "notes": CANARY}}
    wrapped = {"survey": "x", "responses": [person, person], "at": [1, 2.5e3, True]}
    return (json.dumps([person] * 3).encode(), json.dumps(wrapped).encode(), *_files("*.json"))


_JSON = '{ } [ ] : , " null true NaN Infinity -0 1e999 \\ud800 \\u0000 responses answers "id": [[[[[[[[ {"a":{"a":'


def json_list() -> Reader:
    """Answers as JSON."""
    return Reader("json", ".json", _records, _record_seeds(), _tokens(_JSON), True)


def json_lines() -> Reader:
    """Answers as JSON lines."""
    lines = b"\n".join(json.dumps(each).encode() for each in json.loads(_record_seeds()[0]))
    return Reader("jsonl", ".jsonl", _records, (lines, *_files("*.jsonl")), _tokens(_JSON), True)


def _archive(path: Path) -> str:
    try:
        return str(len(single_csv(path)))
    except (UnsafeFileError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        return str(error) if isinstance(error, UnsafeFileError) else ""


def archive() -> Reader:
    """A CSV in an archive."""
    packed = []
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", method) as file:
            file.writestr("a.csv", f"{HEADER}\n{CANARY}")
        packed.append(buffer.getvalue())
    return Reader(
        "zip",
        ".zip",
        _archive,
        (*packed, *_files("*.zip")),
        _tokens("PK\x03\x04 PK\x01\x02 PK\x05\x06 a.csv ../"),
        True,
    )


def _workbook(path: Path) -> str:
    outcome = load_sheet(path)
    return outcome if isinstance(outcome, str) else ""


def workbook() -> Reader:
    """An Excel workbook; its parts are stored, so that the damage reaches the sheets and not the compression."""
    stored = io.BytesIO()
    with zipfile.ZipFile(FILES / "microsoft-forms.xlsx") as old, zipfile.ZipFile(stored, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    words = '<c r="XFD1048576"> A1:XFD1048576 t="s" t="e" <v> </v> <row> ref= 999999999 &lt; <!DOCTYPE xl/ mergeCell'
    return Reader("xlsx", ".xlsx", _workbook, (stored.getvalue(), *_files("*.xlsx")), _tokens(words), True)


def _form(path: Path) -> str:
    outcome = read_form(path)
    return outcome if isinstance(outcome, str) else ""


def _plain(pdf: pikepdf.Pdf) -> bytes:
    """Return a PDF without compression, so that the damage reaches its words."""
    buffer = io.BytesIO()
    pdf.save(buffer, static_id=True, stream_decode_level=pikepdf.StreamDecodeLevel.generalized, compress_streams=False)
    return buffer.getvalue()


_PDF = "<< >> [ ] obj endobj stream endstream null true /Kids /Parent /K /P /Pg /Fields /Annots -1 Do BDC EMC Q q TJ"


def filled_form() -> Reader:
    """A worksheet that was filled in."""
    seeds = [_plain(form({"name": CANARY, "notes": CANARY}, NUMBERS[0], options=each)) for each in (True, False)]
    return Reader("form", ".pdf", _form, tuple(seeds), _tokens(f"{_PDF} /V /Opt /FT /Btn /Ff /T"), True)


def _inspected(path: Path) -> str:
    return " ".join(map(str, inspect_bytes(path.read_bytes(), label="case.pdf").problems))


def finished_pdf() -> Reader:
    """A print that `check` is given."""
    page = "<h1>One</h1><p>Words and <a href='https://example.org'>a link</a>.</p><ul><li>a<li>b</ul>"
    page += "<table><tr><th>A<th>B<tr><td>1<td>2</table>"
    fields = "<form><p><label>Name <input name=a></label><p><input type=checkbox name=b title=Box></form>"
    seeds = (print_page(page), print_page(page + fields, variant="pdf/ua-1"))
    return Reader("pdf", ".pdf", _inspected, seeds, _tokens(f"{_PDF} /StructTreeRoot /Dest /MCID /S /Figure Tr W n"))


def _rules(text: str, *, is_guide: bool) -> Iterable[str]:
    document = from_text(text, path="case.md", slug="case")
    subject = subject_of(document, PurePosixPath("guides/case.md"), meta_of(document, []) if is_guide else None)
    context = Context(TODAY, {subject.place: frozenset()}, frozenset({"case"}), TESTS / "check", frozenset())
    for rule in (*TEXT_RULES, *(GUIDE_RULES if is_guide else ())):
        yield from map(str, rule(subject, context))
    understand = from_document if is_guide else assessment_from
    yield str(understand(document).slug)


def _guide(path: Path) -> str:
    return " ".join(_rules(source_text(path, "case.md", 250_000), is_guide=True))


def _assessment(path: Path) -> str:
    return " ".join(_rules(source_text(path, "case.md", 250_000), is_guide=False))


_MARKDOWN = (
    "# ## ### - 1. > ``` ` ** [ ] ( ) [^bls] {#a .b} {lang=de} |---|---| --- : !!! \\ *[A]: <b> ${x} {{ !!int &a *a"
)


def guide() -> Reader:
    """A guide, with the rules of `check`."""
    corpus = (TESTS / "constructs" / "markdown.txt").read_text(encoding="utf-8")
    cases = "\n\n".join(re.findall(r"^---\n(.*?)(?=^===|\Z)", corpus, re.MULTILINE | re.DOTALL))
    seeds = ((TESTS / "check" / "nurse.md").read_bytes(), (FRONT + cases).encode())
    return Reader("guide", ".md", _guide, seeds, _tokens(_MARKDOWN))


def assessment() -> Reader:
    """A questionnaire, with the rules of `check`."""
    seeds = _files("*.md", folder=PROJECT / "source" / "assessments")
    return Reader("assessment", ".md", _assessment, seeds, _tokens(_MARKDOWN))


def _center(path: Path) -> str:
    return str(center.read(path, name="center.toml").name)


def center_file() -> Reader:
    """The center's own facts."""
    seeds = _files("center.toml", folder=PROJECT / "source")
    return Reader(
        "center", ".toml", _center, seeds, _tokens('[ ] [[ ]] = " """ # {} . 1979-05-27 [languages.es] inf 0x')
    )


def _labels(path: Path) -> str:
    folder = path.parent / "labels"
    folder.mkdir(exist_ok=True)
    (folder / "en.toml").write_bytes(path.read_bytes())
    return " ".join(map(str, label_problems([path.parent])))


def labels() -> Reader:
    """The words of templates."""
    seeds = _files("en.toml", folder=PROJECT / "templates" / "labels")
    return Reader("labels", ".toml", _labels, seeds, _tokens('[ ] [[ ]] = " """ # {} {0.__class__} {x!r} . 1979-05-27'))


def _picture(path: Path) -> str:
    folder = path.parent / "images"
    folder.mkdir(exist_ok=True)
    target = folder / path.name
    target.write_bytes(path.read_bytes())
    return picture_fault(path.parent, f"images/{path.name}") or ""


def drawing() -> Reader:
    """An SVG."""
    seeds = _files("*.svg", folder=PROJECT / "source" / "images")
    words = '<use xlink:href="#a"/> <g> </g> <!DOCTYPE <!ENTITY &a; url(http:) file: <style> @import xmlns:x="" NaN'
    return Reader("svg", ".svg", _picture, seeds, _tokens(words))


def _image(kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((32, 24), 40).convert("RGB").save(buffer, kind)
    return buffer.getvalue()


def photo() -> Reader:
    """A PNG or JPEG; what counts is its beginning, whatever its name says."""
    return Reader("picture", ".png", _picture, (_image("PNG"),), _tokens("IHDR IDAT tEXt iCCP eXIf \x7f\xff\xff\xff"))


def jpeg() -> Reader:
    """A JPEG."""
    return Reader("jpeg", ".jpg", _picture, (_image("JPEG"),), _tokens("Exif JFIF II* MM Adobe"))


def _manifest(path: Path) -> str:
    folder = path.parent / "out"
    folder.mkdir(exist_ok=True)
    (folder / NAME).write_bytes(path.read_bytes())
    found = Manifest.load(folder)
    current = [found.current(name, "key") for name in found.outputs]
    found.save()
    return str(current)


def manifest() -> Reader:
    """The record of what was printed."""
    made = asdict(Made("handouts/a.pdf", key="k", sha256="0" * 64, size=3, mtime_ns=5, pages=2))
    del made["output"]
    value = {"version": VERSION, "stamp": "s", "outputs": {"handouts/a.pdf": made, "b.pdf": made}}
    return Reader("manifest", ".json", _manifest, (json.dumps(value).encode(),), _tokens(_JSON))


def _scanned(path: Path) -> str:
    from careerprint.answers.scans.pixels.images import pages_in
    from careerprint.answers.scans.pixels.page_reader import read_page

    count, form = pages_in(path), small_form()
    if isinstance(count, str):
        return count
    said = []
    for number in range(min(count, MOST_PAGES)):
        reading = read_page({form.layout: form}, path, number)
        said += (
            [reading.reason]
            if isinstance(reading, Unread)
            else [row.reason.value for row in reading.rows if row.reason]
        )
    return " ".join(said)


MOST_PAGES = 3
"""Pages of a file that are read: damage makes thousands of one, and each takes as long as any other."""


def scan() -> Reader:
    """A scan of a filled worksheet, whose code says an ID."""
    words = "II*\0 MM\0* IHDR IDAT Exif \x7f\xff\xff\xff \0\1\0\4 \xff\xd8\xff\xe1 ftypheic %PDF-1.7"
    return Reader("scan", ".pdf", _scanned, page_files(CANARY), _tokens(f"{words} {_PDF} /MediaBox [0 0 1e9 1]"), True)


READERS: dict[str, Callable[[], Reader]] = {
    "assessment": assessment,
    "center": center_file,
    "csv": csv,
    "form": filled_form,
    "guide": guide,
    "jpeg": jpeg,
    "json": json_list,
    "jsonl": json_lines,
    "labels": labels,
    "manifest": manifest,
    "pdf": finished_pdf,
    "picture": photo,
    "scan": scan,
    "svg": drawing,
    "xlsx": workbook,
    "zip": archive,
}
