-- Machines that sent nothing for three heartbeats before the end of the stream; at the default that is 180 s.
SELECT host, max(time) AS last_seen FROM egret_status
WHERE code IN ('egret.heartbeat', 'egret.start') GROUP BY host
HAVING max(time) < (SELECT max(time) FROM egret_lines) - INTERVAL 180 SECONDS ORDER BY host;
