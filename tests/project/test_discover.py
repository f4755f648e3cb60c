"""The globs that ``discover`` and ``init`` propose: for keys, and for files."""

from __future__ import annotations

import json
import os
import sys
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from smslint.cli.app import run
from smslint.cli.discover import broken_lines
from smslint.project.discover import discover
from smslint.project.files import Chooser
from smslint.project.globs import matches
from smslint.project.proposals import Proposal, entry_lines, proposals, useful
from smslint.project.reading import read_bytes, read_target
from smslint.project.unread_formats import Broken, UnreadFormat
from tests.project.support import project

if TYPE_CHECKING:
    from pathlib import Path

HI = "Hi there, it is on its way"

KEYS = [
    ({"sms": HI}, "sms"),
    ({"sms": {"hi": HI}}, "sms.*"),
    ({"shop": {"sms": HI}}, "*.sms"),
    ({"shop": {"sms": {"hi": HI}}}, "*.sms.*"),
    ({"welcome_sms": HI}, "*sms"),
    ({"shop": {"sms_welcome": HI}}, "*sms*"),
]


@pytest.mark.parametrize(("content", "glob"), KEYS)
def test_the_glob_of_a_key(tmp_path: Path, content: object, glob: str) -> None:
    (found,) = discover(project(tmp_path, {"a.json": json.dumps(content)})).candidates
    assert found.globs == (glob,)
    key, value = next(iter(content.items())) if isinstance(content, dict) else ("", None)
    while isinstance(value, dict):
        inner, value = next(iter(value.items()))
        key += f".{inner}"
    assert fnmatchcase(key, glob)


FILES = [
    (["x/sms.txt"], ["x/sms.txt"]),
    (["x/sms_a.txt", "x/sms_b.txt"], ["x/*.txt"]),
    (["sms/a.txt"], ["sms/*.txt"]),
    (["sms/a.txt", "sms/b.liquid"], ["sms/*.liquid", "sms/*.txt"]),
    (["x/a.json"], ["x/a.json"]),
    (["x/a.json", "x/b.json"], ["x/a.json", "x/b.json"]),
    (["x/app_en.json"], ["x/app_*.json"]),
    (["x/app_en.json", "x/app_pt-BR.json"], ["x/app_*.json"]),
    (["x/en.json", "x/de.json"], ["x/*.json"]),
    (["x/app.de.json"], ["x/app.*.json"]),
    (["x/app.de.json", "x/app.json"], ["x/app.*.json", "x/app.json"]),
    (["x/de.app.json"], ["x/de.app.json"]),
    (["locales/en/app.json", "locales/de/app.json"], ["locales/*/app.json"]),
    (["x/en.lproj/app.json", "x/de.lproj/app.json"], ["x/*.lproj/app.json"]),
    (["x/values-de/app.json", "x/values-pt-rBR/app.json"], ["x/values-*/app.json"]),
    (["locales/en/app.json", "x/a.json"], ["locales/*/app.json", "x/a.json"]),
]


@pytest.mark.parametrize(("paths", "globs"), FILES, ids=lambda value: ",".join(value))
def test_the_glob_of_files(tmp_path: Path, paths: list[str], globs: list[str]) -> None:
    files = {path: json.dumps({"sms": HI}) if path.endswith("json") else HI for path in paths}
    found = discover(project(tmp_path, dict(files))).candidates
    assert sorted(each.path for each in found) == sorted(paths)
    proposed = proposals(found)
    assert sorted(each.files for each in proposed) == globs
    assert sum(each.count for each in proposed) == len(paths)
    assert all(any(matches(path, (each.files,)) for each in proposed) for path in paths)


PYTHON = """
WELCOME_SMS = "Welcome to Acme, {name}! Reply STOP to opt out."
QUERY = "SELECT * FROM sms_messages WHERE id = %s"
SMS_URL = "https://api.example.com/sms?to=1&text=2"
def send_reminder(user, client):
    body = f"Hi {user.name}, your appointment is tomorrow at {user.at}."
    client.messages.create(to=user.phone, body=body)
    logger.info("the sms to %s was sent just now", user.phone)
def otp_text(code):
    return f"Your Acme login code is {code}. It expires in 5 minutes."
def notify(user):
    send_sms(user.phone, "Your parcel has arrived at the shop.")
    raise ValueError("Could not send the SMS to this user")
"""
SETTINGS = """
SMS_MESSAGE_TEMPLATE = get_setting("SMS_MESSAGE_TEMPLATE", _("{shop}: your table is ready, {name}"))
SMS_GATEWAY_SETTINGS = get_setting("x", _("the address of the gateway of the shop"))
"""
JAVA = """import com.twilio.rest.api.v2010.account.Message;
class Shop {
  void ship(User u) {
    log.info("the parcel was given to the driver");
    Message.creator(to, from, "Hi " + u.name + ", your parcel is at the door").create();
  }
}
"""
SCRIPT = """
export async function sendOrderSms(order) {
  const message = `Hi ${order.name}, your order has shipped.`;
  console.log(`The SMS was sent to ${order.phone} now`);
  document.querySelector(".sms-box .sms-label p");
  const label = "Send SMS to your customers";
}
export const smsTemplates = { welcome: "Thanks for the visit to our little shop!", url: "https://example.com/sms" };
await sns.publish({ PhoneNumber: p, Message: `Your table number ${n} is ready` });
"""
LARAVEL = """<?php
class Notifier {
  public function toSms($n) { return "Hello $n->name, your invoice is due tomorrow."; }
  public function send($to) { throw new Exception("Failed to send SMS to this number."); }
  private $sql = "INSERT INTO sms (a, b) VALUES (1, 2)";
}
"""
LINK = """void go(Position p) async {
  await BackgroundSms.sendMessage(phoneNumber: n, message: "I need help, find me at https://maps.example/?api=1&at=${p.lat},${p.lon}");
  post("name=${p.name}&body=come to my house now");
}
"""
GATEWAY = """<?php
$text = 'Thank you for your visit, come back soon';
$title = 'This is the page with all the rooms';
$content = 'to=' . $to . '&message=' . rawurlencode($text);
curl_setopt($ch, CURLOPT_URL, 'https://sms.example/send?' . $content);
"""
SHORT = 'SmsManager.getDefault().sendTextMessage(n, null, "Hello World", null, null)\nsend_event("Hello World")'
PROGRAMS = [
    ("visit.php", GATEWAY, ["come back soon"]),
    ("Visit.kt", f"fun go(n: String) {{ {SHORT} }}", ["Hello World"]),
    ("lib/sos.dart", LINK, ["I need help"]),
    ("shop/sms_service.py", PYTHON, ["It expires", "Your parcel", "your appointment", "Welcome to"]),
    ("shop/Shop.java", JAVA, ["parcel is at"]),
    ("shop/settings.py", SETTINGS, ["your table is ready"]),
    ("shop/orders.ts", SCRIPT, ["has shipped", "little shop", "is ready"]),
    ("app/Notifier.php", LARAVEL, ["your invoice"]),
]


@pytest.mark.parametrize(("path", "code", "texts"), PROGRAMS, ids=lambda value: str(value)[:20])
def test_in_a_program_only_what_is_sent_is_proposed(tmp_path: Path, path: str, code: str, texts: list[str]) -> None:
    assert _proposed(tmp_path, {path: code}) == sorted(texts, key=str.lower)


def _proposed(folder: Path, files: dict[str, str | bytes]) -> list[str]:
    """For each text that the proposed entries select, the known part of it."""
    project(folder, files)
    entries = "\n".join(line for each in proposals(discover(folder).candidates) for line in entry_lines(each))
    (folder / "smslint.yaml").write_text(f"messages:\n{entries}\n", encoding="utf-8")
    parts = [part for _, _, parts in PROGRAMS for part in parts]
    found = []
    for target in Chooser().targets([folder]):
        for message in read_target(target, read_bytes(target.path)).messages:
            found.append(next((part for part in parts if part in message.body), message.body))
    return sorted(found, key=str.lower)


NOT_MESSAGES = [
    ("tests/test_sms.py", 'SMS_BODY = "Hi there, it is on its way to you"'),
    ("src/sms.test.js", 'const smsBody = "Hi there, it is on its way to you"'),
    ("web/sms_form.html", '<form><label for="a">The number to text</label></form>'),
    ("locales/sms-plugin.json", json.dumps({f"k{n}": f"Send an SMS by gateway number {n}" for n in range(9)})),
    ("locales/en.json", json.dumps({"smsTab": "Text", "sms_title": "Send messages to all people"})),
    ("a/sms.csv", "id;name\n1;x\n"),
    ("img/sms.svg", "<svg></svg>"),
    ("app/tests.py", 'SMS_BODY = "Hi there, it is on its way to you"'),
    ("functional_tests/sms.py", 'SMS_BODY = "Hi there, it is on its way to you"'),
    ("web/sms.stories.tsx", 'const smsBody = "Hi there, it is on its way to you"'),
    ("db/migrations/0012_sms.py", 'SMS_BODY = "Hi there, it is on its way to you"'),
    ("sms-service/README.md", "Start the service with this line:\n\n```\nrun the little server now\n```\n"),
    ("views/user/_disabled_sms.html.erb", "<%= user.name %> has now disabled the feature for the account"),
    (
        "api/interface.yaml",
        "openapi: 3.0.0\npaths:\n  sms:\n    text: Sends it to the phone of the user, with code {code}\n",
    ),
    ("infra/sms.tf", 'module "sns_sms" {\n  source = "The topic for ${local.app} in ${local.env}"\n}\n'),
    (
        "infra/main.yaml",
        "Resources:\n  SmsAlarm:\n    Properties:\n      AlarmText: The daily limit of ${Env} was reached\n",
    ),
    (
        "locales/en.json",
        json.dumps({"emails": {"otp": {"text": "{{code}} is your verification code for {{project}}"}}}),
    ),
    ("email-login/messages.properties", "authText=Your login code is %1$s and is valid for %2$d minutes.\n"),
    ("locales/en.json", json.dumps({"sms": {"resent": "We just resent you another code to {number}."}})),
    ("locales/en.json", json.dumps({"sms": {"none": "This SMS could not be sent to that person"}})),
    ("locales/en.json", json.dumps({"smsCodeExpired": "That took {n} minutes, so please start again"})),
    ("locales/en.json", json.dumps({"smsHelpText": "You get it within two minutes, {name}."})),
    ("locales/en.json", json.dumps({"report": {"title": {"sms": "A visit at the clinic, by a nurse"}}})),
    ("locales/en.json", json.dumps({"visit": {"sms": "Visit of nurse"}})),
    ("locales/en.json", json.dumps({"otp": {"text": "Type the verification code into the second field"}})),
    ("app/sms_job.py", 'def send_sms(x):\n    message = f"RETRY of task send_sms_to_provider for job_id {x}"\n'),
    ("app/sms_sql.py", 'def send_sms(x):\n    text = "delete from inbound_numbers where number = :number"\n'),
]


@pytest.mark.parametrize(("path", "text"), NOT_MESSAGES, ids=lambda value: str(value)[:24])
def test_labels_tests_and_pages_are_not_messages(tmp_path: Path, path: str, text: str) -> None:
    seen = discover(project(tmp_path, {path: text}))
    assert not seen.candidates
    assert not seen.unread


FOLDERS = ["sms", "text-messages", "notifications/sms", "textMessages", "welcomeTextMessage"]


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("name", ["welcome.json", "welcome.properties", "welcome.yml"])
def test_a_folder_for_text_messages_is_seen_in_any_format(tmp_path: Path, folder: str, name: str) -> None:
    content = {"json": json.dumps({"a": HI, "b": "See you at our little shop"})}
    text = content.get(name.rpartition(".")[2], f"a: {HI}\nb: See you at our little shop\n")
    (found,) = discover(project(tmp_path, {f"x/{folder}/{name}": text})).candidates
    assert (found.globs, found.count) == (("*",), 2)


def test_a_format_that_is_not_read_is_said(tmp_path: Path) -> None:
    seen = discover(project(tmp_path, {"src/SmsService.scala": "class A {}", "src/b.scala": "class B {}"}))
    assert seen.unread == (UnreadFormat(".scala", ("src/SmsService.scala",)),)


UNREAD_FILES = [
    ("views/reminder.ejs", "Hi <%= name %>. Reply STOP to opt out"),
    ("views/text.pug", "p Reply STOP to opt out"),
    ("notify/notify.rs", 'fn f() { client.send_sms(to, "Hi") }'),
    ("src/Order.scala", 'twilio.send("Hi")'),
    ("sms/a.ejs", "Hi"),
]


@pytest.mark.parametrize(("path", "text"), UNREAD_FILES)
def test_what_is_in_a_file_shows_that_it_should_have_been_read(tmp_path: Path, path: str, text: str) -> None:
    files: dict[str, str | bytes] = {
        path: text,
        f"other{path[path.rfind('.') :]}": "nothing of that kind",
        "a/b.bin": b"sms",
    }
    seen = discover(project(tmp_path, files))
    assert seen.unread == (UnreadFormat(path[path.rfind(".") :], (path,)),)


LARAVEL = """<?php
return ['welcome' => 'Hi :name, welcome to us', 'code' => 'Your code is :code', 'ship' => 'Your parcel is here', 'bye' => 'See you'];
"""
VONAGE = """<?php
class Shipped extends Notification {
    public function toVonage($to) { return (new VonageMessage)->content("Hi {$to->name}, it is on its way"); }
    public function toMail($to) { return (new MailMessage)->content("Hi there, it is on its way"); }
}
"""
TABLE = "id;name;body\n1;welcome;Hi {{ name }}, it is here\n2;ship;Your parcel is here\n"
OTHER_FORMS = [
    ("lang/de/sms.php", LARAVEL, ("*",), 4),
    ("app/Notifications/Shipped.php", VONAGE, ("Shipped.toVonage.content.0",), 1),
    ("data/templates.csv", TABLE, ("*",), 2),
]


@pytest.mark.parametrize(("path", "text", "globs", "count"), OTHER_FORMS)
def test_texts_in_other_forms_are_proposed(
    tmp_path: Path, path: str, text: str, globs: tuple[str, ...], count: int
) -> None:
    (found,) = discover(project(tmp_path, {path: text})).candidates
    assert (found.path, found.globs, found.count) == (path, globs, count)


NO_TABLES = [
    ("data/templates.csv", "phone;body\n+14155552671;Hi there, it is here\n"),
    ("data/templates.csv", "a;b;c\nx;Hi there, it is here;y\n"),
    ("data/people.csv", "id;body\n1;Hi there, it is here\n"),
    ("lang/de/auth.php", "<?php return ['a' => 'Bitte anmelden, danke sehr', 'b' => 'Sms ist hier nicht an'];"),
]


@pytest.mark.parametrize(("path", "text"), NO_TABLES)
def test_lists_and_pages_are_not_proposed(tmp_path: Path, path: str, text: str) -> None:
    assert not discover(project(tmp_path, {path: text})).candidates


def test_each_proposed_key_selects_a_message(tmp_path: Path) -> None:
    content = {"verify": {"send_sms": {"delay": {"1": HI}}}, "other": "This is a sentence for the web page"}
    (found,) = discover(project(tmp_path, {"a.json": json.dumps(content)})).candidates
    assert found.count == 1
    assert all(fnmatchcase("verify.send_sms.delay.1", glob) for glob in found.globs)


def test_a_text_that_says_how_to_opt_out_is_proposed_in_all_languages(tmp_path: Path) -> None:
    files = {
        "config/locales/en.yml": "en:\n  notice:\n    hello: Reply STOP to end, see you soon\n    other: A sentence for the page\n",
        "config/locales/de.yml": "de:\n  notice:\n    hello: Antworten Sie mit STOP, bis bald\n",
    }
    (found,) = discover(project(tmp_path, files)).candidates
    assert (found.path, found.globs, found.count) == ("config/locales/en.yml", ("*.notice.hello",), 1)


def test_each_of_many_keys_is_selected(tmp_path: Path) -> None:
    count = 3000
    content = {f"k{number}": f"Text number {number}: reply STOP to end" for number in range(count)}
    (found,) = discover(project(tmp_path, {"a.json": json.dumps(content)})).candidates
    assert (found.count, len(found.globs)) == (count, count)


BROKEN = {
    "sms.json": (b'{"sms": "Hi",\n "b": }', 2, "JSON"),
    "sms.yaml": (b"sms: 'Hi\nb: [\n", 3, ""),
    "sms.csv": (b'id,text\n1,"Hi there, your code\n', 2, "quote"),
    "sms_strings.xml": (b"<resources><string name='sms'>Hi</resources>", 1, ""),
    "sms.php": (b"<?php return ['sms' => 'Hi\n", 1, ""),
    "sms_text.txt": (b"Your code is \xff\xfe\x81\n", 1, ""),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_be_read_as_a_whole_is_said(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    content, line, word = BROKEN[name]
    monkeypatch.chdir(project(tmp_path, {name: content, "fine.json": json.dumps({"sms": {"hi": HI}})}))
    seen = discover(tmp_path)
    assert [each.path for each in seen.candidates] == ["fine.json"]
    (broken,) = seen.broken
    assert (broken.path, broken.line) == (name, line)
    assert word in broken.why
    for words in (["discover"], ["discover", "--format", "json"], ["init"]):
        assert run(words) == 0
        out = capsys.readouterr().out
        if "json" in words:
            assert json.loads(out)["broken"] == [broken._asdict()]
        else:
            assert f"not read: {name}:{line}: {broken.why}" in out


def test_a_large_file_and_one_that_cannot_be_opened_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = project(tmp_path, {"sms.json": "{}", "other.json": "{}"})
    monkeypatch.setattr("smslint.project.discover._LARGEST", 1)
    assert [each.why for each in discover(folder).broken] == ["it is larger than 0 MB"] * 2


def test_many_broken_files_are_counted() -> None:
    lines = broken_lines([Broken(f"sms{at}.json", 1, "why") for at in range(13)])
    assert len(lines) == 11
    assert lines[-1] == "not read: 3 more files that could not be read"


def test_what_a_variable_holds_that_is_sent_is_proposed(tmp_path: Path) -> None:
    script = (
        "function go(to) { var body = 'We have found your case for ' + name + '. Call us.';\n"
        "  client.sendMessage({ to: to, from: FROM, body: body }); }\n"
    )
    (found,) = discover(project(tmp_path, {"send.js": script + "// sms\n"})).candidates
    assert (found.globs, found.reasons) == (("go.body",), ("a call that sends",))


def test_labels_and_descriptions_of_objects_are_no_messages(tmp_path: Path) -> None:
    models = """
class SMS:
    MESSAGE_TYPES = ((1, _("Not enough National ID digits")), (2, _("No such registration centre found")))
    def __str__(self):
        return _("From {a} to {b}: {message}").format(a=1, b=2, message=self.message)
"""
    files = {"models.py": models, "create_test_data.py": 'send_sms(to, "This is a text for our tests")\n'}
    assert discover(project(tmp_path, files)).candidates == ()


REMINDERS = "en:\n  notifications:\n    basic: '%{name}, please visit %{place} today.'\n    free: 'Get your free measure at %{place}.'\n    last: 'Come to %{place} today, please.'\n"  # fmt: skip


def test_notifications_are_messages_in_a_project_that_sends_some(tmp_path: Path) -> None:
    path = "config/locales/notifications/en.yml"
    assert discover(project(tmp_path, {path: REMINDERS})).candidates == ()
    sending = {"config/locales/en.yml": "en:\n  otp:\n    sms: 'Your code for Acme is %{code}, do not share it.'\n"}
    found = discover(project(tmp_path, {path: REMINDERS, **sending})).candidates
    assert [(each.path, each.globs) for each in found] == [("config/locales/en.yml", ("*.sms",)), (path, ("*",))]
    entries = {each.files: each.count for each in useful(proposals(found), tmp_path)}
    assert sum(entries.values()) == 4
    for other in (REMINDERS.replace("basic:", "title:"), REMINDERS.replace("please visit", "<b>visit</b>")):
        (only,) = discover(project(tmp_path, {path: other, **sending})).candidates
        assert only.path == "config/locales/en.yml"


def test_a_folder_of_short_forms_has_messages(tmp_path: Path) -> None:
    files = {"notifications/short/order.txt": HI, "notifications/long/order.txt": HI, "src/short/a.txt": HI}
    assert [each.path for each in discover(project(tmp_path, files)).candidates] == ["notifications/short/order.txt"]


def test_an_entry_counts_all_languages_that_it_reads(tmp_path: Path) -> None:
    english = "en:\n  a:\n    request_otp: 'Your verification code is %{otp}'\n"
    other = "de:\n  a:\n    request_otp: 'Hallo, hier ist %{otp}, bitte nicht teilen'\n"
    (entry,) = useful(
        proposals(discover(project(tmp_path, {"locales/en.yml": english, "locales/de.yml": other})).candidates),
        tmp_path,
    )
    assert (entry.files, entry.count) == ("locales/*.yml", 2)


PO = """#: shop/sms.py:2
msgid "Your order is ready, come today."
msgstr "Ihre Bestellung ist fertig, kommen Sie heute."

#: shop/forms.py:3
msgid "Your name as on the card."
msgstr "Ihr Name wie auf der Karte."
"""
SENT_FROM_CATALOGUES = [
    ({"locale/de/LC_MESSAGES/django.po": PO, "shop/sms.py": 'def f(u):\n    send_sms(u.phone, _("Your order is ready, come today."))\n',
      "shop/forms.py": 'name = _("Your name as on the card.")\n'}, "locale/*/LC_MESSAGES/django.po", "Your order is ready, come today."),
    ({"locales/de/translation.json": json.dumps({"Your order is ready.": "Ihre Bestellung ist fertig.", "Save it now, please": "Jetzt sichern, bitte"}),
      "src/sms.js": "sendSms(to, i18next.t('Your order is ready.'));\nalert(t('Save it now, please'));"}, "locales/*/translation.json", "Your order is ready."),
    ({"locales/en/translation.json": json.dumps({"order": {"ready": "Your order is ready."}, "page": {"save": "Save the page now, please"}}),
      "src/sms.js": "sendSms(to, t('order.ready'));\nalert(t('page.save'));"}, "locales/*/translation.json", "order.ready"),
    ({"config/locales/en.yml": "en:\n  order:\n    ready: 'Your order is ready.'\n  page:\n    save: 'Save the page now, please'\n",
      "app/jobs/n.rb": "class N\n  def go\n    client.messages.create(to: to, body: I18n.t('order.ready'))\n    flash(I18n.t('page.save'))\n  end\nend\n"}, "config/locales/*.yml", "*.order.ready"),
    ({"lang/en/order.php": "<?php return ['ready' => 'Your order is ready.', 'save' => 'Save the page now, please'];",
      "app/Sms.php": "<?php send_sms($to, __('order.ready'));"}, "lang/*/order.php", "ready"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "glob", "key"), SENT_FROM_CATALOGUES)
def test_what_a_program_sends_from_a_catalogue_is_proposed_there(
    tmp_path: Path, files: dict[str, str], glob: str, key: str
) -> None:
    entries = useful(proposals(discover(project(tmp_path, dict(files))).candidates), tmp_path)
    (entry,) = (each for each in entries if each.files == glob)
    assert (entry.keys, entry.count) == ((key,), 1)


def test_a_text_that_is_its_own_key_and_speaks_of_text_messages_is_none(tmp_path: Path) -> None:
    about = "Set a secret, so that only allowed SMS gateways can send."
    files = {
        "lang/de/sources.php": f"<?php return ['{about}' => 'Nur erlaubte Sender senden, bitte.'];",
        "addons/sms/.gitignore": "/vendor is not in it\n",
    }
    assert discover(project(tmp_path, dict(files))).candidates == ()


@given(st.text())
@example("sms/\x1b[31m\x07\x9b1m\x7f\u202e\U000e0041\ud800.txt")
def test_an_entry_is_yaml_that_no_terminal_obeys(path: str) -> None:
    lines = "\n".join(entry_lines(Proposal(path, (path,), None, None, 1)))
    assert yaml.safe_load(f"messages:\n{lines}\n")["messages"] == [{"files": path, "keys": path}]
    assert lines.replace("\n", "").isprintable()


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names of files are Unicode there")
@pytest.mark.parametrize("command", [["discover"], ["discover", "--format", "json"], ["init"]])
def test_a_folder_whose_name_is_not_utf_8(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = os.fsdecode(b"sms\xff")
    project(tmp_path, {f"{folder}/a.txt": HI, f"{folder}/[x]/b.txt": HI})
    assert run(command) == 0
    (tmp_path / "smslint.yaml").unlink(missing_ok=True)
    assert run(["init"]) == 0
    capsys.readouterr()
    assert run(["check", "--list-files"]) == 0
    assert capsys.readouterr().out.count("sms<U+DCFF>/") == 2


def test_a_large_table_whose_name_says_nothing_is_not_read(tmp_path: Path) -> None:
    rows = "key,text\n" + 'a,"{{name}}, reply STOP to opt out of our texts"\n' * 30_000
    files = {"data/places.csv": rows, "data/sms_templates.csv": rows}
    assert [each.path for each in discover(project(tmp_path, files)).candidates] == ["data/sms_templates.csv"]
