"""Names of the columns of recipient lists, in many languages and as exported by common tools. Tables only.

By role, then by language (ISO 639-1; the empty key is for tools and for names without a language); ``|`` separates names. They
are compared folded (``Téléphone`` and ``TELEPHONE`` are equal) and without spaces and punctuation.

Sources: column names of HubSpot, Shopify, Klaviyo, Salesforce, Braze, OneSignal, Mailchimp, Intercom, Twilio and GOV.UK Notify;
the usual words in spreadsheets of each language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.rules.answer_words import GONE

if TYPE_CHECKING:
    from collections.abc import Mapping

    Table = Mapping[str, str]

MOBILE: Final[Table] = {
    "is": "farsími | farsímanúmer | gsm númer", "sw": "simu ya mkononi | nambari ya simu ya mkononi",
    "": "sms phone number | msisdn",
    "en": "mobile phone number | mobile phone | mobile number | mobile no | mobile | mob no | mob | mobile tel | cell phone | cell phone number | cell number | cell | "
          "sms number",
    "de": "handynummer | handy nr | handy | mobilnummer | mobiltelefon | mobiltelefonnummer | mobilfunknummer | mobilfunk | mobil | "
          "sms nummer | natel | tel mobil | mobilnr | handynr",
    "fr": "téléphone mobile | téléphone portable | numéro de mobile | numéro de portable | portable | gsm | numéro mobile | n portable | n mobile | tél mobile | tél portable | n de portable | numéro gsm | num portable | num mobile",
    "es": "teléfono móvil | número de móvil | número móvil | móvil | teléfono celular | número de celular | celular | tel móvil | tel celular | n de móvil | nº de móvil | nro de celular | num celular | cel | tlf móvil | celular whatsapp",
    "it": "cellulare | n cellulare | nr cellulare | tel cellulare | telefono cellulare | numero di cellulare | numero cellulare | telefonino | n cell | num cellulare",
    "pt": "telemóvel | número de telemóvel | nº de telemóvel | nº telemóvel | tel celular | telefone celular | número de celular | telefone móvel",
    "nl": "mobiel | mobiele telefoon | mobiel nummer | gsm nummer | 06 nummer | mobiel nr", "sv": "mobilnummer | mobiltelefon | mobilnr",
    "da": "mobilnummer | mobiltelefon | mobilnr", "nb": "mobilnummer | mobiltelefon | mobilnr", "fi": "matkapuhelin | matkapuhelinnumero | kännykkä",
    "et": "mobiiltelefon | mobiil", "lv": "mobilais tālrunis | mobilais", "lt": "mobilusis telefonas | mobilusis | mobilus telefonas | mobilus",
    "pl": "telefon komórkowy | numer komórki | komórka | numer komórkowy | nr tel kom | tel kom | nr komórki | nr komórkowy", "cs": "mobilní telefon | mobilní číslo | číslo mobilu | mobil č",
    "sk": "mobilný telefón | mobilné číslo", "hu": "mobiltelefonszám | mobilszám | mobiltelefon",
    "ro": "telefon mobil | număr de mobil | număr mobil | nr mobil", "sl": "mobilni telefon | mobitel | gsm številka | mobilna številka", "hr": "mobitel | broj mobitela",
    "sr": "мобилни телефон | мобилни", "bg": "мобилен телефон | мобилен номер | мобилен | gsm | gsm номер",
    "ru": "мобильный телефон | мобильный номер | мобильный | сотовый телефон | сотовый | моб тел | моб",
    "uk": "мобільний телефон | мобільний номер | мобільний | номер мобільного", "el": "κινητό τηλέφωνο | κινητό | αριθμός κινητού | κιν τηλ | κιν",
    "tr": "cep telefonu | cep numarası | cep telefonu numarası | cep tel | cep | gsm no", "ar": "رقم الجوال | الجوال | رقم الموبايل | الموبايل | رقم المحمول | جوال | موبايل",
    "he": "טלפון נייד | מספר נייד | נייד", "fa": "تلفن همراه | شماره موبایل | موبایل", "hi": "मोबाइल नंबर | मोबाइल",
    "th": "เบอร์มือถือ | มือถือ", "vi": "số di động | di động | điện thoại di động", "id": "nomor hp | no hp | hp | ponsel | nomor ponsel",
    "zh": "手机号码 | 手机号 | 手机 | 手機號碼 | 手機 | 移动电话 | 行動電話", "ja": "携帯電話番号 | 携帯電話 | 携帯番号 | 携帯",
    "ko": "휴대폰번호 | 휴대폰 | 휴대전화 | 휴대전화번호 | 핸드폰 | 핸드폰번호",
}  # fmt: skip
PHONE: Final[Table] = {
    "is": "sími | símanúmer", "sw": "simu | nambari ya simu | namba ya simu",
    "en": "phone number | phone | phone no | telephone | telephone number | tel | tel no | default address phone | phone 1 | phone 1 value | "
          "contact number | e164 | phone numbers",
    "de": "telefon | telefonnummer | rufnummer | tel nr | fernsprecher", "fr": "téléphone | numéro de téléphone | tél | n de téléphone | num tel | num téléphone",
    "es": "teléfono | número de teléfono | nro de teléfono | teléfono de contacto", "it": "telefono | numero di telefono | recapito telefonico",
    "pt": "telefone | número de telefone | fone", "nl": "telefoon | telefoonnummer", "sv": "telefon | telefonnummer",
    "da": "telefon | telefonnummer | tlf", "nb": "telefon | telefonnummer | tlf", "fi": "puhelin | puhelinnumero", "et": "telefon | telefoninumber",
    "lv": "tālrunis | tālruņa numurs", "lt": "telefonas | telefono numeris", "pl": "telefon | numer telefonu | nr telefonu",
    "cs": "telefon | telefonní číslo | tel číslo | tel č", "sk": "telefón | telefónne číslo", "hu": "telefon | telefonszám", "ro": "telefon | număr de telefon | nr telefon",
    "sl": "telefon | telefonska številka", "hr": "telefon | broj telefona | telefonski broj", "sr": "телефон | број телефона",
    "bg": "телефон | телефонен номер | номер на телефон", "ru": "телефон | номер телефона | тел", "uk": "телефон | номер телефону",
    "el": "τηλέφωνο | αριθμός τηλεφώνου | τηλ", "tr": "telefon | telefon numarası | tel no", "ar": "رقم الهاتف | الهاتف | هاتف | رقم التليفون | تليفون",
    "he": "טלפון | מספר טלפון | טל", "fa": "تلفن | شماره تلفن", "hi": "फ़ोन | फोन नंबर | फ़ोन नंबर", "th": "โทรศัพท์ | เบอร์โทรศัพท์ | เบอร์โทร",
    "vi": "số điện thoại | điện thoại | sđt", "id": "telepon | nomor telepon | no telp", "zh": "电话 | 电话号码 | 電話 | 電話號碼 | 联系电话",
    "ja": "電話番号 | 電話 | 連絡先電話番号", "ko": "전화번호 | 전화 | 연락처",
}  # fmt: skip
WEAK_PHONE: Final[Table] = {
    "en": "whatsapp number | day phone | daytime phone | recipient | recipient number | to | number | sms | text | mobile sms | sms mobile",
    "de": "nummer | empfänger", "fr": "numéro | destinataire", "es": "número | destinatario", "it": "numero | destinatario",
    "pt": "número | destinatário", "nl": "nummer | ontvanger", "pl": "numer | odbiorca", "ru": "номер | получатель", "tr": "numara | alıcı",
    "zh": "号码 | 收件人", "ja": "番号 | 宛先", "ko": "번호 | 수신자", "ar": "الرقم", "he": "מספר", "el": "αριθμός",
}  # fmt: skip
"""Names of a phone column that also have other meanings: the cells decide if another column contains numbers too."""

NAME: Final[Table] = {
    "is": "nafn | fullt nafn | fornafn", "sw": "jina | jina kamili | jina la kwanza",
    "en": "name | full name | first name | given name | customer name | contact name", "de": "name | vorname | vollständiger name | kundenname",
    "fr": "nom | prénom | nom complet", "es": "nombre | nombre completo", "it": "nome | nome completo", "pt": "nome | nome completo",
    "nl": "naam | voornaam", "sv": "namn | förnamn", "da": "navn | fornavn", "nb": "navn | fornavn", "fi": "nimi | etunimi", "et": "nimi | eesnimi",
    "lv": "vārds", "lt": "vardas", "pl": "imię | imię i nazwisko", "cs": "jméno | křestní jméno", "sk": "meno", "hu": "név | keresztnév",
    "ro": "nume | prenume", "sl": "ime", "hr": "ime", "sr": "име", "bg": "име", "ru": "имя | фио", "uk": "ім'я | піб", "el": "όνομα",
    "tr": "ad | adı | isim | ad soyad", "ar": "الاسم | اسم", "he": "שם | שם פרטי | שם מלא", "fa": "نام", "hi": "नाम", "th": "ชื่อ", "vi": "tên | họ tên",
    "id": "nama", "zh": "姓名 | 名字 | 名称", "ja": "氏名 | 名前 | お名前", "ko": "이름 | 성명 | 성함",
}  # fmt: skip
REGION: Final[Table] = {
    "is": "land", "sw": "nchi",
    "": "iso2 | country iso | country iso2",
    "en": "country | country code | country region | mailing country | default address country code | region",
    "de": "land | länderkürzel | ländercode", "fr": "pays | code pays", "es": "país | código de país", "it": "paese | nazione", "pt": "país",
    "nl": "land | landcode", "sv": "land", "da": "land", "nb": "land", "fi": "maa", "et": "riik", "lv": "valsts", "lt": "šalis", "pl": "kraj",
    "cs": "země | stát", "sk": "krajina | štát", "hu": "ország", "ro": "țară", "sl": "država", "hr": "država | zemlja", "sr": "држава | земља",
    "bg": "държава | страна", "ru": "страна", "uk": "країна", "el": "χώρα", "tr": "ülke", "ar": "البلد | الدولة", "he": "מדינה | ארץ", "fa": "کشور",
    "hi": "देश", "th": "ประเทศ", "vi": "quốc gia", "id": "negara", "zh": "国家 | 國家 | 国家地区", "ja": "国 | 国名", "ko": "국가 | 나라",
}  # fmt: skip
ZONE: Final[Table] = {
    "is": "tímabelti", "sw": "saa za eneo | eneo la saa",
    "": "tz | utc offset | time zone name", "en": "time zone | zone", "de": "zeitzone", "fr": "fuseau horaire | fuseau", "es": "zona horaria | huso horario",
    "it": "fuso orario", "pt": "fuso horário", "nl": "tijdzone", "sv": "tidszon", "da": "tidszone", "nb": "tidssone", "fi": "aikavyöhyke", "et": "ajavöönd",
    "lv": "laika josla", "lt": "laiko juosta", "pl": "strefa czasowa", "cs": "časové pásmo", "sk": "časové pásmo", "hu": "időzóna", "ro": "fus orar",
    "sl": "časovni pas", "hr": "vremenska zona", "sr": "временска зона", "bg": "часова зона", "ru": "часовой пояс", "uk": "часовий пояс", "el": "ζώνη ώρας",
    "tr": "saat dilimi", "ar": "المنطقة الزمنية", "he": "אזור זמן", "fa": "منطقه زمانی", "hi": "समय क्षेत्र", "th": "เขตเวลา", "vi": "múi giờ",
    "id": "zona waktu", "zh": "时区 | 時區", "ja": "タイムゾーン | 時間帯", "ko": "시간대",
}  # fmt: skip
STATE: Final[Table] = {
    "is": "fylki", "sw": "jimbo | mkoa",
    "": "default address province code", "en": "state | state province | province | mailing state | state region | us state",
    "de": "bundesland | bundesstaat", "fr": "état | province", "es": "estado | provincia", "it": "provincia", "pt": "estado | uf", "nl": "provincie | staat",
    "pl": "stan | województwo", "ru": "штат", "uk": "штат", "tr": "eyalet", "ar": "الولاية", "el": "πολιτεία", "zh": "州 | 省", "ja": "州 | 都道府県",
    "ko": "주", "vi": "tiểu bang", "id": "negara bagian", "hu": "állam", "sv": "delstat", "da": "delstat", "nb": "delstat", "fi": "osavaltio",
}  # fmt: skip
LOCALE: Final[Table] = {
    "is": "tungumál", "sw": "lugha",
    "": "locale | lang", "en": "language | preferred language | language code", "de": "sprache", "fr": "langue", "es": "idioma", "it": "lingua",
    "pt": "idioma | língua", "nl": "taal", "sv": "språk", "da": "sprog", "nb": "språk", "fi": "kieli", "et": "keel", "lv": "valoda", "lt": "kalba",
    "pl": "język", "cs": "jazyk", "sk": "jazyk", "hu": "nyelv", "ro": "limbă", "sl": "jezik", "hr": "jezik", "sr": "језик", "bg": "език", "ru": "язык",
    "uk": "мова", "el": "γλώσσα", "tr": "dil", "ar": "اللغة", "he": "שפה", "fa": "زبان", "hi": "भाषा", "th": "ภาษา", "vi": "ngôn ngữ", "id": "bahasa",
    "zh": "语言 | 語言", "ja": "言語", "ko": "언어",
}  # fmt: skip
STATUS: Final[Table] = {
    "is": "staða", "sw": "hali",
    "en": "status | state | subscription status | list status | subscriber status | member status | "
          "sms subscription status | subscription state | membership status | marketing status | contact status | sms status | subscription", "de": "status | abo status | zustand",
    "fr": "statut | état", "es": "estado | estatus", "it": "stato", "pt": "estado | status | situação", "nl": "status", "sv": "status", "da": "status",
    "nb": "status", "fi": "tila", "et": "olek", "lv": "statuss", "lt": "būsena", "pl": "status | stan", "cs": "stav", "sk": "stav", "hu": "állapot | státusz",
    "ro": "stare | status", "sl": "stanje", "hr": "stanje | status", "sr": "статус", "bg": "статус | състояние", "ru": "статус | состояние", "uk": "статус | стан",
    "el": "κατάσταση", "tr": "durum", "ar": "الحالة", "he": "סטטוס | מצב", "fa": "وضعیت", "hi": "स्थिति", "th": "สถานะ", "vi": "trạng thái", "id": "status",
    "zh": "状态 | 狀態", "ja": "状態 | ステータス", "ko": "상태",
}  # fmt: skip
"""Names that mean a consent only if their cells are about joining or leaving."""

OF_A_LIST: Final = "list status | subscriber status | member status | membership status"
"""Statuses of tools for email: joining such a list is no consent to text messages, but leaving it is an opt-out."""

CONSENT: Final[Table] = {
    "is": "samþykki", "sw": "idhini | ridhaa | kibali",
    "": "sms marketing status | sms marketing state | sms marketing",
    "en": "accepts sms | accepts sms marketing | accept sms | sms accepted | consent | consents | permissions | consent given | consented | opt in | opted in | "
          "optin | subscribed | sms subscribed | agreed | permission | gdpr sms | allow sms | sms allowed | sms ok | agrees to sms | "
          "tcpa | can text | may text | ok to text | text ok | texting ok | marketing ok | marketing allowed | ok to market | wants sms | wants texts | "
          "receive sms | receives sms | receive texts | can we text | can we text you",
    "de": "einwilligung | kundeneinwilligung | einwilligungsdatum | datum der einwilligung | einverständnis | zustimmung | eingewilligt | zugestimmt | erlaubnis | sms erlaubt | darf sms | werbeeinwilligung | angemeldet | werbung erlaubt | "
          "werbung ok | sms werbung | werbeerlaubnis | einverstanden",
    "fr": "consentement | accord | accepte les sms | accepte sms | autorisation | abonné | inscrit", "es": "consentimiento | acepta sms | autorización | suscrito | permiso",
    "it": "consenso | accetta sms | autorizzazione | iscritto", "pt": "consentimento | aceita sms | autorização | inscrito | permissão",
    "nl": "toestemming | akkoord | aangemeld", "sv": "samtycke | samtyckesdatum | kundsamtycke | medgivande | godkännande | godkänt sms | godkänner sms", "da": "samtykke | tilmeldt", "nb": "samtykke | godtar sms", "fi": "suostumus | suostumuksen päivä | suostumuspäivä | lupa | markkinointilupa",
    "et": "nõusolek", "lv": "piekrišana", "lt": "sutikimas", "pl": "zgoda | zgoda na sms | zgoda klienta | data zgody | zapisany | zapisana", "cs": "souhlas | souhlas klienta | souhlas zákazníka | datum souhlasu", "sk": "súhlas | súhlas zákazníka | dátum súhlasu", "hu": "hozzájárulás | hozzájárulás dátuma | feliratkozott",
    "ro": "consimțământ | acord | abonat", "sl": "soglasje | privolitev", "hr": "privola | suglasnost | pristanak", "sr": "сагласност | пристанак", "bg": "съгласие | дата на съгласие",
    "ru": "согласие | согласия | дата согласия | подписан | подписка", "uk": "згода | дата згоди | підписаний", "el": "συγκατάθεση | συναίνεση | ημερομηνία συγκατάθεσης", "tr": "onay | müşteri onayı | onay tarihi | izin | rıza | iys izni | sms izni | sms onayı | ileti izni",
    "ar": "الموافقة | موافقة | موافق على الرسائل | موافق على رسائل", "he": "הסכמה | הסכמת הלקוח | הסכמת לקוח | תאריך הסכמה | אישור דיוור | מאשר sms | מאשרת sms", "fa": "رضایت", "hi": "सहमति", "th": "ความยินยอม | ยินยอม | การยินยอม", "ca": "consentiment | consentiment sms", "vi": "đồng ý | ngày đồng ý", "id": "persetujuan | tanggal persetujuan | izin | setuju",
    "zh": "同意 | 已同意 | 短信同意 | 订阅 | 接收短信 | 接收营销短信", "ja": "sms配信 | 配信可否 | 配信希望 | 同意 | 配信許可 | 配信同意 | オプトイン", "ko": "동의 | 수신동의 | 수신 동의",
}  # fmt: skip
OPT_OUT: Final[Table] = {
    "is": "afskráð | afskráður | afskráning", "sw": "amejiondoa | kujiondoa | usitume sms",
    "": "dnt | dnc | dnd | optouttype | bloctel | robinson | robinson list | robinsonliste | lista robinson | tps listed | is deleted | sms unsub | unsub | "
        "unsub time | hs sms opt out | is suppressed | do not disturb | has opted out | hasoptedout",
    "en": "opt out | opted out | optout | optedout | sms opt out | sms opted out | has opted out of sms | unsubscribed | unsubscribe | unsubscribed at | "
          "sms unsubscribed | do not text | do not call | do not contact | do not sms | no sms | no texts | texts declined | sms declined | texts refused | sms refused | suppressed | stop | blacklisted | blocked | "
          "opted out at | opt out at | stopped | revoked | withdrawn | no contact | not contactable | deleted | blocklisted | unsub date | opt outs | "
          "blacklist | blocklist | black list | block list | never text | never contact | dont text | dont contact | don t text | don t contact | stop texts | deceased | cleaned | leave time | objection marketing | right to object",
    "de": "schwarze liste | schwarzen liste | sperrliste | abgemeldet | abmeldung | widerspruch | widerruf | widerrufen | sms sperre | kontaktsperre | sperre | robinsonliste eintrag | keine sms | nein zu sms | keine werbung | werbesperre | abbestellt | sperrvermerk | nicht kontaktieren | nicht anschreiben | werbewiderspruch | sms widerspruch | werbestopp | kommunikationssperre",
    "fr": "liste noire | opposition rgpd | opposition gdpr | droit d opposition | désabonné | désabonnement | désinscrit | désinscription | opposition | ne pas contacter | ne plus contacter | ne pas déranger | ne plus déranger | stop sms | refus sms | refus de sms | refuse les sms", "es": "lista negra | baja | fecha de baja | no contactar | no contactar más | no molestar | no desea recibir sms | no quiere sms | cancelado | no llame | registro no llame",
    "it": "lista nera | disiscritto | disiscrizione | revoca | non contattare | non contattare più | non disturbare | cancellato | registro delle opposizioni | registro pubblico delle opposizioni | opposizione", "pt": "descadastrado | não contactar | não perturbe | não contatar | cancelado | remoção | não me perturbe | cancelou",
    "nl": "afgemeld | uitgeschreven | afmelding | niet bellen | bel me niet | geen sms | niet benaderen | niet contacteren | niet sms en | niet smsen", "sv": "avregistrerad | avanmäld | ej sms | reklamfri | reklamspärr | kontakta ej | reklamspärrad | tackat nej", "da": "reklamefri | afmeldt | framelding | frabedt | frabedt sms | ingen sms | reklamespærring",
    "nb": "reklamefri | avmeldt | reservert | ingen sms | reservasjonsregisteret", "fi": "peruutettu | markkinointikielto | kielto | peruttu | perunut | perunut tilauksen | suoramarkkinointikielto | markkinointikiellot", "et": "loobunud", "lv": "atteicies", "lt": "atsisakė",
    "pl": "zrezygnował | zrezygnowała | wypisany | rezygnacja | sprzeciw | wycofanie zgody | nie kontaktować | czarna lista", "cs": "odhlášen | odhlášení | nekontaktovat | zákaz | nesouhlas", "sk": "odhlásený | nekontaktovať | nesúhlas",
    "hu": "leiratkozott | leiratkozás | tiltott | reklámtilalom", "ro": "dezabonat | dezabonare | nu contactați | interdictie marketing | refuză sms | refuză", "sl": "odjavljen | odjava", "hr": "odjavljen | odjava",
    "sr": "одјављен | одјава", "bg": "отписан | отписване | отказ", "ru": "черный список | чёрный список | отписан | отписка | отказ | не беспокоить | не звонить | дата отписки | запрет рассылки",
    "uk": "відписаний | відписка | відмова | заборона розсилки", "el": "απεγγραφή | διαγραφή | αποχώρηση | μη αποστολή", "tr": "ret | iptal | abonelik iptali | abonelikten çıktı | kara liste | sms ret | sms istemiyor | aranmasın | gönderim yasağı", "ar": "إلغاء الاشتراك | عدم الإزعاج | القائمة السوداء | تاريخ الإلغاء | ممنوع الإرسال | ملغي | ألغى الاشتراك | ألغى",
    "he": "הסרה | הוסר | להסיר", "fa": "لغو اشتراک", "hi": "सदस्यता समाप्त | सदस्यता रद्द", "th": "ยกเลิก | ห้ามติดต่อ | ห้ามส่ง", "vi": "hủy đăng ký | từ chối | không gửi | hủy nhận tin", "id": "berhenti berlangganan | berhenti langganan | jangan hubungi | jangan kirim | berhenti | tolak",
    "zh": "退订 | 退訂 | 已退订 | 拒收 | 取消订阅 | 黑名单 | 勿扰 | 免打扰 | 请勿联系 | 禁止发送 | 禁止發送 | 拒绝接收 | 拒絕接收", "ja": "ブラックリスト | 配信停止 | 配信拒否 | 退会 | オプトアウト | 停止 | 連絡不要 | 配信不要 | 配信不可 | 送信不可 | 受信拒否 | 配信ng", "ko": "블랙리스트 | 수신거부 | 수신 거부 | 해지 | 수신 안함 | 발송금지 | 발송 금지 | 거부",
}  # fmt: skip
LEFT: Final = " | ".join((*OPT_OUT.values(), *GONE.values()))
"""All names of opt-outs, and of who is blocked, deleted or dead."""
STEMS_OF_LEAVING: Final = (
    "unsubscri abmeld abgemeld abbestell widerruf desabonn desinscri descadastr disiscri afmeld uitschrij uitgeschr avregistr avanmal frameld avmeld "
    "wypisan wycofan revoc revog revoq revok aterkall tilbagekald odvol visszavon ingetrok отозв odhlas leiratk dezabon odjav отпис отказ відпис відмов απεγγραφ διαγραφ"
)
"""The beginnings of words of leaving, folded: each of their forms, such as a genitive, makes a name that of an opt-out."""
STEMS_OF_CONSENT: Final = (
    "consent accept agree authoriz authoris einwillig zustimm autoris autoriz acept aceit accett toestem samtyck samtykk suostum nousol piekri sutik zgod souhlas suhlas "
    "hozzajar consimt soglas privol suglas соглас съглас згод συγκαταθ"
)
"""The beginnings of words of consent, folded: they make a name that of a consent if it also has a word of text messages."""
OF_TEXTS: Final = "sms | text | texts | txt | mms | смс | смс сообщения | смс рассылка | 短信 | 簡訊 | 문자 | メッセージ | ショートメール"
"""Words that make a consent (also) one to text messages."""
LEGAL: Final = frozenset({"gdpr", "dsgvo", "rgpd"})
"""Words of :data:`OF_OTHERS` that say nothing beside a word of leaving: who was erased because of a law may not be texted."""
OF_OTHERS: Final = (
    "email | e mail | mail | emails | mailing | newsletter | courriel | courrier | correo | mél | whatsapp | whats app | telegram | viber | push | fax | post | call | calls | "
    "call me | voice | anruf | anrufe | telefonwerbung | llamada | appel | cookie | cookies | privacy | datenschutz | terms | agb | gdpr | dsgvo | rgpd | почта | "
    "photo | photos | foto | fotos | fotografie | picture | pictures | image rights | video | videos | data processing | data sharing | datenverarbeitung | traitement des données | "
    "tratamiento de datos | trattamento dati | trattamento dei dati | tratamento de dados | przetwarzanie danych | treatment | medical | email рассылка | имейл | эл почта | eposta | e posta | poczta | 邮件 | 電子郵件 | メール | 이메일 | بريد | البريد | אימייל | מייל | sähköposti | epost | hírlevél | sms code"
)
"""Words that make a consent or an opt-out about something other than text messages, such as email."""
WHY: Final = (
    "reason | grund | motif | raison | motivo | razón | reden | powód | důvod | dôvod | ok | motiv | причина | λόγος | neden | nedeni | anledning | orsak | årsag | syy | "
    "理由 | 原因 | 사유 | سبب | סיבה | alasan | lý do"
)
"""Words that make the name of an opt-out one of its reason."""
ABOUT: Final = f"source | quelle | ip | method | by | type | url | form | version | wording | text version | shown | displayed | channel | origen | fuente | quellen | {WHY}"
"""Words that mean the column describes a consent instead of containing it."""
NOT_AN_ANSWER: Final = (
    "expires | expiry | expiration | expire | end | ends | valid | validity | until | required | requires | needed | necessary | requested | request | asked | "
    "id | link | token | count | counter | note | notes | comment | comments | score | deadline | due | pending | erforderlich | benötigt | "
    "notwendig | ablauf | ablaufdatum | läuft ab | gültig | gültigkeit | angefragt | requis | requise | nécessaire | expire le | validité | "
    "requerido | requerida | caducidad | caduca | vence | vencimiento | richiesto | scadenza | validade | expiração | obrigatório | vereist | nodig | "
    "verloopt | vervaldatum | wymagana | ważna do | wygasa"
)
"""Words that make the name of a consent one about something else: when it ends, whether it is needed, its number."""
TAKEN_BACK: Final = (
    "no | not | non | without | never | won t | wont | don t | dont | doesn t | doesnt | didn t | didnt | can t | cant | cannot | withheld | lacks | lacking | lack | declined | refused | denied | rejected | expired | lapsed | missing | ended | kein | keine | nicht | ohne | "
    "abgelehnt | verweigert | entzogen | abgelaufen | pas de | sans | refus | refusé | expiré | sin | rechazado | denegado | senza | negato | "
    "rifiutato | sem | não | negado | recusado | geen | niet | zonder | geweigerd | ingen | inte | utan | ikke | uden | uten | ei | bez | brak | "
    "nie | cofnięta | не | нет | без | немає | χωρίς | yok | 无 | 未 | なし | しない | 미동의 | 拒绝 | 拒絕 | 拒否 | 不同意 | 不接受 | 不接收 | 不要 | 不可 | 不希望 | 거부 | 안함 | 하지 않"
)
"""Words that turn the name of a consent into its opposite: a yes in the column is an opt-out."""
WITHDRAWN: Final[Table] = {
    "en": "revok | revoc | withdr | rescind | retract | cancel", "de": "widerruf | widerrief | zurückgezog | zurückgenommen | entzog",
    "fr": "révoq | révoc | retir | retrait | annul", "es": "revoc | retirad | retiro | anulad | cancelad", "it": "revoc | ritir | annull | ritratt",
    "pt": "revog | retirad | cancelad | anulad", "nl": "ingetrokken | intrek", "sv": "återkall | återtag | tillbakadrag", "da": "tilbagekald | tilbagetruk | trukket",
    "nb": "trukket | tilbakekal | tilbaketruk", "fi": "peruut | perut | perum", "et": "tagasi", "lv": "atsauk", "lt": "atšauk", "pl": "wycof | cofni | odwoł",
    "cs": "odvol | zruš", "sk": "odvol | zruš", "hu": "visszavon", "ro": "retras | revoc | anulat", "sl": "preklic | umakn", "hr": "povuč | opoziv | opozv",
    "sr": "повуч | опозив | опозв", "bg": "оттегл", "ru": "отозв | отзыв", "uk": "відклик", "el": "ανακλ | ανάκλ", "tr": "iptal | geri", "ar": "سحب | مسحوب | إلغاء",
    "he": "ביטול | בוטל | בוטלה", "fa": "لغو", "hi": "वापस", "th": "ถอน", "vi": "rút | thu hồi", "id": "dicabut | ditarik", "zh": "撤回 | 撤销 | 撤銷", "ja": "撤回 | 取消 | 取り消し",
    "ko": "철회 | 취소",
}  # fmt: skip
"""The beginnings of words that say that a consent was taken back, by language: they turn its name into that of an opt-out."""
EITHER: Final = "yes | y | ja | oui | si | sí | sì | sim | tak | да | так | evet | 同意不同意 | 接受不接受 | するしない"
"""Words of a question: ``Consent (yes/no)`` and ``SMS consent yes or no`` are consents."""
FILLERS: Final = (
    "sms | customer | contact | your | main | primary | default | kunden | kunde | client | cliente | kontakt | value | field | user | person | recipient | 1 | e164 | "
    "number | no | nr | of | the"
)
"""Words that may be added to the name of a phone, name, country, zone, state or language column without changing its meaning."""
MAYBE: Final = (
    "gdpr | dsgvo | rgpd | lopd | lgpd | popia | pdpa | pipeda | ccpa | kvkk | privacy | datenschutz | privacidad | confidentialité | terms | agb | newsletter | "
    "news letter | infolettre | bulletin | boletín | nieuwsbrief | nyhetsbrev | nyhedsbrev | uutiskirje | newsletteru | biuletyn | hírlevél | bülten | рассылка | "
    "marketing | promo | promos | promotion | promotions | ads | advertising | advertisement | advertisements | werbung | kontakt erlaubt | publicidad | "
    "publicité | pubblicità | publicidade | reklama | reklame | reklam | reclame | reklamy | mainonta | реклама | пропагандни | διαφήμιση | إعلانات | פרסומות | "
    "广告 | 廣告 | 広告 | 광고 | auglýsingar | matangazo | mailing | mailings | mailing list | notification | notifications | notify | alerts | communication | "
    "communications | comms | subscribe | subscriber | subscribes | opt | opted | optstatus | sub | valid consent | consent valid | doi | contactable | can contact | may contact | ok to contact | contact ok | "
    "contact allowed | allow contact | do contact | darf kontaktiert werden | agree | agrees | accept | accepts | accepted | accepts marketing | signed up | signup | "
    "textable | send sms | sms flag | sms yn | sms y n | sends | active | is active | enabled | ok | okay | allowed | allow | erlaubt | aktiv | actif | activo | attivo | ativo"
)
"""Names of columns that may be a consent, or about something else. A no in them is said, and the list is never called clean."""
ONLY_OTHERS: Final = (
    "email | e mail | mail | emails | courriel | courrier | correo | whatsapp | telegram | viber | push | fax | post | call | calls | voice | anruf | cookie | cookies | "
    "почта | eposta | poczta | sähköposti | epost | account | konto | order | product | card | device | app"
)
"""Words that make such a name one about something else."""
