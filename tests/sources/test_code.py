"""Programs that tree-sitter reads: the messages that a person would list, and the places of literals of every kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from smslint.sources.registry import PROGRAMS, source_for
from smslint.text.tree import Branch, Literal, Loop, Placeholder, Sequence, leaves
from tests.sources.support import Expected, check_map, check_table, read_all

E = Expected
FOLDER = Path(__file__).parent / "code"
FILES = sorted(path.name for path in FOLDER.iterdir() if path.suffix != ".txt")


def outline(node: object) -> str:
    """Literals unchanged, ``<name>`` for a placeholder, ``[a|b]`` for a branch, ``{a}*`` for a loop."""
    match node:
        case Literal():
            return node.text
        case Placeholder():
            return f"<{node.name}>"
        case Branch():
            return f"[{'|'.join(outline(arm.body) for arm in node.arms)}]"
        case Loop():
            return f"{{{outline(node.body)}}}*"
        case Sequence():
            return "".join(outline(part) for part in node.parts)
    raise AssertionError(node)


def listed(source: str, text: str, **options: object) -> list[str]:
    """The messages of a program, one a line."""
    found = []
    for message in read_all(source, text, **options):
        check_map(text, message, ordered=False)
        for leaf in leaves(message.text) if message.text is not None else ():
            if isinstance(leaf, Literal) and leaf.verbatim and len(leaf.text) > 1:
                place = message.map.to_file(leaf.span)
                assert text[slice(*place)] == leaf.text or leaf.text in text
        body = message.unknown or (outline(message.text) if message.text is not None else message.body)
        found.append(f"{message.key}: {body}".replace("\n", "\\n"))
    return found


@pytest.mark.parametrize("name", FILES)
def test_the_messages_that_a_person_would_list(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    expected = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert listed(source_for(name).source, text, path=name) == expected


def test_every_language_has_a_file_of_functions() -> None:
    assert {source_for(name).source for name in FILES} == PROGRAMS - {"javascript", "php", "python"}


# Code, and what it is worth: the outline of the one message, sent with a call or assigned to a constant.
JAVA = [
    (r'"a\tb\u0041\u0042\101\0\s\"\'\\"', "a\tbABA\0 \"'\\"),
    ('"""\n        a\n          b  \n\n        c\\\n        d \\t\n        """', "a\n  b\n\ncd \t\n"),
    ('"""\n    a\n  """', "  a\n"),
    ('"a" + x + (y ? "b" : z)', "a<x>[b|<z>]"),
    ('new StringBuilder("a").append(x).append("b").toString()', "a<x>b"),
    ('String.format("%s is %2$s, 5%% %n%1$5.2f", x, y.z())', "<x> is <y.z()>, 5% \n<x>"),
    ('"a %s".formatted(x)', "a <x>"),
    ('String.join(", ", List.of("a", x, "b"))', "a, <x>, b"),
    ('"a ".concat(x).trim()', "a <x>"),
    ('String.valueOf("a") + \'b\' + "c".toUpperCase()', 'ab<"c".toUpperCase()>'),
    ('switch (x) { case 1 -> "a"; case 2 -> { yield "b"; } default -> throw new E("no"); }', "[a|b]"),
    ('(String) ("a" + "b")', "ab"),
    ('Map.of("k", "a", "l", "b").get("l")', "b"),
    ('new String[] {"a", x}[0]', "a"),
    ('i18n.t("a.b") + "c"', '<i18n.t("a.b")>c'),
]  # fmt: skip
CSHARP = [
    (r'"a\tb\u0041\U00000042\x43\0\e\"\\\ud83d\ude00"', "a\tbABC\0\x1b\"\\😀"),
    ('@"a""b\\n"', 'a"b\\n'),
    ('$"a{x:D2}{{}}{y.z,5}\\n{(b ? "c" : d)}"', "a<x>{}<y.z>\n[c|<d>]"),
    ('$@"a""{x}\\"', 'a"<x>\\'),
    ('"""\n      a\n        "b"\n      """', 'a\n  "b"'),
    ('"""a"b"""', 'a"b'),
    ('$$"""\n  {a} {{x}}\n  """', "{a} <x>"),
    ('"a" + x + (x ?? "b")', "a<x>[<x>|b]"),
    ('string.Format("{0} is {1:C}, {{5}} {0}", x, y.Z())', "<x> is <y.Z()>, {5} <x>"),
    ('string.Join(", ", new[] { "a", x, "b" })', "a, <x>, b"),
    ('string.Concat("a", x).Trim()', "a<x>"),
    ('new StringBuilder().Append("a").AppendLine(x).AppendFormat("{0}!", y).ToString()', "a<x>\n<y>!"),
    ('x switch { 1 => "a", 2 => $"b{x}", _ => throw new E("no") }', "[a|b<x>]"),
    ('new Dictionary<string, string> { { "k", "a" }, { "l", "b" } }["l"]', "b"),
    ("await Text(x) + 'b'", "<Text(x)>b"),
]  # fmt: skip
FRAMES = {
    "java": 'class A {{ void f(String to) {{ sms.send(to, {}); }} }}',
    "csharp": "class A {{ async void F(string to) {{ sms.Send(to, {}); }} }}",
}  # fmt: skip
EXPRESSIONS = {"java": JAVA, "csharp": CSHARP}
CASES = [(source, *case) for source, cases in EXPRESSIONS.items() for case in cases]


@pytest.mark.parametrize(
    ("source", "code", "expected"), CASES, ids=[f"{case[0]}-{index}" for index, case in enumerate(CASES)]
)
def test_an_expression_that_is_sent(source: str, code: str, expected: str) -> None:
    text = FRAMES[source].format(code)
    (message,) = read_all(source, text)
    check_map(text, message, ordered=False)
    assert not message.unknown
    assert (message.body if message.text is None else outline(message.text)) == expected


# Functions, and the messages that they send.
FLOWS = {
    "java": [
        ('String t; if (x) { t = "a b"; } else { t = "c d"; } sms.send(to, t);', ["[a b|c d]"]),
        ('String t = "a b"; if (x) { t = "c d"; } sms.send(to, t);', ["[c d|a b]"]),
        ('String t = "a b"; if (x) { return; } t += "c"; sms.send(to, t);', ["a bc"]),
        ('String t = "a b"; switch (x) { case 1: t += "c"; break; case 2: t += "d"; } sms.send(to, t);', ["a b[c|d|]"]),
        ('String t = "a b"; for (X y : z) { t += y + ","; } sms.send(to, t);', ["a b{<y>,}*"]),
        ('String t = "b c"; t = "a " + t; sms.send(to, t);', ["a b c"]),
        ('List<String> l = new ArrayList<>(); l.add("a b"); l.add(x); sms.send(to, String.join("\\n", l));', ["a b\n<x>"]),
        ('String t = load(); sms.send(to, t); log.info("no text"); throw new E("no text");', ["What this call sends is not known: t."]),
        ('SmsRequest r = new SmsRequest(); r.setBody("a b"); client.sendSms(to, r);', ["a b"]),
        ('try { sms.send(to, "a b"); } catch (E e) { sms.send(to, "c d"); }', ["a b", "c d"]),
        ('users.forEach(u -> sms.send(u.phone(), "a b"));', ["a b"]),
    ],
    "csharp": [
        ('string t; if (x) t = "a b"; else t = "c d"; sms.Send(to, t);', ["[a b|c d]"]),
        ('var t = "a b"; switch (x) { case 1: t += "c"; break; default: t += "d"; break; } sms.Send(to, t);', ["a b[c|d]"]),
        ('var t = x ? "a b" : null; t ??= "c d"; sms.Send(to, $"{t}!");', ["[a b|c d]!"]),
        ('var r = new SmsRequest { To = to }; r.Body = "a b"; client.SendSms(r);', ["a b"]),
        ('var l = new List<string> { "a b" }; l.Add($"c {x}"); sms.Send(to, string.Join(", ", l));', ["a b, c <x>"]),
        ('foreach (var u in users) { sms.Send(u.Phone, "a b"); } users.ForEach(u => sms.Send(u.Phone, "c d"));', ["a b", "c d"]),
        ('while (x) { t = t + "no"; } throw new E("no text");', []),
    ],
}  # fmt: skip
FUNCTIONS = {"java": "class A {{ void f(String to) {{ {} }} }}", "csharp": "class A {{ void F(string to) {{ {} }} }}"}
FLOW_CASES = [(source, *case) for source, cases in FLOWS.items() for case in cases]


@pytest.mark.parametrize(
    ("source", "code", "expected"), FLOW_CASES, ids=[f"{case[0]}-{index}" for index, case in enumerate(FLOW_CASES)]
)
def test_what_a_function_sends(source: str, code: str, expected: list[str]) -> None:
    found = listed(source, FUNCTIONS[source].format(code))
    assert [line.partition(": ")[2] for line in found] == [each.replace("\n", "\\n") for each in expected]


TABLES = {
    "java": [
        ('class é {\n  static final String A = "It\\u2019s x1\\n y1";\n}\n', {"names": ("A",)}, [E("é.A", "It\u2019s x1\n y1", "It x1 y1")]),
        ('class A {\n  String é = """\n     x1\n       y1\\t z1  \n     """;\n}', {"names": ("é",)}, [E("A.é", "x1\n  y1\t z1\n", "x1 y1 z1")]),
        ('class A { void é() { String sms = "x1 y1" + " z1"; log("no"); } }', {"names": ("sms",)}, [E("A.é.sms", "x1 y1 z1", "x1 y1 z1")]),
        ('class A { void f() { notify("x1", "y1"); other("no"); } }', {"names": ("notify",)}, [E("A.f.notify.0", "x1", "x1"), E("A.f.notify.1", "y1", "y1")]),
        ('enum A { ONE("Red x1"), TWO("Blue y1"); }', {}, [E("A.ONE", "Red x1", "x1"), E("A.TWO", "Blue y1", "y1")]),
        ('class A { String f() { return "SELECT x FROM y"; } String g() { return "one"; } String toString() { return "no, not this"; } }', {}, []),
    ],
    "csharp": [
        ('class é {\n  const string A = "It\\u2019s x1\\n y1";\n}\n', {"names": ("A",)}, [E("é.A", "It\u2019s x1\n y1", "It x1 y1")]),
        ('class A {\n  string é = """\n     x1\n       y1\n     """;\n}', {"names": ("é",)}, [E("A.é", "x1\n  y1", "x1 y1")]),
        ('class A { string é = @"x1 ""y1"""; }', {"names": ("é",)}, [E("A.é", 'x1 "y1"', "x1 y1")]),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("source", "text", "options", "expected"),
    [(source, *row) for source, rows in TABLES.items() for row in rows],
)
def test_table(source: str, text: str, options: dict[str, object], expected: list[Expected]) -> None:
    check_table(source, text, expected, **options)
