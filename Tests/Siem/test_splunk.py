# SPDX-License-Identifier: Apache-2.0
"""The app for Splunk: what Splunk's own checks say of it, and what its expressions find in the stream."""

import configparser
import json
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile
import unittest

import corpus

APP = corpus.ROOT / "packaging/siem/splunk/egret"


def stanza(file, name):
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str
    parser.read(APP / "default" / file)
    return parser[name]


class Splunk(unittest.TestCase):
    def test_appinspect_finds_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            package, report = pathlib.Path(folder) / "egret.tgz", pathlib.Path(folder) / "report.json"
            with tarfile.open(package, "w:gz") as archive:
                archive.add(APP, "egret", filter=self.plain)
            run = subprocess.run(
                [pathlib.Path(sys.executable).parent / "splunk-appinspect", "inspect", package, "--mode", "precert",
                 "--included-tags", "cloud", "--data-format", "json", "--output-file", report],
                capture_output=True, text=True, timeout=300)
            self.assertTrue(report.exists(), run.stdout + run.stderr)
            found = json.loads(report.read_text())
        wrong = [
            (check["name"], [message["message"] for message in check["messages"]])
            for part in found["reports"] for group in part["groups"] for check in group["checks"]
            if check["result"] not in ("success", "not_applicable", "skipped")]
        self.assertEqual(wrong, [])
        self.assertGreater(found["summary"]["success"], 50)

    @staticmethod
    def plain(member):
        member.uid = member.gid = 0
        member.uname = member.gname = "root"
        member.mode = 0o755 if member.isdir() else 0o644
        return member

    def test_its_expressions_find_host_and_time(self):
        props, host = stanza("props.conf", "ocsf:egret"), stanza("transforms.conf", "egret_host")
        for line in corpus.ocsf():
            text = json.dumps(line, separators=(",", ":"), ensure_ascii=False)
            self.assertEqual(re.search(host["REGEX"], text)[1], line["device"]["hostname"])
            self.assertLessEqual(len(text.encode()), int(props["TRUNCATE"]))
            at = re.search(props["TIME_PREFIX"], text).end()
            stamp = text[at:at + int(props["MAX_TIMESTAMP_LOOKAHEAD"])]
            self.assertTrue(stamp.startswith(line["time_dt"] + '"'), stamp)


if __name__ == "__main__":
    unittest.main()
