"""A project of templates in three languages and a log of its messages, made from a seed and rendered by Jinja, with the truth of each row."""

from __future__ import annotations

import csv
import random
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import jinja2

WORDS = {
    "en": (
        ("order", "parcel", "invoice", "booking", "refund", "ticket", "repair", "return", "delivery", "claim"),
        (
            "is on its way", "was received today", "needs your signature", "is ready for you", "was sent back to us",
            "will be late by one day", "could not be delivered", "is waiting at the counter", "has been confirmed", "was changed as you asked",
        ),
        ("hi {{ name }}, your {thing} {{ ref }} {event}", "{thing} {{ ref }} {event}. See {{ link }}"),
        ("Reply HELP for help.", "please look at your account before friday"),
    ),
    "fr": (
        ("commande", "livraison", "facture", "réservation", "demande", "place", "réparation", "remise", "visite", "carte"),
        (
            "est en route", "est bien arrivée", "attend votre signature", "est prête pour vous", "nous est revenue",
            "aura un jour de retard", "n'a pas été livrée", "vous attend au comptoir", "est confirmée", "a été modifiée",
        ),
        ("bonjour {{ name }}, votre {thing} {{ ref }} {event}", "{thing} {{ ref }} {event}. Voir {{ link }}"),
        ("Répondez AIDE pour de l’aide.", "merci de passer avant vendredi au magasin"),
    ),
    "pl": (
        ("zamówienie", "zgłoszenie", "konto", "zwrot", "bilet", "wizyta", "naprawa", "faktura", "przesyłka", "rata"),
        (
            "jest już w drodze", "zostało dziś przyjęte", "czeka na podpis", "czeka na ciebie", "wróciło do nas",
            "spóźni się o jeden dzień", "nie mogło być doręczone", "czeka w punkcie", "jest potwierdzone", "zmieniono na prośbę",
        ),
        ("cześć {{ name }}, twoje {thing} {{ ref }}: {event}", "{thing} {{ ref }}: {event}. Zobacz {{ link }}"),
        ("Wyślij POMOC po pomoc.", "prosimy o kontakt w sklepie do piątku"),
    ),
}  # fmt: skip
SETTINGS = """\
provider: twilio
regions: [US, FR, PL]
kind: transactional
messages:
  - files: "locales/*.yml"
    dialect: jinja
values:
  name: {max: 30, charset: any}
  ref: {max: 12, charset: gsm7_basic}
  link: {type: url}
"""
HEADER = [
    "From",
    "To",
    "Body",
    "Status",
    "SentDate",
    "ApiVersion",
    "NumSegments",
    "ErrorCode",
    "AccountSid",
    "Sid",
    "Direction",
    "Price",
    "PriceUnit",
]
NAMES = ("Anna", "James", "Zoë", "Łukasz", "Maria José", "O’Neil", "Jean-Luc", "Priya")
NOISE = (
    "ok see you there at nine then",
    "Your taxi is outside, grey Skoda",
    "{{ thing }} forgot the keys again",
    "Lunch? I am at the corner",
)
NUMBERS = {"en": "+1415555{:04d}", "fr": "+3361234{:04d}", "pl": "+4850123{:04d}"}


class Made(NamedTuple):
    """A row of the log."""

    truth: tuple[str, str] | None
    """The path and the key of its template; ``None`` for a message of somebody else."""
    cells: list[str]


def texts(locale: str) -> dict[str, str]:
    """200 templates of one language, many of which differ in one word."""
    things, events, (greeting, notice), (help_, more) = WORDS[locale]
    found = {}
    for at, thing in enumerate(things):
        for index, event in enumerate(events):
            number = at * 10 + index
            first = greeting.replace("{thing}", thing).replace("{event}", event)
            tail = f"{{% if late %}} {more}{{% endif %}}" if number % 3 == 0 else ""
            found[f"sms.a{number}"] = f"Acme: {first}.{tail}"
            other = notice.replace("{thing}", thing.capitalize()).replace("{event}", event)
            found[f"sms.b{number}"] = f"{other} {help_}" if number % 2 else f"{{{{ name }}}}: {other}"
    return found


def lay(folder: Path) -> None:
    """Write the project."""
    (folder / "locales").mkdir(parents=True)
    (folder / "smslint.yaml").write_text(SETTINGS, encoding="utf-8")
    for locale in WORDS:
        lines = [f'    {key.removeprefix("sms.")}: "{text}"' for key, text in texts(locale).items()]
        content = "\n".join([f"{locale}:", "  sms:", *lines, ""])
        (folder / "locales" / f"{locale}.yml").write_text(content, encoding="utf-8")


def rows(count: int, seed: int = 1) -> list[Made]:
    """So many messages, one in fifty of which is from nobody's template."""
    return list(_rows(count, random.Random(seed)))


def _rows(count: int, chance: random.Random):  # type: ignore[no-untyped-def]
    environment = jinja2.Environment()
    ready = [(locale, key, environment.from_string(text)) for locale in WORDS for key, text in texts(locale).items()]
    for number in range(count):
        locale, key, template = ready[chance.randrange(len(ready))]
        truth: tuple[str, str] | None = (f"locales/{locale}.yml", f"{locale}.{key}")
        body = template.render(
            name=chance.choice(NAMES),
            ref=f"{chance.choice('ABCD')}-{chance.randrange(10**6)}",
            link=f"https://acme.example/{chance.randrange(10**5)}",
            late=chance.random() < 0.5,
        )
        if chance.random() < 0.02:
            truth, body = None, _noise(chance, body)
        yield Made(truth, cells(number, NUMBERS[locale].format(number % 10000), body))


def _noise(chance: random.Random, body: str) -> str:
    """A message that is from no template: somebody's own words, or nearly a template."""
    if chance.random() < 0.5:
        return f"{chance.choice(NOISE)} {chance.randrange(1000)}"
    words = body.split(" ")
    return " ".join([*words[:-1], "gadget", words[-1]]) if chance.random() < 0.5 else " ".join(reversed(words))


def cells(number: int, to: str, body: str, **other: str) -> list[str]:
    """A row of Twilio's console."""
    from smslint.text.segmentation import measure

    count = measure(body)[2]
    row = {
        "From": "+14155550100", "To": to, "Body": body, "Status": "delivered", "SentDate": f"2026-10-{number % 31 + 1:02d}T10:{number % 60:02d}:00Z",
        "ApiVersion": "2010-04-01", "NumSegments": str(count), "ErrorCode": "", "AccountSid": "AC0", "Sid": f"SM{number:032x}",
        "Direction": "outbound-api", "Price": f"-{Decimal(count) * Decimal('0.0083')}", "PriceUnit": "USD", **other,
    }  # fmt: skip
    return [row[name] for name in HEADER]


def write(path: Path, made: list[Made]) -> None:
    """Write a log."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(each.cells for each in made)
