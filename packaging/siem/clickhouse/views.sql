CREATE VIEW IF NOT EXISTS egret_alerts AS
SELECT time, code, uid, sequence, host, boot, run, finding, correlation, severity, message, server, dst_host, dst_ip,
  if(dst_host != '', dst_host, dst_ip) AS place, credentials, line
FROM egret_lines WHERE kind = 'alert';

CREATE VIEW IF NOT EXISTS egret_status AS
SELECT time, code, uid, sequence, host, boot, run, dropped, line FROM egret_lines WHERE kind = 'status';
