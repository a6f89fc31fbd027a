# SPDX-License-Identifier: Apache-2.0
"""Data in names: tunnels as Debian has them, an environment in questions, and an ordinary hour of names.

The play is on the machine of Tests/Resolvers, in namespaces of its own: a watched server asks the
machine's own resolver, which asks the tunnel's end on the far side.
"""

import json
import socket
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Resolvers"))

from machine import FAR, HOSTS, POLICY, Scene, main  # noqa: E402

IODINE, DNS2TCP, INSIDE = "198.51.100.60", "198.51.100.61", "198.51.100.193"
ZONES = {"t.iodine.example": IODINE, "t.dns2tcp.example": DNS2TCP}


class Tunnels(Scene):
    """The same machine, with the ends of two tunnels behind its resolver."""

    program = HERE / "server.py"
    names = HOSTS

    def build(self):
        # Of names that it does not forward, the resolver knows the expected hosts and says no to the rest.
        self.zones = [f"--server=/{zone}/{address}" for zone, address in ZONES.items()]
        super().build()
        for address in ZONES.values():
            self.far("ip", "addr", "add", f"{address}/24", "dev", "far").wait()

    def dnsmasq(self, *more, inside=()):
        self.inside = inside
        super().dnsmasq(*more, *self.zones, "--local=//", inside=inside)

    def far(self, *command, **more):
        return self.start(*self.inside, *command, **more)

    def is_bound(self, table, address, port):
        """Whether somebody on the far side has the port (proc(5): /proc/net/tcp, in hexadecimal)."""
        place = f"{int.from_bytes(socket.inet_aton(address), 'little'):08X}:{port:04X}"
        said = subprocess.run([str(word) for word in (*self.inside, "cat", f"/proc/net/{table}")],
                              capture_output=True, text=True)
        return any(line.split()[1] == place for line in said.stdout.splitlines()[1:])


def tunnels(found, domain):
    return [alert for alert in found if "dns-tunnel" in alert["rules"] and alert["name"] == domain]


def expect_tunnel(scene, domain):
    found = scene.alerts()
    if len(tunnels(found, domain)) != 1:
        raise SystemExit(f"wanted one tunnel of {domain}, found {json.dumps(found, indent=1)}\n{scene.said()}")
    told = [alert for alert in found if "unexpected-name" in alert["rules"]]
    if [alert["name"].endswith(domain) for alert in told] != [True]:
        raise SystemExit(f"wanted the name once, found {json.dumps(found, indent=1)}")


# MARK: The scenes

def prepare(scene):
    scene.watch(POLICY + "  ordinary:\n    expect: [any]\n", {"ordinary": (["ordinary"], {})})
    scene.serve()


def iodine(scene):
    log = open(scene.folder / "iodined", "w")
    scene.far("iodined", "-f", "-c", "-P", "egret", "-l", IODINE, f"{INSIDE}/27", "t.iodine.example",
              stdout=log, stderr=log)
    scene.do("iodine", FAR, "t.iodine.example", INSIDE)
    expect_tunnel(scene, "iodine.example")


def dns2tcp(scene):
    conf, log = scene.folder / "dns2tcpd.conf", open(scene.folder / "dns2tcpd", "w")
    conf.write_text(f"listen = {DNS2TCP}\nport = 53\nuser = root\nchroot = {scene.folder}\n"
                    "domain = t.dns2tcp.example\nresources = sink:127.0.0.1:7000\n")
    scene.far(sys.executable, "-c", "import socket\nmade = socket.create_server(('127.0.0.1', 7000))\n"
              "peer, _ = made.accept()\nwhile bytes := peer.recv(4096): peer.sendall(bytes)\n")
    scene.far("dns2tcpd", "-F", "-d", "1", "-f", conf, stdout=log, stderr=log)
    scene.wait("the sink and dns2tcpd", lambda: scene.is_bound("tcp", "127.0.0.1", 7000) and
               scene.is_bound("udp", DNS2TCP, 53))
    scene.do("dns2tcp", FAR, "t.dns2tcp.example")
    expect_tunnel(scene, "dns2tcp.example")


def environment(scene):
    scene.do("environment", "evil.example")
    expect_tunnel(scene, "evil.example")


def ordinary(scene):
    """Expected hosts again and again, reverse look-ups, a block list, services, telemetry; then one host more."""
    scene.serve(sys.executable, "-B", scene.program, "ordinary")
    scene.do("ordinary", *HOSTS)
    found = [alert for alert in scene.alerts() if {"dns-tunnel", "unexpected-name"} & set(alert["rules"])]
    if found:
        raise SystemExit(f"wanted silence, found {json.dumps(found, indent=1)}")


PLAYS = {"all": (prepare, iodine, dns2tcp, environment, ordinary)}


if __name__ == "__main__":
    main(Tunnels, PLAYS, "tunnels")
