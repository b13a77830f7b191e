"""How a worksheet comes to its sides and to its marks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from careerprint.answers.scans.form import Form
from careerprint.pages.labels import Labels
from careerprint.pages.worksheets import NOTES, extras, least_sides, too_much
from careerprint.press.engine import Measured, Printed
from careerprint.press.form_marks import SideWords, form_of, stamped
from careerprint.sources.assessment import Assessment

MORE_SIDES = 4
"""How many more sides than needed for lines of one row a worksheet may take."""
SIDE_MM = 250.0
"""The height of a side of Letter, in millimeters; A4 is higher."""
KEPT_MM = (0.5, 8.0, 20.0)
"""Millimeters that stay free on a side, and more where that was too few: how lines break is foreseen, not known."""

M = TypeVar("M", bound=Measured)
Attempt = Callable[[int, frozenset[str], int], M]
"""Lays a worksheet out on so many sides, with these extras left out, and with so many more lines for notes."""


def fitted(assessment: Assessment, attempt: Attempt[M]) -> M:
    """Lay a worksheet out on as few sides as hold what is asked, and then fill them with what explains it.

    The first layout without extras shows how much room they have, so that the second one most often is the last.
    """
    everything = frozenset(extras(assessment))
    least = least_sides(assessment)
    for sides in range(least, least + MORE_SIDES):
        bare = attempt(sides, everything, 0)
        if bare.pages <= sides:
            break
    else:
        return replace(bare, note=left_out_words(assessment, everything))
    for kept in KEPT_MM:
        left_out, lines = too_much(assessment, [white * SIDE_MM - kept for white in bare.whites])
        if left_out == everything:
            break
        filled = attempt(sides, left_out, lines)
        if filled.pages <= sides:
            return replace(filled, note=left_out_words(assessment, left_out), has_heads=True)
    return replace(bare, note=left_out_words(assessment, everything), has_heads=True)


def left_out_words(assessment: Assessment, left_out: frozenset[str]) -> str:
    """Return what a result says of what a worksheet leaves out; nobody misses the box for notes."""
    lost = left_out - {NOTES}
    skills = {scale.id for scale in assessment.scales if scale.asks_levels}
    if not lost:
        return ""
    if lost == frozenset(extras(assessment)) - {NOTES}:
        return "without explanations"
    return "without explanations of skills" if lost <= skills else "without some explanations"


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
