"""Rules that compare what is heard with what is seen: words that stand for glyphs, and descriptions of charts."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator

import pikepdf

from careerprint.check.pdf.finished import FinishedPdf, ObjectId, StructureElement
from careerprint.check.pdf.page.view import SeenText
from careerprint.check.pdf.reading_order import array_of
from careerprint.errors import Problem
from careerprint.faces.scripts import JOINER, is_shaped

MOST_WORDS = 12
"""Words in a drawing, besides numbers, before it is taken for running text; a chart of ours has its six labels."""
_FEWEST_TICKS = 3
"""Numbers in even steps from which they are taken for an axis: two are any two figures."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_PICTURES = ("Figure", "Formula")
WIDEST_LETTER = 1.0
"""The width of any letter of ours at most, as a share of the font size; a digit takes half."""

Content = tuple[ObjectId, int]
"""Marked content: its page and its identifier."""


def replaced_words(file: FinishedPdf) -> Iterator[Problem]:
    """Report words read aloud in place of others that are printed (ISO 32000-1, 14.9.4).

    They may say the letters in another order, as right-to-left text needs, but not other letters. Nothing is quoted: in
    a report they are somebody's.
    """
    printed = _printed(file)
    for page, heard in _actual_texts(file):
        for mcid, text in heard.items():
            glyphs = "".join(printed[page].get(mcid, ()))
            if not _are_said(glyphs, text):
                yield file.problem("words are read aloud that are not those on the page", page=page)
    for element in file.elements:
        key = next((key for key in ("/ActualText", "/Alt") if key in element.thing), "")
        if key and element.role not in _PICTURES:
            glyphs = "".join("".join(printed[page].get(mcid, ())) for page, mcid in _content(file, element))
            if not _are_said(glyphs, str(element.thing[key])):
                yield file.problem("words are read aloud that are not those on the page", page=element.page)


def described_pictures(file: FinishedPdf) -> Iterator[Problem]:
    """Report charts whose numbers their description does not say, and running text that is tagged as a picture."""
    printed = _printed(file)
    drawn = {view.number: view.drawn for view in file.views}
    for element in file.with_role(*_PICTURES):
        content = list(_content(file, element))
        words = " ".join("".join(printed[page].get(mcid, ())) for page, mcid in content)
        said = str(element.thing.get("/Alt", ""))
        unsaid = set(_NUMBER.findall(words)) - set(_NUMBER.findall(said))
        if unsaid and not _is_axis(unsaid):
            yield file.problem("a chart shows numbers that its description does not say", page=element.page)
        is_drawn = any(mcid in drawn[page] for page, mcid in content)
        if (words.strip() and not is_drawn) or len(re.findall(r"[^\W\d_]{2,}", words)) > MOST_WORDS:
            yield file.problem("text is tagged as a picture, so only its description is read", page=element.page)


def _is_axis(numbers: set[str]) -> bool:
    """Return whether numbers are the ticks of an axis, such as 0, 50, 100 and 150: a description need not read it."""
    if not all(number.isdecimal() for number in numbers):
        return False
    ticks = sorted(map(int, numbers))
    step = next(filter(None, ticks), 0)
    return len(ticks) >= _FEWEST_TICKS and ticks == list(range(ticks[0], ticks[-1] + 1, step))


def _are_said(glyphs: str, text: str) -> bool:
    """Say whether a text says the letters of glyphs.

    In scripts whose letters change their shape, several glyphs may stand for a letter, and one of them for all.
    """
    said, seen = _letters(text), _letters(glyphs)
    if any(map(is_shaped, seen)):
        return said.keys() == seen.keys() or (JOINER in glyphs and seen.keys() <= said.keys())
    return not seen or said == seen


def _letters(text: str) -> Counter[str]:
    return Counter(each for each in unicodedata.normalize("NFKC", text) if each.isalnum())


def _printed(file: FinishedPdf) -> dict[int, dict[int, list[str]]]:
    """Return the letters of each marked content by page and identifier, as their glyphs say them.

    A picture sets each letter by itself, and several words in one marked content: a space stands between words.
    """
    found: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for view in file.views:
        before: SeenText | None = None
        for run in view.seen:
            if run.mcid is not None and not run.is_decoration:
                is_apart = before is not None and before.mcid == run.mcid and _are_apart(before, run)
                found[view.number][run.mcid].append(" " * is_apart + run.text)
                before = run
    return found


def _are_apart(run: SeenText, following: SeenText) -> bool:
    """Say whether a run begins on another line than the one before it, or farther on than that one's letters reach."""
    right, up = (after - before for before, after in zip(run.point, following.point, strict=True))
    return abs(up) > run.size / 2 or not -run.size < right < WIDEST_LETTER * run.size * max(len(run.text), 1)


def _actual_texts(file: FinishedPdf) -> Iterator[tuple[int, dict[int, str]]]:
    """Yield for each page the words that stand for its marked contents."""
    for number, page in enumerate(file.pdf.pages, 1):
        texts = {}
        for instruction in pikepdf.parse_content_stream(page, "BDC"):
            properties = instruction.operands[1] if len(instruction.operands) > 1 else None
            if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties and "/ActualText" in properties:
                texts[int(properties["/MCID"])] = str(properties["/ActualText"])
        yield number, texts


def _content(file: FinishedPdf, element: StructureElement) -> Iterator[tuple[int, int]]:
    """Yield the page and the identifier of all marked content below an element."""
    waiting, seen = [element.thing], set[ObjectId]()
    while waiting:
        thing = waiting.pop()
        if thing.objgen in seen and thing.objgen != (0, 0):
            continue
        seen.add(thing.objgen)
        for kid in array_of(thing.get("/K")):
            if isinstance(kid, int) and "/Pg" in thing:
                yield file.page_numbers.get(thing["/Pg"].objgen, 0), kid
            elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                waiting.append(kid)
