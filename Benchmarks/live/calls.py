# SPDX-License-Identifier: Apache-2.0
"""What Egret adds to calls and takes from throughput, in rounds that take turns."""

import shutil
import signal
import subprocess
import time
from contextlib import contextmanager

from machine import fail, on_core, run, say, wait_until
from rows import Row

KINDS = ("getppid", "connect-udp", "connect-tcp", "sendto", "sendto-elsewhere")
NAMES = {"getppid": "getppid", "connect-udp": "UDP connect", "connect-tcp": "TCP connect",
         "sendto": "sendto, the last place", "sendto-elsewhere": "sendto, another place each"}
STATES = ("ignored", "watched", "unclassified")
# Nanoseconds added at the median, at most.
AIMS = {("getppid", "ignored"): 50, ("getppid", "watched"): 50, ("getppid", "unclassified"): 50,
        ("connect-udp", "ignored"): 300, ("connect-udp", "watched"): 1000,
        ("connect-tcp", "ignored"): 500, ("connect-tcp", "watched"): 1500}
SPAWN_AIM = 3000
FLOWS = {"stream": ("TCP stream", "bytes", 99), "ask": ("TCP request and response", "answers", 98),
         "send": ("UDP packets", "packets", 98)}
PLACES = {"lo": "loopback", "veth": "a veth pair"}
SECONDS = 0.2
NEAR, FAR = "egret-bench-near", "egret-bench-far"


class Rounds:
    """All states, once a round. `without` is measured at both ends of a round."""

    def __init__(self, bench):
        self.bench = bench
        self.core = bench.core
        self.rounds = []
        self.hooks = 0

    def run(self, number):
        bench, found = self.bench, {}
        found["without"] = self.strangers("without")
        with bench.floor() as self.hooks:
            found["floor"] = self.strangers("floor")
        with bench.running() as egret:
            time.sleep(0.5)
            found["ignored"] = self.strangers("ignored")
            found["watched"] = self.time("watched", "server-calls")
            found["unclassified"] = self.time("unclassified", "calls", stopped=egret)
            time.sleep(0.3)
        if not bench.alerts("timed"):
            fail("the process that should be watched raised no alert")
        again = self.strangers("without")
        found["without"] = {key: (value + again[key]) / 2 for key, value in found["without"].items()}
        self.rounds.append(found)
        say(f"round {number} done")

    @staticmethod
    def flows():
        return [(place, flow) for place in PLACES for flow in FLOWS]

    def strangers(self, name):
        found = self.time(f"as-{name}", "calls")
        found["spawn"] = int(run(*on_core(self.core), self.bench.folder / "calls", "spawn",
                                 self.bench.folder / "nothing", self.bench.count // 4))
        for place, flow in self.flows():
            found[place, flow] = self.flow(place, flow)
        return found

    def time(self, name, program, stopped=None):
        """The median of every kind of call, of one process. `stopped` sleeps meanwhile."""
        folder = self.bench.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        if stopped:
            stopped.send_signal(signal.SIGSTOP)
        try:
            process = subprocess.Popen(
                [*on_core(self.core), self.bench.folder / program, "time", folder,
                 str(self.bench.count), self.bench.folder / "sink.ports"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            time.sleep(0.2)  # Egret classifies what it may
            (folder / "go").touch()
            process.communicate(timeout=300)
        finally:
            if stopped:
                stopped.send_signal(signal.SIGCONT)
        if process.returncode != 0:
            fail(f"the calls failed: {process.returncode}")
        rows = (line.split() for line in (folder / "result").read_text().splitlines())
        return {row[0]: int(row[1]) for row in rows}

    def flow(self, place, flow):
        """How much a second, at its best of four. Requests are answered on the core that asks: no wake-up
        of another."""
        address, around = ("127.0.0.1", []) if place == "lo" else (
            "198.51.100.2", ["nsenter", f"--net=/run/netns/{NEAR}"])
        core = 0 if flow == "ask" else self.core
        return max(float(run(*around, *on_core(core), self.bench.folder / "traffic", flow, address,
                             self.bench.folder / f"{place}.ports", SECONDS)) for _ in range(4))

    # What came of it

    def rows(self):
        return ([self.row(kind, state) for kind in KINDS for state in STATES] + [self.spawn_row()] +
                [self.flow_row(place, flow) for flow in FLOWS for place in PLACES])

    def added(self, state, key):
        return [each[state][key] - each["without"][key] for each in self.rounds]

    def alone(self, key):
        return sorted(each["without"][key] for each in self.rounds)[len(self.rounds) // 2]

    def row(self, kind, state):
        return Row(f"{NAMES[kind]}, {state} process: added", "ns", self.added(state, kind),
                   AIMS.get((kind, state)), floor=self.added("floor", kind) if state == "ignored" else [],
                   alone=self.alone(kind))

    def spawn_row(self):
        return Row("fork, exec and exit of a stranger: added", "ns", self.added("ignored", "spawn"), SPAWN_AIM,
                   floor=self.added("floor", "spawn"), alone=self.alone("spawn"))

    def percent(self, state, key):
        return [each[state][key] / each["without"][key] * 100 for each in self.rounds]

    def flow_row(self, place, flow):
        name, what, aim = FLOWS[flow]
        key = place, flow
        return Row(f"{name} of an ignored process, {PLACES[place]}", "%", self.percent("ignored", key), aim,
                   is_at_least=True, floor=self.percent("floor", key), alone=self.alone(key),
                   note=f"alone: {what} a second")


def serve(bench, place, around):
    ports = bench.folder / f"{place}.ports"
    process = subprocess.Popen([*around, *on_core(0), bench.folder / "traffic", "serve", ports])
    wait_until(ports.exists, 10, "the far side of the traffic")
    return process


@contextmanager
def far_sides(bench):
    """Servers of the traffic on loopback, and behind a veth pair between two namespaces."""
    for name in (NEAR, FAR):
        subprocess.run(["ip", "netns", "delete", name], stderr=subprocess.DEVNULL, check=False)
        run("ip", "netns", "add", name)
    processes = []
    try:
        run("ip", "-n", NEAR, "link", "add", "lane", "type", "veth", "peer", "name", "lane", "netns", FAR)
        for name, address in ((NEAR, "198.51.100.1/24"), (FAR, "198.51.100.2/24")):
            run("ip", "-n", name, "link", "set", "lo", "up")
            run("ip", "-n", name, "link", "set", "lane", "up")
            run("ip", "-n", name, "address", "add", address, "dev", "lane")
        processes = [serve(bench, "lo", []), serve(bench, "veth", ["nsenter", f"--net=/run/netns/{FAR}"])]
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()
        for name in (NEAR, FAR):
            run("ip", "netns", "delete", name)
