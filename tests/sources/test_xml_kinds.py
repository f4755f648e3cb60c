"""What an XML file is, by its root: Android's, Odoo's, or nothing that is read."""

from __future__ import annotations

import pytest

from smslint.sources.registry import by_root, source_for

ROOTS = {
    "<odoo><record/></odoo>": "odoo",
    "<Response><Message>Hi</Message></Response>": "twiml",
    "<!-- x --><Response>\n<Sms>Hi</Sms></Response>": "twiml",
    "<Response><Say>Hi</Say></Response>": "unknown",
    "<a><Response><Message>Hi</Message></Response></a>": "unknown",
    "<openerp><data/></openerp>": "odoo",
    '<?xml version="1.0"?>\n<!-- our texts -->\n<odoo/>': "odoo",
    "<data noupdate='1'/>": "odoo",
    "<resources/>": "android",
    "<templates><sms>Acme</sms></templates>": "unknown",
    '\ufeff<?xml version="1.0"?><messages/>': "unknown",
    '<!DOCTYPE properties SYSTEM "http://java.sun.com/dtd/properties.dtd">\n<properties/>': "unknown",
    '<?xml version="1.0"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "x">\n<plist/>': "unknown",
    "<!DOCTYPE TS><TS/>": "unknown",
    "<xliff:xliff/>": "xliff",
    "": "odoo",
}


@pytest.mark.parametrize(("text", "source"), ROOTS.items())
def test_the_root_of_an_xml_file_shows_its_format(text: str, source: str) -> None:
    assert by_root(source_for("sms/a.xml"), text).source == source
