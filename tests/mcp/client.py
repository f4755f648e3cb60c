"""The official client, against a server in this process or a real child process."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import anyio
import jsonschema
from mcp import Client, StdioServerParameters, stdio_client

from smslint.mcp.desk import Desk
from smslint.mcp.server import make_server

TOP = Path(__file__).parents[2]


class Said(NamedTuple):
    """What a tool answered."""

    failed: bool
    text: str
    record: dict[str, Any]


async def call(client: Client, tool: str, arguments: Mapping[str, Any]) -> Said:
    found = await client.call_tool(tool, dict(arguments))
    text = "\n".join(getattr(each, "text", "") for each in found.content)
    record = found.structured_content or {}
    if not found.is_error:
        tools = {each.name: each for each in (await client.list_tools()).tools}
        jsonschema.validate(record, tools[tool].output_schema or {})
    return Said(bool(found.is_error), text, record)


@asynccontextmanager
async def child(folder: Path, *words: str, env: Mapping[str, str] | None = None) -> AsyncIterator[Client]:
    """``smslint mcp`` as a program of its own."""
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "smslint", "mcp", *words], cwd=folder,
        env={"PYTHONPATH": str(TOP), **(env or {})},
    )  # fmt: skip
    async with Client(stdio_client(server)) as client:
        yield client


def ask(desk: Desk, tool: str, **arguments: Any) -> Said:
    """One call of a server in this process."""

    async def run() -> Said:
        async with Client(make_server(desk)) as client:
            return await call(client, tool, arguments)

    return anyio.run(run)


def talk(work: Callable[[], Awaitable[None]]) -> None:
    """Run a conversation, which may last a minute."""

    async def limited() -> None:
        with anyio.fail_after(60):
            await work()

    anyio.run(limited)
