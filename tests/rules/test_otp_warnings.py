"""Warnings against sharing a one-time code, in the languages in which they are sent, and codes without one."""

from __future__ import annotations

import re

import pytest

import smslint
from smslint.rules.check_options import OtpText
from smslint.rules.matching import one_found
from smslint.rules.packs import load
from smslint.rules.rule import rule_of
from smslint.text.fold import fold

WARNED = {
    "tr": [
        "Acme: doğrulama kodunuz 482913. Kimseyle paylaşmayın.",
        "Acme: 482913 onay kodunuz. Kimseye söylemeyin.",
        "Acme kodu: 482913. Şifrenizi kimseye vermeyiniz.",
    ],
    "id": [
        "Acme: kode OTP 482913. Jangan bagikan ke siapa pun.",
        "Acme: 482913 kode Anda. JANGAN BERIKAN kode ini kepada siapapun.",
        "Acme: kode 482913. Rahasiakan kode ini.",
    ],
    "ru": [
        "Acme: код 482913. Никому не сообщайте его.",
        "Acme: ваш код 482913. Не передавайте никому.",
    ],
    "uk": [
        "Acme: код 482913. Нікому не повідомляйте.",
    ],
    "pl": [
        "Acme: kod 482913. Nie udostępniaj go nikomu.",
        "Acme: twój kod 482913. Nikomu go nie podawaj.",
    ],
    "cs": [
        "Acme: kód 482913. Nikomu ho nesdělujte.",
    ],
    "sk": [
        "Acme: kód 482913. Nikomu ho neprezraďte.",
    ],
    "ro": [
        "Acme: codul 482913. Nu îl comunica nimănui.",
    ],
    "hu": [
        "Acme: kódod 482913. Ne add meg senkinek.",
    ],
    "sv": [
        "Acme: din kod är 482913. Dela den inte med någon.",
    ],
    "da": [
        "Acme: din kode er 482913. Del den ikke med andre.",
    ],
    "no": [
        "Acme: koden din er 482913. Ikke del den med noen.",
    ],
    "fi": [
        "Acme: koodisi on 482913. Älä jaa sitä kenellekään.",
    ],
    "el": [
        "Acme: ο κωδικός σας είναι 482913. Μην τον κοινοποιήσετε σε κανέναν.",
    ],
    "ar": [
        "Acme: رمز التحقق 482913. لا تشاركه مع أحد.",
        "رمزك 482913 لا تفصح عنه لأي شخص. Acme",
    ],
    "he": [
        "Acme: קוד האימות שלך 482913. אל תשתפו אותו עם אף אחד.",
    ],
    "ja": [
        "Acme：認証コードは482913です。他人に教えないでください。",
    ],
    "ko": [
        "[Acme] 인증번호 482913. 타인에게 알려주지 마세요.",
        "[Acme] 인증번호 482913 타인 노출 금지",
    ],
    "zh-Hans": [
        "【Acme】验证码482913，请勿泄露给他人。",
        "【Acme】您的验证码为482913，切勿告知他人",
    ],
    "zh-Hant": [
        "【Acme】驗證碼482913，請勿提供給他人。",
    ],
    "vi": [
        "Acme: mã xác thực 482913. Không chia sẻ cho bất kỳ ai.",
        "Acme: OTP 482913. Tuyệt đối không cung cấp cho người khác.",
    ],
    "th": [
        "Acme: รหัส OTP 482913 ห้ามบอกผู้อื่น",
        "Acme: รหัส 482913 อย่าเปิดเผยให้ใคร",
    ],
    "hi": [
        "Acme: आपका ओटीपी 482913 है। किसी से साझा न करें।",
    ],
    "ms": [
        "Acme: kod anda 482913. Jangan kongsi dengan sesiapa.",
    ],
    "tl": [
        "Acme: code mo ay 482913. Huwag ibahagi kahit kanino.",
    ],
    "bg": [
        "Acme: код 482913. Не го споделяйте с никого.",
    ],
    "hr": [
        "Acme: kod 482913. Ne dijelite ga ni s kim.",
    ],
    "fa": [
        "Acme: کد تایید 482913. آن را در اختیار کسی قرار ندهید.",
    ],
    "de": [
        "Acme: Ihr Code 482913. Teilen Sie ihn nicht.",
        "Acme: Dein Code 482913. Gib ihn niemandem weiter.",
        "Acme: Code 482913. Bitte geheim halten.",
        "Acme: 482913. Geben Sie den Code nicht weiter.",
        "Acme: Dein Code ist 482913. Teile ihn mit niemandem.",
        "Acme: TAN 482913. Nicht weitergeben!",
    ],
    "es": [
        "Acme: tu código 482913. No lo compartas con nadie.",
        "Acme: código 482913. No compartas este código.",
        "Acme: 482913. No se lo digas a nadie.",
        "Acme: código 482913. Es confidencial.",
        "Acme: código 482913, no des este código a nadie",
        "Acme: código 482913. Mantenlo en secreto.",
    ],
    "fr": [
        "Acme : code 482913. Ne le partagez pas.",
        "Acme : code 482913. Ne communiquez pas ce code.",
        "Acme : code 482913. À ne partager avec personne.",
        "Acme : 482913. Gardez-le secret.",
        "Acme : code 482913. Ne transmettez ce code à personne.",
    ],
    "pt": [
        "Acme: código 482913. Não compartilhe com ninguém.",
        "Acme: código 482913. Não informe a ninguém.",
        "Acme: código 482913. Não passe este código.",
        "Acme: código 482913. Não forneça a terceiros.",
        "Acme: seu código é 482913. Não conte a ninguém.",
    ],
    "it": [
        "Acme: codice 482913. Non condividerlo con nessuno.",
        "Acme: codice 482913. Non comunicarlo a nessuno.",
        "Acme: codice 482913. Non rivelarlo.",
        "Acme: 482913, non darlo a nessuno.",
    ],
    "nl": [
        "Acme: code 482913. Deel deze met niemand.",
        "Acme: code 482913. Geef deze code aan niemand.",
        "Acme: 482913. Houd hem geheim.",
    ],
    "en": [
        "Acme: 482913 is your code. Don’t share it.",
        "Acme code 482913. Keep it to yourself.",
        "Acme: 482913. For your eyes only.",
        "Acme code 482913. We will never call you for it.",
        "Acme: 482913. Do NOT share this code.",
        "Acme: 482913 is your code. Nobody from Acme will ask for it.",
        "Acme: your code is 482913. Do not reveal it.",
        "Acme: your code is 482913. Don't let anyone see it.",
        "Acme: code 482913. Not you? Call us.",
    ],
}
BARE = {
    "en": "Acme: 482913 is your code. Valid 5 min.",
    "es": "Acme: tu código es 482913. Caduca en 5 minutos.",
    "fr": "Acme : votre code est 482913. Valable 5 minutes.",
    "de": "Acme: Ihr Code ist 482913, gültig 5 Minuten.",
    "pt": "Acme: seu código é 482913. Válido por 5 minutos.",
    "it": "Acme: il tuo codice è 482913. Scade tra 5 minuti.",
    "nl": "Acme: je code is 482913. Geldig 5 minuten.",
    "tr": "Acme: doğrulama kodunuz 482913. 5 dk geçerli.",
    "id": "Acme: kode Anda 482913. Berlaku 5 menit.",
    "ru": "Acme: ваш код 482913. Действует 5 минут.",
    "pl": "Acme: twój kod 482913. Ważny 5 minut.",
    "cs": "Acme: váš kód 482913. Platí 5 minut.",
    "ro": "Acme: codul tău 482913. Valabil 5 minute.",
    "hu": "Acme: kódod 482913. 5 percig érvényes.",
    "sv": "Acme: din kod är 482913. Gäller 5 min.",
    "da": "Acme: din kode er 482913. Gælder 5 min.",
    "no": "Acme: koden din er 482913. Gjelder 5 min.",
    "fi": "Acme: koodisi on 482913. Voimassa 5 min.",
    "el": "Acme: ο κωδικός σας είναι 482913. Ισχύει 5 λεπτά.",
    "ar": "Acme: رمز التحقق 482913. صالح 5 دقائق",
    "he": "Acme: קוד האימות שלך 482913. בתוקף 5 דקות",
    "ja": "Acme：認証コードは482913です。有効期限5分。",
    "ko": "[Acme] 인증번호 482913. 5분간 유효",
    "zh-Hans": "【Acme】验证码482913，5分钟内有效。",
    "vi": "Acme: mã xác thực 482913. Hiệu lực 5 phút.",
    "th": "Acme: รหัส OTP 482913 ใช้ได้ 5 นาที",
    "hi": "Acme: आपका ओटीपी 482913 है। 5 मिनट मान्य।",
}


def warnings(text: str, locale: str | None) -> list[str]:
    config: dict[str, object] = {"brand": "Acme"} if locale is None else {"brand": "Acme", "locale": locale}
    return [each.message for each in smslint.check(text, kind="otp", config=config).findings if each.code == "OTP001"]


@pytest.mark.parametrize("language", WARNED)
def test_a_warning_in_the_language_of_the_message_counts(language: str) -> None:
    for text in WARNED[language]:
        assert not warnings(text, language), text
        assert not warnings(text, None), text


@pytest.mark.parametrize("language", BARE)
def test_a_code_without_a_warning_is_reported_in_each_language(language: str) -> None:
    assert len(warnings(BARE[language], language)) == 1
    assert len(warnings(BARE[language], None)) == 1


def test_a_warning_is_found_as_its_pattern_alone_finds_it() -> None:
    """A text without the words of a pattern is not searched for it; the patterns themselves are the judges, in all texts of all languages."""
    rule = rule_of(load().rules, "OTP001")
    assert rule is not None
    patterns = [each for some in OtpText.of(rule).warnings.values() for each in some]
    texts = [
        *(text for some in WARNED.values() for text in some),
        "Your code is 4711. do  not\nshare it",
        "ignore this",
    ]
    for text in (fold(each).text for each in texts):
        for pattern in patterns:
            alone = re.search(pattern.source, text, re.IGNORECASE) is not None
            assert one_found((pattern,), text) == pattern.found(text) == alone, (pattern, text)
        assert one_found(tuple(patterns), text) == any(each.found(text) for each in patterns), text
