# SPDX-License-Identifier: Apache-2.0
"""One start of a server by a real launcher, watched by the built egret.

    scene.py --egret PATH npx-cold|npx-warm|…

Everything stays on loopback or in a home of the scene's own. Exit: 0 as expected, 1 not, 77 the
launcher is not on this machine. What was wrong is on stdout.
"""

import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import types

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "Scenes"))
import firsts
import frame
import lives
import table
from table import facts, need

HERE = pathlib.Path(__file__).parent


class Scene:
    def __init__(self, egret):
        self.egret = egret
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="egret-launch-"))
        self.script, self.server = frame.Port(), frame.Port()
        self.registry = subprocess.Popen(
            [sys.executable, str(HERE / "registry.py"), str(self.script.number),
             str(self.server.number)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.registry_port = int(self.registry.stdout.readline())
        self.registry_url = f"http://127.0.0.1:{self.registry_port}/"
        # The client's program must go by a client's name.
        shutil.copy2(HERE / "cursor.py", self.home / "cursor")

    def close(self):
        self.registry.stdin.close()
        self.registry.wait(10)
        shutil.rmtree(self.home, ignore_errors=True)

    def environment(self, more):
        kept = {"PATH": os.environ["PATH"], "HOME": str(self.home), "LANG": "C.UTF-8"}
        return kept | {"npm_config_update_notifier": "false", "npm_config_fund": "false"} | more

    def configure(self, command):
        self.list({"demo": command})

    def list(self, commands):
        folder = self.home / ".cursor"
        folder.mkdir(exist_ok=True)
        entries = {name: {"command": words[0], "args": words[1:]}
                   for name, words in commands.items()}
        (folder / "mcp.json").write_text(json.dumps({"mcpServers": entries}))

    def start(self, command, environment, seconds=90, sockets=False):
        return subprocess.run(
            [sys.executable, str(self.home / "cursor"), *["--sockets"] * sockets, str(seconds),
             *command],
            cwd=self.home, env=environment, stdin=subprocess.DEVNULL,
            capture_output=True, timeout=seconds + 60)

    def watch(self, command, environment):
        """The alerts of one start, as dictionaries."""
        with self.watching() as watched:
            played = self.start(command, environment)
        if played.returncode != 0:
            raise AssertionError(f"the server did not answer: {played.stderr.decode()[-2000:]}")
        return watched.alerts

    @contextlib.contextmanager
    def watching(self, *options):
        """What is reported from here on; all of it is there at the end, when egret has drained."""
        watched = types.SimpleNamespace(alerts=[])
        with frame.Watch(self.egret, self.home, self.home, *options) as egret:
            yield watched
        watched.alerts += [alert for alert in egret.alerts() if self.is_own(alert)]

    def is_own(self, alert):
        """Other clients may run on this machine, and change their lists."""
        return table.ours(alert).get("config", "").startswith(str(self.home))

    def errors(self):
        return (self.home / "errors").read_text()


def expect(scene, alerts, wanted):
    found = [facts(alert) for alert in alerts if alert["activity_id"] == 1]
    problems = [f"missing: {fact}" for fact in wanted if fact not in found]
    problems += [f"not expected: {fact}" for fact in found if fact not in wanted]
    if not problems:
        return
    whole = "\n".join(json.dumps(alert) for alert in alerts)
    raise AssertionError("\n".join(problems) + "\n" + whole + "\n"
                         + (scene.home / "errors").read_text())


def fact(scene, rule, phase, port, package, pinned):
    return {"rule": rule, "server": "demo", "package": package, "phase": phase, "port": port,
            "pinned": pinned}


def npx(scene, where):
    """`where` the registry is configured: file, environment or word."""
    need("npx")
    url = scene.registry_url
    words = ["--registry", url] if where == "word" else []
    command = ["npx", "-y", *words, "@acme/mcp-demo@1.0.0", "import", "done"]
    environment = scene.environment({"npm_config_registry": url} if where == "environment" else {})
    if where == "file":
        (scene.home / ".npmrc").write_text(f"registry={url}\n")
    scene.configure(command)
    alerts = scene.watch(command, environment)
    about = "npm:@acme/mcp-demo@1.0.0", True
    expect(scene, alerts, [
        fact(scene, "local-destination", "start", scene.server.number, *about),
        fact(scene, "install-egress", "install", scene.script.number, *about)])


def python(scene, command):
    """A real server of the Python index, cold: downloads are the launcher's, and it needs nothing."""
    need(command[0])
    certificates = "/etc/ssl/certs/ca-certificates.crt"
    environment = scene.environment({
        "SSL_CERT_FILE": certificates, "UV_NATIVE_TLS": "1",
        "PIPX_HOME": str(scene.home / "pipx"), "UV_PYTHON_DOWNLOADS": "never"})
    scene.configure(command)
    expect(scene, scene.watch(command, environment), [])


SCENES = {
    "npx-cold": lambda scene: npx(scene, "file"),
    "npx-cold-environment": lambda scene: npx(scene, "environment"),
    "npx-cold-word": lambda scene: npx(scene, "word"),
    "uvx": lambda scene: python(scene, ["uvx", "mcp-server-time"]),
    "uv-run": lambda scene: python(
        scene, ["uv", "run", "--no-project", "--with", "mcp-server-time", "mcp-server-time"]),
    "pipx": lambda scene: python(scene, ["pipx", "run", "mcp-server-time"]),
}
SCENES |= lives.SCENES
SCENES |= firsts.SCENES
SCENES |= {f"table-{name}": lambda scene, name=name: table.run(scene, name)
           for name in ["npx", "uvx", "uv", "pipx", "deno", "node", "python3", "plain"]}


if __name__ == "__main__":
    sys.exit(frame.main(Scene, SCENES))
