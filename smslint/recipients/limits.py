"""Columns that are no consent and no opt-out, but may limit or end one: channels, ends, comments, replies and reasons for leaving."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint import clock
from smslint.folding import fold
from smslint.recipients.header_names import holds, normal, phrases, spaced
from smslint.rules import answers
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Collection

CHANNEL: Final = (
    "consent channel | channel of consent | opt in channel | optin channel | channel preference | channel preferences | preferred channel | preferred channels | "
    "contact preference | contact preferences | preferred contact method | consent type | consent medium | consent channels | kanal | kanäle | "
    "einwilligungskanal | bevorzugter kanal | canal | canal preferido | canal préféré | canale | canale preferito | kanaal"
)
ENDS: Final = (
    "consent expires | consent expiry | consent expires at | consent expires on | consent expiry date | consent expiration | consent valid until | consent end date | "
    "valid until | expires | expiry | expiry date | gültig bis | einwilligung gültig bis | einwilligung läuft ab | expire le | consentement expire le | "
    "caduca | vence | consentimiento caduca | consentimiento vence | scadenza consenso | consenso scade"
)
COMMENT: Final = (
    "comment | comments | note | notes | remark | remarks | memo | bemerkung | bemerkungen | kommentar | notiz | notizen | anmerkung | anmerkungen | "
    "commentaire | commentaires | remarque | remarques | comentario | comentarios | observaciones | notas | nota | commento | commenti | "
    "comentário | comentários | observações | opmerking | opmerkingen | uwagi | komentarz | комментарий | примечание | 備考 | 备注"
)
REPLY: Final = (
    "reply | replies | last reply | response | responses | answer | inbound | inbound message | antwort | antworten | réponse | réponses | respuesta | respuestas | "
    "risposta | resposta | antwoord | odpowiedź | ответ"
)
REASON: Final = (
    "unsubscribe reason | unsubscribed reason | unsub reason | opt out reason | optout reason | blacklist reason | blocklist reason | "
    "block reason | suppression reason | abmeldegrund | sperrgrund | motif de désabonnement | motivo de baja"
)
OF_CONSENT: Final = frozenset({"channel", "ends"})
"""The kinds that limit a consent; a column of another kind says who left."""
_TEXTS: Final = frozenset({"sms", "text", "texts", "mms", "text message", "text messages", "any", "all"})
_OBJECTS: Final = later(
    r"\b(?:(?:do not|don ?['’]?t|dont|stop|never|no more|no|cease|quit)\b.{0,20}\b(?:text|texts|texting|sms|message|messages|messaging|contact|contacting)\b"
    r"|(?:unsubscribe|opt(?:ed)?[ -]?out|remove me|take me off|wrong number)\b"
    r"|(?:keine?|nicht|ohne)\b.{0,20}\b(?:sms|textnachrichten?|nachrichten?|werbung|kontaktieren|anschreiben)\b"
    r"|(?:pas de|plus de|sans|ne pas|ne plus)\b.{0,20}\b(?:sms|textos?|messages?|contacter)\b"
    r"|(?:no|sin|niente|basta|não|nao|geen)\b.{0,20}\b(?:sms|mensajes?|messaggi|mensagens|contactar|enviar|berichten)\b)"
)
_ISO_DAY: Final = later(r"\d{4}-\d\d-\d\d")


@lru_cache(maxsize=1024)
def kind(name: str) -> str:
    """What a column's name says that it contains: ``channel``, ``ends``, ``comment``, ``reply`` or ``reason``; empty for others."""
    plain = normal(name)
    exact = {"channel": CHANNEL, "ends": ENDS}
    found = next((each for each, names in exact.items() if plain in phrases(names).values()), "")
    if found:
        return found
    words = spaced(name)
    within = {"reason": REASON, "reply": REPLY, "comment": COMMENT}
    return next((each for each, names in within.items() if holds(words, plain, phrases(names))), "")


def limits(what: str, cells: Collection[str]) -> bool:
    """Whether a cell of a column of some :func:`kind` may limit or end a consent, in other words than those of leaving."""
    if what in ("comment", "reply"):
        return any(map(_OBJECTS.search, map(fold, cells)))
    filled = [cell for cell in cells if not answers.says_nothing(cell)]
    if what == "channel":
        return any(fold(cell).strip() not in _TEXTS for cell in filled)
    if what == "ends":
        today = clock.day()
        return any(not _is_to_come(cell.strip()[:10], today) for cell in filled)
    return bool(filled)


def _is_to_come(day: str, today: str) -> bool:
    return _ISO_DAY.fullmatch(day) is not None and day >= today
