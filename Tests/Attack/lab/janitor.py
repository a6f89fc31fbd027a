# SPDX-License-Identifier: Apache-2.0
"""Ends a lab, whichever way it ended: run as `janitor.py DIRECTORY NAMESPACE...`.

The lab holds the other end of standard input. When that closes (the lab is done, failed, or was
killed) every process in the namespaces goes, then the namespaces, then the directory. Lines on
standard input name further processes to end: `PID START`, START as /proc/PID/stat has it.
"""

import os
import shutil
import signal
import subprocess
import sys
import time

SIGNALS_OF_A_TERMINAL = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def start_of(pid: int) -> str:
    """When the process started, in the kernel's ticks; empty where there is none."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def end(pid: int, how: int) -> None:
    try:
        os.kill(pid, how)
    except ProcessLookupError:
        pass


def end_adopted(lines: list[str]) -> None:
    """Processes outside the namespaces: asked first, then made to."""
    adopted = [(int(pid), start) for pid, start in (line.split() for line in lines)]
    for how, patience in ((signal.SIGTERM, 3.0), (signal.SIGKILL, 1.0)):
        deadline = time.monotonic() + patience
        left = [pid for pid, start in adopted if start_of(pid) == start]
        for pid in left:
            end(pid, how)
        while time.monotonic() < deadline and any(start_of(p) == s for p, s in adopted):
            time.sleep(0.02)


def inhabitants(namespace: str) -> list[int]:
    done = subprocess.run(["ip", "netns", "pids", namespace], capture_output=True, text=True)
    return [int(pid) for pid in done.stdout.split()]


def empty(namespace: str) -> None:
    """A process may fork while it is being ended, so more than once."""
    for _ in range(100):
        found = inhabitants(namespace)
        if not found:
            return
        for pid in found:
            end(pid, signal.SIGKILL)
        time.sleep(0.02)


def main() -> None:
    directory, *namespaces = sys.argv[1:]
    for number in SIGNALS_OF_A_TERMINAL:
        signal.signal(number, signal.SIG_IGN)
    end_adopted(sys.stdin.read().splitlines())
    for namespace in namespaces:
        empty(namespace)
        subprocess.run(["ip", "netns", "delete", namespace], stderr=subprocess.DEVNULL)
    shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    main()
