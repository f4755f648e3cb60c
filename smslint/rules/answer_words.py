"""Words of consents and opt-outs in the cells of lists, in many languages. Tables only."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.folding import folded_words
from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

AFFIRMATIVE: Final[Mapping[str, str]] = {
    "is": "já | satt | virkur | samþykkt", "sw": "ndiyo | ndio | kweli | amekubali",
    "": "y | true | t | 1 | 1.0 | on | x | ok | ✓ | ✔ | ☑ | ✅ | √",
    "en": "yes | granted | given | active | confirmed | consented | agreed | accepted | express | implied",
    "de": "ja | wahr | aktiv | erteilt | zugestimmt | eingewilligt | bestätigt | einwilligung | einwilligung erteilt",
    "fr": "oui | vrai | actif | active | accepté | acceptée | accordé | consenti | confirmé | accepte | autorise | autorisé | d'accord",
    "es": "sí | verdadero | activo | aceptado | aceptada | concedido | confirmado | acepta | autoriza | autorizado",
    "it": "sì | vero | attivo | accettato | concesso | confermato | acconsente | accetta | autorizza",
    "pt": "sim | verdadeiro | ativo | aceito | aceite | concedido | confirmado | autoriza | autorizado | aceita | concorda",
    "nl": "ja | waar | actief | akkoord | bevestigd | toestemming",
    "sv": "ja | sant | godkänd | aktiv | samtycker", "da": "ja | sand | accepteret | aktiv | samtykker", "nb": "ja | sann | godkjent | aktiv | samtykker",
    "fi": "kyllä | tosi | hyväksytty", "et": "jah", "lv": "jā", "lt": "taip",
    "pl": "tak | prawda | aktywny | zgoda | wyrażona | wyrażam zgodę", "cs": "ano | pravda | aktivní | souhlasí | souhlasím", "sk": "áno | pravda",
    "hu": "igen | igaz | aktív | hozzájárul | hozzájárulok", "ro": "da | adevărat | activ | acceptă | de acord", "sl": "da", "hr": "da", "sr": "да",
    "bg": "да | истина", "ru": "да | истина | активен | согласен | согласна", "uk": "так | істина | згоден",
    "el": "ναι | αληθές | ενεργό", "tr": "evet | doğru | aktif | onaylı | onay | kabul | kabul ediyor | izin verdi", "ar": "نعم | صحيح | موافق",
    "he": "כן | אמת | מאושר | מאשר | מאשרת | מסכים | מסכימה", "fa": "بله | بلی", "hi": "हाँ | हां | सही", "th": "ใช่ | ตกลง | ยินยอม | อนุญาต", "vi": "có | đồng ý",
    "id": "ya | setuju | aktif | bersedia", "zh": "是 | 有 | 同意 | 已同意 | 对 | 對 | 愿意 | 願意 | 接受 | 允许 | 允許 | 希望", "ja": "はい | 有 | 同意 | 同意する | 同意済み | 許可 | 希望する | 希望 | 承諾 | 承諾する",
    "ko": "예 | 네 | 동의 | 동의함 | 허용 | 동의합니다 | 희망",
}  # fmt: skip
"""Yes to the question of the column, by language (ISO 639-1); the empty key is for signs without a language."""

JOINING: Final[Mapping[str, str]] = {
    "is": "skráður | skráð", "sw": "amejisajili | amejiunga",
    "en": "subscribed | opted in | opted-in | optedin | opt in | opt-in | optin | double opt-in | single opt-in | double optin | double opt in | single opt in | confirmed opt-in | confirmed opt in",
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
    "is": "afskráður | afskráð | hætt | hafnað | sagði upp | látinn | látin", "sw": "amejiondoa | ameondoka | amekataa",
    "en": "unsubscribed | unsubscribe | not subscribed | not_subscribed | never subscribed | opted out | opted-out | optedout | "
          "opt out | opt-out | optout | denied | refused | revoked | revoked by phone | revoked by email | withdrawn | stop | stopped | redacted | declined | "
          "do not contact | do not text | do-not-contact | do-not-text | do not sms | do-not-sms | do not message | sms opt out | sms opt-out | sms-opt-out | sms optout | sms-optout | "
          "sms unsubscribed | sms-unsubscribed | unsubscriber | unsubscribers | dnc | dnd | hard bounce | hard-bounce | blocked | blacklisted | blocklisted | cancelled | canceled | removed | deleted | "
          "bounced | hard bounced | undeliverable | cleaned | complained | spam | suppressed | left | quit | deceased | dead | account closed | closed account | account deleted | account terminated | account cancelled",
    "de": "abgemeldet | abbestellt | widerrufen | widersprochen | abgelehnt | ausgetragen | gekündigt | ausgetreten | unzustellbar | konto geschlossen | konto gelöscht | konto gekündigt | vertrag gekündigt",
    "fr": "désabonné | désabonnée | désinscrit | désinscrite | refusé | refusée | révoqué | retiré | résilié | compte fermé | compte clôturé | compte supprimé",
    "es": "baja | dado de baja | de baja | cancelado | cancelada | rechazado | rechazada | revocado | no suscrito | anulado | fallecida | difunto | difunta | cuenta cerrada | cuenta eliminada",
    "it": "disiscritto | disiscritta | cancellato | cancellata | annullato | rifiutato | revocato | non iscritto | deceduta | defunto | defunta | account chiuso | conto chiuso",
    "pt": "descadastrado | cancelado | cancelada | recusado | recusada | revogado | não inscrito | removido | falecida | conta encerrada | conta fechada",
    "nl": "afgemeld | uitgeschreven | geweigerd | ingetrokken | opgezegd | account gesloten | account opgeheven",
    "sv": "avregistrerad | avanmäld | avböjt | återkallad | avslutad | konto stängt | konto avslutat", "da": "afmeldt | frameldt | frabedt | afvist | tilbagekaldt | konto lukket",
    "nb": "avmeldt | avslått | trukket tilbake | konto lukket", "fi": "peruttu | perunut | kielletty | poistunut | tili suljettu", "et": "loobunud",
    "pl": "wypisany | wypisana | rezygnacja | wycofana | odmowa | zrezygnował | martwy | martwa | nie żyje | konto zamknięte | konto usunięte", "cs": "odhlášen | odhlášena | odmítnuto | odvoláno | zesnulý | účet zrušen | účet uzavřen",
    "sk": "odhlásený | odhlásená | odmietnuté | zosnulý | účet zrušený", "hu": "leiratkozott | leiratkozva | visszavonva | elutasítva | meghalt | fiók lezárva | fiók törölve",
    "ro": "dezabonat | dezabonată | refuzat | retras | decedată | cont închis", "sl": "odjavljen", "hr": "odjavljen | odjavljena",
    "sr": "одјављен | одјављена", "bg": "отписан | отписана | отказан | отказал се",
    "ru": "отписан | отписана | отписался | отписалась | отказ | отказался | отказалась | отозвано | скончался | аккаунт закрыт | аккаунт удалён",
    "uk": "відписаний | відписана | відписався | відмова | акаунт закрито", "el": "απεγγράφηκε | άρνηση | απορρίφθηκε | θανών",
    "tr": "abonelikten çıktı | aboneliği iptal | çıktı | iptal | reddetti | reddedildi | ret | hesap kapalı | hesap kapatıldı",
    "ar": "ألغى الاشتراك | غير مشترك | ملغى | مرفوض | رفض | الحساب مغلق", "he": "הוסר | ביטל | בוטל | הסיר | לא רשום | סירב",
    "fa": "لغو اشتراک", "hi": "सदस्यता समाप्त", "th": "ยกเลิก | ปิดบัญชี", "vi": "hủy đăng ký | đã hủy | từ chối | tài khoản đã đóng",
    "id": "berhenti | berhenti berlangganan | batal | ditolak | akun ditutup",
    "zh": "退订 | 已退订 | 退訂 | 已退訂 | 取消订阅 | 已取消 | 拒绝 | 拒絕 | 未订阅 | 已注销", "ja": "配信停止 | 解除 | 退会 | 購読解除 | 拒否 | 停止 | 解約済み | 退会済み",
    "ko": "수신거부 | 수신 거부 | 거부 | 해지 | 구독취소 | 탈퇴",
}  # fmt: skip
"""Words that say no to messages, with any name of the column."""

GONE: Final[Mapping[str, str]] = {
    "is": "eytt | útilokaður | útilokuð | lokað á | dánardagur",
    "sw": "imefutwa | amefutwa | amezuiwa | imezuiwa | amefariki | tarehe ya kifo",
    "en": "erased | data erased | gdpr erased | gdpr deleted | gdpr delete | gdpr forgotten | gdpr forget | erasure | erasure requested | erasure request | gdpr erasure | delete requested | delete request | deletion requested | deletion request | data deletion | right to be forgotten | right to erasure | rtbf | purged | date of death | death date",
    "de": "gelöscht | dsgvo gelöscht | datenlöschung | löschantrag | löschung | löschung beantragt | recht auf vergessenwerden | blockiert | gesperrt | verstorben | todesdatum | sterbedatum | todestag",
    "fr": "supprimé | supprimée | rgpd supprimé | effacé | effacée | droit à l'oubli | droit à l'effacement | demande d'effacement | bloqué | bloquée | décédé | décédée | date de décès | date du décès",
    "es": "eliminado | eliminada | borrado | borrada | suprimido | derecho al olvido | derecho de supresión | bloqueado | bloqueada | fallecido | fecha de fallecimiento | fecha de defunción | defunción",
    "it": "eliminato | eliminata | diritto all'oblio | bloccato | bloccata | deceduto | data di morte | data del decesso | data decesso | decesso",
    "pt": "eliminado | apagado | direito ao esquecimento | bloqueado | bloqueada | falecido | data de óbito | data do óbito | óbito | data de falecimento",
    "nl": "verwijderd | gewist | recht op vergetelheid | geblokkeerd | overleden | overlijdensdatum | datum van overlijden",
    "sv": "raderad | borttagen | rätten att bli glömd | blockerad | spärrad | avliden | dödsdatum",
    "da": "slettet | retten til at blive glemt | blokeret | spærret | afdød | dødsdato",
    "nb": "slettet | retten til å bli glemt | blokkert | sperret | avdød | dødsdato",
    "fi": "poistettu | oikeus tulla unohdetuksi | estetty | kuollut | kuolinpäivä",
    "et": "kustutatud | blokeeritud | surnud | surmakuupäev",
    "lv": "dzēsts | dzēsta | bloķēts | bloķēta | miris | mirusi | miršanas datums",
    "lt": "ištrintas | ištrinta | užblokuotas | užblokuota | miręs | mirusi | mirties data",
    "pl": "usunięty | usunięta | skasowany | prawo do bycia zapomnianym | zablokowany | zablokowana | zmarły | zmarła | data zgonu | zgon",
    "cs": "smazán | smazána | smazaný | vymazán | vymazaný | právo být zapomenut | zablokován | zablokována | blokován | zemřel | zemřela | datum úmrtí | úmrtí",
    "sk": "vymazaný | vymazaná | zmazaný | právo byť zabudnutý | zablokovaný | zablokovaná | zomrel | zomrela | dátum úmrtia | úmrtie",
    "hu": "törölt | törölve | elfeledtetés | letiltva | letiltott | blokkolt | elhunyt | halálozás dátuma | elhalálozás dátuma",
    "ro": "șters | ștearsă | dreptul de a fi uitat | blocat | blocată | decedat | data decesului",
    "sl": "izbrisan | izbrisana | blokiran | blokirana | umrl | umrla | datum smrti",
    "hr": "izbrisan | izbrisana | obrisan | obrisana | blokiran | blokirana | preminuo | preminula | datum smrti",
    "sr": "избрисан | обрисан | блокиран | блокирана | преминуо | преминула | датум смрти",
    "bg": "изтрит | изтрита | блокиран | блокирана | починал | починала | дата на смъртта",
    "ru": "удалён | удалена | удален из базы | право на забвение | заблокирован | заблокирована | умер | умерла | дата смерти",
    "uk": "видалений | видалена | видалено | право на забуття | заблокований | заблокована | помер | померла | дата смерті",
    "el": "διαγράφηκε | διαγραμμένος | δικαίωμα στη λήθη | αποκλεισμένος | αποκλείστηκε | μπλοκαρισμένος | απεβίωσε | αποβιώσας | ημερομηνία θανάτου",
    "tr": "silindi | silinmiş | unutulma hakkı | engellendi | engellenmiş | bloke | vefat | vefat etti | ölüm tarihi | vefat tarihi",
    "ar": "محذوف | حذف | محظور | متوفى | متوفي | تاريخ الوفاة",
    "he": "נמחק | נמחקה | מחוק | חסום | חסומה | נפטר | נפטרה | תאריך פטירה",
    "fa": "حذف شده | مسدود | متوفی | فوت شده | تاریخ فوت",
    "hi": "हटाया गया | मिटाया गया | अवरुद्ध | मृत | मृतक | मृत्यु तिथि",
    "th": "ลบแล้ว | ถูกลบ | ถูกบล็อก | เสียชีวิต | วันที่เสียชีวิต",
    "vi": "đã xóa | bị chặn | đã chặn | đã mất | đã chết | ngày mất",
    "id": "dihapus | diblokir | meninggal | meninggal dunia | tanggal meninggal",
    "zh": "已删除 | 已刪除 | 已屏蔽 | 已封锁 | 已封鎖 | 已拉黑 | 已故 | 死亡 | 去世 | 死亡日期",
    "ja": "削除済み | 削除済 | ブロック済み | ブロック済 | 死亡 | 故人 | 死亡日",
    "ko": "삭제됨 | 삭제 | 차단 | 차단됨 | 사망 | 사망일",
}  # fmt: skip
"""Whose data are or must be erased, who is blocked, and who has died: words for cells and for the names of columns."""

NEGATIVE: Final[Mapping[str, str]] = {
    "is": "nei | ósatt | óvirkur", "sw": "hapana | siyo | si kweli",
    "": "n | false | f | 0 | 0.0 | off | ✗ | ✘ | ☐ | ❌",
    "en": "no | inactive | none | not given | email only | e-mail only | mail only | disagreed | not accepted", "de": "nein | falsch | inaktiv | keine | nicht erteilt | liegt nicht vor | nur e-mail | nur email | nur mail | kein",
    "fr": "non | faux | inactif | aucun | pas donné | non donné", "es": "no | falso | inactivo | ninguno | no dado", "it": "no | falso | inattivo | nessuno | negato",
    "pt": "não | falso | inativo | nenhum", "nl": "nee | neen | onwaar | inactief | geen", "sv": "nej | falskt | inaktiv",
    "da": "nej | falsk", "nb": "nei | usann", "fi": "ei | epätosi", "et": "ei", "lv": "nē", "lt": "ne",
    "pl": "nie | fałsz | nieaktywny | brak zgody | brak | nie wyrażono", "cs": "ne | nepravda", "sk": "nie | nepravda", "hu": "nem | hamis | nincs",
    "ro": "nu | fals", "sl": "ne", "hr": "ne", "sr": "не", "bg": "не", "ru": "нет | ложь | не согласен | не согласна",
    "uk": "ні | хибність", "el": "όχι | ψευδές", "tr": "hayır | yanlış | pasif | yok", "ar": "لا | خطأ | غير موافق", "he": "לא | שקר | אין",
    "fa": "خیر | نه", "hi": "नहीं", "th": "ไม่ | ไม่ใช่", "vi": "không", "id": "tidak | tdk", "zh": "否 | 不 | 不同意 | 未同意 | 无 | 没有 | 沒有 | 無",
    "ja": "いいえ | 無 | 不同意 | 同意しない | 未同意 | なし | 否", "ko": "아니오 | 아니요 | 미동의 | 동의안함 | 동의하지 않음 | 아님 | 없음", "bn": "না", "ta": "இல்லை", "te": "లేదు | కాదు", "kn": "ಇಲ್ಲ", "ml": "ഇല്ല", "gu": "ના", "mr": "नाही", "ur": "نہیں", "ka": "არა", "hy": "ոչ", "am": "አይ | አይደለም", "km": "ទេ", "lo": "ບໍ່", "mn": "үгүй", "kk": "жоқ", "uz": "yo'q", "az": "xeyr", "tl": "hindi",
}  # fmt: skip
"""No to the question of the column."""

REFUSING: Final[Mapping[str, str]] = {
    "": "× | ✕ | ✖ | 🚫",
    "en": "no consent | not consented | not agreed | does not agree | does not consent | not granted | unchecked",
    "de": "keine einwilligung | ohne einwilligung | nicht zugestimmt | nicht eingewilligt | nicht einverstanden | verweigert",
    "fr": "n'accepte pas | non accepté | pas d'accord | sans consentement | non consenti | pas de consentement | aucun consentement",
    "es": "no autoriza | no autorizado | no acepta | no aceptado | no desea | rechaza | sin consentimiento",
    "it": "rifiuta | non accetta | non accettato | non acconsente | non autorizza | nessun consenso | senza consenso",
    "pt": "não autoriza | não autorizado | não aceita | não aceito | não concorda | não deseja | recusa | sem consentimento",
    "nl": "geen toestemming | niet akkoord", "sv": "samtycker inte | inget samtycke | ej samtycke", "da": "intet samtykke | samtykker ikke",
    "nb": "ikke samtykke | samtykker ikke", "fi": "ei suostumusta | en hyväksy", "pl": "bez zgody | nie zgadza się | nie wyraził zgody | nie wyraziła zgody | odmawia",
    "cs": "nesouhlasí | nesouhlasím | bez souhlasu", "sk": "nesúhlasí | nesúhlasím | bez súhlasu", "hu": "nem járul hozzá | nem járult hozzá",
    "ro": "nu acceptă | fără consimțământ | nu este de acord | refuză", "lt": "nesutinka", "lv": "nepiekrīt", "et": "ei nõustu", "sl": "ne soglaša",
    "hr": "ne pristaje", "bg": "не желае | несъгласен", "ru": "несогласен | несогласна | не хочет | не желает | без согласия | нет согласия | отказывается",
    "uk": "не згоден | не згодна | немає згоди", "el": "δεν συναινεί | δεν συμφωνεί | δεν αποδέχεται", "tr": "onaylamıyor | kabul etmiyor | izin yok | onaysız | istemiyor",
    "ar": "لا أوافق | لا يوافق | غير موافقة | رافض", "he": "לא מאשר | לא מאשרת | לא מסכים | לא מסכימה | לא מאושר | לא מעוניין | לא מעוניינת | אין הסכמה",
    "hi": "असहमत", "th": "ไม่ยินยอม | ไม่ตกลง | ไม่ยอมรับ | ไม่อนุญาต | ไม่ต้องการ | ปฏิเสธ", "vi": "không đồng ý | chưa đồng ý",
    "id": "tidak setuju | tidak bersedia | tidak mau | menolak | belum", "ms": "tidak bersetuju | tak setuju",
    "zh": "不願意 | 不愿意 | 不願 | 不愿 | 不希望 | 不接受 | 不允许 | 不允許 | 不要 | 不需要 | 未授权 | 未授權",
    "ja": "希望しない | 希望しません | 希望なし | 不可 | 同意なし | 同意しません | 承諾しない | 許可しない | 不許可 | 不要 | 受け取らない",
    "ko": "동의 안함 | 동의 안 함 | 동의하지않음 | 비동의 | 부동의 | 거절 | 희망하지 않음", "tl": "ayaw",
}  # fmt: skip
"""No in a column of consent, but nothing clear in one of opt-outs: who refuses consent there has hardly stayed."""

UNDECIDED: Final = frozenset(
    {"", "null", "nan", "n/a", "na", "-", "?", "unknown", "pending", "not set", "invalid", "(blank)", "nil", "undefined",
     "0000-00-00", "0000-00-00 00:00:00"}
)  # fmt: skip
"""Values of exports that are neither. ``pending`` is a double opt-in that was never confirmed."""

HARMLESS: Final = (
    "sms | text | texts | mms | double | single | opt | in | optin | web | website | online | form | signed | up | signup | checkbox | checkout | "
    "shop | store | at | on | by | via | since | and | also | with | date | dated | utc | z | am | pm | uhr | vom | seit | per | und | auch | "
    "jan | feb | mar | apr | may | jun | jul | aug | sep | sept | oct | nov | dec | january | february | march | april | june | july | august | "
    "september | october | november | december | januar | februar | märz | mai | juni | juli | oktober | dezember | janvier | février | mars | "
    "avril | juin | juillet | août | septembre | octobre | novembre | décembre | enero | febrero | marzo | abril | mayo | junio | julio | agosto | "
    "septiembre | octubre | noviembre | diciembre | gennaio | febbraio | aprile | maggio | giugno | luglio | settembre | ottobre | dicembre | "
    "formular | le | du | depuis | par | desde | el | dal | il | op | sinds | keyword | start | join | marketing | promotional"
)
"""Words after an answer that do not change it: how and when it was given."""


class Words(NamedTuple):
    """The tables, folded: each a set of words as :func:`smslint.folding.fold` writes them."""

    affirmative: frozenset[str]
    """Yes, including the words of joining."""
    negative: frozenset[str]
    """No, including the words of leaving and of refusing."""
    joining: frozenset[str]
    leaving: frozenset[str]
    refusing: frozenset[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """The words of all languages."""
    yes, joining, left, gone, no, refusing = map(folded, (AFFIRMATIVE, JOINING, LEAVING, GONE, NEGATIVE, REFUSING))
    leaving = left | gone
    return Words(yes | joining, no | leaving | refusing, joining, leaving, refusing)


def folded(table: Mapping[str, str]) -> frozenset[str]:
    return folded_words(*table.values())
