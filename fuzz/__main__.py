"""``python -m fuzz HARNESS --seconds 60``: runs a harness with atheris, or without guidance where that is not installed."""

from __future__ import annotations

import argparse
import os
import pkgutil
import sys
import tempfile
import time
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from fuzz import blind

if TYPE_CHECKING:
    from collections.abc import Callable

TOP = Path(__file__).parents[1]
CORPUS = TOP / "fuzz" / "corpus"
_DIRECTIVES = ("smslint.rules.directives", "smslint.project.comments")
WATCHED = {
    "dialects": ("smslint.dialects", "smslint.text.bounds"),
    "sources": ("smslint.sources",),
    "directives": _DIRECTIVES,
    "lists": ("smslint.recipients",),
    "configuration": ("smslint.settings_file", "smslint.settings", "smslint.project", *_DIRECTIVES),
    "answers": ("smslint.sending",),
    "editor": ("smslint.server",),
    "tools": ("smslint.mcp",),
    "registered": (
        "smslint.approved",
        "smslint.registration",
        "smslint.rules.template_syntax",
        "smslint.rules.approved",
    ),
    "growth": ("smslint.dialects", "smslint.sources"),
}
"""The packages and modules whose new code makes an input worth keeping. To watch code makes it three times as slow."""
PROCESSOR_SECONDS = 5.0
"""How long one input may take; wall time says nothing on a busy machine. The harness ``growth`` counts steps."""


def _unwatched(harness: str) -> list[str]:
    """All other modules: atheris itself watches the whole package that a name belongs to."""
    paths = (each.relative_to(TOP).with_suffix("") for each in (TOP / "smslint").rglob("*.py"))
    names = [".".join(each.parts).removesuffix(".__init__") for each in paths]
    return [name for name in names if not f"{name}.".startswith(tuple(f"{each}." for each in WATCHED[harness]))]


def _import_watched(harness: str) -> None:
    """Import every watched module now: one that is imported at its first use would not be watched."""
    for name in WATCHED[harness]:
        module = import_module(name)
        for each in pkgutil.walk_packages(getattr(module, "__path__", ()), f"{name}."):
            import_module(each.name)


def _limited(harness: Callable[[bytes], None]) -> Callable[[bytes], None]:
    def limited(data: bytes) -> None:
        start = time.process_time()
        harness(data)
        spent = time.process_time() - start
        assert spent < PROCESSOR_SECONDS, f"{len(data)} bytes took {spent:.1f} seconds"

    return limited


def main() -> int:
    """Run one harness until its time is over; the exit status says whether it found a fault."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("harness", nargs="?", choices=tuple(WATCHED))
    parser.add_argument("--list", action="store_true", help="name the harnesses")
    parser.add_argument("--seconds", type=int, default=60, help="how long to run")
    parser.add_argument(
        "--runs", type=int, default=-1, help="stop after this many inputs, which are the same in every run"
    )
    parser.add_argument("--keep", type=Path, help="a folder for inputs that reach new code; without it, none is kept")
    parser.add_argument("--longest", type=int, default=4096, help="the most bytes of an input; short inputs are faster")
    parser.add_argument("--blind", action="store_true", help="without guidance: more inputs in the same time")
    options = parser.parse_args()
    if options.list or options.harness is None:
        from fuzz.harnesses import HARNESSES

        for name, harness in HARNESSES.items():
            print(f"{name:16}{harness.__doc__}")
        return 0 if options.list else 2
    folders = [each for each in (options.keep, CORPUS / options.harness) if each is not None and each.is_dir()]
    if options.blind or find_spec("atheris") is None:
        return _blind(options, folders)
    return _guided(options, folders)


def _blind(options: argparse.Namespace, folders: list[Path]) -> int:
    from fuzz.harnesses import HARNESSES

    inputs = [each.read_bytes() for folder in folders for each in folder.iterdir()] or [b""]
    harness = _limited(HARNESSES[options.harness])
    return int(blind.run(harness, inputs, options.seconds, options.runs, options.longest) > 0)


def _guided(options: argparse.Namespace, folders: list[Path]) -> int:
    import atheris

    with atheris.instrument_imports(include=["smslint"], exclude=_unwatched(options.harness)):
        from fuzz.harnesses import HARNESSES

        _import_watched(options.harness)
    limits = [
        f"-runs={options.runs}",
        f"-seed={int(options.runs > 0)}",
        f"-max_total_time={options.seconds}",
        "-timeout=300",
        "-rss_limit_mb=2048",
        "-print_final_stats=1",
        # Inputs that fail or are slow are written beside other temporary files, not into the repository.
        f"-artifact_prefix={Path(tempfile.gettempdir()) / f'smslint-fuzz-{options.harness}-{os.getpid()}-'}",
        f"-max_len={options.longest}",
        # As files, because what is new would be written into the first folder.
        f"-seed_inputs={','.join(str(each) for folder in folders for each in folder.iterdir())}",
    ]
    if options.keep is not None:
        options.keep.mkdir(parents=True, exist_ok=True)
        limits.append(str(options.keep))
    atheris.Setup([sys.argv[0], *limits], _limited(HARNESSES[options.harness]))
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
