"""`report` for a small assessment, as people type it, and what it leaves."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.support.sample_runs import DAY, Called, call

REPORTS = Path("out/reports/sample")


def report(file: str | Path, *arguments: str | Path) -> Called:
    """Carry out `report` for the sample assessment in the current folder."""
    return call("report", file, "--assessment", "sample", "--date", DAY, *arguments)


def write(name: str, *rows: str) -> Path:
    """Write a file of these lines into the current folder."""
    Path(name).write_text("\n".join(rows), encoding="utf-8")
    return Path(name)


def people(*ids: str) -> Path:
    """Write answers of people with these ids."""
    return write("a.csv", "id,name,p1,p2,p3", *(f"{name},Person {n},1,2,3" for n, name in enumerate(ids)))


def summary(folder: Path = REPORTS) -> list[dict[str, str]]:
    """Read the list of everybody that `report` wrote."""
    with (folder / "summary.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
