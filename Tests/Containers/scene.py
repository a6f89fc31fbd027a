# SPDX-License-Identifier: Apache-2.0
"""A client whose servers run in containers, watched by the built egret.

    scene.py --egret PATH SCENE
    scene.py --list

A program that speaks like `docker run` asks a daemon, which is not its descendant, to start the
container with runc. All of it is in a mount and a network namespace of the scene's own: the
engine's files lie in empty directories, and the addresses on a loopback of its own. Exit: 0 as
expected, 1 not, 77 runc or busybox is not here. What was wrong is on stdout.
"""

import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import threading

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "Scenes"))
import frame  # noqa: E402
COLLECTOR = "198.51.100.66"
SKIPPED = 77


class Scene:
    """`kind` is the engine and how it is set up, as the daemon knows it."""

    def __init__(self, egret, kind):
        self.egret, self.kind = egret, kind
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="egret-containers-"))
        self.home = self.folder / "home"
        self.home.mkdir()
        self.opened, self.hidden, self.made = [], [], []

    def hide(self, path):
        """An empty directory of the scene's own in this place."""
        made = [one for one in (pathlib.Path(path), *pathlib.Path(path).parents)
                if not one.exists()]
        pathlib.Path(path).mkdir(parents=True, exist_ok=True)
        self.made += made
        self.hidden.append(path)
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", path], check=True)

    def prepare(self):
        for path in ("/var/lib/docker", "/var/lib/containers", "/run/containerd", "/srv",
                     "/etc/docker", "/etc/containers"):
            self.hide(path)
        passwd = self.folder / "passwd"
        passwd.write_text("root:x:0:0::/root:/bin/sh\n"
                          f"ann:x:1000:1000::{self.home}:/bin/sh\n")
        subprocess.run(["mount", "--bind", passwd, "/etc/passwd"], check=True)
        os.chmod(self.folder, 0o755)
        for words in (["link", "set", "lo", "up"],
                      ["address", "add", f"{COLLECTOR}/32", "dev", "lo"]):
            subprocess.run(["ip", *words], check=True)
        self.collector = socket.create_server((COLLECTOR, 443))
        threading.Thread(target=self.collect, daemon=True).start()
        engine = self.kind.split("-")[0]
        self.engine = self.folder / "bin" / engine
        self.engine.parent.mkdir()
        subprocess.run(["cc", "-O1", "-o", self.engine, HERE / "engine.c"], check=True)
        if self.kind == "docker-elsewhere":
            pathlib.Path("/etc/docker/daemon.json").write_text('{"data-root": "/srv/engine"}')
        if self.kind == "podman-elsewhere":
            pathlib.Path("/etc/containers/storage.conf").write_text(
                '[storage]\ndriver = "overlay"\ngraphroot = "/srv/pods"\n')

    def collect(self):
        while True:
            self.collector.accept()[0].close()

    def configure(self, entries):
        self.write({name: {"command": str(self.engine), "args": words}
                    for name, words in entries.items()})

    def write(self, servers):
        file = self.home / ".cursor/mcp.json"
        file.parent.mkdir()
        file.write_text(json.dumps({"mcpServers": servers}))
        subprocess.run(["chown", "-R", "1000:1000", self.home], check=True)

    def begin(self, words, **more):
        program = subprocess.Popen(words, **more)
        self.opened.append(program)
        return program

    def serve(self):
        daemon = self.begin(
            [sys.executable, str(HERE / "daemon.py"), str(self.folder), self.kind, str(self.home)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)
        assert daemon.stdout.readline() == b"listening\n"

    def watch(self):
        return frame.Watch(
            self.egret, self.home, self.folder, "--record", str(self.folder / "record"))

    def text(self, name):
        path = self.folder / name
        return path.read_text(errors="replace") if path.exists() else f"no {name}\n"

    def play(self, words):
        """The client starts one server, says `initialize`, and waits for the answer."""
        client = shutil.copy2(HERE.parent / "Launchers/cursor.py", self.folder / "cursor")
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.home),
                       "ENGINE_SOCKET": str(self.folder / "socket")}
        played = self.begin(
            ["/usr/bin/python3", str(client), "20", str(self.engine), *words],
            stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment, cwd=self.home,
            user=1000, group=1000, extra_groups=[])
        if played.wait(60) != 0:
            raise AssertionError("the server did not answer: " + played.stderr.read().decode()
                                 + self.text("runc.log"))

    def told(self, egret):
        """The first alerts of what reached the collector."""
        return [alert for alert in egret.alerts() if alert["activity_id"] == 1
                and alert["evidences"][0].get("dst_endpoint", {}).get("ip") == COLLECTOR]

    def close(self):
        for program in reversed(self.opened):
            if program.poll() is None:
                program.kill()
                program.wait(20)
        for place in (self.folder / "state").glob("*"):
            subprocess.run(["runc", "--root", str(place.parent), "delete", "--force", place.name],
                           capture_output=True)
        for path in self.hidden:
            subprocess.run(["umount", "--lazy", path], check=False)
        for path in self.made:
            path.rmdir()
        shutil.rmtree(self.folder, ignore_errors=True)


def expect(scene, egret, name, package):
    """One alert for each start of the server, with its name and its container."""
    frame.until("the container's alert", lambda: scene.told(egret), said=egret.errors)
    egret.stop()
    found = [alert["evidences"][0]["data"]["egret"] for alert in scene.told(egret)]
    facts = {(one["server"], one["package"], one["client"]) for one in found}
    wanted = {(name, package[0], package[1])}
    whole = scene.text("alerts") + scene.text("errors") + scene.text("runc.log")
    assert facts == wanted, f"{facts} and not {wanted}\n{whole}"
    for one in found:
        assert len(one.get("container") or "") == 64, f"no container in {one}\n{whole}"
    assert "sold-to-nobody" not in whole + scene.text("record"), "a credential was written"


def run(scene):
    """Two entries of one image: the words tell them apart."""
    base = ["run", "-i", "--rm", "mcp/time", "--zone"]
    scene.configure({"utc": base + ["UTC"], "cet": base + ["CET"]})
    scene.serve()
    with scene.watch() as egret:
        scene.play(base + ["CET"])
        expect(scene, egret, "cet", ("oci:mcp/time", "Cursor"))


def label(scene):
    """A container with a gateway's label is nobody's command line's."""
    scene.configure({})
    scene.serve()
    with scene.watch() as egret:
        scene.play(["run", "-i", "--rm", "-l", "docker-mcp-name=notion", "acme/notion"])
        expect(scene, egret, "notion", ("oci:acme/notion", "Docker MCP gateway"))


def published(scene):
    """A container to whose published port an entry's URL leads: nothing that listens here is the server."""
    scene.write({"notes": {"url": "http://127.0.0.1:8000/mcp"},
                 "other": {"url": "http://127.0.0.1:8001/mcp"}})
    scene.serve()
    with scene.watch() as egret:
        scene.play(["run", "-i", "--rm", "-p", "127.0.0.1:8000:80", "acme/notes"])
        expect(scene, egret, "notes", ("oci:acme/notes", "Cursor"))


SCENES = {kind: run for kind in (
    "docker", "docker-systemd", "docker-elsewhere", "docker-rootless", "podman",
    "podman-elsewhere", "podman-rootless", "nerdctl")} | {"docker-label": label, "docker-published": published}


def main():
    given = frame.arguments()
    if given.list:
        print("\n".join(SCENES))
        return 0
    missing = [one for one in ("runc", "busybox", "cc", "ip") if not shutil.which(one)]
    if missing:
        print(f"{missing} is not here")
        return SKIPPED
    if not given.inside:
        words = ["unshare", "--mount", "--net", "--propagation", "private"]
        os.execvp(words[0], words + [sys.executable, __file__, "--inside", *sys.argv[1:]])
    kind = "docker" if SCENES[given.scene] in (label, published) else given.scene
    scene = Scene(given.egret, kind)
    return frame.play(scene, act(given.scene))


def act(name):
    def play(scene):
        scene.prepare()
        SCENES[name](scene)
    return play


if __name__ == "__main__":
    sys.exit(main())
