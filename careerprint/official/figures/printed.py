"""Figures as guides print them: read from words, compared with a value of the official files, and rewritten.

Guides round: shares to whole percents, people to tens, hundreds or thousands, and wages, in prose, to thousands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from careerprint.official.downloads.workbooks import Cell
from careerprint.sources.citations.addresses import Address

Kind = Literal["money", "share", "people"]

_FIGURE = re.compile(
    r"(?P<money>\$\d+(?:,\d{3})*(?:\.\d+)?)"
    r"|(?P<share>(?<![\d%])[-−]?\d+(?:,\d{3})*(?:\.\d+)?\s?%)"
    r"|(?P<people>(?<![\d,.$])\d{1,3}(?:,\d{3})+(?![\d%]))"
    r"|(?P<small>(?<![\d,.$])\d{2,3}(?= (?:a year|al año)\b))"
)
"""What needs an address: an amount of money, a share, thousands, and small numbers `a year`."""
_YEARLY = re.compile(r"\b(?:a year|each year|al año|cada año)", re.I)
"""Words after a change over ten years that is given for a single year."""
_ABOUT = re.compile(r"\b(?:about|around|nearly|almost|roughly|some|unos|unas|casi|cerca de|aproximadamente)\W+$", re.I)
"""Words before a figure that is rounded."""
_LESS = re.compile(
    r"\b(?:fall|falls|fell|shrink|shrinks|fewer|drop|drops|decline|declines|less|lose|loses|menos|baja|cae|pierde)\b"
)
"""Words that stand for a minus sign."""
MORE_THAN = re.compile(r"(?:more than|más de) $", re.I)
"""Words before a wage that is so high that no exact one is published."""

_PHRASES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Postsecondary nondegree award", ("certificate after high school", "certificado después de la secundaria")),
    ("Some college, no degree", ("some college", "algo de universidad")),
    ("Doctoral or professional degree", ("doctoral", "doctorado")),
    ("Master's degree", ("master", "maestría")),
    ("Bachelor's degree", ("bachelor", "licenciatura")),
    ("Associate's degree", ("associate", "asociado")),
    ("High school diploma or equivalent", ("high school", "secundaria")),
    ("No formal educational credential", ("no degree", "no diploma", "no formal", "ningún")),
    ("Apprenticeship", ("apprentice", "aprendizaje")),
    ("Internship/residency", ("intern", "pasantía")),
    ("Long-term on-the-job training", ("long", "larga")),
    ("Moderate-term on-the-job training", ("month", "mes")),
    ("Short-term on-the-job training", ("short", "corta")),
    ("None", ("no", "ning")),
)
"""How guides write the usual way in and the usual training, in English and Spanish.

Longer phrases come before those that they contain.
"""


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """A figure in some words."""

    start: int
    """Where it begins in the words."""
    text: str
    kind: Kind
    amount: Decimal
    """Without its sign."""
    is_negative: bool
    is_alone: bool
    """Whether nothing else is said with it, as in a cell of a table: then it is exact."""

    @property
    def end(self) -> int:
        """Where it ends in the words."""
        return self.start + len(self.text)


def printed_in(words: str, *, is_cell: bool) -> list[PrintedFigure]:
    """Return the figures in some words, in their order; `is_cell` says that they are a cell or a quick fact."""
    found = [(match, _kind(match)) for match in _FIGURE.finditer(words)]
    return [
        PrintedFigure(
            match.start(),
            match.group(),
            kind,
            Decimal(re.sub(r"[^\d.]", "", match.group())),
            match.group()[0] in "-−",
            is_cell and _is_alone(words, match, kind),
        )
        for match, kind in found
    ]


def _kind(match: re.Match[str]) -> Kind:
    return "money" if match["money"] else "share" if match["share"] else "people"


def _is_alone(words: str, match: re.Match[str], kind: Kind) -> bool:
    """Say whether a figure is the only one of its kind between semicolons."""
    before, after = words[: match.start()].rpartition(";")[2], words[match.end() :].partition(";")[0]
    return not any(_kind(other) == kind for other in _FIGURE.finditer(f"{before};{after}"))


def kind_of(address: Address) -> Kind | None:
    """Return the kind of figure that an address leads to; None for words, pages and files."""
    if address.table == "national":
        return "people" if address.column == "TOT_EMP" else "money"
    if address.table == "5.3" or address.column == "change":
        return "share"
    return "people" if address.column in ("jobs", "new-jobs", "openings") else None


def agrees(printed: PrintedFigure, value: Cell, address: Address, words: str, top: int) -> bool:
    """Say whether a figure is a value of the official files, rounded as guides round it.

    `top` is what `#` stands for, in dollars a year.
    """
    if value == "#":
        return printed.amount == top and MORE_THAN.search(words[: printed.start]) is not None
    if printed.kind != kind_of(address) or not isinstance(value, float):
        return False
    exact = _exact(value, address, printed, words)
    if printed.kind == "share":
        falls = printed.is_negative or (exact < 0 and _LESS.search(words) is not None)
        is_same_way = falls == (exact < 0) or not printed.amount  # 0% is neither growth nor loss
        return printed.amount == _rounded(abs(exact), _unit(printed, address, words)) and is_same_way
    return printed.amount in (abs(exact), _rounded(abs(exact), _unit(printed, address, words)))


def rewritten(printed: PrintedFigure, value: Cell, address: Address, words: str, top: int) -> str | None:
    """Return a new figure in the form of the old one; None if the words around it would no longer fit."""
    if value == "#":
        if MORE_THAN.search(words[: printed.start]):
            return f"${top:,}"
        return f"more than ${top:,}" if printed.is_alone and printed.start == 0 else None
    if not isinstance(value, float):
        return None
    exact = _exact(value, address, printed, words)
    amount = _rounded(abs(exact), _unit(printed, address, words))
    if printed.kind == "money":
        return f"${amount:,}"
    if printed.kind == "people":
        # A loss of jobs and a gain need different words.
        return f"{amount:,}" if exact >= 0 or address.column != "new-jobs" or _LESS.search(words) else None
    number = f"{amount:,}{printed.text.lstrip('-−0123456789.,')}"
    if _LESS.search(words) or not printed.is_alone:
        was_negative = printed.is_negative or _LESS.search(words) is not None
        return (f"−{number}" if printed.is_negative else number) if was_negative == (exact < 0) else None
    return f"−{number}" if exact < 0 else number


def fresh(value: Cell, address: Address, top: int) -> str | None:
    """Return a value as guides print one that stands alone; None for one that is not published.

    `top` is what `#` stands for, in dollars a year. Ways in and kinds of training keep their official words.
    """
    if value == "#":
        return f"more than ${top:,}"
    kind = kind_of(address)
    if kind is None:
        return None if value == "—" else str(value)
    if not isinstance(value, float):
        return None
    exact = Decimal(str(value))
    if kind == "share":
        return f"{_rounded(exact, Decimal(1)) + 0:,}%".replace("-", "−")  # + 0: there is no −0%
    if kind == "money":
        return f"${_rounded(exact, Decimal(1)):,}"
    return f"{_rounded(exact * (1 if address.table == 'national' else 1000), Decimal(1)):,}"


def _exact(value: float, address: Address, printed: PrintedFigure, words: str) -> Decimal:
    """Return a value in the unit that guides use: single people, and new jobs for one year where the words say so."""
    exact = Decimal(str(value))
    if address.column in ("jobs", "new-jobs", "openings"):
        exact *= 1000
    return exact / 10 if _is_yearly(address, printed, words) else exact


def _is_yearly(address: Address, printed: PrintedFigure, words: str) -> bool:
    """Say whether a change over ten years is given for one: the words behind the figure, up to the next one, say so."""
    after = words[printed.end :]
    following = _FIGURE.search(after)
    before = words[: printed.start]
    near = words if not following and not _FIGURE.search(before) else after[: following and following.start()]
    return address.column == "new-jobs" and _YEARLY.search(near) is not None


def _unit(printed: PrintedFigure, address: Address, words: str) -> Decimal:
    """Return what a figure is rounded to, from its own last digits: 1 for exact ones, 100 for hundreds."""
    if printed.kind == "share":
        decimals = len(printed.text.partition(".")[2].rstrip("% \u00a0\u202f"))
        return Decimal(1).scaleb(-decimals)
    digits = str(int(printed.amount))
    zeros = len(digits) - len(digits.rstrip("0"))
    if printed.kind == "money":
        return Decimal(1000 if zeros >= 3 and not printed.is_alone else 1)
    if _is_yearly(address, printed, words) or (_ABOUT.search(words[: printed.start]) and not printed.is_alone):
        return Decimal(10) ** max(0, min(zeros, len(digits) - 2, 3))
    return Decimal(1)


def _rounded(value: Decimal, unit: Decimal) -> Decimal:
    """Round half up to a multiple of a unit."""
    return (value / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit


def says_way_in(words: str, value: str) -> bool:
    """Say whether words name a usual way in or a usual training as the official table calls it."""
    rest, said = words.casefold(), set()
    for label, phrases in _PHRASES:
        for phrase in phrases:
            if phrase in rest:
                said.add(label)
                rest = rest.replace(phrase, " ") if phrase not in ("no", "ning") else rest
    return value in said


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure and the address behind it; one of them may lack the other."""

    printed: PrintedFigure | None
    address: Address | None
    value: Cell | None
    """What the official file says."""
    agrees: bool


def pairs(
    figures: Sequence[PrintedFigure], values: Sequence[tuple[Address, Cell]], words: str, top: int
) -> Iterator[Pair]:
    """Bring the figures in some words together with the addresses behind them.

    Where every address has a figure that agrees, these are the pairs. Else figures and addresses of one kind go
    together in their order, as marks are in the order of their figures; if there are more of the one than of the
    other, those that agree go together first.
    """
    whole = [*_in_agreement(figures, values, words, top)]
    if all(pair.printed for pair in whole):
        taken = [pair.printed for pair in whole]
        yield from whole
        yield from (Pair(each, None, None, False) for each in figures if each not in taken and not _is_small(each))
        return
    kinds: tuple[Kind, ...] = ("money", "share", "people")
    for kind in kinds:
        own = [each for each in figures if each.kind == kind]
        wanted = [each for each in values if kind_of(each[0]) == kind]
        if len(own) > len(wanted):
            own = [each for each in own if not _is_small(each)]
        if len(own) == len(wanted):
            for figure, (address, value) in zip(own, wanted, strict=True):
                yield Pair(figure, address, value, agrees(figure, value, address, words, top))
        else:
            yield from _as_far_as_possible(own, wanted, words, top)


def _in_agreement(
    figures: Sequence[PrintedFigure], values: Sequence[tuple[Address, Cell]], words: str, top: int
) -> Iterator[Pair]:
    """Pair each address with the first figure that agrees with it and is not taken; with None if there is none."""
    left = [*figures]
    for address, value in values:
        match = next((figure for figure in left if agrees(figure, value, address, words, top)), None)
        if match:
            left.remove(match)
        yield Pair(match, address, value, match is not None)


def _as_far_as_possible(
    figures: Sequence[PrintedFigure], values: Sequence[tuple[Address, Cell]], words: str, top: int
) -> Iterator[Pair]:
    """Pair what agrees, then what is left in its order; leave over what has no counterpart."""
    first = [*_in_agreement(figures, values, words, top)]
    yield from (pair for pair in first if pair.printed)
    taken = [pair.printed for pair in first]
    left = iter([figure for figure in figures if figure not in taken])
    for pair in first:
        if pair.printed is None:
            yield Pair(next(left, None), pair.address, pair.value, False)
    yield from (Pair(figure, None, None, False) for figure in left if not _is_small(figure))


def _is_small(figure: PrintedFigure) -> bool:
    """Say whether a figure is a small number, which needs no address."""
    return figure.kind == "people" and figure.amount < 1000
