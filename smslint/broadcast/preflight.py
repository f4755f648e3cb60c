"""The entry point to a broadcast: :func:`smslint.preflight` for Python, and the functions for the commands."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from smslint.arguments import is_path, must_be, must_be_campaign, must_be_journal
from smslint.broadcast.arguments import options_of
from smslint.broadcast.asked import Asked, seal_of
from smslint.broadcast.count import count_large
from smslint.broadcast.options import Options, columns_of, planned
from smslint.broadcast.plan import make_plan
from smslint.broadcast.template import load, of_text
from smslint.errors import ConfigError, RecipientsError
from smslint.recipients.gathered import from_everywhere

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from smslint.broadcast.history import Past
    from smslint.broadcast.options import Options
    from smslint.broadcast.record import Broadcast
    from smslint.broadcast.template import Template
    from smslint.project.config import Config
    from smslint.recipients.reader import RecipientList


def preflight(
    template: str | Path | Mapping[str, str],
    recipients: str | Path | Iterable[Mapping[str, object]],
    *,
    config: str | Path | Mapping[str, object] | Config | None = None,
    at: dt.datetime | str | None = None,
    local: bool = False,
    dialect: str | None = None,
    kind: str | None = None,
    key: str | None = None,
    values: Mapping[str, str] | None = None,
    prices: str | Path | None = None,
    max_cost: object = None,
    max_segments: int | None = None,
    suppression: str | Path | Sequence[str | Path] = (),
    allow_empty_suppression: bool = False,
    enabled: str | Sequence[str] = (),
    require_consent: bool | None = None,
    columns: Mapping[str, str] | None = None,
    region: str | None = None,
    phone_column: str | None = None,
    accept_suggestions: bool = False,
    encoding: str | None = None,
    sheet: str | None = None,
    show_numbers: bool = False,
    journal: Past | None = None,
    campaign: str | None = None,
) -> Broadcast:
    """Count and price a broadcast before it is sent, and find who may not be texted. Sends and writes nothing.

    :param template: the path of a message file; or the text itself, as ``{"text": "Hi {{ first_name }}"}``.
    :param recipients: the path of a list (CSV, JSON Lines, a spreadsheet, Parquet, Arrow); or one mapping per recipient, from column to value.
        ``None`` is an empty cell.
    :param config: a mapping like ``smslint.yaml``, or the path of such a file. By default the file closest to the template is
        used, as in the command; for a text no file is read, as in ``smslint.check``.
    :param at: when it will be sent, with its offset; without it, the hours are not checked.
    :param local: whether ``at`` is a time on each recipient's own clock, without an offset (``"2026-12-01 10:00"``): ``timing`` of the
        result then says from when on the recipients of each place may be texted, and :func:`smslint.send_broadcast` follows it.
    :param dialect: the template's dialect, such as ``jinja``.
    :param kind: ``marketing``, ``transactional`` or ``otp``.
    :param key: which message, if the file contains several.
    :param values: values that are the same for everyone, by placeholder.
    :param prices: a rate card: a file, or ``reference:NAME``; by default the project's.
    :param max_cost: the limit on the total cost (CST001): ``250``, or ``"250 USD"``; by default the project's budget.
    :param max_segments: the most segments that a message may take (LEN002).
    :param suppression: files of numbers not to text, in addition to the project's.
    :param allow_empty_suppression: accept a suppression list without numbers, or with fewer than other entries; otherwise it is an error.
    :param enabled: the countries that may be texted, such as ``["US", "CA"]`` or ``"US"``; by default from the project.
    :param require_consent: refuse rows whose consent is unknown; ``False``: consent is recorded elsewhere, not in the list.
    :param columns: other columns that are not found automatically, by role: ``{"consent": "SMS-Einwilligung"}``.
    :param region: the country of numbers without a country code; used only for suggestions.
    :param phone_column: the column of phone numbers, if it is not found automatically.
    :param accept_suggestions: accept repaired numbers, such as one that lost its plus sign.
    :param encoding: the list's encoding, if the detection is wrong.
    :param sheet: the sheet of a spreadsheet, by name or by number from 1, if several have phone numbers.
    :param show_numbers: show full phone numbers in the findings; by default they are masked.
    :param journal: an open :class:`smslint.sending.Journal` of the messages sent so far, for frequency caps and first messages;
        by default nobody has been texted yet.
    :param campaign: the campaign in that journal; by default the template's name.
    :raises ConfigError: for an invalid argument, template or configuration.
    :raises RecipientsError: if the list cannot be read, or has no column for a placeholder.

    >>> import smslint
    >>> found = smslint.preflight({"text": "Hi {{ name }}"}, [{"phone": "+12025550101", "name": "Ann"}], dialect="jinja")
    >>> found.recipients, found.segments
    (1, 1)
    """
    from smslint.recipients.mappings import InMemory

    options = options_of({
        "dialect": dialect, "kind": kind, "key": key, "values": values, "prices": prices, "max_cost": max_cost,
        "max_segments": max_segments, "phone_column": phone_column, "region": region, "suppression": suppression,
        "allow_empty_suppression": allow_empty_suppression,
        "enabled": enabled, "require_consent": require_consent, "columns": columns, "accept_suggestions": accept_suggestions,
        "encoding": encoding, "sheet": sheet, "show_numbers": show_numbers,
    })  # fmt: skip
    must_be(isinstance(local, bool), "local", "True or False", local)
    time = planned(at, local=local)
    options = replace(options, at=time.at, wall=time.wall)
    must_be_journal(journal, ("settled", "sent_times"))
    must_be_campaign(campaign)
    chosen = template_of(template, options, config)
    with opened(recipients, options, chosen.config) as found:
        plan = make_plan(chosen, found.columns, options, past=journal, campaign=campaign)
        if isinstance(found, InMemory):
            found.form.refuse_unfit({found.phone, *plan.program.columns})
        return replace(count_large(found, plan), asked=_asked(template, recipients, found, chosen, options, config))


def template_of(
    template: str | Path | Mapping[str, str],
    options: Options,
    config: str | Path | Mapping[str, object] | Config | None,
) -> Template:
    from smslint.project.known_projects import project_of

    if isinstance(template, str) and not os.path.exists(template) and any(sign in template for sign in " {%$\n"):  # noqa: PTH110
        raise ConfigError('template: there is no such file; to give the text itself, write {"text": "Hi {{ name }}"}')
    if isinstance(template, str | Path) and is_path(template):
        return load(Path(template), options, None if config is None else project_of(config).config)
    if isinstance(template, dict) and set(template) == {"text"} and isinstance(template["text"], str):
        return of_text(template["text"], options, project_of(config).config)
    raise ConfigError('template: expected a path, or the text as {"text": "Hi {{ name }}"}')


def _asked(
    template: str | Path | Mapping[str, str],
    recipients: object,
    found: RecipientList,
    chosen: Template,
    options: Options,
    config: str | Path | Mapping[str, object] | Config | None,
) -> Asked | None:
    """What sends the same again; ``None`` for standard input, which can be read only once."""
    if str(recipients) == "-":
        return None
    text = Path(template).absolute() if isinstance(template, str | Path) else dict(template)
    people: str | tuple[dict[str, str], ...]
    if isinstance(recipients, str | Path):
        people = from_everywhere(recipients)
    else:
        people = tuple(
            dict(zip(found.columns, cells, strict=True)) for batch in found.batches() for cells in batch.rows
        )
    where = Path(config).absolute() if isinstance(config, str | Path) else config
    return Asked(text, people, where, options, seal_of(chosen, found))


@contextmanager
def opened(
    recipients: str | Path | Iterable[Mapping[str, object]], options: Options, config: Config
) -> Iterator[RecipientList]:
    from smslint.recipients.reader import open_list

    named = columns_of(config, options)
    if isinstance(recipients, str | Path):
        if str(recipients) and not is_path(recipients):
            raise RecipientsError(f"recipients: {str(recipients)!r:.80} is not the path of a file.")
        with open_list(
            recipients, phone_column=options.phone_column, encoding=options.encoding, columns=named, sheet=options.sheet
        ) as found:
            yield found
        return
    from smslint.recipients.mappings import list_of

    with list_of(recipients, phone_column=options.phone_column, columns=named) as found:
        yield found
