# SPDX-License-Identifier: Apache-2.0
"""Programs of Debian that see connections, and how each is started and read."""

import re
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass

from machine import run

# In a mount namespace of its own: a machine need not have tracefs mounted.
AROUND = ("unshare", "-m", "sh", "-c", "mount --make-rprivate / && mount -t tracefs tracefs /sys/kernel/tracing "
          "&& mount -t debugfs debugfs /sys/kernel/debug; ulimit -l unlimited; exec \"$0\" \"$@\"")
# The address in full, as an alert of Egret's has it.
SCRIPT = """
tracepoint:syscalls:sys_enter_connect { printf("connect %s %d %r\\n", comm, pid, buf(args->uservaddr, 16)); }
tracepoint:syscalls:sys_enter_sendto { printf("send %s %d %r\\n", comm, pid, buf(args->addr, 16)); }
"""


@dataclass
class Peer:
    """A program that writes a line for each call, and the lines that count for a kind of call."""

    name: str
    package: str
    words: tuple[str, ...]
    patterns: dict[str, str]
    patience: float = 4

    @property
    def is_here(self):
        return shutil.which(self.words[0]) is not None

    @property
    def version(self):
        done = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", self.package], text=True,
                              capture_output=True, check=False)
        return done.stdout or "unknown"

    @contextmanager
    def running(self, folder):
        """The pids of the program."""
        with open(folder / "peer.out", "w", encoding="utf-8") as out, \
                open(folder / "peer.err", "w", encoding="utf-8") as errors:
            process = subprocess.Popen([*AROUND, *self.words], stdin=subprocess.DEVNULL, stdout=out,
                                       stderr=errors)
            try:
                time.sleep(self.patience)
                yield [process.pid] if process.poll() is None else []
            finally:
                process.send_signal(signal.SIGINT)
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()

    def count(self, folder, kind, program):
        """Lines of the program's own calls of that kind."""
        pattern = re.compile(self.patterns[kind].replace("PROGRAM", program))
        with open(folder / "peer.out", encoding="utf-8", errors="replace") as file:
            return sum(1 for line in file if pattern.search(line))

    def why(self, folder):
        """The last words of a program that ended."""
        text = (folder / "peer.err").read_text(errors="replace").strip().splitlines()
        return text[-1][:160] if text else "it said nothing"


class Audit(Peer):
    """auditd with a folder and rules of its own, which are taken away again."""

    @property
    def is_here(self):
        return shutil.which("auditd") is not None

    @contextmanager
    def running(self, folder):
        before = audit_settings()
        own = folder / "audit"
        own.mkdir(exist_ok=True)
        log = folder / "peer.out"
        log.unlink(missing_ok=True)
        (own / "auditd.conf").write_text(
            f"local_events = yes\nwrite_logs = yes\nlog_file = {log}\nlog_format = RAW\nflush = NONE\n"
            "max_log_file = 4000\nmax_log_file_action = IGNORE\nspace_left = 75\nspace_left_action = IGNORE\n"
            "admin_space_left = 50\nadmin_space_left_action = IGNORE\ndisk_full_action = IGNORE\n"
            "disk_error_action = IGNORE\nq_depth = 20000\noverflow_action = IGNORE\n")
        own.chmod(0o700)
        with open(folder / "peer.err", "w", encoding="utf-8") as errors:
            process = subprocess.Popen(["auditd", "-n", "-c", own], stdin=subprocess.DEVNULL, stdout=errors,
                                       stderr=errors)
            try:
                time.sleep(1)
                yield self.with_rules(process)
            finally:
                for words in (["-D"], ["-e", before["enabled"]], ["-b", before["backlog_limit"]],
                              ["--backlog_wait_time", before["backlog_wait_time"]]):
                    subprocess.run(["auditctl", *words], capture_output=True, check=False)
                process.terminate()
                process.wait(20)

    @staticmethod
    def with_rules(process):
        if process.poll() is not None:
            return []
        for words in (["-D"], ["-b", "8192"], ["--backlog_wait_time", "0"], ["-e", "1"],
                      ["-a", "always,exit", "-F", "arch=b64", "-S", "connect", "-S", "sendto"]):
            subprocess.run(["auditctl", *words], capture_output=True, check=False)
        kernel = run("pgrep", "-x", "kauditd").split()
        return [process.pid] + [int(pid) for pid in kernel]


def audit_settings():
    """Of the kernel, by their names."""
    lines = (line.split() for line in run("auditctl", "-s").splitlines())
    return {words[0]: words[1] for words in lines if len(words) > 1}


def all_peers():
    tools = "libbpf-tools"
    return [
        Peer("bpftrace, connect and sendto", "bpftrace", ("bpftrace", "-B", "full", "-e", SCRIPT),
             {"connect": "^connect PROGRAM ", "send": "^send PROGRAM "}, patience=6),
        Audit("auditd, connect and sendto", "auditd", ("auditd",),
              {"connect": "^type=SYSCALL .*syscall=42 .*comm=\"PROGRAM\"",
               "send": "^type=SYSCALL .*syscall=44 .*comm=\"PROGRAM\""}),
        Peer("tcplife", tools, ("tcplife",), {"connect": r"\bPROGRAM\b"}),
        Peer("tcpstates", tools, ("tcpstates",), {"connect": r"\bPROGRAM\b.* -> SYN_SENT"}),
        Peer("tcpconnect", tools, ("tcpconnect",), {"connect": r"\bPROGRAM\b"}),
    ]
