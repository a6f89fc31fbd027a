-- servers-by-unexpected-hosts
SELECT server, count(DISTINCT coalesce(dst_host, dst_ip)) AS hosts, count(*) AS alerts
FROM egret_alerts
WHERE coalesce(dst_host, dst_ip) IS NOT NULL
GROUP BY server ORDER BY hosts DESC, server LIMIT 20;

-- hosts-new-in-24-hours
SELECT coalesce(dst_host, dst_ip) AS place, min(time) AS first_seen, count(*) AS alerts
FROM egret_alerts
WHERE coalesce(dst_host, dst_ip) IS NOT NULL
GROUP BY place
HAVING min(time) > (SELECT max(time) FROM egret_lines) - INTERVAL 24 HOURS
ORDER BY place;

-- alerts-by-rule
SELECT code, max(severity) AS severity, count(*) AS alerts
FROM egret_alerts GROUP BY code ORDER BY alerts DESC, code;

-- credentials-exposed
SELECT credential, count(DISTINCT server) AS servers, count(*) AS alerts
FROM (SELECT unnest(credentials) AS credential, server FROM egret_alerts WHERE severity >= 4)
GROUP BY credential ORDER BY credential;

-- lost
SELECT host, run,
  max(sequence) - count(DISTINCT sequence) AS lines_missing,
  coalesce(max(list_sum(map_values(dropped))), 0)::UBIGINT AS records_lost
FROM egret_lines GROUP BY host, run
HAVING lines_missing > 0 OR records_lost > 0 ORDER BY host, run;
