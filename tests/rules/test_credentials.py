"""Passwords and keys that a text must not contain, and texts about passwords that contain none."""

from __future__ import annotations

import pytest

from smslint import check

SECRETS = [
    "Su contraseña es Xy12!abc",
    "Tu nueva contraseña temporal es K8sPq22z",
    "Usuario: ana Clave: 9931",
    "Votre mot de passe : Xy12!abc",
    "Ihr Passwort lautet Xy12!abc",
    "Sua senha é Xy12!abc",
    "Şifreniz Xy12!abc",
    "Kata sandi Anda: Xy12!abc",
    "Ваш пароль: Xy12!abc",
    "La tua password è Xy12!abc",
    "Your password is hunter2",
    # the forms that the issuers give their keys, here with examples that open nothing
    "AKIAIOSFODNN7EXAMPLE",
    "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
    "Deploy with xoxb-123456789012-abcdefghijklmnop",
    "sk_live_51H8abcDEFghiJKLmnopqr is yours",
    "AIzaSyA1234567890abcdefghijklmnopqrstuv",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
    "-----BEGIN RSA PRIVATE KEY-----",
]
NO_SECRETS = [
    "Restablece tu contraseña: acme.example/r/8Fk2pQ9x7",
    "Restablece tu contraseña: https://acme.example/r/8Fk2pQ9x7",
    "Mot de passe oublié ? acme.example/p/9Fk2pQ",
    "Passwort zurücksetzen: acme.example/p/9Fk2pQ",
    "Şifrenizi sıfırlayın: acme.example/p/9Fk2pQ",
    "Reset your password: https://acme.example/reset?token=8Fk2pQ9x7AbC",
    "Reset: https://acme.example/r/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N",
    "Código para cambiar tu contraseña: AB12CD34",
    "Mot de passe à usage unique : AB12CD34",
    "Senha temporária: 5K20PX. Use para concluir seu cadastro em até 15 minutos.",
    "Your password is K8sPq22z. It expires in 10 min and works once.",
    "Ihr Passwort wurde am 12.03.2026 geändert.",
    "Şifreniz 15:22'de değiştirildi",
    "Sua senha da fila é A104",
    "Clave de acceso a la reserva: HS82KQ",
    "Asia tour: tickets for asia2026 at acme.example",
]


def codes(text: str) -> list[str]:
    return [finding.code for finding in check(text).findings if finding.code.startswith("SEC")]


@pytest.mark.parametrize("text", SECRETS)
def test_a_secret_is_found_once(text: str) -> None:
    assert codes(text) == ["SEC002"]


@pytest.mark.parametrize("text", NO_SECRETS)
def test_a_text_about_a_password_has_none(text: str) -> None:
    assert codes(text) == []


def test_a_key_after_its_name_is_one_finding() -> None:
    assert codes("API key: sk_live_51H8abcDEFghiJKLmnopqr") == ["SEC002"]
