"""Rule packs: what is loaded, what is refused with file, line and key, and that the other rules are loaded."""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from smslint.data import data_path
from smslint.errors import PackError
from smslint.finding import Severity
from smslint.rules import compiled, packfile, packs, rule_file, stored_lexicons, stored_rules
from smslint.rules.engine import run
from smslint.rules.options import Reader
from smslint.rules.subject import Subject
from smslint.settings_file.reading import bytes_of

GOOD = """\
code: ACM001
name: no-bananas
summary: Acme does not write about bananas.
why: |
  House style: bananas are the competition's subject.
severity: warning
confidence: high
check: pattern
options:
  forbid:
    - 'banana'
sources:
  - {title: House style, published: 2026-01-01}
review_by: 2027-01-01
tests:
  - {text: A banana, expect: [ACM001]}
  - {text: An apple, expect: []}
"""

# The change in the good file, the line of the error, and words of the reason.
BAD = {
    "unknown check": ("check: pattern", "check: patern", 8, "check: 'patern' is not one of"),
    "unknown option": (
        "  forbid:",
        "  forbids:",
        10,
        "options.forbids: unknown option 'forbids' (did you mean 'forbid'?)",
    ),
    "unknown key": ("severity: warning", "severty: warning", 6, "severty: unknown key; did you mean 'severity'?"),
    "unknown lexicon": (
        "check: pattern\noptions:\n  forbid:\n    - 'banana'",
        "check: lexicon-phrase\noptions:\n  message: x\n  lexicon: fruits",
        11,
        "options.lexicon: there is no lexicon 'fruits'",
    ),
    "unknown region": ("check: pattern", "applies_to: {regions: [US, XX]}\ncheck: pattern", 8, "'XX' is not a region"),
    "region in words": (
        "check: pattern",
        "applies_to:\n  regions: [Germany]\ncheck: pattern",
        9,
        "'Germany' is not a region",
    ),
    "unknown kind": ("check: pattern", "applies_to: {kind: [promo]}\ncheck: pattern", 8, "'promo' is not one of"),
    "broken pattern": ("'banana'", "'(banana'", 11, "options.forbid[0]: is not a regular expression"),
    "catastrophic pattern": ("'banana'", "'(?:a|aa)+c'", 11, "options.forbid[0]: took over"),
    "no source": (
        "sources:\n  - {title: House style, published: 2026-01-01}",
        "sources: []",
        12,
        "at least one source",
    ),
    "undated source": (", published: 2026-01-01", "", 13, "sources[0]: needs a date"),
    "no passing test": ("  - {text: An apple, expect: []}\n", "", 15, "one failing and one passing test"),
    "a code of another form": ("code: ACM001", "code: ACME1", 1, "three capital letters and three digits"),
    "not YAML": ("name: no-bananas", "name: [no", 3, "is not YAML"),
}


def pack(folder: Path, text: str, name: str = "acme.yaml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("old", "new", "line", "reason"), BAD.values(), ids=list(BAD))
def test_refused_with_file_line_and_key(tmp_path: Path, old: str, new: str, line: int, reason: str) -> None:
    assert old in GOOD
    pack(tmp_path, GOOD.replace(old, new))
    loaded = packs.load_tested((tmp_path,))
    (error,) = loaded.refused
    assert str(error).startswith(f"{tmp_path / 'acme.yaml'}:{line}: ")
    assert reason in str(error)
    assert loaded.find("OPT001") is not None, "the shipped rules are loaded"


def test_a_good_rule_next_to_a_bad_one_is_loaded(tmp_path: Path) -> None:
    pack(tmp_path, GOOD)
    pack(tmp_path, GOOD.replace("check: pattern", "check: patern").replace("ACM001", "ACM002"), "bad.yaml")
    loaded = packs.load((tmp_path,))
    assert len(loaded.refused) == 1
    rule = loaded.find("no-bananas")
    assert rule is not None
    assert [finding.code for finding in run([rule], Subject("Bananas!"))] == ["ACM001"]


def test_a_code_that_is_taken_is_refused(tmp_path: Path) -> None:
    pack(tmp_path, GOOD.replace("ACM001", "OPT001"))
    (error,) = packs.load((tmp_path,)).refused
    assert "OPT001 is already taken by" in str(error)


def test_a_folder_that_is_not_there() -> None:
    with pytest.raises(PackError, match="no such folder"):
        packs.load((Path("nowhere"),))


def test_a_pattern_that_runs_out_of_time_is_a_finding_and_the_others_run(tmp_path: Path) -> None:
    # Nothing in the pattern shows on which text it is slow, so this is found only when it runs.
    pack(tmp_path, GOOD.replace("'banana'", r"'^(?:[\u0431-\u0434]|[\u0430-\u0435])+$'"))
    loaded = packs.load((tmp_path,))
    rule = loaded.find("ACM001")
    assert rule is not None
    other = loaded.find("CNT003")
    assert other is not None
    found = run([rule, other], Subject("\u0431\u0432\u0433" * 200 + "!!!"))
    assert [finding.code for finding in found] == ["ACM001", "CNT003"]
    assert "did not run" in found[0].message
    assert found[0].severity is Severity.WARNING


def test_a_pack_brings_its_own_lexicon(tmp_path: Path) -> None:
    (tmp_path / "lexicons").mkdir()
    lexicon = (
        "lexicon: fruits\ntitle: Fruits\nsources: [{title: Ours, published: 2026-01-01}]\n"
        "entries: [{key: fruit, confidence: verified, words: [banana], phrases: [a banana]}]\n"
    )
    (tmp_path / "lexicons" / "fruits.yaml").write_text(lexicon, encoding="utf-8")
    text = GOOD.replace(
        "check: pattern\noptions:\n  forbid:\n    - 'banana'", "check: lexicon-phrase\noptions: {lexicon: fruits}"
    )
    loaded = packs.load((pack(tmp_path, text),))
    assert loaded.refused == ()
    rule = loaded.find("ACM001")
    assert rule is not None
    assert [finding.code for finding in run([rule], Subject("One BANANA a day"))] == ["ACM001"]


def test_select_takes_codes_prefixes_names_and_all() -> None:
    loaded = packs.load()
    assert loaded.select(("OPT001", "missing-opt-out")) == {"OPT001"}
    assert loaded.select(("CST",)) == {"CST001", "CST002"}
    assert loaded.select(("ALL",)) == {rule.code for rule in loaded.rules}
    assert loaded.select(("nothing",)) == frozenset()


class TestCompiled:
    def test_a_compiled_rule_is_the_same_rule(self) -> None:
        for rule in packs.load_tested().rules:
            again = stored_rules.from_plain(json.loads(json.dumps(stored_rules.to_plain(rule), default=str)), rule.path)
            assert json.dumps(stored_rules.to_plain(again), default=str) == json.dumps(
                stored_rules.to_plain(rule), default=str
            )
            assert (again.severity, again.confidence, again.applies_to, again.sources) == (
                rule.severity, rule.confidence, rule.applies_to, rule.sources,
            )  # fmt: skip

    def test_a_compiled_lexicon_is_the_same_lexicon(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SMSLINT_CACHE_DIR", str(tmp_path))
        for path in sorted((data_path("rules") / "lexicons").rglob("*.yaml")):
            for trusted in (False, True):
                sheet = stored_lexicons.parsed(path, trusted=trusted)
                compiled.store_lines(stored_lexicons.entry_name(path, trusted=trusted), stored_lexicons.to_lines(sheet))
                again = stored_lexicons.read_sheet(path, trusted=trusted)
                assert again._replace(keys=sheet.keys, entries=tuple(again.entries)) == sheet
                assert json.dumps(again.keys) == json.dumps(sheet.keys)
                for entry in sheet.entries:
                    assert bool(entry.required) == (trusted and bool(entry.patterns or entry.unless))

    def test_a_stored_lexicon_is_used(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SMSLINT_CACHE_DIR", str(tmp_path))
        path = data_path("rules") / "lexicons" / "opt-out-phrases" / "en.yaml"
        sheet = stored_lexicons.read_sheet(path, trusted=True)
        monkeypatch.setattr(packfile, "read", None)  # nothing may be parsed from here on
        again = stored_lexicons.read_sheet(path, trusted=True)
        assert again._replace(keys=sheet.keys, entries=tuple(again.entries)) == sheet
        assert again.entries[1:3] == tuple(sheet.entries[1:3])
        with pytest.raises(PackError, match="cannot be read"):
            stored_lexicons.read_sheet(tmp_path / "absent.yaml")

    def test_a_changed_byte_is_read_again(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SMSLINT_CACHE_DIR", str(tmp_path / "cache"))
        folder = tmp_path / "pack"
        folder.mkdir()
        pack(folder, GOOD)
        packs.load.cache_clear()
        first = packs.load((folder,)).find("ACM001")
        assert any((tmp_path / "cache" / "packs").iterdir())
        pack(folder, GOOD.replace("severity: warning", "severity: error"))
        packs.load.cache_clear()
        second = packs.load((folder,)).find("ACM001")
        assert first is not None
        assert second is not None
        assert (first.severity, second.severity) == (Severity.WARNING, Severity.ERROR)

    def test_a_stored_rule_is_used(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SMSLINT_CACHE_DIR", str(tmp_path / "cache"))
        folder = tmp_path / "pack"
        folder.mkdir()
        pack(folder, GOOD)
        packs.load.cache_clear()
        packs.load((folder,))
        monkeypatch.setattr(rule_file, "read", None)  # nothing may be parsed from here on
        packs.load.cache_clear()
        assert packs.load((folder,)).find("ACM001") is not None
        packs.load.cache_clear()

    def test_other_code_finds_no_entry(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = pack(tmp_path, GOOD) / "acme.yaml"
        before = packs.entry_name([path])
        changed = tmp_path / "packs.py"
        for name in packs.CODE:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes((Path(packs.__file__).parent / name).read_bytes())
        monkeypatch.setattr(packs, "__file__", str(changed))
        assert packs.entry_name([path]) == before
        changed.write_bytes(changed.read_bytes() + b"#")
        assert packs.entry_name([path]) != before

    def test_files_with_known_times_are_not_read_again(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SMSLINT_CACHE_DIR", str(tmp_path / "cache"))
        paths = [tmp_path / "one", tmp_path / "two"]
        for path in paths:
            path.write_bytes(b"words")
        by_content = compiled.key("rules", [b"words", b"words"])
        with monkeypatch.context() as patched:
            patched.setattr(compiled, "SETTLED", -(10**12))  # as if the files were old
            assert compiled.key_of("rules", paths) == by_content
            patched.setattr(compiled, "bytes_of", None)
            assert compiled.key_of("rules", paths) == by_content
            patched.setattr(compiled, "bytes_of", bytes_of)
            assert compiled.key_of("rules", paths[::-1]) == by_content
            assert compiled.key_of("other", paths) != by_content
            times = paths[1].stat()
            paths[1].write_bytes(b"other")
            os.utime(paths[1], ns=(times.st_atime_ns, times.st_mtime_ns))
            assert compiled.key_of("rules", paths) == compiled.key("rules", [b"words", b"other"])
            for entry in (tmp_path / "cache" / "packs").glob("*.json"):
                compiled.store(entry.stem, 5)
            assert compiled.key_of("rules", paths) == compiled.key("rules", [b"words", b"other"])

    def test_times_of_the_last_seconds_say_nothing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A file can change twice within one tick of the clock of a file system."""
        monkeypatch.setenv("SMSLINT_CACHE_DIR", str(tmp_path / "cache"))
        path = tmp_path / "one"
        path.write_bytes(b"words")
        before = path.stat()
        assert compiled.key_of("rules", [path]) == compiled.key("rules", [b"words"])
        path.write_bytes(b"other")
        with monkeypatch.context() as patched:
            patched.setattr(compiled, "os", SimpleNamespace(stat=lambda _: before))
            assert compiled.key_of("rules", [path]) == compiled.key("rules", [b"other"])
        assert not (tmp_path / "cache").exists()

    def test_a_damaged_entry_is_ignored(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SMSLINT_CACHE_DIR", str(tmp_path))
        name = compiled.key("file", [b"a: 1"])
        compiled.store(name, {"a": 1})
        assert compiled.find(name) == {"a": 1}
        (tmp_path / "packs" / f"{name}.json").write_text('{"a"', encoding="utf-8")
        assert compiled.find(name) is None

    def test_without_a_cache_only_time_is_lost(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SMSLINT_CACHE_DIR", "")
        packs.load.cache_clear()
        assert len(packs.load().rules) == len(packs.load_tested().rules)
        packs.load.cache_clear()

    def test_the_wheels_entries_are_found_by_the_same_names(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from smslint.data import data_path
        from smslint.rules.compile_packs import build

        monkeypatch.setenv("SMSLINT_CACHE_DIR", str(tmp_path))
        count = build(data_path("rules"), tmp_path / "compiled")
        assert count == len(list((tmp_path / "compiled").glob("*.json")))
        monkeypatch.setattr(compiled, "data_path", lambda name: tmp_path / name)
        monkeypatch.setattr(rule_file, "read", None)
        packs.load.cache_clear()
        assert len(packs.load().rules) >= 46
        packs.load.cache_clear()


def test_every_module_with_a_reader_of_options_is_code_of_the_stored_rules() -> None:
    waiting: list[type] = [Reader]
    modules = set()
    while waiting:
        each = waiting.pop()
        waiting += each.__subclasses__()
        if each.__module__.startswith("smslint.rules."):
            modules.add(each.__module__.removeprefix("smslint.rules.").replace(".", "/") + ".py")
    assert len(modules) > 2
    assert modules <= set(packs.CODE)
