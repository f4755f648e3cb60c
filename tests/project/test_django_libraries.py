"""``{% load %}``: Django refuses a library that is not there. Those of the project are found, and of others it is said that nobody knows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from smslint.cli.app import run
from tests.project.support import project

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = "kind: transactional\nbrand: Acme\nregions: [US]\nmessages: [{files: a.txt, dialect: django}]\n"
LOADS = [
    ("{% load i18n %}", ""), ("{% load static tz %}", ""), ("{% load trans from i18n %}", ""), ("{% load humanize %}", ""), ("{% load shop %}", ""), ("{% load price from shop %}", ""), ("{% load more.shop %}", ""), ("{% load whole %}", ""),
    ("{% load nosuchlib %}", "nosuchlib"), ("{% load i18n nosuchlib %}", "nosuchlib"), ("{% load x from nosuchlib %}", "nosuchlib"), ("{%load more.nosuch%}", "more.nosuch"), ("{# {% load nosuchlib %} #}", ""),
    ("{% verbatim %}{% load nosuchlib %}{% endverbatim %}", ""),
]  # fmt: skip
FILES = {"shop/templatetags/shop.py": "", "templatetags/more/shop.py": "", "shop/templatetags/whole/__init__.py": ""}


def checked(capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, Any]:
    status = run(["check", "--format", "json", *more])
    return status, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(("tag", "unknown"), LOADS)
def test_a_library_that_may_not_be_there(
    tag: str, unknown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project(tmp_path, {"smslint.yaml": SETTINGS, "a.txt": f"Acme: hi\n{tag}", **FILES}))
    status, found = checked(capsys)
    assert status == 0
    assert not any(each["code"] == "TPL001" for each in found["findings"])
    said = [(each["line"], each["why"]) for each in found["coverage"]["unread"]]
    assert [line for line, why in said] == [2] * bool(unknown)
    assert all(repr(unknown) in why for _, why in said)
    assert checked(capsys)[1]["coverage"] == found["coverage"], "a cached run says the same"
    run(["check", "--strict"])
    assert ("tag library" in capsys.readouterr().err) is bool(unknown)


def test_a_library_that_is_written_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project(tmp_path, {"smslint.yaml": SETTINGS, "a.txt": "{% load shop %}Hi"}))
    assert len(checked(capsys)[1]["coverage"]["unread"]) == 1
    project(tmp_path, {"templatetags/shop.py": ""})
    assert checked(capsys)[1]["coverage"]["unread"] == []
    (tmp_path / "templatetags/shop.py").unlink()
    assert len(checked(capsys)[1]["coverage"]["unread"]) == 1


@pytest.mark.parametrize("tag", ["{% load nosuchlib %}", "{% load x from nosuchlib %}", "{% load i18n nosuchlib %}"])
def test_django_refuses_it(tag: str) -> None:
    from django.template import Engine, TemplateSyntaxError

    engine = Engine(libraries={"i18n": "django.templatetags.i18n"})
    assert engine.from_string("{% load i18n %}").source
    with pytest.raises(TemplateSyntaxError, match="nosuchlib"):
        engine.from_string(tag)
