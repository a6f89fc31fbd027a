# SPDX-License-Identifier: Apache-2.0
"""What the benchmark reads of the machine and of a process."""

import os
import platform
import resource
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BACKLOG = Path("/proc/sys/net/core/somaxconn")
STATS = Path("/proc/sys/kernel/bpf_stats_enabled")


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def fail(text):
    say(text)
    sys.exit(2)


def run(*words, **options):
    done = subprocess.run([str(word) for word in words], text=True, capture_output=True,
                          check=False, **options)
    if done.returncode != 0:
        fail(f"{words[0]} failed: {(done.stderr or done.stdout).strip()[-600:]}")
    return done.stdout


def on_core(core, is_first=True):
    """Before a command: on that core, and ahead of whatever else the machine runs."""
    return (["chrt", "-f", "10"] if is_first else []) + ["taskset", "-c", str(core)]


def wait_until(holds, seconds, what):
    """Fails where `holds` does not come true in time."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            fail(f"waited in vain for {what}")
        time.sleep(0.002)


@contextmanager
def setting(path, value):
    """A file of /proc/sys with another value."""
    before = path.read_text()
    path.write_text(str(value))
    try:
        yield
    finally:
        path.write_text(before)


def tasks(pid):
    return Path(f"/proc/{pid}/task").iterdir()


def cpu_ns(pid):
    """Nanoseconds that the process's threads have run."""
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks(pid))


def switches(pid):
    """How often a thread of the process waited of its own accord."""
    lines = [line for task in tasks(pid) for line in (task / "status").read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt_switches"))


def memory(pid, key="VmRSS"):
    """Megabytes: VmRSS resident now, VmHWM at most."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(key + ":"):
            return int(line.split()[1]) / 1024
    return 0.0


def run_for_cpu(*words):
    """Seconds of CPU that a command takes, and its exit status."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([str(word) for word in words], stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.returncode


class Use:
    """What a process uses from here on."""

    def __init__(self, pid):
        self.pid = pid
        self.begin = time.monotonic(), cpu_ns(pid), switches(pid)

    def __call__(self):
        """Seconds, nanoseconds of CPU, and wake-ups since."""
        now = time.monotonic(), cpu_ns(self.pid), switches(self.pid)
        return tuple(new - old for new, old in zip(now, self.begin))


def cgroup_root():
    mounts = [line.split() for line in Path("/proc/self/mounts").read_text().splitlines()]
    places = [mount[1] for mount in mounts if mount[2] == "cgroup2"]
    return places[0] if places else fail("no cgroup v2 is mounted")


def load():
    return os.getloadavg()[0]


def facts():
    models = [line.partition(":")[2].strip() for line in
              Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return {"processor": models[0] if models else platform.machine(), "cores": os.cpu_count(),
            "kernel": platform.release(), "date": time.strftime("%Y-%m-%d"),
            "load_before": round(load(), 2)}
