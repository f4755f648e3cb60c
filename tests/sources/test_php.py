"""Texts of PHP files that the cases do not cover."""

from __future__ import annotations

import pytest

from smslint.sources.options import Options
from smslint.sources.registry import read
from tests.dialects.shapes import shape
from tests.sources.support import check_map, outline, read_all


def test_the_text_domain_of_a_translated_text_is_not_a_message() -> None:
    text = """<?php
$a = __('Your order is ready', 'shop'); _e('Hello there', 'shop'); esc_html__('Stop by', 'shop');
_x('Post', 'verb', 'shop'); _n('%d order', '%d orders', $n, 'shop'); notify('Hi', 'Ann'); echo __('key', ['name' => 'Ann']);
"""
    found = [each.body for each in read("php", text, Options()) if not each.unknown]
    assert found == [
        "Your order is ready", "Hello there", "Stop by", "Post", "%d order", "%d orders", "Hi", "Ann",
    ]  # fmt: skip


JOINED = [
    ("return ['saved' => implode(' ', ['It is saved. Send', 'CANCEL to undo.']), 'b' => 'Other text'];", ["It is saved. Send CANCEL to undo.", "Other text"]),
    ("$a = 'Hi ' . implode(\"\\n\", [\"your $x is\", $b ? 'saved' : 'lost', $n, 'c' . $d]) . '!';", ["Hi your <x> is\n(saved|lost)\n<n>\nc<d>!"]),
    ("$a = implode($sep, array('a b', 'c d'));", ["a b<sep>c d"]),
    ("$a = join(['x y', 'z']);", ["x yz"]),
    ("$a = \\implode('', ['Hi you', ' and ' . implode(', ', ['x', $y])]);", ["Hi you and x, <y>"]),
    ("$a = implode(' ', ['Hi', ...$rest, 'you']);", ["Hi<...$rest>you"]),
    ("$a = implode(' ', ['Hi you'] + $x);", ["Hi you <+ $x>"]),
    ("$sms->send($to, implode(' ', ['Hi there', $name]));", ["Hi there <name>"]),
    ("$body = 'Hi '; $body .= implode(' ', ['you', $name]); send_sms($to, $body);", ["Hi you <name>"]),
    ("foo(implode(', ', $names)); $c = implode(', ', [$a, $b]);", []),
    ("if (implode(' ', ['a b', 'c']) === $x) {}", []),
    ("$c = collect(['a b', 'c d'])->join(' ');", ["a b", "c d"]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "texts"), JOINED)
def test_a_list_that_is_joined_is_one_text(code: str, texts: list[str]) -> None:
    found = read("php", f"<?php\n{code}\n", Options())
    assert [each.body if each.text is None else shape(each.text) for each in found] == texts


ADDED_TO = [
    ("send_sms($n, sprintf('Hi %s, come here', $u->name) . '');", ["Hi <u->name>, come here"]),
    ("$m = 'A: ' . sprintf('%2$s, %1$05.2f%% off', $a, f($b, 2)) . ' Bye';", ["A: <f($b, 2)>, <%1$05.2f>% off Bye"]),
    ('$m = sprintf("Hi %s\\n", $a) . "Bye $b";', ["Hi <a>\nBye <b>"]),
    ("$m = sprintf('%05d, %s, % d, %d', $a, $b, $c, $d) . 'Bye';", ["<%05d>, <b>, <% d>, <d>Bye"]),
    ("$m = vsprintf('Hi %s', $all) . '!';", ["Hi <%s>!"]),
    ("$m = 'Hi ' . strtoupper(sprintf('a %s', $b)) . 'c';", ["Hi <strtoupper(sprintf('a %s', $b))>c", "a %s"]),
    ("$m = sprintf('Hi %s', $a);", ["Hi %s"]),
]


@pytest.mark.parametrize(("code", "texts"), ADDED_TO)
def test_what_a_format_makes_and_what_is_added_to_it_are_one_text(code: str, texts: list[str]) -> None:
    found = list(read("php", f"<?php {code}", Options()))
    assert [each.body if each.text is None else shape(each.text) for each in found] == texts
    for each in found:
        check_map(f"<?php {code}", each)


def test_a_condition_without_braces_is_no_part_of_what_is_returned() -> None:
    text = "<?php function f($n) { if (!$n) return 'Hi you'; else echo 'a b'; return 'c ' . $n; }"
    assert [each.body for each in read("php", text, Options())] == ["Hi you", "a b", "'c ' . $n"]


LOCALS = [
    ("$x = $n ? 'Mr' : 'Ms'; $m = \"Hi $x, come\"; send_sms($n, $m);", ["Hi (Mr|Ms), come"]),
    ("$x = $n ? 'Mr' : 'Ms'; send_sms($n, 'Hi ' . $x . '!');", ["Hi (Mr|Ms)!"]),
    ("$x = 'B'; $y = \"c $x\"; return \"Hi {$y}!\";", ["Hi c B!"]),
    ("$x = 'B'; send_sms($n, $x); return \"Hi $x!\";", ["B", "Hi B!"]),
    ("$x = 'A'; if ($n) { $x = 'B'; } return \"Hi $x!\";", ["Hi (B|A)!"]),
    ("if ($n) { $x = 'B'; } return \"Hi $x!\";", ["Hi B!"]),
    ("$x = 'B'; $x .= 'c'; return \"Hi $x!\";", ["Hi Bc!"]),
    ("$x = 'B'; foreach ($n as $x) { send_sms($n, \"Hi $x!\"); }", ["Hi <x>!"]),
    ("$x = f('B'); return \"Hi $x!\";", ["B", "Hi <x>!"]),
    ("$m = \"Hi $x\"; $x = 'B'; return $m;", ["Hi <x>", "B"]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "texts"), LOCALS)
def test_a_variable_with_one_value_is_that_value(code: str, texts: list[str]) -> None:
    text = f"<?php function f($n) {{ {code} }}"
    found = list(read("php", text, Options()))
    assert [each.body if each.text is None else shape(each.text) for each in found] == texts
    for each in found:
        check_map(text, each, ordered=False)


def test_the_value_of_a_variable_in_a_text_that_is_selected_by_its_key_is_known() -> None:
    text = "<?php function f($n) { $x = 'B'; $m = \"Hi $x!\"; send_sms($n, $m); }"
    (found,) = read("php", text, Options(keys=("f.m",)))
    assert shape(found.text) == "Hi B!" if found.text is not None else found.body == "Hi B!"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("function p($o) { $l = ['It is ready.', 'Bring ' . $x]; $b = implode(' ', $l); send_sms($o->phone, $b); }", ["It is ready. Bring <x>"]),
        ("function p($o) { $l = ['It is ready.', 'Bring it.']; send_sms($o->phone, implode(\"\\n\", $l)); }", ["It is ready.\nBring it."]),
        ("function p($o) { $l = ['It is ready.', 'Bring it.']; array_pop($l); send_sms($o->phone, implode(' ', $l)); }", ["What this call sends is not known: implode(' ', $l)."]),
        ("function p($o) { $l = ['It is ready.', 'Bring it.']; foreach ($l as &$x) { $x = trim($x); } send_sms($o->phone, implode(' ', $l)); }", ["What this call sends is not known: implode(' ', $l)."]),
        ("function p($o) { $l = ['It is ready.', 'Bring it.']; add($o, $l); send_sms($o->phone, implode(' ', $l)); }", ["What this call sends is not known: implode(' ', $l)."]),
        ("function p($o) { $l = ['It is ready.', 'Bring it.']; $f = function () use (&$l) { }; $f(); send_sms($o->phone, implode(' ', $l)); }", ["What this call sends is not known: implode(' ', $l)."]),
        ("function p($o) { $l = ['It is ready.', 'Bring it.']; if (count($l)) { log(implode(' ', $l)); } send_sms($o->phone, implode(' ', $l)); }", ["It is ready. Bring it."]),
        ("function p($o) { $l = ['It is ready.']; $l[] = 'Bring it.'; send_sms($o->phone, implode(' ', $l)); }", ["It is ready. Bring it."]),
        ("function p($o) { $l = ['It is ready.']; if ($o->x) { $l[] = 'Pay it.'; $l[] = 'Bring it.'; } send_sms($o->phone, implode(' ', $l)); }", ["It is ready.[ Pay it. Bring it.|]"]),
        ("function p($o) { $l = ['It is ready.']; if ($o->x) { $l[] = 'Pay it.'; } else { $l[] = 'Bring it.'; } send_sms($o->phone, implode(' ', $l)); }", ["It is ready. [Pay it.|Bring it.]"]),
        ("function p($o) { $l = ['It is ready.']; $l['k'] = 'Bring it.'; send_sms($o->phone, implode(' ', $l)); }", ["What this call sends is not known: implode(' ', $l)."]),
        ("class A { const FOOT = ' Txt STOP'; function s($p) { $this->sms->send($p, \"Hi $n\" . self::FOOT); } }", ["Hi <n> Txt STOP"]),
        ("define('FOOT', ' Txt STOP'); function s($p) { send_sms($p, 'Hi you' . FOOT); }", ["Hi you Txt STOP"]),
        ("class A { const FOOT = ' Txt STOP'; } class B { function s($p) { send_sms($p, 'Hi you' . self::FOOT); } }", [" Txt STOP", "Hi you<self::FOOT>"]),
        ("$t = str_replace(['{a}', '{b c}'], [$x, 'y z'], 'Hi {a} {b c}');", ["The value of str_replace(['{a}', '{b c}'], [$x, 'y z'], 'Hi {a} {b c}') is unknown."]),
    ],
)  # fmt: skip
def test_lists_and_constants_are_followed(code: str, expected: list[str]) -> None:
    found = []
    for each in read_all("php", f"<?php {code}"):
        check_map(f"<?php {code}", each, ordered=False)
        found.append(each.unknown or (each.body if each.text is None else outline(each.text)))
    assert found == expected


@pytest.mark.parametrize(
    "code",
    [
        "if ($a) { $m = 'A'; } else { $m = 'B'; } $m .= ' C';",
        "if ($a) $m = 'A'; else $m = 'B'; $m .= ' C';",
        "if ($a): $m = 'A'; else: $m = 'B'; endif; $m .= ' C';",
        "switch ($a) { case 1: $m = 'A'; break; default: $m = 'B'; } $m .= ' C';",
        "$m = 'A'; foreach ($a as $b) { if ($b) { $m .= ' C'; } }",
        "$m = f($a); $m .= sprintf(' C %s', $b);",
    ],
)
def test_a_part_of_a_text_that_a_branch_changes_is_no_message(code: str) -> None:
    found = list(read("php", f"<?php function f($a, $p) {{ {code} send_sms($p, $m); }}", Options()))
    assert not [each.body for each in found if not each.unknown and each.body in {"A", "B", " C", " C %s"}]


REFERENCES = [
    ("function sign(&$m) {{ $m .= ' Bye'; }} function f($p, $a) {{ $m = 'Hi you'; {} send_sms($p, $m); }}", "sign($m);"),
    ("function f($p, $a) {{ $m = 'Hi you'; {} send_sms($p, $m); }}", "$r = &$m; $r .= ' Bye';"),
    ("function f($p, $a) {{ $m = 'Hi you'; {} send_sms($p, $m); }}", "$$a .= ' Bye';"),
    ("function f($p, $a) {{ $m = 'Hi you'; {} send_sms($p, $m); }}", "extract($a);"),
    ("function f($p, $a) {{ {} $m = 'Hi you'; g(); send_sms($p, $m); }}", "global $m;"),
    ("function f($p, $a) {{ $m = 'Hi you'; {} send_sms($p, $m); }}", "$add = function () use (&$m) {{ $m .= ' Bye'; }}; $add();"),
    ("function f($p, $a) {{ $m = 'Hi you'; foreach ($a as $x) {{ send_sms($p, $m); {} }} }}", "preg_match('/x/', $x, $m);"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "change"), REFERENCES)
def test_what_a_reference_may_change_is_unknown(code: str, change: str) -> None:
    found = read_all("php", f"<?php {code.format(change.replace('{{', '{').replace('}}', '}'))}")
    assert [each.sent for each in found if each.unknown] == [True]
    assert not [each.body for each in found if not each.unknown and "Hi" in each.body]
    assert [each.body for each in read_all("php", f"<?php {code.format('')}")][-1] == "Hi you"


def test_code_that_php_refuses_is_read_as_far_as_it_is_understood() -> None:
    for code in (
        "$m .= ;",
        "$m = ? : 'a';",
        "match ($a) { => }",
        "foreach as { }",
        "switch { case }",
        "new",
        "fn => ;",
        "[ => ] = 'a';",
        "a::->b();",
        "function (",
        "if",
    ):
        closed = code.replace("function (", "function ()")
        text = f"<?php $x = 'Hi'; $x .= ' you'; send_sms($p, $x); {closed} $y = 'Bye'; $y .= ' you'; send_sms($p, $y);"
        assert "Hi you" in [each.body for each in read_all("php", text)]


@pytest.mark.parametrize(
    "code",
    [
        "(" * 400 + "'a'" + ")" * 400,
        "['a' => " * 300 + "1" + "]" * 300,
        "$a" + "->b()" * 3000,
        "'a'" + " . $b" * 3000,
        "!" * 3000 + "$a",
    ],
)
def test_a_deep_expression_is_read(code: str) -> None:
    assert read_all("php", f"<?php $m = 'Hi'; $m .= ' you'; send_sms($p, $m); $z = {code};")[0].body == "Hi you"


@pytest.mark.parametrize(
    "code",
    [
        "wp_sms_send($to, 'Your order is ready');",
        "wpsms_send_sms($to, 'Your order is ready');",
        "twl_send_sms(['number_to' => $to, 'message' => 'Your order is ready']);",
        "class N { function toVonage($n) { return (new VonageMessage)->content('Your order is ready')->from('12'); } }",
        "class N { function toNexmo($n) { return (new \\Illuminate\\Notifications\\Messages\\NexmoMessage())->content('Your order is ready'); } }",
        "class N { function via($n) { return ['mail', 'vonage']; } function toTwilio($n) { return (new TwilioSmsMessage())->content('Your order is ready'); } }",
        "class N { function toMail($n) { return (new MailMessage)->line('It is ready to be shipped'); } function toTelnyx($n) { return (new TelnyxMessage())->content('Your order is ready'); } }",
    ],
)
def test_senders_of_packages_are_known_and_other_channels_are_no_messages(code: str) -> None:
    (message,) = read_all("php", f"<?php {code}")
    assert (message.body, message.sent) == ("Your order is ready", True)


def test_an_answer_with_the_name_of_the_variable_that_is_sent_is_not_sent() -> None:
    code = "function f($to) { $message = 'Your ticket is booked'; send_sms($to, $message); return ['message' => 'We sent it to you']; }"
    assert [(each.body, each.sent) for each in read_all("php", f"<?php {code}")] == [("Your ticket is booked", True)]
