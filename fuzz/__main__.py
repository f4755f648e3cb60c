"""``python -m fuzz HARNESS --seconds 60``: runs a harness with atheris, or with bytes of hypothesis where it is not installed."""

from __future__ import annotations

import argparse
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"


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
    options = parser.parse_args()
    try:
        import atheris
    except ModuleNotFoundError:
        watched: AbstractContextManager[object] = nullcontext()
        atheris = None
    else:
        watched = atheris.instrument_imports(
            include=["smslint.text", "smslint.dialects", "smslint.sources", "smslint.recipients"]
        )
    with watched:
        from fuzz.harnesses import HARNESSES
    if options.list or options.harness not in HARNESSES:
        for name, harness in HARNESSES.items():
            print(f"{name:16}{harness.__doc__}")
        return 0 if options.list else 2
    if atheris is None:
        print(
            "atheris is not installed (pip install -e . --group fuzz); hypothesis runs the harnesses in tests/test_fuzz.py"
        )
        return 2
    folders = [str(each) for each in (options.keep, CORPUS / options.harness) if each is not None and each.is_dir()]
    limits = [
        f"-runs={options.runs}",
        f"-seed={int(options.runs > 0)}",
        f"-max_total_time={options.seconds}",
        "-timeout=20",
        "-rss_limit_mb=2048",
        "-print_final_stats=1",
        "-max_len=4096",
    ]
    atheris.Setup([sys.argv[0], *limits, *folders], HARNESSES[options.harness])
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
