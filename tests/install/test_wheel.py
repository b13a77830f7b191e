"""The wheel: built, installed into an empty environment outside the project, and used as a center would use it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from careerprint import __version__
from careerprint.cli.main import main
from careerprint.faces import fonts
from tests.support.samples import DAY, ROOT, SOURCE

pytestmark = pytest.mark.slow
GUIDE = "data-scientist"
PRINTS = (f"handouts/{GUIDE}.pdf", f"worksheets/fit--{GUIDE}.pdf")


class Installed:
    """An environment that holds nothing but an installed Careerprint, with the packages that the tests run with."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bin = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
        self.python = self.bin / "python"
        wheels = folder / "wheels"
        # What builds wheels is among the tools for tests, so nothing is fetched; the runtime packages are shared.
        run(sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-w", wheels, ROOT)
        run(sys.executable, "-m", "venv", "--without-pip", folder / "venv")
        run(
            *(sys.executable, "-m", "pip", "--python", self.python),
            *("install", "--no-deps", "--no-index", next(wheels.glob("careerprint-*.whl"))),
        )
        self.packages = Path(run(self.python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
        # Fonts take 15 seconds to cut; tests/faces/ lets another process cut them and compares the bytes.
        shutil.copytree(fonts.prepare().folder, folder / "venv/share/careerprint" / fonts.prepare().folder.name)
        (self.packages / "shared.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")

    def careerprint(self, *arguments: str | Path, cwd: Path | None = None) -> tuple[int, str, str]:
        """Run the installed command with an empty home, far from the project; return code, stdout and stderr."""
        done = subprocess.run(
            [self.bin / "careerprint", *arguments],
            cwd=cwd or self.folder,
            env=environment(self.folder),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout, done.stderr


def environment(home: Path) -> dict[str, str]:
    kept = ("PATH", "SYSTEMROOT", "TMPDIR", "DYLD_FALLBACK_LIBRARY_PATH")
    return {"HOME": str(home), **{name: os.environ[name] for name in kept if name in os.environ}}


def run(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed(tmp_path_factory.mktemp("installed"))


@pytest.mark.slow
def test_an_installed_careerprint_prints_what_the_project_prints(installed: Installed, tmp_path: Path) -> None:
    code, out, words = installed.careerprint("init", "my-center")
    assert (code, out) == (0, f"{Path('my-center', 'source')}\n")
    assert "  cd my-center\n  careerprint build\n" in words
    center = installed.folder / "my-center"
    code, out, words = installed.careerprint("build", GUIDE, "--date", str(DAY), cwd=center)
    assert code == 0, words
    assert main(["build", GUIDE, "--date", str(DAY), "--source", str(SOURCE), "--out", str(tmp_path)]) == 0
    for name in PRINTS:
        assert (center / "out" / name).read_bytes() == (tmp_path / name).read_bytes(), name
    assert "python3 build.py" not in (center / "source" / "README.md").read_text(encoding="utf-8")


def test_the_wheel_holds_what_belongs_to_it(installed: Installed) -> None:
    package = installed.packages / "careerprint"
    for folder in ("templates", "source"):
        shipped = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()}
        held = {path.relative_to(package).as_posix() for path in (package / folder).rglob("*") if path.is_file()}
        assert held == shipped
    assert not {"tests", "bench", "docs", "templates"} & {path.name for path in installed.packages.iterdir()}


def test_the_doctor_speaks_of_the_environment_that_it_was_installed_into(installed: Installed) -> None:
    code, out, words = installed.careerprint("doctor")
    assert (code, words) == (0, "")
    assert f"ok       Careerprint: {__version__}, in {installed.packages / 'careerprint'}\n" in out
    assert "ok       Packages: all " in out
    assert ".venv" not in out.replace(str(installed.folder), "").replace(str(ROOT), "")
    assert "build.py" not in out


def test_messages_name_the_command_that_was_installed(installed: Installed) -> None:
    assert installed.careerprint("--help")[1].startswith("Usage: careerprint [COMMAND]")
    code, _, words = installed.careerprint("test")
    assert (code, "Traceback" in words) == (2, False)
    code, _, words = installed.careerprint("check")
    assert (code, words.splitlines()[0].startswith("There is no folder source.")) == (2, True)
