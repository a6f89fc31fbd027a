# SPDX-License-Identifier: Apache-2.0
"""Whose answers count, on a machine as people have it: its resolvers change, or are daemons of its own.

Each scene plays in network and mount namespaces of its own, with a copy of /etc, a name server on the far
side of a pair of interfaces, and `egret run` inside: what it calls the machine is the scene.
"""

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "Scenes"))
import frame  # noqa: E402, F401: what a scene ends must not have its signals blocked

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DAEMONS = ROOT / ".build/resolvers"
PACKAGES = ("systemd-resolved", "unbound", "libprotobuf-c1")
NEAR, FAR, OTHER, NOBODY = (f"198.51.100.{last}" for last in (1, 53, 54, 55))
HOSTS = {"api.expected.example": "198.51.100.20", "two.expected.example": "198.51.100.21",
         "collector.example": "198.51.100.66"}
POLICY = "egret: 1\nservers:\n  github:\n    expect: [api.expected.example, two.expected.example]\n"


def run(*command, **more):
    return subprocess.run([str(word) for word in command], check=True, **more)


def fetch():
    """Debian's daemons, unpacked and not installed: to install systemd-resolved would change resolv.conf."""
    if (DAEMONS / "lib/systemd/systemd-resolved").exists() and (DAEMONS / "usr/sbin/unbound").exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        run("apt-get", "download", *PACKAGES, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for package in Path(folder).glob("*.deb"):
            run("dpkg", "-x", package, DAEMONS)


class Scene:
    """A machine with one server and Egret on it."""

    program = HERE / "server.py"

    def __init__(self, egret, folder):
        self.egret_path, self.folder = egret, Path(folder)
        self.started = []
        self.answers = []

    # The machine

    def start(self, *command, **more):
        process = subprocess.Popen([str(word) for word in command], **{"stdin": subprocess.DEVNULL, **more})
        self.started.append(process)
        return process

    def build(self):
        run("mount", "--make-rprivate", "/")
        self.make_files()
        run("ip", "link", "set", "lo", "up")
        far = self.start("unshare", "-n", "sleep", "300")
        self.wait("the far side", lambda: os.readlink(f"/proc/{far.pid}/ns/net") != os.readlink("/proc/self/ns/net"))
        run("ip", "link", "add", "near", "type", "veth", "peer", "name", "far", "netns", far.pid)
        run("ip", "addr", "add", f"{NEAR}/24", "dev", "near")
        run("ip", "link", "set", "near", "up")
        run("ip", "route", "add", "default", "via", FAR)
        inside = ["nsenter", "-n", "-t", far.pid]
        for name in ("lo", "far"):
            run(*inside, "ip", "link", "set", name, "up")
        for address in (FAR, OTHER, *HOSTS.values()):
            run(*inside, "ip", "addr", "add", f"{address}/24", "dev", "far")
        self.dnsmasq(*(f"--address=/{name}/{address}" for name, address in HOSTS.items()),
                     f"--listen-address={FAR},{OTHER}", inside=inside)

    def make_files(self):
        """A copy of /etc, and an empty /run, for the scene alone."""
        etc = self.folder / "etc"
        shutil.copytree("/etc", etc, symlinks=True, ignore_dangling_symlinks=True)
        for name, line in (("passwd", "systemd-resolve:x:991:991::/:/usr/sbin/nologin\n"),
                           ("group", "systemd-resolve:x:991:\n")):
            if "systemd-resolve:" not in (etc / name).read_text():
                with open(etc / name, "a") as file:
                    file.write(line)
        (etc / "resolv.conf").unlink(missing_ok=True)
        (etc / "hosts").write_text("127.0.0.1 localhost vm\n")
        (etc / "nsswitch.conf").write_text("hosts: files dns\n")
        run("mount", "--bind", etc, "/etc")
        run("mount", "-t", "tmpfs", "tmpfs", "/run")
        self.resolvers(FAR)

    def resolvers(self, *addresses):
        Path("/etc/resolv.conf").write_text("".join(f"nameserver {each}\n" for each in addresses))

    def dnsmasq(self, *more, inside=()):
        self.start(*inside, "dnsmasq", "--no-daemon", "--no-resolv", "--no-hosts", "--conf-file=/dev/null",
                   "--user=root", "--bind-interfaces", "--pid-file=", *more,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def resolved(self):
        Path("/etc/systemd").mkdir(exist_ok=True)
        Path("/etc/systemd/resolved.conf").write_text(
            f"[Resolve]\nDNS={FAR}\nLLMNR=no\nMulticastDNS=no\nDNSSEC=no\n")
        Path("/run/systemd/resolve").mkdir(parents=True)
        os.chown("/run/systemd/resolve", 991, 991)
        self.start(DAEMONS / "lib/systemd/systemd-resolved", stderr=subprocess.DEVNULL)
        stub = Path("/run/systemd/resolve/stub-resolv.conf")
        self.wait("systemd-resolved", lambda: stub.exists() and os.path.exists(f"{stub.parent}/io.systemd.Resolve"))
        Path("/etc/resolv.conf").unlink()
        Path("/etc/resolv.conf").symlink_to(stub)

    def unbound(self):
        conf = self.folder / "unbound.conf"
        conf.write_text(
            f'server:\n interface: 127.0.0.1\n module-config: "iterator"\n chroot: ""\n username: ""\n pidfile: ""\n'
            f' use-syslog: no\n directory: "{self.folder}"\nremote-control:\n control-enable: no\n'
            f'forward-zone:\n name: "."\n forward-addr: {FAR}\n')
        libraries = ":".join(str(path.parent) for path in DAEMONS.rglob("libprotobuf-c.so.1"))
        self.start(DAEMONS / "usr/sbin/unbound", "-d", "-c", conf, stderr=subprocess.DEVNULL,
                   env={**os.environ, "LD_LIBRARY_PATH": libraries})

    def wait(self, what, is_so, seconds=30):
        end = time.monotonic() + seconds
        while not is_so():
            if time.monotonic() > end:
                raise SystemExit(f"waited for {what} in vain\n{self.said()}")
            time.sleep(0.05)

    # Egret and the server

    def watch(self, policy=POLICY, variables=None):
        home = self.folder / "home"
        (home / ".cursor").mkdir(parents=True)
        entry = {"command": sys.executable, "args": ["-B", str(self.program)], "env": variables or {}}
        (home / ".cursor/mcp.json").write_text(json.dumps({"mcpServers": {"github": entry}}))
        (self.folder / "policy.yaml").write_text(policy)
        self.egret = self.start(
            self.egret_path, "run", "--policy", self.folder / "policy.yaml", "--home", home, "--heartbeat", "0",
            "--ready-file", self.folder / "ready", "--output", f"file:{self.folder}/out",
            stderr=open(self.folder / "err", "w"))
        self.wait("egret", (self.folder / "ready").exists, 60)

    def serve(self, *command, variables=None):
        self.server = self.start(
            *(command or (sys.executable, "-B", self.program)), env={**os.environ, **(variables or {})}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            start_new_session=True)
        time.sleep(0.3)

    def do(self, *words):
        self.server.stdin.write(" ".join(map(str, words)) + "\n")
        self.server.stdin.flush()
        answer = self.server.stdout.readline().strip()
        if answer.startswith("failed") or not answer:
            raise SystemExit(f"{words}: {answer}\n{self.said()}")
        return answer

    def alerts(self):
        """Every new alert: the rule, the address, the name and what shows it, the resolver, the reasons."""
        time.sleep(1)
        found = []
        for line in (self.folder / "out").read_text().splitlines():
            line = json.loads(line)
            if line.get("class_uid") != 2004 or line["activity_id"] != 1:
                continue
            evidence = line["evidences"][0]
            own, target = evidence["data"]["egret"], evidence.get("dst_endpoint", {})
            found.append({"rules": own["rules"], "address": target.get("ip"), "name": target.get("hostname"),
                          "evidence": own["name_evidence"], "resolver": own.get("resolver"),
                          "reasons": own["reasons"]})
        return found

    def said(self):
        return "\n".join(path.read_text() for path in (self.folder / "err", self.folder / "out") if path.exists())

    def end(self):
        for process in reversed(self.started):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.started:
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()


def expect(found, **wanted):
    """One alert more or less than wanted is a failure, and so is one that differs."""
    if len(found) == 1 and all(found[0][key] == value for key, value in wanted.items()):
        return
    raise SystemExit(f"wanted one alert with {wanted}, found {json.dumps(found, indent=1)}")


# MARK: The scenes

def changed(scene, change):
    """A running server's resolvers change, and it asks the new one at once."""
    scene.watch()
    scene.serve()
    scene.do("name", "api.expected.example")
    change(Path("/etc/resolv.conf"))
    scene.do("name", "two.expected.example")
    scene.do("name", "collector.example")
    expect(scene.alerts(), rules=["unexpected-destination", "unexpected-name"], name="collector.example",
           evidence="dns", resolver=OTHER)


def written(scene):
    changed(scene, lambda path: scene.resolvers(OTHER))


def renamed(scene):
    def change(path):
        new = path.with_name("resolv.conf.new")
        new.write_text(f"nameserver {OTHER}\n")
        new.rename(path)
    changed(scene, change)


def mounted(scene):
    def change(path):
        new = scene.folder / "resolv.conf"
        new.write_text(f"nameserver {OTHER}\n")
        run("mount", "--bind", new, path)
    changed(scene, change)


def linked(scene):
    """As resolvconf and NetworkManager do: the link stays, what it leads to is another file."""
    link = Path("/run/resolv.conf")
    for number, address in enumerate((FAR, OTHER)):
        Path(f"/run/{number}.conf").write_text(f"nameserver {address}\n")
    link.symlink_to("/run/0.conf")
    Path("/etc/resolv.conf").unlink()
    Path("/etc/resolv.conf").symlink_to(link)

    def change(_):
        Path("/run/new").symlink_to("/run/1.conf")
        Path("/run/new").rename(link)
    changed(scene, change)


def resolved(scene):
    """nss-resolve asks over a Unix socket: what systemd-resolved was told counts."""
    scene.resolved()
    scene.watch()
    scene.serve()
    scene.do("resolved", "api.expected.example")
    scene.do("name", "two.expected.example")
    if scene.alerts():
        raise SystemExit(f"expected hosts are alerts: {scene.alerts()}")
    scene.do("resolved", "collector.example")
    expect(scene.alerts(), rules=["unexpected-destination"], name="collector.example", evidence="machine",
           resolver=FAR)


def local_daemon(scene):
    """A daemon answers for 127.0.0.1: its clients are told by it, and it is told by the far one."""
    scene.resolvers("127.0.0.1")
    scene.wait("the daemon", lambda: answers("api.expected.example"))
    scene.watch()
    scene.serve()
    scene.do("name", "api.expected.example")
    socket.gethostbyname("collector.example")
    scene.do("address", HOSTS["collector.example"])
    expect(scene.alerts(), rules=["unexpected-destination"], name="collector.example", evidence="machine",
           resolver=FAR)


def answers(name):
    try:
        return bool(socket.gethostbyname(name))
    except OSError:
        return False


def unbound(scene):
    scene.unbound()
    local_daemon(scene)


def dnsmasq(scene):
    scene.dnsmasq("--listen-address=127.0.0.1", f"--server={FAR}")
    local_daemon(scene)


def late(scene):
    """The daemon begins under Egret, which no life of a stranger's is reported to."""
    scene.resolvers("127.0.0.1")
    scene.watch()
    scene.dnsmasq("--listen-address=127.0.0.1", f"--server={FAR}")
    scene.wait("the daemon", lambda: answers("api.expected.example"))
    time.sleep(7)
    scene.serve()
    socket.gethostbyname("collector.example")
    scene.do("address", HOSTS["collector.example"])
    expect(scene.alerts(), rules=["unexpected-destination"], name="collector.example", evidence="machine",
           resolver=FAR)


def own(scene):
    """A mount namespace of the server's making, with a resolver and a hosts file of its own."""
    files = scene.folder / "own"
    files.mkdir()
    (files / "resolv.conf").write_text(f"nameserver {OTHER}\n")
    (files / "hosts").write_text("198.51.100.66 api.expected.example\n")
    scene.watch()
    scene.serve()
    scene.do("own", "two.expected.example", files)
    scene.do("own", "api.expected.example", files)
    found = {alert["address"]: alert["rules"] for alert in scene.alerts()}
    wanted = {OTHER: ["unexpected-resolver", "unexpected-destination", "address-without-name"],
              HOSTS["two.expected.example"]: ["unexpected-destination", "address-without-name"],
              HOSTS["collector.example"]: ["unexpected-destination", "address-without-name"]}
    if found != wanted:
        raise SystemExit(f"wanted {wanted}, found {json.dumps(scene.alerts(), indent=1)}")


def forged(scene):
    """An answer in the resolver's name, from a raw socket of the server's own."""
    scene.resolvers(FAR, NOBODY)
    scene.watch()
    scene.serve()
    scene.do("forge", "api.expected.example", NOBODY, HOSTS["collector.example"])
    found = [alert for alert in scene.alerts() if alert["address"] == HOSTS["collector.example"]]
    expect(found, rules=["unexpected-destination", "address-without-name"], name=None, evidence="none")


SCENES = {"written": written, "renamed": renamed, "mounted": mounted, "linked": linked, "resolved": resolved,
          "unbound": unbound, "dnsmasq": dnsmasq, "late": late, "own": own, "forged": forged}


def main(kind, scenes, name, prepare=lambda: None):
    """One scene of a folder, in mount and network namespaces of its own; `prepare` runs before, outside of them."""
    options = argparse.ArgumentParser()
    options.add_argument("--list", action="store_true")
    options.add_argument("--egret")
    options.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options.add_argument("scene", nargs="?", choices=scenes)
    given = options.parse_args()
    if given.list:
        print("\n".join(scenes))
        return
    if not given.inside:
        prepare()
        clean = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        command = ["unshare", "-m", "-n", sys.executable, "-B", *sys.argv, "--inside"]
        raise SystemExit(subprocess.run(command, env=clean).returncode)
    with tempfile.TemporaryDirectory(prefix=f"egret-{name}-") as folder:
        scene = kind(given.egret, folder)
        try:
            scene.build()
            scenes[given.scene](scene)
        finally:
            scene.end()
            subprocess.run(["umount", "-R", "/etc"], stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main(Scene, SCENES, "resolvers", fetch)
