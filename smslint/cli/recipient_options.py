"""The options that say who may be texted, shared by ``recipients`` and ``preflight``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from smslint.cli.printing import echo
from smslint.cli.strictness import strict_option

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from smslint.recipients.policy import Policy


class _YesOrNo(click.Option):
    """An option that means yes if neither yes nor no follows: ``--require-consent LIST`` does not take LIST as its value."""

    def add_to_parser(self, parser: Any, ctx: click.Context) -> None:
        super().add_to_parser(parser, ctx)
        for name in self.opts:
            known = parser._long_opt.get(name)  # noqa: SLF001 (as click's own recipes do it)
            if known is not None:
                known.process = self._reading(known.process)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{**options, "is_flag": False, "flag_value": "yes"})

    @staticmethod
    def _reading(process: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
        def read(value: Any, state: Any) -> None:
            if isinstance(value, str) and value not in ("yes", "no"):
                state.rargs.insert(0, value)
                value = "yes"
            process(value, state)

        return read


class _ListPath(click.Path):
    """The path of a list. An empty one is a variable without a value; as a path it would be the current folder, with all lists in it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("the name of the list is empty", param, ctx)
        return super().convert(value, param, ctx)


LIST: Final = _ListPath(path_type=Path, allow_dash=True)
"""What a command takes as its list: a file, a folder, a pattern, or ``-``."""

_OPTIONS = (
    click.option("--phone-column", metavar="NAME", help="The column of phone numbers: its name, or its number from 1."),
    click.option("--region", metavar="ISO2", help="Country of numbers without a country code; used only for suggestions."),
    click.option(
        "--suppress", "suppress", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
        help="Numbers not to text: text, CSV, JSON Lines, a spreadsheet or SQLite. May be repeated.",
    ),
    click.option("--allow-empty-suppression", is_flag=True, help="Accept a suppression list without numbers; otherwise it is taken for a lost one."),
    click.option("--enabled", metavar="US,CA", help="The countries that you text; all others are refused (NUM005)."),
    click.option(
        "--column", "named", multiple=True, metavar="ROLE=NAME",
        help="The column for phone, name, consent, opt_out, status, language, zone, country or state. May be repeated.",
    ),
    click.option(
        "--require-consent", cls=_YesOrNo, type=click.Choice(("yes", "no")), metavar="[yes|no]",
        help="Refuse rows with unknown (such as empty) consent. no: consent is recorded elsewhere.",
    ),
    click.option("--accept-suggestions", is_flag=True, help="Accept repaired numbers, such as one that lost its plus."),
    click.option("--sheet", metavar="NAME", help="The sheet of a spreadsheet: its name, or its number from 1."),
    click.option("--encoding", metavar="NAME", help="The list's encoding, if detection gets it wrong."),
    strict_option,
    click.option("--show-numbers", is_flag=True, help="Show full phone numbers; by default they are masked."),
)  # fmt: skip


jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Threads for a large list, or processes for many rows in several files (with the extra bulk).  [default: 2 threads]",
)


def list_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def policy(options: dict[str, Any], required: bool | None) -> Policy:
    """The policy that the options describe.

    :param required: whether consent is required; ``False``: it is recorded elsewhere, ``None``: not stated.

    :raises ConfigError: for an unknown region.
    :raises RecipientsError: for a suppression list that cannot be read.
    """
    from smslint.recipients.policy import make_policy

    announce()
    return make_policy(
        options["suppress"], region=options["region"], enabled=countries(options["enabled"]),
        accept_suggestions=options["accept_suggestions"], require_consent=required,
        allow_empty_suppression=options["allow_empty_suppression"],
    )  # fmt: skip


def require_consent(options: Mapping[str, Any]) -> bool | None:
    """The value of ``--require-consent``; ``None`` if it was not given."""
    answer = options["require_consent"]
    return None if answer is None else answer == "yes"


def named_columns(options: Mapping[str, Any]) -> dict[str, str]:
    """The values of ``--column``, by role.

    :raises ConfigError: for a value that is not ``ROLE=NAME``, or an unknown role (names the nearest one).
    """
    from smslint.errors import ConfigError
    from smslint.recipients.chosen import NAMED
    from smslint.wording import nearest

    found: dict[str, str] = {}
    for word in options["named"]:
        role, equals, name = word.partition("=")
        role = role.strip().replace("-", "_")
        if not equals or not name.strip():
            raise ConfigError(f"--column {word!r} is not ROLE=NAME, such as consent=SMS-Einwilligung")
        if role not in NAMED:
            raise ConfigError(f"--column {word!r}: there is no role {role!r}{nearest(role, NAMED)}")
        if found.setdefault(role, name.strip()) != name.strip():
            raise ConfigError(f"--column {role}={found[role]} and {role}={name.strip()}: a role has one column")
    return found


def countries(words: str | None) -> tuple[str, ...]:
    """The countries of ``--enabled``.

    :raises ConfigError: if it names none: that must not mean all of them.
    """
    from smslint.errors import ConfigError

    found = tuple(word.strip() for word in (words or "").split(",") if word.strip())
    if words is not None and not found:
        raise ConfigError(f"--enabled {words!r} names no country, such as US,CA; without it, all may be texted")
    return found


def announce() -> None:
    """Tell the user about the wait while the numbering plan is compiled, once after an upgrade."""
    from smslint.numbers.store import pending

    if version := pending():
        echo(f"Compiling the numbering plan of phonenumbers {version}, once: this takes a few seconds ...", err=True)
