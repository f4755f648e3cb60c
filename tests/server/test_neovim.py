"""A real Neovim with the lines of docs/editor.md: it sees a finding, shows the lens, applies the fix, and the finding is gone."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.engines.engine import absent
from tests.server.editor import CURLY, project

GUIDE = Path(__file__).parents[2] / "docs" / "editor.md"


def lines(name: str) -> str:
    """The lines that the guide gives for an editor."""
    found = re.search(rf"<!-- {name} -->\n```\w+\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


def test_neovim_with_the_lines_of_the_guide(tmp_path: Path) -> None:
    nvim = shutil.which("nvim")
    if nvim is None:
        absent("the editor test", "nvim")
    folder = project(tmp_path / "project", {"sms/order.txt": CURLY, "notes.txt": CURLY})
    init = tmp_path / "init.lua"
    init.write_text(lines("neovim"), encoding="utf-8")
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "SMS_FILE": str(folder / "sms/order.txt"),
        "NOTE_FILE": str(folder / "notes.txt"),
        **{f"XDG_{each}_HOME": str(tmp_path / each) for each in ("CONFIG", "DATA", "STATE", "CACHE")},
    }
    drive = Path(__file__).with_name("drive.lua")
    done = subprocess.run(
        [nvim, "--headless", "-n", "-u", str(init), "-c", f"luafile {drive}"],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    found = re.search("RESULT (.*)", done.stdout)
    assert found is not None, done.stderr
    out = json.loads(found[1])
    assert "wrong" not in out, out["wrong"]
    assert out["seen"]
    assert [(each["line"], each["column"]) for each in out["before"] if each["code"] == "ENC001"] == [(0, 16)]
    assert out["lenses"] == ["1 segment \u00b7 UCS-2 \u00b7 40 left \u00b7 $0.0079"]
    assert out["shown"] == [f"smslint: longest rendering, 1 segment: {CURLY.strip()}"]
    assert out["gone"]
    assert out["text"] == "Acme: your order's on its way."
    assert (folder / "sms/order.txt").read_text(encoding="utf-8") == CURLY.replace("\u2019", "'")
    assert out["note"] == []  # the configuration does not name it
    assert out["asked"]


def test_the_lines_for_helix_are_toml() -> None:
    assert tomllib.loads(lines("helix"))["language-server"]["smslint"]["args"] == ["server"]
