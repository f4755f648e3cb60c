from __future__ import annotations

import pytest

from smslint.rules.kinds import infer

OTP = [
    "Your code is {code}",
    "Your verification code is 123456",
    "{code} is your Acme verification code",
    "123 456 is your one-time password",
    "Acme: use 482910 to verify your number. Don't share it.",
    "Your login code for {app}: {code}. Expires in 10 minutes.",
    "{brand} code: {code}. Do not share it with anyone.",
    "Your OTP is {otp}",
    "Your PIN is {pin}",
    "Enter code {code} to sign in",
    "Your Google verification code is G-123456",
    "Use {code} to log in to Acme.\n\n@acme.com #{code}",
    "YOUR CODE IS {CODE}",
    "Tu código es {code}",
    "{code} es tu código de verificación",
    "Votre code de vérification est {code}",
    "Ihr Code lautet {code}",
    "{code} ist Ihr Bestätigungscode",
    "Seu código de acesso: {code}",
    "Il tuo codice è {code}",
    "Je code is {code}",
    "Ваш код: {code}",
    "您的验证码是{code}",
    "[Acme] 인증번호 {code}",
    "Doğrulama kodunuz: {code}",
]

MARKETING = [
    "Acme: 20% off today!",
    "{brand}: {percent}% off everything this weekend. Reply STOP to opt out.",
    "Flash sale! Shop now: {url}",
    "$15 off everything, today only",
    "Save up to $50 on new arrivals",
    "BOGO this weekend only",
    "Hi {name}, we miss you! Here's 10% off your next visit",
    "Your order has shipped! Enjoy 20% off your next order",
    "Black Friday is here. Free shipping with code SAVE",
    "Refer a friend and earn points",
    "Reply YES for a chance to win a phone",
    "Last chance: our summer sale ends tonight",
    "Flights from $49. Book now and save 20%",
    "SHОP NOW and get 30% off",  # a Cyrillic O
    "Stop by our store today for 20% off!",
    "Your discount code is {code}. Shop now!",
    "¡Rebajas! 20% de descuento en todo",
    "Soldes : -50% sur tout, profitez-en",
    "Nur heute: 20% Rabatt auf alles",
    "Aproveite: 30% OFF só hoje",
    "Saldi! Sconto del 30%",
    "Alleen vandaag: 20% korting",
]

TRANSACTIONAL = [
    "Hi {name}, your order #{id} has shipped.",
    "Your order total was $40. A 20% discount was applied.",
    "20% off was applied to your order {id}.",
    "Reminder: your appointment is on {date} at {time}.",
    "Your battery is at 20%. Charge soon.",
    "Your house is for sale: viewing on {date}",
    "Your payment of $20 is due on {date}",
    "The end of season meeting starts now",
    "Your promo code {code} was redeemed",
    "Your booking code is {code}",
    "Your tracking code is {code}",
    "Enter through gate 4, the door code is 1234",
    "Your postal code is 12345, is that right?",
    "Tickets go on sale soon. Your request was received",
    "Save this number: we will text you updates",
    "We never ask for your verification code by phone.",
    "Your password was changed. If this wasn't you, call us.",
    "Driver {name} arrives at {time}",
    "Refund of $30 from your last order has been processed",
    "Appointment at 3pm. Reply C to confirm.",
    "Your deal with us was closed on {date}",
    "Su pedido ha sido enviado",
    "Votre commande a été expédiée",
    "Votre code promo {code} a été utilisé",
    "Ihre Bestellung wurde versandt",
    "Pedido #{id} entregue. Aproveite o seu evento!",
    "Rabatt von 5 Euro wurde verrechnet",
    "",
    "Hello",
]

CASES = [
    (kind, text)
    for kind, texts in (("otp", OTP), ("marketing", MARKETING), ("transactional", TRANSACTIONAL))
    for text in texts
]


@pytest.mark.parametrize(("kind", "text"), CASES)
def test_the_kind_of_a_text(kind: str, text: str) -> None:
    found = infer(text)
    assert found.kind == kind, str(found)
    assert found.inferred


@pytest.mark.parametrize(("kind", "text"), CASES)
def test_the_evidence_is_in_the_text(kind: str, text: str) -> None:
    found = infer(text)
    assert all(text[cue.span.start : cue.span.end] == cue.text for cue in found.evidence)
    assert (found.score > 0) == bool(found.evidence)
    assert kind == "transactional" or found.score >= 3


def test_the_evidence_in_a_finding() -> None:
    assert str(infer("Acme: 20% off today!")) == "marketing: '20% off'"
    assert str(infer("Hello")) == "transactional"


def test_reading_one_language_only() -> None:
    assert infer("20% korting, alleen vandaag", ["nl"]).kind == "marketing"
    assert infer("20% korting, alleen vandaag", ["fr"]).kind == "transactional"
