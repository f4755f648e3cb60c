"""Columns that show who is a minor: whether they may be texted, a yes beside them does not say."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from smslint import clock
from smslint.folding import fold
from smslint.recipients import header_words
from smslint.recipients.header_names import normal, phrases, spaced
from smslint.rules import answers

MINOR: Final = (
    "minor | minors | is minor | is a minor | underage | under age | under 18 | under18 | u18 | under 16 | under 13 | is child | minderjährig | minderjähriger | unter 18 | mineur | mineure | moins de 18 ans | menor | menor de edad | minore | minorenne | minore di età | "
    "menor de idade | minderjarig | minderårig | omyndig | mindreårig | alaikäinen | alaealine | nepilngadīgs | nepilnametis | nieletni | niepełnoletni | małoletni | nezletilý | neplnoletý | maloletý | kiskorú | minoră | "
    "mladoletnik | mladoletna oseba | maloljetnik | maloljetan | малолетник | малолетан | непълнолетен | несовершеннолетний | неповнолітній | ανήλικος | reşit değil | قاصر | קטין | زیر سن قانونی | नाबालिग | ผู้เยาว์ | "
    "vị thành niên | di bawah umur | 未成年 | 未成年人 | 未成年者 | 미성년 | 미성년자 | ólögráða | chini ya umri"
)
ADULT: Final = (
    "adult | is adult | is an adult | over 18 | over18 | 18 plus | of age | is of age | legal age | volljährig | über 18 | majeur | majeure | mayor de edad | maggiorenne | maior de idade | meerderjarig | volwassen | myndig | täysi ikäinen | täisealine | pilngadīgs | pilnametis | "
    "pełnoletni | zletilý | plnoletý | nagykorú | polnoleten | punoljetan | пунолетан | пълнолетен | совершеннолетний | повнолітній | ενήλικος | reşit | yetişkin | بالغ | בגיר | بزرگسال | बालिग | บรรลุนิติภาวะ | thành niên | dewasa | 成年 | 成年人 | 成人 | 성인 | lögráða | mtu mzima"
)
AGE: Final = (
    "age | alter | âge | edad | età | idade | leeftijd | ålder | alder | ikä | vanus | vecums | amžius | wiek | věk | vek | életkor | kor | vârstă | vârsta | starost | dob | године | старост | възраст | возраст | вік | ηλικία | yaş | العمر | عمر | גיל | سن | उम्र | आयु | อายุ | tuổi | umur | usia | "
    "年龄 | 年齡 | 年齢 | 나이 | 연령 | aldur | umri"
)
BIRTH: Final = (
    "date of birth | birth date | birthdate | dob | birthday | born | born on | year of birth | birth year | geburtsdatum | geburtstag | geburtsjahr | date de naissance | année de naissance | fecha de nacimiento | data di nascita | data de nascimento | geboortedatum | födelsedatum | "
    "fødselsdato | fødselsdag | syntymäaika | sünnikuupäev | dzimšanas datums | gimimo data | data urodzenia | datum narození | dátum narodenia | születési dátum | születési idő | data nașterii | datum rojstva | datum rođenja | датум рођења | дата на раждане | "
    "дата рождения | дата народження | ημερομηνία γέννησης | doğum tarihi | تاريخ الميلاد | תאריך לידה | تاریخ تولد | जन्म तिथि | जन्मतिथि | วันเกิด | ngày sinh | tanggal lahir | 出生日期 | 生日 | 生年月日 | 誕生日 | 생년월일 | 생일 | fæðingardagur | tarehe ya kuzaliwa"
)
_AGE: Final = re.compile(
    r"\s*0*(\d{1,2})(?:[.,]\d+)?\s*(?:years?|yrs?|y\.?o\.?|jahre|ans|años|anni|anos|jaar|лет|岁|歳|세)?\s*"
)
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:(?!\d)|(?=\d{4}(?!\d)))")
_ISO: Final = re.compile(r"\s*(\d{4})[-/.]?(\d\d)[-/.]?(\d\d)\b")
_OF_AGE: Final = 18
_NEVER: Final = 2002
"""Whoever was born before this year is of age on any day since 2020."""


@lru_cache(maxsize=1024)
def kinds(name: str) -> frozenset[str]:
    """What a column's name says: ``minor``, ``adult``, ``age`` or ``birth``; ``dob`` is two of them."""
    words = " ".join(word for word in spaced(name).split() if word not in phrases(header_words.FILLERS))
    named = {normal(name), normal(words)}
    tables = {"minor": MINOR, "adult": ADULT, "age": AGE, "birth": BIRTH}
    return frozenset(kind for kind, line in tables.items() if not named.isdisjoint(phrases(line).values()))


def says(found: frozenset[str], cell: str) -> bool:
    """Whether a cell of a column of some :func:`kinds` says that a person is a minor, or may be one."""
    return (
        ("minor" in found and answers.meaning(cell) == answers.YES)
        or ("adult" in found and answers.meaning(cell) == answers.NO)
        or ("age" in found and _is_young(cell))
        or ("birth" in found and _is_late(cell))
    )


def _is_young(cell: str) -> bool:
    found = _AGE.fullmatch(fold(cell))
    return found is not None and 0 < int(found[1]) < _OF_AGE


def _is_late(cell: str) -> bool:
    """Whether a day of birth is less than 18 years ago; of a year alone, whether it may be."""
    day = _ISO.match(cell)
    if day is not None and int(day[1]) < _NEVER:
        return False
    today = clock.today()
    if day is not None:
        return (today.year - _OF_AGE, today.month, today.day) < (int(day[1]), int(day[2]), int(day[3]))
    years = _YEAR.findall(cell)
    return bool(years) and int(max(years)) >= today.year - _OF_AGE
