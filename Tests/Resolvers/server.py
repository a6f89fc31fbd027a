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


def question(name):
    labels = b"".join(bytes([len(part)]) + part.encode() for part in name.split("."))
    return labels + b"\0" + struct.pack("!HH", 1, 1)


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
