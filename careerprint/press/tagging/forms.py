"""Form fields that keep their answers in any viewer: radio groups, appearances, names.

ISO 32000-1, 12.7; ISO 14289-1, 7.18.4.
"""

from __future__ import annotations

from collections.abc import Iterator

import pydyf

from careerprint.errors import PrintError
from careerprint.press.tagging.structure_tree import Object, StructureTree


def complete_forms(document: Object, tree: StructureTree) -> None:
    """Complete the fields of a form; nothing happens to a document without one.

    Raises `PrintError` when a field is filled in already.
    """
    form = tree.pdf.catalog.get("AcroForm")
    if form is None:
        return
    for widget, element in _widgets(document):
        _order_corners(widget)
        _complete_appearance(tree.pdf, form, widget)
        _name_field(widget, element)
        if "Parent" in widget:
            _join_radio_group(form, widget, element, tree.resolve(widget["Parent"]))
    form.pop("NeedAppearances", None)


def _widgets(document: Object) -> Iterator[tuple[Object, Object]]:
    """Yield (widget annotation, HTML element) of each field that WeasyPrint has printed."""
    for page in document.pages:
        for inputs in page.forms.values():
            for box, _rectangle in inputs:
                if box.widget_annotation is not None:
                    yield box.widget_annotation, box.element


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
