# SPDX-License-Identifier: Apache-2.0
"""rsyslog and syslog-ng hand every line on byte for byte, also while logrotate renames the file under them."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
import urllib.request

import corpus
import shippers

HERE = pathlib.Path(__file__).resolve().parent
LINES = 3_000


class Shippers(unittest.TestCase):
    def setUp(self):
        self.holder = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.holder.name)
        lines = corpus.ocsf()
        self.source = corpus.write(
            self.folder / "source", [lines[number % len(lines)] | {"count": number} for number in range(LINES)])
        self.alerts = self.folder / "alerts.ndjson"
        self.alerts.touch()
        self.forwarded = self.folder / "forwarded.ndjson"

    def tearDown(self):
        self.holder.cleanup()

    def rotate(self, writer):
        """As the recipe does, but that the test's writer gets the signal."""
        text = shippers.piece("logrotate/egret", self.folder).replace(
            "systemctl kill --signal=HUP egret.service", f"kill -HUP {writer.pid}")
        text = text.replace(f"{self.folder}/*.ndjson", str(self.alerts)).replace("  compress\n", "").replace("  delaycompress\n", "")
        (self.folder / "rotate.conf").write_text(text)
        os.chmod(self.folder / "rotate.conf", 0o600)
        run = shippers.Program("logrotate", "logrotate").start(
            "-f", "-s", self.folder / "state", self.folder / "rotate.conf",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        output, _ = run.communicate(timeout=60)
        self.assertEqual(run.returncode, 0, output)

    def play(self, shipper):
        """Writes with three rotations, and looks at what came out."""
        try:
            writer = subprocess.Popen([sys.executable, HERE / "writer.py", self.alerts, self.source, "0.002"])
            for number in range(3):
                at = (number + 1) * LINES // 4
                self.assertTrue(shippers.wait_for(lambda: self.count() >= at), f"{self.count()} of {LINES} came")
                self.rotate(writer)
            self.assertEqual(writer.wait(120), 0)
            shippers.wait_for(lambda: self.count() >= LINES)
            self.assertIsNone(shipper.poll(), "it ended")
        finally:
            shippers.stop(shipper)
        self.assertEqual(self.forwarded.read_bytes().splitlines(), self.source.read_bytes().splitlines())
        self.assertEqual(len(list(self.folder.glob("alerts.ndjson*"))), 4)

    def count(self):
        return self.forwarded.read_bytes().count(b"\n") if self.forwarded.exists() else 0

    def test_rsyslog_loses_nothing(self):
        program = shippers.Program("rsyslog", "rsyslogd")
        configuration = self.folder / "rsyslog.conf"
        configuration.write_text(
            f'global(workDirectory="{self.folder}")\n' + shippers.piece("rsyslog/egret.conf", self.folder))
        modules = program.modules(f"usr/lib/{shippers.ARCH}/rsyslog")
        self.play(program.start("-n", "-f", configuration, "-i", self.folder / "pid", "-M", modules))

    def test_syslog_ng_loses_nothing(self):
        program = shippers.Program("syslog-ng-core", "syslog-ng")
        configuration = self.folder / "syslog-ng.conf"
        configuration.write_text("@version: 3.35\n" + shippers.piece("syslog-ng/egret.conf", self.folder))
        modules = next((p for p in (program.root / "usr/lib/syslog-ng").glob("[0-9]*")), None)
        arguments = ["--module-path", modules] if modules else []
        self.play(program.start(
            "-F", "--no-caps", "-f", configuration, "-R", self.folder / "persist", "-p", self.folder / "pid",
            "-c", self.folder / "control", *arguments))


class NodeExporter(unittest.TestCase):
    """The counters of `--metrics-file`, by the collector that they are for."""

    def test_the_node_exporter_shows_them(self):
        page = corpus.CORPUS / "egret.prom"
        if not page.exists():
            self.skipTest(f"no {page}: the golden tests write it")
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "egret.prom").write_bytes(page.read_bytes())
            program = shippers.Program("prometheus-node-exporter", "prometheus-node-exporter")
            server = program.start(
                "--web.listen-address=127.0.0.1:19100", "--collector.disable-defaults", "--collector.textfile",
                f"--collector.textfile.directory={folder}", stderr=subprocess.DEVNULL)
            try:
                shown = []
                shippers.wait_for(lambda: shown.append(self.fetch()) or shown[-1], 20)
            finally:
                shippers.stop(server)
        wanted = [line for line in page.read_text().splitlines() if not line.startswith("#")]
        self.assertIn("node_textfile_scrape_error 0", shown[-1])
        for line in wanted:
            self.assertIn(line.split("{")[0].split(" ")[0], shown[-1])

    @staticmethod
    def fetch():
        try:
            with urllib.request.urlopen("http://127.0.0.1:19100/metrics", timeout=2) as answer:
                return answer.read().decode()
        except OSError:
            return ""


if __name__ == "__main__":
    unittest.main()
