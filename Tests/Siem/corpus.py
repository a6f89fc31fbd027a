# SPDX-License-Identifier: Apache-2.0
"""The golden corpus as streams of the kind that a collector has: of many machines, with lines of Egret itself."""

import json
import os
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CASES = ROOT / "Tests/GoldenTests/Cases"
CORPUS = pathlib.Path(os.environ.get("EGRET_CORPUS", ROOT / ".build/siem-corpus"))
DAY = 86_400_000


def recorded(format):
    """The lines that Tests/AlertsTests has recorded: alerts, flows, and Egret's own."""
    text = (ROOT / f"Tests/AlertsTests/Golden/{format.capitalize()}.swift").read_text()
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def cases(format):
    """The recorded lines of each golden case in a format."""
    mark = "class_uid" if format == "ocsf" else "@timestamp"
    for folder in sorted(CASES.iterdir()):
        file = folder / "expected.ndjson"
        text = file.read_text() if file.exists() else ""
        lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
        lines = [line for line in lines if mark in line]
        if lines:
            yield folder.name, lines


def ocsf():
    """All of it: each case is a machine of its own."""
    lines = []
    for name, found in [*cases("ocsf"), ("samples", recorded("ocsf"))]:
        for line in found:
            line["device"]["hostname"] = name
            lines.append(line)
    return lines


def ecs():
    """All of it, where the golden tests have written it; else the cases that were recorded so."""
    whole = CORPUS / "ecs.ndjson"
    if whole.exists():
        lines = [json.loads(line) for line in whole.read_text().splitlines()]
    else:
        lines = [line for _, found in cases("ecs") for line in found]
    return lines + recorded("ecs")


def case(name):
    return [json.loads(line) for line in (CASES / name / "expected.ndjson").read_text().splitlines()]


def shifted(lines, milliseconds):
    """The same some time later."""
    later = []
    for line in json.loads(json.dumps(lines)):
        line["time"] += milliseconds
        later.append(line)
    return later


def heartbeats(count, every=60_000):
    """As a machine sends them, one a minute."""
    first = next(line for line in recorded("ocsf") if line["metadata"]["event_code"] == "egret.heartbeat")
    text = json.dumps(first, separators=(",", ":"))
    lines = []
    for number in range(count):
        line = re.sub(r'"time":\d+', f'"time":{first["time"] + number * every}', text, count=1)
        line = re.sub(r'"sequence":\d+', f'"sequence":{number + 1}', line, count=1)
        lines.append(re.sub(r'"uid":"([0-9a-f-]{23})[0-9a-f]+"', rf'"uid":"\g<1>{number:012x}"', line, count=1))
    return lines


def write(path, lines):
    with open(path, "w") as file:
        for line in lines:
            file.write(line if isinstance(line, str) else json.dumps(line, separators=(",", ":"), ensure_ascii=False))
            file.write("\n")
    return path
