# SPDX-License-Identifier: Apache-2.0
"""The way of a fleet: through Kafka (librdkafka's mock cluster) into ClickHouse (chdb), at least once, counted once."""

import json
import tempfile
import pathlib
import time
import unittest

import chdb.session
from confluent_kafka import Consumer, Producer

import corpus
import questions


class Fleet(unittest.TestCase):
    def test_a_fleet_arrives_once(self):
        lines = corpus.ocsf()
        producer = Producer({"test.mock.num.brokers": 3, "enable.idempotence": True})
        brokers = self.brokers(producer)
        # A shipper that was killed sends again what it has no receipt of: the last fifty.
        for line in lines + lines[-50:]:
            producer.produce("egret", json.dumps(line), key=line["device"]["hostname"])
        self.assertEqual(producer.flush(30), 0)
        received = self.consume(brokers, len(lines) + 50)
        self.assertEqual(len(received), len(lines) + 50)
        self.assertEqual(self.answers(received), questions.answers(lines)["alerts-by-rule"])

    def test_the_tables_that_read_kafka_are_sql(self):
        """chdb has the engine and cannot run it; ClickHouse's own parser takes the statements."""
        base = chdb.session.Session()
        found = [str(base.query(f"EXPLAIN AST {text.rstrip(';')}")) for text in questions.script("clickhouse/kafka.sql")]
        self.assertEqual(len(found), 2)
        for tree in found:
            self.assertIn("CreateQuery", tree)

    @staticmethod
    def brokers(producer):
        """Where the mock cluster listens."""
        return ",".join(f"{b.host}:{b.port}" for b in producer.list_topics(timeout=20).brokers.values())

    @staticmethod
    def consume(brokers, count):
        consumer = Consumer({"bootstrap.servers": brokers, "group.id": "clickhouse", "auto.offset.reset": "earliest"})
        consumer.subscribe(["egret"])
        received, end = [], time.monotonic() + 60
        while len(received) < count and time.monotonic() < end:
            message = consumer.poll(1)
            if message is not None and message.error() is None:
                received.append(message.value().decode())
        consumer.close()
        return received

    @staticmethod
    def answers(received):
        base = chdb.session.Session()
        for statement in questions.script("clickhouse/schema.sql") + questions.script("clickhouse/views.sql"):
            base.query(statement)
        with tempfile.TemporaryDirectory() as folder:
            file = corpus.write(pathlib.Path(folder) / "batch", received)
            base.query(f"INSERT INTO egret_lines (line) SELECT line FROM file('{file}', 'LineAsString', 'line String')")
        base.query("OPTIMIZE TABLE egret_lines FINAL")
        query = questions.statements("clickhouse/questions.sql")["alerts-by-rule"]
        rows = [json.loads(row) for row in str(base.query(query, "JSONCompactEachRow")).splitlines()]
        return [(code, severity, int(count)) for code, severity, count in rows]


if __name__ == "__main__":
    unittest.main()
