# SPDX-License-Identifier: Apache-2.0
"""The first message, through real launchers: wrapper × cold or warm × pipe or socket × when it acts.

Each cell's program connects once: before it reads, right after its first message, or long after it. What
the alert says of the message is known beforehand, and the scene fails where the alert says another thing.
Where Egret comes late (see docs/launches.md) it says nothing; with an installer, which takes a second to come
to the server, that is the exception.
"""

import dataclasses
import json

import table
from table import Launching, facts, launchings, need, ours

WRAPPERS = ["none", "bash", "chain"]
MOMENTS = ["import", "right", "late"]
# A script that becomes itself seven times and then its words, by env.
CHAIN = """#!/bin/sh
n=${CHAIN:-7}
[ "$n" -gt 0 ] || exec /usr/bin/env LAST=1 "$@"
CHAIN=$((n-1)) exec "$0" "$@"
"""


@dataclasses.dataclass
class Cell:
    launcher: str
    wrapper: str
    cold: bool
    sockets: bool
    moment: str

    @property
    def name(self):
        return "-".join([self.launcher, self.wrapper, "cold" if self.cold else "warm",
                         "socket" if self.sockets else "pipe", self.moment])

    def command(self, scene, launching):
        words = [*launching.command, self.moment, self.name]
        if self.wrapper == "chain":
            return [str(scene.home / "chain"), *words]
        return table.wrap(self.wrapper, words)

    def allowed(self):
        """What the alert may say: (phase, before_initialize). Of a pipe nothing, where Egret came late."""
        told = ("start", True) if self.moment == "import" else ("run", False)
        return [told] + [("start", None)] * (not self.sockets)


def cells(name, launching):
    # An installer's own start takes a second; what bash adds, the chain adds too.
    wrappers = [name for name in WRAPPERS if not (launching.installs and name == "bash")]
    return [Cell(name, wrapper, cold, sockets, moment)
            for wrapper in wrappers for cold in ([True, False] if launching.installs else [False])
            for sockets in [False, True] for moment in MOMENTS]


def script(scene):
    """A server that is a script with a line for its interpreter."""
    path = scene.home / "mcp-script"
    path.write_text("#!/usr/bin/env python3\n" + table.program("demo.py", scene.server.number))
    path.chmod(0o755)
    return Launching([str(path)], "mcp-script", None)


def run(scene, name):
    need("python3" if name == "script" else name)
    launching = script(scene) if name == "script" else launchings(scene.home)[name]
    chain = scene.home / "chain"
    chain.write_text(CHAIN)
    chain.chmod(0o755)
    played = cells(name, launching)
    table.install(scene.home, scene.server.number)
    table.configure(scene, {cell.name: cell.command(scene, launching) for cell in played})
    for cell in played:
        # What a cold cell fetched is the warm one's.
        start(scene, launching, cell) if launching.installs and not cell.cold else None
    with scene.watching() as watched:
        for cell in played:
            start(scene, launching, cell)
    check(watched.alerts, played, launching)


def start(scene, launching, cell):
    (scene.home / cell.name).unlink(missing_ok=True)
    played = scene.start(cell.command(scene, launching), table.environment(scene, cell),
                         sockets=cell.sockets)
    if played.returncode != 0:
        raise AssertionError(f"{cell.name}: no answer: {played.stderr.decode()[-2000:]}")


def check(alerts, played, launching):
    problems, unknown = [], []
    for cell in played:
        own = [alert for alert in alerts
               if ours(alert)["server"] == cell.name and alert["activity_id"] == 1
               and facts(alert)["phase"] != "install"]
        told = [(facts(alert)["phase"], ours(alert).get("before_initialize")) for alert in own]
        if told == [("start", None)] and cell.moment != "right":
            unknown.append(cell.name)
        if len(told) != 1 or told[0] not in cell.allowed():
            problems.append(f"{cell.name}: {told}, not {cell.allowed()}")
            problems += [json.dumps(ours(alert)) for alert in own]
    print(f"{len(played)} cells, {len(unknown)} not known")
    pipes = [cell for cell in played if not cell.sockets and cell.moment != "right"]
    if launching.installs and len(unknown) > len(pipes) / 2:
        problems.append(f"hardly known: {unknown}")
    if problems:
        raise AssertionError("\n".join(problems))


SCENES = {f"first-{name}": lambda scene, name=name: run(scene, name)
          for name in ["npx", "uvx", "uv", "pipx", "node", "python3", "plain", "script"]}
