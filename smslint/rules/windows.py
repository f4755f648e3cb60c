"""When a message may be sent: windows of local time, as profiles write them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.text.patterns import later

if TYPE_CHECKING:
    from smslint.rules.packfile import Node

_CLOCK: Final = later(r"([01]?\d|2[0-3]):([0-5]?\d)")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Window(NamedTuple):
    """On these days (Monday is 0), from ``start`` until just before ``end``. ``24:00`` means the last moment of the day."""

    days: frozenset[int]
    start: dt.time
    end: dt.time

    def holds(self, moment: dt.datetime) -> bool:
        """Whether a local time is inside the window."""
        time = moment.time()
        return moment.weekday() in self.days and self.start <= time and (time < self.end or self.end == dt.time.max)

    def __str__(self) -> str:
        days = sorted(self.days)
        name = DAYS[days[0]] if len(days) == 1 else f"{DAYS[days[0]]}-{DAYS[days[-1]]}"
        end = "24:00" if self.end == dt.time.max else f"{self.end:%H:%M}"
        return f"{name} {self.start:%H:%M}-{end}"


def read_windows(node: Node, key: str = "windows") -> tuple[Window, ...]:
    """The windows under a key.

    :raises PackError: for an invalid day or time, or a window that ends before it starts.
    """
    windows = []
    for child in node.children(key):
        child.only(("days", "start", "end"), ("days", "start", "end"))
        window = Window(_days(child), _time(child, "start"), _time(child, "end"))
        if window.end <= window.start:
            child.fail("a window ends after it starts", "end")
        windows.append(window)
    return tuple(windows)


def _days(node: Node) -> frozenset[int]:
    first, _, last = node.text("days").partition("-")
    if first not in DAYS or (last or first) not in DAYS or DAYS.index(first) > DAYS.index(last or first):
        node.fail("must be a day or a range of days, such as sat or mon-fri", "days")
    return frozenset(range(DAYS.index(first), DAYS.index(last or first) + 1))


def _time(node: Node, key: str) -> dt.time:
    text = node.text(key)
    if text == "24:00":
        return dt.time.max
    written = _CLOCK.fullmatch(text)
    if written is None:
        node.fail("must be a time such as '08:00', in quotes", key)
    return dt.time(int(written[1]), int(written[2]))
