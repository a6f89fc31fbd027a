# SPDX-License-Identifier: Apache-2.0
"""A client: calls the tool `fetch` of the server at a URL so many times. `client.py TRANSPORT URL TIMES`"""

import asyncio
import sys

from mcp import ClientSession
from mcp.client.sse import sse_client
from mcp.client.streamable_http import streamable_http_client


async def main(transport, url, times):
    open_streams = sse_client if transport == "sse" else streamable_http_client
    for _ in range(times):
        async with open_streams(url) as streams:
            async with ClientSession(streams[0], streams[1]) as session:
                await session.initialize()
                result = await session.call_tool("fetch", {})
                print(result.content[0].text, flush=True)


asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
