"""The *Fit* report as ReportLab's flowables, laid out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, Image, KeepTogether, Paragraph, Spacer, Table

from peers.reportlab_parts import (
    GAP,
    HALF,
    INK,
    LINE,
    LINE_SOFT,
    WIDTH,
    Drawing,
    plain,
    styles,
    twos,
    unbroken,
)


class Setter:
    """Turns one person's contents into flowables; styles and what all share are made once."""

    def __init__(self, words: dict[str, Any], folder: Path) -> None:
        self.all, self.folder = words, folder
        self.accent, self.soft = HexColor(words["accent"]), HexColor(words["soft"])
        self.styles = styles(self.accent)

    def report(self, one: dict[str, Any]) -> list[Flowable]:
        """Return a whole report."""
        return [
            *self._head(one),
            *self._result(one),
            Spacer(0, 12),
            KeepTogether(self._sides(one)),
            *self._tasks(one["tasks"]),
            *self._skills(one),
            *self._part(self.all["sections"]["cannot-tell"]["title"], self._prose("cannot-tell")),
            *self._part(self.all["sections"]["next-steps"]["title"], [self._next_steps()]),
            Spacer(0, 12),
            KeepTogether(self._back()),
            *self._answers(one["answers"]),
            *self._scoring(one),
            *self._sources(),
            Spacer(0, 7.2),
            self._text(escape(self.all["center"]["legal"]), "legal"),
        ]

    def _text(self, markup: str, style: str = "p") -> Paragraph:
        return Paragraph(markup, self.styles[style])

    def _rich(self, runs: Sequence[Sequence[str]]) -> str:
        return "".join(self._run(*run) for run in runs)

    def _run(self, style: str, words: str, target: str = "") -> str:
        text = escape(words)
        if style == "mark":
            return f'<super size="9" rise="4"><a href="{target}" color="#474747">{text}</a></super>'
        if style == "link":
            return f'<a href="{escape(target)}">{text}</a>'
        return f"<{style}>{text}</{style}>" if style else text

    def _prose(self, name: str, style: str = "p") -> list[Flowable]:
        return [self._text(self._rich(runs), style) for runs in self.all["sections"][name]["text"]]

    def _part(self, title: str, body: Sequence[Flowable], *, whole: bool = True) -> list[Flowable]:
        head = Table(
            [[self._text(escape(title), "h2")]],
            [WIDTH],
            style=plain(("LINEABOVE", (0, 0), (-1, 0), 1.5, self.accent), top=4.2, bottom=3.8),
        )
        if whole:
            return [Spacer(0, 12), KeepTogether([head, *body])]
        return [Spacer(0, 12), KeepTogether([head, *body[:2]]), *body[2:]]

    def _pair(self, left: Sequence[Flowable], right: Sequence[Flowable]) -> Table:
        return Table([[list(left), "", list(right)]], [HALF, GAP, HALF], style=plain())

    def _pairs(self, cells: Sequence[Sequence[Flowable]]) -> list[Flowable]:
        return [self._pair(two[0], two[1] if len(two) > 1 else ()) for two in twos(cells)]

    def _ticks(self, entries: Sequence[Any], width: float, after: float = 0) -> Table:
        box = Drawing(10.4, 12, [(0.5, 0.5, 9.5, 9.5, None, INK, 0.9)])
        rows = [[box, self._text(self._rich(runs), "cell")] for runs in entries]
        return Table(rows, [16.8, width - 16.8], style=plain(bottom=after))

    def _head(self, one: dict[str, Any]) -> list[Flowable]:
        center, (before, who, number) = self.all["center"], one["who"]
        logo = Image(str(self.folder / "logo.png"), height=30, width=40.8, kind="proportional", hAlign="LEFT")
        name = self._text(f"<b>{escape(center['name'])}</b>")
        rule = ("LINEBELOW", (0, 0), (-1, 0), 0.75, self.accent)
        head = Table(
            [[logo, name, self._text(escape(self.all["kind"]), "kind")]],
            [40.8, 250, WIDTH - 290.8],
            style=plain(rule, ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), bottom=7),
        )
        whose = f'{escape(before)} <b>{escape(who)}</b> <font color="#474747">{escape(number)}</font>'
        covers = [
            self._text(escape(self.all["sections"]["covers"]["title"]), "covers"),
            *self._prose("covers", "tight"),
        ]
        framed = Table([[covers]], [WIDTH], style=plain(("BOX", (0, 0), (-1, -1), 0.75, LINE_SOFT), top=3.8, side=10.8))
        title = self._text(escape(self.all["title"]), "h1")
        return [
            head,
            Spacer(0, 10.8),
            title,
            self._text(whose, "who"),
            self._text(escape(one["dates"]), "dates"),
            framed,
        ]

    def _result(self, one: dict[str, Any]) -> list[Flowable]:
        section = self.all["sections"][one["verdict"]]
        note = self._prose(one["note"]) if one["note"] else []
        verdict = [self._text(escape(section["title"]), "verdict"), *self._prose(one["verdict"], "tight"), *note]
        bar = ("LINEBEFORE", (0, 0), (0, -1), 3, self.accent)
        answer = Table([[verdict]], [WIDTH], style=plain(bar, top=1.2, side=10.8))
        lead = self._text(escape(self.all["picture"]["lead"]))
        cards = self._pairs([self._card(score) for score in one["cards"]])
        return [Spacer(0, 9.6), answer, *self._part(self.all["picture"]["title"], [lead, *cards])]

    def _card(self, score: dict[str, Any]) -> list[Flowable]:
        long = HALF * 0.62
        shapes = [(0, 1, long, 9.6, self.soft, None, 0), (0, 0.6, long, 0.75, INK, None, 0)]
        if score["position"] is not None:
            shapes.append((0, 1, max(2.2, long * score["position"] / 100), 9.6, self.accent, None, 0))
        mean = self._text(f'<font name="CS-H">{escape(score["mean"])}</font>', "cell")
        line = Table([[Drawing(long, 11, shapes), mean]], [long + 4.8, HALF - long - 4.8], style=plain(top=1))
        band = self.all["sections"]["not-scored"]["text"]
        if score["band"] is not None:
            band = self.all["bands"][score["scale"]][score["band"]]
        words = [self._text(self._rich(runs), "tight") for runs in band]
        return [
            Spacer(0, 3.8),
            self._text(escape(score["title"]), "h3"),
            line,
            self._text(escape(score["points"]), "points"),
            *words,
        ]

    def _rated(self, listed: dict[str, Any], color: str) -> list[Flowable]:
        if not listed["lines"]:
            return [self._text(escape(listed["none"]))]
        return [
            self._text(
                f"{self._rich(self.all['items'][entry['item']]['text'])} "
                f'<font name="CS-B" color="{color}">{unbroken(entry["answer"])}</font>',
                "rated",
            )
            for entry in listed["lines"]
        ]

    def _sides(self, one: dict[str, Any]) -> list[Flowable]:
        def side(listed: dict[str, Any], head: str, color: str) -> list[Flowable]:
            return [
                self._text(escape(listed["title"]), head),
                self._text(escape(listed["lead"])),
                *self._rated(listed, color),
            ]

        cells = [side(one["draws"], "h2", self.all["accent"]), side(one["wears"], "h2-ink", "#1a1a1a")]
        lines = [("LINEABOVE", (0, 0), (0, 0), 3, self.accent), ("LINEABOVE", (1, 0), (1, 0), 3, INK)]
        fill = ("BACKGROUND", (0, 0), (0, 0), self.soft)
        return [Table([cells], [WIDTH / 2] * 2, style=plain(*lines, fill, top=7.2, bottom=2, side=10.8))]

    def _tasks(self, tasks: dict[str, Any]) -> list[Flowable]:
        lines = self._rated(tasks, self.all["accent"])
        half = (len(lines) + 1) // 2
        body = [self._text(escape(tasks["lead"])), self._pair(lines[:half], lines[half:])]
        return self._part(tasks["title"], body)

    def _level(self, skill: dict[str, Any]) -> list[Flowable]:
        shapes = []
        for number in range(1, 6):
            own, asked = number <= skill["own"], number <= skill["asked"]
            stroke, weight = (self.accent, 0.8) if own else (self.accent, 1.6) if asked else (LINE_SOFT, 0.8)
            shapes.append((1 + (number - 1) * 9.4, 0.5, 7.4, 7.4, self.accent if own else None, stroke, weight))
        words = self._text(f"{escape(skill['pair'])} <b>{escape(skill['more'])}</b>", "level")
        line = Table(
            [[Drawing(48, 10, shapes), words]], [51, HALF - 51], style=plain(("VALIGN", (0, 0), (-1, -1), "MIDDLE"))
        )
        return [self._text(escape(self.all["items"][skill["item"]]["name"]), "h3"), line]

    def _gap(self, skill: dict[str, Any]) -> tuple[list[Flowable], list[Flowable]]:
        item = self.all["items"][skill["item"]]
        return [*self._level(skill), self._text(self._rich(item["means"]), "soft")], [self._ticks(item["steps"], HALF)]

    def _framed(self, left: Sequence[Flowable], right: Sequence[Flowable], *, one: bool = False) -> Table:
        spans = [(0, 2)] if one else [(0, 0), (2, 2)] if right else [(0, 0)]
        lines = [("LINEABOVE", (first, 0), (last, 0), 0.5, LINE) for first, last in spans]
        return Table([[list(left), "", list(right)]], [HALF, GAP, HALF], style=plain(*lines, top=3.8, bottom=3.8))

    def _skills(self, one: dict[str, Any]) -> list[Flowable]:
        words, gaps = self.all["skills"], [self._gap(skill) for skill in one["gaps"]]
        leads = [words["skills_lead"], *filter(None, [one["gaps_lead"]])]
        rows: list[Flowable] = [
            self._framed(*two[0], one=True)
            if len(two) == 1
            else self._framed(*([*what, *steps] for what, steps in two))
            for two in twos(gaps)
        ]
        start = [self._text(escape(lead)) for lead in leads]
        body: list[Flowable] = [Table([[start]], [WIDTH], style=plain()), *rows]
        if one["strengths"]:
            there = [self._level(skill) for skill in one["strengths"]]
            framed = [self._framed(two[0], two[1] if len(two) > 1 else ()) for two in twos(there)]
            body += [KeepTogether([self._text(escape(words["strengths"]), "sub"), framed[0]]), *framed[1:]]
        if one["missing"]:
            body += [KeepTogether([self._text(escape(words["missing"]), "sub"), self._text(escape(one["missing"]))])]
        return self._part(words["skills"], body, whole=False)

    def _next_steps(self) -> Table:
        entries = self.all["next_steps"]
        half = (len(entries) + 1) // 2
        return self._pair([self._ticks(entries[:half], HALF, 3.8)], [self._ticks(entries[half:], HALF, 3.8)])

    def _back(self) -> list[Flowable]:
        notes, center, wide = self.all["notes"], self.all["center"], WIDTH * 0.47
        rule = Drawing(wide - GAP, 21, [(0, 0, wide - GAP, 0.5, LINE, None, 0)])
        blanks = [self._text(f"{escape(words)}: {'_' * 20}", "tight") for words in notes["blanks"]]
        left = [self._text(escape(notes["title"]), "h2"), *[rule] * notes["lines"], Spacer(0, 12), *blanks]
        code, size = center["qr"]["rows"], 67
        one = size / len(code)
        shapes = [
            (x * one, size - (y + 1) * one, one, one, INK, None, 0)
            for y, row in enumerate(code)
            for x, dark in enumerate(row)
            if dark
        ]
        (phone, number, target), (web, address) = center["phone"], center["web"]
        name = "<br/>".join([f"<b>{escape(center['name'])}</b>", *map(escape, center["address"])])
        mail = escape(center["email"])
        links = ((target, number), (f"mailto:{mail}", mail), (address, web))
        call, *others = (f'<a href="{escape(place)}">{escape(text)}</a>' for place, text in links)
        ways = "<br/>".join((f"{escape(phone)} {call}", *others))
        hours = "<br/>".join(f"<b>{escape(days)}</b> {escape(time)}" for days, time in center["hours"])
        inner = WIDTH * 0.53 - 21.6
        top = Table(
            [[[self._text(name, "tight"), self._text(ways, "tight")], Drawing(size, size, shapes)]],
            [inner - size, size],
            style=plain(),
        )
        right = [self._text(escape(center["contact"]), "h2"), top, self._text(hours, "hours")]
        lines = [("LINEABOVE", (0, 0), (-1, 0), 1.5, self.accent), ("BACKGROUND", (1, 0), (1, 0), self.soft)]
        pads = [("LEFTPADDING", (1, 0), (1, 0), 10.8), ("RIGHTPADDING", (1, 0), (1, 0), 10.8)]
        return [Table([[left, right]], [wide, WIDTH - wide], style=plain(*lines, *pads, top=4.8, bottom=7.2))]

    def _answers(self, scales: Sequence[dict[str, Any]]) -> list[Flowable]:
        words = self.all["answers"]

        def table(score: dict[str, Any]) -> list[Flowable]:
            head = [self._text(escape(text), "line-head") for text in (score["title"], words["your_answers"])]
            rows = [[self._text(escape(text), "line") for text in row] for row in score["rows"]]
            lines = [("LINEBELOW", (0, 0), (-1, 0), 0.75, INK), ("LINEBELOW", (0, 1), (-1, -1), 0.5, LINE_SOFT)]
            return [
                Table(
                    [head, *rows],
                    [HALF * 0.58, HALF * 0.42],
                    style=plain(*lines, ("RIGHTPADDING", (0, 0), (-1, -1), 4.8), top=0.8, bottom=1.4),
                    repeatRows=1,
                )
            ]

        pairs = self._pairs([table(score) for score in scales])
        body = [part for pair in pairs for part in (pair, Spacer(0, 8.4))]
        return self._part(words["answers"], [self._text(escape(words["answers_lead"])), *body], whole=False)

    def _scoring(self, one: dict[str, Any]) -> list[Flowable]:
        label, words = self.all["privacy"]
        right = [self._text(escape(one["counts"])), self._text(f"<b>{escape(label)}:</b> {escape(words)}")]
        return self._part(self.all["sections"]["scoring"]["title"], [self._pair(self._prose("scoring"), right)])

    def _sources(self) -> list[Flowable]:
        sources = self.all["sources"]
        entries = [
            self._text(f'<a name="{source["id"]}"/>{number}. {self._rich(source["text"])}', "source")
            for number, source in enumerate(sources["entries"], 1)
        ]
        note = self._text(escape(sources["note"]), "source")
        return self._part(sources["title"], [self._pair(entries[:-1], entries[-1:]), Spacer(0, 7.2), note])
