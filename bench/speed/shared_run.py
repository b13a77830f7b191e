"""Prints the reports of a shared benchmark of PDF engines with Careerprint, so that it can time us like any other.

    python -m bench.speed.shared_run CSV OUT [--content FOLDER] [--jobs N]

The benchmark's folder (also: SHARED_BENCH in the environment) holds `common.py` with items, bands and words, and
`content/` with a guide's text and a style sheet. They become an assessment and templates of Careerprint in a folder
that is deleted afterwards; then our own command prints a report for each person of the CSV, all of it counted.
"""

from __future__ import annotations

import argparse
import importlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from types import ModuleType

PROJECT = Path(__file__).resolve().parents[2]
SLUG = "shared"
ITEMS_A_SCALE = 3
BANDS = ("to=2.5", "to=3.7", "")
"""Upper ends of the bands as means: 40 and 70 of 100 lie between the means that three answers can give."""
LANGUAGE, DAY = "en", "2026-11-27"
FRONT = """---
title: Self-assessment report
version: "1.0"
language: {language}
min_share: 1
tie_gap: 0.4
flat_gap: 0.4
question: Does this apply to you?
choices: [{choices}]
---

Answer each line for yourself.
"""
UNPRINTED = ("flat", "none-high", "all-high", "all-low", "same-throughout", "not-scored", "cannot-tell")
"""Texts that every assessment has and that this report does not print."""


def assessment(common: ModuleType) -> str:
    """Return the benchmark's items, bands and words as an assessment's Markdown."""
    choices = ", ".join(common.SCALE_LABEL[number] for number in sorted(common.SCALE_LABEL))
    parts = [FRONT.format(language=LANGUAGE, choices=choices)]
    for place, name in enumerate(common.DIMS):
        first = place * ITEMS_A_SCALE
        items = enumerate(common.ITEMS[first : first + ITEMS_A_SCALE], first + 1)
        parts.append(f"## {name} {{#scale-{place + 1} .scale}}\n\nPart of the report.\n")
        parts.append("".join(f"- {text} {{#q{number}}}\n" for number, text in items))
        for band, end in enumerate(BANDS):
            mark = " ".join(filter(None, (".band", end)))
            parts.append(f"### {common.BANDS[band]} {{{mark}}}\n\n{common.BAND_TEXT[name, band]}\n")
    parts.append(f"## About {{#covers}}\n\n{common.INTRO}\n")
    parts += [f"## Not printed {{#{name}}}\n\nNot printed.\n" for name in UNPRINTED]
    parts.append("## Not printed {#next-steps}\n\n- **Nothing.** Not printed.\n")
    return "\n".join((*parts, _guide(common.GUIDE_MD)))


def _guide(text: str) -> str:
    """Return the guide's text as the section `scoring` and the sections in it."""
    title, _, rest = text.strip().partition("\n")
    lowered = re.sub(r"^## ", "### ", rest, flags=re.M)
    return f"## {title.removeprefix('# ')} {{#scoring}}\n{lowered}\n"


def templates(content: Path, folder: Path) -> None:
    """Write the templates: the layout is ours to write, the style sheet is the benchmark's own."""
    ours = Path(__file__).with_name("shared_run_templates")
    shutil.copytree(ours, folder, ignore=shutil.ignore_patterns("*.css"))
    base, prints = folder / "styles" / "base", folder / "styles" / "prints"
    for styles in (base, prints):
        styles.mkdir(parents=True)
    for name in ("tokens", "page", "type", "blocks"):
        (base / f"{name}.css").write_text("", encoding="utf-8")
    # The page's number comes with our sheet, at the right instead of in the middle.
    sheet = re.sub(r"@bottom-center \{[^}]*\}", _foot, (content / "style.css").read_text(encoding="utf-8"))
    more = (ours / "more.css").read_text(encoding="utf-8")
    (prints / "report.css").write_text(f"{sheet}\n{more}", encoding="utf-8")


def _foot(found: re.Match[str]) -> str:
    look = re.sub(r"content:[^;]*;", "", found[0][found[0].index("{") :])
    return f"@bottom-right {look}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("answers", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--content", type=Path, default=os.environ.get("SHARED_BENCH"), help="the benchmark's folder")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    if not options.content:
        parser.error("give the benchmark's folder by --content or SHARED_BENCH")
    sys.path.insert(0, str(options.content))
    common = importlib.import_module("common")
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".shared-", dir=options.out.parent) as name:
        place = Path(name)
        ignored = shutil.ignore_patterns("assessments", "answers", "es")
        shutil.copytree(PROJECT / "source", place / "source", ignore=ignored)
        (place / "source" / "assessments").mkdir()
        (place / "source" / "assessments" / f"{SLUG}.md").write_text(assessment(common), encoding="utf-8")
        templates(options.content / "content", place / "templates")
        code = subprocess.run(_command(options, place), env={**os.environ, "PYTHONPATH": str(PROJECT)}).returncode
        for file in (place / "out" / "reports" / SLUG).glob("*.pdf"):
            file.replace(options.out / file.name)
    return code


def _command(options: argparse.Namespace, place: Path) -> list[str]:
    command = [sys.executable, "-P", "-m", "careerprint", "report", str(options.answers.resolve())]
    command += ["--assessment", SLUG, "--jobs", str(options.jobs), "--paper", "a4", "--date", DAY]
    command += ["--source", str(place / "source"), "--templates", str(place / "templates")]
    return [*command, "--out", str(place / "out")]


if __name__ == "__main__":
    sys.exit(main())
