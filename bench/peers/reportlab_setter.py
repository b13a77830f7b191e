"""The *Fit* report as ReportLab's flowables, laid out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, Image, KeepTogether, Paragraph, Spacer, Table

from bench.peers.reportlab_parts import (
    GAP,
    HALF,
    INK,
    LINE,
    LINE_SOFT,
    WIDTH,
    Drawing,
    plain,
    square_code,
    squares,
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
            *self._part(self.all["sections"]["next-steps"]["title"], self._next_steps()),
            Spacer(0, 12),
            KeepTogether(self._back()),
            *self._scoring(one),
            *self._answers(one["answers"]),
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

    def _whole(self, cell: Sequence[Flowable], after: float = 0) -> Table:
        return Table([[list(cell)]], [WIDTH], style=plain(bottom=after))

    def _pairs(self, cells: Sequence[Sequence[Flowable]]) -> list[Flowable]:
        return [self._pair(two[0], two[1] if len(two) > 1 else ()) for two in twos(cells)]

    def _row_wise(self, cells: Sequence[Flowable], after: float = 0) -> list[Flowable]:
        """Two beside each other; an odd last one takes the whole width."""
        pairs = [self._pair(two[:1], two[1:]) if len(two) > 1 else self._whole(two) for two in twos(cells)]
        return [part for pair in pairs for part in (Spacer(0, after), pair)][1:]

    def _ticks(self, entries: Sequence[Any], width: float, after: float = 0) -> Table:
        box = Drawing(10.4, 12, [(0.5, 0.5, 9.5, 9.5, None, INK, 0.9)])
        rows = [[box, self._text(self._rich(runs), "cell")] for runs in entries]
        return Table(rows, [16.8, width - 16.8], style=plain(bottom=after))

    def _head(self, one: dict[str, Any]) -> list[Flowable]:
        center, (before, who) = self.all["center"], one["who"]
        logo = Image(str(self.folder / "logo.png"), height=30, width=40.8, kind="proportional", hAlign="LEFT")
        name = self._text(f"<b>{escape(center['name'])}</b>")
        rule = ("LINEBELOW", (0, 0), (-1, 0), 0.75, self.accent)
        head = Table(
            [[logo, name, self._text(escape(self.all["kind"]), "kind")]],
            [40.8, 250, WIDTH - 290.8],
            style=plain(rule, ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), bottom=7),
        )
        whose = f"{escape(before)} <b>{escape(who)}</b>"
        covers = [
            self._text(escape(self.all["sections"]["covers"]["title"]), "covers"),
            *self._prose("covers", "tight"),
        ]
        framed = Table(
            [[covers]], [WIDTH], style=plain(("BOX", (0, 0), (-1, -1), 0.75, LINE_SOFT), top=2.4, bottom=7.6, side=10.8)
        )
        title = self._text(escape(self.all["title"]), "h1")
        return [
            head,
            Spacer(0, 8.4),
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
        answer = Table([[verdict]], [WIDTH], style=plain(bar, top=1.2, bottom=3.8, side=10.8))
        lead = self._text(escape(self.all["picture"]["lead"]))
        cards = self._pairs([self._card(score) for score in one["cards"]])
        unscored = self._prose("not-scored") if one["not_scored"] else []
        return [Spacer(0, 9.6), answer, *self._part(self.all["picture"]["title"], [lead, *cards, *unscored])]

    def _card(self, score: dict[str, Any]) -> list[Flowable]:
        band = [] if score["band"] is None else self.all["bands"][score["scale"]][score["band"]]
        return [
            Spacer(0, 3.8),
            self._text(escape(score["title"]), "h3"),
            *self._bar(score),
            self._text(escape(score["points"]), "points"),
            *[self._text(self._rich(runs), "tight") for runs in band],
            Spacer(0, 8.4),
        ]

    def _bar(self, score: dict[str, Any]) -> list[Flowable]:
        if score["position"] is None:
            return []
        long = HALF * 0.62
        filled = max(2.2, long * score["position"] / 100)
        shapes = [(0, 0, long, 9.6, self.soft, None, 0), (0, -0.4, long, 0.75, INK, None, 0)]
        bar = Drawing(long, 12.5, [*shapes, (0, 0, filled, 9.6, self.accent, None, 0)])
        mean = self._text(f"<b>{escape(score['mean'])}</b>", "cell")
        return [Table([[bar, mean]], [long + 4.8, HALF - long - 4.8], style=plain(top=1, bottom=2.5))]

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
                *[self._text(escape(lead)) for lead in filter(None, [listed["lead"]])],
                *self._rated(listed, color),
            ]

        cells = [side(one["draws"], "side", self.all["accent"]), side(one["wears"], "side-ink", "#1a1a1a")]
        lines = [("LINEABOVE", (0, 0), (0, 0), 3, self.accent), ("LINEABOVE", (1, 0), (1, 0), 3, INK)]
        fill = ("BACKGROUND", (0, 0), (0, 0), self.soft)
        return [Table([cells], [WIDTH / 2] * 2, style=plain(*lines, fill, top=7.2, bottom=2, side=10.8))]

    def _tasks(self, tasks: dict[str, Any]) -> list[Flowable]:
        lead = [self._text(escape(words)) for words in filter(None, [tasks["lead"]])]
        return self._part(tasks["title"], [*lead, *self._row_wise(self._rated(tasks, self.all["accent"]), 5.4)])

    def _level(self, skill: dict[str, Any], more: str, wide: float) -> Table:
        words = self._text(f"{escape(skill['pair'])} {more}", "level")
        middle = ("VALIGN", (0, 0), (-1, -1), "MIDDLE")
        return Table(
            [[squares(skill["own"], skill["asked"], self.accent), words]], [60, wide - 60], style=plain(middle)
        )

    def _there(self, skill: dict[str, Any]) -> Table:
        name = self._text(f"<b>{escape(self.all['items'][skill['item']]['name'])}</b>", "there")
        level = self._level(skill, escape(skill["more"]), WIDTH * 0.74)
        middle = ("VALIGN", (0, 0), (-1, -1), "MIDDLE")
        return Table([[name, level]], [WIDTH * 0.26, WIDTH * 0.74], style=plain(middle))

    def _gap(self, skill: dict[str, Any]) -> tuple[list[Flowable], list[Flowable]]:
        item = self.all["items"][skill["item"]]
        name, level = (
            self._text(escape(item["name"]), "h3"),
            self._level(skill, f"<b>{escape(skill['more'])}</b>", HALF),
        )
        return [name, level, self._text(self._rich(item["means"]), "soft")], [self._ticks(item["steps"], HALF)]

    def _framed(self, left: Sequence[Flowable], right: Sequence[Flowable], *, one: bool = False) -> Table:
        spans = [(0, 2)] if one else [(0, 0), (2, 2)] if right else [(0, 0)]
        lines = [("LINEABOVE", (first, 0), (last, 0), 0.5, LINE) for first, last in spans]
        return Table([[list(left), "", list(right)]], [HALF, GAP, HALF], style=plain(*lines, top=3.8, bottom=3.8))

    def _skills(self, one: dict[str, Any]) -> list[Flowable]:
        words, gaps = self.all["skills"], [self._gap(skill) for skill in one["gaps"]]
        leads = [f"{words['skills_lead']} {one['gaps_lead']}", *filter(None, [one["no_gaps"]])]
        rows: list[Flowable] = [
            self._framed(*two[0], one=True)
            if len(two) == 1
            else self._framed(*([*what, *steps] for what, steps in two))
            for two in twos(gaps)
        ]
        start = [self._text(escape(lead)) for lead in leads]
        body: list[Flowable] = [self._whole(start, 7.2), *rows]
        if one["strengths"]:
            there = [self._there(skill) for skill in one["strengths"]]
            body += [KeepTogether([self._text(escape(words["strengths"]), "sub"), there[0]]), *there[1:]]
        if one["missing"]:
            body += [KeepTogether([self._text(escape(words["missing"]), "sub"), self._text(escape(one["missing"]))])]
        return self._part(words["skills"], body, whole=False)

    def _next_steps(self) -> list[Flowable]:
        entries = self.all["next_steps"]
        alone = len(entries) - 1 if len(entries) % 2 else None
        ticks = [self._ticks([runs], WIDTH if place == alone else HALF) for place, runs in enumerate(entries)]
        return self._row_wise(ticks, 3.8)

    def _back(self) -> list[Flowable]:
        notes, center, wide = self.all["notes"], self.all["center"], WIDTH * 0.47
        rule = Drawing(wide - GAP, 21, [(0, 0, wide - GAP, 0.5, LINE, None, 0)])
        blanks = [self._text(f"{escape(words)}: {'_' * 20}", "tight") for words in notes["blanks"]]
        left = [self._text(escape(notes["title"]), "h2"), *[rule] * notes["lines"], Spacer(0, 12), *blanks]
        code = square_code(center["qr"]["rows"], 67)
        (phone, number, target), (web, address) = center["phone"], center["web"]
        name = "<br/>".join([f"<b>{escape(center['name'])}</b>", *map(escape, center["address"])])
        mail = escape(center["email"])
        links = ((target, number), (f"mailto:{mail}", mail), (address, web))
        call, *others = (f'<a href="{escape(place)}">{escape(text)}</a>' for place, text in links)
        ways = "<br/>".join((f"{escape(phone)} {call}", *others))
        hours = "<br/>".join(f"<b>{escape(days)}</b> {escape(time)}" for days, time in center["hours"])
        inner = WIDTH * 0.53 - 21.6
        both = [self._text(name, "tight"), self._text(ways, "tight")]
        top = Table([[both, code]], [inner - code.width, code.width], style=plain(bottom=3.8))
        right = [self._text(escape(center["contact"]), "h2"), top, self._text(hours, "hours")]
        lines = [("LINEABOVE", (0, 0), (-1, 0), 1.5, self.accent), ("BACKGROUND", (1, 0), (1, 0), self.soft)]
        pads = [("LEFTPADDING", (1, 0), (1, 0), 10.8), ("RIGHTPADDING", (1, 0), (1, 0), 10.8)]
        return [Table([[left, right]], [wide, WIDTH - wide], style=plain(*lines, *pads, top=4.8, bottom=7.2))]

    def _answers(self, scales: Sequence[dict[str, Any]]) -> list[Flowable]:
        words = self.all["answers"]

        def table(score: dict[str, Any]) -> list[Flowable]:
            head = [self._text(escape(text), "line-head") for text in (score["title"], words["your_answers"])]
            said = "line-level" if score["levels"] else "line"
            rows = [[self._text(escape(line), "line"), self._text(escape(text), said)] for line, text in score["rows"]]
            first = HALF * (0.39 if score["levels"] else 0.6)
            lines = [("LINEBELOW", (0, 0), (-1, 0), 0.75, INK), ("LINEBELOW", (0, 1), (-1, -1), 0.5, LINE_SOFT)]
            right = [] if score["levels"] else [("RIGHTPADDING", (0, 0), (-1, -1), 4.8)]
            return [
                Table(
                    [head, *rows],
                    [first, HALF - first],
                    style=plain(*lines, *right, top=0.8, bottom=1.4),
                    repeatRows=1,
                )
            ]

        pairs = self._pairs([table(score) for score in scales])
        body = [part for pair in pairs for part in (pair, Spacer(0, 6))]
        return self._part(words["answers"], [self._text(escape(words["answers_lead"])), *body], whole=False)

    def _scoring(self, one: dict[str, Any]) -> list[Flowable]:
        label, words = self.all["privacy"]
        counts = self._text(f"{escape(one['counts'])} <b>{escape(label)}:</b> {escape(words)}")
        return self._part(self.all["sections"]["scoring"]["title"], [*self._prose("scoring"), counts])

    def _sources(self) -> list[Flowable]:
        sources = self.all["sources"]
        entries = [
            self._text(f'<bullet>{number}.</bullet><a name="{source["id"]}"/>{self._rich(source["text"])}', "source")
            for number, source in enumerate(sources["entries"], 1)
        ]
        note = self._text(escape(sources["note"]), "legal-ink")
        return self._part(sources["title"], [*entries, Spacer(0, 6), note])
