"""The forms of merge fields in all tools: a table, and a search for them in a text.

A row is one syntax. Most are certain: ``*|FNAME|*``, ``%%First_Name%%``. Some also occur in plain text (``[Acme]``,
``#SALE``, ``$AAPL``), and count only if their name is a usual name of fields, or one that the caller knows.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from smslint.dialects.field_names import folded, in_link, is_usual
from smslint.dialects.quoted_fields import OPENING, may_quote, quoted_fields
from smslint.records import NamedTuple
from smslint.text.patterns import later

if TYPE_CHECKING:
    import re
    from collections.abc import Container


class Syntax(NamedTuple):
    """One way to write a merge field."""

    tool: str
    """The tool that fills it, for people."""
    pattern: str
    """A pattern with one group: the name, or code whose first word is the name."""
    example: str
    sure: bool = True
    """Whether it is a merge field with any name."""
    nameless: bool = False
    """Whether the group is not a name that a list could have: ``%s``."""
    in_links: bool = True
    """Whether it can be distinguished from the characters of a link."""
    or_prose: bool = False
    """Whether several words, or a word between spaces, may also be prose: ``{limited offer}``, ``## SALE ##``."""


class MergeField(NamedTuple):
    """One merge field in a text."""

    name: str
    """Empty if it has none."""
    tool: str
    start: int
    end: int


DLT: Final = "India's DLT"
WORD: Final = "Word's mail merge"
UNKNOWN: Final = "a language that smslint does not know"
_NAME: Final = r"[^\W\d][\w.]{0,60}"
_WORDS: Final = r"[^\W\d][\w.]{0,40}(?:[ -]\w{1,40}){0,4}"

SYNTAXES: Final = (
    Syntax("Braze", r"\{\{\s*(?:\w+\.)?\$\{([^{}\n]{1,80})\}[^{}\n]{0,80}\}\}", "Hi {{${first_name} | default: 'there'}}"),
    Syntax("Handlebars or Salesforce", r"\{\{\{([^{}\n]{1,80})\}\}\}", "Hi {{{Recipient.FirstName}}}"),
    Syntax("WhatsApp or Twilio Content", r"\{\{\s?(\d{1,2})\s?\}\}", "Order {{1}} is ready.", nameless=True),
    Syntax("Marketo", r"\{\{\s?((?:lead|company|my|program|campaign|system|member)\.[^{}\n]{1,80})\}\}", "Hi {{lead.First Name:default=there}}"),
    Syntax("Jinja, Liquid or Handlebars", r"\{\{([^{}\n]{0,80})\}\}", "Hi {{ customer.first_name | default: 'there' }}"),
    Syntax("Blade", r"\{!!([^!{}\n]{1,80})!!\}", "Hi {!! $name !!}"),
    Syntax("Jinja, Django or Liquid", r"\{%([^{}\n]{0,80})%\}", "{% if name %}", nameless=True),
    Syntax("ERB or Adobe Campaign", r"<%[=#-]?([^<>\n]{0,80})%>", "Hi <%= recipient.firstName %>"),
    Syntax("PHP", r"<\?(?:php\b|=)([^<>\n]{0,80})\?>", "Hi <?= $name ?>"),
    Syntax("Template Toolkit", r"\[%-?([^\[\]\n]{1,80})%\]", "Hi [% borrower.firstname %]"),
    Syntax("Mako", r"</?%(?:def|include|block|inherit|namespace|page|doc|text|call|self:)\b[^<>\n]{0,80}>", "<%include file='foot'/>", nameless=True),
    Syntax("JSP, Thymeleaf or TAL", r"</?(?:c|fmt|fn|s|tal|metal|th|g):[a-zA-Z][^<>\n]{0,120}>", "<c:out value='x'/>", nameless=True),
    Syntax("Thymeleaf, Vue or TAL", r"<\w{1,20}\s(?:[^<>\n]{0,80}\s)?(?:th:|tal:|v-|ng-|data-th-)[a-z-]{2,20}=[\"'](?:[^<>\n]{1,80}>)?", "<b th:text='x'>Bob</b>", nameless=True),
    Syntax("Thymeleaf", r"\[(?:/|#\s[^\[\]\n]{1,80}|[(\[][$*#@]\{[^{}\n]{1,80}\}[)\]])\]", "[# th:if='x']a[/]", nameless=True),
    Syntax("FreeMarker", r"</?[#@]([a-zA-Z][^<>\n]{0,80})>", "<#if name>", nameless=True),
    Syntax("Salesforce or Dynamics", r"\{!\s?\$?([A-Za-z][\w .:]{0,60})(?:;[^{}\n]{0,60})?\}", "Hi {!Contact.FirstName}"),
    Syntax("Mautic", r"\{[a-z]{2,20}(?:field|link|content)=([A-Za-z0-9_]{1,60})(?:\|[^{}\n]{0,60})?\}", "Hi {contactfield=firstname|there}"),
    Syntax("a mail merge", rf"\{{\s?({_NAME})\s?=[^{{}}\n]{{0,60}}\}}", "Hi {first_name=there}"),
    Syntax(DLT, r"\{#\s?([a-z]{2,20})\s?#\}", "OTP {#numeric#} for {#alphanumeric#}", nameless=True),
    Syntax("Amazon Cognito", r"\{\s?(#{2,8})\s?\}", "Your code is {####}", nameless=True),
    Syntax("Vietnam's eSMS", r"\{(P\d),\d{1,3}\}", "{P1,20} la ma xac minh", nameless=True),
    Syntax("Smarty or Fluent", r"\{\s?\$([A-Za-z_][^{}\n]{0,60})\}", "Hi {$name}"),
    Syntax("Smarty", r"\{(/(?:if|foreach|for|while|section|block|capture|strip|function)|else|foreachelse|(?:if|elseif|foreach|for|while|section|include|extends|block|assign|capture|function)\s[^{}\n]{0,200}[$=][^{}\n]{0,200})\}", "Hi {if $name}you{/if}", nameless=True),
    Syntax("Smarty", r"\{(?:\*[^{}]{0,200}\*|(?:include|extends|insert|literal|/literal|ldelim|rdelim|nocache|strip|config_load)\b[^{}\n]{0,80})\}", "{* a note *}", nameless=True),
    Syntax("Dust", r"\{(?:[~?^>]\"?\w[^{}\n]{0,60}/?|:else)\}", "{?name}you{/name}", nameless=True),
    Syntax("MessageFormat or string.Format", r"\{\s?(\d{1,2})\s?(?:[,:][^{}\n]{0,40})?\}", "Total {0:N2}", nameless=True),
    Syntax("ICU", r"\{\s*(\w{1,40})\s*,\s*(?:plural|select|selectordinal|number|date|time|choice)\b", "{n, plural, one {# item} other {# items}}"),
    Syntax("Python, Rust or a logger", r"\{ ?\}", "Hi {}", nameless=True),
    Syntax("Kakao or Ruby", r"#\{([^{}\n]{1,80})\}", "#{고객명}님 주문이 접수되었습니다"),
    Syntax("JavaScript, Kotlin or FreeMarker", r"\$!?\{([^{}\n]{1,80})\}", "Hi ${name}"),
    Syntax("Python, Ruby or Rails", r"%(?:\(([^()\n]{1,60})\)[-+#0]{0,3}\d{0,3}(?:\.\d{1,2})?[a-zA-Z])", "Hi %(name)s"),
    Syntax("Ruby or Rails", rf"%[{{<]\s?({_NAME}\s?[}}>])", "Hi %{name}"),
    Syntax("a mail merge or a program", rf"\{{\s?({_WORDS}\s?(?:\|[^{{}}\n]{{0,40}}|[:!][^{{}}\s]{{1,20}})?)\}}", "Hi {first_name}", or_prose=True),
    Syntax("Salesforce Marketing Cloud", r"%%=?\[?\s?(?:v\(\s?@)?([A-Za-z_][^%\n]{0,80}?)\]?=?%%", "Hi %%First_Name%%"),
    Syntax("ActiveCampaign, Symfony or WordPress", r"%(?<![\w%]%)(?![0-9A-Fa-f]{2}%)(/?[^\W\d_][\w.-]{0,60})%(?!\w)", "Order %order_id% shipped", in_links=False),
    Syntax("ActiveCampaign", r"%(?<![\w%]%)([A-Z][A-Z0-9_-]{1,40})[+*|][\w -]{1,40}%(?!\w)", "Hi %FIRSTNAME|there%", in_links=False),
    Syntax("printf", r"%(?<![\w%]%)(?:\d{1,2}\$)?[-+0]?\d{0,3}(?:\.\d{1,2})?([sf@]|d(?!'[a-zé]))(?![\w%])", "Hi %1$s", nameless=True, in_links=False),
    Syntax("printf", r"%(?<![\w%]%)\d{1,2}\s?\$\s?([sdfSD@])(?![\w$])", "Hi %1$ s", nameless=True, in_links=False),
    Syntax("Mailchimp", r"\*\|\s?([A-Za-z][^|\n]{0,60})\|\*", "Hi *|FNAME|*!"),
    Syntax("Iterable or Omnisend", r"\[\[([^\[\]\n]{1,60})\]\]", "Hi [[contact.first_name | default: 'there']]"),
    Syntax("a program", rf"<<(\s?{_WORDS}\s?)>>", "Hi <<Client.PreferredName>>", or_prose=True),
    Syntax("GOV.UK Notify", rf"\(\(({_WORDS}(?:\?\?[^()]{{0,80}})?)\)\)", "Hi ((first name))"),
    Syntax("GOV.UK Notify", rf"\(\(\s?({_WORDS})\s?\)\)", "Hi (( name ))", sure=False),
    Syntax("a program", rf"##(\s?{_WORDS}\s?)##", "Hi ##FIRST_NAME##", or_prose=True),
    Syntax("Velocity", r"\$!\s?([A-Za-z]\w{0,60})", "Dear $! fullName, your card is ready", in_links=False),
    Syntax("Oracle Responsys", r"\$((?:lookup|nvl|cond)\([^$\n]{0,60}\))\$", "Hi $lookup(FIRST_NAME)$"),
    Syntax("Velocity", r"#(?:if|elseif|foreach|set|parse)\s?\(([^()\n]{0,60})\)", "#if($name)", nameless=True, in_links=False),
    Syntax("Razor", r"@(?<!\w@)(?:\{|(?:model|using|inject)\s[A-Z][\w.<>]{0,80}(?=\s*\n)|(?:foreach|switch|while|for)\s?\([^()\n]{0,80}\)\s*\{)", "@foreach (var x in y) {", nameless=True, in_links=False),
    Syntax("Blade", r"@(?<!\w@)(?:if|elseif|foreach|forelse|isset|include)\s?\(([^()\n]{0,60})\)", "@if($name)", nameless=True, in_links=False),
    Syntax("Razor", r"@(?<!\w@)Model\.([A-Za-z]\w{0,60})", "Hi @Model.FirstName", in_links=False),
    Syntax("Razor", r"@(?<!\w@)\(([A-Za-z_][\w.]{0,60})\)", "Hi @(name)", in_links=False),
    Syntax("Mako", r"%(?<![^\n]%)[ \t]{0,4}(?:(?:if|elif|for|while)\s[^\n]{1,100}:[ \t]*|(?:else:|endif|endfor|endwhile)[ \t]*)(?=\r?\n|\Z)", "% if x:", nameless=True),
    Syntax("StringTemplate", r"\$(?:if|elseif)\([^()\n$]{1,60}\)\$|\$(?:else|endif)\$", "$if(x)$you$endif$", nameless=True),
    Syntax("Swift", r"\\\(([A-Za-z_][\w.]{0,60})\)", r"Hi \(name)"),
    Syntax("i18next", r"\$t\(([^()\n]{1,80})\)", "Hi $t(footer)", in_links=False),
    Syntax("vue-i18n", r"@(?<!\w@)(?:\.[a-z]{1,20})?:\(?([A-Za-z][\w.-]{0,60})\)?", "Hi @:footer", in_links=False),
    Syntax("FreeMarker", r"\[/?#(?:if|else|elseif|list|assign|include|macro|sep)\b[^\[\]\n]{0,80}\]", "[#if name]", nameless=True),
    Syntax("a mail merge", r"\|\*([A-Za-z][^|*\n]{0,60})\*\|", "Hi |*name*|!"),
    Syntax("a mail merge", rf"\[\s?[@$]?({_WORDS})(?:\|[^\[\]\n]{{0,40}})?\s?\]", "Order [order_id] shipped", sure=False, in_links=False),
    Syntax("a mail merge", rf"<\s?(?!no value>)({_WORDS})\s?/?>", "Hi <first name>", sure=False, in_links=False),
    Syntax("a mail merge", rf"&lt;\s?({_WORDS})\s?&gt;", "Hi &lt;name&gt;", sure=False),
    Syntax("a program", r"\$\$([A-Za-z_][\w.]{0,60})\$\$", "Hi $$name$$", sure=False, in_links=False),
    Syntax("a program", r"#([^\W\d]\w{0,40})#(?!\w)", "Hi #FIRST_NAME#", sure=False, in_links=False),
    Syntax("Laravel", r":(?<![\w:/]:)([A-Za-z][A-Za-z0-9_]{1,40})(?![\w:])", "Hi :name", sure=False, in_links=False),
    Syntax("StringTemplate", r"\$([A-Za-z_][\w.]{0,60})\$(?!\w)", "Hi $first_name$", sure=False, in_links=False),
    Syntax("PHP, Perl or Velocity", r"\$(?<![\w$]\$)([A-Za-z_][\w.]{0,60})(?!\w)", "Hi $first_name", sure=False, in_links=False),
    Syntax("a shell", r"\$\(([A-Za-z_][\w.]{0,60})\)", "Hi $(name)", sure=False, in_links=False),
    Syntax("a link", rf"%7[Bb](?:%7[Bb])?(?![0-9A-Fa-f]{{32}})({_NAME})(?:%7[Dd]){{1,2}}", "acme.example/?n=%7Bname%7D", sure=False),
    Syntax("a web page", rf"&(?:lcub|lbrace|#123|#[xX]7[bB]);(?:&(?:lcub|lbrace|#123|#[xX]7[bB]);)?\s?({_NAME})\s?(?:&(?:rcub|rbrace|#125|#[xX]7[dD]);){{1,2}}", "Hi &#123;&#123;name&#125;&#125;"),
    Syntax("ERB or Adobe Campaign that is not closed", r"<%[=-]?\s?@?([A-Za-z_][\w.]{0,40})(?=[\s,.!?;:]|\Z)(?![^<>]{0,200}%>)", "Hi <%= name, welcome"),
    Syntax(UNKNOWN, rf"\{{[@#&!~^.:*+=?/-]{{1,2}}({_NAME})[@#&!~^.:*+=?/-]{{0,2}}\}}", "Hi {@name}", sure=False),
    Syntax(UNKNOWN, rf"::(?<!\w::)({_NAME})::(?!\w)", "Hi ::name::", sure=False, in_links=False),
    Syntax(UNKNOWN, rf"\?(?<=(?<!\w)\?\?)({_NAME})\?\?(?!\w)", "Hi ??name??", sure=False, in_links=False),
    Syntax("Keap", r"~([A-Z]\w{0,30}\.\w[\w.]{0,40})~", "Hi ~Contact.FirstName~", in_links=False),
    Syntax("Salesforce that is not closed", r"%%=\s?([A-Za-z]\w{0,40})\s?\((?![^\n]{0,300}=%%)", "Hi %%=v(@name), welcome"),
    Syntax("Salesforce that is not closed", r"%%\[\s?(?i:if|set|var|else|for)\b(?![^\]\n]{0,300}\]%%)", "%%[ if @vip then", nameless=True),
    Syntax("Mailchimp that is not closed", r"\*\|([A-Za-z]\w{0,40})(?=[\s,.!?;:]|\Z)(?![^|\n]{0,200}\|\*)", "Hi *|FNAME, welcome"),
    Syntax("a tool that is not closed", r"\$\{([A-Za-z_][\w.]{0,40})(?=[\s,.!?;:]|\Z)(?![^{}]{0,200}\})", "Hi ${name, welcome"),
    Syntax("a tool that is not closed", r"\[\[([A-Za-z_][\w.]{0,40})(?=[\s,.!?;:]|\Z)(?![^\[\]]{0,200}\]\])", "Hi [[first_name, welcome", sure=False),
    Syntax("GOV.UK Notify that is not closed", rf"\(\(({_WORDS})\)(?![^()\n]{{0,40}}\))", "Hi ((first name), welcome", sure=False),
    Syntax("a tool that is not closed", r"\{\{\{?\s?([A-Za-z_][\w.]{0,40})(?=[\s,.!?;:]|\Z)(?![^{}]{0,200}\})", "Hi {{name, welcome"),
    Syntax("a tool that is not closed", r"\{([A-Za-z_][\w.]{0,40})(?=[\s,.!?;:]|\Z)(?![^{}]{0,200}\})", "Hi {name, welcome", sure=False),
    Syntax(UNKNOWN, r"[@~^|!+=_](?<!\w.)(?:(?<=[@^|!+=])[@^|!+=]?|(?<=~)~|(?<=_)_)([^\W\d_](?:[\w ]{0,40}[^\W_])?)[@~^|!+=_]{1,2}(?![\w@~^|!+=_])", "Hi @@first_name@@", sure=False, in_links=False),
)  # fmt: skip
"""From the clearest to the weakest: if two begin at the same character, the first applies."""


_MARKUP: Final = frozenset(("address", "code", "data", "link", "time", "title", "var"))
"""HTML tags with names of fields."""
_START: Final = later(
    r"[{*<\[(%#$:\\@~^|!+=_&?§¤`}\]>-](?:(?<=[{*])|(?<![?§¤`}\]>-])(?!\s)|(?<=[<\[(])(?=[ ][^\W\d_])|(?<=[?§¤`-])(?<!\w.)(?=\w)|(?<=\w[}\]>])|(?<=[A-Z_]%)|(?<=\n%)|(?<=\A%))"
)
"""The possible starts of a merge field."""
_MAY_BE_GREETED: Final = later(
    r"(?<=[\w,])[ ](?:[%@#&^~$<\[{(*+=?§¤`_\\:!/-]{1,4}(?=[^\W\d_])|[^\W\d_]\w*[ ]?(?:\}\}|\]\]|%))"
)
"""A sign before a word, or after it, perhaps after a greeting."""
_FIRST: Final = later(r"[^\W\d][\w.]*(?:[ -][^\W\d]\w*)*")
_WORD: Final = later(r"[^\W\d]\w*")


def merge_fields(text: str, known: Container[str] = ()) -> list[MergeField]:
    """The merge fields in a text, in order.

    :param known: possible names of fields here, in the form of :func:`folded`: a list's columns, declared values.
    """
    found: list[MergeField] = []
    unsure: dict[Syntax, list[MergeField]] = {}
    at = 0
    while start := _START.search(text, at):
        at = start.end()
        for syntax, pattern in _by_sign().get(start[0], ()):
            match = pattern.match(text, start.start())
            if match is None or (not syntax.in_links and in_link(text, match.start())):
                continue
            first = None if syntax.nameless else _FIRST.search(match[1])
            field = MergeField(first[0] if first else "", syntax.tool, *match.span())
            sure = syntax.sure and not (syntax.or_prose and " " in match[1].partition("|")[0].rstrip())
            (found if sure else unsure.setdefault(syntax, [])).append(field)
            at = match.end()
            break
    for syntax, fields in unsure.items():
        telling = {each for each in fields if _is_common(each.name, syntax) or names(each.name, known)}
        if telling:
            found += [each for each in fields if each in telling or not (" " in each.name or each.name.istitle())]
    if known or _MAY_BE_GREETED.search(text):
        found += _other_forms(text, known, found)
    if may_quote(text):
        taken = {at for each in found for at in range(each.start, each.end)}
        found += [
            MergeField(each.name, WORD if each.of_word else UNKNOWN, each.start, each.end)
            for each in quoted_fields(text, known)
            if taken.isdisjoint(range(each.start, each.end))
        ]
    found.sort(key=lambda each: each.start)
    return found


def _other_forms(text: str, known: Container[str], found: list[MergeField]) -> list[MergeField]:
    """The merge fields in forms of no tool, outside of those that were found."""
    from smslint.dialects.named_fields import named_fields

    taken = {at for each in found for at in range(each.start, each.end)}
    more: list[MergeField] = []
    for name, start, end in named_fields(
        text,
        lambda name: len(name) > 1 and folded(name) in known and " " not in name.rpartition(".")[0],
        is_usual,
        taken,
        after_greetings=not known,
    ):
        if not taken.isdisjoint(range(start, end)):
            continue
        taken.update(range(start, end))
        more.append(MergeField(name, UNKNOWN, start, end))
    return more


def may_hold(text: str, known: Container[str] = ()) -> bool:
    """Whether anything in a text could begin a merge field: most texts are not looked at any closer.

    :param known: as in :func:`merge_fields`.
    """
    if _START.search(text) is not None or may_quote(text):
        return True
    if not known:
        return False
    from smslint.dialects.named_fields import may_name

    return may_name(text)


@cache
def _by_sign() -> dict[str, tuple[tuple[Syntax, re.Pattern[str]], ...]]:
    """The syntaxes that begin with each character."""
    found: dict[str, tuple[tuple[Syntax, re.Pattern[str]], ...]] = {}
    for syntax in SYNTAXES:
        pattern = syntax.pattern
        signs = (
            pattern[1 : pattern.index("]")] if pattern[0] == "[" else pattern[1] if pattern[0] == "\\" else pattern[0]
        )
        for sign in signs:
            found[sign] = (*found.get(sign, ()), (syntax, later(pattern)))
    return found


@cache
def signs() -> tuple[frozenset[str], frozenset[str]]:
    """The signs that can stand directly before the name in a merge field, and those after which a space may follow first."""
    from smslint.dialects.named_fields import SIGNS

    near = set(SIGNS.replace("\\", "")) | {"\\"} | set(OPENING)
    apart = set("[{<(")
    for syntax in SYNTAXES:
        pattern, example = later(syntax.pattern), syntax.example
        match = pattern.search(example)
        assert match is not None, example
        near.update(sign for sign in match[0] if not (sign.isalnum() or sign.isspace()))
        at = match.start(1) if match.lastindex else 0
        before = example[:at].rstrip()
        if before and pattern.search(f"{before} {example[at:]}"):
            apart.add(before[-1])
    return frozenset(near), frozenset(apart)


@lru_cache(maxsize=64)
def known_names(declared: tuple[str, ...], columns: tuple[str, ...] = ()) -> frozenset[str]:
    """The names that a project declares and that a list has columns for."""
    return frozenset(map(folded, (*declared, *columns))) - {""}


def names(code: str, known: Container[str]) -> bool:
    """Whether the content of a merge field contains one of the known names."""
    return bool(known) and (folded(code) in known or any(folded(word[0]) in known for word in _WORD.finditer(code)))


def _is_common(name: str, syntax: Syntax) -> bool:
    """Whether it is a usual name of a field: ``first_name``, ``OrderID``, ``Your Code``."""
    return not (syntax.pattern.startswith("<") and name in _MARKUP) and is_usual(name)
