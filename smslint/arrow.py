"""Arrow record batches in, Arrow record batches out: for lists in Parquet, in a data frame or in an engine such as Spark.

Needs the extra ``bulk``. Every function is pure: it reads no file, no configuration and no terminal, keeps nothing between two batches
that changes an answer, and gives the same answer for a batch as often as it is asked. So an engine may call it on any part of a list, in
any order, in many processes and again after a failure. The functions can be pickled; numpy and pyarrow are imported when one is called.

The answer has a row for each row of the batch, in the same order, and only the columns that the function documents. The cells of a batch
may have any type: they are read as text, as a CSV file would have them, and a null is an empty cell. Integers in answers are signed 32-bit.

>>> import pyarrow as pa
>>> from smslint import arrow
>>> batch = pa.record_batch({"phone": ["+12025550101", "12025550102", None], "name": ["Ann", "Zoë", "Łukasz"]})
>>> arrow.classify(batch, "phone").column("valid").to_pylist()
[True, False, False]
>>> arrow.measure(batch, "Hi {{ name }}", dialect="jinja").column("encoding").to_pylist()
['GSM-7', 'UCS-2', 'UCS-2']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from smslint.arguments import must_be, must_be_text
from smslint.errors import ConfigError, RecipientsError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pyarrow as pa

__all__ = ["classify", "measure"]


def classify(batch: pa.RecordBatch, column: str, region: str | None = None) -> pa.RecordBatch:
    """Check the phone numbers of a column, each as :func:`smslint.check_number` does.

    ==============  ==========  ======  =============================================================================================
    column          type        nulls   meaning
    ==============  ==========  ======  =============================================================================================
    ``e164``        string      yes     the number in its canonical form; null if it is not valid
    ``valid``       bool        no      it exists in the numbering plan, and was read without guessing
    ``region``      string      yes     ISO 3166-1 alpha-2, or ``001`` for numbers of no country; null if it is not valid
    ``type``        string      no      ``mobile``, ``fixed_line``, ``fixed_line_or_mobile``, ...; ``unknown`` if it is not valid
    ``canonical``   bool        no      the cell already was the canonical form
    ``reason``      string      no      why it is not valid: a key of ``smslint.numbers.e164.REASONS``; empty if it is valid
    ``suggestion``  string      yes     a valid form of an unusual text whose meaning is clear, for a person to accept
    ==============  ==========  ======  =============================================================================================

    :param column: the name of the column.
    :param region: where a number without a calling code is from (``GB``); it can only lead to a suggestion.
    :raises ConfigError: for a column that does not exist, an unknown region, or an argument of another type.
    :raises RecipientsError: without the extra ``bulk``, or for a damaged value.
    """
    must_be_text(region, "region")
    _must_be_batch(batch)
    at = _column(batch, column)

    from smslint.recipients.bulk_columns import checked_texts_of
    from smslint.recipients.bulk_numbers import SCHEMA
    from smslint.recipients.bulk_numbers import classify as of_texts
    from smslint.recipients.policy import known_region

    home = None if region is None else known_region(region, "region")
    return _in_parts(batch, SCHEMA, lambda part: of_texts(checked_texts_of(part.column(at)), home))


def measure(
    batch: pa.RecordBatch, message: str, *, dialect: str = "plain", values: Mapping[str, str] | None = None
) -> pa.RecordBatch:
    """Fill a message with each row, and measure it as :func:`smslint.measure` does.

    =================  ======  ======  ==============================================================================================
    column             type    nulls   meaning
    =================  ======  ======  ==============================================================================================
    ``encoding``       string  no      ``GSM-7`` or ``UCS-2``
    ``units``          int32   no      septets of GSM-7, or UTF-16 code units of UCS-2
    ``segments``       int32   no      the number of segments that the message takes
    ``most_segments``  int32   no      the most that it can take, where the row does not decide the text: a condition on something
                                       else, a loop; otherwise equal to ``segments``
    =================  ======  ======  ==============================================================================================

    :param message: the template. Its placeholders are filled with the columns of these names, found as in ``smslint preflight``.
    :param dialect: its dialect, such as ``jinja``; ``plain`` has no placeholders.
    :param values: values that are the same for every row, by placeholder.
    :raises ConfigError: for an unknown dialect, or an argument of another type.
    :raises RecipientsError: if the batch has no column for a placeholder, without the extra ``bulk``, or for a damaged value.
    """
    must_be(isinstance(message, str), "message", "the text of a template", message)
    must_be(isinstance(dialect, str), "dialect", "text such as 'jinja'", dialect)
    _must_be_batch(batch)
    given = _values(values)

    from smslint.broadcast.bulk_fill import SCHEMA, measured, program_of

    program = program_of(message, dialect, tuple(batch.schema.names), given)
    return _in_parts(batch, SCHEMA, lambda part: measured(program, part))


def _in_parts(batch: pa.RecordBatch, schema: pa.Schema, work: Callable[[Any], Any]) -> pa.RecordBatch:
    """The answers about a batch, computed for so few rows at a time that they stay in the processor's cache."""
    import pyarrow as pa

    from smslint.recipients.bulk_columns import rows_at_once

    rows = rows_at_once(batch)
    try:
        parts = [work(batch.slice(start, rows)) for start in range(0, max(batch.num_rows, 1), rows)]
        if len(parts) == 1:
            return parts[0]
        return pa.record_batch(
            [pa.concat_arrays([part.column(at) for part in parts]) for at in range(len(schema))], schema=schema
        )
    except (pa.ArrowException, UnicodeError) as error:
        raise RecipientsError(f"The batch has a damaged value: {' '.join(str(error).split()).rstrip('.')}.") from error


def _must_be_batch(batch: object) -> None:
    try:
        import numpy  # noqa: F401, ICN001  # imported here, so that the error comes before anything is computed
        import pyarrow as pa
    except ImportError:
        raise RecipientsError("Arrow batches need the extra: pip install 'smslint[bulk]'.") from None
    must_be(isinstance(batch, pa.RecordBatch), "batch", "a pyarrow.RecordBatch", batch)


def _column(batch: pa.RecordBatch, name: object) -> int:
    """The index of a column.

    :raises ConfigError: if there is none, or several.
    """
    must_be(isinstance(name, str), "column", "the name of a column", name)
    found = [at for at, each in enumerate(batch.schema.names) if each == name]
    if len(found) != 1:
        from smslint.recipients.chosen import listed

        many = "more than one column has this name" if found else "there is no such column"
        raise ConfigError(f"column: {name!r}: {many}; the columns are {listed(batch.schema.names)}")
    return found[0]


def _values(values: Mapping[str, str] | None) -> tuple[tuple[str, str], ...]:
    from collections.abc import Mapping

    right = values is None or (
        isinstance(values, Mapping) and all(isinstance(each, str) for pair in values.items() for each in pair)
    )
    must_be(right, "values", "a mapping from names to texts", values)
    return tuple((values or {}).items())
