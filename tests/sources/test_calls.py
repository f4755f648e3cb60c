"""Texts that a program takes from elsewhere: from a catalogue, a file, a variable, or made of another text. None of them is a message."""

from __future__ import annotations

import pytest

from smslint.text.tree import Placeholder, leaves
from tests.sources.support import check_map, outline, read_all

KEY = "The text comes from the catalogue, under the key {}."
SENT = "What this call sends is not known: {}."
VALUE = "The value of {} is unknown."


def outcome(source: str, code: str, **options: object) -> list[str]:
    """The messages, and why others are unknown, in order."""
    found = read_all(source, code, **options)
    for each in found:
        check_map(code, each)
        if each.unknown:
            assert each.text is not None
            assert [leaf.opaque for leaf in leaves(each.text) if isinstance(leaf, Placeholder)] == [True]
    return [each.unknown or each.body for each in found]


# Calls whose argument is a key of a catalogue, in each language, and the key.
KEYS = {
    "python": [
        ("t('sms.order')", "sms.order"),
        ('_("sms.order")', "sms.order"),
        ("gettext('order_shipped')", "order_shipped"),
        ("ngettext('orders.one', 'orders.other', n)", "orders.one"),
        ("pgettext('sms', 'order.ready')", "order.ready"),
        ('i18n.t("a.b.c", name=user.name)', "a.b.c"),
        ("translator.translate('sms/order')", "sms/order"),
        ("get_message('orderReady')", "orderReady"),
        ("_('sms.order') % values", "sms.order"),
        ("_('sms.order').format(name=name)", "sms.order"),
        ("str(_('sms.order'))", "sms.order"),
        ("t(f'sms.{kind}')", "sms.{kind}"),
        ("catalog.get('SMS_ORDER')", "SMS_ORDER"),
    ],
    "javascript": [
        ("t('sms.order')", "sms.order"),
        ("i18n.t(\"a.b.c\", { name: 'Ann' })", "a.b.c"),
        ("this.$t('order_shipped')", "order_shipped"),
        ('chrome.i18n.getMessage("sms.order")', "sms.order"),
        ("intl.formatMessage({ id: 'sms.order' })", "sms.order"),
        ("await translate.instant('SMS.ORDER')", "SMS.ORDER"),
        ("t(`sms.${kind}`)", "sms.${kind}"),
        ("__('sms.order')", "sms.order"),
        ("i18next.t('order')", "order"),
        ("t('sms:order').trim()", "sms:order"),
        ("gettext('sms.order')", "sms.order"),
        ("translate`sms.order`", "sms.order"),
    ],
    "php": [
        ("__('messages.order')", "messages.order"),
        ("__('messages.order', ['name' => 'Ann Example'])", "messages.order"),
        ("trans('sms.order')", "sms.order"),
        ("trans_choice('sms.orders', 2)", "sms.orders"),
        ("Lang::get('sms.order')", "sms.order"),
        ("$this->translator->trans('sms.order', ['%name%' => $name])", "sms.order"),
        ("Yii::t('app', 'order_shipped')", "order_shipped"),
        ("lang('Sms.order')", "Sms.order"),
        ("$this->lang->line('sms_order')", "sms_order"),
        ("_('order.ready')", "order.ready"),
        ('__("sms.$kind")', "sms.$kind"),
        ("Text::_('COM_SHOP_ORDER')", "COM_SHOP_ORDER"),
    ],
}  # fmt: skip
SEND = {"python": "send_sms(to, {})", "javascript": "sendSms(to, {});", "php": "<?php send_sms($to, {});"}
ASSIGN = {"python": "order = {}", "javascript": "const order = {};", "php": "<?php $order = {};"}
CASES = [(source, *case) for source, cases in KEYS.items() for case in cases]


@pytest.mark.parametrize(("source", "call", "key"), CASES)
def test_a_key_is_not_the_text(source: str, call: str, key: str) -> None:
    for frame in (SEND, ASSIGN):
        assert outcome(source, frame[source].replace("{}", call)) == [KEY.format(key)]
    assert outcome(source, SEND[source].replace("{}", call), names=("send*",)) == [KEY.format(key)]
    glue = "." if source == "php" else "+"
    (message,) = read_all(source, ASSIGN[source].replace("{}", f"'Acme: ' {glue} {call}"))
    assert message.text is not None
    assert [leaf.opaque for leaf in leaves(message.text) if isinstance(leaf, Placeholder)] == [True]


NATURAL = ["Your order has shipped", "Hello!", "Welcome", "Stop.", "Hi there", "Tu pedido está listo", "OK"]


@pytest.mark.parametrize("text", NATURAL)
def test_a_text_to_translate_is_a_message(text: str) -> None:
    for source, call in (("python", "_"), ("python", "gettext"), ("javascript", "t"), ("php", "__"), ("php", "trans")):
        assert outcome(source, SEND[source].replace("{}", f"{call}('{text}')")) == [text]


def test_the_default_of_a_key_is_a_message() -> None:
    assert outcome("python", "a = t('sms.order', default='Your order, {name}')") == [KEY.format("sms.order"), "Your order, {name}"]  # fmt: skip
    for code in (
        "a = t('sms.order', 'Your order is ready', { name: 'Ann' })",
        "a = t('sms.order', { defaultValue: 'Your order is ready', name: 'Ann' })",
        "a = intl.formatMessage({ id: 'sms.order', defaultMessage: 'Your order is ready' })",
    ):
        assert outcome("javascript", code) == [KEY.format("sms.order"), "Your order is ready"]


# What a call that sends is given, in each language, and what is known about it.
UNKNOWN = {
    "python": [
        "body", "order.body", "self.text", "TEXTS[kind]", "make_text(order)", "await text_of(order)", "open('x.txt').read()", "Path('order.txt').read_text()",
        "render_to_string('sms/order.txt')", "os.environ['TEXT']", "messages.get('order')", "getattr(order, 'sms_text')", "date.strftime('%d %b')",
        "'hí'.upper()", "'hi'.title()", "'Hi name'.replace(part, name)", "('Hi %s' % name).title()", "json.loads(x)['text']", "template % values",
        "greeting + body", "template.format(name=name)", "body or text", "one if x else two", "'\\n'.join(lines)",
    ],
    "javascript": [
        "body", "order.body", "this.text", "TEXTS[kind]", "makeText(order)", "await textOf(order)", "fs.readFileSync('x')", "await readFile('x.txt', 'utf8')",
        "renderTemplate('order')", "process.env.TEXT", "messages.get('order')", "date.toLocaleDateString('en-US')", "'hí'.toUpperCase()",
        "'Hi name'.replace(part, name)", "`Hi ${name}`.toLowerCase()", "config.get('sms.text')", "body.padEnd(9, 'x')", "greeting + body",
        "body || text", "x ? one : two",
    ],
    "php": [
        "$body", "$order->body", "$this->text", "TEXTS[$kind]", "make_text($order)", "file_get_contents('x.txt')", "view('sms.order')", "view('sms.order')->render()",
        "$twig->render('order.txt', ['a' => $b])", "ucwords('hi')", "ucwords('your order')", "str_replace('x', $y, 'Hi x')", "config('sms.text')", "getenv('TEXT')",
        "$user->name()", "$_POST['text']", "mb_strtolower(\"Hi $name\")", "number_format($x)", "date('d.m.Y')", "implode(', ', $names)", "$x . $y",
        "(string) view('sms.order', ['a' => $b])", "@file_get_contents('x.txt')", "ob_get_clean()",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("source", "text"), [(source, text) for source, texts in UNKNOWN.items() for text in texts])
def test_a_call_whose_text_is_not_here_is_counted(source: str, text: str) -> None:
    assert outcome(source, SEND[source].replace("{}", text)) == [SENT.format(text)]
    assert outcome(source, SEND[source].replace("{}", text), names=("send*",)) == [SENT.format(text)]


# Ways to send, by language; each holds {} where its text stands.
WAYS = {
    "python": [
        "client.messages.create(to=to, from_=sender, body={})", "sns.publish(PhoneNumber=to, Message={})", "sms.send({})", "await send_sms_async(to, {})",
        "send_sms(body={}, to=to)", 'send_sms({"to": to, "body": {}})', "notify(to=phone, message={})", "self.sms_client.send_message(to, {})",
        "sendText(phone, {})", "text = send_sms(to, {})", "asyncio.run(send_sms(to, {}))", "[send_sms(u, {}) for u in users]", "send_sms({}, to)", "if not send_sms(to, {}):\n    x()", "while send_sms(to, {}) == 3:\n    x()",
        "def f():\n    return gateway.send(msisdn=to, text={})",
    ],
    "javascript": [
        "client.messages.create({ to, from, body: {} })", "await sns.send(new PublishCommand({ PhoneNumber: to, Message: {} }));", "vonage.sms.send({ to, from, text: {} });",
        "sendSMS(phone, {})", "users.map((u) => sendSms(u.phone, {}))", "await Promise.all([sendSms(to, {})])", "this.smsService.send(to, {})",
        "class A { b() { return this.sms.send(to, {}); } }", "if (await sendSms(to, {})) { x(); }", "if (!sendSms(to, {})) x();", "ok = sendSms(to, {}) && x;", "new SmsClient().sendSms(to, {})", "notify({ phone, message: {} })",
    ],
    "php": [
        "<?php $client->messages->create($to, ['from' => $from, 'body' => {}]);", "<?php Sms::send($to, {});", "<?php $this->smsGateway->send($to, {});",
        "<?php $sms->sendSms(to: $to, body: {});", "<?php send_sms($to, {});", "<?php return sendSMS($phone, {});", "<?php function f() { notify($phone, {}); }",
        "<?php $sns->publish(['PhoneNumber' => $to, 'Message' => {}]);", "<?php if (send_sms($to, {})) { x(); }", "<?php foreach ($users as $u) { send_sms($u->phone, {}); }",
    ],
}  # fmt: skip
VARIABLE = {"python": "order.words", "javascript": "order.words", "php": "$order->words"}


@pytest.mark.parametrize(("source", "way"), [(source, way) for source, ways in WAYS.items() for way in ways])
def test_every_way_to_send_is_looked_at(source: str, way: str) -> None:
    variable = VARIABLE[source]
    assert outcome(source, way.replace("{}", variable)) == [SENT.format(variable)]
    assert outcome(source, way.replace("{}", "'Acme: hello there'")) == ["Acme: hello there"]


# Programs in which each call is known, or does not send: the messages alone.
KNOWN = {
    "python": [
        ("body = 'Hi there'\nsend_sms(to, body)", ["Hi there"]),
        ("def f():\n    body = 'Hi there'\n    send_sms(to, body)", ["Hi there"]),
        ("TEXTS = {'order': 'Hi there'}\nsend_sms(to, TEXTS['order'])\nsend_sms(to, TEXTS.get('order'))", ["Hi there"]),
        ("class A:\n    body = 'Hi there'\n    def f(self):\n        send_sms(to, self.body)", ["Hi there"]),
        ("def send_sms(to, body):\n    client.messages.create(to=to, body=body)\nsend_sms(x, 'Hi there')", ["Hi there"]),
        ("def send_sms(order):\n    sms.send(f'Hi there')\nsend_sms(order)", ["Hi there"]),
        ("c.sms.send(SmsMessage(to=to, from_='A', text='Hi there'))", ["Hi there"]),
        ("email.send(to=x, subject=s, body=b)\nai.messages.create(model=m, messages=[])\nsend(data)\nsms.send()", []),
        ("get_sms(body)\nsms = Sms(row)\nlog.send(x)\nsend_sms(to, None)", []),
    ],
    "javascript": [
        ("const body = 'Hi there'; sendSms(to, body);", ["Hi there"]),
        ("function f() { const body = 'Hi there'; sendSms(to, body); }", ["Hi there"]),
        ("const T = { order: 'Hi there' }; sendSms(to, T.order); sendSms(to, T['order']);", ["Hi there"]),
        ("async function sendSms(to, body) { client.messages.create({ to, body }); }\nsendSms(x, 'Hi there');", ["Hi there"]),
        ("const sendSms = (to, body) => client.messages.create({ to, body });\nsendSms(x, 'Hi there');", ["Hi there"]),
        ("mail.send({ to, subject, text }); ai.messages.create({ model, messages }); send(data); sms.send();", []),
    ],
    "php": [
        ("<?php $body = 'Hi there'; send_sms($to, $body);", ["Hi there"]),
        ("<?php function f() { $body = 'Hi there'; send_sms($to, $body); }", ["Hi there"]),
        ("<?php $t = ['order' => 'Hi there']; send_sms($to, $t['order']);", ["Hi there"]),
        ("<?php function send_sms($to, $body) { $c->messages->create($to, ['body' => $body]); } send_sms($x, 'Hi there');", ["Hi there"]),
        ("<?php $c->sms()->send(new \\Vonage\\SMS\\Message\\SMS($to, $from, 'Hi there'));", ["Hi there"]),
        ("<?php $mail->send($to, $subject, $body); send($data); $sms->send();", []),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("source", "code", "texts"), [(source, *case) for source, cases in KNOWN.items() for case in cases]
)
def test_a_text_that_is_followed_is_not_counted(source: str, code: str, texts: list[str]) -> None:
    assert outcome(source, code) == texts


# A variable that is not always a text that is written here.
MADE = [
    ("python", "c.sms.send(SmsMessage(to=to, from_='My Shop', text=body))", "body"),
    ("php", "<?php $c->sms()->send(new SMS($to, 'A b', $body));", "SMS($to, 'A b', $body)"),
]


@pytest.mark.parametrize(("source", "code", "written"), MADE)
def test_a_message_that_is_made_of_something_unknown_is_counted(source: str, code: str, written: str) -> None:
    assert SENT.format(written) in outcome(source, code)


LOST = {
    "python": [
        "def f():\n    body = 'Hi there'\ndef g():\n    body = load()\n    send_sms(to, body)",
        "body = 'Hi there'\nif x:\n    body = load()\nsend_sms(to, body)",
        "for body in ['Hi there', x]:\n    send_sms(to, body)",
    ],
    "javascript": [
        "function f() { const body = 'Hi there'; }\nfunction g() { const body = load(); sendSms(to, body); }",
        "let body = 'Hi there'; if (x) { body = load(); } sendSms(to, body);",
    ],
    "php": [
        "<?php function f() { $body = 'Hi there'; } function g() { $body = load(); send_sms($to, $body); }",
        "<?php $body = 'Hi there'; if ($x) { $body = load(); } send_sms($to, $body);",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("source", "code"), [(source, code) for source, codes in LOST.items() for code in codes])
def test_a_variable_that_may_be_something_else_is_counted(source: str, code: str) -> None:
    assert outcome(source, code) == ["Hi there", SENT.format("$body" if source == "php" else "body")]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("python", "body = 'Hi there'\nsend_sms(to, body)"),
        ("javascript", "const body = 'Hi there'; sendSms(to, body);"),
        ("php", "<?php $body = 'Hi there'; send_sms($to, $body);"),
    ],
)
def test_a_text_that_the_project_does_not_select_is_not_read(source: str, code: str) -> None:
    assert outcome(source, code, names=("send*",)) == [SENT.format("$body" if source == "php" else "body")]


@pytest.mark.parametrize(
    ("source", "code", "text"),
    [
        ("python", "order_sms = open('x.txt').read()", "open('x.txt').read()"),
        ("javascript", "const order_sms = fs.readFileSync('x.txt');", "fs.readFileSync('x.txt')"),
        ("php", "<?php $order_sms = file_get_contents('x.txt');", "file_get_contents('x.txt')"),
        ("python", "order_sms = 'hi there'.upper()", "'hi there'.upper()"),
        ("javascript", "const order_sms = 'hi there'.toUpperCase();", "'hi there'.toUpperCase()"),
        ("php", "<?php $order_sms = strtoupper('hi there');", "strtoupper('hi there')"),
    ],
)
def test_a_selected_text_that_is_not_here_is_unknown(source: str, code: str, text: str) -> None:
    assert outcome(source, code, names=("*_sms",)) == [VALUE.format(text)]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("python", "text = os.getenv('SMS_BODY', 'Hi there you')"),
        ("python", "text = getattr(settings, 'SMS_BODY', 'Hi there you')"),
        ("php", "<?php $text = config('sms.body', 'Hi there you');"),
    ],
)
def test_the_default_of_a_setting_is_a_message(source: str, code: str) -> None:
    assert outcome(source, code) == ["Hi there you"]


def test_what_a_view_is_given_is_not_the_text_that_is_sent() -> None:
    found = outcome("php", "<?php send_sms($to, view('sms.order', ['title' => 'Our home']));")
    assert SENT.format("view('sms.order', ['title' => 'Our home'])") in found


def test_what_a_function_makes_of_a_text_is_unknown_and_the_text_is_read() -> None:
    for source, code in SEND.items():
        assert set(outcome(source, code.replace("{}", "shorten('Hi there')"))) == {"Hi there", SENT.format("shorten('Hi there')")}  # fmt: skip


def test_sprintf_fills_its_first_argument() -> None:
    (message,) = read_all("php", "<?php send_sms($to, sprintf('Hi %s, it is %d', $name, 5));")
    assert message.text is not None
    assert outline(message.text) == "Hi <name>, it is 5"
    (message,) = read_all("php", "<?php send_sms($to, sprintf('Hi %s, it is %d', $name, $hour));")
    assert (message.body, message.settings) == ("Hi %s, it is %d", {"dialect": "php_sprintf"})
    (message,) = read_all("php", "<?php send_sms($to, sprintf('Hi %s, it is %s', 'Ann', $state));")
    assert message.text is not None
    assert outline(message.text) == "Hi Ann, it is <state>"


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("python", "def ship(to, words):\n    client.messages.create(to=to, body=words)\n"),
        ("javascript", "export function ship(to, words) { return client.messages.create({ to, body: words }); }"),
        ("php", "<?php function ship($to, $words) { $client->messages->create($to, ['body' => $words]); }"),
        ("ruby", "def ship(to, words)\n  client.messages.create(to: to, body: words)\nend\n"),
    ],
)
def test_it_is_said_that_callers_give_what_is_sent(source: str, code: str) -> None:
    (found,) = [each for each in read_all(source, code) if each.unknown]
    assert found.unknown.endswith(", which callers of ship give; in other files, smslint init finds their keys.")


STATUSES = [
    ("function verify(phone, callback) { smsService.sendCode(phone, callback); }\nverify('error', cb);", 0),
    ("this.sendSMS('error');", 0),
    ("sendSms(to, text, (err) => cb(err ? 'error' : 'done'));", 1),
    ("phone.sendSms(number, 'error');", 1),
    ("this.sendSMS('Error at the door: call us');", 1),
    ("client.messages.create({ to, body: 'ok' });", 1),
]


@pytest.mark.parametrize(("code", "sent"), STATUSES)
def test_how_it_went_and_what_to_call_then_are_no_texts(code: str, sent: int) -> None:
    assert sum(each.sent for each in read_all("javascript", code)) == sent
