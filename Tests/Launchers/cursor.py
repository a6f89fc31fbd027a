# SPDX-License-Identifier: Apache-2.0
"""A client: starts one server, says `initialize`, waits for an answer, ends it.

    cursor.py [--sockets] SECONDS COMMAND [ARGUMENT…]

With pipes, as clients in Python do, or with socket pairs, as those in node. Exit: 0 the server
answered, 1 it did not.
"""

import json
import select
import socket
import subprocess
import sys

INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "cursor", "version": "1"},
    },
}


def start(command, sockets):
    if not sockets:
        server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return server, server.stdin, server.stdout, server.stdin.close
    ends = [socket.socketpair() for _ in range(2)]
    server = subprocess.Popen(command, stdin=ends[0][1], stdout=ends[1][1])
    for _, other in ends:
        other.close()
    near = ends[0][0]
    return server, near.makefile("wb"), ends[1][0].makefile("rb"), lambda: near.shutdown(
        socket.SHUT_WR)


def main():
    words = sys.argv[1:]
    sockets = words[0] == "--sockets"
    seconds, command = float(words[sockets]), words[sockets + 1:]
    server, stdin, stdout, end = start(command, sockets)
    stdin.write(json.dumps(INITIALIZE).encode() + b"\n")
    stdin.flush()
    ready, _, _ = select.select([stdout], [], [], seconds)
    answer = stdout.readline() if ready else b""
    end()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    return 0 if b"jsonrpc" in answer else 1


if __name__ == "__main__":
    sys.exit(main())
