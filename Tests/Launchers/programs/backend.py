# SPDX-License-Identifier: Apache-2.0
"""A build backend that needs nothing, and connects to port PORT of loopback while it builds."""

import pathlib
import socket
import zipfile

PORT = 0  # filled in
NAME = "mcp_demo-1.0.0"
INFO = NAME + ".dist-info/"


def build_wheel(directory, settings=None, metadata=None):
    socket.create_connection(("127.0.0.1", PORT), 10).close()
    files = {
        "mcp_demo.py": pathlib.Path("mcp_demo.py").read_text().replace("\nmain()\n", ""),
        INFO + "METADATA": "Metadata-Version: 2.1\nName: mcp-demo\nVersion: 1.0.0\n",
        INFO + "WHEEL": "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        INFO + "entry_points.txt": "[console_scripts]\nmcp-demo = mcp_demo:main\n",
    }
    record = "".join(f"{name},,\n" for name in files) + f"{INFO}RECORD,,\n"
    path = pathlib.Path(directory, NAME + "-py3-none-any.whl")
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in (files | {INFO + "RECORD": record}).items():
            wheel.writestr(name, text)
    return path.name
