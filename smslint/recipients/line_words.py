"""Names and cells of lists that say what kind of line a number is, in many languages. Tables only, as in :mod:`.header_words`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

LINE_TYPE: Final[Mapping[str, str]] = {
    "is": "símategund | númerategund", "sw": "aina ya simu | aina ya namba | aina ya nambari",
    "en": "line type | type of line | phone type | phone line type | phone number type | number type | type of number | type of phone | carrier type | lookup type | telephone type",
    "de": "anschlussart | nummerntyp | nummernart | rufnummernart | rufnummerntyp | telefonart | telefontyp | leitungstyp", "fr": "type de ligne | type de numéro | type de téléphone | type téléphone",
    "es": "tipo de línea | tipo de número | tipo de teléfono | tipo teléfono", "it": "tipo di linea | tipo linea | tipo di numero | tipo numero | tipo di telefono | tipo telefono",
    "pt": "tipo de linha | tipo de número | tipo de telefone | tipo telefone", "nl": "lijntype | nummertype | type nummer | soort nummer | telefoontype | soort telefoon",
    "sv": "linjetyp | nummertyp | telefontyp | typ av nummer", "da": "linjetype | nummertype | telefontype", "nb": "linjetype | nummertype | telefontype", "fi": "numerotyyppi | liittymätyyppi | puhelintyyppi | numeron tyyppi",
    "et": "numbri tüüp | telefoni tüüp", "lv": "numura tips | tālruņa tips | līnijas tips", "lt": "numerio tipas | telefono tipas | linijos tipas",
    "pl": "typ numeru | rodzaj numeru | typ linii | typ telefonu | rodzaj telefonu", "cs": "typ čísla | typ linky | typ telefonu", "sk": "typ čísla | typ linky | typ telefónu",
    "hu": "számtípus | vonaltípus | szám típusa | telefonszám típusa | telefon típusa", "ro": "tip linie | tipul liniei | tip număr | tip telefon", "sl": "vrsta številke | tip številke | vrsta telefona",
    "hr": "vrsta broja | tip broja | tip telefona | vrsta telefona", "sr": "тип броја | врста броја | тип телефона", "bg": "тип на номера | тип номер | вид на номера | тип телефон | вид телефон",
    "ru": "тип номера | вид номера | тип телефона | вид телефона | тип линии", "uk": "тип номера | тип телефону | вид телефону | тип лінії", "el": "τύπος αριθμού | τύπος τηλεφώνου | είδος τηλεφώνου | τύπος γραμμής",
    "tr": "hat türü | hat tipi | numara türü | numara tipi | telefon türü | telefon tipi", "ar": "نوع الهاتف | نوع الرقم | نوع الخط", "he": "סוג טלפון | סוג הטלפון | סוג מספר | סוג קו", "fa": "نوع تلفن | نوع شماره | نوع خط",
    "hi": "फ़ोन प्रकार | फोन का प्रकार | नंबर का प्रकार | लाइन का प्रकार", "th": "ประเภทเบอร์ | ประเภทหมายเลข | ประเภทโทรศัพท์", "vi": "loại số | loại điện thoại | loại thuê bao", "id": "jenis nomor | tipe nomor | jenis telepon | tipe telepon",
    "zh": "号码类型 | 號碼類型 | 电话类型 | 電話類型 | 线路类型 | 線路類型", "ja": "電話種別 | 番号種別 | 回線種別 | 電話番号種別 | 電話の種類 | 回線の種類", "ko": "번호유형 | 번호종류 | 전화유형 | 전화종류 | 회선유형 | 회선종류",
}  # fmt: skip
"""Names of columns whose cells are kinds of lines."""

LANDLINE: Final[Mapping[str, str]] = {
    "is": "heimasími | fastlína | landlína", "sw": "simu ya mezani", "en": "landline | land line | fixed line | wireline | wired line | fixed line phone | landline phone", "de": "festnetz | festnetznummer | festnetzanschluss",
    "fr": "ligne fixe | téléphone fixe | numéro fixe", "es": "línea fija | teléfono fijo | número fijo", "it": "linea fissa | telefono fisso | numero fisso | rete fissa", "pt": "linha fixa | telefone fixo | número fixo",
    "nl": "vaste lijn | vaste telefoon | vast nummer", "sv": "fast telefon | fast telefoni | fast linje | fast nummer", "da": "fastnet | fastnettelefon | fastnetnummer", "nb": "fasttelefon | fastlinje | fastnett", "fi": "lankapuhelin | kiinteä linja | lankanumero",
    "et": "lauatelefon", "lv": "fiksētā līnija | fiksētais tālrunis", "lt": "fiksuotas telefonas | fiksuotoji linija | laidinis telefonas", "pl": "telefon stacjonarny | numer stacjonarny | linia stacjonarna", "cs": "pevná linka", "sk": "pevná linka",
    "hu": "vezetékes telefon | vezetékes szám | vezetékes vonal", "ro": "telefon fix | linie fixă | număr fix", "sl": "stacionarni telefon | fiksni telefon | stacionarna številka", "hr": "fiksni telefon | fiksna linija | fiksni broj",
    "sr": "фиксни телефон | фиксна линија", "bg": "стационарен телефон | фиксиран телефон", "ru": "городской телефон | стационарный телефон | городской номер | проводной телефон", "uk": "міський телефон | стаціонарний телефон", "el": "σταθερό τηλέφωνο | σταθερή γραμμή",
    "tr": "sabit hat | sabit telefon", "ar": "هاتف أرضي | خط أرضي | هاتف ثابت | خط ثابت", "he": "טלפון נייח | טלפון קווי | קו נייח", "fa": "تلفن ثابت | خط ثابت", "hi": "लैंडलाइन", "th": "โทรศัพท์บ้าน | เบอร์บ้าน | โทรศัพท์พื้นฐาน", "vi": "điện thoại cố định | điện thoại bàn | máy bàn | số cố định",
    "id": "telepon rumah | telepon tetap | telepon kabel", "zh": "固话 | 固話 | 座机 | 座機 | 固定电话 | 固定電話 | 市话", "ja": "固定電話", "ko": "유선전화 | 집전화 | 일반전화",
}  # fmt: skip
"""A line that cannot receive texts: as a cell, and as the name of a column of yes and no."""

FIXED: Final[Mapping[str, str]] = {
    "": "fax | fixed | fixedline | home landline | business landline | premium | premium rate | premiumrate | shared cost | sharedcost | uan | voicemail | pstn | isdn", "de": "festnetztelefon | fest | fixnetz", "fr": "fixe", "es": "fijo | fija", "it": "fisso | fissa", "pt": "fixo | fixa", "nl": "vast", "sv": "fast", "nb": "fast",
    "fi": "kiinteä", "lv": "fiksētais | fiksētā", "lt": "fiksuotas | laidinis", "pl": "stacjonarny | stacjonarna", "cs": "pevná | pevný", "sk": "pevná | pevný", "hu": "vezetékes", "ro": "fix | fixă", "sl": "stacionarni | fiksni", "hr": "fiksni | fiksna",
    "sr": "фиксни", "bg": "стационарен | фиксиран", "ru": "городской | стационарный | проводной", "uk": "міський | стаціонарний", "el": "σταθερό", "tr": "sabit", "ar": "ثابت | أرضي", "he": "נייח | קווי", "fa": "ثابت", "vi": "cố định", "id": "tetap | kabel", "ja": "固定", "ko": "유선", "zh": "固定",
}  # fmt: skip
"""The same in cells of a column of kinds of lines, where one word is enough."""

PERHAPS: Final = "voip | non fixed voip | nonfixedvoip | fixed voip | fixedvoip | non-fixed voip | virtual | virtual number | internet | ip | internetanschluss | toll free | tollfree | toll-free | personal | personal number | pager | satellite | special services"
"""Some of these lines receive texts: only the carrier knows."""
ABLE: Final = (
    "mobile | mobile phone | cell | cell phone | cellular | wireless | smartphone | gsm | fixed line or mobile | fixedlineormobile | handy | mobil | mobilfunk | mobiltelefon | portable | móvil | celular | cellulare | telemóvel | mobiel | matkapuhelin | "
    "komórka | komórkowy | mobilní | mobilný | мобильный | сотовый | мобільний | мобилен | мобилни | κινητό | cep | جوال | موبايل | محمول | نייד | נייד | همراه | मोबाइल | มือถือ | di động | ponsel | hp | seluler | 手机 | 手機 | 移动 | 行動電話 | 携帯 | 携帯電話 | 휴대폰 | 휴대전화 | 핸드폰 | "
    "mobitel | mobilus | mobilais | mobiil | farsími | rununu | simu ya mkononi | home | work | main | other | private | business | office | primary | secondary | default | privat | geschäftlich | arbeit | beruflich | domicile | travail | casa | trabajo | lavoro | trabalho | thuis | werk | "
    "personal mobile | iphone | android | ios | unknown | unclassified | both"
)
"""Lines that receive texts, and words that say nothing about a line."""
TEXTABLE: Final = (
    "sms capable | sms able | sms enabled | text capable | text enabled | texting capable | is sms capable | supports sms | is mobile | is cell | is cell phone | is mobile number | is mobile phone | is wireless | "
    "sms fähig | smsfähig | ist mobil | ist handy | est mobile | est un mobile | compatible sms | es móvil | es celular | apto sms | è mobile | è cellulare | é celular | é móvel | is mobiel | är mobil | er mobil | on mobiili | "
    "jest komórkowy | je mobil | este mobil | мобильный ли | cep mi | 是否手机 | 是否手機 | 携帯か"
)
"""Names of columns in which a no says that a number cannot receive texts."""
MARKS: Final = "type | typ | tipo | art | kind | label | labels | tag | tags | soort | tyyppi | típus | tip | тип | τύπος | tür | النوع | סוג | نوع | प्रकार | ประเภท | loại | jenis | 类型 | 類型 | 種別 | 유형"
"""Names of columns of any marks: a landline among them is one."""
