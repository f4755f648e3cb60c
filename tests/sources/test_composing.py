"""Messages that a program composes over several statements, as a person who reads the program would list them."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.text.tree import Branch, Literal, Loop, Node, Placeholder, Sequence
from tests.sources.support import check_map, read_all

# What functions do, and the messages: <x> is a placeholder, [a|b] one of two, {a}* any number of times.
PYTHON = [
    ('send_sms(to, "; ".join(["a b", *rest, "c", "d"]))', ["a b<*rest>c; d"]),
    ('body = f"Hi {u.name}"\nbody += ", it is ready."\nif u.late:\n    body += " It is late."\nsend_sms(to, body)', ["Hi <u.name>, it is ready.[ It is late.|]"]),
    ('g = "Hi there"\nbody = g + ", your code is " + str(code)\nsend_sms(to, body)', ["Hi there, your code is <str(code)>"]),
    ('g = f"Hi {name}"\nsend_sms(to, f"{g}, bye")', ["Hi <name>, bye"]),
    ('body = "Hi there"\nbody += x\nsend_sms(to, body)', ["Hi there<x>"]),
    ('body = "Hi there"\nlog(body)\nbody = body + " you"\nsend_sms(to, body)', ["Hi there you"]),
    ('if x:\n    body = "A b"\nelse:\n    body = "C d"\nbody += " bye"\nsend_sms(to, body)', ["[A b|C d] bye"]),
    ('if x:\n    body = "A b"\nelse:\n    body = "C d"\nsend_sms(to, body)', ["A b", "C d"]),
    ('if x:\n    body = "A b"\n    body += "!"\nelse:\n    body = "C d"\nsend_sms(to, body)', ["A b!", "C d"]),
    ('body = "Items: "\nfor i in items:\n    body += f"{i.n}; "\nsend_sms(to, body)', ["Items: {<i.n>; }*"]),
    ('parts = ["Hi there"]\nparts.append("bye")\nparts.extend(["a", x])\nsend_sms(to, " ".join(parts))', ["Hi there bye a <x>"]),
    ('parts = ["Hi there"]\nif x:\n    parts.append(f"and {y}")\nsend_sms(to, ", ".join(parts))', ["Hi there[, and <y>|]"]),
    ('send_sms(to, textwrap.dedent("""\\\n        Hi there,\n          you\n        """))', ["Hi there,\n  you\n"]),
    ('body = textwrap.dedent("""\n        Hi there,\n        you\n    """).strip()\nsend_sms(to, body)', ["Hi there,\nyou"]),
    ('body = dedent(f"""\\\n        Hi {name},\n        you\n        """)\nsend_sms(to, body)', ["Hi <name>,\nyou\n"]),
    ('send_sms(to, inspect.cleandoc("""\n        Hi there,\n          you\n        """))', ["Hi there,\n  you"]),
    ('body = ("Hi {n}, " + "bye").format(n=n)\nbody += "!"\nsend_sms(to, body)', ["Hi <n>, bye!"]),
    ('body = "Hi %(n)s, %d%%" % d\nbody += "!"\nsend_sms(to, body)', ["Hi <n>, <d>%!"]),
    ('try:\n    body = "Hi you"\nexcept E:\n    body = "No one"\nreturn body + "!"', ["[No one|Hi you]!"]),
    ('t = {"a": "Hi a", "b": "Hi b"}\nsend_sms(to, t[k] + " bye")', ["[Hi a|Hi b] bye"]),
    ('self.body = "Hi "\nself.body += "you all"\nsend_sms(to, self.body)', ["Hi you all"]),
    ('match x:\n    case 1:\n        body = "A b"\n    case _:\n        body = "C d"\nbody += "!"\nsend_sms(to, body)', ["[A b|C d]!"]),
    ('with x as y:\n    body = "A b"\n    body += f"{c!r}"\nreturn body', ["A b<c>"]),
    ('body = "A b"\nbody %= x\nbody += "!"\nsend_sms(to, body)', ["A b", "What this call sends is not known: body."]),
    ('send_sms(to, ("Hi %s, " + "you have %d%%") % (a, b))', ["Hi <%s>, you have <%d>%"]),
    ('send_sms(to, ("Hi {a}, " + "you have {b}").format(a=a, b=b))', ["Hi <a>, you have <b>"]),
    ('B = "A b"\nsend_sms(to, x or B)', ["[<x>|A b]"]),
    ('body = ""\nbody += "A b"\nsend_sms(to, body)', ["A b"]),
    ('body = "A b" if x else "C d"\nbody += _("E f")\nsend_sms(to, body)', ["[A b|C d]E f"]),
    ('async with x:\n    async for y in z:\n        await send_sms(to, "A b" + y)', ["A b<y>"]),
    ('body = "A b"\nraise E("no text")\nbody += "c"', ["A b"]),
]  # fmt: skip

JAVASCRIPT = [
    ("const h = 'My items'; const l = xs.map((x) => `- ${x}`); sendSms(to, [h, ...l].join('; ') + '!');", ["My items{; - <x>}*!"]),
    ("const l = xs.map((x) => `- ${x}`); sendSms(to, 'Items: ' + l.join('; '));", ["Items: [- <x>{; - <x>}*|]"]),
    ("const h = 'My items'; sendSms(to, [h, ...l].join('; '));", ["My items{; <l>}*"]),
    ("sendSms(to, [...l, 'e f', 'g'].join('; '));", ["<...l>e f; g"]),
    ('let body = `Hi ${u.name}`; body += ", it is ready."; if (u.late) { body += " It is late."; } sendSms(to, body);', ["Hi <u.name>, it is ready.[ It is late.|]"]),
    ('const g = "Hi there"; const body = g + ", your code is " + code; await sendSms(to, body);', ["Hi there, your code is <code>"]),
    ('const g = `Hi ${n}`; return client.messages.create({ to, body: `${g}, bye` });', ["Hi <n>, bye"]),
    ("let body = 'Hi there'; body += x; sendSms(to, body);", ["Hi there<x>"]),
    ('let body; if (x) { body = "A b"; } else body = "C d"; body += " bye"; sendSms(to, body);', ["[A b|C d] bye"]),
    ('let body; switch (x) { case 1: body = "A b"; break; default: body = "C d"; } body += " bye"; sendSms(to, body);', ["[A b|C d] bye"]),
    ('const parts = ["Hi there"]; parts.push("bye"); if (x) parts.push(`and ${y}`); sendSms(to, parts.join(" "));', ["Hi there bye[ and <y>|]"]),
    ('const body = dedent`\n    Hi ${n},\n      you\n  `; sendSms(to, body);', ["Hi <n>,\n  you"]),
    ('sendSms(to, dedent(`\n    Hi ${n},\n      you\n  `));', ["Hi <n>,\n  you"]),
    ("sendSms(to, String.raw`Hi \\n ${x}`);", ["Hi \\n <x>"]),
    ("const q = gql`query { a b }`; const C = styled.div`color: red;`; const r = sql`select a`;", []),
    ("const body = sms`Hi ${name}, bye`;", ["Hi <name>, bye"]),
    ('let b = "Items: "; for (const i of items) { b += `${i.n}; `; } return b;', ["Items: {<i.n>; }*"]),
    ('let b = "Items: "; items.forEach((i) => { b += i.n + "; "; }); return b;', ["Items: {<i.n>; }*"]),
    ('const l = ["A b:"]; for (const i of z) l.push(`${i.n} ${i.m}`); l.push(`${x}`); return l.join("\\n");', ["A b:{\n<i.n> <i.m>}*\n<x>"]),
    ('const B = "A b"; sendSms(to, x ?? B);', ["[<x>|A b]"]),
    ('const B = "A b"; sendSms(to, x || B);', ["[<x>|A b]"]),
    ('const g = (to, name) => { let t = "Hi " + name; t += "!"; return sms.send(to, t); };', ["Hi <name>!"]),
    ('let body = "A b".concat(" ", x); body += "!"; sendSms(to, body);', ["A b <x>!"]),
    ('let t = "A b"; t = `${t} and ${c ? "d" : "e"}`; return t;', ["A b and [d|e]"]),
    ('let body = ""; body += "A b"; sendSms(to, body);', ["A b"]),
    ('const { a, b } = this.x; try { let t = "A"; t += "b"; sendSms(to, t); } catch (e) { console.log("no text"); }', ["Ab"]),
    ('this.t = "A b"; this.t += "!"; sendSms(to, this.t);', ["A b!"]),
    ('let t = "A b"; t = load(); sendSms(to, t);', ["A b", "What this call sends is not known: t."]),
    ('const T = { a: "Hi a", b: "Hi b" }; sendSms(to, T[k] + " bye");', ["[Hi a|Hi b] bye"]),
]  # fmt: skip

PHP = [
    ("$body = \"Hi $u->name\"; $body .= ', it is ready.'; if ($u->late) { $body .= ' It is late.'; } send_sms($to, $body);", ["Hi <u->name>, it is ready.[ It is late.|]"]),
    ("$b = <<<EOT\nHi $n,\nyou\nEOT;\n$b .= ' bye'; send_sms($to, $b);", ["Hi <n>,\nyou bye"]),
    ("$b = 'Hi'; $b .= <<<EOT\n $n,\nyou\nEOT;\nsend_sms($to, $b);", ["Hi <n>,\nyou"]),
    ("$b = ''; $b .= 'Hi ' . $n; $b .= '!'; return $b;", ["Hi <n>!"]),
    ("$b = 'Items: '; foreach ($items as $i) { $b .= $i->n . '; '; } send_sms($to, $b);", ["Items: {<i->n>; }*"]),
    ("$b = 'A'; if ($x(1)) { $b .= 'B'; $b .= 'b'; } else { $b .= 'C'; } $b .= 'D'; send_sms($to, $b);", ["A[Bb|C]D"]),
    ("$b = 'A'; if ($x) { $b .= 'B'; } elseif ($y) { $b .= 'C'; } send_sms($to, $b);", ["A[B|[C|]]"]),
    ("$b = 'A'; if ($x) { $b .= 'B'; } else if ($y) { $b .= 'C'; } else { $b .= 'D'; } send_sms($to, $b);", ["A[B|[C|D]]"]),
    ("$b = 'A b'; if ($x) { $b = 'C d'; } send_sms($to, $b);", ["A b", "C d"]),
    ("$b = 'A b'; if ($x) { $b = 'C d'; } $b .= 'e'; return $b;", ["[C d|A b]e"]),
    ("$b = 'A b'; $b .= $x ? ' c' : ' d'; return $b;", ["A b[ c| d]"]),
    ("$b = 'A b'; $b .= 'c'; $b = 'D e'; $b .= 'f'; return $b;", ["A bc", "D ef"]),
    ("$b = load(); $b .= 'x y'; return $b;", []),
    ("$b = 'Hi there'; $b .= $x; send_sms($to, $b);", ["Hi there<x>"]),
    ("$b = 'Hi '; $b .= __('It is ready'); return $b;", ["Hi It is ready"]),
    ("$this->b = 'Hi '; $this->b .= 'you'; $this->sms->send($to, $this->b);", ["Hi you"]),
]  # fmt: skip


def listed(source: str, code: str, **options: object) -> list[str]:
    found = read_all(source, code, **options)
    for each in found:
        check_map(code, each, ordered=False)
    return [each.unknown or (each.body if each.text is None else outline(each.text)) for each in found]


def outline(node: Node) -> str:
    match node:
        case Literal(text):
            return text
        case Placeholder(name):
            return f"<{name}>"
        case Sequence(parts):
            return "".join(map(outline, parts))
        case Branch(arms):
            return f"[{'|'.join(outline(arm.body) for arm in arms)}]"
        case Loop(body):
            return f"{{{outline(body)}}}*"


@pytest.mark.parametrize(("code", "expected"), PYTHON)
def test_what_statements_compose_in_python(code: str, expected: list[str]) -> None:
    lines = "".join(f"    {line}\n" if line else "\n" for line in code.split("\n"))
    assert listed("python", f"def f(self, to):\n{lines}") == expected


@pytest.mark.parametrize(("code", "expected"), JAVASCRIPT)
def test_what_statements_compose_in_javascript(code: str, expected: list[str]) -> None:
    for path in ("a.js", "a.ts", "a.tsx"):
        assert listed("javascript", f"async function f(to) {{ {code} }}", path=path) == expected


@pytest.mark.parametrize(("code", "expected"), PHP)
def test_what_statements_compose_in_php(code: str, expected: list[str]) -> None:
    assert listed("php", f"<?php function f($to) {{ {code} }}") == expected


def test_python_itself_composes_the_same_text() -> None:
    code = 'def f():\n    body = "Hi there"\n    body += ", you"\n    lines = [body]\n    lines.append("bye")\n    return "\\n".join(lines)\n'
    names: dict[str, object] = {}
    exec(code, names)
    function = names["f"]
    assert callable(function)
    assert [function()] == listed("python", code)


LINES = st.lists(
    st.sampled_from(["\n", "\n    ", "\n      ", " ", "Hi you", "a b", "\t", "\n        ", "\n\n"]), max_size=9
)


@given(LINES.map("".join).filter(str.strip))
def test_a_constant_has_the_indentation_that_python_leaves(written: str) -> None:
    for code in (
        f'A = dedent("""{written}""")\n',
        f'class A:\n    TEXTS = {{"a": textwrap.dedent("""{written}""")}}\n',
    ):
        assert listed("python", code) == [textwrap.dedent(written)]


def test_constants_without_their_indentation() -> None:
    code = """L = [dedent(f'''
      Hi {x},
        you''').strip(), inspect.cleandoc('Hi you\\n        there'), "plain text"]"""
    assert listed("python", code) == ["Hi <x>,\n  you", "Hi you\nthere", "plain text"]
    assert [each.key for each in read_all("python", code)] == ["L.0", "L.1", "L.2"]
    code = "const A = dedent`\n   Hi you\n     there ${x}\n`;\nexport const T = {a: dedent(`\n   Hi you\n   all\n   `)}"
    assert listed("javascript", code) == ["Hi you\n  there <x>", "Hi you\nall"]


def test_what_is_sent_in_a_callback_is_known_from_its_variable() -> None:
    code = """db.find(1, function (err, found) {
  if (found) {
    var body = 'Hi there ' + found.name;
    client.sendMessage({ to: found.phone, body: body }, function (err) { done(); });
  } else {
    client.sendMessage({ to: found.phone, body: load(2) });
  }
});
"""
    expected = ["Hi there <found.name>", "What this call sends is not known: load(2)."]
    assert listed("javascript", code) == expected
    assert listed("javascript", code, names=("body",)) == expected


def test_a_constant_that_is_also_sent_alone_stays_a_message() -> None:
    code = 'HI = "Hi there"\ndef f():\n    return f"{HI}, {name}"\n'
    assert listed("python", code) == ["Hi there, <name>"]
    assert listed("python", code + "def g():\n    return HI\n") == ["Hi there", "Hi there, <name>"]


def test_a_composed_message_has_the_name_of_its_variable() -> None:
    code = 'def f(to):\n    body = "Hi there"\n    body += ", you"\n    send_sms(to, body)\n'
    (message,) = read_all("python", code)
    assert (message.key, message.sent) == ("f.body", True)
    assert [each.key for each in read_all("python", code, names=("body",))] == ["f.body"]
    assert [each.unknown for each in read_all("python", code, names=("send*",))] == ["What this call sends is not known: body."]  # fmt: skip


FOR_DEVELOPERS = {
    "python": [
        'logger.info("Sent the text to %s", to)', 'logging.getLogger(__name__).error("Not sent at all")', 'print("Sending to", to)', 'self.log.warning(f"Hi {x}")',
        'raise ValueError("Not a number")', 'assert x, "Not a number"', 'self.assertEqual(body, "Hi there you")', 'sys.stderr.write("Hi there")',
        'future.set_exception(ValueError("Not a number"))', 'parser.add_argument("--to", help="Who gets the text")', 'warnings.warn("Do not use this")',
    ],
    "javascript": [
        "console.log('Sent the text to', to);", "logger.error(`Not sent to ${to}`);", "throw new Error('Not a number');", "reject(new Error('Not a number'));",
        "this.log.warn({ msg: 'Not sent at all' });", "assert.equal(body, 'Hi there you');", "next(new HttpException('Not a number', 400));",
    ],
    "php": [
        "<?php Log::info('Sent the text to ' . $to);", "<?php error_log(\"Not sent to $to\");", "<?php throw new RuntimeException('Not a number');",
        "<?php throw new \\LogicException('Not a number');", "<?php \\Sentry\\captureMessage('Not a number');", "<?php \\Illuminate\\Support\\Facades\\Log::error('Not a number');",
        "<?php $this->logger->error('Not sent', ['to' => 'no one']);", "<?php log()->info('Hi there');", "<?php $this->assertEquals('Hi there you', $body);",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("source", "code"), [(source, code) for source, codes in FOR_DEVELOPERS.items() for code in codes]
)
def test_what_developers_read_is_no_message(source: str, code: str) -> None:
    assert listed(source, code) == []


def test_what_is_sent_in_a_log_is_a_message() -> None:
    assert listed("python", 'logger.info("Result: %s", send_sms(to, "Hi there"))') == ["Hi there"]
    assert listed("javascript", "console.log(await sendSms(to, 'Hi there'));") == ["Hi there"]


def test_the_default_of_a_parameter_is_an_example_unless_it_is_the_text() -> None:
    code = 'def greet(name="Ann Example", *, body="Hi there", tone="very kind"): ...\n'
    assert listed("python", code) == ["Hi there"]
    assert listed("python", code, keys=("greet.name",)) == ["Ann Example"]
    code = "<?php function greet($name = 'Ann Example', $body = 'Hi there') {}"
    assert listed("php", code) == ["Hi there"]
    assert listed("php", code, keys=("greet.name",)) == ["Ann Example"]
    code = 'function greet(name = "Ann Example", body = "Hi there") {}\nconst g = (tone = "very kind") => 1;\n'
    for path in ("a.js", "a.ts"):
        assert listed("javascript", code, path=path) == ["Hi there"]
        assert listed("javascript", code, path=path, keys=("greet.name",)) == ["Ann Example"]


def test_an_empty_text_is_sent() -> None:
    code = 'class A:\n    def __init__(self):\n        self.body = ""\n    def send(self, to):\n        send_sms(to, self.body)\n'
    assert all(each.unknown or not each.body for each in read_all("python", code))
