"""The meaning of cells in consent and opt-out columns, in many languages. An empty cell is unknown: silence is not consent."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint import clock
from smslint.folding import fold
from smslint.records import NamedTuple
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

YES: Final = "yes"
NO: Final = "no"
UNKNOWN: Final = "unknown"

AFFIRMATIVE: Final[Mapping[str, str]] = {
    "is": "já | satt | virkur | samþykkt", "sw": "ndiyo | ndio | kweli | amekubali",
    "": "y | true | t | 1 | 1.0 | on | x | ok | ✓ | ✔ | ☑ | ✅",
    "en": "yes | granted | given | active | confirmed | consented | agreed | accepted | express | implied",
    "de": "ja | wahr | aktiv | erteilt | zugestimmt | eingewilligt | bestätigt",
    "fr": "oui | vrai | actif | active | accepté | acceptée | accordé | consenti | confirmé",
    "es": "sí | verdadero | activo | aceptado | aceptada | concedido | confirmado",
    "it": "sì | vero | attivo | accettato | concesso | confermato",
    "pt": "sim | verdadeiro | ativo | aceito | aceite | concedido | confirmado",
    "nl": "ja | waar | actief | akkoord | bevestigd",
    "sv": "ja | sant | godkänd | aktiv", "da": "ja | sand | accepteret | aktiv", "nb": "ja | sann | godkjent | aktiv",
    "fi": "kyllä | tosi | hyväksytty", "et": "jah", "lv": "jā", "lt": "taip",
    "pl": "tak | prawda | aktywny | zgoda | wyrażona", "cs": "ano | pravda | aktivní", "sk": "áno | pravda",
    "hu": "igen | igaz | aktív", "ro": "da | adevărat | activ", "sl": "da", "hr": "da", "sr": "да",
    "bg": "да | истина", "ru": "да | истина | активен | согласен | согласна", "uk": "так | істина | згоден",
    "el": "ναι | αληθές | ενεργό", "tr": "evet | doğru | aktif | onaylı | onay", "ar": "نعم | صحيح | موافق",
    "he": "כן | אמת | מאושר", "fa": "بله | بلی", "hi": "हाँ | हां | सही", "th": "ใช่ | ตกลง", "vi": "có | đồng ý",
    "id": "ya | setuju | aktif", "zh": "是 | 有 | 同意 | 已同意 | 对 | 對", "ja": "はい | 有 | 同意 | 同意する | 同意済み | 許可",
    "ko": "예 | 네 | 동의 | 동의함 | 허용",
}  # fmt: skip
"""Yes to the question of the column, by language (ISO 639-1); the empty key is for signs without a language."""

JOINING: Final[Mapping[str, str]] = {
    "is": "skráður | skráð", "sw": "amejisajili | amejiunga",
    "en": "subscribed | opted in | opted-in | optedin | opt in | opt-in | optin | double opt-in | single opt-in | double optin",
    "de": "angemeldet | abonniert | eingetragen", "fr": "inscrit | inscrite | abonné | abonnée",
    "es": "suscrito | suscrita | inscrito | inscrita", "it": "iscritto | iscritta", "pt": "inscrito | inscrita | subscrito",
    "nl": "aangemeld | ingeschreven | geabonneerd", "sv": "prenumererar | anmäld", "da": "tilmeldt", "nb": "påmeldt",
    "fi": "tilattu | tilannut", "pl": "zapisany | zapisana | subskrybuje", "cs": "přihlášen | přihlášena | odebírá",
    "sk": "prihlásený | prihlásená", "hu": "feliratkozott | feliratkozva", "ro": "abonat | abonată", "hr": "pretplaćen",
    "bg": "абониран", "ru": "подписан | подписана | подписка", "uk": "підписаний | підписана", "el": "εγγεγραμμένος",
    "tr": "abone", "ar": "مشترك", "he": "רשום", "id": "berlangganan", "zh": "已订阅 | 已訂閱 | 订阅 | 訂閱",
    "ja": "購読中 | 登録済み", "ko": "구독 | 구독중 | 수신동의 | 수신 동의",
}  # fmt: skip
"""Words of joining: yes to messages, with any name of the column."""

LEAVING: Final[Mapping[str, str]] = {
    "is": "afskráður | afskráð | hætt | hafnað | sagði upp", "sw": "amejiondoa | ameondoka | amekataa | imefutwa",
    "en": "unsubscribed | unsubscribe | not subscribed | not_subscribed | never subscribed | opted out | opted-out | optedout | "
          "opt out | opt-out | optout | denied | refused | revoked | revoked by phone | revoked by email | withdrawn | stop | stopped | redacted | declined | "
          "do not contact | do not text | blocked | blacklisted | blocklisted | cancelled | canceled | removed | deleted | "
          "bounced | hard bounced | undeliverable | cleaned | complained | spam | suppressed | left | quit | deceased | dead",
    "de": "abgemeldet | abbestellt | widerrufen | widersprochen | abgelehnt | ausgetragen | gesperrt | gekündigt | ausgetreten | verstorben | gelöscht | unzustellbar",
    "fr": "désabonné | désabonnée | désinscrit | désinscrite | refusé | refusée | révoqué | retiré | résilié | supprimé | décédé | décédée | bloqué",
    "es": "baja | dado de baja | de baja | cancelado | cancelada | rechazado | rechazada | revocado | no suscrito | anulado",
    "it": "disiscritto | disiscritta | cancellato | cancellata | annullato | rifiutato | revocato | non iscritto",
    "pt": "descadastrado | cancelado | cancelada | recusado | recusada | revogado | não inscrito | removido",
    "nl": "afgemeld | uitgeschreven | geweigerd | ingetrokken | opgezegd",
    "sv": "avregistrerad | avanmäld | avböjt | återkallad | avslutad", "da": "afmeldt | afvist | tilbagekaldt",
    "nb": "avmeldt | avslått | trukket tilbake", "fi": "peruttu | perunut | kielletty | poistunut", "et": "loobunud",
    "pl": "wypisany | wypisana | rezygnacja | wycofana | odmowa | zrezygnował", "cs": "odhlášen | odhlášena | odmítnuto | odvoláno",
    "sk": "odhlásený | odhlásená | odmietnuté", "hu": "leiratkozott | leiratkozva | visszavonva | elutasítva",
    "ro": "dezabonat | dezabonată | refuzat | retras", "sl": "odjavljen", "hr": "odjavljen | odjavljena",
    "sr": "одјављен | одјављена", "bg": "отписан | отписана | отказан | отказал се",
    "ru": "отписан | отписана | отписался | отписалась | отказ | отказался | отказалась | отозвано",
    "uk": "відписаний | відписана | відписався | відмова", "el": "διαγράφηκε | απεγγράφηκε | διαγραμμένος | άρνηση | απορρίφθηκε",
    "tr": "abonelikten çıktı | aboneliği iptal | çıktı | iptal | reddetti | reddedildi | ret",
    "ar": "ألغى الاشتراك | غير مشترك | ملغى | مرفوض | رفض", "he": "הוסר | ביטל | בוטל | הסיר | לא רשום | סירב",
    "fa": "لغو اشتراک", "hi": "सदस्यता समाप्त", "th": "ยกเลิก", "vi": "hủy đăng ký | đã hủy | từ chối",
    "id": "berhenti | berhenti berlangganan | batal | ditolak",
    "zh": "退订 | 已退订 | 退訂 | 已退訂 | 取消订阅 | 已取消 | 拒绝 | 拒絕 | 未订阅", "ja": "配信停止 | 解除 | 退会 | 購読解除 | 拒否 | 停止",
    "ko": "수신거부 | 수신 거부 | 거부 | 해지 | 구독취소 | 탈퇴",
}  # fmt: skip
"""Words that say no to messages, with any name of the column."""

NEGATIVE: Final[Mapping[str, str]] = {
    "is": "nei | ósatt | óvirkur", "sw": "hapana | siyo | si kweli",
    "": "n | false | f | 0 | 0.0 | off | ✗ | ✘ | ☐ | ❌",
    "en": "no | inactive | none | not given | email only | e-mail only | mail only | disagreed | not accepted", "de": "nein | falsch | inaktiv | keine | nicht erteilt | liegt nicht vor | nur e-mail | nur email | nur mail",
    "fr": "non | faux | inactif | aucun | pas donné | non donné", "es": "no | falso | inactivo | ninguno | no dado", "it": "no | falso | inattivo | nessuno | negato",
    "pt": "não | falso | inativo | nenhum", "nl": "nee | neen | onwaar | inactief | geen", "sv": "nej | falskt | inaktiv",
    "da": "nej | falsk", "nb": "nei | usann", "fi": "ei | epätosi", "et": "ei", "lv": "nē", "lt": "ne",
    "pl": "nie | fałsz | nieaktywny | brak zgody | brak | nie wyrażono", "cs": "ne | nepravda", "sk": "nie | nepravda", "hu": "nem | hamis",
    "ro": "nu | fals", "sl": "ne", "hr": "ne", "sr": "не", "bg": "не", "ru": "нет | ложь | не согласен | не согласна",
    "uk": "ні | хибність", "el": "όχι | ψευδές", "tr": "hayır | yanlış | pasif", "ar": "لا | خطأ | غير موافق", "he": "לא | שקר",
    "fa": "خیر | نه", "hi": "नहीं", "th": "ไม่ | ไม่ใช่", "vi": "không", "id": "tidak", "zh": "否 | 不 | 不同意 | 未同意 | 无",
    "ja": "いいえ | 無 | 不同意 | 同意しない | 未同意", "ko": "아니오 | 아니요 | 미동의 | 동의안함 | 동의하지 않음",
}  # fmt: skip
"""No to the question of the column."""

UNDECIDED: Final = frozenset(
    {"", "null", "nan", "n/a", "na", "-", "?", "unknown", "pending", "not set", "invalid", "(blank)", "nil", "undefined",
     "0000-00-00", "0000-00-00 00:00:00"}
)  # fmt: skip
"""Values of exports that are neither. ``pending`` is a double opt-in that was never confirmed."""

_UNSUBSCRIBES: Final = later(
    r"unsub|(?:not|never)[ _]subscr|opt(?:ed)?[ -]?out|do not (?:text|contact)|stop|abgemeldet|abbestellt|widerruf|desabonn|desinscri|(?:dad. )?de baja"
    r"|no suscrit|no inscrit|disiscri|non iscritt|descadastr|nao inscrit|afgemeld|uitgeschreven|avregistr|avanmal|afmeldt|avmeldt|loobunud|wypisan"
    r"|odhlasen|leiratkoz|dezabonat|odjavljen|одјављ|отпис|відпис|απεγ|διαγρα|aboneli|ألغى الاشتراك|غير مشترك|לא רשום|לא רשומ|لغو اشتراک|huy dang ky"
    r"|berhenti|退订|已退订|退訂|已退訂|取消订阅|未订阅|配信停止|購読解除|수신 ?거부|구독취소|afskrad|amejiondoa"
)
"""Words that are only about messages, as :func:`smslint.folding.fold` writes them."""

_UNCONFIRMED: Final = frozenset({"pending", "unknown", "invalid"})
"""In a status: whether the person takes part is not known."""

# Yes - 2023-01-02 · no (STOP, 12 May 2024) · 2024-05-12T10:00:00Z
_QUALIFIED = later(r"([^\W\d_]+)\s*[-–—:(,;].*", re.DOTALL)
_DATE = later(
    r"\d{4}([-/.])\d{1,2}\1\d{1,2}(?:[t ].*)?|\d{1,2}([-./])\d{1,2}\2\d{2}(?:\d\d)?(?:,? .*)?"
    r"|\d{1,2}\.? [^\W\d_]{3,10}\.?,? \d{4}(?: .*)?|[^\W\d_]{3,10}\.? \d{1,2},? \d{4}(?:,? .*)?",
    re.DOTALL,
)
# 3. März 2026 14:00 Uhr · 12 nov. 2025 à 14h · 2026年3月1日 · ٢٠٢٦/٣/١
_MOMENT = later(
    r"(?=.*(?<!\d)(?:19[7-9]|20[0-4])\d(?!\d))(?=.*(?<!\d)\d{1,2}(?!\d))(?:\d{1,4}|[^\W\d_]{1,12}|[\s.,:;/+'’-]){1,24}",
    re.DOTALL,
)
"""A day with a year, in any language: digits and a few words."""
_YEAR = later(r"(?<!\d)\d{4}(?!\d)|(?<=[-./])\d\d(?= |,|$)")
_FIRST_YEAR: Final = 1990
_DATED = later(
    r"(?!on |am |le |el )([^\W\d_]+(?:[ _-][^\W\d_]+){0,3}?),? +(?:on |am |le |el )?(?:\d{4}[-/.]\d|\d{1,2}[-./]\d).*",
    re.DOTALL,
)
"""``opted out 2026-01-01``."""

_ANY_DATE = later(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|(?<=\d)[tz](?=\d|$)")
_WORD = later(r"[^\W\d_]+")
_HARMLESS: Final = (
    "sms | text | texts | mms | double | single | opt | in | optin | web | website | online | form | signed | up | signup | checkbox | checkout | "
    "shop | store | at | on | by | via | since | and | also | with | date | dated | utc | z | am | pm | uhr | vom | seit | per | und | auch | "
    "jan | feb | mar | apr | may | jun | jul | aug | sep | sept | oct | nov | dec | january | february | march | april | june | july | august | "
    "september | october | november | december | januar | februar | märz | mai | juni | juli | oktober | dezember | janvier | février | mars | "
    "avril | juin | juillet | août | septembre | octobre | novembre | décembre | enero | febrero | marzo | abril | mayo | junio | julio | agosto | "
    "septiembre | octubre | noviembre | diciembre | gennaio | febbraio | aprile | maggio | giugno | luglio | settembre | ottobre | dicembre | "
    "formular | le | du | depuis | par | desde | el | dal | il | op | sinds | keyword | start | join"
)
"""Words after an answer that do not change it: how and when it was given."""


class Words(NamedTuple):
    """The tables, folded: each a set of words as :func:`smslint.folding.fold` writes them."""

    affirmative: frozenset[str]
    """Yes, including the words of joining."""
    negative: frozenset[str]
    """No, including the words of leaving."""
    joining: frozenset[str]
    leaving: frozenset[str]


@lru_cache(maxsize=1)
def _harmless() -> frozenset[str]:
    return _folded({"": _HARMLESS})


@lru_cache(maxsize=1)
def _firsts_of_leaving() -> frozenset[str]:
    """The first word of each phrase of leaving."""
    return frozenset(_first(each) for each in words().leaving)


@lru_cache(maxsize=1)
def words() -> Words:
    """The words of all languages."""
    yes, joining, leaving, no = map(_folded, (AFFIRMATIVE, JOINING, LEAVING, NEGATIVE))
    return Words(yes | joining, no | leaving, joining, leaving)


def _core(word: str) -> tuple[str, bool] | None:
    """The words before what qualifies them (a date, a reason), if anything does, and whether all of it is harmless: other words
    may limit the answer or take it back.
    """
    match = None if _DATE.fullmatch(word) else _QUALIFIED.fullmatch(word) or _DATED.fullmatch(word)
    if match is None:
        return None
    rest = _ANY_DATE.sub(" ", word[match.end(1) :])
    harmless = _harmless() | words().affirmative
    return match[1], all(each in harmless for each in _WORD.findall(rest))


def _qualified(word: str, read: Callable[[str], str], texted: str) -> str:
    """The answer of a word with more words after it; an answer that allows texts is unknown if they may limit it.

    :param texted: the answer that allows texts.
    """
    core = _core(word)
    if core is None:
        return UNKNOWN
    answer = read(core[0])
    return UNKNOWN if answer == texted and not core[1] else answer


def meaning(cell: str) -> str:
    """``yes``, ``no`` or ``unknown``. A date means yes: the moment of the consent or opt-out."""
    word = _word(cell)
    if word in UNDECIDED:
        return UNKNOWN
    known = words()
    if word in known.affirmative:
        return YES
    if word in known.negative:
        return NO
    if _DATE.fullmatch(word):
        return YES if _is_past(word) else UNKNOWN
    return _qualified(word, meaning, YES)


def _is_past(date: str) -> bool:
    """Whether the year of a date can be that of a consent: not 1970 or 1900, which are empty dates of software, and not in the future."""
    this = clock.today().year
    found = _YEAR.search(date)
    year = this if found is None else int(found[0])
    if found is not None and len(found[0]) == 2:
        year += 2000 if year <= this % 100 else 1900
    return _FIRST_YEAR <= year <= this


def opted_out(cell: str) -> str:
    """The same for a column of opt-outs, where words of leaving (``unsubscribed``, ``opted out``, ``STOP``) mean yes.

    Words of joining (``subscribed``) mean no there.
    """
    word = _word(cell)
    known = words()
    if word in known.leaving or _DATE.fullmatch(word):
        return UNKNOWN if word in UNDECIDED else YES
    if word in known.joining:
        return NO
    if word in UNDECIDED or word in known.affirmative or word in known.negative:
        return meaning(cell)
    if _core(word) is None and _MOMENT.fullmatch(word):
        return YES
    return _qualified(word, opted_out, NO)


def left(cell: str) -> str:
    """The same for a column such as ``Status``: only words of leaving mean yes, an empty cell says nothing, and words that are
    not known are unknown.
    """
    word = _word(cell)
    known = words()
    if word in known.leaving:
        return YES
    if word in _UNCONFIRMED:
        return UNKNOWN
    if says_nothing(cell) or word in known.affirmative or _DATE.fullmatch(word):
        return NO
    return _qualified(word, left, NO)


def has_left(cell: str) -> bool:
    """Whether :func:`left` says yes. For nearly all cells of a list, such as names and comments, the first word shows that it does not."""
    return _first(_word(cell)) in _firsts_of_leaving() and left(cell) == YES


def unsubscribes(cell: str) -> bool:
    """Whether a cell says that somebody left, in words that mean nothing else, such as ``unsubscribed``; ``cancelled`` may be an order."""
    return has_left(cell) and _UNSUBSCRIBES.match(_word(cell)) is not None


def joins(cell: str) -> bool:
    """Whether a cell is a word of joining, such as ``subscribed``."""
    return _word(cell) in words().joining


def says_nothing(cell: str) -> bool:
    """Whether a cell is empty, or a word that means empty."""
    return _word(cell) in UNDECIDED


def _first(word: str) -> str:
    """The letters with which a text begins; what qualifies an answer comes after them."""
    found = _WORD.match(word)
    return found[0] if found else ""


def _word(cell: str) -> str:
    return fold(cell).replace("_", " ").strip().strip("\"'")


def _folded(table: Mapping[str, str]) -> frozenset[str]:
    return frozenset(fold(word.strip()) for line in table.values() for word in line.split(" | "))
