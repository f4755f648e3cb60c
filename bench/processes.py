"""Shared by the benchmarks of whole processes: a folder of generated files, and interleaved timings of commands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random

TOP = Path(__file__).parent.parent
SMSLINT = (sys.executable, "-m", "smslint")

NAMES = ("first_name", "code", "order_id", "shop", "track_url")
OPENINGS = ("Acme: hi {}, ", "Acme: your order {} ", "Your Acme code is {}. ", "Acme sale: 20% off at {} today! ")
MIDDLES = (
    "it is on its way",
    "pick it up until 6 pm",
    "do not share it with anyone",
    "we’ll see you soon – as always",
    "see you there",
)
ENDINGS = (".", ". Reply STOP to opt out.", "! Reply HELP for help.", ": https://acme.example/{}.")
WORDS = (
    "the",
    "of",
    "and",
    "order",
    "shop",
    "page",
    "user",
    "list",
    "value",
    "render",
    "update",
    "state",
    "model",
    "view",
    "query",
    "index",
)


def message(random: Random, hole: str = "{{{{ {} }}}}") -> str:
    """A text of 60 to 160 characters, as shops send them; one in five has a curly quote or a dash."""
    parts = random.choice(OPENINGS), random.choice(MIDDLES), random.choice(ENDINGS)
    text = "".join(parts)
    return text.replace("{}", "\0").replace("\0", hole.format(random.choice(NAMES)))


def prose(random: Random, lines: int) -> str:
    """Lines of code-like words."""
    return "".join(" ".join(random.choices(WORDS, k=8)) + "\n" for _ in range(lines))


def seconds(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> float:
    """How long a command takes. No time-out: with one the standard library polls, and short times have steps of 50 ms."""
    settings = {**os.environ, "PYTHONPATH": str(TOP), **(environment or {})}
    settings.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
    begin = perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
    )
    taken = perf_counter() - begin
    if done.returncode not in {0, 1, 65}:  # 65: codespell's count of misspellings
        raise SystemExit(f"{' '.join(command)}: {done.returncode}: {done.stderr.decode()[-500:]}")
    return taken


def interleaved(commands: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """The median of each command's times, run alternately: a busy machine affects all of them."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, measure in commands.items():
            times[name].append(measure())
    return {name: median(each) for name, each in times.items()}
