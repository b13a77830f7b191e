"""Typst: one warm compiler for all people, tagged and PDF/UA-1.

python -m bench.peers.typst_way FOLDER OUT PEOPLE

A person's words go in by sys.inputs. With WORDS_BY=file in the environment they go in by a file that is rewritten for
each person: the compiler then sees that everything else is unchanged, and sets less of it again.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import typst


def printed(folder: Path, lines: Iterator[str]) -> Iterator[tuple[str, bytes]]:
    """Yield each person's id and PDF."""
    source = folder / "report.typ"
    shutil.copyfile(Path(__file__).with_name("report.typ"), source)
    compiler = typst.Compiler(str(source), font_paths=[os.environ["FACES"]], ignore_system_fonts=True)
    by_file = os.environ.get("WORDS_BY") == "file"
    for line in lines:
        if by_file:
            (folder / "one.json").write_text(line, encoding="utf-8")
        words = {} if by_file else {"person": line}
        yield json.loads(line)["id"], compiler.compile(format="pdf", sys_inputs=words, pdf_standards=["ua-1"])


def main(folder: Path, out: Path, people: int) -> None:
    """Print the reports of the first `people` people of a prepared folder."""
    with (folder / "people.jsonl").open(encoding="utf-8") as lines:
        for name, data in printed(folder, itertools.islice(lines, people)):
            (out / f"{name}.pdf").write_bytes(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
