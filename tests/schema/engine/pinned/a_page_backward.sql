SELECT answer.*, log_openings(array['CHILD'], array['{name}'], array[answer.c0::text], $5, $6, $7, $8) FROM (SELECT (SELECT row_to_json(r$11) AS row_to_json_1 
FROM (SELECT r$8.l0 AS "nodes", (SELECT row_to_json(r$10) AS row_to_json_2 
FROM (SELECT EXISTS (SELECT r$9.id 
FROM visits AS r$9 
WHERE r$9.tenant_code >= @low@ AND r$9.tenant_code < @high@ AND (r$9.visited_on, r$9.id) >= ($1::DATE, $2::UUID)) AS "hasNextPage", r$8.more AS "hasPreviousPage", r$8.last AS "startCursor", r$8.first AS "endCursor") AS r$10) AS "pageInfo" 
FROM (SELECT coalesce(json_agg(r$7.i0 ORDER BY r$7.n DESC) FILTER (WHERE r$7.n <= 2), '[]'::json) AS l0, coalesce(max(r$7.fetched) > 2, false) AS more, max(r$7.cursor) FILTER (WHERE r$7.n = 1) AS first, max(r$7.cursor) FILTER (WHERE r$7.n = least(r$7.fetched, 2)) AS last 
FROM (SELECT CASE WHEN (r$3.n <= 2) THEN (SELECT row_to_json(r$6) AS row_to_json_3 
FROM (SELECT r$3.visited_on AS "visitedOn", r$3.kind AS "kind", (SELECT (SELECT row_to_json(r$5) AS row_to_json_4 
FROM (SELECT r$4.name AS "name", CAST(r$4.id AS TEXT) || ':' || CAST(r$4.tenant_code AS TEXT) AS "@0000") AS r$5) AS anon_1 
FROM children AS r$4 
WHERE r$4.id = r$3.child_id AND r$4.tenant_code >= @low@ AND r$4.tenant_code < @high@) AS "child") AS r$6) END AS i0, r$3.n AS n, r$3.fetched AS fetched, translate(encode(convert_to(CAST(json_build_array('VISITED_ON_ASC', CAST(r$3.visited_on AS TEXT), CAST(r$3.id AS TEXT)) AS TEXT), 'UTF8'), 'base64'), '
', '') AS cursor 
FROM (SELECT r$2.id AS id, r$2.tenant_code AS tenant_code, r$2.version AS version, r$2.created_at AS created_at, r$2.created_by AS created_by, r$2.updated_at AS updated_at, r$2.updated_by AS updated_by, r$2.pairing_id AS pairing_id, r$2.child_id AS child_id, r$2.caring_mother_id AS caring_mother_id, r$2.visited_on AS visited_on, r$2.kind AS kind, r$2.contact_made AS contact_made, r$2.findings AS findings, r$2.follow_up AS follow_up, row_number() OVER () AS n, count(*) OVER () AS fetched 
FROM (SELECT r$1.id AS id, r$1.tenant_code AS tenant_code, r$1.version AS version, r$1.created_at AS created_at, r$1.created_by AS created_by, r$1.updated_at AS updated_at, r$1.updated_by AS updated_by, r$1.pairing_id AS pairing_id, r$1.child_id AS child_id, r$1.caring_mother_id AS caring_mother_id, r$1.visited_on AS visited_on, r$1.kind AS kind, r$1.contact_made AS contact_made, r$1.findings AS findings, r$1.follow_up AS follow_up 
FROM visits AS r$1 
WHERE r$1.tenant_code >= @low@ AND r$1.tenant_code < @high@ AND (r$1.visited_on, r$1.id) < ($3::DATE, $4::UUID) ORDER BY r$1.visited_on DESC, r$1.id DESC 
 LIMIT 3) AS r$2) AS r$3) AS r$7) AS r$8) AS r$11) AS c0 OFFSET 0) AS answer
