# SPDX-License-Identifier: Apache-2.0
"""Egret while it is tried: how it is started, and what its stream and the kernel say of it."""

import json
import os
import pathlib
import signal
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
EGRET = os.environ.get("EGRET_BUILT", ROOT / ".build/release/egret")
BEAT = 2
# Whatever was started: none is left behind where a play fails.
STARTED = []


def end_all():
    for process in STARTED:
        if process.poll() is None:
            process.kill()
            process.wait()
    STARTED.clear()


def until(holds, seconds, what):
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(f"waited {seconds} s in vain for {what}")
        time.sleep(0.05)


class MemoryGroup:
    """A cgroup with a limit of memory, of either version."""

    def __init__(self, megabytes):
        old = pathlib.Path("/sys/fs/cgroup/memory")
        self.path = (old if old.is_dir() else pathlib.Path("/sys/fs/cgroup")) / f"egret-soak-{os.getpid()}"
        self.is_old = old.is_dir()
        if not self.is_old:
            (self.path.parent / "cgroup.subtree_control").write_text("+memory")
        self.path.mkdir(exist_ok=True)
        limit = "memory.limit_in_bytes" if self.is_old else "memory.max"
        (self.path / limit).write_text(str(megabytes << 20))

    def enter(self):
        """Before a program is started: its process is in the group from the beginning."""
        (self.path / "cgroup.procs").write_text(str(os.getpid()))

    def peak(self):
        name = "memory.max_usage_in_bytes" if self.is_old else "memory.peak"
        file = self.path / name
        return int(file.read_text()) >> 20 if file.exists() else None

    def ended(self):
        """How many processes the limit has ended."""
        name = "memory.oom_control" if self.is_old else "memory.events"
        words = dict(line.split() for line in (self.path / name).read_text().splitlines())
        return int(words.get("oom_kill", 0))

    def remove(self):
        try:
            self.path.rmdir()
        except OSError:
            pass


class Watcher:
    """`egret run` with a home and a policy of its own, its lines in a file."""

    def __init__(self, folder, *more, output=None, group=None, heartbeat=BEAT, **options):
        self.folder, self.lines_file = pathlib.Path(folder), output or pathlib.Path(folder) / "alerts.ndjson"
        self.home = self.folder / "home"
        (self.home / ".cursor").mkdir(parents=True, exist_ok=True)
        self.list = self.home / ".cursor/mcp.json"
        if not self.list.exists():
            self.write_list()
        ready = self.folder / "ready"
        ready.unlink(missing_ok=True)
        (self.folder / "policy.yaml").write_text("egret: 1\nservers:\n  soak:\n    expect: [none]\n  other:\n    expect: [none]\n")
        words = [EGRET, "run", "--policy", self.folder / "policy.yaml", "--home", self.home, "--ready-file", ready,
                 "--heartbeat", heartbeat, "--judge-manual", "--metrics-file", self.folder / "egret.prom", *more]
        if not any(str(word).startswith("--output") for word in more):
            words += ["--output", f"file:{self.lines_file}"]
        options.setdefault("stdout", subprocess.DEVNULL)
        self.errors = self.folder / "errors"
        with self.errors.open("ab") as errors:
            self.process = subprocess.Popen(
                [str(word) for word in words], stderr=errors, preexec_fn=group.enter if group else None, **options)
        STARTED.append(self.process)
        until(lambda: ready.exists() or self.process.poll() is not None, 60, "the hooks")
        if self.process.poll() is not None:
            raise RuntimeError(f"egret ended: {self.errors.read_text()[-800:]}")

    def write_list(self, more=None):
        """The client's list: the two servers that are played, and what else is wanted."""
        entries = {name: {"command": sys.executable, "args": ["-B", "-S", str(HERE / "server.py"), name]}
                   for name in ("soak", "other")} | (more or {})
        fresh = self.list.with_suffix(".new")
        fresh.write_text(json.dumps({"mcpServers": entries}))
        fresh.rename(self.list)

    @property
    def pid(self):
        return self.process.pid

    def lines(self, begin=0):
        """What was written from an offset on; a line that is not whole fails."""
        if not self.lines_file.exists():
            return []
        with self.lines_file.open("rb") as file:
            file.seek(begin)
            return [json.loads(line) for line in file.read().splitlines()]

    def size(self):
        return self.lines_file.stat().st_size if self.lines_file.exists() else 0

    def beat(self, seconds=60):
        """The next heartbeat: what it says was so after this call."""
        begin = self.size()
        found = []

        def came():
            if not self.lines_file.exists():
                return False
            with self.lines_file.open("rb") as file:
                file.seek(begin)
                found[:] = [json.loads(line) for line in file.read().split(b"\n")[:-1] if b"egret.heartbeat" in line]
            return len(found) >= 2

        until(came, seconds, "two heartbeats")
        return found[-1]

    def rotate(self):
        """Moves the file away, has Egret open the path again, and returns what the old one holds."""
        old = self.lines_file.with_suffix(".old")
        self.lines_file.rename(old)
        self.process.send_signal(signal.SIGHUP)
        until(self.lines_file.exists, 30, "the file to be opened again")
        size = -1
        while size != old.stat().st_size:
            size = old.stat().st_size
            time.sleep(0.3)
        with old.open("rb") as file:
            lines = [json.loads(line) for line in file]
        old.unlink()
        return lines

    def facts(self):
        """Resident megabytes now and at most, and seconds of CPU."""
        status = dict(line.split(":", 1) for line in pathlib.Path(f"/proc/{self.pid}/status").read_text().splitlines())
        used = pathlib.Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        ticks = os.sysconf("SC_CLK_TCK")
        return {"now": int(status["VmRSS"].split()[0]) >> 10, "most": int(status["VmHWM"].split()[0]) >> 10,
                "cpu": (int(used[11]) + int(used[12])) / ticks}

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        return self.process.returncode


class Server:
    """The server of that name, played; it is started as the client's list says."""

    def __init__(self, name):
        self.process = subprocess.Popen(
            [sys.executable, "-B", "-S", str(HERE / "server.py"), name], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True, start_new_session=True)
        STARTED.append(self.process)

    def ask(self, act, first, count):
        self.process.stdin.write(f"{act} {first} {count}\n")
        self.process.stdin.flush()

    def done(self):
        return int(self.process.stdout.readline())

    def do(self, act, first, count):
        self.ask(act, first, count)
        return self.done()

    def stop(self):
        self.process.stdin.close()
        self.process.wait(20)


def missing(lines):
    """How many numbers of the stream are not there, between its first and its last."""
    numbers = {line["metadata"]["sequence"] for line in lines}
    return max(numbers) - min(numbers) + 1 - len(numbers) if numbers else 0


def places(lines, server="soak"):
    """Where a server's flows lead to, by the stream; with `--all`."""
    return {(line["dst_endpoint"]["ip"], line["dst_endpoint"]["port"]) for line in lines
            if line["metadata"]["event_code"] == "egret.flow" and line.get("actor", {}).get("app_uid") == server
            and "ip" in line.get("dst_endpoint", {})}


def lost(beat):
    """What a heartbeat says was lost since the start, by its stage."""
    return {key: count for key, count in beat["unmapped"]["egret"].get("dropped_total", {}).items() if count}
