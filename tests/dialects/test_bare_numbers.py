"""A number without a format in ICU's syntax: ICU itself groups it, JavaScript and Dart print it as it is.

``MessageFormat("{n}")`` of ICU4J 60.2 printed 1234567 as 1,234,567 (en), 1.234.567 (de), 12,34,567 (en-IN), and a text of digits as it is;
intl-messageformat 10 printed 1234567. Flutter's gen-l10n writes Dart's ``$n`` for it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from smslint.cli.app import run
from smslint.rules.context import make_context
from smslint.rules.subject import Subject
from smslint.text.segmentation import segment
from smslint.text.values import ValueTable

NODE = Path(__file__).parent.parent / "engines" / "node"
ICU4J = [("en", "1,234,567"), ("de", "1.234.567"), ("en-IN", "12,34,567"), ("fr", "1\u202f234\u202f567")]


def bounds(front: str, locale: str | None, *, grouping: bool) -> tuple[int, int | None]:
    context = make_context({} if locale is None else {"locale": locale}, "test")
    values = ValueTable({"n": {"type": "int", "min": 7, "max": 7}})
    found = Subject(front + "{n}", dialect="icu", context=context, values=values, grouping=grouping).bounds
    return found.least, found.most


@pytest.mark.parametrize(("locale", "shown"), ICU4J)
@pytest.mark.parametrize("stated", [True, False])
def test_what_icu_prints_is_within_the_bounds(locale: str, shown: str, stated: bool) -> None:
    for length in range(150, 161):
        for text in (shown, "1234567"):
            least, most = bounds("x" * length, locale if stated else None, grouping=True)
            count = segment("x" * length + text).count
            assert least <= count
            assert most is not None
            assert count <= most


def test_javascript_prints_the_digits() -> None:
    if shutil.which("node") is None or not (NODE / "node_modules" / "intl-messageformat").is_dir():
        pytest.skip("there is no node with intl-messageformat")
    code = (
        'const {IntlMessageFormat} = require("intl-messageformat");'
        'process.stdout.write(new IntlMessageFormat("{n}", "en").format({n: 1234567}));'
    )
    done = subprocess.run(["node", "-e", code], cwd=NODE, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "1234567"
    assert bounds("x" * 153, "en-US", grouping=False) == (1, 1)
    assert bounds("x" * 153, "en-US", grouping=True) == (1, 2)


@pytest.mark.parametrize(
    ("name", "package", "most"),
    [
        ("app_en.arb", "", 1),
        ("texts.json", "", 2),
        ("texts.json", '{"dependencies": {"react-intl": "7"}}', 1),
        ("messages.properties", "", 2),
    ],
)
def test_the_file_says_what_prints_it(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    package: str,
    most: int,
) -> None:
    monkeypatch.chdir(tmp_path)
    body = "x" * 153 + "{n}"
    text = f"a={body}\n" if name.endswith("properties") else json.dumps({"a": body})
    (tmp_path / name).write_text(text)
    if package:
        (tmp_path / "package.json").write_text(package)
    (tmp_path / "smslint.yaml").write_text(
        "kind: transactional\nlocale: en-US\nvalues: {n: {type: int, min: 7, max: 7}}\n"
        f"messages: [{{files: '{name}', dialect: icu}}]\n"
    )
    run(["check", "--format", "json"])
    (message,) = json.loads(capsys.readouterr().out)["messages"]
    assert message["segments"] == {"least": 1, "most": most}
