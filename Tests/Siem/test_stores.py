# SPDX-License-Identifier: Apache-2.0
"""The stream in DuckDB, ClickHouse (chdb), polars and jq: it loads, and five questions have the right answers."""

import json
import pathlib
import subprocess
import tempfile
import unittest

import chdb.session
import duckdb
import polars

import corpus
import questions

HEARTBEATS = 25_000


class Stores(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = pathlib.Path(cls.folder.name)
        lines = corpus.ocsf()
        # Two days, of which only the second has a flow and an alert that is not on the first.
        late = corpus.shifted([line for line in lines[: len(lines) // 2] if line["class_uid"] != 4001], -2 * corpus.DAY)
        for line in late:
            line["device"]["agent_list"][0]["uid"] = "earlier"
        cls.lines = late + lines
        cls.stream = corpus.write(cls.path / "stream.ndjson", cls.lines)
        cls.answers = questions.answers(cls.lines)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def duck(self, *files):
        base = duckdb.connect()
        names = ", ".join(f"'{file}'" for file in files or [self.stream])
        base.execute(f"CREATE VIEW egret_raw AS SELECT json FROM read_json_objects([{names}], format = 'newline_delimited')")
        for statement in questions.script("duckdb/views.sql"):
            base.execute(statement)
        return base

    def house(self, *files):
        base = chdb.session.Session()
        for statement in questions.script("clickhouse/schema.sql") + questions.script("clickhouse/views.sql"):
            base.query(statement)
        for file in files or [self.stream]:
            base.query(f"INSERT INTO egret_lines (line) SELECT line FROM file('{file}', 'LineAsString', 'line String')")
        return base

    @staticmethod
    def rows(base, query):
        text = str(base.query(query, "JSONCompactEachRow"))
        return [json.loads(line) for line in text.splitlines()]

    def without_time(self, name, rows):
        """Which columns an engine makes of a time differs; the others are compared."""
        return [(row[0], int(row[2])) if name == "hosts-new-in-24-hours" else tuple(
            int(value) if isinstance(value, str) and value.isdigit() else value for value in row) for row in rows]

    def test_the_corpus_asks_something(self):
        for name, answer in self.answers.items():
            self.assertGreater(len(answer), 0, name)
        self.assertGreater(len(self.answers["hosts-new-in-24-hours"]), 1)
        self.assertGreater(len(self.answers["lost"]), 1)

    def test_five_questions_in_duckdb(self):
        base = self.duck()
        for name, query in questions.statements("duckdb/questions.sql").items():
            with self.subTest(name):
                rows = self.without_time(name, base.execute(query).fetchall())
                self.assertEqual(rows, self.answers[name])

    def test_five_questions_in_clickhouse(self):
        base = self.house()
        for name, query in questions.statements("clickhouse/questions.sql").items():
            with self.subTest(name):
                rows = self.without_time(name, self.rows(base, query))
                self.assertEqual(rows, self.answers[name])

    def test_a_line_that_came_twice_counts_once(self):
        base = self.house(self.stream, self.stream)
        base.query("OPTIMIZE TABLE egret_lines FINAL")
        self.assertEqual(self.rows(base, "SELECT count() FROM egret_lines"), [[len(self.lines)]])

    def test_missing_heartbeats(self):
        newest = max(line["time"] for line in self.lines)
        last = {}
        for line in self.lines:
            if line["metadata"]["event_code"] in ("egret.heartbeat", "egret.start"):
                host = line["device"]["hostname"]
                last[host] = max(last.get(host, 0), line["time"])
        beat = json.loads(corpus.heartbeats(1)[0])
        beat["device"]["hostname"], beat["time"] = "silent", newest - 181_000
        more = corpus.write(self.path / "beats.ndjson", [beat])
        expected = sorted([host for host, time in last.items() if time < newest - 180_000] + ["silent"])
        query = questions.script("duckdb/missing-heartbeat.sql")[0]
        self.assertEqual([row[0] for row in self.duck(self.stream, more).execute(query).fetchall()], expected)
        query = questions.script("clickhouse/missing-heartbeat.sql")[0].rstrip(";")
        self.assertEqual([row[0] for row in self.rows(self.house(self.stream, more), query)], expected)

    def test_parquet_of_two_days_has_one_schema(self):
        base = self.duck()
        target = self.path / "parquet"
        statement = questions.script("duckdb/parquet.sql")[0].replace("'egret-parquet'", f"'{target}'")
        base.execute(statement)
        days = sorted(target.iterdir())
        self.assertGreaterEqual(len(days), 2)
        schemas = {
            tuple(duckdb.sql(f"DESCRIBE SELECT * FROM '{day}/*.parquet'").fetchall()) for day in days}
        self.assertEqual(len(schemas), 1)
        count = duckdb.sql(f"SELECT count(*) FROM '{target}/*/*.parquet'").fetchall()
        self.assertEqual(count, [(len(self.lines),)])

    def test_everything_loads_after_many_heartbeats(self):
        """Readers guess a schema from the beginning: 25,000 heartbeats stand before the first alert."""
        whole = self.path / "whole.ndjson"
        corpus.write(whole, corpus.heartbeats(HEARTBEATS) + self.lines)
        alerts = sum(questions.is_alert(line) for line in self.lines)
        total = HEARTBEATS + len(self.lines)
        with self.subTest("duckdb"):
            base = self.duck(whole)
            self.assertEqual(base.execute("SELECT count(*) FROM egret_lines").fetchone(), (total,))
            self.assertEqual(base.execute("SELECT count(*) FROM egret_alerts").fetchone(), (alerts,))
        with self.subTest("clickhouse"):
            base = self.house(whole)
            self.assertEqual(self.rows(base, "SELECT count(), countIf(kind = 'alert') FROM egret_lines"), [[total, alerts]])
        with self.subTest("clickhouse, the type JSON"):
            query = f"SELECT count(), countIf(json.is_alert = true) FROM file('{whole}', 'JSONAsObject', 'json JSON')"
            self.assertEqual([list(map(int, row)) for row in self.rows(chdb.session.Session(), query)], [[total, alerts]])
        with self.subTest("polars"):
            frame = polars.read_ndjson(whole, infer_schema_length=None)
            self.assertEqual((frame.height, frame["is_alert"].sum()), (total, alerts))
        with self.subTest("jq"):
            found = subprocess.run(["jq", "-c", "select(.is_alert)|.metadata.uid", whole], capture_output=True, text=True, check=True)
            self.assertEqual(len(found.stdout.splitlines()), alerts)


if __name__ == "__main__":
    unittest.main()
