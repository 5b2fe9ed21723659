SELECT answer.*, log_openings(array['CARING_MOTHER', 'CHILD'], array['{name}', '{name}'], array[answer.c0::text], $3, $4, $5, $6, $7) FROM (WITH r$located AS 
(SELECT r$ids.field AS field, r$ids.n AS n, r$ids.key AS key, r$ids.code AS code, kind_of(r$ids.key) AS kind, CASE kind_of(r$ids.key) WHEN 'FILE_OPENING' THEN (SELECT 'FileOpening' 
FROM file_openings AS r$seen 
WHERE r$seen.id = "r$ids".key AND (r$seen.tenant_code = @low@ OR r$seen.created_by = (SELECT actor_user() AS actor_user_1) AND r$seen.opened_from = @low@ AND r$seen.tenant_code >= @low@ AND r$seen.tenant_code < @high@)) ELSE CASE WHEN (kind_of(r$ids.key) IS NULL) THEN coalesce((SELECT 'AccessLogEntry' 
FROM access_log AS r$seen 
WHERE r$seen.id = "r$ids".key AND (@low@ = ANY (r$seen.tenant_codes) OR r$seen.searched AND r$seen.tenant_code = ANY (@line@))), (SELECT 'Change' 
FROM changes AS r$seen 
WHERE r$seen.id = "r$ids".key AND actor_opens(r$seen.kind, r$seen.record_id)), null) END END AS type 
FROM (SELECT 0 AS field, anon_1.n AS n, anon_1.key AS key, anon_1.code AS code 
FROM unnest($1::UUID[], $2::BIGINT[]) WITH ORDINALITY AS anon_1(key, code, n)) AS r$ids), 
openings AS 
(SELECT actor_openings() AS children)
 SELECT (SELECT CASE r$1.kind WHEN 'CARING_MOTHER' THEN (SELECT (SELECT row_to_json(r$5) AS row_to_json_1 
FROM (SELECT 'CaringMother' AS "__typename", r$2.id AS "id", r$2.version AS "version", (SELECT (SELECT row_to_json(r$4) AS row_to_json_2 
FROM (SELECT r$3.name AS "name") AS r$4) AS anon_3 
FROM tenants AS r$3 
WHERE r$3.code = r$2.tenant_code) AS "tenant", CASE WHEN (r$2.tenant_code = @low@) THEN r$2.name ELSE left(r$2.name, 1) || '**' END AS "name", r$2.sector AS "sector", CASE WHEN (r$2.tenant_code = @low@) THEN CAST(r$2.id AS TEXT) || ':' || CAST(r$2.tenant_code AS TEXT) ELSE NULL END AS "@0000") AS r$5) AS anon_2 
FROM caring_mothers AS r$2 
WHERE r$2.id = r$1.key AND (r$2.service_code >= @low@ AND r$2.service_code < @high@ OR r$2.service_code = ANY (@line@) OR r$2.tenant_code >= @low@ AND r$2.tenant_code < @high@ OR actor_pairs(r$2.id))) WHEN 'SCREENING' THEN (SELECT (SELECT row_to_json(r$9) AS row_to_json_3 
FROM (SELECT 'Screening' AS "__typename", r$6.id AS "id", r$6.version AS "version", (SELECT (SELECT row_to_json(r$8) AS row_to_json_4 
FROM (SELECT r$7.name AS "name") AS r$8) AS anon_5 
FROM tenants AS r$7 
WHERE r$7.code = r$6.tenant_code) AS "tenant") AS r$9) AS anon_4 
FROM screenings AS r$6 
WHERE r$6.id = r$1.key AND r$6.tenant_code >= @low@ AND r$6.tenant_code < @high@) WHEN 'CLEARANCE_STEP' THEN (SELECT (SELECT row_to_json(r$13) AS row_to_json_5 
FROM (SELECT 'ClearanceStep' AS "__typename", r$10.id AS "id", r$10.version AS "version", (SELECT (SELECT row_to_json(r$12) AS row_to_json_6 
FROM (SELECT r$11.name AS "name") AS r$12) AS anon_7 
FROM tenants AS r$11 
WHERE r$11.code = r$10.tenant_code) AS "tenant") AS r$13) AS anon_6 
FROM clearance_steps AS r$10 
WHERE r$10.id = r$1.key AND r$10.tenant_code >= @low@ AND r$10.tenant_code < @high@) WHEN 'CLEARANCE_REQUIREMENT' THEN (SELECT (SELECT row_to_json(r$17) AS row_to_json_7 
FROM (SELECT 'ClearanceRequirement' AS "__typename", r$14.id AS "id", r$14.version AS "version", (SELECT (SELECT row_to_json(r$16) AS row_to_json_8 
FROM (SELECT r$15.name AS "name") AS r$16) AS anon_9 
FROM tenants AS r$15 
WHERE r$15.code = r$14.tenant_code) AS "tenant") AS r$17) AS anon_8 
FROM clearance_requirements AS r$14 
WHERE r$14.id = r$1.key AND (r$14.tenant_code = ANY (@line@) OR r$14.tenant_code >= @low@ AND r$14.tenant_code < @high@)) WHEN 'CERTIFICATE' THEN (SELECT (SELECT row_to_json(r$21) AS row_to_json_9 
FROM (SELECT 'Certificate' AS "__typename", r$18.id AS "id", r$18.version AS "version", (SELECT (SELECT row_to_json(r$20) AS row_to_json_10 
FROM (SELECT r$19.name AS "name") AS r$20) AS anon_11 
FROM tenants AS r$19 
WHERE r$19.code = r$18.tenant_code) AS "tenant") AS r$21) AS anon_10 
FROM certificates AS r$18 
WHERE r$18.id = r$1.key AND r$18.tenant_code = @low@) WHEN 'CHILD' THEN (SELECT (SELECT row_to_json(r$31) AS row_to_json_11 
FROM (SELECT 'Child' AS "__typename", r$22.id AS "id", r$22.version AS "version", (SELECT (SELECT row_to_json(r$24) AS row_to_json_12 
FROM (SELECT r$23.name AS "name") AS r$24) AS anon_13 
FROM tenants AS r$23 
WHERE r$23.code = r$22.tenant_code) AS "tenant", CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN r$22.name ELSE left(r$22.name, 1) || '**' END AS "name", r$22.sex AS "sex", to_json(array_remove(ARRAY[CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'name' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'birthDate' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'identityNumber' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'phone' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'address' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'school' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'health' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'parentsWhereabouts' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'fileNumber' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'formerNames' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'ethnicity' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'identityKind' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'noIdentityReason' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'householdRegistered' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'registeredDivision' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'residenceDivision' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'schooling' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'className' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'boarding' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'teacher' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'teacherPhone' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'healthKind' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'disability' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'incomeSources' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'interests' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'taboos' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'childDirector' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'riskLevel' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'categoryHistory' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'deFactoUnattended' END, CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN NULL ELSE 'history' END], NULL)) AS "hiddenFields", (SELECT row_to_json(r$30) AS row_to_json_13 
FROM (SELECT (SELECT count(*) AS count_1 
FROM pairings AS r$29 
WHERE r$29.child_id = r$22.id AND (r$29.tenant_code >= @low@ AND r$29.tenant_code < @high@ OR (EXISTS (SELECT children_1.id 
FROM children AS children_1 
WHERE children_1.id = r$29.child_id AND children_1.tenant_code >= @low@ AND children_1.tenant_code < @high@)))) AS "totalCount" 
FROM (SELECT count(*) AS one 
FROM (SELECT true AS one 
FROM (SELECT r$25.id AS id, r$25.tenant_code AS tenant_code, r$25.version AS version, r$25.created_at AS created_at, r$25.created_by AS created_by, r$25.updated_at AS updated_at, r$25.updated_by AS updated_by, r$25.child_id AS child_id, r$25.caring_mother_id AS caring_mother_id, r$25.role AS role, r$25.from_on AS from_on, r$25.until_on AS until_on, r$25.ended_reason AS ended_reason, r$25.handover_note AS handover_note, r$25.predecessor_id AS predecessor_id, r$25.team_id AS team_id, r$25.received_note AS received_note, r$25.agreement_number AS agreement_number, r$25.signed_by AS signed_by, r$25.signed_on AS signed_on, r$25.agreed_until AS agreed_until, r$25.kinship_excluded AS kinship_excluded, r$25.handed_over AS handed_over 
FROM pairings AS r$25 
WHERE r$25.child_id = r$22.id AND (r$25.tenant_code >= @low@ AND r$25.tenant_code < @high@ OR (EXISTS (SELECT children_2.id 
FROM children AS children_2 
WHERE children_2.id = r$25.child_id AND children_2.tenant_code >= @low@ AND children_2.tenant_code < @high@))) ORDER BY r$25.id ASC 
 LIMIT 20) AS r$26) AS r$27) AS r$28) AS r$30) AS "pairings", CASE WHEN (r$22.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$22.tenant_code = @low@) THEN CAST(r$22.id AS TEXT) || ':' || CAST(r$22.tenant_code AS TEXT) ELSE NULL END AS "@0001") AS r$31) AS anon_12 
FROM children AS r$22 
WHERE r$22.id = r$1.key AND r$22.tenant_code >= @low@ AND r$22.tenant_code < @high@) WHEN 'CATEGORIZATION' THEN (SELECT (SELECT row_to_json(r$35) AS row_to_json_14 
FROM (SELECT 'Categorization' AS "__typename", r$32.id AS "id", r$32.version AS "version", (SELECT (SELECT row_to_json(r$34) AS row_to_json_15 
FROM (SELECT r$33.name AS "name") AS r$34) AS anon_15 
FROM tenants AS r$33 
WHERE r$33.code = r$32.tenant_code) AS "tenant") AS r$35) AS anon_14 
FROM categorizations AS r$32 
WHERE r$32.id = r$1.key AND r$32.tenant_code >= @low@ AND r$32.tenant_code < @high@) WHEN 'PARENT_CIRCUMSTANCE' THEN (SELECT (SELECT row_to_json(r$39) AS row_to_json_16 
FROM (SELECT 'ParentCircumstance' AS "__typename", r$36.id AS "id", r$36.version AS "version", (SELECT (SELECT row_to_json(r$38) AS row_to_json_17 
FROM (SELECT r$37.name AS "name") AS r$38) AS anon_17 
FROM tenants AS r$37 
WHERE r$37.code = r$36.tenant_code) AS "tenant") AS r$39) AS anon_16 
FROM parent_circumstances AS r$36 
WHERE r$36.id = r$1.key AND r$36.tenant_code >= @low@ AND r$36.tenant_code < @high@) WHEN 'ASSESSMENT' THEN (SELECT (SELECT row_to_json(r$43) AS row_to_json_18 
FROM (SELECT 'Assessment' AS "__typename", r$40.id AS "id", r$40.version AS "version", (SELECT (SELECT row_to_json(r$42) AS row_to_json_19 
FROM (SELECT r$41.name AS "name") AS r$42) AS anon_19 
FROM tenants AS r$41 
WHERE r$41.code = r$40.tenant_code) AS "tenant") AS r$43) AS anon_18 
FROM assessments AS r$40 
WHERE r$40.id = r$1.key AND r$40.tenant_code >= @low@ AND r$40.tenant_code < @high@) WHEN 'TARGET_DECISION' THEN (SELECT (SELECT row_to_json(r$47) AS row_to_json_20 
FROM (SELECT 'TargetDecision' AS "__typename", r$44.id AS "id", r$44.version AS "version", (SELECT (SELECT row_to_json(r$46) AS row_to_json_21 
FROM (SELECT r$45.name AS "name") AS r$46) AS anon_21 
FROM tenants AS r$45 
WHERE r$45.code = r$44.tenant_code) AS "tenant") AS r$47) AS anon_20 
FROM target_decisions AS r$44 
WHERE r$44.id = r$1.key AND r$44.tenant_code >= @low@ AND r$44.tenant_code < @high@) WHEN 'GUARDIAN' THEN (SELECT (SELECT row_to_json(r$51) AS row_to_json_22 
FROM (SELECT 'Guardian' AS "__typename", r$48.id AS "id", r$48.version AS "version", (SELECT (SELECT row_to_json(r$50) AS row_to_json_23 
FROM (SELECT r$49.name AS "name") AS r$50) AS anon_23 
FROM tenants AS r$49 
WHERE r$49.code = r$48.tenant_code) AS "tenant") AS r$51) AS anon_22 
FROM guardians AS r$48 
WHERE r$48.id = r$1.key AND r$48.tenant_code >= @low@ AND r$48.tenant_code < @high@) WHEN 'CONSENT' THEN (SELECT (SELECT row_to_json(r$55) AS row_to_json_24 
FROM (SELECT 'Consent' AS "__typename", r$52.id AS "id", r$52.version AS "version", (SELECT (SELECT row_to_json(r$54) AS row_to_json_25 
FROM (SELECT r$53.name AS "name") AS r$54) AS anon_25 
FROM tenants AS r$53 
WHERE r$53.code = r$52.tenant_code) AS "tenant") AS r$55) AS anon_24 
FROM consents AS r$52 
WHERE r$52.id = r$1.key AND r$52.tenant_code >= @low@ AND r$52.tenant_code < @high@) WHEN 'ATTACHMENT' THEN (SELECT (SELECT row_to_json(r$59) AS row_to_json_26 
FROM (SELECT 'Attachment' AS "__typename", r$56.id AS "id", r$56.version AS "version", (SELECT (SELECT row_to_json(r$58) AS row_to_json_27 
FROM (SELECT r$57.name AS "name") AS r$58) AS anon_27 
FROM tenants AS r$57 
WHERE r$57.code = r$56.tenant_code) AS "tenant") AS r$59) AS anon_26 
FROM attachments AS r$56 
WHERE r$56.id = r$1.key AND r$56.tenant_code >= @low@ AND r$56.tenant_code < @high@) WHEN 'CARE_PLAN' THEN (SELECT (SELECT row_to_json(r$63) AS row_to_json_28 
FROM (SELECT 'CarePlan' AS "__typename", r$60.id AS "id", r$60.version AS "version", (SELECT (SELECT row_to_json(r$62) AS row_to_json_29 
FROM (SELECT r$61.name AS "name") AS r$62) AS anon_29 
FROM tenants AS r$61 
WHERE r$61.code = r$60.tenant_code) AS "tenant") AS r$63) AS anon_28 
FROM care_plans AS r$60 
WHERE r$60.id = r$1.key AND r$60.tenant_code >= @low@ AND r$60.tenant_code < @high@) WHEN 'BENEFIT' THEN (SELECT (SELECT row_to_json(r$67) AS row_to_json_30 
FROM (SELECT 'Benefit' AS "__typename", r$64.id AS "id", r$64.version AS "version", (SELECT (SELECT row_to_json(r$66) AS row_to_json_31 
FROM (SELECT r$65.name AS "name") AS r$66) AS anon_31 
FROM tenants AS r$65 
WHERE r$65.code = r$64.tenant_code) AS "tenant") AS r$67) AS anon_30 
FROM benefits AS r$64 
WHERE r$64.id = r$1.key AND r$64.tenant_code >= @low@ AND r$64.tenant_code < @high@) WHEN 'TEAM' THEN (SELECT (SELECT row_to_json(r$71) AS row_to_json_32 
FROM (SELECT 'Team' AS "__typename", r$68.id AS "id", r$68.version AS "version", (SELECT (SELECT row_to_json(r$70) AS row_to_json_33 
FROM (SELECT r$69.name AS "name") AS r$70) AS anon_33 
FROM tenants AS r$69 
WHERE r$69.code = r$68.tenant_code) AS "tenant") AS r$71) AS anon_32 
FROM teams AS r$68 
WHERE r$68.id = r$1.key AND (r$68.tenant_code = ANY (@line@) OR r$68.tenant_code >= @low@ AND r$68.tenant_code < @high@)) WHEN 'TEAM_MEMBER' THEN (SELECT (SELECT row_to_json(r$75) AS row_to_json_34 
FROM (SELECT 'TeamMember' AS "__typename", r$72.id AS "id", r$72.version AS "version", (SELECT (SELECT row_to_json(r$74) AS row_to_json_35 
FROM (SELECT r$73.name AS "name") AS r$74) AS anon_35 
FROM tenants AS r$73 
WHERE r$73.code = r$72.tenant_code) AS "tenant") AS r$75) AS anon_34 
FROM team_members AS r$72 
WHERE r$72.id = r$1.key AND (r$72.tenant_code = ANY (@line@) OR r$72.tenant_code >= @low@ AND r$72.tenant_code < @high@)) WHEN 'PAIRING' THEN (SELECT (SELECT row_to_json(r$79) AS row_to_json_36 
FROM (SELECT 'Pairing' AS "__typename", r$76.id AS "id", r$76.version AS "version", (SELECT (SELECT row_to_json(r$78) AS row_to_json_37 
FROM (SELECT r$77.name AS "name") AS r$78) AS anon_37 
FROM tenants AS r$77 
WHERE r$77.code = r$76.tenant_code) AS "tenant") AS r$79) AS anon_36 
FROM pairings AS r$76 
WHERE r$76.id = r$1.key AND (r$76.tenant_code >= @low@ AND r$76.tenant_code < @high@ OR (EXISTS (SELECT children_3.id 
FROM children AS children_3 
WHERE children_3.id = r$76.child_id AND children_3.tenant_code >= @low@ AND children_3.tenant_code < @high@)))) WHEN 'VISIT' THEN (SELECT (SELECT row_to_json(r$83) AS row_to_json_38 
FROM (SELECT 'Visit' AS "__typename", r$80.id AS "id", r$80.version AS "version", (SELECT (SELECT row_to_json(r$82) AS row_to_json_39 
FROM (SELECT r$81.name AS "name") AS r$82) AS anon_39 
FROM tenants AS r$81 
WHERE r$81.code = r$80.tenant_code) AS "tenant") AS r$83) AS anon_38 
FROM visits AS r$80 
WHERE r$80.id = r$1.key AND (r$80.tenant_code >= @low@ AND r$80.tenant_code < @high@ OR (EXISTS (SELECT children_4.id 
FROM children AS children_4 
WHERE children_4.id = r$80.child_id AND children_4.tenant_code >= @low@ AND children_4.tenant_code < @high@)))) WHEN 'NEED' THEN (SELECT (SELECT row_to_json(r$87) AS row_to_json_40 
FROM (SELECT 'Need' AS "__typename", r$84.id AS "id", r$84.version AS "version", (SELECT (SELECT row_to_json(r$86) AS row_to_json_41 
FROM (SELECT r$85.name AS "name") AS r$86) AS anon_41 
FROM tenants AS r$85 
WHERE r$85.code = r$84.tenant_code) AS "tenant") AS r$87) AS anon_40 
FROM needs AS r$84 
WHERE r$84.id = r$1.key AND (r$84.tenant_code >= @low@ AND r$84.tenant_code < @high@ OR (EXISTS (SELECT children_5.id 
FROM children AS children_5 
WHERE children_5.id = r$84.child_id AND children_5.tenant_code >= @low@ AND children_5.tenant_code < @high@)))) WHEN 'SUPPORT' THEN (SELECT (SELECT row_to_json(r$91) AS row_to_json_42 
FROM (SELECT 'Support' AS "__typename", r$88.id AS "id", r$88.version AS "version", (SELECT (SELECT row_to_json(r$90) AS row_to_json_43 
FROM (SELECT r$89.name AS "name") AS r$90) AS anon_43 
FROM tenants AS r$89 
WHERE r$89.code = r$88.tenant_code) AS "tenant") AS r$91) AS anon_42 
FROM supports AS r$88 
WHERE r$88.id = r$1.key AND (r$88.tenant_code >= @low@ AND r$88.tenant_code < @high@ OR (EXISTS (SELECT children_6.id 
FROM children AS children_6 
WHERE children_6.id = r$88.child_id AND children_6.tenant_code >= @low@ AND children_6.tenant_code < @high@)))) WHEN 'WISH' THEN (SELECT (SELECT row_to_json(r$95) AS row_to_json_44 
FROM (SELECT 'Wish' AS "__typename", r$92.id AS "id", r$92.version AS "version", (SELECT (SELECT row_to_json(r$94) AS row_to_json_45 
FROM (SELECT r$93.name AS "name") AS r$94) AS anon_45 
FROM tenants AS r$93 
WHERE r$93.code = r$92.tenant_code) AS "tenant") AS r$95) AS anon_44 
FROM wishes AS r$92 
WHERE r$92.id = r$1.key AND (r$92.tenant_code >= @low@ AND r$92.tenant_code < @high@ OR (EXISTS (SELECT children_7.id 
FROM children AS children_7 
WHERE children_7.id = r$92.child_id AND children_7.tenant_code >= @low@ AND children_7.tenant_code < @high@)))) WHEN 'PUBLISHED_WISH' THEN (SELECT (SELECT row_to_json(r$99) AS row_to_json_46 
FROM (SELECT 'PublishedWish' AS "__typename", r$96.id AS "id", r$96.version AS "version", (SELECT (SELECT row_to_json(r$98) AS row_to_json_47 
FROM (SELECT r$97.name AS "name") AS r$98) AS anon_47 
FROM tenants AS r$97 
WHERE r$97.code = r$96.tenant_code) AS "tenant") AS r$99) AS anon_46 
FROM published_wishes AS r$96 
WHERE r$96.id = r$1.key AND r$96.tenant_code >= @low@ AND r$96.tenant_code < @high@) WHEN 'CHECKLIST_ITEM' THEN (SELECT (SELECT row_to_json(r$103) AS row_to_json_48 
FROM (SELECT 'ChecklistItem' AS "__typename", r$100.id AS "id", r$100.version AS "version", (SELECT (SELECT row_to_json(r$102) AS row_to_json_49 
FROM (SELECT r$101.name AS "name") AS r$102) AS anon_49 
FROM tenants AS r$101 
WHERE r$101.code = r$100.tenant_code) AS "tenant") AS r$103) AS anon_48 
FROM checklist_items AS r$100 
WHERE r$100.id = r$1.key AND (r$100.tenant_code = ANY (@line@) OR r$100.tenant_code >= @low@ AND r$100.tenant_code < @high@)) WHEN 'WAIVER' THEN (SELECT (SELECT row_to_json(r$107) AS row_to_json_50 
FROM (SELECT 'Waiver' AS "__typename", r$104.id AS "id", r$104.version AS "version", (SELECT (SELECT row_to_json(r$106) AS row_to_json_51 
FROM (SELECT r$105.name AS "name") AS r$106) AS anon_51 
FROM tenants AS r$105 
WHERE r$105.code = r$104.tenant_code) AS "tenant") AS r$107) AS anon_50 
FROM waivers AS r$104 
WHERE r$104.id = r$1.key AND r$104.tenant_code = @low@) WHEN 'ATTENDANCE' THEN (SELECT (SELECT row_to_json(r$111) AS row_to_json_52 
FROM (SELECT 'Attendance' AS "__typename", r$108.id AS "id", r$108.version AS "version", (SELECT (SELECT row_to_json(r$110) AS row_to_json_53 
FROM (SELECT r$109.name AS "name") AS r$110) AS anon_53 
FROM tenants AS r$109 
WHERE r$109.code = r$108.tenant_code) AS "tenant") AS r$111) AS anon_52 
FROM attendances AS r$108 
WHERE r$108.id = r$1.key AND r$108.tenant_code >= @low@ AND r$108.tenant_code < @high@) WHEN 'TRANSFER' THEN (SELECT (SELECT row_to_json(r$115) AS row_to_json_54 
FROM (SELECT 'Transfer' AS "__typename", r$112.id AS "id", r$112.version AS "version", (SELECT (SELECT row_to_json(r$114) AS row_to_json_55 
FROM (SELECT r$113.name AS "name") AS r$114) AS anon_55 
FROM tenants AS r$113 
WHERE r$113.code = r$112.tenant_code) AS "tenant") AS r$115) AS anon_54 
FROM transfers AS r$112 
WHERE r$112.id = r$1.key AND (r$112.tenant_code = @low@ OR r$112.receiver_code = @low@)) WHEN 'FILE_ENQUIRY' THEN (SELECT (SELECT row_to_json(r$119) AS row_to_json_56 
FROM (SELECT 'FileEnquiry' AS "__typename", r$116.id AS "id", r$116.version AS "version", (SELECT (SELECT row_to_json(r$118) AS row_to_json_57 
FROM (SELECT r$117.name AS "name") AS r$118) AS anon_57 
FROM tenants AS r$117 
WHERE r$117.code = r$116.tenant_code) AS "tenant") AS r$119) AS anon_56 
FROM file_enquiries AS r$116 
WHERE r$116.id = r$1.key AND r$116.tenant_code = @low@) WHEN 'RECEIVED_ENQUIRY' THEN (SELECT (SELECT row_to_json(r$123) AS row_to_json_58 
FROM (SELECT 'ReceivedEnquiry' AS "__typename", r$120.id AS "id", r$120.version AS "version", (SELECT (SELECT row_to_json(r$122) AS row_to_json_59 
FROM (SELECT r$121.name AS "name") AS r$122) AS anon_59 
FROM tenants AS r$121 
WHERE r$121.code = r$120.tenant_code) AS "tenant") AS r$123) AS anon_58 
FROM received_enquiries AS r$120 
WHERE r$120.id = r$1.key AND r$120.tenant_code = @low@) WHEN 'INCIDENT_REPORT' THEN (SELECT (SELECT row_to_json(r$127) AS row_to_json_60 
FROM (SELECT 'IncidentReport' AS "__typename", r$124.id AS "id", r$124.version AS "version", (SELECT (SELECT row_to_json(r$126) AS row_to_json_61 
FROM (SELECT r$125.name AS "name") AS r$126) AS anon_61 
FROM tenants AS r$125 
WHERE r$125.code = r$124.tenant_code) AS "tenant") AS r$127) AS anon_60 
FROM incident_reports AS r$124 
WHERE r$124.id = r$1.key AND r$124.tenant_code >= @low@ AND r$124.tenant_code < @high@) WHEN 'INCIDENT_AMENDMENT' THEN (SELECT (SELECT row_to_json(r$131) AS row_to_json_62 
FROM (SELECT 'IncidentAmendment' AS "__typename", r$128.id AS "id", r$128.version AS "version", (SELECT (SELECT row_to_json(r$130) AS row_to_json_63 
FROM (SELECT r$129.name AS "name") AS r$130) AS anon_63 
FROM tenants AS r$129 
WHERE r$129.code = r$128.tenant_code) AS "tenant") AS r$131) AS anon_62 
FROM incident_amendments AS r$128 
WHERE r$128.id = r$1.key AND r$128.tenant_code >= @low@ AND r$128.tenant_code < @high@) WHEN 'INCIDENT_REPORTER' THEN (SELECT (SELECT row_to_json(r$135) AS row_to_json_64 
FROM (SELECT 'IncidentReporter' AS "__typename", r$132.id AS "id", r$132.version AS "version", (SELECT (SELECT row_to_json(r$134) AS row_to_json_65 
FROM (SELECT r$133.name AS "name") AS r$134) AS anon_65 
FROM tenants AS r$133 
WHERE r$133.code = r$132.tenant_code) AS "tenant") AS r$135) AS anon_64 
FROM incident_reporters AS r$132 
WHERE r$132.id = r$1.key AND r$132.tenant_code >= @low@ AND r$132.tenant_code < @high@) WHEN 'ACTIVITY' THEN (SELECT (SELECT row_to_json(r$139) AS row_to_json_66 
FROM (SELECT 'Activity' AS "__typename", r$136.id AS "id", r$136.version AS "version", (SELECT (SELECT row_to_json(r$138) AS row_to_json_67 
FROM (SELECT r$137.name AS "name") AS r$138) AS anon_67 
FROM tenants AS r$137 
WHERE r$137.code = r$136.tenant_code) AS "tenant") AS r$139) AS anon_66 
FROM activities AS r$136 
WHERE r$136.id = r$1.key AND r$136.tenant_code >= @low@ AND r$136.tenant_code < @high@) WHEN 'ACTIVITY_PARTNER' THEN (SELECT (SELECT row_to_json(r$143) AS row_to_json_68 
FROM (SELECT 'ActivityPartner' AS "__typename", r$140.id AS "id", r$140.version AS "version", (SELECT (SELECT row_to_json(r$142) AS row_to_json_69 
FROM (SELECT r$141.name AS "name") AS r$142) AS anon_69 
FROM tenants AS r$141 
WHERE r$141.code = r$140.tenant_code) AS "tenant") AS r$143) AS anon_68 
FROM activity_partners AS r$140 
WHERE r$140.id = r$1.key AND r$140.tenant_code >= @low@ AND r$140.tenant_code < @high@) WHEN 'PROJECT' THEN (SELECT (SELECT row_to_json(r$147) AS row_to_json_70 
FROM (SELECT 'Project' AS "__typename", r$144.id AS "id", r$144.version AS "version", (SELECT (SELECT row_to_json(r$146) AS row_to_json_71 
FROM (SELECT r$145.name AS "name") AS r$146) AS anon_71 
FROM tenants AS r$145 
WHERE r$145.code = r$144.tenant_code) AS "tenant") AS r$147) AS anon_70 
FROM projects AS r$144 
WHERE r$144.id = r$1.key AND r$144.tenant_code >= @low@ AND r$144.tenant_code < @high@) WHEN 'DONATION' THEN (SELECT (SELECT row_to_json(r$151) AS row_to_json_72 
FROM (SELECT 'Donation' AS "__typename", r$148.id AS "id", r$148.version AS "version", (SELECT (SELECT row_to_json(r$150) AS row_to_json_73 
FROM (SELECT r$149.name AS "name") AS r$150) AS anon_73 
FROM tenants AS r$149 
WHERE r$149.code = r$148.tenant_code) AS "tenant") AS r$151) AS anon_72 
FROM donations AS r$148 
WHERE r$148.id = r$1.key AND r$148.tenant_code >= @low@ AND r$148.tenant_code < @high@) WHEN 'DELIVERY' THEN (SELECT (SELECT row_to_json(r$155) AS row_to_json_74 
FROM (SELECT 'Delivery' AS "__typename", r$152.id AS "id", r$152.version AS "version", (SELECT (SELECT row_to_json(r$154) AS row_to_json_75 
FROM (SELECT r$153.name AS "name") AS r$154) AS anon_75 
FROM tenants AS r$153 
WHERE r$153.code = r$152.tenant_code) AS "tenant") AS r$155) AS anon_74 
FROM deliveries AS r$152 
WHERE r$152.id = r$1.key AND r$152.tenant_code >= @low@ AND r$152.tenant_code < @high@) WHEN 'VENUE' THEN (SELECT (SELECT row_to_json(r$159) AS row_to_json_76 
FROM (SELECT 'Venue' AS "__typename", r$156.id AS "id", r$156.version AS "version", (SELECT (SELECT row_to_json(r$158) AS row_to_json_77 
FROM (SELECT r$157.name AS "name") AS r$158) AS anon_77 
FROM tenants AS r$157 
WHERE r$157.code = r$156.tenant_code) AS "tenant") AS r$159) AS anon_76 
FROM venues AS r$156 
WHERE r$156.id = r$1.key AND r$156.tenant_code >= @low@ AND r$156.tenant_code < @high@) WHEN 'PROGRAMME' THEN (SELECT (SELECT row_to_json(r$163) AS row_to_json_78 
FROM (SELECT 'Programme' AS "__typename", r$160.id AS "id", r$160.version AS "version", (SELECT (SELECT row_to_json(r$162) AS row_to_json_79 
FROM (SELECT r$161.name AS "name") AS r$162) AS anon_79 
FROM tenants AS r$161 
WHERE r$161.code = r$160.tenant_code) AS "tenant") AS r$163) AS anon_78 
FROM programmes AS r$160 
WHERE r$160.id = r$1.key AND (r$160.tenant_code = ANY (@line@) OR r$160.tenant_code >= @low@ AND r$160.tenant_code < @high@)) WHEN 'ORGANIZATION' THEN (SELECT (SELECT row_to_json(r$167) AS row_to_json_80 
FROM (SELECT 'Organization' AS "__typename", r$164.id AS "id", r$164.version AS "version", (SELECT (SELECT row_to_json(r$166) AS row_to_json_81 
FROM (SELECT r$165.name AS "name") AS r$166) AS anon_81 
FROM tenants AS r$165 
WHERE r$165.code = r$164.tenant_code) AS "tenant") AS r$167) AS anon_80 
FROM organizations AS r$164 
WHERE r$164.id = r$1.key AND (r$164.tenant_code = ANY (@line@) OR r$164.tenant_code >= @low@ AND r$164.tenant_code < @high@)) WHEN 'MEMBERSHIP' THEN (SELECT (SELECT row_to_json(r$171) AS row_to_json_82 
FROM (SELECT 'Membership' AS "__typename", r$168.id AS "id", r$168.version AS "version", (SELECT (SELECT row_to_json(r$170) AS row_to_json_83 
FROM (SELECT r$169.name AS "name") AS r$170) AS anon_83 
FROM tenants AS r$169 
WHERE r$169.code = r$168.tenant_code) AS "tenant") AS r$171) AS anon_82 
FROM memberships AS r$168 
WHERE r$168.id = r$1.key AND (r$168.tenant_code = ANY (@line@) OR r$168.tenant_code >= @low@ AND r$168.tenant_code < @high@)) WHEN 'PARTICIPATION' THEN (SELECT (SELECT row_to_json(r$175) AS row_to_json_84 
FROM (SELECT 'Participation' AS "__typename", r$172.id AS "id", r$172.version AS "version", (SELECT (SELECT row_to_json(r$174) AS row_to_json_85 
FROM (SELECT r$173.name AS "name") AS r$174) AS anon_85 
FROM tenants AS r$173 
WHERE r$173.code = r$172.tenant_code) AS "tenant") AS r$175) AS anon_84 
FROM participations AS r$172 
WHERE r$172.id = r$1.key AND (r$172.tenant_code = ANY (@line@) OR r$172.tenant_code >= @low@ AND r$172.tenant_code < @high@)) WHEN 'MEASURE' THEN (SELECT (SELECT row_to_json(r$179) AS row_to_json_86 
FROM (SELECT 'Measure' AS "__typename", r$176.id AS "id", r$176.version AS "version", (SELECT (SELECT row_to_json(r$178) AS row_to_json_87 
FROM (SELECT r$177.name AS "name") AS r$178) AS anon_87 
FROM tenants AS r$177 
WHERE r$177.code = r$176.tenant_code) AS "tenant") AS r$179) AS anon_86 
FROM measures AS r$176 
WHERE r$176.id = r$1.key AND (r$176.tenant_code = ANY (@line@) OR r$176.tenant_code >= @low@ AND r$176.tenant_code < @high@)) WHEN 'PROGRESS_ENTRY' THEN (SELECT (SELECT row_to_json(r$183) AS row_to_json_88 
FROM (SELECT 'ProgressEntry' AS "__typename", r$180.id AS "id", r$180.version AS "version", (SELECT (SELECT row_to_json(r$182) AS row_to_json_89 
FROM (SELECT r$181.name AS "name") AS r$182) AS anon_89 
FROM tenants AS r$181 
WHERE r$181.code = r$180.tenant_code) AS "tenant") AS r$183) AS anon_88 
FROM progress_entries AS r$180 
WHERE r$180.id = r$1.key AND r$180.tenant_code >= @low@ AND r$180.tenant_code < @high@) WHEN 'TARGET' THEN (SELECT (SELECT row_to_json(r$187) AS row_to_json_90 
FROM (SELECT 'Target' AS "__typename", r$184.id AS "id", r$184.version AS "version", (SELECT (SELECT row_to_json(r$186) AS row_to_json_91 
FROM (SELECT r$185.name AS "name") AS r$186) AS anon_91 
FROM tenants AS r$185 
WHERE r$185.code = r$184.tenant_code) AS "tenant") AS r$187) AS anon_90 
FROM targets AS r$184 
WHERE r$184.id = r$1.key AND r$184.tenant_code >= @low@ AND r$184.tenant_code < @high@) WHEN 'SERVICE_OFFER' THEN (SELECT (SELECT row_to_json(r$191) AS row_to_json_92 
FROM (SELECT 'ServiceOffer' AS "__typename", r$188.id AS "id", r$188.version AS "version", (SELECT (SELECT row_to_json(r$190) AS row_to_json_93 
FROM (SELECT r$189.name AS "name") AS r$190) AS anon_93 
FROM tenants AS r$189 
WHERE r$189.code = r$188.tenant_code) AS "tenant") AS r$191) AS anon_92 
FROM service_offers AS r$188 
WHERE r$188.id = r$1.key AND (r$188.tenant_code = ANY (@line@) OR r$188.tenant_code >= @low@ AND r$188.tenant_code < @high@)) WHEN 'SERVICE_REQUEST' THEN (SELECT (SELECT row_to_json(r$195) AS row_to_json_94 
FROM (SELECT 'ServiceRequest' AS "__typename", r$192.id AS "id", r$192.version AS "version", (SELECT (SELECT row_to_json(r$194) AS row_to_json_95 
FROM (SELECT r$193.name AS "name") AS r$194) AS anon_95 
FROM tenants AS r$193 
WHERE r$193.code = r$192.tenant_code) AS "tenant") AS r$195) AS anon_94 
FROM service_requests AS r$192 
WHERE r$192.id = r$1.key AND r$192.tenant_code >= @low@ AND r$192.tenant_code < @high@) WHEN 'SERVICE_AGREEMENT' THEN (SELECT (SELECT row_to_json(r$199) AS row_to_json_96 
FROM (SELECT 'ServiceAgreement' AS "__typename", r$196.id AS "id", r$196.version AS "version", (SELECT (SELECT row_to_json(r$198) AS row_to_json_97 
FROM (SELECT r$197.name AS "name") AS r$198) AS anon_97 
FROM tenants AS r$197 
WHERE r$197.code = r$196.tenant_code) AS "tenant") AS r$199) AS anon_96 
FROM service_agreements AS r$196 
WHERE r$196.id = r$1.key AND r$196.tenant_code >= @low@ AND r$196.tenant_code < @high@) WHEN 'FUND' THEN (SELECT (SELECT row_to_json(r$203) AS row_to_json_98 
FROM (SELECT 'Fund' AS "__typename", r$200.id AS "id", r$200.version AS "version", (SELECT (SELECT row_to_json(r$202) AS row_to_json_99 
FROM (SELECT r$201.name AS "name") AS r$202) AS anon_99 
FROM tenants AS r$201 
WHERE r$201.code = r$200.tenant_code) AS "tenant") AS r$203) AS anon_98 
FROM funds AS r$200 
WHERE r$200.id = r$1.key AND (r$200.tenant_code = ANY (@line@) OR r$200.tenant_code >= @low@ AND r$200.tenant_code < @high@)) WHEN 'DISBURSEMENT' THEN (SELECT (SELECT row_to_json(r$207) AS row_to_json_100 
FROM (SELECT 'Disbursement' AS "__typename", r$204.id AS "id", r$204.version AS "version", (SELECT (SELECT row_to_json(r$206) AS row_to_json_101 
FROM (SELECT r$205.name AS "name") AS r$206) AS anon_101 
FROM tenants AS r$205 
WHERE r$205.code = r$204.tenant_code) AS "tenant") AS r$207) AS anon_100 
FROM disbursements AS r$204 
WHERE r$204.id = r$1.key AND r$204.tenant_code >= @low@ AND r$204.tenant_code < @high@) WHEN 'SUBSIDY' THEN (SELECT (SELECT row_to_json(r$211) AS row_to_json_102 
FROM (SELECT 'Subsidy' AS "__typename", r$208.id AS "id", r$208.version AS "version", (SELECT (SELECT row_to_json(r$210) AS row_to_json_103 
FROM (SELECT r$209.name AS "name") AS r$210) AS anon_103 
FROM tenants AS r$209 
WHERE r$209.code = r$208.tenant_code) AS "tenant") AS r$211) AS anon_102 
FROM subsidies AS r$208 
WHERE r$208.id = r$1.key AND (r$208.tenant_code >= @low@ AND r$208.tenant_code < @high@ OR (EXISTS (SELECT children_8.id 
FROM children AS children_8 
WHERE children_8.id = r$208.child_id AND children_8.tenant_code >= @low@ AND children_8.tenant_code < @high@)))) WHEN 'PROJECT_STEP' THEN (SELECT (SELECT row_to_json(r$215) AS row_to_json_104 
FROM (SELECT 'ProjectStep' AS "__typename", r$212.id AS "id", r$212.version AS "version", (SELECT (SELECT row_to_json(r$214) AS row_to_json_105 
FROM (SELECT r$213.name AS "name") AS r$214) AS anon_105 
FROM tenants AS r$213 
WHERE r$213.code = r$212.tenant_code) AS "tenant") AS r$215) AS anon_104 
FROM project_steps AS r$212 
WHERE r$212.id = r$1.key AND r$212.tenant_code >= @low@ AND r$212.tenant_code < @high@) WHEN 'PROJECT_INDICATOR' THEN (SELECT (SELECT row_to_json(r$219) AS row_to_json_106 
FROM (SELECT 'ProjectIndicator' AS "__typename", r$216.id AS "id", r$216.version AS "version", (SELECT (SELECT row_to_json(r$218) AS row_to_json_107 
FROM (SELECT r$217.name AS "name") AS r$218) AS anon_107 
FROM tenants AS r$217 
WHERE r$217.code = r$216.tenant_code) AS "tenant") AS r$219) AS anon_106 
FROM project_indicators AS r$216 
WHERE r$216.id = r$1.key AND r$216.tenant_code >= @low@ AND r$216.tenant_code < @high@) WHEN 'INDICATOR_VALUE' THEN (SELECT (SELECT row_to_json(r$223) AS row_to_json_108 
FROM (SELECT 'IndicatorValue' AS "__typename", r$220.id AS "id", r$220.version AS "version", (SELECT (SELECT row_to_json(r$222) AS row_to_json_109 
FROM (SELECT r$221.name AS "name") AS r$222) AS anon_109 
FROM tenants AS r$221 
WHERE r$221.code = r$220.tenant_code) AS "tenant") AS r$223) AS anon_108 
FROM indicator_values AS r$220 
WHERE r$220.id = r$1.key AND r$220.tenant_code >= @low@ AND r$220.tenant_code < @high@) WHEN 'MILESTONE' THEN (SELECT (SELECT row_to_json(r$227) AS row_to_json_110 
FROM (SELECT 'Milestone' AS "__typename", r$224.id AS "id", r$224.version AS "version", (SELECT (SELECT row_to_json(r$226) AS row_to_json_111 
FROM (SELECT r$225.name AS "name") AS r$226) AS anon_111 
FROM tenants AS r$225 
WHERE r$225.code = r$224.tenant_code) AS "tenant") AS r$227) AS anon_110 
FROM milestones AS r$224 
WHERE r$224.id = r$1.key AND r$224.tenant_code >= @low@ AND r$224.tenant_code < @high@) WHEN 'BUDGET_LINE' THEN (SELECT (SELECT row_to_json(r$231) AS row_to_json_112 
FROM (SELECT 'BudgetLine' AS "__typename", r$228.id AS "id", r$228.version AS "version", (SELECT (SELECT row_to_json(r$230) AS row_to_json_113 
FROM (SELECT r$229.name AS "name") AS r$230) AS anon_113 
FROM tenants AS r$229 
WHERE r$229.code = r$228.tenant_code) AS "tenant") AS r$231) AS anon_112 
FROM budget_lines AS r$228 
WHERE r$228.id = r$1.key AND r$228.tenant_code >= @low@ AND r$228.tenant_code < @high@) WHEN 'BUDGET_CHANGE' THEN (SELECT (SELECT row_to_json(r$235) AS row_to_json_114 
FROM (SELECT 'BudgetChange' AS "__typename", r$232.id AS "id", r$232.version AS "version", (SELECT (SELECT row_to_json(r$234) AS row_to_json_115 
FROM (SELECT r$233.name AS "name") AS r$234) AS anon_115 
FROM tenants AS r$233 
WHERE r$233.code = r$232.tenant_code) AS "tenant") AS r$235) AS anon_114 
FROM budget_changes AS r$232 
WHERE r$232.id = r$1.key AND r$232.tenant_code >= @low@ AND r$232.tenant_code < @high@) WHEN 'REMAINDER_TRANSFER' THEN (SELECT (SELECT row_to_json(r$239) AS row_to_json_116 
FROM (SELECT 'RemainderTransfer' AS "__typename", r$236.id AS "id", r$236.version AS "version", (SELECT (SELECT row_to_json(r$238) AS row_to_json_117 
FROM (SELECT r$237.name AS "name") AS r$238) AS anon_117 
FROM tenants AS r$237 
WHERE r$237.code = r$236.tenant_code) AS "tenant") AS r$239) AS anon_116 
FROM remainder_transfers AS r$236 
WHERE r$236.id = r$1.key AND r$236.tenant_code >= @low@ AND r$236.tenant_code < @high@) WHEN 'STORY' THEN (SELECT (SELECT row_to_json(r$243) AS row_to_json_118 
FROM (SELECT 'Story' AS "__typename", r$240.id AS "id", r$240.version AS "version", (SELECT (SELECT row_to_json(r$242) AS row_to_json_119 
FROM (SELECT r$241.name AS "name") AS r$242) AS anon_119 
FROM tenants AS r$241 
WHERE r$241.code = r$240.tenant_code) AS "tenant") AS r$243) AS anon_118 
FROM stories AS r$240 
WHERE r$240.id = r$1.key AND r$240.tenant_code >= @low@ AND r$240.tenant_code < @high@) ELSE CASE WHEN (r$1.kind IS NULL) THEN coalesce((SELECT (SELECT row_to_json(r$245) AS row_to_json_120 
FROM (SELECT 'Tenant' AS "__typename", CAST(r$244.code AS TEXT) AS "id", r$244.name AS "name", r$244.level AS "level") AS r$245) AS anon_120 
FROM tenants AS r$244 
WHERE r$244.code = r$1.code AND (r$244.code = ANY (@line@) OR r$244.code >= @low@ AND r$244.code < @high@ OR actor_names(r$244.code))), CASE WHEN (r$1.type IS NOT NULL) THEN (SELECT row_to_json(r$246) AS row_to_json_121 
FROM (SELECT r$1.type AS "__typename", coalesce(CAST(r$1.key AS TEXT), CAST(r$1.code AS TEXT)) AS "id") AS r$246) ELSE null::json END) ELSE CASE WHEN (r$1.type IS NOT NULL) THEN (SELECT row_to_json(r$246) AS row_to_json_121 
FROM (SELECT r$1.type AS "__typename", coalesce(CAST(r$1.key AS TEXT), CAST(r$1.code AS TEXT)) AS "id") AS r$246) ELSE null::json END END END AS item 
FROM r$located AS r$1 
WHERE r$1.field = 0) AS c0 OFFSET 0) AS answer
