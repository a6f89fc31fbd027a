# SPDX-License-Identifier: Apache-2.0
"""The lab leaves nothing behind, however it ends, and lets nothing out.

    cd Tests/Attack && sudo python3 -B -m unittest test_lab
"""

import os
import signal
import subprocess
import sys
import time
import unittest
from pathlib import Path

from lab import janitor
from lab.lab import Lab

HERE = Path(__file__).resolve().parent

# A lab that has a stubborn process inside, and an adopted one outside, and says where it is.
STANDING = """
import subprocess, sys, time
from lab.lab import Lab
with Lab() as lab:
    stubborn = "trap '' TERM INT HUP; echo stubborn; exec >&2; while :; do sleep 1; done"
    inside = subprocess.Popen(
        lab.inside(["setsid", "sh", "-c", stubborn]), stdout=subprocess.PIPE, text=True)
    outside = subprocess.Popen(["sh", "-c", stubborn], stdout=subprocess.PIPE, text=True)
    for each in (inside, outside):
        assert each.stdout.readline().strip() == "stubborn", "it did not start"
    lab.adopt(outside)
    print(lab.directory, lab.near, lab.far, outside.pid, flush=True)
    time.sleep(60)
"""


class Standing:
    """A lab in a process of its own, started below a parent that can be killed."""

    def __init__(self) -> None:
        script = "%s -B -c %s & echo $!; wait" % (sys.executable, "'%s'" % STANDING.replace("'", "'\\''"))
        self.parent = subprocess.Popen(["sh", "-c", script], cwd=HERE, text=True,
                                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                       start_new_session=True)
        self.pid = int(self.parent.stdout.readline())
        directory, self.near, self.far, outside = self.parent.stdout.readline().split()
        self.directory = Path(directory)
        inside = janitor.inhabitants(self.near)
        self.processes = {pid: janitor.start_of(pid) for pid in (*inside, int(outside))}

    def traces(self) -> list[object]:
        found = [name for name in (self.near, self.far) if Path("/run/netns", name).exists()]
        found += [str(self.directory)] if self.directory.exists() else []
        return found + [pid for pid, start in self.processes.items() if janitor.start_of(pid) == start]

    def traces_in_the_end(self) -> list[object]:
        deadline = time.monotonic() + 12
        while self.traces() and time.monotonic() < deadline:
            time.sleep(0.05)
        self.parent.stdout.close()
        self.parent.wait()
        return self.traces()


@unittest.skipIf(os.geteuid(), "network namespaces need root")
class LabTests(unittest.TestCase):
    def test_leaves_nothing_when_it_is_killed(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL):
            with self.subTest(signal=number.name):
                standing = Standing()
                self.assertGreater(len(standing.processes), 1)
                os.kill(standing.pid, number)
                self.assertEqual(standing.traces_in_the_end(), [])

    def test_leaves_nothing_when_its_parent_is_killed(self) -> None:
        standing = Standing()
        standing.parent.kill()
        self.assertEqual(standing.traces_in_the_end(), [])

    def test_leaves_nothing_when_the_work_inside_fails(self) -> None:
        with self.assertRaises(ZeroDivisionError):
            with Lab() as lab:
                print(1 // 0)
        self.assertFalse(lab.directory.exists())
        self.assertFalse(Path("/run/netns", lab.near).exists())

    def test_two_stand_side_by_side(self) -> None:
        with Lab() as one, Lab() as two:
            self.assertNotEqual(one.near, two.near)
            post = ["curl", "-sk", "--max-time", "5", "https://collector.example/", "-d", "one"]
            subprocess.run(one.inside(post), check=True, capture_output=True)
            self.assertEqual([line["body"] for line in one.arrived()], ["one"])
            self.assertEqual(two.arrived(), [])

    def test_there_is_no_way_out(self) -> None:
        with Lab() as lab:
            for command in (["ip", "route", "get", "192.0.2.1"], ["ip", "-6", "route", "get", "2001:db9::1"],
                            ["getent", "ahosts", "example.org"]):
                done = subprocess.run(lab.inside(command), capture_output=True, check=False)
                self.assertNotEqual(done.returncode, 0, command)

    def test_the_machine_keeps_its_own_resolver(self) -> None:
        before = Path("/etc/resolv.conf").read_text(encoding="utf-8")
        with Lab() as lab:
            inside = subprocess.run(lab.inside(["cat", "/etc/resolv.conf"]), capture_output=True, text=True)
            self.assertEqual(inside.stdout, "nameserver 198.51.100.53\n")
            self.assertEqual(Path("/etc/resolv.conf").read_text(encoding="utf-8"), before)


if __name__ == "__main__":
    unittest.main()
