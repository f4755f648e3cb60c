"""Read the arguments of :func:`smslint.preflight` with their types: an invalid one is an error that names the argument."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NoReturn

from smslint import clock
from smslint.arguments import is_path
from smslint.broadcast.options import Options
from smslint.errors import ConfigError


def options_of(given: Mapping[str, object]) -> Options:
    """The options from the arguments; what is not given is as by default.

    :raises ConfigError: with the name of an invalid argument.
    """
    return Options(**{name: _READERS[name](value, name) for name, value in given.items()})


def _wrong(name: str, expected: str, value: object) -> NoReturn:
    raise ConfigError(f"{name}: expected {expected}, found {value!r:.80}")


def _text(value: object, name: str) -> str | None:
    if value is not None and not isinstance(value, str):
        _wrong(name, "a text", value)
    return value


def _flag(value: object, name: str) -> bool:
    if not isinstance(value, bool):
        _wrong(name, "true or false", value)
    return value


def _flag_or_none(value: object, name: str) -> bool | None:
    return None if value is None else _flag(value, name)


def _segments(value: object, name: str) -> int | None:
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
        _wrong(name, "a whole number, one or more", value)
    return value


def _amount(value: object, name: str) -> str | None:
    if value is not None and (not isinstance(value, str | int | float | Decimal) or isinstance(value, bool)):
        _wrong(name, 'an amount such as 250 or "250 USD"', value)
    return None if value is None else str(value)


def _path(value: object, name: str) -> Path:
    if not isinstance(value, str | Path) or not is_path(value):
        _wrong(name, "the path of a file", value)
    return Path(value)


def _card(value: object, name: str) -> str | None:
    return None if value is None else str(_path(value, name))


def _paths(value: object, name: str) -> tuple[Path, ...]:
    if isinstance(value, str | Path):
        return (_path(value, name),)
    if value is not None and not isinstance(value, list | tuple | set | frozenset):
        _wrong(name, "the path of a file, or a list of them", value)
    return tuple(_path(each, name) for each in value or ())


def _regions(value: object, name: str) -> tuple[str, ...]:
    """One or more regions; the sending settings validate the codes."""
    several = (value,) if isinstance(value, str) else value
    if several is not None and not isinstance(several, list | tuple | set | frozenset):
        _wrong(name, 'codes of countries such as ["US", "CA"]', value)
    for each in several or ():
        if not isinstance(each, str) or not each.strip():
            _wrong(name, 'codes of countries such as ["US", "CA"]', value)
    return tuple(several or ())


def _values(value: object, name: str) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        _wrong(name, 'a mapping such as {"brand": "Acme"}', value)
    for key, text in value.items():
        if not isinstance(key, str):
            _wrong(name, "the names of placeholders", key)
        if not isinstance(text, str):
            _wrong(f"{name}.{key}", "a text", text)
        if "\0" in text or any("\ud800" <= char <= "\udfff" for char in text):
            _wrong(f"{name}.{key}", "a text that can be sent", text)
    return dict(value)


def _columns(value: object, name: str) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, Mapping) or not all(isinstance(each, str) for pair in value.items() for each in pair):
        _wrong(name, 'a mapping from role to column such as {"consent": "Opt-in"}', value)
    return dict(value)


_READERS: Final[Mapping[str, Callable[[object, str], Any]]] = {
    "dialect": _text, "kind": _text, "key": _text, "values": _values, "prices": _card, "max_cost": _amount,
    "max_segments": _segments, "at": lambda value, name: None if value is None else clock.moment(value, name),
    "phone_column": _text, "region": _text, "suppression": _paths, "allow_empty_suppression": _flag, "enabled": _regions, "require_consent": _flag_or_none, "columns": _columns,
    "accept_suggestions": _flag, "encoding": _text, "sheet": _text, "show_numbers": _flag,
}  # fmt: skip
