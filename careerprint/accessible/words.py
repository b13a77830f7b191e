"""Spaces between words, which a listener needs and WeasyPrint does not print (ISO 32000-1, 14.8.2.5)."""

from __future__ import annotations

import pydyf

from careerprint.accessible.structure import StructureTree


def keep_lone_spaces(tree: StructureTree) -> None:
    """Say that marked content without any glyph is a space (/ActualText; ISO 32000-1, 14.9.4).

    A space alone between two inline elements, as in `<b>one</b> <i>two</i>`, is printed as an empty text
    object: those who go by the tags would hear "onetwo".
    """
    for page in tree.pages:
        operators = tree.resolve(page["Contents"]).stream
        properties = None
        for index, operator in enumerate(operators):
            if isinstance(operator, dict) and "MCID" in operator:
                properties = operator
            elif operator == b"EMC":
                properties = None
            elif operator == b"ET" and operators[index - 1] == b"BT" and properties is not None:
                properties["ActualText"] = pydyf.String(" ")
