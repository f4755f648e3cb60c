"""Damaged exports: a line that says what is wrong and where, and nothing guessed."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smslint.approved.entry import entries_of
from smslint.approved.reading import read_export
from smslint.approved.templates import _unfit_examples
from smslint.errors import ConfigError
from smslint.rules import template_formats
from smslint.rules.approved import make_template
from smslint.settings import Node, Origin
from tests.approved.made import EXPORTS, findings, project, refused

HEAD = "Template ID,Template Name,Header,Template Content,Status\n"
ROW = "1107170000000000001,a,FRNHIL,Fernhill: order {#numeric#} has shipped,Approved\n"
LONG = (
    "Fernhill: "
    + "order {#numeric#} has shipped, and " * 6
    + "order {#numeric#} has shipped and is at the door of somebody"
)


def exampled(text: str, example: object) -> str:
    """A WhatsApp export of one template with examples of values."""
    body = {"type": "BODY", "text": text, "example": example}
    return json.dumps({"data": [{"name": "a", "language": "en", "status": "APPROVED", "components": [body]}]})


def whatsapp(**more: object) -> bytes:
    template = {
        "name": "a",
        "language": "en",
        "status": "APPROVED",
        "components": [{"type": "BODY", "text": "Hi {{1}}"}],
    }
    return json.dumps({"data": [template], **more}).encode()


# format, bytes of the export, the error with its place
REFUSED = [
    ("dlt", "csv", b"", "is empty"),
    ("dlt", "csv", b" \n\n", "is empty"),
    ("dlt", "csv", (HEAD + ROW).encode("utf-16-le"), "UTF-16 without a byte order mark"),
    ("dlt", "csv", (HEAD + ROW.replace("order", "order\u2019s")).encode("cp1252"), "Line 2, column 45: the byte 0x92 is not UTF-8"),
    ("alibaba", "csv", "模板CODE,模板名称,模板内容\nSMS_1,a,您的订单已发货\n".encode("gb18030"), "encoding: gb18030"),
    ("dlt", "csv", b"\x00\xff" * 40, "dlt.csv: "),
    ("dlt", "csv", b"%PDF-1.7 \xe2\xe3", "dlt.csv: "),
    ("dlt", "csv", b"PK\x03\x04" + b"\0" * 60, "dlt.csv: "),
    ("dlt", "csv", b"<html><table><tr><td>Template ID</td></tr></table>", "is a web page and no table"),
    ("dlt", "csv", b"Name,Phone\nAna,1\n", "it has no column"),
    ("dlt", "csv", ROW.encode(), "it has no column"),
    ("dlt", "csv", b"Template Content,Template Content,Status\na,b,Approved\n", "twice"),
    ("dlt", "csv", (HEAD + '1107170000000000001,a,FRNHIL,"say "hi" now",Approved\n').encode(), "dlt.csv:2: this row cannot be read as CSV"),
    ("dlt", "csv", (HEAD + ROW + '1107170000000000002,b,FRNHIL,"never closed,Approved\n').encode(), "dlt.csv:3: "),
    *(("dlt", "csv", b"sep=" + each, "dlt.csv") for each in (b"", b'"', b'{"a": "b"}\n', b'"a" b\n', b"a\nTemplateaContent\n", b"\n", b"\x00\n")),
    ("whatsapp", "json", b'{"data": [', "whatsapp.json:1: this is not JSON"),
    ("whatsapp", "json", b'{"error": {"message": "Invalid OAuth access token"}}', "an error of the service"),
    ("whatsapp", "json", b'{"name": "shop", "version": "1.0.0"}', "has no templates of WhatsApp"),
    ("whatsapp", "json", b"[" * 5000, "whatsapp.json"),
    ("whatsapp", "json", b'{"data": [], "data": []}', "whatsapp.json: this JSON cannot be read"),
    ("tencent", "json", b'{"Response": {"Error": {"Code": "AuthFailure", "Message": "no such key"}}}', "an error of the service and no export: no such key"),
    ("esms", "json", b'{"CodeResult": "101", "ErrorMessage": "Authorize Failed"}', "Authorize Failed"),
    ("notify", "json", b'{"errors": [{"error": "AuthError", "message": "Invalid token"}], "status_code": 403}', "Invalid token"),
]  # fmt: skip


@pytest.mark.parametrize(("format_", "suffix", "data", "words"), REFUSED)
def test_what_is_no_export_is_one_line(
    format_: str, suffix: str, data: bytes, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = f"{format_}.{suffix}"
    (tmp_path / file).write_bytes(data)
    monkeypatch.chdir(project(tmp_path, {"file": file, "format": format_}, {"a": "Fernhill: hello"}))
    done = refused()
    assert done.exit_code == 2
    assert words in done.stderr
    assert file in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


# format, bytes of the export, what is said of it: line, severity, words
SAID = [
    ("dlt", HEAD + ROW + "1107170000000000002,b,FRNHIL,Fernhill: hello\n", 3, "error", "The row has 4 cells, and the header has 5"),
    ("dlt", HEAD + ROW + "1107170000000000002,b,FRNHIL,Fernhill: hi, you,Approved\n", 3, "error", "The row has 6 cells"),
    ("dlt", HEAD + ROW + "b,1107170000000000002,FRNHIL,Fernhill: hello,Approved\n", 3, "error", "its columns may have moved"),
    ("dlt", HEAD + ROW + "1107170000000000002,b,FRNHIL,1107170000000000002,Approved\n", 3, "error", "which has no word"),
    ("dlt", HEAD + ROW + "1107170000000000002,b,FRNHIL,,Approved\n", 3, "error", "has no text"),
    ("dlt", HEAD + ROW + f"1107170000000000002,b,FRNHIL,\"{LONG[:255]}\",Approved\n", 3, "warning", "exactly 255 characters"),
    ("dlt", HEAD + ROW + "1107170000000000002,a,FRNHIL,Fernhill: hello,Approved\n", 3, "warning", "The name 'a' is that of the template in line 2"),
    ("dlt", HEAD + ROW + "1107170000000000001,b,FRNHIL,Fernhill: hello,Approved\n", 3, "error", "The id '1107170000000000001' is that of the template in line 2"),
    ("dlt", HEAD + ROW + "1107170000000000002,b,FRNHIL,Fernhill: hello,Genehmigt\n", 3, "warning", "The state 'Genehmigt' is not known"),
    ("dlt", HEAD + ROW + "1.10717E+18,b,FRNHIL,Fernhill: hello,Approved\n", 3, "warning", "has rounded the id"),
    ("dlt", HEAD + ROW + "1107170000000000002,b,FRNHIL,Fernhill: hello {#order#},Approved\n", 3, "warning", "The variable '{#order#}' is none of India's DLT"),
    ("dlt", HEAD + ROW + "1107170000000000002,b,FRNHIL,Fernhill &amp; you,Approved\n", 3, "info", "was read as '&'"),
    ("dlt", HEAD + '="1107170000000000001",a,FRNHIL,"""Fernhill: hello""",Approved\n', 2, "info", "Every text stands in quotes"),
    ("dlt", HEAD.replace("Header", "Sender ID") + ROW.replace("FRNHIL", "OTHERS"), 2, "error", "for the sender FRNHIL: they are for OTHERS"),
    ("dlt", HEAD + ROW.replace("Fernhill", "Oakwood"), 2, "warning", "No template names 'Fernhill'"),
    ("dlt", "sep=;\n" + (HEAD + ROW).replace(",", ";") + "1107170000000000002;b;FRNHIL;;Approved\n", 4, "error", "has no text"),
    ("dlt", "\ufeff" + HEAD + '1107170000000000001,a,FRNHIL,"Fernhill:\nhello",Approved\n1107170000000000002,b,FRNHIL,,Approved\n', 4, "error", "has no text"),
    ("dlt", HEAD, 1, "warning", "The export has no template"),
    ("whatsapp", whatsapp(paging={"next": "https://graph.example/2"}).decode(), 1, "error", "The export goes on"),
    ("whatsapp", exampled("Fernhill: hi {{1}}, {{2}}.", {"body_text": [["Ana"]]}), 1, "warning", "The variable {{2}} has no example"),
    ("whatsapp", exampled("Fernhill: hi {{1}}.", {"body_text": [["Ana\nLee"]]}), 1, "warning", "The example 'Ana\\nLee' of {{1}} does not fit it. It holds one line"),
    ("whatsapp", exampled("Fernhill: hi {{name}}.", {"body_text_named_params": [{"param_name": "name", "example": "a     b"}]}), 1, "warning", "of {{name}} does not fit it"),
    ("whatsapp", exampled("Fernhill: hi {{name}}.", {"body_text_named_params": [{"param_name": "nam", "example": "a"}]}), 1, "warning", "The variable {{name}} has no example"),
    ("twilio_content", '{"contents": [{"sid": "HX1", "variables": {"1": "Ana", "3": "x"}, "types": {"twilio/text": {"body": "Fernhill: hi {{1}}, {{2}}."}}}]}', 1, "warning", "The variable {{2}} has no example"),
    ("whatsapp", '{"data": [7]}', 1, "error", "This is not a template"),
    ("whatsapp", '{"data": [{"name": "a", "status": "APPROVED", "components": []}]}', 1, "error", "has no text"),
]  # fmt: skip


@pytest.mark.parametrize(("format_", "text", "line", "severity", "words"), SAID)
def test_what_a_row_lacks_is_said_at_its_line(
    format_: str, text: str, line: int, severity: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "export").write_bytes(text.encode())
    sender = {"type": "alphanumeric", "id": "FRNHIL", "registered": True}
    folder = project(tmp_path, {"file": "export", "format": format_}, {}, brand="Fernhill", sender=sender)
    monkeypatch.chdir(folder)
    found = [(each["line"], each["severity"], each["message"]) for each in findings() if each["code"] == "REG024"]
    assert [(at, how) for at, how, message in found if words in message] == [(line, severity)], found


def test_a_message_of_a_cut_template_is_in_doubt_and_not_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dlt.csv").write_text(HEAD + f'1107170000000000002,b,FRNHIL,"{LONG[:255]}",Approved\n')
    whole = LONG.replace("{#numeric#}", "12") + "there is more."
    monkeypatch.chdir(
        project(tmp_path, {"file": "dlt.csv", "format": "dlt"}, {"a": whole, "b": whole.replace("Fern", "Corn")})
    )
    found = {each["path"]: (each["code"], each["severity"]) for each in findings() if each["path"].startswith("sms/")}
    assert found == {"sms/a.txt": ("REG020", "warning"), "sms/b.txt": ("REG021", "warning")}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_encodings_that_name_themselves_are_read(
    encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dlt.csv").write_bytes((HEAD + ROW.replace("order", "फ़र्न")).encode(encoding))
    monkeypatch.chdir(project(tmp_path, {"file": "dlt.csv", "format": "dlt"}, {"a": "Fernhill: फ़र्न 12 has shipped"}))
    assert findings() == []


def test_another_encoding_is_read_if_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dlt.csv").write_bytes((HEAD + ROW.replace("order", "order\u2019s")).encode("cp1252"))
    entry = {"file": "dlt.csv", "format": "dlt", "encoding": "windows-1252"}
    monkeypatch.chdir(project(tmp_path, entry, {"a": "Fernhill: order\u2019s 12 has shipped"}))
    assert findings() == []


def test_two_sheets_with_templates_are_not_chosen_between(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for sheet in (book.active, book.create_sheet("Old")):
        sheet.append(HEAD.strip().split(","))
        sheet.append(ROW.strip().split(","))
    book.save(tmp_path / "dlt.xlsx")
    monkeypatch.chdir(project(tmp_path, {"file": "dlt.xlsx", "format": "dlt"}, {"a": "Fernhill: order 12 has shipped"}))
    assert "name one with sheet" in refused().stderr
    project(tmp_path, {"file": "dlt.xlsx", "format": "dlt", "sheet": "Old"}, {})
    assert findings() == []


SETTINGS = [
    ({"file": "dlt.csv"}, "needs a format such as dlt"),
    ({"file": "dlt.csv", "format": "dtl"}, "did you mean 'dlt'?"),
    ({"format": "dlt"}, "'file'"),
    ({"file": "none.csv", "format": "dlt"}, "there is no file 'none.csv'"),
    ({"file": "a" * 300, "format": "dlt"}, "there is no file 'aaa"),
    ({"file": "/etc/passwd", "format": "dlt"}, "is outside of the project"),
    ({"file": "dlt.csv", "format": "dlt", "limits": {"var": 0}}, "must be 1 or more"),
    ({"file": "dlt.csv", "format": "dlt", "limits": {"var": "many"}}, "must be a whole number"),
    ({"file": "dlt.csv", "format": "dlt", "regions": ["India"]}, "is not an ISO 3166-1"),
    ({"file": "dlt.csv", "format": "dlt", "encoding": "utf-7777"}, "there is no encoding"),
    ({"file": "dlt.csv", "columns": {"text": "Body"}, "variables": "{}"}, "with the word name"),
    ({"file": "dlt.csv", "columns": {"txt": "Body"}}, "did you mean 'text'?"),
    ({"file": "dlt.csv", "columns": {"id": "Ref"}}, "'text' is missing"),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "words"), SETTINGS)
def test_a_wrong_entry_is_one_line(
    entry: dict[str, object], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "smslint.yaml").write_text(json.dumps({"messages": [{"files": "*.txt"}], "approved": [entry]}))
    (tmp_path / "dlt.csv").write_text(HEAD + ROW)
    (tmp_path / "a.txt").write_text("Fernhill: hello")
    monkeypatch.chdir(tmp_path)
    done = refused()
    assert done.exit_code == 2
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


SEEDS = [path.read_bytes() for path in sorted(EXPORTS.iterdir()) if path.is_file()]


@settings(max_examples=150)
@given(st.data())
def test_no_bytes_end_in_anything_but_templates_or_one_line(data: st.DataObject) -> None:
    import tempfile

    seed = bytearray(data.draw(st.sampled_from(SEEDS)))
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(seed)))
        seed[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    entry = {"file": "export", "format": data.draw(st.sampled_from(template_formats.names()))}
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "export").write_bytes(seed)
        try:
            export = read_export(entries_of((Node(Origin("config"), entry),))[0], Path(folder))
        except ConfigError as error:
            assert "\n" not in str(error)
            assert "export" in str(error)
        else:
            assert all(each.line >= 1 and each.message.endswith((".", "?")) for each in export.problems)


@pytest.mark.parametrize(
    ("limit", "said"), [(6, []), (5, ["The example 'Ananas' of {{1}} has 6 characters; the limit is 5."])]
)
def test_an_example_is_held_against_the_limits_of_the_project(
    limit: int, said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.json").write_text(exampled("Fernhill: hi {{2}}, {{1}}.", {"body_text": [["Ananas", "12"]]}))
    entry = {"file": "a.json", "format": "whatsapp", "limits": {"1": limit}}
    monkeypatch.chdir(project(tmp_path, entry, {}, brand="Fernhill"))
    assert [each["message"] for each in findings() if each["code"] == "REG024"] == said


@given(
    st.recursive(
        st.none() | st.text(max_size=3) | st.integers(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    )
)
@settings(max_examples=60, deadline=None)
def test_examples_of_any_shape_are_read(example: object) -> None:
    made, _ = make_template({"text": "hi {{1}} {{name}}"}, template_formats.load("whatsapp"))
    (entry,) = entries_of((Node(Origin("config"), {"file": "a", "format": "whatsapp"}),))
    assert all(isinstance(each, str) for each in _unfit_examples(made, entry, example))
