# SPDX-License-Identifier: Apache-2.0
"""An npm registry on loopback with one package, `@acme/mcp-demo`.

The package's postinstall connects to one port of loopback, its program to another; both are told on
the command line. Prints its own port, then serves until its stdin ends.

    registry.py SCRIPT_PORT SERVER_PORT
"""

import base64
import hashlib
import http.server
import io
import json
import sys
import tarfile
import threading

NAME = "@acme/mcp-demo"
FILE = "mcp-demo-1.0.0.tgz"

CONNECT = """
const socket = require('net').connect({ host: '127.0.0.1', port: %d });
socket.on('connect', () => socket.destroy());
socket.on('error', () => {});
"""

SERVER = """#!/usr/bin/env node
%s
process.stdin.on('data', () => process.stdout.write('{"jsonrpc":"2.0","id":1,"result":{}}\\n'));
process.stdin.on('end', () => process.exit(0));
"""


def package():
    return {
        "name": NAME,
        "version": "1.0.0",
        "bin": {"mcp-demo": "server.js"},
        "scripts": {"postinstall": "node setup.js"},
    }


def tarball(script_port, server_port):
    files = {
        "package.json": json.dumps(package()),
        "setup.js": CONNECT % script_port,
        "server.js": SERVER % (CONNECT % server_port),
    }
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, text in files.items():
            member = tarfile.TarInfo("package/" + name)
            member.size = len(text.encode())
            member.mode = 0o755
            archive.addfile(member, io.BytesIO(text.encode()))
    return packed.getvalue()


def handler(archive):
    class Registry(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            if self.path.endswith(FILE):
                return self.answer(archive, "application/octet-stream")
            if "mcp-demo" in self.path:
                return self.answer(json.dumps(self.document()).encode(), "application/json")
            self.answer(b"{}", "application/json", 404)

        def do_POST(self):
            self.rfile.read(int(self.headers.get("content-length", 0)))
            self.answer(b"{}", "application/json")

        def document(self):
            host = self.headers["host"]
            sha512 = base64.b64encode(hashlib.sha512(archive).digest()).decode()
            version = package() | {
                "hasInstallScript": True,
                "dist": {
                    "tarball": f"http://{host}/{NAME}/-/{FILE}",
                    "integrity": "sha512-" + sha512,
                    "shasum": hashlib.sha1(archive).hexdigest(),
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
    archive = tarball(int(sys.argv[1]), int(sys.argv[2]))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler(archive))
    print(server.server_address[1], flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()


if __name__ == "__main__":
    main()
