"""The check of texts in language folders: the right language, and what the original says."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from careerprint.check.sources import read_sources
from tests.support.check_texts import FOLDER, TODAY
from tests.support.sample_runs import SOURCE


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of our own sources."""
    shutil.copytree(SOURCE, tmp_path / "source")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "source"


def said(today: datetime.date = TODAY) -> list[str]:
    return [f"{p.severity} {p}" for p in read_sources(Path("source"), today=today)[1]]


def edit(path: Path, old: str, new: str, times: int = 1) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == times, old
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def guide(source: Path) -> Path:
    return source / "guides" / "es" / "machine-learning-engineer.md"


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


def test_our_translations_are_whole(source: Path) -> None:
    assert said() == []


def test_keys_of_guides(source: Path) -> None:
    sources, _ = read_sources(source, today=TODAY)
    assert sources is not None
    assert "es/machine-learning-engineer" in [guide.slug for guide in sources.guides]
    assert {q.slug for q in sources.questionnaires} == {"fit", "interests", "es/fit", "es/interests"}


def test_another_language_than_the_folder(guide: Path) -> None:
    edit(guide, "language: es-US", "language: fr")
    there = place(guide, "language")
    messages = said()
    assert (
        f"error {there}: language: there are no words of ours in `fr`: copy templates/labels/en.toml to "
        "labels/fr.toml, translate it"
    ) in messages
    edit(guide, "language: fr", "language: en")
    assert (
        f"error {there}: language: is `en`, but the folder `es` is for texts in `es`; change it or move the file"
        in said()
    )


def test_no_such_language(source: Path) -> None:
    file = source / "guides" / "data-scientist.md"
    edit(file, "language: en", "language: xx")
    assert (
        f"error {place(file, 'language')}: language: `xx` is not a language that we can write dates in; "
        "use a code such as `en` or `es-US`"
    ) in said()


def test_fell_behind(guide: Path) -> None:
    edit(original(guide), 'version: "1.0"', 'version: "1.1"')
    assert said() == [
        f"warning {place(guide, 'translates')}: translates: fell behind: "
        "source/guides/machine-learning-engineer.md is at version 1.1, this was made from 1.0"
    ]


def test_words_of_the_original_are_counted_and_short_ones_may_be_the_same(guide: Path) -> None:
    edit(guide, "Puede serlo, si le gusta", "It can be, if you like to build software, can live with messy data,")
    edit(guide, "## Consejos {#tips}", "## Tips {#tips}")
    assert said() == []
    line = next(line for line in original(guide).read_text("utf-8").splitlines() if line.startswith("- **Team up"))
    edit(guide, next(line for line in guide.read_text("utf-8").splitlines() if line.startswith("- **Formar")), line)
    assert said() == [
        f"warning {place(guide, '- **Team up')}: 1 line still has the words of "
        "source/guides/machine-learning-engineer.md, this one first; translate them"
    ]


def test_made_from_an_unknown_version(fit: Path) -> None:
    edit(fit, 'translates: "2.0"\n', "")
    assert said() == [
        "warning source/assessments/es/fit.md:1: translates: is missing; say which version of "
        'source/assessments/fit.md this was made from: `translates: "2.0"`'
    ]


def test_made_from_nothing(guide: Path) -> None:
    guide.rename(guide.parent / "nurse.md")
    assert said()[0] == (
        f"error {place(guide.parent / 'nurse.md', 'translates')}: translates: there is no `nurse.md` above this "
        "folder that it could be made from; take `translates` out"
    )


def test_a_guide_in_one_language_only(source: Path) -> None:
    shutil.copy(FOLDER / "nurse.md", source / "guides" / "es" / "nurse.md")
    edit(source / "guides" / "es" / "nurse.md", "language: en\n", "language: es\n")
    edit(source / "guides" / "es" / "nurse.md", "{#notes}", "{#reports}")
    assert [message for message in said() if message.startswith("error") or "translates" in message] == []


def test_an_item_is_missing(guide: Path) -> None:
    there = place(original(guide), "- **Team up")
    edit(guide, "{#team-work}", "{#trabajo-en-equipo}")
    assert said() == [
        "error source/guides/es/machine-learning-engineer.md:1: the item `team-work` is missing; it stands on line "
        f"{there.rpartition(':')[2]} of source/guides/machine-learning-engineer.md",
        f"error {place(guide, '- **Formar equipo')}: the item `trabajo-en-equipo` is not in "
        "source/guides/machine-learning-engineer.md; take it out",
    ]


def test_differences_of_one_that_fell_behind_are_warnings(guide: Path) -> None:
    edit(original(guide), 'version: "1.0"', 'version: "1.1"')
    edit(guide, "{#team-work}", "{#trabajo-en-equipo}")
    assert [message.split()[0] for message in said()] == ["warning"] * 3


def test_another_level(guide: Path) -> None:
    line = place(original(guide), "- **Data engineering").rpartition(":")[2]
    edit(guide, "{#data-engineering level=3}", "{#data-engineering level=4}")
    assert said() == [
        f"error {place(guide, '- **Ingeniería de datos')}: the item `data-engineering` has level 4; "
        f"on line {line} of source/guides/machine-learning-engineer.md it has level 3"
    ]


def test_a_section_is_missing(guide: Path) -> None:
    edit(guide, "{#environment}", "{#entorno}")
    messages = said()
    assert "the section `environment` is missing" in messages[0]
    assert "the section `entorno` is not in" in messages[1]


def test_a_figure_differs(guide: Path) -> None:
    edit(guide, "el 35.4% una maestría", "el 53.4% una maestría")
    line = place(original(guide), "For data scientists, a bachelor").rpartition(":")[2]
    assert said() == [
        f"error {place(guide, '## Estudios')}: education: the figure “35.4%” is missing; it stands on line {line} of "
        "source/guides/machine-learning-engineer.md",
        f"error {place(guide, 'En ciencia de datos, lo habitual')}: education: the figure “53.4%” is not in this part "
        "of source/guides/machine-learning-engineer.md",
    ]


def test_figures_written_in_another_way_are_the_same(guide: Path) -> None:
    edit(guide, "el 35.4% una maestría", "el 35,4 % una maestría")
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
