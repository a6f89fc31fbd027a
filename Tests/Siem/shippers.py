# SPDX-License-Identifier: Apache-2.0
"""Real programs of Debian's, run from a folder of their own, with the pieces of packaging/siem."""

import os
import pathlib
import shutil
import subprocess
import time

from corpus import ROOT

PROGRAMS = pathlib.Path(os.environ.get("EGRET_SIEM_PROGRAMS", ROOT / ".build/siem-programs"))
ARCH = next((p.name for p in pathlib.Path("/usr/lib").glob("*-linux-gnu*")), "x86_64-linux-gnu")


class Program:
    """A program, with the libraries that came with it."""

    def __init__(self, package, name):
        self.root = PROGRAMS / package
        found = [path for folder in ("usr/sbin", "usr/bin") for path in [self.root / folder / name] if path.exists()]
        self.path = str(found[0]) if found else shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin")
        assert self.path, f"no {name}: run Tests/Siem/programs {PROGRAMS}"
        folders = [self.root / f"usr/lib/{ARCH}", self.root / f"lib/{ARCH}", self.root / "usr/lib/syslog-ng"]
        folders += list((self.root / "usr/lib/syslog-ng").glob("*"))
        self.environment = {**os.environ, "LD_LIBRARY_PATH": ":".join(str(f) for f in folders if f.exists())}

    def start(self, *arguments, **more):
        return subprocess.Popen([self.path, *map(str, arguments)], env=self.environment, **more)

    def modules(self, path):
        """A folder of modules: of the package brought along, else of the machine."""
        own = self.root / path
        return own if own.exists() else pathlib.Path("/") / path


def piece(path, folder):
    """A piece of packaging/siem that works in a folder of the test's."""
    text = (ROOT / "packaging/siem" / path).read_text()
    return text.replace("/var/log/egret", str(folder)).replace("/var/spool/egret", str(folder))


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return condition()


def stop(process):
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
