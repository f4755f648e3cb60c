"""Languages that are not read: their code in a text is never counted as words that are sent."""

from __future__ import annotations

import pytest

from smslint import bounds
from smslint.project.guessing import guess
from smslint.project.placing import Place
from smslint.sources.message import Message, SourceMap
from smslint.span import LineIndex
from smslint.text.tree import leaves

TEXTS = {
    "FreeMarker": ["Hi ${name}<#if code?has_content>, code ${code}</#if>", "Hi ${name!'there'}", "[#if name]Hi[/#if]", "<@msg/> Hi"],
    "Mako": ["Hi\n% if x:\nyour code\n% endif\n", "<%include file='foot'/>Hi", "Hi ${name | h}"],
    "EJS": ["<% if (name) { %>Hi <%- name %><% } %>", "Hi <%- include('foot') %>", "<%_ if (a) { _%>x<%_ } _%>"],
    "Smarty": ["Hi {$name|upper}", "{if $code}code {$code}{/if}", "Hi {$user.name}{foreach $a as $b}x{/foreach}"],
    "Thymeleaf": ["Hi [(${name})]", "Hi [[${name}]]", "Hi [[#{greeting}]]", "Hi [(*{name})]", "[# th:if='${x}']your code[/]", "<p th:text='${x}'>Hi</p>", "Hi [[@{/path}]]"],
}  # fmt: skip


@pytest.mark.parametrize(("language", "body"), [(name, body) for name, bodies in TEXTS.items() for body in bodies])
def test_code_is_not_counted_as_words(language: str, body: str) -> None:
    message = Message(body, SourceMap.identity(len(body)))
    found = guess(message, Place("sms.txt", LineIndex(body), None, "", "plain", inside="sms.txt"))
    assert found.text is not None, language
    assert bounds(found.text).most is None
    shown = "".join(getattr(leaf, "text", "") for leaf in leaves(found.text))
    assert not set(shown) & set("{}[]<>$#%"), shown
