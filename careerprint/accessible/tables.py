"""Table header cells: which way each one points (ISO 14289-1, 7.5; ISO 32000-1, table 349)."""

from __future__ import annotations

from careerprint.accessible.structure import Object, StructureTree, is_element


def name_header_scope(tree: StructureTree) -> None:
    """Write /Scope into every TH.

    WeasyPrint resolves `scope="row"` into the Headers of the data cells and drops the word itself: a header
    cell that a data cell of its own row names is a row header, any other is a column header.
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
