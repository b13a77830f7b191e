"""The press: a page and its style sheets become a PDF, or a list of what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, TypeVar

from careerprint.errors import Problem
from careerprint.press.assets import BASE_URL, Assets
from careerprint.press.engine import (
    EngineRun,
    LaidOut,
    Measured,
    OwnPictures,
    ParsedStyleSheet,
    Printed,
    Typeset,
    collector_resting,
    engine_options,
    guarded,
    painted,
    print_error,
)
from careerprint.press.engine_log import Gate, problems
from careerprint.press.layout.loose_lines import narrowed

from weasyprint import CSS  # isort: skip  # after the engine, which gives it our fonts
from weasyprint.css.counters import CounterStyle  # isort: skip
from weasyprint.text.fonts import FontConfiguration  # isort: skip

T = TypeVar("T")


class Press:
    """One per process: one font configuration, each style sheet parsed once, our own pictures only.

    A font configuration for each document would add 0.2 MB to the process every time and take a sixth longer.
    Not for several threads at once, because the whole process has one engine log.
    """

    def __init__(self, assets: Mapping[str, Path]) -> None:
        """Take the folders that pages may use, by virtual name, such as `images` or `styles`."""
        self._folders = dict(assets)
        self._fetcher = OwnPictures(Assets(assets))
        self._fonts = FontConfiguration()
        self._sheets: dict[str, ParsedStyleSheet] = {}

    def print(self, html: str, **about: Any) -> Printed:
        """Return the PDF of a page: PDF/A-2a and PDF/UA-1, or PDF/UA-1 with fields; see `lay_out` for the rest."""
        return self.paint(self.lay_out(html, **about))

    def lay_out(
        self,
        html: str,
        *,
        styles: tuple[str, ...],
        identifier: str,
        target_pages: int | None = None,
        form: bool = False,
        source: str = "document",
        lines: Mapping[str, int] | None = None,
        narrow: tuple[str, ...] = (),
    ) -> LaidOut:
        """Lay the pages of a document out; it has fields if `form` is true.

        `styles` are texts of style sheets, in order. `identifier` names the document for good; the same one
        with the same content gives the same bytes. `source` is the file that people wrote; `lines` says at
        which line it has an image address, a link target or an id, for messages. `narrow` names sections that an
        earlier layout of the document set a little narrower.

        Raises `PrintError` with each problem if anything is missing, refused or not understood.
        """
        options = engine_options(form, identifier)

        def laid_out(narrow: tuple[str, ...]) -> LaidOut:
            sheets = self._parsed((*styles, narrowed(narrow)) if narrow else styles, source)

            def work(gate: Gate) -> LaidOut:
                run = EngineRun(sheets, self._fonts, self._fetcher, options, gate)
                return run.lay_out(html, target_pages, source)

            return replace(self._checked(work, source, lines), narrow=narrow)

        made = laid_out(narrow)
        if not made.loose:
            return made
        again = laid_out((*narrow, *made.loose))
        return again if again.pages <= made.pages and len(again.warnings) < len(made.warnings) else made

    def paint(self, laid_out: LaidOut) -> Printed:
        """Return the finished document; raise `PrintError` if anything went wrong."""
        data, _ = self._checked(lambda gate: painted(laid_out.document, laid_out.options, gate), laid_out.source)
        return Printed(**{each.name: getattr(laid_out, each.name) for each in fields(Measured)}, pdf=data)

    def typeset(self, html: str, *, styles: tuple[str, ...], identifier: str, source: str = "document") -> Typeset:
        """Lay a page out as `print` does, through the same checks, and return what would be written.

        This is for plates, which need the engine's objects and not its file. Raises `PrintError` as `print` does.
        """
        options = {**engine_options(False, identifier), "uncompressed_pdf": True}
        sheets = self._parsed(styles, source)

        def work(gate: Gate) -> Typeset:
            return EngineRun(sheets, self._fonts, self._fetcher, options, gate).typeset(html)

        return self._checked(work, source)

    def _checked(self, work: Callable[[Gate], T], source: str, lines: Mapping[str, int] | None = None) -> T:
        """Return what the engine makes; raise `PrintError` with all that is wrong with the page."""
        self._fetcher.refusals.clear()
        made: list[T] = []
        with collector_resting(), Gate() as gate, guarded(gate, self._fetcher):
            made.append(work(gate))
        if wrong := problems(gate.complaints, self._fetcher.refusals, source=source, lines=lines or {}):
            raise print_error(source, list(wrong))
        return made[0]

    def _parsed(self, styles: tuple[str, ...], source: str) -> list[ParsedStyleSheet]:
        """Return parsed style sheets; raise `PrintError` with all that is wrong with them."""
        wrong = [
            problem
            for number, text in enumerate(styles, start=1)
            if text not in self._sheets
            for problem in self._parse(text, number)
        ]
        if wrong:
            raise print_error(source, wrong)
        return [self._sheets[text] for text in styles]

    def _parse(self, text: str, number: int) -> tuple[Problem, ...]:
        """Parse one style sheet and keep it if nothing is wrong with it; return what is wrong."""
        counters = CounterStyle()
        self._fetcher.refusals.clear()
        with Gate() as gate, guarded(gate, self._fetcher):
            css = CSS(
                string=text,
                base_url=f"{BASE_URL}styles/",
                url_fetcher=self._fetcher,
                font_config=self._fonts,
                counter_style=counters,
            )
        if gate.complaints or self._fetcher.refusals:
            path = self._sheet_name(text) or f"style sheet {number}"
            return problems(gate.complaints, self._fetcher.refusals, source=path, lines=None)
        self._sheets[text] = ParsedStyleSheet(css, counters)
        return ()

    def _sheet_name(self, text: str) -> str | None:
        """Return the file that a style sheet came from, if its text is that of a file in our folder."""
        folder = self._folders.get("styles")
        files = sorted(folder.rglob("*.css")) if folder else []
        return next((str(file) for file in files if file.read_text("utf-8", "replace") == text), None)
