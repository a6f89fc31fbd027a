# SPDX-License-Identifier: Apache-2.0
"""Sigma rules on the ECS stream, in SQL: those of others hit a fact once, and so do Egret's own."""

import collections
import json
import os
import pathlib
import sqlite3
import unittest

import yaml
from sigma.backends.sqlite import sqliteBackend
from sigma.collection import SigmaCollection
from sigma.processing.pipeline import ProcessingPipeline

import corpus

HERE = corpus.ROOT / "packaging/siem/sigma"
SHARED = pathlib.Path(os.environ.get("EGRET_SHARED", corpus.ROOT.parent / "shared"))
UPSTREAM = sorted((SHARED / "data/sigma").glob("*.yml"))
PLAYED = "what-upstream-sigma-rules-look-for-in-ecs"


def flat(value, path=""):
    """Dotted names; a list is its JSON."""
    if not isinstance(value, dict):
        return {path: json.dumps(value) if isinstance(value, list) else value}
    return {key: v for k, inner in value.items() for key, v in flat(inner, f"{path}.{k}" if path else k).items()}


class Sigma(unittest.TestCase):
    def base(self, lines):
        rows = [{"mcp.egret.state": None} | flat(line) for line in lines]
        pipeline = yaml.safe_load((HERE / "pipeline.yml").read_text())
        fields = {field for step in pipeline["transformations"] for field in step.get("mapping", {}).values()}
        names = sorted({name for row in rows for name in row} | fields)
        base = sqlite3.connect(":memory:")
        base.row_factory = sqlite3.Row
        base.execute("CREATE TABLE logs (" + ", ".join(f'"{name}" COLLATE NOCASE' for name in names) + ")")
        for row in rows:
            base.execute(f"INSERT INTO logs VALUES ({', '.join('?' * len(names))})", [row.get(n) for n in names])
        return base

    def hits(self, base, path):
        pipeline = ProcessingPipeline.from_yaml((HERE / "pipeline.yml").read_text())
        rules = SigmaCollection.from_yaml(path.read_text())
        query, = sqliteBackend(processing_pipeline=pipeline).convert(rules)
        return [dict(row) for row in base.execute(query.replace("<TABLE_NAME>", "logs"))]

    @unittest.skipIf(not UPSTREAM, "no data/sigma in EGRET_SHARED or ../shared")
    def test_rules_of_others_hit_each_fact_once(self):
        lines = corpus.case(PLAYED)
        updates = [line for line in lines if line["event"]["kind"] == "event"]
        self.assertGreaterEqual(len(updates), len(UPSTREAM), "each flow has an end")
        base = self.base(lines)
        self.assertEqual(len(UPSTREAM), 5)
        for path in UPSTREAM:
            with self.subTest(path.stem):
                found = self.hits(base, path)
                self.assertEqual([hit["event.kind"] for hit in found], ["alert"], path.stem)

    def test_egrets_own_hit_each_fact_once(self):
        lines = corpus.ecs()
        for number, line in enumerate(lines):
            line["event"]["id"] = f"{number}"
        alerts = [line for line in lines if line["event"]["kind"] == "alert"]
        base = self.base(lines)
        expected = {
            "egret_alert": alerts,
            "egret_unexpected_destination": [a for a in alerts if a["rule"]["id"] == "egret.unexpected-destination"],
            "egret_exposed_credentials": [
                a for a in alerts if a["event"]["severity"] >= 73 and a["mcp"]["egret"].get("credentials")],
            "egret_dns_tunnel": [a for a in alerts if a["rule"]["id"] == "egret.dns-tunnel"],
            "egret_install": [a for a in alerts if a["rule"]["id"] == "egret.install-egress"],
            "egret_blind": [line for line in lines if line["event"]["code"] in ("egret.hook", "egret.loss")],
        }
        self.assertEqual({path.stem for path in HERE.glob("egret_*.yml")}, set(expected))
        for name, wanted in expected.items():
            with self.subTest(name):
                found = collections.Counter(hit["event.id"] for hit in self.hits(base, HERE / f"{name}.yml"))
                self.assertEqual(found, collections.Counter(a["event"]["id"] for a in wanted))


if __name__ == "__main__":
    unittest.main()
