"""What is known about a message besides its text: who sends it, where to, through whom, in what language, when."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from smslint.errors import ConfigError
from smslint.text.values import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

KINDS: Final = ("marketing", "transactional", "otp")
SENDER_TYPES: Final = ("long_code", "toll_free", "short_code", "alphanumeric")


class Sender(NamedTuple):
    """Who the message comes from."""

    type: str | None = None
    region: str | None = None
    id: str | None = None
    """What the recipient sees: a number, or up to eleven letters."""
    registered: bool | None = None
    """Whether the sender is registered where that is needed (A2P 10DLC, toll-free verification, a sender ID registry)."""
    first_message: bool | None = None


class Context(NamedTuple):
    """Everything a check may ask about a message that is not in the message. ``None`` and empty mean: nobody said."""

    kind: str | None = None
    kind_inferred: bool = False
    evidence: str = ""
    """What made an inferred kind: ``'20% off'``."""
    regions: tuple[str, ...] = ()
    sender: Sender = Sender()
    brand: tuple[str, ...] = ()
    """The names under which recipients know the sender."""
    provider: str = "generic"
    locale: str | None = None
    appended: str = ""
    """What the sending code or the provider adds behind the message."""
    domains: tuple[str, ...] = ()
    """The sender's own domains: links to them are never foreign."""
    smart_encoding: bool | None = None
    """Whether the provider's smart encoding is switched on; ``None``: as the provider has it by default."""
    consent: str | None = None
    """``express``, ``implied`` or ``none``."""
    program: str = ""
    """A message's part in an opt-in programme: ``confirmation``, ``help``, ``stop``."""
    at: datetime | None = None
    options: Mapping[str, Any] = MappingProxyType({})
    """Further facts that single rules ask for (a DLT template, a WebOTP domain)."""

    @property
    def language(self) -> str | None:
        """The language of the locale: ``pt`` of ``pt-BR``."""
        return self.locale.replace("_", "-").partition("-")[0].lower() if self.locale else None


def make_sender(setting: object, where: str = "sender") -> Sender:
    """A sender out of a config: a mapping, or one of the types as a word.

    :raises ConfigError: naming the key that cannot be used.
    """
    if setting is None:
        return Sender()
    if isinstance(setting, Sender):
        return setting
    if isinstance(setting, str):
        setting = {"type": setting}
    if not isinstance(setting, dict):
        raise ConfigError(f"{where}: expected a mapping such as {{type: long_code, region: US}}, found {setting!r}")
    known = ("type", "region", "id", "registered", "a2p_registered", "first_message")
    for key in setting:
        if key not in known:
            raise ConfigError(f"{where}: unknown key {key!r}{nearest(str(key), known)}")
    kind = setting.get("type")
    if kind is not None and kind not in SENDER_TYPES:
        raise ConfigError(f"{where}: unknown type {kind!r}{nearest(str(kind), SENDER_TYPES)}")
    region = setting.get("region")
    return Sender(
        type=kind,
        region=str(region).upper() if region else None,
        id=None if setting.get("id") is None else str(setting["id"]),
        registered=setting.get("registered", setting.get("a2p_registered")),
        first_message=setting.get("first_message"),
    )


def make_kind(setting: object, where: str) -> str | None:
    """A kind of message, or ``None`` where nobody said.

    :raises ConfigError: for any other word or value.
    """
    if setting is None or (isinstance(setting, str) and setting in KINDS):
        return setting
    raise ConfigError(f"{where}: unknown kind {setting!r}{nearest(str(setting), KINDS)}")


def make_context(settings: Mapping[str, Any], where: str = "context") -> Context:
    """A context out of plain settings, as a config, front matter or a rule's test writes them.

    :raises ConfigError: naming the key that cannot be used and the nearest known one.
    """
    for key in settings:
        if key not in CONTEXT_KEYS:
            raise ConfigError(f"{where}: unknown key {key!r}{nearest(str(key), CONTEXT_KEYS)}")
    return Context(
        kind=make_kind(settings.get("kind"), where),
        regions=_regions(settings.get("regions", settings.get("region")), where),
        sender=make_sender(settings.get("sender"), f"{where}.sender"),
        brand=_texts(settings.get("brand"), f"{where}.brand"),
        provider=str(settings.get("provider") or "generic"),
        locale=None if settings.get("locale") is None else str(settings["locale"]),
        appended=str(settings.get("appended") or ""),
        domains=_texts(settings.get("domains"), f"{where}.domains"),
        smart_encoding=settings.get("smart_encoding"),
        consent=settings.get("consent"),
        program=str(settings.get("program") or ""),
        at=_moment(settings.get("at"), where),
        options=_facts(settings.get("facts"), where),
    )


CONTEXT_KEYS: Final = (
    "kind", "regions", "region", "sender", "brand", "provider", "locale", "appended", "domains", "smart_encoding",
    "consent", "program", "at", "facts",
)  # fmt: skip


_CODES: Final = """
AC AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC
CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE
GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM
KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ
NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH
SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TA TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE
VG VI VN VU WF WS XK YE YT ZA ZM ZW
"""
REGIONS: Final = frozenset(_CODES.split())
"""ISO 3166-1 alpha-2, and the codes that numbering plans add to it (AC, TA, XK)."""


def _texts(value: object, where: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
        return tuple(value)
    raise ConfigError(f"{where}: expected a text or a list of texts, found {value!r}")


def _facts(value: object, where: str) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ConfigError(f"{where}.facts: expected a mapping, found {value!r}")
    return dict(value)


def _regions(value: object, where: str) -> tuple[str, ...]:
    regions = tuple(each.upper() for each in _texts(value, f"{where}.regions"))
    for region in regions:
        if region not in REGIONS:
            raise ConfigError(f"{where}.regions: {region!r} is not an ISO 3166-1 alpha-2 code such as US or GB")
    return regions


def _moment(value: object, where: str) -> datetime | None:
    if value is None:
        return None
    from smslint.clock import moment

    return moment(value, f"{where}: at")
