# SPDX-License-Identifier: Apache-2.0
"""The programs of the benchmark, `egret run` over them, and the empty programs at the same hooks."""

import json
import os
import signal
import subprocess
import time
from contextlib import contextmanager

from machine import ROOT, cgroup_root, fail, on_core, run, wait_until

SOURCES = ROOT / "Benchmarks/Sources/live"
LOOPBACK = '"localhost:*/any"'
FLAGS = ("-std=gnu17", "-O2", "-Wall", "-Wextra", "-Werror")


class Bench:
    """A folder with the programs, each under two names: a server's, and one that no list has."""

    def __init__(self, folder, egret, count):
        self.folder, self.egret, self.count = folder, egret, count
        # The far side and what reads are on the others.
        self.core = max(os.sched_getaffinity(0))
        for name in ("calls", "sink", "loads", "traffic"):
            run("cc", *FLAGS, "-o", folder / name, SOURCES / f"{name}.c")
        run("cc", *FLAGS, "-o", folder / "floor", SOURCES / "floor.c", "-lbpf")
        run("cc", *FLAGS, "-static", "-nostdlib", "-o", folder / "nothing", SOURCES / "nothing.c")
        for name in ("calls", "loads"):
            run("cp", folder / name, folder / f"server-{name}")
        self.start_times = []
        self.commands = {}
        self.write_configuration()

    # The servers of the client's list: name, words, and whether loopback is expected.

    def entries(self):
        sink = self.folder / "sink.ports"
        calls, loads = self.folder / "server-calls", self.folder / "server-loads"
        return {
            "timed": ([calls, "time", self.folder / "watched", self.count, sink], False),
            "same": ([loads, "same", 4, sink], True),
            "each": ([loads, "each", 4, sink], False),
            "forks": ([loads, "forks", 100000], True),
            "paced": ([loads, "mixed", 100000, 3, sink], True),
            "fast": ([loads, "mixed", 0, 3, sink], True),
        } | {f"{kind}-{rate}": ([loads, kind, rate, 2, sink], True)
             for kind in ("connect", "send") for rate in (10000, 0)}

    def write_configuration(self):
        servers, policy = {}, ["egret: 1", "servers:"]
        for name, (words, is_expected) in self.entries().items():
            self.commands[name] = [str(word) for word in words]
            command, *arguments = self.commands[name]
            servers[name] = {"command": command, "args": arguments}
            policy += [f"  {name}:", f"    expect: [{LOOPBACK if is_expected else 'none'}]"]
        home = self.folder / "home/.cursor"
        home.mkdir(parents=True)
        (home / "mcp.json").write_text(json.dumps({"mcpServers": servers}))
        (self.folder / "policy.yaml").write_text("\n".join(policy) + "\n")

    @contextmanager
    def sink(self):
        """Where all calls go, on the first core."""
        ports = self.folder / "sink.ports"
        process = subprocess.Popen([*on_core(0), self.folder / "sink", ports])
        try:
            wait_until(ports.exists, 10, "the sink")
            yield
        finally:
            process.kill()
            process.wait()

    @contextmanager
    def running(self, *options):
        """`egret run`, from the moment in which it is ready."""
        ready, out = self.folder / "ready", self.folder / "out"
        for file in (ready, out):
            file.unlink(missing_ok=True)
        with open(self.folder / "err", "w", encoding="utf-8") as errors:
            begin = time.monotonic()
            process = subprocess.Popen(
                [self.egret, "run", "--home", self.folder / "home", "--ready-file", ready,
                 "--output", f"file:{out}", "--policy", self.folder / "policy.yaml", *options],
                stdin=subprocess.DEVNULL, stdout=errors, stderr=errors)
            try:
                wait_until(lambda: ready.exists() or process.poll() is not None, 60, "egret")
                if process.poll() is not None:
                    fail("egret did not begin: " + (self.folder / "err").read_text()[-600:])
                self.start_times.append((time.monotonic() - begin) * 1000)
                yield process
            finally:
                process.send_signal(signal.SIGCONT)
                process.terminate()
                process.wait(60)

    @contextmanager
    def floor(self):
        """Empty programs at Egret's hooks."""
        process = subprocess.Popen([self.folder / "floor", cgroup_root()], text=True,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        try:
            word, _, count = process.stdout.readline().partition(" ")
            if word != "ready":
                fail("the empty programs were not attached")
            yield int(count)
        finally:
            process.stdin.close()
            process.wait(30)

    def serve(self, name):
        """The words of an entry, with pipes as a client gives them, on the core that is measured. It has
        no priority: Egret is to get its share."""
        process = subprocess.Popen([*on_core(self.core, is_first=False), *self.commands[name]], text=True,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        output, _ = process.communicate(timeout=600)
        if process.returncode != 0:
            fail(f"the server {name} failed: {process.returncode}")
        return output

    # What Egret wrote, once it has ended.

    def lines(self):
        return [json.loads(line) for line in (self.folder / "out").read_text().splitlines()]

    def alerts(self, server):
        return [line for line in self.lines()
                if line["class_uid"] == 2004 and line["actor"].get("app_uid") == server]

    def counters(self):
        """Of the last line about Egret itself."""
        own = [line["unmapped"]["egret"] for line in self.lines()
               if "dropped_total" in line.get("unmapped", {}).get("egret", {})]
        return own[-1] if own else fail("egret wrote no counters")

    def lost(self):
        """Records and lines that were lost, by stage."""
        return {stage: count for stage, count in self.counters()["dropped_total"].items() if count}

    def programs(self):
        """Every eBPF program of the machine: nanoseconds and runs, by number and name."""
        found = {}
        for line in run(self.folder / "floor", "programs").splitlines():
            number, nanoseconds, runs, *name = line.split()
            found[int(number)] = (int(nanoseconds), int(runs), name[0] if name else "")
        return found
