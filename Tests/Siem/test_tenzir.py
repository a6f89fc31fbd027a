# SPDX-License-Identifier: Apache-2.0
"""Tenzir reads the stream as OCSF: it knows every field, and none changes on the way."""

import collections
import datetime
import importlib.util
import json
import pathlib
import subprocess
import tempfile
import unittest

import corpus


def program():
    """Without Tenzir's launcher, which asks for packages that are not used."""
    found = importlib.util.find_spec("tenzir")
    assert found and found.submodule_search_locations, "no tenzir: see Tests/Siem/requirements.txt"
    return pathlib.Path(found.submodule_search_locations[0]) / "bundled/bin/tenzir"


def leaves(value, path=""):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, path + "[]")
    elif path.endswith("_dt"):
        yield path, datetime.datetime.fromisoformat(value[:26].rstrip("Z")), value[26:].rstrip("Z0")
    else:
        yield path, value


class Tenzir(unittest.TestCase):
    def play(self, pipeline):
        """What the piece makes of the corpus, and what it complains about."""
        lines = corpus.ocsf()
        with tempfile.TemporaryDirectory() as holder:
            folder = pathlib.Path(holder)
            corpus.write(folder / "alerts.ndjson", lines)
            target = f'to_file "{folder}/out.ndjson" {{\n  write_ndjson strip=true\n}}'
            text = pipeline.replace("/var/log/egret", str(folder)).replace('publish "egret"', target)
            (folder / "egret.tql").write_text(text)
            run = subprocess.run([program(), "-f", folder / "egret.tql"], capture_output=True, text=True, timeout=120)
            self.assertEqual(run.returncode, 0, run.stderr)
            made = [json.loads(line) for line in (folder / "out.ndjson").read_text().splitlines()]
        return lines, made, run.stdout + run.stderr

    def test_no_field_is_dropped_or_changed(self):
        lines, made, said = self.play((corpus.ROOT / "packaging/siem/tenzir/egret.tql").read_text())
        self.assertEqual(said, "")
        self.assertEqual(len(made), len(lines))
        key = lambda line: (line["device"]["hostname"], line["metadata"]["uid"], line["metadata"]["sequence"])
        by_key = {key(line): line for line in made}
        for line in lines:
            self.assertEqual(
                collections.Counter(leaves(by_key[key(line)])), collections.Counter(leaves(line)), line["message"])

    def test_it_would_complain(self):
        """Of a field that no version of OCSF has."""
        pipeline = (corpus.ROOT / "packaging/siem/tenzir/egret.tql").read_text()
        _, _, said = self.play(pipeline.replace("\nocsf_cast", "\nno_such_field = 1\nocsf_cast"))
        self.assertIn("no_such_field", said)


if __name__ == "__main__":
    unittest.main()
