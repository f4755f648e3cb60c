"""Columns that are no consent and no opt-out, but may limit or end one: channels, ends, comments, replies and reasons for leaving.

A reply and a reason say who left. A comment may say it, and a channel or an end may limit the consent: where that is not certain,
the consent of the row is unknown.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint import clock
from smslint.folding import fold
from smslint.recipients import header_words as table
from smslint.recipients.header_names import holds, normal, phrases, spaced, speaks_of
from smslint.rules import answers
from smslint.rules.answers import NO, UNKNOWN, YES
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

CHANNEL: Final = (
    "consent channel | channel of consent | opt in channel | optin channel | channel preference | channel preferences | preferred channel | preferred channels | "
    "contact preference | contact preferences | preferred contact method | preferred contact | contact by | contact via | preferred method of contact | "
    "communication preference | communication preferences | consent type | consent medium | consent channels | kanal | kanäle | "
    "einwilligungskanal | bevorzugter kanal | kontaktweg | bevorzugter kontaktweg | canal | canal preferido | canal préféré | canal de contact | "
    "moyen de contact | medio de contacto | medio preferido | canale | canale preferito | kanaal | voorkeurskanaal | preferowany kanał | kanał kontaktu | "
    "канал | канал связи | предпочитаемый канал | canal de contato | meio de contato | 連絡方法 | 希望連絡方法 | 联系方式偏好 | tercih edilen kanal"
)
ENDS: Final = "valid until | expires | expiry | expiry date | gültig bis | expire le | caduca | vence"
CONSENT_ENDS: Final = (
    "consent expires | consent expired | consent end | consent ends | consent ended | consent ends at | consent ends on | consent ended at | consent end at | consent until | consent expiry | consent expires at | consent expires on | consent expiry date | consent expiration | consent valid until | consent end date | "
    "einwilligung gültig bis | einwilligung läuft ab | consentement expire le | consentimiento caduca | consentimiento vence | scadenza consenso | "
    "consenso scade | zgoda ważna do | toestemming geldig tot | согласие действует до"
)
COMMENT: Final = (
    "comment | comments | note | notes | remark | remarks | memo | bemerkung | bemerkungen | kommentar | notiz | notizen | anmerkung | anmerkungen | "
    "commentaire | commentaires | remarque | remarques | comentario | comentarios | observaciones | notas | nota | commento | commenti | "
    "comentário | comentários | observações | opmerking | opmerkingen | uwagi | komentarz | комментарий | примечание | 備考 | 备注 | 비고 | 메모 | ملاحظات | הערות | notlar | not | açıklama | "
    "anteckning | anteckningar | bemærkning | merknad | huomautus | kommentti | poznámka | poznámky | megjegyzés | observații | notă | napomena | bilješka | "
    "σχόλια | σημειώσεις | примітка | коментар | забележка | ghi chú | catatan | หมายเหตุ | 備註"
)
REPLY: Final = (
    "reply | replies | last reply | response | responses | answer | inbound | inbound message | last message received | received message | last received | "
    "incoming message | antwort | antworten | letzte antwort | réponse | réponses | "
    "respuesta | respuestas | risposta | risposte | resposta | respostas | antwoord | odpowiedź | odpověď | odpoveď | válasz | răspuns | ответ | відповідь | απάντηση | "
    "yanıt | cevap | svar | vastaus | 返信 | 回复 | 回覆 | 답장 | 회신 | رد | الرد | תשובה | उत्तर | balasan | trả lời | ตอบกลับ"
)
REASON: Final = (
    "unsubscribe reason | unsubscribed reason | unsub reason | opt out reason | optout reason | blacklist reason | blocklist reason | "
    "block reason | suppression reason | reason for leaving | leaving reason | reason for unsubscribing | reason of leaving | why left | why they left | "
    "abmeldegrund | sperrgrund | austrittsgrund | kündigungsgrund | motif de départ | raison du départ | motif de désabonnement | motivo de baja | motivo de la baja | "
    "motivo da saída | reden van vertrek | uitschrijfreden | powód rezygnacji | powód wypisania | причина отписки | причина отказа | причина ухода"
)
_KINDS: Final[Mapping[str, str]] = {"channel": CHANNEL, "ends": ENDS, "consent_ends": CONSENT_ENDS}
"""Names that count only as a whole."""
OF_CONSENT: Final = frozenset({"channel", "ends", "consent_ends"})
"""The kinds that limit a consent; a column of another kind says who left."""
NEVER_CERTAIN: Final = frozenset({*OF_CONSENT, "comment"})
"""The kinds of which a cell may say something in other words; of the others, each cell is understood."""
_TEXTS: Final = frozenset(
    {"sms", "text", "texts", "mms", "any", "all", "both", "alle", "tous", "todos", "tutti", "cell", "mobile"}
)
_OBJECTS: Final = later(
    r"\b(?:not to (?:be )?(?:text|sms|messag|contact|call)|(?:do not|don ?['’]?t|dont|stop|never|no more|no|cease|quit)\b.{0,20}\b(?:text|texts|texting|sms|message|messages|messaging|contact|contacting)\b"
    r"|(?:unsubscribe|opt(?:ed)?[ -]?out|remove me|take me off|wrong number)\b"
    r"|(?:not|never|nor?) (?:to )?be (?:text|sms|messag|contact)|(?:does ?n.?t|does not|no longer) want|nicht mehr|ne (?:veut|souhaite) (?:plus|pas)|no quiere|nao quer|non vuole"
    r"|(?:inte|ikke|ingen|inga)\b.{0,20}\b(?:sms|meddelande|melding|besked)|wil geen|nie (?:wysy|chce|kontakt)|не (?:пис|отправ|хоч|звон|беспок)"
    r"|(?:keine?|nicht|ohne)\b.{0,20}\b(?:sms|textnachrichten?|nachrichten?|werbung|kontaktieren|anschreiben)\b"
    r"|(?:pas de|plus de|sans|ne pas|ne plus)\b.{0,20}\b(?:sms|textos?|messages?|contacter)\b"
    r"|(?:no|sin|niente|basta|não|nao|geen)\b.{0,20}\b(?:sms|mensajes?|messaggi|mensagens|contactar|enviar|berichten)\b)|送らない|送信不要|配信不要|不要发|不要再|勿发|보내지 ?마|لا ترسل|לא לשלוח"
)
_ISO_DAY: Final = later(r"\d{4}-\d\d-\d\d")
_YEAR: Final = later(r"(?<!\d)(?:19|2\d)\d\d(?!\d)")


@lru_cache(maxsize=1024)
def kind(name: str) -> str:
    """What a column's name says that it contains: ``channel``, ``ends``, ``consent_ends``, ``comment``, ``reply`` or ``reason``;
    empty for others.
    """
    plain = normal(name)
    found = next((each for each, names in _KINDS.items() if plain in phrases(names).values()), "")
    if found:
        return found
    words = spaced(name)
    if holds(words, plain, phrases(table.WHY)) and _is_of_leaving(words, plain):
        return "reason"
    within = {"reason": REASON, "reply": REPLY, "comment": COMMENT}
    return next((each for each, names in within.items() if holds(words, plain, phrases(names))), "")


def _is_of_leaving(words: str, plain: str) -> bool:
    stems = tuple(table.STEMS_OF_LEAVING.split())
    return holds(words, plain, phrases(table.LEFT)) or any(word.startswith(stems) for word in words.split())


def reply(cell: str) -> str:
    """Whether a cell of people's own words says that they left: ``yes`` or ``no``."""
    return YES if answers.has_left(cell) or _is_opt_out(cell) or _objects(cell) else NO


def reason(cell: str) -> str:
    """Whether a cell is a reason for leaving: any words are one."""
    says_none = answers.says_nothing(cell) or (answers.meaning(cell) == NO and not answers.has_left(cell))
    return NO if says_none else YES


def comment(cell: str) -> str:
    """Whether a comment says that somebody left; ``unknown`` if it may say so."""
    if answers.says_nothing(cell):
        return NO
    if answers.has_left(cell) or _is_opt_out(cell, sure=True):
        return YES
    return UNKNOWN if _objects(cell) or _is_opt_out(cell) else NO


def channel(cell: str) -> str:
    """``unknown`` if a cell names only channels other than text messages."""
    words = set(spaced(cell).split())
    of_texts = words & _TEXTS or speaks_of(cell, table.OF_TEXTS)
    return NO if answers.says_nothing(cell) or of_texts else UNKNOWN


def ends(cell: str) -> str:
    """``unknown`` if something that may be the consent has ended, or its end cannot be read."""
    return NO if answers.says_nothing(cell) or _to_come(cell) == YES else UNKNOWN


def consent_ends(cell: str) -> str:
    """``yes`` if the consent has ended, ``unknown`` if its end cannot be read."""
    if answers.says_nothing(cell):
        return NO
    return {YES: NO, NO: YES}.get(_to_come(cell), UNKNOWN)


def other(cell: str) -> str:
    """Whether a cell of a column with any name says that somebody left; ``unknown`` for a word that may be about something else."""
    if answers.unsubscribes(cell):
        return YES
    return UNKNOWN if answers.has_left(cell) else NO


def newsletter(cell: str) -> str:
    """The same for a column such as ``Newsletter``, which may be about email: ``unknown`` for each word of leaving."""
    return UNKNOWN if answers.has_left(cell) else NO


def of_any_name(name: str) -> str:
    """How a column is read of which only the cells say that somebody left: ``other`` or ``newsletter``."""
    return "newsletter" if speaks_of(name, table.MAYBE) else "other"


READERS: Final[Mapping[str, Callable[[str], str]]] = {
    "reply": reply, "reason": reason, "comment": comment, "channel": channel, "ends": ends, "consent_ends": consent_ends, "other": other, "newsletter": newsletter,
}  # fmt: skip
"""How a cell of a column of each :func:`kind` is read: ``yes`` means that the person may not be texted."""


def limits(what: str, cells: Collection[str]) -> bool:
    """Whether a cell of a column of some :func:`kind` may limit or end a consent, or says so."""
    return any(READERS[what](cell) != NO for cell in cells)


def _objects(cell: str) -> bool:
    """Whether a cell has words of somebody who wants no messages. Folding takes syllables of Korean apart."""
    return _OBJECTS.search(fold(cell)) is not None or _OBJECTS.search(cell) is not None


def _is_opt_out(cell: str, *, sure: bool = False) -> bool:
    from smslint.finding import Confidence
    from smslint.rules.opt_out_reply import opt_out

    found = opt_out(cell)
    return found.opted_out and (not sure or found.confidence == Confidence.HIGH)


def _to_come(cell: str) -> str:
    """Whether a day is today or later: ``yes``, ``no``, or ``unknown`` if it cannot be read."""
    day, today = cell.strip()[:10], clock.day()
    if _ISO_DAY.fullmatch(day):
        return YES if day >= today else NO
    years = _YEAR.findall(cell)
    if len(years) != 1 or years[0] == today[:4]:
        return UNKNOWN
    return YES if years[0] > today[:4] else NO
