"""How many small faults the tests find. Run: python bench/mutants.py [--sample 40] [--seed 0] [--limit 120] [--tables] [MODULE ...]

Each mutant is one change to one place of the code under ``text/``, ``rules/engine.py`` or ``project/``: a comparison reversed or
moved by one, ``and`` for ``or``, ``continue`` for ``break``, a ``not`` removed, a constant changed, a returned value lost. It is
made in a copy of the tree, and the tests that cover the module run on it. A mutant is killed if they fail or do not end; one
that survives is printed with its place: a test is missing there, or the change has no visible effect. The limit is in seconds of
processor time, so a busy machine kills no mutant; tests that wait without computing end after ten times as many seconds.

The same seed gives the same sample for the same code. The tests first run without a mutant: they must pass.
"""

from __future__ import annotations

import argparse
import ast
import math
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

TOP: Final = Path(__file__).parent.parent
COPIED: Final = (
    "smslint",
    "tests",
    "rules",
    "schema",
    "fixtures",
    "docs",
    "bench",
    "pyproject.toml",
    "README.md",
    "CONTRIBUTING.md",
)

_NO_TESTS: Final = 5
"""The exit status of pytest if no test has the requested marks."""

TESTS: Final[dict[str, tuple[str, ...]]] = {
    "smslint/text": ("tests/text",),
    "smslint/text/filters.py": (
        "tests/text/test_filters.py",
        "tests/text/test_bounds.py",
        "tests/dialects/test_filters.py",
    ),
    "smslint/text/filter_lengths.py": ("tests/text/test_filters.py", "tests/dialects/test_filters.py"),
    "smslint/text/values.py": (
        "tests/text/test_values.py",
        "tests/text/test_bounds.py",
        "tests/project/test_config.py",
        "tests/cli/test_first_contact.py",
    ),
    "smslint/text/condition.py": (
        "tests/text/test_condition.py",
        "tests/dialects/test_renderings.py",
        "tests/recipients/test_conditions.py",
    ),
    "smslint/text/tree.py": ("tests/text", "tests/dialects/test_dialects.py"),
    "smslint/text/patterns.py": ("tests/text", "tests/rules/test_matching.py", "tests/rules/test_wants.py"),
    "smslint/text/required.py": ("tests/text/test_required.py", "tests/rules/test_wants.py"),
    "smslint/text/bounds.py": ("tests/text/test_bounds.py", "tests/text/test_ceilings.py"),
    "smslint/text/one_pass.py": ("tests/text/test_bounds.py", "tests/text/test_ceilings.py"),
    "smslint/text/edits.py": ("tests/text", "tests/project/test_fixes.py", "tests/rules/test_engine.py"),
    "smslint/rules/engine.py": (
        "tests/rules/test_engine.py",
        "tests/rules/test_rule_files.py",
        "tests/rules/test_wants.py",
    ),
    "smslint/project": ("tests/project", "tests/cli/test_check_options.py", "tests/cli/test_init.py"),
    "smslint/project/cache.py": ("tests/project/test_cache.py",),
    "smslint/project/records.py": ("tests/project/test_cache.py",),
    "smslint/project/baseline.py": ("tests/project/test_baseline.py",),
    "smslint/project/file_directives.py": ("tests/project/test_file_directives.py",),
    "smslint/project/comments.py": ("tests/project/test_file_directives.py",),
    "smslint/project/escaping.py": ("tests/project/test_fixes.py",),
    "smslint/project/placing.py": (
        "tests/project/test_fixes.py",
        "tests/project/test_files.py",
        "tests/project/test_placing.py",
    ),
    "smslint/project/fixes.py": ("tests/project/test_fixes.py",),
    "smslint/project/gitignore.py": ("tests/project/test_gitignore.py",),
    "smslint/project/config.py": (
        "tests/project/test_config.py",
        "tests/project/test_config_schema.py",
        "tests/project/test_hostile_config.py",
    ),
    "smslint/project/candidate.py": ("tests/project/test_discover.py", "tests/cli/test_init.py"),
    "smslint/project/discover.py": ("tests/project/test_discover.py", "tests/cli/test_init.py"),
    "smslint/project/taking.py": ("tests/project/test_taking.py",),
    "smslint/project/files.py": (
        "tests/project/test_files.py",
        "tests/project/test_config.py",
        "tests/cli/test_check_options.py",
    ),
    "smslint/project/front_matter.py": ("tests/project/test_front_matter.py", "tests/project/test_config.py"),
    "smslint/project/guessing.py": ("tests/project/test_guessing.py", "tests/project/test_project_files.py"),
    "smslint/project/host_dialects.py": ("tests/project/test_guessing.py", "tests/project/test_project_files.py"),
    "smslint/project/nearest.py": ("tests/project/test_broken_projects.py", "tests/cli/test_check_options.py"),
    "smslint/project/project.py": ("tests/project/test_project.py",),
    "smslint/project/known_projects.py": ("tests/project/test_project.py",),
    "smslint/project/reading.py": ("tests/project/test_reading.py", "tests/project/test_taking.py"),
    "smslint/project/paths.py": ("tests/project/test_files.py", "tests/cli/test_check_options.py"),
    "smslint/project/patch.py": ("tests/project/test_fixes.py",),
    "smslint/project/project_files.py": ("tests/project/test_project_files.py", "tests/project/test_guessing.py"),
    "smslint/project/selecting.py": ("tests/project/test_selecting.py",),
    "smslint/project/sending.py": ("tests/project/test_sending_settings.py", "tests/sending/test_gate.py"),
    "smslint/project/sidecar.py": ("tests/project/test_file_directives.py", "tests/project/test_config.py"),
}
"""The tests that cover a module: those of its own line, otherwise those of its folder."""

COMPARED: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
COUNTED: Final[dict[type[ast.operator], type[ast.operator]]] = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add}


class Mutant(NamedTuple):
    """One change: ``text`` replaces the bytes of the file from ``start`` to ``end``."""

    path: str
    line: int
    start: int
    end: int
    text: str
    what: str


def swapped(node: ast.AST) -> Iterator[tuple[ast.AST, str, str]]:
    """The possible changes of a node: the replaced node, the new text, and a description."""
    match node:
        case ast.Compare(ops=[op], left=left, comparators=[right]) if type(op) in COMPARED:
            new = ast.Compare(left, [COMPARED[type(op)]()], [right])
            yield node, ast.unparse(new), f"{ast.unparse(node)} -> {ast.unparse(new)}"
        case ast.BoolOp(op=op, values=values):
            turned = ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
            yield node, ast.unparse(turned), f"{'and' if isinstance(op, ast.And) else 'or'} turned"
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield node, f"bool({ast.unparse(operand)})", "not left out"
        case ast.BinOp(left=left, op=op, right=right) if (
            type(op) in COUNTED and not _is_text(left) and not _is_text(right)
        ):
            other = ast.BinOp(left, COUNTED[type(op)](), right)
            yield node, ast.unparse(other), f"{ast.unparse(node)} -> {ast.unparse(other)}"
        case ast.Constant(value=bool() as value):
            yield node, str(not value), f"{value} -> {not value}"
        case ast.Constant(value=int() as value):
            yield node, str(value + 1), f"{value} -> {value + 1}"
        case ast.Continue():
            yield node, "break", "continue -> break"
        case ast.Break():
            yield node, "continue", "break -> continue"
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            yield node, "return None", f"return {ast.unparse(value)[:40]} -> return None"
        case ast.IfExp(test=test, body=body, orelse=orelse):
            exchanged = ast.IfExp(test, orelse, body)
            yield node, ast.unparse(exchanged), "arms of a conditional expression swapped"


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def mutants(path: str) -> list[Mutant]:
    """All mutants of a file, except those in annotations, in f-strings and under ``TYPE_CHECKING``."""
    source = (TOP / path).read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found: list[Mutant] = []

    def visit(node: ast.AST) -> None:
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            return
        for replaced, text, what in swapped(node):
            assert isinstance(replaced, ast.expr | ast.stmt)
            assert replaced.end_lineno is not None
            assert replaced.end_col_offset is not None
            start = starts[replaced.lineno - 1] + replaced.col_offset
            end = starts[replaced.end_lineno - 1] + replaced.end_col_offset
            put = f"({text})" if isinstance(replaced, ast.expr) else text
            found.append(Mutant(path, replaced.lineno, start, end, put, what))
        for name, value in ast.iter_fields(node):
            if name in {"annotation", "returns", "type_params", "decorator_list"}:
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    visit(child)

    visit(ast.parse(source))
    return found


def tests_of(path: str) -> tuple[str, ...]:
    named = TESTS.get(path) or TESTS[str(Path(path).parent)]
    return tuple(name for name in named if (TOP / name).exists())


def run(tree: Path, tests: tuple[str, ...], limit: float, *, tables: bool = False) -> str:
    """``passed``, ``failed`` or ``endless``: the result of the tests in a tree within a limit of processor seconds; tables run before properties."""
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1", "CI": "1"}
    for marks in ("not long and not hypothesis", "not long and hypothesis")[: 1 if tables else 2]:
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-x",
            "--no-header",
            "-p",
            "no:cacheprovider",
            "-m",
            marks,
            *tests,
        ]
        try:
            done = subprocess.run(
                ["sh", "-c", f'ulimit -t {math.ceil(limit)}; exec "$@"', "sh", *command],
                cwd=tree, env=environment, capture_output=True, timeout=10 * limit, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return "endless"
        if done.returncode in {-signal.SIGXCPU, -signal.SIGKILL}:
            return "endless"
        if done.returncode not in {0, _NO_TESTS}:
            return "failed"
    return "passed"


def copy(folder: Path) -> Path:
    """A copy of the tree without ignored files, in a separate folder: nothing is changed in place."""
    for name in COPIED:
        if (TOP / name).is_dir():
            shutil.copytree(TOP / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        elif (TOP / name).exists():
            shutil.copy(TOP / name, folder / name)
    return folder


def judged(tree: Path, mutant: Mutant, limit: float, *, tables: bool) -> str:
    """The result of the tests with one mutant. The file is restored afterwards."""
    file = tree / mutant.path
    whole = file.read_bytes()
    file.write_bytes(whole[: mutant.start] + mutant.text.encode() + whole[mutant.end :])
    try:
        return run(tree, tests_of(mutant.path), limit, tables=tables)
    finally:
        file.write_bytes(whole)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "modules", nargs="*", help="files below smslint/; by default text/, rules/engine.py and project/"
    )
    parser.add_argument("--sample", type=int, default=40, help="how many mutants (default: 40); 0: all")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--limit", type=float, default=120, help="processor seconds for the tests of one mutant (default: 120)"
    )
    parser.add_argument(
        "--tables", action="store_true", help="without the property tests: faster, but more mutants survive"
    )
    given = parser.parse_args()
    folders = [
        *sorted(TOP.glob("smslint/text/*.py")),
        TOP / "smslint/rules/engine.py",
        *sorted(TOP.glob("smslint/project/*.py")),
    ]
    paths = given.modules or [path.relative_to(TOP).as_posix() for path in folders]
    every = [mutant for path in paths for mutant in mutants(path)]
    chosen = random.Random(given.seed).sample(every, min(given.sample, len(every))) if given.sample else every
    print(f"{len(chosen)} of {len(every)} mutants, seed {given.seed}")
    results: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="smslint-mutants-") as name:
        tree = copy(Path(name))
        for tests in sorted({tests_of(mutant.path) for mutant in chosen}):
            if (answer := run(tree, tests, 10 * given.limit, tables=given.tables)) != "passed":
                print(f"without a mutant: {answer}: {' '.join(tests)}")
                return 2
        for mutant in sorted(chosen):
            answer = judged(tree, mutant, given.limit, tables=given.tables)
            results[answer] += 1
            if answer == "passed":
                print(f"survived  {mutant.path}:{mutant.line}  {mutant.what}", flush=True)
    killed = results["failed"] + results["endless"]
    print(
        f"killed {killed} of {len(chosen)} ({killed / max(len(chosen), 1):.0%}), {results['endless']} of them because the tests did not end"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
