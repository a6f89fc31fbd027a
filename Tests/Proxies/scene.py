# SPDX-License-Identifier: Apache-2.0
"""Proxies: what they are told, by real clients, and who named them.

Each play is on the machine of Tests/Resolvers, in namespaces of its own. On the far side are tinyproxy and
microsocks, and hosts that take every connection.
"""

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Resolvers"))

from machine import HOSTS, Scene, main  # noqa: E402

PROXY, EVIL = "198.51.100.80", "198.51.100.90"
NAMES = {"proxy.corp.example": PROXY, "proxy.evil.example": EVIL}
NAMED = "http://ada:not-a-real-one@proxy.corp.example:3128"
EXPECT = "[api.expected.example, api.expected.example:80, two.expected.example:8080]"
SERVERS = "servers:\n" + "".join(f"  {name}:\n    expect: {EXPECT}\n" for name in ("github", "entry", "starter"))
WITHOUT = "egret: 1\n" + SERVERS
WITH = "egret: 1\nproxies: [proxy.corp.example:3128, proxy.corp.example:1080]\n" + SERVERS
GOOD = "https://api.expected.example/"


def bad(scheme="https"):
    """The collector by a name that is the scene's own: what is told twice is one alert."""
    return f"{scheme}://{sys._getframe(1).f_code.co_name}.collector.example/"


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
    names = {**HOSTS, **NAMES}

    def build(self):
        super().build()
        self.far(sys.executable, "-c", SINK, HOSTS["api.expected.example"], HOSTS["collector.example"])
        for address, port in ((PROXY, 3128), (EVIL, 3128), (HOSTS["two.expected.example"], 8080)):
            self.tinyproxy(address, port, self.far)
        self.far("microsocks", "-i", PROXY, "-p", "1080", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for address, port in ((PROXY, 3128), (EVIL, 3128), (PROXY, 1080)):
            self.listens(address, port)

    def dnsmasq(self, *more, inside=()):
        self.inside = inside
        super().dnsmasq(*more, inside=inside)

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
        """New ones, or updates: rules, where to, by what proxy, whose word, how, what was said, and the reasons."""
        found = []
        for line, own in self.lines(activity):
            target, proxy = line["evidences"][0].get("dst_endpoint", {}), own.get("proxy", {})
            found.append({"rules": own["rules"], "to": target.get("hostname") or target.get("ip"),
                          "port": target.get("port"), "via": own["via"], "proxy": proxy.get("ip"),
                          "source": proxy.get("source"), "way": proxy.get("way"), "said": own.get("said_name"),
                          "reasons": own["reasons"]})
        return found

    def expect(self, *wanted):
        """These alerts, in this order, and no other: rule, target, port, proxy, source, way."""
        keys = ("to", "port", "proxy", "source", "way")
        found = self.alerts()
        short = [(alert["rules"][0], *(alert[key] for key in keys)) for alert in found]
        if short != list(wanted):
            raise SystemExit(f"wanted {wanted}\nfound {short}\n{json.dumps(found, indent=1)}\n{self.said()}")
        secret = "not-a-real-one"
        if secret in self.output():
            raise SystemExit("a proxy's password is in the stream")


def evil(source, way, to, port=443, proxy=PROXY):
    return ("unexpected-destination", to, port, proxy, source, way)


# MARK: The policy's proxies

def prepare_named(scene):
    scene.tinyproxy("127.0.0.1", 8888, scene.start)
    scene.listens("127.0.0.1", 8888)
    scene.watch(WITH)
    scene.serve(variables={"http_proxy": NAMED})


def policy(scene):
    """curl and Python, CONNECT and whole URLs, expected hosts and others, by the policy's proxy."""
    for url in (GOOD, "http://api.expected.example/"):
        scene.do("curl", "-x", NAMED, url)
    scene.do("python", "http://api.expected.example/")
    scene.expect()
    scene.do("curl", "-x", NAMED, bad())
    scene.do("python", bad("http"))
    to = "policy.collector.example"
    scene.expect(evil("policy.yaml:2", "connect", to), evil("policy.yaml:2", "absolute", to, 80))


def requests(scene):
    """Several on one connection: each is judged."""
    scene.do("pipeline", "proxy.corp.example", 3128, "http://api.expected.example/", bad("http"),
             "http://169.254.169.254/latest")
    scene.expect(evil("policy.yaml:2", "absolute", "requests.collector.example", 80),
                 ("metadata-access", "169.254.169.254", 80, PROXY, "policy.yaml:2", "absolute"))


def socks(scene):
    """SOCKS5 with a name, with an address that the client looked up itself, and SOCKS4a."""
    for option in ("--socks5-hostname", "--socks5"):
        scene.do("curl", option, "proxy.corp.example:1080", GOOD)
    scene.expect()
    scene.do("curl", "--socks5-hostname", "proxy.corp.example:1080", bad())
    scene.do("curl", "--socks4a", "proxy.corp.example:1080", "https://other.example/")
    scene.do("curl", "--socks5", "proxy.corp.example:1080", f"https://{HOSTS['collector.example']}:8443/")
    scene.expect(evil("policy.yaml:2", "socks5", "socks.collector.example"),
                 evil("policy.yaml:2", "socks4a", "other.example"),
                 evil("policy.yaml:2", "socks5", HOSTS["collector.example"], 8443))


def inside(scene):
    """An expected host is what the proxy is told, and another is said to it: by TLS and by HTTP."""
    scene.do("curl", "-x", NAMED, "--connect-to", "tls.evil.test:443:api.expected.example:443", "https://tls.evil.test/")
    scene.do("curl", "-p", "-x", NAMED, "--connect-to", "http.evil.test:80:api.expected.example:80",
             "http://http.evil.test/")
    scene.do("curl", "--socks5-hostname", "proxy.corp.example:1080", "--connect-to",
             "socks.evil.test:443:api.expected.example:443", "https://socks.evil.test/")
    mismatch = [("name-mismatch", "api.expected.example", port, PROXY, "policy.yaml:2", way)
                for port, way in ((443, "connect"), (80, "connect"), (443, "socks5"))]
    scene.expect(*mismatch)
    said = [alert["said"] for alert in scene.alerts()]
    if said != ["tls.evil.test", "http.evil.test", "socks.evil.test"]:
        raise SystemExit(f"said {said}\n{scene.said()}")


def own(scene):
    """A proxy of the server's own choice: unexpected, whatever it is told; that stands with it."""
    scene.do("curl", "-x", "http://proxy.evil.example:3128", GOOD)
    scene.expect(("unexpected-destination", "proxy.evil.example", 3128, None, None, None))
    if not any("it was told by CONNECT to go to api.expected.example:443" in alert["reasons"]
               for alert in scene.alerts(activity=2)):
        raise SystemExit(f"what it was told is not said\n{scene.said()}")


def loopback(scene):
    """A proxy of another user's on this machine."""
    scene.do("curl", "-x", "http://127.0.0.1:8888", GOOD)
    local = ("local-destination", "127.0.0.1", 8888, None, None, None)
    scene.expect(local)
    scene.do("curl", "-x", "http://127.0.0.1:8888", bad())
    scene.expect(local, evil(None, "connect", "loopback.collector.example", proxy="127.0.0.1"))


def host(scene):
    """An expected host that speaks CONNECT is no way out."""
    address = HOSTS["two.expected.example"]
    scene.do("curl", "-x", "http://two.expected.example:8080", GOOD)
    scene.expect()
    scene.do("curl", "-x", "http://two.expected.example:8080", bad())
    scene.expect(evil(None, "connect", "host.collector.example", proxy=address))


def tls(scene):
    """TLS to a proxy is opaque."""
    scene.do("curl", "--max-time", "1", "-x", "https://proxy.corp.example:3128", GOOD)
    scene.expect(("address-without-name", "proxy.corp.example", 3128, None, None, None))
    if "opaque" not in scene.alerts()[0]["reasons"][0]:
        raise SystemExit(f"not said to be opaque\n{scene.said()}")


# MARK: Who names one

def prepare_unnamed(scene):
    scene.watch(WITHOUT, {"entry": (["entry"], {"https_proxy": NAMED}), "starter": (["starter"], {})})


def asks_by_variable(scene, source, to):
    scene.do("curl", GOOD)
    scene.expect()
    scene.do("curl", f"https://{to}/")
    scene.expect(evil(source, "connect", to))


def entry(scene):
    """The entry names it; a password in it is in no line."""
    scene.serve(sys.executable, "-B", scene.program, "entry", variables={"https_proxy": NAMED})
    asks_by_variable(scene, "entry", "entry.collector.example")


def starter(scene):
    """The process that starts the server has the variable."""
    scene.serve("env", f"https_proxy={NAMED}", "sh", "-c", f'"{sys.executable}" -B "{scene.program}" starter; exit')
    asks_by_variable(scene, "client's environment", "starter.collector.example")


def machine(scene):
    Path("/etc/environment").write_text(f'https_proxy="{NAMED}"\n')
    scene.serve(variables={"https_proxy": NAMED})
    asks_by_variable(scene, "machine", "machine.collector.example")


PLAYS = {"named": (prepare_named, policy, requests, socks, inside, own, loopback, host, tls),
         "unnamed": (prepare_unnamed, entry, starter, machine)}


if __name__ == "__main__":
    main(Proxies, PLAYS, "proxies")
