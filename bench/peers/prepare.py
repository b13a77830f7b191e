"""Writes what the peers read: contents as JSON, pages as HTML, pictures. None of it is counted as their time."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from bench.peers.content import personal, shared
from bench.tools.samples import html_of
from careerprint.jobs.job import ReportJob, Studio
from careerprint.jobs.printer import Printer
from careerprint.scoring.scorer import score

import pypdfium2  # isort: skip
from weasyprint import HTML  # isort: skip  # after the press, which gives it our fonts

FOR_CHROMIUM = """
html { text-rendering: geometricPrecision }
.furniture { display: none }
@page { @bottom-left { content: "%s"; font: 0.75rem/1rem "Careerprint Sans"; color: #474747;
  vertical-align: top; padding-top: 3.5mm; width: 75%%; text-align: left; } }
"""
"""Chromium has no running elements, and by default it sets letters on whole pixels; it understands everything else."""


def prepare(studio: Studio, jobs: Sequence[ReportJob], folder: Path) -> None:
    """Write `shared.json`, `people.jsonl`, `weasyprint/ID.html` and `chromium/ID.html` into a folder."""
    assessment = studio.assessments[jobs[0].subject]
    printer = Printer(studio)
    labels = printer.pages().labels(assessment.language)
    words = shared(assessment, studio.center.in_language(assessment.language), labels)
    (folder / "shared.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
    for name in ("weasyprint", "chromium"):
        (folder / name).mkdir()
        shutil.copytree(studio.assets["images"], folder / name / "images")
    shutil.copytree(studio.assets["images"], folder / "images")
    _draw_logo(folder, words["center"]["logo"])
    footer = FOR_CHROMIUM % f"{words['title']} · {words['center']['name']}"
    with (folder / "people.jsonl").open("w", encoding="utf-8") as lines:
        for job in jobs:
            person = job.person
            card = score(assessment, person.answers)
            print(json.dumps(personal(card, person, labels, studio.printed_on), ensure_ascii=False), file=lines)
            html, styles = html_of(printer, job, 0)
            for name, more in (("weasyprint", ""), ("chromium", footer)):
                page = html.replace("</head>", f"<style>{''.join(styles)}{more}</style></head>", 1)
                (folder / name / f"{person.id}.html").write_text(page, encoding="utf-8")


def _draw_logo(folder: Path, logo: str) -> None:
    """Write the logo as `logo.png`, for ReportLab, which cannot read SVG."""
    page = f"<style>@page {{ size: 200px; margin: 0 }} img {{ width: 200px }}</style><img src={logo!r} alt=''>"
    pdf = HTML(string=page, base_url=f"{folder}/").write_pdf()
    pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil().save(folder / "logo.png")
