"""What all tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from careerprint.faces import fonts
from careerprint.jobs.job import Studio
from tests.support import selection
from tests.support.shared import Shared

if TYPE_CHECKING:
    from tests.support.samples import SamplePrints

# WeasyPrint reads the font configuration when it is imported, which test modules do after this.
fonts.activate()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add our own options."""
    parser.addoption("--all", action="store_true", help="Run every test, those marked as slow too.")
    parser.addoption("--corpus", metavar="FOLDER", help="Hold `check` against the veraPDF corpus in this folder.")
    parser.addoption("--update-golden", action="store_true", help="Write tests/golden/ anew instead of comparing.")


def pytest_configure(config: pytest.Config) -> None:
    """Let WeasyPrint 70.0 leave its own color profile open: every PDF/A print would fail a test otherwise."""
    config.addinivalue_line("filterwarnings", "ignore:unclosed file .*sRGB2014:ResourceWarning")
    config.pluginmanager.register(selection.LeftOut(config))


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Use every processor (at most 4: some tests start processes of their own) where nobody chose tests."""
    option = config.option
    if hasattr(config, "workerinput"):  # a worker must not start workers of its own: that never ended
        return
    if selection.is_whole(config) and not (option.usepdb or option.collectonly) and option.numprocesses is None:
        option.numprocesses, option.dist = selection.processes(config), "loadscope"


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Say what `-n auto` means here."""
    return selection.processes(config)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep tests together that share what takes long to make."""
    return selection.by_what_is_shared(config, log)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    """Return what makes folders once for all processes that run tests."""
    own = tmp_path_factory.getbasetemp()
    return Shared(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


@pytest.fixture(scope="session")
def sample_prints(request: pytest.FixtureRequest, shared: Shared) -> SamplePrints:
    """Return samples in print, printed one by one as tests ask for them or, where every test is run, all at once."""
    from tests.support.samples import SamplePrints

    made = request.getfixturevalue("all_sample_prints") if request.config.option.all else None
    return SamplePrints(shared.root / "prints", made)


@pytest.fixture(scope="session")
def all_sample_prints(shared: Shared) -> Path:
    """Return a folder with all that `build` makes of our sources, below `letter/` and `a4/`; it takes long."""
    from tests.support import samples

    return shared.folder("all prints", samples.print_samples)


@pytest.fixture(scope="session")
def _nurse(shared: Shared) -> Path:
    from tests.support import sample_runs

    def make(folder: Path) -> None:
        source = sample_runs.make_source(folder / "source", assessment=True, fit=True, people=True)
        called = sample_runs.call("--source", source, "--out", folder / "out", "--date", sample_runs.DAY)
        assert called.code == 0, called.err

    return shared.folder("nurse", make)


@pytest.fixture
def nurse(_nurse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, which holds `source/` with one guide and one assessment, and `out/`, all made."""
    from careerprint.jobs import dispatch

    shutil.copytree(_nurse, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(dispatch, "FEW", 20)  # so few small prints are sooner done here
    return tmp_path


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Return a folder with sources and answers of 16 people."""
    from tests.support.sample_runs import make_source

    source = make_source(tmp_path / "source", assessment=True)
    rows = [f"p{n:02},Sample Person {n:02},{1 + n % 5},{1 + n // 5 % 5},3" for n in range(16)]
    (source / "answers/sample.csv").write_text("\n".join(["id,name,p1,p2,p3", *rows]))
    return tmp_path


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    """Return what prints a small source with one assessment; folders with samples of their own have another."""
    from tests.support.sample_runs import make_source
    from tests.support.studios import studio_of

    return studio_of(make_source(tmp_path / "source", assessment=True))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Return a function that compares a text with a file below tests/golden/, whole.

    With `--update-golden` it writes the file and the test is skipped: nothing was compared.
    """

    def compare(name: str, text: str) -> None:
        path = Path(__file__).parent / "golden" / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            pytest.skip(f"tests/golden/{name} was written: read it before you commit it")
        assert path.is_file(), f"there is no tests/golden/{name}; `pytest --update-golden` writes it"
        assert text.splitlines() == path.read_text(encoding="utf-8").splitlines()

    return compare
