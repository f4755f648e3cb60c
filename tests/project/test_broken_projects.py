"""A project with a broken configuration: ``check`` never exits with 0 without reporting it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

import pytest

from smslint.cli.app import run
from smslint.rules.packs import load
from tests.project.support import project

if TYPE_CHECKING:
    from pathlib import Path

SOUND = {
    "smslint.yaml": (
        "regions: [US]\nsender: {type: long_code, region: US, id: '+14155550100', a2p_registered: true}\n"
        "provider: twilio\nbrand: Acme\nkind: transactional\npacks: [pack]\n"
        "messages:\n  - {files: 'sms/*.txt', dialect: jinja}\n  - {files: locales/*.yml, keys: '*.sms.*', dialect: percent}\n"
    ),
    "sms/a.txt": "Acme: your table is booked for {{ day }}.\n",
    "locales/en.yml": "en:\n  sms:\n    ready: 'Acme: your order is ready.'\n",
    "pack/own/OWN001-no-drone.yaml": (
        "code: OWN001\nname: no-drone\nsummary: No drones.\nwhy: We have none.\nseverity: warning\nconfidence: high\n"
        "check: pattern\noptions: {forbid: [drone]}\nsources: [{title: House rules, published: 2026-01-01}]\n"
        "review_by: 2030-01-01\ntests:\n  - {text: a drone, expect: [OWN001]}\n  - {text: a table, expect: []}\n"
    ),
}


class Break(NamedTuple):
    """One way to break the project: what is replaced, moved and added, and the expected output."""

    words: str
    status: int
    old: str = ""
    new: str = ""
    name: str = "smslint.yaml"
    """The file in which ``old`` becomes ``new``."""
    move: tuple[str, str] = ("", "")
    add: tuple[tuple[str, str], ...] = ()
    arguments: tuple[str, ...] = ()


RULE = "pack/own/OWN001-no-drone.yaml"
FAMILIES = sorted({rule.code[:3] for rule in load().rules} - {"CFG", "PAK", "SRC", "TPL", "DIR"})
OFF = f"rules: {{{', '.join(f'{each}: off' for each in (*FAMILIES, 'OWN'))}}}\n"
"""What is left is whether the files are understood, and whether the configuration has an effect."""
BROKEN = {
    "every glob mistyped": Break(
        "no file matches smss/*.txt (smslint.yaml:8); the nearest is sms/a.txt", 2, "sms/*.txt', dialect: jinja}\n  - {files: locales/*.yml, keys: '*.sms.*'", "smss/*.txt'"
    ),
    "a mistyped path": Break("smss: there is no such file or folder (did you mean 'sms'?)", 2, arguments=("smss",)),
    "a mistyped setting": Break("unknown key 'provder' (did you mean 'provider'?)", 2, "provider:", "provder:"),
    "a mistyped setting of an entry": Break("unknown key 'dialekt'", 2, "dialect: jinja", "dialekt: jinja"),
    "a dialect that there is not": Break("did you mean 'jinja'?", 2, "dialect: jinja", "dialect: jinja2"),
    "a glob with a !": Break("a glob cannot begin with !; write what to leave out under exclude:", 2, "files: 'sms/*.txt'", "files: ['sms/*.txt', '!sms/a.txt']"),
    "keys of plain texts": Break("keys selects nothing in sms/a.txt", 0, "dialect: jinja", "keys: 'x.*', dialect: jinja"),
    "names of plain texts": Break("names selects nothing in sms/a.txt", 0, "dialect: jinja", "names: '*Sms', dialect: jinja"),
    "columns of a catalogue": Break("columns selects nothing in locales/en.yml", 0, "dialect: percent", "columns: bdy, dialect: percent"),
    "no files named": Break("files is missing", 2, "files: 'sms/*.txt', ", ""),
    "no messages at all": Break("smslint.yaml lists no files under messages", 2, SOUND["smslint.yaml"], "brand: B\n"),
    "exclude that excludes all": Break("is excluded, by exclude or by .gitignore", 2, "kind: tr", "exclude: ['**']\nkind: tr"),
    "a folder that git leaves out": Break("is excluded, by exclude or by .gitignore", 2, add=((".gitignore", "*\n"),)),
    "a configuration elsewhere": Break("no file matches sms/*.txt", 2, old="packs: [pack]\n", move=("smslint.yaml", "conf/smslint.yaml"), arguments=("--config", "conf/smslint.yaml")),
    "two configurations": Break("there is also .smslint.yml in this folder", 2, add=((".smslint.yml", "brand: B\n"),)),
    "a missing pack": Break("packs[0]: there is no folder of rules 'pakc'", 2, "packs: [pack]", "packs: [pakc]"),
    "a pack without a rule": Break("packs[0]: there is no folder of rules 'pack/own'", 2, "packs: [pack]", "packs: [pack/own]", move=(RULE, "pack/x.txt")),
    "a broken rule": Break("OWN001-no-drone.yaml:8: options.forbids: unknown option 'forbids'", 2, "forbid:", "forbids:", name=RULE),
    "a broken lexicon": Break("pack/lexicons/toys.yaml", 2, "check: pattern\noptions: {forbid: [drone]}", "check: lexicon-phrase\noptions: {lexicon: toys}", name=RULE, add=(("pack/lexicons/toys.yaml", "lexicon: toys\n"),)),
    "a rule that is no YAML": Break("OWN001-no-drone.yaml:8: is not YAML", 2, "check: pattern", "check: [pattern", name=RULE),
    "a rule of a code that is taken": Break("ENC001 is already taken by", 2, "OWN001", "ENC001", name=RULE),
    "a folder of countries": Break("pack/countries/ZZ.yaml: is not read", 2, add=(("pack/countries/ZZ.yaml", "country: ZZ\n"),)),
    "a folder of providers": Break("pack/providers/acme.yml: is not read", 2, add=(("pack/providers/acme.yml", "provider: acme\n"),)),
    "a rule beside the configuration": Break("rules/own/OWN009.yaml is not read: name the folder of rules under packs.", 0, add=(("rules/own/OWN009.yaml", "# ours\ncode: OWN009\n"),)),
    "a rule with another suffix beside it": Break("rules/OWN009.yml is not read: name the folder of rules under packs.", 0, add=(("rules/OWN009.yml", "---\ncode: OWN009\n"),)),
    "a country beside the configuration": Break("countries/XK.yaml is not read: these ship with smslint", 0, add=(("countries/XK.yaml", "country: XK\n"),)),
    "a provider beside the configuration": Break("providers/acme.yml is not read: these ship with smslint", 0, add=(("providers/acme.yml", "provider: acme\n"),)),
    "a lexicon beside the configuration": Break("lexicons/toys.yaml is not read: lexicons belong to a folder of rules", 0, add=(("lexicons/toys.yaml", "lexicon: toys\n"),)),
    "a rule of a name that is taken": Break("non-gsm-character is already taken by", 2, "name: no-drone", "name: non-gsm-character", name=RULE),
    "a pack that is named twice": Break("OWN001 is already taken by", 2, "packs: [pack]", "packs: [pack, ./pack]"),
    "an empty selection": Break("select: is empty: name rules, or leave it out to run all", 2, "kind: tr", "select: []\nkind: tr"),
    "a rule too deep": Break("pack/own/more/OWN002.yaml: is not read", 2, add=(("pack/own/more/OWN002.yaml", "code: OWN002\n"),)),
    "a broken lexicon that no rule names": Break("pack/lexicons/toys.yaml", 2, add=(("pack/lexicons/toys.yaml", "lexicon: toys\n"),)),
    "a lexicon with another suffix": Break("pack/lexicons/words.yml: is not read: call a lexicon words.yaml", 2, add=(("pack/lexicons/words.yml", "entries: []\n"),)),
    "a rule that is off and does not exist": Break("no rule is called 'OWN002' (did you mean 'OWN001'?)", 2, "kind: tr", "rules: {OWN002: off}\nkind: tr"),
    "missing prices": Break("prices: there is no file prices.csv", 2, "kind: tr", "prices: prices.csv\nkind: tr"),
    "a base that is not there": Break("extends: there is no file base.yaml", 2, "kind: tr", "extends: base.yaml\nkind: tr"),
    "a file that is not UTF-8": Break("SRC001", 1, name="sms/a.txt", old="Acme", new="Acm\udce9"),
    "a valid dialect that is the wrong one": Break("PLH001", 0, "dialect: jinja", "dialect: percent"),
    "a template part that is missing": Break("TPL002", 0, name="sms/a.txt", old="{{ day }}.", new="{{ day }}. {% include 'foot.txt' %}"),
    "no language": Break("there is no language 'jp' (did you mean 'ja'?)", 2, "kind: tr", "locale: jp\nkind: tr"),
    "a language in words": Break("'english' is not a language tag such as en or pt-BR", 2, "kind: tr", "locale: english\nkind: tr"),
    "only a sign": Break("keys: '!' leaves nothing out; write the glob right after one !", 2, "'*.sms.*'", "'!'"),
    "a space after the sign": Break("keys: '! *.x' leaves nothing out; write the glob right after one !", 2, "'*.sms.*'", "['*.sms.*', '! *.x']"),
    "two signs": Break("keys: '!!x' leaves nothing out; write the glob right after one !", 2, "'*.sms.*'", "'!!x'"),
    "no keys": Break("keys: is empty; leave it out to read all texts", 2, "'*.sms.*'", "[]"),
    "settings of a file that was moved": Break("There is no file b.txt that these settings are about.", 0, add=(("sms/b.txt.smslint.yaml", "'*': {kind: otp}\n"),)),
    "settings of a file that no entry matches": Break("No entry of messages matches mail.txt, so these settings are not read.", 0, add=(("mail.txt", "Hi"), ("mail.txt.smslint.yaml", "'*': {kind: otp}\n"))),
    "settings with the wrong suffix": Break("This file is not read: call it a.txt.smslint.yaml.", 0, add=(("sms/a.txt.smslint.yml", "'*': {kind: otp}\n"),)),
    "settings that are empty": Break("sms/a.txt.smslint.yaml:1:1: warning: DIR001", 0, add=(("sms/a.txt.smslint.yaml", ""),), arguments=("--format", "concise")),
    "settings with only a comment": Break("Nothing in this file says anything about sms/a.txt.", 0, add=(("sms/a.txt.smslint.yaml", "# kind: otp\n"),)),
    "settings that are an empty table": Break("Nothing in this file says anything about sms/a.txt.", 0, add=(("sms/a.txt.smslint.yaml", "{}\n"),)),
    "settings without a setting": Break("This entry sets nothing for '*'.", 0, add=(("sms/a.txt.smslint.yaml", "'*':\n"),)),
    "settings with only a reason": Break("This entry sets nothing for '*'.", 0, add=(("sms/a.txt.smslint.yaml", "'*': {reason: the footer, values: {}}\n"),)),
    "keys that leave nothing": Break("There is no message that keys selects (!*.sms.*)", 0, "'*.sms.*'", "'!*.sms.*'"),
    "a value that a sidecar mistypes": Break("No message here has a placeholder 'dya'.", 0, add=(("sms/a.txt.smslint.yaml", "'*': {values: {dya: {max: 9}, day: {max: 9}}}\n"),)),
    "a value that front matter mistypes": Break("sms/a.txt:3:4", 0, name="sms/a.txt", old="Acme", new="---\nvalues:\n   dya: {max: 9}\n---\nAcme"),
    "a folder of templates that is not there": Break("template_folders", 2, "kind: tr", "template_folders: parts\nkind: tr"),
    "a name in capitals": Break("SMSLint.yaml: is not read with these capitals; call it smslint.yaml", 2, move=("smslint.yaml", "SMSLint.yaml")),
    "a hidden name in capitals": Break(".SMSLINT.yaml: is not read with these capitals; call it .smslint.yaml", 2, move=("smslint.yaml", ".SMSLINT.yaml")),
    "a second one in capitals": Break("there is also SMSLINT.YAML in this folder", 2, add=(("SMSLINT.YAML", "brand: B\n"),)),
    "another suffix": Break("smslint.toml: is not read; call the configuration smslint.yaml", 2, move=("smslint.yaml", "smslint.toml")),
    "a name of other tools": Break(".smslintrc: is not read; call the configuration smslint.yaml", 2, move=("smslint.yaml", ".smslintrc")),
    "a dash in the name": Break("sms-lint.yaml: is not read; call the configuration smslint.yaml", 2, move=("smslint.yaml", "sms-lint.yaml")),
    "a mistyped name, and a named file": Break("smslnt.yaml: is not read; call the configuration smslint.yaml", 2, move=("smslint.yaml", "smslnt.yaml"), arguments=("sms/a.txt",)),
    "a mistyped suffix, and a named file": Break("smslint.ymal: is not read; call the configuration smslint.yaml", 2, move=("smslint.yaml", "smslint.ymal"), arguments=("sms/a.txt",)),
    "a mistyped table, and a named file": Break("pyproject.toml: [tool.smslnt] is not read", 2, move=("smslint.yaml", "x"), add=(("pyproject.toml", "[tool.smslnt]\nbrand = 'B'\n"),), arguments=("sms/a.txt",)),
    "settings in a file of JSON, and a named file": Break("smslint.json: is not read; call the configuration smslint.yaml", 2, move=("smslint.yaml", "x"), add=(("smslint.json", '{"kind": "otp", "messages": [{"files": "sms/*"}]}'),), arguments=("sms/a.txt",)),
    "a configuration that was put away": Break("smslint.yaml.bak is not read", 2, move=("smslint.yaml", "smslint.yaml.bak")),
    "a mistyped table": Break("pyproject.toml: [tool.sms-lint] is not read; call it [tool.smslint]", 2, move=("smslint.yaml", "x"), add=(("pyproject.toml", "[tool.sms-lint]\nbrand = 'B'\n"),)),
    "a mistyped table behind a byte order mark": Break("pyproject.toml: [tool.sms-lint] is not read; call it [tool.smslint]", 2, move=("smslint.yaml", "x"), add=(("pyproject.toml", "\ufeff[tool.sms-lint]\nbrand = 'B'\n"),)),
    "a table without tool": Break("pyproject.toml: [smslint] is not read; call it [tool.smslint]", 2, move=("smslint.yaml", "x"), add=(("pyproject.toml", "[smslint]\nbrand = 'B'\n"),)),
    "a mistyped table in capitals": Break("pyproject.toml: [tool.SmsLint] is not read", 2, move=("smslint.yaml", "x"), add=(("pyproject.toml", "[tool.SmsLint]\nbrand = 'B'\n"),)),
    "one table in place of a list": Break("messages: must be a list, not a mapping", 2, move=("smslint.yaml", "x"), add=(("pyproject.toml", "[tool.smslint.messages]\nfiles = 'sms/*'\n"),)),
    "region and regions": Break("region: regions is there too, so this is not read; keep only regions", 2, "kind: tr", "region: XX\nkind: tr"),
    "region and regions of an entry": Break("messages[0].region: regions is there too", 2, "dialect: jinja", "regions: [GB], region: US, dialect: jinja"),
    "front matter that never ends": Break("This front matter is never closed: write --- below its settings.", 1, name="sms/a.txt", old="Acme", new="---\nkind: otp\nAcme"),
    "no rule left": Break("select: all of these rules are ignored or off, so none would run", 2, "kind: tr", "select: [ENC001]\nignore: [ENC001]\nkind: tr"),
    "a selected rule that is off": Break("select: all of these rules are ignored or off", 2, "kind: tr", "select: [ENC001]\nrules: {ENC001: off}\nkind: tr"),
    "a rule that the project ignores": Break("--select: all of these rules are ignored or off", 2, "kind: tr", "ignore: [ENC001]\nkind: tr", arguments=("--select", "ENC001")),
    "no rule left on the command line": Break("--select: all of these rules are ignored or off, so none would run", 2, arguments=("--select", "ENC", "--ignore", "ENC")),
    "a key column of plain texts": Break("key_column selects nothing in sms/a.txt", 0, "dialect: jinja", "key_column: id, dialect: jinja"),
    "a path from the root of the disk": Break("No file matches /home/ann/sms/*.txt; the nearest is sms/a.txt", 0, "'sms/*.txt'", "/home/ann/sms/*.txt"),
    "a path above": Break("No file matches ../sms/*.txt; the nearest is sms/a.txt", 0, "'sms/*.txt'", "../sms/*.txt"),
    "a path through another": Break("No file matches x/../sms/*.txt; the nearest is sms/a.txt", 0, "'sms/*.txt'", "x/../sms/*.txt"),
    "a path of a home": Break("No file matches ~/sms/*.txt; the nearest is sms/a.txt", 0, "'sms/*.txt'", "~/sms/*.txt"),
    "a path with a variable": Break("No file matches $HOME/sms/*.txt; the nearest is sms/a.txt", 0, "'sms/*.txt'", "$HOME/sms/*.txt"),
    "a suffix in capitals": Break("No file matches sms/*.TXT; the nearest is sms/a.txt", 0, "'sms/*.txt'", "sms/*.TXT"),
    "a space after a glob": Break("it begins or ends with a space", 0, "'sms/*.txt'", "'sms/*.txt '"),
    "two globs in one": Break("No file matches sms/*.txt, sms/*.md; the nearest is sms/a.txt", 0, "'sms/*.txt'", "'sms/*.txt, sms/*.md'"),
    "a bracket that is not closed": Break("No file matches sms/[a.txt; the nearest is sms/a.txt", 0, "'sms/*.txt'", "'sms/[a.txt'"),
    "a folder of tools": Break("no file in a folder called vendor is read unless it is named", 0, "'sms/*.txt'", "vendor/sms/*.txt", move=("sms/a.txt", "vendor/sms/a.txt")),
    "a configuration in between": Break("sms/a.txt belongs to sms/smslint.yaml", 0, add=(("sms/smslint.yaml", "brand: B\n"),)),
    "a file that was moved below": Break("No file matches sms/*.txt; the nearest is sms/x/a.txt", 0, move=("sms/a.txt", "sms/x/a.txt")),
    "a file with another suffix": Break("No file matches locales/*.yml; the nearest is locales/en.yaml", 0, move=("locales/en.yml", "locales/en.yaml")),
    "files that are all excluded": Break("sms/a.txt is excluded, by exclude or by .gitignore", 0, "kind: tr", "exclude: [sms/]\nkind: tr"),
    "an exclude with a !": Break("exclude leaves nothing out: no file or folder matches !sms/", 0, "kind: tr", "exclude: ['!sms/']\nkind: tr"),
    "an exclude above": Break("exclude leaves nothing out: no file or folder matches ../sms", 0, "kind: tr", "exclude: [../sms]\nkind: tr"),
    "a key twice": Break("kind: duplicate key, first used on line 5", 2, "kind: tr", "kind: otp\nkind: tr"),
    "a key of an entry twice": Break("messages[0].files: duplicate key", 2, "{files: 'sms/*.txt'", "{files: x, files: 'sms/*.txt'"),
    "an alias to nothing": Break("is not YAML: found undefined alias", 2, "dialect: percent", "dialect: *no"),
    "an anchor as a setting": Break("unknown key 'x'", 2, "kind: tr", "x: &x {brand: B}\nkind: tr"),
    "two documents": Break("is not YAML: but found another document", 2, "kind: tr", "kind: otp\n---\nkind: tr"),
    "a text in place of a list": Break("messages[0]: expected a mapping such as {files: templates/*.txt}", 2, "{files: 'sms/*.txt', dialect: jinja}", "sms/*.txt"),
    "an empty list of files": Break("messages[0]: files is missing", 2, "files: 'sms/*.txt'", "files: []"),
    "a number for a text": Break("brand: must be text or a list of texts, not a number", 2, "brand: Acme", "brand: 5"),
    "a text for yes": Break("sender.a2p_registered: must be true or false, not text", 2, "a2p_registered: true", "a2p_registered: 'yes'"),
    "a kind in capitals": Break("unknown kind 'Transactional' (did you mean 'transactional'?)", 2, "kind: transactional", "kind: Transactional"),
    "a dialect in capitals": Break("unknown dialect 'Jinja' (did you mean 'jinja'?)", 2, "dialect: jinja", "dialect: Jinja"),
    "a source that there is not": Break("unknown source 'txt'", 2, "dialect: jinja", "source: txt"),
    "a regular expression for keys": Break("There is no message that keys selects (.*[.]sms[.].*) in locales/en.yml", 0, "'*.sms.*'", "'.*[.]sms[.].*'"),
    "an empty region": Break("not known: regions", 0, "regions: [US]", "regions:"),
    "no dialect after its key": Break("not known: the dialect of 1 message, read as jinja", 0, "dialect: jinja", "dialect: "),
    "another encoding of the configuration": Break("smslint.yaml:4: is not UTF-8", 2, "brand: Acme", "brand: Acm\udce9"),
    "settings below a key": Break("unknown key 'smslint'", 2, SOUND["smslint.yaml"], "smslint:\n  brand: B\n"),
    "a base with a mistyped key": Break("base.yaml:1: unknown key 'brnad' (did you mean 'brand'?)", 2, "kind: tr", "extends: base.yaml\nkind: tr", add=(("base.yaml", "brnad: B\n"),)),
    "a base with a dead exclude": Break("no file or folder matches zzz", 0, "kind: tr", "extends: base.yaml\nkind: tr", add=(("base.yaml", "exclude: [zzz]\n"),)),
    "marks of a merge": Break("This file has the marks of a merge that was not finished.", 1, "Acme: your table is booked for {{ day }}.\n", "<<<<<<< HEAD\nAcme: hi\n=======\nAcme: hello\n>>>>>>> x\n", name="sms/a.txt"),
    "marks of a merge in a catalogue": Break("SRC001", 1, "    ready:", "<<<<<<< HEAD\n    ready:", name="locales/en.yml"),
    "a pointer of Git LFS": Break("This is a pointer of Git LFS, and not the file", 1, "Acme: your table is booked for {{ day }}.", "version https://git-lfs.github.com/spec/v1\noid sha256:00", name="sms/a.txt"),
    "a file of Ansible Vault": Break("This file is encrypted by Ansible Vault.", 1, "Acme: your table is booked for {{ day }}.", "$ANSIBLE_VAULT;1.1;AES256\n6162", name="sms/a.txt"),
    "a document in RTF": Break("This is a document in RTF: save it as plain text.", 1, "Acme: your table is booked for {{ day }}.", "{\\rtf1\\ansi Acme: hi}", name="sms/a.txt"),
    "a document with the suffix of a text": Break("This is a document or a zip archive", 1, "Acme: your table is booked for {{ day }}.", "PK\x03\x04\x14", name="sms/a.txt"),
    "JSON with the suffix of a text": Break("This is JSON, and not one message: state source: json, or take the text out of it.", 1, "Acme: your table is booked for {{ day }}.", '{"body": "Acme: hi"}', name="sms/a.txt"),
    "a text that SOPS encrypts": Break("This file is encrypted by SOPS.", 1, "Acme: your order is ready.", "ENC[AES256_GCM,data:YQ==,iv:YQ==,tag:YQ==,type:str]", name="locales/en.yml"),
    "a directive in a comment of programs": Break("This directive is in no comment of jinja: it would be sent as text.", 1, "Acme:", "// smslint: disable=ENC001\nAcme:", name="sms/a.txt"),
    "a directive in capitals": Break("A directive begins with smslint:", 1, "Acme:", "{# SMSLINT: disable=ENC001 #}Acme:", name="sms/a.txt"),
    "a directive with a dash": Break("A directive begins with smslint:", 1, "Acme:", "{# sms-lint: disable=ENC001 #}Acme:", name="sms/a.txt"),
    "front matter of TOML": Break("This is not read as front matter", 1, "Acme:", "+++\nkind = 'otp'\n+++\nAcme:", name="sms/a.txt"),
    "front matter below a blank line": Break("This is not read as front matter", 1, "Acme:", "\n---\nkind: otp\n---\nAcme:", name="sms/a.txt"),
    "settings in JSON": Break("This file is not read: call it a.txt.smslint.yaml.", 0, add=(("sms/a.txt.smslint.json", "{}"),)),
    "settings in TOML": Break("This file is not read: call it a.txt.smslint.yaml.", 0, add=(("sms/a.txt.smslint.toml", ""),)),
    "a rule in JSON": Break("OWN002-x.json: is not read: a rule is a .yaml file", 2, add=(("pack/own/OWN002-x.json", "{}"),)),
    "a rule that was put away": Break("OWN002.yaml.bak: is not read: a rule is a .yaml file", 2, add=(("pack/own/OWN002.yaml.bak", "code: OWN002\n"),)),
    "a rule without a pattern": Break("options.forbid: is missing or empty, so this rule would find nothing", 2, "forbid: [drone]", "forbid: []", name=RULE),
    "a rule with an option left out": Break("options.forbid: is missing or empty", 2, "options: {forbid: [drone]}", "options: {once: true}", name=RULE),
    "a missing suppression list": Break("The suppression list stop.csv does not exist: nothing would be sent.", 0, "kind: tr", "sending: {suppression: stop.csv}\nkind: tr"),
    "an item that string.Format refuses": Break("string.Format refuses this text", 1, "locales/*.yml, keys: '*.sms.*', dialect: percent", "m.resx", add=(("m.resx", "<root><data name='a'><value>Acme: {0</value></data></root>"),)),
    "an argument that MessageFormat refuses": Break("MessageFormat refuses this text", 1, "locales/*.yml, keys: '*.sms.*', dialect: percent", "m.properties", add=(("m.properties", "a = Acme: {0\n"),)),
    "a block that is defined twice": Break("the block 'b' is defined twice", 1, "{{ day }}", "{% block b %}x{% endblock %}{% block b %}y{% endblock %}", name="sms/a.txt"),
    "a parent that is not the first tag": Break("extends must be the first tag of a template", 1, "dialect: jinja", "dialect: django", add=(("sms/a.txt", "{% load i18n %}{% extends 'b.txt' %}"), ("b.txt", "Acme: hi"))),
    "a parent that may be extended": Break("whether it is extended is known only when the template is rendered", 0, "Acme: your table is booked for {{ day }}.", "{% if x %}{% extends 'b.txt' %}{% endif %}", name="sms/a.txt", add=(("b.txt", "Acme: hi"),)),
    "a template of Terraform that never ends": Break("'if' is never closed by 'endif'", 1, "files: 'sms/*.txt', dialect: jinja", "files: sms/*.tftpl", add=(("sms/a.tftpl", "Acme: %{ if x }hi"),)),
    "every rule ignored": Break("ignore: all rules about texts are ignored or off, so none would run", 2, "kind: tr", "ignore: [ALL]\nkind: tr"),
    "every rule ignored on the command line": Break("--ignore: all rules about texts are ignored or off, so none would run", 2, arguments=("--ignore", "all")),
    "each family of rules about texts off": Break("rules: all rules about texts are ignored or off", 2, "kind: tr", OFF + "kind: tr"),
    "a base that is empty": Break("extends: base.yaml has no settings", 2, "kind: tr", "extends: base.yaml\nkind: tr", add=(("base.yaml", "# later\n"),)),
    "a base without its table": Break("extends: pyproject.toml has no settings", 2, "kind: tr", "extends: pyproject.toml\nkind: tr", add=(("pyproject.toml", "[project]\nname = 'x'\n"),)),
    "a base that extends it": Break("extends this file in turn", 2, "kind: tr", "extends: b.yaml\nkind: tr", add=(("b.yaml", "extends: smslint.yaml\n"),)),
    "a base that is a folder": Break("extends: there is no file sms", 2, "kind: tr", "extends: sms\nkind: tr"),
    "several bases, of which one is not there": Break("extends[1]: there is no file c.yaml", 2, "kind: tr", "extends: [b.yaml, c.yaml]\nkind: tr", add=(("b.yaml", "brand: B\n"),)),
    "settings in capitals": Break("This file is not read: call it a.txt.smslint.yaml.", 0, add=(("sms/a.txt.SMSLINT.yaml", "'*': {kind: otp}\n"),)),
    "settings whose suffix is in capitals": Break("This file is not read: call it a.txt.smslint.yaml.", 0, add=(("sms/a.txt.smslint.YML", "'*': {kind: otp}\n"),)),
    "a directive without its colon": Break("A directive begins with smslint:", 1, "Acme:", "{# smslint disable=ENC001 #}Acme:", name="sms/a.txt"),
    "a directive with a space before its colon": Break("A directive begins with smslint:", 1, "Acme:", "{# smslint : disable=ENC001 #}Acme:", name="sms/a.txt"),
    "a directive as other tools write it": Break("A directive begins with smslint:", 1, "Acme:", "{# smslint-disable ENC001 #}Acme:", name="sms/a.txt"),
    "front matter between four dashes": Break("This is not read as front matter", 1, "Acme:", "----\nkind: otp\n----\nAcme:", name="sms/a.txt"),
    "no country that may be texted": Break("enabled_regions: names no country: leave it out to text all", 2, "kind: tr", "sending: {enabled_regions: []}\nkind: tr"),
    "prices of the future": Break("The prices are from 2099-11-01, which is in the future", 0, "kind: tr", "prices: c.csv\nkind: tr", add=(("c.csv", "region,price,currency,as_of\nUS,0.01,USD,2099-11-01\n"),)),
    "prices without a row": Break("c.csv", 2, "kind: tr", "prices: c.csv\nkind: tr", add=(("c.csv", "region,price,currency,as_of\n"),)),
    "prices of another country": Break("what it costs in US: the rate card has no price there", 0, "kind: tr", "prices: c.csv\nkind: tr", add=(("c.csv", "region,price,currency,as_of\nCA,0.01,USD,2026-11-01\n"),)),
    "smart encoding that the provider does not have": Break("Octopods has no smart encoding, so smart_encoding: true changes nothing.", 0, "provider: twilio", "provider: octopods\nsmart_encoding: true"),
    "prices in a pack": Break("pack/prices: is not read: a pack has rules and lexicons, prices ship with smslint", 2, add=(("pack/prices/x.csv", "a\n"),)),
    "lexicons that are a file": Break("pack/lexicons: is not read: lexicons is a folder", 2, add=(("pack/lexicons", "x"),)),
    "a pack that is a rule": Break("packs[0]", 2, "packs: [pack]", f"packs: [{RULE}]"),
    "two slashes": Break("No file matches sms//*.txt; the nearest is sms/a.txt", 0, "'sms/*.txt'", "sms//*.txt"),
    "a drive of Windows": Break("No file matches C:/sms/*.txt; the nearest is sms/a.txt", 0, "'sms/*.txt'", "'C:/sms/*.txt'"),
    "a regular expression for files": Break("the nearest is sms/a.txt", 0, "'sms/*.txt'", "'sms/.*[.]txt'"),
    "a brace that is not closed": Break("No file matches sms/*.{txt; the nearest is sms/a.txt", 0, "'sms/*.txt'", "'sms/*.{txt'"),
    "an empty glob": Break("files", 2, "'sms/*.txt'", "['sms/*.txt', '']"),
    "a list in a list": Break("files", 2, "'sms/*.txt'", "[['sms/*.txt']]"),
    "a variable for a brand": Break("does not name '${BRAND}'", 0, "brand: Acme", "brand: '${BRAND}'"),
    "a tag of YAML": Break("smslint.yaml:4", 2, "brand: Acme", "brand: !ENV ${BRAND}"),
    "defaults that there are not": Break("unknown key 'defaults'", 2, "kind: tr", "defaults: {kind: otp}\nkind: tr"),
    "a dialect above the entries": Break("unknown key 'dialect'", 2, "kind: tr", "dialect: jinja\nkind: tr"),
    "a source that does not fit": Break("SRC001", 1, "dialect: jinja", "dialect: jinja, source: json"),
    "a severity that is mistyped": Break("'eror' is not off or a severity", 2, "kind: tr", "rules: {ENC001: eror}\nkind: tr"),
    "values that are a list": Break("values: expected a mapping such as {name: {max: 20}}", 2, "kind: tr", "values: [day]\nkind: tr"),
    "rules that are a list": Break("rules: expected a mapping such as {LEN002: off}", 2, "kind: tr", "rules: [ENC001]\nkind: tr"),
    "a length in words": Break("values.day.max", 2, "kind: tr", "values: {day: {max: nine}}\nkind: tr"),
    "a budget in words": Break("sending.budget", 2, "kind: tr", "sending: {budget: five}\nkind: tr"),
    "two tools, two configurations": Break("pyproject.toml", 2, add=(("pyproject.toml", "[tool.smslint]\nbrand = 'B'\n"),)),
    "a column that does not exist": Break("There is no column 'bdy'. Did you mean 'body'?", 1, "'sms/*.txt', dialect: jinja", "t.csv, columns: bdy", add=(("t.csv", "id,body\n1,Acme: hi\n"),)),
    "a baseline that is broken": Break(".smslint-baseline.json", 2, add=((".smslint-baseline.json", "{"),)),
    "a named folder in place of a file": Break("no file matches sms/*.txt (smslint.yaml:8) here: sms/a.txt is elsewhere", 2, arguments=("pack",)),
}  # fmt: skip


def build(folder: Path, broken: Break) -> Path:
    files = {**SOUND, **dict(broken.add)}
    if broken.old:
        assert broken.old in files[broken.name]
        files[broken.name] = files[broken.name].replace(broken.old, broken.new)
    old, new = broken.move
    if old:
        files[new] = files.pop(old)
    return project(folder, {name: text.encode("utf-8", "surrogateescape") for name, text in files.items()})


def test_a_file_that_cannot_be_opened_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project(tmp_path, SOUND))
    (tmp_path / "sms/b.txt").symlink_to(tmp_path / "sms/nowhere.txt")
    for arguments in ([], ["sms/b.txt"]):
        status = run(["check", *arguments])
        output = capsys.readouterr()
        assert "sms/b.txt" in output.out + output.err
        assert status != 0


@pytest.mark.parametrize("command", ["check LINK", "recipients LINK", "preflight LINK l.csv", "preflight sms/a.txt LINK", "reconcile LINK",
                                     "send LINK l.csv --dry-run", "send sms/a.txt LINK --dry-run", "segments --file LINK"])  # fmt: skip
def test_a_circle_of_links_is_said_in_every_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    monkeypatch.chdir(project(tmp_path, {**SOUND, "l.csv": "phone\n+14155550132\n"}))
    (tmp_path / "one.txt").symlink_to("two.txt")
    (tmp_path / "two.txt").symlink_to("one.txt")
    assert run(command.replace("LINK", "one.txt").split()) == 2
    said = capsys.readouterr().err
    assert re.search("one.txt: .*link", said)
    assert "did you mean" not in said


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("way", BROKEN)
def test_what_is_broken_is_reported_in_every_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], way: str
) -> None:
    """The second run, which has a cache, reports the same as the first."""
    broken = BROKEN[way]
    monkeypatch.chdir(build(tmp_path, broken))
    status = run(["check", *broken.arguments])
    output = capsys.readouterr()
    assert broken.words in " ".join((output.out + output.err).split())
    assert status == broken.status
    assert run(["check", *broken.arguments]) == status
    assert capsys.readouterr() == output


def test_the_correct_project_passes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project(tmp_path, SOUND))
    assert run(["check"]) == 0
    assert "2 files, 2 messages" in capsys.readouterr().out


def test_rules_may_have_the_suffix_yml(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {**SOUND, "sms/a.txt": "Acme: the drone is here.\n", "pack/own/OWN001.yml": SOUND[RULE]}
    del files[RULE]
    monkeypatch.chdir(project(tmp_path, files))
    run(["check"])
    assert "OWN001" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["--allow-empty"], ["--force-exclude", "other.txt"]])
def test_nothing_to_check_can_be_intended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    """By an option, or because a hook received files that are not messages of the project."""
    monkeypatch.chdir(
        project(tmp_path, {"smslint.yaml": "messages: [{files: sms/*.txt}]\n", "other.txt": "We’re here\n"})
    )
    assert run(["check"]) == 2
    capsys.readouterr()
    assert run(["check", *arguments]) == 0
    assert capsys.readouterr().err == ""


def test_the_library_raises_for_a_broken_pack(tmp_path: Path) -> None:
    import smslint
    from smslint.errors import PackError

    folder = build(tmp_path, BROKEN["a broken rule"])
    with pytest.raises(PackError, match="unknown option 'forbids'"):
        smslint.check("Hi", config=folder / "smslint.yaml")


@pytest.mark.parametrize("change", ["BOM", "CRLF", "both"])
def test_a_configuration_of_another_editor_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], change: str
) -> None:
    text = SOUND["smslint.yaml"]
    text = text if change == "BOM" else text.replace("\n", "\r\n")
    text = text if change == "CRLF" else "\ufeff" + text
    monkeypatch.chdir(project(tmp_path, {**SOUND, "smslint.yaml": text}))
    assert run(["check"]) == 0
    assert "2 files, 2 messages" in capsys.readouterr().out


# In a whole run each is a warning at its line of the configuration: what is replaced, and what is said.
DEAD = {
    "a glob": ("'sms/*.txt'", "['sms/*.txt', 'smss/*.txt']", "No file matches smss/*.txt; the nearest is sms/a.txt.", 8),
    "a glob on its own line": ("'sms/*.txt'", "['sms/*.txt',\n       'smss/*.txt']", "No file matches smss/*.txt", 9),
    "a file that was moved": ("'sms/*.txt'", "['sms/*.txt', mail/a.txt]", "mail/a.txt; the nearest is sms/a.txt.", 8),
    "a key": ("'*.sms.*'", "['*.sms.*', '*.smss.*']", "No message key matches *.smss.*.", 9),
    "a key that leaves nothing out": ("'*.sms.*'", "['*.sms.*', '!nosuch']", "!nosuch leaves nothing out.", 9),
    "only a key that leaves nothing out": ("'*.sms.*'", "'!*.smss.*'", "!*.smss.* leaves nothing out.", 9),
    "a name": ("keys: '*.sms.*'", "names: [ready, redy]", "No name matches redy.", 9),
    "a name that leaves nothing out": ("keys: '*.sms.*'", "names: [ready, '!redy']", "!redy leaves nothing out.", 9),
    "all keys": ("'*.sms.*'", "'*.smss.*'", "There is no message that keys selects (*.smss.*) in locales/en.yml.", 9),
    "a value that is mistyped": ("kind: tr", "values: {dya: {max: 9}}\nkind: tr", "No template has a placeholder 'dya' (did you mean 'day'?).", 5),
    "a value of an entry": ("dialect: jinja", "values: {day: {max: 9}, hour: {max: 5}}, dialect: jinja", "No template has a placeholder 'hour'.", 8),
    "a pattern of values": ("kind: tr", "values:\n  day: {max: 9}\n  '*_url': {max: 30}\nkind: tr", "No template has a placeholder '*_url'.", 7),
    "a value that is only in a text": ("kind: tr", "values: {booked: {max: 9}}\nkind: tr", "No template has a placeholder 'booked'.", 5),
    "a volume": ("kind: tr", "volumes:\n  sms/a.txt: 5\n  sms/gone.txt: 5\nkind: tr", "No message has the volume of 'sms/gone.txt'.", 7),
    "a volume of a key": ("kind: tr", "volumes: {'locales/en.yml#*.nosuch': 5, 'locales/*#*': 6}\nkind: tr", "No message has the volume of 'locales/en.yml#*.nosuch'.", 5),
    "a volume of a kind": ("kind: tr", "volumes: {'kind:otp': 5}\nkind: tr", "No message has the volume of 'kind:otp'.", 5),
    "a folder in place of its files": ("'sms/*.txt'", "['sms/*.txt', sms]", "No file matches sms: it is a folder; sms/** matches the files in it.", 8),
    "a folder from here": ("'sms/*.txt'", "['sms/*.txt', ./sms]", "No file matches ./sms: it is a folder; sms/** matches", 8),
    "a folder in capitals": ("'sms/*.txt'", "['sms/*.txt', SMS]", "No file matches SMS; the nearest is sms/**.", 8),
    "a mistyped folder": ("'sms/*.txt'", "['sms/*.txt', locale]", "No file matches locale; the nearest is locales/**.", 8),
    "an exclude": ("kind: tr", "exclude: [tsets/]\nkind: tr", "exclude leaves nothing out: no file or folder matches tsets/.", 5),
    "a single exclude": ("kind: tr", "exclude: '*.md'\nkind: tr", "exclude leaves nothing out: no file or folder matches *.md.", 5),
    "one of several excludes": ("kind: tr", "exclude:\n  - pack/\n  - smss/*.txt\nkind: tr", "matches smss/*.txt; the nearest is sms/a.txt.", 7),
    "an exclude in capitals": ("kind: tr", "exclude: [PACK]\nkind: tr", "no file or folder matches PACK; the nearest is pack/**.", 5),
    "an entry behind another": ("dialect: jinja}", "dialect: jinja}\n  - {files: sms/a.txt}", "already match all of its messages", 9),
}  # fmt: skip


SELECTING = {
    "Python": ("app.py", "SMS_HI = 'Hi'\nMAIL_HI = 'Hello'\nsend_note('Bye')\n", "names: ['SMS_*', 'send_note', '!MAIL_*', {idle}]"),
    "PHP": ("app.php", "<?php\nreturn ['sms' => ['hi' => 'Hi'], 'mail' => ['hi' => 'Hello']];\n", "keys: ['*', '!mail.*', {idle}]"),
    "JavaScript": ("app.js", "const smsHi = 'Hi';\nconst mailHi = 'Hello';\n", "names: ['sms*', '!mail*', {idle}]"),
    "JSON": ("a.json", '{"sms": {"hi": "Hi"}, "mail": {"hi": "Hello"}}', "keys: ['*.hi', '!mail.*', {idle}]"),
    "Android": ("strings.xml", "<resources><string name='sms_hi'>Hi</string><string name='mail'>Hello</string></resources>", "keys: ['*', '!mail', {idle}]"),
    "SQL": ("a.sql", "INSERT INTO t (name, body, title) VALUES ('a', 'Hi', 'Hello');", "columns: [body, {idle}], source: sql"),
}  # fmt: skip


@pytest.mark.parametrize("idle", ["nosuch", "!nosuch"])
@pytest.mark.parametrize("host", SELECTING)
def test_a_glob_without_effect_is_said_in_every_host(
    host: str, idle: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    name, text, chosen = SELECTING[host]
    settings = "kind: transactional\nmessages:\n  - {{files: {}, {}}}\n"
    for given, expected in ((chosen.replace(", {idle}", ""), []), (chosen.replace("{idle}", f"'{idle}'"), [idle])):
        monkeypatch.chdir(project(tmp_path, {"smslint.yaml": settings.format(name, given), name: text}))
        assert run(["check", "--format", "json"]) in (0, 1)
        said = json.loads(capsys.readouterr().out)
        found = [each["message"] for each in said["findings"] if each["code"] == "CFG001"]
        assert [idle in each for each in found] == [True] * len(expected), found
        assert said["messages"]


@pytest.mark.parametrize("way", DEAD)
def test_an_entry_without_effect_is_a_warning_at_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], way: str
) -> None:
    old, new, words, line = DEAD[way]
    monkeypatch.chdir(build(tmp_path, Break("", 0, old, new)))
    for _ in range(2):
        assert run(["check", "--format", "json"]) == 0
        found = [each for each in json.loads(capsys.readouterr().out)["findings"] if each["code"] == "CFG001"]
        assert [(each["path"], each["line"], each["severity"]) for each in found] == [("smslint.yaml", line, "warning")]
        assert words in found[0]["message"]
    run(["check", "sms", "--format", "json"])
    assert "CFG001" not in capsys.readouterr().out, "a part of the project says nothing about the rest"


@pytest.mark.parametrize(
    "pattern", ["pack", "pack/", "pack/**", "own", "**/own/*.yaml", "*.yaml", "node_modules/", "**/vendor/**", "./pack", "smslint.yaml"]
)  # fmt: skip
def test_an_exclude_that_leaves_something_out_is_not_dead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], pattern: str
) -> None:
    monkeypatch.chdir(build(tmp_path, Break("", 0, "kind: tr", f"exclude: ['{pattern}']\nkind: tr")))
    assert run(["check"]) == 0
    assert "CFG001" not in capsys.readouterr().out


# A declared value that a template reads, however it does: no finding.
READ = {
    "in a condition": ("{% if day %}Acme: soon{% endif %}", "day"),
    "in a loop": ("Acme: {% for day in days %}x{% endfor %}", "days"),
    "through another name": ("{% set when = day %}Acme: {{ when }}", "day"),
    "as a part of a name": ("Acme: {{ visit.day }}", "day"),
    "by a pattern": ("Acme: {{ visit_day }}", "*_day"),
    "as an argument": ("Acme: {{ visit|default(day) }}", "day"),
    "maybe, in what was not read": ("Acme: {% include 'foot.txt' %}", "day"),
    "maybe, in what cannot be parsed": ("Acme: {{ other", "day"),
    "whatever its name is": ("Acme: hello", "*"),
}


@pytest.mark.parametrize("way", READ)
def test_a_value_that_a_template_reads_is_not_dead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], way: str
) -> None:
    body, name = READ[way]
    settings = f"values: {{'{name}': {{max: 9}}}}\nmessages: [{{files: 'sms/*', dialect: jinja}}]\n"
    monkeypatch.chdir(project(tmp_path, {"smslint.yaml": settings, "sms/a.txt": body}))
    run(["check"])
    assert "CFG001" not in capsys.readouterr().out


def test_a_folder_that_cannot_be_opened_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import os

    scandir = os.scandir

    def refusing(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError
        return scandir(path)

    monkeypatch.chdir(project(tmp_path, {**SOUND, "sms/closed/b.txt": "Acme: hello"}))
    monkeypatch.setattr(os, "scandir", refusing)
    assert run(["check"]) == 0
    assert "not understood: sms/closed:1: This folder cannot be opened" in capsys.readouterr().out
    assert run(["check", "--strict"]) == 1


def test_folders_of_other_tools_are_not_taken_for_packs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other: dict[str, str | bytes] = {
        "rules/eslint.yaml": "rules: {}\ncode: 1\n", "countries/de.yaml": "de:\n  country: DE\n", "providers/a.yaml": "name: a\n", "lexicons": "x",
        "rules/deep/er/OWN009.yaml": "code: OWN009\n", "rules/OWN009.txt": "code: OWN009\n", "providers/b.yaml": b"\xff\xfe",
    }  # fmt: skip
    monkeypatch.chdir(project(tmp_path, {**SOUND, **other}))
    assert run(["check"]) == 0
    assert "is not read" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "words"), [("smslint.yaml", "a link to a file that does not exist"), (".smslint.yml", "a folder")]
)
def test_a_configuration_that_is_not_a_file_does_not_hand_over_to_the_folder_above(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, words: str
) -> None:  # fmt: skip
    project(tmp_path, {"smslint.yaml": "brand: Acme\n", "shop/a.txt": "Acme: hello"})
    if words == "a folder":
        (tmp_path / "shop" / name).mkdir()
    else:
        (tmp_path / "shop" / name).symlink_to(tmp_path / "nowhere.yaml")
    monkeypatch.chdir(tmp_path / "shop")
    assert run(["check", "a.txt"]) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    "name",
    [
        ".smslintrc.json",
        "smslint.json",
        "smslint.txt",
        "smslint.yaml.example",
        "eslint.yaml",
        "smslint-cache.yaml",
        "smslint-prod.toml",
    ],
)
def test_a_file_that_may_be_something_else_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / name).write_text("x: 1\n")
    (tmp_path / "a.txt").write_text("Acme: hello")
    monkeypatch.chdir(tmp_path)
    assert run(["check", "a.txt"]) == 0


@pytest.mark.parametrize("named", ["smslint.toml", "smslint.yaml.txt", ".smslint.yml.txt"])
@pytest.mark.parametrize(
    "command",
    [
        ["check", "a.txt"],
        ["recipients", "l.csv"],
        ["preflight", "a.txt", "l.csv"],
        ["send", "--to", "+14155550132", "--body", "Acme: hi", "--journal", "j"],
    ],
)
def test_no_command_runs_without_a_configuration_whose_name_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: list[str], named: str
) -> None:
    for name, text in {
        named: "kind: otp\n",
        "a.txt": "Acme: hello",
        "l.csv": "phone\n+14155550132\n",
    }.items():
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    assert run(command) == 2
    assert f"{named}: is not read; call the configuration smslint.yaml" in capsys.readouterr().err
