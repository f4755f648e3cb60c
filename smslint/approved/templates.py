"""A row of an export as a template: what spreadsheets and portals put around its words is taken off, and what is wrong with it said."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from smslint.finding import Severity
from smslint.records import NamedTuple
from smslint.rules.approved import ApprovedTemplate, make_template
from smslint.rules.template_formats import UNKNOWN
from smslint.rules.template_syntax import MOST_VARIABLES
from smslint.rules.variables import HOLDS, Units, Variable
from smslint.wording import plural, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.approved.entry import Entry
    from smslint.approved.rows import Row

_ENTITY: Final = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#[xX][0-9A-Fa-f]{1,5});")
_FORMULA: Final = re.compile(r'="(.*)"', re.DOTALL)
_ROUNDED: Final = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d{1,3}")
_PARTS: Final = re.compile(r"[,;|/、，\n]+")


class Problem(NamedTuple):
    """What is wrong with an export, or with one of its rows."""

    path: str
    line: int
    message: str
    severity: Severity = Severity.ERROR


class Made(NamedTuple):
    """A template, and the network that approved it."""

    template: ApprovedTemplate
    group: str


def template_of(row: Row, entry: Entry, name: str, wrapped: str, problems: list[Problem]) -> Made | None:
    """The template of a row; ``None`` if it has none.

    :param wrapped: the quotes in which all texts of the export stand.
    :param problems: gets what is wrong with it.
    """

    def problem(message: str, severity: Severity = Severity.ERROR) -> None:
        problems.append(Problem(name, row.line, message, severity))

    if row.problem:
        problem(row.problem)
        return None
    cells, format_ = row.cells, entry.format
    text = _cleaned(_words(cells.get("text")))
    if wrapped:
        text = text[1:-1].strip()
    if not text:
        problem("The template has no text.")
        return None
    if re.fullmatch(r"[\d\s.+-]+", text):
        problem(f"The text of the template is {text[:40]!r}, which has no word: its columns may have moved.")
        return None
    entity = _ENTITY.search(text)
    if entity is not None:
        problem(
            f"The text has {entity[0]!r}, as a web page writes signs: it was read as {html.unescape(entity[0])!r}.",
            Severity.INFO,
        )
        text = html.unescape(text).replace("\xa0", " ")
    id_ = _cleaned(_words(cells.get("id"))).lstrip("'`")
    if _ROUNDED.fullmatch(id_):
        problem(
            f"A spreadsheet has rounded the id of the template to {id_}: export it again, and keep the column as text.",
            Severity.WARNING,
        )
    elif format_.name == "dlt" and id_ and not re.fullmatch(r"[\d\s]{6,40}", id_):
        problem(f"The id of the template is {id_[:40]!r}, and ids are numbers: its columns may have moved.")
        return None
    state = format_.state(_words(cells.get("state")))
    if state == UNKNOWN and _words(cells.get("state")).strip():
        problem(
            f"The state {_words(cells.get('state')).strip()[:40]!r} is not known, so the template does not count: say under states what it means.",
            Severity.WARNING,
        )
    doubt = ""
    cut = format_.cut_at is not None and len(text) == format_.cut_at
    if cut:
        doubt = f"the export has exactly {plural(len(text), 'character')} of it, where portals cut texts"
        problem(
            f"The text has exactly {plural(len(text), 'character')}, where portals cut texts: its end may be missing.",
            Severity.WARNING,
        )
        text = re.sub(r"\{#?[^{}]*\Z", "", text)
    plain = {
        "text": text, "name": _words(cells.get("name")).strip(), "id": id_, "state": state, "doubt": doubt, "cut": cut,
        "language": _words(cells.get("language")).strip(), "types": _types(cells.get("types")), "path": name, "line": row.line,
        "senders": [each for each in map(str.strip, _PARTS.split(_words(cells.get("sender")))) if each],
        "signatures": [each.strip(" 【】") for each in _PARTS.split(_words(cells.get("signature"))) if each.strip(" 【】")],
        "prefix": entry.prefix,
    }  # fmt: skip
    made, unknown = make_template(plain, format_, entry.limits)
    variables = sum(isinstance(each, Variable) for each in made.forms[0])
    if variables > MOST_VARIABLES:
        problem(f"The template has {plural(variables, 'variable')}, and at most {MOST_VARIABLES} of one are read.")
        return None
    if unknown:
        problem(f"The variable {unknown!r} is none of {format_.title}.", Severity.WARNING)
    for words in _unfit_examples(made, entry, cells.get("examples")):
        problem(words, Severity.WARNING)
    group = _words(cells.get("group")).strip()
    return Made(made, format_.groups.get(group, group))


def _unfit_examples(template: ApprovedTemplate, entry: Entry, examples: Any) -> Iterator[str]:
    """What is wrong with the examples of values that a template has: those that its variables, or the limits of the entry, do not hold."""
    if not examples:
        return
    variables: dict[str, Variable] = {}
    for piece in template.forms[0]:
        written = re.fullmatch(entry.format.syntax.pattern, piece.written) if isinstance(piece, Variable) else None
        if written is not None and isinstance(piece, Variable):
            variables.setdefault(written["name"], piece)
    stated = _examples(examples, list(variables))
    for name, variable in variables.items():
        example = stated.get(name)
        if example is None:
            yield f"The variable {variable.written} has no example, and others have one."
            continue
        value = Units(list(example)).value(variable, 0, len(example))
        if value.too_long:
            yield f"The example {shortened(example)!r} of {variable.written} has {plural(len(example), 'character')}; the limit is {variable.most}."
        elif value.cost:
            yield f"The example {shortened(example)!r} of {variable.written} does not fit it. {HOLDS[variable.holds]}".rstrip()


def _examples(examples: Any, names: list[str]) -> dict[str, str]:
    """The examples by the names of variables: a list in the order of the variables, a list of names and examples, or a mapping."""
    found: Mapping[Any, Any]
    if isinstance(examples, Mapping):
        found = examples
    elif isinstance(examples, list) and all(isinstance(each, Mapping) for each in examples):
        found = {each.get("param_name"): each.get("example") for each in examples}
    else:
        ordered = sorted(names, key=int) if all(map(str.isdecimal, names)) else names
        found = dict(zip(ordered, examples if isinstance(examples, list) else [examples], strict=False))
    return {str(name): example for name, example in found.items() if isinstance(example, str)}


def _words(value: Any) -> str:
    """A value as text: a list of texts is joined."""
    if isinstance(value, list):
        return ",".join(str(each) for each in value if isinstance(each, str))
    return value if isinstance(value, str) else ""


def _cleaned(text: str) -> str:
    """A cell without what spreadsheets and portals put around it; line breaks in one form."""
    text = text.strip()
    formula = _FORMULA.fullmatch(text)
    if formula is not None:
        text = formula[1].replace('""', '"')
    return text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").strip()


def _types(value: Any) -> dict[str, str]:
    """The kinds that a template gives its variables; JSON in a text, too."""
    if isinstance(value, str) and value.strip().startswith("{"):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return {}
    return (
        {str(key): each for key, each in value.items() if isinstance(each, str)} if isinstance(value, Mapping) else {}
    )
