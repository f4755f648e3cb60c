"""Whether a template may extend or include another: a quick look that spares most messages the rest."""

from __future__ import annotations

from typing import Final

_SIGNS: Final = {
    "jinja": ("include", "extends", "import"),
    "django": ("include", "extends"),
    "twig": ("include", "extends", "embed", "{% use", "{%- use", "import", "source"),
    "liquid": ("include", "render", "layout", "section"),
    "handlebars": (">",),
    "mustache": (">", "<"),
    "go": ("template",),
    "erb": ("render",),
    "blade": ("@include", "@extends", "@section", "@yield", "@each", "@component", "<x-", "<x:", "<livewire:"),
    "velocity": ("#parse", "#include", "#{parse", "#{include"),
}
"""What such a template certainly holds; capitals do not count."""


def mentions_parts(source: str, dialect: str) -> bool:
    """Whether a template of a dialect may name another one."""
    signs = _SIGNS.get(dialect)
    if signs is None:
        return False
    lowered = source.lower()
    return any(sign in lowered for sign in signs)
