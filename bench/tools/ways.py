"""The ways to print a *Fit* report that are compared: ours, and those of other typesetters."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.peers.chromium_way import browser
from bench.tools.samples import DAY, PROJECT
from careerprint.faces import fonts

ASSESSMENT, GUIDE = "fit", "machine-learning-engineer"
SLUG = f"{ASSESSMENT}--{GUIDE}"
PEERS = Path(__file__).parents[1] / "peers"
_PLAIN = re.compile(r"(\d+) of \d+ reports were joined from plates; (\d+) were laid out as a whole")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to print a report for each person of a prepared folder."""

    label: str
    script: str = ""
    """The peer's program; empty for ours."""
    most: int | None = None
    """People at most, for a slow way: what it costs a report does not depend on how many there are."""
    variables: Mapping[str, str] = field(default_factory=dict)
    missing: Callable[[], str] = str
    """Returns what the machine lacks for it, or nothing."""

    def command(self, folder: Path, out: Path, people: int, jobs: int) -> list[str]:
        """Return the command that prints the first people of a folder."""
        if not self.script:
            return our_command(folder / "people.csv", out, jobs)
        return [sys.executable, "-P", str(PEERS / f"{self.script}.py"), str(folder), str(out), str(people)]


def our_command(answers: Path, out: Path, jobs: int, *more: str) -> list[str]:
    """Return the command that people use, for a file of answers."""
    command = [sys.executable, "-P", "-m", "careerprint", "report", str(answers)]
    command += ["--assessment", ASSESSMENT, "--guide", GUIDE, "--jobs", str(jobs), "--date", str(DAY)]
    return [*command, "--source", str(PROJECT / "source"), "--out", str(out), *more]


def environment(folder: Path) -> dict[str, str]:
    """Return variables for all ways: our typefaces and no others, and a cache that begins with nothing."""
    made = fonts.prepare()
    return {
        "FONTCONFIG_FILE": str(made.config),
        "FACES": str(made.folder / "faces"),
        "PYTHONPATH": str(PROJECT),
        "XDG_CACHE_HOME": str(folder),
    }


def laid_out_whole(said: str) -> int | None:
    """Return how many of our reports went the plain way, from what the command said."""
    found = _PLAIN.search(said)
    return int(found[2]) if found else None


def _package(name: str) -> Callable[[], str]:
    return lambda: "" if importlib.util.find_spec(name) else f"the package {name}; see bench/peers/requirements.txt"


def _chromium() -> str:
    return _package("websocket")() or ("" if browser() else "the program chromium")


WAYS = {
    "ours": Way("Careerprint"),
    "typst": Way("Typst, words by sys.inputs", "typst_way", 200, missing=_package("typst")),
    "typst-file": Way("Typst, words by a file", "typst_way", 500, {"WORDS_BY": "file"}, _package("typst")),
    "reportlab": Way("ReportLab", "reportlab_way", 100, missing=_package("reportlab")),
    "chromium": Way("Chromium", "chromium_way", 100, missing=_chromium),
    "weasyprint": Way("WeasyPrint's own call", "weasyprint_way", 25),
    "weasyprint-ua": Way("the same, pdf/ua-1", "weasyprint_way", 25, {"VARIANT": "pdf/ua-1"}),
}
