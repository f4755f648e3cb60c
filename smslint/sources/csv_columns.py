"""Which columns of a CSV file contain texts, by the names in its header: asked only where the project names none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources.file_locale import as_locale
from smslint.vocabulary import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

NOT_KNOWN: Final = "Which column has the text is not known, so each cell was read as a message: set columns."
FIRST_ROW: Final = "This looks like a text and not like the name of a column: the first row has the names, so no message of it was read."


_TEXTS: Final = word_set(
    """
    body text texts message msg sms content copy
    sms_body sms_content sms_copy sms_message sms_template sms_text message_body message_content message_template message_text
    body_text text_body text_content template_body template_content template_text
    nachricht nachrichtentext inhalt texte contenu corps texto mensaje contenido cuerpo mensagem conteúdo
    testo messaggio contenuto corpo tekst bericht inhoud wiadomość tresc treść meddelande besked melding viesti teksti üzenet szöveg
    zpráva mesaj metin içerik pesan teks mesej tin_nhắn nội_dung сообщение текст повідомлення съобщение μήνυμα κείμενο
    הודעה טקסט رسالة الرسالة نص النص پیام متن संदेश বার্তা ข้อความ 本文 文面 メッセージ 短信 短信内容 内容 內容 消息 訊息 文本 메시지 내용 문자
    """
)
_WEAK: Final = word_set(
    "template templates translation value string vorlage wert modèle traduction valeur plantilla valor modelo modello szablon шаблон 值"
)
"""Names of texts unless another column has one of those above: then it is the name of a template, or something else."""
_LANGUAGE: Final = word_set(
    "language lang locale language_code lang_code locale_code culture sprache sprachcode langue idioma língua lingua taal język jezyk språk kieli nyelv "
    "jazyk dil bahasa язык мова γλώσσα שפה لغة اللغة भाषा 语言 言語 언어"
)
"""Names of columns with the language of each row."""
_KEYS: Final = word_set("id k key keys name code slug identifier")
_WORDS: Final = word_set("id no to is it in as or he so am be my an")
"""Codes of languages that are words: columns with such a name are of a language only next to others."""
_LONGEST: Final = 200
_ASIDE: Final = re.compile(r"\([^()]*\)")
_SENTENCE: Final = re.compile(r"\S{3,}[:.!?]\s+\S+\s+\S|(?:\S+\s+){3}.*\w[.!]\Z|\{\{|\{\w+\}|%\w+%|\$\{", re.DOTALL)
_GAPS: Final = re.compile(r"[\s_.\-()\[\]/]+")


def text_columns(header: Sequence[str]) -> list[int]:
    """The columns of texts, from 0: those that say so, else those of languages; none if the header does not show it."""
    names = [_split(name) for name in header]
    translated = any(stem in _TEXTS | _WEAK and locale and locale not in _WORDS for stem, locale in names)
    for wanted in (_TEXTS, _WEAK):
        found = [
            at
            for at, (stem, locale) in enumerate(names)
            if stem in wanted and (locale not in _WORDS or (translated and locale))
        ]
        if found:
            return found
    languages = [at for at, name in enumerate(header) if at and as_locale(name.strip()) is not None]
    if any(header[at].strip().lower() not in _WORDS for at in languages):
        return languages
    if len(header) == 2 and _folded(header[0]) in _KEYS:
        return [1]
    return [0] if len(header) == 1 else []


def is_text(cell: str) -> bool:
    """Whether a cell in the place of a column's name looks like a text: it has a sentence, or a placeholder."""
    return _SENTENCE.search(_ASIDE.sub("", cell[:_LONGEST]).strip()) is not None


def language_column(header: Sequence[str]) -> int | None:
    """The column that has the language of each row, from 0, by its name."""
    return next((at for at, name in enumerate(header) if _folded(name) in _LANGUAGE), None)


def _split(name: str) -> tuple[str, str]:
    """The name of a column without its language, and the language: ``text`` and ``pt_br`` of ``Text (pt-BR)``."""
    words = _folded(name).split("_")
    for length in (len(words) - 2, len(words) - 1):
        if length > 0 and as_locale("_".join(words[length:])) is not None:
            return "_".join(words[:length]), "_".join(words[length:])
    return "_".join(words), ""


def _folded(name: str) -> str:
    return _GAPS.sub("_", name.strip().lower()).strip("_")
