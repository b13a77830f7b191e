"""How a worksheet comes to its sides and to its marks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product

from careerprint.answers.scans.form import Form
from careerprint.pages.labels import Labels
from careerprint.pages.worksheets import has_notes, least_sides, most_left_out
from careerprint.press.engine import LaidOut, Printed
from careerprint.press.form_marks import SideWords, form_of, stamped
from careerprint.sources.assessment import Assessment

MORE_SIDES = 4
"""How many more sides than needed for lines of one row a worksheet may take."""
LEFT_OUT = ("", "", "without explanations of skills", "without explanations")
"""What a result says of a worksheet, by how much is left out; nobody misses the box for notes."""
SIDE_MM, KEPT_MM, LINE_MM = 250.0, 8.0, 8.0
"""Millimeters: the height of a side of Letter, what stays free on it, and the step in which the notes grow."""

Attempt = Callable[[int, int, int], LaidOut]
"""Lays a worksheet out on so many sides, with so much left out, and with so many more lines for notes."""


def fitted(assessment: Assessment, attempt: Attempt) -> LaidOut:
    """Lay a worksheet out on as few sides as hold it, and first leave out what is no question to save a side.

    The box for notes then takes the room that is left.
    """
    least = least_sides(assessment)
    for sides, left_out in product(range(least, least + MORE_SIDES), range(most_left_out(assessment) + 1)):
        laid_out = attempt(sides, left_out, 0)
        if laid_out.pages <= sides:
            break
    else:
        return replace(laid_out, note=LEFT_OUT[left_out])
    lines = int((laid_out.whites[-1] * SIDE_MM - KEPT_MM) / LINE_MM) if has_notes(left_out) else 0
    if lines > 0:
        laid_out = attempt(sides, left_out, lines)
    return replace(laid_out, note=LEFT_OUT[left_out], has_heads=True)


def marked(printed: Printed, assessment: Assessment, labels: Labels) -> Printed:
    """Return a worksheet with the marks that a scanner needs, and where its circles lie.

    One that has no head on each side keeps no room for marks, and gets none.
    """
    if not printed.has_heads:
        return printed
    form = form_of(printed.pdf, assessment.slug, assessment.version)
    return replace(printed, pdf=stamped(printed.pdf, form, words_beside(form, labels)), form=form)


def words_beside(form: Form, labels: Labels, person: str = "") -> SideWords:
    """Return what gives the words beside the code of a side: which form it is, which side, and whose."""
    words = labels["worksheet"]

    def lines(side: int) -> tuple[str, ...]:
        said = words["mark_form"].format(form=form.layout), words["mark_side"].format(side=side, sides=len(form.sides))
        return (*said, words["mark_id"].format(id=person)) if person else said

    return lines
