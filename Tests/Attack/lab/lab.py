# SPDX-License-Identifier: Apache-2.0
"""The lab as one value: `with Lab() as lab:` builds it, and leaving takes everything away."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from . import janitor, network

HERE = Path(__file__).resolve().parent
NEEDED = {"ip": "iproute2", "dnsmasq": "dnsmasq-base", "openssl": "openssl", "mount": "mount",
          "setpriv": "util-linux"}


class Lab:
    def __init__(self, shares: dict[str, Path] | None = None) -> None:
        self.check()
        self.shares = shares or {}
        self.directory = Path(tempfile.mkdtemp(prefix=f"egret-lab-{os.getpid()}-"))
        self.directory.chmod(0o755)
        unique = self.directory.name.rpartition("-")[2]
        self.near = f"egret-{os.getpid()}-{unique}-near"
        self.far = f"egret-{os.getpid()}-{unique}-far"
        self.hosts: list[subprocess.Popen] = []
        self.janitor = self.hire()

    @staticmethod
    def check() -> None:
        """What is missing, before anything is made."""
        if os.geteuid():
            sys.exit("lab: network namespaces need root: run it with sudo")
        missing = [package for tool, package in NEEDED.items() if not shutil.which(tool)]
        if missing:
            sys.exit("lab: missing: apt install " + " ".join(sorted(set(missing))))

    def hire(self) -> subprocess.Popen:
        """The janitor outlives the lab in a session of its own and waits for its end."""
        command = [sys.executable, "-B", str(HERE / "janitor.py"), str(self.directory), self.near, self.far]
        return subprocess.Popen(command, stdin=subprocess.PIPE, text=True, start_new_session=True)

    def __enter__(self) -> "Lab":
        # A shell's background job begins with SIGINT ignored.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        signal.signal(signal.SIGHUP, lambda *_: sys.exit(129))
        follow_parent()
        try:
            self.build()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def build(self) -> None:
        network.build(self.near, self.far)
        network.make_certificate(self.directory)
        self.entrance = network.write_entrance(self.directory, self.shares)
        far = ["ip", "netns", "exec", self.far, sys.executable, "-B", "-m", "lab.far", str(self.directory)]
        for command in (far, network.resolver_command(self.far, self.directory)):
            self.hosts.append(subprocess.Popen(
                command, cwd=HERE.parent, stdin=subprocess.DEVNULL, start_new_session=True))
        self.wait_for("the far end", lambda: (self.directory / "far.ready").exists())
        self.wait_for("the resolver", self.resolves)

    def resolves(self) -> bool:
        done = subprocess.run(
            self.inside(["getent", "ahostsv4", "collector.example"]), capture_output=True, check=False)
        return done.returncode == 0

    def wait_for(self, what: str, holds, patience: float = 10) -> None:
        deadline = time.monotonic() + patience
        while not holds():
            if time.monotonic() > deadline:
                raise RuntimeError(f"lab: {what} did not come up within {patience} s")
            time.sleep(0.02)

    def inside(self, command: list[str], user: int | None = None) -> list[str]:
        """The command, as it is started in the near namespace; as `user` instead of root."""
        drop = [] if user is None else [
            "setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", "--no-new-privs"]
        return ["ip", "netns", "exec", self.near, str(self.entrance), *drop, *command]

    def adopt(self, process: subprocess.Popen) -> None:
        """A process outside the namespaces that is to end with the lab."""
        self.janitor.stdin.write(f"{process.pid} {janitor.start_of(process.pid)}\n")
        self.janitor.stdin.flush()

    def arrived(self) -> list[dict]:
        """What reached the far end so far."""
        path = self.directory / "arrived.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return [json.loads(line) for line in lines]

    def close(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        self.janitor.stdin.close()
        self.janitor.wait()
        for host in self.hosts:
            host.wait()


def follow_parent() -> None:
    """Ends this process when its parent does, and with it the lab."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.2)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
