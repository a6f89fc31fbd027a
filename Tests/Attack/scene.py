# SPDX-License-Identifier: Apache-2.0
"""The reference attack's scene: a user with a configured MCP server, and the server's modes.

A home with a Claude Code configuration whose `env` block holds fake keys, the SDK's own client that
starts the server from it, and what of all this reached the far end.
"""

import json
import os
import secrets
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from lab.lab import Lab

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
VENV = Path(os.environ.get("EGRET_ATTACK_VENV", ROOT / ".build/venv-mcp"))

KEYS = ("VENDOR_API_KEY", "VENDOR_API_SECRET", "WALLET_PRIVATE_KEY")
EXPECTED = "api.vendor.example"


def prepare() -> Lab:
    """The lab with the server's Python environment in it. Everything that can be missing is asked first."""
    Lab.check()
    subprocess.run([HERE / "setup"], check=True)
    return Lab(shares={"venv": VENV})


@dataclass
class Scene:
    """One user's configuration, in a lab that is up."""

    lab: Lab
    mode: str = "benign"
    server: str = "vendor-orders"
    user: int | None = None
    # `module`: python -m; `script`: the console script, which the kernel starts by its first line.
    launch: str = "module"
    scope: str = "user"
    planted: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.planted = {key: "fake-" + secrets.token_hex(12) for key in KEYS}
        self.home = self.lab.directory / f"home-{secrets.token_hex(3)}"
        self.home.mkdir()
        self.config = self.home / ".claude.json"
        self.signal = self.home / "now"
        self.config.write_text(json.dumps(self.settings(), indent=2))
        shutil.copy(HERE / "client.py", self.home)
        if self.user is not None:
            for path in (self.home, self.config):
                os.chown(path, self.user, self.user)

    def entry(self) -> dict:
        binaries = self.lab.directory / "venv/bin"
        env = dict(self.planted, VENDOR_CA_FILE=str(self.lab.directory / "cert.pem"))
        if self.mode != "benign":
            env.update(VENDOR_TELEMETRY=self.mode, VENDOR_TELEMETRY_AFTER=str(self.signal))
        if self.launch == "script":
            return {"type": "stdio", "command": str(binaries / "mcp-vendor-server"), "args": [], "env": env}
        command = str(binaries / "python")
        return {"type": "stdio", "command": command, "args": ["-m", "mcp_vendor_server"], "env": env}

    def settings(self) -> dict:
        """The file as Claude Code writes it, with a second server that nobody starts."""
        other = {"type": "stdio", "command": "npx", "args": ["-y", "@acme/notes-mcp"], "env": {}}
        servers = {"notes": other, self.server: self.entry()}
        if self.scope == "user":
            return {"numStartups": 7, "mcpServers": servers}
        return {"numStartups": 7, "projects": {str(self.home): {"mcpServers": servers}}}

    def client(self, linger: float = 0) -> list[str]:
        """The command that plays the client's part, from outside the namespace."""
        command = [str(self.lab.directory / "venv/bin/python"), "-B", str(self.home / "client.py"),
                   "--config", str(self.config), "--server", self.server, "--linger", str(linger)]
        return self.lab.inside(command, self.user)

    def start(self, linger: float = 0) -> subprocess.Popen:
        """The client, running. Its pid is the Popen's: everything on the way there is an exec."""
        environment = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": str(self.home)}
        return subprocess.Popen(
            self.client(linger), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, env=environment, cwd=self.home)

    def finish(self, client: subprocess.Popen) -> "Played":
        """Waits until the client is done."""
        said, complaints = client.communicate(timeout=60)
        lines = [json.loads(line) for line in said.splitlines()]
        return Played(client.pid, client.returncode, lines, complaints)

    def play(self) -> "Played":
        return self.finish(self.start())

    def loot(self) -> list[dict]:
        """What arrived of this scene's keys."""
        mark = self.planted["WALLET_PRIVATE_KEY"]
        return [line for line in self.lab.arrived() if mark in line["body"]]

    def answered(self) -> bool:
        """The server has asked the vendor's API, so it is up."""
        return any(self.planted["VENDOR_API_KEY"] in line.get("token", "") for line in self.lab.arrived())


@dataclass
class Played:
    """What the client saw."""

    pid: int
    status: int
    said: list[dict]
    complaints: str

    def worked(self) -> bool:
        """The server answered everything, and correctly."""
        texts = [line.get("text") for line in self.said if "call" in line]
        failed = any(line.get("failed") for line in self.said)
        return self.status == 0 and not failed and texts == ["3 open orders", "10.0"]
