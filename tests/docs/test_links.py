"""Where the documents for readers point to is there, and what they tell people to type can be typed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.manual import (
    DOCUMENTS,
    PROJECT,
    all_commands,
    anchors,
    broken_links,
    linked_documents,
    missing_files,
    wrong_commands,
)

LONGEST_README = 120
"""Lines: what somebody reads before they decide to try it."""
LARGEST_PICTURE = 250_000
"""Bytes of a picture: README.md is read over slow lines, too."""

documents = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(PROJECT)))


@documents
def test_every_link_leads_somewhere(document: Path) -> None:
    assert list(broken_links(document.read_text(encoding="utf-8"), document.parent)) == []


@documents
def test_every_file_that_is_named_is_there(document: Path) -> None:
    assert list(missing_files(document.read_text(encoding="utf-8"))) == []


@documents
def test_every_command_can_be_typed(document: Path) -> None:
    assert list(wrong_commands(document.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("words", [words for words, _ in all_commands()])
def test_every_command_and_option_is_explained(words: str) -> None:
    text = (PROJECT / "docs" / "for-it.md").read_text(encoding="utf-8")
    assert words == "build" or f"build.py {words}" in text
    options = (parameter.opts for parameter in dict(all_commands())[words].params if parameter.opts[0].startswith("-"))
    assert [names for names in options if not any(_is_word(name, text) for name in names)] == []


def _is_word(name: str, text: str) -> bool:
    return re.search(rf"(?<![\w-]){name}(?![\w-])", text) is not None


def test_readme_is_short() -> None:
    assert len((PROJECT / "README.md").read_text(encoding="utf-8").splitlines()) <= LONGEST_README


def test_readers_of_readme_find_every_document() -> None:
    found: set[Path] = set()
    new = {PROJECT / "README.md"}
    while new:
        found |= new
        new = {target for document in new for target in linked_documents(document)} - found
    assert sorted(path.relative_to(PROJECT).as_posix() for path in set(DOCUMENTS) - found) == []


def test_pictures_are_small_and_shown() -> None:
    pictures = sorted((PROJECT / "docs" / "pictures").glob("*.png"))
    text = "".join((PROJECT / name).read_text(encoding="utf-8") for name in ("README.md", "CHANGELOG.md"))
    assert pictures
    assert [path.name for path in pictures if path.stat().st_size > LARGEST_PICTURE or path.name not in text] == []


# That the tests above can fail.


def test_headings_become_anchors_as_on_github() -> None:
    text = "# Very many answers\n## How to add …\n### `build`, first\n## Very many answers\n```\n# no heading\n```\n"
    assert anchors(text) == {"very-many-answers", "how-to-add-", "build-first", "very-many-answers-1"}


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("[a](#here)\n# Here\n", []),
        ("[a](#there)\n# Here\n", ["#there"]),
        ("[a](README.md) [b](https://example.org/x) [c](mailto:a@example.org)", []),
        ("[a](NOWHERE.md) and ![b](docs/none.png)", ["NOWHERE.md", "docs/none.png"]),
        ("[a](README.md#nothing-of-this-name)", ["README.md#nothing-of-this-name"]),
        ("`[a](NOWHERE.md)`\n```markdown\n[b](NOWHERE.md)\n```\n", []),
    ],
)
def test_broken_links_are_found(text: str, broken: list[str]) -> None:
    assert list(broken_links(text, PROJECT)) == broken


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("`careerprint/cli/main.py`, `tests/golden/`, `requirements/*.txt`, `templates/sections/ROLE.html`", []),
        ("`careerprint/cli/none.py` and `bench/none/`", ["careerprint/cli/none.py", "bench/none/"]),
        ("`jobs/pool.py`, `pool.py`, and `puddle.py`", ["puddle.py"]),
        ("```sh\npython -m bench.speed.report\npython -m bench.report\n```", ["bench.report"]),
    ],
)
def test_missing_files_are_found(text: str, missing: list[str]) -> None:
    assert list(missing_files(text)) == missing


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("`python3 build.py`", None),
        ('`python3 build.py new guide "Nurse" --language es --of nurse`', None),
        ("`build.py report FILE --assessment X [--guide G]`", None),
        ("`build.py [NAME…]` and `build.py nurse --open` and `build.py test -k fonts`", None),
        ("```sh\npython3 build.py check   # looks, with no option --shown here\n```", None),
        ("```sh\ncareerprint init my-center\ncareerprint   # prints\nuv tool install careerprint-0.1.0.whl\n```", None),
        ("`build.py chekc`", "no command and no guide is called chekc"),
        ("`uvx --from careerprint-0.1.0.whl careerprint chekc`", "no command and no guide is called chekc"),
        ("`build.py new poem X`", "there is nothing called poem"),
        ("```sh\npython3 build.py report a.csv --assessment x --poem   # said\n```", "there is no option --poem"),
    ],
)
def test_wrong_commands_are_found(text: str, fault: str | None) -> None:
    faults = [found.rpartition(": ")[2] for found in wrong_commands(text)]
    assert faults == ([fault] if fault else [])
