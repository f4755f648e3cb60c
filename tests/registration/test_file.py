"""The file: what cannot be read is one line with its place, and texts in other files are found where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.registration.made import CLEAN, changed, findings, run, write

FILE = "brand: {name: Acme}\ncampaigns:\n  - name: a\n    samples: "
BROKEN = {
    "empty": ("", "must be a mapping"),
    "a list": ("- a\n", "must be a mapping"),
    "no YAML": ("brand: {name: [\n", "is not YAML"),
    "an unknown key": ("brnd: {name: Acme}\ncampaigns: []\n", "registration.yaml:1: unknown key 'brnd'"),
    "no campaigns": ("brand: {name: Acme}\n", "'campaigns' is missing"),
    "an empty list of campaigns": ("brand: {name: Acme}\ncampaigns: []\n", "campaigns: is empty"),
    "no name of the brand": ("brand: {}\ncampaigns: [{name: a}]\n", "brand: 'name' is missing"),
    "no name of a campaign": ("brand: {name: Acme}\ncampaigns: [{use_case: 2FA}]\n", "campaigns[0]: 'name' is missing"),
    "a number as a text": ("brand: {name: 12}\ncampaigns: [{name: a}]\n", 'quote it: "12"'),
    "an unknown registry": ("brand: {name: A}\ncampaigns: [{name: a, registry: twillio}]\n", "did you mean 'twilio'?"),
    "an unknown sender": ("brand: {name: A}\ncampaigns: [{name: a, sender: pigeon}]\n", "unknown sender 'pigeon'"),
    "an unknown method": (
        "brand: {name: A}\ncampaigns: [{name: a, opt_in: {methods: [wbe]}}]\n",
        "did you mean 'web'?",
    ),
    "an unknown attribute": (
        "brand: {name: A}\ncampaigns: [{name: a, attributes: {link: true}}]\n",
        "did you mean 'links'?",
    ),
    "an attribute as a word": (
        "brand: {name: A}\ncampaigns: [{name: a, attributes: {links: maybe}}]\n",
        "true or false",
    ),
    "a list as a text": ("brand: {name: A}\ncampaigns: [{name: a, flow: [x]}]\n", "must be text, or a mapping such as"),
    "a path as a text": (FILE + "[templates/sms/a.txt]\n", "write {file: templates/sms/a.txt}"),
    "a file that is not there": (FILE + "[{file: a.txt}]\n", "there is no file 'a.txt'"),
    "a file whose name no file can have": (FILE + f"[{{file: {'a' * 300}.txt}}]\n", "there is no file 'aaa"),
    "a folder": (FILE + "[{file: .}]\n", "there is no file '.'"),
    "a file with several messages": (FILE + "[{file: two.json}]\n", "has 2 messages: name one by its key"),
    "a key that is not there": (FILE + "[{file: two.json, key: tow}]\n", "did you mean 'two'?"),
    "a file that is not text": (FILE + "[{file: bytes.txt}]\n", "bytes.txt cannot be read"),
    "two campaigns of one name": (
        "brand: {name: A}\ncampaigns:\n  - name: a\n  - name: b\n  - {use_case: 2FA, name: a}\n",
        "registration.yaml:5: campaigns[2].name: 'a' is the name of the campaign in line 3, too",
    ),
    "an empty text": (FILE + "['']\n", "samples[0]: is empty"),
    "a text twice": ("brand: {name: A}\nbrand: {name: B}\ncampaigns: [{name: a}]\n", "duplicate key"),
}


@pytest.mark.parametrize("why", BROKEN)
def test_a_broken_file_is_one_line_with_its_place(why: str, tmp_path: Path) -> None:
    text, words = BROKEN[why]
    (tmp_path / "two.json").write_text('{"one": "Acme: one", "two": "Acme: two"}')
    (tmp_path / "bytes.txt").write_bytes(b"\x00\x01\xff\xfe" * 100)
    path = tmp_path / "registration.yaml"
    path.write_text(text)
    done = run("check", str(path))
    assert done.exit_code == 2
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\x00", b"brand: {name: \xe9}\n", b"\x00" * 50, b"[" * 5000, b"a: &x [*x]\n", b"{{ x }}"]
)
def test_bytes_that_are_no_settings(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "registration.yaml"
    path.write_bytes(data)
    done = run("check", str(path))
    assert done.exit_code == 2
    assert "Traceback" not in done.stdout + done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_no_file_says_how_to_get_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("check")
    assert done.exit_code == 2
    assert "smslint registration init writes one" in done.stderr


def test_a_finding_is_where_its_text_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "help.txt").write_text("We are here to help you.\n")
    write(tmp_path, changed({"campaigns.0.help": {"reply": {"file": "help.txt"}}}))
    found = [each for each in findings("registration.yaml") if each["code"] == "CTI001"]
    assert [(each["path"], each["line"], each["column"], each["field"]) for each in found] == [
        ("help.txt", 1, 1, "help")
    ]


def test_variables_of_a_template_are_in_brackets_on_the_sheet(tmp_path: Path) -> None:
    (tmp_path / "a.txt.j2").write_text(
        "Fernhill: order {{ number }} has shipped.{% if us %} Reply STOP to opt out.{% endif %}"
    )
    path = write(tmp_path, changed({"campaigns.0.samples": [{"file": "a.txt.j2"}, "Fernhill: hello"]}))
    shown = run("show", str(path)).stdout
    assert "Fernhill: order [number] has shipped. Reply STOP to opt out." in shown


def test_the_sheet_has_each_field_of_the_form_with_its_length(tmp_path: Path) -> None:
    path = write(tmp_path, CLEAN)
    lines = run("show", str(path)).stdout.splitlines()
    description = CLEAN["campaigns"][0]["description"]
    at = lines.index(f"Description  ({len(description)} characters; the form takes 40 to 4,096)")
    assert lines[at + 1] == f"  {description}"
    assert "HasEmbeddedPhone" in lines
    assert run("show", str(path), "--for", "nobody").exit_code == 2
    assert run("show", str(path), "--campaign", "nothing").exit_code == 2
    assert "optInWorkflow" in run("show", str(path), "--for", "aws").stdout


def test_more_samples_than_any_registry_takes_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, changed({"campaigns.0.samples": [f"Fernhill: text {number}" for number in range(51)]}))
    done = run("check", str(path))
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "campaigns[0].samples: has 51 samples" in done.stderr


ODD = {
    "an alias": "brand: {name: &n Acme}\ncampaigns: [{name: *n, flow: &f 'Acme sends SMS', description: *f}]\n",
    "line breaks of Windows": "brand: {name: Acme}\r\ncampaigns:\r\n  - name: a\r\n    flow: Acme sends SMS\r\n",
    "a mark at the start": "\ufeffbrand: {name: Acme}\ncampaigns: [{name: a}]\n",
    "nothing in each text": "brand: {name: Acme}\ncampaigns: [{name: a, description: '', flow: null, samples: []}]\n",
    "a long text": "brand: {name: Acme}\ncampaigns: [{name: a, flow: '" + "stop message and data " * 4000 + "'}]\n",
    "marks of another direction": "brand: {name: 'Ac\u202eme'}\ncampaigns: [{name: '\u05d0', samples: ['\u202eAcme']}]\n",
    "a text in blocks": "brand:\n  name: >-\n    Acme\ncampaigns:\n  - name: |\n      a\n    flow: |\n      Acme\n      sends\n",
}


@pytest.mark.parametrize("what", ODD)
def test_an_odd_file_is_checked(what: str, tmp_path: Path) -> None:
    path = tmp_path / "registration.yaml"
    path.write_bytes(ODD[what].encode())
    done = run("check", str(path))
    assert done.exit_code == 1, done.stderr
    assert "REG001" in done.stdout
    assert run("show", str(path)).exit_code == 0


@pytest.mark.parametrize("way", ["a path", "a link"])
def test_a_file_outside_of_the_project_is_not_read(way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret.txt").write_text("the secret of somebody")
    project = tmp_path / "project"
    project.mkdir()
    monkeypatch.chdir(project)
    if way == "a link":
        (project / "a.txt").symlink_to(tmp_path / "secret.txt")
    file = "a.txt" if way == "a link" else "../secret.txt"
    for changes in ({"campaigns.0.samples": [{"file": file}]}, {"privacy": {"url": "https://a.example", "file": file}}):
        write(project, changed(changes))
        done = run("check")
        assert done.exit_code == 2
        assert "is outside of the project" in done.stderr
        assert "secret of" not in done.stdout + done.stderr
