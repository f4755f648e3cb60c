"""The time of a process that does almost nothing, compared with bare Python. Run: python bench/cold_start.py

``smslint --version`` should take at most 4 times as long as ``python -c pass``, the check of one template at most 7 times; interleaved, medians.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from processes import SMSLINT, interleaved, seconds

ROUNDS = 15


def main() -> None:
    """Print the times and their ratios to a bare interpreter."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "welcome.txt").write_text("Acme: hi {{ name }}, welcome! Reply STOP to opt out.\n", encoding="utf-8")
        found = interleaved(
            {
                "python -c pass": lambda: seconds((sys.executable, "-c", "pass"), folder),
                "python -c 'import click'": lambda: seconds((sys.executable, "-c", "import click"), folder),
                "smslint --version": lambda: seconds((*SMSLINT, "--version"), folder),
                "smslint check welcome.txt": lambda: seconds((*SMSLINT, "check", "welcome.txt"), folder),
            },
            ROUNDS,
        )
    bare = found["python -c pass"]
    for what, taken in found.items():
        print(f"{what:<26} {taken * 1000:6.1f} ms  {taken / bare:5.1f} x")


if __name__ == "__main__":
    main()
