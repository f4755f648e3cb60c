"""Which plural forms a language has for whole numbers below a million, by Unicode CLDR."""

from __future__ import annotations

from typing import Final

from smslint.wording import language_of

_BY_FORMS: Final = {
    "other": "bm bo dz id ig ii ja jv km ko lo ms my sg su th to vi wo yo yue zh",
    "one other": (
        "af ak am an as ast az bg bn ca ce ckb da de dv ee el en eo es et eu fa ff fi fil fo fr fy gl gu ha haw hi hu hy ia io is it ka kk kl "
        "kn ks ku ky lb lg ln mg mk ml mn mr nb nd ne nl nn no nr ny om or os pa ps pt rm sc sd si sn so sq ss st sv sw ta te ti tk tn tr ts "
        "ug ur uz ve vo wa xh yi zu"
    ),
    "zero one other": "lv",
    "one two other": "he iu iw se",
    "one few many": "be pl ru uk",
    "one few other": "bs cs hr lt ro sk sr",
    "one two few other": "br gd gv sl",
    "one two few many other": "ga mt",
    "zero one two few many other": "ar cy kw",
}
CATEGORIES: Final = {
    language: tuple(forms.split()) for forms, languages in _BY_FORMS.items() for language in languages.split()
}
"""By language, the categories that whole numbers need, in the order of CLDR."""


def needed(locale: str, *, other: bool = True) -> tuple[str, ...]:
    """The plural categories that a message in a language needs; empty if the language is not known.

    :param other: whether the file also needs ``other``, which is for fractions in some languages: gettext does not.
    """
    found = CATEGORIES.get(language_of(locale), ())
    return found if not found or not other or "other" in found else (*found, "other")
