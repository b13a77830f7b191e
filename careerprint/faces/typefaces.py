"""Makes the static typefaces that every print uses from the variable ones of the font packages.

A variable font prints with wrong widths as soon as it is given a weight, and form fields embed it whole; a static
subset has neither fault. Only `fonts.prepare` uses this module, once per machine, because importing fontTools and
making the faces takes seconds.
"""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools.misc.roundTools import otRound
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables.otBase import ValueRecord
from fontTools.varLib.instancer import AxisLimits, instantiateVariableFont
from fontTools.varLib.varStore import VarStoreInstancer

from careerprint.faces.scripts import SCRIPTS, WEIGHTS, is_variable

SANS = "Careerprint Sans"
"""What Source Sans 3 is called here: its license reserves the name Source for unchanged copies."""

FEATURES = ("kern", "mark", "mkmk", "ccmp", "locl", "liga", "pnum")
"""OpenType features that are kept. Digits of Source Sans 3 are tabular and lining; `pnum` gives proportional ones."""
_OF_VARIABLE = ("Regular", "Bold")
"""What is cut from a script's file that varies: a third face would take another second, and bold stands in for it."""
_REGULAR, _BOLD, _ITALIC = 0x40, 0x20, 0x01
_VALUES = (
    ("XPlacement", "XPlaDevice"),
    ("YPlacement", "YPlaDevice"),
    ("XAdvance", "XAdvDevice"),
    ("YAdvance", "YAdvDevice"),
)
"""The numbers of a value record in GPOS, each with the table that says how it varies."""


@dataclass(frozen=True, slots=True)
class Face:
    """One static face of Careerprint Sans."""

    style: str
    """The style's name, such as `SemiBold Italic`."""
    weight: int
    """The weight on the CSS scale, 200 to 900."""
    italic: bool
    """Whether it is cut from the italic."""

    @property
    def file_name(self) -> str:
        """Return the file's name in the folder of faces."""
        return f"CareerprintSans-{self.style.replace(' ', '')}.ttf"


FACES = (
    Face("Regular", 400, False),
    Face("SemiBold", 600, False),
    Face("Bold", 700, False),
    Face("Italic", 400, True),
    Face("SemiBold Italic", 600, True),
)


def wanted_characters() -> set[int]:
    """Return the code points to keep: for names and text in Latin, Cyrillic and Greek script."""
    ranges = (
        (0x0020, 0x007E),
        (0x00A0, 0x024F),  # Latin-1, Latin Extended-A and -B
        (0x0250, 0x0292),  # letters of African and Azerbaijani names; Source Sans draws the rest of IPA too
        (0x02B0, 0x036F),  # modifier letters and combining marks
        (0x0370, 0x03FF),  # Greek
        (0x0400, 0x052F),  # Cyrillic
        (0x1E00, 0x1EFF),  # Vietnamese and Welsh
        (0x2000, 0x206F),  # punctuation
        (0x2070, 0x20CF),  # superscripts and currency
        (0x2100, 0x2BFF),  # fractions, arrows, mathematics, boxes, ticks, shapes
    )
    return {point for first, last in ranges for point in range(first, last + 1)}


def make_sans(source: Path, folder: Path, *, italic: bool) -> None:
    """Write the upright or the italic ones of `FACES` into `folder`, cut from a variable file of Source Sans 3.

    The same input gives the same bytes: no time stamp is renewed.
    """
    subset = _subset(source)
    for face in FACES:
        if face.italic == italic:
            font = _cut(io.BytesIO(subset), {"wght": face.weight})
            _rename(font, face)
            font.save(folder / face.file_name)


def copy_static(files: Iterable[Path], folder: Path) -> None:
    """Copy faces that are static already, byte for byte, so that they may keep their reserved name."""
    for file in files:
        shutil.copyfile(file, folder / file.name)


def add_script(files: Iterable[Path], folder: Path) -> None:
    """Put the typeface of a script into `folder`: copied, or the regular and the bold face of a file that varies.

    The licenses of those that vary reserve no name, so the faces keep theirs.
    """
    for file in files:
        if not is_variable(file):
            shutil.copyfile(file, folder / file.name)
            continue
        for weight in _OF_VARIABLE:
            font = _cut(file, {"wght": WEIGHTS[weight]}, updateFontNames=True)
            font.save(folder / f"{file.name.partition('[')[0]}-{weight}.ttf")


def write_coverage(folder: Path, target: Path) -> None:
    """Write the code points that can be printed, as JSON `[[first, last], …]`: all faces of a family have them."""
    points = _common(folder, [face.file_name for face in FACES])
    for script in SCRIPTS:
        found = _common(folder, [file.name for file in folder.glob(f"{script.stem}-*")])
        points |= {point for point in found if script.holds(chr(point))}
    target.write_text(json.dumps(_runs(sorted(points))), encoding="ascii")


def _common(folder: Path, names: list[str]) -> set[int]:
    """Return the code points that all of some faces have."""
    found = [set(_load(folder / name).getBestCmap()) for name in names]
    return set.intersection(*found) if found else set()


def _load(file: Path | io.BytesIO) -> TTFont:
    return TTFont(file, recalcTimestamp=False)


def _subset(source: Path) -> bytes:
    """Return the variable font with only the wanted characters and features."""
    options = Options(layout_features=list(FEATURES), name_IDs=["*"], notdef_outline=True, hinting=False)
    font = _load(source)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted_characters())
    subsetter.subset(font)
    data = io.BytesIO()
    font.save(data)
    return data.getvalue()


def _cut(file: Path | io.BytesIO, place: Mapping[str, float], **options: bool) -> TTFont:
    """Return the static font at a place on the axes of a variable one, by their tags; others stay at their default."""
    font = _load(file)
    where = {axis.axisTag: place.get(axis.axisTag, axis.defaultValue) for axis in font["fvar"].axes}
    _settle_positions(font, where)
    return instantiateVariableFont(font, where, inplace=True, **options)


def _settle_positions(font: TTFont, place: Mapping[str, float]) -> None:
    """Add to kerning and mark positions what a place on the axes adds to them, so that they no longer vary.

    The instancer can do that too, but first aligns the kerning of all scripts to one matrix, as if it had several
    fonts to merge: that takes half the time of making a face.
    """
    definitions = font["GDEF"].table
    deltas = VarStoreInstancer(definitions.VarStore, font["fvar"].axes)
    limits = AxisLimits(place).normalize(font)
    deltas.setLocation({tag: limit.default for tag, limit in limits.items()})
    positions = font["GPOS"].table
    positions.ensureDecompiled(recurse=True)
    _settle(positions.LookupList, deltas)
    del definitions.VarStore
    definitions.LigCaretList = None  # where a cursor stands in a ligature: it varies, too, and nobody edits a print
    definitions.Version = 0x00010002  # 1.3 is 1.2 with variations


def _settle(part: object, deltas: VarStoreInstancer) -> None:
    """Settle every anchor and value record in a part of the GPOS table."""
    if isinstance(part, list):
        for one in part:
            _settle(one, deltas)
    elif isinstance(part, otTables.Anchor):
        if part.Format == 3:
            _settle_values(part, (("XCoordinate", "XDeviceTable"), ("YCoordinate", "YDeviceTable")), deltas)
            part.Format = 1
    elif isinstance(part, ValueRecord):
        _settle_values(part, _VALUES, deltas)
    elif hasattr(part, "__dict__"):
        for name, value in vars(part).items():
            if name.startswith("ValueFormat") and isinstance(value, int):
                setattr(part, name, value & 0x0F | value >> 4)  # bits 4-7 say which of bits 0-3 vary
            else:
                _settle(value, deltas)


def _settle_values(record: Any, pairs: Iterable[tuple[str, str]], deltas: VarStoreInstancer) -> None:
    for value, device in pairs:
        table = record.__dict__.pop(device, None)
        if table is not None:
            delta = deltas[table.StartSize << 16 | table.EndSize]
            setattr(record, value, getattr(record, value, 0) + otRound(delta))


def _rename(font: TTFont, face: Face) -> None:
    """Give the face its own name and style; keep copyright, trademark and license (OFL, condition 3)."""
    linked = face.weight in (400, 700)  # the four styles that the old name pair can express
    old_style = face.style if linked else ("Italic" if face.italic else "Regular")
    old_family = SANS if linked else f"{SANS} SemiBold"
    postscript = face.file_name.removesuffix(".ttf")
    names = {1: old_family, 2: old_style, 3: postscript, 4: f"{SANS} {face.style}", 6: postscript}
    if not linked:
        names |= {16: SANS, 17: face.style}
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in (0, 5, 7, 13, 14)]
    for name_id, text in names.items():
        table.setName(text, name_id, 3, 1, 0x409)
    font["OS/2"].fsSelection &= ~(_REGULAR | _BOLD | _ITALIC)
    font["OS/2"].fsSelection |= {"Regular": _REGULAR, "Bold": _BOLD, "Italic": _ITALIC}[old_style]
    font["head"].macStyle = {"Regular": 0, "Bold": 1, "Italic": 2}[old_style]
    if "STAT" in font:
        del font["STAT"]  # describes axes that a static face no longer has


def _runs(points: list[int]) -> list[list[int]]:
    """Return sorted code points as inclusive runs."""
    runs: list[list[int]] = []
    for point in points:
        if runs and runs[-1][1] == point - 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return runs
