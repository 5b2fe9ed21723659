SELECT answer.* FROM (SELECT (SELECT (SELECT row_to_json(r$29) AS row_to_json_1 
FROM (SELECT r$1.name AS "name", r$1.level AS "level", (SELECT (SELECT row_to_json(r$3) AS row_to_json_2 
FROM (SELECT r$2.name AS "name") AS r$3) AS anon_2 
FROM tenants AS r$2 
WHERE r$2.code = r$1.parent_code AND (r$2.code = ANY (@line@) OR r$2.code >= @low@ AND r$2.code < @high@)) AS "parent", (SELECT row_to_json(r$28) AS row_to_json_3 
FROM (SELECT (SELECT count(*) AS count_1 
FROM tenants AS r$27 
WHERE r$27.parent_code = r$1.code AND (r$27.code = ANY (@line@) OR r$27.code >= @low@ AND r$27.code < @high@)) AS "totalCount", r$26.l0 AS "nodes" 
FROM (SELECT coalesce(json_agg(r$25.i0), '[]'::json) AS l0 
FROM (SELECT (SELECT row_to_json(r$24) AS row_to_json_4 
FROM (SELECT r$5.name AS "name", r$5.level AS "level", CASE WHEN (r$5.code >= @low@ AND r$5.code < @high@) THEN (SELECT row_to_json(r$11) AS row_to_json_5 
FROM (SELECT CASE WHEN (CAST(r$10.splits ->> 'children' AS INTEGER) >= 0) THEN r$10.s0 END AS "children", CASE WHEN (CAST(r$10.splits ->> 'visits' AS INTEGER) >= 0) THEN r$10.s1 END AS "visits" 
FROM (SELECT CAST(least(coalesce(sum(r$8.amount) FILTER (WHERE r$8.figure = 'children' AND r$8.dimension = ''), 0), 2147483647) AS INTEGER) AS s0, CAST(least(coalesce(sum(r$8.amount) FILTER (WHERE r$8.figure = 'visits' AND r$8.dimension = ''), 0), 2147483647) AS INTEGER) AS s1, CAST((SELECT splits_shown(array_agg(r$9.code), CAST('[{"name":"children","figure":"children","is_flow":false,"parts":[]},{"name":"visits","figure":"visits","is_flow":true,"parts":[]}]' AS JSONB), $1::DATE, $2::DATE, 5) AS splits_shown_1 
FROM (SELECT r$4.code AS code, r$4.code_end AS code_end, r$4.name AS name, r$4.level AS level, r$4.parent_code AS parent_code, r$4.opened_on AS opened_on, r$4.closed_on AS closed_on 
FROM tenants AS r$4 
WHERE r$4.parent_code = r$1.code AND (r$4.code = ANY (@line@) OR r$4.code >= @low@ AND r$4.code < @high@) ORDER BY r$4.code ASC 
 LIMIT 200) AS r$9) AS JSONB) -> CAST(r$5.code AS TEXT) AS splits 
FROM (SELECT r$6.figure AS figure, r$6.dimension AS dimension, r$6.amount AS amount 
FROM statistics_rollups AS r$6 
WHERE r$6.figure IN ('children', 'visits') AND r$6.dimension IN ('') AND r$6.month < $2::DATE AND (r$6.figure IN ('children') OR r$6.month >= $1::DATE) AND r$6.tenant_code = r$5.code UNION ALL SELECT r$7.figure AS figure, r$7.dimension AS dimension, r$7.amount AS amount 
FROM statistics_deltas AS r$7 
WHERE r$7.figure IN ('children', 'visits') AND r$7.dimension IN ('') AND r$7.month < $2::DATE AND (r$7.figure IN ('children') OR r$7.month >= $1::DATE) AND r$7.tenant_code >= r$5.code AND r$7.tenant_code < r$5.code_end) AS r$8) AS r$10) AS r$11) ELSE NULL END AS "statistics", (SELECT row_to_json(r$23) AS row_to_json_6 
FROM (SELECT r$22.l0 AS "nodes" 
FROM (SELECT coalesce(json_agg(r$21.i0), '[]'::json) AS l0 
FROM (SELECT (SELECT row_to_json(r$20) AS row_to_json_7 
FROM (SELECT r$13.name AS "name", CASE WHEN (r$13.code >= @low@ AND r$13.code < @high@) THEN (SELECT row_to_json(r$19) AS row_to_json_8 
FROM (SELECT CASE WHEN (CAST(r$18.splits ->> 'children' AS INTEGER) >= 0) THEN r$18.s0 END AS "children", CASE WHEN (CAST(r$18.splits ->> 'visits' AS INTEGER) >= 0) THEN r$18.s1 END AS "visits" 
FROM (SELECT CAST(least(coalesce(sum(r$16.amount) FILTER (WHERE r$16.figure = 'children' AND r$16.dimension = ''), 0), 2147483647) AS INTEGER) AS s0, CAST(least(coalesce(sum(r$16.amount) FILTER (WHERE r$16.figure = 'visits' AND r$16.dimension = ''), 0), 2147483647) AS INTEGER) AS s1, CAST((SELECT splits_shown(array_agg(r$17.code), CAST('[{"name":"children","figure":"children","is_flow":false,"parts":[]},{"name":"visits","figure":"visits","is_flow":true,"parts":[]}]' AS JSONB), $3::DATE, $4::DATE, 5) AS splits_shown_2 
FROM (SELECT r$12.code AS code, r$12.code_end AS code_end, r$12.name AS name, r$12.level AS level, r$12.parent_code AS parent_code, r$12.opened_on AS opened_on, r$12.closed_on AS closed_on 
FROM tenants AS r$12 
WHERE r$12.parent_code = r$5.code AND (r$12.code = ANY (@line@) OR r$12.code >= @low@ AND r$12.code < @high@) ORDER BY r$12.code ASC 
 LIMIT 200) AS r$17) AS JSONB) -> CAST(r$13.code AS TEXT) AS splits 
FROM (SELECT r$14.figure AS figure, r$14.dimension AS dimension, r$14.amount AS amount 
FROM statistics_rollups AS r$14 
WHERE r$14.figure IN ('children', 'visits') AND r$14.dimension IN ('') AND r$14.month < $4::DATE AND (r$14.figure IN ('children') OR r$14.month >= $3::DATE) AND r$14.tenant_code = r$13.code UNION ALL SELECT r$15.figure AS figure, r$15.dimension AS dimension, r$15.amount AS amount 
FROM statistics_deltas AS r$15 
WHERE r$15.figure IN ('children', 'visits') AND r$15.dimension IN ('') AND r$15.month < $4::DATE AND (r$15.figure IN ('children') OR r$15.month >= $3::DATE) AND r$15.tenant_code >= r$13.code AND r$15.tenant_code < r$13.code_end) AS r$16) AS r$18) AS r$19) ELSE NULL END AS "statistics") AS r$20) AS i0 
FROM (SELECT r$12.code AS code, r$12.code_end AS code_end, r$12.name AS name, r$12.level AS level, r$12.parent_code AS parent_code, r$12.opened_on AS opened_on, r$12.closed_on AS closed_on 
FROM tenants AS r$12 
WHERE r$12.parent_code = r$5.code AND (r$12.code = ANY (@line@) OR r$12.code >= @low@ AND r$12.code < @high@) ORDER BY r$12.code ASC 
 LIMIT 200) AS r$13) AS r$21) AS r$22) AS r$23) AS "branches") AS r$24) AS i0 
FROM (SELECT r$4.code AS code, r$4.code_end AS code_end, r$4.name AS name, r$4.level AS level, r$4.parent_code AS parent_code, r$4.opened_on AS opened_on, r$4.closed_on AS closed_on 
FROM tenants AS r$4 
WHERE r$4.parent_code = r$1.code AND (r$4.code = ANY (@line@) OR r$4.code >= @low@ AND r$4.code < @high@) ORDER BY r$4.code ASC 
 LIMIT 200) AS r$5) AS r$25) AS r$26) AS r$28) AS "branches") AS r$29) AS anon_1 
FROM tenants AS r$1 
WHERE r$1.code = $5::BIGINT AND (r$1.code = ANY (@line@) OR r$1.code >= @low@ AND r$1.code < @high@)) AS c0 OFFSET 0) AS answer
