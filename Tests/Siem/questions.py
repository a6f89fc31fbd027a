# SPDX-License-Identifier: Apache-2.0
"""The five questions answered in plain Python, to compare engines with; and how their files are read."""

import collections
import re

from corpus import ROOT


def statements(path):
    """Of a file of questions, each by the name in the comment before it."""
    text = (ROOT / "packaging/siem" / path).read_text()
    parts = re.split(r"^-- ([a-z0-9-]+)\n", text, flags=re.M)[1:]
    return {name: query.strip().rstrip(";") for name, query in zip(parts[::2], parts[1::2])}


def script(path):
    """The statements of a file."""
    text = (ROOT / "packaging/siem" / path).read_text()
    text = re.sub(r"^--.*\n", "", text, flags=re.M)
    return [part.strip() for part in text.split(";\n") if part.strip().rstrip(";")]


def is_alert(line):
    return line["class_uid"] == 2004 and line["is_alert"]


def place(line):
    evidence = line["evidences"][0]
    endpoint = evidence.get("dst_endpoint", {})
    return endpoint.get("hostname") or evidence.get("query", {}).get("hostname") or endpoint.get("ip")


def answers(lines):
    alerts = [line for line in lines if is_alert(line)]
    newest = max(line["time"] for line in lines)
    hosts, first, rules, exposed = (collections.defaultdict(list) for _ in range(4))
    for line in alerts:
        rules[line["metadata"]["event_code"]].append(line["severity_id"])
        if place(line):
            hosts[line["actor"]["app_uid"]].append(place(line))
            first[place(line)].append(line["time"])
        if line["severity_id"] >= 4:
            for name in line["evidences"][0]["data"]["egret"].get("credentials", []):
                exposed[name].append(line["actor"]["app_uid"])
    servers = sorted(((s, len(set(p)), len(p)) for s, p in hosts.items()), key=lambda r: (-r[1], r[0]))[:20]
    return {
        "servers-by-unexpected-hosts": servers,
        "hosts-new-in-24-hours": sorted((p, len(t)) for p, t in first.items() if min(t) > newest - 86_400_000),
        "alerts-by-rule": sorted(((c, max(s), len(s)) for c, s in rules.items()), key=lambda r: (-r[2], r[0])),
        "credentials-exposed": sorted((n, len(set(s)), len(s)) for n, s in exposed.items()),
        "lost": lost(lines),
    }


def lost(lines):
    runs = collections.defaultdict(list)
    for line in lines:
        runs[line["device"]["hostname"], line["device"]["agent_list"][0]["uid"]].append(line)
    found = []
    for (host, run), group in sorted(runs.items()):
        numbers = {line["metadata"]["sequence"] for line in group}
        dropped = max(sum(line.get("unmapped", {}).get("egret", {}).get("dropped_total", {}).values()) for line in group)
        if max(numbers) > len(numbers) or dropped:
            found.append((host, run, max(numbers) - len(numbers), dropped))
    return found
