"""Figures: where they stand on the page (ISO 32000-1, 14.8.5.4.3)."""

from __future__ import annotations

import pydyf

from careerprint.accessible.structure import PIXEL, StructureTree


def place_figures(tree: StructureTree) -> None:
    """Give /BBox of each Figure in default user space, as ISO 32000-1, table 345 demands.

    WeasyPrint writes CSS pixels from the top of the page, which makes viewers highlight the wrong place.
    """
    for element in tree.elements:
        page = tree.page_of(element)
        if element["S"] != "/Figure" or page is None:
            continue
        left, top, right, bottom = (side * PIXEL for side in element["A"]["BBox"])
        height = page["MediaBox"][3]
        element["A"]["BBox"] = pydyf.Array([left, height - bottom, right, height - top])
