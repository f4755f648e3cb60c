"""``smslint mcp`` as a program: the official client over standard input and output, and whatever else a client may send."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from smslint.mcp import lines
from tests.mcp.client import TOP, call, child, talk

CONFIG = "brand: Acme\nregions: [US]\n"


def start(folder: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "smslint", "mcp", *words], cwd=folder, text=True, encoding="utf-8",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={"PYTHONPATH": str(TOP)},
    )  # fmt: skip


def test_a_conversation(tmp_path: Path) -> None:
    (tmp_path / "smslint.yaml").write_text(CONFIG, "utf-8")

    async def work() -> None:
        async with child(tmp_path) as client:
            tools = (await client.list_tools()).tools
            assert "check_message" in {each.name for each in tools}
            assert not {"prepare_send", "confirm_send"} & {each.name for each in tools}
            said = await call(client, "check_message", {"text": "Acme: 20% off today", "kind": "marketing"})
            assert "OPT001" in said.text
            assert (await call(client, "count_segments", {"text": "…"})).record["encoding"] == "UCS-2"
            (tmp_path / "smslint.yaml").write_text("colour: red\n", "utf-8")
            broken = await call(client, "check_message", {"text": "Hi"})
            assert broken.failed
            assert "smslint.yaml:1" in broken.text
            (tmp_path / "smslint.yaml").write_text(CONFIG, "utf-8")
            assert not (await call(client, "check_message", {"text": "Hi"})).failed

    talk(work)


def test_only_the_protocol_is_on_standard_output(tmp_path: Path) -> None:
    """Also where lines are no messages, tools are unknown and files are warned about."""
    (tmp_path / "t.txt").write_text("Hi {{ name }}", "utf-8")
    (tmp_path / "l.csv").write_text("phone,name\n+14155550123,Ann\n", "utf-8")
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
    requests: list[object] = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "check_mesage", "arguments": {}}},
        {"jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": {"name": "check_message", "arguments": {"text": "Hi \u202e"}}},
        {"jsonrpc": "2.0", "id": 4, "method": "tools/call", "params": {"name": "check_message", "arguments": 7}},
        {"jsonrpc": "2.0", "id": 5, "method": "no/such"},
        {"jsonrpc": "2.0", "id": 6, "method": "tools/call", "params": {"name": "preflight_list", "arguments": {"template": "t.txt", "list": "l.csv"}}},
        {"jsonrpc": "2.0", "id": 7, "method": "ping"},
    ]  # fmt: skip
    unreadable = {
        20: '"method": 7', 21: '"result": 1, "error": 2', 22: '"method": "tools/call", "params": {"name": "count_segments", "arguments": {"text": "Hi \\ud83d"}}',
        23: '"method": "tools/call", "params": ' + '{"a":' * 300 + "1" + "}" * 300, 24: '"method": "ping", "params": 1',
    }  # fmt: skip
    odd = ["", "{", "null", "[]", "\x00\x01", '{"jsonrpc": "2.0", "id": NaN}', "print('x')", "9" * 5000]
    server = start(tmp_path)
    assert server.stdin is not None
    assert server.stdout is not None
    odd += [f'{{"jsonrpc": "2.0", "id": {number}, {rest}}}' for number, rest in unreadable.items()]
    spoken = [*(json.dumps(each) for each in requests[:2]), *odd, *(json.dumps(each) for each in requests[2:])]
    server.stdin.write("\n".join(spoken) + "\n")
    server.stdin.flush()
    answers, waiting = [], {*range(1, 8), *unreadable}
    while waiting:  # at its end, a client cancels what it still waits for
        answers.append(json.loads(server.stdout.readline()))
        waiting.discard(answers[-1].get("id"))
    out, err = server.communicate(timeout=60)
    answers += [json.loads(line) for line in out.splitlines()]
    assert all(each["jsonrpc"] == "2.0" for each in answers)
    by_id = {each["id"]: each for each in answers if each.get("id") is not None}
    assert by_id[1]["result"]["serverInfo"]["name"] == "smslint"
    assert "did you mean check_message?" in by_id[2]["error"]["message"]
    assert by_id[3]["result"]["structuredContent"]["summary"]["messages"] == 1
    assert "error" in by_id[4]
    assert "error" in by_id[5]
    for number in unreadable:
        assert by_id[number]["error"]["message"].startswith("this is no "), by_id[number]
    assert "Traceback" not in err
    assert server.returncode == 0


def test_a_line_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lines, "LONGEST", 100)
    read = lines.Lines(io.StringIO('{"jsonrpc": "2.0", "id": 1, "method": "ping"}\n' + "x" * 1000))
    assert "ping" in read.readline()
    assert read.readline() == ""
    assert "a message has more than" in capsys.readouterr().err


def test_without_the_extra(tmp_path: Path) -> None:
    code = "import sys; sys.modules['mcp'] = None; sys.argv = ['smslint', 'mcp']; from smslint.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        text=True,
        capture_output=True,
        env={"PYTHONPATH": str(TOP)},
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: smslint mcp needs the official library: pip install 'smslint[mcp]'\n"


@pytest.mark.parametrize("words", [["--config", "nowhere.yaml"], ["--nonsense"]])
def test_a_wrong_start_is_one_line(words: list[str], tmp_path: Path) -> None:
    server = start(tmp_path, *words)
    out, err = server.communicate("", timeout=60)
    assert (server.returncode, out) == (2, "")
    assert err.startswith("error: ")
    assert err.count("\n") == 1
