"""The check of texts in language folders: the right language, and what the original says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from careerprint.check.sources import read_sources
from tests.support.check_texts import FOLDER, TODAY
from tests.support.sample_runs import SOURCE

SPANISH = Path(__file__).parent / "es" / "nurse.md"


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return our own sources, but with a short guide and its translation instead of ours."""
    folder = tmp_path / "source"
    shutil.copytree(SOURCE, folder, ignore=shutil.ignore_patterns("guides", "answers"))
    (folder / "guides" / "es").mkdir(parents=True)
    shutil.copy(FOLDER / "nurse.md", folder / "guides")
    shutil.copy(SPANISH, folder / "guides" / "es")
    edit(folder / "guides" / "nurse.md", "{#notes}", "{#reports}")  # a worksheet has notes of its own
    monkeypatch.chdir(tmp_path)
    return folder


def said() -> list[str]:
    """Return what the check says, but for the few items that a short guide has."""
    found = read_sources(Path("source"), today=TODAY)[1]
    return [f"{p.severity} {p}" for p in found if "has fewer than" not in p.message]


def edit(path: Path, old: str, new: str, times: int = 1) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == times, old
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def guide(source: Path) -> Path:
    return source / "guides" / "es" / "nurse.md"


@pytest.fixture
def fit(source: Path) -> Path:
    return source / "assessments" / "es" / "fit.md"


def place(path: Path, start: str) -> str:
    """Return `file:line` of the one line that begins so."""
    lines = path.read_text(encoding="utf-8").splitlines()
    (number,) = (number for number, line in enumerate(lines, 1) if line.startswith(start))
    return f"source/{path.relative_to(Path.cwd() / 'source').as_posix()}:{number}"


def original(path: Path) -> Path:
    return path.parent.parent / path.name


def test_a_translation_that_is_whole(source: Path) -> None:
    assert said() == []


def test_our_translations_have_no_mistakes() -> None:
    assert [str(p) for p in read_sources(SOURCE, today=TODAY)[1] if p.severity == "error"] == []


def test_keys_of_guides(source: Path) -> None:
    sources, _ = read_sources(source, today=TODAY)
    assert sources is not None
    assert "es/nurse" in [guide.slug for guide in sources.guides]
    assert {q.slug for q in sources.questionnaires} == {"fit", "interests", "es/fit", "es/interests"}


def test_an_original_that_cannot_be_read_is_no_mistake_of_the_translation(guide: Path) -> None:
    edit(original(guide), "title: Nurse\n", "title: “Nurse”\n")
    (only,) = said()
    assert only.startswith("error source/guides/nurse.md:2: ")


def test_another_language_than_the_folder(guide: Path) -> None:
    edit(guide, "language: es-US", "language: fr")
    there = place(guide, "language")
    messages = said()
    assert (
        f"error {there}: language: we have no texts in `fr`: copy templates/labels/en.toml to "
        "labels/fr.toml, translate it"
    ) in messages
    edit(guide, "language: fr", "language: en")
    assert (
        f"error {there}: language: is `en`, but the folder `es` is for texts in `es`; change it or move the file"
        in said()
    )


def test_no_such_language(source: Path) -> None:
    file = source / "guides" / "nurse.md"
    edit(file, "language: en", "language: xx")
    assert (
        f"error {place(file, 'language')}: language: `xx` is not a language that we can write dates in; "
        "use a code such as `en` or `es-US`"
    ) in said()


def test_fell_behind(guide: Path) -> None:
    edit(original(guide), 'version: "1.0"', 'version: "1.1"')
    assert said() == [
        f"warning {place(guide, 'translates')}: translates: is out of date: source/guides/nurse.md is at version 1.1, "
        "this was made from 1.0"
    ]


def test_what_changed_since_is_counted_and_named_once_the_version_is_raised(guide: Path) -> None:
    edit(original(guide), 'version: "1.0"', 'version: "1.1"')
    edit(guide, "{#reports}", "{#informes}")
    assert said() == [
        f"warning {place(guide, 'translates')}: translates: is out of date: source/guides/nurse.md is at version 1.1, "
        'this was made from 1.0; write `translates: "1.1"`, and `check` names what is to be changed (2 differences)'
    ]
    edit(guide, 'translates: "1.0"', 'translates: "1.1"')
    assert [message.split()[0] for message in said()] == ["error", "error"]


def test_words_of_the_original_are_counted_and_short_ones_may_be_the_same(guide: Path) -> None:
    edit(guide, "Puede serlo, si le gusta", "It can be, if you like to care for people and can work by day")
    edit(guide, "**Calma.**", "**Calm.**")
    assert said() == []
    line = next(line for line in original(guide).read_text("utf-8").splitlines() if line.startswith("- **Write it"))
    edit(guide, next(line for line in guide.read_text("utf-8").splitlines() if line.startswith("- **Anotarlo")), line)
    assert said() == [
        f"warning {place(guide, '- **Write it')}: 1 line still has the words of source/guides/nurse.md, "
        "this one first; translate them"
    ]


def test_made_from_an_unknown_version(fit: Path) -> None:
    edit(fit, 'translates: "2.0"\n', "")
    assert said() == [
        "warning source/assessments/es/fit.md:1: translates: is missing; say which version of "
        'source/assessments/fit.md this was made from: `translates: "2.0"`'
    ]


def test_made_from_nothing(guide: Path) -> None:
    guide.rename(guide.parent / "teacher.md")
    assert said()[0] == (
        f"error {place(guide.parent / 'teacher.md', 'translates')}: translates: there is no `teacher.md` above this "
        "folder that it could be made from; take `translates` out"
    )


def test_a_guide_in_one_language_only(guide: Path) -> None:
    edit(guide, 'translates: "1.0"\n', "")
    guide.rename(guide.parent / "teacher.md")
    assert said() == []


def test_an_item_is_missing(guide: Path) -> None:
    there = place(original(guide), "- **Write it")
    edit(guide, "{#reports}", "{#informes}")
    assert said() == [
        "error source/guides/es/nurse.md:1: the item `reports` is missing; it is on line "
        f"{there.rpartition(':')[2]} of source/guides/nurse.md",
        f"error {place(guide, '- **Anotarlo')}: the item `informes` is not in source/guides/nurse.md; take it out",
    ]


def test_another_level(guide: Path) -> None:
    line = place(original(guide), "- **Calm").rpartition(":")[2]
    edit(guide, "{#calm level=4}", "{#calm level=3}")
    assert said() == [
        f"error {place(guide, '- **Calma')}: the item `calm` has level 3; "
        f"on line {line} of source/guides/nurse.md it has level 4"
    ]


def test_a_section_is_missing(guide: Path) -> None:
    for path, name in ((original(guide), "a-day"), (guide, "un-dia")):
        path.write_text(path.read_text("utf-8") + f"\n## X {{#{name}}}\n\nX.\n", "utf-8")
    messages = said()
    assert "the section `a-day` is missing" in messages[0]
    assert "the section `un-dia` is not in" in messages[1]


def test_a_figure_differs(guide: Path) -> None:
    edit(guide, "es de $50,000", "es de $55,000")
    line = place(original(guide), "The sample pay").rpartition(":")[2]
    assert said() == [
        f"error {place(guide, '## Salario')}: pay-and-outlook: the figure “$50,000” is missing; it is on line "
        f"{line} of source/guides/nurse.md",
        f"error {place(guide, 'El salario')}: pay-and-outlook: the figure “$55,000” is not in this part of "
        "source/guides/nurse.md",
    ]


def test_figures_written_in_another_way_are_the_same(guide: Path) -> None:
    edit(guide, "es de $50,000", "es de $50.000")
    assert said() == []


def test_scales_of_assessments(fit: Path) -> None:
    edit(fit, "    choices: [Nada, Poco, Más o menos, Bastante bien, Muy bien]", "    choices: [Mal, Bien]")
    edit(fit, "min_share: 0.66", "min_share: 0.75")
    share, cons = (place(original(fit), start).rpartition(":")[2] for start in ("min_share", "  cons"))
    messages = [message for message in said() if "bands" not in message]
    assert (
        f"error {place(fit, 'min_share')}: `min_share` has 0.75; on line {share} of "
        "source/assessments/fit.md it has 0.66"
    ) in messages
    assert (
        f"error {place(fit, '  cons')}: the question about `cons` has 2 choices; on line {cons} of "
        "source/assessments/fit.md it has 5 choices"
    ) in messages


def test_reversed_items(source: Path) -> None:
    file = source / "assessments" / "es" / "interests.md"
    edit(file, "{#e9}", "{#e9 .reversed}")
    line = place(original(file), "- Negotiate").rpartition(":")[2]
    assert said() == [
        f"error {place(file, '- Negociar')}: the item `e9` has `.reversed`; on line {line} of "
        "source/assessments/interests.md it has no `.reversed`"
    ]
