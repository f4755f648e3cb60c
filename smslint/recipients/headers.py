"""What the columns of a recipient list are called, by the tools that export them.

Compared after lower-casing and dropping all but letters and digits, so that ``Phone Number``, ``phone_number`` and
``phoneNumber`` are one. Within a role, the earlier alias wins: a column of mobile numbers is better than one of any numbers.

Sources: column names of HubSpot, Shopify, Klaviyo, Salesforce, Braze, OneSignal, Mailchimp, Intercom, Twilio and GOV.UK Notify.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.errors import RecipientsError

if TYPE_CHECKING:
    from collections.abc import Sequence

PHONE: Final = (
    "smsphonenumber", "mobilephonenumber", "mobilephone", "mobilenumber", "mobile", "cellphone", "cellphonenumber",
    "cell", "msisdn", "phonenumber", "phone", "phoneno", "telephone", "telephonenumber", "tel", "defaultaddressphone",
    "phone1", "phone1value", "handy", "mobiltelefon", "telefon", "telefonnummer", "portable", "telephonemobile", "movil",
    "telefono", "celular", "cellulare", "recipient", "recipientnumber", "contactnumber", "to", "number", "e164",
)  # fmt: skip
REGION: Final = (
    "country", "countrycode", "countryregion", "mailingcountry", "defaultaddresscountrycode", "region", "iso2",
    "countryiso", "land", "pays", "pais",
)  # fmt: skip
CONSENT: Final = (
    "acceptssmsmarketing", "smsconsent", "smsoptin", "smsmarketingstatus", "smsmarketingconsent", "smsmarketingstate",
    "consent", "consentgiven", "optin", "optedin", "subscribed", "smssubscribed", "marketingconsent",
)  # fmt: skip
OPT_OUT: Final = (
    "optout", "optedout", "smsoptout", "smsoptedout", "hasoptedoutofsms", "unsubscribed", "smsunsubscribed",
    "donottext", "dnt", "donotcall", "dnc", "suppressed", "stop", "blacklisted", "donotcontact",
)  # fmt: skip
ZONE: Final = ("timezone", "tz", "timezonename", "utcoffset", "zone")
STATE: Final = ("state", "stateprovince", "province", "mailingstate", "stateregion", "defaultaddressprovincecode")
LOCALE: Final = ("locale", "language", "lang", "preferredlanguage", "sprache", "langue", "idioma")

ROLES: Final[dict[str, tuple[str, ...]]] = {
    "phone": PHONE, "region": REGION, "consent": CONSENT, "opt_out": OPT_OUT, "zone": ZONE, "state": STATE,
    "locale": LOCALE,
}  # fmt: skip
"""What a column can be for, and the names that say so. The e-mail flag of a shop is in none of them: it is no consent to texts."""


class Roles(NamedTuple):
    """The index of the column that has each role; ``None`` where no column has it."""

    phone: int | None = None
    region: int | None = None
    consent: int | None = None
    opt_out: int | None = None
    zone: int | None = None
    state: int | None = None
    locale: int | None = None


def normal(name: str) -> str:
    """A column's name as aliases are compared."""
    return "".join(filter(str.isalnum, name.lower()))


def roles(columns: Sequence[str]) -> Roles:
    """Which column is for what."""
    names = [normal(column) for column in columns]
    return Roles(**{role: _first(names, aliases) for role, aliases in ROLES.items()})


def candidates(columns: Sequence[str], role: str = "phone") -> list[int]:
    """All columns that could have a role, the best first."""
    names = [normal(column) for column in columns]
    return [index for alias in ROLES[role] for index, name in enumerate(names) if name == alias]


def named(columns: Sequence[str], wanted: str, option: str) -> int:
    """The index of the column that a person named: as written, then loosely, then by number from 1.

    :param option: the command's option, for the message.
    :raises RecipientsError: naming the columns there are.
    """
    if wanted in columns:
        return columns.index(wanted)
    names = [normal(column) for column in columns]
    if normal(wanted) and normal(wanted) in names:
        return names.index(normal(wanted))
    if wanted.isascii() and wanted.isdigit() and 1 <= int(wanted) <= len(columns):
        return int(wanted) - 1
    raise RecipientsError(f"{option} {wanted!r}: there is no such column; there are {listed(columns)}.")


def listed(columns: Sequence[str], most: int = 20) -> str:
    """Columns as a message names them."""
    shown = ", ".join(repr(column[:60]) for column in columns[:most])
    return f"{shown} and {len(columns) - most} more" if len(columns) > most else shown


def _first(names: list[str], aliases: tuple[str, ...]) -> int | None:
    return next((names.index(alias) for alias in aliases if alias in names), None)
