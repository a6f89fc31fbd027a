# SPDX-License-Identifier: Apache-2.0
"""A machine for scenes, as people have one: it has one server and Egret on it.

A play is in network and mount namespaces of its own, with a copy of /etc, a name server on the far side of a
pair of interfaces, and `egret run` inside: what that calls the machine is the play's. Several scenes are one
play, because to start Egret takes longer than most of them.
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
import frame  # noqa: E402

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DAEMONS = ROOT / ".build/resolvers"
PACKAGES = ("systemd-resolved", "unbound", "libprotobuf-c1", "nscd")
PROGRAMS = ("lib/systemd/systemd-resolved", "usr/sbin/unbound", "usr/sbin/nscd")
NEAR, FAR, NOBODY, OWN = (f"198.51.100.{last}" for last in (1, 53, 55, 59))
# What resolv.conf is changed to.
OTHERS = [f"198.51.100.{last}" for last in (54, 56, 57, 58)]
HOSTS = {"api.expected.example": "198.51.100.20", "two.expected.example": "198.51.100.21",
         "collector.example": "198.51.100.66"}
POLICY = "egret: 1\nservers:\n  github:\n    expect: [api.expected.example, two.expected.example]\n"


def run(*command, **more):
    return subprocess.run([str(word) for word in command], check=True, **more)


def fetch():
    """Debian's daemons, unpacked and not installed: to install systemd-resolved would change resolv.conf."""
    if all((DAEMONS / program).exists() for program in PROGRAMS):
        return
    with tempfile.TemporaryDirectory() as folder:
        for package in PACKAGES:
            subprocess.run(["apt-get", "download", package], cwd=folder, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)
        for package in Path(folder).glob("*.deb"):
            run("dpkg", "-x", package, DAEMONS)


class Scene:
    """A machine with one server and Egret on it."""

    program = HERE / "server.py"
    names = HOSTS
    server = None
    marks = 0
    skipped = 0

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
        inside = self.far_side = ["nsenter", "-n", "-t", far.pid]
        for name in ("lo", "far"):
            run(*inside, "ip", "link", "set", name, "up")
        for address in {FAR, OWN, *OTHERS, *self.names.values()}:
            run(*inside, "ip", "addr", "add", f"{address}/24", "dev", "far")
        self.dnsmasq(*(f"--address=/{name}/{address}" for name, address in self.names.items()),
                     f"--listen-address={','.join((FAR, OWN, *OTHERS))}", inside=inside)

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

    def unbound(self, address):
        conf = self.folder / "unbound.conf"
        conf.write_text(
            f'server:\n interface: {address}\n module-config: "iterator"\n chroot: ""\n username: ""\n pidfile: ""\n'
            f' use-syslog: no\n directory: "{self.folder}"\nremote-control:\n control-enable: no\n'
            f'forward-zone:\n name: "."\n forward-addr: {FAR}\n')
        libraries = ":".join(str(path.parent) for path in DAEMONS.rglob("libprotobuf-c.so.1"))
        self.start(DAEMONS / "usr/sbin/unbound", "-d", "-c", conf, stderr=subprocess.DEVNULL,
                   env={**os.environ, "LD_LIBRARY_PATH": libraries})

    def nscd(self):
        """Hosts alone, and nothing on disk."""
        self.has_nscd = (DAEMONS / "usr/sbin/nscd").exists()
        if not self.has_nscd:
            return
        conf = self.folder / "nscd.conf"
        conf.write_text("server-user root\nparanoia no\nenable-cache hosts yes\npersistent hosts no\n"
                        "check-files hosts no\nshared hosts no\npositive-time-to-live hosts 60\n")
        Path("/run/nscd").mkdir()
        self.start(DAEMONS / "usr/sbin/nscd", "-F", "-f", conf, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait("nscd", Path("/run/nscd/socket").exists)

    def wait(self, what, is_so, seconds=30):
        end = time.monotonic() + seconds
        while not is_so():
            if time.monotonic() > end:
                raise SystemExit(f"waited for {what} in vain\n{self.said()}")
            time.sleep(0.05)

    # Egret and the server

    def watch(self, policy=POLICY, entries=None):
        """`entries` are servers beside the one that has no argument: the arguments and variables of each."""
        home = self.folder / "home"
        (home / ".cursor").mkdir(parents=True)
        servers = {name: self.entry(*given) for name, given in {"github": ([], {}), **(entries or {})}.items()}
        (home / ".cursor/mcp.json").write_text(json.dumps({"mcpServers": servers | frame.mark_entries()}))
        (self.folder / "policy.yaml").write_text(policy)
        self.egret = self.start(
            self.egret_path, "run", "--policy", self.folder / "policy.yaml", "--home", home, "--heartbeat", "0",
            "--ready-file", self.folder / "ready", "--output", f"file:{self.folder}/out",
            stderr=open(self.folder / "err", "w"))
        self.wait("egret", (self.folder / "ready").exists, 60)

    def entry(self, arguments, variables):
        return {"command": sys.executable, "args": ["-B", str(self.program), *arguments], "env": variables}

    def serve(self, *command, variables=None):
        """A server begins, and the one before ends. It has begun when it answers."""
        if self.server:
            self.server.stdin.close()
        self.server = self.start(
            *(command or (sys.executable, "-B", self.program)), env={**os.environ, **(variables or {})},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True)
        self.settle()

    def do(self, *words):
        self.server.stdin.write(" ".join(map(str, words)) + "\n")
        self.server.stdin.flush()
        answer = self.server.stdout.readline().strip()
        if answer.startswith("failed") or not answer:
            raise SystemExit(f"{words}: {answer}\n{self.said()}")
        return answer

    def settle(self):
        """The server has begun, and Egret has judged all until now."""
        self.do("here")
        self.marks += 1
        address = frame.mark(self.marks)
        self.wait(f"the mark {address}", lambda: f'"{address}"' in self.output())

    def output(self):
        path = self.folder / "out"
        return path.read_text() if path.exists() else ""

    def lines(self, *activities):
        """Alerts since the scene began, without marks: as they are, and the part that is Egret's own."""
        self.settle()
        found = []
        for line in self.output().splitlines(True):
            if not line.endswith("\n"):
                break
            line = json.loads(line)
            if line.get("class_uid") == 2004 and line["activity_id"] in activities and not is_mark(line):
                found.append((line, line["evidences"][0]["data"]["egret"]))
        return found[self.skipped:] if activities == (1,) else found

    def begin(self):
        """What was told before is of other scenes."""
        self.skipped = 0
        self.skipped = len(self.lines(1)) if self.server else 0

    def alerts(self):
        """Every new alert: the rule, the address, the name and what shows it, the resolver, the reasons."""
        found = []
        for line, own in self.lines(1):
            target = line["evidences"][0].get("dst_endpoint", {})
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


def is_mark(line):
    """No policy of a scene allows an address of loopback's."""
    return (line["evidences"][0].get("dst_endpoint", {}).get("ip") or "").startswith("127.77.")


def expect(found, **wanted):
    """One alert more or less than wanted is a failure, and so is one that differs."""
    if len(found) == 1 and all(found[0][key] == value for key, value in wanted.items()):
        return
    raise SystemExit(f"wanted one alert with {wanted}, found {json.dumps(found, indent=1)}")


def main(kind, plays, name, prepare=lambda: None):
    """One play, in mount and network namespaces of its own; `prepare` runs before, outside of them.

    A play is what is done before its scenes, and these in their order.
    """
    options = argparse.ArgumentParser()
    options.add_argument("--list", action="store_true")
    options.add_argument("--egret")
    options.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options.add_argument("play", nargs="?", choices=plays)
    given = options.parse_args()
    if given.list:
        print("\n".join(plays))
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
            act(scene, *plays[given.play])
        finally:
            scene.end()
            subprocess.run(["umount", "-R", "/etc"], stderr=subprocess.DEVNULL)


def act(scene, prepare, *scenes):
    prepare(scene)
    for each in scenes:
        began = time.monotonic()
        scene.begin()
        try:
            each(scene)
        except (Exception, SystemExit) as problem:
            print(f"the scene {each.__name__}: {problem!r}" if isinstance(problem, Exception) else
                  f"the scene {each.__name__}: {problem}")
            raise SystemExit(1) from problem
        print(f"{each.__name__}: {time.monotonic() - began:.1f} s", flush=True)
