# SPDX-License-Identifier: Apache-2.0
"""Prowler's models of OCSF take every finding, and its numbers and names are what they were."""

import unittest

from py_ocsf_models.events.findings.detection_finding import DetectionFinding

import corpus


class Models(unittest.TestCase):
    def test_every_finding_is_one(self):
        findings = [line for line in corpus.ocsf() if line["class_uid"] == 2004]
        self.assertGreater(len(findings), 100)
        for line in findings:
            model = DetectionFinding.model_validate(line)
            self.assertEqual(model.severity_id.value, line["severity_id"])
            self.assertEqual(model.activity_id.value, line["activity_id"])
            self.assertEqual(model.finding_info.uid, line["finding_info"]["uid"])
            self.assertEqual(model.message, line["message"])
            self.assertEqual(model.metadata.event_code, line["metadata"]["event_code"])


if __name__ == "__main__":
    unittest.main()
