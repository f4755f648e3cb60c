"""Arrow record batches in, Arrow record batches out: for lists in Parquet, in a data frame or in an engine such as Spark.

Needs the extra ``bulk``. Every function is pure: it reads no terminal and no file but those that its arguments name, keeps nothing between
two batches that changes an answer, and gives the same answer for a batch as often as it is asked. So an engine may call it on any part of a list, in
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

from smslint import clock
from smslint.arguments import must_be, must_be_text
from smslint.errors import RecipientsError
from smslint.recipients.batch_arguments import column_of, must_be_batch, roles_named, texts_given, values_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa

__all__ = ["audit", "classify", "measure", "preflight"]


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
    must_be_batch(batch)
    at = column_of(batch, column)

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
    must_be_batch(batch)
    given = values_of(values)

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
        ``reason``, ``comment``, ``channel``, ``ends``, ``consent_ends``, ``newsletter`` and ``other`` may limit a consent;
        ``line_type``, ``landline``, ``textable``, ``line_mark`` and ``voip`` say which numbers cannot receive texts. Only these
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
    must_be_batch(batch)

    from smslint.recipients.bulk_columns import checked_texts_of
    from smslint.recipients.bulk_rows import ROLES, SCHEMA, audited, roles_of, screen_of

    roles = roles_of(roles_named(batch, columns, ROLES))
    countries, numbers = tuple(texts_given(enabled, "enabled")), tuple(texts_given(suppressed, "suppressed"))
    screen = screen_of(
        get_ident(),
        roles,
        batch.num_columns,
        region,
        countries,
        numbers,
        accept_suggestions,
        require_consent,
        clock.day(),
    )

    def work(part: pa.RecordBatch) -> pa.RecordBatch:
        return audited(screen, {at: checked_texts_of(part.column(at)) for at in screen.columns}, roles.phone or 0)

    return _in_parts(batch, SCHEMA, work)


def preflight(
    batch: pa.RecordBatch,
    message: str,
    columns: Mapping[str, str | Sequence[str]],
    *,
    dialect: str | None = None,
    kind: str | None = None,
    at: dt.datetime | str | None = None,
    local: bool = False,
    values: Mapping[str, str] | None = None,
    prices: str | Path | None = None,
    max_segments: int | None = None,
    config: str | Path | Mapping[str, object] | None = None,
    region: str | None = None,
    enabled: str | Sequence[str] = (),
    suppressed: Iterable[str] = (),
    require_consent: bool | None = None,
    accept_suggestions: bool = False,
) -> pa.RecordBatch:
    """Fill, measure and price the message of each row, and say which rows may not be texted, as :func:`smslint.preflight` does.

    The first six columns are those of :func:`audit`, the next four those of :func:`measure`; here, rules about the message refuse
    rows, too, and so do the hours at a planned time.

    =================  ==================  ======  ==================================================================================
    column             type                nulls   meaning
    =================  ==================  ======  ==================================================================================
    ``e164``           string              yes     the number to text, in its canonical form; null if it is not valid
    ``region``         string              yes     ISO 3166-1 alpha-2, or ``001`` for numbers of no country; null if it is not valid
    ``type``           string              no      ``mobile``, ``fixed_line``, ...; ``unknown`` if the number is not valid
    ``refused``        string              no      why the row may not be texted: codes of rules; empty if it may be texted
    ``noted``          string              no      codes of what else was found in the row and refuses nothing
    ``opted_out``      bool                no      the person said in this row that they want no messages
    ``encoding``       string              no      ``GSM-7`` or ``UCS-2``
    ``units``          int32               no      septets of GSM-7, or UTF-16 code units of UCS-2
    ``segments``       int32               no      the number of segments that the message takes
    ``most_segments``  int32               no      the most that it can take, where the row does not decide the text
    ``cost``           decimal128(38, 12)  yes     what ``segments`` cost on the cheapest network; null if refused, or without a price
    ``most_cost``      decimal128(38, 12)  yes     what ``most_segments`` cost on the most expensive network; null in the same rows
    ``currency``       string              yes     ISO 4217; null in the same rows
    ``stopped``        string              no      why nothing may be sent to anybody: codes of rules about the template and the list,
                                                   ``inexact`` if the columns do not decide the text; the same in every row
    ``unknown``        string              no      what is unknown: any of ``kind``, ``dialect``, ``rules`` (some could not run),
                                                   ``text``, ``hours`` (no time is planned), ``consent``, ``country`` (it has no
                                                   profile), ``zone``, ``state``, with a space between them; empty if nothing is
    =================  ==================  ======  ==================================================================================

    With ``local`` there are two more, both ``timestamp[s, UTC]``, with a null where the row is refused: ``send_from``, the moment from which on
    the row may be sent the message, by the recipient's own clock; and ``send_until``, before which (null: it does not end within two days).

    A row is judged alone, as in :func:`audit`: neither earlier messages nor a limit on the whole cost are known.

    :param message: the template. Its placeholders are filled with the columns of these names.
    :param local: whether ``at`` is a time on each recipient's own clock, without an offset (``"2026-12-01 10:00"``).
    :param columns: as for :func:`audit`, and ``zone``, ``state`` and ``locale``, one column each.
    :param config: a mapping like ``smslint.yaml``, or the path of such a file; by default no file is read.
    :param suppressed: numbers not to text, in canonical E.164.
    :raises ConfigError: for a column that does not exist, an unknown role, an invalid template or an argument of another type.
    :raises RecipientsError: if the batch has no column for a placeholder, without the extra ``bulk``, or for a damaged value.

    The other arguments are those of :func:`smslint.preflight`.
    """
    from threading import get_ident

    must_be(isinstance(message, str), "message", "the text of a template", message)
    must_be_batch(batch)
    must_be(isinstance(local, bool), "local", "True or False", local)

    from dataclasses import replace

    from smslint.broadcast.arguments import options_of
    from smslint.broadcast.bulk_preflight import prepared
    from smslint.broadcast.options import planned
    from smslint.recipients.bulk_rows import PLACES, ROLES, roles_of

    options = options_of({
        "dialect": dialect, "kind": kind, "values": values, "prices": prices, "max_segments": max_segments, "region": region,
        "enabled": enabled, "require_consent": require_consent, "accept_suggestions": accept_suggestions,
    })  # fmt: skip
    time = planned(at, local=local)
    options = replace(options, at=time.at, wall=time.wall)
    roles = roles_of(roles_named(batch, columns, (*ROLES, *PLACES)))
    numbers = tuple(texts_given(suppressed, "suppressed"))
    found = prepared(get_ident(), message, tuple(batch.schema.names), roles, options, config, numbers)
    return _in_parts(batch, found.schema, found.answer)


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
