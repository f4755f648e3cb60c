"""A class of the file makes one text of several: that is what is sent, and its parts are no messages."""

from __future__ import annotations

import pytest

from smslint.sources.registry import source_for
from tests.sources.support import read_all

PROGRAMS = {
    "rb": """
class SmsBuilder
  def initialize(intro) = @parts = [intro]
  def add(part)
    @parts << part
    self
  end
  def to_s = @parts.join(" ")
end
class Notifier
  def overdue(loan)
    sms = SmsBuilder.new("Hello #{loan.name}.").add("Your book is overdue.").add("Please bring it back.")
    Sns.publish(phone_number: loan.phone, message: sms.to_s)
  end
end
""",
    "ts": """
class SmsBuilder {
  private parts: string[] = [];
  add(p: string) { this.parts.push(p); return this; }
  build() { return this.parts.join(' '); }
}
export async function ready(user: User) {
  const b = new SmsBuilder().add(`Hello ${user.name}.`).add('Your order is ready.');
  await sendSms(user.phone, b.build());
}
""",
    "cs": """
public class SmsMessageBuilder {
    private string _to = "", _text = "", _footer;
    public SmsMessageBuilder To(string phone) { _to = phone; return this; }
    public SmsMessageBuilder Text(string text) { _text = text; return this; }
    public SmsMessageBuilder Footer(string footer) { _footer = footer; return this; }
    public SmsMessage Build() => new() { To = _to, Body = _footer is null ? _text : $"{_text}\\n{_footer}" };
}
public class Shop {
    public Task Ready(Order o) => gateway.SendSmsAsync(new SmsMessageBuilder().To(o.Phone).Text("Your order is ready.").Footer("Shop Nord").Build());
}
""",
}


@pytest.mark.parametrize(
    ("suffix", "bodies"),
    [
        ("rb", {"Hello #{loan.name}. Your book is overdue. Please bring it back."}),
        ("ts", {"Hello ${user.name}. Your order is ready."}),
        ("cs", {"Your order is ready.\nShop Nord"}),
    ],
)
def test_what_is_built_is_one_text(suffix: str, bodies: set[str]) -> None:
    read = read_all(source_for(f"x.{suffix}").source, PROGRAMS[suffix], path=f"x.{suffix}")
    assert {each.body for each in read} == bodies
    assert not any(each.unknown for each in read)


def test_one_text_is_what_is_sent() -> None:
    code = PROGRAMS["cs"].replace('.Footer("Shop Nord")', "")
    assert [each.body for each in read_all("csharp", code, path="x.cs") if not each.unknown] == ["Your order is ready."]


@pytest.mark.parametrize(
    ("suffix", "change", "into"),
    [
        ("rb", "@parts << part", "@parts << other(part)"),
        ("ts", "this.parts.push(p);", "if (p) { return other(this.parts); } this.parts.push(p);"),
        ("ts", "await sendSms", "rewrite(b); await sendSms"),
        ("ts", "await sendSms", "b.unknown(); await sendSms"),
        ("cs", "_text = text;", "if (late) { return this; } _text = text;"),
    ],
)
def test_what_is_built_in_a_way_that_is_not_followed_is_unknown(suffix: str, change: str, into: str) -> None:
    code = PROGRAMS[suffix].replace(change, into)
    assert code != PROGRAMS[suffix]
    read = read_all(source_for(f"x.{suffix}").source, code, path=f"x.{suffix}")
    parts = ("overdue", "ready")
    assert not any(part in each.body for each in read if not each.unknown for part in parts)
