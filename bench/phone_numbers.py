"""Numbers a second: the compiled plan against ``phonenumbers`` with its pattern cache on. Run: python bench/phone_numbers.py

(Not ``numbers.py``: that name would hide the standard library's module from the other scripts.)

The list is synthetic: mobile-like numbers of many countries, 3 % of them damaged. Each engine answers the same questions about
each number (can it be read, is it valid, region, type); the answers for the sample are compared before the timing.
Rounds are interleaved, so that a busy machine affects both; figures are medians of CPU time.
"""

from __future__ import annotations

import sys
from collections import deque
from pathlib import Path
from random import Random
from statistics import median
from time import process_time
from typing import TYPE_CHECKING

import phonenumbers

sys.path.insert(0, str(Path(__file__).parent.parent))

from smslint.numbers.metadata_pattern import parse_pattern
from smslint.numbers.plan import Plan
from smslint.numbers.planfile import stamp_of
from smslint.numbers.samples import Sampler, sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROUNDS = 5
LIST = 200_000
SAMPLE = 5_000
MIX = {
    "US": 40,
    "GB": 8,
    "DE": 6,
    "FR": 6,
    "IN": 8,
    "BR": 6,
    "CA": 4,
    "AU": 3,
    "NG": 3,
    "MX": 4,
    "PL": 4,
    "ES": 4,
    "IT": 4,
}
DAMAGE = 0.03

Answer = tuple[bool, str | None, int]


def numbers(count: int, seed: int = 1) -> list[str]:
    """Different numbers, as in the list of a broadcast."""
    random = Random(seed)
    trees = {}
    for region in MIX:
        metadata = phonenumbers.PhoneMetadata.metadata_for_region(region)
        trees[region] = (metadata.country_code, parse_pattern(metadata.mobile.national_number_pattern).node)
    damaged = Sampler(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        code, tree = trees[random.choices([*MIX], [*MIX.values()])[0]]
        number = f"+{code}{sample(tree, random)}" if random.random() > DAMAGE else damaged.replaced()
        found[number] = None
    return [*found]


def theirs(text: str) -> Answer:
    """What a careful caller of the library asks for."""
    try:
        number = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException:
        return (False, None, phonenumbers.PhoneNumberType.UNKNOWN)
    return (
        phonenumbers.is_valid_number(number),
        phonenumbers.region_code_for_number(number),
        phonenumbers.number_type(number),
    )


def rate(walk: Callable[[list[str]], Iterable[object]], texts: list[str]) -> float:
    """Numbers a second of CPU time."""
    start = process_time()
    deque(walk(texts), 0)
    return len(texts) / (process_time() - start)


def main() -> None:
    phonenumbers.enable_pattern_cache()
    blob = (Path(__file__).parent.parent / "smslint" / "numbers" / "plan.bin").read_bytes()
    loads = []
    for _ in range(ROUNDS * 4):
        start = process_time()
        plan = Plan.read(blob, "shipped")
        loads.append(process_time() - start)
    linked = Plan.read(blob, "shipped")
    start = process_time()
    linked.linked()
    link = process_time() - start

    texts = numbers(LIST)
    check(plan, linked, texts[:SAMPLE])
    engines = {
        "phonenumbers, pattern cache on": (lambda rows: map(theirs, rows), texts[:SAMPLE]),
        "smslint, flat table": (lambda rows: map(plan.classify, rows), texts[:50_000]),
        "smslint, linked": (linked.classify_many, texts),
    }
    rates: dict[str, list[float]] = {name: [] for name in engines}
    for _ in range(ROUNDS):
        for name, (walk, rows) in engines.items():
            rates[name].append(rate(walk, rows))
    base = median(rates["phonenumbers, pattern cache on"])
    print(f"phonenumbers {phonenumbers.__version__}, plan of {stamp_of(blob).metadata_version}")
    print(f"plan: {len(plan):,} states, {plan.labels:,} labels, {len(blob):,} bytes")
    print(f"load {median(loads) * 1000:.1f} ms, link {link * 1000:.0f} ms\n")
    for name, measured in rates.items():
        print(f"{name:32} {median(measured):>12,.0f} numbers/s  {median(measured) / base:>7.1f} x")


def check(plan: Plan, linked: Plan, texts: list[str]) -> None:
    """Every answer must be equal before speed means anything."""
    for text, label_id in zip(texts, linked.classify_many(texts), strict=True):
        label = plan.label(label_id)
        valid, region, number_type = theirs(text)
        assert plan.classify(text) == label_id, text
        assert (label.valid, label.region) == (valid, region), text
        assert label.type == phonenumbers.PhoneNumberType.to_string(number_type).lower(), text
    print(f"answers equal on {len(texts):,} numbers\n")


if __name__ == "__main__":
    main()
