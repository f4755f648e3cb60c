"""What is known about the functions of programs, by their names: those that translate, read a file, or change a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias

from smslint.sources.brackets import inside_of, split
from smslint.text.patterns import later
from smslint.vocabulary import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

Names: TypeAlias = tuple[str, ...]
"""A called function as its names: ``client.messages.create``."""


READS: Final = word_set(
    "open read_text read_bytes readFile readFileSync file_get_contents fopen encode decode readfile file require import_module "
    "resource_path base_path storage_path app_path public_path constant date strftime number_format toLocaleString "
    "toLocaleDateString toLocaleTimeString Path File join_path resolve get_data querySelector route url asset"
)
"""Functions that are given the name of a file or of a format, whatever it looks like."""
_SETTINGS: Final = word_set("getenv environ env config get_option getattr getItem")
"""Functions that are given the name of a setting, and perhaps the text to take if there is none."""
_RENDERS: Final = word_set(
    "render render_to_string render_template renderTemplate renderFile renderToString renderView renderPartial view make fetch get_template "
    "getTemplate select_template load_template loadTemplate get pop loads parse json_decode"
)
"""Functions that are given such a name, or the text of a template."""
_SEPARATES: Final = word_set("join split implode explode preg_split")
"""Functions that are given a separator."""
CHANGES: Final = {
    **dict.fromkeys(
        (
            "strtoupper", "strtolower", "mb_strtoupper", "mb_strtolower", "mb_convert_case", "ucfirst", "lcfirst", "ucwords", "nl2br", "strip_tags",
            "htmlspecialchars", "htmlspecialchars_decode", "html_entity_decode", "htmlentities", "addslashes", "stripslashes", "urlencode", "rawurlencode",
            "base64_encode", "base64_decode", "md5", "sha1", "strrev", "str_repeat", "str_pad", "substr", "mb_substr", "mb_strimwidth", "wordwrap", "strtr",
            "mb_convert_encoding", "utf8_encode", "utf8_decode", "quotemeta", "bin2hex", "encodeURIComponent", "decodeURIComponent", "escape",
            "unescape", "encodeURI", "decodeURI", "btoa", "atob",
        ),
        0,
    ),
    **dict.fromkeys(("str_replace", "str_ireplace", "preg_replace", "preg_replace_callback", "iconv"), 2),
}  # fmt: skip
"""Functions that return another text than they are given, and which argument that is."""
METHODS: Final = word_set(
    "upper lower title capitalize casefold swapcase replace translate center ljust rjust zfill expandtabs removeprefix removesuffix "
    "toUpperCase toLowerCase toLocaleUpperCase toLocaleLowerCase replaceAll padStart padEnd slice substring substr repeat normalize charAt"
)
"""Methods of a text that return something else than it."""
BY_NAME: Final = word_set("call_user_func call_user_func_array function_exists method_exists is_callable")
"""Functions of PHP that are given the name of another."""
_TRIMS: Final = word_set("trim rtrim ltrim chop")
"""Functions that change only white space at the ends."""
AS_TEXT: Final = word_set(
    "str unicode text_type cstr force_str force_text smart_str smart_text ensure_str ensure_text mark_safe SafeString"
)
"""Functions of Python that return the text they are given."""
FORMATS: Final = word_set("sprintf vsprintf printf")
"""Functions that fill their first argument with the others."""

_LOGS: Final = word_set(
    "debug info warning warn error critical exception log trace notice fatal verbose alert emergency"
)
"""Methods of what writes a log."""
_LOG: Final = later(
    r"_*(?:\w*log(?:ger|ging)?|console|winston|pino|structlog|warnings|Log|sentry_sdk|Sentry)_*", re.IGNORECASE
)
"""What writes a log."""
_TELLS: Final = word_set(
    "print pprint error_log trigger_error var_dump print_r console_log add_argument add_parser echo secho die exit captureMessage capture_message"
)
"""Functions that tell something to the person who runs the program."""
_FAILS: Final = later(r"[A-Z]\w*(?:Error|Exception|Warning)|assert\w*|reject|abort", re.ASCII)
"""Errors, and what compares in tests."""

_GETTEXT: Final = {
    **dict.fromkeys(
        ("NSLocalizedString", "_", "__", "N_", "_l", "_e", "_x", "_ex", "gettext", "gettext_lazy", "gettext_noop", "ugettext", "ugettext_lazy", "lazy_gettext", "esc_html__",
         "esc_html_e", "esc_html_x", "esc_attr__", "esc_attr_e", "esc_attr_x", "translate"),
        (0,),
    ),
    **dict.fromkeys(("pgettext", "pgettext_lazy", "dgettext", "p_"), (1,)),
    **dict.fromkeys(
        ("_n", "_nx", "_n_noop", "_nx_noop", "ngettext", "ngettext_lazy", "ungettext", "ungettext_lazy", "n_"), (0, 1)
    ),
    **dict.fromkeys(("npgettext", "npgettext_lazy", "pngettext", "dngettext", "np_"), (1, 2)),
    **dict.fromkeys(("dnpgettext", "dpngettext"), (2, 3)),
    "dpgettext": (2,),
}  # fmt: skip
"""Functions that translate a text, which may also be a key, and which arguments are texts."""
_KEYED: Final = word_set(
    "t tr tc trans trans_choice transChoice $t $tc getMessage get_message formatMessage getText get_text getString get_string getTranslation "
    "get_translation localize localise l10n i18n lang instant translation"
)
"""Functions that are given the key of a text."""
_CATALOGUE: Final = later(
    r"\A(?:lang|i18n|i18next|l10n|intl|polyglot|translat\w*|locali[sz]\w*|catalog\w*|\w*bundle)\Z", re.IGNORECASE
)
"""What owns a method that looks up a key."""
_LOOKS_UP: Final = word_set("get choice line message text string translate plural transChoice")
_WORD: Final = later(r"[A-Za-z$_][\w$]*(?:[.:/|-]+[\w$]+)*", re.ASCII)
_JOINED: Final = later(r"\w[._:/|]+\w|[a-z][A-Z]", re.ASCII)
_ONE_WORD: Final = later(r"[A-Z][a-z]*|[A-Z]+", re.ASCII)

_CALL: Final = later(r"([\w$.:>\\?-]++)\s*+(?:\((?=(?P<given>[^()]*))|(?=(?P<tagged>`[^`]*`)))")
_REQUESTS: Final = word_set("get post put patch request fetch axios urlopen Request curl_init post_form")
"""Functions that are given the address of a service."""
_ADDRESS: Final = later(r"[A-Za-z]?['\"`]?https?://[^\s'\"`]+['\"`]?\Z")
_NUMBER: Final = later(r"\+[\d ().-]{7,25}")
_HOLE: Final = later(r"\$?\{[^{}]*\}|\$\w+")
_NAME: Final = later(r"[\w$]+")
_ESCAPED: Final = later(r"\\(.)", re.DOTALL)
_QUOTED: Final = later(r"(['\"`])((?:(?!\1)[^\\]|\\.)*)\1")


def takes_no_text(callee: Names, argument: str) -> bool:
    """Whether a string is a phone number, a separator, a part to replace, or the name of a file or a setting: ``render("order.txt")``."""
    if not callee:
        return False
    name = callee[-1]
    if _NUMBER.fullmatch(argument.strip("'\"")) or (name in _REQUESTS and _ADDRESS.match(argument) is not None):
        return True
    if name in _SEPARATES or name in READS or (len(callee) > 1 and name in METHODS and translated(callee) is None):
        return True
    return (name in _RENDERS or name in _SETTINGS) and not any(map(str.isspace, argument))


def tells_developers(callee: Names) -> bool:
    """Whether a function is given texts for those who run the program, and not for recipients: a log, an error, a comparison in a test."""
    if not callee:
        return False
    callee = tuple(each.rpartition("\\")[2] for each in callee)  # PHP: with the namespace before it
    name = callee[-1]
    logged = name in _LOGS and len(callee) > 1 and any(_LOG.fullmatch(each) for each in callee[:-1])
    written = name == "write" and callee[-2:-1] in {("stdout",), ("stderr",)}
    return (
        logged or written or name in _TELLS or callee[0] in {"assert", "expect"} or _FAILS.fullmatch(name) is not None
    )


def keeps_text(callee: Names) -> bool:
    """Whether the text that a function is given is that of a message, although the function may fill or translate it."""
    return translated(callee) is not None or (bool(callee) and callee[-1] in {*_RENDERS, *FORMATS, *_TRIMS})


def loads(callee: Names) -> bool:
    """Whether a function returns the content of something that it is given the name of."""
    return bool(callee) and callee[-1] in {*READS, *_RENDERS, *_SETTINGS}


def is_gettext(callee: Names) -> bool:
    """Whether a function is usually given a text, and only sometimes a key."""
    return bool(callee) and callee[-1] in _GETTEXT


def translated(callee: Names) -> tuple[int, ...] | None:
    """Which arguments of a call are texts to translate, or keys of a catalogue; ``None`` if the function does not translate."""
    if not callee:
        return None
    name = callee[-1]
    if callee[:1] == ("Yii",) and name == "t":
        return (1,)
    if name in _GETTEXT:
        return _GETTEXT[name]
    small = name[:1].lower() + name[1:]  # C# and Go write `GetString`
    owned = len(callee) > 1 and small in _LOOKS_UP and _CATALOGUE.match(callee[-2]) is not None
    return (0,) if name in _KEYED or small in _KEYED or owned else None


def is_key(callee: Names, text: str) -> bool:
    """Whether an argument of a function that translates is the key of a text, and not the text in another language."""
    if _WORD.fullmatch(text) is None:
        return False
    if _JOINED.search(text) is not None:
        return True
    keyed = callee[-1] not in _GETTEXT or callee[-1] == "__"  # Laravel's, and not only WordPress's
    return keyed and _ONE_WORD.fullmatch(text) is None


def key_in(expression: str) -> str | None:
    """The key of a catalogue that an expression translates; ``None`` if there is none."""
    for found in _CALL.finditer(expression):
        callee = tuple(_NAME.findall(found[1]))
        places = translated(callee) or ()
        texts = [quoted[2] for quoted in _QUOTED.finditer(found["given"] or found["tagged"] or "")]
        for text in (texts[place] for place in places if place < len(texts)):
            if is_key(callee, _HOLE.sub("x", text)):
                return text
    return None


def texts_to_translate(source: str) -> Iterator[str]:
    """The texts that a program translates: what its catalogues have as keys."""
    for found in _CALL.finditer(source):
        callee = tuple(_NAME.findall(found[1]))
        if not is_gettext(callee):
            continue
        given = split(inside_of(source, found.end())) if found["tagged"] is None else []
        for place in translated(callee) or ():
            pieces = [each[2] for each in _QUOTED.finditer(given[place])] if place < len(given) else []
            if pieces:
                yield _ESCAPED.sub(lambda each: {"n": "\n", "t": "\t"}.get(each[1], each[1]), "".join(pieces))


def why_unknown(expression: str, *, sent: bool = False) -> str:
    """Why the value of an expression is unknown: it comes from a catalogue, or from elsewhere.

    :param sent: whether it is the text of a call that sends.
    """
    if (key := key_in(expression)) is not None:
        return f"The text comes from the catalogue, under the key {key}."
    return f"What this call sends is not known: {expression}." if sent else f"The value of {expression} is unknown."
