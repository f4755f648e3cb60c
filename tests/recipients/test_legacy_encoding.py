"""Lists in the encodings of old programs: the words of the header and the answers decide which one it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from smslint.cli.app import run
from smslint.recipients.bytestream import BLOCK, detect
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


PLAIN = [
    # plain headers: the country decides
    ("cp1250", "name,phone\nKovács Gergő,+36301234567\nTűz Ödön,+36201234567\n"),
    ("cp1250", "name;phone\nGergő;0036301234567\n"),
    ("cp1250", "name,phone,country\nGergő,06301234567,HU\n"),
    ("cp1250", "name,phone\nŞtefan Ţăran,+40712345678\n"),
    ("iso8859_2", "name,phone\nŠimon Žák ľ,+421901123456\n"),
    ("cp1257", "name,phone\nJānis Bērziņš,+37121234567\n"),
    ("cp1257", "name,phone\nŠarūnas Žemaitė,+37061234567\n"),
    ("cp1257", "name,phone,country\nŽanna Põld,51234567,EE\n"),
    ("cp1254", "name,phone\nAyşe Işık,+905321234567\n"),
    ("cp1254", "name;phone\nİbrahim Doğan;00905321234567\n"),
    ("cp1253", "name,phone\nΓιώργος Παπάς,+306912345678\n"),
    ("cp1251", "name,phone\nАнна Иванова,+79161234567\n"),
    ("koi8_r", "name,phone\nАнна Иванова,+79161234567\n"),
    ("cp866", "name,phone\nАнна Иванова,+79161234567\n"),
    ("cp1251", "name,phone\nЂорђе Јовић,+381601234567\n"),
    ("cp1255", "name,phone\nדוד כהן,+972501234567\n"),
    ("cp1256", "name,phone\nمحمد علي,+966501234567\n"),
    ("cp874", "name,phone\nสมชาย,+66812345678\n"),
    ("cp932", "name,phone\n田中一郎,+819012345678\n"),
    ("gb18030", "name,phone\n王小明,+8613912345678\n"),
    ("big5", "name,phone\n王小明,+886912345678\n"),
    ("euc_kr", "name,phone\n김철수,+821012345678\n"),
    ("cp1252", "name,phone\nJosé Núñez,+34612345678\n"),
    ("cp1252", "name,phone\nÞór Guðmundsdóttir,+3546112345\n"),
]  # fmt: skip
LETTERS = [
    # no country: the letters decide, and that is said
    ("cp1252", "name,phone\nJosé Núñez,0612345678\n"),
    ("cp1251", "name,phone\nАнна Иванова,89161234567\n"),
    ("koi8_r", "name,phone\nАнна Иванова,89161234567\n"),
    ("cp1250", "name,phone\nMałgorzata Łuk,512345678\n"),
    ("cp1252", "name,phone\nGergő,+36301234567\nJosé,+34612345678\n"),  # countries that disagree
]  # fmt: skip


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize(
    ("codec", "text", "guessed"),
    [*((*each, False) for each in PLAIN), *((*each, True) for each in LETTERS)],
    ids=[f"{codec}-{at}" for at, (codec, _) in enumerate([*PLAIN, *LETTERS])],
)
def test_plain_headers(
    codec: str, text: str, guessed: bool, late: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, clean, rejected = tmp_path / "list.csv", tmp_path / "clean.csv", tmp_path / "rejected.csv"
    header, _, rows = text.partition("\n")
    if late:  # beyond the first block
        plain = f"Ann{',' if ',' in header else ';'}+12025550100{',US' * ('country' in header)}\n"
        rows = plain * (BLOCK // len(plain) + 100) + rows
    data = f"{header}\n{rows}".encode("cp1250" if "José,+34" in text else codec, "replace")
    path.write_bytes(data)
    found = detect(path)
    assert (found.codec, found.guessed) == (codec, guessed)
    if late:
        return
    run(["recipients", str(path), "--isolated", "--clean", str(clean), "--rejected", str(rejected)])
    out = capsys.readouterr().out
    assert ("in which encoding the list is written" in out) is guessed
    kept = clean.read_bytes().splitlines()[1:] + [
        line.split(b",", 4)[-1] for line in rejected.read_bytes().splitlines()[1:]
    ]
    names = {line.replace(b";", b",").split(b",")[0] for line in data.splitlines()[1:]}
    assert all(any(name in line for line in kept) for name in names)


def test_a_stated_encoding_is_not_guessed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("name,phone\nJosé,0612345678\n".encode("cp1252"))
    run(["recipients", str(path), "--isolated", "--format", "json"])
    coverage = json.loads(capsys.readouterr().out)["coverage"]
    assert coverage["guessed_encoding"] == "Windows-1252"
    assert any("in which encoding" in words for words in coverage["unknown"])
    run(["recipients", str(path), "--isolated", "--format", "json", "--encoding", "cp1252"])
    assert json.loads(capsys.readouterr().out)["coverage"]["guessed_encoding"] is None


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
