"""Looks up every figure of every guide in the official files, and plants errors to see that they are found.

    python -m bench.proofs.figures --official FOLDER [--source SOURCE] [--seed N]

Each address of a guide is read, its value looked up, rounded as guides print it, and compared with the figure in the
text; every figure in the words that an address vouches for must have one. Then 20 errors are planted in copies of the
guides: a digit, a code, a column. The exit code is 1 if a figure differs or a planted error is not found.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path, PurePosixPath

from bench.tools.official_files import CELL, Cell, OfficialFiles
from careerprint.check.subject import subject_of
from careerprint.sources import document as documents
from careerprint.sources.citations.addresses import TABLES, TABS, Address, read_address
from careerprint.sources.citations.figures import Figure
from careerprint.sources.guide import Guide, from_document

PLANTED = 20
TOP_CODED = 239_200
"""Dollars a year: what the wage file prints as `#` is more than this."""
TOKEN = re.compile(r"\$?\d[\d,]*(?:\.\d+)?\s?%?")
"""A number as it stands in a text."""
FIGURE = re.compile(r"\$\d[\d,]*|[-−]?\d[\d.,]*\s?%|\b\d{1,3}(?:,\d{3})+\b")
"""A number that needs a source: money, a share, thousands."""
LESS = re.compile(
    r"\b(?:fall|falls|fell|shrink|shrinks|fewer|drop|drops|decline|declines|less|lose|loses|menos|baja|cae|pierde)\b"
)
"""Words that stand for a minus sign."""
YEARLY = re.compile(r" a year| al año")
"""Words behind which a change over ten years is given for one."""

ENTRY: dict[str, tuple[str, ...]] = {
    "Doctoral or professional degree": ("doctoral", "doctorado"),
    "Master's degree": ("master", "maestría"),
    "Bachelor's degree": ("bachelor", "licenciatura"),
    "Associate's degree": ("associate", "asociado"),
    "Postsecondary nondegree award": ("certificate after high school", "certificado después de la secundaria"),
    "Some college, no degree": ("some college", "algo de universidad"),
    "High school diploma or equivalent": ("high school", "secundaria"),
    "No formal educational credential": ("no d", "ningún"),  # no degree, no diploma
}
"""How guides write the usual way in, in English and in Spanish."""
TRAINING: dict[str, tuple[str, ...]] = {
    "Apprenticeship": ("apprentice", "aprendizaje"),
    "Internship/residency": ("intern", "pasantía"),
    "Long-term on-the-job training": ("long", "larga"),
    "Moderate-term on-the-job training": ("mont", "mes"),
    "Short-term on-the-job training": ("short", "corta"),
    "None": ("no", "ning"),
}
"""How guides write the usual training."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A figure that is not what the official file says."""

    line: int
    message: str


def faults_of(guide: Guide, files: OfficialFiles) -> list[Fault]:
    """Return what is wrong with the figures of a guide."""
    urls = {source.id: source.url for source in guide.meta.sources}
    runs: list[list[Figure]] = []
    for figure in guide.figures:
        if figure.place == 0:
            runs.append([])
        runs[-1].append(figure)
    return [Fault(run[0].line, message) for run in runs for message in _run_faults(run, urls, guide, files)]


def _run_faults(run: Sequence[Figure], urls: dict[str, str], guide: Guide, files: OfficialFiles) -> Iterator[str]:
    """Compare the figures in some words with the addresses behind them: each must have the other."""
    words = run[0].words
    left = Counter(figure.replace(" ", "") for figure in FIGURE.findall(words))
    tabs = []
    for figure in run:
        address = read_address(figure.address)
        if address.table in TABS:
            tabs.append(files.tab(urls[figure.source], address.table))
        elif address.table not in TABLES or address.table == "1.12":
            yield from _named(address, words, guide, files)
        elif address.code not in files.tables[address.table]:
            yield f"{figure.address}: there is no row {address.code}"
        else:
            yield from _value_fault(address, figure.address, words, left, files)
    if tabs:
        yield from (f"“{number}” is not in the tab" for number in _missing(words, left, tabs, len(tabs) == len(run)))
    else:
        yield from (f"no address vouches for “{number}” in “{words}”" for number in left.elements())


def _value_fault(address: Address, spelled: str, words: str, left: Counter[str], files: OfficialFiles) -> Iterator[str]:
    """Take the figure that an address vouches for out of those that are left; report it where there is none."""
    value = files.tables[address.table][address.code][address.column]
    if address.column in ("entry", "training"):
        said = words.casefold()
        if not any(expected in said for expected in {**ENTRY, **TRAINING}[str(value)]):
            yield f"{spelled} is “{value}”, not “{words}”"
        return
    small = Counter(re.findall(r"(?<![\d,.])\d{2,3}(?![\d,.]|\s?%)", words))  # 570 a year
    numbers = (number for number in (left + small) if _says(number, value, address, words))
    match = next(numbers, None)
    if match is None:
        yield f"{spelled} is {value}, which is not in “{words}”"
    elif match in left:
        left[match] -= 1


def _says(number: str, value: Cell, address: Address, words: str) -> bool:
    """Say whether a printed number is a value of the official files, rounded as guides round it."""
    printed = Decimal(re.sub(r"[^\d.]", "", number))
    if value == "#":
        return printed == TOP_CODED and "more than" in words
    if not isinstance(value, float):
        return False
    exact = Decimal(str(value))
    if address.column == "change":
        falls = number.startswith(("-", "−")) or (exact < 0 and LESS.search(words) is not None)
        return "%" in number and printed == _rounded(abs(exact), 0) and falls == (exact < 0)
    if address.table == "5.3":
        return "%" in number and printed == _rounded(exact, 0)
    if address.table == "national" and address.column != "TOT_EMP":
        return "$" in number and printed in (exact, _rounded(exact, 3))
    if "%" in number or "$" in number:
        return False
    people = abs(exact) * (1 if address.table == "national" else 1000)
    yearly = [people / 10] if address.column == "new-jobs" and YEARLY.search(words) else []
    return any(printed in _near(number) for number in (people, *yearly))


def _near(number: Decimal) -> set[Decimal]:
    """Return a number and what it is when rounded to tens, hundreds or thousands, two digits left at least."""
    return {number, *(_rounded(number, zeros) for zeros in (1, 2, 3) if number >= 10 ** (zeros + 1))}


def _rounded(value: Decimal, zeros: int) -> Decimal:
    """Round half up, to a number that ends in so many zeros."""
    unit = Decimal(10) ** zeros
    return (value / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit


def _missing(words: str, left: Counter[str], tabs: Sequence[str], is_all: bool) -> Iterator[str]:
    """Yield numbers that none of the tabs holds: those that no other address took, or all numbers in the words."""
    numbers = [token.strip(" ,.") for token in TOKEN.findall(words)] if is_all else list(left.elements())
    for number in numbers:
        shown = re.escape(number.lstrip("-−").replace(" ", ""))
        pattern = rf"(?<![\d,.]){shown}(?![\d%]|,\d|\.\d)|{CELL} {re.escape(number.strip('$%'))} {CELL}"
        if not any(re.search(pattern, tab.replace(" percent", "%")) for tab in tabs):
            yield number


def _named(address: Address, words: str, guide: Guide, files: OfficialFiles) -> Iterator[str]:
    """Report an address whose file has no row for the occupation, or no title that the words name."""
    if address.table == "1.12":
        if address.code not in files.tables["1.12"]:
            yield f"table 1.12 has no row {address.code}"
        return
    if address.table == "interests":
        rows = [row for row in files.records("Interests") if row["Scale ID"] == "IH"]
        if not any(row["O*NET-SOC Code"] in guide.meta.codes.onet for row in rows):
            yield "the file of interests has no high points for this occupation"
        return
    titles = [*_titles(address, guide, files)]
    if not titles:
        yield "the O*NET file has no row for this occupation"
    elif guide.meta.language == "en" and None not in titles and not any(t and t in words.casefold() for t in titles):
        yield f"“{words}” names no title of the O*NET file"


_TITLES = {"Alternate Titles": "Alternate Title", "Sample of Reported Titles": "Reported Job Title"}
"""The files of other titles, and the column of each that holds them."""


def _titles(address: Address, guide: Guide, files: OfficialFiles) -> Iterator[str | None]:
    """Yield the titles that an O*NET file gives for a guide's occupations, in small letters.

    None stands for a related occupation whose title a cut file of occupations does not hold.
    """
    if address.table == "titles":
        for name, column in (
            ("Alternate Titles", "Alternate Title"),
            ("Sample of Reported Titles", "Reported Job Title"),
        ):
            rows = files.records(name)
            yield from (row[column].casefold() for row in rows if row["O*NET-SOC Code"] in guide.meta.codes.onet)
    else:
        names = {row["O*NET-SOC Code"]: row["Title"] for row in files.records("Occupation Data")}
        for row in files.records("Related Occupations"):
            if row["O*NET-SOC Code"] in guide.meta.codes.onet:
                title = names.get(row["Related O*NET-SOC Code"])
                yield title.casefold() if title else None


def without_address(guide: Guide) -> list[str]:
    """Return the figures in the text of a guide that no mark with an address stands behind."""
    subject = subject_of(guide.document, PurePosixPath(f"guides/{guide.slug}.md"), guide.meta)
    written = Counter(number for passage in subject.passages for number in FIGURE.findall(passage.words))
    runs = [figure for figure in guide.figures if figure.place == 0 and figure.line > guide.document.first_line]
    vouched = Counter(number for figure in runs for number in FIGURE.findall(figure.words))
    return [*(written - vouched).elements()]


# Planted errors


def planted(text: str, guide: Guide, files: OfficialFiles, chance: random.Random) -> tuple[str, int]:
    """Return a guide's text with one error in it, and the line that it stands on.

    The error makes a difference: the wrong code or column has another value, the wrong number is not in the tab either.
    """
    lines = text.split("\n")
    numeric = ("national", "1.2", "5.3", *TABS)
    words = ("entry", "training")
    addresses = [(figure, read_address(figure.address)) for figure in guide.figures]
    candidates = [(f, address) for f, address in addresses if address.table in numeric and address.column not in words]
    while True:
        figure, address = chance.choice(candidates)
        kind = chance.choice(["digit"] if address.table in TABS else ["digit", "code", "column"])
        old, new = _spoiled(figure, address, guide, files, kind, chance)
        spoiled = re.sub(rf"(?<![\d,.]){re.escape(old)}(?![\d,])", new, lines[figure.line - 1], count=1) if new else ""
        if spoiled not in ("", lines[figure.line - 1]):
            lines[figure.line - 1] = spoiled
            return "\n".join(lines), figure.line


def _spoiled(
    figure: Figure, address: Address, guide: Guide, files: OfficialFiles, kind: str, chance: random.Random
) -> tuple[str, str]:
    """Return what is to be replaced and the error that replaces it; empty where that would make no difference."""
    if kind != "digit":
        columns = [name for name in TABLES[address.table] if name not in (address.column, "entry", "training")]
        code = chance.choice(["11-1021", "13-2011", "47-2111"]) if kind == "code" else address.code
        column = chance.choice(columns) if kind == "column" else address.column
        table = files.tables[address.table]
        values = table[address.code][address.column], table[code][column]
        differs = all(isinstance(value, float) for value in values) and round(values[0]) != round(values[1])
        return figure.address, f"{address.table}/{code}/{column}" if differs else ""
    numbers = FIGURE.findall(figure.words)
    if not numbers:
        return "", ""
    number = chance.choice(numbers)
    digit = next(place for place, sign in enumerate(number) if sign.isdigit())
    wrong = number[:digit] + str((int(number[digit]) + chance.randint(0, 7)) % 9 + 1) + number[digit + 1 :]
    urls = {source.id: source.url for source in guide.meta.sources}
    tab = files.tab(urls[figure.source], address.table) if address.table in TABS else ""
    return number, wrong if wrong != number and wrong.rstrip("%") not in tab else ""


def guides_in(source: Path) -> Iterator[tuple[Path, Guide]]:
    """Yield each guide below a source folder that has addresses."""
    for path in sorted((source / "guides").rglob("*.md")):
        guide = from_document(documents.read(path, name=path.name, slug=path.stem))
        if guide.figures:
            yield path, guide


def main() -> int:
    """Print n of n for each guide, then how many planted errors were found."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--official", type=Path, required=True, help="a folder of official files")
    parser.add_argument("--source", type=Path, default=Path("source"))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    files, chance = OfficialFiles(options.official), random.Random(options.seed)
    guides = [*guides_in(options.source)]
    wrong = 0
    for path, guide in guides:
        faults = faults_of(guide, files)
        wrong += len(faults)
        name = path.relative_to(options.source / "guides").as_posix()
        print(f"{name:36} {len(guide.figures) - len(faults)} of {len(guide.figures)} figures")
        for fault in faults:
            print(f"  {path}:{fault.line}: {fault.message}")
        for number in without_address(guide):
            print(f"  {path}: “{number}” stands there without an address")
    found = 0
    for _ in range(PLANTED):
        path, guide = chance.choice(guides)
        text, line = planted(path.read_text(encoding="utf-8"), guide, files, chance)
        spoiled = from_document(documents.from_text(text, path=path.name, slug=path.stem))
        if any(fault.line == line for fault in faults_of(spoiled, files)):
            found += 1
        else:
            print(f"  planted on {path}:{line}, not found: {text.splitlines()[line - 1]}")
    print(f"{sum(len(guide.figures) for _, guide in guides) - wrong} figures are right, {wrong} are not.")
    print(f"{found} of {PLANTED} planted errors found.")
    return 0 if wrong == 0 and found == PLANTED else 1


if __name__ == "__main__":
    sys.exit(main())
