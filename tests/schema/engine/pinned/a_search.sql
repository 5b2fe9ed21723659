SELECT answer.*, log_openings(array['CHILD', 'CHILD', 'CARING_MOTHER', 'CARING_MOTHER'], array['{name}', '{nameContains}', '{name}', '{nameContains}'], array[answer.c0::text, answer.c1::text, answer.c2::text], $5, $6, $7, $8, $9) FROM (WITH openings AS 
(SELECT actor_openings() AS children)
 SELECT (SELECT row_to_json(r$13) AS row_to_json_1 
FROM (SELECT r$8.l0 AS "nodes", r$8.found AS "@found", (SELECT CASE WHEN (count(*) <= 20) THEN json_agg(r$12.found) ELSE json_build_array((SELECT row_to_json(r$9) AS row_to_json_2 
FROM (SELECT '00000000-0000-0000-0000-000000000000:' || CAST(@low@ AS TEXT) AS "@0001") AS r$9)) END AS anon_1 
FROM (SELECT (SELECT row_to_json(r$11) AS row_to_json_3 
FROM (SELECT CAST(r$10.id AS TEXT) || ':' || CAST(r$10.tenant_code AS TEXT) AS "@0001") AS r$11) AS found 
FROM children AS r$10 
WHERE r$10.tenant_code >= @low@ AND r$10.tenant_code < @high@ AND (r$10.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$10.tenant_code = @low@) 
 LIMIT 21) AS r$12) AS "@told" 
FROM (SELECT coalesce(json_agg(r$7.i0), '[]'::json) AS l0, coalesce(json_agg(r$7.found), '[]'::json) AS found 
FROM (SELECT (SELECT row_to_json(r$5) AS row_to_json_4 
FROM (SELECT CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN r$2.name ELSE left(r$2.name, 1) || '**' END AS "name", (SELECT (SELECT row_to_json(r$4) AS row_to_json_5 
FROM (SELECT r$3.name AS "name") AS r$4) AS anon_2 
FROM tenants AS r$3 
WHERE r$3.code = r$2.tenant_code) AS "tenant", to_json(array_remove(ARRAY[CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'name' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'birthDate' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'identityNumber' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'phone' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'address' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'school' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'health' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'parentsWhereabouts' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'fileNumber' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'formerNames' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'ethnicity' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'identityKind' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'noIdentityReason' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'householdRegistered' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'registeredDivision' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'residenceDivision' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'schooling' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'className' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'boarding' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'teacher' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'teacherPhone' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'healthKind' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'disability' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'incomeSources' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'interests' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'taboos' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'childDirector' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'riskLevel' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'categoryHistory' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'deFactoUnattended' END, CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN NULL ELSE 'history' END], NULL)) AS "hiddenFields", CASE WHEN (r$2.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$2.tenant_code = @low@) THEN CAST(r$2.id AS TEXT) || ':' || CAST(r$2.tenant_code AS TEXT) ELSE NULL END AS "@0000") AS r$5) AS i0, (SELECT row_to_json(r$6) AS row_to_json_6 
FROM (SELECT CAST(r$2.id AS TEXT) || ':' || CAST(r$2.tenant_code AS TEXT) AS "@0001") AS r$6) AS found 
FROM (SELECT r$1.id AS id, r$1.tenant_code AS tenant_code, r$1.version AS version, r$1.created_at AS created_at, r$1.created_by AS created_by, r$1.updated_at AS updated_at, r$1.updated_by AS updated_by, r$1.name AS name, r$1.sex AS sex, r$1.birth_date AS birth_date, r$1.identity_number AS identity_number, r$1.identity_number_hash AS identity_number_hash, r$1.phone AS phone, r$1.phone_hash AS phone_hash, r$1.address AS address, r$1.school AS school, r$1.health AS health, r$1.parents_whereabouts AS parents_whereabouts, r$1.file_number AS file_number, r$1.former_names AS former_names, r$1.ethnicity AS ethnicity, r$1.identity_kind AS identity_kind, r$1.no_identity_reason AS no_identity_reason, r$1.household_registered AS household_registered, r$1.registered_division AS registered_division, r$1.residence_division AS residence_division, r$1.schooling AS schooling, r$1.class_name AS class_name, r$1.boarding AS boarding, r$1.teacher AS teacher, r$1.teacher_phone AS teacher_phone, r$1.health_kind AS health_kind, r$1.disability AS disability, r$1.income_sources AS income_sources, r$1.interests AS interests, r$1.taboos AS taboos, r$1.child_director AS child_director, r$1.basis AS basis, r$1.risk_level AS risk_level, r$1.category AS category, r$1.category_source AS category_source, r$1.category_since AS category_since, r$1.category_history AS category_history, r$1.identified_on AS identified_on, r$1.on_file_on AS on_file_on, r$1.closed_on AS closed_on, r$1.closed_reason AS closed_reason, r$1.merged_into_id AS merged_into_id, r$1.erased_on AS erased_on, r$1.state AS state, r$1.paired_on AS paired_on, r$1.stays AS stays, r$1.risk_history AS risk_history, r$1.untargeted_on AS untargeted_on, r$1.paired AS paired 
FROM children AS r$1 
WHERE r$1.tenant_code >= @low@ AND r$1.tenant_code < @high@ AND (r$1.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$1.tenant_code = @low@) AND strpos(r$1.name, $1::VARCHAR) > 0 ORDER BY CASE WHEN @walked@ THEN r$1.id END ASC 
 LIMIT 20) AS r$2) AS r$7) AS r$8) AS r$13) AS c0, (SELECT row_to_json(r$30) AS row_to_json_7 
FROM (SELECT r$25.l0 AS "nodes", r$25.found AS "@found", (SELECT CASE WHEN (count(*) <= 20) THEN json_agg(r$29.found) ELSE json_build_array((SELECT row_to_json(r$26) AS row_to_json_8 
FROM (SELECT '00000000-0000-0000-0000-000000000000:' || CAST(@low@ AS TEXT) AS "@0003") AS r$26)) END AS anon_3 
FROM (SELECT (SELECT row_to_json(r$28) AS row_to_json_9 
FROM (SELECT CAST(r$27.id AS TEXT) || ':' || CAST(r$27.tenant_code AS TEXT) AS "@0003") AS r$28) AS found 
FROM caring_mothers AS r$27 
WHERE (r$27.service_code >= @low@ AND r$27.service_code < @high@ OR r$27.service_code = ANY (@line@) OR r$27.tenant_code >= @low@ AND r$27.tenant_code < @high@) AND r$27.tenant_code = @low@ 
 LIMIT 21) AS r$29) AS "@told" 
FROM (SELECT coalesce(json_agg(r$24.i0), '[]'::json) AS l0, coalesce(json_agg(r$24.found), '[]'::json) AS found 
FROM (SELECT (SELECT row_to_json(r$22) AS row_to_json_10 
FROM (SELECT CASE WHEN (r$15.tenant_code = @low@) THEN r$15.name ELSE left(r$15.name, 1) || '**' END AS "name", (SELECT (SELECT row_to_json(r$17) AS row_to_json_11 
FROM (SELECT r$16.name AS "name") AS r$17) AS anon_4 
FROM tenants AS r$16 
WHERE r$16.code = r$15.tenant_code) AS "tenant", to_json(array_remove(ARRAY[CASE WHEN (r$15.tenant_code = @low@) THEN NULL ELSE 'name' END, CASE WHEN (r$15.tenant_code = @low@) THEN NULL ELSE 'birthDate' END, CASE WHEN (r$15.tenant_code = @low@) THEN NULL ELSE 'identityNumber' END, CASE WHEN (r$15.tenant_code = @low@) THEN NULL ELSE 'phone' END, CASE WHEN (r$15.tenant_code = @low@) THEN NULL ELSE 'address' END, CASE WHEN (r$15.tenant_code = @low@) THEN NULL ELSE 'employer' END, CASE WHEN (r$15.tenant_code = @low@) THEN NULL ELSE 'volunteerNumber' END, CASE WHEN (r$15.tenant_code = @low@) THEN NULL ELSE 'insurance' END, CASE WHEN (r$15.tenant_code = @low@) THEN NULL ELSE 'insuredUntil' END, CASE WHEN (r$15.tenant_code = @low@) THEN NULL ELSE 'suspendedReason' END, CASE WHEN (r$15.tenant_code = @low@) THEN NULL ELSE 'history' END, CASE WHEN (r$15.recruiting_unit_id IS NOT NULL AND (SELECT (SELECT row_to_json(r$19) AS row_to_json_12 
FROM (SELECT r$18.id AS "key") AS r$19) AS anon_5 
FROM organizations AS r$18 
WHERE r$18.id = r$15.recruiting_unit_id AND (r$18.tenant_code = ANY (@line@) OR r$18.tenant_code >= @low@ AND r$18.tenant_code < @high@)) IS NULL) THEN 'recruitingUnit' END, CASE WHEN (r$15.service_code IS NOT NULL AND (SELECT (SELECT row_to_json(r$21) AS row_to_json_13 
FROM (SELECT CAST(r$20.code AS TEXT) AS "key") AS r$21) AS anon_6 
FROM tenants AS r$20 
WHERE r$20.code = r$15.service_code AND (r$20.code = ANY (@line@) OR r$20.code >= @low@ AND r$20.code < @high@ OR actor_names(r$20.code))) IS NULL) THEN 'serviceArea' END], NULL)) AS "hiddenFields", CASE WHEN (r$15.tenant_code = @low@) THEN CAST(r$15.id AS TEXT) || ':' || CAST(r$15.tenant_code AS TEXT) ELSE NULL END AS "@0002") AS r$22) AS i0, (SELECT row_to_json(r$23) AS row_to_json_14 
FROM (SELECT CAST(r$15.id AS TEXT) || ':' || CAST(r$15.tenant_code AS TEXT) AS "@0003") AS r$23) AS found 
FROM (SELECT r$14.id AS id, r$14.tenant_code AS tenant_code, r$14.version AS version, r$14.created_at AS created_at, r$14.created_by AS created_by, r$14.updated_at AS updated_at, r$14.updated_by AS updated_by, r$14.name AS name, r$14.birth_date AS birth_date, r$14.identity_number AS identity_number, r$14.identity_number_hash AS identity_number_hash, r$14.phone AS phone, r$14.phone_hash AS phone_hash, r$14.address AS address, r$14.recruited_through AS recruited_through, r$14.sector AS sector, r$14.employer AS employer, r$14.skills AS skills, r$14.capacity AS capacity, r$14.service_code AS service_code, r$14.screening_state AS screening_state, r$14.screening_until AS screening_until, r$14.suspended_on AS suspended_on, r$14.suspended_reason AS suspended_reason, r$14.registered_on AS registered_on, r$14.closed_on AS closed_on, r$14.closed_reason AS closed_reason, r$14.erased_on AS erased_on, r$14.paired_on AS paired_on, r$14.handed_over AS handed_over, r$14.recruiting_unit_id AS recruiting_unit_id, r$14.volunteer_number AS volunteer_number, r$14.volunteer_number_hash AS volunteer_number_hash, r$14.insurance AS insurance, r$14.insured_until AS insured_until, r$14.cleared_on AS cleared_on, r$14.trained_on AS trained_on, r$14.training_days AS training_days 
FROM caring_mothers AS r$14 
WHERE (r$14.service_code >= @low@ AND r$14.service_code < @high@ OR r$14.service_code = ANY (@line@) OR r$14.tenant_code >= @low@ AND r$14.tenant_code < @high@) AND r$14.tenant_code = @low@ AND strpos(r$14.name, $2::VARCHAR) > 0 ORDER BY CASE WHEN @walked@ THEN r$14.id END ASC 
 LIMIT 20) AS r$15) AS r$24) AS r$25) AS r$30) AS c1, (SELECT row_to_json(r$36) AS row_to_json_15 
FROM (SELECT (SELECT count(*) AS count_1 
FROM tenants AS r$35 
WHERE (r$35.code = ANY (@line@) OR r$35.code >= @low@ AND r$35.code < @high@) AND strpos(r$35.name, $3::VARCHAR) > 0) AS "totalCount" 
FROM (SELECT count(*) AS one 
FROM (SELECT true AS one 
FROM (SELECT r$31.code AS code, r$31.code_end AS code_end, r$31.name AS name, r$31.level AS level, r$31.parent_code AS parent_code, r$31.opened_on AS opened_on, r$31.closed_on AS closed_on 
FROM tenants AS r$31 
WHERE (r$31.code = ANY (@line@) OR r$31.code >= @low@ AND r$31.code < @high@) AND strpos(r$31.name, $4::VARCHAR) > 0 ORDER BY CASE WHEN @walked@ THEN r$31.code END ASC 
 LIMIT 20) AS r$32) AS r$33) AS r$34) AS r$36) AS c2 OFFSET 0) AS answer
