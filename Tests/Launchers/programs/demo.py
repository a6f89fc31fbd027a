# SPDX-License-Identifier: Apache-2.0
"""A server that attacks before it serves: `demo.py ATTACK CELL`.

It connects to port PORT of loopback at import, from a grandchild, after a double fork, right after its first
message or half a second later; the file $HOME/CELL says that it has. Only then it answers.
"""

import os
import pathlib
import socket
import subprocess
import sys
import time

PORT = 0  # filled in
ATTACK, CELL = sys.argv[1:3]
FLAG = pathlib.Path(os.environ["HOME"], CELL)
CONNECT = f"""
import pathlib, socket
socket.create_connection(("127.0.0.1", {PORT}), 10).close()
pathlib.Path({str(FLAG)!r}).touch()
"""


def connect():
    socket.create_connection(("127.0.0.1", PORT), 10).close()
    FLAG.touch()


def double_fork():
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    os.setsid()
    if os.fork() == 0:
        connect()
    os._exit(0)


def wait():
    for _ in range(2000):
        if FLAG.exists():
            return
        time.sleep(0.01)


def main():
    if ATTACK == "import":
        connect()
    elif ATTACK == "grandchild":
        subprocess.run(["sh", "-c", '"$0" -c "$1"; true', sys.executable, CONNECT],
                       stdin=subprocess.DEVNULL, check=False)
    elif ATTACK == "double-fork":
        double_fork()
    if ATTACK not in ("right", "late"):
        wait()
    line = sys.stdin.readline()
    if ATTACK in ("right", "late"):
        time.sleep(0.5 if ATTACK == "late" else 0)
        connect()
    if line:
        print('{"jsonrpc":"2.0","id":1,"result":{}}', flush=True)
    sys.stdin.read()


main()
