"""The check as a whole: all problems of all files at once, where they are, and none where all is well."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from careerprint.check.sources import read_sources
from tests.support.check_texts import FOLDER, TODAY
from tests.support.sample_runs import SOURCE

UNSOURCED = "has no source; say where it comes from with a mark such as `[^handbook]`, or write the sentence without it"
BROKEN = {
    "bad-link": "64: next-steps: `http://www.example.org/nurse` is not secure; write https: if the page has it",
    "dead-link": "60: strong: `#task` leads nowhere in this guide; did you mean `#tasks`?",
    "figure-without-source": f"49: pay-and-outlook: the figure “$50,000” {UNSOURCED}",
    "html": "60: strong: “<b>” is HTML and would be printed as typed; write Markdown instead",
    "item-twice": "25: tasks › care: this name is also used on line 24; give one of them another `{#name}`",
    "missing-picture": "45: education: the picture `../images/nurse.png` is missing: "
    "there is no such file in the folder images/",
    "missing-section": " cons: section is missing; add a line `## A heading {#cons}` and its text",
    "ragged-table": "54: pay-and-outlook: this row has 3 cells, the table's first row has 2; make them equal",
    "skipped-heading": "58: strong: the heading skips a level; begin it with `###`",
    "unknown-field": "12: keyword: is not a field of this file; did you mean `keywords`?",
    "unknown-source": "49: pay-and-outlook: `[^handbok]` is not one of the sources; did you mean `handbook`?",
    "wrong-type": "9: sides: expected a whole number",
}
"""One mistake each; the whole message after the file's name."""


def said(source: Path, today: datetime.date = TODAY) -> list[str]:
    return [f"{p.severity} {p}" for p in read_sources(source, today=today)[1]]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_good_sources_are_read_without_a_word(source: Path) -> None:
    sources, problems = read_sources(Path("source"), today=TODAY)
    assert problems == ()
    assert sources is not None
    assert sources.center.name == "Test Career Center"
    assert [guide.slug for guide in sources.guides] == ["nurse"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{#s2}", "{#s3}", "S › s3: the name `s3` is also used on line"),
        ("{#c8}", "{#c8 reversed=yes}", "C › c8: `reversed` is not known here; did you mean `.reversed`"),
        ("{#s2}", "{#flat}", "the id `flat` is also used on line"),
    ],
)
def test_a_mistake_in_an_assessment_gives_one_message(source: Path, old: str, new: str, message: str) -> None:
    (source / "assessments").mkdir()
    shutil.copy(SOURCE / "assessments" / "interests.md", source / "assessments")
    edit(source / "assessments" / "interests.md", old, new)
    (found,) = (line for line in said(Path("source")) if not line.startswith("note"))
    assert message in found


def test_a_template_of_the_centers_that_nothing_uses_is_a_warning(source: Path) -> None:
    own = Path("mine/styles/tokens.css")
    own.parent.mkdir(parents=True)
    own.write_text("html { color: red; }")
    sources, (problem,) = read_sources(Path("source"), today=TODAY, templates=[Path("mine")])
    assert sources is not None
    assert (problem.path, problem.severity) == ("mine/styles/tokens.css", "warning")
    assert problem.message.endswith("; its place is mine/styles/base/tokens.css")


def test_our_own_guides_have_no_errors() -> None:
    sources, problems = read_sources(SOURCE, today=TODAY)
    assert [str(p) for p in problems if p.severity == "error"] == []
    assert sources is not None


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_guide_gives_one_message(source: Path, name: str) -> None:
    shutil.copy(FOLDER / "broken" / f"{name}.md", source / "guides")
    sources, problems = read_sources(Path("source"), today=TODAY)
    assert [str(p) for p in problems] == [f"source/guides/{name}.md:{BROKEN[name]}"]
    assert sources is not None
    assert ([guide.slug for guide in sources.guides], sources.left_out) == (
        ["nurse"],
        {name: f"source/guides/{name}.md"},
    )


def test_a_list_stuck_to_its_paragraph_gives_two(source: Path) -> None:
    shutil.copy(FOLDER / "broken" / "glued-list.md", source / "guides")
    assert said(Path("source")) == [
        "error source/guides/glued-list.md:22: tasks: has no list; write each point after `- `",
        "error source/guides/glued-list.md:25: tasks: “- Care for people. You wash wo” is not read "
        "as a point of a list; put a blank line before the list",
    ]


def test_every_broken_guide_is_in_the_table() -> None:
    assert {path.stem for path in (FOLDER / "broken").glob("*.md")} == {*BROKEN, "glued-list"}


def test_all_files_at_once_in_order(source: Path) -> None:
    for name in ("wrong-type", "html"):
        shutil.copy(FOLDER / "broken" / f"{name}.md", source / "guides")
    edit(source / "center.toml", 'paper = "letter"', 'paper = "legal"')
    edit(source / "guides" / "html.md", "title: Nurse aide", "titel: Nurse")
    assert said(Path("source")) == [
        "error source/center.toml:15: paper: expected one of 'letter' or 'a4'",
        "error source/guides/html.md:1: title: is missing; add it",
        "error source/guides/html.md:2: titel: is not a field of this file; did you mean `title`?",
        "error source/guides/html.md:60: strong: “<b>” is HTML and would be printed as typed; write Markdown instead",
        "error source/guides/wrong-type.md:9: sides: expected a whole number",
    ]


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("images/other.png", "the picture is missing: there is no such file in the folder images/"),
        ("../images/x.png", "the picture is not a plain path such as images/logo.png"),
        ("https://x.org/x.png", "the picture is not a plain path such as images/logo.png"),
        ("images/fake.svg", "the picture is not well-formed XML (line 1): save it again"),
        (
            "images/photo.heic",
            "the picture is a photo in Apple's format; export it as JPEG, or set the phone's camera to the format "
            "“Most Compatible”: only PNG, JPEG and SVG files are used in print",
        ),
    ],
)
def test_a_logo_that_cannot_be_printed(source: Path, name: str, fault: str) -> None:
    (source / "images" / "fake.svg").write_text("no picture")
    edit(source / "center.toml", "images/sample-center.svg", name)
    sources, problems = read_sources(Path("source"), today=TODAY)
    assert sources is None
    assert [str(problem) for problem in problems] == [f"source/center.toml:2: logo: {fault}"]


def test_a_draft_is_named_and_what_is_wrong_with_it_is_a_note(source: Path) -> None:
    shutil.copy(FOLDER / "broken" / "html.md", source / "guides")
    edit(source / "guides" / "html.md", "language: en", "status: draft")
    sources, problems = read_sources(Path("source"), today=TODAY)
    assert sources is not None
    assert [guide.slug for guide in sources.guides] == ["nurse"]
    assert [f"{p.severity} {p}" for p in problems] == [
        "note source/guides/html.md:5: status: is a draft, so nothing is printed from it (1 thing left to do); "
        "set `status: ready` when it is finished",
        "note source/guides/html.md:60: strong: “<b>” is HTML and would be printed as typed; write Markdown instead",
    ]


def test_files_that_are_no_guides_are_named(source: Path) -> None:
    for name in ("teacher.docx", "nurse.txt", "doctor.md.txt", "cook.MD", "photo.jpg"):
        (source / "guides" / name).write_text("x")
    assert said(Path("source")) == [
        "warning source/guides/cook.MD: is not read, because its ending has capitals; rename it to `cook.md`",
        "warning source/guides/doctor.md.txt: is not read, because its name ends in `.txt`, which Windows may hide; "
        "rename it to `doctor.md`",
        "warning source/guides/nurse.txt: is not read, because its name ends in `.txt`; rename it to `nurse.md`",
        "warning source/guides/photo.jpg: is not read: only `.md` files belong here; move it elsewhere",
        "warning source/guides/teacher.docx: is a Word file, and only `.md` files are read; save its text as plain "
        "text, in `teacher.md`",
    ]


def test_two_guides_with_one_title(source: Path) -> None:
    shutil.copy(FOLDER / "nurse.md", source / "guides" / "twin.md")
    assert said(Path("source")) == [
        "warning source/guides/twin.md:2: title: source/guides/nurse.md has the same title; give one of them another"
    ]


def test_a_word_file_by_another_name(source: Path) -> None:
    (source / "guides" / "word.md").write_bytes(b"PK\x03\x04 and so on")
    assert said(Path("source")) == [
        "error source/guides/word.md: is a Word file or another one of its kind, not plain text; open it there, and "
        "save its text as plain text"
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "## What you would do",
            "# What you would do",
            "22: tasks: `#` is for the title, which stands at the top as `title:`; begin this heading with `##`",
        ),
        (
            "## What is good about it",
            "### What is good about it",
            "27: pros: this section begins with `###`; begin it with `##`",
        ),
        (
            "reviewed: 2026-11-01",
            "reviewed: 2026-11-31",
            "7: reviewed: `2026-11-31` is not a date on the calendar; write one such as 2026-11-30",
        ),
        (
            "Less than you",
            "Less\x0bthan you",
            "60: character 5 of this line cannot be printed (U+000B, a line break that Word makes with Shift and "
            "Enter); delete it",
        ),
        (
            "|---|---:|\n",
            "",
            "51: pay-and-outlook: these lines are not read as a table; put a line `|---|---|` under the first of them",
        ),
        (
            "| Town | $51,000 |\n| Country | $49,000 |",
            "\nTown\t$51,000\nCountry\t$49,000",
            "54: pay-and-outlook: these lines look like a table from a spreadsheet; type `|` before, between and after "
            "the cells, and a line such as `|---|---|` under the first row",
        ),
        (
            'value: "Bachelor’s degree"',
            "value: “$93,600 a year”",
            '15: the curly quotes of “$93,600 a year” would be printed; type straight ones (")',
        ),
    ],
)
def test_a_common_mistake_gives_one_message(source: Path, old: str, new: str, message: str) -> None:
    edit(source / "guides" / "nurse.md", old, new)
    found = [line for line in said(Path("source")) if "the table has no rows" not in line]
    assert found == [f"error source/guides/nurse.md:{message}"]


def test_a_point_without_a_name_of_its_own(source: Path) -> None:
    edit(source / "guides" / "nurse.md", " {#care}", "")
    assert said(Path("source")) == [
        "warning source/guides/nurse.md:24: tasks › care-for-people: has no name of its own; end its first line with "
        "one, such as `{#care-for-people}`: without it, answers are lost when the words change"
    ]


def test_warnings_do_not_stop_the_build(source: Path) -> None:
    edit(source / "guides" / "nurse.md", "{label: Usual way in", "{label: Way in")
    sources, problems = read_sources(Path("source"), today=datetime.date(2027, 11, 2))
    assert sources is not None
    assert [f"{p.severity} {p}" for p in problems] == [
        "warning source/guides/nurse.md:8: review_by: the review was due on 2027-11-01; "
        "read the guide again and update both dates"
    ]


def test_a_review_is_not_due_on_its_day(source: Path) -> None:
    assert said(Path("source"), datetime.date(2027, 11, 1)) == []


def test_paths_are_as_people_type_them(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(FOLDER / "broken" / "html.md", source / "guides")
    assert said(source)[0].startswith("error source/guides/html.md:60:")
    monkeypatch.chdir(source / "images")
    assert said(Path(".."))[0].startswith("error ../guides/html.md:60:")
    assert said(source)[0].startswith(f"error {source.as_posix()}/guides/html.md:60:")


def test_no_folder_and_no_guides(source: Path) -> None:
    assert said(Path("sauce")) == ["error sauce: there is no such folder; it holds center.toml and guides/"]
    (source / "guides" / "nurse.md").unlink()
    assert said(Path("source")) == ['error source/guides: there is no guide yet; `new guide "Nurse"` begins one']


def test_what_is_left_out(source: Path) -> None:
    for name in ("_draft.md", ".hidden.md", "_notes.txt"):
        (source / "guides" / name).write_text("not a guide")
    (source / "guides" / ".trash").mkdir()
    (source / "guides" / ".trash" / "old.md").write_text("not a guide")
    (source / "guides" / "folder.md").mkdir()
    assert said(Path("source")) == []


def test_names_of_files(source: Path) -> None:
    (source / "guides" / "health").mkdir()
    shutil.copy(FOLDER / "nurse.md", source / "guides" / "health" / "nurse.md")
    shutil.copy(FOLDER / "nurse.md", source / "guides" / "Night Nurse.md")
    edit(source / "guides" / "health" / "nurse.md", "title: Nurse", "title: Nurse at work")
    edit(source / "guides" / "Night Nurse.md", "title: Nurse", "title: Night nurse")
    twice = "another file is called `nurse.md` too; rename one of them: their prints need two names"
    assert said(Path("source")) == [
        "error source/guides/Night Nurse.md: a file's name has only small letters a-z, digits and hyphens; "
        "rename it to `night-nurse.md`",
        f"error source/guides/health/nurse.md: {twice}",
        f"error source/guides/nurse.md: {twice}",
    ]


def test_guides_in_folders_link_to_each_other_and_to_pictures(source: Path) -> None:
    (source / "guides" / "health").mkdir()
    other = source / "guides" / "health" / "doctor.md"
    shutil.copy(FOLDER / "nurse.md", other)
    edit(other, "title: Nurse", "title: Doctor")
    edit(
        other,
        "Teams lift together.",
        "See [Nurse](../nurse.md#tasks) and ![steps](../../images/sample-center.svg).",
    )
    edit(source / "guides" / "nurse.md", "Teams lift together.", "See [Doctor](health/doctor.md#care).")
    assert said(Path("source")) == []


def test_links_to_a_guide_that_cannot_be_read_are_left_alone(source: Path) -> None:
    (source / "guides" / "doctor.md").write_text("no facts at the top")
    edit(source / "guides" / "nurse.md", "Teams lift together.", "See [Doctor](doctor.md#care).")
    assert said(Path("source")) == [
        "error source/guides/doctor.md:1: the file must begin with a line `---`, then the title and other facts"
    ]


def test_allowed_hard_words(source: Path) -> None:
    hard = "We see institutional rehabilitation responsibilities each day in this busy hospital town. " * 4
    edit(source / "guides" / "nurse.md", "Most nurses go to college for four years.", hard)
    (found,) = said(Path("source"))
    assert found.startswith("warning source/guides/nurse.md:45: education: reading level is grade ")
    assert found.endswith(
        ", aim for 8; shorten the sentence that begins “We see institutional rehabilitation responsibilities each …”"
    )
    words = "# known here\nInstitutional\nresponsibilities\n\nrehabilitation # yes\n"
    (source / "words.txt").write_text(words)
    assert said(Path("source")) == []


def test_legal_sections_are_not_measured(source: Path) -> None:
    hard = "We see institutional rehabilitation responsibilities each day in this busy hospital town. " * 4
    guide = source / "guides" / "nurse.md"
    guide.write_text(guide.read_text() + f"\n## Notice {{#notice .legal}}\n\n{hard}\n")
    assert said(Path("source")) == []
