"""Refusals under Celery: a message that may not be sent now is not sent by trying again."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Any

from smslint.errors import SendRefused


def final_under_celery(refused: SendRefused) -> None:
    """Raise ``refused`` so that the running task's ``autoretry_for`` leaves it alone; do nothing outside such a task.

    ``autoretry_for=(Exception,)`` catches every exception but Celery's own ``Ignore``, so within such a task the refusal is
    raised as both. An ignored task records no result, so the failure is recorded first.
    """
    task = _running_task()
    if task is None or not _would_retry(task):
        return
    from celery import states
    from celery.exceptions import Ignore

    final = type("SendRefused", (SendRefused, Ignore), {"__module__": SendRefused.__module__})
    # Whoever has no result backend has nowhere to record it, and the refusal matters more than its record.
    with suppress(Exception):
        task.update_state(
            state=states.FAILURE,
            meta={"exc_type": "SendRefused", "exc_message": [str(refused)], "exc_module": "smslint.errors"},
        )
    raise final(str(refused), refused.findings)


def _running_task() -> Any:
    """The Celery task that is running here, if Celery is loaded at all."""
    celery = sys.modules.get("celery")
    task = getattr(celery, "current_task", None)
    return task or None


def _would_retry(task: Any) -> bool:
    autoretry = tuple(getattr(task, "autoretry_for", ()))
    never = tuple(getattr(task, "dont_autoretry_for", ()))
    return bool(autoretry) and issubclass(SendRefused, autoretry) and not (never and issubclass(SendRefused, never))
