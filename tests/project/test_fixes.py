"""Fixes in files: what a host can represent, what it cannot, and that only the text of messages changes."""

from __future__ import annotations

import os
import re
import stat
import subprocess
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from smslint.errors import ConfigError
from smslint.project.config import make_config
from smslint.project.files import Chooser, Target
from smslint.project.fixes import encoded, fix_data, fix_target
from smslint.project.patch import diff
from smslint.project.reading import read_target
from smslint.project.run import Runner
from smslint.text.substitutions import default_table
from tests.project.support import outcome, project
from tests.sources.test_round_trip import C_LIKE, DOUBLE, HOSTS, OPTIONS, SINGLE, Host, escaped, utf16

SAFE = {char: default_table()[char].replacement for char in "“”‘’–—…‹" if default_table()[char].lossless}
ALL_HOSTS = {
    **HOSTS,
    "plain": Host("plain", "", str, ""),
    "json": Host("json", '{"é": "', escaped(DOUBLE, "", plain="\x7f"), '"}', without="\x00-\x08\x0b-\x1f"),
    "json escaped": Host("json", '{"é": "', utf16(DOUBLE), '"}'),
    "yaml double": Host("yaml", 'é: "', escaped({**DOUBLE, " ": "\\x20"}, "\\U{:08x}"), '"\n'),
    "yaml single": Host("yaml", "é: '", escaped({"'": "''"}), "' # é\n", without="\x00-\x1f\x7f-\x9f\u2028\u2029"),
    "yaml literal": Host("yaml", "é: |-\n  x", str, "x\n", without="\x00-\x1f\x7f-\x9f\u2028\u2029"),
    "yaml plain": Host("yaml", "é: x", str, "x\n", without="\x00-\x1f\x7f-\x9f\u2028\u2029:#"),
    "csv plain": Host("csv", "id,text\na,", str, "\n", without='",;\t|\n\r'),
}
# Words that ENC001 mends, among words that it leaves alone.
TEXTS = st.lists(
    st.one_of(st.sampled_from(sorted(SAFE)), st.sampled_from(["Hi", " ", "a", "'", '"', "\\", "$", "&", "<", ":", "#", ", ", "9", "|", "?"])),
    min_size=1, max_size=12,
).map("".join)  # fmt: skip


def target_of(host: Host, name: str) -> Target:
    path = host.path or f"x.{host.source}"
    settings = {
        "files": path,
        "source": host.source,
        "dialect": "plain",
        **{
            key: value if isinstance(value, str) else list(value) for key, value in OPTIONS.get(host.source, {}).items()
        },
    }
    config = make_config({"messages": [settings]}, Path())
    return Target(Path(path), path, config, config.messages, path)


PARTIAL = {
    "java block",
    "csharp raw",
    "csharp interpolated",
    "toml literal",
    "toml multi-line literal",
    "csv plain",
    "yaml plain",
}
RUNNER = Runner(("ENC001",))


@pytest.mark.parametrize("name", ALL_HOSTS)
@settings(max_examples=25, deadline=None)
@given(body=TEXTS)
@example('"–":')
@example("'–':")
@example("–: a")
@example("–=")
def test_every_host_gives_back_the_fixed_text(name: str, body: str) -> None:
    host = ALL_HOSTS[name]
    if host.without:
        body = re.sub(f"[{host.without}]", "", body)
    if name in {"po", "xliff", "xcstrings"}:
        body = f"x{body}"
    if name == "hcl heredoc":
        body += "\n"
    assume(not (name == "yaml plain" and body != body.strip()))
    target = target_of(host, name)
    data = (host.prefix + "".join(map(host.write, body)) + host.suffix).encode()
    before = read_target(target, data)
    assume(before.error is None and len(before.messages) == 1)
    message = before.messages[0]
    change = fix_data(RUNNER, target, data, unsafe=False)
    if message.text is not None or change is None or change.refused:
        assert change is None or change.data == data or change.count
        return
    after = read_target(target, change.data)
    (mended,) = (each.body for each in after.messages)
    if name in PARTIAL:
        # What such a text cannot hold stays as it was; the rest is mended.
        either = "".join(
            f"[{char}{SAFE[char]}]" if SAFE.get(char, "-") not in "-..." else re.escape(SAFE.get(char, char))
            for char in message.body
        )
        assert re.fullmatch(either, mended)
    else:
        assert mended == "".join(SAFE.get(char, char) for char in message.body)
    # What stands around the message is as it was.
    assert change.after.startswith(host.prefix)
    assert change.after.endswith(host.suffix)
    # Twice is once.
    again = fix_data(RUNNER, target, change.data, unsafe=False)
    assert again is None or again.data == change.data


# Text as the file holds it, and as it should hold it then; a text that stays was not to be mended safely.
SHARED_LIST = (
    "<plist><dict><key>n</key><dict><key>NSStringLocalizedFormatKey</key><string>%#@v@ – left</string>"
    "<key>v</key><dict><key>one</key><string>%d – one</string><key>other</key><string>%d</string></dict></dict></dict></plist>"
)
SHARED_CATALOGUE = (
    '{"sourceLanguage": "en", "strings": {"n": {"localizations": {"en": {"stringUnit": {"value": "%#@A@ – left"},'
    ' "substitutions": {"A": {"variations": {"plural": {"one": {"stringUnit": {"value": "1"}},'
    ' "other": {"stringUnit": {"value": "%arg – all"}}}}}}}}}}}'
)
WRITTEN = [
    ("a.yaml", "a: it’s\n", "a: it's\n"),
    ("a.yaml", "a: ’tis\n", "a: ’tis\n"),
    ("a.yaml", "a: 'it’s'\n", "a: 'it''s'\n"),
    ("a.yaml", 'a: "“Hi”"\n', 'a: "\\"Hi\\""\n'),
    ("a.yaml", "a: |\n  “Hi”\n  there\n", 'a: |\n  "Hi"\n  there\n'),
    ("a.yaml", "a: >-\n  it’s\n  “there”\n", 'a: >-\n  it\'s\n  "there"\n'),
    ("a.yaml", 'a: "it\\u2019s"\n', "a: \"it's\"\n"),
    ("a.json", '{"a": "“Hi”"}', '{"a": "\\"Hi\\""}'),
    ("a.json", '{"a": "it\\u2019s"}', '{"a": "it\'s"}'),
    ("a.properties", "a=it\\u2019s\n", "a=it's\n"),
    ("a.strings", 'a = "it’s";', "a = \"it's\";"),
    ("a.strings", 'a = "“Hi”";', 'a = "\\"Hi\\"";'),
    ("a.toml", "a = 'it’s'\n", "a = 'it’s'\n"),
    ("a.toml", 'a = "“Hi”"\n', 'a = "\\"Hi\\""\n'),
    ("a.toml", "a = '''it’s'''\n", "a = '''it's'''\n"),
    ("a.php", "<?php return ['a' => 'it’s'];", "<?php return ['a' => 'it\\'s'];"),
    ("a.php", '<?php return ["a" => "“$x”"];', '<?php return ["a" => "“$x”"];'),
    ("a.sql", "insert into t (a) values ('it’s');", "insert into t (a) values ('it''s');"),
    ("strings.xml", '<resources><string name="a">it’s</string></resources>', '<resources><string name="a">it\\\'s</string></resources>'),
    ("a.xlf", '<xliff><trans-unit id="a"><source>it’s</source><target>“it’s”</target></trans-unit></xliff>', '<xliff><trans-unit id="a"><source>it’s</source><target>"it\'s"</target></trans-unit></xliff>'),
    ("a.xlf", '<xliff><trans-unit id="a"><source>no</source><target>it’s … <x id="N"/></target></trans-unit></xliff>', '<xliff><trans-unit id="a"><source>no</source><target>it’s ... <x id="N"/></target></trans-unit></xliff>'),
    ("a.xlf", '<xliff><trans-unit id="a"><source>it’s</source></trans-unit></xliff>', '<xliff><trans-unit id="a"><source>it’s</source></trans-unit></xliff>'),
    ("a.xlf", '<xliff><trans-unit id="a"><source>… <x id="N"/></source></trans-unit></xliff>', '<xliff><trans-unit id="a"><source>… <x id="N"/></source></trans-unit></xliff>'),
    ("a.json5", "{a: 'it’s', b: \"it’s\"}", "{a: 'it\\'s', b: \"it's\"}"),
    ("a.xcstrings", '{"sourceLanguage":"en","strings":{"it’s":{}}}', '{"sourceLanguage":"en","strings":{"it’s":{}}}'),
    ("a.xcstrings", '{"strings":{"it’s":{"localizations":{"de":{"stringUnit":{"value" : "it’s"}}}}}}', '{"strings":{"it’s":{"localizations":{"de":{"stringUnit":{"value" : "it\'s"}}}}}}'),
    ("a.stringsdict", "<plist><dict><key>it’s</key><string>it’s</string></dict></plist>", "<plist><dict><key>it’s</key><string>it's</string></dict></plist>"),
    ("a.yaml", "a: !Sub it’s … ${b}\n", "a: !Sub it’s ... ${b}\n"),
    # a part that several messages have, or one of them twice, is written once
    ("a.stringsdict", SHARED_LIST, SHARED_LIST.replace("–", "-")),
    ("a.xcstrings", SHARED_CATALOGUE, SHARED_CATALOGUE.replace("–", "-")),
    ("a.yaml", 'a: !Join [" – ", [Hi, you, "–", there]]\n', 'a: !Join [" - ", [Hi, you, "-", there]]\n'),
    ("a.yaml", 'a: !Sub ["${n} ${n}", {n: "1 – 2"}]\n', 'a: !Sub ["${n} ${n}", {n: "1 - 2"}]\n'),
    ("a.json", '{"a": {"Fn::Join": [" – ", ["Hi", "you", "there"]]}}', '{"a": {"Fn::Join": [" - ", ["Hi", "you", "there"]]}}'),
    ("a.resx", '<root><data name="a"><value>“Hi” &amp; {0}</value></data></root>', '<root><data name="a"><value>"Hi" &amp; {0}</value></data></root>'),
    ("a.csv", 'k,text\n1,"“Hi”"\n', 'k,text\n1,"""Hi"""\n'),
    ("a.csv", "k,text\n1,“Hi”\n", "k,text\n1,“Hi”\n"),
    ("a.csv", "k,text\n1,it’s\n", "k,text\n1,it's\n"),
    ("a.po", 'msgid "a"\nmsgstr "“Hi”"\n', 'msgid "a"\nmsgstr "\\"Hi\\""\n'),
    ("a.py", "a = 'it’s'\n", "a = 'it\\'s'\n"),
    ("a.py", "a = f'1 – {b}'\n", "a = f'1 - {b}'\n"),
    ("a.py", "a = f'it’s {b}'\n", "a = f'it’s {b}'\n"),
    ("a.py", "a = b'x' or 'it – is'\n", "a = b'x' or 'it - is'\n"),
    ("a.ts", "const a = `1 – ${b}`;\n", "const a = `1 - ${b}`;\n"),
    ("a.ts", "const a = b ? '1 – 2' : \"3 – 4\";\n", "const a = b ? '1 - 2' : \"3 - 4\";\n"),
    ("a.txt", "“Hi” {{ name }}", '"Hi" {{ name }}'),
    ("a.txt", "{{ name|default('–') }} – x", "{{ name|default('–') }} - x"),
    ("a.txt", "---\nkind: otp # –\n---\nHi –\n", "---\nkind: otp # –\n---\nHi -\n"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "before", "after"), WRITTEN, ids=[f"{name}-{index}" for index, (name, *_) in enumerate(WRITTEN)]
)
def test_a_fix_is_escaped_as_the_host_requires(name: str, before: str, after: str) -> None:
    for suffix, module in ((".po", "polib"), (".ts", "tree_sitter")):
        if name.endswith(suffix):
            pytest.importorskip(module)
    config = make_config({}, Path())
    target = Target(Path(name), name, config, (), name)
    change = fix_data(Runner(("ENC001",)), target, before.encode(), unsafe=False)
    assert (change.after if change is not None else before) == after
    again = fix_data(Runner(("ENC001",)), target, after.encode(), unsafe=False)
    assert again is None or again.count == 0


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_encoding_line_breaks_and_permissions_are_kept(tmp_path: Path, codec: str, line_break: str) -> None:
    text = f"Hi – you{line_break}there{line_break}"
    project(tmp_path, {"a.txt": text.encode(codec)})
    file = tmp_path / "a.txt"
    file.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to(file)
    config = make_config({}, tmp_path)
    change = fix_target(Runner(("ENC001",)), Target(link, "link.txt", config, (), "link.txt"), unsafe=False)
    assert change is not None
    change.write()
    assert file.read_bytes() == text.replace("–", "-").encode(codec)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert link.is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "link.txt"]


def test_latin_1_is_written_back_as_latin_1(tmp_path: Path) -> None:
    config = make_config({"messages": [{"files": "*.txt", "encoding": "cp1252"}]}, tmp_path)
    target = Target(tmp_path / "a.txt", "a.txt", config, config.messages, "a.txt")
    change = fix_data(Runner(("ENC001",)), target, "é – ü".encode("cp1252"), unsafe=False)
    assert change is not None
    assert change.data == "é - ü".encode("cp1252")


def test_files_that_cannot_be_decoded_are_not_changed() -> None:
    config = make_config({"messages": [{"files": "*.txt", "encoding": "ascii"}]}, Path())
    target = Target(Path("a.txt"), "a.txt", config, config.messages, "a.txt")
    data = "caf\xe9 \x96".encode("latin-1")
    change = fix_data(Runner(("ENC",)), target, data, unsafe=True)
    assert change is None or change.data == data


def test_unsafe_fixes_need_an_option(tmp_path: Path) -> None:
    config = make_config({"regions": ["US"], "kind": "marketing", "brand": "Acme"}, tmp_path)
    target = Target(tmp_path / "a.txt", "a.txt", config, (), "a.txt")
    data = b"Acme: 20% off today!\n"
    runner = Runner(("OPT001",))
    assert fix_data(runner, target, data, unsafe=False) is None
    change = fix_data(runner, target, data, unsafe=True)
    assert change is not None
    assert change.data == b"Acme: 20% off today! Reply STOP to opt out.\n"
    assert fix_data(runner, target, change.data, unsafe=True) is None


def test_suppressed_findings_are_not_fixed() -> None:
    config = make_config({}, Path())
    target = Target(Path("a.yaml"), "a.yaml", config, (), "a.yaml")
    text = "a: – # smslint: disable=ENC001\nb: –x\n"
    change = fix_data(Runner(("ENC001",)), target, text.encode(), unsafe=False)
    assert change is None or change.after == text.replace("–x", "-x")


def test_a_read_only_folder_is_an_error_of_one_line(tmp_path: Path) -> None:
    config = make_config({}, tmp_path)
    target = Target(tmp_path / "gone" / "a.txt", "a.txt", config, (), "a.txt")
    change = fix_data(Runner(("ENC001",)), target, "Hi –".encode(), unsafe=False)
    assert change is not None
    with pytest.raises(ConfigError, match=r"a\.txt: cannot be written"):
        change.write()


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(["a –", "b", "", "“q”"]), min_size=1, max_size=6),
    st.booleans(),
    st.sampled_from(["\n", "\r\n"]),
)
def test_git_applies_the_diff(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], final: bool, line_break: str
) -> None:
    text = line_break.join(lines) + (line_break if final else "")
    folder = project(tmp_path_factory.mktemp("diff"), {"sub/a.txt": text})
    config = make_config({}, folder)
    change = fix_target(
        Runner(("ENC001",)), Target(folder / "sub/a.txt", "sub/a.txt", config, (), "sub/a.txt"), unsafe=False
    )
    assume(change is not None)
    assert change is not None
    patch = "".join(diff(change)).encode()
    subprocess.run(
        ["git", "apply", "--whitespace=nowarn"],
        input=patch,
        cwd=folder,
        check=True,
        env={**os.environ, "GIT_DIR": "/nonexistent"},
    )
    assert (folder / "sub/a.txt").read_bytes() == change.data


def test_characters_that_the_encoding_of_the_file_lacks() -> None:
    assert encoded("é", "ascii") is None
    assert encoded("é", "utf-16-be") == b"\xfe\xff\x00\xe9"
    assert C_LIKE.keys() <= SINGLE.keys()


@pytest.mark.parametrize("unsafe", [False, True])
def test_fixing_the_example_project_twice_changes_nothing_more(tmp_path: Path, unsafe: bool) -> None:
    import shutil

    from smslint.project.files import Chooser

    top = Path(__file__).parents[2]
    shutil.copytree(top / "fixtures", tmp_path / "fixtures")
    shutil.copytree(top / "tests" / "sources" / "files", tmp_path / "files")
    (tmp_path / "files" / "smslint.yaml").write_text("messages: [{files: '*'}]\n", encoding="utf-8")

    def mend() -> int:
        runner, count = Runner(), 0
        for target in Chooser().targets([tmp_path]):
            change = fix_target(runner, target, unsafe=unsafe)
            if change is not None and change.count:
                change.write()
                count += change.count
        return count

    def contents() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()}

    before = contents()
    assert mend() > 0
    once = contents()
    assert once.keys() == before.keys()
    assert mend() == 0
    assert contents() == once


# a file, and the same with what is appended: before the line breaks that end the message
APPENDED = [
    ("a.txt", "Acme: 20% off", "Acme: 20% off{}"),
    ("a.txt", "Acme: 20% off\n", "Acme: 20% off{}\n"),
    ("a.txt", "Acme: 20% off\r\n\r\n", "Acme: 20% off{}\r\n\r\n"),
    ("a.txt", "Acme:\n20% off\n\n\n", "Acme:\n20% off{}\n\n\n"),
    ("a.yaml", "a: |\n  Acme: 20% off\n", "a: |\n  Acme: 20% off{}\n"),
    ("a.yaml", 'a: "Acme: 20% off\\n"\n', 'a: "Acme: 20% off{}\\n"\n'),
    ("a.json", '{"a": "Acme: 20% off\\n"}', '{"a": "Acme: 20% off{}\\n"}'),
]


@pytest.mark.parametrize(("name", "text", "expected"), APPENDED)
def test_what_is_appended_goes_before_the_final_line_breaks(name: str, text: str, expected: str) -> None:
    config = make_config({"kind": "marketing", "regions": ["US"]}, Path())
    (edit,) = outcome(name, text, config, Runner(("OPT001",))).edits
    found = text[: edit.at.start] + edit.written + text[edit.at.end :]
    assert found == expected.replace("{}", " Reply STOP to opt out.")


@pytest.mark.parametrize("link", ["sms/a.txt", "sms"])
def test_a_file_outside_of_the_project_is_not_rewritten_through_a_link(
    link: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.txt").write_text("It\u2019s here")
    folder = project(tmp_path / "work", {"smslint.yaml": "messages: [{files: 'sms/*.txt'}]\n"})
    monkeypatch.chdir(folder)
    place = folder / link
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(outside / "a.txt" if link.endswith("txt") else outside)
    (target,) = Chooser().targets([folder / "sms/a.txt"])
    change = fix_target(RUNNER, target, unsafe=False)
    assert change is not None
    assert change.refused == (
        "it is a link to a file outside of the project, which is not rewritten: name that file itself",
    )
    change.write()
    assert (outside / "a.txt").read_text() == "It\u2019s here"


def test_a_file_is_rewritten_through_a_link_inside_the_project(tmp_path: Path) -> None:
    folder = project(tmp_path, {"smslint.yaml": "messages: [{files: 'sms/*.txt'}]\n", "texts/a.txt": "It\u2019s here"})
    (folder / "sms").symlink_to(folder / "texts")
    (target,) = Chooser().targets([folder / "sms/a.txt"])
    change = fix_target(RUNNER, target, unsafe=False)
    assert change is not None
    change.write()
    assert (folder / "texts/a.txt").read_text() == "It's here"
