"""Whether every word in the name of a consent is understood: a word that is not may turn it into something else."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from smslint.recipients import header_words as table
from smslint.recipients.header_names import normal, spaced

UNDERSTOOD: Final = (
    "date datum datu fecha data datetime time timestamp when zeit hora heure uhrzeit given grant obtain receiv record collect captur stored confirm double single express "
    "implied written signed explicit prior valid flag value field bool status state level current latest customer client kunde client cliente klant kund asiakas user member "
    "contact kontakt person recipient subscri phone mobil telef handy number cell celular text sms mms messag nachricht mensaj messag mensag wiadomo viest mesaj besked "
    "melding market werb commer comer promo reklam reclam publi pubbl advert mainon реклам смс сообщ рассыл дата повідом market markedsf marknadsf newsletter news email "
    "mail whatsapp call voice push gdpr dsgvo rgpd tcpa legal recht permis allow erlaubt receive send sent erteilt gegeben vorhanden liegt donné accord dado dada otorgad "
    "concedid prestat concesso gegeven verleend lämna givet annet wyraż udziel udělen adott megad dato дано получен есть наличие alerts notif communic kommunik comunic "
    "updat creat modif changed voor zasil otrzym küld offers angebot offres ofertas offerte opt-in optin opted column answer antwort yes does have haben their your this para pour über από για için"
)
"""The beginnings of words that leave the name of a consent one to messages: how and when it was given."""


_JOINED: Final = (
    "วันที่ เวลา ข้อความ สั้น เอสเอ็มเอส รับ การ ให้ ส่ง ทาง ผ่าน การตลาด โฆษณา โปรโมชั่น ข่าวสาร ข่าว ลูกค้า ผู้ใช้ สมาชิก โทรศัพท์ มือถือ เบอร์ สถานะ ใน ที่ ของ และ เพื่อ แล้ว "
    "短信 簡訊 短訊 讯息 訊息 消息 营销 營銷 行銷 推广 推廣 广告 廣告 促销 促銷 接收 收到 接受 收 发送 發送 是否 日期 时间 時間 客户 客戶 用户 用戶 会员 會員 手机 手機 电话 電話 号码 號碼 状态 狀態 "
    "已 的 有 无 否 是 明示 书面 配信 送信 受信 受け取り 受取 メッセージ ショート ショートメッセージ ショートメール メール 日 日時 日付 時刻 広告 販促 マーケティング お客様 顧客 利用者 ユーザー 携帯 番号 "
    "有無 可否 希望 許可 状況 状態 ステータス フラグ の を に は へ する 済み 済 ご 取得 得 書面 お知らせ キャンペーン "
    "문자 메시지 메세지 수신 발송 전송 마케팅 광고 홍보 프로모션 여부 일자 일시 날짜 시간 고객 회원 사용자 휴대폰 휴대전화 전화 번호 상태 대한 에 의 및 를 을 이 가 함 성 정보 예 아니오 받기 명시적 서면 알림 뉴스레터"
)
"""Words of scripts without spaces between words: nothing else may remain of a name."""
_SPELLED: Final = (
    "ημερομηνι ωρα μηνυμ αποστολ ληψη ενημερωσ διαφημ μαρκετινγκ προωθ εμπορικ πελατ χρηστ συνδρομητ επαφ κινητ τηλεφων αριθμ ναι οχι κατασταση γραπτ ρητη δοθ εδωσε παροχ "
    "εγκρισ για την της του των στη στο απο "
    "дата датум врем час смс сообщ повідом съобщ порук рассыл розсил реклам маркетинг промо коммерч клієнт клиент пользоват користувач корисник потребител абонент контакт "
    "телефон номер број мобил получ отрим примањ слањ наданн даден дан есть наличи статус да нет так ні письмен явн подписк підписк для за од от по про від из на "
    "تاريخ وقت رسائل رسالة نصية النصية قصيرة تسويق اعلان ترويج دعائية عميل عملاء زبون مستخدم مشترك استلام تلقي استقبال ارسال هاتف جوال موبايل رقم حالة نعم لا على في من عن الى او "
    "موافق موافقة موافقه "
    "תאריך שעה הודעות הודעה הודעת טקסט מסרונים מסרון סמס דיוור שיווק פרסום פרסומ מבצעים לקוח משתמש קבלת קבל שליחת טלפון נייד סטטוס כן לא ניתנה מפורש כתב של על את עם או "
    "तारीख दिनांक तिथि समय एसएमएस संदेश मैसेज टेक्स्ट विपणन मार्केटिंग प्रचार विज्ञापन ग्राहक उपयोगकर्ता प्राप्त फोन फ़ोन मोबाइल नंबर स्थिति हाँ हां नहीं लिए भेजने के की का है और से में "
    "تاریخ پیامک پیام تبلیغات مشتری دریافت برای به"
)
"""The beginnings of words of other scripts, as :data:`UNDERSTOOD` has them of Latin ones."""
_BEFORE: Final = re.compile("^(?:ال|وال|بال|لل|و|ب|ل|[הלבומש]{1,2})(?=.{3})")
"""Articles and short words that Arabic and Hebrew write together with the next word."""
_NO_SPACES: Final = re.compile("[\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff]")


def is_plain(name: str) -> bool:
    """Whether all words in the name of a consent are understood: others may turn it into something else."""
    letters = "".join(char for char in name if unicodedata.category(char) != "Mc")  # Indic vowels are no letters
    return all(map(_is_known, spaced(letters).split()))


def _is_known(word: str) -> bool:
    if word.isascii():
        return len(word) <= 3 or word.startswith(_understood())
    if _NO_SPACES.search(word):
        return not _joined().sub("", word)
    return (
        len(word) == 1 or word.isdigit() or word.startswith(_foreign()) or _BEFORE.sub("", word).startswith(_foreign())
    )


@lru_cache(maxsize=1)
def _joined() -> re.Pattern[str]:
    """All words of scripts without spaces, the longest first; also Latin words and digits among them."""
    known = {normal(each) for each in _JOINED.split()} | {normal(word) for word in _words() if _NO_SPACES.search(word)}
    latin = "|".join(sorted(map(re.escape, _understood()), key=len, reverse=True))
    return re.compile(
        f"{'|'.join(sorted(map(re.escape, known), key=len, reverse=True))}|(?:{latin})[a-z]*|[a-z]{{1,3}}(?![a-z])|\\d+"
    )


@lru_cache(maxsize=1)
def _foreign() -> tuple[str, ...]:
    stems = (*_SPELLED.split(), *table.STEMS_OF_CONSENT.split(), *_words())
    known = {normal(each) for each in stems if not each.isascii()}
    return tuple(known)


def _words() -> list[str]:
    """The words in the tables of names, folded."""
    lines = (
        *table.CONSENT.values(),
        table.LEFT,
        *table.STATUS.values(),
        table.OF_TEXTS,
        table.MAYBE,
        table.OF_OTHERS,
    )
    return [word for line in lines for name in line.split(" | ") for word in spaced(name).split()]


@lru_cache(maxsize=1)
def _understood() -> tuple[str, ...]:
    """The beginnings of all Latin words that are understood, folded."""
    plain = (normal(word) for word in UNDERSTOOD.split())
    return tuple({*(word for word in _words() if len(word) > 3), *plain, *table.STEMS_OF_CONSENT.split()})
