"""An interrupt after a file was written: the message does not say that nothing was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from smslint.cli.app import run

if TYPE_CHECKING:
    from pathlib import Path


def test_an_output_was_written_before_the_interrupt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from smslint import writing

    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Acme: hello", "utf-8")
    write = writing.write_bytes

    def interrupted(*arguments: object, **options: object) -> None:
        write(*arguments, **options)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "write_bytes", interrupted)
    assert run(["check", "--no-cache", "--output", "json=out.json", "a.txt"]) == 130
    assert (tmp_path / "out.json").exists()
    assert capsys.readouterr().err.strip() == "Interrupted."
