"""``NamedTuple`` and ``dataclass`` for records that a short command defines while it starts.

Those of the standard library write source code for every class and compile it: 0.3 ms for a tuple, 1.5 ms for a frozen class, and a
check of one file defines more than a hundred. These here behave the same and lend every class the code of one lambda, with the
names of its own fields. Type checkers see the standard library's. What is not here (``order``, ``kw_only``, ``InitVar``, a hash of a
class that is not frozen) takes the standard library's ``dataclass``.
"""

from __future__ import annotations

import sys
from types import FunctionType
from typing import TYPE_CHECKING

__all__ = ["NamedTuple", "dataclass", "field", "replace"]

if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
    from typing import NamedTuple
else:
    from collections import _tuplegetter as reader  # what namedtuple reads its fields with

    _UNEXPECTED = TypeError if sys.version_info >= (3, 13) else ValueError
    """What the standard library raises for a field that it does not expect."""

    made = tuple.__new__  # each function gets its own
    _SHAPES = (
        lambda it: made(it, ()),
        lambda it, a: made(it, (a,)),
        lambda it, a, b: made(it, (a, b)),
        lambda it, a, b, c: made(it, (a, b, c)),
        lambda it, a, b, c, d: made(it, (a, b, c, d)),
        lambda it, a, b, c, d, e: made(it, (a, b, c, d, e)),
        lambda it, a, b, c, d, e, f: made(it, (a, b, c, d, e, f)),
        lambda it, a, b, c, d, e, f, g: made(it, (a, b, c, d, e, f, g)),
        lambda it, a, b, c, d, e, f, g, h: made(it, (a, b, c, d, e, f, g, h)),
        lambda it, a, b, c, d, e, f, g, h, i: made(it, (a, b, c, d, e, f, g, h, i)),
        lambda it, a, b, c, d, e, f, g, h, i, j: made(it, (a, b, c, d, e, f, g, h, i, j)),
        lambda it, a, b, c, d, e, f, g, h, i, j, k: made(it, (a, b, c, d, e, f, g, h, i, j, k)),
        lambda it, a, b, c, d, e, f, g, h, i, j, k, m: made(it, (a, b, c, d, e, f, g, h, i, j, k, m)),
        lambda it, a, b, c, d, e, f, g, h, i, j, k, m, n: made(it, (a, b, c, d, e, f, g, h, i, j, k, m, n)),
        lambda it, a, b, c, d, e, f, g, h, i, j, k, m, n, o: made(it, (a, b, c, d, e, f, g, h, i, j, k, m, n, o)),
        lambda it, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p: made(it, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p)),
    )

    def _function(name, owner, fields, defaults, made):
        """``lambda it, *fields: made(it, fields)`` with those names and defaults."""
        if len(fields) < len(_SHAPES):
            code = _SHAPES[len(fields)].__code__
        else:
            words = ", ".join(f"f{at}" for at in range(len(fields)))
            code = eval(f"lambda it, {words}: made(it, ({words}))").__code__  # noqa: S307 (nothing of it comes from outside)
        code = code.replace(co_name=name, co_qualname=f"{owner}.{name}", co_varnames=("it", *fields))
        return FunctionType(code, {"made": made}, name, defaults or None)

    class _Tuple:
        """What every named tuple can do that a tuple cannot."""

        @classmethod
        def _make(cls, items):
            made = tuple.__new__(cls, items)
            if len(made) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, /, **changes):
            made = self._make(map(changes.pop, self._fields, self))
            if changes:
                raise _UNEXPECTED(f"Got unexpected field names: {list(changes)!r}")
            return made

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            shown = (f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({', '.join(shown)})"

        def __getnewargs__(self):
            return tuple(self)

    _SHARED = {each: vars(_Tuple)[each] for each in ("_make", "_replace", "_asdict", "__repr__", "__getnewargs__")}

    class _Tuples(type):
        """Makes the annotations of a class the fields of a tuple."""

        def __new__(cls, name, bases, space):
            if not bases:
                return super().__new__(cls, name, bases, space)
            fields = tuple(space.get("__annotations__", ()))
            defaults = {each: space.pop(each) for each in fields if each in space}
            if tuple(defaults) != fields[len(fields) - len(defaults) :]:
                raise TypeError(f"{name}: a field without a default follows one with a default")
            readers = {each: reader(at, f"Alias for field number {at}") for at, each in enumerate(fields)}
            own = {"_fields": fields, "_field_defaults": defaults, "__match_args__": fields, "__slots__": ()}
            own["__new__"] = _function(
                "__new__", space["__qualname__"], fields, tuple(defaults.values()), tuple.__new__
            )
            return type(name, (tuple,), {**_SHARED, **readers, **own, **space})

    class NamedTuple(metaclass=_Tuples):
        """``typing.NamedTuple``."""

    class _Field:
        """How a field gets its value, in place of a default."""

        __slots__ = ("default", "factory", "init", "repr")

        def __init__(self, default, factory, init, repr):  # noqa: A002 (the standard library's word)
            self.default, self.factory, self.init, self.repr = default, factory, init, repr

    _NOTHING = object()

    def field(*, default=_NOTHING, default_factory=None, init=True, repr=True):  # noqa: A002
        """``dataclasses.field``."""
        return _Field(default, default_factory, init, repr)

    class _Standard:
        """What the standard library's functions on dataclasses (``fields``, ``asdict``) ask a class for: made when they do."""

        def __init__(self, name, flags):
            self.name, self.flags = name, flags

        def __get__(self, instance, owner):
            from dataclasses import field as field_
            from dataclasses import make_dataclass

            stated = []
            for name, (kind, each) in owner.__stated__.items():
                given = {} if each.default is _NOTHING else {"default": each.default}
                if each.factory:
                    given["default_factory"] = each.factory
                stated.append((name, kind, field_(init=each.init, repr=each.repr, **given)))
            made = getattr(make_dataclass(owner.__name__, stated, **self.flags), self.name)
            setattr(owner, self.name, made)
            return made

    class _Record:
        """What every record can do; each class takes what it asks for."""

        def __eq__(self, other):
            if other.__class__ is not self.__class__:
                return NotImplemented
            return _values(self) == _values(other)

        def __hash__(self):
            return hash(_values(self))

        def __repr__(self):
            shown = (f"{name}={getattr(self, name)!r}" for name, (_, each) in self.__stated__.items() if each.repr)
            return f"{type(self).__qualname__}({', '.join(shown)})"

        def __setattr__(self, name, value):
            _refuse(f"cannot set {name!r}: {type(self).__name__} is read-only")

        def __delattr__(self, name):
            _refuse(f"cannot delete {name!r}: {type(self).__name__} is read-only")

        def __getstate__(self):
            return list(_values(self))

        def __setstate__(self, state):
            for name, value in zip(self.__stated__, state, strict=True):
                object.__setattr__(self, name, value)

    def _values(record):
        return tuple([getattr(record, name) for name in record.__stated__])

    def _refuse(message):
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(message)

    _NEVER_HASHED = {"__eq__": _Record.__eq__, "__hash__": None}
    _HASHED = {"__eq__": _Record.__eq__, "__hash__": _Record.__hash__}
    _FROZEN = {"__setattr__": _Record.__setattr__, "__delattr__": _Record.__delattr__}
    _PICKLED = {"__getstate__": _Record.__getstate__, "__setstate__": _Record.__setstate__}

    def dataclass(cls=None, *, frozen=False, slots=False, eq=True, repr=True):  # noqa: A002
        """``dataclasses.dataclass``."""
        if cls is None:
            return lambda cls: dataclass(cls, frozen=frozen, slots=slots, eq=eq, repr=repr)
        space = dict(vars(cls))
        own = {}
        for name, kind in space.get("__annotations__", {}).items():
            default = space.pop(name, _NOTHING)
            own[name] = kind, default if isinstance(default, _Field) else _Field(default, None, init=True, repr=True)
        stated = {**getattr(cls, "__stated__", {}), **own}
        asked = [(name, each) for name, (_, each) in stated.items() if each.init]
        added = {
            **({"__repr__": _Record.__repr__} if repr else {}),
            **((_HASHED if frozen else _NEVER_HASHED) if eq else {}),
            **(_FROZEN if frozen else {}),
            **(_PICKLED if frozen and slots else {}),
            "__match_args__": tuple(name for name, _ in asked),
        }
        if eq and "__eq__" in space and space.get("__hash__", _NOTHING) is None:
            del space["__hash__"]  # Python's own answer to a class with __eq__
        for each in ("__dict__", "__weakref__"):
            space.pop(each, None)
        added = {**added, **space, "__stated__": stated}
        for each in ("__dataclass_fields__", "__dataclass_params__"):
            added[each] = _Standard(each, {"frozen": frozen, "eq": eq, "repr": repr})
        if slots:
            made = type(cls)(cls.__name__, cls.__bases__, {**added, "__slots__": tuple(own)})
            made.__qualname__ = cls.__qualname__
        else:
            made = cls
            added |= {name: each.default for name, (_, each) in own.items() if each.default is not _NOTHING}
            for name in added.keys() - space.keys():
                setattr(cls, name, added[name])
            for name, (_, each) in own.items():
                if each.default is _NOTHING and name in vars(cls):
                    delattr(cls, name)
        made.__init__ = _init(made, asked, slots=slots)
        return made

    def _init(cls, asked, *, slots):
        names = tuple(name for name, _ in asked)
        defaults = tuple(each if each.factory else each.default for _, each in asked)
        after = getattr(cls, "__post_init__", None)
        put = object.__setattr__

        def fill(record, values):
            if factories:
                values = [each.factory() if type(each) is _Field else each for each in values]
            if slots:
                for name, value in zip(names, values):  # noqa: B905 (of one length; this is faster)
                    put(record, name, value)
            else:
                vars(record).update(zip(names, values, strict=True))
            if after is not None:
                after(record)

        needed = next((at for at, each in enumerate(defaults) if each is not _NOTHING), len(names))
        if _NOTHING in defaults[needed:]:
            raise TypeError(f"{cls.__name__}: a field without a default follows one with a default")
        factories = any(each.factory for _, each in asked)
        return _function("__init__", cls.__qualname__, names, defaults[needed:], fill)

    def replace(record, /, **changes):
        """``dataclasses.replace``."""
        if not hasattr(record, "__stated__"):
            from dataclasses import replace as replace_

            return replace_(record, **changes)
        if late := [name for name in changes if name in record.__stated__ and not record.__stated__[name][1].init]:
            raise _UNEXPECTED(f"{late[0]} is no argument of {type(record).__name__}")
        kept = {name: getattr(record, name) for name, (_, each) in record.__stated__.items() if each.init}
        return type(record)(**{**kept, **changes})
