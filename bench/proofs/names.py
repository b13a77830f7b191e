"""Prints a report for every foreign and hostile name of the tests, and says what became of each.

    .venv/bin/python -m bench.proofs.names

The names are those of `tests/support/names.py`; each report is read as a screen reader does.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

from careerprint.faces import fonts


def main() -> int:
    """Print the table; return 1 if anything else became of a name than should."""
    fonts.activate()
    # WeasyPrint reads the font configuration when it is imported.
    from tests.support.names import NAMES, outcomes
    from tests.support.sample_runs import make_source

    with tempfile.TemporaryDirectory() as folder:
        before = Path.cwd()
        os.chdir(folder)
        make_source(Path("source"), assessment=True)
        found, _ = outcomes({name.what: name.typed for name in NAMES})
        os.chdir(before)
    counts: Counter[str] = Counter()
    for name in NAMES:
        outcome = found[name.what]
        kind = outcome if outcome.startswith("refused") else "as written" if outcome == name.typed else "cleaned"
        counts["refused by row" if outcome.startswith("refused") else f"heard {kind}"] += 1
        mark = "" if outcome == name.outcome else "  WRONG"
        print(f"{name.what:<40} {kind}{mark}")
    print(f"\n{len(NAMES)} names: {', '.join(f'{count} {kind}' for kind, count in sorted(counts.items()))}")
    return int(any(found[name.what] != name.outcome for name in NAMES))


if __name__ == "__main__":
    sys.exit(main())
