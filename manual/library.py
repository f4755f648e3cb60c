"""The public functions and records of the library, from their signatures and docstrings."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any

import smslint
from smslint import arrow, sending

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = """\
# The library

This page is generated from the docstrings. Everything is typed and loaded when it is first used; what is not here may change.
A time is an aware `datetime` or its ISO 8601 text. Errors are `SmslintError`: `ConfigError` (an argument or a setting), `PackError` (a rule
file), `TemplateError`, `RecipientsError` (a list), `SendRefused` (the gate said no).

A `Report` is true only if it is `ok`. `Report`, `Broadcast`, `Finding`, `Severity`, `Segmentation`, `Bounds` and `Number` can be pickled,
`as_dict()` gives the JSON of the command, and `str()` is readable. Without a `config`, `check` reads no file, and `preflight` uses the
`smslint.yaml` closest to the template.

"""
_PARTS = (
    ("smslint", smslint, tuple(name for name in smslint.__all__ if not name.startswith("_"))),
    ("smslint.arrow", arrow, ("audit", "classify", "measure", "preflight")),
    ("smslint.sending", sending, tuple(sending.__all__)),
)
_PARAMETER = re.compile(r"^:(?:param (\w+)|(raises) (\w+)):\s*", re.MULTILINE)


def page() -> str:
    """The page."""
    lines = [_HEAD.rstrip()]
    for title, module, names in _PARTS:
        lines += ["", f"## {title}"]
        for name in sorted(names, key=lambda name: (name[0].isupper(), name.lower())):
            lines += ["", *_entry(title, name, getattr(module, name))]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n"


def _entry(title: str, name: str, thing: Any) -> Iterator[str]:
    yield f"### {title}.{name}"
    yield ""
    if inspect.isfunction(thing):
        yield "```python"
        yield f"{name}{_signature(thing)}"
        yield "```"
        yield ""
    yield from _text(inspect.getdoc(thing) or "")
    if inspect.isclass(thing):
        yield from _members(thing)


def _signature(thing: Any) -> str:
    signature = inspect.signature(thing)
    text = _unquoted(str(signature))
    if len(text) < 90:
        return text
    parts, starred = [], False
    for each in signature.parameters.values():
        if each.kind is each.KEYWORD_ONLY and not starred:
            parts.append("*")
            starred = True
        parts.append(_unquoted(str(each)))
    back = (
        "" if signature.return_annotation is signature.empty else f" -> {_unquoted(str(signature.return_annotation))}"
    )
    return "(\n" + "".join(f"    {each},\n" for each in parts) + f"){back}"


def _unquoted(text: str) -> str:
    """Annotations without quotes, and no place in memory."""
    text = re.sub(r"(: |-> |^)'([^']*)'", r"\1\2", text)
    return re.sub(r"<(?:[^<>]|<lambda>)*>", "...", text)


def _members(thing: type) -> Iterator[str]:
    """What a record has: fields, properties and methods that say something. What it inherits from Python is not ours to describe, and each
    version of Python describes it otherwise.
    """
    own = {name for each in thing.__mro__ if each.__module__.partition(".")[0] == "smslint" for name in vars(each)}
    for name in sorted(own):
        if name.startswith("_"):
            continue
        member = inspect.getattr_static(thing, name)
        said = inspect.getdoc(member) if inspect.isroutine(member) or isinstance(member, property) else None
        if said:
            form = "()" if inspect.isroutine(member) else ""
            yield f"* `.{name}{form}`: {_inline(said.split(chr(10) + chr(10))[0])}"


def _inline(text: str) -> str:
    """One paragraph of a docstring as Markdown."""
    text = re.sub(
        r":\w+:`(~?)([^`]+)`", lambda match: f"`{match[2].rpartition('.')[2] if match[1] else match[2]}`", text
    )
    return " ".join(text.replace("``", "`").split())


def _text(text: str) -> Iterator[str]:
    """A docstring as Markdown: roles and double backticks as code, parameters as a list, examples as code."""
    paragraphs = re.split(r"\n\s*\n", text)
    for paragraph in paragraphs:
        if paragraph.lstrip().startswith(">>>"):
            yield "```python"
            yield from paragraph.splitlines()
            yield "```"
        elif _PARAMETER.search(paragraph):
            before, *rest = re.split(r"\n(?=:(?:param|raises) )", "\n" + paragraph)
            yield from filter(None, [_inline(before)])
            for each in rest:
                said = _inline(each)
                yield "* " + re.sub(r"^:param (\w+):", r"`\1`:", re.sub(r"^:raises (\w+):", r"raises `\1`", said))
        else:
            yield _inline(paragraph)
        yield ""
