"""What a tool is, and what it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.mcp.asked import Asked, Parameter
    from smslint.mcp.desk import Desk


class Answer(NamedTuple):
    """What a tool found."""

    record: dict[str, Any]
    """The JSON of the command."""
    text: str
    """The same in a few lines."""


class Tool(NamedTuple):
    """One tool."""

    name: str
    title: str
    about: str
    """When to call it, and what it answers."""
    parameters: tuple[Parameter, ...]
    output: dict[str, Any]
    answer: Callable[[Desk, Asked], Answer]
    sends: bool = False
