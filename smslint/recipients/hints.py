"""Columns with a name that is not understood but has a word of leaving or of text messages: yes, no and days in them are said."""

from __future__ import annotations

from typing import Final

from smslint.recipients import header_words as table
from smslint.recipients import lines, minors
from smslint.recipients.header_names import holds, normal, phrases, spaced, speaks_of
from smslint.rules import answers

LEAVING: Final = (
    "left | left on | expired | lapsed | terminated | blocked | deceased | death | died | litigator | litigators | fraud | fraudulent | bounce | bounced | bounces | hard bounces | disconnected | unreachable | forgotten | delete | abuse | suppression | leaving | exit | exclude | excluded | complaint | complaints | complained | mute | muted | archived | cancelled | canceled | cancellation | "
    "closed | account closed | inactive | npai | liste rouge | kündigung | kündigung zum | kündigungsdatum | geschlossen | fermé | clôturé | cerrado | chiuso | encerrado | opgeheven | zamknięty | declined | refused | rejected | objection | removed | removal | quit | banned | ausgeschlossen | ausschluss | gekündigt | beschwerde | "
    "stumm | archiviert | exclure | exclu | retrait | refus | refusé | plainte | résilié | archivé | excluir | excluido | retirada | queja | archivado | rechazo | "
    "escludere | escluso | ritiro | reclamo | rifiuto | archiviato | excluído | reclamação | arquivado | bezwaar | klacht | uitsluiten | gearchiveerd | opgezegd | "
    "utesluten | klagomål | arkiverad | klage | arkiveret | arkivert | estetty | wykluczony | skarga | odmowa | vyloučit | stížnost | kizárt | panasz | exclus | plângere | "
    "исключить | исключен | жалоба | архив | виключити | скарга | hariç | şikayet | iptali | "
    "إلغاء | ملغي | ملغى | محظور | حظر | غير مشترك | لا ترسل | מבוטל | חסום | usunięty | zablokowany | nie wysyłać | hủy | đã hủy | chặn | avbruten | avslutad | रद्द | बंद | "
    "stopp | ausgetreten | austritt | vyřazen | vyradený | zrušeno | заблокирован | удалён | заблокований | видалений | silindi | engellendi | diblokir | dihapus | บล็อก | ถอน | 排除 | 投诉 | 除外 | 苦情 | 제외 | "
    "undeliverable | objected | objects | disagree | disagreed | disagrees | dissent | nonsubscriber | unconsented | opposé | opposée | oposición | opposizione | oposição | "
    "verzet | invändning | indsigelse | innsigelse | námitka | tiltakozás | возражение | reddetti | engeli | estää | 解約 | 不要 | 不可 | 拒否 | 拒绝 | 거부 | 안 받음 | "
    "tps | ctps | ncpr | dncr | dncl | lnnte | rpo | nix | adresbeskyttelse | reassigned | invalid | wrong number | falsche nummer | paused | snoozed | snoozed until | vacation hold | "
    "anonymized | anonymised | churned | zurückgewiesen | rückläufer | rebond | rebonds | rejeté | rebotado | rebote | rimbalzo | rimbalzato | devolvido | rejeitado | onbestelbaar | studsat | studsade | palautunut | "
    "odbity | niedostarczalny | nedoručitelné | nedoručiteľné | visszapattant | respins | odbijen | отскок | недоставлено | не доставляется | geri döndü | ulaşılamıyor | мертвый | 退回 | 无法送达 | 不達 | 配信エラー | 반송 | 발송실패 | "
    "valitus | kaebus | sūdzība | skundas | sťažnosť | pritožba | pritužba | жалба | притужба | оплакване | παράπονο | καταγγελία | شكوى | תלונה | شکایت | शिकायत | ร้องเรียน | khiếu nại | keluhan | pengaduan | 불만 | 민원 | kvörtun | malalamiko"
)
"""Words of leaving that may also be about something else."""
CONTACT: Final = (
    "contact | contacts | be contacted | disturb | message | messages | messaging | texting | promo | promos | marketing | kontaktieren | kontakt | anschreiben | stören | nachrichten | "
    "contacter | déranger | contactar | molestar | mensajes | contattare | disturbare | messaggi | contatar | perturbar | mensagens | benaderen | "
    "contacteren | berichten | storen | kontakta | kontakte | meddelanden | beskeder | kontaktować | dzwonić | wiadomości | kontaktovat | kontaktovať | rušit | "
    "contactați | deranjați | kontaktirati | контактировать | беспокоить | писать | сообщения | турбувати | aramayın | mesaj"
)
"""Words of messages to a person: with a word such as ``not`` they may say who wants none."""
NOT: Final = f"{table.TAKEN_BACK} | ne | nu | stop | istemiyor"
SENT: Final = (
    "sent | sends | last | count | total | delivered | delivery | received | opened | clicked | credits | cost | verified | capable | campaign | gesendet | "
    "id | color | colour | type | provider | gateway | carrier | network | font | size | length | body | template | content | subject | title | encoding | "
    "version | sender | segments | units | price | farbe | typ | anbieter | couleur | fournisseur | tipo | proveedor | fornitore | "
    "envoyé | enviado | inviato | verzonden | skickat | sendt | wysłano | отправлено"
)
"""Words of messages, how they look and who sends them, and of numbers that can receive them: they say nothing about what people want."""
OF_THINGS: Final = (
    "order | orders | payment | payments | invoice | shipping | shipment | delivery | booking | appointment | ticket | bestellung | bestellstatus | zahlung | "
    "zahlungsstatus | rechnung | commande | paiement | facture | pedido | pago | factura | ordine | pagamento | fattura | fatura | bestelling | betaling | factuur | "
    "zamówienie | płatność | заказ | заказа | оплата | платеж | sipariş | ödeme"
)
"""Words of a business with a person: a cancelled order is not about messages."""

PERSONS: Final = (
    "account | customer | client | user | member | membership | subscriber | subscription | contact | profile | patient | student | guest | kunden | kunde | konto | mitglied | "
    "nutzer | benutzer | compte | abonné | adhérent | cuenta | cliente | usuario | socio | utente | conto | conta | usuário | klant | lid | kund | medlem | bruker | bruger | "
    "asiakas | tili | klient | klienta | konta | użytkownik | zákazník | účet | ügyfél | fiók | cont | kupac | korisnik | клиент | клиента | аккаунт | пользователь | клієнт | "
    "πελάτης | müşteri | hesap | العميل | الحساب | לקוח | khách hàng | pelanggan | ลูกค้า | ग्राहक | 客户 | 客戶 | 会员 | 會員 | 顧客 | 会員 | 고객 | 회원"
)
"""Whose status a column may be, in words that stand before or after it: ``account_status``, ``Kundenstatus``."""

ENDED: Final = (
    "dead | suspended | dormant | tot | inaktiv | gelöscht | mort | morte | fermée | clôturée | inactif | inactive | supprimé | muerto | muerta | cerrada | inactivo | inactiva | "
    "morto | morta | chiusa | inattivo | inattiva | fechado | fechada | encerrada | inativo | inativa | dood | gesloten | inactief | död | stängd | stängt | avslutat | død | lukket | "
    "suljettu | päättynyt | zamknięta | zamknięte | nieaktywny | nieaktywna | mrtvý | uzavřen | uzavřený | zrušen | zrušený | neaktivní | halott | lezárt | inaktív | închis | inactiv | "
    "zatvoren | закрыт | закрыта | мертв | неактивен | закрито | закритий | неактивний | κλειστός | ανενεργός | kapalı | kapatıldı | pasif | مغلق | סגור | ditutup | nonaktif | "
    "đã đóng | ปิด | बंद | 关闭 | 已关闭 | 停用 | 閉鎖 | 停止 | 해지 | 정지"
)
"""That an account has ended, in cells."""
BOUNCES: Final = frozenset({"hard", "soft", "permanent", "transient", "hardbounce", "softbounce"})
"""Kinds of bounces, in cells of a column of them."""
_SHORT: Final = 4
"""Characters of words that other words contain by chance."""
TESTS: Final = (
    "test | is test | test user | test users | is test user | test contact | test row | test record | test account | is dummy | dummy | is fake | fake | "
    "seed | is seed | internal | is internal | testkontakt | testnutzer | testdatensatz | contact de test | prueba | es prueba | de prueba | contatto di prova | teste | é teste | "
    "testcontact | тест | тестовый | テスト | 测试 | 測試 | 테스트"
)
"""Names of columns that mark rows which are nobody's: test data and employees."""


def is_of_tests(name: str) -> bool:
    """Whether a column marks rows of test data."""
    return normal(name) in phrases(TESTS).values()


def doubt(name: str) -> str:
    """What is not known about a column that may say who left."""
    if lines.kind(name):
        return f"whether the numbers marked in {name!r} can receive texts"
    if minors.kinds(name):
        return f"whether the minors in {name!r} may be texted"
    return (
        f"whether the rows marked in {name!r} may be texted" if is_of_tests(name) else f"whether {name!r} says who left"
    )


def remedy(name: str) -> str:
    """How to name such a column: where a yes means leaving, it is no status, in which a yes means active."""
    if lines.kind(name) or minors.kinds(name):
        return "else leave their rows out"
    if is_of_tests(name):
        return "to refuse them, name it with --column opt_out=NAME"
    role = "opt_out" if _is_of_leaving(spaced(name), normal(name)) else "status"
    return f"then name it with --column {role}=NAME"


def is_of_things(name: str) -> bool:
    """Whether a column is about orders, payments and the like."""
    return speaks_of(name, OF_THINGS)


def is_status_of_person(name: str) -> bool:
    """Whether a column is the status of a customer or an account: of a part of them the status is that of a thing."""
    plain = normal(name)
    stated = any(
        each in plain
        for each in phrases(" | ".join(table.STATUS.values())).values()
        if (len(each) > _SHORT or not each.isascii())
    )
    return stated and not is_of_things(name) and any(each in plain for each in phrases(PERSONS).values())


def may_end(cell: str) -> bool:
    """Whether a cell of such a column may say that it has ended: ``closed``."""
    return answers.has_left(cell) or speaks_of(cell, f"{LEAVING} | {ENDED}")


def may_say(name: str) -> bool:
    """Whether a column with this name may say who left, if its cells are answers."""
    words, plain = spaced(name), normal(name)
    if lines.kind(name) or minors.kinds(name):
        return True
    if is_of_things(name) or holds(words, plain, phrases(table.ONLY_OTHERS)):
        return False
    return (
        is_of_tests(name)
        or _is_of_leaving(words, plain)
        or (holds(words, plain, phrases(table.OF_TEXTS)) and not holds(words, plain, phrases(SENT)))
    )


def answered(name: str, cell: str) -> bool:
    """Whether a cell of such a column is an answer: a yes or a no; also a day if the name has a word of leaving."""
    if what := lines.kind(name):
        return lines.READERS[what](cell) == answers.UNKNOWN
    if kinds := minors.kinds(name):
        return minors.says(kinds, cell)
    if is_of_tests(name):
        return answers.meaning(cell) == answers.YES
    if _is_of_leaving(spaced(name), normal(name)) and (cell.strip().isdecimal() or normal(cell) in BOUNCES):
        return cell.strip("0 ") != ""
    if answers.meaning(cell) == answers.UNKNOWN and answers.opted_out(cell) != answers.YES:
        return False
    has_year = sum(map(str.isdigit, cell)) >= 4
    return not has_year or _is_of_leaving(spaced(name), normal(name))


def refuses(cell: str) -> bool:
    """Whether a cell of a column that may be a consent means that somebody does not agree; ``out`` is one of opt-in and opt-out."""
    return answers.meaning(cell) == answers.NO or normal(cell) == "out"


def _is_of_leaving(words: str, plain: str) -> bool:
    if holds(words, plain, phrases(LEAVING)):
        return True
    is_a_number = words.endswith(" no ") or " no of " in words
    return not is_a_number and holds(words, plain, phrases(CONTACT)) and holds(words, plain, phrases(NOT))
