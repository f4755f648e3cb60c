"""A template together with what it extends and includes, as one text.

The tokens of all files are put into one order, as the engine would render them, and parsed once: white space is trimmed inside
each file alone, and conditions and loops around an include hold for what it puts in. Reads no file: a loader gives each part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.dialects.names.rescoping import Scope, rescoped
from smslint.dialects.parts.blade_views import Views
from smslint.dialects.parts.composed import Composed, Load, Part, Stretch, UnreadPart
from smslint.dialects.parts.composer import Composer
from smslint.dialects.parts.definitions import Definitions
from smslint.dialects.parts.inheritance import Inherited
from smslint.dialects.parts.mentions import mentions_parts
from smslint.dialects.parts.part_language import ComposeError, Language
from smslint.dialects.parts.partial_blocks import Parents, PartialBlocks
from smslint.dialects.parts.pieces import laid_out
from smslint.dialects.parts.wrapping import wrapped
from smslint.errors import TemplateError
from smslint.span import Span
from smslint.text.tree import unknown_text

if TYPE_CHECKING:
    from smslint.dialects.blocks.grammar import Grammar

_LANGUAGES: Final[dict[str, type[Language]]] = {
    "jinja": Inherited,
    "django": Inherited,
    "twig": Inherited,
    "go": Definitions,
    "blade": Views,
    "handlebars": PartialBlocks,
    "mustache": Parents,
}
"""The languages with more than includes."""


def compose(
    source: str, dialect: str, grammar: Grammar, load: Load, name: str = "", *, all_folders: bool = True
) -> Composed | None:
    """The template with all its parts; ``None`` where it names none.

    :param grammar: of the dialect.
    :param load: gives the file of a name that is written in the part named second.
    :param name: of the template itself, for finding files that include themselves.
    :param all_folders: whether ``load`` knows all folders in which the engine looks. If not, a file that may be missing is unknown
        where ``load`` does not find it; otherwise it renders as nothing.
    :raises TemplateError: when the template itself does not parse.
    """
    if not mentions_parts(source, dialect):
        return None
    grammar.parse(source)
    composer = Composer(grammar, dialect, load, all_folders)
    composer.language = _LANGUAGES.get(dialect, Language)(composer)
    try:
        composer.file(Part(name, source), ())
        laid = laid_out(composer.pieces, composer.parts)
        text = wrapped(grammar.tree(laid.source, laid.tokens, laid.scopes, laid.passed, laid.enclosed), laid.wraps)
    except (TemplateError, ComposeError) as error:
        why = str(error)
        whole = Span(0, len(source))
        if dialect == "blade":  # views print their texts in another order than they have them
            text = unknown_text("its parts", whole)
        else:
            text = rescoped(grammar.parse(source), [Scope(whole, opaque=True)])
        return Composed(
            source, text, (Part(name, source),), (Stretch(0, 0, 0),), (UnreadPart(whole, "its parts", why),)
        )
    if not composer.named:
        return None
    return Composed(laid.source, text, tuple(composer.parts), tuple(laid.stretches), tuple(laid.unread))
