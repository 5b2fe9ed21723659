SELECT answer.*, log_openings(array['CARING_MOTHER', 'CHILD', 'CHILD'], array['{name,phone}', '{visit.findings,visit.followUp}', '{categoryHistory,name}'], array[answer.c0::text], $2, $3, $4, $5, $6) FROM (SELECT (SELECT (SELECT row_to_json(r$31) AS row_to_json_1 
FROM (SELECT r$1.name AS "name", r$1.sex AS "sex", r$1.category AS "category", coalesce((SELECT json_agg((SELECT row_to_json(r$3) AS row_to_json_2 
FROM (SELECT anon_2.category AS "category", anon_2.since AS "since", anon_2.until AS "until") AS r$3)) AS json_agg_1 
FROM jsonb_to_recordset(r$1.category_history) AS anon_2(category TEXT, source TEXT, since DATE, until DATE)), '[]'::json) AS "categoryHistory", r$1.state AS "state", r$1.version AS "version", to_json(array_remove(ARRAY[]::TEXT[], NULL)) AS "hiddenFields", (SELECT (SELECT row_to_json(r$7) AS row_to_json_3 
FROM (SELECT r$4.name AS "name", coalesce((SELECT json_agg((SELECT row_to_json(r$6) AS row_to_json_4 
FROM (SELECT r$5.name AS "name") AS r$6) ORDER BY r$5.code) AS json_agg_2 
FROM tenants AS r$5 
WHERE r$5.code = ANY (division_line(r$4.code)) AND r$5.code != r$4.code AND (r$5.code = ANY (@line@) OR r$5.code >= @low@ AND r$5.code < @high@ OR actor_names(r$5.code))), '[]'::json) AS "ancestors") AS r$7) AS anon_3 
FROM tenants AS r$4 
WHERE r$4.code = r$1.tenant_code) AS "tenant", (SELECT row_to_json(r$30) AS row_to_json_5 
FROM (SELECT (SELECT count(*) AS count_1 
FROM pairings AS r$29 
WHERE r$29.child_id = r$1.id AND (r$29.tenant_code >= @low@ AND r$29.tenant_code < @high@ OR (EXISTS (SELECT children_1.id 
FROM children AS children_1 
WHERE children_1.id = r$29.child_id AND children_1.tenant_code >= @low@ AND children_1.tenant_code < @high@)))) AS "totalCount", r$28.l0 AS "nodes" 
FROM (SELECT coalesce(json_agg(r$27.i0), '[]'::json) AS l0 
FROM (SELECT (SELECT row_to_json(r$26) AS row_to_json_6 
FROM (SELECT r$9.role AS "role", r$9.from_on AS "fromOn", r$9.until_on AS "untilOn", (SELECT (SELECT row_to_json(r$19) AS row_to_json_7 
FROM (SELECT CASE WHEN (r$10.tenant_code >= @low@ AND r$10.tenant_code < @high@) THEN r$10.name ELSE left(r$10.name, 1) || '**' END AS "name", CASE WHEN (r$10.tenant_code >= @low@ AND r$10.tenant_code < @high@) THEN CAST('{"@":"' || 'caring_mothers.phone' || ':' || CAST(r$10.id AS TEXT) || ':' || CAST(r$10.phone AS TEXT) || '"}' AS JSON) ELSE NULL END AS "phone", (SELECT (SELECT row_to_json(r$12) AS row_to_json_8 
FROM (SELECT r$11.name AS "name") AS r$12) AS anon_5 
FROM tenants AS r$11 
WHERE r$11.code = r$10.tenant_code) AS "tenant", (SELECT (SELECT row_to_json(r$14) AS row_to_json_9 
FROM (SELECT r$13.name AS "name") AS r$14) AS anon_6 
FROM tenants AS r$13 
WHERE r$13.code = r$10.service_code AND (r$13.code = ANY (@line@) OR r$13.code >= @low@ AND r$13.code < @high@ OR actor_names(r$13.code))) AS "serviceArea", to_json(array_remove(ARRAY[CASE WHEN (r$10.tenant_code >= @low@ AND r$10.tenant_code < @high@) THEN NULL ELSE 'name' END, CASE WHEN (r$10.tenant_code >= @low@ AND r$10.tenant_code < @high@) THEN NULL ELSE 'birthDate' END, CASE WHEN (r$10.tenant_code >= @low@ AND r$10.tenant_code < @high@) THEN NULL ELSE 'identityNumber' END, CASE WHEN (r$10.tenant_code >= @low@ AND r$10.tenant_code < @high@) THEN NULL ELSE 'phone' END, CASE WHEN (r$10.tenant_code >= @low@ AND r$10.tenant_code < @high@) THEN NULL ELSE 'address' END, CASE WHEN (r$10.tenant_code >= @low@ AND r$10.tenant_code < @high@) THEN NULL ELSE 'employer' END, CASE WHEN (r$10.tenant_code >= @low@ AND r$10.tenant_code < @high@) THEN NULL ELSE 'volunteerNumber' END, CASE WHEN (r$10.tenant_code >= @low@ AND r$10.tenant_code < @high@) THEN NULL ELSE 'insurance' END, CASE WHEN (r$10.tenant_code >= @low@ AND r$10.tenant_code < @high@) THEN NULL ELSE 'insuredUntil' END, CASE WHEN (r$10.tenant_code >= @low@ AND r$10.tenant_code < @high@) THEN NULL ELSE 'suspendedReason' END, CASE WHEN (r$10.tenant_code >= @low@ AND r$10.tenant_code < @high@) THEN NULL ELSE 'history' END, CASE WHEN (r$10.recruiting_unit_id IS NOT NULL AND (SELECT (SELECT row_to_json(r$16) AS row_to_json_10 
FROM (SELECT r$15.id AS "key") AS r$16) AS anon_7 
FROM organizations AS r$15 
WHERE r$15.id = r$10.recruiting_unit_id AND (r$15.tenant_code = ANY (@line@) OR r$15.tenant_code = @low@)) IS NULL) THEN 'recruitingUnit' END, CASE WHEN (r$10.service_code IS NOT NULL AND (SELECT (SELECT row_to_json(r$18) AS row_to_json_11 
FROM (SELECT CAST(r$17.code AS TEXT) AS "key") AS r$18) AS anon_8 
FROM tenants AS r$17 
WHERE r$17.code = r$10.service_code AND (r$17.code = ANY (@line@) OR r$17.code >= @low@ AND r$17.code < @high@ OR actor_names(r$17.code))) IS NULL) THEN 'serviceArea' END], NULL)) AS "hiddenFields", CASE WHEN (r$10.tenant_code >= @low@ AND r$10.tenant_code < @high@) THEN CAST(r$10.id AS TEXT) || ':' || CAST(r$10.tenant_code AS TEXT) ELSE NULL END AS "@0000") AS r$19) AS anon_4 
FROM caring_mothers AS r$10 
WHERE r$10.id = r$9.caring_mother_id) AS "caringMother", (SELECT row_to_json(r$25) AS row_to_json_12 
FROM (SELECT r$24.l0 AS "nodes" 
FROM (SELECT coalesce(json_agg(r$23.i0), '[]'::json) AS l0 
FROM (SELECT (SELECT row_to_json(r$22) AS row_to_json_13 
FROM (SELECT r$21.visited_on AS "visitedOn", r$21.kind AS "kind", r$21.contact_made AS "contactMade", r$21.findings AS "findings", r$21.follow_up AS "followUp", CAST(r$21.child_id AS TEXT) || ':' || CAST(r$21.tenant_code AS TEXT) AS "@0001") AS r$22) AS i0 
FROM (SELECT r$20.id AS id, r$20.tenant_code AS tenant_code, r$20.version AS version, r$20.created_at AS created_at, r$20.created_by AS created_by, r$20.updated_at AS updated_at, r$20.updated_by AS updated_by, r$20.pairing_id AS pairing_id, r$20.child_id AS child_id, r$20.caring_mother_id AS caring_mother_id, r$20.capacity AS capacity, r$20.visitor AS visitor, r$20.accompanied_by AS accompanied_by, r$20.visited_on AS visited_on, r$20.started_at AS started_at, r$20.minutes AS minutes, r$20.planned AS planned, r$20.kind AS kind, r$20.contact_made AS contact_made, r$20.no_contact_reason AS no_contact_reason, r$20.met AS met, r$20.living AS living, r$20.physical_health AS physical_health, r$20.mood AS mood, r$20.schooling AS schooling, r$20.care AS care, r$20.home_safety AS home_safety, r$20.parents_contacted_on AS parents_contacted_on, r$20.delegation_valid AS delegation_valid, r$20.what_changed AS what_changed, r$20.findings AS findings, r$20.follow_up AS follow_up, r$20.harm_suspected AS harm_suspected, r$20.next_on AS next_on, r$20.late_reason AS late_reason 
FROM visits AS r$20 
WHERE r$20.pairing_id = r$9.id AND (r$20.tenant_code >= @low@ AND r$20.tenant_code < @high@ OR (EXISTS (SELECT children_2.id 
FROM children AS children_2 
WHERE children_2.id = r$20.child_id AND children_2.tenant_code >= @low@ AND children_2.tenant_code < @high@))) ORDER BY r$20.visited_on DESC, r$20.id DESC 
 LIMIT 3) AS r$21) AS r$23) AS r$24) AS r$25) AS "visits") AS r$26) AS i0 
FROM (SELECT r$8.id AS id, r$8.tenant_code AS tenant_code, r$8.version AS version, r$8.created_at AS created_at, r$8.created_by AS created_by, r$8.updated_at AS updated_at, r$8.updated_by AS updated_by, r$8.child_id AS child_id, r$8.caring_mother_id AS caring_mother_id, r$8.role AS role, r$8.from_on AS from_on, r$8.until_on AS until_on, r$8.ended_reason AS ended_reason, r$8.handover_note AS handover_note, r$8.predecessor_id AS predecessor_id, r$8.team_id AS team_id, r$8.received_note AS received_note, r$8.agreement_number AS agreement_number, r$8.signed_by AS signed_by, r$8.signed_on AS signed_on, r$8.agreed_until AS agreed_until, r$8.kinship_excluded AS kinship_excluded, r$8.handed_over AS handed_over 
FROM pairings AS r$8 
WHERE r$8.child_id = r$1.id AND (r$8.tenant_code >= @low@ AND r$8.tenant_code < @high@ OR (EXISTS (SELECT children_3.id 
FROM children AS children_3 
WHERE children_3.id = r$8.child_id AND children_3.tenant_code >= @low@ AND children_3.tenant_code < @high@))) ORDER BY r$8.from_on DESC, r$8.id DESC 
 LIMIT 20) AS r$9) AS r$27) AS r$28) AS r$30) AS "pairings", CAST(r$1.id AS TEXT) || ':' || CAST(r$1.tenant_code AS TEXT) AS "@0002") AS r$31) AS anon_1 
FROM children AS r$1 
WHERE r$1.id = $1::UUID AND r$1.tenant_code >= @low@ AND r$1.tenant_code < @high@) AS c0 OFFSET 0) AS answer
