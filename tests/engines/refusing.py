"""Whether the real engines of Jinja, Django and Twig compile a template."""

from __future__ import annotations

import warnings
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from tests.engines.engine import EngineError, engine

if TYPE_CHECKING:
    from collections.abc import Callable


class _Anything(dict[str, Any]):
    """Functions of every name: a host may register others than the engine's own."""

    def __missing__(self, _name: str) -> Any:
        return str

    def __contains__(self, _name: object) -> bool:
        return True

    def get(self, name: str, _default: object = None) -> Any:
        return self[name]


def jinja() -> Callable[[str], str]:
    import jinja2

    environment = jinja2.Environment()
    environment.filters = _Anything(environment.filters)
    environment.tests = _Anything(environment.tests)

    def refuses(source: str) -> str:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                environment.from_string(source)
        except (jinja2.TemplateSyntaxError, SyntaxError, ValueError) as error:
            return f"{type(error).__name__}: {error}"
        return ""

    return refuses


def django() -> Callable[[str], str]:
    import django as package
    from django.conf import settings
    from django.template import Engine, TemplateSyntaxError

    if not settings.configured:
        settings.configure(USE_I18N=False, TEMPLATES=[])
        package.setup()
    names = ("i18n", "l10n", "tz", "static", "cache")
    libraries = {name: f"django.templatetags.{name}" for name in names}
    real = Engine(builtins=list(libraries.values()), libraries=libraries)

    def refuses(source: str) -> str:
        try:
            real.from_string(source)
        except (TemplateSyntaxError, LookupError, StopIteration, ValueError) as error:
            return f"{type(error).__name__}: {error}"
        return ""

    return refuses


def uncompiled(name: str, source: str) -> str:
    """Why an engine that runs in a process of its own does not compile a template; empty if it does."""
    try:
        engine(name).render(source, {}, only="compile")
    except EngineError as error:
        return str(error)
    return ""


def twig() -> Callable[[str], str]:
    return partial(uncompiled, "twig")


REFUSES: Final[dict[str, Callable[[], Callable[[str], str]]]] = {"jinja": jinja, "django": django, "twig": twig}
