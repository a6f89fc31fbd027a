-- The stream in OCSF. Only `line` is inserted; the columns are made from it, so a new field breaks nothing.
-- A line that came twice (at-least-once) goes with the next merge: the key is the line's own.
CREATE TABLE IF NOT EXISTS egret_lines (
  line String CODEC(ZSTD(3)),
  received DateTime('UTC') DEFAULT now(),
  time DateTime64(3, 'UTC') MATERIALIZED fromUnixTimestamp64Milli(JSONExtractInt(line, 'time'), 'UTC'),
  kind LowCardinality(String) MATERIALIZED multiIf(
    JSONExtractInt(line, 'class_uid') = 2004 AND JSONExtractBool(line, 'is_alert'), 'alert',
    JSONExtractInt(line, 'class_uid') = 2004, 'update',
    JSONExtractInt(line, 'class_uid') = 4001, 'flow', 'status'),
  code LowCardinality(String) MATERIALIZED JSONExtractString(line, 'metadata', 'event_code'),
  uid String MATERIALIZED JSONExtractString(line, 'metadata', 'uid'),
  sequence UInt64 MATERIALIZED JSONExtractUInt(line, 'metadata', 'sequence'),
  host String MATERIALIZED JSONExtractString(line, 'device', 'hostname'),
  boot String MATERIALIZED JSONExtractString(line, 'device', 'boot_uid'),
  run String MATERIALIZED JSONExtractString(line, 'device', 'agent_list', 1, 'uid'),
  finding String MATERIALIZED JSONExtractString(line, 'finding_info', 'uid'),
  correlation String MATERIALIZED JSONExtractString(line, 'metadata', 'correlation_uid'),
  severity UInt8 MATERIALIZED JSONExtractUInt(line, 'severity_id'),
  message String MATERIALIZED JSONExtractString(line, 'message'),
  server String MATERIALIZED JSONExtractString(line, 'actor', 'app_uid'),
  dst_host String MATERIALIZED multiIf(
    JSONHas(line, 'evidences', 1, 'dst_endpoint', 'hostname'), JSONExtractString(line, 'evidences', 1, 'dst_endpoint', 'hostname'),
    JSONHas(line, 'dst_endpoint', 'hostname'), JSONExtractString(line, 'dst_endpoint', 'hostname'),
    JSONExtractString(line, 'evidences', 1, 'query', 'hostname')),
  dst_ip String MATERIALIZED if(
    JSONHas(line, 'dst_endpoint'), JSONExtractString(line, 'dst_endpoint', 'ip'),
    JSONExtractString(line, 'evidences', 1, 'dst_endpoint', 'ip')),
  credentials Array(String) MATERIALIZED JSONExtract(line, 'evidences', 1, 'data', 'egret', 'credentials', 'Array(String)'),
  dropped UInt64 MATERIALIZED arraySum(tupleElement(JSONExtractKeysAndValues(line, 'unmapped', 'egret', 'dropped_total', 'UInt64'), 2))
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMMDD(time)
ORDER BY (host, boot, run, sequence)
TTL received + INTERVAL 90 DAY;
