# SPDX-License-Identifier: Apache-2.0
"""The table of real launchers: wrapper × cold or warm × attack, each cell one entry of one client.

Every cell's program attacks before it reads stdin, so whether it had its first message by then is
known to be no. Cold cells have a cache of their own, and their package's install script attacks too.
Cold ones speak through pipes, warm ones through socket pairs.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys

from registry import program

HERE = pathlib.Path(__file__).parent
ATTACKS = ["import", "grandchild", "double-fork"]
NPM, PYPI = "npm:@acme/mcp-demo@1.0.0", "pypi:mcp-demo==1.0.0"


def wrap(wrapper, command):
    if wrapper == "bash":
        return ["bash", "-c", " ".join(command)]
    return ["env", "MODE=x", *command] if wrapper == "env" else command


WRAPPERS = ["none", "bash", "env"]


class Launching:
    """A launcher: its command, what the alert calls the package, whether it installs."""

    def __init__(self, command, package, pinned, *, scripts=False, installs=False):
        self.command, self.package, self.pinned = command, package, pinned
        self.scripts, self.installs = scripts, installs


def launchings(home):
    places = {
        "npx": Launching(["npx", "-y", "@acme/mcp-demo@1.0.0"], NPM, True, scripts=True,
                         installs=True),
        "uvx": Launching(["uvx", "mcp-demo==1.0.0"], PYPI, True, scripts=True, installs=True),
        "uv": Launching(["uv", "run", "--no-project", "--with", "mcp-demo==1.0.0", "mcp-demo"],
                        PYPI, True, scripts=True, installs=True),
        "pipx": Launching(["pipx", "run", "mcp-demo==1.0.0"], PYPI, True, scripts=True,
                          installs=True),
        "deno": Launching(["deno", "run", "-A", "--quiet", "npm:@acme/mcp-demo@1.0.0"], NPM, True,
                          installs=True),
        "node": Launching(["node", str(home / "demo" / "index.js")], "demo", None),
        "python3": Launching(["python3", "-m", "mcp_demo"], "mcp_demo", None),
        "plain": Launching([str(home / "mcp-demo-plain")], "mcp-demo-plain", None),
    }
    return places


class Cell:
    def __init__(self, launcher, wrapper, cold, attack, number):
        self.launcher, self.wrapper, self.cold, self.attack = launcher, wrapper, cold, attack
        self.name = f"cell-{number}-{wrapper}-{'cold' if cold else 'warm'}-{attack}"

    def command(self, launching):
        return wrap(self.wrapper, [*launching.command, self.attack, self.name])

    def expected(self, scene, launching):
        about = {"server": self.name, "package": launching.package, "pinned": launching.pinned}
        own = about | {"rule": "local-destination", "phase": "start", "port": scene.server.number}
        if not (self.cold and launching.scripts):
            return [own]
        script = about | {"rule": "install-egress", "phase": "install",
                          "port": scene.script.number}
        return [own, script]


def cells(name, launching):
    made = []
    for wrapper in WRAPPERS:
        for cold in [True, False] if launching.installs else [False]:
            for attack in ATTACKS:
                made.append(Cell(name, wrapper, cold, attack, len(made)))
    return made


def install(home, port):
    """The programs that no registry brings."""
    (home / "demo").mkdir()
    (home / "demo" / "index.js").write_text(program("demo.js", port))
    (home / "mcp_demo.py").write_text(program("demo.py", port))
    subprocess.run(["cc", "-Os", "-x", "c", f"-DPORT={port}", "-o", str(home / "mcp-demo-plain"),
                    str(HERE / "programs" / "demo.c")], check=True)


def environment(scene, cell):
    """Caches of the cell's own where it is cold, of its wrapper's where it is warm."""
    cache = scene.home / "caches" / (cell.name if cell.cold else cell.wrapper)
    return scene.environment({
        "npm_config_cache": str(cache / "npm"), "UV_CACHE_DIR": str(cache / "uv"),
        "PIPX_HOME": str(cache / "pipx"), "DENO_DIR": str(cache / "deno"),
        "PIPX_SHARED_LIBS": str(scene.home / "pipx-shared"),
        "NPM_CONFIG_REGISTRY": scene.registry_url, "DENO_NO_UPDATE_CHECK": "1",
        "UV_PYTHON_DOWNLOADS": "never", "UV_PYTHON": sys.executable,
        "PYTHONPATH": str(scene.home),
    })


def configure(scene, commands):
    (scene.home / ".npmrc").write_text(f"registry={scene.registry_url}\n")
    folder = scene.home / ".config" / "uv"
    folder.mkdir(parents=True)
    (folder / "uv.toml").write_text(
        f'[[index]]\nurl = "{scene.registry_url}simple"\ndefault = true\n')
    scene.list(commands)


def play(scene, name):
    need(name)
    launching = launchings(scene.home)[name]
    table = cells(name, launching)
    install(scene.home, scene.server.number)
    configure(scene, {cell.name: cell.command(launching) for cell in table})
    if launching.installs:
        warm(scene, launching, table)
    return table, launching


def warm(scene, launching, table):
    """Fills the warm cells' caches while nobody watches."""
    for wrapper in WRAPPERS:
        cell = Cell(table[0].launcher, wrapper, False, "import", 999)
        played = scene.start(cell.command(launching), environment(scene, cell))
        if played.returncode != 0:
            raise AssertionError(f"{wrapper}: no answer: {played.stderr.decode()[-2000:]}")


def run(scene, name):
    table, launching = play(scene, name)
    with scene.watching() as watched:
        for cell in table:
            played = scene.start(cell.command(launching), environment(scene, cell),
                                 sockets=not cell.cold)
            if played.returncode != 0:
                raise AssertionError(
                    f"{cell.name}: no answer: {played.stderr.decode()[-2000:]}")
    check(scene, watched.alerts, table, launching)


def check(scene, alerts, table, launching):
    new = [alert for alert in alerts if alert["activity_id"] == 1]
    problems = []
    for cell in table:
        own = [alert for alert in new if ours(alert)["server"] == cell.name]
        found, wanted = [facts(alert) for alert in own], cell.expected(scene, launching)
        problems += [f"{cell.name}: missing: {fact}" for fact in wanted if fact not in found]
        problems += [f"{cell.name}: not expected: {fact}" for fact in found if fact not in wanted]
        problems += [f"{cell.name}: it had its first message" for alert in own
                     if facts(alert)["phase"] == "start" and not is_before(alert, cell)]
    names = {cell.name for cell in table}
    problems += [f"of no cell: {facts(alert)}" for alert in new
                 if ours(alert)["server"] not in names]
    print(f"{len(table)} cells")
    if problems:
        shown = "\n".join(json.dumps(alert)[:4000] for alert in new)
        raise AssertionError("\n".join(problems) + "\n" + scene.errors() + "\n" + shown)


def is_before(alert, cell):
    """A pipe that Egret was late to follow says nothing; a socket always does."""
    before = ours(alert).get("before_initialize")
    return before is True or cell.cold and before is None


def ours(alert):
    return alert["evidences"][0]["data"]["egret"]


def facts(alert):
    own = ours(alert)
    return {
        "rule": alert["finding_info"]["analytic"]["uid"].removeprefix("egret."), "server": own["server"],
        "package": own["package"], "phase": own["phase"],
        "port": alert["evidences"][0].get("dst_endpoint", {}).get("port"),
        "pinned": own.get("pinned"),
    }


def need(name):
    wanted = "cc" if name == "plain" else name
    if not shutil.which(wanted, path=os.environ["PATH"]):
        print(f"{name} is not here")
        sys.exit(77)
