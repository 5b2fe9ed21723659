SELECT answer.*, log_openings(array['CHILD'], array['{name}'], array[answer.c0::text], $6, $7, $8, $9) FROM (SELECT (SELECT row_to_json(r$12) AS row_to_json_1 
FROM (SELECT r$9.l0 AS "nodes", (SELECT row_to_json(r$11) AS row_to_json_2 
FROM (SELECT EXISTS (SELECT r$10.id 
FROM visits AS r$10 
WHERE r$10.tenant_code >= @low@ AND r$10.tenant_code < @high@ AND (r$10.visited_on, r$10.id) >= ($1::DATE, $2::UUID)) AS "hasNextPage", r$9.more AS "hasPreviousPage", r$9.last AS "startCursor", r$9.first AS "endCursor") AS r$11) AS "pageInfo" 
FROM (SELECT coalesce(json_agg(r$8.i0 ORDER BY r$8.n DESC) FILTER (WHERE r$8.n <= $3::INTEGER), '[]'::json) AS l0, coalesce(max(r$8.fetched) > $3::INTEGER, false) AS more, max(r$8.cursor) FILTER (WHERE r$8.n = 1) AS first, max(r$8.cursor) FILTER (WHERE r$8.n = least(r$8.fetched, $3::INTEGER)) AS last 
FROM (SELECT CASE WHEN (r$4.n <= $3::INTEGER) THEN (SELECT row_to_json(r$7) AS row_to_json_3 
FROM (SELECT r$4.visited_on AS "visitedOn", r$4.kind AS "kind", (SELECT (SELECT row_to_json(r$6) AS row_to_json_4 
FROM (SELECT r$5.name AS "name", CAST(r$5.id AS TEXT) || ':' || CAST(r$5.tenant_code AS TEXT) AS "@0000") AS r$6) AS anon_1 
FROM children AS r$5 
WHERE r$5.id = r$4.child_id AND r$5.tenant_code >= @low@ AND r$5.tenant_code < @high@) AS "child") AS r$7) END AS i0, r$4.n AS n, r$4.fetched AS fetched, translate(encode(convert_to(CAST(json_build_array('VISITED_ON_ASC', CAST(r$4.visited_on AS TEXT), CAST(r$4.id AS TEXT)) AS TEXT), 'UTF8'), 'base64'), '
', '') AS cursor 
FROM (SELECT r$3.id AS id, r$3.tenant_code AS tenant_code, r$3.version AS version, r$3.created_at AS created_at, r$3.created_by AS created_by, r$3.updated_at AS updated_at, r$3.updated_by AS updated_by, r$3.pairing_id AS pairing_id, r$3.child_id AS child_id, r$3.caring_mother_id AS caring_mother_id, r$3.visited_on AS visited_on, r$3.kind AS kind, r$3.contact_made AS contact_made, r$3.findings AS findings, r$3.follow_up AS follow_up, row_number() OVER () AS n, count(*) OVER () AS fetched 
FROM (SELECT r$2.id AS id, r$2.tenant_code AS tenant_code, r$2.version AS version, r$2.created_at AS created_at, r$2.created_by AS created_by, r$2.updated_at AS updated_at, r$2.updated_by AS updated_by, r$2.pairing_id AS pairing_id, r$2.child_id AS child_id, r$2.caring_mother_id AS caring_mother_id, r$2.visited_on AS visited_on, r$2.kind AS kind, r$2.contact_made AS contact_made, r$2.findings AS findings, r$2.follow_up AS follow_up 
FROM (SELECT r$1.id AS id, r$1.tenant_code AS tenant_code, r$1.version AS version, r$1.created_at AS created_at, r$1.created_by AS created_by, r$1.updated_at AS updated_at, r$1.updated_by AS updated_by, r$1.pairing_id AS pairing_id, r$1.child_id AS child_id, r$1.caring_mother_id AS caring_mother_id, r$1.visited_on AS visited_on, r$1.kind AS kind, r$1.contact_made AS contact_made, r$1.findings AS findings, r$1.follow_up AS follow_up 
FROM visits AS r$1 
WHERE r$1.tenant_code >= @low@ AND r$1.tenant_code < @high@ AND (r$1.visited_on, r$1.id) < ($4::DATE, $5::UUID) ORDER BY r$1.visited_on DESC, r$1.id DESC 
 LIMIT 201) AS r$2 
 LIMIT $3::INTEGER + 1) AS r$3) AS r$4) AS r$8) AS r$9) AS r$12) AS c0 OFFSET 0) AS answer
