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
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import pyarrow as pa

__all__ = ["audit", "classify", "measure"]


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


def audit(
    batch: pa.RecordBatch,
    columns: Mapping[str, str | Sequence[str]],
    *,
    region: str | None = None,
    enabled: Iterable[str] = (),
    suppressed: Iterable[str] = (),
    require_consent: bool | None = None,
    accept_suggestions: bool = False,
) -> pa.RecordBatch:
    """Say which rows may not be texted, as ``smslint recipients`` does for each row of a list.

    =============  ======  ======  ================================================================================================
    column         type    nulls   meaning
    =============  ======  ======  ================================================================================================
    ``e164``       string  yes     the number to text, in its canonical form; null if it is not valid
    ``region``     string  yes     ISO 3166-1 alpha-2, or ``001`` for numbers of no country; null if the number is not valid
    ``type``       string  no      ``mobile``, ``fixed_line``, ...; ``unknown`` if the number is not valid
    ``refused``    string  no      why the row may not be texted: codes of rules with a space between them; empty if it may be texted
    ``noted``      string  no      codes of what else was found and refuses nothing, such as NUM006, not written as E.164
    ``opted_out``  bool    no      the person said in this row that they want no messages: refuse every row with this ``e164``
    =============  ======  ======  ================================================================================================

    A row is judged alone. That a number occurs twice (NUM003), or opted out in another row, only the whole list shows: group it by
    ``e164``. A consent that has an end is compared with today.

    :param columns: the names of the columns by role: ``{"phone": "mobile", "consent": "sms_consent", "opt_out": ["stop", "left"]}``.
        Needed is ``phone``; ``country``, ``consent``, ``opt_out`` and ``status`` are read as in ``recipients --column``; ``reply``,
        ``reason``, ``comment``, ``channel``, ``ends``, ``consent_ends``, ``newsletter`` and ``other`` may limit a consent. Only these
        columns are read. Each role but ``phone``, ``country`` and ``status`` may have several columns.
    :param region: where a number without a calling code is from (``GB``); it can only lead to a suggestion.
    :param enabled: the countries that may be texted, as ISO 3166-1 alpha-2 codes; by default all.
    :param suppressed: numbers not to text, in canonical E.164; for more than some thousands, let the engine join them on ``e164``.
    :param require_consent: refuse rows whose consent is unknown; ``False``: consent is recorded elsewhere.
    :param accept_suggestions: accept repaired numbers, such as one that lost its plus sign.
    :raises ConfigError: for a column that does not exist, an unknown country or role, or an argument of another type.
    :raises RecipientsError: without the extra ``bulk``, or for a damaged value.
    """
    from threading import get_ident

    must_be_text(region, "region")
    must_be(isinstance(require_consent, bool | None), "require_consent", "True, False or None", require_consent)
    must_be(isinstance(accept_suggestions, bool), "accept_suggestions", "True or False", accept_suggestions)
    _must_be_batch(batch)

    from smslint.recipients.bulk_columns import checked_texts_of
    from smslint.recipients.bulk_rows import SCHEMA, audited, roles_of, screen_of

    roles = roles_of(_roles(batch, columns))
    countries, numbers = tuple(_texts(enabled, "enabled")), tuple(_texts(suppressed, "suppressed"))
    screen = screen_of(
        get_ident(), roles, batch.num_columns, region, countries, numbers, accept_suggestions, require_consent
    )

    def work(part: pa.RecordBatch) -> pa.RecordBatch:
        return audited(screen, {at: checked_texts_of(part.column(at)) for at in screen.columns}, roles.phone or 0)

    return _in_parts(batch, SCHEMA, work)


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


def _column(batch: pa.RecordBatch, name: object, argument: str = "column") -> int:
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


def _values(values: Mapping[str, str] | None) -> tuple[tuple[str, str], ...]:
    from collections.abc import Mapping

    right = values is None or (
        isinstance(values, Mapping) and all(isinstance(each, str) for pair in values.items() for each in pair)
    )
    must_be(right, "values", "a mapping from names to texts", values)
    return tuple((values or {}).items())


def _roles(batch: pa.RecordBatch, columns: object) -> dict[str, tuple[int, ...]]:
    """The columns for each role.

    :raises ConfigError: for an unknown role or column.
    """
    from collections.abc import Mapping

    from smslint.recipients.bulk_rows import ROLES, SINGLE
    from smslint.wording import nearest

    must_be(isinstance(columns, Mapping), "columns", "a mapping from roles to names of columns", columns)
    assert isinstance(columns, Mapping)
    found: dict[str, tuple[int, ...]] = {}
    for role, named in columns.items():
        if role not in ROLES:
            raise ConfigError(f"columns: there is no role {role!r:.80}{nearest(str(role), ROLES)}")
        names = [named] if isinstance(named, str) else _texts(named, f"columns: {role}")
        if role in SINGLE and len(names) != 1:
            raise ConfigError(f"columns: {role}: expected the name of one column, found {len(names)}")
        found[role] = tuple(_column(batch, name, f"columns: {role}") for name in names)
    if "phone" not in found:
        raise ConfigError('columns: name the column of phone numbers: {"phone": NAME}')
    return found


def _texts(value: object, name: str) -> list[str]:
    """The texts of a collection, of an Arrow array too.

    :raises ConfigError: if it is something else.
    """
    from collections.abc import Iterable

    must_be(isinstance(value, Iterable) and not isinstance(value, str | bytes), name, "a list of texts", value)
    found = value.to_pylist() if hasattr(value, "to_pylist") else list(value)  # type: ignore[call-overload]
    must_be(all(isinstance(each, str) for each in found), name, "a list of texts", value)
    return list(found)
