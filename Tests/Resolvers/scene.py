# SPDX-License-Identifier: Apache-2.0
"""Whose answers count: resolvers that change, those of containers, what a server brings, and daemons."""

import json
import os
import socket
import struct
import sys
import time
from pathlib import Path

from machine import DAEMONS, FAR, HOSTS, NOBODY, OTHERS, OWN, Scene, expect, fetch, main, run

LINKED, RENAMED, WRITTEN, MOUNTED = OTHERS
CONTAINERS = "127.0.0.11"
CLIENTS = ("getaddrinfo", "curl", "node-threads", "node-cares", "go")
COLLECTORS = ("linked", "renamed", "written", "mounted", "container", "dnsmasq", "unbound", "late", "resolved",
              "nscd", *CLIENTS)
NAMES = {f"collector-{each}.example": f"198.51.100.{70 + place}" for place, each in enumerate(COLLECTORS)}
FORGED, PLAYED, MOVED, THIRD, MOVING, LARGE = (f"198.51.100.{last}" for last in (67, 68, 69, 64, 61, 60))
# Of one name each: too many for a datagram without EDNS, as the C library asks.
MANY = {"api.expected.example": range(128, 160), "collector-large.example": range(160, 192)}


class Machine(Scene):
    names = {**HOSTS, **NAMES, "forged.example": FORGED, "played.example": PLAYED,
             "moved.example": MOVED, "third.example": THIRD, "moving.example": MOVING, "large.example": LARGE}

    def inside(self, resolver):
        """A container's namespaces, with a resolv.conf as an engine writes it; nobody is in them yet."""
        held = self.start("unshare", "-m", "-n", "sleep", "300")
        self.wait("a container", lambda: os.readlink(f"/proc/{held.pid}/ns/net") != os.readlink("/proc/self/ns/net"))
        inside = ["nsenter", "-m", "-n", "-t", held.pid]
        file = self.folder / f"resolv-{held.pid}.conf"
        file.write_text(f"nameserver {resolver}\n")
        run(*inside, "mount", "--bind", file, os.path.realpath("/etc/resolv.conf"))
        run(*inside, "ip", "link", "set", "lo", "up")
        run(*inside, "ip", "link", "add", "eth0", "type", "veth", "peer", "name", "eth1")
        run(*inside, "ip", "addr", "add", "198.51.100.2/24", "dev", "eth0")
        for name in ("eth0", "eth1"):
            run(*inside, "ip", "link", "set", name, "up")
        return inside


# MARK: Resolvers that change

def asked(resolver, name):
    """What a resolver answers over UDP to a client of no server's; None without an answer."""
    labels = b"".join(bytes([len(part)]) + part.encode() for part in name.split("."))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.settimeout(2)
        try:
            asking.connect((resolver, 53))
            asking.send(struct.pack("!HHHHHH", 7, 0x100, 1, 0, 0, 0) + labels + b"\0" + struct.pack("!HH", 1, 1))
            return asking.recv(512)
        except OSError:
            return None


def answer(resolver, name):
    """The address in it."""
    found = asked(resolver, name)
    return found and socket.inet_ntoa(found[-4:])


def prepare_changes(scene):
    """As resolvconf and NetworkManager do: a link, which stays; what it leads to will be another file."""
    for number, address in enumerate((FAR, LINKED)):
        Path(f"/run/{number}.conf").write_text(f"nameserver {address}\n")
    Path("/run/resolv.conf").symlink_to("/run/0.conf")
    Path("/etc/resolv.conf").unlink()
    Path("/etc/resolv.conf").symlink_to("/run/resolv.conf")
    scene.watch()
    scene.serve()
    scene.do("name", "api.expected.example")


def changed(scene, resolver):
    """A running server's resolvers changed, and it asks the new one at once."""
    name = f"collector-{sys._getframe(1).f_code.co_name}.example"
    scene.do("name", "two.expected.example")
    scene.do("name", name)
    expect(scene.alerts(), rules=["unexpected-destination", "unexpected-name"], name=name, evidence="dns",
           resolver=resolver)


def linked(scene):
    Path("/run/new").symlink_to("/run/1.conf")
    Path("/run/new").rename("/run/resolv.conf")
    changed(scene, LINKED)


def renamed(scene):
    new = Path("/etc/resolv.conf.new")
    new.write_text(f"nameserver {RENAMED}\n")
    new.rename("/etc/resolv.conf")
    changed(scene, RENAMED)


def written(scene):
    scene.resolvers(WRITTEN)
    changed(scene, WRITTEN)


def mounted(scene):
    new = scene.folder / "resolv.conf"
    new.write_text(f"nameserver {MOUNTED}\n")
    run("mount", "--bind", new, "/etc/resolv.conf")
    changed(scene, MOUNTED)


def clients(scene):
    """What real clients' resolvers are told: glibc, curl's thread, Node's threads and c-ares, one like Go's."""
    for client in CLIENTS:
        name = f"collector-{client}.example"
        already = len(scene.alerts())
        scene.do("client", client, "api.expected.example")
        scene.do("client", client, name)
        expect(scene.alerts()[already:], rules=["unexpected-destination", "unexpected-name"], name=name,
               address=NAMES[name], evidence="dns", resolver=MOUNTED)


def large(scene):
    """An answer that does not fit a datagram: the resolver cuts it, and the C library asks again over TCP."""
    run(*scene.far_side, "ip", "route", "add", "local", "198.51.100.128/26", "dev", "lo")
    scene.dnsmasq(f"--listen-address={LARGE}", *(f"--address=/{name}/198.51.100.{last}" for name, range_ in
                                                 MANY.items() for last in range_), inside=scene.far_side)
    scene.wait("a cut answer", lambda: (asked(LARGE, "api.expected.example") or bytes(3))[2] & 2)
    scene.resolvers(LARGE)
    scene.serve()
    scene.do("name", "api.expected.example")
    for last in (128, 159):
        scene.do("address", f"198.51.100.{last}")
    if scene.alerts():
        raise SystemExit(f"an expected host is an alert: {json.dumps(scene.alerts(), indent=1)}")
    scene.do("name", "collector-large.example")
    expect(scene.alerts(), rules=["unexpected-destination", "unexpected-name"], name="collector-large.example",
           evidence="dns", resolver=LARGE)


# MARK: Containers

def container(scene):
    """Docker's resolver: on loopback of the container's network, and a process of the engine's."""
    inside = scene.inside(CONTAINERS)
    scene.dnsmasq(f"--listen-address={CONTAINERS}", *(f"--address=/{name}/{address}" for name, address in
                                                      scene.names.items()), inside=inside)
    scene.serve(*inside, sys.executable, "-B", scene.program)
    scene.wait("the engine's resolver", lambda: scene.do("asks", CONTAINERS, "api.expected.example") != "None")
    scene.do("name", "api.expected.example")
    scene.do("name", "collector-container.example")
    expect(scene.alerts(), rules=["unexpected-destination", "unexpected-name"], name="collector-container.example",
           evidence="dns", resolver=CONTAINERS)


def played(scene):
    """The same, and a child of the server's answers there: that makes nothing expected."""
    inside = scene.inside(CONTAINERS)
    scene.serve(*inside, sys.executable, "-B", scene.program)
    scene.do("play", CONTAINERS, PLAYED)
    scene.do("name", "api.expected.example")
    expect([alert for alert in scene.alerts() if alert["address"] == PLAYED],
           rules=["unexpected-destination", "address-without-name"], name=None, evidence="none")


# MARK: What a server brings, or says itself

def own(scene):
    """A mount namespace of the server's making, with a resolver and a hosts file of its own."""
    files = scene.folder / "own"
    files.mkdir()
    (files / "resolv.conf").write_text(f"nameserver {OWN}\n")
    (files / "hosts").write_text("198.51.100.66 api.expected.example\n")
    scene.serve()
    scene.do("own", "two.expected.example", files)
    scene.do("own", "api.expected.example", files)
    found = {alert["address"]: alert["rules"] for alert in scene.alerts()}
    wanted = {OWN: ["unexpected-resolver", "unexpected-destination", "address-without-name"],
              HOSTS["two.expected.example"]: ["unexpected-destination", "address-without-name"],
              HOSTS["collector.example"]: ["unexpected-destination", "address-without-name"]}
    if found != wanted:
        raise SystemExit(f"wanted {wanted}, found {json.dumps(scene.alerts(), indent=1)}")


def moved(scene):
    """An expected name that leads elsewhere now: both addresses are its own, and a third is not."""
    scene.serve()
    scene.do("name", "api.expected.example")
    scene.dnsmasq(f"--listen-address={MOVING}", f"--address=/api.expected.example/{MOVED}", inside=scene.far_side)
    scene.resolvers(MOVING)
    scene.wait("the new address", lambda: answer(MOVING, "api.expected.example") == MOVED)
    told = scene.do("name", "api.expected.example")
    scene.do("address", HOSTS["api.expected.example"])
    if told != MOVED or scene.alerts():
        raise SystemExit(f"a name that moved to {told} is an alert: {json.dumps(scene.alerts(), indent=1)}")
    scene.do("address", THIRD)
    expect(scene.alerts(), rules=["unexpected-destination", "address-without-name"], address=THIRD, name=None)


def forged(scene):
    """An answer in the resolver's name, from a raw socket of the server's own."""
    scene.resolvers(FAR, NOBODY)
    scene.serve()
    scene.do("forge", "api.expected.example", NOBODY, FORGED)
    found = [alert for alert in scene.alerts() if alert["address"] == FORGED]
    expect(found, rules=["unexpected-destination", "address-without-name"], name=None, evidence="none")


# MARK: Daemons of the machine's own

DAEMON_AT = {"dnsmasq": "127.0.0.1", "unbound": "127.0.0.2", "late": "127.0.0.3"}


def prepare_daemons(scene):
    scene.resolved()
    scene.nscd()
    scene.resolvers(FAR, "127.0.0.53", *DAEMON_AT.values())
    scene.dnsmasq(f"--listen-address={DAEMON_AT['dnsmasq']}", f"--server={FAR}")
    scene.unbound(DAEMON_AT["unbound"])
    for name in ("dnsmasq", "unbound"):
        scene.wait(name, lambda: answer(DAEMON_AT[name], "api.expected.example"))
    scene.watch()
    # Begins under Egret, which no life of a stranger's is reported to.
    scene.dnsmasq(f"--listen-address={DAEMON_AT['late']}", f"--server={FAR}")
    scene.began = time.monotonic()
    scene.serve()


def known_to(scene, daemon):
    """A daemon was asked by somebody else: its name is the machine's."""
    name = f"collector-{daemon}.example"
    address = answer(DAEMON_AT[daemon], name)
    if address != NAMES[name]:
        raise SystemExit(f"{daemon} gives {address} for {name}")
    scene.do("address", address)
    expect(scene.alerts(), rules=["unexpected-destination"], name=name, evidence="machine", resolver=FAR)


def dnsmasq(scene):
    scene.do("ask", DAEMON_AT["dnsmasq"], "api.expected.example")
    known_to(scene, "dnsmasq")


def unbound(scene):
    scene.do("ask", DAEMON_AT["unbound"], "two.expected.example")
    known_to(scene, "unbound")


def told(scene, how, expected, collector):
    """The server itself asks the daemon over a socket: an expected host is silent, another's name the machine's."""
    scene.do(how, expected)
    if scene.alerts():
        raise SystemExit(f"an expected host is an alert: {scene.alerts()}")
    scene.do(how, collector)
    expect(scene.alerts(), rules=["unexpected-destination"], name=collector, evidence="machine", resolver=FAR)


def resolved(scene):
    """nss-resolve asks over a Unix socket: what systemd-resolved was told counts."""
    told(scene, "resolved", "api.expected.example", "collector-resolved.example")


def nscd(scene):
    """The C library asks nscd over its socket, and sends nothing itself."""
    if not scene.has_nscd:
        print("SKIPPED nscd: Debian's package could not be fetched, so names through its socket are NOT tested")
        return
    told(scene, "name", "two.expected.example", "collector-nscd.example")


def late(scene):
    """Daemons are looked for every five seconds."""
    scene.wait("the look", lambda: time.monotonic() - scene.began > 6)
    known_to(scene, "late")


PLAYS = {"changes": (prepare_changes, linked, renamed, written, mounted, clients, moved, large),
         "brought": (Machine.watch, own, forged, container, played),
         "daemons": (prepare_daemons, dnsmasq, unbound, resolved, nscd, late)}


if __name__ == "__main__":
    main(Machine, PLAYS, "resolvers", fetch)
