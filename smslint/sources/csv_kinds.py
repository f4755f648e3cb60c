"""The column of a CSV file that says what kind each message is, by its name and its cells, in many languages."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from smslint.folding import fold, folded_words
from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


_NAMES: Final = folded_words(
    "kind|type|category|class|message type|message kind|message category|msg type|sms type|sms category|sms kind|template type|template category|"
    "text type|use case type|art|typ|kategorie|nachrichtenart|nachrichtentyp|catégorie|genre|type de message|tipo|categoría|clase|tipo de mensaje|"
    "categoria|tipo di messaggio|tipo de mensagem|soort|categorie|berichttype|rodzaj|kategoria|kategori|tyyppi|luokka|druh|típus|kategória|tip|"
    "тип|вид|категория|тип сообщения|категорія|тип повідомлення|τύπος|κατηγορία|tür|tipi|النوع|الفئة|نوع|סוג|קטגוריה|类型|類型|类别|類別|種類|種別|区分|カテゴリ|カテゴリー|"
    "유형|종류|분류|카테고리|loại|jenis|tipe|ประเภท|प्रकार"
)
_KINDS: Final = {
    "marketing": folded_words(
        "marketing|promotional|promotion|promotions|promo|promos|campaign|advertising|advertisement|advert|ad|ads|commercial|explicit|"
        "werbung|werblich|werbe sms|promotionnel|promotionnelle|publicité|publicitaire|commerciale|promocional|promoción|publicidad|publicitario|comercial|"
        "promozionale|pubblicità|pubblicitario|publicidade|promocao|reclame|commercieel|reklama|reklamowa|reklamowy|promocyjna|promocyjny|marketingowa|marketingowy|"
        "reklam|marknadsföring|markedsføring|reklame|mainos|mainonta|markkinointi|reklamní|reklám|marketingový|reclamă|promoțional|"
        "реклама|рекламное|рекламный|рекламная|маркетинг|маркетинговое|маркетинговый|промо|рекламне|рекламний|διαφήμιση|διαφημιστικό|μάρκετινγκ|"
        "pazarlama|tanıtım|kampanya|ticari|تسويق|تسويقي|تسويقية|ترويجي|ترويجية|إعلان|إعلاني|שיווק|שיווקי|פרסום|פרסומי|פרסומת|"
        "营销|营销类|营销短信|推广|推广类|广告|促销|營銷|行銷|廣告|推廣|促銷|マーケティング|広告|販促|プロモーション|宣伝|광고|광고성|마케팅|홍보|프로모션|"
        "khuyến mãi|quảng cáo|tiếp thị|pemasaran|promosi|iklan|การตลาด|โฆษณา|โปรโมชั่น|मार्केटिंग|प्रचार"
    ),
    "transactional": folded_words(
        "transactional|transaction|transactions|transac|utility|operational|non marketing|non promotional|service implicit|service message|transaktional|"
        "transaktionell|transaktion|transactionnel|transactionnelle|transaccional|transazionale|transacional|transactioneel|transakcyjna|transakcyjny|"
        "transaktionellt|transaktionel|transaksjonell|transaktionaalinen|transakční|transakčný|tranzakciós|tranzacțional|"
        "транзакционное|транзакционный|транзакционная|сервисное|сервисный|транзакційне|транзакційний|сервісне|συναλλαγή|"
        "işlemsel|işlem|bilgilendirme|معاملة|معاملات|خدمي|خدمية|תפעולי|שירות|交易|交易类|事务|事务性|通知类|通知短信|交易類|トランザクション|取引|거래|정보성|"
        "giao dịch|transaksi|transaksional|ธุรกรรม|लेनदेन"
    ),
    "otp": folded_words(
        "otp|one time password|one time passcode|one time code|verification|verification code|authentication|auth|2fa|mfa|two factor|passcode|"
        "einmalpasswort|verifizierung|verifikation|authentifizierung|bestätigungscode|vérification|code de vérification|authentification|"
        "verificación|código de verificación|autenticación|verifica|codice di verifica|autenticazione|verificação|código de verificação|autenticação|"
        "verificatie|authenticatie|weryfikacja|kod weryfikacyjny|uwierzytelnianie|verifiering|verifisering|verificering|vahvistuskoodi|ověření|overenie|"
        "ellenőrzés|verificare|верификация|аутентификация|авторизация|код подтверждения|верифікація|автентифікація|επαλήθευση|doğrulama|doğrulama kodu|"
        "تحقق|رمز التحقق|אימות|验证码|验证|验证码类|驗證碼|驗證|認証|認証コード|確認コード|인증|인증번호|xác thực|mã xác thực|verifikasi|autentikasi|ยืนยันตัวตน|ओटीपी"
    ),
}
_OTHER: Final = folded_words(
    "sms|text|email|e mail|mail|push|mms|rcs|whatsapp|voice|html|string|plain|plural|singular|array|template|message|in app|web|letter|fax"
)
"""Words for what else a column of types contains: channels and formats."""


NO_SETTINGS: Final[Mapping[str, object]] = MappingProxyType({})


class Kinds(NamedTuple):
    """The column of kinds, and the kind of each of its rows."""

    column: int
    of_rows: tuple[str, ...]
    """The kind of each row; empty where its cell is empty or no word for a kind."""
    strange: int | None
    """The first row whose cell is no word for a kind."""

    def settings(self, row: int) -> Mapping[str, object]:
        """The settings of a row, from 0, as a message has them."""
        kind = self.of_rows[row]
        return {"kind": kind} if kind else NO_SETTINGS

    def why(self, header: Sequence[str], cell: str) -> str:
        """What is unknown about a strange cell."""
        return f"The column {header[self.column]!r} may have the kind of each message, but {cell.strip()[:40]!r} is no kind that smslint knows."

    @property
    def used(self) -> bool:
        """Whether a cell of the column is a kind."""
        return any(self.of_rows)


def kinds_of_rows(header: Sequence[str], cells: Callable[[int], Sequence[str]], texts: Sequence[int]) -> Kinds | None:
    """The column that says what kind each message is; ``None`` if there is none.

    :param cells: the cells of a column, one for each row.
    :param texts: the columns of texts.
    """
    named = [at for at, name in enumerate(header) if at not in texts and _plain(name) in _NAMES]
    found = [each for each in (_read(at, cells(at)) for at in named) if each is not None]
    return next((each for each in found if each.used), found[0] if found else None)


def _read(column: int, cells: Sequence[str]) -> Kinds | None:
    plain = [_plain(cell) for cell in cells]
    kinds = tuple(map(kind_of, plain))
    other = [bool(word) and not kind for word, kind in zip(plain, kinds, strict=True)]
    if not any(kinds) and _are_channels(plain):
        return None
    return Kinds(column, kinds, next((at for at, strange in enumerate(other) if strange), None))


def _are_channels(plain: Iterable[str]) -> bool:
    return all(word in _OTHER or not word for word in plain)


def kind_of(word: str) -> str:
    """The kind that a folded word means; empty if it means none."""
    return next((kind for kind, words in _KINDS.items() if word in words), "")


def _plain(cell: str) -> str:
    return " ".join(fold(cell).replace("_", " ").replace("-", " ").split())
