"""The lists of packages are those of the pins, and no license is one that we may not ship."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError

import pytest

from bench.tools.components import BILL, LISTED, PINS, ROOT, Component, bill, components, listed

SPDX = re.compile(
    r"MIT|MIT-0|MIT-CMU|0BSD|Zlib|CC0-1\.0|BSD-[23]-Clause|Apache-2\.0|OFL-1\.1|MPL-[12]\.[01]|PSF-2\.0|L?GPL-[23]\.[01]-or-later"
)


@pytest.fixture(scope="module")
def found() -> list[Component]:
    try:
        return list(components())
    except PackageNotFoundError as error:
        pytest.skip(f"{error.name} is not installed")


def test_the_lists_are_those_of_the_pins(found: list[Component]) -> None:
    """If not: `.venv/bin/python -m bench.tools.components`."""
    assert LISTED.read_text(encoding="utf-8") == listed(found)
    assert BILL.read_text(encoding="utf-8") == bill(found)


def test_every_pin_is_listed() -> None:
    pins = [line for file in PINS for line in (ROOT / file).read_text(encoding="utf-8").splitlines() if "==" in line]
    names = {each["name"] for each in json.loads(BILL.read_text(encoding="utf-8"))["components"]}
    assert names == {line.split("==")[0] for line in pins}


def test_every_license_is_known_and_none_is_agpl(found: list[Component]) -> None:
    for component in found:
        assert all(SPDX.fullmatch(part) for part in re.split(" OR | AND ", component.license)), component
