"""One message, checked from Python before it is sent: ``smslint.check``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from smslint.answer import Report
from smslint.errors import ConfigError
from smslint.project.checker import costs
from smslint.project.config import Config, active_rules, find_config, load_config, make_config
from smslint.rules import packs
from smslint.rules.context import make_context
from smslint.rules.engine import run
from smslint.rules.subject import Subject
from smslint.text.segmentation import segment
from smslint.text.values import ValueTable

if TYPE_CHECKING:
    from datetime import datetime

    from smslint.prices import RateCard
    from smslint.rules.rule import Rule

SCOPES = ("message", "recipient", "send")


def check(
    body: str,
    to: str | None = None,
    *,
    kind: str | None = None,
    sender: str | Mapping[str, Any] | None = None,
    at: datetime | str | None = None,
    config: str | Path | Mapping[str, Any] | Config | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Report:
    """Check one message that is about to be sent. Pure but for reading ``config``; sends and writes nothing.

    :param body: the text as it will be sent, all placeholders filled.
    :param to: the recipient; checked as an E.164 number and, with ``at``, for its quiet hours.
    :param kind: ``marketing``, ``transactional`` or ``otp``; inferred from the words when left out.
    :param sender: ``long_code``, ``toll_free``, ``short_code`` or ``alphanumeric``, or a mapping with ``type``, ``region``,
        ``id`` and ``registered``.
    :param at: when it will be sent: a ``datetime`` with a time zone, or its ISO 8601 text with an offset.
    :param config: a mapping like ``smslint.yaml``, the path of such a file, or of a folder at or below one. Without it
        nothing is read and nothing is assumed.
    :param facts: what single rules ask for, such as ``{"suppressed": True}``.
    :raises ConfigError: when an argument or the configuration cannot be used.
    :raises TypeError: when ``body`` or ``to`` is not text.

    >>> import smslint
    >>> smslint.check("Hi", to="+14155552671").ok
    True
    """
    for name, value in (("body", body), ("to", to)):
        if not isinstance(value, str) and (name == "body" or value is not None):
            raise TypeError(f"check: {name} must be text (str), not {type(value).__name__}")
    settings = config_of(config)
    rules, card = _prepared(settings)
    said = {"kind": kind, "sender": sender, "at": at}
    stated = {**settings.context, **{key: value for key, value in said.items() if value is not None}}
    if facts:
        stated["facts"] = {**stated.get("facts", {}), **facts}
    subject = Subject(body, context=make_context(stated, "check"), values=ValueTable(settings.values), to=to)
    context = subject.context
    return Report(
        findings=tuple(run(rules, subject, SCOPES)),
        segmentation=segment(subject.sent_text, subject.alphabet),
        cost=costs(card, subject),
        kind=context.kind or "transactional",
        kind_inferred=context.kind_inferred,
    )


def config_of(config: str | Path | Mapping[str, Any] | Config | None) -> Config:
    """The configuration that an argument means: a mapping, a path, one that is made already; ``None`` assumes nothing.

    :raises ConfigError: when there is none, or it cannot be used.
    """
    if config is None:
        return _NOTHING
    if isinstance(config, Config):
        return config
    if isinstance(config, str | Path):
        path = Path(config)
        try:
            found = find_config(path.resolve()) if path.is_dir() else path
            present = found is not None and found.is_file()
        except (OSError, ValueError):
            raise ConfigError("config: this is no path of a file or folder; settings are given as a mapping") from None
        if found is None:
            raise ConfigError(f"{path}: there is no smslint.yaml here or above")
        if not present:
            raise ConfigError(f"{path}: there is no such configuration file")
        return load_config(found)
    if not isinstance(config, Mapping):
        raise ConfigError(f"config must be a mapping or the path of a smslint.yaml, not {type(config).__name__}")
    return _made(repr(config), _Frozen(config))


class _Frozen:
    """A mapping that the cache may hold: its text is the key, and this only carries it along."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.settings = settings

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Frozen)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=128)
def _made(_key: str, frozen: _Frozen) -> Config:
    return make_config(frozen.settings, Path())


_NOTHING = Config(Path())
_PREPARED: dict[int, tuple[Config, tuple[Rule, ...], RateCard | None]] = {}


def _prepared(config: Config) -> tuple[tuple[Rule, ...], RateCard | None]:
    """The rules and the rate card of a configuration, made once for each."""
    known = _PREPARED.get(id(config))
    if known is None:
        from smslint.project.run import rate_card

        if len(_PREPARED) > 128:
            _PREPARED.clear()
        rules = active_rules(config, packs.load(config.packs).rules, (), ())
        known = _PREPARED[id(config)] = (config, rules, rate_card(config))
    return known[1], known[2]
