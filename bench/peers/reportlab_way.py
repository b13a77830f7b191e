"""ReportLab: the *Fit* report set by hand with platypus. Its PDFs are not tagged: platypus writes no structure.

python -m bench.peers.reportlab_way FOLDER OUT PEOPLE
"""

from __future__ import annotations

import itertools
import json
import os
import sys
from pathlib import Path

from reportlab.lib.pagesizes import letter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from bench.peers.reportlab_parts import FOOT, MARGIN, WIDTH, Numbered
from bench.peers.reportlab_setter import Setter

FAMILY = {"CS": "Regular", "CS-B": "SemiBold", "CS-I": "Italic", "CS-BI": "SemiBoldItalic"}


def main(folder: Path, out: Path, people: int) -> None:
    """Print the reports of the first `people` people of a prepared folder."""
    for name, style in FAMILY.items():
        pdfmetrics.registerFont(TTFont(name, str(Path(os.environ["FACES"], f"CareerprintSans-{style}.ttf"))))
    pdfmetrics.registerFontFamily("CS", "CS", "CS-B", "CS-I", "CS-BI")
    words = json.loads((folder / "shared.json").read_text(encoding="utf-8"))
    Numbered.words = words
    setter = Setter(words, folder)
    frame = Frame(MARGIN, FOOT, WIDTH, letter[1] - MARGIN - FOOT, 0, 0, 0, 0)
    with (folder / "people.jsonl").open(encoding="utf-8") as lines:
        for one in map(json.loads, itertools.islice(lines, people)):
            target = str(out / f"{one['id']}.pdf")
            document = BaseDocTemplate(target, pagesize=letter, title=words["document_title"], lang=words["language"])
            document.addPageTemplates(PageTemplate("report", [frame]))
            document.build(setter.report(one), canvasmaker=Numbered)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
