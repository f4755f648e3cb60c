"""What a person sees at once in a text: markup, escapes, damaged letters, glued links, lines for phones that do not work."""

from __future__ import annotations

from typing import Any

import pytest

import smslint
from smslint.rules import packs
from smslint.rules.context import make_context
from smslint.rules.engine import run
from smslint.rules.subject import Subject
from smslint.text.values import ValueTable

OTP = {"kind": "otp", "domains": ["acme.example"]}
PLAIN = {"kind": "transactional"}

# code, text, context, whether it is found
SEEN: list[tuple[str, str, dict[str, Any], bool]] = [
    # markup, escapes and damaged letters
    ("CNT006", "Hallo<br/>Ihre Bestellung ist da", PLAIN, True),
    ("CNT006", '<p class="sms">Votre colis est là</p>', PLAIN, True),
    ("CNT006", "Caf&eacute; Acme: su mesa est&aacute; lista", PLAIN, True),
    ("CNT006", "O&#39;Brien, your table is ready", PLAIN, True),
    ("CNT006", r"Acme: linea uno.\nLinea dos", PLAIN, True),
    ("CNT006", r"Acme: line one\r\nLine two", PLAIN, True),
    ("CNT006", r"Acme: line one \n line two", PLAIN, True),
    ("CNT006", "Acme: line one%0ALine two", PLAIN, True),
    ("CNT006", "Caf%C3%A9 Acme", PLAIN, True),
    ("CNT006", r"Caf\u00e9 Acme", PLAIN, True),
    ("CNT006", "CafÃ© Acme", PLAIN, True),
    ("CNT006", "Acme: 20â€“30 min, it’s ready", PLAIN, True),
    ("CNT006", "Acme: Â£20 off", PLAIN, True),
    ("CNT006", "ÐŸÑ€Ð¸Ð²ÐµÑ‚, Acme", PLAIN, True),
    ("CNT006", "Acme: a < b and b > a; Q&A; AT&T; R&D;", PLAIN, False),
    ("CNT006", "<3 from Acme <you know who>", PLAIN, False),
    ("CNT006", r"Acme: files in C:\new and \\server\name", PLAIN, False),
    ("CNT006", r"¯\_(ツ)_/¯ Acme", PLAIN, False),
    ("CNT006", "Acme: 20% off, 10%0ff", PLAIN, False),
    ("CNT006", "Acme: see https://acme.example/?q=a%20b%0Ac&lt;=1", PLAIN, False),
    ("CNT006", "Responder: sms:+15550100?body=STOP%20now", PLAIN, False),
    ("CNT006", "IRMÃ, AMANHÃ… NÃO falte! PÃO, Ângela, Ñandú, ÐŽ", PLAIN, False),
    # links
    ("URL004", "Siehe https://acme.example/angebotAbmelden: STOP", PLAIN, True),
    ("URL004", "Voir https://acme.example/soldesRépondez STOP", PLAIN, True),
    ("URL004", "Acme: pay here:https://acme.example/p", PLAIN, False),
    ("URL004", "Acme: payhttps://acme.example/p", PLAIN, True),
    ("URL004", "See www.acme.com.Reply now", PLAIN, True),
    ("URL004", "https://acme.example/help, https://acme.example/Stop or (https://acme.example/x)", PLAIN, False),
    ("URL004", "https://acme.example/help", {**PLAIN, "appended": "STOP to end"}, True),
    ("URL004", "https://acme.example/help", {**PLAIN, "appended": "\nSTOP to end"}, False),
    # the line that phones read
    ("OTP002", "123456 is your Acme code.\n@acme.example #123456 %shop.example", OTP, False),
    ("OTP002", "123456 is your Acme code.\n@acme.example #123456 @shop.example", OTP, False),
    ("OTP002", "123456 is your Acme code.\n@acme.example #123456", OTP, False),
    ("OTP002", "123 456 is your Acme code.\n@acme.example #123456", OTP, False),
    ("OTP002", "Acme code for order 654321: 123456.\n@acme.example #123456", OTP, False),
    ("OTP002", "123456 is your Acme code.\n@acme.example#123456", OTP, True),
    ("OTP002", "123456 is your Acme code.\n#123456 @acme.example", OTP, True),
    ("OTP002", "123456 is your Acme code.\n@acme.example 123456", OTP, True),
    ("OTP002", "123456 is your Acme code. @acme.example #123456", OTP, True),
    ("OTP002", "654321 is your Acme code.\n@acme.example #123456", OTP, True),
    ("OTP002", "123456 is your Acme code.\n@acme.example #123456\nThanks", OTP, True),
    ("OTP002", "Write to anna@acme.example 123456", PLAIN, False),
    ("OTP002", "Win with @acme and #summer", PLAIN, False),
    # a code that is not there
    ("OTP001", "Never share your Acme code with anyone.", OTP, True),
    ("OTP001", "Acme code 482913. Never share it.", OTP, False),
    ("OTP001", "Acme code KJ-8F2. Never share it.", OTP, False),
    ("OTP001", "Acme code: ١٢٣٤. Never share it.", OTP, False),
    ("OTP001", "Your Acme code, never share it: ", OTP, False),  # the code is added to it
    # one-time codes and links are not passwords
    ("SEC002", "Use code 4821 for your new password: 48213377", PLAIN, False),
    ("SEC002", "Change your password: 482913", PLAIN, False),
    ("SEC002", "Reset the password at www.acme.example/r?k=1", PLAIN, False),
    ("SEC002", "Your password: Qw3rty!9", PLAIN, True),
    ("SEC002", "Password is hunter22", PLAIN, True),
    # capitals
    ("CNT003", "ACME BANK OTP: உங்கள் ஆர்டர் அனுப்பப்பட்டது நன்றி மீண்டும் வருக வணக்கம், ACME TEAM", PLAIN, False),
    ("CNT003", "طلبك من ACME STORE DUBAI في الطريق اليك وسيصل خلال ساعتين ان شاء الله ACME", PLAIN, False),
    ("CNT003", "ВАША ПОСЫЛКА ПРИБЫЛА, ЗАБЕРИТЕ ЕЁ СЕГОДНЯ", PLAIN, True),
    ("CNT003", "YOUR PARCEL IS HERE, PICK IT UP TODAY", PLAIN, True),
    # opt-out text twice
    ("OPT008", "Acme: -20%. Odjava: STOP na 60700", {**PLAIN, "appended": " Reply STOP to end"}, True),
    ("OPT008", "Acme: -20%. Отказ: acme.example/o", {**PLAIN, "appended": " СТОП на 1234"}, True),
    ("OPT008", "Acme: -20%.", {**PLAIN, "appended": " Reply STOP to end"}, False),
    # white space of a source file
    ("ENC003", "Hi\n    there", PLAIN, True),
    ("ENC003", "Hi\n\tthere", PLAIN, True),
    ("ENC003", "    Hi there", PLAIN, True),
    ("ENC003", "Hi\n  - one\n  - two", PLAIN, False),
]  # fmt: skip


def codes(text: str, context: dict[str, Any], dialect: str = "plain", values: ValueTable | None = None) -> set[str]:
    subject = Subject(text, dialect=dialect, context=make_context(context), values=values)
    return {finding.code for finding in run(packs.load().rules, subject, ("message",))}


@pytest.mark.parametrize(("code", "text", "context", "expected"), SEEN)
def test_what_a_person_sees_at_once(code: str, text: str, context: dict[str, Any], expected: bool) -> None:
    assert (code in codes(text, context)) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("@acme.example #{{ code }}", False),
        ("@{{ domain }} #{{ code }}", False),
        ("@acme.example #{{ pin }}", True),  # the text shows {{ code }}
        ("#{{ code }} @acme.example", True),
        ("@acme.example {{ code }}", True),
        ("Enter it at @acme.example #{{ code }}", True),
    ],
)
def test_the_line_for_phones_in_a_template(line: str, expected: bool) -> None:
    found = codes(f"{{{{ code }}}} is your Acme code. Do not share it.\n{line}", {"kind": "otp"}, "jinja")
    assert ("OTP002" in found) is expected


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ({"type": "phone"}, False),
        ({"type": "date"}, False),
        ({"type": "time"}, False),
        ({"type": "otp"}, False),
        ({"charset": "gsm7_text", "max": 9}, False),
        ({"enum": ["Anna", "Ben"]}, False),
        ({"enum": ["A&B"]}, True),
        ({"type": "first_name"}, True),
        ({"max": 9}, True),
    ],
)
def test_a_declared_value_without_markup_is_not_escaped(declared: dict[str, Any], expected: bool) -> None:
    assert ("PLH005" in codes("Hi {{ it }}", PLAIN, "django", ValueTable({"it": declared}))) is expected


def test_markup_is_one_finding_with_a_label_for_each_other_place() -> None:
    subject = Subject("<b>Acme</b><br>Ready", context=make_context(PLAIN))
    found = [each for each in run(packs.load().rules, subject, ("message",)) if each.code == "CNT006"]
    assert [(str(each.span.start), len(each.labels)) for each in found] == [("0", 2)]


WORDS_OF_20_LANGUAGES = (
    "Größe bestätigt", "café déjà prêt", "reservación mañana", "informação não", "più città è", "één geïnd", "så får du", "være på blåbær",
    "tässä työ", "zamówienie dziękujemy", "děkujeme příště", "ďakujeme čaká", "köszönjük örömmel", "mulțumim și", "teşekkürler sipariş",
    "Привет заказ", "Ελληνικά παράδοση", "שלום הזמנה", "مرحبا طلبك", "नमस्ते", "สวัสดีครับ", "안녕하세요", "こんにちは", "您的订单", "cảm ơn đơn hàng",
)  # fmt: skip


def reread(text: str, encoding: str) -> str:
    """What is left of a text that was written in UTF-8 and read in another encoding; unknown bytes stay as controls."""
    return "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
@pytest.mark.parametrize("words", WORDS_OF_20_LANGUAGES)
def test_letters_that_were_read_in_another_encoding(words: str, encoding: str) -> None:
    def codes(text: str) -> set[str]:
        return {each.code for each in smslint.check(f"Acme: {text}", kind="transactional").findings}

    assert "CNT006" in codes(reread(words, encoding))
    assert "CNT006" not in codes(words)
    assert "CNT006" not in codes(words.upper())


def test_russian_that_was_read_in_windows_1251() -> None:
    found = smslint.check(f"Acme: {reread('Ваш заказ готов', 'cp1251')}", kind="transactional").findings
    assert "CNT006" in {each.code for each in found}
    plain = smslint.check("Acme: СССР, РСФСР и Россия «рядом»", kind="transactional").findings
    assert "CNT006" not in {each.code for each in plain}


@pytest.mark.parametrize(
    "text",
    ["„SPÄ“ und „JÄ“", "CAFÉ” à “là”", "FRÅ… HÄ…", "español NIÑO “SÍ”", "Çà et là, où “âgé”", "¯\\_(ツ)_/¯", "R&D; 5 < 6", "C:\\new C:\\x86"],
)  # fmt: skip
def test_letters_and_signs_that_only_look_damaged(text: str) -> None:
    assert "CNT006" not in {each.code for each in smslint.check(f"Acme: {text}", kind="transactional").findings}


TWICE = [
    ("Acme: 20% off. Reply STOP to opt out. Text STOP to unsubscribe", True),
    ("Acme: 20% off! Reply STOP to opt out\nReply STOP to opt out", True),
    ("Acme: -20%. Responda BAJA para no recibir mas. Responda BAJA para cancelar", True),
    ("Acme: -20%. Antworte STOP zum Abmelden. Antworte STOP um dich abzumelden", True),
    ("Acme: 20% off. Reply STOP to opt out, HELP for help", False),
    ("Acme: 20% off. Reply STOP to opt out / Répondez STOP pour vous désabonner", False),
    ("Acme: 20% off. Reply STOP to opt out. Reply HELP for help", False),
    ("Acme: 20% off. Opt out: https://a.co/u. Reply STOP to opt out", False),
    ("Acme: the bus will not stop. It stops at 5. Reply STOP to opt out", False),
    ("Acme: 20% off. STOP to end. Reply STOP to opt out", True),
    ("Acme: 20% off. STOP=end. Opt out: STOP", True),
    ("Acme: -20%. STOP 36111. STOP au 36111", True),
    ("Acme: -20%. STOP au 36111. STOP au 36222", False),
    ("Acme: -20%. Zum Abmelden STOP senden. Abmelden: STOP", True),
    ("Acme: -20%. Отказ: СТОП на 1234. СТОП на 1234", True),
    ("Acme: 20% off. STOP to end / STOP pour arrêter", False),
    ("ACME: STOP PAYING MORE. 20% OFF. REPLY STOP TO OPT OUT", False),
]


@pytest.mark.parametrize(("text", "twice"), TWICE)
def test_an_opt_out_text_that_the_message_has_twice(text: str, twice: bool) -> None:
    assert ("OPT008" in {each.code for each in smslint.check(text, kind="marketing").findings}) is twice


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Acme: code 12 34 56", False), ("Acme: code 12-34-56", False), ("Acme: your code is ٣٤٥٦٧٨", False), ("Acme: code A1B2-C3D4", False),
        ("Acme: your code is below", True), ("Acme: Ihr Code folgt in 5 Minuten", True), ("Acme: votre code arrive", True),
    ],
)  # fmt: skip
def test_a_message_of_a_code_without_one(text: str, missing: bool) -> None:
    found = smslint.check(text, kind="otp").findings
    assert any(each.message == "There is no code in the message." for each in found) is missing


@pytest.mark.parametrize(
    ("text", "shouts"),
    [("ΠΑΡΑΔΟΣΗ ΣΗΜΕΡΑ ΣΤΗΝ ΠΟΡΤΑ ΣΑΣ", False), ("ВАШ ЗАКАЗ ГОТОВ СЕГОДНЯ К ВЫДАЧЕ", True), ("YOUR ORDER HAS SHIPPED TODAY", True),
     ("您的订单已发货 您的订单已发货 您的订单已发货", False), ("ԱՆՎՃԱՐ ԱՌԱՔՈՒՄ ԱՅՍՕՐ ՄԻԱՅՆ", True)],
)  # fmt: skip
def test_capitals_shout_only_where_people_do_not_write_so_to_save(text: str, shouts: bool) -> None:
    assert ("CNT003" in {each.code for each in smslint.check(text, kind="transactional").findings}) is shouts
