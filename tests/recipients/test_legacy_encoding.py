"""Lists in the encodings of old programs: the words of the header and the answers decide which one it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from smslint.cli.app import run
from smslint.recipients.bytestream import detect
from smslint.recipients.legacy_encoding import CANDIDATES

if TYPE_CHECKING:
    from pathlib import Path

LISTS = [
    ("cp1251", "Имя;Телефон;Согласие\nАня;+79161234567;нет\n"),
    ("cp1251", "phone;consent\n+79161234567;нет\n"),
    ("koi8_r", "Имя;Телефон;Согласие\nАня;+79161234567;нет\n"),
    ("cp866", "Имя;Телефон;Согласие\nАня;+79161234567;нет\n"),
    ("cp932", "名前,電話番号,同意\nアン,+819012345678,いいえ\n"),
    ("gb18030", "姓名,手机号,同意\n安,+8613912345678,否\n"),
    ("big5", "姓名,手機,同意\n安,+886912345678,否\n"),
    ("euc_kr", "이름,전화번호,동의\n안,+821012345678,아니오\n"),
    ("cp1253", "όνομα;τηλέφωνο;συγκατάθεση\nΆννα;+306912345678;όχι\n"),
    ("cp1254", "ad;telefon;onay\nAyşe;+905321234567;hayır\n"),
    ("cp1255", "שם;טלפון;הסכמה\nאן;+972501234567;לא\n"),
    ("cp1256", "الاسم;الهاتف;الموافقة\nآن;+966501234567;لا\n"),
    ("cp874", "ชื่อ,โทรศัพท์,ยินยอม\nก,+66812345678,ไม่\n"),
    ("cp1252", "Prénom;Téléphone;consentement\nÉva;+33612345678;non\n"),
]


@pytest.mark.parametrize(("codec", "text"), LISTS, ids=[f"{codec}-{text[:6].strip()}" for codec, text in LISTS])
def test_a_no_is_read_in_every_encoding(
    codec: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode(codec))
    found = detect(path)
    assert (found.codec, found.note.startswith(CANDIDATES[codec])) == (codec, True)
    assert run(["recipients", str(path), "--isolated", "--rejected", str(tmp_path / "rejected.csv")]) == 1
    assert "0 may be texted, 1 may not" in capsys.readouterr().out
    assert text.splitlines()[1] in (tmp_path / "rejected.csv").read_bytes().decode(codec)


@pytest.mark.parametrize(
    "data", [b"phone;name\n+4915112345678;J\xfcrgen\n", b"\xff\xfa\n", b"phone\n\x81\x8d\n", b"\x80" * 50]
)
def test_any_bytes_have_an_encoding(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(data)
    assert detect(path).codec in CANDIDATES


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1250", "Imię;Telefon;Zgoda\nŁuk;+48512345678;tak\n"),
        ("cp1250", "Imię;Telefon\nMałgorzata;+48512345678\n"),
        ("cp1250", "Jméno;Telefon\nMaťa;+420601123456\n"),
        ("cp1252", "Vorname;Telefon;Betrag\nJürgen;+4915112345678;20 €\nO’Brien;+353851234567;£20\n"),
        ("cp1252", "Nom;Telèfon\nCol·legi™;+34612345678\n"),
    ],
)
def test_signs_inside_words_tell_western_from_central_europe(codec: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode(codec))
    assert detect(path).codec == codec
