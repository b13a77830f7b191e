"""Lists the packages that Careerprint is installed with, and their licenses, from the pins and their own metadata.

    .venv/bin/python -m bench.tools.components

writes `docs/components.md` for people and `docs/components.cdx.json` (CycloneDX 1.6) for scanners. A test compares both
with the pins.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from careerprint import __version__

ROOT = Path(__file__).parents[2]
LISTED, BILL = ROOT / "docs/components.md", ROOT / "docs/components.cdx.json"
PINS = {
    "requirements.txt": "always",
    "requirements/parquet.txt": "with Parquet",
    "requirements/cluster.txt": "with clusters",
    "requirements/counter.txt": "with the counter",
    "requirements/scan.txt": "with scans",
    "requirements/cjk.txt": "with Chinese letters",
}
"""Files of pins, and when their packages are installed. The tools for tests are never on a machine that only prints."""

_PIN = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)
_CLASSIFIER = "License :: OSI Approved :: "
_ELSEWHERE = {"brotlicffi": "MIT"}
"""Licenses of packages that are installed only on other Pythons, as their metadata say there."""
_UNCLEAR = {
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Apache 2.0": "Apache-2.0",
    "LGPL": "LGPL-3.0-or-later",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
}
"""SPDX expressions for what packages say in other words; each was looked up in the package's own license file."""
_FONTS = {"cvttf-notosanscjk-regular": "OFL-1.1"}
"""Licenses of fonts whose package says something else of itself; they stand in the font's own table of names."""
_CHOICE = {"pyphen": "GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1"}
"""Packages that leave the choice, which their classifiers cannot say."""


@dataclass(frozen=True, slots=True)
class Component:
    """A package."""

    name: str
    version: str
    license: str
    """An SPDX expression."""
    when: str
    """When it is installed."""


def components() -> Iterator[Component]:
    """Yield every pinned package once, in the order of the files."""
    seen: set[str] = set()
    for file, when in PINS.items():
        for name, version in _PIN.findall((ROOT / file).read_text(encoding="utf-8")):
            if name not in seen:
                seen.add(name)
                yield Component(name, version, _license_of(name), when)


def _license_of(name: str) -> str:
    if known := _ELSEWHERE.get(name) or _FONTS.get(name) or _CHOICE.get(name):
        return known
    facts = metadata.metadata(name)
    if stated := facts.get("License-Expression"):
        return str(stated)
    classes = [each.removeprefix(_CLASSIFIER) for each in facts.get_all("Classifier", []) if _CLASSIFIER in each]
    stated = str(facts.get("License") or "") or " ".join(classes)
    return _UNCLEAR.get(stated, stated)


def bill(found: list[Component]) -> str:
    """Return the bill of materials as CycloneDX JSON; it holds no time and no random number, so it can be compared."""
    program = {"type": "application", "bom-ref": "careerprint", "name": "careerprint", "version": __version__}
    value = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": program},
        "components": [_entry(each) for each in found],
    }
    return json.dumps(value, indent=1) + "\n"


def _entry(component: Component) -> dict[str, object]:
    address = f"pkg:pypi/{component.name}@{component.version}"
    return {
        "type": "library",
        "bom-ref": address,
        "name": component.name,
        "version": component.version,
        "scope": "required" if component.when == PINS["requirements.txt"] else "optional",
        "licenses": [{"expression": component.license}],
        "purl": address,
    }


def listed(found: list[Component]) -> str:
    """Return the list for people."""
    rows = "".join(f"| {each.name} | {each.version} | {each.license} | {each.when} |\n" for each in found)
    return (
        "# Packages and licenses\n\n"
        "What Careerprint installs, from the pins in `requirements.txt` and `requirements/`. This list and the bill\n"
        "of materials for scanners, [components.cdx.json](components.cdx.json) (CycloneDX 1.6), are written by\n"
        "`.venv/bin/python -m bench.tools.components`. Careerprint itself: [LICENSE](../LICENSE).\n\n"
        f"| Package | Version | License (SPDX) | Installed |\n|---|---|---|---|\n{rows}"
    )


def main() -> None:
    """Write both lists."""
    found = list(components())
    LISTED.write_text(listed(found), encoding="utf-8")
    BILL.write_text(bill(found), encoding="utf-8")


if __name__ == "__main__":
    main()
