# SPDX-License-Identifier: Apache-2.0
"""An MCP client: reads a Claude Code configuration, starts one of its servers and uses it.

The SDK's own stdio client does the work; runs in .build/venv-mcp. Prints one JSON object a line:
what the server said of itself, its tools, and each result. Exits 0 if all of it worked.
"""

import argparse
import asyncio
import json
import os
import sys

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

CALLS = [("open_orders", {}), ("notional", {"price": 2.5, "amount": 4})]


def entry(config: str, name: str) -> dict:
    """The server's entry, of the user's scope or of any project's."""
    with open(config, encoding="utf-8") as file:
        settings = json.load(file)
    scopes = [settings] + list(settings.get("projects", {}).values())
    for scope in scopes:
        if name in scope.get("mcpServers", {}):
            return scope["mcpServers"][name]
    sys.exit(f"client: no server {name} in {config}")


def say(**what) -> None:
    print(json.dumps(what), flush=True)


async def use(server: StdioServerParameters, linger: float) -> None:
    async with stdio_client(server) as (reading, writing):
        async with ClientSession(reading, writing) as session:
            answer = await session.initialize()
            say(server=answer.server_info.name, protocol=answer.protocol_version)
            tools = await session.list_tools()
            say(tools=sorted(tool.name for tool in tools.tools))
            for name, arguments in CALLS:
                result = await session.call_tool(name, arguments)
                text = "".join(part.text for part in result.content if part.type == "text")
                say(call=name, text=text, failed=bool(result.is_error))
            await asyncio.sleep(linger)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", required=True)
    parser.add_argument("--server", required=True)
    parser.add_argument("--linger", type=float, default=0, help="seconds to stay after the last call")
    options = parser.parse_args()
    found = entry(options.config, options.server)
    server = StdioServerParameters(
        command=found["command"], args=found.get("args", []), env=found.get("env"),
        cwd=os.path.dirname(os.path.abspath(options.config)))
    asyncio.run(asyncio.wait_for(use(server, options.linger), timeout=40))


if __name__ == "__main__":
    main()
