"""Linear time without a clock: the steps of the interpreter are counted."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

MOST_GROWTH: Final = 20
"""Times as many steps for eight times the input."""
MOST_AFTER: Final = 6
"""Times as many steps for four times more; what is read up to a limit levels off."""
NOTICEABLE: Final = 400_000
"""Steps; fewer say nothing about growth."""
MOST: Final = 20_000_000
"""Steps after which nothing is waited for."""


class TooManySteps(Exception):  # not an error of smslint, which a harness would take as an answer
    """A use took so many steps that it was stopped."""


def steps(use: Callable[[], object], most: int = MOST) -> int:
    """The lines of Python that a use runs.

    :raises TooManySteps: as soon as there are more than ``most``.
    """
    count = 0

    def line(frame: FrameType, event: str, argument: Any) -> Any:  # noqa: ARG001 (the interpreter passes three)
        nonlocal count
        count += 1
        if count > most:
            raise TooManySteps(most)
        return line

    before = sys.gettrace()
    sys.settrace(line)
    try:
        use()
    finally:
        sys.settrace(before)
    return count


def check_steps(use: Callable[[int], object], size: int) -> None:
    """Use a size and eight times that size, and compare their steps; where there are too many, four times more."""
    use(1)  # what is imported or computed once
    large = steps(lambda: use(8 * size))
    if large > NOTICEABLE:
        # Of two sizes, as a text with an odd number of quotes may be refused at once.
        small = max(steps(lambda: use(size)), steps(lambda: use(size + 1)))
        if large > MOST_GROWTH * small:
            larger = steps(lambda: use(32 * size))
            taken = f"{size} took {small} steps, {8 * size} took {large}, {32 * size} took {larger}"
            assert larger <= MOST_AFTER * large, taken
