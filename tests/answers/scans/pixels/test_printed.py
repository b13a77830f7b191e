"""The worksheets that are printed are those that are read: every circle lies where its form says."""

from __future__ import annotations

import pypdfium2
import pytest
from PIL import ImageDraw

from careerprint.answers.scans.form import Form, Side
from careerprint.answers.scans.readings import SideReading, State
from careerprint.jobs.job import Job
from careerprint.jobs.printer import Printer
from tests.support.samples import FIT, studio
from tests.support.scanned import DOTS, crooked

numpy = pytest.importorskip("numpy")
pytest.importorskip("zxingcpp")
from careerprint.answers.scans.pixels import page_reader  # noqa: E402 (it needs both)


def filled(form: Form, side: Side, page: pypdfium2.PdfPage) -> SideReading:
    """Fill in the first circle of the first line, the second of the second and so on, and read the side."""
    image = page.render(scale=DOTS, grayscale=True).to_pil().convert("L")
    draw = ImageDraw.Draw(image)
    for circle in (circle for circle in side.circles if circle.choice == choice_for(side, circle.item)):
        x, y, reach = circle.x * DOTS, circle.y * DOTS, circle.radius * DOTS * 0.8
        draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=70)
    pixels = numpy.asarray(crooked(image, 1.5), numpy.float32) / 255
    found = page_reader.read_picture({form.layout: form}, pixels)
    assert isinstance(found, SideReading), found
    return found


def choice_for(side: Side, item: str) -> int:
    items = list(dict.fromkeys(circle.item for circle in side.circles))
    choices = len([circle for circle in side.circles if circle.item == item])
    return items.index(item) % choices + 1


@pytest.mark.slow
@pytest.mark.parametrize("slug", ["interests", FIT, "es/interests"])
def test_a_printed_worksheet_is_read(slug: str) -> None:
    printed = Printer(studio()).print(Job("worksheet", slug, "worksheet.pdf", "", target_pages=2))
    form = printed.form
    assert form
    assert form.assessment == slug
    with pypdfium2.PdfDocument(printed.pdf) as document:
        for side, page in zip(form.sides, document, strict=True):
            rows = filled(form, side, page).rows
            assert {row.item for row in rows} == {circle.item for circle in side.circles}
            assert [row.item for row in rows if row.state is not State.ANSWERED] == []
            assert [row.item for row in rows if row.choice != choice_for(side, row.item)] == []
