"""Fuzzing without guidance: kept inputs, cut, repeated, spliced and changed. Several times as many inputs in the same time."""

from __future__ import annotations

import hashlib
import random
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_CHANGES = 4
_SIGNS = b"\0\t\n\r \"#$%&'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~\x7f\x80\xbf\xc2\xe2\xef\xff"


def mutated(inputs: Sequence[bytes], chance: random.Random, longest: int) -> bytes:
    """One of the inputs after some changes."""
    data = bytearray(chance.choice(inputs)[:longest])
    for _ in range(chance.randrange(1, _CHANGES + 1)):
        at = int(chance.random() * (len(data) + 1))
        end = at + int(chance.random() * 12)
        match int(chance.random() * 6):
            case 0:
                del data[at:end]
            case 1:
                data[at:at] = data[at:end]
            case 2:
                other = chance.choice(inputs)
                start = int(chance.random() * (len(other) + 1))
                data[at : at + chance.randrange(2)] = other[start : start + int(chance.random() * 24)]
            case 3:
                data[at : at + chance.randrange(2)] = chance.choice(_SIGNS).to_bytes()
            case 4:
                data[at : at + 1] = chance.randrange(256).to_bytes()
            case _:
                data[:2] = chance.randbytes(2)  # which dialect, source or format
    return bytes(data[:longest])


def run(harness: Callable[[bytes], None], inputs: Sequence[bytes], seconds: float, runs: int, longest: int) -> int:
    """Run a harness until the time is over, or for a number of inputs if that is not negative, which are the same in every run.

    :return: how many different faults there were; an input for each is written to a file.
    """
    chance, end = random.Random(1 if runs > 0 else None), time.monotonic() + seconds  # noqa: S311 (inputs are no secrets)
    count, slowest, faults = 0, 0.0, set[str]()
    while count != runs and (count % 100 or time.monotonic() < end):
        data = mutated(inputs, chance, longest)
        start = time.process_time()
        try:
            harness(data)
        except Exception as error:  # noqa: BLE001 (each is a fault)
            fault = _place(error)
            if fault not in faults:
                faults.add(fault)
                print(f"{fault}: {str(error)[:300]!r}\nTest unit written to {_written(data)}", flush=True)
        spent = time.process_time() - start
        if spent > slowest:
            slowest = spent
            print(f"slowest: {spent:.3f} seconds for {data!r}", flush=True)
        count += 1
    print(f"stat::number_of_executed_units: {count}")
    return len(faults)


def _place(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"


def _written(data: bytes) -> Path:
    file = Path(f"crash-{hashlib.sha256(data).hexdigest()[:40]}")
    file.write_bytes(data)
    return file
