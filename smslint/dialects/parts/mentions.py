"""Whether a template may extend or include another: a quick look that spares most messages the rest."""

from __future__ import annotations

from typing import Final

_SIGNS: Final = {
    "jinja": ("include", "extends", "import"),
    "django": ("include", "extends"),
    "twig": ("include", "extends", "embed", "{% use", "{%- use", "import", "source", "block", "template_from_string"),
    "liquid": ("include", "render", "layout", "section", "content_blocks", "snippets", "connected_content"),
    "handlebars": (">", "include", "partial", "snippet", "render"),
    "mustache": (">", "<"),
    "go": ("template", "include", "partial", "tpl", "render"),
    "erb": ("render", "yield", "content_for", "capture", "erb.new", "file.", "io.read"),
    "blade": (
        "@include",
        "@extends",
        "@section",
        "@yield",
        "@each",
        "@component",
        "<x-",
        "<x:",
        "<livewire:",
        "@livewire",
        "@stack",
        "@inertia",
        "view",
        "blade::",
    ),
    "velocity": ("#parse", "#include", "#{parse", "#{include", "#evaluate", "#{evaluate"),
}
"""What such a template certainly holds; capitals do not count."""


def mentions_parts(source: str, dialect: str) -> bool:
    """Whether a template of a dialect may name another one."""
    signs = _SIGNS.get(dialect)
    if signs is None:
        return False
    lowered = source.lower()
    return any(sign in lowered for sign in signs)
