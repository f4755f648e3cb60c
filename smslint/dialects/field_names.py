"""What the searches for merge fields share: the words of a name, usual names of people, and whether a place is in a link."""

from __future__ import annotations

from typing import Final

from smslint.text.patterns import later

_PART: Final = later(r"[A-Z]?[^\W_A-Z]+|[A-Z]+(?![a-z])")
_LINK: Final = later(r"(?:://|\bwww\.)\S*\Z")
_LONGEST_LINK: Final = 300

_PEOPLE: Final = """
firstname lastname fullname surname username fname lname givenname familyname nombre apellido apellidos nom prenom vorname nachname
nome cognome sobrenome voornaam achternaam imie nazwisko
"""
PEOPLE: Final = frozenset(_PEOPLE.split())
"""Usual names of fields with the name of a person, without spaces."""


def name_parts(name: str) -> list[str]:
    """The words of a name of a field, in lower case: ``first_name`` and ``FirstName`` have two."""
    return [part.lower() for part in _PART.findall(name)]


def in_link(text: str, at: int) -> bool:
    """Whether a place in a text is inside a link with a scheme or ``www``: up to it there is no white space."""
    return _LINK.search(text, max(0, at - _LONGEST_LINK), at) is not None
