"""What ``discover`` finds through requests without a provider's library, and through functions in other files of the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from smslint.project.discover import discover
from smslint.project.files import Chooser
from smslint.project.proposals import entry_lines, proposals, useful
from smslint.project.reading import read_bytes, read_target
from tests.project.support import project

if TYPE_CHECKING:
    from pathlib import Path


def _read(folder: Path, files: dict[str, str]) -> list[str]:
    """The texts that the proposed entries read, in the order of the files, without their quotes."""
    entries = useful(proposals(discover(project(folder, dict(files))).candidates), folder)
    lines = "\n".join(line for each in entries for line in entry_lines(each))
    (folder / "smslint.yaml").write_text(f"messages:\n{lines}\n" if lines else "messages: []\n", encoding="utf-8")
    found = [
        message.body.strip("\"'`")
        for target in Chooser().targets([folder])
        for message in read_target(target, read_bytes(target.path)).messages
    ]
    assert len(found) == sum(each.count for each in entries)
    return found


JS = "const words = `Hi ${name}, your table is free`;\nawait fetch('https://api.openphone.com/v1/messages', { body: JSON.stringify(%s) });"
REQUESTS = [
    ("a.js", JS % "{ to: [phone], content: words }", ["Hi ${name}, your table is free"]),
    ("a.ts", "await axios.post(SMS_URL, { to, message: 'Your table is free now' });", ["Your table is free now"]),
    (
        "a.py",
        "def f(p):\n    note = f'Hi {p.name}, your table is free'\n    requests.post(SMS_URL, json={'phone': p.tel, 'message': note})\n",
        ["f'Hi {p.name}, your table is free"],
    ),
    (
        "a.php",
        "<?php $words = 'Your table is free now';\nHttp::post($smsUrl, ['recipient' => $to, 'message' => $words]);",
        ["Your table is free now"],
    ),
    (
        "A.java",
        'class A { void f(String p) { String words = "Your table is free now"; Map m = sms();\nm.put("to", p); m.put("message", words); } }',
        ["Your table is free now"],
    ),
    (
        "a.go",
        'package sms\nfunc f(p string) {\n words := "Your table is free now"\n form.Set("to", p)\n form.Set("message", words)\n}\n',
        ["Your table is free now"],
    ),
    (
        "b.go",
        'package sms\nfunc f(p string) {\n words := fmt.Sprintf("Your table %d is free now", n)\n r := request{Recipient: p, Content: words}\n do(r)\n}\n',
        ["Your table %d is free now"],
    ),
    ("answer.js", "app.post('/sms', (q, res) => res.json({ to: q.to, message: 'Your table is free now' }));", []),
    (
        "answer.py",
        "def f(p):\n    sms = 1\n    words = 'Your table is free now'\n    return jsonify({'to': p, 'message': words})\n",
        [],
    ),
    ("mail.js", JS % "{ to: user.email, subject: 's', text: words }", []),
    ("other.js", "const sms = 1;\nconst words = 'Your table is free now';\nreturn { message: words };", []),
]


@pytest.mark.parametrize(("path", "code", "texts"), REQUESTS, ids=[path for path, _, _ in REQUESTS])
def test_the_text_of_a_request_to_a_service_is_proposed(tmp_path: Path, path: str, code: str, texts: list[str]) -> None:
    assert _read(tmp_path, {path: code}) == texts


JAVA_HELPER = """import com.twilio.rest.api.v2010.account.Message;
class Gateway {
  public Message ship(String words, String number) { return Message.creator(new PhoneNumber(number), FROM, words).create(); } }
"""
HELPERS = [
    (
        {
            "Gateway.java": JAVA_HELPER.replace("ship(", "outward("),
            "Shop.java": 'class Shop { void go(User u) { gateway.outward("Hi, come to the shop", u.tel); log.info("It was all done here"); } }',
        },
        ["Hi, come to the shop"],
    ),
    (
        {
            "lib/phone.js": "export function tellUser(to, words) { return twilio.messages.create({ to, body: words }); }",
            "lib/more.js": "export const tellAll = (users, words) => users.map(u => tellUser(u.phone, words));",
            "app.js": "const text = `Hi ${name}, come to the shop`;\ntellUser(u, text);\ntellAll(us, 'We close at noon today');\nother(us, 'Nobody reads this line here');",
        },
        ["Hi ${name}, come to the shop", "We close at noon today"],
    ),
    (
        {
            "gate.py": "def outward(number, words):\n    requests.post(SMS_URL, data={'to': number, 'text': words})\n",
            "shop.py": "def go(u):\n    outward(u.tel, f'Hi {u.name}, come to the shop')\n    outside(u.tel, 'Nobody reads this line here')\n",
        },
        ["f'Hi {u.name}, come to the shop"],
    ),
    (
        {
            "app/gateway.rb": "class Gateway\n  def self.outward(number, words)\n    client.messages.create(to: number, body: words)\n  end\nend\n",
            "app/shop.rb": "class Shop\n  def go(u)\n    Gateway.outward(u.tel, \"Hi #{u.name}, come to the shop\")\n  end\nend\n",
        },
        ["Hi #{u.name}, come to the shop"],
    ),
    (
        {
            "app/gateway.rb": "class Gateway\n  def self.outward(number, words)\n    Sms.send_message number, words\n  end\nend\n",
            "app/shop.rb": "class Shop\n  def go(u)\n    Gateway.outward(u.tel, \"Hi #{u.name}, come to the shop\")\n  end\nend\n",
        },
        ["Hi #{u.name}, come to the shop"],
    ),
    (  # what is sent is made by a function, and by an entry of a table, of another file
        {
            "lib/words.js": "export const orderShipped = (o) => `Hi ${o.name}, it is on its way`;\nexport const other = (o) => `Nobody reads ${o} anywhere here`;",
            "app.js": "await sendSms(o.phone, words.orderShipped(o));",
        },
        ["Hi ${o.name}, it is on its way"],
    ),
    (
        {
            "words.py": "def order_shipped(o):\n    return f'Hi {o.name}, it is on its way'\n\nclass Texts:\n    WELCOME_BACK = 'We are glad that you are back'\n",
            "app.py": "def go(o):\n    text = order_shipped(o)\n    send_sms(o.phone, text)\n    send_sms(o.phone, Texts.WELCOME_BACK)\n",
        },
        ["f'Hi {o.name}, it is on its way", "We are glad that you are back"],
    ),
    (  # what a function is given and is no text, and what is only a setting
        {
            "app/alarm.rb": "class Alarm\n  def raise_one(log, words)\n    SmsJob.perform_later(log.user, log)\n  end\n\n  def other(n, words)\n    client.messages.create(to: n, body: words)\n  end\nend\n",
            "app/shop.rb": "class Shop\n  def go(u)\n    Alarm.raise_one('Nobody reads this line', 'Nor this one here')\n  end\nend\n",
            "A.java": 'class A { void f(Map m) { sms.send(p, m.getOrDefault("message", "This is nobody\'s text")); } }',
        },
        [],
    ),
    ({'Notify.java': 'import com.twilio.rest.api.v2010.account.Message;\nclass Notify {\n  void pingPerson(String phone, String note) {\n    Message.creator(new PhoneNumber(phone), FROM, note).create();\n  }\n}\n', 'Orders.java': 'class Orders {\n  void ready(Order o) {\n    notify.pingPerson(o.phone, "Your order is ready for pickup.");\n  }\n}\n'}, ['Your order is ready for pickup.']),
    ({'n.dart': "import 'package:twilio/twilio.dart';\nclass N {\n  Future<void> tellPerson(String phone, String note) async {\n    await twilio.sendSMS(toNumber: phone, messageBody: note);\n  }\n}\n", 'o.dart': "class O {\n  void go(p) { n.tellPerson(p.phone, 'Your order is ready now.'); }\n}\n"}, ['Your order is ready now.']),
    ({'Np.cs': 'using Twilio;\nclass Np {\n  Task AlertPerson(string phone, string note) {\n    return MessageResource.CreateAsync(to: new PhoneNumber(phone), body: note);\n  }\n}\n', 'Op.cs': 'class Op {\n  void Go(P p) { _np.AlertPerson(p.Phone, $"Dear {p.Name}, your order is ready."); }\n}\n'}, ['Dear {p.Name}, your order is ready.']),
    ({'np.kt': 'import com.twilio.rest.Message\nfun warnPerson(phone: String, note: String) {\n    Message.creator(PhoneNumber(phone), FROM, note).create()\n}\n', 'op.kt': 'fun go(p: P) { warnPerson(p.phone, "Dear ${p.name}, your order is ready.") }\n'}, ['Dear ${p.name}, your order is ready.']),
    ({'np.go': 'package a\nimport "github.com/twilio/twilio-go"\nfunc (n *N) BuzzPerson(phone, note string) error {\n\tparams := &api.CreateMessageParams{}\n\tparams.SetTo(phone)\n\tparams.SetBody(note)\n\t_, err := n.client.Api.CreateMessage(params)\n\treturn err\n}\n', 'op.go': 'package a\nfunc go1(p P) { n.BuzzPerson(p.Phone, "Dear "+p.Name+", your order is ready.") }\n'}, ['Dear p.Name, your order is ready.']),
    ({'np.swift': 'import TwilioKit\nclass Np {\n  func pokePerson(_ phone: String, note: String) {\n    twilio.sendSMS(to: phone, body: note)\n  }\n}\n', 'op.swift': 'class Op { func go(_ p: P) { np.pokePerson(p.phone, note: "Dear \\(p.name), your order is ready.") } }\n'}, ['Dear \\(p.name), your order is ready.']),
    ({'np.ex': 'defmodule Np do\n  def prod_person(phone, note) do\n    ExTwilio.Message.create(to: phone, from: @from, body: note)\n  end\nend\n', 'op.ex': 'defmodule Op do\n  def go(p), do: Np.prod_person(p.phone, "Dear #{p.name}, your order is ready.")\nend\n'}, ['Dear #{p.name}, your order is ready.']),
    (  # a function with a name that others have, too
        {
            "gate.py": "def run(number, words):\n    requests.post(SMS_URL, data={'to': number, 'text': words})\n",
            "shop.py": "run('x', 'Nobody reads this line here')\n",
        },
        [],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("files", "texts"), HELPERS)
def test_what_a_function_of_another_file_sends_is_proposed(
    tmp_path: Path, files: dict[str, str], texts: list[str]
) -> None:
    assert _read(tmp_path, files) == texts


def test_a_program_that_cannot_be_parsed_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    gate = "def outward(number, words):\n    requests.post(SMS_URL, data={'to': number, 'text': words})\n"
    files = {
        "gate.py": gate,
        "shop.py": "outward(tel, 'Come to the shop today')\ntry:\n",
        "b.py": "outward(t, 'Come here today')\n",
    }
    found = discover(project(tmp_path, dict(files)))
    assert [each.path for each in found.candidates] == ["b.py"]


def test_a_folder_with_brackets_in_its_name_is_matched(tmp_path: Path) -> None:
    code = "await client.messages.create({ to, body: `Your table ${n} is free` });"
    files = {"app/[id]/route.ts": code, "app/{x}/route.ts": code, "app/(a)/[...slug]/route.ts": code}
    assert _read(tmp_path, files) == ["Your table ${n} is free"] * 3


def test_what_the_forms_of_a_web_framework_say_is_no_message(tmp_path: Path) -> None:
    form = "  errors:\n    user:\n      sms_not_there: 'We have no way to do that, so try it later.'\n"
    files = {"config/locales/en.yml": f"en:\n  sms:\n    hi: 'Hi %{{name}}, come to the shop.'\n{form}"}
    assert _read(tmp_path, files) == ["Hi %{name}, come to the shop."]


SETTINGS = [
    ("app/SmsService.php", "<?php class SmsService { function order($o) { $message = config('sms.order', 'Hi {name}, come to the shop'); } }"),
    ("config/sms.php", "<?php return ['url' => env('SMS_URL', 'https://a.example'), 'templates' => ['order' => env('ORDER', 'Hi {name}, come to the shop')]];"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "code"), SETTINGS)
def test_the_default_of_a_setting_is_a_text(tmp_path: Path, path: str, code: str) -> None:
    assert _read(tmp_path, {path: code}) == ["Hi {name}, come to the shop"]


NO_MESSAGES = {
    "mail.js": "async function sendEmailOtp(m) { await sendMail({ to: m, text: `Your login code is ${code} for now` }); } // sms",
    "answer.js": "const smsMessage = `SMS sent successfully to ${name}`;\nconst sms = { message: `Twilio account ${n} was verified` };",
    "outcome.py": "class SmsService:\n    def send_otp_sms(self, p):\n        if p:\n            return False, 'The number is not valid here'\n        return True, f'It went to the number {p}'\n",
    "Reply.cs": 'class SmsService { R SendSMS(Sms s) { return new OutputResponse { Message = "All of them are sent and recorded" }; } }',
    "alarm.js": "sendSms(db, settings.sms_from, p, text).catch(e => alarm(db, { kind: 'a', message: `It was about ${e} today` }));",
    "look.go": 'package a\nfunc validateSMSBody(b string) string {\n if b == "" {\n  return "the body is required here"\n }\n return ""\n}\n',
    "Outcome.cs": 'class SmsService { string K = Environment.GetEnvironmentVariable("SMS_NUMBER_OF_THE_SHOP"); string SendSmsAsync(string p) { return $"It went to the number {p}"; } }',
    "pack.js": "var sms=1;" + "a=b;" * 2000 + "const smsText='Hi there, come to the shop';",
    "static/jquery.forms.js": "const smsText = 'Hi there, come to the shop';",
    "static/app.bundle.js": "const smsText = 'Hi there, come to the shop';",
    "a.min.js": "const smsText = 'Hi there, come to the shop';",
}


@pytest.mark.parametrize("path", NO_MESSAGES)
def test_mails_answers_and_packed_programs_have_no_messages(tmp_path: Path, path: str) -> None:
    assert _read(tmp_path, {path: NO_MESSAGES[path]}) == []


def test_an_argument_that_is_named_after_its_use_is_a_text(tmp_path: Path) -> None:
    code = "class Service:\n    def load(self):\n        self.all[EventType.A] = Template(email='Nobody reads this, either', sms_template='Hi {{ name }}, come to the shop')\n"
    assert _read(tmp_path, {"notices.py": code}) == ["Hi {{ name }}, come to the shop"]


def test_what_takes_the_place_of_a_field_is_no_message(tmp_path: Path) -> None:
    code = (
        "const sms = 'Hi {name}, come to the shop';\nsendSms(to, sms.replace('{name}', user.name || 'our dear guest'));"
    )
    # The message has both values of the field, one after the other here; neither is a message of its own.
    assert _read(tmp_path, {"a.js": code}) == ["Hi user.nameour dear guest, come to the shop"]


ROWS = [
    ("db/seeders/A.php", "<?php DB::table('sms_templates')->insert(['slug' => 'bye', 'title' => 'Bye', 'message' => 'Hi {name}, come to the shop']);"),
    ("database/migrations/a.php", "<?php return new class extends Migration { function up() { $t->string('body')->comment('Nobody reads this line'); SmsTemplate::insert([['body' => 'Hi {name}, come to the shop']]); } };"),
    ("database/seeders/B.php", "<?php T::insert([['channel' => 'sms', 'body' => 'Hi {name}, come to the shop'], ['channel' => 'email', 'subject' => 'x', 'body_x' => 'Nobody reads this line']]);"),
    ("db/migrate/a.rb", "class A < ActiveRecord::Migration[7.0]\n  def up\n    SmsTemplate.create!(body: 'Hi {name}, come to the shop')\n    Page.create!(body: 'Nobody reads this line')\n  end\nend\n"),
    ("shop/migrations/1.py", "def add(apps, editor):\n    SmsTemplate.objects.bulk_create([SmsTemplate(name='a', text='Hi {name}, come to the shop')])\n    note = 'Nobody reads this line of sms'\n"),
    ("seeds/a.js", "await knex('sms_templates').insert([{ key: 'a', body: 'Hi {name}, come to the shop' }]);\nawait knex('pages').insert([{ key: 'a', words: 'Nobody reads this line' }]);"),
    ("db/migration/V1__a.sql", "INSERT INTO sms_templates (body) VALUES ('Hi {name}, come to the shop');\nINSERT INTO pages (body) VALUES ('Nobody reads this line');"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "code"), ROWS, ids=[path for path, _ in ROWS])
def test_rows_for_a_table_of_text_messages_are_proposed(tmp_path: Path, path: str, code: str) -> None:
    assert _read(tmp_path, {path: code}) == ["Hi {name}, come to the shop"]


EMPTY = [
    ("a.py", "def f(n):\n    if not n:\n        return ''\n    x = \"\"\n    return 'Come to the shop'\nT = {'a': ''}\n", ["Come to the shop", ""]),
    ("a.js", "function f(n) { let x = ''; if (!n) return ``; return 'Come to the shop'; }\nconst T = { a: '' };", ["Come to the shop", ""]),
    ("a.php", "<?php function f($n) { $x = ''; if (!$n) return \"\"; return 'Come to the shop'; }\nreturn ['a' => ''];", ["Come to the shop", ""]),
]  # fmt: skip


@pytest.mark.parametrize(("path", "code", "texts"), EMPTY)
def test_an_empty_text_says_that_there_is_none_except_in_a_table(
    tmp_path: Path, path: str, code: str, texts: list[str]
) -> None:
    folder = project(tmp_path, {path: code, "smslint.yaml": f"messages: [{{files: {path}}}]\n"})
    (target,) = Chooser().targets([folder])
    assert [each.body for each in read_target(target, read_bytes(target.path)).messages] == texts


FOLDERS = [
    (
        "acme_sms/hooks/paid.php",
        "<?php\n$hook = array('name' => 'paid', 'defaultmessage' => 'Dear {name}, bill {number} is paid.', 'variables' => '{name}, {number}');\nreturn $hook;\n",
        ["Dear {name}, bill {number} is paid."],
    ),
    (
        "sms/hooks.js",
        "module.exports = { default_message: 'Dear {name}, your bill is paid.' };",
        ["Dear {name}, your bill is paid."],
    ),
    ("forms/hooks.js", "module.exports = { default_message: 'Dear {name}, your bill is paid.' };\nconst sms = 1;", []),
]


@pytest.mark.parametrize(("path", "code", "texts"), FOLDERS, ids=lambda value: value if isinstance(value, str) else "")
def test_the_default_text_of_a_folder_for_text_messages_is_proposed(
    tmp_path: Path, path: str, code: str, texts: list[str]
) -> None:
    assert _read(tmp_path, {path: code}) == texts


FLOW = """{"description": "Survey", "states": [
  {"name": "ask", "type": "send-and-wait-for-reply", "properties": {"body": "How was your visit, from 1 to 5?", "from": "{{flow.channel.address}}"}},
  {"name": "split", "type": "split-based-on", "properties": {"input": "{{widgets.ask.inbound.Body}}"}}]}"""


def test_a_flow_is_proposed_whatever_its_file_is_called(tmp_path: Path) -> None:
    assert _read(
        tmp_path, {"flows/survey.json": FLOW, "flows/other.json": '{"states": [{"name": "Welcome to our shop"}]}'}
    ) == ["How was your visit, from 1 to 5?"]


ANSWERS = [
    ("a.ts", "class A { send_sms() { return { statusCode: 200, message: 'All texts of today are done' }; } }"),
    ("a.js", "function smsReply() { return { success: true, message: 'All texts of today are done' }; }"),
    (
        "a.php",
        "<?php function smsReply() { return ['status' => 'success', 'message' => 'All texts of today are done']; }",
    ),
    ("a.py", "def sms_reply():\n    return {'ok': True, 'message': 'All texts of today are done'}\n"),
]


@pytest.mark.parametrize(("path", "code"), ANSWERS, ids=lambda value: value[:4])
def test_the_words_beside_a_status_are_an_answer_and_no_message(tmp_path: Path, path: str, code: str) -> None:
    assert _read(tmp_path, {f"sms/{path}": code}) == []
    kept = code.replace("statusCode: 200, ", "").replace("success: true, ", "").replace("'status' => 'success', ", "")
    assert _read(tmp_path, {f"sms/{path}": kept.replace("'ok': True, ", "")}) == ["All texts of today are done"]


def test_a_text_that_reaches_a_request_by_two_variables_is_proposed(tmp_path: Path) -> None:
    code = """<?php
class Pay { function f($shop) {
  $words = 'The sum of ' . $shop->sum . ' was paid to you.';
  $text1 = $words;
  $data = array('mobiles' => $shop->phone, 'message' => $text1);
  $this->post('https://control.msg91.com/api/sendhttp.php', $data);
} }
"""
    assert len(_read(tmp_path, {"Pay.php": code})) == 1


def test_what_a_mail_is_given_under_the_name_of_a_text_is_none(tmp_path: Path) -> None:
    code = (
        "def report(rows):\n    send_csv_report_email(subject='Report', message='Please find the report of today here.')\n"
        "def send(tel):\n    message = 'Your loan is due on Monday.'\n    requests.post(SMS_URL, json={'to': tel, 'message': message})\n"
    )
    assert _read(tmp_path, {"a.py": code}) == ["Your loan is due on Monday."]


PACKAGING = ["modules.txt", "patches.txt", "requirements.txt", "acme_sms.egg-info/SOURCES.txt"]


@pytest.mark.parametrize("name", PACKAGING)
def test_the_files_of_a_package_are_no_messages(tmp_path: Path, name: str) -> None:
    assert _read(tmp_path, {f"acme_sms/{name}": "Acme Pos Sms\n"}) == []


def test_files_of_other_formats_are_not_said_to_be_broken(tmp_path: Path) -> None:
    files = {
        "AndroidManifest.xml": '<manifest><uses-permission android:name="android.permission.SEND_SMS"/></manifest>',
        "res/layout/main.xml": '<LinearLayout><TextView android:text="Send an SMS"/></LinearLayout>',
        ".vscode/launch.json": '{\n// sms\n"a": 1}',
        "tsconfig.json": '{\n// sms\n"a": 1}',
    }
    assert discover(project(tmp_path, dict(files))).broken == ()


def test_a_key_for_what_is_disabled_is_shown_on_a_page(tmp_path: Path) -> None:
    text = "smsAuthText=Your code is %1$s and is valid for %2$d minutes.\nsmsAuthCodeLocked=Your account is locked now, please call us.\n"
    assert _read(tmp_path, {"theme/messages/messages_en.properties": text}) == [
        "Your code is %1$s and is valid for %2$d minutes."
    ]


GIVEN = [
    ("send_sms([recipient_contact], message_receiver, settings.SENDER)", "message_receiver"),
    ("send_sms([order.phone], words, SENDER_ID)", "words"),
    ("send_sms(customer_phone, words, sender_id=SENDER)", "words"),
    ("send_sms(words, [recipient_mobile])", "words"),
]


@pytest.mark.parametrize(("call", "name"), GIVEN)
def test_the_text_is_found_beside_a_list_of_one_number_and_a_sender(tmp_path: Path, call: str, name: str) -> None:
    code = f"def f(order):\n    {name} = f'Dear {{order.name}}, your parcel is here.'\n    other = 'Not sent at all'\n    {call}\n"
    assert _read(tmp_path, {"a.py": code}) == ["f'Dear {order.name}, your parcel is here."]


def test_what_is_kept_was_sent_already(tmp_path: Path) -> None:
    files = {
        "store.ts": "import twilio from 'twilio';\nexport async function storeMessage(phone: string, who: string, message: string) {\n"
        "  await rows.put({ to: phone, message: message });\n}",
        "a.ts": "await storeMessage(phone, 'AI Bot', reply);\nawait storeMessage(phone, 'guest', 'STOP or opt out');",
    }
    assert _read(tmp_path, files) == []


def test_what_an_error_or_whatsapp_is_given_is_no_text_message(tmp_path: Path) -> None:
    files = {
        "A.java": "class A { void f(Order o) { sms.send(o.phone, text(o)); }\n"
        ' String text(Order o) { history.setErrorMessage("No number is known"); return "Dear " + o.name + ", it is here."; } }',
        "sms_utils.py": "def remind_by_whatsapp(o):\n    message = f'*Dear {o.name}*, it is here.'\n    requests.post(SMS_URL, json={'to': o.tel, 'message': message})\n",
    }
    assert _read(tmp_path, files) == ["Dear o.name, it is here."]


SENDS_WARNINGS = [
    ("a.py", "client.send_warning_sms(user.phone, 'Acme: your balance is low, please top up')"),
    ("a.js", "function low(user) { sendErrorSms(user.phone, 'Acme: your balance is low, please top up'); }"),
    ("a.php", "<?php $sms->sendErrorSms($user->phone, 'Acme: your balance is low, please top up');"),
]


@pytest.mark.parametrize(("path", "code"), SENDS_WARNINGS, ids=[path for path, _ in SENDS_WARNINGS])
def test_a_call_that_sends_an_error_or_a_warning_sends(tmp_path: Path, path: str, code: str) -> None:
    assert _read(tmp_path, {path: code}) == ["Acme: your balance is low, please top up"]


def test_the_text_of_a_code_is_told_from_what_pages_say_about_it(tmp_path: Path) -> None:
    text = "sms-auth.msg.text=Your validation code is %sms-code%.\nsms-auth.code.expired=This code is no longer valid, sorry.\n"
    assert _read(tmp_path, {"messages/messages_en.properties": text}) == ["Your validation code is %sms-code%."]


UNSAID = {
    "sms/Dockerfile": "FROM python\n",
    "sms/Sms.csproj": "<Project/>",
    "sms/start.sh": "echo sms",
    "META-INF/services/org.acme.SmsProvider": "org.acme.Sms\n",
    "templates/sms-page.ftl": '<@layout title="SMS"><form>${code}</form></@layout>',
}


@pytest.mark.parametrize("path", UNSAID)
def test_files_of_tools_and_pages_are_not_named(tmp_path: Path, path: str) -> None:
    found = discover(project(tmp_path, {path: UNSAID[path]}))
    assert (found.unread, found.broken) == ((), ())
