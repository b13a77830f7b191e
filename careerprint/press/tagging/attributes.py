"""Attributes that WeasyPrint leaves out or writes wrongly: the scope of header cells, the place of pictures."""

from __future__ import annotations

import pydyf

from careerprint.press.tagging.structure_tree import PIXEL, Object, StructureTree, is_element


def name_header_scope(tree: StructureTree) -> None:
    """Write /Scope into every TH (ISO 14289-1, 7.5; ISO 32000-1, table 349).

    WeasyPrint resolves `scope="row"` into the Headers of the data cells and drops the word itself. So a header
    cell that a data cell of its own row names is a row header, and any other is a column header.
    """
    for row in tree.elements:
        if row["S"] != "/TR":
            continue
        cells = [thing for _, thing in tree.kids(row) if is_element(thing)]
        named = {name for cell in cells if cell["S"] == "/TD" for name in _headers(cell)}
        for cell in cells:
            if cell["S"] == "/TH":
                is_row_header = "ID" in cell and cell["ID"].string in named
                cell["A"]["Scope"] = "/Row" if is_row_header else "/Column"


def _headers(cell: Object) -> list[str]:
    """Return the IDs of the header cells that a data cell names."""
    return [header.string for header in cell["A"].get("Headers", ())]


def place_figures(tree: StructureTree) -> None:
    """Give /BBox of each Figure in default user space, as ISO 32000-1, table 345, demands.

    WeasyPrint writes CSS pixels from the top of the page, which makes viewers highlight the wrong place.
    """
    for element in tree.elements:
        page = tree.page_of(element)
        if element["S"] != "/Figure" or page is None:
            continue
        left, top, right, bottom = (side * PIXEL for side in element["A"]["BBox"])
        height = page["MediaBox"][3]
        element["A"]["BBox"] = pydyf.Array([left, height - bottom, right, height - top])
