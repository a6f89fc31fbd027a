# SPDX-License-Identifier: Apache-2.0
"""What is done to the machine while Egret watches it: each act says what it did, what the stream shows, what was lost."""

import contextlib
import os
import pathlib
import signal
import socket
import stat
import subprocess
import sys
import time

from watcher import ROOT, STARTED, places

PID_MAX = pathlib.Path("/proc/sys/kernel/pid_max")


def forks():
    """Processes made since the machine started."""
    return next(int(line.split()[1]) for line in pathlib.Path("/proc/stat").read_text().splitlines()
                if line.startswith("processes "))


def crowd(soak, *words, **options):
    made = subprocess.Popen([soak.crowd, *map(str, words)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                            start_new_session=True, **options)
    STARTED.append(made)
    return made


def meanwhile(soak, count=1_000):
    """The server's connects beside something else, and then how many of them the stream shows."""
    first = soak.next(count)
    soak.server.ask("connect", first, count)

    def seen(lines=None):
        found = places(soak.harvest() if lines is None else lines) & soak.wanted(first, count)
        return f"{len(found):,} of the server's {count:,} connects beside it"
    return seen


def connects(soak, count=20_000):
    """As fast as one process can."""
    first = soak.next(count)
    begin = time.monotonic()
    soak.server.do("connect", first, count)
    rate = count / (time.monotonic() - begin)
    found = places(soak.harvest()) & soak.wanted(first, count)
    return f"{count:,} connects of a server to as many places, {rate:,.0f} a second", f"{len(found):,} of {count:,}"


def fork_bomb(soak, seconds=10):
    begin = forks()
    bomb = crowd(soak, "bomb", 5_000, seconds)
    seen = meanwhile(soak)
    bomb.wait(120)
    subprocess.run(["pkill", "-KILL", "-s", str(bomb.pid)], check=False)
    soak.server.done()
    return f"a fork bomb of another user, {seconds} s: {forks() - begin:,} forks", seen()


def processes(soak, count=60_000):
    before = PID_MAX.read_text()
    PID_MAX.write_text(str(max(int(before), 4 * count)))
    try:
        living = crowd(soak, "live", count)
        made = int(living.stdout.readline())
        seen = meanwhile(soak)
        soak.server.done()
        text = seen()
        living.stdin.close()
        living.wait(120)
    finally:
        PID_MAX.write_text(before)
    return f"{made:,} processes that live at once", text


def inotify(soak, count=1_000_000):
    """Three of a file's life: made, closed, taken away."""
    seen = meanwhile(soak)
    folder = soak.watcher.home / ".cursor"
    for number in range(count // 3):
        path = folder / f"{number % 7}.json"
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
        path.unlink()
    soak.server.done()
    return f"{count // 3 * 3:,} changes in a folder that is followed", f"{seen()}; {soak.is_followed()}"


def configurations(soak, seconds=30):
    seen, cpu, count = meanwhile(soak), soak.watcher.facts()["cpu"], 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        soak.watcher.write_list({f"other-{count}": {"command": f"/opt/{count}"}})
        count += 1
        time.sleep(0.005)
    cpu = soak.watcher.facts()["cpu"] - cpu
    soak.server.done()
    share = f"Egret took {100 * cpu / seconds:.0f} % of a core"
    return f"a client's list written anew {count:,} times in {seconds} s", f"{seen()}; {soak.is_followed()}; {share}"


def entries(soak, count=100_000):
    soak.watcher.write_list({f"entry-{number}": {"command": "/bin/true", "args": [str(number)]} for number in range(count)})
    time.sleep(3)
    seen = meanwhile(soak)
    soak.server.done()
    lines = soak.harvest()
    told = [line for line in lines if line["metadata"]["event_code"] == "egret.config-unread"]
    reasons = {line["evidences"][0]["data"]["egret"]["reasons"][0].split(": ", 1)[1] for line in told}
    soak.watcher.write_list()
    text = f"`config-unread`: {'; '.join(sorted(reasons))}" if told else "read"
    return f"a list of {count:,} entries", f"{text}; {seen(lines)}; {soak.is_followed()}"


@contextlib.contextmanager
def dead_mount(folder):
    """A file system of a program that never answers; nothing where the machine has no FUSE."""
    if not pathlib.Path("/dev/fuse").exists():
        yield False
        return
    folder.mkdir(parents=True, exist_ok=True)
    program = subprocess.Popen([sys.executable, "-B", ROOT / "Tests/Files/silent.py", folder, "0"],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        program.stdout.read(1)
        yield True
    finally:
        program.stdin.close()
        program.wait(20)


def strange_files(soak):
    """Where products keep their lists stands what is none."""
    home = soak.watcher.home
    made = {name: home / folder / "mcp.json" for name, folder in
            (("a FIFO", ".factory"), ("a link to /dev/zero", ".kiro/settings"), ("a socket", ".junie/mcp"))}
    large = home / ".gemini/settings.json"
    for path in [*made.values(), large]:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
    os.mkfifo(made["a FIFO"])
    made["a link to /dev/zero"].symlink_to("/dev/zero")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(made["a socket"]))
    with large.open("wb") as file:
        file.truncate(10 << 30)
    device = home / ".codeium/windsurf/mcp_config.json"
    device.parent.mkdir(parents=True, exist_ok=True)
    device.unlink(missing_ok=True)
    os.mknod(device, 0o644 | stat.S_IFCHR, os.makedev(1, 5))
    with dead_mount(home / ".roo") as is_mounted:
        soak.watcher.process.send_signal(signal.SIGHUP)
        time.sleep(3)
        seen = meanwhile(soak)
        soak.server.done()
        text = f"{seen()}; {soak.is_followed()}"
    for path in [*made.values(), large, device]:
        path.unlink()
    listener.close()
    mount = ", a mount that never answers" if is_mounted else ""
    return f"{', '.join(made)}, a character device, a file of 10 GiB{mount} where lists should be", text


def tables(soak, count=20_000):
    """One server's storm; then the other server's one act."""
    for act in ("names", "datagrams", "unix"):
        soak.server.do(act, soak.next(count), count)
    first = soak.next(1)
    soak.other.do("connect", first, 1)
    found = [line for line in soak.harvest() if line["metadata"]["event_code"] != "egret.flow"
             and line.get("is_alert") and line["actor"].get("app_uid") == "other"]
    done = f"one server asks for {count:,} names, sends to {count:,} places and knocks at {count:,} Unix sockets"
    return done, f"the other server's one connect: {'an alert' if found else 'NO ALERT'}"


def stopped(soak, seconds=60, count=5_000):
    """SIGSTOP: the kernel's side goes on."""
    first = soak.next(count)
    soak.watcher.process.send_signal(signal.SIGSTOP)
    soak.server.do("connect", first, count)
    time.sleep(seconds)
    soak.watcher.process.send_signal(signal.SIGCONT)
    found = places(soak.harvest()) & soak.wanted(first, count)
    return f"Egret stopped for {seconds} s (SIGSTOP), {count:,} connects meanwhile", f"{len(found):,} of {count:,}"


ACTS = (connects, fork_bomb, processes, inotify, configurations, entries, strange_files, tables, stopped)
