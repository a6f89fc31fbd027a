-- servers-by-unexpected-hosts
SELECT server, uniqExact(place) AS hosts, count() AS alerts
FROM egret_alerts WHERE place != ''
GROUP BY server ORDER BY hosts DESC, server LIMIT 20;

-- hosts-new-in-24-hours
SELECT place, min(time) AS first_seen, count() AS alerts
FROM egret_alerts WHERE place != ''
GROUP BY place
HAVING first_seen > (SELECT max(time) FROM egret_lines) - INTERVAL 24 HOUR
ORDER BY place;

-- alerts-by-rule
SELECT code, max(severity) AS severity, count() AS alerts
FROM (SELECT code, severity FROM egret_alerts) GROUP BY code ORDER BY alerts DESC, code;

-- credentials-exposed
SELECT credential, uniqExact(server) AS servers, count() AS alerts
FROM (SELECT arrayJoin(credentials) AS credential, server FROM egret_alerts WHERE severity >= 4)
GROUP BY credential ORDER BY credential;

-- lost
SELECT host, run, max(sequence) - uniqExact(sequence) AS lines_missing, max(dropped) AS records_lost
FROM egret_lines GROUP BY host, run
HAVING lines_missing > 0 OR records_lost > 0 ORDER BY host, run;
