"""pyproject.toml names exactly the packages that the code imports."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from careerprint.install.environment import plain

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OPTIONAL = {"pyarrow", "distributed", "fsspec", "starlette", "uvicorn", "numpy", "zxingcpp"}
"""Modules that are imported only where they are installed."""
BY_NAME = "fontpkg-"
"""How the names of font packages begin: their files are found without importing them."""


def imported() -> Iterator[str]:
    """Yield the top-level modules that Careerprint imports anywhere, without its own and Python's."""
    for path in (ROOT / "careerprint").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield (node.module or "").partition(".")[0]


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    modules = set(imported()) - sys.stdlib_module_names - {"careerprint"} - OPTIONAL
    packages = metadata.packages_distributions()
    needed = {plain(name) for module in modules for name in packages[module]}
    declared = {plain(re.split("[=>]=", each)[0]) for each in PROJECT["dependencies"]}
    assert needed == {name for name in declared if not name.startswith(BY_NAME)}


def test_every_dependency_has_a_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    groups = PROJECT["optional-dependencies"].values()
    for requirement in (*PROJECT["dependencies"], *(each for group in groups for each in group)):
        assert re.search(rf'^ +"{re.escape(requirement)}", # \S.*', text, re.MULTILINE), requirement
