"""What the searches for merge fields share: the words of a name, usual names of people, and whether a place is in a link."""

from __future__ import annotations

from typing import Final

from smslint.text.patterns import later

_PART: Final = later(r"[A-Z]?[^\W_A-Z]+|[A-Z]+(?![a-z])")
LINK: Final = r"(?:://|\bwww\.)\S*\Z"
"""What a text ends with where the next character is in a link."""
_LINK: Final = later(LINK)
_LONGEST_LINK: Final = 300

_PEOPLE: Final = """
firstname lastname fullname surname username fname lname givenname familyname nombre apellido apellidos nom prenom vorname nachname
nome cognome sobrenome voornaam achternaam imie nazwisko
prénom imię jméno příjmení név имя фамилия имяклиента όνομα 姓名 氏名 名前 お名前 客户姓名 客戶姓名 고객명 성함 이름 الاسم
"""
PEOPLE: Final = frozenset(_PEOPLE.split())
"""Usual names of fields with the name of a person, without spaces."""

_NAMES: Final = """
name first last middle full user customer client patient member guest contact company business mname recipient receiver
code otp pin token passcode amount balance total price sum due date time datetime expiry minutes link url shortlink shorturl id
orderid ordernumber trackingnumber reference ref number phone mobile email mail address city street zip postcode zipcode driver merchant coupon voucher var val value field
fecha hora codigo enlace monto lien montant datum uhrzeit betrag kunde data valor importo naam bedrag tijd kwota
"""
_COMMON: Final = PEOPLE.union(_NAMES.split())
"""Usual names of fields. In a name of several words the last one decides; if they are joined by underscores, any of them."""


def name_parts(name: str) -> list[str]:
    """The words of a name of a field, in lower case: ``first_name`` and ``FirstName`` have two."""
    return [part.lower() for part in _PART.findall(name)]


def in_link(text: str, at: int) -> bool:
    """Whether a place in a text is inside a link with a scheme or ``www``: up to it there is no white space."""
    return _LINK.search(text, max(0, at - _LONGEST_LINK), at) is not None


def folded(name: str) -> str:
    """A name without the differences between tools: ``First Name``, ``FIRST_NAME`` and ``contact.firstName`` are one."""
    return "".join(filter(str.isalnum, name.rpartition(".")[2])).casefold()


def is_usual(name: str) -> bool:
    """Whether it is a usual name of a field: its last word, or one of its words that are joined by underscores."""
    parts = name_parts(name)
    if not parts:
        return False
    return folded(name) in _COMMON or parts[-1] in _COMMON or ("_" in name.strip("_") and not _COMMON.isdisjoint(parts))
