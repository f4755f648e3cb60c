"""``python -m fuzz HARNESS --seconds 60``: runs a harness with atheris, or with bytes of hypothesis where it is not installed."""

from __future__ import annotations

import argparse
import pkgutil
import sys
import time
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

CORPUS = Path(__file__).parent / "corpus"
WATCHED = (
    *("smslint.text", "smslint.dialects", "smslint.sources", "smslint.recipients", "smslint.settings_file"),
    *("smslint.rules.directives", "smslint.project.comments", "smslint.project.sidecar", "smslint.sending.wire"),
)
"""The packages and modules whose new code makes an input worth keeping."""
PROCESSOR_SECONDS = 5.0
"""How long one input may take; wall time says nothing on a busy machine. The harness ``growth`` counts steps."""


def _import_watched() -> None:
    """Import every watched module now: one that is imported at its first use would not be watched."""
    for name in WATCHED:
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
    """Run one harness until its time is over; the exit status of atheris says whether it found a fault."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("harness", nargs="?")
    parser.add_argument("--list", action="store_true", help="name the harnesses")
    parser.add_argument("--seconds", type=int, default=60, help="how long to run")
    parser.add_argument(
        "--runs", type=int, default=-1, help="stop after this many inputs, which are the same in every run"
    )
    parser.add_argument("--keep", type=Path, help="a folder for inputs that reach new code")
    parser.add_argument("--longest", type=int, default=4096, help="the most bytes of an input; short inputs are faster")
    options = parser.parse_args()
    try:
        import atheris
    except ModuleNotFoundError:
        watched: AbstractContextManager[object] = nullcontext()
        atheris = None
    else:
        watched = atheris.instrument_imports(include=list(WATCHED))
    with watched:
        from fuzz.harnesses import HARNESSES

        if atheris is not None:
            _import_watched()
    if options.list or options.harness not in HARNESSES:
        for name, harness in HARNESSES.items():
            print(f"{name:16}{harness.__doc__}")
        return 0 if options.list else 2
    if atheris is None:
        print(
            "atheris is not installed (pip install -e . --group fuzz); hypothesis runs the harnesses in tests/test_fuzz.py"
        )
        return 2
    if options.keep is not None:
        options.keep.mkdir(parents=True, exist_ok=True)
    folders = [str(each) for each in (options.keep, CORPUS / options.harness) if each is not None and each.is_dir()]
    limits = [
        f"-runs={options.runs}",
        f"-seed={int(options.runs > 0)}",
        f"-max_total_time={options.seconds}",
        "-timeout=300",
        "-rss_limit_mb=2048",
        "-print_final_stats=1",
        f"-max_len={options.longest}",
    ]
    atheris.Setup([sys.argv[0], *limits, *folders], _limited(HARNESSES[options.harness]))
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
