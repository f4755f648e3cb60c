"""The table of merge fields: each row finds its own example, and none finds one in ordinary texts."""

from __future__ import annotations

import pytest

import smslint
from smslint.dialects.field_names import folded
from smslint.dialects.merge_fields import SYNTAXES, known_names, merge_fields, names
from smslint.dialects.quoted_fields import label
from smslint.finding import Severity

WRITTEN = [
    # The form in a tool, the name, and the tool that smslint names.
    ("Hi *|FNAME|*!", "FNAME", "Mailchimp"),
    ("Hi {{lead.First Name:default=there}}", "lead.First Name", "Marketo"),
    ("Hi %%First_Name%%", "First_Name", "Salesforce Marketing Cloud"),
    ("Hi %%=v(@firstName)=%%", "firstName", "Salesforce Marketing Cloud"),
    ("Hi {{{Recipient.FirstName}}}", "Recipient.FirstName", "Handlebars or Salesforce"),
    ("Hi {!Contact.FirstName}", "Contact.FirstName", "Salesforce or Dynamics"),
    ("Hi {!Contact:First Name;there}", "Contact", "Salesforce or Dynamics"),
    ("Hi %FIRSTNAME%", "FIRSTNAME", "ActiveCampaign, Symfony or WordPress"),
    ("Hi {{ contact.firstname }}", "contact.firstname", "Jinja, Liquid or Handlebars"),
    ("Hi {{${first_name} | default: 'there'}}", "first_name", "Braze"),
    ("Hi {{event_properties.${shop}}}", "shop", "Braze"),
    ("Hi {{ first_name|default:'there' }}", "first_name", "Jinja, Liquid or Handlebars"),
    ("Rain: [[forecast.today]]", "forecast.today", "Iterable or Omnisend"),
    ("Hi {contactfield=firstname|there}", "firstname", "Mautic"),
    ("Hi ${object.name}", "object.name", "JavaScript, Kotlin or FreeMarker"),
    ("Hi $!{name}", "name", "JavaScript, Kotlin or FreeMarker"),
    ("Hi <%= recipient.firstName %>", "recipient.firstName", "ERB or Adobe Campaign"),
    ("Hi $lookup(FIRST_NAME)$", "lookup", "Oracle Responsys"),
    ("Hi {FIRST_NAME}", "FIRST_NAME", "a mail merge or a program"),
    ("Hi { name }", "name", "a mail merge or a program"),
    ("Hi {First Name}", "First Name", "a mail merge or a program"),
    ("Order {{1}} is ready.", "", "WhatsApp or Twilio Content"),
    ("Hi ((first name))", "first name", "GOV.UK Notify"),
    ("Hi (( name ))", "name", "GOV.UK Notify"),
    ("Hi *| FNAME |*!", "FNAME", "Mailchimp"),
    ("Hi {! Contact.FirstName }", "Contact.FirstName", "Salesforce or Dynamics"),
    ("Hi %имя%", "имя", "ActiveCampaign, Symfony or WordPress"),
    ("Hi { 0 }", "", "MessageFormat or string.Format"),
    ("Order %1$ s", "", "printf"),
    ("Order %2 $d", "", "printf"),
    ("Order %1$S", "", "printf"),
    ("Hi < NAME >, welcome", "NAME", "a mail merge"),
    ("OTP {#numeric#}", "", "India's DLT"),
    ("{P1,20} la ma xac minh", "", "Vietnam's eSMS"),
    ("#{고객명}님 주문이 접수되었습니다", "고객명", "Kakao or Ruby"),
    ("您的验证码为：${code}", "code", "JavaScript, Kotlin or FreeMarker"),
    ("您的验证码是{1}", "", "MessageFormat or string.Format"),
    ("Order %order_id% shipped", "order_id", "ActiveCampaign, Symfony or WordPress"),
    ("Order [order_id] shipped", "order_id", "a mail merge"),
    ("Dear [FIRST NAME]", "FIRST NAME", "a mail merge"),
    ("Hi :firstName, your code", "firstName", "Laravel"),
    ("Hi %{name}", "name", "Ruby or Rails"),
    ("Hi %{name }", "name", "Ruby or Rails"),
    ("Hi %<name>s", "name", "Ruby or Rails"),
    ("Hi \\(name)", "name", "Swift"),
    ("Total {0:N2}", "", "MessageFormat or string.Format"),
    ("Total {0,number,#.##}", "", "MessageFormat or string.Format"),
    ("Order %1$s", "", "printf"),
    ("Hi %@", "", "printf"),
    ("Total %.2f", "", "printf"),
    ("Hi %(name)s", "name", "Python, Ruby or Rails"),
    ("Hi ##FIRST_NAME##", "FIRST_NAME", "a program"),
    ("Hi #NAME#", "NAME", "a program"),
    ("Hi <<Client.PreferredName>>", "Client.PreferredName", "a program"),
    ("Hi <first name>", "first name", "a mail merge"),
    ("Hi {first_name=there}", "first_name", "a mail merge"),
    ("Hi {contact.firstname = there}", "contact.firstname", "a mail merge"),
    ("Hi {x=y}", "x", "a mail merge"),
    ("Hi { delivery_slot }", "delivery_slot", "a mail merge or a program"),
    ("Hi «FirstName»", "FirstName", "Word's mail merge"),
    ("Hi «Name», your order is ready", "Name", "Word's mail merge"),
    ("Dear Ms «Name»", "Name", "Word's mail merge"),
    ("Sehr geehrte Frau «Nachname»", "Nachname", "Word's mail merge"),
    ("Bonjour «Prénom»", "Prénom", "Word's mail merge"),
    ("Hola ‹Nombre›!", "Nombre", "Word's mail merge"),
    ("Hi ＜name＞", "name", "Word's mail merge"),
    ("Hi [@name]", "name", "a mail merge"),
    *(
        (f"Hi {text}, your parcel is here", name, "a language that smslint does not know")
        for text, name in [
            ("⟦name⟧", "name"),
            ("｛｛name｝｝", "name"),
            ("｛｛vip tier｝｝", "vip tier"),
            ("【name】", "name"),
            ("⟪First Name⟫", "First Name"),
            ("❮code❯", "code"),
            ("〔order_id〕", "order_id"),
            ("［name］", "name"),
            ("﹛name﹜", "name"),
            ("「first_name」", "first_name"),
            ("（firstName）", "firstName"),
            ("【姓名】", "姓名"),
            ("｛氏名｝", "氏名"),
            ("⟨first_name⟩", "first_name"),
            ("【prénom】", "prénom"),
        ]
    ),
    ("Hi ‹name›", "name", "Word's mail merge"),
    ("Hi <FirstName/>", "FirstName", "a mail merge"),
    ("Hi [name|there]", "name", "a mail merge"),
    ("Hi |*name*|", "name", "a mail merge"),
    ("Hi $$name$$", "name", "a program"),
    ("Hi &lt;name&gt;", "name", "a mail merge"),
    ("Hi [#if vip]", "", "FreeMarker"),
    ("Dear $! fullName", "fullName", "Velocity"),
    ("Dear $first_name", "first_name", "PHP, Perl or Velocity"),
    ("Hi {$name}", "name", "Smarty or Fluent"),
    ("Hi {if $name}", "", "Smarty"),
    ("Hi {/foreach}", "", "Smarty"),
    ("Hi {else}", "", "Smarty"),
    ("Hi {include file='foot.tpl'}", "", "Smarty"),
    ("Hi {section}", "section", "a mail merge or a program"),
    ("Hi $t(foot)", "foot", "i18next"),
    ("Hi @:foot.text", "foot.text", "vue-i18n"),
    ("Hi @.upper:foot", "foot", "vue-i18n"),
    ("Hi [% borrower.firstname %]", "borrower.firstname", "Template Toolkit"),
    ("Your code is {####}", "", "Amazon Cognito"),
    ("Hi @@first_name@@", "first_name", "a language that smslint does not know"),
    ("Hi ~~name~~", "name", "a language that smslint does not know"),
    ("Hi ~Contact.FirstName~", "Contact.FirstName", "Keap"),
    ("Hi %%=v(@name), welcome", "v", "Salesforce that is not closed"),
    ("%%[ if @vip then ]% Hi", "", "Salesforce that is not closed"),
    ("Hi *|FNAME, welcome", "FNAME", "Mailchimp that is not closed"),
    ("Hi ${name, welcome", "name", "a tool that is not closed"),
    ("Hi [[first_name, welcome", "first_name", "a tool that is not closed"),
    ("Hi ((first name), welcome", "first name", "GOV.UK Notify that is not closed"),
    ("Hi %FIRSTNAME|there%", "FIRSTNAME", "ActiveCampaign"),
    ("Hi {{{name", "name", "a tool that is not closed"),
    ("See https://acme.example/{code}", "code", "a mail merge or a program"),
]


@pytest.mark.parametrize(("text", "name", "tool"), WRITTEN, ids=[row[0] for row in WRITTEN])
def test_what_tools_write(text: str, name: str, tool: str) -> None:
    (found,) = merge_fields(text)
    assert (found.name, found.tool) == (name, tool)


@pytest.mark.parametrize("row", SYNTAXES, ids=lambda row: row.example)
def test_each_row_finds_its_own_example(row: object) -> None:
    syntax = next(each for each in SYNTAXES if each is row)
    assert merge_fields(syntax.example)[0].tool == syntax.tool


ORDINARY = """
Hi #REF!, welcome
Hi #VALUE!, welcome
Hi #NAME?, welcome
For baskets < 5 kg and > 2 kg
50% off and 20% extra
Get 5%off, 5%to10%, 100%-free%, 100%!
at 10:30, in a ratio of 1:2, 3:name
only $5, was $20!
#SALE #1 #SALE#SUMMER #sale and C#
[Acme] your order, [STOP], [see below], [Order update], [ORDER UPDATE], [Acme Bank]
https://x.example/%20a%20b and https://a.example/%E2%9C%93%E2%9C%93 and http://x.example:8080/a
Note:this, time:now, :) :smile: Re: name
@acme.example #123456 %shop.example
I <3 you, 3 < 5 > 2, <#> Your code, <b>Sale</b> <br> <time>
*bold* _it_ ~no~ *Sale* _name_ ~date~
a{b (( )) (see note) }}
{limited offer} {today only} << sale >> <<< LAST DAY >>> ## SALE ## ### SALE ###
Antworten Sie mit «Name» und «PLZ»; Hi «Total», bonjour «Bonjour», Hi « Name »
« bonjour » le monde, 【Acme】 and 100 %d'accord
Il a dit « nom » et « votre code », «Total», «Bonjour», ‹ ici ›
【Link】Your code, 您的验证码【Total】, 【重要】 お知らせ, 「お名前」をご記入ください, （name）を入力, 《Time》 magazine, 〈NHK〉 news, 『Date』
Hi First Name Bank customers, your First Name is missing, Name your price, Dear customer, Hi there, name, Hola nombrado
Привет, «Лента»! Скидки в «Магните»
$AAPL is up, a@b.example, user@host.example
Reply Y/N! Call 1-800: press #
Use code=SAVE20, code=name=x, 5 +name
smith_name_x, get it 24/7!!name
""".strip().splitlines()


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_texts_have_none(text: str) -> None:
    assert merge_fields(text) == []


def test_a_known_name_counts_in_any_form() -> None:
    known = {folded("VIP Tier"), folded("hallPass")}
    assert [each.name for each in merge_fields("Hi [vip tier], $hall_pass #HALLPASS# [Acme]", known)] == [
        "vip tier", "hall_pass", "HALLPASS",
    ]  # fmt: skip
    assert merge_fields("Hi [vip tier], $hall_pass #HALLPASS# [Acme]") == []


@pytest.mark.parametrize(("text", "name"), [
    ("« Nom »", ""), ("«Nom»", "Nom"), ("【Nom】 hi", ""), ("hi 【Nom】 you", "Nom"), ("（nom）", "nom"), ("「Vip Tier」", "Vip Tier"), ("«le nom du client»", ""),
    ("⟦tier⟧", ""), ("⟦Vip Tier⟧", "Vip Tier"), ("【Vip】", ""),
])  # fmt: skip
def test_known_names_in_brackets_that_also_quote(text: str, name: str) -> None:
    known = {folded("nom"), folded("VIP Tier")}
    assert [each.name for each in merge_fields(text, known)] == ([name] if name else [])


LABELS = [
    ("Hi First Name, your parcel", "First Name"), ("hi first name!", "first name"), ("Acme: Dear Name: hi", "Name"), ("Hello FNAME", "FNAME"),
    ("Dear Customer Name, hi", "Customer Name"), ("Hallo Vorname, dein Paket", "Vorname"), ("Hola Nombre! tu pedido", "Nombre"),
    ("Acme: Bonjour Prénom Nom,", "Prénom Nom"), ("Hej LName.", "LName"), ("Привет, имя!", "имя"),
    ("Hi First Name Bank customers", ""), ("Your First Name is missing", ""), ("Dear customer, hi", ""), ("Hi Nev, hi", ""), ("Hi there", ""),
    ("Hi Ann, name it", ""), ("Hi Name-Tag", ""), ("Sashi Name, hi", ""), ("x" * 200 + " Hi Name,", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), LABELS)
def test_a_label_after_a_greeting(text: str, name: str) -> None:
    found = label(text)
    assert (found.name if found else "") == name
    findings = [each for each in smslint.check(text, kind="transactional").findings if each.code == "PLH001"]
    assert [each.severity for each in findings] == ([Severity.WARNING] if name else [])


def test_one_certain_field_makes_others_of_its_form_certain() -> None:
    text = "Total [amount], rate [payback], of [first_rp]; [see below]"
    assert [each.name for each in merge_fields(text)] == ["amount", "payback", "first_rp"]
    assert merge_fields("rate [payback]") == []


@pytest.mark.parametrize(
    ("code", "known"),
    [
        ("contact.firstName", {"firstname"}),
        ("defaultIfEmpty first_name 'x'", {"firstname"}),
        ("NVL(CITY, 'x')", {"city"}),
    ],
)
def test_a_name_is_found_in_the_content_of_a_field(code: str, known: set[str]) -> None:
    assert names(code, known)
    assert not names(code, {"other"})
    assert not names(code, set())


KNOWN = known_names(("first_name", "name"), ("Order ID", "shop", "date", "code"))
OTHER_FORMS = """
-name- | ~name~ | %name | @name | &firstname; | ?NAME? | {{ name } | { name }} | {{name | name}} | <name | [name | %%name | ^name^ | *name* | _name_
{name] | [[name] | ((name) | #name | ${name | `name` | \\name | /name/ | ;name; | :name: | §name§ | ¤name¤ | <<name> | <name>> | <-name-> | --name--
%(name) | $(name) | $[name] | {-name-} | {@name} | {#name} | {&name} | [-name-] | [*name*] | [~name~] | <?name?> | <!name> | &name& | &name | @@name
$$name | -First Name- | ~First Name~ | %First Name% | %First Name | &First Name; | ?First Name? | (First Name) | (first_name) | FirstName | first_name
[order id] | #Order ID | {order-id | contact.first_name}} | firstName | ORDER_ID
"""


@pytest.mark.parametrize(
    "form", [each.strip() for line in OTHER_FORMS.split("\n") for each in line.split(" | ") if each]
)
def test_a_known_name_needs_only_any_sign(form: str) -> None:
    (found,) = merge_fields(f"Your visit is at {form}, at ten", KNOWN)
    written = f"Your visit is at {form}, at ten"[found.start : found.end]
    assert written in form
    assert len(written) >= len(form) - 2  # one of the tools' forms may be inside


GREETED = (
    "-name- | ~name~ | %name | &firstname; | ?NAME? | (First Name) | (name) | *name* | _name_ | \\name | [name | `name`"
)


@pytest.mark.parametrize("form", GREETED.split(" | "))
@pytest.mark.parametrize("greeting", ["Hi", "Dear", "Hola", "Bonjour,", "GOOD MORNING"])
def test_after_a_greeting_a_usual_name_needs_only_any_sign(greeting: str, form: str) -> None:
    (found,) = merge_fields(f"{greeting} {form}, welcome")
    assert f"{greeting} {form}"[found.start : found.end] == form


WORDS = """
Your name, the shop and the date: use code SAVE20 (code) at the shop (see the date)
- name - shop -date -code *Date*: Monday, *Code* _Shop_ Shop! ?shop !date
https://shop.example/name/?code=x&name=y#shop and www.shop.example/&name; e-name, re-date
[Shop: order 5] "name" 'name' “First Name” (name)
Follow @Shop #Shop, name@shop.example, 5% date, 10%code
"""


@pytest.mark.parametrize("text", WORDS.strip().split("\n"))
def test_words_that_are_also_names_of_columns_are_words(text: str) -> None:
    assert [text[each.start : each.end] for each in merge_fields(text, KNOWN)] == []


GREETED_LABELS = [
    "First Name", "LNAME", "Vorname Nachname", "Prénom", "Nom Prenom", "Nombre", "Apellidos", "Nome Cognome", "Sobrenome",
    "Voornaam", "Achternaam", "Imię Nazwisko", "Jméno", "Имя", "ИМЯ ФАМИЛИЯ", "Фамилия", "Όνομα", "ΌΝΟΜΑ",
]  # fmt: skip


@pytest.mark.parametrize("name", GREETED_LABELS)
def test_each_label_is_seen_after_a_greeting(name: str) -> None:
    """Texts without any of the letters that labels have are not searched: each label has some."""
    found = label(f"Hi {name}, your order is here.")
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("％名前％様、ご予約を承りました", "名前"),
        ("您好％姓名％，订单已发货", "姓名"),
        ("%名前%様、ご予約を承りました", "名前"),
        ("＃氏名＃様", "氏名"),
        ("%%お名前%%様", "お名前"),
        ("Hi ％FIRST_NAME％, welcome", "FIRST_NAME"),
    ],
)
def test_a_usual_name_between_wide_signs_is_a_field(text: str, name: str) -> None:
    assert [each.name for each in merge_fields(text)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "10％OFFまたは20％OFF",
        "最大10%オフと5%オフ",
        "#新着#お知らせ",
        "50%の姓名% 入力",
        "全品％オフ％",
        "Ça fait 5 % name % non",
    ],
)
def test_words_between_signs_are_none(text: str) -> None:
    assert merge_fields(text) == []


@pytest.mark.parametrize("code", ["{##}", "{###}", "{#####}", "{######}"])
def test_a_code_of_cognito_with_another_number_of_signs_is_a_field_that_nothing_fills(code: str) -> None:
    # "The message must contain the {####} placeholder": VerificationMessageTemplateType in the API of Amazon Cognito.
    text = f"Your code is {code}"
    assert [each.tool for each in merge_fields(text)] == ["Amazon Cognito"]
    assert "PLH001" in [each.code for each in smslint.check(text, kind="otp").findings]


@pytest.mark.parametrize("code", ["{##}", "{###}", "{#####}", "{#### }", "{ #### }"])
@pytest.mark.parametrize("text", ["Your code is {{####}}, or {code}", "{code} {{####}}"])
def test_it_is_also_one_beside_the_right_code(text: str, code: str) -> None:
    from smslint.rules.engine import run
    from smslint.rules.packs import load
    from smslint.rules.subject import Subject

    body = text.replace("{code}", code).replace("{{####}}", "{####}")
    rules = [each for each in load().rules if each.code == "PLH001"]
    found = run(rules, Subject(body, dialect="brace", template=True))
    assert [body[slice(*each.span)] for each in found] == [code]


@pytest.mark.parametrize("text", ["Your code is {####}", "{username}, {####}", "{##Verify me##} or {####}"])
def test_what_cognito_fills_is_none(text: str) -> None:
    assert not [each for each in smslint.parse(text, "brace").parts if getattr(each, "opaque", False)]
    assert all("{" not in getattr(each, "text", "") for each in smslint.parse(text, "brace").parts)
