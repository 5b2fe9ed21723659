SELECT answer.*, log_openings(array['CARING_MOTHER', 'CHILD'], array['{name}', '{name}'], array[answer.c0::text], $3, $4, $5, $6) FROM (WITH openings AS 
(SELECT actor_openings() AS children)
 SELECT CASE kind_of($1::UUID) WHEN 'CARING_MOTHER' THEN (SELECT (SELECT row_to_json(r$4) AS row_to_json_1 
FROM (SELECT 'CaringMother' AS "__typename", r$1.id AS "id", r$1.version AS "version", (SELECT (SELECT row_to_json(r$3) AS row_to_json_2 
FROM (SELECT r$2.name AS "name") AS r$3) AS anon_2 
FROM tenants AS r$2 
WHERE r$2.code = r$1.tenant_code) AS "tenant", CASE WHEN (r$1.tenant_code = @low@) THEN r$1.name ELSE left(r$1.name, 1) || '**' END AS "name", r$1.sector AS "sector", CASE WHEN (r$1.tenant_code = @low@) THEN CAST(r$1.id AS TEXT) || ':' || CAST(r$1.tenant_code AS TEXT) ELSE NULL END AS "@0000") AS r$4) AS anon_1 
FROM caring_mothers AS r$1 
WHERE r$1.id = $1::UUID AND (r$1.service_code >= @low@ AND r$1.service_code < @high@ OR r$1.service_code = ANY (@line@) OR r$1.tenant_code >= @low@ AND r$1.tenant_code < @high@ OR actor_pairs(r$1.id))) WHEN 'CHILD' THEN (SELECT (SELECT row_to_json(r$14) AS row_to_json_3 
FROM (SELECT 'Child' AS "__typename", r$5.id AS "id", r$5.version AS "version", (SELECT (SELECT row_to_json(r$7) AS row_to_json_4 
FROM (SELECT r$6.name AS "name") AS r$7) AS anon_4 
FROM tenants AS r$6 
WHERE r$6.code = r$5.tenant_code) AS "tenant", CASE WHEN (r$5.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$5.tenant_code = @low@) THEN r$5.name ELSE left(r$5.name, 1) || '**' END AS "name", r$5.sex AS "sex", to_json(array_remove(ARRAY[CASE WHEN (r$5.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$5.tenant_code = @low@) THEN NULL ELSE 'name' END, CASE WHEN (r$5.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$5.tenant_code = @low@) THEN NULL ELSE 'birthDate' END, CASE WHEN (r$5.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$5.tenant_code = @low@) THEN NULL ELSE 'identityNumber' END, CASE WHEN (r$5.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$5.tenant_code = @low@) THEN NULL ELSE 'phone' END, CASE WHEN (r$5.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$5.tenant_code = @low@) THEN NULL ELSE 'address' END, CASE WHEN (r$5.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$5.tenant_code = @low@) THEN NULL ELSE 'school' END, CASE WHEN (r$5.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$5.tenant_code = @low@) THEN NULL ELSE 'health' END, CASE WHEN (r$5.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$5.tenant_code = @low@) THEN NULL ELSE 'parentsWhereabouts' END, CASE WHEN (r$5.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$5.tenant_code = @low@) THEN NULL ELSE 'riskLevel' END, CASE WHEN (r$5.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$5.tenant_code = @low@) THEN NULL ELSE 'categoryHistory' END, CASE WHEN (r$5.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$5.tenant_code = @low@) THEN NULL ELSE 'history' END], NULL)) AS "hiddenFields", (SELECT row_to_json(r$13) AS row_to_json_5 
FROM (SELECT (SELECT count(*) AS count_1 
FROM pairings AS r$12 
WHERE r$12.child_id = r$5.id AND r$12.tenant_code >= @low@ AND r$12.tenant_code < @high@) AS "totalCount" 
FROM (SELECT count(*) AS one 
FROM (SELECT true AS one 
FROM (SELECT r$8.id AS id, r$8.tenant_code AS tenant_code, r$8.version AS version, r$8.created_at AS created_at, r$8.created_by AS created_by, r$8.updated_at AS updated_at, r$8.updated_by AS updated_by, r$8.child_id AS child_id, r$8.caring_mother_id AS caring_mother_id, r$8.role AS role, r$8.from_on AS from_on, r$8.until_on AS until_on, r$8.ended_reason AS ended_reason, r$8.handover_note AS handover_note, r$8.predecessor_id AS predecessor_id, r$8.received_note AS received_note, r$8.agreement_number AS agreement_number, r$8.signed_by AS signed_by, r$8.signed_on AS signed_on, r$8.agreed_until AS agreed_until, r$8.kinship_excluded AS kinship_excluded 
FROM pairings AS r$8 
WHERE r$8.child_id = r$5.id AND r$8.tenant_code >= @low@ AND r$8.tenant_code < @high@ ORDER BY r$8.id ASC 
 LIMIT 20) AS r$9) AS r$10) AS r$11) AS r$13) AS "pairings", CASE WHEN (r$5.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$5.tenant_code = @low@) THEN CAST(r$5.id AS TEXT) || ':' || CAST(r$5.tenant_code AS TEXT) ELSE NULL END AS "@0001") AS r$14) AS anon_3 
FROM children AS r$5 
WHERE r$5.id = $1::UUID AND r$5.tenant_code >= @low@ AND r$5.tenant_code < @high@) WHEN 'PAIRING' THEN (SELECT (SELECT row_to_json(r$18) AS row_to_json_6 
FROM (SELECT 'Pairing' AS "__typename", r$15.id AS "id", r$15.version AS "version", (SELECT (SELECT row_to_json(r$17) AS row_to_json_7 
FROM (SELECT r$16.name AS "name") AS r$17) AS anon_6 
FROM tenants AS r$16 
WHERE r$16.code = r$15.tenant_code) AS "tenant") AS r$18) AS anon_5 
FROM pairings AS r$15 
WHERE r$15.id = $1::UUID AND r$15.tenant_code >= @low@ AND r$15.tenant_code < @high@) WHEN 'VISIT' THEN (SELECT (SELECT row_to_json(r$22) AS row_to_json_8 
FROM (SELECT 'Visit' AS "__typename", r$19.id AS "id", r$19.version AS "version", (SELECT (SELECT row_to_json(r$21) AS row_to_json_9 
FROM (SELECT r$20.name AS "name") AS r$21) AS anon_8 
FROM tenants AS r$20 
WHERE r$20.code = r$19.tenant_code) AS "tenant") AS r$22) AS anon_7 
FROM visits AS r$19 
WHERE r$19.id = $1::UUID AND r$19.tenant_code >= @low@ AND r$19.tenant_code < @high@) WHEN 'NEED' THEN (SELECT (SELECT row_to_json(r$26) AS row_to_json_10 
FROM (SELECT 'Need' AS "__typename", r$23.id AS "id", r$23.version AS "version", (SELECT (SELECT row_to_json(r$25) AS row_to_json_11 
FROM (SELECT r$24.name AS "name") AS r$25) AS anon_10 
FROM tenants AS r$24 
WHERE r$24.code = r$23.tenant_code) AS "tenant") AS r$26) AS anon_9 
FROM needs AS r$23 
WHERE r$23.id = $1::UUID AND r$23.tenant_code >= @low@ AND r$23.tenant_code < @high@) WHEN 'SUPPORT' THEN (SELECT (SELECT row_to_json(r$30) AS row_to_json_12 
FROM (SELECT 'Support' AS "__typename", r$27.id AS "id", r$27.version AS "version", (SELECT (SELECT row_to_json(r$29) AS row_to_json_13 
FROM (SELECT r$28.name AS "name") AS r$29) AS anon_12 
FROM tenants AS r$28 
WHERE r$28.code = r$27.tenant_code) AS "tenant") AS r$30) AS anon_11 
FROM supports AS r$27 
WHERE r$27.id = $1::UUID AND r$27.tenant_code >= @low@ AND r$27.tenant_code < @high@) WHEN 'WISH' THEN (SELECT (SELECT row_to_json(r$34) AS row_to_json_14 
FROM (SELECT 'Wish' AS "__typename", r$31.id AS "id", r$31.version AS "version", (SELECT (SELECT row_to_json(r$33) AS row_to_json_15 
FROM (SELECT r$32.name AS "name") AS r$33) AS anon_14 
FROM tenants AS r$32 
WHERE r$32.code = r$31.tenant_code) AS "tenant") AS r$34) AS anon_13 
FROM wishes AS r$31 
WHERE r$31.id = $1::UUID AND r$31.tenant_code >= @low@ AND r$31.tenant_code < @high@) WHEN 'PUBLISHED_WISH' THEN (SELECT (SELECT row_to_json(r$38) AS row_to_json_16 
FROM (SELECT 'PublishedWish' AS "__typename", r$35.id AS "id", r$35.version AS "version", (SELECT (SELECT row_to_json(r$37) AS row_to_json_17 
FROM (SELECT r$36.name AS "name") AS r$37) AS anon_16 
FROM tenants AS r$36 
WHERE r$36.code = r$35.tenant_code) AS "tenant") AS r$38) AS anon_15 
FROM published_wishes AS r$35 
WHERE r$35.id = $1::UUID AND r$35.tenant_code >= @low@ AND r$35.tenant_code < @high@) WHEN 'FILE_OPENING' THEN (SELECT (SELECT row_to_json(r$40) AS row_to_json_18 
FROM (SELECT 'FileOpening' AS "__typename", r$39.id AS "id") AS r$40) AS anon_17 
FROM file_openings AS r$39 
WHERE r$39.id = $1::UUID AND (r$39.tenant_code = @low@ OR r$39.created_by = (SELECT actor_user() AS actor_user_1) AND r$39.opened_from = @low@ AND r$39.tenant_code >= @low@ AND r$39.tenant_code < @high@)) WHEN 'ACTIVITY' THEN (SELECT (SELECT row_to_json(r$44) AS row_to_json_19 
FROM (SELECT 'Activity' AS "__typename", r$41.id AS "id", r$41.version AS "version", (SELECT (SELECT row_to_json(r$43) AS row_to_json_20 
FROM (SELECT r$42.name AS "name") AS r$43) AS anon_19 
FROM tenants AS r$42 
WHERE r$42.code = r$41.tenant_code) AS "tenant") AS r$44) AS anon_18 
FROM activities AS r$41 
WHERE r$41.id = $1::UUID AND r$41.tenant_code >= @low@ AND r$41.tenant_code < @high@) WHEN 'PROJECT' THEN (SELECT (SELECT row_to_json(r$48) AS row_to_json_21 
FROM (SELECT 'Project' AS "__typename", r$45.id AS "id", r$45.version AS "version", (SELECT (SELECT row_to_json(r$47) AS row_to_json_22 
FROM (SELECT r$46.name AS "name") AS r$47) AS anon_21 
FROM tenants AS r$46 
WHERE r$46.code = r$45.tenant_code) AS "tenant") AS r$48) AS anon_20 
FROM projects AS r$45 
WHERE r$45.id = $1::UUID AND r$45.tenant_code >= @low@ AND r$45.tenant_code < @high@) WHEN 'DONATION' THEN (SELECT (SELECT row_to_json(r$52) AS row_to_json_23 
FROM (SELECT 'Donation' AS "__typename", r$49.id AS "id", r$49.version AS "version", (SELECT (SELECT row_to_json(r$51) AS row_to_json_24 
FROM (SELECT r$50.name AS "name") AS r$51) AS anon_23 
FROM tenants AS r$50 
WHERE r$50.code = r$49.tenant_code) AS "tenant") AS r$52) AS anon_22 
FROM donations AS r$49 
WHERE r$49.id = $1::UUID AND r$49.tenant_code >= @low@ AND r$49.tenant_code < @high@) WHEN 'DELIVERY' THEN (SELECT (SELECT row_to_json(r$56) AS row_to_json_25 
FROM (SELECT 'Delivery' AS "__typename", r$53.id AS "id", r$53.version AS "version", (SELECT (SELECT row_to_json(r$55) AS row_to_json_26 
FROM (SELECT r$54.name AS "name") AS r$55) AS anon_25 
FROM tenants AS r$54 
WHERE r$54.code = r$53.tenant_code) AS "tenant") AS r$56) AS anon_24 
FROM deliveries AS r$53 
WHERE r$53.id = $1::UUID AND r$53.tenant_code >= @low@ AND r$53.tenant_code < @high@) WHEN 'VENUE' THEN (SELECT (SELECT row_to_json(r$60) AS row_to_json_27 
FROM (SELECT 'Venue' AS "__typename", r$57.id AS "id", r$57.version AS "version", (SELECT (SELECT row_to_json(r$59) AS row_to_json_28 
FROM (SELECT r$58.name AS "name") AS r$59) AS anon_27 
FROM tenants AS r$58 
WHERE r$58.code = r$57.tenant_code) AS "tenant") AS r$60) AS anon_26 
FROM venues AS r$57 
WHERE r$57.id = $1::UUID AND r$57.tenant_code >= @low@ AND r$57.tenant_code < @high@) WHEN 'PROGRAMME' THEN (SELECT (SELECT row_to_json(r$64) AS row_to_json_29 
FROM (SELECT 'Programme' AS "__typename", r$61.id AS "id", r$61.version AS "version", (SELECT (SELECT row_to_json(r$63) AS row_to_json_30 
FROM (SELECT r$62.name AS "name") AS r$63) AS anon_29 
FROM tenants AS r$62 
WHERE r$62.code = r$61.tenant_code) AS "tenant") AS r$64) AS anon_28 
FROM programmes AS r$61 
WHERE r$61.id = $1::UUID AND (r$61.tenant_code = ANY (@line@) OR r$61.tenant_code >= @low@ AND r$61.tenant_code < @high@)) WHEN 'ORGANIZATION' THEN (SELECT (SELECT row_to_json(r$68) AS row_to_json_31 
FROM (SELECT 'Organization' AS "__typename", r$65.id AS "id", r$65.version AS "version", (SELECT (SELECT row_to_json(r$67) AS row_to_json_32 
FROM (SELECT r$66.name AS "name") AS r$67) AS anon_31 
FROM tenants AS r$66 
WHERE r$66.code = r$65.tenant_code) AS "tenant") AS r$68) AS anon_30 
FROM organizations AS r$65 
WHERE r$65.id = $1::UUID AND (r$65.tenant_code = ANY (@line@) OR r$65.tenant_code >= @low@ AND r$65.tenant_code < @high@)) WHEN 'MEMBERSHIP' THEN (SELECT (SELECT row_to_json(r$72) AS row_to_json_33 
FROM (SELECT 'Membership' AS "__typename", r$69.id AS "id", r$69.version AS "version", (SELECT (SELECT row_to_json(r$71) AS row_to_json_34 
FROM (SELECT r$70.name AS "name") AS r$71) AS anon_33 
FROM tenants AS r$70 
WHERE r$70.code = r$69.tenant_code) AS "tenant") AS r$72) AS anon_32 
FROM memberships AS r$69 
WHERE r$69.id = $1::UUID AND (r$69.tenant_code = ANY (@line@) OR r$69.tenant_code >= @low@ AND r$69.tenant_code < @high@)) WHEN 'PARTICIPATION' THEN (SELECT (SELECT row_to_json(r$76) AS row_to_json_35 
FROM (SELECT 'Participation' AS "__typename", r$73.id AS "id", r$73.version AS "version", (SELECT (SELECT row_to_json(r$75) AS row_to_json_36 
FROM (SELECT r$74.name AS "name") AS r$75) AS anon_35 
FROM tenants AS r$74 
WHERE r$74.code = r$73.tenant_code) AS "tenant") AS r$76) AS anon_34 
FROM participations AS r$73 
WHERE r$73.id = $1::UUID AND (r$73.tenant_code = ANY (@line@) OR r$73.tenant_code >= @low@ AND r$73.tenant_code < @high@)) WHEN 'MEASURE' THEN (SELECT (SELECT row_to_json(r$80) AS row_to_json_37 
FROM (SELECT 'Measure' AS "__typename", r$77.id AS "id", r$77.version AS "version", (SELECT (SELECT row_to_json(r$79) AS row_to_json_38 
FROM (SELECT r$78.name AS "name") AS r$79) AS anon_37 
FROM tenants AS r$78 
WHERE r$78.code = r$77.tenant_code) AS "tenant") AS r$80) AS anon_36 
FROM measures AS r$77 
WHERE r$77.id = $1::UUID AND (r$77.tenant_code = ANY (@line@) OR r$77.tenant_code >= @low@ AND r$77.tenant_code < @high@)) WHEN 'PROGRESS_ENTRY' THEN (SELECT (SELECT row_to_json(r$84) AS row_to_json_39 
FROM (SELECT 'ProgressEntry' AS "__typename", r$81.id AS "id", r$81.version AS "version", (SELECT (SELECT row_to_json(r$83) AS row_to_json_40 
FROM (SELECT r$82.name AS "name") AS r$83) AS anon_39 
FROM tenants AS r$82 
WHERE r$82.code = r$81.tenant_code) AS "tenant") AS r$84) AS anon_38 
FROM progress_entries AS r$81 
WHERE r$81.id = $1::UUID AND r$81.tenant_code >= @low@ AND r$81.tenant_code < @high@) WHEN 'TARGET' THEN (SELECT (SELECT row_to_json(r$88) AS row_to_json_41 
FROM (SELECT 'Target' AS "__typename", r$85.id AS "id", r$85.version AS "version", (SELECT (SELECT row_to_json(r$87) AS row_to_json_42 
FROM (SELECT r$86.name AS "name") AS r$87) AS anon_41 
FROM tenants AS r$86 
WHERE r$86.code = r$85.tenant_code) AS "tenant") AS r$88) AS anon_40 
FROM targets AS r$85 
WHERE r$85.id = $1::UUID AND r$85.tenant_code >= @low@ AND r$85.tenant_code < @high@) ELSE coalesce((SELECT (SELECT row_to_json(r$90) AS row_to_json_43 
FROM (SELECT 'Tenant' AS "__typename", CAST(r$89.code AS TEXT) AS "id", r$89.name AS "name", r$89.level AS "level") AS r$90) AS anon_42 
FROM tenants AS r$89 
WHERE r$89.code = $2::BIGINT AND (r$89.code = ANY (@line@) OR r$89.code >= @low@ AND r$89.code < @high@ OR actor_names(r$89.code))), (SELECT (SELECT row_to_json(r$92) AS row_to_json_44 
FROM (SELECT 'AccessLogEntry' AS "__typename", r$91.id AS "id") AS r$92) AS anon_43 
FROM access_log AS r$91 
WHERE r$91.id = $1::UUID AND @low@ = ANY (r$91.tenant_codes)), (SELECT (SELECT row_to_json(r$94) AS row_to_json_45 
FROM (SELECT 'Change' AS "__typename", r$93.id AS "id") AS r$94) AS anon_44 
FROM changes AS r$93 
WHERE r$93.id = $1::UUID AND actor_opens(r$93.kind, r$93.record_id)), null::json) END AS c0 OFFSET 0) AS answer
