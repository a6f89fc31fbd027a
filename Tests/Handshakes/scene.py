# SPDX-License-Identifier: Apache-2.0
"""What a connection says of where it goes, by real clients: curl, openssl, node, Python, QUIC.

The play is in network and mount namespaces of its own, with a name server and hosts for TLS, QUIC and HTTP on the
far side of a pair of interfaces, and `egret run` inside. One Egret sees all scenes: to start it takes longer.

    scene.py --egret PATH all
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Scenes"))
import frame

NEAR, FAR, SHARED, OTHER = (f"198.51.100.{last}" for last in (1, 53, 20, 66))
EXPECTED, EVIL = "api.expected.example", "evil.test"
HOSTS = {EXPECTED: SHARED, "collect.evil.test": SHARED, "elsewhere.test": OTHER}
PYTHON = os.environ.get("EGRET_PYTHON", sys.executable)
SECRET = "hunter2hunter2"


def run(*command):
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Watch(frame.Watch):
    POLICY = f'egret: 1\nservers:\n  github:\n    expect: ["{EXPECTED}:*/any"]\n'


class Scene:
    """A machine with one server and Egret on it."""

    def __init__(self, egret):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="egret-handshakes-"))
        self.started = []
        run("mount", "--make-rprivate", "/")
        try:
            self.build()
        except BaseException:
            self.end()
            raise
        self.watch = Watch(egret, self.home(), self.folder, "--heartbeat", "0",
                           "--record", str(self.folder / "record"))
        self.server = self.start(sys.executable, "-B", HERE / "server.py", stdin=subprocess.PIPE,
                                 stdout=subprocess.PIPE, text=True, start_new_session=True)
        self.marks = self.skipped = 0

    def start(self, *command, **more):
        process = subprocess.Popen([str(word) for word in command], **{"stdin": subprocess.DEVNULL, **more})
        self.started.append(process)
        return process

    def build(self):
        resolv = self.folder / "resolv.conf"
        resolv.write_text(f"nameserver {FAR}\n")
        run("mount", "--bind", resolv, os.path.realpath("/etc/resolv.conf"))
        run("ip", "link", "set", "lo", "up")
        far = self.start("unshare", "-n", "sleep", "300")
        frame.until("the far side", lambda: os.readlink(f"/proc/{far.pid}/ns/net") != os.readlink("/proc/self/ns/net"))
        run("ip", "link", "add", "near", "type", "veth", "peer", "name", "far", "netns", far.pid)
        run("ip", "addr", "add", f"{NEAR}/24", "dev", "near")
        run("ip", "link", "set", "near", "up")
        inside = ["nsenter", "-n", "-t", far.pid]
        run(*inside, "ip", "link", "set", "far", "up")
        for address in (FAR, SHARED, OTHER):
            run(*inside, "ip", "addr", "add", f"{address}/24", "dev", "far")
        self.start(*inside, "dnsmasq", "--no-daemon", "--no-resolv", "--no-hosts", "--conf-file=/dev/null",
                   "--user=root", "--bind-interfaces", "--pid-file=", f"--listen-address={FAR}",
                   *(f"--address=/{name}/{address}" for name, address in HOSTS.items()),
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        key, certificate, ready = (self.folder / name for name in ("key", "certificate", "far-ready"))
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=far.test", "-keyout", key,
            "-out", certificate)
        self.start(*inside, PYTHON, "-B", HERE / "far.py", certificate, key, ready, SHARED, OTHER)
        frame.until("the far hosts", ready.exists)

    def home(self):
        home = self.folder / "home"
        (home / ".cursor").mkdir(parents=True)
        entry = {"command": sys.executable, "args": ["-B", str(HERE / "server.py")]}
        (home / ".cursor/mcp.json").write_text(json.dumps({"mcpServers": {"github": entry} | frame.mark_entries()}))
        return home

    def do(self, *words, fails=False):
        """The server runs a client."""
        self.server.stdin.write(json.dumps([str(word) for word in words]) + "\n")
        self.server.stdin.flush()
        done = json.loads(self.server.stdout.readline())
        assert fails or done["status"] == 0, f"{words}: {done}"

    def client(self, how, host, name):
        self.do(PYTHON, "-B", HERE / "clients.py", how, host, name)

    def settle(self):
        """Egret has judged all until now."""
        self.do("true")
        self.marks += 1
        address = frame.mark(self.marks)
        frame.until(f"the mark {address}", lambda: f'"{address}"' in (self.folder / "alerts").read_text())

    def begin(self):
        """What was told before is of other scenes."""
        self.skipped = 0
        self.skipped = len(self.lines())

    def lines(self):
        """Every line of an alert since the scene began: rules, address, the name it has, what was said and how."""
        self.settle()
        lines = [line_of(line) for line in self.watch.alerts()]
        return [line for line in lines if not (line["new"][1] or "").startswith("127.77.")][self.skipped:]

    def expect(self, *wanted):
        """New alerts, in any order."""
        found = [line["new"] for line in self.lines() if line["activity"] == 1]
        assert sorted(map(str, found)) == sorted(map(str, wanted)), \
            f"wanted {wanted}\nfound {json.dumps(found)}\n{self.watch.errors()}"

    def close(self):
        self.watch.stop()
        self.end()

    def end(self):
        for process in reversed(self.started):
            process.kill()
            process.wait(5)
        shutil.rmtree(self.folder, ignore_errors=True)


def line_of(line):
    evidence = line["evidences"][0]
    own, target = evidence["data"]["egret"], evidence.get("dst_endpoint", {})
    return {"activity": line["activity_id"], "evidence": own["name_evidence"], "uid": line["finding_info"]["uid"],
            "new": (own["rules"], target.get("ip"), target.get("hostname"), own.get("said_name"), own.get("said_by"))}


def mismatch(said, by="sni", *more):
    return ["name-mismatch", *more], SHARED, EXPECTED, said, by


# MARK: The scenes

def evil():
    """A name that is the scene's own: what is said twice is one alert."""
    return f"{sys._getframe(1).f_code.co_name}.{EVIL}"


def openssl(scene):
    for name in (EXPECTED, evil()):
        scene.do("openssl", "s_client", "-connect", f"{EXPECTED}:443", "-servername", name)
    scene.expect(mismatch(evil()))


def curl(scene):
    name = evil()
    scene.do("curl", "-sk", f"https://{EXPECTED}/")
    scene.do("curl", "-sk", "--connect-to", f"{name}:443:{EXPECTED}:443", f"https://{name}/")
    scene.do("curl", "-sk", "--resolve", f"two.{name}:443:{SHARED}", f"https://two.{name}/")
    scene.expect(mismatch(name), mismatch(f"two.{name}"))


def node(scene):
    script = "const tls = require('tls'); const [host, servername] = process.argv.slice(1);" \
        "tls.connect({host, port: 443, servername, rejectUnauthorized: false}, function () { this.destroy() })"
    for name in (EXPECTED, evil()):
        scene.do("node", "-e", script, EXPECTED, name)
    scene.expect(mismatch(evil()))


def python(scene):
    for name in (EXPECTED, evil()):
        scene.client("plain", EXPECTED, name)
    scene.expect(mismatch(evil()))


def dripped(scene):
    name = evil()
    scene.client("dripped", EXPECTED, EXPECTED)
    scene.client("dripped", EXPECTED, name)
    scene.client("records", EXPECTED, f"two.{name}")
    scene.expect(mismatch(name), mismatch(f"two.{name}"))


def quic(scene):
    for name in (EXPECTED, evil()):
        scene.client("quic", EXPECTED, name)
    scene.expect(mismatch(evil(), "quic"))


def host(scene):
    """Of a request only the name is kept: neither its headers nor its body."""
    for name in (EXPECTED, evil()):
        scene.do("curl", "-s", "-H", f"Host: {name}", "-H", f"Authorization: {SECRET}", "-d", SECRET,
                 f"http://{EXPECTED}/{SECRET}")
    scene.expect(mismatch(evil(), "http"))
    scene.watch.stop()
    record = (scene.folder / "record").read_text()
    events = [json.loads(line) for line in record.splitlines()]
    kept = [event for event in events if event.get("event") in ("claim", "segment")]
    hosts = [event["said"] for event in kept if event.get("event") == "claim" and event["said"]["kind"] == "host"]
    assert hosts == [{"kind": "host", "name": name} for name in (EXPECTED, evil())], kept
    assert SECRET not in json.dumps(kept) and "secret.inside.test" not in record


def shared(scene):
    """An allowed and an evil name on one address, told apart by what is said."""
    scene.do("curl", "-sk", f"https://{EXPECTED}/")
    scene.do("curl", "-sk", "https://collect.evil.test/")
    scene.expect(mismatch("collect.evil.test", "sni", "unexpected-name"))


def unnamed(scene):
    """No name is known for the address: the alert gains the one that is said."""
    scene.do("openssl", "s_client", "-connect", f"{OTHER}:443", "-servername", EVIL)
    lines = scene.lines()
    rules = ["unexpected-destination", "address-without-name"]
    assert [line["new"] for line in lines][:2] == [(rules, OTHER, None, None, None), (rules, OTHER, EVIL, EVIL, "sni")], \
        json.dumps(lines)
    assert [line["activity"] for line in lines] == [1, 2, 2], json.dumps(lines)
    assert lines[1]["evidence"] == "sni" and len({line["uid"] for line in lines}) == 1, json.dumps(lines)


def lies(scene):
    """An expected name at another's address makes nothing expected."""
    scene.client("plain", "elsewhere.test", EXPECTED)
    scene.client("plain", EXPECTED, "elsewhere.test")
    scene.expect((["unexpected-destination", "unexpected-name"], OTHER, "elsewhere.test", None, None),
                 mismatch("elsewhere.test"))


# `host` ends the watch.
SCENES = (openssl, curl, node, python, dripped, quic, shared, unnamed, lies, host)


def all_of(scene):
    for each in SCENES:
        began = time.monotonic()
        scene.begin()
        try:
            each(scene)
        except AssertionError as problem:
            raise AssertionError(f"the scene {each.__name__}: {problem}") from problem
        print(f"{each.__name__}: {time.monotonic() - began:.1f} s")


def main():
    given = frame.arguments()
    if given.list:
        print("all")
        return 0
    if not given.inside:
        return subprocess.run(["unshare", "-m", "-n", sys.executable, "-B", *sys.argv, "--inside"]).returncode
    return frame.play(Scene(given.egret), all_of)


sys.exit(main())
