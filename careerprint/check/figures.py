"""Rules about figures and their sources."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from careerprint.check.structure import lost_tables
from careerprint.check.subject import Block, Context, Passage, Subject, words_and_marks
from careerprint.errors import Problem
from careerprint.sources.citations.addresses import read_address
from careerprint.sources.citations.drawn_figures import drawn_of
from careerprint.sources.citations.source_marks import address_of, source_of
from careerprint.sources.guide import GuideMeta
from careerprint.sources.markdown import HEADINGS, line_of, text_of
from careerprint.sources.markup.constructs import own_notes

FIGURE = re.compile(
    r"[$€£¥]\s?\d(?:[\d.,]*\d)?|\d[\d.,]*\s?%|\b\d[\d.,]*\s+(?:per\s?cent|por\s+ciento)\b|\b\d{1,3}(?:,\d{3})+\b", re.I
)
"""What needs a source: an amount of money, a share, a number of thousands."""

_DRAWN = re.compile(r"\$\d[\d,]*|[-−]?\d+(?:\.\d+)?\s?%")
"""What a picture can show: an amount of dollars, or a share or change in percent."""
LONGEST_NAME = 26
"""Letters above a bar of growth, before its percent: more are set so close that they are hard to read."""
_MARK = "\N{INTERLINEAR ANNOTATION ANCHOR}"
_SENTENCE = re.compile(rf"(?<=[.!?…])({_MARK}*)\s+")
_REMEDY = "say where it comes from with a mark such as `[^{}]`, or write the sentence without it"


def figures_without_source(subject: Subject, _: Context) -> Iterator[Problem]:
    """Report amounts, shares and large numbers without a source mark."""
    lost = [*lost_tables(subject.document)]  # that is the mistake: not a missing mark
    for passage in subject.passages:
        if passage.tag in HEADINGS or passage.tag in ("td", "th") or passage.marks or passage.legal:
            continue
        if any(table.line <= passage.line <= table.last_line for table in lost):
            continue
        if found := FIGURE.search(passage.words):
            line = subject.line_with(found.group(), passage.line)
            yield _unsourced(subject, line, passage.field, found.group())
    for name in ("question", "summary") if subject.meta else ():
        if found := FIGURE.search(getattr(subject.meta, name)):
            message = f"the figure “{found.group()}” has no source here; move it to quick_facts or leave it out"
            yield subject.problem(subject.fact_line(name), name, message)


def table_figures_without_source(subject: Subject, _: Context) -> Iterator[Problem]:
    """Report rows with figures when neither row, column head nor the sentence beside the table has a mark."""
    for before, block, after in _neighbors(subject.blocks):
        if block.element.tag == "table" and not block.legal and not _said_beside(before, after):
            yield from _table(subject, block)


def _unsourced(subject: Subject, line: int, field: str, figure: str) -> Problem:
    names = subject.meta.sources if subject.meta else ()
    remedy = _REMEDY.replace("{}", names[0].id if names else "name")
    return subject.problem(line, field, f"the figure “{figure}” has no source; {remedy}")


def _neighbors(blocks: Sequence[Block]) -> Iterator[tuple[Block | None, Block, Block | None]]:
    yield from zip((None, *blocks), blocks, (*blocks[1:], None), strict=False)


def _said_beside(before: Block | None, after: Block | None) -> bool:
    """Say whether the sentence right before or right after a table has a source mark."""
    last = _sentences(before)[-1:]
    first = _sentences(after)[:1]
    return any(_MARK in sentence for sentence in (*last, *first))


def _sentences(block: Block | None) -> list[str]:
    """Return a paragraph's sentences, with one character for each source mark."""
    if block is None or block.element.tag != "p":
        return []
    words, _ = words_and_marks(block.element, mark=_MARK)
    return _SENTENCE.sub("\\1\n", " ".join(words.split())).split("\n")


def _table(subject: Subject, block: Block) -> Iterator[Problem]:
    rows = list(block.element.iter("tr"))
    sourced = {column for column, cell in enumerate(rows[0] if rows else ()) if _has_mark(cell)}
    for row in rows:
        if _has_mark(row):
            continue
        for column, cell in enumerate(row):
            found = FIGURE.search(text_of(cell))
            if found and column not in sourced:
                yield _unsourced(subject, line_of(row, block.line) or block.line, block.field, found.group())
                break


def _has_mark(element: Element) -> bool:
    return any(source_of(inner) is not None for inner in element.iter())


def unknown_sources(subject: Subject, _: Context) -> Iterator[Problem]:
    """Report source marks and quick facts that name a source that is not listed."""
    if subject.meta is None:
        return
    known = [source.id for source in subject.meta.sources]
    notes = own_notes(subject.document.source)  # `unread_blocks` reports those
    for passage in subject.passages:
        for name in dict.fromkeys(passage.marks):
            if name not in known and name not in notes:
                line = subject.line_with(f"[^{name}", passage.line)
                yield subject.problem(line, passage.field, _unknown(f"`[^{name}]`", name, known))
    for number, fact in enumerate(subject.meta.quick_facts):
        if fact.source not in known:
            line = subject.fact_line("quick_facts", number, "source")
            field = f"quick_facts › {number + 1} › source"
            yield subject.problem(line, field, _unknown(f"`{fact.source}`", fact.source, known))


def drawn_figures(subject: Subject, _: Context) -> Iterator[Problem]:
    """Report figures of pay, growth and degrees in the front matter that the text does not give, and their sources."""
    if subject.meta is None:
        return
    written = {figure for passage in subject.passages for figure in _DRAWN.findall(passage.words)}
    written = {figure.replace(",", "").replace(" ", "").replace("−", "-") for figure in written}
    known = [source.id for source in subject.meta.sources]
    for name, source, figures in _front_matter_figures(subject.meta):
        line = subject.fact_line(name)
        if source not in known:
            yield subject.problem(line, name, _unknown(f"`{source}`", source, known))
        for figure in figures:
            if figure not in written:
                message = f"“{figure}” is not in the text; write it there with its source mark, or correct it here"
                yield subject.problem(line, name, message)


def _front_matter_figures(meta: GuideMeta) -> Iterator[tuple[str, str, list[str]]]:
    """Yield each group of figures in the front matter: its field, its source, the figures as the text writes them."""
    if pay := meta.pay:
        yield "pay", pay.source, [f"${figure}" for row in pay.rows for figure in (row.low, row.middle, row.high)]
    if growth := meta.growth:
        yield "growth", growth.source, [f"{row.percent:g}%" for row in growth.rows]
    if degrees := meta.degrees:
        yield "degrees", degrees.source, [f"{share:g}%" for share in degrees.shares.values()]


def long_names(subject: Subject, _: Context) -> Iterator[Problem]:
    """Report names of occupations that are too long to stand above a bar in the picture of growth."""
    if subject.meta is None:
        return
    drawn = drawn_of(subject.document, subject.meta.pay, subject.meta.growth, subject.meta.degrees)
    for row in drawn.growth.rows if drawn.growth else ():
        if (has := len(row.name)) > LONGEST_NAME:
            line = next((number for number, text in enumerate(subject.document.source, 1) if row.name in text), 1)
            message = f"“{row.name}” has {has} letters; the picture of growth has room for {LONGEST_NAME}: shorten it"
            yield subject.problem(line, "growth", message, "warning")


def unknown_addresses(subject: Subject, _: Context) -> Iterator[Problem]:
    """Report marks with a malformed address; those of quick facts are checked with the other fields."""
    for block in subject.blocks:
        for mark in block.element.iter("a"):
            address = address_of(mark)
            if address is None:
                continue
            try:
                read_address(address)
            except ValueError as error:
                line = subject.line_with(f":{address}]", line_of(mark, block.line) or block.line)
                yield subject.problem(line, block.field, str(error))


def _unknown(sign: str, name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    if close:
        return f"{sign} is not one of the sources; did you mean `{close[0]}`?"
    return f"{sign} is not one of the sources; " + (f"they are: {', '.join(known)}" if known else "none is listed")


def source_list(subject: Subject, _: Context) -> Iterator[Problem]:
    """Report sources listed twice and sources that nothing refers to."""
    if subject.meta is None:
        return
    used = _used(subject.passages, subject.meta)
    seen: dict[str, int] = {}
    for number, source in enumerate(subject.meta.sources):
        line, field = subject.fact_line("sources", number), f"sources › {source.id}"
        if source.id in seen:
            yield subject.problem(line, field, f"given twice; it is also on line {seen[source.id]}")
        elif source.id not in used:
            message = f"nothing refers to this source; put `[^{source.id}]` where it is used, or take it out"
            yield subject.problem(line, field, message, "warning")
        seen.setdefault(source.id, line)


def _used(passages: Sequence[Passage], meta: GuideMeta) -> set[str]:
    in_text = {name for passage in passages for name in passage.marks}
    drawn = {source for _, source, _ in _front_matter_figures(meta)}
    return in_text | drawn | {fact.source for fact in meta.quick_facts}
