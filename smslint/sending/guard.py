"""A decorator that runs the checks before any send function."""

from __future__ import annotations

import functools
import inspect
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast, overload

from smslint.arguments import must_be
from smslint.clock import moment
from smslint.errors import SendRefused
from smslint.rules.context import make_kind
from smslint.rules.facts import NOTHING, make_facts
from smslint.sending.celery import final_under_celery
from smslint.sending.refusing import refuse_unless_ok, stated_sender
from smslint.wording import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from smslint.rules.facts import Facts
    from smslint.sending.refusing import Check

P = ParamSpec("P")
R = TypeVar("R")


@overload
def guard(body: Callable[P, R], /) -> Callable[P, R]: ...
@overload
def guard(
    body: str = "message",
    to: str | None = "phone",
    *,
    kind: str | None = None,
    sender: Any = None,
    at: datetime | str | None = None,
    config: Any = None,
    facts: str | Facts | Mapping[str, object] | None = None,
    check: Check | None = None,
) -> Callable[[Callable[P, R]], Callable[P, R]]: ...
def guard(
    body: str | Callable[P, R] = "message",
    to: str | None = "phone",
    *,
    kind: str | None = None,
    sender: Any = None,
    at: datetime | str | None = None,
    config: Any = None,
    facts: str | Facts | Mapping[str, object] | None = None,
    check: Check | None = None,
) -> Callable[P, R] | Callable[[Callable[P, R]], Callable[P, R]]:
    """Check the message that a function is about to send; if it may not be sent, raise :class:`SendRefused` instead of the call.

    For plain functions, methods and coroutines. Under Celery put it below ``@shared_task``: a refusal is not retried, not
    even by a task with ``autoretry_for=(Exception,)``.

    :param body: the name of the parameter with the message.
    :param to: the name of the parameter with the recipient; ``None`` if the function has none. Otherwise a call without a
        recipient is refused.
    :param kind: ``marketing``, ``transactional`` or ``otp``.
    :param at: when the messages will be sent, if planned, as for ``smslint.check``. Without it, the hours are not checked.
    :param facts: a text is the name of the parameter with facts about the recipient, such as ``{"opted_out": True}``; a mapping,
        as for :func:`smslint.check`, has facts about every recipient.
    :param check: the check to use; ``None`` is ``smslint.check``.
    :raises ConfigError: for an unknown ``kind``, ``facts``, an invalid ``sender`` or ``config``, or an ``at`` that is not a time
        with its offset: when the function is decorated, not at the first send.
    :raises RecipientsError: if the suppression list that ``config`` names cannot be read: at the same time.

    >>> @guard(body="text", to="number", kind="otp", check=my_check)  # doctest: +SKIP
    ... def send_code(number, text): ...
    """
    if callable(body):
        return _wrap(body, "message", to, None, refuse_unless_ok)
    must_be(isinstance(body, str), "guard: body", "the name of a parameter", body)
    must_be(to is None or isinstance(to, str), "guard: to", "the name of a parameter", to)
    must_be(check is None or callable(check), "guard: check", "a function", check)
    make_kind(kind, "guard")
    if check is None:
        stated_sender(config, sender)
    planned = None if at is None else moment(at, "guard: at")
    fixed = NOTHING if isinstance(facts, str) else make_facts(facts, "guard: facts")
    parameter = facts if isinstance(facts, str) else None
    ask = functools.partial(refuse_unless_ok, kind=kind, sender=sender, at=planned, config=config, check=check)
    return functools.partial(_wrap, body=body, to=to, parameter=parameter, ask=ask, fixed=fixed)


def _wrap(
    function: Callable[P, R],
    body: str,
    to: str | None,
    parameter: str | None,
    ask: Callable[..., None],
    fixed: Facts = NOTHING,
) -> Callable[P, R]:
    """The function with the checks before it.

    :param parameter: the name of the parameter with the facts of a call.
    :param fixed: the facts for every call.
    """
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        raise TypeError(f"guard: expected a function with parameters, not {shown(function)}") from None
    for name in filter(None, (body, to, parameter)):
        _must_take(signature, name, function)

    def examine(args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        try:
            known = make_facts(_value(bound, parameter)) if parameter else fixed
            ask(_argument(bound, body), (_argument(bound, to) or "") if to else None, facts=known)
        except SendRefused as refused:
            final_under_celery(refused)
            raise

    if inspect.iscoroutinefunction(function):

        @functools.wraps(function)
        async def guarded_async(*args: P.args, **kwargs: P.kwargs) -> Any:
            examine(args, kwargs)
            return await function(*args, **kwargs)

        return cast("Callable[P, R]", guarded_async)

    @functools.wraps(function)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        examine(args, kwargs)
        return function(*args, **kwargs)

    return guarded


def _must_take(signature: inspect.Signature, name: str, function: Callable[..., Any]) -> None:
    """Fail when the function is decorated, not at the first send."""
    catches_all = any(each.kind is each.VAR_KEYWORD for each in signature.parameters.values())
    if name not in signature.parameters and not catches_all:
        takes = ", ".join(signature.parameters) or "nothing"
        called = getattr(function, "__qualname__", type(function).__name__)  # a partial function has no name
        raise TypeError(f"guard: {called} has no parameter {name!r}; it takes {takes}. Name the right one")


def _argument(bound: inspect.BoundArguments, name: str) -> str | None:
    """The text argument of a parameter."""
    value = _value(bound, name)
    if value is not None and not isinstance(value, str):
        raise TypeError(f"guard: the argument {name!r} must be text, not {type(value).__name__}")
    return value


def _value(bound: inspect.BoundArguments, name: str) -> Any:
    """An argument by name, even if it is in ``**kwargs``."""
    return bound.arguments[name] if name in bound.arguments else bound.kwargs.get(name)
