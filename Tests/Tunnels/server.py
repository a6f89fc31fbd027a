# SPDX-License-Identifier: Apache-2.0
"""The server of the scenes: carries data in names as a line of its stdin says, and says how it went."""

import os
import random
import socket
import struct
import subprocess
import sys
import time


def until(what, is_so, seconds=30):
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(0.1)


def iodine(resolver, zone, inside):
    """A tunnel for packets; what goes through it are datagrams of random bytes."""
    client = subprocess.Popen(
        ["iodine", "-f", "-r", "-P", "egret", "-d", "dns7", resolver, zone], stdin=subprocess.DEVNULL,
        stdout=sys.stderr, stderr=sys.stderr)
    try:
        until("the tunnel", lambda: client.poll() is not None or b"dns7" in routes())
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as made:
            for _ in range(8):
                made.sendto(os.urandom(600), (inside, 9))
                time.sleep(0.1)
        return f"exit {client.poll()}"
    finally:
        client.terminate()
        client.wait()


def routes():
    with open("/proc/net/route", "rb") as file:
        return file.read()


def dns2tcp(resolver, zone):
    """A tunnel for a connection; it carries 3 KB and brings them back."""
    client = subprocess.Popen(
        ["dns2tcpc", "-z", zone, "-r", "sink", "-l", "7001", resolver], stdin=subprocess.DEVNULL,
        stdout=sys.stderr, stderr=sys.stderr)
    try:
        until("the client", lambda: client.poll() is not None or is_open(7001))
        with socket.create_connection(("127.0.0.1", 7001), timeout=20) as made:
            made.sendall(os.urandom(3000))
            back = 0
            while back < 3000:
                part = len(made.recv(4096))
                if part == 0:
                    break
                back += part
        return f"{back} bytes came back"
    finally:
        client.terminate()
        client.wait()


def is_open(port):
    """Whether somebody listens, without a connection that would be the tunnel's first."""
    with open("/proc/net/tcp") as file:
        return any(f":{port:04X} " in line and " 0A " in line for line in file)


def ask(name, kind=1):
    """One question, not waited for longer than its answer may take."""
    with open("/etc/resolv.conf") as file:
        resolver = next(line.split()[1] for line in file if line.startswith("nameserver"))
    labels = b"".join(bytes([len(part)]) + part.encode() for part in name.split("."))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as made:
        made.settimeout(1)
        made.sendto(struct.pack("!HHHHHH", random.randrange(65536), 0x100, 1, 0, 0, 0) + labels
                    + b"\0" + struct.pack("!HH", kind, 1), (resolver, 53))
        try:
            made.recv(4096)
        except TimeoutError:
            pass


def environment(domain):
    """3 KB in 54 questions."""
    values = os.urandom(54 * 28)
    for index in range(54):
        ask(f"{values[index * 28:index * 28 + 28].hex()}.{domain}")
    return "54 questions"


def ordinary(hosts):
    """Some minutes of a busy server in one go: nothing of it is asked for with much in it."""
    for turn in range(120):
        for host in hosts:
            ask(host)
            ask(host, 28)
        ask(f"{turn}.100.51.198.in-addr.arpa", 12)
        ask(f"{turn}.100.51.198.zen.blocklist.example")
        ask(f"d{turn:013x}.cdn.example")
        ask("_https._tcp.api.service.example", 33)
        if turn % 10 == 0:
            ask(f"{random.randbytes(16).hex()}.telemetry.example")
    return "asked"


def act(words):
    match words:
        case ["iodine", resolver, zone, inside]: return iodine(resolver, zone, inside)
        case ["dns2tcp", resolver, zone]: return dns2tcp(resolver, zone)
        case ["here"]: return "here"
        case ["environment", domain]: return environment(domain)
        case ["ordinary", *hosts]: return ordinary(hosts)
        case _: raise ValueError(words)


for line in sys.stdin:
    try:
        print(act(line.split()), flush=True)
    except Exception as problem:
        print(f"failed: {problem!r}", flush=True)
os._exit(0)
