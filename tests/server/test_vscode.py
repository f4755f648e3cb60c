"""The extension for Visual Studio Code: its types are right, and what is packaged can be loaded."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from smslint.server.documents import uri_of
from smslint.server.features import CHECK_FILE, make_server
from smslint.server.options import Options, options_of
from smslint.version import __version__
from tests.engines.engine import absent
from tests.server.editor import CURLY, project
from tests.server.test_protocol import message, of, talk

ROOT = Path(__file__).parents[2]
EXTENSION = ROOT / "editors" / "vscode"
MANIFEST = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))


def run(*command: str) -> str:
    done = subprocess.run(command, cwd=EXTENSION, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def tools() -> Path:
    found = EXTENSION / "node_modules" / ".bin"
    if shutil.which("node") is None or not (found / "tsc").exists():
        absent("the extension for Visual Studio Code", "npm ci --prefix editors/vscode")
    return found


def test_it_is_type_checked_packaged_and_loaded(tools: Path, tmp_path: Path) -> None:
    run("npm", "run", "--silent", "compile")
    package = tmp_path / "smslint.vsix"
    script = MANIFEST["scripts"]["package"].partition("&& ")[2].split()
    assert script[:2] == ["vsce", "package"]
    run(str(tools / "vsce"), *(str(package) if each == "smslint.vsix" else each for each in script[1:]))
    with zipfile.ZipFile(package) as archive:
        archive.extractall(tmp_path)
    main = tmp_path / "extension" / MANIFEST["main"]
    loaded = json.loads(run("node", str(Path(__file__).with_name("load_extension.js")), str(main)))
    assert loaded["exported"] == ["activate", "deactivate"]
    params = {
        "processId": None,
        "rootUri": None,
        "capabilities": loaded["capabilities"],
        "initializationOptions": {"codeLens": True},
    }
    opened = {"uri": uri_of(tmp_path / "sms/a.txt"), "languageId": "plaintext", "version": 1, "text": CURLY}
    project(tmp_path, {"sms/a.txt": CURLY})
    answers, errors, status = talk(
        message("initialize", params, 1),
        message("initialized", {}),
        message("textDocument/didOpen", {"textDocument": opened}),
        message("textDocument/codeLens", {"textDocument": {"uri": opened["uri"]}}, 2),
        awaited=2,
    )
    assert of(answers, 1)["result"]["capabilities"]["positionEncoding"] == "utf-16"
    assert [each["command"]["title"] for each in of(answers, 2)["result"]] == [
        "1 segment \u00b7 UCS-2 \u00b7 40 left \u00b7 $0.0079"
    ]
    assert "ENC001" in json.dumps([each for each in answers if each.get("method") == "textDocument/publishDiagnostics"])
    assert (errors, status) == ("", 0)


def test_the_lock_names_no_host() -> None:
    """Whoever installs it takes the packages from their own registry."""
    lock = (EXTENSION / "package-lock.json").read_text(encoding="utf-8")
    assert re.findall(r'"resolved": "(?!https://registry\.npmjs\.org/)[^"]*', lock) == []


def test_its_settings_and_commands_are_those_of_the_server() -> None:
    properties = MANIFEST["contributes"]["configuration"]["properties"]
    stated = {name.removeprefix("smslint."): each["default"] for name, each in properties.items()}
    assert stated.pop("path") == "smslint"
    assert options_of({"smslint": stated}) == Options()
    other = {"codeLens": False, "inlayHints": True, "severity": "error"}
    assert list(other) == list(stated)
    assert all(mine != default for mine, default in zip(options_of(other), Options(), strict=True))
    assert CHECK_FILE in make_server().protocol.fm.commands
    assert f'"{CHECK_FILE}"' in (EXTENSION / "src" / "extension.ts").read_text(encoding="utf-8")


def test_its_version_is_that_of_smslint() -> None:
    assert MANIFEST["version"] == __version__
