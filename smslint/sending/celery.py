"""Refused messages under Celery: they are not retried."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Any

from smslint.errors import SendRefused


def final_under_celery(refused: SendRefused) -> None:
    """Raise ``refused`` so that the running task's ``autoretry_for`` does not retry it; do nothing outside such a task.

    ``autoretry_for=(Exception,)`` catches every exception except Celery's own ``Ignore``, so in such a task the exception is
    both. An ignored task records no result, so the failure is recorded first.
    """
    task = _running_task()
    if task is None or not _would_retry(task):
        return
    from celery import states
    from celery.exceptions import Ignore

    final = type("SendRefused", (SendRefused, Ignore), {"__module__": SendRefused.__module__})
    # Without a result backend it cannot be recorded; raising the refusal is more important.
    with suppress(Exception):
        task.update_state(
            state=states.FAILURE,
            meta={"exc_type": "SendRefused", "exc_message": [str(refused)], "exc_module": "smslint.errors"},
        )
    raise final(str(refused), refused.findings)


def _running_task() -> Any:
    """The running Celery task, if Celery is loaded."""
    celery = sys.modules.get("celery")
    task = getattr(celery, "current_task", None)
    return task or None


def _would_retry(task: Any) -> bool:
    autoretry = tuple(getattr(task, "autoretry_for", ()))
    never = tuple(getattr(task, "dont_autoretry_for", ()))
    return bool(autoretry) and issubclass(SendRefused, autoretry) and not (never and issubclass(SendRefused, never))
