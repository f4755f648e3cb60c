"""What programs really send: each table of programs is run at once by the interpreter of its language, with ``ok`` true and false."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Final

from tests.sources.changing import GO

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.sources.changing import Program

Sent = dict[str, list[str]]
NEEDS: Final = {"py": "", "js": "node", "rb": "ruby", "php": "php", "go": "go", "java": "java"}
_JAVASCRIPT: Final = """
const enrich = (o) => { o.body = 'Rich'; }, found = {};
for (const [title, code] of JSON.parse(require('fs').readFileSync(0, 'utf8'))) {
  const sent = found[title] = [];
  for (const ok of [true, false])
    new Function('sendSms', 'enrich', 'ok', code + '\\nf("1", ok)')((a, b) => sent.push(b === undefined ? a.body : b), enrich, ok);
}
console.log(JSON.stringify(found));
"""
_RUBY: Final = """
require 'json'
found = {}
def send_sms(to, body) = $sent << body.dup
JSON.parse(STDIN.read).each do |title, code|
  $sent = found[title] = []
  eval(code)
  [true, false].each { |ok| f('1', ok) }
end
puts JSON.dump(found)
"""


def is_there(suffix: str) -> bool:
    """Whether the interpreter is installed."""
    return not NEEDS[suffix] or shutil.which(NEEDS[suffix]) is not None


def really_sent(suffix: str, programs: Sequence[Program], folder: Path) -> Sent:
    """What each program sends, by its title."""
    if suffix == "py":
        return {each.title: _python(each) for each in programs}
    if suffix in {"js", "rb"}:
        path = folder / f"all.{suffix}"
        path.write_text({"js": _JAVASCRIPT, "rb": _RUBY}[suffix], encoding="utf-8")
        given = json.dumps([(each.title, each.code) for each in programs])
        return _run([NEEDS[suffix], *(["-W0"] if suffix == "rb" else []), str(path)], folder, given)
    return {"php": _php, "go": _go, "java": _java}[suffix](programs, folder)


def _run(command: list[str], folder: Path, given: str = "") -> Sent:
    done = subprocess.run(command, cwd=folder, input=given, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: Sent = json.loads(done.stdout, strict=False)
    return found


def _python(program: Program) -> list[str]:
    sent: list[str] = []
    elsewhere = ModuleType("enriching")
    elsewhere.enrich = lambda table: table.update(body="Rich")  # type: ignore[attr-defined]
    sys.modules["enriching"] = elsewhere
    for ok in (True, False):
        names = {"send_sms": lambda to, body: sent.append(body)}
        exec(program.code, names)
        names["f"]("1", ok)
    del sys.modules["enriching"]
    return sent


def _php(programs: Sequence[Program], folder: Path) -> Sent:
    parts = ["<?php\nnamespace { $S = []; $OUT = []; function sendSms($to, $b) { $GLOBALS['S'][] = (string) $b; } }\n"]
    for number, each in enumerate(programs):
        run = f"foreach ([true, false] as $__ok) f('1', $__ok); $GLOBALS['OUT'][{json.dumps(each.title)}] = $GLOBALS['S'];"
        parts.append(f"namespace R{number} {{\n{each.code}\n{run} $GLOBALS['S'] = [];\n}}\n")
    path = folder / "all.php"
    path.write_text("".join(parts) + "namespace { echo json_encode($OUT); }\n", encoding="utf-8")
    return _run(["php", "-d", "error_reporting=0", str(path)], folder)


def _go(programs: Sequence[Program], folder: Path) -> Sent:
    (folder / "go.mod").write_text("module x\n\ngo 1.18\n", encoding="utf-8")
    for number, each in enumerate(programs):
        package = folder / f"r{number}"
        package.mkdir()
        (package / "a.go").write_text((GO + each.code).replace("package a", f"package r{number}", 1), encoding="utf-8")
        runs = 'Sent = []string{}; f("1", true); f("1", false); return Sent'
        sends = f"var Sent []string\n\nfunc sendSms(to, s string) {{ Sent = append(Sent, s) }}\nfunc Run() []string {{ {runs} }}\n"
        (package / "b.go").write_text(f"package r{number}\n\n{sends}", encoding="utf-8")
    imports = "".join(f'"x/r{number}"\n' for number in range(len(programs)))
    calls = "".join(f"out[{json.dumps(each.title)}] = r{number}.Run()\n" for number, each in enumerate(programs))
    printed = "b, _ := json.Marshal(out)\nfmt.Println(string(b))\n"
    main = f'package main\n\nimport (\n"encoding/json"\n"fmt"\n{imports})\n\nfunc main() {{\nout := map[string][]string{{}}\n{calls}{printed}}}\n'
    (folder / "main.go").write_text(main, encoding="utf-8")
    return _run(["go", "run", "."], folder)


def _java(programs: Sequence[Program], folder: Path) -> Sent:
    classes, calls = [], []
    for number, each in enumerate(programs):
        classes.append(
            f"class R{number} {{\nstatic void sendSms(String to, String s) {{ Main.sent.add(s); }}\n{each.code}}}\n"
        )
        title = json.dumps(json.dumps(each.title))
        calls.append(
            f'sent.clear(); R{number}.f("1", true); R{number}.f("1", false); out.add({title} + ": " + sent.stream().map(s -> "\\"" + s + "\\"").toList());\n'
        )
    main = "public class Main {\nstatic List<String> sent = new ArrayList<>(), out = new ArrayList<>();\npublic static void main(String[] a) {\n"
    end = 'System.out.println("{" + String.join(",", out) + "}");\n}\n}\n'
    path = folder / "Main.java"
    path.write_text("import java.util.*;\n" + main + "".join(calls) + end + "".join(classes), encoding="utf-8")
    return _run(["java", str(path)], folder)
