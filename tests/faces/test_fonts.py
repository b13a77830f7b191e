"""The made fonts: names, weights, widths, glyphs, the font configuration, and the same bytes every time."""

import hashlib
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from functools import partial
from importlib import resources
from pathlib import Path

import pytest
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from careerprint.faces import fonts, scripts, typefaces
from tests.support.sample_runs import PATIENCE, fonts_of

FONTS = fonts.prepare()
ROOT = Path(__file__).parents[2]
FACES = FONTS.folder / "faces"
ADDRESS_OF_SANS = Path(str(resources.files("fontpkg_source_sans_3"))) / "files"
RESERVED = re.compile("source", re.IGNORECASE)
FAMILIES = set(fonts.FAMILIES)

needs_fontconfig_tools = pytest.mark.skipif(
    shutil.which("fc-match") is None, reason="fontconfig's own tools are not installed"
)


def face_file(face: typefaces.Face) -> TTFont:
    return TTFont(FACES / face.file_name)


def ask_fontconfig(tool: str, *arguments: str, config: Path = FONTS.config) -> str:
    environment = {**os.environ, "FONTCONFIG_FILE": str(config)}
    answer = subprocess.run([tool, *arguments], env=environment, capture_output=True, text=True, check=True)
    assert answer.stderr == ""
    return answer.stdout


@pytest.mark.parametrize("face", typefaces.FACES, ids=lambda face: face.style)
def test_a_face_has_its_own_name_and_weight(face):
    font = face_file(face)
    names = font["name"]
    called = {record.toUnicode() for record in names.names if record.nameID not in (0, 7, 13, 14)}
    assert not any(RESERVED.search(name) for name in called)
    assert (names.getBestFamilyName(), names.getBestSubFamilyName()) == (typefaces.SANS, face.style)
    assert names.getDebugName(6) == face.file_name.removesuffix(".ttf")
    assert "Adobe" in names.getDebugName(0)
    assert "SIL Open Font License" in names.getDebugName(13)
    assert font["OS/2"].usWeightClass == face.weight
    assert bool(font["head"].macStyle & 2) is bool(font["OS/2"].fsSelection & 1) is face.italic
    assert bool(font["head"].macStyle & 1) is bool(font["OS/2"].fsSelection & 0x20) is (face.weight == 700)
    assert not {"fvar", "gvar", "avar", "HVAR", "MVAR", "STAT"} & set(font.keys())


@pytest.mark.parametrize("face", typefaces.FACES, ids=lambda face: face.style)
def test_widths_are_those_of_the_variable_font_at_that_weight(face):
    source = "SourceSans3-Italic[wght].ttf" if face.italic else "SourceSans3[wght].ttf"
    variable = TTFont(ADDRESS_OF_SANS / source)
    for table in ("GPOS", "GSUB", "GDEF", "BASE", "MVAR"):
        del variable[table]  # only widths are compared, and these take seconds
    whole = instantiateVariableFont(variable, {"wght": face.weight})
    made = face_file(face)
    old, new = whole.getBestCmap(), made.getBestCmap()
    for character in "AVWfilmnoäëßđơẾЖщΩ0123456789.,€→☐✓":
        point = ord(character)
        assert made["hmtx"][new[point]] == whole["hmtx"][old[point]]


def kerning(font: TTFont, left: str, right: str) -> int:
    """Return what the first pair lookup that has this pair adds between the two characters."""
    cmap = font.getBestCmap()
    first, second = cmap[ord(left)], cmap[ord(right)]
    subtables = [table for lookup in font["GPOS"].table.LookupList.Lookup for table in lookup.SubTable]
    for table in (getattr(table, "ExtSubTable", table) for table in subtables):
        if table.LookupType != 2 or first not in table.Coverage.glyphs:
            continue
        if table.Format == 1:
            records = table.PairSet[table.Coverage.glyphs.index(first)].PairValueRecord
            found = next((record.Value1 for record in records if record.SecondGlyph == second), None)
            if found is not None:
                return int(found.XAdvance)
        else:
            row = table.Class1Record[table.ClassDef1.classDefs.get(first, 0)].Class2Record
            return int(row[table.ClassDef2.classDefs.get(second, 0)].Value1.XAdvance)
    return 0


PAIRS = ("AV", "To", "Ty", "LT", "P.", "r,", "Ye", "WA", "Wơ", "Đa", "nn")


@pytest.mark.slow
@pytest.mark.parametrize("face", [typefaces.FACES[2], typefaces.FACES[3]], ids=lambda face: face.style)
def test_kerning_is_that_of_the_variable_font_at_that_weight(face):
    source = "SourceSans3-Italic[wght].ttf" if face.italic else "SourceSans3[wght].ttf"
    variable = TTFont(ADDRESS_OF_SANS / source)
    subsetter = Subsetter(Options(layout_features=["kern"]))
    subsetter.populate(text="".join(PAIRS))  # few letters: the instancer's own way is slow
    subsetter.subset(variable)
    whole = instantiateVariableFont(variable, {"wght": face.weight})
    expected = {pair: kerning(whole, *pair) for pair in PAIRS}
    assert {pair: kerning(face_file(face), *pair) for pair in PAIRS} == expected
    assert expected["AV"] < -10
    assert expected["nn"] == 0


def test_weights_differ_in_width():
    regular, bold = (face_file(face) for face in (typefaces.FACES[0], typefaces.FACES[2]))
    widths = [font["hmtx"][font.getBestCmap()[ord("i")]][0] for font in (regular, bold)]
    assert widths[0] < widths[1]


@pytest.mark.parametrize("face", typefaces.FACES, ids=lambda face: face.style)
def test_figures_are_tabular(face):
    font = face_file(face)
    cmap = font.getBestCmap()
    widths = [font["hmtx"][cmap[ord(figure)]][0] for figure in "0123456789"]
    assert max(widths) - min(widths) <= 1  # a thousandth of the size, from rounding
    features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert {"pnum", "ccmp", "locl"} <= features
    features = {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}
    assert features == {"kern", "mark", "mkmk"}


@pytest.mark.parametrize(
    "text",
    [
        "The quick brown fox, 0123456789 – “quoted” ‘so’ … $112,590 €50 ½ × 3 ≤ 4 ≈ 5 ± 1",
        "Łukasz Żółć Ștefan Țepeș Đorđe Ağça İşçi Ñandú Ölçüm Þór Ŵyn Əliyev ʻOkina",
        "Nguyễn Thị Hường Đặng Phước Ưng",
        "Юлия Щербакова Їжак Ђорђевић Ғани Өмір Ұлан",
        "Ελένη Παπαδοπούλου Ώρα",
        "محمد שרה प्रिया ক্ষমা செல்வி శ్రీ សុខា ศิริพร 李小龍 김민준 さくら",
        "☐☑✓✗●○■□▲▼▶◀→←↑↓◆•",
        "a\u00a0b\u202fc\u2009d\u2011e\u00adf\u200dg\u2066h\u2069i\nj\tk",
    ],
)
def test_what_names_and_text_are_written_with_is_covered(text):
    assert fonts.covers(text) == set()


def test_what_no_font_has_is_named():
    assert fonts.covers("abc ދށ ع 漢 😀 \x01 \ud800 ☐") == {"ދ", "ށ", "😀", "\x01", "\ud800"}


def test_coverage_is_that_of_the_faces():
    common = set.intersection(*(set(face_file(face).getBestCmap()) for face in typefaces.FACES))
    for script in scripts.SCRIPTS:
        files = [TTFont(file) for file in FACES.glob(f"{script.stem}-*")]
        letters = set.intersection(*(set(file.getBestCmap()) for file in files))
        common |= {point for point in letters if script.holds(chr(point))}
    for point in range(0x20, 0x3000):
        character = chr(point)
        blank = character.isspace() or unicodedata.category(character) == "Cf"
        assert (fonts.covers(character) == set()) is (blank or point in common)


def test_the_sans_has_all_that_the_low_vision_face_has():
    sans = set(face_file(typefaces.FACES[0]).getBestCmap())
    for file in FACES.glob("Atkinson*.ttf"):
        assert set(TTFont(file).getBestCmap()) - sans <= {0x0D}


def test_licences_stand_beside_the_faces():
    packaged = [script.family for script in scripts.SCRIPTS if not script.extra]
    for family in ("Careerprint Sans", "Atkinson Hyperlegible", *packaged):
        name = f"OFL-{family.replace(' ', '-')}.txt"
        assert "SIL OPEN FONT LICENSE" in (FONTS.folder / name).read_text(encoding="utf-8").upper()


def faces_of(script: scripts.Script) -> int:
    """Return how many faces are made of a script's files: two of one that varies."""
    return sum(2 if scripts.is_variable(file) else 1 for file in scripts.files_of(script))


@needs_fontconfig_tools
def test_fontconfig_knows_only_these_families():
    families = ask_fontconfig("fc-list", "--format", "%{family[0]}\n").split("\n")
    assert {family for family in families if family} == FAMILIES
    files = ask_fontconfig("fc-list", "--format", "%{file}\n").split()
    assert {Path(file).parent for file in files} == {FACES}
    assert len(files) == len(typefaces.FACES) + sum(map(faces_of, scripts.SCRIPTS)) + 4


@needs_fontconfig_tools
@pytest.mark.parametrize(
    ("wanted", "file"),
    [
        ("Careerprint Sans", "CareerprintSans-Regular.ttf"),
        ("Careerprint Sans:bold", "CareerprintSans-Bold.ttf"),
        ("Careerprint Sans:semibold", "CareerprintSans-SemiBold.ttf"),
        ("Careerprint Sans:italic", "CareerprintSans-Italic.ttf"),
        ("Careerprint Sans:semibold:italic", "CareerprintSans-SemiBoldItalic.ttf"),
        ("sans-serif", "CareerprintSans-Regular.ttf"),
        ("serif", "CareerprintSans-Regular.ttf"),
        ("monospace:bold", "CareerprintSans-Bold.ttf"),
        ("No Such Family", "CareerprintSans-Regular.ttf"),
        ("Atkinson Hyperlegible:bold", "AtkinsonHyperlegible-Bold.ttf"),
        ("Atkinson Hyperlegible:charset=416", "CareerprintSans-Regular.ttf"),
    ],
)
def test_fontconfig_chooses(wanted, file):
    if "charset" in wanted:
        candidates = ask_fontconfig("fc-match", "-s", "--format", "%{file}\n", wanted.split(":")[0]).split()
        chosen = next(one for one in candidates if 0x416 in TTFont(one).getBestCmap())
    else:
        chosen = ask_fontconfig("fc-match", "--format", "%{file}", wanted)
    assert Path(chosen).name == file


@needs_fontconfig_tools
def test_a_moved_set_of_fonts_is_repaired_and_caches_in_itself(tmp_path):
    moved = tmp_path / "share" / "careerprint" / FONTS.folder.name
    shutil.copytree(FONTS.folder, moved)
    shutil.rmtree(moved / "cache")
    assert str(FONTS.folder) in (moved / "fonts.conf").read_text(encoding="utf-8")
    code = "from careerprint.faces import fonts\nprint(fonts.prepare().folder)"
    code = f"import sys; sys.prefix = {str(tmp_path)!r}\n{code}"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout == f"{moved}\n"
    assert str(FONTS.folder) not in (moved / "fonts.conf").read_text(encoding="utf-8")
    ask_fontconfig("fc-list", config=moved / "fonts.conf")
    assert list((moved / "cache").glob("*.cache-*"))


RACE = """
import os, sys
sys.prefix = sys.argv[1]
os.environ["XDG_CACHE_HOME"] = sys.argv[2]
from careerprint.faces import fonts
print(fonts.prepare().folder)
"""


def test_a_process_that_must_not_have_children_cuts_by_itself(tmp_path: Path) -> None:
    cuts = [partial(Path.touch, tmp_path / name) for name in ("one", "two")]
    process = multiprocessing.get_context("spawn").Process(target=fonts._do_all, args=(cuts,), daemon=True)
    process.start()
    process.join(60)
    assert process.exitcode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


@pytest.mark.slow
def test_another_process_makes_the_same_bytes_where_it_may_write(tmp_path):
    """It may not write into the environment."""
    assert made_at_once(tmp_path, RACE, number=1) == [0]
    assert digests(tmp_path / "cache" / "careerprint" / FONTS.folder.name) == digests(FONTS.folder)


FINISHED = """
import shutil
fonts._do_all = lambda cuts: shutil.copytree(sys.argv[3], cuts[0].args[1], dirs_exist_ok=True)
"""
"""Copies faces that were cut before."""


@pytest.mark.slow
def test_of_two_processes_that_make_the_fonts_at_once_one_set_is_left(tmp_path):
    """They copy the faces: cutting takes 15 seconds of a processor, and the test above compares what is cut."""
    code = RACE.replace("print(", f"{FINISHED}print(")
    assert made_at_once(tmp_path, code, str(FACES), number=2) == [0, 0]
    made = tmp_path / "cache" / "careerprint"
    assert [entry.name for entry in made.iterdir()] == [FONTS.folder.name]
    assert digests(made / FONTS.folder.name) == digests(FONTS.folder)


def made_at_once(tmp_path: Path, code: str, *arguments: str, number: int) -> list[int | None]:
    """Let processes that may not write into the environment make the fonts; return their exit codes."""
    (tmp_path / "file").touch()
    command = [sys.executable, "-c", code, str(tmp_path / "file"), str(tmp_path / "cache"), *arguments]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(number)]
    folders = {process.communicate(timeout=PATIENCE)[0].strip() for process in processes}
    assert folders == {str(tmp_path / "cache" / "careerprint" / FONTS.folder.name)}
    return [process.returncode for process in processes]


def digests(folder: Path) -> dict[str, str]:
    kept = [*folder.glob("faces/*"), *folder.glob("OFL-*"), folder / "coverage.json"]
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in kept}


def test_no_place_to_write_is_explained(tmp_path):
    (tmp_path / "file").touch()
    command = [sys.executable, "-c", RACE, str(tmp_path / "file"), str(tmp_path / "file")]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 1
    assert "MachineError: The fonts cannot be made: neither" in answer.stderr


PRINT = """
import sys
from careerprint.faces import fonts
from tests.support.sample_runs import PATIENCE, fonts_of
fonts.activate()
import weasyprint
html = '''<html lang=en><style>body{font-family:"Careerprint Sans"}.b{font-weight:700}.s{font-weight:600}
i{font-style:italic}.h{font-family:"Atkinson Hyperlegible","Careerprint Sans"}</style>
<p>Regular Ж ễ ☐</p><p class=b>Bold</p><p class=s>Semi <i>bold italic</i></p><p><i>Italic</i></p>
<p class=h>Low vision Ж</p>'''
sys.stdout.buffer.write(weasyprint.HTML(string=html).write_pdf())
"""


@pytest.mark.slow
def test_weasyprint_embeds_our_faces_and_prints_the_same_bytes_in_two_processes(tmp_path):
    prints = [subprocess.run([sys.executable, "-c", PRINT], capture_output=True, check=True, cwd=ROOT) for _ in "ab"]
    assert prints[0].stdout == prints[1].stdout
    assert {made.stderr for made in prints} == {b""}
    names = {name.partition("+")[2] for name in fonts_of(prints[0].stdout)[0]}
    assert names == {
        "Careerprint-Sans",
        "Careerprint-Sans-Bold",
        "Careerprint-Sans-Semi-Bold",
        "Careerprint-Sans-Italic",
        "Careerprint-Sans-Semi-Bold-Italic",
        "Atkinson-Hyperlegible",
    }
