"""WeasyPrint, set up our way: its fetcher, its options, and what it must not do."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from careerprint.answers.scans.form import Form
from careerprint.errors import CareerprintError, MachineError, PrintError, Problem
from careerprint.faces import fonts
from careerprint.press.assets import BASE_URL, Assets, Refused
from careerprint.press.engine_log import Complaint, Gate
from careerprint.press.layout.geometry import block_stacks, complaints, loose_line_warnings, loose_sections, side_plans
from careerprint.press.pictures import MAX_PIXELS
from careerprint.press.preflight import dangers, named, unprintable
from careerprint.press.tagging.finish import finish
from careerprint.wording import command

# Fontconfig reads its configuration once, when WeasyPrint is imported.
fonts.activate()

try:
    import pydyf
    from PIL import Image, ImageFile
    from weasyprint import CSS, HTML, Document
    from weasyprint.css.counters import CounterStyle
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    from careerprint.press.layout import columns
    from careerprint.press.tagging.worded_pages import worded
except OSError as error:
    raise MachineError(f"Pango cannot be loaded ({error}). Run: {command('doctor')}") from error

Image.MAX_IMAGE_PIXELS = MAX_PIXELS
# WeasyPrint switches this on: the missing half of a picture would print gray, and nobody would know.
ImageFile.LOAD_TRUNCATED_IMAGES = False
columns.install()

_LINK_SCHEMES = ("https", "mailto", "tel")


@dataclass(frozen=True, slots=True)
class Measured:
    """What is known of a document once its pages are laid out."""

    pages: int
    """Number of pages."""
    overflow_lines: int = 0
    """Lines of text on the pages past the target; 0 if it fits, at least 1 if it does not."""
    last_lines: int = 0
    """Lines of text on the last page."""
    whites: tuple[float, ...] = ()
    """For each side, the share of its height that is empty at its end; none where it was not measured."""
    stacks: tuple[tuple[int, float], ...] = ()
    """For each side of a report, the number of its first block and where its last one ends; see `block_stacks`."""
    sections: tuple[tuple[str, ...], ...] = ()
    """For each side, the ids of the sections that it shows."""
    loose: tuple[str, ...] = ()
    """The ids of sections with a line that ends too early; see `loose_lines.narrowed`."""
    narrow: tuple[str, ...] = ()
    """The ids of sections that were set a little narrower, so that no line of theirs ends too early."""
    warnings: tuple[str, ...] = ()
    """What people should know about it."""
    note: str = ""
    """What was left out of it to save a side; nothing is wrong."""
    has_heads: bool = False
    """Whether it is a worksheet that leaves room for a scanner's marks on each side."""


@dataclass(frozen=True, slots=True)
class LaidOut(Measured):
    """A document whose pages are laid out and not painted yet; painting takes a third of the time."""

    document: Document = field(kw_only=True)
    """WeasyPrint's document."""
    options: dict[str, Any] = field(kw_only=True)
    """See `engine_options`."""
    source: str = field(kw_only=True)
    """The file that people wrote, for messages."""


@dataclass(frozen=True, slots=True)
class Printed(Measured):
    """A finished document."""

    pdf: bytes = field(kw_only=True)
    """The whole PDF file."""
    by_plates: bool = False
    """Joined from pieces instead of laid out as a whole."""
    form: Form | None = None
    """Where the circles and the marks of a worksheet lie; None for one without marks."""


@dataclass(frozen=True, slots=True)
class Typeset:
    """A page that was laid out, painted and tagged, as objects instead of a file."""

    document: Document
    """WeasyPrint's document: its pages with their bookmarks and anchors, and its fonts."""
    pdf: pydyf.PDF
    """All objects of the file."""


def engine_options(form: bool, identifier: str) -> dict[str, Any]:
    """Return the engine's options for one document.

    Left at their defaults on purpose: `optimize_images` and `dpi` would encode photographs a second time and
    lose quality; `full_fonts` would embed 60 KB a face instead of 10; `hinting` matters on coarse screens only.
    """
    return {
        # Viewers open PDF/A read-only, so a form cannot be one.
        "pdf_variant": "pdf/ua-1" if form else "pdf/a-2a",
        "pdf_forms": form,
        # Letters and digits only: raw bytes in a PDF string may be changed by software that rewrites the file.
        "pdf_identifier": sha256(identifier.encode()).hexdigest()[:32].encode(),
    }


class OwnPictures(URLFetcher):  # type: ignore[misc]
    """Serves our own pictures, whatever the method or scheme of the request, and remembers what it refused."""

    def __init__(self, assets: Assets) -> None:
        """Take the pictures that may be served."""
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self._assets = assets
        self.refusals: list[Refused] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return one of our pictures; raise `Refused` for everything else, and never ask the network."""
        try:
            asset = self._assets.read(url)
        except Refused as refusal:
            self.refusals.append(refusal)
            raise
        return URLFetcherResponse(url, asset.data, {"Content-Type": asset.media_type})


@dataclass(frozen=True, slots=True)
class ParsedStyleSheet:
    """A parsed style sheet and the counter styles that it defines."""

    css: CSS
    counters: CounterStyle


class _Dangerous(Exception):
    """The page must not be laid out; the gate knows why."""


@dataclass(frozen=True, slots=True)
class EngineRun:
    """One document on its way through the engine."""

    sheets: list[ParsedStyleSheet]
    font_config: FontConfiguration
    """Shared by all documents of the process."""
    fetcher: OwnPictures
    options: dict[str, Any]
    """See `engine_options`."""
    gate: Gate
    """Takes the complaints about the page."""

    def lay_out(self, html: str, target_pages: int | None, source: str) -> LaidOut:
        """Check the source, lay it out, check the links; what is wrong with the page goes to the gate.

        `target_pages` is the number of pages that the document should have, None where any number is right.
        """
        document = self._document(html)
        plans = side_plans(document.pages)
        self.gate.complaints += complaints(plans)
        if self.gate.complaints:  # it will not be printed: then people are told all that is wrong at once
            painted(document, self.options, self.gate)
        past = plans[target_pages:] if target_pages is not None else ()
        return LaidOut(
            pages=len(plans),
            # A page without any text, such as a picture alone, is one too many all the same.
            overflow_lines=max(sum(plan.lines for plan in past), 1) if past else 0,
            last_lines=plans[-1].lines,
            whites=tuple(plan.white for plan in plans),
            stacks=block_stacks(document.pages),
            sections=tuple(plan.sections for plan in plans),
            loose=loose_sections(plans),
            warnings=tuple(loose_line_warnings(plans)),
            document=document,
            options=self.options,
            source=source,
        )

    def typeset(self, html: str) -> Typeset:
        """Return the objects that the finished file would hold; what is wrong with the page goes to the gate."""
        return painted(self._document(html), self.options, self.gate)[1]

    def _document(self, html: str) -> Document:
        page = HTML(string=html, base_url=BASE_URL, url_fetcher=self.fetcher)
        self._check_source(page)
        document = worded(self._laid_out(page))
        self.gate.complaints += _wrong_links(document)
        return document

    def _check_source(self, page: HTML) -> None:
        found = [Complaint(message) for message in dangers(page.etree_element)]
        self.gate.complaints += found
        if found:
            raise _Dangerous
        if missing := unprintable(page.etree_element):
            # Named once, all together; the engine would complain of each again.
            self.gate.reported.update(missing)
            listed = ", ".join(named(character) for character in missing)
            cure = fonts.remedy(missing, "write it in another way")
            self.gate.complaints.append(Complaint(f"no font of ours has {listed}: {cure}"))

    def _laid_out(self, page: HTML) -> Document:
        counters = CounterStyle()
        for sheet in self.sheets:
            counters.update(sheet.counters)
        return page.render(
            font_config=self.font_config,
            counter_style=counters,
            stylesheets=[sheet.css for sheet in self.sheets],
            **self.options,
        )


def painted(document: Document, options: dict[str, Any], gate: Gate) -> tuple[bytes, Typeset]:
    """Paint a document, correct its tags, check its fonts; return its file, and what that holds as objects."""
    made: list[Typeset] = []

    def finisher(document: Document, pdf: pydyf.PDF) -> None:
        finish(document, pdf)
        made.append(Typeset(document, pdf))

    # Tags can be corrected only before the file is written: afterwards there are bytes, and no objects.
    data = document.write_pdf(finisher=finisher, **options)
    gate.complaints += _foreign_fonts(document)
    return data, made[0]


def _wrong_links(document: Document) -> Iterator[Complaint]:
    """Yield links that would run a program, show a path of this computer or lead nowhere once handed out."""
    if document.metadata.attachments:
        yield Complaint("a file is attached: handouts carry no attachments, link to it instead")
    for page in document.pages:
        for kind, target, *_ in page.links:
            if kind == "attachment":
                yield Complaint(f"the file {target} is attached: link to it instead", target)
            elif kind == "external" and _is_wrong(target):
                yield Complaint(f"the link {target} must start with https:, mailto:, tel: or #", target)


def _is_wrong(target: str) -> bool:
    # WeasyPrint completes a relative address with ours, which leads nowhere.
    return target.startswith(BASE_URL) or target.partition(":")[0].lower() not in _LINK_SCHEMES


def _foreign_fonts(document: Document) -> Iterator[Complaint]:
    for family in sorted({font.family for font in document.fonts.values()} - set(fonts.FAMILIES)):
        yield Complaint(f"the font {family} slipped in: name one that comes with Careerprint")


@contextmanager
def collector_resting() -> Iterator[None]:
    """Keep Python's collector of cyclic garbage from running until a document is in print.

    It saves a tenth of the time and costs next to no memory: what is left over is collected afterwards in one go,
    while it is still in the youngest generation. Within another rest nothing happens: a layout that is looked at
    would move to an older generation, which is collected long after.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.collect(0)
        gc.enable()


@contextmanager
def guarded(gate: Gate, fetcher: OwnPictures) -> Iterator[None]:
    """Make a complaint of whatever the engine raises, except interrupts and lack of memory.

    The exception's own words are left out: they may quote a person's answers.
    """
    try:
        yield
    except (MemoryError, CareerprintError):
        raise
    except _Dangerous:
        pass
    except RecursionError:
        words = "boxes are nested too deep for the layout engine: make lists and quotes flatter"
        gate.complaints.append(Complaint(words))
    # A fatal one is no Exception, so that WeasyPrint lets it through.
    except (Exception, FatalURLFetchingError) as error:
        if not fetcher.refusals:  # otherwise a refused address is the cause, and is reported
            words = f"the layout engine failed ({type(error).__name__} in {_place(error)}): please report it"
            gate.complaints.append(Complaint(words))


def _place(error: BaseException) -> str:
    """Return module and line of the innermost frame."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "an unknown place"
    return f"{Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}"


def print_error(source: str, found: list[Problem]) -> PrintError:
    """Return the error that stops one document, with all that is wrong with it."""
    count = "1 problem" if len(found) == 1 else f"{len(found)} problems"
    return PrintError(f"{source} was not printed: {count}", problems=found)
