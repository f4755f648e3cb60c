"""The options of checks: how each is read, and its default. Packs and projects both use this module.

A check with options has a class for them in :mod:`smslint.rules.checks`; a rule has an instance of it. Every value was
read, so it has its type, and missing values have their defaults. The classes are in one table and not in
the modules of the checks, because those are imported only when a rule runs, and options are read earlier.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, NoReturn, Protocol, Self, TypeVar, overload

from smslint.errors import ConfigError
from smslint.records import NamedTuple
from smslint.wording import dotted, kind_of, nearest, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from smslint.rules.rule import Rule
    from smslint.settings import Key

    class Fail(Protocol):
        """Refuses the value of some keys."""

        def __call__(self, message: str, *keys: Key) -> NoReturn: ...


T = TypeVar("T")


class Place(NamedTuple):
    """The place of options, and the context for reading them."""

    fail: Fail
    """Refuses the value of some keys, relative to the options; names file, line and key."""
    rule: Path
    """The rule's file, whose pack may have lexicons of its own."""
    where: str
    """The place of a pattern for the error about the time limit."""
    trusted: bool = False
    """Whether the patterns ship with smslint."""


class Required:
    """The default of an option that a rule must set."""


REQUIRED: Final = Required()


class Reader(Generic[T]):
    """One way to read a value: what is accepted, in words and as JSON Schema, and the result."""

    title: str
    """``a whole number from 1 to 255``."""
    plural: str
    """``whole numbers from 1 to 255``."""

    def read(self, value: object, place: Place, *keys: Key) -> T:
        """The typed value; refuses anything else through ``place.fail``."""
        raise NotImplementedError

    def wrong(self, value: object, place: Place, keys: tuple[Key, ...]) -> NoReturn:
        """Refuses a value of another type."""
        place.fail(f"must be {self.title}, not {kind_of(value)}", *keys)

    def stored(self, value: Any, place: Place) -> T:
        """The typed value from the result of :meth:`plain`; nothing is checked again."""
        del place
        found: T = value
        return found

    def plain(self, value: T) -> object:
        """The value as plain JSON data."""
        return value

    def schema(self) -> dict[str, object]:
        """The JSON Schema of accepted values, as far as possible."""
        raise NotImplementedError


class Option(Generic[T]):
    """One option of a check."""

    def __init__(self, reader: Reader[T], default: T | Required = REQUIRED, *, about: str) -> None:
        """An option.

        :param default: the typed value if a rule's file does not set it.
        :param about: what it does, in one sentence.
        """
        self.reader, self.default, self.about = reader, default, about
        self.key = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.key = name.rstrip("_")  # for_ and in_: Python keywords

    @overload
    def __get__(self, instance: None, owner: type) -> Option[T]: ...
    @overload
    def __get__(self, instance: Options, owner: type) -> T: ...
    def __get__(self, instance: Options | None, owner: type) -> Option[T] | T:
        if instance is None:
            return self
        raise AttributeError(self.key)  # a value that was read is in the instance and is found first


class Options:
    """The options of one check, with typed values. Frozen."""

    table: ClassVar[dict[str, Option[Any]]] = {}
    """The options by key, as files write it."""
    _names: ClassVar[dict[str, str]] = {}
    """The attribute of each key."""

    def __init_subclass__(cls) -> None:
        own = {name: option for name, option in vars(cls).items() if isinstance(option, Option)}
        cls._names = {**cls._names, **{option.key: name for name, option in own.items()}}
        cls.table = {**cls.table, **{option.key: option for option in own.values()}}

    def __init__(self, values: Mapping[str, object]) -> None:
        self.__dict__.update((self._names[key], value) for key, value in values.items())

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"options are frozen: {name} cannot be set")

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.plain()!r})"

    @classmethod
    def of(cls, rule: Rule) -> Self:
        """The options of a rule whose check has this class.

        :raises TypeError: if it has another class.
        """
        options = rule.options
        if isinstance(options, cls):
            return options
        raise TypeError(f"{rule.code} has {type(options).__name__}, not {cls.__name__}")

    @classmethod
    def read(cls, values: Mapping[Any, object], place: Place, before: Options | None = None) -> Self:
        """The options in a mapping.

        :param before: the options for keys that are not in the mapping; without it the defaults.
        """
        for key in values:
            if key not in cls.table:
                place.fail(_unknown(str(key), cls.table), str(key))
        read = {key: option.reader.read(values[key], place, key) for key, option in cls.table.items() if key in values}
        if before is not None:
            return cls({**before.values(), **read})
        for key, option in cls.table.items():
            if key not in read:
                if isinstance(option.default, Required):
                    place.fail(f"the option {key!r} is missing")
                read[key] = option.default
        return cls(read)

    @classmethod
    def stored(cls, values: Mapping[str, object], place: Place) -> Self:
        """The options from the result of :meth:`plain`."""
        return cls({key: cls.table[key].reader.stored(value, place) for key, value in values.items()})

    def values(self) -> dict[str, Any]:
        """The typed values by key."""
        return {key: getattr(self, name) for key, name in self._names.items()}

    def plain(self) -> dict[str, object]:
        """The values by key as plain JSON data."""
        return {key: self.table[key].reader.plain(value) for key, value in self.values().items()}


def _unknown(key: str, table: Mapping[str, Option[Any]]) -> str:
    return f"unknown option {shown(key)}{nearest(key, table) if table else '; it has no options'}"


def reconfigured(rule: Rule, values: Mapping[Any, object], where: str, fail: Fail | None = None) -> Options:
    """A rule's options, changed by those of a project.

    :param where: the file, or ``config``, and the key of the options.
    :param fail: refuses a value if more is known about the place than ``where``, such as the line.
    :raises ConfigError: names the file and the key.
    """

    def refuse(message: str, *keys: Key) -> NoReturn:
        raise ConfigError(f"{where}.{dotted(keys)}: {message}")

    return type(rule.options).read(values, Place(fail or refuse, rule.path, where), rule.options)


def leaves(options: Options, kind: type[T]) -> Iterator[T]:
    """The values of one type in some options, at any depth."""
    stack: list[object] = list(options.values().values())[::-1]
    while stack:
        value = stack.pop()
        if isinstance(value, kind):
            yield value
        elif isinstance(value, tuple):
            stack += value[::-1]
        elif isinstance(value, dict):
            stack += list(value.values())[::-1]
