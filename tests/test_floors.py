"""Imports point one way: a module imports only from floors below its own or from its own package, and never in a circle."""

from __future__ import annotations

import ast
from functools import cache, lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import smslint

PACKAGE = Path(smslint.__file__).parent

# The first matching prefix decides. Packages of one floor do not import one another.
FLOORS: list[tuple[str, float]] = [
    ("smslint.version", 0),
    ("smslint.errors", 0),
    ("smslint.folding", 0),
    ("smslint.span", 0),
    ("smslint.data", 0),
    ("smslint.clock", 0),
    ("smslint.writing", 0),
    ("smslint.guarded_stream", 0),
    ("smslint.interrupts", 0),
    ("smslint.deadline", 0),
    ("smslint.user_cache", 0),
    ("smslint.own_folder", 0),
    ("smslint.real_paths", 0),
    ("smslint.outside", 0),
    ("smslint.database_header", 0),
    ("smslint.vocabulary", 0),
    ("smslint.hashing", 0),
    ("smslint.wording", 0),
    ("smslint.sealed", 0),
    ("smslint.records", 0),
    ("smslint.calling", 0),
    ("smslint.arguments", 0),
    ("smslint.settings", 0),
    ("smslint.settings_file", 0),
    ("smslint.text", 1),
    ("smslint.numbers", 1),
    ("smslint.finding", 1),
    ("smslint.dialects.lexing", 1.1),
    ("smslint.dialects.functions", 1.2),
    ("smslint.dialects.syntax", 1.2),
    ("smslint.dialects.names", 1.3),
    ("smslint.dialects.expressions", 1.4),
    ("smslint.dialects.blocks", 1.4),
    ("smslint.dialects.parts", 1.5),
    ("smslint.dialects", 2),  # one module for each language
    ("smslint.prices", 2),
    ("smslint.result", 2),
    ("smslint.coverage", 2),
    ("smslint.answer", 2),
    ("smslint.rules", 3),
    ("smslint.sources", 3),
    ("smslint.logs", 3.5),  # configurations name layouts
    ("smslint.approved", 4),
    ("smslint.recipients", 4),
    ("smslint.project", 4),
    ("smslint.report", 4),
    ("smslint.broadcast", 5),
    ("smslint.cost", 5),
    ("smslint.reconcile", 5),
    ("smslint.registration", 5),
    ("smslint.ci", 5),
    ("smslint.arrow", 5.5),  # the public functions on record batches
    ("smslint.sending", 6),
    ("smslint.server", 7),
    ("smslint.page", 7),
    ("smslint.mcp", 7),
    ("smslint.cli", 8),
    ("smslint.__main__", 9),
    ("smslint", 9),  # the public names
]

# Edges inside one floor that are meant: what each needs of the other is a record or a pure function.
SAME_FLOOR = {
    ("smslint.prices", "smslint.result"),
    ("smslint.coverage", "smslint.result"),
    ("smslint.clock", "smslint.errors"),
    ("smslint.data", "smslint.errors"),
    ("smslint.arguments", "smslint.errors"),
    ("smslint.arguments", "smslint.calling"),
    ("smslint.span", "smslint.records"),
    ("smslint.settings", "smslint.records"),
    ("smslint.settings_file", "smslint.records"),
    ("smslint.settings", "smslint.errors"),
    ("smslint.settings", "smslint.wording"),
    ("smslint.settings", "smslint.vocabulary"),
    ("smslint.settings_file", "smslint.wording"),
    ("smslint.settings_file", "smslint.errors"),
    ("smslint.settings_file", "smslint.settings"),
    ("smslint.own_folder", "smslint.writing"),
    ("smslint.outside", "smslint.real_paths"),
    ("smslint.user_cache", "smslint.own_folder"),
    ("smslint.user_cache", "smslint.hashing"),
    ("smslint.writing", "smslint.guarded_stream"),
    ("smslint.writing", "smslint.interrupts"),
    ("smslint.own_folder", "smslint.records"),
    ("smslint.settings_file", "smslint.outside"),
    ("smslint.approved", "smslint.recipients"),  # the process that reads spreadsheets
    ("smslint.project", "smslint.approved"),  # exports that its configuration names
}


def floor(module: str) -> tuple[str, float]:
    return next((prefix, number) for prefix, number in FLOORS if module == prefix or module.startswith(prefix + "."))


@lru_cache(maxsize=4)
def statements(path: Path) -> list[ast.AST]:
    """The nodes of a file outside of ``if TYPE_CHECKING``: annotations are not dependencies."""
    found: list[ast.AST] = []
    waiting: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        found.append(node)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            waiting += node.orelse
        else:
            waiting += ast.iter_child_nodes(node)
    return found


@cache
def imports(path: Path) -> set[str]:
    """The modules of the project, and names in them, that a file imports at any depth: in functions, too."""
    found: set[str] = set()
    for node in statements(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative imports hide the floor"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name == "smslint" or name.startswith("smslint.")}


@cache
def named(path: Path) -> set[str]:
    """The modules that the tables of a file name for ``import_module``: whole (``"smslint.a.b"``) or as a folder (``f"smslint.a.{b}"``)."""
    nodes = statements(path)
    if not any(isinstance(node, ast.Name) and node.id == "import_module" for node in nodes):
        return set()
    whole = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    starts = [node.values[0] for node in nodes if isinstance(node, ast.JoinedStr) and node.values]
    folders = {str(start.value) for start in starts if isinstance(start, ast.Constant)}
    return {name for name in NAMES if name != "smslint" and (name in whole or f"{name.rpartition('.')[0]}." in folders)}


MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def module_name(path: Path) -> str:
    return ".".join(("smslint", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


NAMES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_down(path: Path) -> None:
    module = module_name(path)
    own, own_floor = floor(module)
    for name in imports(path):
        other, other_floor = floor(name)
        allowed = other == own or other_floor < own_floor or (own, other) in SAME_FLOOR
        assert allowed, f"{module} (floor {own_floor}) imports {name} (floor {other_floor})"


def test_every_module_is_on_a_floor() -> None:
    assert len(MODULES) > 100
    for path in MODULES:
        floor(module_name(path))


MOST_LINES = 300
LONGER = {"smslint.sources.code.dart"}
"""Modules that are still to be divided."""


def test_modules_are_short() -> None:
    """A module that grows longer is divided by what its parts mean."""
    long = {name for name, path in NAMES.items() if path.read_bytes().count(b"\n") > MOST_LINES}
    assert long <= LONGER


def needed(name: str) -> set[str]:
    """The modules that one module imports, or names in a table from which it imports them. Of a name, the module that has it."""
    path = NAMES[name]
    found = {each if each in NAMES else each.rpartition(".")[0] for each in imports(path)}
    return ((found & NAMES.keys()) | named(path)) - {name}


def circle(graph: dict[str, set[str]]) -> list[str]:
    """Modules that lead to one another, the first named again at the end; empty where there are none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_import_leads_back() -> None:
    """At any depth: an import inside a function, or a table of modules, closes a circle like any other."""
    graph = {name: needed(name) for name in NAMES}
    assert sum(map(len, graph.values())) > 600
    assert circle(graph) == []


def test_a_circle_is_found() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}})
    assert not circle({"a": {"b", "c"}, "b": {"c"}, "d": {"a"}})
