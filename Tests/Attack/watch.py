# SPDX-License-Identifier: Apache-2.0
"""`egret run`, started before a scene and stopped after it."""

import json
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from lab.lab import Lab
from scene import EXPECTED, ROOT, Scene

LIMIT = 120


def default_binary() -> Path:
    return Path(os.environ.get("EGRET", ROOT / ".build/release/egret"))


def policy_text(server: str, expect: list[str]) -> str:
    listed = "".join(f"      - {json.dumps(endpoint)}\n" for endpoint in expect)
    return f"egret: 1\nservers:\n  {json.dumps(server)}:\n    expect:\n{listed}"


class Watch:
    """One run of Egret over one scene. Its output goes to files, so that it never waits for us."""

    def __init__(self, lab: Lab, scene: Scene, binary: Path, expect: tuple[str, ...] = (EXPECTED,)) -> None:
        self.scene = scene
        self.directory = scene.home.with_name(scene.home.name + "-watch")
        self.directory.mkdir()
        self.policy = self.directory / "policy.yaml"
        self.policy.write_text(policy_text(scene.server, list(expect)))
        self.ready, self.out, self.err = (self.directory / name for name in ("ready", "out", "err"))
        self.lab, self.binary = lab, binary

    def start(self) -> None:
        """Returns when every hook is attached."""
        with self.out.open("wb") as out, self.err.open("wb") as err:
            self.process = subprocess.Popen(
                self.command(), stdin=subprocess.DEVNULL, stdout=out, stderr=err,
                start_new_session=True)
        self.lab.adopt(self.process)
        self.wait_until_ready()

    def command(self) -> list[str]:
        return [str(self.binary), "run", "--policy", str(self.policy), "--home", str(self.scene.home),
                "--ready-file", str(self.ready), "--duration", str(LIMIT), "--heartbeat", "0"]

    def wait_until_ready(self, patience: float = 20) -> None:
        deadline = time.monotonic() + patience
        while not self.ready.exists():
            status = self.process.poll()
            if status is not None:
                raise RuntimeError(f"egret ended with {status} before it was ready: {self.errors()}")
            if time.monotonic() > deadline:
                raise RuntimeError(f"egret was not ready within {patience} s: {self.errors()}")
            time.sleep(0.01)

    def wait_for_alert(self, patience: float = 5) -> None:
        """Returns when there is one, or when none came: which of the two is right is not ours to say."""
        deadline = time.monotonic() + patience
        while b'"class_uid":2004' not in self.out.read_bytes() and time.monotonic() < deadline:
            time.sleep(0.01)

    def stop(self) -> "Seen":
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout=20)
        return Seen(status, self.out.read_text(encoding="utf-8"), self.errors())

    def errors(self) -> str:
        return self.err.read_text(encoding="utf-8", errors="replace").strip()


@dataclass
class Seen:
    """All that a run of Egret wrote."""

    status: int
    out: str
    err: str

    def lines(self) -> list[dict]:
        return [json.loads(line) for line in self.out.splitlines()]

    def alerts(self, scene: Scene) -> list[dict]:
        """The facts about the scene, each as it was first told."""
        return [alert for alert in self.findings(scene) if alert["activity_id"] == 1]

    def updates(self, scene: Scene) -> list[dict]:
        """Facts that were told again, with their count."""
        return [alert for alert in self.findings(scene) if alert["activity_id"] != 1]

    def findings(self, scene: Scene) -> list[dict]:
        """Those about the scene. Other programs of this machine connect as well."""
        found = [line for line in self.lines() if line["class_uid"] == 2004]
        return [alert for alert in found if ours(alert).get("config") == str(scene.config)]


def ours(alert: dict) -> dict:
    """What is Egret's own in an alert."""
    return alert["evidences"][0]["data"]["egret"]
