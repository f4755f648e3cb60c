"""One file, read: its messages, to which entry each belongs, and what is refused."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from smslint.errors import SourceError
from smslint.project import reading
from smslint.project.config import Config, Entry
from smslint.project.files import Target
from smslint.project.reading import answers_twilio, bytes_of, options, read_bytes, read_target
from smslint.sources.options import Options
from smslint.sources.registry import read
from smslint.span import Span
from tests.project.support import project, target

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.project.reading import Reading
    from smslint.sources.message import Message

MIB = 1024 * 1024


def entry(files: str = "*", **settings: Any) -> Entry:
    return Entry((files,), settings)


def reads(name: str, text: str | bytes, *entries: Entry, folder: Path = Path()) -> Reading:
    data = text if isinstance(text, bytes) else text.encode()
    return read_target(Target(folder / name, name, Config(folder), entries, name), data)


def bodies(found: Reading) -> list[str]:
    return [message.body for message in found.messages]


SHOP = json.dumps({"a": "One", "b": "Two", "c": {"d": "Three"}})
TAKEN: list[tuple[list[str], list[str], list[tuple[int, int]]]] = [
    (["a", "*"], ["One", "Two", "Three"], [(1, 0), (2, 1)]),
    (["*", "a"], ["One", "Two", "Three"], [(3, 0), (0, 1)]),
    (["a", "c.*"], ["One", "Three"], [(1, 0), (1, 0)]),
    (["b", "b", "b"], ["Two"], [(1, 0), (0, 1), (0, 1)]),
    (["x"], [], [(0, 0)]),
]
"""Keys of some entries; the messages in their order; for each entry, how many it takes and how many an earlier one has."""


@pytest.mark.parametrize(("keys", "wanted", "counts"), TAKEN, ids=range(len(TAKEN)))
def test_a_message_belongs_to_the_first_entry_that_matches_it(
    keys: list[str], wanted: list[str], counts: list[tuple[int, int]]
) -> None:
    entries = [entry(keys=[key]) for key in keys]
    found = reads("en.json", SHOP, *entries)
    assert bodies(found) == wanted
    assert [(each.given, each.passed) for each in found.entries] == counts
    owners = [entries.index(each.entry) for each in found.found if each.entry is not None]
    assert [owners.count(number) for number in range(len(keys))] == [given for given, _ in counts]


@pytest.mark.parametrize("count", [7, 8, 9])
def test_many_entries_read_a_file_like_few(count: int) -> None:
    texts = {f"key{number}": f"Text {number}" for number in range(count)}
    entries = [entry(keys=[f"key{number}"]) for number in range(count - 1)]
    found = reads("en.json", json.dumps(texts), *entries)
    assert bodies(found) == list(texts.values())[:-1]
    assert [each.given for each in found.entries] == [1] * (count - 1)


def test_many_entries_with_several_sources_read_each_for_itself() -> None:
    entries = [entry(keys=[f"k{number}"]) for number in range(8)]
    entries[3] = entry(source="properties", keys=["k3"])
    found = reads("en.yaml", "".join(f"k{number}: 'Text {number}'\n" for number in range(8)), *entries)
    quoted = "'Text 3'"  # quotes mean nothing in a file of properties
    assert bodies(found) == ["Text 0", "Text 1", "Text 2", quoted, "Text 4", "Text 5", "Text 6", "Text 7"]
    assert [each.source for each in found.found] == ["yaml"] * 3 + ["properties"] + ["yaml"] * 4


def test_a_text_that_two_calls_send_is_one_message() -> None:
    code = "def tell(client):\n    text = 'Hi'\n    client.messages.create(body=text, to=A)\n    client.messages.create(body=text, to=B)\n"
    found = reads("a.py", code, entry())
    assert bodies(found) == ["Hi"]


MET = [
    ({"keys": ["a", "z"]}, (("keys", "a"),)),
    ({"keys": ["a", "b"]}, (("keys", "a"), ("keys", "b"))),
    ({"keys": ["a"]}, None),
    ({"keys": ["!a"]}, (("keys", "!a"),)),
    ({}, None),
]
"""The settings of an entry; which of its globs matched something, if it has several or one that excludes."""


@pytest.mark.parametrize(("settings", "wanted"), MET, ids=range(len(MET)))
def test_globs_that_match_something_are_noted(settings: dict[str, Any], wanted: tuple[tuple[str, str], ...]) -> None:
    (selected,) = reads("en.json", SHOP, entry(**settings)).entries
    assert selected.met == wanted


def test_a_file_that_no_entry_matches_is_read_without_notes() -> None:
    found = reads("en.json", SHOP)
    assert bodies(found) == ["One", "Two", "Three"]
    assert found.entries[0].met is None
    assert [each.entry for each in found.found] == [None] * 3


EMPTY = [
    ("a.py", "def text():\n    return ''\n", []),
    ("a.py", "message = ''\n", []),
    ("a.py", 'message = ""\n', []),
    ("a.py", "message = f''\n", []),
    ("a.py", "TEXTS = {'sms': ''}\n", [""]),
    ("a.py", "x = message == ''\n", []),
    ("a.js", "const message = ``;\n", []),
    ("a.json", '{"message": ""}', [""]),
    ("a.properties", "message = \n", [""]),
]
"""A file with an empty text, and the messages in it: in a program, ``message = ""`` says that there is none."""


@pytest.mark.parametrize(("name", "text", "wanted"), EMPTY, ids=range(len(EMPTY)))
def test_an_empty_text_of_a_variable_is_no_message(name: str, text: str, wanted: list[str]) -> None:
    assert bodies(reads(name, text, entry(names=["*"], keys=["*"]))) == wanted


@pytest.mark.parametrize("name", ["smslint.yaml", ".smslint.yaml", "pyproject.toml"])
def test_our_own_settings_have_a_message_only_for_an_entry(name: str) -> None:
    text = 'a = "One"\n' if name.endswith("toml") else "a: One\n"
    assert bodies(reads(name, text)) == []
    assert bodies(reads(name, text, entry(keys=["a"]))) == ["One"]


def test_the_source_of_an_entry_is_not_guessed() -> None:
    document = '<?xml version="1.0"?>\n<resources><string name="a">One</string></resources>\n'
    assert [each.source for each in reads("a.xml", document, entry()).found] == ["android"]
    assert [each.source for each in reads("a.xml", document, entry(source="plain")).found] == ["plain"]


def test_an_encoding_of_an_entry_is_the_fallback() -> None:
    data = "a=größe\n".encode("latin-1")
    found = reads("a.properties", data, entry(encoding="latin-1"))
    assert found.error is None
    assert bodies(found) == ["größe"]
    assert found.encoding == "latin-1"
    undeclared, declared = entry(keys=["x"]), entry(encoding="cp1251")
    assert reads("a.txt", "привет".encode("cp1251"), undeclared, declared).text == "привет"


def test_the_options_of_an_entry() -> None:
    given = entry(
        keys="a",
        names=["b", "c"],
        columns=["d"],
        key_column="id",
        locale="de",
        final_newline="keep",
        backslash_escapes=True,
    )
    assert options("x", given) == Options("x", ("a",), ("b", "c"), ("d",), "id", "de", "keep", True)
    assert options("x", entry()) == Options(path="x")
    assert options("x", None) == Options(path="x")


@pytest.mark.parametrize(("more", "refused"), [(-1, False), (0, False), (1, True)])
def test_the_largest_file(tmp_path: Path, more: int, refused: bool) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(64 * MIB + more)  # sparse: nothing is written
    if refused:
        for status in (None, path.stat()):
            with pytest.raises(SourceError, match=r"This file has 64 MiB; the limit is 64 MiB\."):
                read_bytes(path, status)
    else:
        assert len(read_bytes(path)) == 64 * MIB + more


@pytest.mark.parametrize(
    ("name", "size", "refused"),
    [("a.py", 4 * MIB, False), ("a.py", 4 * MIB + 1, True), ("a.txt", 4 * MIB + 1, False)],
)
def test_the_largest_program(name: str, size: int, refused: bool) -> None:
    found = reads(name, b"#" * size, entry())
    wanted = "This program has 4 MiB; the limit is 4 MiB." if refused else None
    assert (None if found.error is None else str(found.error)) == wanted


@pytest.mark.parametrize(("count", "refused"), [(100_000, False), (100_001, True)])
def test_the_most_messages(count: int, refused: bool) -> None:
    lines = [f"k{number}=Hi\n" for number in range(count)]
    found = reads("a.properties", "".join(lines), entry())
    assert len(found.found) == 100_000
    if refused:
        assert found.error is not None
        assert str(found.error) == "This file has more than 100,000 messages; the rest is not read."
        start = len("".join(lines)) - len("Hi\n")
        assert found.error.span == Span(start, start)
        assert found.entries == []
    else:
        assert found.error is None


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for status in (None, tmp_path.stat()):
        with pytest.raises(SourceError, match=r"^This is not a file\.$"):
            read_bytes(tmp_path, status)
    with pytest.raises(SourceError, match="This is not a file"):
        read_bytes(tmp_path / "absent")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(SourceError, match="This is not a file"):
        read_bytes(pipe)
    path = tmp_path / "gone"
    path.write_text("x", encoding="utf-8")
    status = path.stat()
    path.unlink()
    with pytest.raises(SourceError, match=r"^This file cannot be read: No such file or directory\.$"):
        read_bytes(path, status)


def test_a_link_out_of_the_project_is_not_read(tmp_path: Path) -> None:
    inside = target("a.txt")._replace(path=project(tmp_path, {"a.txt": "Hi"}) / "a.txt")
    assert bytes_of(inside) == bytes_of(inside, inside.path.stat()) == b"Hi"
    with pytest.raises(SourceError, match="a link to a file outside of the project, which is not read"):
        bytes_of(inside._replace(outside=True))


ANSWER = "<?xml version='1.0'?><Response><Message>Hi</Message></Response>"
ANSWERS = [
    ("a.xml", ANSWER, True), ("a.twiml", ANSWER, True), ("A.XML", ANSWER, True), ("a.blade.php", ANSWER, True), ("a.xml.erb", ANSWER, True),
    ("a.txt", ANSWER, False), ("xml", ANSWER, False), ("a.xml", "<Response><Say>Hi</Say></Response>", False), ("a.xml", "<Message>Hi</Message>", False),
    ("a.xml", "<?xml version='1.0' encoding='latin-1'?><Response><Message>gr\udcfc\udcdf</Message></Response>", True),
]  # fmt: skip
"""The name of a file, its text, and whether it answers a message."""


@pytest.mark.parametrize(("name", "text", "wanted"), ANSWERS, ids=range(len(ANSWERS)))
def test_files_that_answer_a_message(tmp_path: Path, name: str, text: str, wanted: bool) -> None:
    path = tmp_path / name
    path.write_bytes(text.encode("utf-8", errors="surrogateescape"))
    made = Target(path, name, Config(tmp_path), (), name)
    assert answers_twilio(made) is wanted
    assert answers_twilio(made._replace(path=tmp_path / "absent.xml")) is False
    assert answers_twilio(made._replace(outside=True)) is False


def test_many_texts_are_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight entries of one file read it once, not eight times."""
    times: list[str] = []

    def counting(source: str, text: str, given: Options) -> Iterable[Message]:
        times.append(source)
        return read(source, text, given)

    monkeypatch.setattr(reading, "read", counting)
    for count, own in ((7, 7), (8, 0)):
        times.clear()
        text = json.dumps({f"k{number}": "Hi" for number in range(count)})
        found = reads("en.json", text, *(entry(keys=[f"k{number}"]) for number in range(count)))
        assert len(found.found) == count
        assert len(times) == own
