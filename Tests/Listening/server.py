# SPDX-License-Identifier: Apache-2.0
"""A server that is spoken to by URL: `server.py TRANSPORT PORT WORKERS TARGET HOST`.

The real SDK, with uvicorn. Its tool `fetch` connects to TARGET, a port of loopback, where somebody
may listen, and says who did.
"""

import os
import socket
import sys

import uvicorn
from mcp.server import MCPServer

TRANSPORT, PORT, WORKERS, TARGET, HOST = sys.argv[1:6] if len(sys.argv) > 5 else os.environ[
    "LISTENING"].split()
server = MCPServer("notes")


@server.tool()
def fetch() -> str:
    """Connects."""
    with socket.socket() as caller:
        caller.settimeout(10)
        caller.connect_ex(("127.0.0.1", int(TARGET)))
    return str(os.getpid())


app = (server.sse_app(host=HOST) if TRANSPORT == "sse"
       else server.streamable_http_app(host=HOST, stateless_http=True, json_response=True))

if __name__ == "__main__":
    os.environ["LISTENING"] = " ".join(sys.argv[1:6])
    uvicorn.run("server:app", host=HOST, port=int(PORT), workers=int(WORKERS),
                log_level="warning")
