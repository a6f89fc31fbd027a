# SPDX-License-Identifier: Apache-2.0
"""The checks have teeth: each thing that could be wrong in an alert is found, and a right one passes.

    cd Tests/Attack && python3 -B -m unittest test_checks
"""

import copy
import json
import unittest
from pathlib import Path
from types import SimpleNamespace

from checks import STARTED, STOPPED
from scene import KEYS
from watch import Seen
from watched import CASES, Case, verdict

SERVER, CLIENT = 4242, 4200


def alert() -> dict:
    """As small as the contract allows."""
    egret = {
        "server": "vendor-orders", "client": "Claude Code", "config": "/home/x/.claude.json",
        "confidence": "high", "phase": "start", "via": "syscall", "reasons": ["not expected"],
        "expected": ["api.vendor.example:443"], "name_evidence": "dns",
        "credentials": list(KEYS), "since_exec_ms": 104}
    parent = {"pid": CLIENT, "name": "python", "cmd_line": "python client.py"}
    process = {
        "pid": SERVER, "name": "python", "path": "/usr/bin/python3.11",
        "cmd_line": "python -m mcp_vendor_server", "parent_process": parent,
        "ancestry": [{"pid": 1, "name": "init"}]}
    evidence = {
        "dst_endpoint": {"ip": "198.51.100.66", "port": 443, "hostname": "collector.example"},
        "connection_info": {"protocol_name": "tcp"}, "process": process, "data": {"egret": egret}}
    return {
        "class_uid": 2004, "type_uid": 200401, "activity_id": 1, "count": 1, "message": "m",
        "metadata": {"event_code": "egret.unexpected-destination", "sequence": 2, "uid": "b"},
        "finding_info": {"uid": "f", "analytic": {"uid": "egret.unexpected-destination"}},
        "actor": {"app_uid": "vendor-orders", "app_name": "mcp_vendor_server"},
        "evidences": [evidence]}


def update() -> dict:
    """The alert's flow, ended."""
    told = spoil(alert() | {"activity_id": 2, "type_uid": 200402}, "metadata", {"sequence": 3, "uid": "c"})
    told["evidences"][0]["data"]["egret"] |= {"result": "established", "bytes_out": 9, "bytes_in": 1}
    return told


def stream(*alerts: dict) -> list[dict]:
    def line(kind: int, sequence: int, name: str) -> dict:
        status = {"dropped_total": {"decode": 0}, "hooks_silent": []}
        return {"class_uid": kind // 100, "type_uid": kind, "unmapped": {"egret": status},
                "metadata": {"sequence": sequence, "uid": name}}
    return [line(STARTED, 1, "a"), *alerts, line(STOPPED, 2 + len(alerts), "z")]


def seen(lines: list[dict], status: int = 0, err: str = "") -> Seen:
    return Seen(status, "".join(json.dumps(line) + "\n" for line in lines), err)


def scene() -> SimpleNamespace:
    body = json.dumps({"pid": SERVER})
    return SimpleNamespace(
        server="vendor-orders", config=Path("/home/x/.claude.json"),
        planted={key: "fake-" + key for key in KEYS}, lab=SimpleNamespace(arrived=list),
        loot=lambda: [{"host": "collector", "body": body}])


def troubles(lines: list[dict], case: Case = CASES["import"], **more: object) -> list[str]:
    played = SimpleNamespace(pid=CLIENT, worked=lambda: True)
    return list(verdict(case, scene(), played, seen(lines, **more)))


# A place in the alert, and what is wrong there.
WRONG = [
    ("type_uid", 200402), ("metadata.event_code", "egret.known-collector"),
    ("finding_info.analytic.uid", "egret.no-expectations"), ("actor.app_uid", "Vendor-Orders"),
    ("actor.app_name", ""), ("evidences.0.dst_endpoint.ip", "198.51.100.67"),
    ("evidences.0.dst_endpoint.port", 80), ("evidences.0.dst_endpoint.hostname", "other.example"),
    ("evidences.0.connection_info.protocol_name", "udp"), ("evidences.0.process.pid", 9),
    ("evidences.0.process.name", "sh"), ("evidences.0.process.path", "/bin/sh"),
    ("evidences.0.process.cmd_line", "python"), ("evidences.0.process.parent_process.pid", 7),
    ("evidences.0.process.parent_process.cmd_line", "sh"), ("evidences.0.process.ancestry", [{}]),
    ("evidences.0.data.egret.server", "x"), ("evidences.0.data.egret.client", "Cursor"),
    ("evidences.0.data.egret.confidence", "low"), ("evidences.0.data.egret.phase", "run"),
    ("evidences.0.data.egret.via", "unknown"), ("evidences.0.data.egret.expected", []),
    ("evidences.0.data.egret.reasons", []), ("evidences.0.data.egret.name_evidence", "sni"),
    ("evidences.0.data.egret.credentials", list(KEYS[1:])),
    ("evidences.0.data.egret.since_exec_ms", 0), ("evidences.0.data.egret.since_exec_ms", 10**9),
    ("message", "sent fake-VENDOR_API_KEY"), ("metadata.sequence", 3), ("metadata.uid", "a"),
    ("message", "x" * 8000), ("finding_info.uid", "other"),
]


def spoil(document: dict, place: str, wrong: object) -> dict:
    *way, last = place.split(".")
    spoiled = copy.deepcopy(document)
    inner = spoiled
    for step in way:
        inner = inner[int(step)] if step.isdigit() else inner[step]
    inner[last] = wrong
    return spoiled


class CheckTests(unittest.TestCase):
    def test_a_right_stream_passes(self) -> None:
        self.assertEqual(troubles(stream(alert(), update())), [])

    def test_every_wrong_field_is_found(self) -> None:
        for place, wrong in WRONG:
            with self.subTest(place=place, wrong=str(wrong)[:40]):
                self.assertNotEqual(troubles(stream(spoil(alert(), place, wrong), update())), [])

    def test_a_missing_alert_and_one_too_many_are_found(self) -> None:
        self.assertNotEqual(troubles(stream()), [])
        second = spoil(alert(), "metadata", {**alert()["metadata"], "sequence": 4, "uid": "d"})
        self.assertNotEqual(troubles(stream(alert(), update(), second)), [])

    def test_an_alert_about_another_program_is_not_ours(self) -> None:
        second = spoil(alert(), "metadata", {**alert()["metadata"], "sequence": 4, "uid": "d"})
        other = spoil(second, "evidences.0.data.egret.config", "/home/y/.claude.json")
        self.assertEqual(troubles(stream(alert(), update(), other)), [])

    def test_a_repeat_is_an_update_of_what_was_told(self) -> None:
        repeat = alert() | {"activity_id": 2, "type_uid": 200402, "count": 2}
        repeat = spoil(repeat, "metadata", {"sequence": 4, "uid": "d"})
        self.assertEqual(troubles(stream(alert(), update(), repeat)), [])
        for place, wrong in (("finding_info.uid", "other"), ("count", 1), ("activity_id", 3)):
            self.assertNotEqual(troubles(stream(alert(), update(), spoil(repeat, place, wrong))), [], place)

    def test_a_wrong_end_is_found(self) -> None:
        for place, wrong in (("result", "refused"), ("bytes_out", 0)):
            spoiled = spoil(update(), "evidences.0.data.egret." + place, wrong)
            self.assertNotEqual(troubles(stream(alert(), spoiled)), [], place)
        self.assertNotEqual(troubles(stream(alert())), [])

    def test_a_loss_is_found(self) -> None:
        for status in ({"dropped_total": {"decode": 1}, "hooks_silent": []},
                       {"dropped_total": {}, "hooks_silent": ["connect4"]}):
            lines = stream(alert(), update())
            lines[-1]["unmapped"]["egret"] = status
            self.assertNotEqual(troubles(lines), [])

    def test_the_ends_and_the_exit_are_checked(self) -> None:
        whole = stream(alert(), update())
        self.assertNotEqual(troubles(whole[1:]), [])
        self.assertNotEqual(troubles(whole[:-1]), [])
        self.assertNotEqual(troubles(whole, status=1), [])
        self.assertNotEqual(troubles(whole, err="fake-WALLET_PRIVATE_KEY"), [])


if __name__ == "__main__":
    unittest.main()
