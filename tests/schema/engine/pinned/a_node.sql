SELECT answer.*, log_openings(array['CARING_MOTHER', 'CHILD'], array['{name}', '{name}'], array[answer.c0::text], $14, $15, $16, $17) FROM (WITH openings AS 
(SELECT acting_openings() AS children)
 SELECT coalesce((SELECT (SELECT row_to_json(r$2) AS row_to_json_1 
FROM (SELECT 'Tenant' AS "__typename", CAST(r$1.code AS TEXT) AS "id", r$1.name AS "name", r$1.level AS "level") AS r$2) AS anon_1 
FROM tenants AS r$1 
WHERE r$1.code = $1::BIGINT AND (r$1.code = ANY (@line@) OR r$1.code >= @low@ AND r$1.code < @high@ OR acting_names(r$1.code))), (SELECT (SELECT row_to_json(r$6) AS row_to_json_2 
FROM (SELECT 'CaringMother' AS "__typename", r$3.id AS "id", r$3.version AS "version", (SELECT (SELECT row_to_json(r$5) AS row_to_json_3 
FROM (SELECT r$4.name AS "name") AS r$5) AS anon_3 
FROM tenants AS r$4 
WHERE r$4.code = r$3.tenant_code) AS "tenant", CASE WHEN (r$3.tenant_code = @low@) THEN r$3.name ELSE left(r$3.name, 1) || '**' END AS "name", r$3.sector AS "sector", CASE WHEN (r$3.tenant_code = @low@) THEN CAST(r$3.id AS TEXT) || ':' || CAST(r$3.tenant_code AS TEXT) ELSE NULL END AS "@0000") AS r$6) AS anon_2 
FROM caring_mothers AS r$3 
WHERE r$3.id = $2::UUID AND (r$3.service_code >= @low@ AND r$3.service_code < @high@ OR r$3.service_code = ANY (@line@) OR r$3.tenant_code >= @low@ AND r$3.tenant_code < @high@ OR acting_pairs(r$3.id))), (SELECT (SELECT row_to_json(r$16) AS row_to_json_4 
FROM (SELECT 'Child' AS "__typename", r$7.id AS "id", r$7.version AS "version", (SELECT (SELECT row_to_json(r$9) AS row_to_json_5 
FROM (SELECT r$8.name AS "name") AS r$9) AS anon_5 
FROM tenants AS r$8 
WHERE r$8.code = r$7.tenant_code) AS "tenant", CASE WHEN (r$7.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$7.tenant_code = @low@) THEN r$7.name ELSE left(r$7.name, 1) || '**' END AS "name", r$7.sex AS "sex", to_json(array_remove(ARRAY[CASE WHEN (r$7.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$7.tenant_code = @low@) THEN NULL ELSE 'name' END, CASE WHEN (r$7.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$7.tenant_code = @low@) THEN NULL ELSE 'birthDate' END, CASE WHEN (r$7.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$7.tenant_code = @low@) THEN NULL ELSE 'identityNumber' END, CASE WHEN (r$7.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$7.tenant_code = @low@) THEN NULL ELSE 'phone' END, CASE WHEN (r$7.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$7.tenant_code = @low@) THEN NULL ELSE 'address' END, CASE WHEN (r$7.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$7.tenant_code = @low@) THEN NULL ELSE 'school' END, CASE WHEN (r$7.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$7.tenant_code = @low@) THEN NULL ELSE 'health' END, CASE WHEN (r$7.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$7.tenant_code = @low@) THEN NULL ELSE 'parentsWhereabouts' END, CASE WHEN (r$7.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$7.tenant_code = @low@) THEN NULL ELSE 'riskLevel' END, CASE WHEN (r$7.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$7.tenant_code = @low@) THEN NULL ELSE 'categoryHistory' END, CASE WHEN (r$7.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$7.tenant_code = @low@) THEN NULL ELSE 'history' END], NULL)) AS "hiddenFields", (SELECT row_to_json(r$15) AS row_to_json_6 
FROM (SELECT (SELECT count(*) AS count_1 
FROM pairings AS r$14 
WHERE r$14.child_id = r$7.id AND r$14.tenant_code >= @low@ AND r$14.tenant_code < @high@) AS "totalCount" 
FROM (SELECT count(*) AS one 
FROM (SELECT true AS one 
FROM (SELECT r$10.id AS id, r$10.tenant_code AS tenant_code, r$10.version AS version, r$10.created_at AS created_at, r$10.created_by AS created_by, r$10.updated_at AS updated_at, r$10.updated_by AS updated_by, r$10.child_id AS child_id, r$10.caring_mother_id AS caring_mother_id, r$10.role AS role, r$10.from_on AS from_on, r$10.until_on AS until_on, r$10.ended_reason AS ended_reason, r$10.handover_note AS handover_note 
FROM pairings AS r$10 
WHERE r$10.child_id = r$7.id AND r$10.tenant_code >= @low@ AND r$10.tenant_code < @high@ ORDER BY r$10.id ASC 
 LIMIT 20) AS r$11) AS r$12) AS r$13) AS r$15) AS "pairings", CASE WHEN (r$7.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$7.tenant_code = @low@) THEN CAST(r$7.id AS TEXT) || ':' || CAST(r$7.tenant_code AS TEXT) ELSE NULL END AS "@0001") AS r$16) AS anon_4 
FROM children AS r$7 
WHERE r$7.id = $3::UUID AND r$7.tenant_code >= @low@ AND r$7.tenant_code < @high@), (SELECT (SELECT row_to_json(r$20) AS row_to_json_7 
FROM (SELECT 'Pairing' AS "__typename", r$17.id AS "id", r$17.version AS "version", (SELECT (SELECT row_to_json(r$19) AS row_to_json_8 
FROM (SELECT r$18.name AS "name") AS r$19) AS anon_7 
FROM tenants AS r$18 
WHERE r$18.code = r$17.tenant_code) AS "tenant") AS r$20) AS anon_6 
FROM pairings AS r$17 
WHERE r$17.id = $4::UUID AND r$17.tenant_code >= @low@ AND r$17.tenant_code < @high@), (SELECT (SELECT row_to_json(r$24) AS row_to_json_9 
FROM (SELECT 'Visit' AS "__typename", r$21.id AS "id", r$21.version AS "version", (SELECT (SELECT row_to_json(r$23) AS row_to_json_10 
FROM (SELECT r$22.name AS "name") AS r$23) AS anon_9 
FROM tenants AS r$22 
WHERE r$22.code = r$21.tenant_code) AS "tenant") AS r$24) AS anon_8 
FROM visits AS r$21 
WHERE r$21.id = $5::UUID AND r$21.tenant_code >= @low@ AND r$21.tenant_code < @high@), (SELECT (SELECT row_to_json(r$26) AS row_to_json_11 
FROM (SELECT 'FileOpening' AS "__typename", r$25.id AS "id") AS r$26) AS anon_10 
FROM file_openings AS r$25 
WHERE r$25.id = $6::UUID AND (r$25.tenant_code = @low@ OR r$25.created_by = (SELECT acting_user() AS acting_user_1) AND r$25.opened_from = @low@ AND r$25.tenant_code >= @low@ AND r$25.tenant_code < @high@)), (SELECT (SELECT row_to_json(r$28) AS row_to_json_12 
FROM (SELECT 'AccessLogEntry' AS "__typename", r$27.id AS "id") AS r$28) AS anon_11 
FROM access_log AS r$27 
WHERE r$27.id = $7::UUID AND @low@ = ANY (r$27.tenant_codes)), (SELECT (SELECT row_to_json(r$32) AS row_to_json_13 
FROM (SELECT 'Activity' AS "__typename", r$29.id AS "id", r$29.version AS "version", (SELECT (SELECT row_to_json(r$31) AS row_to_json_14 
FROM (SELECT r$30.name AS "name") AS r$31) AS anon_13 
FROM tenants AS r$30 
WHERE r$30.code = r$29.tenant_code) AS "tenant") AS r$32) AS anon_12 
FROM activities AS r$29 
WHERE r$29.id = $8::UUID AND r$29.tenant_code >= @low@ AND r$29.tenant_code < @high@), (SELECT (SELECT row_to_json(r$36) AS row_to_json_15 
FROM (SELECT 'Project' AS "__typename", r$33.id AS "id", r$33.version AS "version", (SELECT (SELECT row_to_json(r$35) AS row_to_json_16 
FROM (SELECT r$34.name AS "name") AS r$35) AS anon_15 
FROM tenants AS r$34 
WHERE r$34.code = r$33.tenant_code) AS "tenant") AS r$36) AS anon_14 
FROM projects AS r$33 
WHERE r$33.id = $9::UUID AND r$33.tenant_code >= @low@ AND r$33.tenant_code < @high@), (SELECT (SELECT row_to_json(r$40) AS row_to_json_17 
FROM (SELECT 'Donation' AS "__typename", r$37.id AS "id", r$37.version AS "version", (SELECT (SELECT row_to_json(r$39) AS row_to_json_18 
FROM (SELECT r$38.name AS "name") AS r$39) AS anon_17 
FROM tenants AS r$38 
WHERE r$38.code = r$37.tenant_code) AS "tenant") AS r$40) AS anon_16 
FROM donations AS r$37 
WHERE r$37.id = $10::UUID AND r$37.tenant_code >= @low@ AND r$37.tenant_code < @high@), (SELECT (SELECT row_to_json(r$44) AS row_to_json_19 
FROM (SELECT 'Delivery' AS "__typename", r$41.id AS "id", r$41.version AS "version", (SELECT (SELECT row_to_json(r$43) AS row_to_json_20 
FROM (SELECT r$42.name AS "name") AS r$43) AS anon_19 
FROM tenants AS r$42 
WHERE r$42.code = r$41.tenant_code) AS "tenant") AS r$44) AS anon_18 
FROM deliveries AS r$41 
WHERE r$41.id = $11::UUID AND r$41.tenant_code >= @low@ AND r$41.tenant_code < @high@), (SELECT (SELECT row_to_json(r$48) AS row_to_json_21 
FROM (SELECT 'Venue' AS "__typename", r$45.id AS "id", r$45.version AS "version", (SELECT (SELECT row_to_json(r$47) AS row_to_json_22 
FROM (SELECT r$46.name AS "name") AS r$47) AS anon_21 
FROM tenants AS r$46 
WHERE r$46.code = r$45.tenant_code) AS "tenant") AS r$48) AS anon_20 
FROM venues AS r$45 
WHERE r$45.id = $12::UUID AND r$45.tenant_code >= @low@ AND r$45.tenant_code < @high@), (SELECT (SELECT row_to_json(r$50) AS row_to_json_23 
FROM (SELECT 'Change' AS "__typename", r$49.id AS "id") AS r$50) AS anon_22 
FROM changes AS r$49 
WHERE r$49.id = $13::UUID AND acting_opens(r$49.kind, r$49.record_id)), null::json) AS c0 OFFSET 0) AS answer
