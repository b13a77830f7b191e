"""A handout on cards for a rack: three alike on a sheet, front and back, all figures dated; too long is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pypdf import PdfReader

from careerprint.editions import Edition, Layout
from careerprint.errors import ExitCode
from careerprint.jobs.job import Outcome, Studio
from careerprint.jobs.plan import handout_job, in_editions
from careerprint.jobs.printer import Printer
from careerprint.press.imposition import refusal
from tests.support import samples
from tests.support.sample_runs import call, make_source

CARD = Edition("rack-card")
SHEETS = {"letter": (11 * 72, 8.5 * 72), "a4": (297 / 25.4 * 72, 210 / 25.4 * 72)}


@pytest.fixture(scope="module", params=["letter", "a4"])
def studio(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Studio:
    editions = replace(samples.studio().editions, layouts=("rack-card",))
    return replace(samples.studio(), out=tmp_path_factory.mktemp("out"), paper=request.param, editions=editions)


@pytest.mark.slow
def test_every_guide_fits_three_cards_on_a_sheet(studio: Studio) -> None:
    printer = Printer(studio)
    for job in in_editions(map(handout_job, studio.guides.values()), studio):
        made = printer.attempt(job)
        assert not isinstance(made, Outcome), (job.output, made)
        with pikepdf.open(Path(_written(made[1], studio.out))) as sheets:
            assert len(sheets.pages) == 2
            for page in sheets.pages:
                size = [float(edge) for edge in page.mediabox[2:]]
                assert size == pytest.approx(SHEETS[str(studio.paper)], abs=0.5)


def _written(pdf: bytes, folder: Path) -> Path:
    path = folder / "sheet.pdf"
    path.write_bytes(pdf)
    return path


def test_the_three_cards_of_a_side_are_alike(tmp_path: Path) -> None:
    path = card(tmp_path)
    assert path.name == "nurse-rack-card-print.pdf"
    for page in pypdfium2.PdfDocument(path):
        side = page.render(scale=2).to_pil().convert("L")
        width = side.width / 3
        # The ticks stand on the cuts, so the outermost pixels of cards differ.
        thirds = [side.crop((round(n * width) + 4, 0, round(n * width) + 500, side.height)) for n in range(3)]
        shades = [third.resize((60, 120)) for third in thirds]
        assert shades[0].getextrema()[0] < 128
        for other in shades[1:]:
            off = max(abs(a - b) for a, b in zip(shades[0].tobytes(), other.tobytes(), strict=True))
            assert off < 40


def test_figures_have_their_date_and_source(tmp_path: Path) -> None:
    front, back = (" ".join(side.extract_text().split()) for side in PdfReader(card(tmp_path)).pages)
    assert "as of 2024" in front
    assert "The work in short" in back
    assert "The figures are from:" in back
    assert "This week" in back


def card(tmp_path: Path) -> Path:
    source = make_source(tmp_path / "source")
    called = call("build", "--source", source, "--out", tmp_path / "out", "--edition", "rack-card")
    assert called.code == ExitCode.OK, called.err
    assert "on letter paper" in called.out
    (path,) = (tmp_path / "out").rglob("*.pdf")
    return path


def test_a_guide_that_is_too_long_for_a_card_is_refused(tmp_path: Path) -> None:
    source = make_source(tmp_path / "source")
    long = "\n".join(["- you like " + "many different things, " * 12 + "and this."] * 4)
    decide = f"## For you? {{#decide}}\n\n### If {{#suits}}\n\n{long}\n\n### Not if {{#elsewhere}}\n\n{long}\n\n"
    path = source / "guides/nurse.md"
    text = path.read_text("utf-8")
    path.write_text(text.replace("\n## ", f"\n{decide}## ", 1), "utf-8")
    called = call("build", "--source", source, "--out", tmp_path / "out", "--edition", "rack-card")
    assert called.code == ExitCode.SOME_FAILED
    assert "sides of a card, which has two: shorten its summary, points, or steps" in called.err
    assert not [*(tmp_path / "out").rglob("*.pdf")]


@pytest.mark.parametrize(
    ("layout", "pages", "words"),
    [
        ("booklet", 2, "takes 2 sides, and a booklet needs 3 or more"),
        ("two-up", 1, "takes 1 side, and a two-up needs 2 or more"),
        ("rack-card", 3, "takes 3 sides of a card, which has two"),
        ("booklet", 3, ""),
        ("two-up", 2, ""),
        ("rack-card", 2, ""),
        ("rack-card", 1, ""),
    ],
)
def test_what_cannot_be_put_on_sheets_is_refused(layout: Layout, pages: int, words: str) -> None:
    assert refusal(layout, pages).startswith(words)
    assert bool(refusal(layout, pages)) == bool(words)
