# SPDX-License-Identifier: Apache-2.0
"""The server of the scenes: has clients ask proxies as a line of its stdin says, and says how it went."""

import os
import socket
import subprocess
import sys
import urllib.request


def curl(*words):
    asked = subprocess.run(["curl", "-sk", "--max-time", "10", "-o", "/dev/null", *words], stdin=subprocess.DEVNULL)
    return f"exit {asked.returncode}"


def python(url):
    """By the variables that this process was started with."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return f"{answer.status}"
    except OSError as problem:
        return f"{type(problem).__name__}"


def pipeline(host, port, *urls):
    """Several requests on one connection at once, whatever the proxy makes of them."""
    requests = "".join(f"GET {url} HTTP/1.1\r\nHost: {url.split('/')[2]}\r\n\r\n" for url in urls)
    with socket.create_connection((host, int(port)), timeout=10) as made:
        made.sendall(requests.encode())
        made.settimeout(3)
        try:
            while made.recv(4096):
                pass
        except OSError:
            pass
    return "asked"


def act(words):
    match words:
        case ["curl", *more]: return curl(*more)
        case ["here"]: return "here"
        case ["python", url]: return python(url)
        case ["pipeline", host, port, *urls]: return pipeline(host, port, *urls)
        case _: raise ValueError(words)


for line in sys.stdin:
    try:
        print(act(line.split()), flush=True)
    except Exception as problem:
        print(f"failed: {problem!r}", flush=True)
os._exit(0)
