SELECT answer.*, log_openings(array['CHILD', 'CARING_MOTHER'], array['{name}', '{name}'], array[answer.c0::text, answer.c1::text], $10, $11, $12, $13) FROM (SELECT (SELECT (SELECT row_to_json(r$26) AS row_to_json_1 
FROM (SELECT r$1.name AS "name", coalesce((SELECT json_agg((SELECT row_to_json(r$3) AS row_to_json_2 
FROM (SELECT r$2.name AS "name", r$2.level AS "level") AS r$3) ORDER BY r$2.code) AS json_agg_1 
FROM tenants AS r$2 
WHERE r$2.code = ANY (division_line(r$1.code)) AND r$2.code != r$1.code AND (r$2.code = ANY (@line@) OR r$2.code >= @low@ AND r$2.code < @high@ OR actor_names(r$2.code))), '[]'::json) AS "ancestors", CASE WHEN (r$1.code >= @low@ AND r$1.code < @high@) THEN (SELECT row_to_json(r$8) AS row_to_json_3 
FROM (SELECT r$7.s1 AS "children", r$7.s2 AS "childrenPaired", CAST(round(r$7.s2 / CAST(nullif(CAST(r$7.s1 AS NUMERIC), 0) AS NUMERIC), 4) AS FLOAT) AS "pairedRate", r$7.s0 AS "caringMothers", r$7.s3 AS "visits" 
FROM (SELECT CAST(least(coalesce(sum(r$6.amount) FILTER (WHERE r$6.figure = 'caring_mothers' AND r$6.dimension = ''), 0), 2147483647) AS INTEGER) AS s0, CAST(least(coalesce(sum(r$6.amount) FILTER (WHERE r$6.figure = 'children' AND r$6.dimension = ''), 0), 2147483647) AS INTEGER) AS s1, CAST(least(coalesce(sum(r$6.amount) FILTER (WHERE r$6.figure = 'children_paired' AND r$6.dimension = ''), 0), 2147483647) AS INTEGER) AS s2, CAST(least(coalesce(sum(r$6.amount) FILTER (WHERE r$6.figure = 'visits' AND r$6.dimension = ''), 0), 2147483647) AS INTEGER) AS s3 
FROM (SELECT r$4.figure AS figure, r$4.dimension AS dimension, r$4.month AS month, r$4.amount AS amount 
FROM statistics_rollups AS r$4 
WHERE r$4.figure IN ('caring_mothers', 'children', 'children_paired', 'visits') AND r$4.dimension = '' AND r$4.tenant_code = r$1.code UNION ALL SELECT r$5.figure AS figure, r$5.dimension AS dimension, r$5.month AS month, r$5.amount AS amount 
FROM statistics_deltas AS r$5 
WHERE r$5.figure IN ('caring_mothers', 'children', 'children_paired', 'visits') AND r$5.dimension = '' AND r$5.tenant_code >= r$1.code AND r$5.tenant_code < r$1.code_end) AS r$6) AS r$7) AS r$8) ELSE NULL END AS "statistics", (SELECT row_to_json(r$15) AS row_to_json_4 
FROM (SELECT (SELECT count(*) AS count_1 
FROM children AS r$14 
WHERE r$14.tenant_code >= r$1.code AND r$14.tenant_code < r$1.code_end AND r$14.tenant_code >= @low@ AND r$14.tenant_code < @high@ AND r$14.state = ANY ($1::TEXT[]) AND r$14.paired = $2::BOOLEAN) AS "totalCount", r$13.l0 AS "nodes" 
FROM (SELECT coalesce(json_agg(r$12.i0), '[]'::json) AS l0 
FROM (SELECT (SELECT row_to_json(r$11) AS row_to_json_5 
FROM (SELECT r$10.name AS "name", r$10.category AS "category", CAST(r$10.id AS TEXT) || ':' || CAST(r$10.tenant_code AS TEXT) AS "@0000") AS r$11) AS i0 
FROM (SELECT r$9.id AS id, r$9.tenant_code AS tenant_code, r$9.version AS version, r$9.created_at AS created_at, r$9.created_by AS created_by, r$9.updated_at AS updated_at, r$9.updated_by AS updated_by, r$9.name AS name, r$9.sex AS sex, r$9.birth_date AS birth_date, r$9.identity_number AS identity_number, r$9.identity_number_hash AS identity_number_hash, r$9.phone AS phone, r$9.phone_hash AS phone_hash, r$9.address AS address, r$9.school AS school, r$9.health AS health, r$9.parents_whereabouts AS parents_whereabouts, r$9.risk_level AS risk_level, r$9.category AS category, r$9.category_source AS category_source, r$9.category_since AS category_since, r$9.category_history AS category_history, r$9.identified_on AS identified_on, r$9.on_file_on AS on_file_on, r$9.closed_on AS closed_on, r$9.closed_reason AS closed_reason, r$9.erased_on AS erased_on, r$9.state AS state, r$9.paired_on AS paired_on, r$9.stays AS stays, r$9.paired AS paired 
FROM children AS r$9 
WHERE r$9.tenant_code >= r$1.code AND r$9.tenant_code < r$1.code_end AND r$9.tenant_code >= @low@ AND r$9.tenant_code < @high@ AND r$9.state = ANY ($3::TEXT[]) AND r$9.paired = $4::BOOLEAN ORDER BY r$9.id ASC 
 LIMIT 5) AS r$10) AS r$12) AS r$13) AS r$15) AS "unpaired", (SELECT row_to_json(r$25) AS row_to_json_6 
FROM (SELECT r$24.l0 AS "nodes" 
FROM (SELECT coalesce(json_agg(r$23.i0), '[]'::json) AS l0 
FROM (SELECT (SELECT row_to_json(r$22) AS row_to_json_7 
FROM (SELECT r$17.visited_on AS "visitedOn", (SELECT (SELECT row_to_json(r$19) AS row_to_json_8 
FROM (SELECT r$18.name AS "name", CAST(r$18.id AS TEXT) || ':' || CAST(r$18.tenant_code AS TEXT) AS "@0000") AS r$19) AS anon_2 
FROM children AS r$18 
WHERE r$18.id = r$17.child_id AND r$18.tenant_code >= @low@ AND r$18.tenant_code < @high@) AS "child", (SELECT (SELECT row_to_json(r$21) AS row_to_json_9 
FROM (SELECT CASE WHEN (r$20.tenant_code >= @low@ AND r$20.tenant_code < @high@) THEN r$20.name ELSE left(r$20.name, 1) || '**' END AS "name", CASE WHEN (r$20.tenant_code >= @low@ AND r$20.tenant_code < @high@) THEN CAST(r$20.id AS TEXT) || ':' || CAST(r$20.tenant_code AS TEXT) ELSE NULL END AS "@0001") AS r$21) AS anon_3 
FROM caring_mothers AS r$20 
WHERE r$20.id = r$17.caring_mother_id) AS "caringMother") AS r$22) AS i0 
FROM (SELECT r$16.id AS id, r$16.tenant_code AS tenant_code, r$16.version AS version, r$16.created_at AS created_at, r$16.created_by AS created_by, r$16.updated_at AS updated_at, r$16.updated_by AS updated_by, r$16.pairing_id AS pairing_id, r$16.child_id AS child_id, r$16.caring_mother_id AS caring_mother_id, r$16.capacity AS capacity, r$16.visitor AS visitor, r$16.accompanied_by AS accompanied_by, r$16.visited_on AS visited_on, r$16.started_at AS started_at, r$16.minutes AS minutes, r$16.planned AS planned, r$16.kind AS kind, r$16.contact_made AS contact_made, r$16.no_contact_reason AS no_contact_reason, r$16.met AS met, r$16.living AS living, r$16.health AS health, r$16.mood AS mood, r$16.schooling AS schooling, r$16.care AS care, r$16.home_safety AS home_safety, r$16.parents_contacted_on AS parents_contacted_on, r$16.delegation_valid AS delegation_valid, r$16.what_changed AS what_changed, r$16.findings AS findings, r$16.follow_up AS follow_up, r$16.harm_suspected AS harm_suspected, r$16.next_on AS next_on, r$16.late_reason AS late_reason 
FROM visits AS r$16 
WHERE r$16.tenant_code >= r$1.code AND r$16.tenant_code < r$1.code_end AND r$16.tenant_code >= @low@ AND r$16.tenant_code < @high@ ORDER BY r$16.visited_on DESC, r$16.id DESC 
 LIMIT 5) AS r$17) AS r$23) AS r$24) AS r$25) AS "visits") AS r$26) AS anon_1 
FROM tenants AS r$1 
WHERE r$1.code = $5::BIGINT AND (r$1.code = ANY (@line@) OR r$1.code >= @low@ AND r$1.code < @high@ OR actor_names(r$1.code))) AS c0, (SELECT row_to_json(r$37) AS row_to_json_10 
FROM (SELECT (SELECT count(*) AS count_2 
FROM caring_mothers AS r$36 
WHERE (r$36.service_code >= @low@ AND r$36.service_code < @high@ OR r$36.service_code = ANY (@line@) OR r$36.tenant_code >= @low@ AND r$36.tenant_code < @high@) AND r$36.service_code = ANY ($6::BIGINT[]) AND r$36.screening_state = ANY ($7::TEXT[])) AS "totalCount", r$35.l0 AS "nodes" 
FROM (SELECT coalesce(json_agg(r$34.i0), '[]'::json) AS l0 
FROM (SELECT (SELECT row_to_json(r$33) AS row_to_json_11 
FROM (SELECT CASE WHEN (r$28.tenant_code >= @low@ AND r$28.tenant_code < @high@) THEN r$28.name ELSE left(r$28.name, 1) || '**' END AS "name", r$28.sector AS "sector", r$28.capacity AS "capacity", (SELECT (SELECT row_to_json(r$30) AS row_to_json_12 
FROM (SELECT r$29.name AS "name") AS r$30) AS anon_4 
FROM tenants AS r$29 
WHERE r$29.code = r$28.tenant_code) AS "tenant", to_json(array_remove(ARRAY[CASE WHEN (r$28.tenant_code >= @low@ AND r$28.tenant_code < @high@) THEN NULL ELSE 'name' END, CASE WHEN (r$28.tenant_code >= @low@ AND r$28.tenant_code < @high@) THEN NULL ELSE 'birthDate' END, CASE WHEN (r$28.tenant_code >= @low@ AND r$28.tenant_code < @high@) THEN NULL ELSE 'identityNumber' END, CASE WHEN (r$28.tenant_code >= @low@ AND r$28.tenant_code < @high@) THEN NULL ELSE 'phone' END, CASE WHEN (r$28.tenant_code >= @low@ AND r$28.tenant_code < @high@) THEN NULL ELSE 'address' END, CASE WHEN (r$28.tenant_code >= @low@ AND r$28.tenant_code < @high@) THEN NULL ELSE 'employer' END, CASE WHEN (r$28.tenant_code >= @low@ AND r$28.tenant_code < @high@) THEN NULL ELSE 'history' END, CASE WHEN (r$28.service_code IS NOT NULL AND (SELECT (SELECT row_to_json(r$32) AS row_to_json_13 
FROM (SELECT CAST(r$31.code AS TEXT) AS "key") AS r$32) AS anon_5 
FROM tenants AS r$31 
WHERE r$31.code = r$28.service_code AND (r$31.code = ANY (@line@) OR r$31.code >= @low@ AND r$31.code < @high@ OR actor_names(r$31.code))) IS NULL) THEN 'serviceArea' END], NULL)) AS "hiddenFields", CASE WHEN (r$28.tenant_code >= @low@ AND r$28.tenant_code < @high@) THEN CAST(r$28.id AS TEXT) || ':' || CAST(r$28.tenant_code AS TEXT) ELSE NULL END AS "@0001") AS r$33) AS i0 
FROM (SELECT r$27.id AS id, r$27.tenant_code AS tenant_code, r$27.version AS version, r$27.created_at AS created_at, r$27.created_by AS created_by, r$27.updated_at AS updated_at, r$27.updated_by AS updated_by, r$27.name AS name, r$27.birth_date AS birth_date, r$27.identity_number AS identity_number, r$27.identity_number_hash AS identity_number_hash, r$27.phone AS phone, r$27.phone_hash AS phone_hash, r$27.address AS address, r$27.recruited_through AS recruited_through, r$27.sector AS sector, r$27.employer AS employer, r$27.skills AS skills, r$27.capacity AS capacity, r$27.service_code AS service_code, r$27.screening_state AS screening_state, r$27.screening_until AS screening_until, r$27.registered_on AS registered_on, r$27.closed_on AS closed_on, r$27.closed_reason AS closed_reason, r$27.erased_on AS erased_on, r$27.paired_on AS paired_on 
FROM caring_mothers AS r$27 
WHERE (r$27.service_code >= @low@ AND r$27.service_code < @high@ OR r$27.service_code = ANY (@line@) OR r$27.tenant_code >= @low@ AND r$27.tenant_code < @high@) AND r$27.service_code = ANY ($8::BIGINT[]) AND r$27.screening_state = ANY ($9::TEXT[]) ORDER BY r$27.id ASC 
 LIMIT 5) AS r$28) AS r$34) AS r$35) AS r$37) AS c1 OFFSET 0) AS answer
