# SPDX-License-Identifier: Apache-2.0
"""What must hold of Egret's output. Each check gives sentences of what does not; none is well.

The fields are those that section 5 of the design fixes for everyone who builds on them.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from scene import KEYS, Played, Scene
from watch import Seen, ours

LONGEST_LINE = 8000
STARTED, STOPPED, ALERT = 600203, 600204, 200401


@dataclass
class Fact:
    """What one alert is to say."""

    host: str | None
    address: str
    port: int = 443
    protocol: str = "tcp"
    rules: tuple[str, ...] = ("egret.unexpected-destination",)
    # The program that sent, its name where that is another (a script's), a word of its command line.
    program: str = "python"
    name: str = ""
    command: str = "mcp_vendor_server"
    phase: str = "start"
    # How the flow ended, as the alert's update tells it.
    result: str = "established"
    # The process that sent is the server itself, the client's child.
    is_server: bool = True


def differs(what: str, found: object, wanted: object) -> Iterator[str]:
    if found != wanted:
        yield f"{what} is {found!r} and should be {wanted!r}"


def check_stream(seen: Seen, scene: Scene) -> Iterator[str]:
    """The stream as a whole: its ends, its order, its lines, and that no key's value is in it."""
    yield from differs("the exit status", seen.status, 0)
    lines = seen.lines()
    yield from differs("the first line", lines[0]["type_uid"] if lines else None, STARTED)
    yield from differs("the last line", lines[-1]["type_uid"] if lines else None, STOPPED)
    sequence = [line["metadata"]["sequence"] for line in lines]
    first = sequence[0] if sequence else 0
    yield from differs("the sequence", sequence, list(range(first, first + len(sequence))))
    names = [line["metadata"]["uid"] for line in lines]
    yield from differs("the number of different metadata.uid", len(set(names)), len(names))
    for line in seen.out.splitlines():
        if len(line.encode()) > LONGEST_LINE:
            yield f"a line has {len(line.encode())} bytes: {line[:200]}"
    for key, value in scene.planted.items():
        if value in seen.out or value in seen.err:
            yield f"the value of {key} is in the output"


def check_losses(seen: Seen) -> Iterator[str]:
    """The stop line tells of no loss and of no hook that keeps silent."""
    status = seen.lines()[-1].get("unmapped", {}).get("egret")
    if status is None:
        yield "the last line has no counters"
        return
    lost = {stage: count for stage, count in status["dropped_total"].items() if count}
    yield from differs("what was lost", lost, {})
    yield from differs("the silent hooks", status["hooks_silent"], [])


def check_updates(seen: Seen, scene: Scene) -> Iterator[str]:
    """A fact told again is one that was told: with a higher count, with how its flow ended, or with the name that
    its process says of an address."""
    told = {alert["finding_info"]["uid"] for alert in seen.alerts(scene)}
    yield from differs("the number of different findings", len(told), len(seen.alerts(scene)))
    for update in seen.updates(scene):
        if update["finding_info"]["uid"] not in told:
            yield f"an update of nothing: {update['message']}"
        is_repeat = update["count"] > 1 or "result" in ours(update) or "said_name" in ours(update)
        if update["activity_id"] != 2 or not is_repeat:
            yield f"an update with activity {update['activity_id']} and count {update['count']}"


def is_scan(alert: dict) -> bool:
    return alert["finding_info"]["analytic"]["uid"] == "egret.scan"


def check_scan(seen: Seen, scene: Scene, scanned: int) -> Iterator[str]:
    """One finding that grew to all that was reached, or none."""
    scans = [alert for alert in seen.alerts(scene) if is_scan(alert)]
    yield from differs("the number of scans", len(scans), 1 if scanned else 0)
    grown = [ours(update)["scan"]["endpoints"] for update in seen.updates(scene) if is_scan(update)]
    if scanned:
        yield from differs("what the scan has grown to", grown[-1:], [scanned])


def check_end(alert: dict, fact: Fact, seen: Seen, scene: Scene) -> Iterator[str]:
    """The update of an alert says how its flow ended and what it carried."""
    ends = [ours(update) for update in seen.updates(scene)
            if update["finding_info"]["uid"] == alert["finding_info"]["uid"] and "result" in ours(update)]
    yield from differs(f"how {fact.host}:{fact.port} ended", [end["result"] for end in ends], [fact.result])
    for end in ends:
        carried = end["bytes_out"] > 0
        yield from differs("whether it carried bytes", carried, fact.result in ("established", "unknown"))


def check_alert(alert: dict, fact: Fact, scene: Scene) -> Iterator[str]:
    """One alert: server, rule, and where to."""
    evidence, egret = alert["evidences"][0], ours(alert)
    rule = alert["finding_info"]["analytic"]["uid"]
    if rule not in fact.rules:
        yield f"the rule is {rule!r} and should be one of {fact.rules}"
    yield from differs("type_uid", alert["type_uid"], ALERT)
    yield from differs("metadata.event_code", alert["metadata"]["event_code"], rule)
    yield from differs("actor.app_uid", alert["actor"]["app_uid"], scene.server)
    if not alert["actor"].get("app_name"):
        yield "actor.app_name is missing"
    target = evidence["dst_endpoint"]
    yield from differs("the address", target["ip"], fact.address)
    yield from differs("the port", target["port"], fact.port)
    yield from differs("the host name", target.get("hostname"), fact.host)
    yield from differs("the name's evidence", egret["name_evidence"], "dns" if fact.host else "none")
    yield from differs("the protocol", evidence["connection_info"]["protocol_name"], fact.protocol)


def check_facts(alert: dict, fact: Fact, scene: Scene) -> Iterator[str]:
    """What is Egret's own in the alert."""
    egret = ours(alert)
    yield from differs("the server", egret["server"], scene.server)
    yield from differs("the client", egret["client"], "Claude Code")
    yield from differs("the confidence", egret["confidence"], "high")
    yield from differs("the phase", egret["phase"], fact.phase)
    yield from differs("via", egret["via"], "syscall")
    if not any("api.vendor.example" in entry for entry in egret["expected"]):
        yield f"expected is {egret['expected']!r} and should have the policy's host"
    if not egret["reasons"]:
        yield "there is no reason"
    missing = set(KEYS) - set(egret["credentials"])
    if missing:
        yield f"credentials is {egret['credentials']!r} and lacks {sorted(missing)}"
    if fact.phase == "start" and not 0 < egret["since_exec_ms"] < 10_000:
        yield f"since_exec_ms is {egret['since_exec_ms']!r}, which cannot be"


def check_process(alert: dict, fact: Fact, scene: Scene, played: Played) -> Iterator[str]:
    """Who did it, and whose child it is."""
    process = alert["evidences"][0]["process"]
    if (fact.name or fact.program) not in process["name"] or fact.program not in process["path"]:
        yield f"the process is {process['name']!r}, {process['path']!r}, and should be {fact}"
    if fact.command not in process["cmd_line"]:
        yield f"the command line is {process['cmd_line']!r} and should have {fact.command!r}"
    family = [process, process["parent_process"], *process["ancestry"]]
    if not all(relative.get("pid") for relative in family):
        yield f"a relative has no pid: {family!r}"
    for pid in thieves(scene):
        if pid not in [relative.get("pid") for relative in family]:
            yield f"process {pid}, which stole, is not in {family!r}"
    if fact.is_server:
        yield from differs("the parent's pid", process["parent_process"]["pid"], played.pid)
        if "client.py" not in process["parent_process"]["cmd_line"]:
            yield f"the parent is {process['parent_process']['cmd_line']!r} and should be the client"


def thieves(scene: Scene) -> list[int]:
    """The pids that the stolen goods themselves name."""
    bodies = [line["body"] for line in scene.loot() if line["host"] == "collector"]
    return [json.loads(body)["pid"] for body in bodies]
