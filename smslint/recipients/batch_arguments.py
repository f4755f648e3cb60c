"""The arguments of the public functions on record batches: a wrong one is an error at once, with its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.arguments import must_be
from smslint.errors import ConfigError, RecipientsError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa


def must_be_batch(batch: object) -> None:
    """Check that a batch is one, and that it can be read.

    :raises ConfigError: if it is something else.
    :raises RecipientsError: without the extra ``bulk``.
    """
    try:
        import numpy  # noqa: F401, ICN001  # imported here, so that the error comes before anything is computed
        import pyarrow as pa
    except ImportError:
        raise RecipientsError("Arrow batches need the extra: pip install 'smslint[bulk]'.") from None
    must_be(isinstance(batch, pa.RecordBatch), "batch", "a pyarrow.RecordBatch", batch)


def column_of(batch: pa.RecordBatch, name: object, argument: str = "column") -> int:
    """The index of a column.

    :raises ConfigError: if there is none, or several.
    """
    must_be(isinstance(name, str), argument, "the name of a column", name)
    found = [at for at, each in enumerate(batch.schema.names) if each == name]
    if len(found) != 1:
        from smslint.recipients.chosen import listed

        many = "more than one column has this name" if found else "there is no such column"
        raise ConfigError(f"{argument}: {name!r}: {many}; the columns are {listed(batch.schema.names)}")
    return found[0]


def values_of(values: Mapping[str, str] | None) -> tuple[tuple[str, str], ...]:
    """The values that are the same for every row, by placeholder.

    :raises ConfigError: if they are something else.
    """
    from collections.abc import Mapping

    right = values is None or (
        isinstance(values, Mapping) and all(isinstance(each, str) for pair in values.items() for each in pair)
    )
    must_be(right, "values", "a mapping from names to texts", values)
    return tuple((values or {}).items())


def roles_named(batch: pa.RecordBatch, columns: object, known: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """The columns for each role.

    :param known: the roles that there are.
    :raises ConfigError: for an unknown role or column.
    """
    from collections.abc import Mapping

    from smslint.recipients.bulk_rows import SINGLE
    from smslint.wording import nearest

    must_be(isinstance(columns, Mapping), "columns", "a mapping from roles to names of columns", columns)
    assert isinstance(columns, Mapping)
    found: dict[str, tuple[int, ...]] = {}
    for role, named in columns.items():
        if role not in known:
            raise ConfigError(f"columns: there is no role {role!r:.80}{nearest(str(role), known)}")
        names = [named] if isinstance(named, str) else texts_given(named, f"columns: {role}")
        if role in SINGLE and len(names) != 1:
            raise ConfigError(f"columns: {role}: expected the name of one column, found {len(names)}")
        found[role] = tuple(column_of(batch, name, f"columns: {role}") for name in names)
    if "phone" not in found:
        raise ConfigError('columns: name the column of phone numbers: {"phone": NAME}')
    return found


def texts_given(value: object, name: str) -> list[str]:
    """The texts of a collection, of an Arrow array too.

    :raises ConfigError: if it is something else.
    """
    from collections.abc import Iterable

    must_be(isinstance(value, Iterable) and not isinstance(value, str | bytes), name, "a list of texts", value)
    found = value.to_pylist() if hasattr(value, "to_pylist") else list(value)  # type: ignore[call-overload]
    must_be(all(isinstance(each, str) for each in found), name, "a list of texts", value)
    return list(found)
