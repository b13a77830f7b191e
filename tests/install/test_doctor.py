"""What `doctor` says about an installed Careerprint; its words about a checkout are tested with the front door."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from careerprint.install import doctor, extras
from careerprint.install.environment import plain

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.mark.parametrize(
    ("found", "wanted", "state"),
    [
        ("70.0", "==70.0", "ok"),
        ("70.1", "==70.0", "missing"),
        ("1.006", "==1.6", "ok"),  # a wheel of fontpkg names its own version so
        ("3.1", ">=3.1", "ok"),
        ("3.10", ">=3.9", "ok"),
        ("2.9", ">=2.10", "missing"),
        ("4", ">=3.1", "ok"),
    ],
)
def test_versions(found: str, wanted: str, state: str) -> None:
    assert doctor.needed_packages([f"some-package{wanted}"], {"some-package": found}).state == state


def test_a_package_that_is_missing_or_too_old_is_named_with_what_to_do() -> None:
    requirements = ["weasyprint==70.0", "jinja2>=3.1", "click>=8.2", "pyarrow>=26; extra == 'parquet'"]
    finding = doctor.needed_packages(requirements, {"jinja2": "3.0.2", "click": "8.4"})
    assert finding.state == "missing"
    assert finding.detail.startswith("jinja2 (3.0.2, needs >=3.1), weasyprint (none, needs ==70.0). Do: ")
    assert finding.detail.endswith(extras.how_to_install("jinja2>=3.1", "weasyprint==70.0"))
    complete = {"jinja2": "3.1", "click": "8.4", "weasyprint": "70.0"}
    assert doctor.needed_packages(requirements, complete) == doctor.Finding(
        "ok", "Packages", "all 3 that Careerprint asks for"
    )


def test_the_doctor_can_read_every_dependency() -> None:
    dependencies = PROJECT["dependencies"]
    installed = {plain(name): version for name, version in (re.split("[=>]=", each) for each in dependencies)}
    finding = doctor.needed_packages(dependencies, installed)
    assert finding.detail == f"all {len(dependencies)} that Careerprint asks for"


def test_every_optional_package_is_looked_for() -> None:
    optional = PROJECT["optional-dependencies"]
    assert extras.EXTRAS.keys() == optional.keys() - {"test"}
    for extra, package in extras.EXTRAS.items():
        assert any(plain(each).startswith(package) for each in optional[extra])
        assert (ROOT / "requirements" / f"{extra}.txt").is_file()
