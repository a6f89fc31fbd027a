# SPDX-License-Identifier: Apache-2.0
"""The hosts at the far end: the vendor's API, the attacker's collector, and a sink for datagrams.

Run as `python3 -m lab.far DIRECTORY` inside the far namespace. What arrives goes to
DIRECTORY/arrived.jsonl, one JSON object a line; DIRECTORY/far.ready appears when all of them listen.
"""

import json
import socket
import ssl
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from . import plan

LONGEST = 1 << 20


class Record:
    """The file of what arrived."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("a", encoding="utf-8")
        self.lock = threading.Lock()

    def write(self, **what: object) -> None:
        with self.lock:
            self.file.write(json.dumps(what) + "\n")
            self.file.flush()


class Host(ThreadingHTTPServer):
    """An HTTPS server at one address. The handshake is the handler thread's: nobody can block another."""

    daemon_threads = True
    # The standard library would ask for a reverse name: nobody here answers that.
    server_name = "lab.example"

    def __init__(self, name: str, address: str, context: ssl.SSLContext, record: Record) -> None:
        self.name, self.record = name, record
        self.address_family = socket.AF_INET6 if ":" in address else socket.AF_INET
        super().__init__((address, plan.HTTPS), Answer)
        self.socket = context.wrap_socket(
            self.socket, server_side=True, do_handshake_on_connect=False)

    def server_bind(self) -> None:
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_port = self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller that goes away is no news."""


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 10

    def answer(self) -> None:
        length = min(int(self.headers.get("Content-Length") or 0), LONGEST)
        body = self.rfile.read(length).decode("utf-8", "replace")
        self.server.record.write(
            host=self.server.name, address=self.server.server_address[0], protocol="tcp",
            method=self.command, path=self.path, body=body,
            token=self.headers.get("Authorization", ""))
        reply = json.dumps({"orders": ["A-1", "A-2", "A-3"]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    do_GET = answer
    do_POST = answer

    def log_message(self, format: str, *args: object) -> None:
        """Standard error is for failures."""


def listen(name: str, number: int, context: ssl.SSLContext, record: Record) -> None:
    for address in plan.addresses(number):
        host = Host(name, address, context, record)
        threading.Thread(target=host.serve_forever, daemon=True).start()


def sink(address: str, record: Record) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    receiver = socket.socket(family, socket.SOCK_DGRAM)
    receiver.bind((address, plan.SINK))

    def receive() -> None:
        while True:
            body = receiver.recv(65536).decode("utf-8", "replace")
            record.write(host="sink", address=address, protocol="udp", body=body)

    threading.Thread(target=receive, daemon=True).start()


def main() -> None:
    directory = Path(sys.argv[1])
    record = Record(directory / "arrived.jsonl")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(directory / "cert.pem", directory / "key.pem")
    listen("api", plan.API, context, record)
    listen("collector", plan.COLLECTOR, context, record)
    for address in plan.addresses(plan.COLLECTOR):
        sink(address, record)
    (directory / "far.ready").touch()
    threading.Event().wait()


if __name__ == "__main__":
    main()
