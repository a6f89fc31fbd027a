# SPDX-License-Identifier: Apache-2.0
"""promtool: the counters are in order, and each rule raises what it is for, and nothing while all is well."""

import subprocess
import tempfile
import pathlib
import unittest

import yaml

import corpus
import shippers

RULES = corpus.ROOT / "packaging/siem/prometheus/egret.rules.yml"


def series(name, values, labels=""):
    return {"series": f'{name}{{instance="a"{labels}}}', "values": values}


# All is well for an hour: what the counters hold then.
CALM = {
    "egret_heartbeat_time_seconds": "0+60x60",
    "egret_alerts_total": "3+0x60",
    "egret_lost_total": "7+0x60",
    "egret_hooks_silent": "0x60",
    "egret_hooks_attached": "29x60",
    "egret_hooks_required": "12x60",
}
LABELS = {"egret_alerts_total": ', rule="scan", severity="high"', "egret_lost_total": ', stage="ring"'}
# What each rule is about: the series that is another then.
RAISED = {
    "EgretMissingHeartbeat": {"egret_heartbeat_time_seconds": "0+60x20 1200x40"},
    "EgretAlert": {"egret_alerts_total": "3+0x55 4+0x5"},
    "EgretLosesRecords": {"egret_lost_total": "7+0x55 9+0x5"},
    "EgretHookGone": {"egret_hooks_silent": "0x50 1x10"},
}


class Prometheus(unittest.TestCase):
    def promtool(self, *arguments, **more):
        program = shippers.Program("prometheus", "promtool")
        run = program.start(*arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)
        said, _ = run.communicate(timeout=60)
        self.assertEqual(run.returncode, 0, said)
        return said

    def test_the_counters_are_in_order(self):
        page = corpus.CORPUS / "egret.prom"
        if not page.exists():
            self.skipTest(f"no {page}: the golden tests write it")
        with page.open() as text:
            self.assertEqual(self.promtool("check", "metrics", stdin=text), "")

    def test_the_rules_are_in_order(self):
        self.assertIn("4 rules found", self.promtool("check", "rules", RULES))

    def test_each_rule_raises_what_it_is_for(self):
        rules = {rule["alert"]: rule for rule in yaml.safe_load(RULES.read_text())["groups"][0]["rules"]}
        self.assertEqual(set(rules), set(RAISED))
        tests = [self.case(rules, None)] + [self.case(rules, name) for name in rules]
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "tests.yml"
            file.write_text(yaml.safe_dump({"rule_files": [str(RULES)], "evaluation_interval": "1m", "tests": tests}))
            self.assertIn("SUCCESS", self.promtool("test", "rules", file))

    @staticmethod
    def case(rules, raised):
        """An hour in which one rule raises, or none."""
        values = CALM | RAISED.get(raised, {})
        expected = []
        for name, rule in rules.items():
            labels = {"instance": "a", **rule["labels"]}
            if name == "EgretAlert":
                labels["rule"] = "scan"
            if name == "EgretLosesRecords":
                labels["stage"] = "ring"
            text = rule["annotations"]["summary"]
            for key in ("instance", "rule", "stage"):
                text = text.replace("{{ $labels.%s }}" % key, labels.get(key, ""))
            alerts = [{"exp_labels": labels, "exp_annotations": {"summary": text}}] if name == raised else []
            expected.append({"eval_time": "1h", "alertname": name, "exp_alerts": alerts})
        return {"interval": "1m", "alert_rule_test": expected,
                "input_series": [series(name, value, LABELS.get(name, "")) for name, value in values.items()]}


if __name__ == "__main__":
    unittest.main()
