SELECT (SELECT row_to_json(r$13) AS row_to_json_1 
FROM (SELECT (SELECT count(*) AS count_1 
FROM children AS r$10 
WHERE r$10.tenant_code >= @low@ AND r$10.tenant_code < @high@ AND r$10.state = ANY ($1::TEXT[]) AND r$10.identified_on >= $2::DATE) AS "totalCount", (SELECT row_to_json(r$12) AS row_to_json_2 
FROM (SELECT r$9.more AS "hasNextPage", false AS "hasPreviousPage", r$9.first AS "startCursor", r$9.last AS "endCursor") AS r$12) AS "pageInfo", r$9.l0 AS "edges" 
FROM (SELECT coalesce(json_agg(r$8.i0) FILTER (WHERE r$8.n <= 50), '[]'::json) AS l0, coalesce(max(r$8.fetched) > 50, false) AS more, max(r$8.cursor) FILTER (WHERE r$8.n = 1) AS first, max(r$8.cursor) FILTER (WHERE r$8.n = least(r$8.fetched, 50)) AS last 
FROM (SELECT CASE WHEN (r$3.n <= 50) THEN (SELECT row_to_json(r$7) AS row_to_json_3 
FROM (SELECT translate(encode(convert_to(CAST(json_build_array('IDENTIFIED_ON_DESC', CAST(r$3.identified_on AS TEXT), CAST(r$3.id AS TEXT)) AS TEXT), 'UTF8'), 'base64'), '
', '') AS "cursor", (SELECT row_to_json(r$6) AS row_to_json_4 
FROM (SELECT r$3.id AS "id", r$3.name AS "name", r$3.category AS "category", r$3.paired AS "paired", r$3.risk_level AS "riskLevel", r$3.identified_on AS "identifiedOn", (SELECT (SELECT row_to_json(r$5) AS row_to_json_5 
FROM (SELECT r$4.name AS "name") AS r$5) AS anon_1 
FROM tenants AS r$4 
WHERE r$4.code = r$3.tenant_code) AS "tenant") AS r$6) AS "node") AS r$7) END AS i0, r$3.n AS n, r$3.fetched AS fetched, translate(encode(convert_to(CAST(json_build_array('IDENTIFIED_ON_DESC', CAST(r$3.identified_on AS TEXT), CAST(r$3.id AS TEXT)) AS TEXT), 'UTF8'), 'base64'), '
', '') AS cursor 
FROM (SELECT r$2.id AS id, r$2.tenant_code AS tenant_code, r$2.version AS version, r$2.created_at AS created_at, r$2.created_by AS created_by, r$2.updated_at AS updated_at, r$2.updated_by AS updated_by, r$2.name AS name, r$2.sex AS sex, r$2.birth_date AS birth_date, r$2.identity_number AS identity_number, r$2.identity_number_hash AS identity_number_hash, r$2.phone AS phone, r$2.phone_hash AS phone_hash, r$2.address AS address, r$2.school AS school, r$2.health AS health, r$2.parents_whereabouts AS parents_whereabouts, r$2.risk_level AS risk_level, r$2.category AS category, r$2.category_source AS category_source, r$2.category_since AS category_since, r$2.category_history AS category_history, r$2.identified_on AS identified_on, r$2.on_file_on AS on_file_on, r$2.closed_on AS closed_on, r$2.closed_reason AS closed_reason, r$2.state AS state, r$2.paired_on AS paired_on, r$2.paired AS paired, row_number() OVER () AS n, count(*) OVER () AS fetched 
FROM (SELECT r$1.id AS id, r$1.tenant_code AS tenant_code, r$1.version AS version, r$1.created_at AS created_at, r$1.created_by AS created_by, r$1.updated_at AS updated_at, r$1.updated_by AS updated_by, r$1.name AS name, r$1.sex AS sex, r$1.birth_date AS birth_date, r$1.identity_number AS identity_number, r$1.identity_number_hash AS identity_number_hash, r$1.phone AS phone, r$1.phone_hash AS phone_hash, r$1.address AS address, r$1.school AS school, r$1.health AS health, r$1.parents_whereabouts AS parents_whereabouts, r$1.risk_level AS risk_level, r$1.category AS category, r$1.category_source AS category_source, r$1.category_since AS category_since, r$1.category_history AS category_history, r$1.identified_on AS identified_on, r$1.on_file_on AS on_file_on, r$1.closed_on AS closed_on, r$1.closed_reason AS closed_reason, r$1.state AS state, r$1.paired_on AS paired_on, r$1.paired AS paired 
FROM children AS r$1 
WHERE r$1.tenant_code >= @low@ AND r$1.tenant_code < @high@ AND r$1.state = ANY ($3::TEXT[]) AND r$1.identified_on >= $4::DATE ORDER BY r$1.identified_on DESC, r$1.id DESC 
 LIMIT 51) AS r$2) AS r$3) AS r$8) AS r$9) AS r$13) AS c0
