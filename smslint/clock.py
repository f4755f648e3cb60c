"""What day it is. ``SOURCE_DATE_EPOCH`` (reproducible-builds.org) fixes it, so that a run can be repeated to the letter."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def now() -> datetime:
    """This moment, in UTC."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(fixed), UTC) if fixed.isdecimal() else datetime.now(UTC)


def today() -> date:
    """The calendar day where the person is: what "older than 90 days" and "past its review date" are counted from."""
    return now().astimezone().date()
