"""A class of the file makes one text of several: what is sent then is unknown, and its parts are no messages."""

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
}


@pytest.mark.parametrize("suffix", PROGRAMS)
def test_what_is_built_is_unknown_and_its_parts_are_no_messages(suffix: str) -> None:
    read = read_all(source_for(f"x.{suffix}").source, PROGRAMS[suffix], path=f"x.{suffix}")
    assert [bool(each.unknown) for each in read if each.sent] == [True]
    assert not any("ready" in each.body or "overdue" in each.body for each in read if not each.unknown)


def test_one_text_is_what_is_sent() -> None:
    code = PROGRAMS["cs"].replace('.Footer("Shop Nord")', "")
    assert [each.body for each in read_all("csharp", code, path="x.cs") if not each.unknown] == ["Your order is ready."]
