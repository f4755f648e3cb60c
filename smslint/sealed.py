"""A frozen record with slots that gives a clear error for every assignment: to a field, a property or an unknown name."""

from __future__ import annotations

from typing import NoReturn, TypeVar

T = TypeVar("T")


def sealed(cls: type[T]) -> type[T]:
    """Put this above ``@dataclass(frozen=True, slots=True)``.

    Python 3.11 creates a new class for the slots, and the original setter then fails with a ``TypeError`` about ``super`` if
    the name is not a field.
    """

    def refuse_to_set(self: object, name: str, value: object) -> NoReturn:  # noqa: ARG001 (the protocol's)
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot set {name!r}: {type(self).__name__} is read-only")

    def refuse_to_delete(self: object, name: str) -> NoReturn:
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot delete {name!r}: {type(self).__name__} is read-only")

    setattr(cls, "__setattr__", refuse_to_set)  # noqa: B010 (a type checker would take an assignment for a mistake)
    setattr(cls, "__delattr__", refuse_to_delete)  # noqa: B010
    return cls
