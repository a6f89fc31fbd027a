# SPDX-License-Identifier: Apache-2.0
"""Servers that no client lists, watched by the built egret with a policy that says what runs.

    scene.py --egret PATH unit-egret-first|…

Everything stays on loopback. Exit: 0 as expected, 1 not. What was wrong is on stdout.
"""

import contextlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "Scenes"))
import frame

# What it waits before it connects: an exec that was told of as it acted would be younger.
WAIT = 0.5


class Scene:
    def __init__(self, egret):
        self.egret = egret
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="egret-services-"))
        self.home.chmod(0o755)
        self.target = frame.Port()
        self.server = None
        self.unit = f"egret-orders-{os.getpid()}.service"
        self.cgroup = cgroups() / "system.slice" / self.unit

    def close(self):
        if self.server:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait(20)
        self.target.close()
        with contextlib.suppress(OSError):
            frame.until("the cgroup to be empty", lambda: not self.pids(), 5)
            self.cgroup.rmdir()
        shutil.rmtree(self.home, ignore_errors=True)

    def pids(self):
        procs = self.cgroup / "cgroup.procs"
        return procs.read_text().split() if procs.exists() else []

    def watch(self, run):
        class Watch(frame.Watch):
            POLICY = f"egret: 1\nservers:\n  orders:\n    run: {run}\n    expect: [none]\n"
        return Watch(self.egret, self.home, self.home)

    def begin(self, words, user=0, inside=None):
        """As a service manager does: a fork, its cgroup, the program."""
        def place():
            os.setsid()
            signal.pthread_sigmask(signal.SIG_UNBLOCK, signal.valid_signals())
            if inside:
                inside.mkdir(parents=True, exist_ok=True)
                (inside / "cgroup.procs").write_text(str(os.getpid()))
            if user:
                os.setgroups([])
                os.setgid(user)
                os.setuid(user)

        self.server = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, cwd="/", preexec_fn=place)

    def program(self, name):
        """A shell under a name that says nothing."""
        path = self.home / name
        shutil.copy(shutil.which("bash"), path)
        return str(path)

    def connect(self, after=WAIT):
        return (f"sleep {after}; exec 3<>/dev/tcp/127.0.0.1/{self.target.number}; sleep 60")


def cgroups():
    for line in pathlib.Path("/proc/mounts").read_text().splitlines():
        fields = line.split()
        if fields[2] == "cgroup2":
            return pathlib.Path(fields[1])
    raise AssertionError("no cgroup2 is mounted")


def ours(alert):
    return alert["evidences"][0]["data"]["egret"]


def own(egret, scene):
    return [alert for alert in egret.alerts() if alert.get("activity_id") == 1
            and alert["evidences"][0]["dst_endpoint"]["port"] == scene.target.number]


def check(scene, egret, isOlder=False):
    found = own(egret, scene)
    said = (scene.home / "errors").read_text()
    if len(found) != 1:
        raise AssertionError(f"{len(found)} alerts: {json.dumps(found)}\n{said}")
    facts = ours(found[0])
    if (facts["server"], facts["client"]) != ("orders", "policy"):
        raise AssertionError(f"{facts}")
    if found[0]["evidences"][0]["process"]["pid"] != scene.server.pid:
        raise AssertionError(f"another process: {json.dumps(found[0])}")
    if not isOlder and facts["since_exec_ms"] < WAIT * 900:
        raise AssertionError(f"it was not told of from its exec: {facts['since_exec_ms']} ms")
    if not any("the policy's" in reason for reason in facts["reasons"]):
        raise AssertionError(f"no reason names the policy: {facts['reasons']}")


def wait_for(scene, egret):
    frame.until("an alert", lambda: own_now(scene), 20, egret.errors)


def own_now(scene):
    text = (scene.home / "alerts").read_text(errors="replace")
    return f'"port":{scene.target.number}' in text


def after(scene, run, words, listed=None, **how):
    with scene.watch(run) as egret:
        scene.begin(words, **how)
        wait_for(scene, egret)
        if listed is not None:
            check_list(scene)
    check(scene, egret)


def check_list(scene):
    """`egret servers` lists it, with its process."""
    played = subprocess.run(
        [scene.egret, "servers", "--format", "json", "--home", str(scene.home), "--policy",
         str(scene.home / "policy.yaml")], capture_output=True, text=True, timeout=60)
    rows = json.loads(played.stdout)["servers"]
    row = [row for row in rows if row["name"] == "orders"]
    if not row or row[0]["client"] != "policy" or row[0]["running"] != [scene.server.pid]:
        raise AssertionError(f"egret servers: {played.stdout}{played.stderr}")


def before(scene, run, words, **how):
    scene.begin(words, **how)
    time.sleep(0.3)
    with scene.watch(run) as egret:
        wait_for(scene, egret)
    check(scene, egret, isOlder=True)


def unit(scene, play, **more):
    words = [scene.program("orders-daemon"), "-c", scene.connect(WAIT if play is after else 8)]
    play(scene, f"{{unit: {scene.unit}}}", words, inside=scene.cgroup, **more)


def user(scene):
    words = [scene.program("orders-daemon"), "-c", scene.connect()]
    after(scene, '{user: "65534", command: "* -c sleep *"}', words, user=65534)


def command(scene):
    words = [scene.program("orders-daemon"), "-c", scene.connect()]
    after(scene, '{command: "*/orders-daemon -c *"}', words)


def listen(scene):
    with frame.socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    text = (f"import socket, time; held = socket.create_server(('127.0.0.1', {port})); "
            f"time.sleep({WAIT}); socket.create_connection(('127.0.0.1', {scene.target.number})); "
            "time.sleep(60)")
    shutil.copy(os.path.realpath(sys.executable), scene.home / "orders-daemon")
    with scene.watch(f"{{listen: {port}}}") as egret:
        scene.begin([str(scene.home / "orders-daemon"), "-c", text])
        wait_for(scene, egret)
    check(scene, egret, isOlder=True)


SCENES = {
    "unit-egret-first": lambda scene: unit(scene, after, listed=True),
    "unit-server-first": lambda scene: unit(scene, before),
    "user": user,
    "command": command,
    "listen": listen,
}


if __name__ == "__main__":
    sys.exit(frame.main(Scene, SCENES))
