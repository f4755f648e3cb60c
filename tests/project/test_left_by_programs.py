"""What a string of a program leaves after its own escapes is what is sent: a merge field in it that nothing fills is reported, and its
value is unknown, whatever the language. If the project states in which dialect a second program fills it, it is a placeholder of that."""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING

import pytest

from tests.project.support import project, run

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = {
    "py": "def f(x, n):\n    send_sms(to, body=$)\n",
    "js": "function f(x) { sendSms(to, $); }\n",
    "cs": "class A { void F(string x) { client.SendSms(to, $); } }\n",
    "kt": "fun f(x: String) { sendSms(to, $) }\n",
    "rb": "def f(x)\n  send_sms(to, $)\nend\n",
    "php": "<?php function f($x) { send_sms($to, @); }\n",
    "go": 'package a\nimport "fmt"\nfunc f(x string) { sendSms(to, $) }\n',
    "swift": "func f(x: String) { sendSms(to, $) }\n",
    "java": "class A { void f(String x) { sendSms(to, $); } }\n",
    "dart": "void f(String x) { sendSms(to, $); }\n",
    "ex": "defmodule A do\n  def f(x) do\n    send_sms(to, $)\n  end\nend\n",
    "tf": 'resource "aws_x" "y" {\n  sms_message = $\n}\n',
}
LEFT = [
    # The language, an expression, the field that it leaves, and what it leaves as the same language prints it, for x = "X".
    ("py", 'f"Hi {x}, {{first}} your order"', "{first}"),
    ("py", 'f"Hi {x}, {{{{first}}}} your order"', "{{first}}"),
    ("py", 'f"Hi {x}, ${{first}} your order"', "${first}"),
    ("py", 'f"Hi {x}, {{fir" f"st}} your order"', "{first}"),
    ("py", '"Hi {x}, {{first}} your order".format(x=x)', "{first}"),
    ("py", '"Hi {x}, {{{{first}}}} your order".format(x=x)', "{{first}}"),
    ("py", '"Hi %s, %%first_name%% your order" % x', "%first_name%"),
    ("py", '"Hi %s, %%s your order" % x', "%s"),
    ("js", "`Hi ${x}, {first} your order`", "{first}"),
    ("js", "`Hi ${x}, \\${first} your order`", "${first}"),
    ("js", "`Hi ${x}, \\u007bfirst\\u007d your order`", "{first}"),
    ("cs", '$"Hi {x}, {{first}} your order"', "{first}"),
    ("cs", 'string.Format("Hi {0}, {{first}} your order", x)', "{first}"),
    ("cs", '$$"""Hi {{x}}, {first} your order"""', "{first}"),
    ("kt", '"Hi $x, \\${first} your order"', "${first}"),
    ("kt", '"Hi %s, %%first_name%% your order".format(x)', "%first_name%"),
    ("rb", '"Hi #{x}, \\#{first} your order"', "#{first}"),
    ("rb", '"Hi %s, %%first_name%% your order" % x', "%first_name%"),
    ("php", '"Hi {$x}, \\${first} your order"', "${first}"),
    ("php", 'sprintf("Hi %s, %%first_name%% your order", $x)', "%first_name%"),
    ("go", 'fmt.Sprintf("Hi %s, %%first_name%% your order", x)', "%first_name%"),
    ("swift", '"Hi \\(x), \\u{7b}first\\u{7d} your order"', "{first}"),
    ("java", 'String.format("Hi %s, %%first_name%% your order", x)', "%first_name%"),
    ("dart", '"Hi $x, \\${first} your order"', "${first}"),
    ("ex", '"Hi #{x}, \\#{first} your order"', "#{first}"),
    ("tf", '"Hi ${x}, $${first} your order"', "${first}"),
    ("tf", '"Hi ${x}, %%{first} your order"', "%{first}"),
]


def written(suffix: str, expression: str) -> str:
    return WHOLE[suffix].replace("@" if suffix == "php" else "$", expression, 1)


@pytest.mark.parametrize(("suffix", "expression", "left"), LEFT)
def test_it_is_reported_and_its_value_is_unknown(tmp_path: Path, suffix: str, expression: str, left: str) -> None:
    project(
        tmp_path, {f"a.{suffix}": written(suffix, expression), "smslint.yaml": f"messages: [{{files: a.{suffix}}}]\n"}
    )
    found = run(tmp_path)
    (message,) = found.messages
    (finding,) = [each for each in found.findings if each.code == "PLH001"]
    assert message.most is None
    assert message.least_witness is not None
    assert left not in message.least_witness
    assert finding.severity.label == "warning"


BRACES = [
    # Braces around a value, which a program prints: no merge field is left.
    ("py", 'f"Hi {{${x}}}, your order"'), ("py", '"Hi {{${x}}}, your order".format(x=x)'), ("py", 'f"Hi {{{x}}}, your order"'),
    ("cs", '$"Hi {{${x}}}, your order"'), ("cs", '$"Hi {{{x}}}, your order"'), ("cs", '$@"Hi {{${x}}}, your order"'),
    ("cs", 'string.Format("Hi {{${0}}}, your order", x)'), ("cs", 'string.Format("Hi {{{0}}}, your order", x)'),
    ("cs", '$$"""Hi {${{x}}}, your order"""'), ("cs", '$$"""Hi {{{x}}}, your order"""'),
    ("txt", "Hi {{${x}}}, your order"), ("txt", "Hi {{{x}}}, your order"),
]  # fmt: skip


@pytest.mark.parametrize("declared", ["", "values: {x: {max: 5}, '0': {max: 5}}\n"])
@pytest.mark.parametrize(("suffix", "expression"), BRACES)
def test_braces_around_a_value_are_no_field(tmp_path: Path, suffix: str, expression: str, declared: str) -> None:
    whole = expression if suffix == "txt" else written(suffix, expression)
    entry = f"{{files: a.{suffix}, dialect: brace}}" if suffix == "txt" else f"{{files: a.{suffix}}}"
    project(tmp_path, {f"a.{suffix}": whole, "smslint.yaml": f"{declared}messages: [{entry}]\n"})
    assert not [each.message for each in run(tmp_path).findings if each.code == "PLH001"]


@pytest.mark.parametrize(("suffix", "expression", "left"), LEFT)
def test_it_is_a_placeholder_of_the_stated_dialect(tmp_path: Path, suffix: str, expression: str, left: str) -> None:
    dialect = {
        "{f": "brace",
        "{{": "jinja",
        "${": "dollar",
        "%s": "percent",
        "%f": "symfony",
        "%{": "percent",
        "#{": "",
    }[left[:2]]
    if not dialect:  # Ruby's
        return
    entry = f"messages: [{{files: a.{suffix}, dialect: {dialect}}}]\nvalues: {{'*': {{max: 5}}}}\n"
    project(tmp_path, {f"a.{suffix}": written(suffix, expression), "smslint.yaml": entry})
    found = run(tmp_path)
    (message,) = found.messages
    assert not [each.message for each in found.findings if each.code == "PLH001"]
    assert message.most == 1


def test_python_itself_leaves_the_same() -> None:
    for suffix, expression, left in LEFT:
        if suffix == "py":
            with contextlib.redirect_stdout(io.StringIO()):
                assert left in eval(expression, {"x": "X"})


def test_a_string_without_fields_of_its_own_is_read_as_what_it_leaves(tmp_path: Path) -> None:
    code = 'A = f"Hi {{first}}, your order is ready"\nB = "Hi {first}, your order is ready"\n'
    project(tmp_path, {"a.py": code, "smslint.yaml": "messages: [{files: a.py}]\n"})
    one, two = run(tmp_path).messages
    assert (
        (one.dialect, one.dialect_from, one.most)
        == (two.dialect, two.dialect_from, two.most)
        == ("brace", "{first}", None)
    )
