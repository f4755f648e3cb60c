"""Which texts of PHP are sent: those in a call that sends, and those that the variable in such a call has in its function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.sources.calls import keeps_text, loads
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from smslint.sources.calls import Names
    from smslint.sources.message import Message
    from smslint.sources.php_expressions import Item


class SentTexts:
    """What one file sends."""

    def __init__(self) -> None:
        self.variables: dict[int, tuple[Names, Names]] = {}
        """The variables that are sent, by their offset: the functions and classes around, and the names."""
        self.given: list[Span] = []
        """The texts in calls that send."""
        self.values: dict[tuple[Names, str], list[tuple[Span, Names]]] = {}
        """Where each variable of a function gets a value, and the path of it."""

    def assigned(self, scopes: Names, path: Names, items: Sequence[Item]) -> None:
        """A variable of a function gets a value."""
        self.values.setdefault((scopes, path[-1]), []).append((Span(items[0].start, items[-1].end), path))

    def marked(self, found: Iterable[Message]) -> Iterator[Message]:
        """The messages, those that are sent with a mark."""
        places: list[tuple[Span, Names]] = [(each, ()) for each in self.given]
        for scopes, names in self.variables.values():
            places += self.values.get((scopes, names[0]), ()) if len(names) == 1 else ()
        for each in found:
            start = each.map.to_file(Span(0, 0)).start
            names = tuple((each.key or "").split("."))
            sent = any(place.start <= start < place.end and _is_of(path, names) for place, path in places)
            yield each._replace(sent=True) if sent else each


def _is_of(path: Names, names: Names) -> bool:
    """Whether a text is the value of a variable, as ``$text = sprintf("Hi %s", $name)`` makes it one."""
    between = names[len(path) :] if path else ()
    return names[: len(path)] == path and all(
        each.isdigit() or keeps_text((each,)) or loads((each,)) for each in between
    )
