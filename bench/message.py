"""The check of one message and the bounds of one template, compared with commit 2510cba in the same run. Run: python bench/message.py [PART OF A NAME]

Two processes, one with that commit and one with the working copy, are measured alternately in processor time; the ratio is the
median of the pairs', so that a busy machine affects both. Each check gets a new message, as in real sending: no cache contains
more than it would for a new message.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 150
REPEATS = 20

MARKETING = "Acme: 20% off all shoes until Sunday! Show code {} in shops. Reply STOP to end"
TEMPLATE = "{{ shop }}: hi {{ first_name }}, your order {{ order_id }} is on its way. Follow it at {{ track_url }} or reply STOP."
VALUES: dict[str, Any] = {
    "shop": {"max": 20, "charset": "gsm7_basic"},
    "first_name": {"max": 20, "charset": "any"},
    "order_id": {"min": 4, "max": 8, "charset": "digits"},
    "track_url": {"type": "url"},
}


def subjects() -> dict[str, Callable[[str], object]]:
    """The measured functions, by name. Each takes a short text that makes the message a new one."""
    import smslint
    from smslint.text.values import ValueTable

    table = ValueTable(VALUES)
    template = smslint.parse(TEMPLATE, "jinja")
    branched = smslint.parse(f"{{% if a %}}{TEMPLATE}{{% else %}}{TEMPLATE} Or call us.{{% endif %}}", "jinja")
    return {
        "check, marketing, kind inferred": lambda new: smslint.check(MARKETING.format(new)),
        "check, marketing, kind given": lambda new: smslint.check(MARKETING.format(new), kind="marketing"),
        "check, marketing, to a number": lambda new: smslint.check(MARKETING.format(new), to="+1415555" + new),
        "check, transactional, UCS-2": lambda new: smslint.check(f"Acme: your order {new} is on its way – see you!"),
        "bounds, four placeholders": lambda _: smslint.bounds(template, VALUES),
        "bounds, values read before": lambda _: smslint.bounds(template, table),
        "bounds, eight in two arms": lambda _: smslint.bounds(branched, table),
    }


def answer() -> None:
    """Answer each line (a name) with the seconds of one call."""
    known = subjects()
    number = 1000
    for line in sys.stdin:
        function = known[line.rstrip("\n")]
        texts = [str(number + index) for index in range(REPEATS)]
        number = 1000 + (number - 1000 + REPEATS) % 8000
        begin = process_time()
        for text in texts:
            function(text)
        print((process_time() - begin) / REPEATS, flush=True)


def main() -> None:
    """Print, for each claim, both times and the ratio."""
    from old import COMMIT, TOP, export, workers

    with (
        tempfile.TemporaryDirectory() as name,
        workers([export(Path(name)), TOP], Path(__file__), ["answer"]) as (old, new),
    ):
        print(f"{'':34}{COMMIT:>12}{'now':>12}{'ratio':>8}")
        for what in filter(lambda name: "".join(sys.argv[1:]) in name, subjects()):
            for worker in (old, new):
                worker.ask(what)
            pairs = [(float(old.ask(what)), float(new.ask(what))) for _ in range(ROUNDS)]
            ratio = median(now / before for before, now in pairs)
            before, now = (min(times) for times in zip(*pairs, strict=True))
            print(f"{what:34}{before * 1e6:9.1f} us{now * 1e6:9.1f} us{ratio:8.3f}", flush=True)


if __name__ == "__main__":
    answer() if sys.argv[1:] == ["answer"] else main()
