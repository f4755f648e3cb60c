"""The texts of CloudFormation and SAM templates, in YAML and in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from smslint.project.config import make_config
from smslint.project.files import Target
from smslint.project.fixes import fix_target
from smslint.project.guessing import guess
from smslint.project.placing import Place
from smslint.project.run import Runner
from smslint.span import LineIndex
from tests.dialects.shapes import shape
from tests.sources.support import check_map, read_all

if TYPE_CHECKING:
    from pathlib import Path

CASES = [
    ("t.yaml", "a: !Sub '${App}: your code is {####}'\n", {"a": "<App>: your code is <####|digits 6 6>"}),
    ("t.yaml", "a: !Sub Hi ${!App} ${AWS::Region} ${B.Arn}\n", {"a": "Hi <?App> <AWS::Region> <B.Arn>"}),
    ("t.yaml", "a:\n  Fn::Sub: Hi ${App} it''s\n", {"a.Fn::Sub": "Hi <App> it''s"}),
    ("t.yaml", "a: !Sub\n  - Hi ${App}\n  - App: Acme\n", {"a": "Hi Acme"}),
    ("t.yaml", "a: !Sub\n  - Hi ${App} ${Z}, ${No}\n  - App: it''s\n    Z: !Ref X\n", {"a": "Hi it''s <X>, <No>"}),
    ("t.yaml", "a:\n  Fn::Sub:\n    - Hi ${App}\n    - {App: !Ref N}\n", {"a.Fn::Sub": "Hi <N>"}),
    ("t.yaml", "a: !Join\n  - ''\n  - [Acme, !Sub ': Hi ${B}', !GetAtt C.D, 5]\n", {"a": "Acme: Hi <B><C.D>5"}),
    ("t.yaml", "a: !Join\n  - ', '\n  - - 'It''s \u2019'\n    - !Join ['-', [a, !Ref b]]\n", {"a": "It's \u2019, a-<b>"}),
    ("t.yaml", "a:\n  Fn::Join: ['', [Hi, {'Fn::GetAtt': [A, B]}, !FindInMap [a, b, c]]]\n", {"a.Fn::Join": "Hi<A.B><?Fn::FindInMap>"}),
    ("t.yaml", "a: !Join ['', [Hi, !If [Prod, ' you', !Ref AWS::NoValue], !If [Prod, x, !Ref Y]]]\n", {"a": "Hi( you|)(x|<Y>)"}),
    ("t.yaml", "a: !Join [', ', [Hi, !Ref AWS::NoValue, you]]\n", {"a": "Hi, you"}),
    ("t.yaml", "a: !Join [',', !Ref L]\nb: !Join []\n", {"a": "<?Fn::Join>"}),
    ("t.yaml", "x: !Sub &y Hi you\na: !Join [' ', [*y, all]]\n", {"x": "Hi you", "a": "Hi you all"}),
    ("t.yaml", "a: !Join ['', ['Your code is {####}', !Ref B]]\n", {"a": "Your code is <####|digits 6 6><B>"}),
    ("t.yaml", "a: !Sub Hi\nb: Hi ${c}\nd: !GetAtt e.f\n", {"a": "Hi", "b": "Hi <c>"}),
    ("t.json", '{"a": {"Fn::Sub": "${App}: your code is {####}"}}', {"a.Fn::Sub": "<App>: your code is <####|digits 6 6>"}),
    ("t.json", '{"a": {"Fn::Sub": ["Hi ${App}\\u2019", {"App": "Acme"}]}, "z": "last"}', {"a.Fn::Sub": "Hi Acme\u2019", "z": "last"}),
    ("t.json", '{"a": {"Fn::Join": ["\\n", ["Acme", {"Ref": "X"}, {"Fn::Sub": ["${q}", {"q": 5}]}]]}}', {"a.Fn::Join": "Acme\n<X>\n5"}),
    ("t.json", '{"a": {"Fn::Join": ["", ["Hi ", {"Fn::GetAtt": ["A", "B"]}, {"Fn::If": ["P", "x", {"Ref": "Y"}]}]]}}', {"a.Fn::Join": "Hi <A.B>(x|<Y>)"}),
    ("t.json", '{"a": {"Fn::Sub": "{username}: ${B}"}}', {"a.Fn::Sub": "<username>: <B>"}),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "expected"), CASES)
def test_what_the_functions_make(path: str, text: str, expected: dict[str, str]) -> None:
    found = {}
    source = "yaml" if path.endswith("yaml") else "json"
    for message in read_all(source, text, path=path):
        if message.body:
            check_map(text, message, ordered=False)
        read = guess(message, Place(path, LineIndex(text), None, "", source, inside=path))
        assert read.text is not None
        found[message.key] = shape(read.text) if message.body else ""
    found.pop("d", None)
    assert found == expected


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("yaml", "R:\n  P:\n    Sms:\n      Fn::Sub: Hi ${A}\n    Other: x\n"),
        ("json", '{"R": {"P": {"Sms": {"Fn::Sub": "Hi ${A}"}, "Other": "x"}}}'),
        ("json", '{"R": {"P": {"Sms": {"Fn::Sub": ["Hi ${A}", {}]}, "Other": "x"}}}'),
        ("yaml", "R: {P: {Sms: !Sub 'Hi ${A}'}}\n"),
        ("yaml", "R: {P: {Sms: !Join ['', [Hi, ' ', !Ref A]]}}\n"),
        ("json", '{"R": {"P": {"Sms": {"Fn::Join": [" ", ["Hi", {"Ref": "A"}]]}, "Other": "x"}}}'),
    ],
)
def test_a_text_is_selected_without_the_function_that_fills_it(source: str, text: str) -> None:
    assert [each.body for each in read_all(source, text, keys=("R.*.Sms",))] == ["Hi ${A}"]


@pytest.mark.parametrize(
    ("name", "text", "fixed"),
    [
        (
            "t.yaml",
            "a: !Join [' \u2013 ', ['Hi \u2013 you', !Ref A, Bye]]\n",
            "a: !Join [' - ', ['Hi - you', !Ref A, Bye]]\n",
        ),
        ("t.yaml", "a: !Join [' \u2013 ', ['Hi \u2013 you', Bye]]\n", "a: !Join [' - ', ['Hi - you', Bye]]\n"),
        (
            "t.yaml",
            "a: !Sub\n  - Hi ${B} \u2013\n  - B: you \u2013 all\n",
            "a: !Sub\n  - Hi ${B} -\n  - B: you - all\n",
        ),
        (
            "t.yaml",
            "a: !Sub\n  - ${B} \u2013 ${B}\n  - B: you \u2013 all\n",
            "a: !Sub\n  - ${B} - ${B}\n  - B: you - all\n",
        ),
        (
            "t.json",
            '{"a": {"Fn::Join": [" ", ["it \u2013", {"Ref": "A"}]]}}',
            '{"a": {"Fn::Join": [" ", ["it -", {"Ref": "A"}]]}}',
        ),
    ],
)
def test_a_fix_changes_the_words_where_they_are_written(
    tmp_path: Path, name: str, text: str, fixed: str | None
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    config = make_config({"messages": [{"files": name}]}, tmp_path)
    change = fix_target(Runner(("ENC001",)), Target(path, name, config, config.messages, name), unsafe=False)
    assert change is not None
    assert change.after == fixed


def test_a_mapping_that_multiplies_its_values_is_not_followed_for_ever() -> None:
    text = '"x"'
    for name in "abcdefghijklmnopqrst":
        text = f'{{"Fn::Sub": ["${{{name}}}${{{name}}}${{{name}}}", {{"{name}": {text}}}]}}'
    (message,) = read_all("json", f'{{"a": {text}}}', path="t.json")
    assert message.text is not None
    assert shape(message.text) == "<?Fn::Join>"


@pytest.mark.parametrize(("source", "text"), [("json", '{"a": {"Fn::Sub": "X"}}'), ("yaml", 'a: !Sub "X"\n')])
def test_a_long_text_with_many_names_and_escapes_is_read_in_time(source: str, text: str) -> None:
    (message,) = read_all(source, text.replace("X", "Hi ${x}\\u2019" * 20_000))
    assert message.body == "Hi ${x}\u2019" * 20_000
    check_map(text.replace("X", "Hi ${x}\\u2019" * 20_000), message)
