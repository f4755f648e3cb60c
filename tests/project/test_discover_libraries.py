"""What ``discover`` proposes of programs that send by the libraries and services of providers, each in a language that it has a library for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from smslint.project.discover import discover
from smslint.sources.registry import source_for
from tests.project.support import project
from tests.sources.support import read_all

if TYPE_CHECKING:
    from pathlib import Path

# A file, and how it sends the text `@`.
CALLS = {
    'vonage4.py': "from vonage_sms import SmsMessage\ndef f(u):\n    vonage.sms.send(SmsMessage(to=u.phone, from_='Acme', text='@'))\n",
    'nexmo.py': "import nexmo\ndef f(u):\n    client.send_message({'from': 'Acme', 'to': u.phone, 'text': '@'})\n",
    'nexmo.js': "const nexmo = new Nexmo(o);\nfunction f(u) { nexmo.message.sendSms('Acme', u.phone, '@'); }",
    'vonage.php': "<?php function f($u) { $client->sms()->send(new \\Vonage\\SMS\\Message\\SMS($u->phone, 'Acme', '@')); }",
    'vonage.rb': "def f(u)\n  client = Vonage::Client.new\n  client.sms.send(from: 'Acme', to: u.phone, text: '@')\nend\n",
    'vonage.go': 'import "github.com/vonage/vonage-go-sdk"\nfunc f(u User) {\n smsClient.Send("Acme", u.Phone, "@", vonage.SMSOpts{})\n}\n',
    'plivo.py': "import plivo\ndef f(u):\n    client.messages.create(src=FROM, dst=u.phone, text='@')\n",
    'plivo.go': 'import "plivo"\nfunc f(u User) {\n client.Messages.Create(plivo.MessageCreateParams{Src: from, Dst: u.Phone, Text: "@"})\n}\n',
    'Plivo.java': 'import com.plivo.api.models.message.Message;\nclass Plivo { void f(User u) { Message.creator(FROM, u.getPhone(), "@").create(); } }',
    'sinch.py': "def f(u):\n    sinch_client.sms.batches.send(body='@', to=[u.phone], from_=FROM)\n",
    'sinch.js': "function f(u) { sinchClient.sms.batches.send({ sendSMSRequestBody: { to: [u.phone], from: FROM, body: '@' } }); }",
    'telnyx.py': "import telnyx\ndef f(u):\n    telnyx.Message.create(from_=FROM, to=u.phone, text='@')\n",
    'telnyx.js': "function f(u) { telnyx.messages.create({ from: FROM, to: u.phone, text: '@' }); }",
    'sns.py': "def f(u):\n    boto3.client('sns').publish(PhoneNumber=u.phone, Message='@')\n",
    'sns.js': "function f(u) { return new AWS.SNS().publish({ Message: '@', PhoneNumber: u.phone }).promise(); }",
    'sns2.js': "function f(u) { const params = { Message: '@', PhoneNumber: u.phone };\n new AWS.SNS({ apiVersion: 'x' }).publish(params, cb); }",
    'smsvoice.py': "def f(u):\n    pinpoint.send_text_message(DestinationPhoneNumber=u.phone, MessageBody='@')\n",
    'smsvoice.ts': "async function f(u: User) { await client.send(new SendTextMessageCommand({ DestinationPhoneNumber: u.phone, MessageBody: '@' })); }",
    'pinpoint.py': "def f(u):\n    pinpoint.send_messages(ApplicationId=A, MessageRequest={'Addresses': {u.phone: {'ChannelType': 'SMS'}}, 'MessageConfiguration': {'SMSMessage': {'Body': '@', 'MessageType': 'TRANSACTIONAL'}}})\n",
    'sns.php': "<?php function f($u) { $sns->publish(['Message' => '@', 'PhoneNumber' => $u->phone]); }",
    'Sns1.java': 'class Sns1 { void f(User u) { snsClient.publish(new PublishRequest().withMessage("@").withPhoneNumber(u.getPhone())); } }',
    'Sns2.java': 'class Sns2 { void f(User u) { PublishRequest request = PublishRequest.builder().message("@").phoneNumber(u.getPhone()).build();\n snsClient.publish(request); } }',
    'sns.kt': 'suspend fun f(u: User) {\n  val request = PublishRequest {\n    message = "@"\n    phoneNumber = u.phone\n  }\n  snsClient.publish(request)\n}\n',
    'sns2.kt': 'suspend fun f(u: User) {\n  snsClient.publish(PublishRequest { message = "@"; phoneNumber = u.phone })\n}\n',
    'Sns.cs': 'class A { async Task F(User u) { await snsClient.PublishAsync(new PublishRequest { Message = "@", PhoneNumber = u.Phone }); } }',
    'sns.rb': "def f(u)\n  Aws::SNS::Client.new.publish(phone_number: u.phone, message: '@')\nend\n",
    'sns.swift': 'func f(u: User) async throws {\n  let input = PublishInput(message: "@", phoneNumber: u.phone)\n  try await snsClient.publish(input: input)\n}\n',
    'sns.dart': "Future<void> f(User u) async {\n  await sns.publish(message: '@', phoneNumber: u.phone);\n}\n",
    'sns.ex': 'defmodule A do\n  def f(u) do\n    ExAws.SNS.publish("@", phone_number: u.phone) |> ExAws.request()\n  end\nend\n',
    'at.js': "function f(u) { const sms = africastalking.SMS; sms.send({ to: [u.phone], message: '@' }); }",
    'at.php': "<?php function f($u) { $sms = $AT->sms(); $sms->send(['to' => $u->phone, 'message' => '@']); }",
    'At.java': 'class At { void f(User u) { SmsService sms = AfricasTalking.getService(AfricasTalking.SERVICE_SMS); sms.send("@", new String[] { u.getPhone() }, true); } }',
    'at.rb': "def f(u)\n  sms = @at.sms\n  sms.send({ 'to' => u.phone, 'message' => '@' })\nend\n",
    'kave.py': "def f(u):\n    KavenegarAPI(KEY).sms_send({'sender': S, 'receptor': u.phone, 'message': '@'})\n",
    'kave.php': "<?php use Kavenegar\\KavenegarApi;\nfunction f($u) { $api = new KavenegarApi(KEY); $api->Send($sender, $u->phone, '@'); }",
    'kave.js': "const api = Kavenegar.KavenegarApi({ apikey });\nfunction f(u) { api.Send({ message: '@', sender, receptor: u.phone }, cb); }",
    'kave.go': 'import "kavenegar"\nfunc f(u User) {\n api := kavenegar.New(KEY)\n api.Message.Send(sender, []string{u.Phone}, "@", nil)\n}\n',
    'Kave.cs': 'class A { void F(User u) { var api = new Kavenegar.KavenegarApi(key); api.Send(sender, u.Phone, "@"); } }',
    'click.py': "def f(u):\n    clickatell.sendMessage(to=[u.phone], message='@')\n",
    'click.php': "<?php function f($u) { $clickatell->sendMessage(['to' => [$u->phone], 'content' => '@']); }",
    'textlocal.php': "<?php function f($u) { $textlocal->sendSms([$u->phone], '@', 'ACME'); }",
    'textlocal.py': "def f(u):\n    resp = sendSMS(KEY, u.phone, 'ACME', '@')\n",
    'smsc.py': "def f(u):\n    SMSC().send_sms(u.phone, '@', sender='ACME')\n",
    'infobip.py': "def f(u):\n    message = SmsTextualMessage(destinations=[SmsDestination(to=u.phone)], from_='ACME', text='@')\n    api.send_sms_message(sms_advanced_textual_request=SmsAdvancedTextualRequest(messages=[message]))\n",
    'Infobip.cs': 'class A { void F(User u) { var m = new SmsTextualMessage(from: "ACME", destinations: d, text: "@"); api.SendSmsMessage(new SmsAdvancedTextualRequest(new List<SmsTextualMessage> { m })); } }',
    'Infobip.java': 'class Infobip { void f(User u) { SmsTextualMessage m = new SmsTextualMessage().from("ACME").addDestinationsItem(new SmsDestination().to(u.getPhone())).text("@");\n api.sendSmsMessage(new SmsAdvancedTextualRequest().messages(List.of(m))).execute(); } }',
    'Acs.cs': 'class A { void F(User u) { var smsClient = new SmsClient(c); smsClient.Send(from: number, to: u.Phone, message: "@"); } }',
    'acs.py': "def f(u):\n    sms_client.send(from_=NUMBER, to=u.phone, message='@')\n",
    'acs.js': "async function f(u) { await smsClient.send({ from: NUMBER, to: [u.phone], message: '@' }); }",
    'Acs.java': 'class Acs { void f(User u) { smsClient.send(NUMBER, u.getPhone(), "@"); } }',
    'bandwidth.py': "import bandwidth\ndef f(u):\n    messages_api.create_message(ACCOUNT, MessageRequest(to=[u.phone], from_=N, text='@', application_id=A))\n",
    'clicksend.py': "def f(u):\n    sms_message = SmsMessage(source='python', body='@', to=u.phone)\n    api_instance.sms_send_post(clicksend_client.SmsMessageCollection(messages=[sms_message]))\n",
    'clicksend.php': "<?php function f($u) { $msg = new \\ClickSend\\Model\\SmsMessage(); $msg->setBody('@'); $msg->setTo($u->phone); $apiInstance->smsSendPost(new SmsMessageCollection([$msg])); }",
    'clicksend.js': "function f(u) { var smsMessage = new api.SmsMessage(); smsMessage.from = 'me'; smsMessage.to = u.phone; smsMessage.body = '@'; smsApi.smsSendPost(smsCollection); }",
    'Cool.java': 'class Cool { void f(User u) { Message message = new Message(); message.setFrom(FROM); message.setTo(u.getPhone()); message.setText("@");\n messageService.sendOne(new SingleMessageSendingRequest(message)); /* coolsms */ } }',
    'cool.ts': "const messageService = new SolapiMessageService(k, s); // sms\nfunction f(u: User) { return messageService.sendOne({ to: u.phone, from: FROM, text: '@' }); }",
    'Cool.kt': 'fun f(u: User) {\n  val message = Message(from = FROM, to = u.phone, text = "@") // coolsms\n  messageService.sendOne(SingleMessageSendingRequest(message))\n}\n',
    'brevo.py': "def f(u):\n    sms = sib_api_v3_sdk.SendTransacSms(sender='ACME', recipient=u.phone, content='@')\n    api.send_transac_sms(sms)\n",
    'brevo.js': "async function f(u) { const sendTransacSms = new SibApiV3Sdk.SendTransacSms(); sendTransacSms.sender = 'ACME'; sendTransacSms.recipient = u.phone; sendTransacSms.content = '@'; await apiInstance.sendTransacSms(sendTransacSms); }",
    'brevo2.js': "async function f(u) { const msg = { sender: 'ACME', recipient: u.phone, content: '@' }; await apiInstance.sendTransacSms(msg); }",
    'smsapi.php': "<?php function f($u) { $sms = SendSmsBag::withMessage($u->phone, '@'); $service->smsFeature()->sendSms($sms); }",
    'smsapi.py': "def f(u):\n    client.sms.send(to=u.phone, message='@')\n",
    'mailjet.js': "function f(u) { mailjet.post('sms-send', { version: 'v4' }).request({ Text: '@', To: u.phone, From: 'ACME' }); }",
    'ovh.php': "<?php function f($u) { $ovh->post('/sms/'.$service.'/jobs', ['message' => '@', 'receivers' => [$u->phone]]); }",
    'ovh.py': "def f(u):\n    client.post('/sms/%s/jobs' % S, message='@', receivers=[u.phone])\n",
    'seven.js': "async function f(u) { await client.sms.dispatch({ to: u.phone, text: '@' }); }",
    'termii.js': "async function f(u) { await axios.post('https://api.ng.termii.com/api/sms/send', { to: u.phone, from: 'ACME', sms: '@', type: 'plain' }); }",
    'mocean.js': "function f(u) { mocean.message().send({ 'mocean-from': 'ACME', 'mocean-to': u.phone, 'mocean-text': '@' }); }",
    'smsru.php': "<?php function f($u) { $data = new stdClass(); $data->to = $u->phone; $data->text = '@'; $smsru->send_one($data); }",
    'smscru.php': "<?php function f($u) { send_sms($u->phone, '@', 1); }",
    'smscru2.php': "<?php function f($u) { $p = http_build_query(['login' => L, 'psw' => P, 'phones' => $u->phone, 'mes' => '@']); file_get_contents('https://smsc.ru/sys/send.php?' . $p); }",
    'greensms.ts': "async function f(u: User) { const object = { to: u.phone, txt: `@` }; await axios.post('https://api3.greensms.ru/sms/send', object); }",
    'netgsm.php': "<?php function f($u) { $data = ['message' => '@', 'no' => [$u->phone], 'header' => 'ACME']; $netgsm->sendSms($data); }",
    'netgsm2.php': "<?php function f($u) { NetGsm::to($u->phone)->text('@')->send(); /* sms */ }",
    'eskiz.py': "def f(u):\n    eskiz.send_sms(mobile_phone=u.phone, message='@')\n",
    'meli.py': "def f(u):\n    sms = Api(U, P).sms()\n    sms.send(u.phone, FROM, '@')\n",
    'laravel_vonage.php': "<?php class N extends Notification { function toVonage($n) { return (new VonageMessage)->content('@'); } }",
    'laravel_twilio.php': "<?php class N extends Notification { function toTwilio($n) { return (new TwilioSmsMessage())->content('@'); } }",
    'laravel_smschannel.php': "<?php class N extends Notification { function toSms($n) { return '@'; } }",
    'symfony.php': "<?php function f($u) { $sms = new SmsMessage($u->phone, '@'); $texter->send($sms); }",
    'laravel_facade.php': "<?php function f($u) { SMS::send('@', $u->phone); }",
    'kudi.php': "<?php function toKudiSms($n) { return (new SmsMessage)->message('@'); }",
    'android.kt': 'fun f(p: String) {\n  SmsManager.getDefault().sendTextMessage(p, null, "@", null, null)\n}\n',
    'intent.kt': 'fun f(p: String) {\n  val i = Intent(Intent.ACTION_SENDTO, Uri.parse("smsto:$p"))\n  i.putExtra("sms_body", "@")\n  startActivity(i)\n}\n',
    'Intent.java': 'class Intent1 { void f(String p) { Intent i = new Intent(Intent.ACTION_VIEW, Uri.parse("sms:" + p)); i.putExtra("sms_body", "@"); startActivity(i); } }',
    'tel.dart': "void f(String p) {\n  telephony.sendSms(to: p, message: '@');\n}\n",
    'fluttersms.dart': "void f(String p) async {\n  await sendSMS(message: '@', recipients: [p]);\n}\n",
    'fsms.dart': "void f(String p) async {\n  SmsSender sender = SmsSender();\n  sender.sendSms(SmsMessage(p, '@'));\n}\n",
    'bgsms.dart': "void f(String p) async {\n  await BackgroundSms.sendMessage(phoneNumber: p, message: '@');\n}\n",
    'rn.js': "function f(p) { SendSMS.send({ body: '@', recipients: [p] }, cb); }",
    'expo.ts': "async function f(p: string) { await SMS.sendSMSAsync([p], '@'); }",
    'capacitor.ts': "async function f(p: string) { await SmsManager.send({ numbers: [p], text: '@' }); }",
    'gammu.py': "def f(p):\n    sm.SendSMS({'Text': '@', 'SMSC': {'Location': 1}, 'Number': p})\n",
    'frappe.py': "from frappe.core.doctype.sms_settings.sms_settings import send_sms\ndef f(p):\n    send_sms([p], '@')\n",
    'odoo.py': "class A(models.Model):\n    def f(self):\n        self._message_sms('@', partner_ids=self.partner_id.ids)\n",
    'odoo2.py': "class A(models.Model):\n    def f(self):\n        self.env['sms.sms'].create({'number': self.mobile, 'body': '@'}).send()\n",
    'openmrs.java': 'class O { void f(P p) { smsService.send(new Sms(p.phone(), "@")); } }',
    'wp.php': "<?php function f($u) { wp_sms_send($u->phone, '@'); }",
    'whmcs.php': "<?php function f($u) { $class = new AktuelSms(); $class->setGsmnumber($u->phone); $class->setMessage('@'); $class->send(); }",
}  # fmt: skip


@pytest.mark.parametrize("path", CALLS)
def test_the_text_that_a_library_sends_is_proposed(tmp_path: Path, path: str) -> None:
    found = discover(project(tmp_path, {path: CALLS[path].replace("@", "Your table is free now.")})).candidates
    assert [each.count for each in found] == [1]
    assert "Your table is free now." in found[0].examples[0]


# The same words in what sends no text message.
OTHERS = {
    "a.php": "<?php $mail = new Mail(); $mail->setTo($u->email); $mail->setSubject('Hi'); $mail->setBody('@'); /* sms */",
    "b.php": "<?php $form->phone = $u->phone; $page->text = '@'; /* sms */",
    "c.js": "const sms = 1; $(el).to('x').fade(); box.text = '@';",
    "d.py": "sms = 1\ndef f(u):\n    label.text = '@'\n    label.place('top')\n",
    "e.rb": "# sms\nUser.find_or_create_by!(name: 'a') do |user|\n  user.body = '@'\nend\n",
    "F.java": 'class F { /* sms */ void f() { new EmailTemplate("welcome", "@"); } }',
    "g.php": "<?php $data = ['message' => '@', 'title' => 'x']; $this->show($data); /* sms */",
}


@pytest.mark.parametrize("path", OTHERS)
def test_other_objects_with_a_text_send_none(tmp_path: Path, path: str) -> None:
    assert discover(project(tmp_path, {path: OTHERS[path].replace("@", "Your table is free now.")})).candidates == ()


ROWS = {
    "A.java": 'class A { void f() { repository.save(new SmsTemplate("welcome", "@", true)); } }',
    "a.kt": 'fun f() { repository.save(SmsTemplate("welcome", "@")) }\n',
    "a.py": "db.add(SMSTemplate('welcome', '@'))\n",
    "a.ex": 'defmodule A do\n  def f, do: Repo.insert!(%SmsTemplate{name: "welcome", body: "@"})\nend\n',
    "a.rb": "def f\n  Sms.new.to(phone).body('@').deliver\nend\n",
    "a.go": 'package sms\nfunc f(b B) {\n msg := sms.NewMessage().To(b.Phone).Body(fmt.Sprintf("@ %d", b.N))\n send(msg)\n}\n',
}


@pytest.mark.parametrize("path", ROWS)
def test_templates_and_messages_that_are_made_of_parts_are_proposed(tmp_path: Path, path: str) -> None:
    found = discover(project(tmp_path, {path: ROWS[path].replace("@", "Your table is free now.")})).candidates
    assert [each.count for each in found] == [1]


CONSTANTS = {
    "A.java": 'class Texts { static final String LATE = "@"; static final String OTHER = "Not sent by anybody at all"; }\n'
    "class A { void f(P p) { sms.sendSms(p.tel, Texts.LATE); } }",
    "a.kt": 'object Texts { const val LATE = "@"; const val OTHER = "Not sent by anybody at all" }\nfun f(p: P) = sms.sendSms(p.tel, Texts.LATE)\n',
    "a.php": "<?php class Texts { const LATE = '@'; const OTHER = 'Not sent by anybody at all'; }\nfunction f($p) { sendSms($p->tel, Texts::LATE); }",
    "a.rb": 'module Texts\n  LATE = "@"\n  OTHER = "Not sent by anybody at all"\nend\ndef f(p)\n  sms.send_sms(p.tel, Texts::LATE)\nend\n',
    "a.ts": "enum SmsText { Late = '@' }\nexport const f = (p) => sms.sendSms(p.tel, SmsText.Late);",
    "a.dart": "const LATE = {'en': '@'};\nvoid f(P p) => sms.sendSms(p.tel, LATE[p.lang] ?? LATE['en']!);\n",
}


@pytest.mark.parametrize("path", CONSTANTS)
def test_a_constant_that_is_sent_by_its_name_is_proposed(tmp_path: Path, path: str) -> None:
    found = discover(project(tmp_path, {path: CONSTANTS[path].replace("@", "Your table is free now.")})).candidates
    assert [each.examples for each in found] == [("Your table is free now.",)]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("a.ts", "export enum SmsText { Welcome = 'Welcome to us, {name}!', Bye = 'Sorry to see you go.' }"),
        (
            "a.php",
            "<?php enum SmsText: string { case Welcome = 'Welcome to us, {name}!'; case Bye = 'Sorry to see you go.'; }",
        ),
    ],
)
def test_the_cases_of_an_enum_are_named_after_it(tmp_path: Path, path: str, code: str) -> None:
    (found,) = discover(project(tmp_path, {path: code})).candidates
    assert found.count == 2
    source = source_for(path).source
    assert [each.key for each in read_all(source, code, path=path)] == ["SmsText.Welcome", "SmsText.Bye"]


def test_the_titles_in_a_table_of_templates_are_no_messages(tmp_path: Path) -> None:
    code = "<?php class SmsTemplates { function getTemplates() {\n $templates[$id]['title'] = 'When the order is paid';\n $templates[$id]['body'] = 'Your order is paid now.';\n return $templates; } }"
    found = discover(project(tmp_path, {"sms_templates.php": code})).candidates
    assert all("When the order is paid" not in each.examples for each in found)


def test_the_entries_of_another_file_that_are_sent_are_proposed(tmp_path: Path) -> None:
    files = {
        "lib/scripts.js": "const scripts = { noEvents: 'There are no events near you.', other: 'This is never sent to anybody.' };\nmodule.exports = scripts;",
        "sms.js": "const scripts = require('./lib/scripts');\nfunction f(req) { const twiml = new MessagingResponse(); twiml.message(scripts.noEvents); }",
    }
    found = discover(project(tmp_path, dict(files))).candidates
    assert ("There are no events near you.",) in [each.examples for each in found]


def test_a_function_of_another_file_that_may_send_does_if_its_own_file_says_so(tmp_path: Path) -> None:
    files = {
        "notifier.py": "class Notifier:\n    def send_message(self, message):\n        self.client.messages.create(body=message, from_=FROM, to=self.to)\n",
        "main.py": "def f(alert):\n    summary = f'Alert: {alert.name} is too low now.'\n    notifier.send_message(summary)\n    print('All alerts are sent')\n",
    }
    found = discover(project(tmp_path, dict(files))).candidates
    assert [each.examples for each in found] == [("f'Alert: {alert.name} is too low now.'",)]


def test_a_label_alone_in_a_file_or_the_answer_of_a_service_is_no_message(tmp_path: Path) -> None:
    files = {
        "templates/sms/button.txt": "Submit\n",
        "templates/sms/empty.txt": "",
        "templates/sms/welcome.txt": "Welcome to Acme, {{ name }}!\n",
        "sms.php": '<?php function sendSmsToken() { return \'{"status": "success", "sent": "all texts of today"}\'; }',
    }
    found = discover(project(tmp_path, dict(files))).candidates
    assert [each.path for each in found] == ["templates/sms/welcome.txt"]


FIELDS = {
    "models.py": "class Shop(models.Model):\n    sms_template = models.TextField('template', default='Hi {name}, your order is here.')\n    note = models.TextField(default='Nothing to say about this one')\n",
    "shop.js": "const shop = new Schema({ smsTemplate: { type: String, default: 'Hi {name}, your order is here.' }, note: { type: String, default: 'Nothing to say about it' } });",
}


@pytest.mark.parametrize("path", FIELDS)
def test_the_default_of_a_field_for_a_text_message_is_proposed(tmp_path: Path, path: str) -> None:
    found = discover(project(tmp_path, {path: FIELDS[path]})).candidates
    assert [each.examples for each in found] == [("Hi {name}, your order is here.",)]
