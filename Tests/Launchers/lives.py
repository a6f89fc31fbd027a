# SPDX-License-Identifier: Apache-2.0
"""Scenes of a server's life: a person's start, the first message, restarts, other names."""

import json
import shutil
import subprocess
import sys

from registry import program
from table import HERE, facts, install, ours

RESTARTS = 500


def new(alerts):
    return [alert for alert in alerts if alert["activity_id"] == 1]


def demo(scene, *arguments):
    """The entry `demo`: a Python program with these arguments."""
    path = scene.home / "weather" / "server.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text(program("demo.py", scene.server.number))
    command = [sys.executable, str(path), *arguments]
    scene.configure(command)
    return command


def by_hand(scene, command):
    played = subprocess.run(
        [sys.executable, str(HERE / "person.py"), "30", *command], cwd=scene.home,
        env=scene.environment({}), stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    if played.returncode != 0:
        raise AssertionError(f"no answer at the terminal: {played.stderr.decode()[-2000:]}")


def manual(scene):
    """Not judged; marked where that is asked for. The client's start is judged all the while."""
    command = demo(scene, "grandchild", "done")
    with scene.watching() as watched:
        by_hand(scene, command)
    same([facts(alert) for alert in watched.alerts], [])
    with scene.watching("--judge-manual") as watched:
        by_hand(scene, command)
        scene.start(command, scene.environment({}), sockets=True)
    marks = {ours(alert).get("manual", False) for alert in new(watched.alerts)}
    same(marks, {True, False})
    same({ours(alert)["server"] for alert in watched.alerts}, {"demo"})


def message(scene):
    """After the first message, on pipes and on sockets."""
    command = demo(scene, "late", "done")
    for sockets in [False, True]:
        with scene.watching() as watched:
            scene.start(command, scene.environment({}), sockets=sockets)
        told = [(facts(alert)["phase"], ours(alert).get("before_initialize"))
                for alert in new(watched.alerts)]
        # Of a pipe nothing is known where the machine was too busy to follow it in time.
        allowed = [[("run", False)]] + [[("start", None)]] * (not sockets)
        if told not in allowed:
            raise AssertionError(f"sockets: {sockets}, told: {told}\n" + scene.errors())


def restarts(scene):
    """Each start is the same server's; what it does is told once, and then counted."""
    install(scene.home, scene.server.number)
    command = [str(scene.home / "mcp-demo-plain"), "import", "done"]
    scene.configure(command)
    shutil.copy2(HERE / "restarts.py", scene.home / "claude")
    with scene.watching() as watched:
        subprocess.run(
            [sys.executable, str(scene.home / "claude"), str(RESTARTS), *command],
            cwd=scene.home, env=scene.environment({}), stdin=subprocess.DEVNULL, check=True,
            timeout=200)
    same([facts(alert) for alert in new(watched.alerts)], [{
        "rule": "local-destination", "server": "demo", "package": "mcp-demo-plain",
        "phase": "start", "port": scene.server.number, "pinned": None}])
    same(max(alert["count"] for alert in watched.alerts), RESTARTS)


def renamed(scene):
    """`exec -a`, and a program that writes over its own name and argv."""
    path = scene.home / "renamed.py"
    path.write_text("import ctypes, sys\n"
                    "ctypes.CDLL(None).prctl(15, b'kworker/0:1')\n"
                    + program("demo.py", scene.server.number))
    command = ["bash", "-c",
               f"exec -a sshd {sys.executable} {path} double-fork done"]
    scene.configure(command)
    with scene.watching() as watched:
        played = scene.start(command, scene.environment({}), sockets=True)
    same(played.returncode, 0)
    same([ours(alert)["server"] for alert in new(watched.alerts)], ["demo"])
    same({ours(alert)["confidence"] for alert in watched.alerts}, {"high"})


def hundred(scene):
    """A hundred entries in thirty files, each started once."""
    home = scene.home
    install(home, scene.server.number)
    commands = {}
    for number in range(100):
        name = f"server-{number}"
        commands[name] = [str(home / "mcp-demo-plain"), "import", name]
    write(home, commands)
    with scene.watching() as watched:
        for command in commands.values():
            scene.start(command, scene.environment({}), sockets=True)
    same(sorted(ours(alert)["server"] for alert in new(watched.alerts)), sorted(commands))


def write(home, commands):
    """Into plugin and project files of several products."""
    names = sorted(commands)
    for number in range(30):
        own = names[number::30]
        folder = home / ".cursor" / "extensions" / f"plugin-{number}"
        folder.mkdir(parents=True)
        entries = {name: {"command": commands[name][0], "args": commands[name][1:]} for name in own}
        (folder / "mcp.json").write_text(json.dumps({"mcpServers": entries}))


def same(found, wanted):
    if found != wanted:
        raise AssertionError(f"{found!r} is not {wanted!r}")


SCENES = {"manual": manual, "message": message, "restarts": restarts, "renamed": renamed,
          "hundred": hundred}
