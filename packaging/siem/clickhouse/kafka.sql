-- From Kafka: one consumer for each server of the cluster. A message is a line.
CREATE TABLE IF NOT EXISTS egret_kafka (line String) ENGINE = Kafka
SETTINGS kafka_broker_list = 'kafka:9092', kafka_topic_list = 'egret', kafka_group_name = 'clickhouse',
  kafka_format = 'LineAsString', kafka_num_consumers = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS egret_from_kafka TO egret_lines AS SELECT line FROM egret_kafka;
