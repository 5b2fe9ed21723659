SELECT answer.*, log_openings(array['CARING_MOTHER', 'CHILD', 'CHILD', 'CARING_MOTHER'], array['{name}', '{visit.findings}', '{health,name}', '{name,phone}'], array[answer.c0::text, answer.c1::text], $1, $2, $3, $4, $5) FROM (WITH paired AS 
(SELECT actor_children() AS children)
 SELECT (SELECT row_to_json(r$23) AS row_to_json_1 
FROM (SELECT r$22.l0 AS "nodes" 
FROM (SELECT coalesce(json_agg(r$21.i0), '[]'::json) AS l0 
FROM (SELECT (SELECT row_to_json(r$20) AS row_to_json_2 
FROM (SELECT r$2.name AS "name", CAST('{"@":"' || 'children.health' || ':' || CAST(r$2.id AS TEXT) || ':' || CAST(r$2.health AS TEXT) || '"}' AS JSON) AS "health", (SELECT (SELECT row_to_json(r$4) AS row_to_json_3 
FROM (SELECT r$3.name AS "name") AS r$4) AS anon_1 
FROM tenants AS r$3 
WHERE r$3.code = r$2.tenant_code) AS "tenant", (SELECT row_to_json(r$19) AS row_to_json_4 
FROM (SELECT r$18.l0 AS "nodes" 
FROM (SELECT coalesce(json_agg(r$17.i0), '[]'::json) AS l0 
FROM (SELECT (SELECT row_to_json(r$16) AS row_to_json_5 
FROM (SELECT r$6.from_on AS "fromOn", (SELECT (SELECT row_to_json(r$8) AS row_to_json_6 
FROM (SELECT r$7.name AS "name", CAST(r$7.id AS TEXT) || ':' || CAST(r$7.tenant_code AS TEXT) AS "@0000") AS r$8) AS anon_2 
FROM caring_mothers AS r$7 
WHERE r$7.id = r$6.caring_mother_id AND r$7.id = @caring_mother_id@) AS "caringMother", (SELECT row_to_json(r$15) AS row_to_json_7 
FROM (SELECT r$14.l0 AS "nodes" 
FROM (SELECT coalesce(json_agg(r$13.i0 ORDER BY r$13.n DESC) FILTER (WHERE r$13.n <= 3), '[]'::json) AS l0, coalesce(max(r$13.fetched) > 3, false) AS more, max(r$13.cursor) FILTER (WHERE r$13.n = 1) AS first, max(r$13.cursor) FILTER (WHERE r$13.n = least(r$13.fetched, 3)) AS last 
FROM (SELECT CASE WHEN (r$11.n <= 3) THEN (SELECT row_to_json(r$12) AS row_to_json_8 
FROM (SELECT r$11.visited_on AS "visitedOn", r$11.findings AS "findings", CAST(r$11.child_id AS TEXT) || ':' || CAST(r$11.tenant_code AS TEXT) AS "@0001") AS r$12) END AS i0, r$11.n AS n, r$11.fetched AS fetched, translate(encode(convert_to(CAST(json_build_array('ID_ASC', CAST(r$11.id AS TEXT)) AS TEXT), 'UTF8'), 'base64'), '
', '') AS cursor 
FROM (SELECT r$10.id AS id, r$10.tenant_code AS tenant_code, r$10.version AS version, r$10.created_at AS created_at, r$10.created_by AS created_by, r$10.updated_at AS updated_at, r$10.updated_by AS updated_by, r$10.pairing_id AS pairing_id, r$10.child_id AS child_id, r$10.caring_mother_id AS caring_mother_id, r$10.capacity AS capacity, r$10.visitor AS visitor, r$10.accompanied_by AS accompanied_by, r$10.visited_on AS visited_on, r$10.started_at AS started_at, r$10.minutes AS minutes, r$10.planned AS planned, r$10.kind AS kind, r$10.contact_made AS contact_made, r$10.no_contact_reason AS no_contact_reason, r$10.met AS met, r$10.living AS living, r$10.physical_health AS physical_health, r$10.mood AS mood, r$10.schooling AS schooling, r$10.care AS care, r$10.home_safety AS home_safety, r$10.parents_contacted_on AS parents_contacted_on, r$10.delegation_valid AS delegation_valid, r$10.what_changed AS what_changed, r$10.findings AS findings, r$10.follow_up AS follow_up, r$10.harm_suspected AS harm_suspected, r$10.next_on AS next_on, r$10.late_reason AS late_reason, row_number() OVER () AS n, count(*) OVER () AS fetched 
FROM (SELECT r$9.id AS id, r$9.tenant_code AS tenant_code, r$9.version AS version, r$9.created_at AS created_at, r$9.created_by AS created_by, r$9.updated_at AS updated_at, r$9.updated_by AS updated_by, r$9.pairing_id AS pairing_id, r$9.child_id AS child_id, r$9.caring_mother_id AS caring_mother_id, r$9.capacity AS capacity, r$9.visitor AS visitor, r$9.accompanied_by AS accompanied_by, r$9.visited_on AS visited_on, r$9.started_at AS started_at, r$9.minutes AS minutes, r$9.planned AS planned, r$9.kind AS kind, r$9.contact_made AS contact_made, r$9.no_contact_reason AS no_contact_reason, r$9.met AS met, r$9.living AS living, r$9.physical_health AS physical_health, r$9.mood AS mood, r$9.schooling AS schooling, r$9.care AS care, r$9.home_safety AS home_safety, r$9.parents_contacted_on AS parents_contacted_on, r$9.delegation_valid AS delegation_valid, r$9.what_changed AS what_changed, r$9.findings AS findings, r$9.follow_up AS follow_up, r$9.harm_suspected AS harm_suspected, r$9.next_on AS next_on, r$9.late_reason AS late_reason 
FROM visits AS r$9 
WHERE r$9.pairing_id = r$6.id AND r$9.child_id = ANY (CAST((SELECT paired.children 
FROM paired) AS UUID[])) ORDER BY r$9.id DESC 
 LIMIT 4) AS r$10) AS r$11) AS r$13) AS r$14) AS r$15) AS "visits") AS r$16) AS i0 
FROM (SELECT r$5.id AS id, r$5.tenant_code AS tenant_code, r$5.version AS version, r$5.created_at AS created_at, r$5.created_by AS created_by, r$5.updated_at AS updated_at, r$5.updated_by AS updated_by, r$5.child_id AS child_id, r$5.caring_mother_id AS caring_mother_id, r$5.role AS role, r$5.from_on AS from_on, r$5.until_on AS until_on, r$5.ended_reason AS ended_reason, r$5.handover_note AS handover_note, r$5.predecessor_id AS predecessor_id, r$5.team_id AS team_id, r$5.received_note AS received_note, r$5.agreement_number AS agreement_number, r$5.signed_by AS signed_by, r$5.signed_on AS signed_on, r$5.agreed_until AS agreed_until, r$5.kinship_excluded AS kinship_excluded, r$5.handed_over AS handed_over 
FROM pairings AS r$5 
WHERE r$5.child_id = r$2.id AND r$5.caring_mother_id = @caring_mother_id@ AND r$5.until_on IS NULL AND r$5.child_id = ANY (CAST((SELECT paired.children 
FROM paired) AS UUID[])) ORDER BY r$5.id ASC 
 LIMIT 20) AS r$6) AS r$17) AS r$18) AS r$19) AS "pairings", CAST(r$2.id AS TEXT) || ':' || CAST(r$2.tenant_code AS TEXT) AS "@0002") AS r$20) AS i0 
FROM (SELECT r$1.id AS id, r$1.tenant_code AS tenant_code, r$1.version AS version, r$1.created_at AS created_at, r$1.created_by AS created_by, r$1.updated_at AS updated_at, r$1.updated_by AS updated_by, r$1.name AS name, r$1.sex AS sex, r$1.birth_date AS birth_date, r$1.identity_number AS identity_number, r$1.identity_number_hash AS identity_number_hash, r$1.phone AS phone, r$1.phone_hash AS phone_hash, r$1.address AS address, r$1.school AS school, r$1.health AS health, r$1.parents_whereabouts AS parents_whereabouts, r$1.file_number AS file_number, r$1.former_names AS former_names, r$1.ethnicity AS ethnicity, r$1.identity_kind AS identity_kind, r$1.no_identity_reason AS no_identity_reason, r$1.household_registered AS household_registered, r$1.registered_division AS registered_division, r$1.residence_division AS residence_division, r$1.schooling AS schooling, r$1.class_name AS class_name, r$1.boarding AS boarding, r$1.teacher AS teacher, r$1.teacher_phone AS teacher_phone, r$1.health_kind AS health_kind, r$1.disability AS disability, r$1.income_sources AS income_sources, r$1.interests AS interests, r$1.taboos AS taboos, r$1.child_director AS child_director, r$1.basis AS basis, r$1.risk_level AS risk_level, r$1.category AS category, r$1.category_source AS category_source, r$1.category_since AS category_since, r$1.category_history AS category_history, r$1.identified_on AS identified_on, r$1.on_file_on AS on_file_on, r$1.closed_on AS closed_on, r$1.closed_reason AS closed_reason, r$1.merged_into_id AS merged_into_id, r$1.erased_on AS erased_on, r$1.state AS state, r$1.paired_on AS paired_on, r$1.stays AS stays, r$1.risk_history AS risk_history, r$1.untargeted_on AS untargeted_on, r$1.paired AS paired 
FROM children AS r$1 
WHERE r$1.id = ANY (CAST((SELECT paired.children 
FROM paired) AS UUID[])) ORDER BY CASE WHEN @walked@ THEN r$1.id END ASC 
 LIMIT 20) AS r$2) AS r$21) AS r$22) AS r$23) AS c0, (SELECT row_to_json(r$29) AS row_to_json_9 
FROM (SELECT r$28.l0 AS "nodes" 
FROM (SELECT coalesce(json_agg(r$27.i0), '[]'::json) AS l0 
FROM (SELECT (SELECT row_to_json(r$26) AS row_to_json_10 
FROM (SELECT r$25.name AS "name", CAST('{"@":"' || 'caring_mothers.phone' || ':' || CAST(r$25.id AS TEXT) || ':' || CAST(r$25.phone AS TEXT) || '"}' AS JSON) AS "phone", CAST(r$25.id AS TEXT) || ':' || CAST(r$25.tenant_code AS TEXT) AS "@0003") AS r$26) AS i0 
FROM (SELECT r$24.id AS id, r$24.tenant_code AS tenant_code, r$24.version AS version, r$24.created_at AS created_at, r$24.created_by AS created_by, r$24.updated_at AS updated_at, r$24.updated_by AS updated_by, r$24.name AS name, r$24.birth_date AS birth_date, r$24.identity_number AS identity_number, r$24.identity_number_hash AS identity_number_hash, r$24.phone AS phone, r$24.phone_hash AS phone_hash, r$24.address AS address, r$24.recruited_through AS recruited_through, r$24.sector AS sector, r$24.employer AS employer, r$24.skills AS skills, r$24.capacity AS capacity, r$24.service_code AS service_code, r$24.screening_state AS screening_state, r$24.screening_until AS screening_until, r$24.suspended_on AS suspended_on, r$24.suspended_reason AS suspended_reason, r$24.registered_on AS registered_on, r$24.closed_on AS closed_on, r$24.closed_reason AS closed_reason, r$24.erased_on AS erased_on, r$24.paired_on AS paired_on, r$24.handed_over AS handed_over 
FROM caring_mothers AS r$24 
WHERE r$24.id = @caring_mother_id@ ORDER BY CASE WHEN @walked@ THEN r$24.id END ASC 
 LIMIT 20) AS r$25) AS r$27) AS r$28) AS r$29) AS c1 OFFSET 0) AS answer
