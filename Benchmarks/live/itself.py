# SPDX-License-Identifier: Apache-2.0
"""What Egret itself uses: CPU, wake-ups, memory, and what it loses."""

import time

from machine import STATS, Use, fail, memory, run, run_for_cpu, say, setting
from rows import Row

STRANGERS = "a stranger that forks, execs and exits"


def rows(bench, storm):
    idle = at_rest(bench, storm)
    return [life(bench), start(bench)] + idle + reader(bench) + [forks(bench)] + losses(bench) + [replay(bench), binary(bench)]


def start(bench):
    return Row("start until every hook is attached and proven", "ms", bench.start_times, 500)


def life(bench, count=3000):
    """By the kernel's own clock, which costs some 50 ns a program: it is not disturbed by the machine."""
    with setting(STATS, 1), bench.running():
        old = bench.programs()
        run(bench.folder / "loads", "storm", bench.folder / "nothing", count)
        new = bench.programs()
    spent = sum(new[number][0] - old[number][0] for number in new.keys() & old.keys()
                if new[number][2] in ("on_fork", "on_exec", "on_exit"))
    return Row(f"{STRANGERS}: what the three eBPF programs take", "ns", [spent / count], 3000,
               note="by the kernel's clock")


def at_rest(bench, storm):
    """With nothing to watch, and under processes of others."""
    say("Egret at rest, and under strangers")
    with bench.running() as egret:
        time.sleep(2)
        use = Use(egret.pid)
        time.sleep(10)
        seconds, cpu, wakeups = use()
        rate = wakeups / seconds
        resident = memory(egret.pid)
        found = [Row("CPU with nothing to watch", "% of a core", [cpu / seconds / 1e7]),
                 Row("wake-ups a second with nothing to watch", "", [rate]),
                 Row("resident with nothing to watch (VmRSS)", "MB", [resident], 25)]
        return found + (strangers(bench, egret.pid, storm, rate, resident) if storm else [])


def strangers(bench, pid, storm, rate, resident):
    use = Use(pid)
    run(bench.folder / "loads", "storm", bench.folder / "nothing", storm)
    time.sleep(0.5)
    seconds, cpu, wakeups = use()
    return [Row(f"CPU for {STRANGERS}", "µs", [cpu / storm / 1000], 1, note=f"{storm:,} of them"),
            Row("wake-ups for a thousand such strangers", "", [max(0, wakeups - rate * seconds) / storm * 1000],
                1, note="beyond those at rest"),
            Row(f"resident memory that {storm:,} strangers leave", "MB", [max(0, memory(pid) - resident)], 1)]


def reader(bench):
    """CPU a watched connect."""
    say("Egret under watched connects")
    found = []
    for name, what, aim in (("same", "nothing new", 5), ("each", "an alert and its end each", 20)):
        with bench.running() as egret:
            use = Use(egret.pid)
            count = int(bench.serve(name))
            time.sleep(0.5)
            seconds, cpu, wakeups = use()
            rest = after(egret.pid) if name == "same" else []
        lines, seen = len(bench.alerts(name)), count - sum(bench.lost().values())
        note = f"{count / 4:,.0f} a second, {lines:,} alerts, lost {bench.lost() or 'nothing'}"
        found.append(Row(f"CPU a watched connect, {what}", "µs", [cpu / max(1, seen) / 1000], aim, note=note))
        if name == "same":
            found += [Row("wake-ups a second meanwhile", "", [wakeups / seconds], 1000)] + rest
    return found


def after(pid):
    """A server that has ended leaves nothing behind that keeps the loop awake."""
    use = Use(pid)
    time.sleep(5)
    seconds, cpu, _ = use()
    return [Row("CPU once the server has ended", "% of a core", [cpu / seconds / 1e7], 1)]


def forks(bench):
    say("Egret under a server that forks")
    with bench.running() as egret:
        bench.serve("forks")
        time.sleep(1)
        highest = memory(egret.pid, "VmHWM")
    return Row("memory at its highest while a server forks 100,000 children", "MB", [highest], 60,
               note=f"lost {bench.lost() or 'nothing'}")


def losses(bench):
    say("Egret under all a core can send")
    found = []
    for name, what, aim in (("paced", "100,000 connects and datagrams a second", 0),
                            ("fast", "as many as one core can", None)):
        with bench.running():
            count, spent, _ = map(int, bench.serve(name).split())
            time.sleep(2)
        lost, rate = sum(bench.lost().values()), count / spent * 1e9
        note = f"{rate:,.0f} a second, {lost:,} of {count:,}: {bench.lost() or 'nothing'}"
        if name == "paced" and rate < 95_000:
            note += "; the machine cannot make more: not the rate that is asked for"
        found.append(Row(f"lost at {what}", "%", [lost / count * 100], aim, note=note))
    return found


def replay(bench):
    """Events judged a second by `egret replay`, of what a run recorded."""
    say("replaying what was recorded")
    log = bench.folder / "recording"
    log.unlink(missing_ok=True)
    with bench.running("--record", log):
        bench.serve("same")
        time.sleep(2)
    with open(log, "rb") as file:
        events = sum(1 for line in file if line.startswith(b'{"event"'))
    seconds, status = run_for_cpu(bench.egret, "replay", log, "--policy", bench.folder / "policy.yaml")
    if status not in (0, 1):
        fail(f"egret replay failed: {status}")
    return Row("events that egret replay judges a second", "", [events / seconds], 300_000, is_at_least=True,
               note=f"{events:,} events, a second of CPU")


def binary(bench):
    return Row("the binary", "MB", [bench.egret.stat().st_size / 1e6], 20)
