"""A frozen record with slots that says so, whatever is written to: a field, a property or a name that it does not have."""

from __future__ import annotations

from typing import NoReturn, TypeVar

T = TypeVar("T")


def sealed(cls: type[T]) -> type[T]:
    """Stands above ``@dataclass(frozen=True, slots=True)``.

    Python 3.11 makes the class anew for its slots, and the setter of the first one then fails with a ``TypeError`` about
    ``super`` where the name is not that of a field.
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
