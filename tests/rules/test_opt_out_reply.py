"""Replies as people write them, and their meaning."""

from __future__ import annotations

import pytest

from smslint.errors import ConfigError
from smslint.finding import Confidence
from smslint.rules.opt_out_reply import Basis, OptOut, opt_out

HIGH, MEDIUM = Confidence.HIGH, Confidence.MEDIUM
KEYWORD, WORD, PLAIN, ABROAD = Basis.PROVIDER_KEYWORD, Basis.FCC_WORD, Basis.PLAIN_WORDING, Basis.OTHER_LANGUAGE

# reply, confidence, basis
OUT = [
    # keywords, as typed by thumbs
    ("STOP", HIGH, KEYWORD), ("stop", HIGH, KEYWORD), ("  Stop. ", HIGH, KEYWORD), ("STOP!!!", HIGH, KEYWORD), ("“Stop”", HIGH, KEYWORD),
    ("STOPALL", HIGH, KEYWORD), ("Unsubscribe", HIGH, KEYWORD), ("CANCEL", HIGH, KEYWORD), ("end", HIGH, KEYWORD), ("Quit", HIGH, KEYWORD),
    ("ＳＴＯＰ", HIGH, KEYWORD), ("SТОP", HIGH, KEYWORD), ("s\u200btop", HIGH, KEYWORD), ("STOP 🛑", HIGH, KEYWORD),
    # the FCC's words beyond a provider's list, and company
    ("opt out", HIGH, WORD), ("Opt-out", HIGH, WORD), ("STOP please", HIGH, WORD), ("please stop", HIGH, WORD), ("Pls STOP thx", HIGH, WORD),
    ("stop stop stop", HIGH, WORD), ("ok stop it now", HIGH, WORD), ("Unsubscribe please", HIGH, WORD),
    ("cancel please", MEDIUM, WORD), ("quit it", MEDIUM, WORD),
    # plain wording
    ("please stop texting me", HIGH, PLAIN), ("Stop sending me these msgs", HIGH, PLAIN), ("quit texting this number!!", HIGH, PLAIN),
    ("I said STOP", HIGH, PLAIN), ("I told you to stop", HIGH, PLAIN), ("Please stop, I moved to Ohio", HIGH, PLAIN),
    ("Ugh, stop already!", HIGH, PLAIN), ("no more texts", HIGH, PLAIN), ("Don't text me again", HIGH, PLAIN), ("dont contact me", HIGH, PLAIN),
    ("Don’t message me ever again", HIGH, PLAIN), ("I don't want these messages", HIGH, PLAIN), ("I no longer want to receive your texts", HIGH, PLAIN),
    ("take me off your list", HIGH, PLAIN), ("Remove me from this list please", HIGH, PLAIN), ("delete my number", HIGH, PLAIN),
    ("unsubscribe me", HIGH, PLAIN), ("How do I opt out?", HIGH, PLAIN), ("I want to unsubscribe", HIGH, PLAIN), ("I revoke my consent", HIGH, PLAIN),
    ("STOP THE FUCKING TEXTS", HIGH, PLAIN), ("lose my number", HIGH, PLAIN), ("I will report you to the FTC", HIGH, PLAIN),
    ("This is harassment. Stop.", HIGH, PLAIN), ("you keep texting me stop", HIGH, PLAIN), ("unsubcribe", HIGH, PLAIN), ("STPO", HIGH, PLAIN),
    ("txt STOP", HIGH, PLAIN), ("Stop 2 end", HIGH, PLAIN), ("please discontinue messages", HIGH, PLAIN), ("enough with the texts", HIGH, PLAIN),
    ("unsubscribe from all texts", HIGH, PLAIN), ("remove", MEDIUM, PLAIN), ("spam", MEDIUM, PLAIN), ("I never signed up for this", MEDIUM, PLAIN),
    ("Leave me alone", MEDIUM, PLAIN), ("not interested", MEDIUM, PLAIN), ("Sorry, wrong number", MEDIUM, PLAIN), ("Cease and desist", MEDIUM, PLAIN),
    # a signature, "all", letter by letter, several lines: no provider acts on these
    ("STOP Thanks, Bob", HIGH, WORD), ("Stop please and thank you", HIGH, WORD), ("Revoke consent", HIGH, PLAIN),
    ("STOP\n\nSent from my iPhone", HIGH, WORD), ("STOP - John", HIGH, WORD), ("Stop. JD", HIGH, WORD), ("STOP JD", HIGH, WORD),
    ("STOP, Mary Smith", HIGH, WORD), ("STOP\n-- \nMary", HIGH, WORD), ("STOP\r\n\r\nSent from Mail for Windows", HIGH, WORD),
    ("STOP\n> Acme: 20% off", HIGH, WORD), ("Stop\nMary Smith\nAcme Ltd", HIGH, WORD), ("STOP (John)", HIGH, WORD),
    ("Unsubscribe.\nSent from Outlook", HIGH, WORD), ("STOP\nVon meinem iPhone gesendet", HIGH, WORD), ("stop\nthanks", HIGH, WORD),
    ("UNSUBSCRIBE ALL", HIGH, WORD), ("opt out all", HIGH, WORD), ("stop everything", HIGH, WORD), ("S.T.O.P", HIGH, WORD),
    ("S.T.O.P.", HIGH, WORD), ("S T O P", HIGH, WORD), ("s-t-o-p", HIGH, WORD), ("cancel all", MEDIUM, WORD), ("END - J.", MEDIUM, WORD),
    ("QUIT\n\nSent from my phone", MEDIUM, WORD), ("BAJA\nEnviado desde mi iPhone", MEDIUM, ABROAD), ("REMOVE ALL", MEDIUM, PLAIN),
    ("stop2end", HIGH, PLAIN), ("STOP2QUIT", HIGH, PLAIN), ("stop texting me. Regards, Bob", HIGH, PLAIN),
    # other languages, the language of the conversation unknown
    ("ARRET", MEDIUM, ABROAD), ("arrêt", MEDIUM, ABROAD), ("BAJA", MEDIUM, ABROAD), ("ABMELDEN", MEDIUM, ABROAD), ("СТОП", MEDIUM, ABROAD),
    ("退订", MEDIUM, ABROAD), ("수신거부", MEDIUM, ABROAD), ("AFMELDEN", MEDIUM, ABROAD), ("إيقاف", MEDIUM, ABROAD), ("הסר", MEDIUM, ABROAD),
    ("No quiero recibir más mensajes", MEDIUM, ABROAD), ("Arrêtez de m'envoyer des SMS", MEDIUM, ABROAD),
    ("Bitte keine Nachrichten mehr", MEDIUM, ABROAD), ("Keine Werbung", MEDIUM, ABROAD), ("Abmelden bitte", MEDIUM, ABROAD), ("stop pub", MEDIUM, ABROAD), ("Não quero mais receber SMS", MEDIUM, ABROAD),
    ("Stop met berichten sturen", MEDIUM, ABROAD), ("Прекратите присылать смс", MEDIUM, ABROAD), ("请不要再给我发短信", MEDIUM, ABROAD),
    ("配信を解除してください", MEDIUM, ABROAD),
    ("jangan kirim sms lagi", MEDIUM, ABROAD), ("tolong hentikan sms", MEDIUM, ABROAD), ("ei enää viestejä", MEDIUM, ABROAD),
    ("basta", MEDIUM, ABROAD), ("koniec", MEDIUM, ABROAD), ("не присылайте", MEDIUM, ABROAD), ("хватит", MEDIUM, ABROAD),
    ("توقف", MEDIUM, ABROAD), ("หยุด", MEDIUM, ABROAD), ("ngừng", MEDIUM, ABROAD), ("stoppa", MEDIUM, ABROAD), ("fjern meg", MEDIUM, ABROAD),
]  # fmt: skip

ORDINARY = [
    "jangan lupa bawa kartu", "jangan hubungi sebelum jam 9", "koniec miesiąca pasuje", "basta così, grazie, due pizze", "хватит на двоих?",
    "หยุดวันไหน", "Hi, stop by at 5", "توقف الباص هنا", "stoppa in på lördag", "nope stop at the corner", "Hi, stop 4 on route 12", "ei enää tilaa",
    "please don't stop", "Please don't stop texting me!", "never stop sending these, I love them", "Can you stop by at 5?", "I'll stop by tomorrow",
    "cancel my appointment", "I need to cancel my 3pm", "Can we cancel Friday and do Monday?", "where is the bus stop", "The end of the month works",
    "See you at the end", "I quit my job!", "Did you stop sending coupons?", "why did you stop texting me", "don't unsubscribe me",
    "Please do not remove me from the list", "ok", "Thanks!", "no", "C", "1", "", "   ", "???", "👍", "12345", "Yes please", "I want to start",
    "How do I stop the alarm?", "What time do you stop serving?", "is there a stop in Dallas", "I'm not interested in the red one, is there a blue?",
    "can you remove the onions", "Take me off at the next exit", "Don't call me before 9", "nonstop flights?", "Do not forget my order",
    "I gave the wrong number on the form", "the text got cut off at the end", "He won't stop calling me, can you help?",
    "Can I unsubscribe from the premium plan?", "what happens if I say stop", "I'll block this time on my calendar", "How to opt out of paper billing?",
    "I can't stop laughing", "Please stop by my office", "what's the next stop?", "don't text me at work, call me", "he said stop at the gate",
    "Do you text at the last stop", "Ask the driver to message you at your stop", "No me mande la factura, la recojo",
    "please stop the delivery to my old address", "take me off the waiting list and book me in", "I will stop by tomorrow\nJohn",
    "CANCEL my 3pm please", "Please stop the subscription box for May", "Stop at the corner and call", "S.O.S", "OK - John", "I.T. team",
    "Yes\nSent from my iPhone", "take the chairs off my order", "opt me in", "stop 12 please, driver", "We can stop the order? John",
    "please stop delivering to the back door", "Please stop my newspaper from Monday", "remove me from the 5pm class and add me to 6pm",
    "take me off the 10am slot", "delete my number 2 choice", "please cancel and rebook\nMary", "Cancel - Monday", "CANCEL\nby phone please",
    "Quit. Tuesday", "O.K.", "B A C K",
    "Hola, gracias", "Merci beaucoup", "Danke, bis morgen", "Para mi hermana", "Ende gut", "NE", "Nie", "EI", "R", "off",
]  # fmt: skip

LIFTS = [
    ("START", None),
    ("start", None),
    ("Unstop", None),
    ("Start.", "twilio"),
    ("YES", "twilio"),
    ("yes", "octopods"),
]


def test_a_result_is_true_if_it_is_an_opt_out() -> None:
    assert opt_out("please stop texting me")
    assert not opt_out("Thanks!")
    assert not opt_out("START")
    assert not opt_out("stop, wait, is it at 5 or 6?")


@pytest.mark.parametrize(("reply", "confidence", "basis"), OUT, ids=[row[0] for row in OUT])
def test_opts_out(reply: str, confidence: Confidence, basis: Basis) -> None:
    found = opt_out(reply)
    assert (found.opted_out, found.confidence, found.basis, found.lifts) == (True, confidence, basis, False)
    assert found.words


@pytest.mark.parametrize("reply", ORDINARY)
def test_does_not_opt_out(reply: str) -> None:
    assert opt_out(reply) == OptOut(opted_out=False)


@pytest.mark.parametrize(("reply", "provider"), LIFTS)
def test_opts_in_again(reply: str, provider: str | None) -> None:
    found = opt_out(reply, provider)
    assert (found.opted_out, found.lifts) == (False, True)


@pytest.mark.parametrize(("reply", "provider", "basis"), [
    ("REVOKE", "twilio", KEYWORD), ("REVOKE", "telnyx", WORD), ("REVOKE", "octopods", KEYWORD),
    ("OPTOUT", "twilio", KEYWORD), ("OPTOUT", "telnyx", WORD), ("STOP ALL", "telnyx", KEYWORD), ("REMOVE", "aws", KEYWORD), ("ARRET", "aws", KEYWORD),
])  # fmt: skip
def test_each_provider_has_its_own_keywords(reply: str, provider: str, basis: Basis) -> None:
    found = opt_out(reply, provider)
    assert (found.opted_out, found.confidence, found.basis) == (True, HIGH, basis)


def test_unknown_provider() -> None:
    with pytest.raises(ConfigError, match="twilio"):
        opt_out("STOP", "twillio")


@pytest.mark.parametrize(("reply", "locale", "out"), [
    ("NE", "cs-CZ", True), ("NE", "de", False), ("nie", "pl_PL", True), ("ei", "fi", True), ("R", "zh-CN", True), ("R", "en-US", False),
    ("baja", "es-MX", True), ("baja", "en", False), ("off", "tl", True), ("desabonner", "fr-CA", True), ("STOP", "xx", True),
])  # fmt: skip
def test_the_language_decides_the_meaning_of_short_words(reply: str, locale: str, out: bool) -> None:
    assert opt_out(reply, locale=locale).opted_out is out
