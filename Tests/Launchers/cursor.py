# SPDX-License-Identifier: Apache-2.0
"""A client: starts one server with pipes, says `initialize`, waits for an answer, ends it.

    cursor.py SECONDS COMMAND [ARGUMENT…]

Exit: 0 the server answered, 1 it did not.
"""

import json
import select
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


def main():
    seconds, command = float(sys.argv[1]), sys.argv[2:]
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    server.stdin.write(json.dumps(INITIALIZE).encode() + b"\n")
    server.stdin.flush()
    ready, _, _ = select.select([server.stdout], [], [], seconds)
    answer = server.stdout.readline() if ready else b""
    server.stdin.close()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    return 0 if b"jsonrpc" in answer else 1


if __name__ == "__main__":
    sys.exit(main())
