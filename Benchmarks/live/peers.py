# SPDX-License-Identifier: Apache-2.0
"""Egret and its peers side by side: the same load, one after the other, in the same run."""

import statistics
import time

from machine import cpu_ns, memory, on_core, run, say
from peer import all_peers

PROGRAM = "loads"
SECONDS = 2
LOADS = (("connect", 10000), ("connect", 0), ("send", 10000), ("send", 0))
NAMES = {"connect": "TCP connect", "send": "UDP datagram"}
HEADS = ["", "load", "calls a second: without, with", "added ns", "CPU µs a call", "lost", "resident MB"]


def measure(bench, rounds=2):
    """Rows of figures, and why a peer is missing."""
    found, missing = {}, {}
    for number in range(rounds):
        say(f"side by side, round {number + 1} of {rounds}")
        for kind, rate in LOADS:
            egret(bench, kind, rate, found)
        for peer in all_peers():
            if peer.name not in missing:
                reason = one_peer(bench, peer, found)
                if reason:
                    missing[peer.name] = reason
    return {"rows": [row(key, each) for key, each in found.items()], "missing": missing}


def load(bench, kind, rate):
    """Calls, nanoseconds, and the median of one call."""
    text = run(*on_core(bench.core, is_first=False), bench.folder / PROGRAM, kind, rate, SECONDS,
               bench.folder / "sink.ports")
    return tuple(map(int, text.split()))


def egret(bench, kind, rate, found):
    base = load(bench, kind, rate)
    with bench.running() as process:
        time.sleep(0.5)
        before = cpu_ns(process.pid)
        seen = tuple(map(int, bench.serve(f"{kind}-{rate}").split()))
        time.sleep(0.5)
        used, resident = cpu_ns(process.pid) - before, memory(process.pid)
        time.sleep(0.5)
    lost = sum(bench.lost().values()) / seen[0]
    found.setdefault(("Egret, a watched server", kind, rate), []).append(
        figures(base, seen, used, lost, resident))


def one_peer(bench, peer, found):
    """The reason where it cannot be measured."""
    if not peer.is_here:
        return f"is not here; what to do: apt-get install {peer.package}"
    for kind, rate in LOADS:
        if kind not in peer.patterns:
            continue
        base = load(bench, kind, rate)
        with peer.running(bench.folder) as pids:
            if not pids:
                return f"does not run on this kernel: {peer.why(bench.folder)}"
            before = sum(map(cpu_ns, pids))
            seen = load(bench, kind, rate)
            time.sleep(1)
            used, resident = sum(map(cpu_ns, pids)) - before, sum(map(memory, pids))
        count = peer.count(bench.folder, kind, PROGRAM)
        if count == 0:
            return f"started and wrote nothing of the load: {peer.why(bench.folder)}"
        found.setdefault((f"{peer.name} {peer.version}", kind, rate), []).append(
            figures(base, seen, used, max(0, 1 - count / seen[0]), resident))
    return None


def figures(base, seen, used, lost, resident):
    return {"without": base[0] / base[1] * 1e9, "with": seen[0] / seen[1] * 1e9, "added": seen[2] - base[2],
            "cpu": used / seen[0] / 1000, "lost": lost * 100, "resident": resident}


def row(key, each):
    """Medians of the rounds."""
    name, kind, rate = key
    middle = {what: statistics.median(one[what] for one in each) for what in each[0]}
    load_name = f"{NAMES[kind]}, {rate:,} a second" if rate else f"{NAMES[kind]}, as fast as it can"
    return [name, load_name, f"{middle['without']:,.0f}, {middle['with']:,.0f}", f"{middle['added']:,.0f}",
            f"{middle['cpu']:.1f}", f"{middle['lost']:.1f} %", f"{middle['resident']:.0f}"]


def as_text(found):
    lines = [HEADS] + sorted(found["rows"], key=lambda row: row[1])
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADS))]
    table = ["  ".join(cell.ljust(width) if column < 2 else cell.rjust(width)
                       for column, (cell, width) in enumerate(zip(line, widths))) for line in lines]
    return "\n".join(table + [f"left out: {name}: {why}" for name, why in found["missing"].items()])


def as_markdown(found):
    lines = [HEADS, ["---"] * 2 + ["---:"] * 5] + sorted(found["rows"], key=lambda row: row[1])
    table = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    missing = "\n".join(f"- {name}: {why}" for name, why in found["missing"].items())
    return table + (f"\n\nLeft out:\n\n{missing}" if missing else "")
