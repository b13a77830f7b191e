"""The layout of the program holds: which room imports which, how large things may be, and that each is explained."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
PACKAGE = PROJECT / "careerprint"
FLOORS = (
    ("cli",),
    ("counter",),
    ("runs",),
    ("jobs",),
    ("plates", "check"),
    ("pages", "press"),
    ("faces",),
    ("scoring",),
    ("answers", "official"),
    ("tables",),
    ("sources",),
    ("install",),
    ("settings", "files"),
    ("errors", "keys", "languages", "editions", "color", "marks", "wording", "confinement", "sandbox", "__init__"),
)
"""From the top down: a room imports only from floors below its own. What stands on the last floor is one room."""
HEIGHT = {room: height for height, floor in enumerate(reversed(FLOORS)) for room in floor}
KNOWN_IN = {
    "numpy": ("answers/scans/pixels/",),
    "zxingcpp": ("answers/scans/pixels/",),
    "weasyprint": ("press/", "plates/"),
    "pydyf": ("press/", "plates/"),
    "dask": ("jobs/cluster/",),
    "distributed": ("jobs/cluster/",),
    "fsspec": ("jobs/cluster/",),
    "starlette": ("counter/",),
    "uvicorn": ("counter/",),
}
"""Packages that only some rooms import, so that another can take their place."""
FILES_IN = {"": 12, "cli": 24, "runs": 24}
"""The most files of a folder, 13 where nothing is said: so many can be taken in at a glance. A command has a file."""
LINES, LINES_OF_A_FUNCTION, PARAMETERS = 320, 40, 8
"""The most that are read in one go."""

SOURCES = {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
TREES = {file: ast.parse(text) for file, text in SOURCES.items()}
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
Rule = Callable[[], Mapping[str, object]]


def definitions(node: ast.AST, place: str) -> Iterator[tuple[str, Definition]]:
    """Yield every function and class with its place, such as `press/press.py:Press.print`."""
    for child in ast.iter_child_nodes(node):
        inner = place
        if isinstance(child, Definition):
            inner = f"{place}{'.' if ':' in place else ':'}{child.name}"
            yield inner, child
        yield from definitions(child, inner)


DEFINITIONS = {name: found for file, tree in TREES.items() for name, found in definitions(tree, file)}
CLASSES = {name: found for name, found in DEFINITIONS.items() if isinstance(found, ast.ClassDef)}
FUNCTIONS = {name: found for name, found in DEFINITIONS.items() if not isinstance(found, ast.ClassDef)}


def imported(tree: ast.AST) -> Iterator[list[str]]:
    """Yield the parts of every name that is imported, at the top, inside a function or for types only."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ([*(node.module or "").split("."), alias.name] for alias in node.names)


def relative_imports() -> dict[str, int]:
    """Return modules that leave out the package's name, which the other rules would not see."""
    nodes = ((file, node) for file, tree in TREES.items() for node in ast.walk(tree))
    return {file: node.level for file, node in nodes if isinstance(node, ast.ImportFrom) and node.level}


def rooms_without_a_floor() -> dict[str, str]:
    return {room: "is new" for room in {_room(file) for file in TREES} - {*HEIGHT, "__main__"}}


def imports_from_no_lower_floor() -> dict[str, str]:
    found = {}
    for file, tree in TREES.items():
        own = _room(file)
        for _, *parts in (names for names in imported(tree) if names[0] == "careerprint"):
            room = parts[0] if parts and parts[0] in HEIGHT else "__init__"  # `careerprint.__version__`
            if own not in (room, "__main__") and (HEIGHT[room] or HEIGHT[own]) and HEIGHT[room] >= HEIGHT[own]:
                found[f"{file} imports {room}"] = ".".join(parts)
    return found


def _room(file: str) -> str:
    """Return the room of a file such as `press/press.py`; in the top folder every module is one."""
    return file.split("/")[0].removesuffix(".py")


def import_circles() -> dict[str, str]:
    """Return modules that import each other, directly or through others; imports for types only count, too."""
    graph = {file: {*_modules_imported(tree)} - {file} for file, tree in TREES.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return {" imports ".join(reversed(error.args[1])): "goes round in a circle"}
    return {}


def _modules_imported(tree: ast.AST) -> Iterator[str]:
    """Yield the files of this package that a module imports, such as `press/press.py`."""
    for package, *names in imported(tree):
        if package == "careerprint":
            places = ("/".join(names[:length]) for length in (len(names), len(names) - 1))
            files = (name for place in places for name in (f"{place}.py", f"{place}/__init__.py"))
            yield from (file for file in files if file in TREES)


def imports_of_packages_elsewhere() -> dict[str, str]:
    names = {(file, names[0]) for file, tree in TREES.items() for names in imported(tree)}
    assert {package for _, package in names} >= {*KNOWN_IN} - {"dask"}
    return {file: package for file, package in names if not file.startswith(KNOWN_IN.get(package, ""))}


def full_folders() -> dict[str, int]:
    folders = Counter(file.rpartition("/")[0] for file in TREES if not file.endswith("__.py"))
    return {folder: count for folder, count in folders.items() if count > FILES_IN.get(folder, 13)}


def long_modules() -> dict[str, int]:
    lengths = {file: len(text.splitlines()) for file, text in SOURCES.items()}
    return {file: lines for file, lines in lengths.items() if lines > LINES}


def long_functions() -> dict[str, int]:
    lengths = {name: (found.end_lineno or 0) - found.lineno + 1 for name, found in FUNCTIONS.items()}
    return {name: lines for name, lines in lengths.items() if lines > LINES_OF_A_FUNCTION}


def functions_with_many_parameters() -> dict[str, int]:
    given = {name: [*f.args.posonlyargs, *f.args.args, *f.args.kwonlyargs] for name, f in FUNCTIONS.items()}
    counts = {name: sum(each.arg not in ("self", "cls") for each in each_given) for name, each_given in given.items()}
    return {name: count for name, count in counts.items() if count > PARAMETERS}


def unexplained() -> dict[str, str]:
    """Return what others may use, so nothing inside a function and nothing with an underscore, without a docstring."""
    hidden = tuple(f"{name}." for name in FUNCTIONS)
    public = {name: found for name, found in DEFINITIONS.items() if "_" not in {part[0] for part in _names(name)}}
    named = {**TREES, **{name: found for name, found in public.items() if not name.startswith(hidden)}}
    return {name: "has no docstring" for name, found in named.items() if not ast.get_docstring(found)}


def _names(name: str) -> list[str]:
    return name.partition(":")[2].split(".")


def class_names_of_two_things() -> dict[str, int]:
    counts = Counter(found.name for found in CLASSES.values() if not found.name.startswith("_"))
    return {name: count for name, count in counts.items() if count > 1}


RULES = (
    relative_imports,
    rooms_without_a_floor,
    imports_from_no_lower_floor,
    import_circles,
    imports_of_packages_elsewhere,
    full_folders,
    long_modules,
    long_functions,
    functions_with_many_parameters,
    unexplained,
    class_names_of_two_things,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule(rule: Rule) -> None:
    assert rule() == {}


def test_no_test_imports_a_test() -> None:
    for path in (PROJECT / "tests").rglob("*.py"):
        for _, *parts in (
            names for names in imported(ast.parse(path.read_text(encoding="utf-8"))) if names[0] == "tests"
        ):
            assert parts[0] == "support", f"{path.relative_to(PROJECT)}: what tests share stands in tests/support"
