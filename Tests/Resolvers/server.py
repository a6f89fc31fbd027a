# SPDX-License-Identifier: Apache-2.0
"""The server of the scenes: does what stands on a line of its stdin, and says how it went."""

import json
import os
import socket
import struct
import subprocess
import sys

RESOLVED = "/run/systemd/resolve/io.systemd.Resolve"


def connect(address):
    with socket.socket() as made:
        made.settimeout(1)
        made.connect_ex((address, 443))
    return address


def by_resolved(name):
    """What nss-resolve does: no DNS message leaves the process."""
    call = {"method": "io.systemd.Resolve.ResolveHostname", "parameters": {"name": name, "family": 2}}
    with socket.socket(socket.AF_UNIX) as made:
        made.connect(RESOLVED)
        made.sendall(json.dumps(call).encode() + b"\0")
        answer = json.loads(made.recv(65536).rstrip(b"\0"))
    return ".".join(map(str, answer["parameters"]["addresses"][0]["address"]))


def in_own_namespace(name, files):
    """Asks below files of its own, in a mount namespace that it makes."""
    script = f"mount --bind {files}/resolv.conf /etc/resolv.conf && mount --bind {files}/hosts /etc/hosts && " \
        f"exec {sys.executable} -c 'import socket; print(socket.gethostbyname(\"{name}\"))'"
    done = subprocess.run(["unshare", "-m", "sh", "-c", script], capture_output=True, text=True, check=True)
    return done.stdout.strip()


CLIENTS = {
    "getaddrinfo": [sys.executable, "-c",
                    "import socket, sys; print(socket.getaddrinfo(sys.argv[1], 443, socket.AF_INET)[0][4][0])"],
    "node-threads": ["node", "-e", "require('dns').lookup(process.argv[1], 4, (no, found) => console.log(found))"],
    "node-cares": ["node", "-e", "require('dns').resolve4(process.argv[1], (no, found) => console.log(found[0]))"],
}


def by_client(client, name):
    """A client of its own process looks the name up; curl connects as well."""
    if client == "curl":
        subprocess.run(["curl", "-s", "--connect-timeout", "1", f"https://{name}/"], stdin=subprocess.DEVNULL)
        return "asked"
    if client == "go":
        return connect(like_go(name))
    done = subprocess.run([*CLIENTS[client], name], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    return connect(done.stdout.strip())


def like_go(name):
    """A socket and an id for each of A and AAAA at once, with EDNS, as Go's own resolver asks."""
    with open("/etc/resolv.conf") as file:
        resolver = next(line.split()[1] for line in file if line.startswith("nameserver"))
    sockets = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2)]
    for asking, kind in zip(sockets, (1, 28)):
        asking.settimeout(2)
        asking.connect((resolver, 53))
        asking.send(struct.pack("!HHHHHH", os.getpid() + kind & 0xffff, 0x100, 1, 0, 0, 1) + question(name, kind)
                    + struct.pack("!BHHIH", 0, 41, 1232, 0, 0))
    answers = [asking.recv(1232) for asking in sockets]
    place = 12 + len(question(name))
    return socket.inet_ntoa(answers[0][place + 12:place + 16])


def ask(resolver, name):
    """The address that the resolver gives; None without an answer."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.settimeout(1)
        try:
            asking.connect((resolver, 53))
            asking.send(struct.pack("!HHHHHH", 7, 0x100, 1, 0, 0, 0) + question(name))
            return socket.inet_ntoa(asking.recv(512)[-4:])
        except OSError:
            return None


def play(resolver, address):
    """A child that answers every question with the address, in a session of its own."""
    code = "import signal, socket, struct, sys\nsignal.alarm(30)\nmade = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n" \
        "made.bind((sys.argv[1], 53))\nprint('here', flush=True)\nwhile True:\n" \
        "  asked, peer = made.recvfrom(512)\n" \
        "  end = asked.index(b'\\0', 12) + 5\n" \
        "  told = asked[:2] + struct.pack('!HHHHH', 0x8180, 1, 1, 0, 0) + asked[12:end]\n" \
        "  made.sendto(told + struct.pack('!HHHIH', 0xC00C, 1, 1, 60, 4) + socket.inet_aton(sys.argv[2]), peer)"
    child = subprocess.Popen([sys.executable, "-c", code, resolver, address], stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                             start_new_session=True)
    return child.stdout.readline().strip()


def question(name, kind=1):
    labels = b"".join(bytes([len(part)]) + part.encode() for part in name.split("."))
    return labels + b"\0" + struct.pack("!HH", kind, 1)


def forge(name, resolver, address):
    """Asks a resolver that does not answer, and answers by a raw socket in its name."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.settimeout(2)
        asking.connect((resolver, 53))
        asking.send(struct.pack("!HHHHHH", 7, 0x100, 1, 0, 0, 0) + question(name))
        own, port = asking.getsockname()
        answer = struct.pack("!HHHHHH", 7, 0x8180, 1, 1, 0, 0) + question(name)
        answer += struct.pack("!HHHIH", 0xC00C, 1, 1, 60, 4) + socket.inet_aton(address)
        datagram = struct.pack("!HHHH", 53, port, 8 + len(answer), 0) + answer
        head = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(datagram), 1, 0, 64, 17, 0,
                           socket.inet_aton(resolver), socket.inet_aton(own))
        with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW) as raw:
            raw.sendto(head + datagram, (own, 0))
        return f"{len(asking.recv(512))} bytes from {resolver}"


def act(words):
    match words:
        case ["name", name]: return connect(socket.gethostbyname(name))
        case ["resolved", name]: return connect(by_resolved(name))
        case ["client", client, name]: return by_client(client, name)
        case ["ask", resolver, name]: return connect(ask(resolver, name))
        case ["asks", resolver, name]: return str(ask(resolver, name))
        case ["here"]: return "here"
        case ["play", resolver, address]: return play(resolver, address)
        case ["address", address]: return connect(address)
        case ["own", name, files]: return connect(in_own_namespace(name, files))
        case ["forge", name, resolver, address]: return forge(name, resolver, address) + " " + connect(address)
        case _: raise ValueError(words)


for line in sys.stdin:
    try:
        print(act(line.split()), flush=True)
    except Exception as problem:
        print(f"failed: {problem!r}", flush=True)
os._exit(0)
