# SPDX-License-Identifier: Apache-2.0
"""A person at a terminal: runs a command there until its output ends or the time is up.

    person.py SECONDS COMMAND [ARGUMENT…]

Types one line, as somebody would who tries a server by hand.
"""

import os
import pty
import select
import signal
import sys
import time


def main():
    seconds, command = float(sys.argv[1]), sys.argv[2:]
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvp(command[0], command)
    os.write(terminal, b'{"jsonrpc":"2.0","id":1,"method":"initialize"}\n')
    end, seen = time.monotonic() + seconds, b""
    while b'"result"' not in seen and time.monotonic() < end:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                seen += os.read(terminal, 4096)
            except OSError:
                break
    os.kill(pid, signal.SIGTERM)
    os.close(terminal)
    os.waitpid(pid, 0)
    return 0 if b'"result"' in seen else 1


if __name__ == "__main__":
    sys.exit(main())
