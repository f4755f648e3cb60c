"""A guard for django-sms: a backend that checks each message and passes it to the backend that sends.

.. code-block:: python

    SMS_BACKEND = "smslint.sending.django.GuardedSmsBackend"
    SMSLINT_SMS_BACKEND = "sms.backends.twilio.SmsBackend"  # the one that sends
    SMSLINT_SMS_KIND = "transactional"  # optional
    SMSLINT_SMS_CHECK = "project.texts.check"  # optional; smslint.check by default
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string
from sms import get_connection
from sms.backends.base import BaseSmsBackend

from smslint.errors import SendRefused
from smslint.sending.refusing import refuse_unless_ok

if TYPE_CHECKING:
    from sms.message import Message

_LOG = logging.getLogger("smslint.sending")
_OWN_PATH = f"{__name__}.GuardedSmsBackend"


class GuardedSmsBackend(BaseSmsBackend):  # type: ignore[misc, unused-ignore]
    """Refuses a whole message if it may not be sent to one of its recipients.

    All messages are checked before the first one is sent. With ``fail_silently`` a refused message is logged and skipped, and
    the others are sent.
    """

    def __init__(self, fail_silently: bool = False, **kwargs: Any) -> None:
        super().__init__(fail_silently=fail_silently)
        path = getattr(settings, "SMSLINT_SMS_BACKEND", None)
        if not path or path == _OWN_PATH:
            raise ImproperlyConfigured(
                "set SMSLINT_SMS_BACKEND to the backend that sends, such as sms.backends.twilio.SmsBackend"
            )
        self._inner = get_connection(path, fail_silently=fail_silently, **kwargs)
        check = getattr(settings, "SMSLINT_SMS_CHECK", None)
        self._check = import_string(check) if isinstance(check, str) else check

    def open(self) -> bool:
        """Open the sending backend's connection."""
        return bool(self._inner.open())

    def close(self) -> None:
        """Close the sending backend's connection."""
        self._inner.close()

    def send_messages(self, messages: list[Message]) -> int:
        """Check all, then send; raises :class:`~smslint.errors.SendRefused` unless ``fail_silently``."""
        passed = [message for message in messages if self._passes(message)]
        return int(self._inner.send_messages(passed)) if passed else 0

    def _passes(self, message: Message) -> bool:
        kind = getattr(settings, "SMSLINT_SMS_KIND", None)
        try:
            for recipient in message.recipients or [""]:
                refuse_unless_ok(message.body, recipient, kind=kind, check=self._check)
        except SendRefused as refused:
            if not self.fail_silently:
                raise
            _LOG.warning("%s", refused)
            return False
        return True
