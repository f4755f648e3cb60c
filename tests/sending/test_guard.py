"""The guards, with the real packages that they protect."""

from __future__ import annotations

import asyncio
import functools
import inspect
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from smslint.errors import ConfigError, RecipientsError, SendRefused
from smslint.rules.facts import Facts
from smslint.rules.sender import Sender
from smslint.sending.gate import make_gate
from smslint.sending.guard import guard
from tests.sending.checks import Recorder
from tests.sending.checks import check as path_check
from tests.sending.support import TO


@pytest.fixture
def check() -> Recorder:
    return Recorder()


def test_by_position_name_and_default(check: Recorder) -> None:
    sent: list[tuple[object, ...]] = []

    @guard(check=check, kind="otp", sender="ACME")
    def send(phone: str, message: str = "Hello", *, urgent: bool = False) -> int:
        """Send it."""
        sent.append((phone, message, urgent))
        return len(sent)

    assert [send(TO), send(message="Hi", phone=TO), send(TO, "Ho", urgent=True)] == [1, 2, 3]
    assert [asked[:2] for asked in check.asked] == [("Hello", TO), ("Hi", TO), ("Ho", TO)]
    assert check.asked[0][2] == {"kind": "otp", "sender": "ACME"}
    with pytest.raises(SendRefused) as refused:
        send(TO, "BAD")
    assert [found.code for found in refused.value.findings] == ["OPT001"]
    assert TO not in str(refused.value) + str(refused.value.findings)
    assert len(sent) == 3
    assert (send.__name__, send.__doc__, list(inspect.signature(send).parameters)[:2]) == (
        "send",
        "Send it.",
        ["phone", "message"],
    )
    with pytest.raises(TypeError):
        send()  # type: ignore[call-arg]
    assert len(check.asked) == 4


def test_methods_and_variable_arguments(check: Recorder) -> None:
    class Sender:
        @guard("text", "number", check=check)
        def send(self, **details: str) -> str:
            return details["text"]

    assert Sender().send(text="Hi", number=TO) == "Hi"
    with pytest.raises(SendRefused):
        Sender().send(text="BAD", number=TO)
    with pytest.raises(SendRefused):
        Sender().send(text="Hi", number="+1415555099")
    assert check.asked[0][:2] == ("Hi", TO)


def test_coroutines(check: Recorder) -> None:
    sent: list[str] = []

    @guard(check=check)
    async def send(phone: str, message: str) -> str:
        sent.append(message)
        return message

    assert inspect.iscoroutinefunction(send)
    assert asyncio.run(send(TO, "Hi")) == "Hi"
    with pytest.raises(SendRefused):
        asyncio.run(send(TO, "BAD"))
    assert sent == ["Hi"]


def test_without_a_recipient_or_a_body(check: Recorder) -> None:
    guard(to=None, check=check)(lambda message: None)(None)
    assert check.asked == [("", None, {})]


def test_the_bare_form_takes_the_default_names() -> None:
    @guard
    def send(phone: str, message: str) -> None: ...

    assert list(inspect.signature(send).parameters) == ["phone", "message"]


def test_without_a_check_the_check_of_the_project_decides() -> None:
    sent: list[str] = []

    @guard(kind="marketing", config={"regions": ["US"]})
    def send(phone: str, message: str) -> None:
        sent.append(message)

    send("+14155552671", "Acme: 20% off today! Reply STOP to opt out.")
    for phone, message in [("+14155552671", "Acme: 20% off today!"), ("+1415", "Acme: hi. Reply STOP to opt out.")]:
        with pytest.raises(SendRefused):
            send(phone, message)
    assert len(sent) == 1


def test_wrong_names_fail_when_the_decorator_is_applied(check: Recorder) -> None:
    with pytest.raises(TypeError, match="no parameter 'text'; it takes phone, message"):
        guard(body="text", check=check)(lambda phone, message: None)
    with pytest.raises(TypeError, match="must be text, not int"):
        guard(check=check)(lambda phone, message: None)(4155550123, "Hi")


# --- Celery ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def celery_app() -> Any:
    celery = pytest.importorskip("celery")
    app = celery.Celery("test", broker="memory://", backend="cache+memory://", set_as_current=True)
    app.conf.update(task_always_eager=True, task_store_eager_result=True)
    return app


@pytest.mark.parametrize("options", [
    {}, {"throws": (SendRefused,)}, {"autoretry_for": (Exception,), "retry_backoff": False, "default_retry_delay": 0},
    {"autoretry_for": (SendRefused,), "default_retry_delay": 0},
    {"autoretry_for": (Exception,), "dont_autoretry_for": (SendRefused,), "default_retry_delay": 0},
    {"autoretry_for": (OSError,), "default_retry_delay": 0},
])  # fmt: skip
def test_celery_does_not_retry_a_refusal(celery_app: Any, check: Recorder, options: dict[str, Any]) -> None:
    shared_task: Any = pytest.importorskip("celery").shared_task

    sent: list[str] = []

    @shared_task(name=f"send-{options}", max_retries=3, **options)  # type: ignore[untyped-decorator]  # Celery has no types
    @guard(check=check)
    def send(phone: str, message: str) -> str:
        sent.append(message)
        return message

    assert send.delay(TO, "Hi").get() == "Hi"
    result = send.apply(args=(TO, "BAD"))
    assert isinstance(result.result, SendRefused)
    assert len(check.asked) == 2, "asked once, refused once, never again"
    assert sent == ["Hi"]
    assert not result.successful()


def test_celery_still_retries_what_may_be_retried(celery_app: Any, check: Recorder) -> None:
    shared_task: Any = pytest.importorskip("celery").shared_task

    tries: list[str] = []

    @shared_task(name="flaky", max_retries=3, autoretry_for=(OSError,), default_retry_delay=0)  # type: ignore[untyped-decorator]  # Celery has no types
    @guard(check=check)
    def send(phone: str, message: str) -> str:
        tries.append(message)
        if len(tries) < 3:
            raise OSError("carrier pigeon lost")
        return message

    assert send.apply(args=(TO, "Hi")).get() == "Hi"
    assert len(tries) == 3


# --- Twilio ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def twilio(check: Recorder) -> tuple[Any, list[Any]]:
    """The real client and the real HTTP client, whose requests go to our own adapter, not to the network."""
    rest = pytest.importorskip("twilio.rest")
    import requests
    from twilio.http.http_client import TwilioHttpClient

    from smslint.sending.twilio import guarded_client

    class Wire(requests.adapters.BaseAdapter):
        sent: list[requests.PreparedRequest]

        def send(self, request: Any, *_: Any, **__: Any) -> Any:
            self.sent.append(request)
            answer = requests.Response()
            answer.status_code, answer.request, answer.url = 201, request, request.url
            answer._content = b'{"sid": "SM1", "body": "ok", "status": "queued"}'
            return answer

        def close(self) -> None: ...

    inner = TwilioHttpClient()
    wire = Wire()
    wire.sent = []
    inner.session.mount("https://", wire)
    client = rest.Client("AC" + "0" * 32, "token", http_client=guarded_client(inner, kind="otp", check=check))
    return client, wire.sent


def test_twilio_refuses_before_the_network(twilio: Any, check: Recorder) -> None:
    client, sent = twilio
    assert client.messages.create(to=TO, from_="+15005550006", body="Hello").sid == "SM1"
    seen = Sender("long_code", "US", "+15005550006")
    assert check.asked == [("Hello", TO, {"kind": "otp", "sender": seen})]
    for to, body in [(TO, "BAD"), ("+14155550199", "Hello")]:
        with pytest.raises(SendRefused):
            client.messages.create(to=to, from_="+15005550006", body=body)
    assert [request.method for request in sent] == ["POST"]


def test_twilio_passes_on_messages_without_a_text(twilio: Any, check: Recorder) -> None:
    client, sent = twilio
    client.messages.create(to="whatsapp:" + TO, from_="whatsapp:+15005550006", body="BAD")
    client.messages.create(to=TO, from_="+15005550006", media_url=["https://example.com/cat.png"])
    client.messages("SM" + "0" * 32).update(body="")  # redaction
    client.messages("SM" + "0" * 32).fetch()
    assert [each[:2] for each in check.asked] == [("", TO)]  # the recipient of the picture
    assert len(sent) == 4


def test_twilio_without_any_body_is_checked_as_empty(twilio: Any, check: Recorder) -> None:
    client, _ = twilio
    client.messages.create(to=TO, from_="+15005550006")
    assert [(body, to) for body, to, _ in check.asked] == [("", TO)]


UNSHOWN = [
    # the product and path of a call, its form, and why it is refused; None where it passes
    (
        "verify",
        "v2/Services/VA1/Verifications",
        {"To": TO, "Channel": "sms", "CustomMessage": "hi"},
        "Verify of Twilio",
    ),
    ("verify", "v2/Services/VA1/Verifications", {"To": TO, "Channel": "sms"}, "the call does not show the text"),
    ("verify", "v2/Services/VA1/Verifications", {"To": TO, "Channel": "whatsapp"}, "Verify of Twilio"),
    ("verify", "v2/Services/VA1/Verifications", {"To": TO, "Channel": "auto"}, "Verify of Twilio"),
    ("verify", "v2/Services/VA1/Verifications", {"To": TO, "Channel": "email"}, None),
    ("verify", "v2/Services/VA1/Verifications", {"To": TO, "Channel": "call"}, None),
    ("verify", "v2/Services/VA1/Verifications/VE1", {"Status": "canceled"}, None),
    ("verify", "v2/Services/VA1/VerificationCheck", {"To": TO, "Code": "1"}, None),
    ("verify.dublin.ie1", "v2/Services/VA1/Verifications", {"To": TO, "Channel": "sms"}, "Verify of Twilio"),
    ("studio", "v2/Flows/FW1/Executions", {"To": TO, "From": "+15005550006"}, "Studio of Twilio"),
    ("studio", "v1/Flows/FW1/Engagements", {"To": TO}, "Studio of Twilio"),
    ("studio", "v2/Flows/FW1/Executions/FN1", {"Status": "ended"}, None),
    ("studio", "v2/Flows", {"Status": "draft"}, None),
    ("flex-api", "v1/Interactions", {"Channel": "{}"}, "Flex-api of Twilio"),
    ("flex-api", "v1/Channels", {"Target": TO}, "Flex-api of Twilio"),
    ("flex-api", "v1/PluginService/Plugins", {}, None),
    ("taskrouter", "v1/Workspaces/WS1/Tasks", {"Attributes": "{}"}, None),
    ("chat", "v2/Services/IS1/Channels/CH1/Messages", {"Body": "hi"}, "Chat of Twilio"),
    ("wireless", "v1/Commands", {"Command": "hi"}, "Wireless of Twilio"),
    ("supersim", "v1/SmsCommands", {"Payload": "hi"}, "Supersim of Twilio"),
    ("conversations", "v1/Conversations/CH1/Messages", {"Body": "hi"}, "the call does not name the recipients"),
    ("conversations", "v1/Conversations", {"FriendlyName": "hi"}, None),
    ("notify", "v1/Services/IS1/Notifications", {"Body": "hi"}, "Notify of Twilio"),
    ("proxy", "v1/Services/KS1/Sessions/KC1/Participants/KP1/MessageInteractions", {"Body": "hi"}, "Proxy of Twilio"),
    ("comms", "v1/Messages", {}, "it does not know this product"),
    ("lookups", "v2/PhoneNumbers", {}, None),
    ("messaging", "v1/Services", {"FriendlyName": "hi"}, None),
    ("sync", "v1/Services/IS1/Streams/TO1/Messages", {"Data": "{}"}, None),
    (
        "api",
        "2010-04-01/Accounts/AC1/Calls.json",
        {"To": TO, "Twiml": "<Response><Sms>hi</Sms></Response>"},
        "an <Sms>",
    ),
    ("api", "2010-04-01/Accounts/AC1/Calls.json", {"To": TO, "Url": "https://example.com/"}, None),
]


@pytest.mark.parametrize(("product", "path", "form", "refused"), UNSHOWN)
def test_twilio_calls_that_can_send_another_text_are_refused(
    product: str, path: str, form: dict[str, str], refused: str | None, check: Recorder
) -> None:
    """What is known not to send an SMS passes; everything else is refused."""
    pytest.importorskip("twilio.rest")
    from smslint.sending.twilio import guarded_client

    client, url = guarded_client(Passing(), check=check), f"https://{product}.twilio.com/{path}"
    if refused is None:
        client.request("POST", url, data=form)
    else:
        with pytest.raises(SendRefused, match=re.escape(refused)):
            client.request("POST", url, data=form)
        client.request("GET", url)
    assert check.asked == []


def test_every_product_of_twilio_is_known() -> None:
    """A product that a new release adds must be put into a table: until then its calls are refused."""
    rest = pytest.importorskip("twilio.rest")
    from smslint.sending import twilio_calls

    hosts = set()
    for base in Path(rest.__file__).parent.glob("*/*Base.py"):
        hosts |= set(re.findall(r"https://([a-z-]+)\.twilio\.com", base.read_text(encoding="utf-8")))
    assert "verify" in hosts
    assert hosts - {"api"} == (twilio_calls.QUIET | twilio_calls.SENDING.keys() | twilio_calls.UNSEEN.keys()) & hosts


UNSTATED = [
    ({"ContentSid": "HX2", "From": "+14155550100"}, "the content template HX2, because its text is not in the call"),
    ({"ContentSid": "HX1", "ContentVariables": "[1]", "From": "+14155550100"}, "are not a JSON object"),
    ({"ContentSid": "HX1", "ContentVariables": "{", "From": "+14155550100"}, "are not a JSON object"),
    (
        {"Body": "Hello", "MessagingServiceSid": "MG2"},
        "the sender of the messaging service MG2, because Twilio chooses it",
    ),
]


@pytest.mark.parametrize(("form", "words"), UNSTATED)
def test_twilio_refuses_what_the_call_does_not_show(form: dict[str, str], words: str, check: Recorder) -> None:
    """Never another text, and never the sender of another service."""
    pytest.importorskip("twilio.rest")
    from smslint.sending.twilio import guarded_client

    client = guarded_client(
        Passing(), sender="long_code", services={"MG1": "toll_free"}, contents={"HX1": "Hi {{1}}"}, check=check
    )
    with pytest.raises(SendRefused, match=re.escape(words)):
        client.request("POST", "https://example.com/Messages.json", data={"To": TO, **form})
    assert check.asked == []


@pytest.mark.parametrize(
    ("variables", "sent"), [({}, "Hi {{1}}, {{ day }}"), ({"ContentVariables": '{"1": "Ann", "day": 5}'}, "Hi Ann, 5")]
)
def test_twilio_checks_the_stated_text_of_a_content_template(
    variables: dict[str, str], sent: str, check: Recorder
) -> None:
    pytest.importorskip("twilio.rest")
    from smslint.sending.twilio import guarded_client

    client = guarded_client(Passing(), contents={"HX1": "Hi {{1}}, {{ day }}"}, check=check)
    form = {"To": TO, "From": "Acme", "ContentSid": "HX1", **variables}
    client.request("POST", "https://example.com/Messages.json", data=form)
    assert [body for body, _, _ in check.asked] == [sent]


class Passing:
    """An inner client that sends nothing."""

    def __new__(cls) -> Any:
        import logging

        http = pytest.importorskip("twilio.http")

        class Inner(http.HttpClient):  # type: ignore[misc, name-defined, unused-ignore]
            def request(self, *_: object, **__: object) -> None: ...

        return Inner(logging.getLogger("inner"), is_async=False)


SEEN = [
    # the form's sender, what was stated, what counts
    ({"From": "+14155550100"}, None, Sender("long_code", "US", "+14155550100")),
    ({"From": "+18005550199"}, None, Sender("toll_free", "US", "+18005550199")),
    ({"From": "+447911123456"}, "toll_free", Sender("long_code", "GG", "+447911123456")),
    ({"From": "12345"}, None, Sender("short_code", None, "12345")),
    ({"From": "Acme"}, "long_code", Sender("alphanumeric", None, "Acme")),
    # what is known of the sender is taken over where it can be the same one
    (
        {"From": "+14155550100"},
        {"type": "long_code", "registered": True},
        Sender("long_code", "US", "+14155550100", registered=True),
    ),
    ({"From": "+14155550100"}, {"type": "toll_free", "registered": True}, Sender("long_code", "US", "+14155550100")),
    ({"From": "+14155550100"}, {"id": "+14155550199", "registered": True}, Sender("long_code", "US", "+14155550100")),
    # a messaging service chooses for itself: only what was said of it counts
    ({"MessagingServiceSid": "MG1"}, "long_code", Sender("toll_free", registered=True)),
    (
        {"MessagingServiceSid": "MG1", "From": "+18005550199"},
        None,
        Sender("toll_free", "US", "+18005550199", registered=True),
    ),
    ({}, None, None),
]


@pytest.mark.parametrize(("form", "stated", "counts"), SEEN)
def test_twilio_is_checked_with_the_sender_of_the_call(
    form: dict[str, str], stated: object, counts: Sender | None, check: Recorder
) -> None:
    pytest.importorskip("twilio.rest")
    from smslint.sending.twilio import guarded_client

    services = {"MG1": {"type": "toll_free", "registered": True}}
    client = guarded_client(Passing(), sender=stated, services=services, check=check)
    client.request("POST", "https://example.com/Messages.json", data={"To": TO, "Body": "Hello", **form})
    assert check.asked == [("Hello", TO, {} if counts is None else {"sender": counts})]


def test_twilio_without_a_recipient_is_refused() -> None:
    pytest.importorskip("twilio.rest")
    from smslint.sending.twilio import guarded_client

    with pytest.raises(SendRefused, match="NUM001"):
        guarded_client(Passing()).request("POST", "https://example.com/Messages.json", data={"Body": "Hello"})


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"kind": "promo"}, "unknown kind 'promo'"),
        ({"sender": "carrier_pigeon"}, "carrier_pigeon"),
        ({"config": "nowhere.yaml"}, "no such configuration file"),
        ({"config": {"brnad": "Acme"}}, "did you mean 'brand'"),
        ({"at": "tomorrow"}, "guard: at 'tomorrow' is not a time with its offset"),
        ({"at": "2026-12-01T10:00"}, "is not a time with its offset"),
        ({"services": {"MG1": "carrier_pigeon"}}, "services.MG1"),
        ({"services": {"+14155550100": "long_code"}}, "starts with MG"),
        ({"contents": {"MG1": "Hello"}}, "starts with HX"),
    ],
)
def test_invalid_options_fail_when_they_are_given(options: dict[str, Any], words: str) -> None:
    pytest.importorskip("twilio.rest")
    from smslint.sending.twilio import guarded_client

    if "at" not in options:
        with pytest.raises(ConfigError, match=re.escape(words)):
            guarded_client(Passing(), **options)
    if not options.keys() & {"services", "contents"}:
        with pytest.raises(ConfigError, match=re.escape(words)):
            guard(**options)


@pytest.mark.parametrize("missing", [None, ""])
def test_a_call_without_a_recipient_is_refused_unless_the_guard_has_none(missing: str | None) -> None:
    def send(message: str, phone: str | None) -> str:
        return message

    with pytest.raises(SendRefused, match="NUM001"):
        guard(send)("Your order has shipped", missing)
    assert guard(to=None)(send)("Your order has shipped", missing) == "Your order has shipped"


def test_a_gate_uses_the_sender_of_the_call() -> None:
    gate = make_gate({"sender": "long_code", "regions": ["IN"]})
    assert (
        gate.check("Hi", "+919876543210").findings != gate.check("Hi", "+919876543210", sender="alphanumeric").findings
    )
    with pytest.raises(ConfigError, match="its own config"):
        gate.check("Hi", TO, config={})


def test_twilio_async(check: Recorder) -> None:
    rest = pytest.importorskip("twilio.rest")
    from twilio.http import AsyncHttpClient
    from twilio.http.response import Response

    from smslint.sending.twilio import guarded_client

    class Wire(AsyncHttpClient):  # type: ignore[misc]  # Twilio has no types
        sent: list[dict[str, object]]

        async def request(self, method: str, url: str, **details: Any) -> Any:
            self.sent.append(details["data"])
            return Response(201, '{"sid": "SM1"}')

    import logging

    wire = Wire(logging.getLogger("wire"), is_async=True)
    wire.sent = []
    client = rest.Client("AC" + "0" * 32, "token", http_client=guarded_client(wire, check=check))

    async def run() -> None:
        await client.messages.create_async(to=TO, from_="+15005550006", body="Hello")
        with pytest.raises(SendRefused):
            await client.messages.create_async(to=TO, from_="+15005550006", body="BAD")

    asyncio.run(run())
    assert [data["Body"] for data in wire.sent] == ["Hello"]


# --- django-sms: settings are global to a process, so each case gets its own -------------------------------------------------

DJANGO = """
from django.conf import settings
settings.configure(SMS_BACKEND="smslint.sending.django.GuardedSmsBackend", SMSLINT_SMS_BACKEND="sms.backends.locmem.SmsBackend",
                   SMSLINT_SMS_CHECK="tests.sending.checks.check", SMSLINT_SMS_KIND="otp", DEFAULT_FROM_SMS="+15005550006")
import logging, sms
from sms import Message, get_connection, send_sms
from smslint.errors import SendRefused
from tests.sending.checks import check
logging.basicConfig(format="%(message)s")
def refused(send):
    try:
        send()
    except SendRefused:
        return True
    return False
assert send_sms("Hello", recipients=["+14155550123", "+14155550124"]) == 1
assert check.asked == [("Hello", "+14155550123", {"kind": "otp"}), ("Hello", "+14155550124", {"kind": "otp"})]
assert refused(lambda: send_sms("BAD", recipients=["+14155550123"]))
assert refused(lambda: send_sms("Hello", recipients=["+14155550123", "+14155550199"]))
batch = [Message(body, recipients=["+14155550123"]) for body in ("one", "BAD", "two")]
assert refused(lambda: get_connection().send_messages(batch))
assert [message.body for message in sms.outbox] == ["Hello"], "all are checked before the first is sent"
with get_connection(fail_silently=True) as connection:
    assert connection.send_messages(batch) == 2
assert [message.body for message in sms.outbox] == ["Hello", "one", "two"]
settings.SMSLINT_SMS_BACKEND = settings.SMS_BACKEND
try:
    get_connection()
except Exception as error:
    print(type(error).__name__)
"""


def test_django_sms() -> None:
    pytest.importorskip("sms")
    done = subprocess.run([sys.executable, "-c", DJANGO], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "ImproperlyConfigured\n"
    assert "OPT001" in done.stderr
    assert "+14155550123" not in done.stderr


assert path_check is not None


@pytest.mark.parametrize("facts", [{"opted_out": True}, {"opt_out": "yes"}, Facts(opted_out=True)], ids=repr)
def test_the_decorator_accepts_facts_for_all_recipients(facts: Any) -> None:
    @guard(kind="transactional", facts=facts)
    def send(message: str, phone: str) -> str:
        return message

    with pytest.raises(SendRefused) as refused:
        send("Acme: your order has shipped", TO)
    assert "CON003" in [found.code for found in refused.value.findings]
    assert guard(kind="transactional", facts={})(lambda message, phone: message)("Acme: your order has shipped", TO)


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"optout": True}, "guard: facts: unknown key 'optout' (did you mean 'opt_out'?)"),
        ({"opted_out": 1}, "guard: facts.opted_out: expected true, false or a text, found 1"),
        (5, "guard: facts: expected a mapping such as"),
        (["opted_out"], "guard: facts: expected a mapping such as"),
    ],
)
def test_invalid_facts_are_refused_when_the_decorator_is_applied(facts: Any, says: str) -> None:
    with pytest.raises(ConfigError) as wrong:
        guard(facts=facts)
    assert says in str(wrong.value)


def test_the_suppression_list_of_the_configuration_is_asked(tmp_path: Path) -> None:
    """At each call: an opt-out counts from the next message on, and a list that is gone stops the calls."""
    (tmp_path / "smslint.yaml").write_text("sending: {suppression: out.csv}\nregions: [US]\n")
    numbers = tmp_path / "out.csv"
    numbers.write_text("phone\n+14155552672\n")

    @guard(kind="transactional", config=tmp_path / "smslint.yaml")
    def send(phone: str, message: str) -> str:
        return phone

    assert send(TO, "Acme: your order has shipped.") == TO
    numbers.write_text(f"phone\n+14155552672\n{TO}\n")
    with pytest.raises(SendRefused) as refused:
        send(TO, "Acme: your order has shipped.")
    assert [found.code for found in refused.value.findings] == ["NUM004"]
    numbers.unlink()
    with pytest.raises(RecipientsError, match="no suppression list"):
        send(TO, "Acme: your order has shipped.")


def test_a_function_that_is_already_given_the_recipient_says_so(check: Recorder) -> None:
    def send(phone: str, message: str) -> None: ...

    with pytest.raises(TypeError, match="partial has no parameter 'phone'; it takes message"):
        guard(check=check)(functools.partial(send, TO))
