"""Typst: one warm compiler for all people, tagged and PDF/UA-1.

python bench/peers/typst_way.py FOLDER OUT PEOPLE
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import sys
from pathlib import Path

import typst


def main(folder: Path, out: Path, people: int) -> None:
    """Print the reports of so many people of a prepared folder."""
    source = folder / "report.typ"
    shutil.copyfile(Path(__file__).with_name("report.typ"), source)
    compiler = typst.Compiler(str(source), font_paths=[os.environ["FACES"]], ignore_system_fonts=True)
    with (folder / "people.jsonl").open(encoding="utf-8") as lines:
        for line in itertools.islice(lines, people):
            target = out / f"{json.loads(line)['id']}.pdf"
            compiler.compile(output=str(target), format="pdf", sys_inputs={"person": line}, pdf_standards=["ua-1"])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
