"""Two files of inputs that were once read wrongly, each with what is wanted and why: templates and hosts, and texts and projects.

What a case wants in words stands here once more as values; a case without such a value fails.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

import smslint
from smslint.cli.app import run as command
from smslint.dialects import parse
from smslint.numbers.e164 import check_number
from smslint.project.discover import discover
from smslint.project.files import Chooser
from smslint.project.gitignore import Ignores
from smslint.project.guessing import stated_reading
from smslint.project.reading import read_target
from smslint.records import NamedTuple
from smslint.sources.options import Options
from smslint.sources.registry import read
from smslint.text.bounds import bounds
from smslint.text.tree import leaves, placeholders
from tests.dialects.test_cases import shape
from tests.project.support import project, run

if TYPE_CHECKING:
    from smslint.result import Result

FOLDER: Final = Path(__file__).parent / "cases"
HOSTS: Final = json.loads((FOLDER / "dialects-and-hosts.json").read_text(encoding="utf-8"))
TEXTS: Final = json.loads((FOLDER / "texts.json").read_text(encoding="utf-8"))
IN_WORDS: Final = {"P050": "Default", "P073": "[ | (Hi)*]"}
"""The shapes of what is wanted in words: the text of the block itself; and every case that matches renders, so it may be twice."""
UNKNOWN: Final = frozenset(("P034", "P035", "P037", "P038"))


def ids(cases: list[dict[str, Any]]) -> list[str]:
    return [case["id"] for case in cases]


def of_kind(*kinds: str) -> list[dict[str, Any]]:
    return [case for case in HOSTS if case["kind"] in kinds]


def wanted(case: dict[str, Any]) -> str:
    """What is wanted in the notation of the tree: placeholders without names, the arms of a branch sorted."""
    want: str = IN_WORDS.get(case["id"], case["want"])
    if want == case["input"]:
        return want
    holes = re.sub(r"\{(?:\d+|[a-z]+|\.\.\.|> foot)\}", "{}", want)
    return re.sub(r"\[([^\[\]]*\|[^\[\]]*)\]", lambda arms: "[" + " | ".join(sorted(arms[1].split(" | "))) + "]", holes)


@pytest.mark.parametrize("case", of_kind("parse"), ids=ids(of_kind("parse")))
def test_a_template_is_read_like_its_engine_reads_it(case: dict[str, Any]) -> None:
    tree = parse(case["input"], case["dialect"])
    assert "".join(case["input"][leaf.span.start : leaf.span.end] for leaf in leaves(tree)) == case["input"]
    if case["id"] in UNKNOWN:
        assert bounds(tree).most is None, case["why"]
        assert any(hole.opaque for hole in placeholders(tree)), case["why"]
    else:
        assert shape(tree) == wanted(case), case["why"]


@pytest.mark.parametrize("case", of_kind("source"), ids=ids(of_kind("source")))
def test_a_file_of_a_host(case: dict[str, Any]) -> None:
    messages = read(case["source"], case["input"], Options(**case["options"]))
    found = [message.body if message.text is None else shape(message.text) for message in messages]
    assert found == [wanted({**case, "want": each}) for each in case["want"]], case["why"]


@pytest.mark.parametrize("case", of_kind("number"), ids=ids(of_kind("number")))
def test_a_number(case: dict[str, Any]) -> None:
    number = check_number(case["input"], case["region"])
    assert {key: getattr(number, key) for key in case["want"]} == case["want"], case["why"]


@pytest.mark.parametrize("case", of_kind("provider govuk-notify"), ids=ids(of_kind("provider govuk-notify")))
def test_a_provider(case: dict[str, Any]) -> None:
    found = smslint.check(case["input"], config={"provider": "govuk-notify"}).segmentation
    sent = {"encoding": found.encoding, "segments": found.count, "text": "".join(each.text for each in found.segments)}
    assert {key: sent[key] for key in case["want"]} == case["want"], case["why"]


@pytest.mark.parametrize("case", of_kind("gitignore"), ids=ids(of_kind("gitignore")))
def test_what_git_ignores(case: dict[str, Any]) -> None:
    path = f"/project/{case['input']['path']}"
    assert Ignores("/project", case["input"]["pattern"] + "\n").hides(path) is (case["want"] == "ignored"), case["why"]


def test_sections_in_sections_are_bounded() -> None:
    (case,) = of_kind("speed")
    names = [f"s{number}" for number in range(7)]
    source = (
        "".join(f"{{{{#{name}}}}}" for name in names)
        + "{{x}}" * 20
        + "".join(f"{{{{/{name}}}}}" for name in reversed(names))
    )
    assert bounds(parse(source, "mustache"), {"*": {"max": 20, "max_items": 10}}).most is not None, case["why"]


def test_each_case_is_tried() -> None:
    tried = of_kind("parse", "source", "number", "provider govuk-notify", "gitignore", "speed")
    assert len(tried) == len(HOSTS) == 65
    assert set(ids(TEXTS)) == set(WANTED)


class Want(NamedTuple):
    """What is wanted of a text or a project."""

    texts: tuple[str, ...] | None = None
    """The messages: text, ``{}`` for a placeholder, ``[a | b]`` for a choice, ``(a)*`` for a loop."""
    has: tuple[str, ...] = ()
    """Codes of findings, each as often as it is wanted."""
    lacks: tuple[str, ...] = ()
    """Codes that no finding has."""
    kind: str = ""
    dialect: str = ""
    unbounded: bool | None = None
    """Whether the most segments are unknown, for every message."""
    files: tuple[str, ...] = ()
    """The files that are found."""
    said: tuple[str, ...] = ()
    """Words of the findings."""


WANTED: Final = {
    "T001": Want(("Hi {}! Your class at {} starts at 10. Reply STOP to unsubscribe.",), lacks=("PLH001",)),
    "T003": Want(("Acme: hi {}, your order is ready",), lacks=("PLH001",), unbounded=True),
    "T005": Want(("Acme: hi {}, order ready", "Acme: hi {}, order {} is ready"), lacks=("PLH001",), unbounded=True),
    "T006": Want(has=("PLH004",), dialect="colon", unbounded=True),
    "T008": Want(("Acme: [none | {} item | {} items]",), dialect="icu"),
    "T009": Want(("[Acme: nothing | Acme: one item | Acme: {} items]",)),
    "T010": Want(has=("PLH001", "PLH001")),  # one for each of the two
    "T012": Want(has=("PLH001", "PLH001", "PLH001")),
    "T013": Want(("Acme: your code is {}. Do not share it with anyone.",), lacks=("OTP001",)),
    "T015": Want(('Acme: your update is saved. Send "CANCEL" to remove it.',)),
    "T016": Want(("Acme: first line\nsecond line", "Acme: joined")),
    "T018": Want(("Acme: your items(\n- {})*[ | \n...and {} more]",)),
    "T019": Want(("Acme: hi {}, your booking for {} [seat | seats] has moved.[ |  {}]",), lacks=("IDN001",)),
    "T021": Want(("Acme: hi there\nline two\n",)),
    "T023": Want(("Acme: C:\\new",)),
    "T024": Want(("Acme receipt\n[ | For: {}\n]Thanks",), lacks=("PLH001",)),
    "T025": Want(("Acme: your order shipped.",), lacks=("IDN001",)),
    "T026": Want(kind="transactional"),
    "T027": Want(kind="transactional", lacks=("OTP001",)),
    "T029": Want(kind="transactional"),
    "T030": Want(kind="otp"),
    "T031": Want(kind="otp"),
    "T033": Want(kind="otp"),
    "T035": Want(kind="marketing", has=("OPT001",)),
    "T037": Want(kind="marketing", has=("OPT001",)),
    "T039": Want(has=("OPT005",)),
    "T041": Want(has=("OPT005",)),
    "T042": Want(has=("OPT005",)),
    "T043": Want(has=("OPT004",)),
    "T045": Want(has=("OPT004",)),
    "T047": Want(lacks=("OPT001",)),
    "T048": Want(lacks=("SEC002",)),
    "T050": Want(has=("OTP002",)),
    "T051": Want(has=("CNT006",)),
    "T053": Want(has=("ENC003",)),
    "T055": Want(("Acme: your code is {}. Do not share it.",), unbounded=False),
    "T056": Want(files=("src/lib/sms/templates.ts",)),
    "T058": Want(files=("templates/sms-base.tpl",)),
    "T060": Want(said=("There is no message that keys selects (*.smss.*) in en.yml", "No file matches locale/*.yml")),
}  # fmt: skip


def written(case: dict[str, Any], folder: Path) -> Path:
    """The project of a case. A single text is a file, and its settings are those of an entry."""
    if isinstance(case["input"], dict):
        return project(folder, {**case["input"], "smslint.yaml": json.dumps(case["config"])})
    entry = {"files": "a.txt", **case["config"]}
    return project(folder, {"a.txt": case["input"], "smslint.yaml": json.dumps({"messages": [entry]})})


def shapes(folder: Path, result: Result) -> list[str]:
    """The messages as the dialects say that they were read in read them."""
    found = [
        (message, target)
        for target in sorted(Chooser().targets([folder]), key=lambda each: each.inside)
        if target.config.messages and target.inside != "smslint.yaml"
        for message in read_target(target, target.path.read_bytes()).messages
    ]
    assert len(found) == len(result.messages)
    texts = []
    for (message, target), each in zip(found, result.messages, strict=True):
        text = message.text or parse(message.body, each.dialect)
        stated = target.config.messages[0].settings.get("dialect")
        texts.append(shape(stated_reading(message, stated).text or text) if stated else shape(text))
    return texts


def counted(want: Want, codes: list[str]) -> bool:
    return all(codes.count(code) >= want.has.count(code) for code in want.has) and not {*want.lacks} & {*codes}


@pytest.mark.parametrize("case", TEXTS, ids=ids(TEXTS))
def test_a_text_or_a_project(case: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    want = WANTED[case["id"]]
    if case["how"] == "smslint.check" and not case["config"]:
        report = smslint.check(case["input"])
        assert counted(want, [each.code for each in report.findings]), case["why"]
        assert want.kind in {"", report.kind}, case["why"]
        return
    folder = written(case, tmp_path)
    if case["how"] == "discover":
        (tmp_path / "smslint.yaml").unlink()
        assert tuple(each.path for each in discover(folder).candidates) == want.files, case["why"]
        return
    if want.said:
        assert command(["check", "--format", "json", str(folder)]) == 2
        printed = json.loads(capsys.readouterr().out)["findings"]
        assert tuple(each["message"].partition(";")[0].rstrip(".") for each in printed) == want.said, case["why"]
        return
    result = run(folder)
    assert counted(want, [each.code for each in result.findings]), case["why"]
    for message in result.messages:
        assert want.kind in {"", message.kind}, case["why"]
        assert want.dialect in {"", message.dialect}, case["why"]
        assert want.unbounded in {None, message.most is None}, case["why"]
    if want.texts is not None:
        assert tuple(shapes(folder, result)) == want.texts, case["why"]
