"""Names in every script that a font package brings: printed, read aloud as written, sound by both standards."""

from __future__ import annotations

from pathlib import Path

import pytest

from careerprint.check.pdf.inspect import inspect_bytes
from careerprint.faces import fonts, scripts
from careerprint.install.extras import how_to_add
from careerprint.press.tagging.finish import finish
from tests.support.names import SCRIPT_NAMES as NAMES
from tests.support.proof import alone, faults, print_page
from tests.support.read_aloud import tagged_text


def test_each_script_has_a_name() -> None:
    letters = "".join(NAMES.values())
    assert [script.family for script in scripts.SCRIPTS if not any(map(script.holds, letters))] == []


@pytest.mark.parametrize("weight", ["400", "600"])
@pytest.mark.parametrize("script", NAMES)
def test_a_name_is_read_aloud_as_it_was_written(script: str, weight: str) -> None:
    name = NAMES[script]
    assert fonts.covers(name) == set()
    html = f'<p style="font-weight: {weight}">For {name} (ID 12)</p>'
    pdf = print_page(html)
    assert tagged_text(pdf) == [("P", f"For {name} (ID 12)")]
    assert faults(pdf, "ua1", "2a") == set()


@pytest.mark.parametrize("script", ["Hebrew", "Devanagari", "Tamil", "Telugu"])
def test_glyphs_alone_would_not_say_it(script: str) -> None:
    name = NAMES[script]
    assert tagged_text(print_page(f"<p>{name}</p>", finisher=alone())) != [("P", name)]


def test_check_finds_other_words_in_place_of_a_name() -> None:
    """Letters of these scripts may stand for several glyphs, but not for others."""

    def says_another(document: object, pdf: object) -> None:
        document.pages[0].words = {number: "मीना" for number in document.pages[0].words}  # type: ignore[attr-defined]
        finish(document, pdf)

    name = NAMES["Devanagari"]
    messages = [problem.message for problem in inspect_bytes(print_page(f"<p>{name}</p>"), label="x").problems]
    assert "words are read aloud that are not those on the page" not in messages
    spoiled = print_page(f"<p>{name}</p>", finisher=says_another)
    messages = [problem.message for problem in inspect_bytes(spoiled, label="x").problems]
    assert "words are read aloud that are not those on the page" in messages


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert fonts.remedy("漢") == "write it with other letters"  # for here the extra is there
    found = scripts.package_of
    monkeypatch.setattr(scripts, "package_of", lambda module: None if module.startswith("cvttf") else found(module))
    assert fonts.remedy("ދ") == "write it with other letters"
    assert fonts.remedy("漢ދ") == f"add fonts with {how_to_add('cjk')}"


def test_files_of_a_script_are_those_of_its_weights(tmp_path: Path) -> None:
    hind = next(script for script in scripts.SCRIPTS if script.family == "Hind")
    assert [file.stem for file in scripts.files_of(hind)] == ["Hind-Bold", "Hind-Regular", "Hind-SemiBold"]
