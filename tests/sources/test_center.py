"""A center's details: what is read, and every way to get them wrong."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from careerprint.errors import ExitCode, SourceError
from careerprint.sources.center import SAMPLE, SAMPLE_WORDS, Center, read, remarks

CHECK = Path(__file__).parents[1] / "check"
IMAGES = Path(__file__).parents[2] / "source" / "images"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    shutil.copy(CHECK / "center.toml", tmp_path)
    shutil.copytree(IMAGES, tmp_path / "images")
    return tmp_path / "center.toml"


def problems(file: Path) -> list[str]:
    with pytest.raises(SourceError) as caught:
        read(file, name="center.toml")
    assert caught.value.exit_code is ExitCode.INVALID
    return [str(problem) for problem in caught.value.problems]


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_good_details(file: Path) -> None:
    center = read(file)
    assert center.address == ("100 Example Street", "Sampletown, ST 00000")
    assert [(entry.days, entry.time) for entry in center.hours] == [
        ("Monday", "9 a.m. to 5 p.m."),
        ("Friday", "9 a.m. to 1 p.m."),
    ]
    assert (center.paper, center.accent, center.language) == ("letter", "#1f4e79", "en")
    assert list(remarks(file, center)) == []


def test_our_sample_center() -> None:
    assert isinstance(read(IMAGES.parent / "center.toml"), Center)


def test_logo_and_email_may_be_left_out(file: Path) -> None:
    text = (
        file.read_text()
        .replace('logo = "images/sample-center.svg"\n', "")
        .replace('email = "office@example.org"\n', "")
    )
    file.write_text(text)
    assert (read(file).logo, read(file).email) == (None, None)


WRONG = [
    ('paper = "letter"', 'paper = "legal"', "15: paper: expected one of 'letter' or 'a4'"),
    ('phone = "555-0100"', "phone = 5550142", '5: phone: expected a text; put it in "quotes"'),
    ('phone = "555-0100"', 'phone = ""', "5: phone: is empty; fill it in"),
    ('phone = "555-0100"', "", " phone: is missing; add it"),
    (
        'phone = "555-0100"',
        'fone = "555-0100"\nphone = "1"',
        "5: fone: is not a field of this file; did you mean `phone`?",
    ),
    ('web = "https:', 'web = "http:', '11: web: expected an address such as "https://www.example.org"'),
    (
        'web = "https://www.example.org/office"',
        'web = "https://"',
        '11: web: expected an address such as "https://www.example.org"',
    ),
    (
        '"office@example.org"',
        '"careers at example.org"',
        '6: email: expected an address such as "careers@example.org"',
    ),
    ('"#1f4e79"', '"navy"', '16: accent: expected a web color code such as "#1f4e79"'),
    (
        '"#1f4e79"',
        '"#999999"',
        "16: accent: is too pale to read on white paper (2.8 to 1); choose a darker color",
    ),
    ('language = "en"', 'language = "English"', '17: language: expected a short code such as "en" or "es"'),
    (
        '{ days = "Friday", time =',
        '{ days = "Friday", tim =',
        "9: hours › 2 › tim: is not a field of this file; did you mean `time`?",
    ),
    ('"100 Example Street"', "100", '4: address › 1: expected a text; put it in "quotes"'),
    (
        'address = ["100 Example Street", "Sampletown, ST 00000"]',
        'address = "x"',
        "4: address: expected a list, not a single value",
    ),
    ('logo_alt = "Three rising steps"\n', "", " logo_alt: is missing; say in words what the logo shows"),
    (
        'name = "Test Career Center"',
        'name = "Sample \\u0000 Center"',
        "1: name: holds a character that cannot be printed, or a line break; type the text again",
    ),
    (
        'name = "Test Career Center"',
        "name = Test Career Center",
        '1: cannot be read: put the text in quotes, as in `phone = "555-0142"`',
    ),
    (
        'phone = "555-0100"',
        'name = "x"',
        "5: cannot be read: this name is given twice; take one of the two lines out",
    ),
    (
        'language = "en"',
        'language = "en',
        '17: cannot be read: the closing quote is missing; write lines such as `phone = "555-0142"`',
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), WRONG)
def test_wrong_details(file: Path, old: str, new: str, expected: str) -> None:
    change(file, old, new)
    assert f"center.toml:{expected}" in problems(file)


def test_missing_fields_twice_over(file: Path) -> None:
    file.write_text('name = "x"\n')
    found = problems(file)
    assert len(found) == 10
    assert "center.toml: hours: is missing; add it" in found


def test_hours_as_tables(file: Path) -> None:
    start, _, rest = file.read_text().partition("hours = [")
    tables = '\n[[hours]]\ndays = "Monday"\ntime = "9"\n\n[[hours]]\ndays = 5\ntime = "9"\n'
    file.write_text(start + rest.partition("]\n")[2] + tables)
    assert problems(file) == ['center.toml:19: hours › 2 › days: expected a text; put it in "quotes"']


def test_a_pale_accent_is_worth_a_remark(file: Path) -> None:
    change(file, '"#1f4e79"', '"#767676"')
    (remark,) = remarks(file, read(file), name="center.toml")
    assert remark.severity == "warning"
    assert str(remark) == (
        "center.toml:16: accent: is pale on white paper (4.5 to 1); a darker color, 7 to 1 or more, reads better"
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [("name", "Town Career Center"), ("phone", "555-0199"), ("web", "https://town.example.org")],
)
def test_lines_that_are_still_those_of_the_sample_are_named(tmp_path: Path, name: str, value: str) -> None:
    """Once one line is changed, each of the others that still says what our sample says is warned about."""
    shutil.copytree(IMAGES, tmp_path / "images")
    file = tmp_path / "center.toml"
    text = (IMAGES.parent / "center.toml").read_text(encoding="utf-8")
    assert list(remarks(IMAGES.parent / "center.toml", read(IMAGES.parent / "center.toml"))) == []
    file.write_text(re.sub(rf'(?m)^{name} = ".*"', f'{name} = "{value}"', text), encoding="utf-8")
    found = list(remarks(file, read(file)))
    assert [r.field for r in found if r.field in SAMPLE] == [field for field in SAMPLE if field != name]
    assert {r.field for r in found} - set(SAMPLE) == {f"languages › es › {field}" for field in SAMPLE_WORDS["es"]}
    assert {r.severity for r in found} == {"warning"}
    assert all(r.line for r in found)


def test_files_that_cannot_be_read(file: Path) -> None:
    file.write_bytes(b'name = "x"\nphone = "\xff"\n')
    assert problems(file) == ["center.toml:2: is not UTF-8 text; save it as UTF-8 in your editor"]
    file.write_text("x = " + "[" * 20_000)
    assert problems(file) == ["center.toml: has brackets nested without end; flatten them"]
    file.write_text("#" * 100_001)
    assert problems(file) == ["center.toml: cannot be read: it has more than 100,000 bytes, the most allowed"]
    file.unlink()
    assert problems(file) == ["center.toml: is missing; it holds your center's name and contact"]


def test_a_name_that_the_logo_shows_and_addresses_of_guides(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text('guide_url = "https://www.example.org/{slug}"\n' + text, encoding="utf-8")
    center = read(file)
    assert (center.guide_url, center.name_in_logo) == ("https://www.example.org/{slug}", False)


@pytest.mark.parametrize(
    "address", ["https://www.example.org/guides", "www.example.org/{slug}", "https://a.org/{slug}/{x}"]
)
def test_addresses_of_guides_that_lead_nowhere(file: Path, address: str) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(f'guide_url = "{address}"\n{text}', encoding="utf-8")
    (problem,) = problems(file)
    assert problem.startswith("center.toml:1: guide_url: expected an address")


def test_no_logo_holds_the_name(file: Path) -> None:
    text = re.sub(r"^logo.*\n", "", file.read_text(encoding="utf-8"), flags=re.M)
    file.write_text(f"name_in_logo = true\n{text}", encoding="utf-8")
    (problem,) = problems(file)
    assert "name_in_logo: there is no logo" in problem
