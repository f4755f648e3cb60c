"""Which entry took a message, and which of its settings: what ``config show FILE`` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from smslint.project.files import Chooser
from smslint.project.reading import read_target
from smslint.project.taking import taken
from tests.project.support import project

if TYPE_CHECKING:
    from pathlib import Path

# the entry, the file, why the entry takes its first message
WHY = [
    ("{files: 'a.yaml'}", "a.yaml", "which takes every text"),
    ("{files: 'a.yaml', keys: 'sms.*'}", "a.yaml", "whose keys sms.* matches it"),
    ("{files: 'a.yaml', keys: ['x.*', 'sms.h?']}", "a.yaml", "whose keys sms.h? matches it"),
    ("{files: 'a.yaml', keys: '!web.*'}", "a.yaml", "which takes what its globs do not leave out"),
    ("{files: 'a.csv', columns: body}", "a.csv", "whose columns are body"),
    ("{files: 'a.csv', columns: [body, other]}", "a.csv", "whose columns are body, other"),
    ("{files: 'a.py', names: 'SMS_*'}", "a.py", "whose names SMS_* matches it"),
]


@pytest.mark.parametrize(("entry", "name", "why"), WHY)
def test_why_an_entry_takes_a_message(entry: str, name: str, why: str, tmp_path: Path) -> None:
    project(
        tmp_path,
        {
            "smslint.yaml": f"messages: [{entry}, {{files: '*.*'}}]\n",
            "a.yaml": "sms: {hi: Your order has shipped}\nweb: {title: Welcome}\n",
            "a.csv": "id,body,other\n1,Your order has shipped,Your parcel is here\n",
            "a.py": "SMS_SHIPPED = 'Your order has shipped'\n",
        },
    )
    (target,) = (each for each in Chooser().targets([tmp_path]) if each.inside == name)
    found = taken(target, read_target(target, (tmp_path / name).read_bytes()), 0)
    assert found == {"entry": "messages[0]", "why": why, "also": ["messages[1]"]}
