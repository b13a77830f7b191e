"""A form that is filled in by any program gives its answers to any other, and still conforms."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Callable

import pikepdf
import pikepdf.form
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from careerprint.errors import PrintError
from tests.support.proof import faults, print_page
from tests.support.read_aloud import tagged_text

FORM = """<form><p><label for="name">Your name</label> <input id="name" name="name"></p>
<ul style="list-style: none"><li><label><input type="checkbox" name="call"> Call</label></li>
<li><label><input type="checkbox" name="ask"> Ask</label></li></ul>
<p>Write <label><input type="radio" name="write" value="no"
data-group="How would you like to write?"> No</label>
<label><input type="radio" name="write" value="maybe"> Maybe</label>
<label><input type="radio" name="write" value="yes"> Yes</label></p>
<p><input type="radio" name="draw" value="1" aria-label="Draw: no" data-group="Draw">
<input type="radio" name="draw" value="2" aria-label="Draw: yes" data-group="Draw"></p></form>"""

Answers = dict[str, str]
FILLED = {"name": "Ann", "call": "/on", "ask": "/Off", "write": "/1", "draw": "/Off"}
"""Radio values are indexes into /Opt."""
BLANK = {"name": "", "call": "/Off", "ask": "/Off", "write": "/Off", "draw": "/Off"}


def worksheet() -> bytes:
    return print_page(FORM, variant="pdf/ua-1")


def fill_with_pypdf(pdf: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    answers = {"name": "Ann", "call": "/on", "write": "/1"}
    writer.update_page_form_field_values(writer.pages[0], answers, auto_regenerate=False)
    filled = io.BytesIO()
    writer.write(filled)
    return filled.getvalue()


def fill_with_pikepdf(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        form = pikepdf.form.Form(file)
        form["name"].value = "Ann"
        form["call"].checked = True
        form["write"].options[1].select()
        filled = io.BytesIO()
        file.save(filled)
    return filled.getvalue()


def fill_with_pdfium(pdf: bytes) -> bytes:
    """Fill in as a person does in Chrome: click and type."""
    file = pypdfium2.PdfDocument(pdf)
    file.init_forms()
    form, page = file.formenv, file[0]
    for name, typed in (("name", "Ann"), ("call", ""), ("write", "")):
        x, y = centers(pdf)[name][1 if name == "write" else 0]
        pdfium.FORM_OnMouseMove(form, page, 0, x, y)
        pdfium.FORM_OnLButtonDown(form, page, 0, x, y)
        pdfium.FORM_OnLButtonUp(form, page, 0, x, y)
        if typed:
            words = ctypes.create_string_buffer((typed + "\0").encode("utf-16-le"))
            pdfium.FORM_ReplaceSelection(form, page, ctypes.cast(words, ctypes.POINTER(ctypes.c_ushort)))
    pdfium.FORM_ForceToKillFocus(form)
    filled = io.BytesIO()
    file.save(filled)
    page.close()
    file.close()
    return filled.getvalue()


def centers(pdf: bytes) -> dict[str, list[tuple[float, float]]]:
    """Return the middle of each widget by the name of its field."""
    found: dict[str, list[tuple[float, float]]] = {}
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for widget in file.pages[0].Annots:
            left, bottom, right, top = map(float, widget.Rect)
            name = str(widget.get("/T") or widget.Parent.T)
            found.setdefault(name, []).append(((left + right) / 2, (bottom + top) / 2))
    return found


def read_with_pypdf(pdf: bytes) -> Answers:
    fields = pypdf.PdfReader(io.BytesIO(pdf)).get_fields() or {}
    return {name: str(field.get("/V", "")) for name, field in fields.items()}


def read_with_pikepdf(pdf: bytes) -> Answers:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return {str(field.T): str(field.get("/V", "")) for field in file.Root.AcroForm.Fields}


def read_with_pdfium(pdf: bytes) -> Answers:
    """Read what PDFium shows: the text of a field, the state of the button that is on."""
    file = pypdfium2.PdfDocument(pdf)
    file.init_forms()
    form, page = file.formenv, file[0]
    found: Answers = {}
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        name = pdfium_text(pdfium.FPDFAnnot_GetFormFieldName, form, annotation)
        kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
        if kind == pdfium.FPDF_FORMFIELD_TEXTFIELD:
            found[name] = pdfium_text(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation)
        elif pdfium.FPDFAnnot_IsChecked(form, annotation):
            is_radio = kind == pdfium.FPDF_FORMFIELD_RADIOBUTTON
            found[name] = f"/{pdfium.FPDFAnnot_GetFormControlIndex(form, annotation)}" if is_radio else "/on"
        else:
            found.setdefault(name, "/Off")
        pdfium.FPDFPage_CloseAnnot(annotation)
    page.close()
    file.close()
    return found


def pdfium_text(ask: Callable[..., int], form: object, annotation: object) -> str:
    length = ask(form, annotation, None, 0)
    buffer = ctypes.create_string_buffer(length)
    ask(form, annotation, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw[: length - 2].decode("utf-16-le")


READERS = (read_with_pypdf, read_with_pikepdf, read_with_pdfium)


@pytest.mark.parametrize("fill", [fill_with_pypdf, fill_with_pikepdf, fill_with_pdfium])
def test_every_program_reads_what_any_program_fills_in(fill: Callable[[bytes], bytes]) -> None:
    filled = fill(worksheet())
    assert [read(filled) for read in READERS] == [FILLED] * 3
    assert faults(filled, "ua1") == set()


@pytest.mark.parametrize("read", READERS)
def test_blank_form_has_no_answers(read: Callable[[bytes], Answers]) -> None:
    assert read(worksheet()) == BLANK


def test_weasyprint_alone_loses_the_answer_of_a_radio_group() -> None:
    broken = print_page(FORM, variant="pdf/ua-1", finisher=None)
    assert [read(fill_with_pdfium(broken)) for read in READERS] != [FILLED] * 3


def test_buttons_of_a_group_are_widgets_and_not_fields() -> None:
    with pikepdf.open(io.BytesIO(worksheet())) as file:
        form = file.Root.AcroForm
        assert [str(field.T) for field in form.Fields] == ["name", "call", "ask", "write", "draw"]
        group = form.Fields[3]
        assert (int(group.Ff), str(group.V)) == (1 << 14 | 1 << 15, "/Off")
        assert [str(value) for value in group.Opt] == ["no", "maybe", "yes"]
        assert all("/T" not in kid and kid.Parent.objgen == group.objgen for kid in group.Kids)


TWICE = """<form><p><label for="a">ID</label> <input id="a" name="id"></p>
<p><label for="b">ID</label> <input id="b" name="id"></p></form>"""


def test_what_is_typed_into_a_field_that_stands_twice_is_in_both() -> None:
    pdf = print_page(TWICE, variant="pdf/ua-1")
    with pikepdf.open(io.BytesIO(pdf)) as file:
        (field,) = file.Root.AcroForm.Fields
        assert (str(field.T), str(field.FT), str(field.TU), len(field.Kids)) == ("id", "/Tx", "ID", 2)
        assert all("/T" not in kid and kid.Parent.objgen == field.objgen for kid in field.Kids)
    assert [read(pdf)["id"] for read in READERS] == [""] * 3
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    writer.update_page_form_field_values(writer.pages[0], {"id": "1001"}, auto_regenerate=False)
    filled = io.BytesIO()
    writer.write(filled)
    assert [read(filled.getvalue())["id"] for read in READERS] == ["1001"] * 3
    assert faults(pdf, "ua1") == set()


def test_a_button_can_be_clicked_to_its_edge() -> None:
    style = "<style>input[type=radio] { width: 18pt; height: 18pt; padding: 2pt; border: 1pt solid black }</style>"
    with pikepdf.open(io.BytesIO(print_page(f"{style}{FORM}", variant="pdf/ua-1"))) as file:
        (group,) = (field for field in file.Root.AcroForm.Fields if str(field.T) == "draw")
        left, bottom, right, top = map(float, group.Kids[0].Rect)
    assert [right - left, top - bottom] == pytest.approx([24, 24])


def test_every_field_has_a_name_for_people() -> None:
    with pikepdf.open(io.BytesIO(worksheet())) as file:
        fields = file.Root.AcroForm.Fields
        names = [str(field.TU) for field in fields]
        choices = [[str(kid.TU) for kid in field.get("/Kids", [])] for field in fields]
    assert names == ["Your name", "Call", "Ask", "How would you like to write?", "Draw"]
    assert choices[3:] == [["No", "Maybe", "Yes"], ["Draw: no", "Draw: yes"]]


def test_every_widget_looks_like_each_of_its_states() -> None:
    with pikepdf.open(io.BytesIO(worksheet())) as file:
        assert "/NeedAppearances" not in file.Root.AcroForm
        assert str(file.pages[0].Tabs) == "/S"
        for widget in file.pages[0].Annots:
            normal = widget.AP.N
            assert isinstance(normal, pikepdf.Stream) or (len(normal) == 2 and "/Off" in normal)
            left, bottom, right, top = map(float, widget.Rect)
            assert left < right and bottom < top


def test_prefilled_text_is_refused_in_plain_words() -> None:
    with pytest.raises(PrintError, match="take `value`"):
        print_page('<form><input name="a" title="A" value="x"></form>', variant="pdf/ua-1")


def test_handout_without_fields_gets_no_form() -> None:
    with pikepdf.open(io.BytesIO(print_page("<p>Text</p>"))) as file:
        assert "/AcroForm" not in file.Root


ALTERNATES = "<style>p { font-variant-numeric: proportional-nums }</style><p>On 12 fields: 347.</p>"


def test_weasyprint_alone_leaves_alternate_glyphs_silent() -> None:
    broken = print_page(f"{ALTERNATES}{FORM}", variant="pdf/ua-1", finisher=None)
    assert "PDFUA1-FONT-UNICODE-MAPPING-001" in faults(broken, "ua1")


def test_alternate_glyphs_of_a_form_say_what_they_mean() -> None:
    pdf = print_page(f"{ALTERNATES}{FORM}", variant="pdf/ua-1")
    assert faults(pdf, "ua1") == set()
    assert tagged_text(pdf)[0] == ("P", "On 12 fields: 347.")
