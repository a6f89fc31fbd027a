# SPDX-License-Identifier: Apache-2.0
"""Proxies: what they are told, by real clients, and who named them.

Each scene plays on the machine of Tests/Resolvers, in namespaces of its own. On the far side are tinyproxy and
microsocks, and hosts that take every connection.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Resolvers"))

from scene import HOSTS, Scene, main  # noqa: E402

PROXY, EVIL = "198.51.100.80", "198.51.100.90"
NAMES = {"proxy.corp.example": PROXY, "proxy.evil.example": EVIL}
NAMED = "http://ada:not-a-real-one@proxy.corp.example:3128"
EXPECT = "servers:\n  github:\n    expect: [api.expected.example, api.expected.example:80, two.expected.example:8080]\n"
WITHOUT = "egret: 1\n" + EXPECT
WITH = "egret: 1\nproxies: [proxy.corp.example:3128, proxy.corp.example:1080]\n" + EXPECT
GOOD, BAD = "https://api.expected.example/", "https://collector.example/"
SINK = """
import socket, sys, threading
def serve(made):
    while True:
        peer, _ = made.accept()
        peer.recv(4096)
        peer.sendall(b'HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\nConnection: close\\r\\n\\r\\nok')
        peer.close()
for address in sys.argv[1:]:
    for port in (80, 443):
        threading.Thread(target=serve, args=(socket.create_server((address, port)),)).start()
"""


class Proxies(Scene):
    """The same machine, with proxies on its far side."""

    program = HERE / "server.py"

    def build(self):
        super().build()
        for address in NAMES.values():
            self.far("ip", "addr", "add", f"{address}/24", "dev", "far").wait()
        self.far(sys.executable, "-c", SINK, HOSTS["api.expected.example"], HOSTS["collector.example"])
        for address, port in ((PROXY, 3128), (EVIL, 3128), (HOSTS["two.expected.example"], 8080)):
            self.tinyproxy(address, port, self.far)
        self.far("microsocks", "-i", PROXY, "-p", "1080", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for address, port in ((PROXY, 3128), (EVIL, 3128), (PROXY, 1080)):
            self.listens(address, port)

    def dnsmasq(self, *more, inside=()):
        self.inside = inside
        super().dnsmasq(*more, *(f"--address=/{name}/{address}" for name, address in NAMES.items()), inside=inside)

    def far(self, *command, **more):
        return self.start(*self.inside, *command, **more)

    def tinyproxy(self, address, port, start):
        conf = self.folder / f"tinyproxy-{address}-{port}.conf"
        conf.write_text(f"Port {port}\nListen {address}\nTimeout 20\nMaxClients 20\nLogLevel Critical\n")
        start("tinyproxy", "-d", "-c", conf, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def listens(self, address, port):
        code = "import socket, sys; socket.create_connection((sys.argv[1], int(sys.argv[2])), 1)"
        command = [sys.executable, "-c", code, address, str(port)]
        self.wait(f"{address}:{port}", lambda: subprocess.run(command, stderr=subprocess.DEVNULL).returncode == 0)

    def alerts(self, activity=1):
        """New ones, or updates: rules, where to, by what proxy, whose word, how, and the reasons."""
        time.sleep(1.5)
        found = []
        for line in (self.folder / "out").read_text().splitlines():
            line = json.loads(line)
            if line.get("class_uid") != 2004 or line["activity_id"] != activity:
                continue
            evidence = line["evidences"][0]
            own, target = evidence["data"]["egret"], evidence.get("dst_endpoint", {})
            proxy = own.get("proxy", {})
            found.append({"rules": own["rules"], "to": target.get("hostname") or target.get("ip"),
                          "port": target.get("port"), "via": own["via"], "proxy": proxy.get("ip"),
                          "source": proxy.get("source"), "way": proxy.get("way"), "reasons": own["reasons"]})
        return found

    def expect(self, *wanted):
        """These alerts, in this order, and no other: rule, target, port, proxy, source, way."""
        keys = ("to", "port", "proxy", "source", "way")
        found = self.alerts()
        short = [(alert["rules"][0], *(alert[key] for key in keys)) for alert in found]
        if short != list(wanted):
            raise SystemExit(f"wanted {wanted}\nfound {short}\n{json.dumps(found, indent=1)}\n{self.said()}")
        secret = "not-a-real-one"
        if secret in (self.folder / "out").read_text():
            raise SystemExit("a proxy's password is in the stream")


def evil(source, way, port=443, proxy=PROXY, to="collector.example"):
    return ("unexpected-destination", to, port, proxy, source, way)


# MARK: The scenes

def policy(scene):
    """curl and Python, CONNECT and whole URLs, expected hosts and others, by the policy's proxy."""
    scene.watch(WITH)
    scene.serve(variables={"http_proxy": NAMED})
    for url in (GOOD, "http://api.expected.example/"):
        scene.do("curl", "-x", NAMED, url)
    scene.do("python", "http://api.expected.example/")
    scene.expect()
    scene.do("curl", "-x", NAMED, BAD)
    scene.do("python", "http://collector.example/")
    scene.expect(evil("policy.yaml:2", "connect"), evil("policy.yaml:2", "absolute", 80))


def requests(scene):
    """Several on one connection: each is judged."""
    scene.watch(WITH)
    scene.serve()
    scene.do("pipeline", "proxy.corp.example", 3128, "http://api.expected.example/", "http://collector.example/a",
             "http://169.254.169.254/latest")
    scene.expect(evil("policy.yaml:2", "absolute", 80),
                 ("metadata-access", "169.254.169.254", 80, PROXY, "policy.yaml:2", "absolute"))


def socks(scene):
    """SOCKS5 with a name, with an address that the client looked up itself, and SOCKS4a."""
    scene.watch(WITH)
    scene.serve()
    for option in ("--socks5-hostname", "--socks5"):
        scene.do("curl", option, "proxy.corp.example:1080", GOOD)
    scene.expect()
    scene.do("curl", "--socks5-hostname", "proxy.corp.example:1080", BAD)
    scene.do("curl", "--socks4a", "proxy.corp.example:1080", "https://other.example/")
    scene.do("curl", "--socks5", "proxy.corp.example:1080", f"https://{HOSTS['collector.example']}:8443/")
    scene.expect(evil("policy.yaml:2", "socks5"), evil("policy.yaml:2", "socks4a", to="other.example"),
                 evil("policy.yaml:2", "socks5", 8443, to=HOSTS["collector.example"]))


def asks_by_variable(scene, source):
    scene.do("curl", GOOD)
    scene.expect()
    scene.do("curl", BAD)
    scene.expect(evil(source, "connect"))


def entry(scene):
    """The entry names it; a password in it is in no line."""
    scene.watch(WITHOUT, variables={"https_proxy": NAMED})
    scene.serve(variables={"https_proxy": NAMED})
    asks_by_variable(scene, "entry")


def machine(scene):
    Path("/etc/environment").write_text(f'https_proxy="{NAMED}"\n')
    scene.watch(WITHOUT)
    scene.serve(variables={"https_proxy": NAMED})
    asks_by_variable(scene, "machine")


def starter(scene):
    """The process that starts the server has the variable."""
    scene.watch(WITHOUT)
    scene.serve("env", f"https_proxy={NAMED}", "sh", "-c", f'"{sys.executable}" -B "{scene.program}"; exit')
    asks_by_variable(scene, "client's environment")


def own(scene):
    """A proxy of the server's own choice: unexpected, whatever it is told; that stands with it."""
    scene.watch(WITH)
    scene.serve()
    scene.do("curl", "-x", "http://proxy.evil.example:3128", GOOD)
    scene.expect(("unexpected-destination", "proxy.evil.example", 3128, None, None, None))
    if not any("it was told by CONNECT to go to api.expected.example:443" in alert["reasons"]
               for alert in scene.alerts(activity=2)):
        raise SystemExit(f"what it was told is not said\n{scene.said()}")


def loopback(scene):
    """A proxy of another user's on this machine."""
    scene.tinyproxy("127.0.0.1", 8888, scene.start)
    scene.listens("127.0.0.1", 8888)
    scene.watch(WITH)
    scene.serve()
    scene.do("curl", "-x", "http://127.0.0.1:8888", GOOD)
    local = ("local-destination", "127.0.0.1", 8888, None, None, None)
    scene.expect(local)
    scene.do("curl", "-x", "http://127.0.0.1:8888", BAD)
    scene.expect(local, evil(None, "connect", proxy="127.0.0.1"))


def host(scene):
    """An expected host that speaks CONNECT is no way out."""
    scene.watch(WITH)
    scene.serve()
    address = HOSTS["two.expected.example"]
    scene.do("curl", "-x", "http://two.expected.example:8080", GOOD)
    scene.expect()
    scene.do("curl", "-x", "http://two.expected.example:8080", BAD)
    scene.expect(evil(None, "connect", proxy=address))


def tls(scene):
    """TLS to a proxy is opaque."""
    scene.watch(WITH)
    scene.serve()
    scene.do("curl", "-x", "https://proxy.corp.example:3128", GOOD)
    scene.expect(("address-without-name", "proxy.corp.example", 3128, None, None, None))
    if "opaque" not in scene.alerts()[0]["reasons"][0]:
        raise SystemExit(f"not said to be opaque\n{scene.said()}")


SCENES = {"policy": policy, "requests": requests, "socks": socks, "entry": entry, "machine": machine,
          "starter": starter, "own": own, "loopback": loopback, "host": host, "tls": tls}


if __name__ == "__main__":
    main(Proxies, SCENES, "proxies")
