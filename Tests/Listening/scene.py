# SPDX-License-Identifier: Apache-2.0
"""A server that is spoken to by URL, watched by the built egret.

    scene.py --egret PATH http-before|sse-after|…

Everything stays on loopback, the machine's or that of a network namespace of its own, which has an address for
documentation besides. Exit: 0 as expected, 1 not. What
was wrong is on stdout.
"""

import contextlib
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "Scenes"))
import frame

HERE = pathlib.Path(__file__).parent
PYTHON = pathlib.Path(
    os.environ.get("EGRET_ATTACK_VENV", HERE.parent.parent / ".build" / "venv-mcp"), "bin", "python")


# What a namespace has besides loopback's addresses.
OWN = ["198.51.100.7/32", "2001:db8::7/128"]


class Scene:
    def __init__(self, egret):
        self.egret = egret
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="egret-listening-"))
        self.port = free_port()
        self.server = None
        self.target = frame.Port()

    def close(self):
        if self.server:
            # With its workers; SIGTERM may be blocked, as whoever started the test had it.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait(20)
        self.target.close()
        shutil.rmtree(self.home, ignore_errors=True)

    def list(self, transport, host="127.0.0.1"):
        path = "sse" if transport == "sse" else "mcp"
        self.write(f"http://{host}:{self.port}/{path}")

    def write(self, url):
        self.url = url
        folder = self.home / ".cursor"
        folder.mkdir()
        (folder / "mcp.json").write_text(json.dumps({"mcpServers": {"notes": {"url": self.url}}}))

    def environment(self):
        return {"PATH": os.environ["PATH"], "HOME": str(self.home), "LANG": "C.UTF-8",
                "PYTHONPATH": str(HERE)}

    def serve(self, transport, workers, inside, own="127.0.0.1"):
        """Below a shell, as a person starts one."""
        words = [str(PYTHON), "-B", str(HERE / "server.py"), transport, str(self.port),
                 str(workers), str(self.target.number), own]
        with open(self.home / "server.log", "wb") as log:
            self.server = subprocess.Popen(
                [*inside, "sh", "-c", 'exec "$@"', "sh", *words], cwd=HERE,
                env=self.environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True)
        place = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(own, own)
        listens = ((lambda: self.listens_at(own)) if own.startswith("/")
                   else lambda: self.answers(inside, place))
        frame.until("the server to listen", listens, 60)

    def keep(self, keeper):
        """systemd-socket-activate becomes what it starts, the other one stays."""
        words = [str(PYTHON), "-B", str(HERE / "server.py"), "http", str(self.port), "1",
                 str(self.target.number), "inherited"]
        if keeper == "inetd":
            shutil.copy(os.path.realpath(sys.executable), self.home / "inetd")
            words = [str(self.home / "inetd"), "-c", KEEPER, str(self.port), *words]
        else:
            words = [keeper, "--listen", f"127.0.0.1:{self.port}", "--setenv",
                     f"PYTHONPATH={HERE}", *words]
        with open(self.home / "server.log", "wb") as log:
            self.server = subprocess.Popen(
                words, cwd=HERE, env=self.environment(), stdin=subprocess.DEVNULL, stdout=log,
                stderr=log, start_new_session=True)
        frame.until("the port to be held", self.is_held, 20)

    def is_held(self):
        """Without a connection, at which the server would be started."""
        wanted = f"0100007F:{self.port:04X}"
        lines = pathlib.Path("/proc/net/tcp").read_text().splitlines()[1:]
        return any(line.split()[1] == wanted and line.split()[3] == "0A" for line in lines)

    def listens_at(self, path):
        try:
            UnixConnection(path).connect()
            return True
        except OSError:
            return False

    def answers(self, inside, place):
        test = f"import socket; socket.create_connection(('{place}', {self.port}), 1)"
        return subprocess.run([*inside, sys.executable, "-c", test],
                              stderr=subprocess.DEVNULL).returncode == 0

    def speak_through(self, path, times):
        """Over a Unix socket, to which the SDK's client has no way: the tool is called without a session."""
        call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call",
                "params": {"name": "fetch", "arguments": {}}}
        said = set()
        for _ in range(times):
            with contextlib.closing(UnixConnection(path)) as connection:
                connection.request("POST", "/mcp", json.dumps(call), {
                    "Content-Type": "application/json", "Host": "localhost",
                    "Accept": "application/json, text/event-stream"})
                answer = json.loads(connection.getresponse().read())
            said.add(int(answer["result"]["content"][0]["text"]))
        return said

    def speak(self, transport, times, inside):
        played = subprocess.run(
            [*inside, str(PYTHON), "-B", str(HERE / "client.py"), transport, self.url, str(times)],
            env=self.environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=120)
        if played.returncode != 0:
            raise AssertionError("the client got no answer: " + played.stderr[-3000:]
                                 + (self.home / "server.log").read_text()[-3000:])
        return {int(line) for line in played.stdout.split() if line.isdigit()}


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost")
        self.path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self.path)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as held:
        return held.getsockname()[1]


@contextlib.contextmanager
def namespace():
    """How to begin a program in a network namespace of its own, with a loopback of its own."""
    holder = subprocess.Popen(
        ["unshare", "--net", "sh", "-c", "ip link set lo up && " + "".join(
            f"ip address add {address} dev lo && " for address in OWN)
         + "echo ready && exec sleep 600"],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    try:
        holder.stdout.readline()
        yield ["nsenter", "--net", "--target", str(holder.pid)]
    finally:
        holder.kill()
        holder.wait(10)


def play_inside(scene, first, host="127.0.0.1", own="127.0.0.1", workers=1):
    with namespace() as inside:
        play(scene, "http", workers, first, inside, host=host, own=own)


def play_named(scene, first):
    """The machine by its own name: the client of the scene stays on loopback."""
    play(scene, "http", 1, first, host=socket.gethostname(), own="0.0.0.0", speaks="127.0.0.1")


def play_socket(scene, first, workers):
    """At a Unix socket, which is looked at each second."""
    subprocess.run([HERE.parent / "Attack" / "setup"], check=True)
    path = str(scene.home / "notes.sock")
    scene.write(f"unix://{path}#/mcp")
    if first == "server":
        scene.serve("http", workers, [], path)
    with frame.Watch(scene.egret, scene.home, scene.home) as egret:
        if first == "egret":
            scene.serve("http", workers, [], path)
            time.sleep(2.5)
        pids = scene.speak_through(path, 6)
    check(scene, egret.alerts(), pids, f"unix://{path}")


# Holds a port, and starts who is to have it at the first connection, as a socket unit does.
KEEPER = """
import os, select, socket, sys
port, words = int(sys.argv[1]), sys.argv[2:]
held = socket.create_server(("127.0.0.1", port))
print("holding", flush=True)
select.select([held], [], [])
if os.fork():
    os.wait()
    sys.exit()
os.dup2(held.fileno(), 3)
os.set_inheritable(3, True)
os.environ |= {"LISTEN_FDS": "1", "LISTEN_PID": str(os.getpid())}
os.execv(words[0], words)
"""


def play_inherited(scene, first, keeper):
    """The socket is bound by a program that takes ports for others, which stays."""
    subprocess.run([HERE.parent / "Attack" / "setup"], check=True)
    scene.list("http")
    if first == "server":
        scene.keep(keeper)
        scene.speak("http", 1, [])
    with frame.Watch(scene.egret, scene.home, scene.home) as egret:
        if first == "egret":
            scene.keep(keeper)
        pids = scene.speak("http", 6, [])
    check(scene, egret.alerts(), pids, f"127.0.0.1:{scene.port}")


def play_elsewhere(scene):
    """The port of an address that is another machine's: whoever has it here is no server of that entry."""
    with namespace() as inside:
        scene.list("http", "198.51.100.9")
        with frame.Watch(scene.egret, scene.home, scene.home) as egret:
            scene.serve("http", 1, inside, "0.0.0.0")
            scene.url = scene.url.replace("198.51.100.9", "127.0.0.1")
            scene.speak("http", 2, inside)
    own = [alert for alert in egret.alerts()
           if ours(alert).get("config", "").startswith(str(scene.home))]
    if own:
        raise AssertionError(json.dumps(own))


def play(scene, transport, workers, first, inside=(), times=6, host="127.0.0.1", own="127.0.0.1",
         speaks=None):
    subprocess.run([HERE.parent / "Attack" / "setup"], check=True)
    scene.list(transport, host)
    if first == "server":
        scene.serve(transport, workers, inside, own)
    with frame.Watch(scene.egret, scene.home, scene.home) as egret:
        if first == "egret":
            scene.serve(transport, workers, inside, own)
        scene.url = scene.url.replace(host, speaks or host)
        pids = scene.speak(transport, times, inside)
    place = f"[{own}]" if ":" in own else own
    check(scene, egret.alerts(), pids, f"{place}:{scene.port}")


def check(scene, alerts, pids, place):
    own = [alert for alert in alerts
           if ours(alert).get("config", "").startswith(str(scene.home))]
    told = [(alert["evidences"][0]["dst_endpoint"]["port"], rule(alert), ours(alert)["server"],
             ours(alert)["client"]) for alert in own if alert["activity_id"] == 1]
    wanted = [(scene.target.number, "local-destination", "notes", "Cursor")]
    if told != wanted:
        whole = "\n".join(json.dumps(alert) for alert in own)
        raise AssertionError(f"{told}, not {wanted}\n{whole}\n"
                             + (scene.home / "errors").read_text())
    actor = own[0]["evidences"][0]["process"]["pid"]
    if actor not in pids:
        raise AssertionError(f"process {actor} is none of the workers {pids}")
    if not any(place in reason for reason in ours(own[0])["reasons"]):
        raise AssertionError(f"no reason names the port: {ours(own[0])['reasons']}")


def rule(alert):
    return alert["finding_info"]["analytic"]["uid"].removeprefix("egret.")


def ours(alert):
    return alert["evidences"][0]["data"]["egret"]


SCENES = {
    f"{transport}-{workers}-{first}-first": lambda scene, transport=transport, workers=workers,
    first=first: play(scene, transport, workers, first)
    for transport, workers in [("http", 1), ("http", 4), ("sse", 1)] for first in ["egret", "server"]
} | {
    f"namespace-{first}-first": lambda scene, first=first: play_inside(scene, first)
    for first in ["egret", "server"]
} | {
    f"address-{workers}-{first}-first": lambda scene, workers=workers, first=first: play_inside(
        scene, first, "198.51.100.7", "0.0.0.0", workers)
    for workers in [1, 4] for first in ["egret", "server"]
} | {
    f"ipv6-{first}-first": lambda scene, first=first: play_inside(
        scene, first, "[2001:db8::7]", "::")
    for first in ["egret", "server"]
} | {
    f"hostname-{first}-first": lambda scene, first=first: play_named(scene, first)
    for first in ["egret", "server"]
} | {
    f"socket-{workers}-{first}-first": lambda scene, workers=workers, first=first: play_socket(
        scene, first, workers)
    for workers in [1, 4] for first in ["egret", "server"]
} | {
    f"{keeper}-{first}-first": lambda scene, keeper=keeper, first=first: play_inherited(
        scene, first, keeper)
    for keeper in ["inetd", "systemd-socket-activate"] for first in ["egret", "server"]
} | {"elsewhere": play_elsewhere}


if __name__ == "__main__":
    sys.exit(frame.main(Scene, SCENES))
