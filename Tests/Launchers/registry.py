# SPDX-License-Identifier: Apache-2.0
"""Registries on loopback with one package each: npm's `@acme/mcp-demo` and Python's `mcp-demo`.

While it is installed the package connects to one port of loopback, its program to another; both are
told on the command line. Prints its own port, then serves until its stdin ends.

    registry.py SCRIPT_PORT SERVER_PORT
"""

import base64
import hashlib
import http.server
import io
import json
import pathlib
import sys
import tarfile
import threading

NAME = "@acme/mcp-demo"
FILE = "mcp-demo-1.0.0.tgz"
SDIST = "mcp_demo-1.0.0"
PROGRAMS = pathlib.Path(__file__).parent / "programs"

SETUP = """
const socket = require('net').connect({ host: '127.0.0.1', port: %d });
socket.on('connect', () => socket.destroy());
socket.on('error', () => {});
"""
PROJECT = """[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "mcp-demo"
version = "1.0.0"
"""
METADATA = "Metadata-Version: 2.1\nName: mcp-demo\nVersion: 1.0.0\n"


def program(name, port):
    """A program with the port it is to reach."""
    text = (PROGRAMS / name).read_text()
    if name.endswith(".js"):
        return text.replace("PORT", str(port))
    return text.replace("PORT = 0", f"PORT = {port}", 1)


def package():
    return {
        "name": NAME,
        "version": "1.0.0",
        "bin": {"mcp-demo": "server.js"},
        "scripts": {"postinstall": "node setup.js"},
    }


def packed(folder, files):
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for name, text in files.items():
            member = tarfile.TarInfo(f"{folder}/{name}")
            member.size = len(text.encode())
            member.mode = 0o755
            archive.addfile(member, io.BytesIO(text.encode()))
    return made.getvalue()


def archives(script_port, server_port):
    npm = packed("package", {
        "package.json": json.dumps(package()), "setup.js": SETUP % script_port,
        "server.js": program("demo.js", server_port)})
    python = packed(SDIST, {
        "PKG-INFO": METADATA, "pyproject.toml": PROJECT,
        "backend.py": program("backend.py", script_port),
        "mcp_demo.py": program("demo.py", server_port)})
    return npm, python


def handler(npm, python):
    class Registry(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            if self.path.endswith(FILE):
                return self.answer(npm, "application/octet-stream")
            if self.path.startswith("/files/"):
                return self.answer(python, "application/octet-stream")
            if self.path.startswith("/simple/mcp-demo"):
                return self.answer(self.links().encode(), "text/html")
            if "mcp-demo" in self.path:
                return self.answer(json.dumps(self.document()).encode(), "application/json")
            self.answer(b"{}", "application/json", 404)

        def do_POST(self):
            self.rfile.read(int(self.headers.get("content-length", 0)))
            self.answer(b"{}", "application/json")

        def links(self):
            digest = hashlib.sha256(python).hexdigest()
            name = SDIST + ".tar.gz"
            return f'<!DOCTYPE html><a href="/files/{name}#sha256={digest}">{name}</a>'

        def document(self):
            host = self.headers["host"]
            sha512 = base64.b64encode(hashlib.sha512(npm).digest()).decode()
            version = package() | {
                "hasInstallScript": True,
                "dist": {
                    "tarball": f"http://{host}/{NAME}/-/{FILE}",
                    "integrity": "sha512-" + sha512,
                    "shasum": hashlib.sha1(npm).hexdigest(),
                },
            }
            return {
                "name": NAME,
                "dist-tags": {"latest": "1.0.0"},
                "versions": {"1.0.0": version},
            }

        def answer(self, body, kind, status=200):
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    return Registry


def main():
    made = archives(int(sys.argv[1]), int(sys.argv[2]))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler(*made))
    print(server.server_address[1], flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()


if __name__ == "__main__":
    main()
