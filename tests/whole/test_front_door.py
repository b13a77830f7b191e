"""`python3 build.py` in small copies of the project: real environments, real pip, no package to fetch.

The copies hold the real front door; behind it stands a command that says what it was given, so that the tests
need neither the network nor the half minute that the whole installation takes (`.ci/run` does that one).
"""

import ast
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

import pytest

from careerprint.install.machine import pip_wheel
from tests.support.sample_runs import PATIENCE, heed_ctrl_c

ROOT = Path(__file__).parents[2]
FRONT_DOOR = (
    "__init__",
    "__main__",
    "editions",
    "errors",
    "files",
    "install/__init__",
    "install/doctor",
    "install/environment",
    "install/extras",
    "install/first_run",
    "install/machine",
    "install/ready",
    "settings",
    "wording",
)
PIP = pip_wheel() or Path()
STAND_INS = {
    "careerprint/cli/__init__.py": "",
    "careerprint/cli/main.py": """
import sys
from typing import Any
from careerprint.wording import program

def console():
    print('cli', sys.argv[1:])
    if sys.argv[1:] == ['name']:
        print(program())
    sys.exit(7)
""",
    "careerprint/faces/__init__.py": "",
    "careerprint/faces/fonts.py": "",
    "pytest.py": "import os, sys\nprint('pytest', sys.argv[1:], os.getcwd())\n",
    "requirements.txt": "# nothing\n",
    "requirements/test.txt": "# nothing for the tests either\n",
    "requirements/counter.txt": "# nothing for the counter either\n",
    "requirements/pip.txt": f"pip @ {PIP.as_uri()} --hash=sha256:{hashlib.sha256(PIP.read_bytes()).hexdigest()}\n",
}
HASH = "0" * 64
posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals, locks and permissions")


def copy_to(folder: Path) -> Path:
    (folder / "careerprint").mkdir(parents=True)
    shutil.copy(ROOT / "build.py", folder)
    for name in FRONT_DOOR:
        (folder / "careerprint" / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / "careerprint" / f"{name}.py", folder / "careerprint" / f"{name}.py")
    for name, text in STAND_INS.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def clean_environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TMPDIR") if name in os.environ}
    return {**kept, "HOME": str(home), "PIP_NO_INDEX": "1", **more}


def start(project: Path, *arguments: str, python: Path | None = None, **more: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [python or sys.executable, project / "build.py", *arguments],
        cwd=project.parent,
        env=clean_environment(project.parent, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=heed_ctrl_c if os.name == "posix" else None,
    )


def run(project: Path, *arguments: str, **more) -> tuple[int, str, str]:
    process = start(project, *arguments, **more)
    output, words = process.communicate(timeout=PATIENCE)
    return process.returncode, output, words


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    """A project whose first run was done by two windows at once; the tests break it and it mends itself."""
    project = copy_to(tmp_path_factory.mktemp("front door") / "project")
    windows = [start(project), start(project)]
    words = [window.communicate(timeout=PATIENCE)[1] for window in windows]
    return project, [window.returncode for window in windows], words


@pytest.mark.slow
def test_two_windows_at_once_set_up_once(ready):
    _, codes, words = ready
    assert codes == [7, 7]
    assert sum("Setting up Careerprint (first run only" in text for text in words) == 1
    assert all(text == "" or "1/4" in text or "waiting for it" in text for text in words)


@pytest.mark.slow
def test_the_environment_holds_pip_and_nothing_else(ready):
    project, _, _ = ready
    packages = next(project.glob(".venv/lib*/**/site-packages"))
    assert [folder.name.split("-")[0] for folder in packages.glob("*.dist-info")] == ["pip"]
    assert any((packages / "pip").glob("__pycache__/*.pyc")), "bytecode is made while there is somebody who may write"


@pytest.mark.slow
def test_a_later_run_says_nothing_and_hands_over(ready):
    project, _, _ = ready
    assert run(project, "check", "--strict", "a b") == (7, "cli ['check', '--strict', 'a b']\n", "")


@pytest.mark.slow
def test_the_command_runs_where_the_person_is_without_taking_modules_from_there(ready):
    project, _, _ = ready
    (project.parent / "careerprint.py").write_text("raise SystemExit('wrong careerprint')\n")
    assert run(project)[:2] == (7, "cli []\n")


@pytest.mark.slow
def test_the_command_knows_that_build_py_started_it(ready):
    project, _, _ = ready
    assert run(project, "name")[1] == f"cli ['name']\n{'py' if os.name == 'nt' else 'python3'} build.py\n"


@pytest.mark.slow
def test_tests_run_in_the_project_with_their_arguments(ready):
    project, _, _ = ready
    code, output, words = run(project, "test", "-k", "fonts")
    assert (code, output) == (0, f"pytest ['-k', 'fonts'] {project.resolve()}\n")
    assert words.startswith("Bringing Careerprint up to date.")
    assert run(project, "test")[2] == ""
    assert run(project)[2] == ""


@pytest.mark.slow
def test_the_counter_brings_its_packages_and_takes_none_away(ready):
    project, _, _ = ready
    run(project, "test")
    assert run(project, "counter", "--help")[1:] == ("cli ['counter', '--help']\n", "")
    code, output, words = run(project, "counter", "--kiosk")
    assert (code, output) == (7, "cli ['counter', '--kiosk']\n")
    assert words.startswith("Bringing Careerprint up to date.")
    assert run(project, "counter")[2] == run(project, "test")[2] == run(project)[2] == ""


def mark_unfinished(project: Path) -> None:
    (project / ".venv" / "unfinished").touch()


def lose_python(project: Path) -> None:
    python = project / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/python3.99")


@pytest.mark.slow
@posix
@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (mark_unfinished, "The last installation did not finish"),
        (lose_python, "The .venv folder does not work"),
    ],
)
def test_a_broken_environment_is_made_anew(ready, damage, reason):
    project, _, _ = ready
    (project / ".venv" / "left over").touch()
    damage(project)
    code, _, words = run(project)
    assert code == 7
    assert f"{reason}; making it again" in words
    assert not (project / ".venv" / "left over").exists()
    assert run(project)[2] == ""


@pytest.mark.slow
@posix
@pytest.mark.skipif(not Path("/usr/bin/python3").exists(), reason="needs a second Python")
def test_another_python_may_open_the_door(ready):
    project, _, _ = ready
    question = ["/usr/bin/python3", "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
    if subprocess.run(question, check=False).returncode:
        pytest.skip("the system's Python is too old")
    assert run(project, python=Path("/usr/bin/python3")) == (7, "cli []\n", "")


@pytest.mark.slow
def test_changed_requirements_are_installed_into_the_same_environment(ready):
    project, _, _ = ready
    (project / ".venv" / "left over").touch()
    with (project / "requirements.txt").open("a") as file:
        file.write("# one more line\n")
    code, _, words = run(project)
    assert (code, words.splitlines()[0]) == (7, "Bringing Careerprint up to date.")
    assert (project / ".venv" / "left over").exists()
    assert run(project)[2] == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({}, "The packages could not be installed. Run the same command again."),
        (
            {"PIP_NO_INDEX": "0", "PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "1"},
            "The packages could not be downloaded: no answer from",
        ),
    ],
)
def test_a_package_that_cannot_be_had_is_explained_and_breaks_nothing(ready, more, sentence):
    project, _, _ = ready
    before = (project / "requirements.txt").read_text()
    try:
        (project / "requirements.txt").write_text(f"careerprint-nowhere==1.0 --hash=sha256:{HASH}\n")
        code, output, words = run(project, **more)
    finally:
        (project / "requirements.txt").write_text(before)
    assert (code, output) == (6, "")
    assert sentence in words
    assert "careerprint-nowhere==1.0" in words
    assert "Traceback" not in words
    assert run(project) == (7, "cli []\n", "")


@pytest.mark.slow
@posix
def test_a_moved_folder_is_noticed(ready):
    project, _, _ = ready
    moved = project.rename(project.with_name("moved"))
    try:
        code, _, words = run(moved)
        path_file = next(moved.glob(".venv/lib/python*/site-packages/careerprint-project.pth"))
        assert (code, path_file.read_text()) == (7, f"{moved.resolve()}\n")
        assert "made by another Python or Careerprint, or in another place; making it again" in words
    finally:
        moved.rename(project)


@posix
def test_a_second_window_waits_for_the_first(tmp_path):
    import fcntl

    project = copy_to(tmp_path / "project")
    with (project / ".venv.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        process = start(project)
        assert process.stderr is not None
        assert process.stderr.readline() == "Another window is setting Careerprint up; waiting for it.\n"
        assert not (project / ".venv").exists()
        os.killpg(process.pid, signal.SIGINT)
        _, words = process.communicate(timeout=PATIENCE)
    assert (process.returncode, words) == (130, "Stopped. Run the same command again to continue.\n")


@pytest.mark.slow
@posix
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_first_run_starts_over(tmp_path, number, code):
    project = copy_to(tmp_path / "project")
    process = start(project)
    assert process.stderr is not None
    while "2/4" not in process.stderr.readline():
        pass
    os.killpg(process.pid, number)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == code
    assert not (project / ".venv" / "installed-requirements.txt").exists()
    if number == signal.SIGINT:
        assert run(project)[0] == 7
        assert run(project)[2] == ""


def runs(python: str, person: dict[str, Any]) -> bool:
    try:
        return subprocess.run([python, "-c", ""], check=False, **person).returncode == 0
    except PermissionError:
        return False


@posix
def test_a_folder_that_cannot_be_written_is_explained():
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        place.chmod(0o755)
        project = copy_to(place / "project")
        person: dict[str, Any] = {"user": 65534, "group": 65534} if os.geteuid() == 0 else {}
        if not person:
            project.chmod(0o555)
        # The Python of the tests may stand in root's home, where nobody else can run it.
        python = next(python for python in (sys.executable, "/usr/bin/python3") if runs(python, person))
        answer = subprocess.run(
            [python, "-B", project / "build.py"],
            env=clean_environment(place),
            capture_output=True,
            text=True,
            check=False,
            **person,
        )
        project.chmod(0o755)
    assert answer.returncode == 5
    assert answer.stderr.startswith("Careerprint cannot write ")
    assert "Copy its folder to a place where you may write" in answer.stderr


@pytest.mark.slow
@posix
def test_python_without_ensurepip_is_explained(tmp_path):
    """A real Python whose library lacks ensurepip, as Debian's does without its python3-venv package."""
    library = Path(sysconfig.get_path("stdlib"))
    python = tmp_path / "python" / "bin" / "python3"
    own = tmp_path / "python" / "lib" / library.name
    python.parent.mkdir(parents=True)
    own.mkdir(parents=True)
    shutil.copy(Path(sys._base_executable).resolve(), python)  # type: ignore[attr-defined]
    for entry in library.iterdir():
        if entry.name not in ("ensurepip", "site-packages"):
            (own / entry.name).symlink_to(entry)
    project = copy_to(tmp_path / "project")
    # No apt-get on the path: the command is shown, not run.
    code, _, words = run(project, python=python, PATH=str(tmp_path))
    assert code == 6
    assert "This Python cannot make environments. Do this, then run the same command again:" in words
    assert not (project / ".venv").exists()
    assert "MISSING  Making environments" in run(project, "doctor", python=python, PATH=str(tmp_path))[1]


def test_doctor_works_before_anything_is_installed_and_changes_nothing(tmp_path):
    project = copy_to(tmp_path / "project")
    code, output, words = run(project, "doctor", PYTHONDONTWRITEBYTECODE="1")
    assert (code, words) == (0, "")
    assert f"later    Environment: {project.resolve() / '.venv'} not made yet" in output
    assert "ok       Pango" in output
    assert {file.name for file in project.iterdir()} == {"build.py", "careerprint", "requirements"} | {
        Path(name).name for name in STAND_INS if "/" not in name
    }


@pytest.mark.parametrize("option", ["--help", "-h"])
@pytest.mark.parametrize("command", ["doctor", "test"])
def test_commands_explain_themselves_before_anything_is_installed(tmp_path, command, option):
    project = copy_to(tmp_path / "project")
    code, output, words = run(project, command, option)
    assert (code, words) == (0, "")
    assert output.startswith(f"Usage: python3 build.py {command}")
    assert not (project / ".venv").exists()


def test_doctor_takes_no_arguments(tmp_path):
    assert run(copy_to(tmp_path / "project"), "doctor", "now")[0] == 2


@pytest.mark.slow
def test_doctor_names_packages_that_are_not_as_pinned(ready):
    project, _, _ = ready
    before = (project / "requirements.txt").read_text()
    try:
        (project / "requirements.txt").write_text("Some_Package==1.0 \\\n    --hash=sha256:0\npip==0.1 ; x\n")
        output = run(project, "doctor")[1]
    finally:
        (project / "requirements.txt").write_text(before)
    assert "later    Packages: some-package (none, not 1.0); python3 build.py installs them" in output


def test_build_can_be_read_by_an_old_python_which_then_says_what_it_lacks():
    source = (ROOT / "build.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 8))
    code = "import runpy, sys; sys.version_info = (3, 8, 10); runpy.run_path('build.py', run_name='__main__')"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 6
    assert answer.stderr.startswith("Careerprint needs Python 3.11 or newer; this is Python 3.8.10.\n")


def test_the_requirements_are_complete_hashed_and_name_no_host():
    runtime, tests = ((ROOT / name).read_text() for name in ("requirements.txt", "requirements/test.txt"))
    for text in (runtime, *(path.read_text() for path in (ROOT / "requirements").iterdir())):
        entries = [entry for entry in text.replace("\\\n", " ").splitlines() if entry.strip()]
        assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)
        assert "://" not in text
        assert "index" not in text
    assert set(runtime.splitlines()) <= set(tests.splitlines())
