"""A text by which translations are looked up is changed in all files that contain it, or in none."""

from __future__ import annotations

import io
import json
import os
import re
from typing import TYPE_CHECKING

import pytest

from smslint.cli.app import run
from smslint.project.config import make_config
from smslint.project.files import Chooser, Target
from smslint.project.fix_run import fix_all
from smslint.project.fixes import fix_data
from smslint.project.natural_keys import keys_of
from smslint.project.run import Runner
from smslint.project.spelled import places
from tests.project.support import project

if TYPE_CHECKING:
    from pathlib import Path

OLD, NEW = "Your order isn’t ready", "Your order isn't ready"
CODE = f'text = _("{OLD}")\n'
PO = f'msgid "{OLD}"\nmsgstr "Noch nicht da"\n'
CONFIG = "messages: [{files: ['*.py', '*.js', '*.php', '*.po', '*.json', '*.xlf']}]\n"

# A file that contains the text, and how it is after the fix; the same if nothing may change.
TOGETHER = {
    "gettext": ({"a.py": CODE, "de.po": PO, "fr.po": PO}, True),
    "a template of catalogues": ({"a.py": CODE, "de.po": PO, "a.pot": f'msgid "{OLD}"\nmsgstr ""\n'}, True),
    "a msgid of several lines": ({"a.py": CODE, "de.po": 'msgid ""\n"Your order "\n"isn’t ready"\nmsgstr "x"\n'}, True),
    "an escape in JSON": ({"a.js": f't("{OLD}")', "de.json": '{"Your order isn\\u2019t ready": "x"}'}, True),
    "a plural form of i18next": ({"a.js": f't("{OLD}")', "de.json": f'{{"{OLD}_one": "x", "{OLD}_other": "y"}}'}, True),
    "Laravel": ({"a.php": f'<?php echo __("{OLD}");', "de.json": f'{{"{OLD}": "x"}}'}, True),
    "Symfony": ({"a.php": f'<?php $t->trans("{OLD}");', "m.de.yaml": f"{OLD}: x\n"}, True),
    "Apple": ({"a.js": f't("{OLD}")', "de.strings": f'"{OLD}" = "x";\n'}, True),
    "XLIFF": ({"a.php": f'<?php $t->trans("{OLD}");', "de.xlf": f"<source>{OLD}</source><target>x</target>"}, True),
    "a language that is not read": ({"a.py": CODE, "de.po": PO, "b.rb": f'send _("{OLD}")\n'}, True),
    "a template with the text": ({"a.py": CODE, "de.po": PO, "b.html": f'{{% trans "{OLD}" %}}\n'}, True),
    "a quote that has to be escaped": ({"a.py": CODE, "de.po": PO, "b.rb": f"send _('{OLD}')\n"}, True),
    "a quote that cannot be written": ({"a.py": CODE, "de.po": PO, "b.lua": f"send _('{OLD}')\n"}, False),
    "a text that is there already": ({"a.py": CODE, "de.po": PO + f'\nmsgid "{NEW}"\nmsgstr "y"\n'}, False),
    "a namespace before the key": ({"a.js": f't("sms:{OLD}")', "de.json": f'{{"{OLD}": "x"}}'}, True),
    "the keys around the key": ({"a.js": f"t(`a.b.{OLD}`)", "de.json": f'{{"a": {{"b": {{"{OLD}": "x"}}}}}}'}, True),
    "Rails": ({"a.rb": f"t('sms.{OLD}')", "a.js": f't("{OLD}")', "de.yml": f"de:\n  sms:\n    '{OLD}': x\n"}, True),
    "a translation that takes in another": (
        {"a.js": f't("{OLD}")', "de.json": f'{{"{OLD}": "x", "b": "y $t({OLD}) z"}}'},
        True,
    ),
    "one in YAML": ({"a.js": f't("{OLD}")', "de.yml": f"'{OLD}': x\nb: 'y $t(sms:{OLD}, {{}})'\n"}, True),
    "one without quotes": ({"a.js": f't("{OLD}")', "de.yml": f"'{OLD}': x\nb: y $t({OLD})\n"}, True),
    "no catalogue": ({"a.py": CODE}, True),
}


@pytest.mark.parametrize("name", TOGETHER)
def test_all_or_none(tmp_path: Path, name: str) -> None:
    files, all_of_them = TOGETHER[name]
    folder = project(tmp_path, {**files, ".git/HEAD": "", "smslint.yaml": CONFIG})
    changes = fix_all(Runner(("ENC001",)), list(Chooser().targets([folder])), unsafe=False)
    for change in changes:
        if change.before != change.after:
            change.write()
    for file in files:
        text = (folder / file).read_text(encoding="utf-8")
        assert bool(places(text, OLD, file)) is not all_of_them, file
        if all_of_them:
            assert len(places(text, NEW, file)) == len(places(files[file], OLD, file)), file
    refused = [reason for change in changes for reason in change.refused]
    assert bool(refused) is not all_of_them
    again = fix_all(Runner(("ENC001",)), list(Chooser().targets([folder])), unsafe=False)
    assert not [change for change in again if change.before != change.after]


def test_a_key_that_cannot_be_changed_does_not_hold_the_others(tmp_path: Path) -> None:
    """Also two keys that would become one text, and a key within another one."""
    old = [f"Parcel {at} isn’t here" for at in range(9)]
    twins, inner, outer = ["It’s on its way", "It‘s on its way"], "We’re open", "We’re open. It’s late"
    keys = [*old, *twins, inner, outer]
    files = {
        "a.py": "".join(f'text = _("{key}")\n' for key in keys),
        "de.po": "".join(f'msgid "{key}"\nmsgstr "x"\n\n' for key in keys)
        + 'msgid "Parcel 4 isn\'t here"\nmsgstr "y"\n',
        "fr.json": json.dumps(dict.fromkeys(keys, "z"), ensure_ascii=False),
        ".git/HEAD": "",
        "smslint.yaml": CONFIG,
    }
    folder = project(tmp_path, files)
    for change in fix_all(Runner(("ENC001",)), list(Chooser().targets([folder])), unsafe=False):
        change.write()
    text = {name: (folder / name).read_text(encoding="utf-8") for name in files}
    for name in ("a.py", "de.po", "fr.json"):
        left = [key for key in keys if places(text[name], key, name)]
        assert left == [old[4], twins[1]], name
        assert all(places(text[name], key.replace("’", "'"), name) for key in keys if key not in left), name


def test_the_values_of_a_catalogue_are_no_keys(tmp_path: Path) -> None:
    files = {
        "a.js": 't("code")',
        "en.json": f'{{"code": "{OLD}"}}',
        "b.json": f'{{"x": "{OLD}"}}',
        "smslint.yaml": CONFIG,
    }
    folder = project(tmp_path, files)
    (change,) = fix_all(Runner(("ENC001",)), list(Chooser().targets([folder / "en.json"])), unsafe=False)
    assert change.target.path.name == "en.json"
    assert change.after == f'{{"code": "{NEW}"}}'


def test_a_file_by_itself_keeps_its_msgids() -> None:
    from pathlib import Path

    target = Target(Path("a.po"), "a.po", make_config({}, Path()), (), "a.po")
    data = f'msgid "{OLD}"\nmsgstr ""\n\nmsgid "b"\nmsgstr "“Hi”"\n'.encode()
    change = fix_data(Runner(("ENC001",)), target, data, unsafe=True)
    assert change is not None
    assert [each.key for each in change.held] == [OLD]
    assert change.after == data.decode().replace("“Hi”", '\\"Hi\\"')


def test_the_diff_shows_all_files_and_standard_input_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project(tmp_path, {"a.py": CODE, "de.po": PO, "b.rb": f'_("{OLD}")\n', ".git/HEAD": "", "smslint.yaml": CONFIG})
    monkeypatch.chdir(tmp_path)
    assert run(["check", "--diff", "a.py"]) == 1
    shown = capsys.readouterr().out
    assert [line for line in shown.splitlines() if line.startswith("+++")] == [
        "+++ b/a.py",
        "+++ b/b.rb",
        "+++ b/de.po",
    ]
    assert f'-msgid "{OLD}"\n+msgid "{NEW}"\n' in shown
    typed = io.TextIOWrapper(io.BytesIO(f'msgid "{OLD}"\nmsgstr ""\n'.encode()))
    monkeypatch.setattr("sys.stdin", typed)
    assert run(["check", "--diff", "--stdin-filename", "x.po", "-"]) == 0
    assert "check the files, not standard input" in capsys.readouterr().err
    project(tmp_path, {"c.lua": f"_('{OLD}')\n"})
    run(["check", "--fix", "a.py"])
    said = capsys.readouterr().err
    assert "not fixed: a.py: line 1: translations are looked up by this text" in said
    assert "c.lua cannot be changed" in said
    assert (tmp_path / "de.po").read_text(encoding="utf-8") == PO


def test_the_line_of_a_text_that_is_not_changed_is_the_one_of_its_finding(tmp_path: Path) -> None:
    """Also where a lone carriage return ends a line."""
    files = {"a.js": f'// one\rt("{OLD}")\r', "de.po": PO, "b.lua": f"_('{OLD}')\n"}
    folder = project(tmp_path, {**files, ".git/HEAD": "", "smslint.yaml": CONFIG})
    runner, targets = Runner(("ENC001",)), list(Chooser().targets([folder]))
    found = [each.location for each in runner.run(targets).findings if each.location is not None]
    (line,) = {each.line for each in found if (each.path or "").endswith("a.js")}
    said = [words for each in fix_all(runner, targets, unsafe=False) for words in each.refused]
    assert line == 2
    assert any(words.startswith(f"line {line}: ") for words in said)


@pytest.mark.parametrize(
    ("suffix", "text", "keys"),
    [
        (".po", 'msgid "a b"\nmsgid_plural "c d"\nmsgstr[0] "x"\n', {"a b", "c d"}),
        (".po", "not gettext", set()),
        (".json", '{"a b_one": "x", "name": "c d", "e\\u2019 f": "g"}', {"a b_one", "a b", "e’ f"}),
        (".yaml", "a b: x\n'it''s so': y\nname: c d\n", {"a b", "it's so"}),
        (".strings", '"a \\"b\\"" = "x";', {'a "b"'}),
        (".xlf", "<source>a &#8217; b</source><target>c d</target>", {"a ’ b"}),
        (".csv", 'a b,c d\n"e ""f""",g h\n', {"a b", 'e ""f""'}),
        (".php", "<?php return ['a b' => 'c d'];", {"a b"}),
        (".properties", 'a\\ b=c d:\n# e\\ f=g\n  h\\u2019\\ i : "j k": l\nname=m n\n', {"a b", "h’ i"}),
    ],
)
def test_the_keys_of_catalogues(suffix: str, text: str, keys: set[str]) -> None:
    assert keys_of(text, suffix) == keys


def test_a_text_that_is_too_long_for_a_message_is_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To compile a pattern of a key takes time for each of its characters, and one without letters was looked for in every file."""

    lengths: list[int] = []

    def compiled(key: str, *_: object) -> re.Pattern[str]:
        lengths.append(len(key))
        return re.compile(re.escape(key))

    monkeypatch.setattr("smslint.project.spelled._pattern", compiled)
    (tmp_path / "en.json").write_text(json.dumps({"(" * 100_000: "x", "a " * 50_000: "y", "((((": "z"}), "utf-8")
    (tmp_path / "a.txt").write_text("It’s a (small) " * 8_000, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["check", "--no-cache", "--isolated", "--diff", "a.txt"]) == 1
    assert lengths == [4]


LOCALES = {
    "src/a.js": f'sendSms(to, t("{OLD}"))',
    "locales/de/sms.json": f'{{"{OLD}": "Da"}}',
    ".git/HEAD": "",
    "smslint.yaml": "messages: [{files: 'src/*'}]\n",
}


def unchanged(folder: Path) -> list[str]:
    """Nothing is fixed in a project; what is said about it."""
    changes = fix_all(Runner(("ENC001",)), list(Chooser().targets([folder])), unsafe=False)
    assert not [change.target.shown for change in changes if change.before != change.after]
    return [reason for change in changes for reason in change.refused]


def large(text: str) -> str:
    return json.dumps({text: "y", "padding": "x" * (5 * 1024 * 1024)}, ensure_ascii=False)


@pytest.mark.parametrize("alone", [False, True], ids=["with another language", "alone"])
def test_a_key_of_a_catalogue_that_is_too_large_is_not_changed(tmp_path: Path, alone: bool) -> None:
    folder = project(tmp_path, {**LOCALES, "locales/fr/sms.json": large(OLD)})
    if alone:
        (folder / "locales/de/sms.json").unlink()
    (said,) = unchanged(folder)
    assert said.endswith("locales/fr/sms.json is too large to be read")


@pytest.mark.parametrize("name", ["locales/fr/sms.json", "locales/fr"])
def test_a_key_is_not_changed_next_to_a_catalogue_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = project(tmp_path, {**LOCALES, "locales/fr/sms.json": f'{{"{OLD}": "La"}}'})
    forbid(monkeypatch, folder / name)
    (said,) = unchanged(folder)
    assert said.endswith(f"{name} could not be read")


def forbid(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Let a file or folder be one that may not be read, for every user."""
    real_open, real_scan = io.open, os.scandir

    def opened(file: object, *rest: object, **more: object) -> object:
        if str(file) == str(path):
            raise PermissionError(13, "Permission denied", str(path))
        return real_open(file, *rest, **more)  # type: ignore[call-overload]

    def scanned(folder: str) -> object:
        if str(folder) == str(path):
            raise PermissionError(13, "Permission denied", str(path))
        return real_scan(folder)

    monkeypatch.setattr(io, "open", opened)
    monkeypatch.setattr(os, "scandir", scanned)


@pytest.mark.parametrize("name", ["locales/fr/sms.json", "locales/fr"])
def test_a_key_is_not_changed_next_to_a_link_that_leads_out_of_the_project(tmp_path: Path, name: str) -> None:
    folder = project(tmp_path / "ours", LOCALES)
    other = project(tmp_path / "theirs", {"sms.json": f'{{"{OLD}": "La"}}'})
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).symlink_to(other / "sms.json" if name.endswith("json") else other)
    (said,) = unchanged(folder)
    assert said.endswith(f"{name} is outside of the project")


def test_unrelated_files_that_are_not_read_hold_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"public/a.js": large(OLD), "data/cities.json": large("Not it"), "pgdata/x.json": "", "log/a.json": "{}"}
    folder = project(tmp_path / "ours", {**LOCALES, **files})
    forbid(monkeypatch, folder / "pgdata")
    (folder / "tsconfig.json").symlink_to(project(tmp_path / "theirs", {"a.json": "{}"}) / "a.json")
    changes = fix_all(Runner(("ENC001",)), list(Chooser().targets([folder])), unsafe=False)
    assert sorted(change.target.path.name for change in changes) == ["a.js", "sms.json"]
    assert not [reason for change in changes for reason in change.refused]


@pytest.mark.parametrize("step", ["open", "replace", "put back"])
def test_files_of_which_one_cannot_be_written_are_all_unchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], step: str
) -> None:
    """The folder of the last one may not be changed; or only the last step fails, so that the others get their old content back."""
    files = {**LOCALES, "locales/fr/sms.json": f'{{"{OLD}": "La"}}'}
    project(tmp_path, files)
    monkeypatch.chdir(tmp_path)
    real_open, real_replace = os.open, type(tmp_path).replace
    failed: list[str] = []

    def opened(path: str, *rest: int, **more: int) -> int:
        if f"{path}".endswith(".tmp") and (
            ("locales/fr" in f"{path}" and step == "open") or (failed and step == "put back")
        ):
            raise PermissionError(13, "Permission denied", f"{path}")
        return real_open(path, *rest, **more)

    def replaced(path: Path, target: Path) -> Path:
        if "locales/fr" in f"{target}" and step != "open":
            failed.append(f"{target}")
            raise PermissionError(13, "Permission denied", f"{path}")
        return real_replace(path, target)

    monkeypatch.setattr(os, "open", opened)
    monkeypatch.setattr(type(tmp_path), "replace", replaced)
    assert run(["check", "--no-cache", "--fix"]) == 2
    said = capsys.readouterr().err
    assert "locales/fr/sms.json: cannot be written (Permission denied)" in said
    changed = [name for name in files if (tmp_path / name).read_bytes() != files[name].encode()]
    assert ("no file was changed" in said) is not bool(changed)
    assert sorted(changed) == (["locales/de/sms.json", "src/a.js"] if step == "put back" else [])
    assert all(f"{name}" in said.partition("could not be put back: ")[2] for name in changed)
    assert not list(tmp_path.rglob("*.tmp"))
