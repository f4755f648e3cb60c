"""Names of consents with further words, in scripts other than Latin too; and columns about the texts themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from smslint.recipients import headers
from smslint.recipients.audit import audit
from smslint.recipients.plain_names import is_plain
from smslint.recipients.policy import Policy
from tests.recipients.support import US, listed

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = (
    "Συγκατάθεση SMS | Συγκατάθεση για μηνύματα | συναίνεση για διαφημιστικά μηνύματα | Согласие на рассылку | согласие на рекламу | согласие клиента | "
    "Согласие на получение смс-сообщений | Згода на розсилку | згода на отримання повідомлень | Съгласие за смс | Сагласност за поруке | الموافقة | "
    "الموافقة على الرسائل النصية | موافقة العميل | الموافقة على الرسائل التسويقية | הסכמה | הסכמה לקבלת הודעות | הסכמה לדיוור | ความยินยอม | ความยินยอมรับข้อความ | "
    "ยินยอมรับ SMS | การยินยอมรับข่าวสาร | 同意 | 短信同意 | 是否同意接收短信 | 同意接收营销短信 | SMS同意 | 同意日期 | SMS配信同意 | メッセージ配信同意 | 同意有無 | 広告配信の同意 | "
    "수신동의 | SMS 수신동의 | SMS수신동의여부 | 마케팅 수신 동의 | 광고성 정보 수신 동의 | 수신동의일자 | सहमति | एसएमएस सहमति | संदेश के लिए सहमति | SMS consent date"
)  # fmt: skip
"""A consent to text messages: to marketing, of a customer, with its date."""
OTHER = (
    "Συγκατάθεση γονέα | Συγκατάθεση φωτογράφισης | συγκατάθεση επεξεργασίας δεδομένων | согласие родителя | согласие на фото | согласие на обработку персональных данных | "
    "Згода батьків | Съгласие на родител | сагласност родитеља | الموافقة على الصور | موافقة ولي الأمر | הסכמה לצילום | הסכמת הורים | ความยินยอมถ่ายภาพ | ความยินยอมผู้ปกครอง | "
    "同意拍照 | 家长同意 | 手术同意 | 同意书编号 | 保護者同意 | 撮影同意 | 同意書番号 | 촬영 동의 | 보호자 동의 | 개인정보 처리 동의 | सहमति फोटो | अभिभावक की सहमति | SMS consent form scan"
)  # fmt: skip
"""A consent of a parent, to a photograph, to an operation; the number of a form."""


@pytest.mark.parametrize("name", KNOWN.split(" | "))
def test_a_consent_to_texts_is_understood(name: str) -> None:
    found = headers.roles(["phone", name])
    assert (found.consent, found.doubtful) == (1, ())


@pytest.mark.parametrize("name", OTHER.split(" | "))
def test_a_consent_to_something_else_is_not_called_one_to_texts(name: str) -> None:
    assert not is_plain(name)
    found = headers.roles(["phone", name])
    assert found.consent is None or found.doubtful == (1,)


@pytest.mark.parametrize(
    "name", ["Συγκατάθεση γονέα", "согласие родителя", "الموافقة على الصور", "同意拍照", "보호자 동의"]
)
def test_such_a_list_is_not_clean(name: str, tmp_path: Path) -> None:
    with listed(tmp_path, f"phone,{name}\n{US[0]},yes\n") as found:
        result = audit(found, Policy(require_consent=True))
    assert result.unread_consents == (name,)


QUIET = [
    "Text color",
    "Message id",
    "text_type",
    "SMS provider",
    "text size",
    "SMS gateway",
    "sms_version",
    "Text template",
    "SMS segments",
]
HEARD = ["Text updates", "SMS alerts wanted", "No more texts?"]


@pytest.mark.parametrize("name", [*QUIET, *HEARD])
def test_columns_about_the_texts_themselves_say_nothing_about_people(name: str, tmp_path: Path) -> None:
    with listed(tmp_path, f"phone,consent,{name}\n{US[0]},yes,yes\n{US[1]},yes,no\n") as found:
        result = audit(found, Policy(require_consent=True))
    heard = bool(result.unread_statuses or result.unread_consents or result.unread_limits or result.tallies)
    assert heard is (name in HEARD)
