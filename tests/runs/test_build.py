"""A build does what is needed and no more, and never harms what was printed before."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pytest

from careerprint.errors import ExitCode
from careerprint.jobs.made import Made
from careerprint.runs import build as building
from careerprint.runs.manifest import NAME, Manifest
from tests.support.sample_runs import (
    DAY,
    FIGURE,
    ROOT,
    Called,
    call,
    edit,
    files,
    make_source,
    prints,
    program,
    text_of,
)

HANDOUT = "handouts/nurse.pdf"
FIT = "worksheets/fit--nurse.pdf"
ALL = {
    HANDOUT,
    FIT,
    "worksheets/sample.pdf",
    "samples/reports/sample/p1.pdf",
    "samples/reports/sample/p2.pdf",
    "samples/groups/sample.pdf",
}
IDLE = "Nothing to do: 6 files in out up to date.\n"
HEAVY = ("weasyprint", "pydantic", "jinja2", "markdown", "yaml", "rich", "pikepdf", "pebble", "careerprint.check")


def build(*arguments: str | Path) -> Called:
    return call("build", *arguments, "--date", DAY)


def made(*arguments: str | Path) -> set[str]:
    """Build, and return the files that were made, as the build says and as the disk shows."""
    before = files(Path("out"))
    called = build("-v", *arguments)
    assert called.code == ExitCode.OK, called.err
    said = {line.removeprefix("made: ") for line in called.err.splitlines() if line.startswith("made: ")}
    after = {name: entry for name, entry in files(Path("out")).items() if not name.startswith((NAME, "forms/"))}
    changed = {name for name, entry in after.items() if entry != before.get(name)}
    assert said == changed
    return said


def another_guide(name: str) -> None:
    text = Path("source/guides/nurse.md").read_text(encoding="utf-8")
    Path(f"source/guides/{name}.md").write_text(text.replace("title: Nurse", f"title: {name.title()}"))


def test_everything_in_the_sources_is_printed(nurse: Path) -> None:
    assert set(prints(nurse / "out")) == ALL
    assert FIGURE in text_of(nurse / "out" / HANDOUT)


def test_a_second_build_makes_nothing(nurse: Path) -> None:
    before = files(nurse / "out")
    assert build().err.endswith(IDLE)
    assert made() == set()
    assert {name: data for name, data in files(nurse / "out").items() if name != NAME} == {
        name: data for name, data in before.items() if name != NAME
    }


def test_a_second_build_without_warnings_loads_nothing_heavy(tmp_path: Path) -> None:
    make_source(tmp_path / "source")
    assert call("--source", tmp_path / "source", "--out", tmp_path / "out", "--date", DAY).code == 0
    code = "import sys; from careerprint.cli.main import main; code = main(sys.argv[1:])\n"
    code += f"print(code, [name for name in {HEAVY} if name in sys.modules])"
    import subprocess
    import sys

    command = [sys.executable, "-c", code, "--date", DAY]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert (ended.stdout, ended.stderr) == ("0 []\n", "Nothing to do: 1 file in out up to date.\n")


@pytest.mark.slow
def test_a_changed_guide_remakes_only_its_own(nurse: Path) -> None:
    another_guide("doctor")
    assert made() == {"handouts/doctor.pdf", "worksheets/fit--doctor.pdf"}
    edit(Path("source/guides/nurse.md"), FIGURE, "The sample pay is $50,500 a year.")
    assert made() == {HANDOUT}
    assert "$50,500" in text_of(nurse / "out" / HANDOUT)
    edit(Path("source/guides/nurse.md"), "**Calm.**", "**Calmness.**")
    assert made() == {HANDOUT, FIT}


def test_changed_answers_remake_that_person_and_the_group(nurse: Path) -> None:
    edit(Path("source/answers/sample.csv"), "p2,Sample Person 02,5,4,1", "p2,Sample Person 02,5,4,2")
    assert made() == {"samples/reports/sample/p2.pdf", "samples/groups/sample.pdf"}


@pytest.mark.slow
def test_a_changed_center_remakes_everything(nurse: Path) -> None:
    edit(Path("source/center.toml"), "Test Career Center", "Other Career Center")
    assert made() == ALL


@pytest.mark.slow
def test_a_worksheets_template_does_not_remake_handouts(nurse: Path) -> None:
    shutil.copy(ROOT / "templates" / "worksheet.html", Path("own.html"))
    Path("own").mkdir()
    shutil.copy("own.html", "own/worksheet.html")
    made("--templates", "own")
    edit(Path("own/worksheet.html"), "<h1>{{ title }}</h1>", "<h1>{{ title }}!</h1>")
    remade = made("--templates", "own")
    assert {FIT, "worksheets/sample.pdf"} <= remade
    assert HANDOUT not in remade
    assert "Sample questions!" in text_of(nurse / "out" / "worksheets" / "sample.pdf")


def test_own_templates_win_file_by_file(nurse: Path) -> None:
    Path("own/sections").mkdir(parents=True)
    Path("own/sections/faq.html").write_text("<p>Our own words about {{ guide.meta.title }}.</p>")
    assert HANDOUT in made("nurse", "--templates", "own")
    text = text_of(nurse / "out" / HANDOUT)
    assert "Our own words about Nurse." in text
    assert "Do I need to be strong?" not in text
    assert FIGURE in text


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("<p>{% if %}</p>", "own/sections/faq.html:1: Expected an expression, got 'end of statement block'"),
        ("\n{% include 'gone.html' %}", "asks for the template `gone.html`, which is not there\n"),
        (
            "{% extends 'report.html' %}",
            "asks for the template `report.html`, which is not there; it is called `report/ba",
        ),
    ],
)
def test_a_broken_template_stops_everything(nurse: Path, template: str, said: str) -> None:
    before = prints(nurse / "out")
    Path("own/sections").mkdir(parents=True)
    Path("own/sections/faq.html").write_text(template)
    called = build("--templates", "own")
    assert (called.code, called.out) == (ExitCode.INVALID, "")
    assert said in called.err
    assert prints(nurse / "out") == before


def test_a_template_that_fails_for_one_document_fails_that_document(nurse: Path) -> None:
    Path("own/sections").mkdir(parents=True)
    Path("own/sections/faq.html").write_text("\n{{ guide.nothing }}")
    called = build("--templates", "own", "nurse")
    assert called.code == ExitCode.SOME_FAILED
    assert called.err.startswith("failed: handouts/nurse.pdf\nown/sections/faq.html:2: the template fails here: ")
    assert "Traceback" not in called.err
    assert called.out.endswith(" 1 up to date, 1 failed, in out\n")
    assert called.err.endswith("Not printed, for the reasons above: handouts/nurse.pdf\n")


@pytest.mark.slow
def test_force_prints_what_is_up_to_date(nurse: Path) -> None:
    assert made("--force", "nurse") == {HANDOUT, FIT}


@pytest.mark.slow
@pytest.mark.parametrize("record", [b"", b"{", b'{"version": 1, "stamp": "", "outputs": {"../x": {}}}', None])
def test_a_broken_record_counts_as_an_empty_one(nurse: Path, record: bytes | None) -> None:
    path = nurse / "out" / NAME
    if record is None:
        path.unlink()
    else:
        path.write_bytes(record)
    assert made("nurse") == {HANDOUT, FIT}


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(path.read_bytes()[:-1])])
def test_a_deleted_or_changed_print_is_remade(nurse: Path, harm) -> None:
    whole = (nurse / "out" / HANDOUT).read_bytes()
    harm(nurse / "out" / HANDOUT)
    assert made() == {HANDOUT}
    assert (nurse / "out" / HANDOUT).read_bytes() == whole


@pytest.mark.slow
def test_prints_without_a_source_are_named_and_deleted_only_when_asked(nurse: Path) -> None:
    another_guide("doctor")
    made("doctor")
    Path("source/guides/doctor.md").unlink()
    left = [f"left over: out/{name}: its source is gone; --prune deletes it" for name in ("handouts/doctor.pdf",)]
    assert set(left) <= set(build("nurse").err.splitlines())
    assert (nurse / "out/handouts/doctor.pdf").is_file()
    changed = nurse / "out/worksheets/fit--doctor.pdf"
    changed.write_bytes(changed.read_bytes() + b"\n% my notes")
    said = build("--prune").err.splitlines()
    assert "deleted: out/handouts/doctor.pdf: its source is gone" in said
    assert "kept: out/worksheets/fit--doctor.pdf: its source is gone, but somebody changed the file" in said
    assert set(prints(nurse / "out")) == {*ALL, "worksheets/fit--doctor.pdf"}


@pytest.mark.slow
def test_what_somebody_put_in_a_prints_place_is_theirs_from_then_on(nurse: Path) -> None:
    another_guide("doctor")
    made("doctor")
    Path("source/guides/doctor.md").unlink()
    theirs = nurse / "out/handouts/doctor.pdf"
    theirs.write_bytes(b"%PDF- something else")
    assert "kept: out/handouts/doctor.pdf: its source is gone, but somebody changed the file" in build().err
    assert "handouts/doctor.pdf" not in build("--prune").err
    assert theirs.read_bytes() == b"%PDF- something else"


def test_a_real_person_and_a_sample_with_the_same_id_do_not_touch_each_other(nurse: Path) -> None:
    before = prints(nurse / "out")
    Path("real.csv").write_text("id,name,p1,p2,p3\np1,Another Person 01,5,5,5\n")
    for command in ("report", "group"):
        assert call(command, "real.csv", "--assessment", "sample", "--date", DAY).code == ExitCode.OK
    after = prints(nurse / "out")
    assert set(after) - set(before) == {"reports/sample/p1.pdf", "groups/sample.pdf"}
    assert before.items() <= after.items()
    assert build("--prune").err.endswith(IDLE)
    assert prints(nurse / "out") == after
    assert "Another Person 01" in text_of(nurse / "out/reports/sample/p1.pdf")
    assert "Sample Person 01" in text_of(nurse / "out/samples/reports/sample/p1.pdf")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_samples_are_for_the_user_alone(nurse: Path) -> None:
    places = [nurse / "out/samples", *sorted((nurse / "out/samples").rglob("*"))]
    modes = {place.relative_to(nurse / "out").as_posix(): oct(place.stat().st_mode & 0o777) for place in places}
    assert modes == {name: oct(0o600 if name.endswith(".pdf") else 0o700) for name in modes}
    assert len(modes) == 7


def test_samples_that_an_older_version_put_among_the_reports_are_left_over(nurse: Path) -> None:
    """They lay in `reports/`: a file that is still the sample goes, one that became a real person's stays."""
    out = nurse / "out"
    manifest = Manifest.load(out)
    for name in ("reports/sample/p1.pdf", "reports/sample/p2.pdf"):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        data = (out / "samples" / name).read_bytes()
        (out / name).write_bytes(data)
        manifest.record(Made(name, key="old", sha256=hashlib.sha256(data).hexdigest(), size=len(data), pages=1))
    manifest.save()
    (out / "reports/sample/p2.pdf").write_bytes(b"%PDF- a real person's")
    said = build("--prune").err
    assert "deleted: out/reports/sample/p1.pdf: its source is gone" in said
    assert "kept: out/reports/sample/p2.pdf" in said
    assert [name for name in prints(out) if name.startswith("reports/")] == ["reports/sample/p2.pdf"]


@pytest.mark.slow
def test_a_name_prints_only_what_belongs_to_it_and_calls_nothing_left_over(nurse: Path) -> None:
    assert made("--force", "sample") == {name for name in ALL if "sample" in name}
    assert made("--force", "fit") == {FIT}
    assert "left over" not in build("--force", "nurse").err


@pytest.mark.slow
def test_two_papers_lie_side_by_side(nurse: Path) -> None:
    letter = prints(nurse / "out")
    assert made("--paper", "a4", "nurse") == {"handouts/nurse-a4.pdf", "worksheets/fit--nurse-a4.pdf"}
    assert letter.items() <= prints(nurse / "out").items()
    assert made("--paper", "letter") == set()
    assert "left over" not in build().err


@pytest.mark.slow
def test_the_same_content_gives_the_same_bytes_anywhere(nurse: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other") / "place"
    shutil.copytree(nurse / "source", other / "texts")
    called = program("--source", "texts", "--out", "made", "--date", DAY, folder=other)
    assert called.code == 0, called.err
    assert prints(other / "made") == prints(nurse / "out")


def test_steps_are_told_as_the_modules_first_words_number_them(nurse: Path) -> None:
    said = [line for line in build("-v").err.splitlines() if line[:1].isdigit()]
    assert said == [line for line in (building.__doc__ or "").splitlines() if line[:1].isdigit()]


def test_warnings_of_prints_are_told_again_though_nothing_is_printed(tmp_path: Path) -> None:
    source = make_source(tmp_path / "source")
    edit(source / "guides/nurse.md", "sides: 4", "sides: 1")
    arguments = ("--source", source, "--out", tmp_path / "out", "--date", DAY)
    first, second = call(*arguments), call(*arguments)
    warning = f"warning: {source}/guides/nurse.md: handout: runs over 1 side by "
    assert (first.code, second.code) == (0, 0)
    assert warning in first.err
    assert warning in second.err
    assert call(*arguments, "--strict").code == ExitCode.FINDINGS


def test_answers_named_after_no_assessment_are_told(nurse: Path) -> None:
    (nurse / "source/answers/sampel.csv").write_text("id\n1\n")
    called = build()
    assert "warning: source/answers/sampel.csv: is not named after an assessment" in called.err
    strict = build("--strict")
    assert (strict.code, strict.out) == (ExitCode.FINDINGS, "")
