"""Programs that tree-sitter reads: the messages that a person would list, and the places of literals of every kind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from smslint.sources.registry import PROGRAMS, SUFFIXES, source_for
from smslint.text.tree import Literal, leaves
from tests.sources.support import Expected, check_map, check_table, outline, read_all

E = Expected
FOLDER = Path(__file__).parent / "code"
FILES = sorted(path.name for path in FOLDER.iterdir() if path.suffix != ".txt")


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


def test_the_guide_names_each_language_with_its_files() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "hosts.md").read_text(encoding="utf-8").partition("## Programs")[2]
    shown = {
        row[1]: set(re.findall(r"`(\.\w+)`", row[2]))
        for row in re.finditer(r"^\| `(\w+)` \| ([^|]*) \|", guide.partition("## ")[0], re.MULTILINE)
    }
    assert shown == {
        source: {suffix for suffix, choice in SUFFIXES.items() if choice.source == source}
        for source in PROGRAMS - {"javascript", "php", "python"}
    }


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
    ('String.valueOf("a") + \'b\' + "c".toUpperCase()', 'abC'),
    ('switch (x) { case 1 -> "a"; case 2 -> { yield "b"; } default -> throw new E("no"); }', "[a|b]"),
    ('(String) ("a" + "b")', "ab"),
    ('Map.of("k", "a", "l", "b").get("l")', "b"),
    ('new String[] {"a", x}[0]', "a"),
    ('i18n.t("a.b") + "c"', '<i18n.t("a.b")>c'),
    ('("a\n" + (y ? " b\n" : "")).trim()', "[a\n b|a]"),
    ('"a" + d.format("dd MMM")', 'a<d.format("dd MMM")>'),
]  # fmt: skip
CSHARP = [
    (r'"a\tb\u0041\U00000042\x43\0\e\"\\\ud83d\ude00"', "a\tbABC\0\x1b\"\\😀"),
    ('@"a""b\\n"', 'a"b\\n'),
    ('$"a{x:D2}{{}}{y.z,5}\\n{(b ? "c" : d)}"', "a<x>{}<y.z,5>\n[c|<d>]"),
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
    ('"a " + n.ToString("C") + $"{d.ToString("D")} ok"', 'a <n.ToString("C")><d.ToString("D")> ok'),
    ('("a" + x + " \\n ").TrimEnd()', "a<x>"),
    ('"a " + "b!".TrimEnd(\'!\')', "a <\"b!\".TrimEnd('!')>"),
]  # fmt: skip
RUBY = [
    (r'"a\tb\u0041\u{42 43}\x44\101\s\e\"\#{x}"', "a\tbABCDA \x1b\"#{x}"),
    (r"'a\'b\\c\n'", "a'b\\c\\n"),
    ("%q(a 'b' \"c\")", "a 'b' \"c\""),
    ("%Q{a #{x} \"b\"} + %(c)", "a <x> \"b\"c"),
    ('"a" "b#{y ? "c" : z.w}"', "ab[c|<z.w>]"),
    ("<<~A + 'd'\n    a\n\n      b \\#{x} #{x}\n    c\\tc\n  A\n", "a\n\n  b #{x} <x>\nc\tc\nd"),
    ("<<-'A'\n    a #{x}\\n\n  A\n", "    a #{x}\\n\n"),
    ('"a %s is %d%%, %s" % [x, y.z, "b"]', "a <x> is <y.z>%, b"),
    ('"a %{n} %<m>.2f" % { n: x, m: 5 }', "a <x> <5>"),
    ("format('%1$s %2$s %1$s', x, y)", "<x> <y> <x>"),
    ('["a", x, "b"].join(", ")', "a, <x>, b"),
    ('%w[a b].join(" ")', "a b"),
    ('(x || "there").strip', "[<x>|there]"),
    ('if x then "a" elsif y then "b" else "c" end', "[a|[b|c]]"),
    ('{ k: "a", "l" => "b" }.fetch("l")', "b"),
    ('"a".upcase + "b".freeze', '<"a".upcase>b'),
    ('I18n.t("a.b", default: "Hi %{name}")', "Hi %{name}"),
    ("<<~A.strip\n    a b\n  A\n", "a b"),
    ("<<~A.chomp\n    a b\n\n  A\n", "a b\n"),
    ("<<-A.strip_heredoc\n    a\n      b\n  A\n", "a\n  b\n"),
]  # fmt: skip
GO = [
    (r'"a\tb\u0041\U00000042\x43\101\"\\"', 'a\tbABCA"\\'),
    ('`a\\n"b"\n c`', 'a\\n"b"\n c'),
    ('"a" + x + ("b")', "a<x>b"),
    ('fmt.Sprintf("%s is %[1]d, 5%% %+v %.2f", x, y.Z())', "<x> is <x>, 5% <y.Z()> <%.2f>"),
    ('strings.Join([]string{"a", x, "b"}, ", ")', "a, <x>, b"),
    ('strings.TrimSpace("a" + x)', "a<x>"),
    ('map[string]string{"k": "a", "l": "b"}["l"]', "b"),
    ('aws.String("a")', "a"),
    ('strings.ToUpper("a") + "b"', 'Ab'),
    ('"a " + t.Format("02 Jan 2006")', 'a <t.Format("02 Jan 2006")>'),
    ('strings.TrimSpace(" a\\n ")', "a"),
]  # fmt: skip
KOTLIN = [
    (r'"a\tb\u0041\ud83d\ude00\$x\"\\"', 'a\tbA😀$x"\\'),
    ('"a$x ${y.z} ${if (b) "c" else d} $"', "a<x> <y.z> [c|<d>] $"),
    ('"""a\\n"b"$x${y}${\'$\'}"""', 'a\\n"b"<x><y>$'),
    ('"""\n      a\n        b $x\n\n      """.trimIndent()', "a\n  b <x>\n"),
    ('"a" + x + (y ?: "b")', "a<x>[<y>|b]"),
    ('"%s is %2\\$s".format(x, y)', "<x> is <y>"),
    ('String.format("%s", x) + "a"', "<x>a"),
    ('listOf("a", x, "b").joinToString(separator = ", ")', "a, <x>, b"),
    ('buildString { append("a"); append(x).appendLine("b") }', "a<x>b\n"),
    ('when (x) { 1 -> "a" 2 -> "b$y" else -> throw E("no") }', "[a|b<y>]"),
    ('mapOf("k" to "a", "l" to "b")["l"]', "b"),
    ('"a".uppercase() + "b".trim()', 'Ab'),
    ('"a " + d.format("dd MMM yyyy")', 'a <d.format("dd MMM yyyy")>'),
    ('"""\n    |a\n    | b\n   """.trimMargin()', "a\n b"),
    ('StringBuilder().apply { append("a b") }.toString()', "a b"),
    ('buildString { append("a"); repeat(9) { append("b") }; x?.let { append(" c") } }', "a{b}*[ c|]"),
    ('listOfNotNull("a", if (x) "b" else null).joinToString(" ")', "a[ b|]"),
    ('listOfNotNull(x?.let { "a $it" }, "b".takeIf { y }, "c").joinToString(" ")', "[a <it>[ b|] c|[b c|c]]"),
    ('(listOf("a") + listOf(x, "b")).joinToString(System.lineSeparator())', "a\n<x>\nb"),
]  # fmt: skip
ELIXIR = [
    (r'"a\tb\u0041\u{1F600}\x43\s\"\#{x}"', "a\tbA😀C \"#{x}"),
    ('"a#{x} #{y.z} #{if b, do: "c", else: d}"', "a<x> <y.z> [c|<d>]"),
    ('"a" <> x <> "b"', "a<x>b"),
    ('~s(a "b" #{x}\\n)', 'a "b" <x>\n'),
    ("~S(a #{x}\\n)", "a #{x}\\n"),
    ('"""\n    a\n      b #{x}\n    """', "a\n  b <x>\n"),
    ('Enum.join(["a", x, "b"], ", ")', "a, <x>, b"),
    ('["a", x] |> Enum.join(" ") |> String.trim()', "a <x>"),
    ('(x || "there")', "[<x>|there]"),
    ('case x do\n 1 -> "a"\n _ -> "b"\n end', "[a|b]"),
    ('%{"l" => "b", k: "a"}["l"]', "b"),
    ('String.upcase("a") <> "b"', 'Ab'),
    ('"a " <> String.trim_trailing(" b ")', "a  b"),
    ('"a " <> to_string(:io_lib.format("Io ~s fmt", [x]))', 'a <to_string(:io_lib.format("Io ~s fmt", [x]))>'),
    ('ngettext("One item", "%{count} items", n)', "[One item|%{count} items]"),
    ('Gettext.ngettext(A.Gettext, "One item", "%{count} items", n)', "[One item|%{count} items]"),
]  # fmt: skip
SWIFT = [
    (r'"a\tb\u{41}\"\\"', 'a\tbA"\\'),
    (r'"a\(x) \(y.z()) \(b ? "c" : d)"', "a<x> <y.z()> [c|<d>]"),
    ('#"a\\n"b"\\#n\\#(x)"#', 'a\\n"b"\n<x>'),
    ('"""\n      a\n        b \\(x) \\\n      c\n      """', "a\n  b <x> c"),
    ('"a" + x + (y ?? "b")', "a<x>[<y>|b]"),
    ('String(format: "%@ is %2$d, 5%%", x, y)', "<x> is <y>, 5%"),
    ('["a", x, "b"].joined(separator: ", ")', "a, <x>, b"),
    ('["k": "a", "l": "b"]["l"]', "b"),
    ('"a".uppercased() + "b"', 'Ab'),
    ('"a \\(d.formatted("dd MMM"))"', 'a <d.formatted("dd MMM")>'),
    ('" a ".trimmingCharacters(in: .whitespacesAndNewlines)', "a"),
    ('"a \\(String(localized: "a.b")) \\(NSLocalizedString("It is ready", comment: "c d"))"', 'a <String(localized: "a.b")> It is ready'),
    ('"a " + d.formatted("dd MMM") + NSLocalizedString("It is ready", comment: "c d") + "b" + y', 'a <d.formatted("dd MMM")>It is readyb<y>'),
]  # fmt: skip
DART = [
    (r"'a\tb\u0041\u{1F600}\x43\$x\'\\'", "a\tbA😀C$x'\\"),
    ("'a$x ${y.z()} ${b ? 'c' : d}'", "a<x> <y.z()> [c|<d>]"),
    ("r'a\\n$x' \"b$x\"", "a\\n$xb<x>"),
    ("'''\na\n  'b' $x'''", "a\n  'b' <x>"),
    ("'a' + x + (y ?? 'b')", "a<x>[<y>|b]"),
    ("['a', x, 'b'].join(', ')", "a, <x>, b"),
    ("{'k': 'a', 'l': 'b'}['l']", "b"),
    ("'a'.toUpperCase() + 'b'.trim()", "Ab"),
    ("switch (x) { 1 => 'a', _ => 'b$y' }", "[a|b<y>]"),
]  # fmt: skip
FRAMES = {
    "ruby": "def f(to)\n  send_sms(to, {})\nend\n",
    "go": "package a\nfunc f(to string) {{ sendSMS(to, {}) }}",
    "kotlin": "fun f(to: String) {{ sms.send(to, {}) }}",
    "elixir": "defmodule A do\n  def f(to), do: send_sms(to, {})\nend",
    "swift": "func f(to: String) {{ sms.send(to, {}) }}",
    "dart": "void f(String to) {{ sms.send(to, {}); }}",
    "java": 'class A {{ void f(String to) {{ sms.send(to, {}); }} }}',
    "csharp": "class A {{ async void F(string to) {{ sms.Send(to, {}); }} }}",
}  # fmt: skip
EXPRESSIONS = {
    "java": JAVA, "csharp": CSHARP, "ruby": RUBY, "go": GO, "kotlin": KOTLIN, "elixir": ELIXIR, "swift": SWIFT, "dart": DART,
}  # fmt: skip
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
        ('sms.send(to, messages.getMessage("a.b", null, "c d " + x, locale));', ["c d <x>"]),
        ('sms.send(to, messages.getMessage("a.b", null, locale));', ["The text comes from the catalogue, under the key a.b."]),
        ('String t = "a b"; if (x) { return; } t += "c"; sms.send(to, t);', ["a bc"]),
        ('String t = "a b"; switch (x) { case 1: t += "c"; break; case 2: t += "d"; } sms.send(to, t);', ["a b[c|d|]"]),
        ('String t = "a b"; for (X y : z) { t += y + ","; } sms.send(to, t);', ["a b{<y>,}*"]),
        ('String t = "b c"; t = "a " + t; sms.send(to, t);', ["a b c"]),
        ('String t = "a b"; ' + "".join(f'if (x{n}) t += " {n}"; ' for n in range(30)) + "sms.send(to, t);", ["a b" + "".join(f"[ {n}|]" for n in range(30))]),
        ('List<String> l = new ArrayList<>(); l.add("a b"); l.add(x); sms.send(to, String.join("\\n", l));', ["a b\n<x>"]),
        ('String t = load(); sms.send(to, t); log.info("no text"); throw new E("no text");', ["What this call sends is not known: t."]),
        ('SmsRequest r = new SmsRequest(); r.setBody("a b"); client.sendSms(to, r);', ["a b"]),
        ('StringBuilder t = new StringBuilder("a b"); t.setLength(0); sms.send(to, t.toString());', ["What this call sends is not known: t.toString()."]),
        ('List<String> l = new ArrayList<>(List.of("a b")); for (X y : z) { l.add("c" + y); } sms.send(to, String.join("; ", l));', ["a b{; c<y>}*"]),
        ('try { sms.send(to, "a b"); } catch (E e) { sms.send(to, "c d"); }', ["a b", "c d"]),
        ('users.forEach(u -> sms.send(u.phone(), "a b"));', ["a b"]),
        ('List<String> l = new ArrayList<>(List.of("a b")); if (x) { l.addAll(List.of("c", "d")); } sms.send(to, String.join("; ", l));', ["a b[; c; d|]"]),
    ],
    "ruby": [
        ('t = x ? "a b" : "c d"\nt += "!" unless y\nsend_sms(to, t)', ["[a b|c d][!|]"]),
        ('t = if x then "a b" else "c d" end\nsend_sms to, t', ["[a b|c d]"]),
        ('l = ["a b"]\nl << "c #{x}" if y\nsend_sms(to, l.join("\\n"))', ["a b[\nc <x>|]"]),
        ('@t = "a b"\nsms.body = @t\nclient.messages.create(to: to, body: @t)', ["a b"]),
        ('users.each { |u| send_sms(u.phone, "a b") }', ["a b"]),
        ('send_sms(to, " a  b\\n   c #{x}\\t d ".squish)', ["a b c <x> d"]),
        ('t = <<~T.squish\n  a b #{x}\n  c\n  T\nsend_sms(to, t)', ["a b <x> c"]),
        ('t ||= "a b"\nbegin\n  send_sms(to, t)\nrescue E\n  raise "no text"\nend', ["[<t>|a b]"]),
        ('t = load\nsend_sms(to, t)', ["What this call sends is not known: t."]),
        ('l = ["a b"]\nl += ["c"] if n > 1\nl.unshift("d e")\nl.concat(["f"])\nsend_sms(to, l.join(" "))', ["d e a b[ c|] f"]),
    ],
    "go": [
        ('t := "a b"\nswitch x {\ncase 1:\n t += "c"\ndefault:\n t = "d e"\n}\nsendSMS(to, t)', ["[a bc|d e]"]),
        ('var t string\nif x { t = "a b" } else { t = "c d" }\nsendSMS(to, t)', ["[a b|c d]"]),
        ('a, b := "a b", "c"\nsendSMS(to, a+b)', ["a bc"]),
        ('l := []string{"a b"}\nl = append(l, "c "+x)\nsendSMS(to, strings.Join(l, " "))', ["a b c <x>"]),
        ('t, err := load()\nsendSMS(to, t)\npanic("no text")', ["What this call sends is not known: t."]),
        ('go func() { sendSMS(to, "a b") }()', ["a b"]),
    ],
    "kotlin": [
        ('var t = "a b"\nif (x) { t = "c d" } else { return }\nsms.send(to, t)', ["c d"]),
        ('val t = if (x) "a b" else "c d"\nsms.send(to, t + "!")', ["[a b|c d]!"]),
        ('val l = mutableListOf("a b")\nl.add("c $x")\nsms.send(to, l.joinToString(" "))', ["a b c <x>"]),
        ('users.forEach { sms.send(it.phone, "a b") }', ["a b"]),
        ('val r = PublishRequest { message = "a $x"; phoneNumber = to }\nsnsClient.publish(r)', ["a <x>"]),
        ('snsClient.publish(PublishRequest { message = "a b"; phoneNumber = to })', ["a b"]),
        ('snsClient.publish { phoneNumber = to; message = "a b" }', ["a b"]),
        ('snsClient.publish { if (x) { sms.send(to, "a b") } }', ["a b"]),
        ('try { sms.send(to, "a b") } catch (e: E) { throw E("no text") }', ["a b"]),
        ('val t = load()\nsms.send(to, t)', ["What this call sends is not known: t."]),
        ('var m = "a b"\nx?.let { m = "c d" }\nsms.send(to, m)', ["[c d|a b]"]),
        ('var m = "a b"\nrun { m += "!" }\nsms.send(to, m)', ["a b!"]),
        ('val m = StringBuilder("a b")\nm.apply { append("c"); if (x) append("d") }\nsms.send(to, m.toString())', ["a bc[d|]"]),
        ('val m = StringBuilder("a b").also { it.append("c") }\nsms.send(to, m.toString())', ["a bc"]),
    ],
    "elixir": [
        ('t = case x do\n 1 -> "a b"\n _ -> "c d"\nend\nsend_sms(to, t <> "!")', ["[a b|c d]!"]),
        ('Enum.each(users, fn u -> send_sms(u.phone, "a b") end)', ["a b"]),
        ('with {:ok, o} <- load(x) do\n "Order #{o.id} comes"\nelse\n {:error, _} -> "No order"\n _ -> {:error, "no text here"}\nend', ["Order <o.id> comes", "No order"]),
        ('with {:ok, o} <- load(x), do: send_sms(to, "a b")', ["a b"]),
        ('{:ok, "Your order"}', ["Your order"]),
        ('{:error, "no text here"}', []),
        ('if x do\n send_sms(to, "a b")\nelse\n raise "no text"\nend', ["a b"]),
        ('t = load()\nsend_sms(to, t)', ["What this call sends is not known: t."]),
    ],
    "swift": [
        ('var t = "a b"\nif x { t = "c d" } else { t += "!" }\nsms.send(to, t)', ["[c d|a b!]"]),
        ('guard let u = x else { return }\nsms.send(to, "a b")', ["a b"]),
        ('users.forEach { sms.send($0.phone, "a b") }', ["a b"]),
        ('switch x {\ncase 1: sms.send(to, "a b")\ndefault: throw E("no text")\n}', ["a b"]),
        ('let t = load()\nsms.send(to, t)', ["What this call sends is not known: t."]),
        ('var l = ["a b"]\nif n > 2 { l += ["c"] }\nsms.send(to, l.joined(separator: " "))', ["a b[ c|]"]),
        ('sms.send(to, NSLocalizedString("a.b", comment: ""))', ["The text comes from the catalogue, under the key a.b."]),
        ('var l = ["a b"]\nl.append(contentsOf: more)\nsms.send(to, l.joined(separator: " "))', ["a b{ <more>}*"]),
    ],
    "dart": [
        ("var t = 'a b'; if (x) { t = 'c d'; } else { t += '!'; } sms.send(to, t);", ["[c d|a b!]"]),
        ("final l = <String>['a b']; l.add('c $x'); sms.send(to, l.join(' '));", ["a b c <x>"]),
        ("users.forEach((u) => sms.send(u.phone, 'a b'));", ["a b"]),
        ("final l = ['a b', if (x) 'c', ...more, for (final i in z) 'd $i', if (v) 'e' else 'f$w']; sms.send(to, l.join(' '));", ["a b[ c|]{ <more>}*{ d <i>}* [e|f<w>]"]),
        ("String? t; t ??= 'a b'; sms.send(to, t);", ["[<t>|a b]"]),
        ("final t = StringBuffer('a b')..write('c')..clear(); sms.send(to, t);", ["What this call sends is not known: t."]),
        ("final t = load(); sms.send(to, t);", ["What this call sends is not known: t."]),
    ],
    "csharp": [
        ('string t; if (x) t = "a b"; else t = "c d"; sms.Send(to, t);', ["[a b|c d]"]),
        ('var t = "a b"; switch (x) { case 1: t += "c"; break; default: t += "d"; break; } sms.Send(to, t);', ["a b[c|d]"]),
        ('var t = x ? "a b" : null; t ??= "c d"; sms.Send(to, $"{t}!");', ["[a b|c d]!"]),
        ('var r = new SmsRequest { To = to }; r.Body = "a b"; client.SendSms(r);', ["a b"]),
        ('var l = new List<string> { "a b" }; l.Add($"c {x}"); sms.Send(to, string.Join(", ", l));', ["a b, c <x>"]),
        ('foreach (var u in users) { sms.Send(u.Phone, "a b"); } users.ForEach(u => sms.Send(u.Phone, "c d"));', ["a b", "c d"]),
        ('while (x) { t = t + "no"; } throw new E("no text");', []),
        ('var l = new List<string> { "a b" }; if (x) { l.AddRange(new[] { "c", "d" }); } sms.Send(to, string.Join(", ", l));', ["a b[, c, d|]"]),
    ],
}  # fmt: skip
FUNCTIONS = {
    "java": "class A {{ void f(String to) {{ {} }} }}", "csharp": "class A {{ void F(string to) {{ {} }} }}", "ruby": "def f(to)\n{}\nend", "go": "package a\nfunc f(to string) {{\n{}\n}}",
    "kotlin": "fun f(to: String) {{\n{}\n}}", "elixir": "defmodule A do\n  def f(to) do\n{}\nend\nend", "swift": "func f(to: String) {{\n{}\n}}", "dart": "void f(String to) {{ {} }}",
}  # fmt: skip
FLOW_CASES = [(source, *case) for source, cases in FLOWS.items() for case in cases]


@pytest.mark.parametrize(
    ("source", "code", "expected"), FLOW_CASES, ids=[f"{case[0]}-{index}" for index, case in enumerate(FLOW_CASES)]
)
def test_what_a_function_sends(source: str, code: str, expected: list[str]) -> None:
    found = listed(source, FUNCTIONS[source].format(code))
    assert [line.partition(": ")[2] for line in found] == [each.replace("\n", "\\n") for each in expected]


TABLES = {
    "ruby": [
        ('# é\nmodule M\n  A = "It\\u2019s x1\\n y1"\nend\n', {"names": ("A",)}, [E("M.A", "It\u2019s x1\n y1", "It x1 y1")]),
        ("é = <<~T\n    x1\n      y1\\t z1\n  T\n", {"names": ("é",)}, [E("é", "x1\n  y1\t z1\n", "x1 y1 z1")]),
        ("def é\n  sms = 'x1 y1' \\\n    \"z1\"\nend\n", {"names": ("sms",)}, [E("é.sms", "x1 y1z1", "x1 y1 z1")]),
    ],
    "go": [
        ('// é\npackage a\nconst (\n\tA = "It\\u2019s x1\\n y1"\n)\n', {"names": ("A",)}, [E("A", "It\u2019s x1\n y1", "It x1 y1")]),
        ("package a\nvar é = `x1\r\n y1`\n", {"names": ("é",)}, [E("é", "x1\n y1", "x1 y1")]),
        ('package a\nvar t = map[string]string{"k": "x1", K: "y1"}\n', {"keys": ("t.*",)}, [E("t.k", "x1", "x1"), E("t.K", "y1", "y1")]),
    ],
    "kotlin": [
        ('// é\nobject é { const val A = "It\\u2019s x1\\n y1" }\n', {"names": ("A",)}, [E("é.A", "It\u2019s x1\n y1", "It x1 y1")]),
        ('val é = """\n  x1\n    y1\n""".trimIndent()\n', {"names": ("é",)}, [E("é", "x1\n  y1", "x1 y1")]),
        ('enum class A(val t: String) { ONE("Red x1"), TWO("Blue y1") }\n', {}, [E("A.ONE", "Red x1", "x1"), E("A.TWO", "Blue y1", "y1")]),
    ],
    "elixir": [
        ('# é\ndefmodule A do\n  @a "It\\u2019s x1\\n y1"\nend\n', {"names": ("a",)}, [E("A.a", "It\u2019s x1\n y1", "It x1 y1")]),
        ('defmodule A do\n  @b """\n    x1\n      y1\n  """\nend\n', {"names": ("b",)}, [E("A.b", "  x1\n    y1\n", "x1 y1")]),
    ],
    "swift": [
        ('// é\nenum A { static let a = "It\\u{2019}s x1\\n y1" }\n', {"names": ("a",)}, [E("A.a", "It\u2019s x1\n y1", "It x1 y1")]),
        ('let é = """\n  x1\n    y1 \\\n  z1\n  """\n', {"names": ("é",)}, [E("é", "x1\n  y1 z1", "x1 y1 z1")]),
    ],
    "dart": [
        ("// é\nclass A { static const a = 'It\\u2019s x1\\n y1'; }\n", {"names": ("a",)}, [E("A.a", "It\u2019s x1\n y1", "It x1 y1")]),
        ("const b = '''\nx1\n  y1''' \"z1\";\n", {"names": ("b",)}, [E("b", "x1\n  y1z1", "x1 y1 z1")]),
        ("enum A { one('Red x1'), two('Blue y1'); const A(this.t); final String t; }\n", {}, [E("A.one", "Red x1", "x1"), E("A.two", "Blue y1", "y1")]),
    ],
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


CALLS_WITHOUT_OWNER = {
    "java": 'class A { void a() { append("a b").append("c d"); } }',
    "csharp": 'class A { void a() { Append("a b"); } }',
    "ruby": "def a\n  push('a b')\n  append('c d').append('e')\nend\n",
    "go": 'package a\nfunc a() { WriteString("a b") }\n',
    "kotlin": 'fun a() { append("a b") }\n',
    "elixir": 'def a do\n  append("a b")\nend\n',
    "swift": 'func a() { append("a b") }\n',
    "dart": "void a() { write('a b'); }\n",
}


@pytest.mark.parametrize("source", CALLS_WITHOUT_OWNER)
def test_what_adds_to_a_text_may_belong_to_nothing(source: str) -> None:
    found = read_all(source, CALLS_WITHOUT_OWNER[source], names=("*",))
    assert any("a b" in each.body for each in found)


ATTRIBUTES = [
    ("ruby", 'class A\n  def initialize(to)\n    @text = "a b"\n    @text += " c" if x\n  end\n  def call\n    send_sms(to, @text)\n  end\nend', ["a b[ c|]"]),
    ("ruby", 'class A\n  attr_reader :text\n  def initialize(to)\n    @text = "a b"\n  end\n  def call\n    send_sms(to, text)\n  end\nend', ["a b"]),
    ("ruby", 'class A\n  def f\n    @text = "a b"\n  end\n  def g\n    @text = load\n  end\n  def call\n    send_sms(to, @text)\n  end\nend', ["What this call sends is not known: @text.", "a b"]),
    ("ruby", 'class A\n  def f\n    @text = "a b"\n  end\nend\nclass B\n  def call\n    send_sms(to, @text)\n  end\nend', ["What this call sends is not known: @text."]),
    ("java", 'class A { String text; A() { this.text = "a b"; } void f(String to) { sms.send(to, text); sms.send(to, this.text); } }', ["a b"]),
    ("java", 'class A { A() { this.text = "a b"; } void f(String to, String text) { sms.send(to, text); } }', ["What this call sends is not known: text, which callers of f give; in other files, smslint init finds their keys."]),
    ("kotlin", 'class A { fun g() { this.text = "a b" }\n fun f(to: String) { sms.send(to, this.text) } }', ["a b"]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "code", "expected"), ATTRIBUTES)
def test_what_one_method_assigns_and_another_sends(source: str, code: str, expected: list[str]) -> None:
    assert sorted(line.partition(": ")[2] for line in listed(source, code)) == sorted(expected)


INJECTED = [
    # A field, or a parameter of a constructor, whose default Spring takes if no setting has another.
    ('java', 'class A { @Value("${sms.text:Hello {name}, it\\u2019s \\"ready\\"}") private String text;\n void f(String p) { smsService.sendSms(p, text); } }', ['A.text: Hello {name}, it’s "ready"']),
    ('java', 'class A { private final String text;\n A(@Value("${sms.text:Hello you all}") String text) { this.text = text; }\n void f(String p) { smsService.sendSms(p, this.text); } }', ['A.text: Hello you all']),
    ('java', 'class A { @Value("${sms.text:Your code is %s}")\n private String template;\n void f(String p) { smsService.sendSms(p, String.format(template, code)); } }', ['A.f.smsService.sendSms.1: Your code is <code>']),
    ('java', 'class A { @Value("${sms.text:Hello {name} there}") private String text;\n void f(String p) { smsService.sendSms(p, text.replace("{name}", n)); } }', ['A.f.smsService.sendSms.1: Hello <n> there']),
    ('java', 'class A { @Value("${sms.text:Hello you \\ud83d\\ude00 all}") private String text;\n void f(String p) { smsService.sendSms(p, text); } }', ['A.text: Hello you \U0001f600 all']),
    ('java', 'class A { @Value("${sms.sender:Acme Shop}") private String sender;\n void f(String p, String text) { log(sender); } }', []),
    ('java', 'class A { @Value("${sms.text}") private String text;\n void f(String p) { smsService.sendSms(p, text); } }', ['A.f.smsService.sendSms.1: What this call sends is not known: text.']),
    ('kotlin', 'class A(@Value("\\${sms.text:Hello you all}") private val text: String) {\n fun f(p: String) { smsService.sendSms(p, text) } }', ['A.text: Hello you all']),
    ('kotlin', 'class A { @Value("\\${sms.text:Hello you all}")\n lateinit var text: String\n fun f(p: String) { smsService.sendSms(p, "$text Bye") } }', ['A.f.smsService.sendSms.1: Hello you all Bye']),
    ("java", 'class A { @Value(value = "${a:One two}") @Autowired private String a; @Value("${b:${c:Three four}}") String b;\n void f(String p) { sms.send(p, a); sms.send(p, b); } }', ["A.a: One two", "A.f.sms.send.1: What this call sends is not known: b."]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "code", "expected"), INJECTED)
def test_a_default_that_spring_injects_is_a_message_where_it_is_sent(
    source: str, code: str, expected: list[str]
) -> None:
    assert listed(source, code) == expected


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("ruby", 'def wrap(m)\n m = m[0, 3]\n "Your order: #{m}"\nend\ndef f(t)\n send_sms(t, wrap("Hi you"))\nend\n'),
        ("ruby", 'def wrap(m)\n m += other\n "Your order: #{m}"\nend\ndef f(t)\n send_sms(t, wrap("Hi you"))\nend\n'),
        (
            "kotlin",
            'fun wrap(m: String): String { val m = m.take(3)\n return "Your order: $m" }\nfun f(t: String) { sendSms(t, wrap("Hi you")) }',
        ),
        (
            "ruby",
            'def wrap(m)\n m, x = cut(m)\n "Your order: #{m}"\nend\ndef f(t)\n send_sms(t, wrap("Hi you"))\nend\n',
        ),
        (
            "ruby",
            'def wrap(m)\n m.gsub!("a", b)\n "Your order: #{m}"\nend\ndef f(t)\n send_sms(t, wrap("Hi you"))\nend\n',
        ),
        ("ruby", 'def wrap(m)\n m << other\n "Your order: #{m}"\nend\ndef f(t)\n send_sms(t, wrap("Hi you"))\nend\n'),
        (
            "ruby",
            'def wrap(m)\n m, x = cut(m)\n ["Your order: #{m}"]\nend\ndef f(t)\n send_sms(t, wrap("Hi you"))\nend\n',
        ),
        (
            "elixir",
            'defmodule A do\n def wrap(m) do\n {x, m} = cut(m)\n "Your order: #{m}"\n end\n def f(t) do\n send_sms(t, wrap("Hi you"))\n end\nend',
        ),
        (
            "go",
            'package a\nfunc wrap(m string) string {\n m, err := cut(m)\n return "Your order: " + m\n}\nfunc f(t string) { sendSMS(t, wrap("Hi you")) }',
        ),
        (
            "kotlin",
            'fun wrap(m: String): String { for (m in rows) { return "Your order: $m" } }\nfun f(t: String) { sendSms(t, wrap("Hi you")) }',
        ),
        (
            "csharp",
            'class A { string Wrap(string m) { Cut(ref m); return $"Your order: {m}"; } void F(string t) { SendSms(t, Wrap("Hi you")); } }',
        ),
    ],
)
def test_a_function_that_changes_its_parameter_does_not_return_what_it_is_given(source: str, code: str) -> None:
    (found,) = read_all(source, code)
    assert found.text is not None
    assert outline(found.text) == "Your order: <m>"
