"""One file with everything in it: its style, its script, its data, and a content policy that allows nothing else."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import lru_cache
from importlib.resources import files

from smslint.page.markup import Markup, data, join, raw, tag

LANGUAGE = "en"


def document(title: str, body: Markup, values: dict[str, object]) -> str:
    """The whole page.

    :param values: what the script reads, by the name of the element that has it.
    """
    style, script = _file("page.css"), _file("counter.js") + _file("page.js")
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"
    )
    head = (
        Markup('<meta charset="utf-8">'),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        tag("style", raw(style)),
    )
    found = (
        tag("head", *head),
        tag("body", body, *(data(name, value) for name, value in values.items()), tag("script", raw(script))),
    )
    return f"<!doctype html>\n{tag('html', join(found), lang=LANGUAGE)}\n"


@lru_cache(maxsize=4)
def _file(name: str) -> str:
    return files("smslint.page").joinpath(name).read_text(encoding="utf-8")


def _hash(code: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"
