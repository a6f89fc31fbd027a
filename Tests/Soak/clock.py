# SPDX-License-Identifier: Apache-2.0
"""Steps of the clock, in a machine of its own: this one's stays as it is."""

import json
import pathlib
import shutil
import subprocess

from watcher import EGRET, ROOT, missing

PORTS = range(9001, 9005)


def play(folder, kernel):
    stage = pathlib.Path(folder) / "clock"
    (stage / "home/.cursor").mkdir(parents=True)
    shutil.copy(EGRET, stage / "egret")
    shutil.copy(ROOT / ".build/triggers/first_instruction", stage / "connect")
    shutil.copy(ROOT / "Tests/Soak/clock.sh", stage / "clock.sh")
    entries = {f"clock-{port}": {"command": "/payload/clock/connect", "args": ["127.0.0.1", str(port)]} for port in PORTS}
    (stage / "home/.cursor/mcp.json").write_text(json.dumps({"mcpServers": entries}))
    (stage / "policy.yaml").write_text("egret: 1\nservers: {}\n")
    run = subprocess.run(
        [ROOT / "scripts/on-kernel", kernel, "--timeout", "240", "--payload", stage, "--", "/payload/clock/clock.sh"],
        capture_output=True, text=True, check=False)
    lines = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    if run.returncode != 0 or not lines:
        raise RuntimeError(run.stderr[-1500:])
    return row(lines, kernel)


def row(lines, kernel):
    flows = [line for line in lines if line["metadata"]["event_code"] == "egret.flow" and line["activity_id"] == 1]
    ports = {line["dst_endpoint"]["port"]: line["time"] / 1000 for line in flows}
    beats = [line["time"] / 1000 for line in lines if line["metadata"]["event_code"] == "egret.heartbeat"]
    first = ports.get(9001, 0)
    shown = [f"{(ports[port] - first) / 86_400:+.2f}" if port in ports else "NOT SEEN" for port in PORTS]
    negative = [line for line in lines if line.get("end_time", 1) < line.get("start_time", 0)
                or line.get("duration", 0) < 0]
    return (f"clock steps of +1, -2 and +1 day, in a machine with Linux {kernel}",
            f"{len(ports)} of 4 connects, at days {', '.join(shown)} of the stream; {len(beats)} heartbeats; "
            f"{len(negative)} lines that end before they begin; {missing(lines)} lines missing")
