"""What all tests share."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from careerprint.faces import fonts
from careerprint.jobs.job import Studio

# WeasyPrint reads the font configuration when it is imported, which test modules do after this.
fonts.activate()


def pytest_configure(config: pytest.Config) -> None:
    """Let WeasyPrint 70.0 leave its own color profile open: every PDF/A print would fail a test otherwise."""
    config.addinivalue_line("filterwarnings", "ignore:unclosed file .*sRGB2014:ResourceWarning")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes goldens anew; read the difference before you commit it."""
    parser.addoption("--update-golden", action="store_true", help="Write tests/golden/ anew instead of comparing.")


@pytest.fixture(scope="session")
def sample_prints(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with all samples in print, below `letter/` and `a4/`."""
    from tests.support import samples

    folder = tmp_path_factory.mktemp("prints")
    samples.print_samples(folder)
    return folder


@pytest.fixture(scope="session")
def _nurse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.support import sample_runs

    folder = tmp_path_factory.mktemp("nurse")
    source = sample_runs.make_source(folder / "source", assessment=True, fit=True, people=True)
    called = sample_runs.call("--source", source, "--out", folder / "out", "--date", sample_runs.DAY)
    assert called.code == 0, called.err
    return folder


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
