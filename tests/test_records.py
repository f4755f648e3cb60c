"""Records that cost little to define behave as those of the standard library do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import typing
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint import records

if TYPE_CHECKING:
    from collections.abc import Callable

WIDE = 18


def _outcome(ask: Callable[[], object]) -> object:
    """What an action gives, or the kind of its error."""
    try:
        return ask()
    except (TypeError, ValueError, AttributeError) as error:
        return type(error).__name__


def _tuples(made: Any, count: int, defaults: int) -> Any:
    """A class of named tuples with that many fields, of which the last have a default."""
    lines = [f"    f{at}: int" + (f" = {at}" if at >= count - defaults else "") for at in range(count)]
    source = "\n".join(
        [
            "class Made(NamedTuple):",
            '    """A record."""',
            *lines,
            "    def total(self):",
            "        return sum(self)",
        ]
    )
    space: dict[str, Any] = {"NamedTuple": made, "__name__": __name__}
    exec(source, space)
    return space["Made"]


@given(st.data(), st.integers(1, WIDE))
def test_a_named_tuple_is_what_typing_makes(data: st.DataObject, count: int) -> None:
    defaults = data.draw(st.integers(0, count))
    ours, theirs = (_tuples(each, count, defaults) for each in (records.NamedTuple, typing.NamedTuple))
    given_ = data.draw(st.lists(st.integers(), max_size=count + 1))
    named = data.draw(st.dictionaries(st.sampled_from([*(f"f{at}" for at in range(count)), "other"]), st.integers()))
    first, second = _outcome(lambda: ours(*given_, **named)), _outcome(lambda: theirs(*given_, **named))
    assert first == second
    assert repr(first) == repr(second)
    assert (ours._fields, ours._field_defaults, ours.__match_args__, ours.__doc__, ours.__bases__, ours.__slots__) == (
        theirs._fields, theirs._field_defaults, theirs.__match_args__, theirs.__doc__, theirs.__bases__, theirs.__slots__,
    )  # fmt: skip
    if isinstance(first, tuple) and isinstance(second, tuple):
        a: Any = first
        b: Any = second
        assert _outcome(lambda: a._replace(**named)) == _outcome(lambda: b._replace(**named))
        assert _outcome(lambda: ours._make(given_)) == _outcome(lambda: theirs._make(given_))
        assert a._asdict() == b._asdict()
        assert (a.total(), len(a), hash(a)) == (b.total(), len(b), hash(b))
        assert [getattr(a, name) for name in ours._fields] == list(a)
        assert _outcome(lambda: setattr(a, "f0", 1)) == "AttributeError"
        assert not hasattr(a, "__dict__")


def test_a_field_with_a_default_before_one_without_is_refused() -> None:
    with pytest.raises(TypeError, match="f1"):

        class Wrong(typing.NamedTuple):
            f0: int = 0
            f1: int  # type: ignore[misc]

    with pytest.raises(TypeError, match="without a default"):
        exec(
            "class Wrong(NamedTuple):\n    f0: int = 0\n    f1: int",
            {"NamedTuple": records.NamedTuple, "__name__": __name__},
        )
    with pytest.raises(TypeError, match="without a default"):
        records.dataclass(type("Wrong", (), {"__annotations__": {"f0": "int", "f1": "int"}, "f0": 0}))


class Tuple(records.NamedTuple):
    """A tuple of this module, which pickles find."""

    a: int
    b: str = "b"


FLAGS: list[dict[str, bool]] = [
    {},
    {"eq": False},
    {"repr": False},
    {"slots": True},
    {"frozen": True},
    {"frozen": True, "eq": False},
    {"frozen": True, "slots": True},
    {"frozen": True, "slots": True, "eq": False, "repr": False},
]


def _record(module: Any, flags: dict[str, bool]) -> Any:
    """A class with a default, a list of its own for each record, a hidden field and one that is filled in afterwards."""

    class Made:
        """A record."""

        a: int
        b: str = "b"
        c: list[int] = module.field(default_factory=list)
        d: int = module.field(default=4, repr=False)
        e: int = module.field(init=False, repr=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "e", self.a + 1)

        @property
        def twice(self) -> int:
            """Not a field."""
            return 2 * self.a

    return module.dataclass(**flags)(Made)


@pytest.mark.parametrize("flags", FLAGS, ids=lambda flags: " ".join(flags) or "plain")
def test_a_record_is_what_dataclasses_makes(flags: dict[str, bool]) -> None:
    ours, theirs = _record(records, flags), _record(dataclasses, flags)

    def answers(made: Any, module: Any) -> list[object]:
        record = made(1, "x")
        same, other = made(1, b="x"), made(2)
        record.c.append(7)
        same.c.append(7)
        return [
            made.__match_args__,
            made.__doc__,
            record == same,
            record == other,
            record.__eq__(3),
            made.__hash__ is None,
            _outcome(lambda: hash(made(1)) == hash(made(1))),
            repr(record) if flags.get("repr", True) else None,
            (record.a, record.b, record.c, record.d, record.e, record.twice),
            (other.b, other.c, other.e),
            _outcome(lambda: setattr(record, "a", 5)),
            _outcome(lambda: delattr(other, "a")),
            hasattr(record, "__dict__"),
            _outcome(lambda: made()),
            _outcome(lambda: made(1, 2, [], 3, 4)),
            _outcome(lambda: made(1, other=2)),
            module.replace(record, a=8).e,
            _outcome(lambda: module.replace(record, e=8)),
            dataclasses.replace(record, b="y").b,
            [(each.name, each.init, each.repr, each.type) for each in dataclasses.fields(record)],
            dataclasses.is_dataclass(made),
            dataclasses.asdict(record),
            copy.copy(record).c,
        ]

    assert answers(ours, records) == answers(theirs, dataclasses)


def test_replace_takes_a_record_of_the_standard_library_too() -> None:
    theirs = _record(dataclasses, {})
    assert records.replace(theirs(1), a=2) == theirs(2)


@records.dataclass(frozen=True, slots=True)
class Base:
    """A record of this module, which pickles find."""

    a: int
    b: tuple[str, ...] = ()


@records.dataclass(frozen=True, slots=True)
class Derived(Base):
    """A record with one field more."""

    c: int = 3

    def __repr__(self) -> str:
        return "its own"


@pytest.mark.parametrize("record", [Tuple(1), Base(1, ("x",)), Derived(1, c=4)], ids=["tuple", "base", "derived"])
def test_a_record_comes_back_from_a_pickle(record: object) -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        back = pickle.loads(pickle.dumps(record, protocol))
        assert (back, type(back)) == (record, type(record))
    assert copy.deepcopy(record) == record


def test_a_derived_record_has_the_fields_of_its_base_first() -> None:
    assert Derived.__match_args__ == ("a", "b", "c")
    assert (Derived(1).b, repr(Derived(1)), Derived(1) == Base(1)) == ((), "its own", False)
