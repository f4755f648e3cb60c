"""Words that people are told to reply: where they are in the sentence, and what the provider does with them."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from smslint.rules import packs, replies
from smslint.rules.checks import reply_word
from smslint.rules.context import make_context
from smslint.rules.engine import run
from smslint.rules.subject import Subject
from smslint.rules.wants import present_bits

TWILIO = {"kind": "transactional", "provider": "twilio"}
AWS_TOLL_FREE = {"kind": "transactional", "provider": "aws", "sender": {"type": "toll_free", "registered": True}}

# text, provider, OPT004, OPT005
REPLIES = [
    # an opt-out word that the provider does not know, before and behind its purpose
    ("To opt out reply NO", TWILIO, "error", None),
    ("To unsubscribe text BYE", TWILIO, "error", None),
    ("To opt out, reply REMOVE.", TWILIO, "error", None),
    ("If you want to stop messages, text LEAVE", TWILIO, "error", None),
    ("Opt out: reply NO", TWILIO, "error", None),
    ("Unsubscribe? Text BYE", TWILIO, "error", None),
    ("Responda ALTO para cancelar", TWILIO, "error", None),
    ("Responda ALTO para dejar de recibir mensajes", TWILIO, "error", None),
    ("Responda AYUDA para ayuda, ALTO para cancelar", TWILIO, "error", None),
    ("Para dejar de recibir mensajes, responda ALTO", TWILIO, "error", None),
    ("AYUDA para ayuda, ALTO para cancelar", TWILIO, "error", None),
    ("Antwoord UIT om af te melden", TWILIO, "error", None),
    ("Om uit te schrijven: antwoord AFMELDEN", TWILIO, "error", None),
    ("Zum Abmelden antworten Sie mit ENDE", TWILIO, "error", None),
    ("Répondez ARRET pour vous désabonner", TWILIO, "error", None),
    ("Pour ne plus recevoir nos SMS, répondez ARRET", TWILIO, "error", None),
    ("Per non ricevere più SMS rispondi BASTA", TWILIO, "error", None),
    ("Svara SLUTA för att avregistrera dig", TWILIO, "error", None),
    ("To opt out, reply CANCEL", AWS_TOLL_FREE, "error", None),
    # one that it knows, and words for another purpose
    ("To opt out reply STOP", TWILIO, None, None),
    ("To unsubscribe, text QUIT. Reply NO to skip Friday", TWILIO, None, None),
    ("To opt out reply STOP, for help reply HELP", TWILIO, None, None),
    ("To opt out, text LEAVE to 60777", TWILIO, None, None),
    ("Para cancelar su cita, responda NO", TWILIO, None, None),
    ("Reply N to leave a message", TWILIO, None, None),
    ("Reply NO to leave your seat to others", TWILIO, None, None),
    ("To leave the list reply NO", TWILIO, "error", None),
    ("Reply NO to cancel", TWILIO, None, None),
    ("Stuur JA om te bevestigen", TWILIO, None, None),
    # a word that opts people out, used for something else
    ("Reply STOP to stop the timer", TWILIO, None, "warning"),
    ("To confirm press 1, to cancel reply END", TWILIO, None, "warning"),
    ("To keep your table reply 1, to cancel it reply CANCEL", TWILIO, None, "warning"),
    ("Reply 1 to confirm or text CANCEL to cancel", TWILIO, None, "warning"),
    ("Reply YES to confirm your subscription, CANCEL to cancel", TWILIO, None, None),
    ("Reply Y to join our alerts, END to cancel", TWILIO, None, None),
    ("Can't come? Text CANCEL", TWILIO, None, "warning"),
    ("CANCEL to free up your slot, C to confirm", TWILIO, None, "warning"),
    ("Reply START to start the wash", TWILIO, None, "info"),
    ("Text UNSUBSCRIBE to leave the meal plan", TWILIO, None, "warning"),
    ("Type QUIT to exit the survey", TWILIO, None, "warning"),
    ("Text STOP to pause your box", TWILIO, None, "warning"),
    ("Reply: CANCEL = cancel the order", TWILIO, None, "warning"),
    ("Reply: YES = keep it", TWILIO, None, "info"),
    ("Reply STOP to end this program", TWILIO, None, None),
    ("Reply STOP to leave our VIP list", TWILIO, None, None),
    ("Reply STOP to end the SMS series", TWILIO, None, None),
    ("Reply: HELP = help, STOP = end", TWILIO, None, None),
    ("See acme.example/?STOP=1 and reply GO", TWILIO, None, None),
    ("Acme: your table is booked for Fri. Reply CANCEL to cancel it.", TWILIO, None, "warning"),
    ("Acme: is the job done? Reply END when finished.", TWILIO, None, "warning"),
    ("To cancel your appointment, reply CANCEL", TWILIO, None, "warning"),
    ("To cancel it reply CANCEL", TWILIO, None, "warning"),
    ('Send "CANCEL" to remove it.', TWILIO, None, "warning"),
    ("Reply CANCEL if you cannot come", TWILIO, None, "warning"),
    ("When you are done, text QUIT", TWILIO, None, "warning"),
    ("Reply C to confirm or CANCEL to cancel your visit", TWILIO, None, "warning"),
    ("Antwoord CANCEL om je afspraak af te zeggen", TWILIO, None, "warning"),
    ("Responde CANCEL para anular tu cita", TWILIO, None, "warning"),
    ("Reply CANCEL to cancel it", AWS_TOLL_FREE, None, None),  # from a toll-free number AWS acts on STOP alone
    ("Reply CANCEL to stop messages", TWILIO, None, None),
    ("Reply CANCEL to cancel", TWILIO, None, None),
    ("Reply END if you no longer want to hear from us", TWILIO, None, None),
    # no verb tells people to reply
    ("Your visit is Fri 3pm. CANCEL to cancel your visit", TWILIO, None, "warning"),
    ("YES to confirm, CANCEL to cancel your table", TWILIO, None, "warning"),
    ("Visit Fri 3pm. To cancel your visit: CANCEL", TWILIO, None, "warning"),
    ("Keep: K, cancel your booking: STOP", TWILIO, None, "warning"),
    ("K = keep it / CANCEL = cancel the table", TWILIO, None, "warning"),
    ("Confirm? YES", TWILIO, None, "info"),
    ("YES to confirm your visit", TWILIO, None, "info"),
    ("CANCEL para anular tu cita", TWILIO, None, "warning"),
    ("STOP to end", TWILIO, None, None),
    ("STOP to cancel", TWILIO, None, None),
    ("Acme: STOP to stop texts, HELP for help", TWILIO, None, None),
    ("END to end encryption is here", TWILIO, None, None),
    ("QUIT for good with our app", TWILIO, None, None),
    ("To cancel: call 555 0100", TWILIO, None, None),
    ("STOP TO SHOP AND CANCEL TO CANCEL YOUR VISIT", TWILIO, None, None),
    ("Cancel by 5 pm: NYC office", TWILIO, None, None),
    ("Reply STOP if this is a bad time", TWILIO, None, None),  # STOP is used for little else
    ("Reply STOP to cancel your order", TWILIO, None, "warning"),
    # a word that the provider answers itself, or reads as an opt-in
    ("Welcome to Acme! Text HELP for a list of commands.", TWILIO, None, "info"),
    ("For the menu, reply INFO", TWILIO, None, "info"),
    ("Reply HELP for help", TWILIO, None, None),
    ("Text HELP if you have questions", TWILIO, None, None),
    ("Text INFO for more information", TWILIO, None, None),
    ("Reply HELP", TWILIO, None, None),
    ("Reply YES if you can make it", TWILIO, None, "info"),
    ("Reply YES to subscribe to alerts", TWILIO, None, None),
    ("Reply START to join", TWILIO, None, None),
    ("Reply YES", TWILIO, None, None),
    ("Reply YES to confirm", {"kind": "transactional", "provider": "telnyx"}, None, None),  # not its word
    # in other words, orders and languages
    ("Had enough? Reply ENOUGH to stop hearing from us", TWILIO, "error", None),
    ("Text NOMORE if you no longer want our messages", TWILIO, "error", None),
    ("¿No quieres más mensajes? Contesta FUERA", TWILIO, "error", None),
    ("Si ya no quieres recibir avisos, envía ADIOS", TWILIO, "error", None),
    ("Se não quiser mais receber, responda CHEGA", TWILIO, "error", None),
    ("Keine Nachrichten mehr? Antworte mit RAUS", TWILIO, "error", None),
    ("Mit NEIN antworten, um dich abzumelden", TWILIO, "error", None),
    ("Vous ne souhaitez plus nos SMS ? Répondez ASSEZ", TWILIO, "error", None),
    ("Non vuoi più messaggi? Rispondi ADDIO", TWILIO, "error", None),
    ("Wil je geen berichten meer? Antwoord KLAAR", TWILIO, "error", None),
    ("Vill du inte ha fler sms? Svara HEJDA", TWILIO, "error", None),
    ("Mesaj almak istemiyorsanız YETER yazın", TWILIO, "error", None),
    ("Listeden çıkmak için CIK yazıp gönderin", TWILIO, "error", None),
    ("Nie chcesz wiadomości? Odpisz DOSC", TWILIO, "error", None),
    ("Чтобы отписаться, ответьте ХВАТИТ", TWILIO, "error", None),
    ("Pentru dezabonare trimite GATA", TWILIO, "error", None),
    ("Leiratkozáshoz válaszolj ELEG", TWILIO, "error", None),
    ("¿No quieres más mensajes? Contesta STOP", TWILIO, None, None),
    ("Mesaj almak istemiyorsanız STOP yazın", TWILIO, None, None),
    ("Чтобы отписаться, ответьте STOP", TWILIO, None, None),
    ("Keine Zeit? Antworte mit NEIN", TWILIO, None, None),
    ("Not getting our texts? Reply CHECK", TWILIO, None, None),
    ("Vous ne recevez pas nos SMS ? Répondez TEST", TWILIO, None, None),
    ("Чтобы подтвердить, ответьте ДА", TWILIO, None, None),
    ("Randevuyu onaylamak için EVET yazın", TWILIO, None, None),
    ("Pentru a confirma răspunde DA", TWILIO, None, None),
    ("Can't come? Just text CANCEL", TWILIO, None, "warning"),
    ("Para anular la cita envía CANCEL", TWILIO, None, "warning"),
    ("Randevuyu iptal etmek için CANCEL yazın", TWILIO, None, "warning"),
    ("Чтобы отменить запись, ответьте CANCEL", TWILIO, None, "warning"),
    ("Mit CANCEL antworten, um den Termin abzusagen", TWILIO, None, "warning"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "context", "unhonoured", "reserved"), REPLIES)
def test_words_that_people_reply(
    text: str, context: dict[str, object], unhonoured: str | None, reserved: str | None
) -> None:
    found = {
        finding.code: finding.severity.label
        for finding in run(packs.load().rules, Subject(text, context=make_context(context)), ("message",))
    }
    assert (found.get("OPT004"), found.get("OPT005")) == (unhonoured, reserved)


@pytest.mark.parametrize("text", [text for text, *_ in REPLIES])
def test_the_quick_test_of_the_engine_lets_each_of_them_through(text: str) -> None:
    from smslint.rules.wants import REPLY

    assert present_bits(Subject(text, context=make_context(TWILIO))) & REPLY


WORDS = (
    *sorted(replies.VERBS),
    "sie",
    "STOP",
    "stop",
    "YES",
    "'no'",
    "to",
    "end",
    "with",
    "the word",
    "back",
    ":",
    "=",
    ",",
    "123",
    "A1",
    *"–…’“•€",
    "–reply",
    "répondez",
    "™reply",
    "e\u200breply",
    "ſend",
)


@given(st.lists(st.sampled_from(WORDS), max_size=9), st.booleans())
def test_the_verbs_of_a_text_are_enough_to_find_what_it_tells(words: list[str], capitals: bool) -> None:
    text = " ".join(words).upper() if capitals else " ".join(words)
    found, every = replies._places(text), replies._each(replies._ANY_TELL, text, 0)
    assert [(each.span(), each.span("word")) for each in found] == [(each.span(), each.span("word")) for each in every]


@given(
    st.lists(
        st.sampled_from(("to", "opt", "out", "opt-out", "optout", "unsubscribe", "unsub", ":", "stop")), max_size=5
    )
)
def test_what_plainly_opts_out_opts_out(words: list[str]) -> None:
    why = f" {' '.join(words)}"
    assert not reply_word._PLAINLY_OPTING_OUT.match(why) or reply_word._OPTING_OUT.match(why)
