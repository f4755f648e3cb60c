"""Imports point one way: a module imports only from floors below its own, or from its own package."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import smslint

PACKAGE = Path(smslint.__file__).parent

# The first matching prefix decides. Packages of one floor do not import one another.
FLOORS = [
    ("smslint.errors", 0),
    ("smslint.span", 0),
    ("smslint.data", 0),
    ("smslint.clock", 0),
    ("smslint.writing", 0),
    ("smslint.wording", 0),
    ("smslint.settings", 0),
    ("smslint.settings_file", 0),
    ("smslint.text", 1),
    ("smslint.numbers", 1),
    ("smslint.finding", 1),
    ("smslint.dialects", 2),
    ("smslint.prices", 2),
    ("smslint.result", 2),
    ("smslint.answer", 2),
    ("smslint.rules", 3),
    ("smslint.sources", 3),
    ("smslint.recipients", 4),
    ("smslint.project", 4),
    ("smslint.report", 4),
    ("smslint.broadcast", 5),
    ("smslint.sending", 6),
    ("smslint.cli", 8),  # 7 is for servers
    ("smslint.__main__", 9),
    ("smslint", -1),  # the public names: anyone may ask for the version
]

# Edges inside one floor that are meant: what each needs of the other is a record or a pure function.
SAME_FLOOR = {
    ("smslint.prices", "smslint.result"),
    ("smslint.clock", "smslint.errors"),
    ("smslint.settings", "smslint.errors"),
    ("smslint.settings_file", "smslint.errors"),
    ("smslint.settings_file", "smslint.settings"),
}


def floor(module: str) -> tuple[str, int]:
    return next((prefix, number) for prefix, number in FLOORS if module == prefix or module.startswith(prefix + "."))


def imports(path: Path) -> set[str]:
    """The modules of the project that a file names, outside of ``if TYPE_CHECKING``: annotations are not dependencies."""
    found: set[str] = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for child in block.body
        for node in ast.walk(child)
    }
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative imports hide the floor"
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name == "smslint" or name.startswith("smslint.")}


MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_down(path: Path) -> None:
    module = ".".join(("smslint", *path.relative_to(PACKAGE).with_suffix("").parts))
    own, own_floor = floor(module.removesuffix(".__init__"))
    for name in imports(path):
        other, other_floor = floor(name)
        allowed = other == own or other_floor < own_floor or (own, other) in SAME_FLOOR
        assert allowed, f"{module} (floor {own_floor}) imports {name} (floor {other_floor})"


def test_every_module_is_on_a_floor() -> None:
    assert len(MODULES) > 100
    for path in MODULES:
        floor(".".join(("smslint", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__"))
