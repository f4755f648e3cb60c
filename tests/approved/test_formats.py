"""Each format of exports on an example of its own: which messages it lets pass, and what is said of the others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from smslint.rules import template_formats
from tests.approved.made import EXPORTS, findings, project
from tests.registration.made import check

OWN: dict[str, Any] = {
    "columns": {"id": "Ref", "text": "Wording", "sender": "From", "state": "Where"},
    "states": {"approved": "OK", "rejected": "NO"},
    "variables": "<<name>>",
    "limits": {"number": 5},
}
# export, its entry, a message, what is said of it (None: nothing)
CASES: list[tuple[str, dict[str, Any], str, str | None]] = [
    ("dlt.csv", {"format": "dlt"}, "{{ code }} is your Fernhill code for login. -Fernhill", None),
    ("dlt.csv", {"format": "dlt"}, "AB12 is your Fernhill code for login. -Fernhill", "REG022: 'AB12' is not what {#numeric#} holds"),
    ("dlt.csv", {"format": "dlt"}, f"12 is your Fernhill code for {'x' * 41}. -Fernhill", "REG022: has 41 characters; the limit is 40"),
    ("dlt.csv", {"format": "dlt", "limits": {"alphanumeric": 30}}, f"12 is your Fernhill code for {'x' * 31}. -Fernhill", "REG022: has 31 characters; the limit is 30"),
    ("dlt.csv", {"format": "dlt"}, "12 is your Fernhill code for a\nb. -Fernhill", "REG022: It holds one line" ),
    ("dlt.csv", {"format": "dlt"}, "{{ code }} is your fernhill code for login. -Fernhill", "REG021: it has 'fernhill' where the template has 'Fernhill'"),
    ("dlt.csv", {"format": "dlt"}, "{{ code }} is your Fernhill code for login.  -Fernhill", "REG021: which the template does not have"),
    ("dlt.csv", {"format": "dlt"}, "{{ code }} is your Fernhill code for login. Fernhill", "REG021: it does not have '-'"),
    ("dlt.csv", {"format": "dlt"}, "Dear Ana, order {{ id }} has shipped: fernhill.example/t -Fernhill", None),
    ("dlt.csv", {"format": "dlt"}, "Dear Ana, order {{ id }} has shipped: soon -Fernhill", "REG022: 'soon' is not what {#url#} holds"),
    ("dlt.csv", {"format": "dlt"}, 'Fernhill says "hello" to you.\nSee you soon.', None),
    ("dlt.csv", {"format": "dlt"}, "Fernhill: {{ n }} percent off all ferns this week", "REG020: which is rejected"),
    ("dlt.csv", {"format": "dlt"}, "Call Fernhill on 1800-123-4567, or write to a@fernhill.example", "REG020: which is pending"),
    ("dlt.csv", {"format": "dlt"}, "Your table is booked", "REG020: No approved template of India's DLT is near"),
    ("whatsapp.json", {"format": "whatsapp"}, "Hi {{ name }}, order {{ id }} is ready.", None),
    ("whatsapp.json", {"format": "whatsapp"}, "Hola {{ name }}, tu pedido {{ id }} está listo.", None),
    ("whatsapp.json", {"format": "whatsapp"}, "Hola {{ name }}, tu pedido {{ id }} esta listo.", "REG021: it has 'esta' where the template has 'está'"),
    ("whatsapp.json", {"format": "whatsapp"}, "Hi Ana\tLee, order 12 is ready.", "REG022: is not what {{1}} holds"),
    ("whatsapp.json", {"format": "whatsapp"}, "Hi {{ name }}, ferns are cheaper this week.", "REG020: which is paused"),
    ("twilio_content.json", {"format": "twilio_content"}, "Hi {{ name }}, order {{ id }} is ready.", None),
    ("twilio_content.json", {"format": "twilio_content"}, "Hi {{ name }}, here is your fern.", None),
    ("twilio_content.json", {"format": "twilio_content"}, "Ferns are cheaper this week.", "REG020: which is rejected"),
    ("twilio_content.json", {"format": "twilio_content"}, "A card about {{ id }}", "REG020: is near"),
    ("notify.json", {"format": "notify"}, "Your permit is ready, {{ name }}.", None),
    ("notify.json", {"format": "notify"}, "Your permit is ready, {{ name }}.{% if late %} Sorry for the delay.{% endif %}", None),
    ("notify.json", {"format": "notify"}, "Your permit is ready, {{ name }}. Sorry for this delay.", "REG022: may not be what ((first name)) holds"),
    ("notify.json", {"format": "notify"}, "Renew your permit by {{ date }}\nat fernhill.example", None),
    ("notify.json", {"format": "notify", "prefix": "Fernhill: "}, "Fernhill: Renew your permit by {{ date }}\nat fernhill.example", None),
    ("notify.json", {"format": "notify"}, "Dear {{ name }}, renew your permit", "REG020: is near"),
    ("esms.json", {"format": "esms"}, "{{ code }} la ma xac thuc Fernhill cua ban", None),
    ("esms.json", {"format": "esms"}, "1234567 la ma xac thuc Fernhill cua ban", "REG022: has 7 characters; the limit is 6"),
    ("huawei.json", {"format": "huawei"}, "您的订单123456晚到", "REG020: which is pending"),
    ("esms.json", {"format": "esms"}, "12 34 la ma xac thuc Fernhill cua ban", "REG022: is not what {P1,6} holds"),
    ("esms.json", {"format": "esms"}, "Fernhill: don hang 12 cua Anh Lan da giao", "REG020: Vietnam's eSMS, network Mobifone"),
    ("alibaba.json", {"format": "alibaba"}, "您正在登录，验证码为：123456，5分钟内有效！", None),
    ("alibaba.json", {"format": "alibaba"}, "【示例】您正在登录，验证码为：123456，5分钟内有效！", None),
    ("alibaba.json", {"format": "alibaba"}, "您正在登录，验证码为：123456，5分钟内有效！【示例】", None),
    ("alibaba.json", {"format": "alibaba"}, "【别人】您正在登录，验证码为：123456，5分钟内有效！", "REG021: "),
    ("alibaba.json", {"format": "alibaba"}, "您正在登录，验证码为：123，5分钟内有效！", "REG022: It has at least 4 characters"),
    ("alibaba.json", {"format": "alibaba"}, "您正在登录，验证码为：12345a，5分钟内有效！", "REG022: It holds digits only"),
    ("alibaba.json", {"format": "alibaba"}, "您的订单12已发货。", "REG020: which is rejected"),
    ("alibaba.csv", {"format": "alibaba"}, "【某个】您正在登录，验证码为：12ab，5分钟内有效！", None),
    ("huawei.json", {"format": "huawei"}, "您的订单123456由张三派送", None),
    ("huawei.json", {"format": "huawei"}, "您的订单1234567由张三派送", "REG022: has 7 characters; the limit is 6"),
    ("huawei.json", {"format": "huawei"}, "您的订单123456晚到", "REG020: which is pending"),
    ("tencent.json", {"format": "tencent"}, "您的验证码是123456，5分钟内有效", None),
    ("tencent.json", {"format": "tencent"}, "本周优惠九折", "REG020: which is rejected"),
    ("alimtalk.json", {"format": "alimtalk"}, "{{ name }}님의 주문이 완료되었습니다.", None),
    ("alimtalk.json", {"format": "alimtalk"}, "{{ name }}님의 주문이 완료됐습니다.", "REG021: "),
    ("own.csv", OWN, "Fernhill: order {{ id }} is at your door.", "REG022: The value of <<number>> can have 6 characters; the limit is 5"),
    ("own.csv", OWN, "Fernhill: order 12345 is at your door.", None),
    ("own.csv", OWN, "Fernhill: {{ name }}, we are closed.", "REG020: which is rejected"),
]  # fmt: skip


@pytest.mark.parametrize(("export", "entry", "text", "said"), CASES)
def test_a_message_is_held_against_the_export(
    export: str, entry: dict[str, Any], text: str, said: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project(tmp_path, {"file": export, **entry}, {"a": text}))
    found = [each for each in findings() if each["path"].startswith("sms/")]
    if said is None:
        assert found == []
        return
    code, _, words = said.partition(": ")
    assert any(each["code"] == code and words in f"{each['message']} {each['help']}" for each in found), found
    assert {each["field"] for each in found} == {"message"}


def test_every_format_has_an_example() -> None:
    assert {entry.get("format") for _, entry, _, _ in CASES} == {None, *template_formats.names()}


def test_a_spreadsheet_says_the_same_as_the_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import csv

    with (EXPORTS / "dlt.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.create_sheet("Notes").append(["Nothing here"])
    book.save(tmp_path / "dlt.xlsx")
    texts = {
        str(at): text for at, (export, entry, text, _) in enumerate(CASES) if export == "dlt.csv" and len(entry) == 1
    }
    said = []
    for name in ("dlt.csv", "dlt.xlsx"):
        monkeypatch.chdir(project(tmp_path, {"file": name, "format": "dlt"}, texts))
        said.append([
            (each["code"], each["message"].replace(name, ""), each["path"].replace(name, ""))
            for each in findings() if each["path"].startswith("sms/")
        ])  # fmt: skip
    assert len(said[0]) >= 8
    strip = [[(code, message.partition(" (:")[0], path) for code, message, path in each] for each in said]
    assert strip[0] == strip[1]


def test_what_nothing_sends_is_said_at_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(
        project(tmp_path, {"file": "dlt.csv", "format": "dlt"}, {"a": "12 is your Fernhill code for login. -Fernhill"})
    )
    found = [(each["code"], each["path"], each["line"], each["field"]) for each in findings()]
    assert found == [("REG023", "dlt.csv", 5, "template"), ("REG023", "dlt.csv", 6, "template")]


def test_an_export_for_files_without_messages_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "12 is your Fernhill code for login. -Fernhill"
    entry = {"file": "dlt.csv", "format": "dlt", "files": ["other/*.txt"]}
    monkeypatch.chdir(project(tmp_path, entry, {"a": "Your table is booked"}))
    printed = check("check", "--no-cache", "--format", "concise").stdout
    assert "smslint.yaml:" in printed
    assert "No message is in other/*.txt: nothing is held against dlt.csv." in printed
    assert "REG020" not in printed
    project(tmp_path, {**entry, "files": "sms/*.txt"}, {"a": text})
    assert "No message is in" not in check("check", "--no-cache", "--format", "concise").stdout


def test_the_cache_knows_the_exports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(
        project(tmp_path, {"file": "dlt.csv", "format": "dlt"}, {"a": "12 is your Fernhill code for login. -Fernhill"})
    )
    assert check("check").exit_code == 0
    export = tmp_path / "dlt.csv"
    export.write_text(export.read_text(encoding="utf-8").replace("your Fernhill", "the Fernhill"), encoding="utf-8")
    assert check("check").exit_code == 1
