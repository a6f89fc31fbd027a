# SPDX-License-Identifier: Apache-2.0
"""Plays the reference attack against a running Egret and shows the alert: scripts/demo calls it.

Standard output is the alert, standard error everything else. Exits 0 if there was exactly one alert.
"""

import argparse
import json
import sys
from pathlib import Path

from scene import Played, Scene, prepare
from watch import Seen, Watch, default_binary, ours

# What is shown of an alert, in this order; the whole line has more.
SHOWN = ("time_dt", "severity", "message", "actor", "finding_info", "metadata", "evidences")
SHOWN_WITHIN = {
    "actor": ("app_uid", "app_name"),
    "finding_info": ("analytic",),
    "analytic": ("uid",),
    "metadata": ("event_code", "sequence"),
    "evidences": ("dst_endpoint", "connection_info", "process", "data"),
    "dst_endpoint": ("ip", "port", "hostname"),
    "connection_info": ("protocol_name",),
    "process": ("pid", "name", "path", "cmd_line", "parent_process"),
    "parent_process": ("pid", "name", "cmd_line"),
    "egret": ("server", "client", "config", "confidence", "phase", "via", "reasons", "expected",
              "expected_source", "name_evidence", "resolver", "credentials", "since_exec_ms"),
}
WIDTH = 100


def tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def shown(value: object, name: str = "") -> object:
    """The key fields of a part of an alert."""
    if isinstance(value, list):
        return [shown(part, name) for part in value]
    if not isinstance(value, dict):
        return value
    kept = [key for key in SHOWN_WITHIN.get(name, tuple(value)) if key in value]
    return {key: shown(value[key], key) for key in kept}


def pretty(value: object, margin: str = "") -> str:
    """JSON in which what fits on a line is on one line."""
    line = json.dumps(value, ensure_ascii=False)
    if len(margin) + len(line) <= WIDTH or not isinstance(value, (dict, list)):
        return line
    inner = margin + "  "
    if isinstance(value, list):
        parts = [pretty(part, inner) for part in value]
    else:
        parts = [f"{json.dumps(key)}: {pretty(part, inner)}" for key, part in value.items()]
    ends = "{}" if isinstance(value, dict) else "[]"
    return ends[0] + ",".join(f"\n{inner}{part}" for part in parts) + f"\n{margin}{ends[1]}"


def show(alert: dict) -> None:
    fields = {key: shown(alert[key], key) for key in SHOWN if key in alert}
    print(pretty(fields), flush=True)


def explain(alert: dict, scene: Scene, played: Played) -> None:
    """Four lines."""
    egret, evidence = ours(alert), alert["evidences"][0]
    target, process = evidence["dst_endpoint"], evidence["process"]
    host = target.get("hostname", target["ip"])
    answers = sum("call" in line for line in played.said)
    tell(f"1. MCP server {egret['server']!r}, configured for {egret['client']} and started by its client, "
         f"answered all {answers} tool calls; nothing looked wrong.")
    tell(f"2. Process {process['pid']} connected to {host} ({target['ip']}:{target['port']}) "
         f"{egret['since_exec_ms']} ms after exec, on import; the name is from the DNS answer it got.")
    tell(f"3. The policy expects only {', '.join(egret['expected'])} of it, so this is {egret_rule(alert)}; "
         "the tool call that went there raised nothing.")
    carried = [key for key in egret["credentials"] if key in scene.planted]
    tell(f"4. It carried {', '.join(carried)} (names only, Egret keeps no value), and the collector did "
         f"get {'them' if scene.loot() else 'nothing'}: Egret tells, it does not block.")


def egret_rule(alert: dict) -> str:
    return f"{alert['metadata']['event_code']} ({alert['severity'].lower()})"


def play(watch: Watch, scene: Scene) -> tuple[Played, Seen]:
    watch.start()
    tell("demo: egret watches; an MCP client now starts the server and uses its tools")
    played = scene.play()
    watch.wait_for_alert()
    return played, watch.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--egret", type=Path, default=default_binary())
    parser.add_argument("--raw", action="store_true", help="Egret's own lines instead of the key fields")
    options = parser.parse_args()
    with prepare() as lab:
        tell(f"demo: network namespaces {lab.near} and {lab.far}, files in {lab.directory}; "
             "all of it goes at the end")
        scene = Scene(lab, "import")
        played, seen = play(Watch(lab, scene, options.egret), scene)
        alerts = seen.alerts(scene)
        if options.raw:
            print(seen.out, end="", flush=True)
        else:
            for alert in alerts:
                show(alert)
        if len(alerts) != 1 or not played.worked():
            sys.exit(f"demo: {len(alerts)} alerts and not one; the client said {played}; "
                     f"egret said {seen.err}")
        explain(alerts[0], scene, played)


if __name__ == "__main__":
    try:
        main()
    except (RuntimeError, OSError) as error:
        sys.exit(f"demo: {error}")
