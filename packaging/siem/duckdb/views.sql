-- Views over the stream in OCSF, of fixed types: what a day happens to have in it changes no schema.
-- Before this: CREATE VIEW egret_raw AS SELECT json FROM read_json_objects('/var/log/egret/*.ndjson', format = 'newline_delimited');
CREATE OR REPLACE VIEW egret_lines AS
SELECT
  epoch_ms((json ->> '$.time')::BIGINT) AS time,
  CASE
    WHEN (json ->> '$.class_uid')::INTEGER = 2004 AND (json ->> '$.is_alert')::BOOLEAN THEN 'alert'
    WHEN (json ->> '$.class_uid')::INTEGER = 2004 THEN 'update'
    WHEN (json ->> '$.class_uid')::INTEGER = 4001 THEN 'flow'
    ELSE 'status'
  END AS kind,
  json ->> '$.metadata.event_code' AS code,
  json ->> '$.metadata.uid' AS uid,
  (json ->> '$.metadata.sequence')::UBIGINT AS sequence,
  json ->> '$.device.hostname' AS host,
  json ->> '$.device.boot_uid' AS boot,
  json ->> '$.device.agent_list[0].uid' AS run,
  json ->> '$.finding_info.uid' AS finding,
  json ->> '$.metadata.correlation_uid' AS correlation,
  (json ->> '$.severity_id')::INTEGER AS severity,
  json ->> '$.message' AS message,
  json ->> '$.actor.app_uid' AS server,
  json ->> '$.actor.app_name' AS package,
  coalesce(json ->> '$.evidences[0].data.egret.client', json ->> '$.unmapped.egret.client') AS client,
  coalesce(json ->> '$.evidences[0].dst_endpoint.hostname', json ->> '$.dst_endpoint.hostname', json ->> '$.evidences[0].query.hostname') AS dst_host,
  coalesce(json ->> '$.evidences[0].dst_endpoint.ip', json ->> '$.dst_endpoint.ip') AS dst_ip,
  coalesce(json ->> '$.evidences[0].dst_endpoint.port', json ->> '$.dst_endpoint.port')::INTEGER AS dst_port,
  coalesce(json ->> '$.evidences[0].process.path', json ->> '$.actor.process.path') AS executable,
  coalesce(json ->> '$.evidences[0].process.cmd_line', json ->> '$.actor.process.cmd_line') AS command,
  coalesce((json -> '$.evidences[0].data.egret.rules')::VARCHAR[], []) AS rules,
  coalesce((json -> '$.evidences[0].data.egret.credentials')::VARCHAR[], []) AS credentials,
  (json ->> '$.count')::UBIGINT AS count,
  coalesce(json ->> '$.evidences[0].data.egret.result', json ->> '$.unmapped.egret.result') AS result,
  coalesce(json ->> '$.evidences[0].data.egret.bytes_out', json ->> '$.unmapped.egret.bytes_out')::UBIGINT AS bytes_out,
  coalesce(json ->> '$.evidences[0].data.egret.bytes_in', json ->> '$.unmapped.egret.bytes_in')::UBIGINT AS bytes_in,
  coalesce((json -> '$.unmapped.egret.dropped_total')::MAP(VARCHAR, UBIGINT), MAP {}) AS dropped
FROM egret_raw;

CREATE OR REPLACE VIEW egret_alerts AS SELECT * FROM egret_lines WHERE kind = 'alert';
CREATE OR REPLACE VIEW egret_updates AS SELECT * FROM egret_lines WHERE kind = 'update';
CREATE OR REPLACE VIEW egret_flows AS SELECT * FROM egret_lines WHERE kind = 'flow';
CREATE OR REPLACE VIEW egret_status AS SELECT * FROM egret_lines WHERE kind = 'status';
