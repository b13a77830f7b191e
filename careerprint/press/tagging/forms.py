"""Form fields that keep their answers in any viewer: radio groups, appearances, names.

ISO 32000-1, 12.7; ISO 14289-1, 7.18.4.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import pydyf

from careerprint.errors import PrintError
from careerprint.press.tagging.structure_tree import PIXEL, Object, StructureTree


def complete_forms(document: Object, tree: StructureTree) -> None:
    """Complete the fields of a form; nothing happens to a document without one.

    Raises `PrintError` when a field is filled in already.
    """
    form = tree.pdf.catalog.get("AcroForm")
    if form is None:
        return
    texts: dict[str, list[Object]] = defaultdict(list)
    for box in _boxes(document):
        widget, element = box.widget_annotation, box.element
        _order_corners(widget)
        if widget["FT"] == "/Btn":
            _cover_border(widget, box)
        else:
            texts[element.get("name", "")].append(widget)
        _complete_appearance(tree.pdf, form, widget)
        _name_field(widget, element)
        if "Parent" in widget:
            _join_radio_group(form, widget, element, tree.resolve(widget["Parent"]))
    for name, widgets in texts.items():
        if name and len(widgets) > 1:
            _join_texts(tree.pdf, form, widgets)
    form.pop("NeedAppearances", None)


def _boxes(document: Object) -> Iterator[Object]:
    """Yield the box of each field that WeasyPrint has printed, with its widget annotation."""
    for page in document.pages:
        for inputs in page.forms.values():
            yield from (box for box, _rectangle in inputs if box.widget_annotation is not None)


def _cover_border(widget: Object, box: Object) -> None:
    """Let a click anywhere in a button count, its border included: WeasyPrint's own field is what lies inside it."""
    left, bottom, right, top = widget["Rect"]
    across, down = (PIXEL * (whole - inner) / 2 for whole, inner in _sizes(box))
    widget["Rect"] = pydyf.Array([left - across, bottom - down, right + across, top + down])


def _sizes(box: Object) -> Iterator[tuple[float, float]]:
    yield box.border_width(), box.width
    yield box.border_height(), box.height


def _join_texts(pdf: Object, form: Object, widgets: Sequence[Object]) -> None:
    """Make text fields of one name a single field with several widgets: what is typed into one is in all of them.

    Two fields of one name would be two answers to one question (ISO 32000-1, 12.7.3.2).
    """
    first = widgets[0]
    field = pydyf.Dictionary({name: first[name] for name in ("FT", "T", "TU", "V", "DA") if name in first})
    field["Kids"] = pydyf.Array([widget.reference for widget in widgets])
    pdf.add_object(field)
    form["Fields"][form["Fields"].index(first.reference)] = field.reference
    for widget in widgets:
        if widget.reference in form["Fields"]:
            form["Fields"].remove(widget.reference)
        for name in ("FT", "T", "V"):
            widget.pop(name, None)
        widget["Parent"] = field.reference


def _order_corners(widget: Object) -> None:
    """Write /Rect lower left corner first, as many viewers expect it (ISO 32000-1, 7.9.5)."""
    left, bottom, right, top = widget["Rect"]
    widget["Rect"] = pydyf.Array([min(left, right), min(bottom, top), max(left, right), max(bottom, top)])


def _complete_appearance(pdf: Object, form: Object, widget: Object) -> None:
    """Give a widget an appearance for every state that it can have (ISO 32000-1, 12.5.5; 12.7.3.3).

    A viewer redraws a text field as soon as someone types. Without any appearance the file would have to ask viewers
    to draw all fields at once (NeedAppearances), and they would offer to save a file that nobody has touched.
    """
    if widget["FT"] == "/Btn":
        states = widget["AP"]["N"]
        if "Off" not in states:
            states["Off"] = _blank(pdf, widget, [b""], {})
    else:
        if _value(widget):
            raise PrintError(
                "A text field is filled in already, which cannot be printed: take `value`, `selected` and "
                "any text between the tags out of the template of the form."
            )
        resources = {"Resources": form["DR"]}
        widget["AP"] = pydyf.Dictionary({"N": _blank(pdf, widget, [b"/Tx BMC EMC"], resources)})


def _value(widget: Object) -> str:
    return str(getattr(widget.get("V"), "string", ""))


def _blank(pdf: Object, widget: Object, content: list[bytes], extra: dict[str, Object]) -> bytes:
    """Add an empty form XObject as large as a widget, and return its reference."""
    left, bottom, right, top = widget["Rect"]
    box = pydyf.Array([0, 0, right - left, top - bottom])
    stream = pydyf.Stream(content, {"Type": "/XObject", "Subtype": "/Form", "BBox": box, **extra})
    pdf.add_object(stream)
    reference: bytes = stream.reference
    return reference


def _name_field(widget: Object, element: Object) -> None:
    """Write the field's name for people, /TU (ISO 14289-1, 7.18.1-3), from `aria-label` or `title`.

    Without those, WeasyPrint has written the text of the field's label there.
    """
    if words := element.get("aria-label") or element.get("title"):
        widget["TU"] = pydyf.String(words)


def _join_radio_group(form: Object, widget: Object, element: Object, group: Object) -> None:
    """Make a radio button a mere widget of its group (ISO 32000-1, 12.7.3.1 and 12.7.4.2.4).

    WeasyPrint also writes each button as a field of its own with the name of the group; Chrome and pypdf then lose the
    answer. The group asks the question, so its name for people is the text of `data-group`.
    """
    widget.pop("T", None)
    if widget.reference in form["Fields"]:
        form["Fields"].remove(widget.reference)
    if question := element.get("data-group"):
        group["TU"] = pydyf.String(question)
