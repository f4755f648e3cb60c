"""The arguments of a tool: what they may be, for the schema and for reading them. An agent can send anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from smslint.errors import ConfigError
from smslint.records import NamedTuple
from smslint.wording import near, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONGEST_TEXT: Final = 20_000
"""Characters of a text; providers accept 1,600."""
LONGEST_WORD: Final = 1_000
"""Characters of any other argument."""
MOST: Final = 200
"""Entries of a list or a mapping."""


class Parameter(NamedTuple):
    """One argument of a tool."""

    name: str
    about: str
    kind: str = "word"
    """``word``, ``text`` (of a message), ``flag``, ``words`` or ``pairs`` (a mapping of words)."""
    required: bool = False
    choices: tuple[str, ...] = ()

    @property
    def schema(self) -> dict[str, Any]:
        """What it may be, as JSON Schema."""
        word = {"type": "string", "maxLength": LONGEST_TEXT if self.kind == "text" else LONGEST_WORD}
        kinds: dict[str, dict[str, Any]] = {
            "word": {**word, **({"enum": list(self.choices)} if self.choices else {})},
            "text": word,
            "flag": {"type": "boolean"},
            "words": {"type": "array", "items": word, "maxItems": MOST},
            "pairs": {"type": "object", "additionalProperties": word, "maxProperties": MOST},
        }
        return {**kinds[self.kind], "description": self.about}


def schema_of(parameters: Sequence[Parameter]) -> dict[str, Any]:
    """The arguments of a tool as JSON Schema."""
    return {
        "type": "object",
        "properties": {each.name: each.schema for each in parameters},
        "required": [each.name for each in parameters if each.required],
        "additionalProperties": False,
    }


class Asked(NamedTuple):
    """The arguments of one call, each as its parameter says."""

    values: dict[str, Any]

    def word(self, name: str) -> str | None:
        """A word or a text."""
        found: str | None = self.values.get(name)
        return found

    def text(self, name: str) -> str:
        """An argument that must be there."""
        found: str = self.values[name]
        return found

    def flag(self, name: str) -> bool | None:
        """Yes, no, or not said."""
        found: bool | None = self.values.get(name)
        return found

    def words(self, name: str) -> tuple[str, ...]:
        """A list of words."""
        return tuple(self.values.get(name) or ())

    def pairs(self, name: str) -> dict[str, str]:
        """A mapping of words."""
        return dict(self.values.get(name) or {})


def read(parameters: Sequence[Parameter], arguments: Mapping[str, Any] | None) -> Asked:
    """The arguments of a call.

    :raises ConfigError: naming the first one that is not what it may be.
    """
    given = {} if arguments is None else {name: value for name, value in arguments.items() if value is not None}
    known = {each.name: each for each in parameters}
    for name in given:
        if name not in known:
            close = near(name, known)
            hint = f"did you mean {close}?" if close else f"there are {', '.join(known)}"
            raise ConfigError(f"there is no argument {shown(name)}; {hint}")
    for each in parameters:
        if each.name in given:
            _fit(each, given[each.name])
        elif each.required:
            raise ConfigError(f"{each.name} is missing: {each.about}")
    return Asked(given)


_EXPECTED: Final = {
    "word": "text", "text": "text", "flag": "true or false", "words": "a list of texts", "pairs": "a mapping from text to text",
}  # fmt: skip


def _fit(parameter: Parameter, value: object) -> None:
    """Refuse what an argument may not be.

    :raises ConfigError: naming it.
    """
    name, kind = parameter.name, parameter.kind
    parts: list[object]
    match kind, value:
        case (("word" | "text"), str()):
            parts = [value]
        case "flag", bool():
            return
        case "words", list():
            parts = value
        case "pairs", dict():
            parts = [*value, *value.values()]
        case _:
            raise ConfigError(f"{name}: expected {_EXPECTED[kind]}, found {shown(value)}")
    if len(parts) > 2 * MOST or (kind == "words" and len(parts) > MOST):
        raise ConfigError(f"{name}: at most {MOST} entries")
    for part in parts:
        if not isinstance(part, str):
            raise ConfigError(f"{name}: expected {_EXPECTED[kind]}, found {shown(part)} in it")
        most = LONGEST_TEXT if kind == "text" else LONGEST_WORD
        if len(part) > most:
            raise ConfigError(f"{name}: at most {most:,} characters, not {len(part):,}")
        if any("\ud800" <= char <= "\udfff" for char in part):
            raise ConfigError(f"{name}: half of a character (a lone surrogate) is no text")
    if parameter.choices and value not in parameter.choices:
        raise ConfigError(f"{name}: {shown(value)} is none of {', '.join(parameter.choices)}")
