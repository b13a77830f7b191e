"""WeasyPrint's own call, once for each person: the same HTML, style sheets, pictures and typefaces as ours.

python -m bench.peers.weasyprint_way FOLDER OUT PEOPLE

VARIANT=pdf/ua-1 in the environment makes it write tags; without, its PDFs are not tagged, which is less work.
"""

from __future__ import annotations

import itertools
import os
import sys
from pathlib import Path

from weasyprint import HTML


def main(folder: Path, out: Path, people: int) -> None:
    """Print the reports of the first `people` people of a prepared folder."""
    variant = os.environ.get("VARIANT") or None
    for page in itertools.islice(sorted((folder / "weasyprint").glob("*.html")), people):
        HTML(filename=page).write_pdf(out / f"{page.stem}.pdf", pdf_variant=variant)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
