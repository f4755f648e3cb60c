"""The plain command line of a hook, ``smslint check FILE ...``, read and run without click, whose import takes longer than the check.

Every other command line is click's. A test holds what is read here equal to what click reads.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, Final

FLAGS: Final = {"--force-exclude": "force_exclude", "--allow-empty": "allow_empty", "--no-cache": "no_cache"}
"""The options without a value that are read here: those of the hook, and of a run in CI. So is ``--format NAME``."""
UNSTATED: Final[dict[str, Any]] = {
    "configs": (), "isolated": False, "select": (), "ignore": (), "force_exclude": False, "allow_empty": False,
    "no_gitignore": False, "dialect": None, "kind": None, "regions": (), "provider": None, "brand": None, "no_cache": False,
    "cache_dir": None, "fail_level": "error", "format_": None, "outputs": (), "diff": False, "fix": False, "unsafe_fixes": False,
    "baseline_path": None, "no_baseline": False, "strict": False, "list_files": False, "stdin_filename": None, "verbose": False,
    "color": "auto", "exit_zero": False, "min_confidence": None, "quiet": False, "statistics": False,
    "extend_select": (), "exclude": (), "show_fixes": False, "add_directives": None, "watch": False, "jobs": None,
}  # fmt: skip
"""The options of ``check`` that are not stated."""
VARIABLES: Final = frozenset(
    f"SMSLINT_{name}"
    for name in (key.removesuffix("_path").strip("_").upper() for key in UNSTATED if key != "cache_dir")
    for name in (name, name.removesuffix("S"))
)
"""Variables by which the environment may state an option: click reads the command line then."""
COMPLETION: Final = "_SMSLINT_COMPLETE"
"""The variable by which a shell asks click to complete a command line."""
UNWRITTEN: Final = 1
"""The status with which click ends a command whose reader has exited."""


def read(arguments: list[str]) -> tuple[tuple[Path, ...], dict[str, Any]] | None:
    """The paths and options of a ``check``; ``None`` if click must read the command line."""
    if arguments[:1] != ["check"] or COMPLETION in os.environ or not VARIABLES.isdisjoint(os.environ):
        return None
    options, paths = UNSTATED.copy(), []
    words = iter(arguments[1:])
    for word in words:
        if word in FLAGS:
            options[FLAGS[word]] = True
        elif word == "--format":
            from smslint.report import FORMATS
            from smslint.vocabulary import PAGE

            name = next(words, "")
            if name not in FORMATS and name != PAGE:
                return None
            options["format_"] = name
        elif word.startswith("-") or not _may_be_read(word):
            return None
        else:
            paths.append(Path(word))
    return tuple(paths), options


def _may_be_read(path: str) -> bool:
    """Whether a path can be read, or does not exist; click reports one that cannot."""
    return os.access(path, os.R_OK) or not os.path.exists(path)  # noqa: PTH110 (a hook passes many)


def run(arguments: list[str]) -> int | None:
    """Run a plain command line and return its exit status; ``None`` if it is not plain."""
    found = read(arguments)
    if found is None:
        return None
    from smslint.cli.printing import guarded_output

    with guarded_output():
        return _checked(*found)


def _checked(paths: tuple[Path, ...], options: dict[str, Any]) -> int:
    """Run ``check``, and print its error if there is one."""
    try:
        from smslint.calling import by_flags
        from smslint.cli.checking import check

        with by_flags():
            status = check(paths, options)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 (passed on to the one boundary)
        from smslint.cli.boundary import failed, silence_stdout

        if isinstance(error, BrokenPipeError):
            silence_stdout()
            return UNWRITTEN
        if isinstance(error, KeyboardInterrupt):
            print(file=sys.stderr)  # as click does, behind the ^C of the terminal
        return failed(error)
    return status
