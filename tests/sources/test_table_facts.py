"""Flags in a table of options: what a call sends is what the arms make that its own table asks for."""

from __future__ import annotations

from typing import Final

import pytest

from tests.sources.test_cases import sent_by

PLAIN, LOUD, SIGNED = "One two", "A: Three four", "Five six Bye"
PROGRAMS: Final = {
    "js, in braces": """
function tell(p, text, { loud, foot } = {}) {
  if (loud) text = 'A: ' + text;
  if (foot) text += ' ' + foot;
  sendSms(p, text);
}
tell(p, 'One two');
tell(p, 'Three four', { loud: true });
tell(p, 'Five six', { foot: 'Bye' });
""",
    "js, by name": """
function tell(p, text, options = {}) {
  const loud = options.loud ?? false;
  let body = loud ? `A: ${text}` : text;
  if (options.foot) body += ' ' + options['foot'];
  sendSms(p, body);
}
tell(p, 'One two');
tell(p, 'Three four', { loud: true });
tell(p, 'Five six', { foot: 'Bye' });
""",
    "ts, of an object of the file": """
class SmsService {
  async send(to: string, text: string, options: SmsOptions = {}): Promise<void> {
    if (options.loud) text = `A: ${text}`;
    if (options?.foot) text = `${text} ${options.foot}`;
    await this.client.messages.create({ to, from: this.from, body: text });
  }
}
class Users {
  constructor(private readonly sms: SmsService) {}
  async a(u: User) { await this.sms.send(u.phone, 'One two'); }
  async b(u: User) { await this.sms.send(u.phone, 'Three four', { loud: true }); }
  async c(u: User) { await this.sms.send(u.phone, 'Five six', { foot: 'Bye' }); }
}
""",
    "php, by key": """<?php
function tell($p, $text, array $options = []) {
  if ($options['loud'] ?? false) { $text = 'A: ' . $text; }
  if (!empty($options['foot'])) { $text .= ' ' . $options['foot']; }
  sendSms($p, $text);
}
tell($p, 'One two');
tell($p, 'Three four', ['loud' => true]);
tell($p, 'Five six', ['foot' => 'Bye']);
""",
    "rb, by key": """
class A
  def tell(p, text, options = {})
    text = "A: #{text}" if options[:loud]
    foot = options.fetch(:foot, nil)
    text += " " + foot if foot
    sms.send_sms(p, text)
  end
  def a; tell(p, "One two"); end
  def b; tell(p, "Three four", loud: true); end
  def c; tell(p, "Five six", { foot: "Bye" }); end
end
""",
    "ex, by key": """
defmodule A do
  def tell(p, text, opts \\\\ []) do
    loud = Keyword.get(opts, :loud, false)
    text = if loud, do: "A: " <> text, else: text
    text = if opts[:foot], do: text <> " " <> opts[:foot], else: text
    Sms.send_sms(p, text)
  end
  def a(p), do: tell(p, "One two")
  def b(p), do: tell(p, "Three four", loud: true)
  def c(p), do: tell(p, "Five six", foot: "Bye")
end
""",
    "py, by key": """
def tell(p, text, opts={}):
    if opts.get("loud"):
        text = "A: " + text
    foot = opts.get("foot", None)
    if foot:
        text += " " + foot
    send_sms(p, text)

tell(p, "One two")
tell(p, "Three four", {"loud": True})
tell(p, "Five six", {"foot": "Bye"})
""",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_each_call_sends_what_its_options_ask_for(name: str) -> None:
    assert sent_by(name[:3].strip(","), PROGRAMS[name]) == {PLAIN, LOUD, SIGNED}


def test_python_itself_says_so() -> None:
    sent: list[str] = []
    exec(PROGRAMS["py, by key"], {"p": "1", "send_sms": lambda _, text: sent.append(text)})
    assert sent == [PLAIN, LOUD, SIGNED]


@pytest.mark.parametrize(
    ("change", "call"),
    [
        ("options.loud = options.loud || isNight();", "{}"),
        ("options = { ...DEFAULTS, ...options };", "{}"),
        ("mark(options);", "{}"),
        ("", "{ ...base }"),
        ("", "{ loud: isNight() }"),
        ("", "settings"),
    ],
)
def test_what_may_be_otherwise_is_not_decided(change: str, call: str) -> None:
    code = f"function tell(p, text, options) {{\n  {change}\n  sendSms(p, options.loud ? 'A: ' + text : text);\n}}\ntell(p, 'One two', {call});\n"
    assert sent_by("js", code) == {"One two", "A: One two"}


def test_python_may_change_a_table_under_another_name() -> None:
    code = "def tell(text, opts):\n    mark(opts)\n    if opts.get('loud'):\n        text = 'A: ' + text\n    send_sms(text)\n\ntell('One two', {})\n"
    assert sent_by("py", code) == {"One two", "A: One two"}
