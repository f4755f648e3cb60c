"""A ``switch`` on a parameter: only the arm that a call asks for is in what that call sends, in every language."""

from __future__ import annotations

from typing import Final

import pytest

from smslint.project.guessing import guess
from smslint.project.placing import Place
from smslint.sources.registry import source_for
from smslint.span import LineIndex
from tests.sources.support import read_all
from tests.sources.test_functions import renderings

LOUD, CALM, OTHER = "!! It burns !!", "The day was calm", "(no level) Who knows"
PROGRAMS: Final = {
    "py": """
def tell(text, level="other"):
    match level:
        case "calm" | "mild":
            out = text
        case "loud":  # case "calm"
            out = f"!! {text} !!"
        case _:
            out = "(no level) " + text
    send_sms(out)
def a(): tell("It burns", "loud")
def b(): tell("The day was calm", level="mild")
def c(): tell("Who knows")
""",
    "js": """
function tell(phone, text, level = 'other') {
  let out = '(no level) ' + text;
  switch (level) {
    case 'mild':
    case 'calm': out = text; break;
    case 'loud': { out = `!! ${text} !!`; break; }
  }
  sendSms(phone, out);
}
const a = (p) => tell(p, 'It burns', 'loud');
const b = (p) => tell(p, 'The day was calm', 'mild');
const c = (p) => tell(p, 'Who knows');
""",
    "ts": """
enum Level { Calm, Loud, Other }
function tell(phone: string, text: string, level: Level): void {
  switch (level) {
    default: sendSms(phone, '(no level) ' + text); break;
    case Level.Calm: sendSms(phone, text); break;
    case Level.Loud: sendSms(phone, `!! ${text} !!`);
  }
}
const a = (p: string) => tell(p, 'It burns', Level.Loud);
const b = (p: string) => tell(p, 'The day was calm', Level.Calm);
const c = (p: string) => tell(p, 'Who knows', Level.Other);
""",
    "php": """<?php
function tell($to, $text, $level = 'other') {
    $out = match ($level) { 'calm', 'mild' => $text, 'loud' => "!! $text !!", default => '(no level) ' . $text };
    sendSms($to, $out);
}
function a($p) { tell($p, 'It burns', 'loud'); }
function b($p) { tell($p, 'The day was calm', 'mild'); }
function c($p) { tell($p, 'Who knows'); }
""",
    "java": """
class A {
  void tell(String to, String text, Level level) {
    sms.sendSms(to, switch (level) { case CALM, MILD -> text; case LOUD -> "!! " + text + " !!"; default -> "(no level) " + text; });
  }
  void a() { tell(p, "It burns", Level.LOUD); }
  void b() { tell(p, "The day was calm", Level.MILD); }
  void c() { tell(p, "Who knows", Level.OTHER); }
}
""",
    "kt": """
class A {
  fun tell(to: String, text: String, level: Level = Level.OTHER) {
    val out = when (level) { Level.CALM, Level.MILD -> text
      Level.LOUD -> { "!! $text !!" }
      else -> "(no level) $text" }
    sms.sendSms(to, out)
  }
  fun a() = tell(p, "It burns", level = Level.LOUD)
  fun b() = tell(p, "The day was calm", Level.MILD)
  fun c() = tell(p, "Who knows")
}
""",
    "go": """
package a
func tell(to, text string, level string) {
	out := "(no level) " + text
	switch level {
	case "calm", "mild":
		out = text
	case "loud":
		out = "!! " + text + " !!"
	}
	sms.SendSMS(to, out)
}
func a() { tell(p, "It burns", "loud") }
func b() { tell(p, "The day was calm", "mild") }
func c() { tell(p, "Who knows", "other") }
""",
    "rb": """
class A
  def tell(to, text, level = :other)
    out = case level
          when :calm, :mild then text
          when :loud
            "!! #{text} !!"
          else "(no level) #{text}"
          end
    sms.send_sms(to, out)
  end
  def a; tell(p, "It burns", :loud); end
  def b; tell(p, "The day was calm", :mild); end
  def c; tell(p, "Who knows"); end
end
""",
    "cs": """
class A {
  void Tell(string to, string text, Level level = Level.Other) {
    var end = level switch { Level.Loud => " !!", _ => "" };
    switch (level) {
      case Level.Calm: case Level.Mild: break;
      case Level.Loud: text = "!! " + text; break;
      default: text = "(no level) " + text; break;
    }
    sms.SendSms(to, text + end);
  }
  void a() { Tell(p, "It burns", Level.Loud); }
  void b() { Tell(p, "The day was calm", Level.Mild); }
  void c() { Tell(p, "Who knows"); }
}
""",
    "swift": """
class A {
  func tell(_ to: String, _ text: String, level: Level = .other) {
    var out = text
    switch level {
    case .calm, .mild: break
    case .loud: out = "!! \\(text) !!"
    default: out = "(no level) " + text
    }
    sms.sendSms(to, out)
  }
  func a() { tell(p, "It burns", level: .loud) }
  func b() { tell(p, "The day was calm", level: .mild) }
  func c() { tell(p, "Who knows") }
}
""",
    "dart": """
class A {
  void tell(String to, String text, {Level level = Level.other}) {
    final out = switch (level) { Level.calm || Level.mild => text, Level.loud => '!! $text !!', _ => '(no level) $text' };
    sms.sendSms(to, out);
  }
  void a() => tell(p, 'It burns', level: Level.loud);
  void b() => tell(p, 'The day was calm', level: Level.mild);
  void c() => tell(p, 'Who knows');
}
""",
    "ex": """
defmodule A do
  def tell(to, text, level \\\\ :other) do
    out =
      case level do
        :calm -> text
        :mild -> text
        :loud -> "!! #{text} !!"
        _ -> "(no level) #{text}"
      end

    Sms.send_sms(to, out)
  end

  def a(p), do: tell(p, "It burns", :loud)
  def b(p), do: tell(p, "The day was calm", :mild)
  def c(p), do: tell(p, "Who knows")
end
""",
}


def sent_by(suffix: str, code: str) -> set[str]:
    path = f"x.{suffix}"
    source = source_for(path).source
    read = [each for each in read_all(source, code, path=path) if each.sent or each.unknown]
    assert not any(each.unknown for each in read)
    placed = [guess(each, Place(path, LineIndex(code), None, "", source, inside=path)).text for each in read]
    return {one for each in placed for one in renderings(each)}


@pytest.mark.parametrize("suffix", PROGRAMS)
def test_each_call_sends_what_its_arm_makes(suffix: str) -> None:
    assert sent_by(suffix, PROGRAMS[suffix]) == {LOUD, CALM, OTHER}


def test_python_itself_says_so() -> None:
    sent: list[str] = []
    space: dict[str, object] = {"send_sms": sent.append}
    exec(PROGRAMS["py"] + "\na(); b(); c()", space)
    assert sent == [LOUD, CALM, OTHER]


@pytest.mark.parametrize(
    ("label", "sent"),
    [
        pytest.param("config.LOUD", {"A: It burns", "It burns"}, id="a name that may be anything"),
        pytest.param("'loud' if late", {"A: It burns", "It burns"}, id="a guard"),
        pytest.param("'l' | config.LOUD", {"A: It burns", "It burns"}, id="any other value"),
        pytest.param("'loud'", {"A: It burns"}, id="the same text"),
    ],
)
def test_a_label_that_is_not_understood_decides_nothing(label: str, sent: set[str]) -> None:
    match = f"    match level:\n        case {label}:\n            text = 'A: ' + text\n"
    code = f"def tell(text, level):\n{match}    send_sms(text)\n\ntell('It burns', 'loud')\n"
    assert sent_by("py", code) == sent


def test_an_arm_without_an_end_runs_into_the_next() -> None:
    code = """<?php
function tell($to, $text, $level) {
    switch ($level) {
        case 'loud':
            $text = "!! $text !!";
        case 'calm':
            $text .= ' Bye.';
            break;
        default:
            $text = 'Never';
    }
    sendSms($to, $text);
}
tell($p, 'It burns', 'loud');
tell($p, 'All is well', 'calm');
"""
    assert sent_by("php", code) == {"!! It burns !! Bye.", "All is well Bye."}


def test_without_a_known_level_all_arms_are_possible() -> None:
    found = sent_by("rb", PROGRAMS["rb"].replace(":loud); end", "pick); end"))
    assert found == {LOUD, CALM, OTHER, "(no level) It burns", "It burns"}
