"""Rules about worksheets that can be filled in: no answer is lost, refused, or taken for another one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from careerprint.check.pdf.finished import FinishedPdf, ObjectId
from careerprint.check.pdf.reading_order import field_name
from careerprint.errors import Problem
from careerprint.languages import is_known, is_rtl
from careerprint.wording import counted

SHORTEST = 10
"""Characters that a field must take: a date has ten."""
_READ_ONLY = 1
"""The flag of fields that cannot be filled in (ISO 32000-1, table 221)."""
_UNSEEN = 1 | 2 | 32
"""The flags of annotations that are not shown: Invisible, Hidden, NoView (table 165)."""
_PRINTED = 4
"""The flag of annotations that are printed."""
_SAME_LINE = 4.0
"""Points by which the lower edges of fields on one line may differ."""


@dataclass(frozen=True, slots=True)
class _Widget:
    """One place on a page where a field is filled in."""

    thing: pikepdf.Object
    field: pikepdf.Object
    """The field at the top, which has the key."""
    page: int

    @property
    def key(self) -> str:
        return str(self.field.get("/T", ""))

    @property
    def state(self) -> str:
        """What the field is worth when this one is on; empty for a field of text."""
        looks = self.thing.get("/AP", pikepdf.Dictionary()).get("/N", pikepdf.Dictionary())
        states = looks.keys() if not isinstance(looks, pikepdf.Stream) else ()
        return next((state for state in states if state != "/Off"), "")

    @property
    def is_radio(self) -> bool:
        return self.field.get("/FT") == "/Btn" and "/Kids" in self.field

    @property
    def left(self) -> float:
        return min(float(self.thing["/Rect"][0]), float(self.thing["/Rect"][2]))

    @property
    def bottom(self) -> float:
        return min(float(self.thing["/Rect"][1]), float(self.thing["/Rect"][3]))


def widgets_of(file: FinishedPdf) -> list[_Widget]:
    """Return all places that can be filled in, page by page."""
    return [
        _Widget(each, _top(each), number)
        for number, page in enumerate(file.pdf.pages, 1)
        for each in page.get("/Annots", ())
        if each.get("/Subtype") == "/Widget"
    ]


def lines_asked(file: FinishedPdf) -> dict[str, int]:
    """Return the keys of the lines of a form, each with the number of its choices; {} if it cannot be understood."""
    try:
        return dict(Counter(each.key for each in widgets_of(file) if each.is_radio))
    except Exception:
        return {}  # the rules have reported what is wrong with its fields


def _top(widget: pikepdf.Object) -> pikepdf.Object:
    seen = set[ObjectId]()
    while "/Parent" in widget and widget.objgen not in seen:
        seen.add(widget.objgen)
        widget = widget["/Parent"]
    return widget


def form_fields(file: FinishedPdf) -> Iterator[Problem]:
    """Report fields whose answers would be lost or mixed up, and those that cannot be filled in."""
    form = file.pdf.Root.get("/AcroForm", pikepdf.Dictionary())
    if form.get("/NeedAppearances", False):
        yield file.problem("it asks viewers to draw its fields anew (NeedAppearances), which may hide answers")
    widgets = widgets_of(file)
    known = {each.objgen for each in form.get("/Fields", ())}
    fields = {each.field.objgen: each for each in widgets}
    for each in fields.values():
        if each.field.objgen not in known:
            yield file.problem("a field does not belong to the form, so its answer is lost", page=each.page)
    for key, times in Counter(each.key for each in fields.values()).items():
        if times > 1:
            yield file.problem(f"{counted(times, 'field')} have the key “{key}”: each overwrites the others")
    for each in widgets:
        yield from _usable(file, each)
    yield from _choices(file, widgets)


def _usable(file: FinishedPdf, widget: _Widget) -> Iterator[Problem]:
    flags = int(widget.thing.get("/F", 0))
    if int(widget.field.get("/Ff", 0)) & _READ_ONLY or int(widget.thing.get("/Ff", 0)) & _READ_ONLY:
        yield file.problem(f"the field “{widget.key}” cannot be filled in (read-only)", page=widget.page)
    if flags & _UNSEEN:
        yield file.problem(f"the field “{widget.key}” is hidden", page=widget.page)
    elif not flags & _PRINTED:
        yield file.problem(f"the field “{widget.key}” is not printed", page=widget.page)
    if "/MaxLen" in widget.field and int(widget.field["/MaxLen"]) < SHORTEST:
        yield file.problem(f"the field “{widget.key}” takes fewer than {SHORTEST} characters", page=widget.page)
    left, bottom, right, top = (float(each) for each in widget.thing["/Rect"])
    if abs(right - left) < 1 or abs(top - bottom) < 1:
        yield file.problem(f"the field “{widget.key}” has no area", page=widget.page)


def _choices(file: FinishedPdf, widgets: list[_Widget]) -> Iterator[Problem]:
    """Report choices that cannot be told apart, by their values, their names or their order."""
    groups: dict[ObjectId, list[_Widget]] = defaultdict(list)
    for each in widgets:
        groups[each.field.objgen].append(each)
    names = Counter(field_name(group[0].field) or field_name(group[0].thing) for group in groups.values())
    for name, times in names.items():
        if name and times > 1:
            yield file.problem(f"{counted(times, 'field')} are called “{name}” when they are read aloud")
    order = {each.objgen: at for at, each in enumerate(_in_tags(file))}
    for group in groups.values():
        if not group[0].is_radio:
            continue
        states, page = [each.state for each in group], group[0].page
        if len(set(states)) < len(states):
            yield file.problem(f"two choices of the field “{group[0].key}” have the same value", page=page)
        spoken = [field_name(each.thing) for each in group]
        if len(set(spoken)) < len(spoken):
            yield file.problem(f"two choices of the field “{group[0].key}” have the same name", page=page)
        heard = sorted(group, key=lambda each: order.get(each.thing.objgen, -1))
        if heard != _as_seen(group, is_rtl=_goes_left(file)):
            yield file.problem(f"the choices of the field “{group[0].key}” are read in another order", page=page)


def _goes_left(file: FinishedPdf) -> bool:
    language = str(file.pdf.Root.get("/Lang", ""))
    return is_known(language) and is_rtl(language)


def _as_seen(group: list[_Widget], *, is_rtl: bool) -> list[_Widget]:
    """Return choices from page to page, from line to line and in the direction of reading."""
    rows: list[list[_Widget]] = []
    for each in sorted(group, key=lambda each: (each.page, -each.bottom)):
        if rows and rows[-1][0].page == each.page and rows[-1][0].bottom - each.bottom < _SAME_LINE:
            rows[-1].append(each)
        else:
            rows.append([each])
    return [each for row in rows for each in sorted(row, key=lambda each: each.left, reverse=is_rtl)]


def _in_tags(file: FinishedPdf) -> Iterator[pikepdf.Object]:
    """Yield the fields in the order in which they are read aloud."""
    for element in file.elements:
        yield from (each for each in element.annotations if each.get("/Subtype") == "/Widget")
