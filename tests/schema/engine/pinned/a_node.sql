SELECT answer.*, log_openings(array['CARING_MOTHER', 'CHILD'], array['{name}', '{name}'], array[answer.c0::text], $3, $4, $5, $6, $7) FROM (WITH openings AS 
(SELECT actor_openings() AS children)
 SELECT CASE kind_of($1::UUID) WHEN 'CARING_MOTHER' THEN (SELECT (SELECT row_to_json(r$4) AS row_to_json_1 
FROM (SELECT 'CaringMother' AS "__typename", r$1.id AS "id", r$1.version AS "version", (SELECT (SELECT row_to_json(r$3) AS row_to_json_2 
FROM (SELECT r$2.name AS "name") AS r$3) AS anon_2 
FROM tenants AS r$2 
WHERE r$2.code = r$1.tenant_code) AS "tenant", CASE WHEN (r$1.tenant_code = @low@) THEN r$1.name ELSE left(r$1.name, 1) || '**' END AS "name", r$1.sector AS "sector", CASE WHEN (r$1.tenant_code = @low@) THEN CAST(r$1.id AS TEXT) || ':' || CAST(r$1.tenant_code AS TEXT) ELSE NULL END AS "@0000") AS r$4) AS anon_1 
FROM caring_mothers AS r$1 
WHERE r$1.id = $1::UUID AND (r$1.service_code >= @low@ AND r$1.service_code < @high@ OR r$1.service_code = ANY (@line@) OR r$1.tenant_code >= @low@ AND r$1.tenant_code < @high@ OR actor_pairs(r$1.id))) WHEN 'CLEARANCE_STEP' THEN (SELECT (SELECT row_to_json(r$8) AS row_to_json_3 
FROM (SELECT 'ClearanceStep' AS "__typename", r$5.id AS "id", r$5.version AS "version", (SELECT (SELECT row_to_json(r$7) AS row_to_json_4 
FROM (SELECT r$6.name AS "name") AS r$7) AS anon_4 
FROM tenants AS r$6 
WHERE r$6.code = r$5.tenant_code) AS "tenant") AS r$8) AS anon_3 
FROM clearance_steps AS r$5 
WHERE r$5.id = $1::UUID AND r$5.tenant_code >= @low@ AND r$5.tenant_code < @high@) WHEN 'CLEARANCE_REQUIREMENT' THEN (SELECT (SELECT row_to_json(r$12) AS row_to_json_5 
FROM (SELECT 'ClearanceRequirement' AS "__typename", r$9.id AS "id", r$9.version AS "version", (SELECT (SELECT row_to_json(r$11) AS row_to_json_6 
FROM (SELECT r$10.name AS "name") AS r$11) AS anon_6 
FROM tenants AS r$10 
WHERE r$10.code = r$9.tenant_code) AS "tenant") AS r$12) AS anon_5 
FROM clearance_requirements AS r$9 
WHERE r$9.id = $1::UUID AND (r$9.tenant_code = ANY (@line@) OR r$9.tenant_code >= @low@ AND r$9.tenant_code < @high@)) WHEN 'CHILD' THEN (SELECT (SELECT row_to_json(r$22) AS row_to_json_7 
FROM (SELECT 'Child' AS "__typename", r$13.id AS "id", r$13.version AS "version", (SELECT (SELECT row_to_json(r$15) AS row_to_json_8 
FROM (SELECT r$14.name AS "name") AS r$15) AS anon_8 
FROM tenants AS r$14 
WHERE r$14.code = r$13.tenant_code) AS "tenant", CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN r$13.name ELSE left(r$13.name, 1) || '**' END AS "name", r$13.sex AS "sex", to_json(array_remove(ARRAY[CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'name' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'birthDate' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'identityNumber' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'phone' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'address' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'school' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'health' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'parentsWhereabouts' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'fileNumber' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'formerNames' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'ethnicity' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'identityKind' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'noIdentityReason' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'householdRegistered' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'registeredDivision' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'residenceDivision' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'schooling' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'className' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'boarding' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'teacher' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'teacherPhone' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'healthKind' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'disability' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'incomeSources' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'interests' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'taboos' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'childDirector' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'riskLevel' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'categoryHistory' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'deFactoUnattended' END, CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN NULL ELSE 'history' END], NULL)) AS "hiddenFields", (SELECT row_to_json(r$21) AS row_to_json_9 
FROM (SELECT (SELECT count(*) AS count_1 
FROM pairings AS r$20 
WHERE r$20.child_id = r$13.id AND r$20.tenant_code >= @low@ AND r$20.tenant_code < @high@) AS "totalCount" 
FROM (SELECT count(*) AS one 
FROM (SELECT true AS one 
FROM (SELECT r$16.id AS id, r$16.tenant_code AS tenant_code, r$16.version AS version, r$16.created_at AS created_at, r$16.created_by AS created_by, r$16.updated_at AS updated_at, r$16.updated_by AS updated_by, r$16.child_id AS child_id, r$16.caring_mother_id AS caring_mother_id, r$16.role AS role, r$16.from_on AS from_on, r$16.until_on AS until_on, r$16.ended_reason AS ended_reason, r$16.handover_note AS handover_note, r$16.predecessor_id AS predecessor_id, r$16.received_note AS received_note, r$16.agreement_number AS agreement_number, r$16.signed_by AS signed_by, r$16.signed_on AS signed_on, r$16.agreed_until AS agreed_until, r$16.kinship_excluded AS kinship_excluded 
FROM pairings AS r$16 
WHERE r$16.child_id = r$13.id AND r$16.tenant_code >= @low@ AND r$16.tenant_code < @high@ ORDER BY r$16.id ASC 
 LIMIT 20) AS r$17) AS r$18) AS r$19) AS r$21) AS "pairings", CASE WHEN (r$13.id = ANY (CAST((SELECT openings.children 
FROM openings) AS UUID[])) OR r$13.tenant_code = @low@) THEN CAST(r$13.id AS TEXT) || ':' || CAST(r$13.tenant_code AS TEXT) ELSE NULL END AS "@0001") AS r$22) AS anon_7 
FROM children AS r$13 
WHERE r$13.id = $1::UUID AND r$13.tenant_code >= @low@ AND r$13.tenant_code < @high@) WHEN 'CATEGORIZATION' THEN (SELECT (SELECT row_to_json(r$26) AS row_to_json_10 
FROM (SELECT 'Categorization' AS "__typename", r$23.id AS "id", r$23.version AS "version", (SELECT (SELECT row_to_json(r$25) AS row_to_json_11 
FROM (SELECT r$24.name AS "name") AS r$25) AS anon_10 
FROM tenants AS r$24 
WHERE r$24.code = r$23.tenant_code) AS "tenant") AS r$26) AS anon_9 
FROM categorizations AS r$23 
WHERE r$23.id = $1::UUID AND r$23.tenant_code >= @low@ AND r$23.tenant_code < @high@) WHEN 'PARENT_CIRCUMSTANCE' THEN (SELECT (SELECT row_to_json(r$30) AS row_to_json_12 
FROM (SELECT 'ParentCircumstance' AS "__typename", r$27.id AS "id", r$27.version AS "version", (SELECT (SELECT row_to_json(r$29) AS row_to_json_13 
FROM (SELECT r$28.name AS "name") AS r$29) AS anon_12 
FROM tenants AS r$28 
WHERE r$28.code = r$27.tenant_code) AS "tenant") AS r$30) AS anon_11 
FROM parent_circumstances AS r$27 
WHERE r$27.id = $1::UUID AND r$27.tenant_code >= @low@ AND r$27.tenant_code < @high@) WHEN 'ASSESSMENT' THEN (SELECT (SELECT row_to_json(r$34) AS row_to_json_14 
FROM (SELECT 'Assessment' AS "__typename", r$31.id AS "id", r$31.version AS "version", (SELECT (SELECT row_to_json(r$33) AS row_to_json_15 
FROM (SELECT r$32.name AS "name") AS r$33) AS anon_14 
FROM tenants AS r$32 
WHERE r$32.code = r$31.tenant_code) AS "tenant") AS r$34) AS anon_13 
FROM assessments AS r$31 
WHERE r$31.id = $1::UUID AND r$31.tenant_code >= @low@ AND r$31.tenant_code < @high@) WHEN 'TARGET_DECISION' THEN (SELECT (SELECT row_to_json(r$38) AS row_to_json_16 
FROM (SELECT 'TargetDecision' AS "__typename", r$35.id AS "id", r$35.version AS "version", (SELECT (SELECT row_to_json(r$37) AS row_to_json_17 
FROM (SELECT r$36.name AS "name") AS r$37) AS anon_16 
FROM tenants AS r$36 
WHERE r$36.code = r$35.tenant_code) AS "tenant") AS r$38) AS anon_15 
FROM target_decisions AS r$35 
WHERE r$35.id = $1::UUID AND r$35.tenant_code >= @low@ AND r$35.tenant_code < @high@) WHEN 'GUARDIAN' THEN (SELECT (SELECT row_to_json(r$42) AS row_to_json_18 
FROM (SELECT 'Guardian' AS "__typename", r$39.id AS "id", r$39.version AS "version", (SELECT (SELECT row_to_json(r$41) AS row_to_json_19 
FROM (SELECT r$40.name AS "name") AS r$41) AS anon_18 
FROM tenants AS r$40 
WHERE r$40.code = r$39.tenant_code) AS "tenant") AS r$42) AS anon_17 
FROM guardians AS r$39 
WHERE r$39.id = $1::UUID AND r$39.tenant_code >= @low@ AND r$39.tenant_code < @high@) WHEN 'CONSENT' THEN (SELECT (SELECT row_to_json(r$46) AS row_to_json_20 
FROM (SELECT 'Consent' AS "__typename", r$43.id AS "id", r$43.version AS "version", (SELECT (SELECT row_to_json(r$45) AS row_to_json_21 
FROM (SELECT r$44.name AS "name") AS r$45) AS anon_20 
FROM tenants AS r$44 
WHERE r$44.code = r$43.tenant_code) AS "tenant") AS r$46) AS anon_19 
FROM consents AS r$43 
WHERE r$43.id = $1::UUID AND r$43.tenant_code >= @low@ AND r$43.tenant_code < @high@) WHEN 'PAIRING' THEN (SELECT (SELECT row_to_json(r$50) AS row_to_json_22 
FROM (SELECT 'Pairing' AS "__typename", r$47.id AS "id", r$47.version AS "version", (SELECT (SELECT row_to_json(r$49) AS row_to_json_23 
FROM (SELECT r$48.name AS "name") AS r$49) AS anon_22 
FROM tenants AS r$48 
WHERE r$48.code = r$47.tenant_code) AS "tenant") AS r$50) AS anon_21 
FROM pairings AS r$47 
WHERE r$47.id = $1::UUID AND r$47.tenant_code >= @low@ AND r$47.tenant_code < @high@) WHEN 'VISIT' THEN (SELECT (SELECT row_to_json(r$54) AS row_to_json_24 
FROM (SELECT 'Visit' AS "__typename", r$51.id AS "id", r$51.version AS "version", (SELECT (SELECT row_to_json(r$53) AS row_to_json_25 
FROM (SELECT r$52.name AS "name") AS r$53) AS anon_24 
FROM tenants AS r$52 
WHERE r$52.code = r$51.tenant_code) AS "tenant") AS r$54) AS anon_23 
FROM visits AS r$51 
WHERE r$51.id = $1::UUID AND r$51.tenant_code >= @low@ AND r$51.tenant_code < @high@) WHEN 'NEED' THEN (SELECT (SELECT row_to_json(r$58) AS row_to_json_26 
FROM (SELECT 'Need' AS "__typename", r$55.id AS "id", r$55.version AS "version", (SELECT (SELECT row_to_json(r$57) AS row_to_json_27 
FROM (SELECT r$56.name AS "name") AS r$57) AS anon_26 
FROM tenants AS r$56 
WHERE r$56.code = r$55.tenant_code) AS "tenant") AS r$58) AS anon_25 
FROM needs AS r$55 
WHERE r$55.id = $1::UUID AND r$55.tenant_code >= @low@ AND r$55.tenant_code < @high@) WHEN 'SUPPORT' THEN (SELECT (SELECT row_to_json(r$62) AS row_to_json_28 
FROM (SELECT 'Support' AS "__typename", r$59.id AS "id", r$59.version AS "version", (SELECT (SELECT row_to_json(r$61) AS row_to_json_29 
FROM (SELECT r$60.name AS "name") AS r$61) AS anon_28 
FROM tenants AS r$60 
WHERE r$60.code = r$59.tenant_code) AS "tenant") AS r$62) AS anon_27 
FROM supports AS r$59 
WHERE r$59.id = $1::UUID AND r$59.tenant_code >= @low@ AND r$59.tenant_code < @high@) WHEN 'WISH' THEN (SELECT (SELECT row_to_json(r$66) AS row_to_json_30 
FROM (SELECT 'Wish' AS "__typename", r$63.id AS "id", r$63.version AS "version", (SELECT (SELECT row_to_json(r$65) AS row_to_json_31 
FROM (SELECT r$64.name AS "name") AS r$65) AS anon_30 
FROM tenants AS r$64 
WHERE r$64.code = r$63.tenant_code) AS "tenant") AS r$66) AS anon_29 
FROM wishes AS r$63 
WHERE r$63.id = $1::UUID AND r$63.tenant_code >= @low@ AND r$63.tenant_code < @high@) WHEN 'PUBLISHED_WISH' THEN (SELECT (SELECT row_to_json(r$70) AS row_to_json_32 
FROM (SELECT 'PublishedWish' AS "__typename", r$67.id AS "id", r$67.version AS "version", (SELECT (SELECT row_to_json(r$69) AS row_to_json_33 
FROM (SELECT r$68.name AS "name") AS r$69) AS anon_32 
FROM tenants AS r$68 
WHERE r$68.code = r$67.tenant_code) AS "tenant") AS r$70) AS anon_31 
FROM published_wishes AS r$67 
WHERE r$67.id = $1::UUID AND r$67.tenant_code >= @low@ AND r$67.tenant_code < @high@) WHEN 'CHECKLIST_ITEM' THEN (SELECT (SELECT row_to_json(r$74) AS row_to_json_34 
FROM (SELECT 'ChecklistItem' AS "__typename", r$71.id AS "id", r$71.version AS "version", (SELECT (SELECT row_to_json(r$73) AS row_to_json_35 
FROM (SELECT r$72.name AS "name") AS r$73) AS anon_34 
FROM tenants AS r$72 
WHERE r$72.code = r$71.tenant_code) AS "tenant") AS r$74) AS anon_33 
FROM checklist_items AS r$71 
WHERE r$71.id = $1::UUID AND (r$71.tenant_code = ANY (@line@) OR r$71.tenant_code >= @low@ AND r$71.tenant_code < @high@)) WHEN 'WAIVER' THEN (SELECT (SELECT row_to_json(r$78) AS row_to_json_36 
FROM (SELECT 'Waiver' AS "__typename", r$75.id AS "id", r$75.version AS "version", (SELECT (SELECT row_to_json(r$77) AS row_to_json_37 
FROM (SELECT r$76.name AS "name") AS r$77) AS anon_36 
FROM tenants AS r$76 
WHERE r$76.code = r$75.tenant_code) AS "tenant") AS r$78) AS anon_35 
FROM waivers AS r$75 
WHERE r$75.id = $1::UUID AND r$75.tenant_code = @low@) WHEN 'FILE_OPENING' THEN (SELECT (SELECT row_to_json(r$80) AS row_to_json_38 
FROM (SELECT 'FileOpening' AS "__typename", r$79.id AS "id") AS r$80) AS anon_37 
FROM file_openings AS r$79 
WHERE r$79.id = $1::UUID AND (r$79.tenant_code = @low@ OR r$79.created_by = (SELECT actor_user() AS actor_user_1) AND r$79.opened_from = @low@ AND r$79.tenant_code >= @low@ AND r$79.tenant_code < @high@)) WHEN 'INCIDENT_REPORT' THEN (SELECT (SELECT row_to_json(r$84) AS row_to_json_39 
FROM (SELECT 'IncidentReport' AS "__typename", r$81.id AS "id", r$81.version AS "version", (SELECT (SELECT row_to_json(r$83) AS row_to_json_40 
FROM (SELECT r$82.name AS "name") AS r$83) AS anon_39 
FROM tenants AS r$82 
WHERE r$82.code = r$81.tenant_code) AS "tenant") AS r$84) AS anon_38 
FROM incident_reports AS r$81 
WHERE r$81.id = $1::UUID AND r$81.tenant_code >= @low@ AND r$81.tenant_code < @high@) WHEN 'INCIDENT_AMENDMENT' THEN (SELECT (SELECT row_to_json(r$88) AS row_to_json_41 
FROM (SELECT 'IncidentAmendment' AS "__typename", r$85.id AS "id", r$85.version AS "version", (SELECT (SELECT row_to_json(r$87) AS row_to_json_42 
FROM (SELECT r$86.name AS "name") AS r$87) AS anon_41 
FROM tenants AS r$86 
WHERE r$86.code = r$85.tenant_code) AS "tenant") AS r$88) AS anon_40 
FROM incident_amendments AS r$85 
WHERE r$85.id = $1::UUID AND r$85.tenant_code >= @low@ AND r$85.tenant_code < @high@) WHEN 'INCIDENT_REPORTER' THEN (SELECT (SELECT row_to_json(r$92) AS row_to_json_43 
FROM (SELECT 'IncidentReporter' AS "__typename", r$89.id AS "id", r$89.version AS "version", (SELECT (SELECT row_to_json(r$91) AS row_to_json_44 
FROM (SELECT r$90.name AS "name") AS r$91) AS anon_43 
FROM tenants AS r$90 
WHERE r$90.code = r$89.tenant_code) AS "tenant") AS r$92) AS anon_42 
FROM incident_reporters AS r$89 
WHERE r$89.id = $1::UUID AND r$89.tenant_code >= @low@ AND r$89.tenant_code < @high@) WHEN 'ACTIVITY' THEN (SELECT (SELECT row_to_json(r$96) AS row_to_json_45 
FROM (SELECT 'Activity' AS "__typename", r$93.id AS "id", r$93.version AS "version", (SELECT (SELECT row_to_json(r$95) AS row_to_json_46 
FROM (SELECT r$94.name AS "name") AS r$95) AS anon_45 
FROM tenants AS r$94 
WHERE r$94.code = r$93.tenant_code) AS "tenant") AS r$96) AS anon_44 
FROM activities AS r$93 
WHERE r$93.id = $1::UUID AND r$93.tenant_code >= @low@ AND r$93.tenant_code < @high@) WHEN 'PROJECT' THEN (SELECT (SELECT row_to_json(r$100) AS row_to_json_47 
FROM (SELECT 'Project' AS "__typename", r$97.id AS "id", r$97.version AS "version", (SELECT (SELECT row_to_json(r$99) AS row_to_json_48 
FROM (SELECT r$98.name AS "name") AS r$99) AS anon_47 
FROM tenants AS r$98 
WHERE r$98.code = r$97.tenant_code) AS "tenant") AS r$100) AS anon_46 
FROM projects AS r$97 
WHERE r$97.id = $1::UUID AND r$97.tenant_code >= @low@ AND r$97.tenant_code < @high@) WHEN 'DONATION' THEN (SELECT (SELECT row_to_json(r$104) AS row_to_json_49 
FROM (SELECT 'Donation' AS "__typename", r$101.id AS "id", r$101.version AS "version", (SELECT (SELECT row_to_json(r$103) AS row_to_json_50 
FROM (SELECT r$102.name AS "name") AS r$103) AS anon_49 
FROM tenants AS r$102 
WHERE r$102.code = r$101.tenant_code) AS "tenant") AS r$104) AS anon_48 
FROM donations AS r$101 
WHERE r$101.id = $1::UUID AND r$101.tenant_code >= @low@ AND r$101.tenant_code < @high@) WHEN 'DELIVERY' THEN (SELECT (SELECT row_to_json(r$108) AS row_to_json_51 
FROM (SELECT 'Delivery' AS "__typename", r$105.id AS "id", r$105.version AS "version", (SELECT (SELECT row_to_json(r$107) AS row_to_json_52 
FROM (SELECT r$106.name AS "name") AS r$107) AS anon_51 
FROM tenants AS r$106 
WHERE r$106.code = r$105.tenant_code) AS "tenant") AS r$108) AS anon_50 
FROM deliveries AS r$105 
WHERE r$105.id = $1::UUID AND r$105.tenant_code >= @low@ AND r$105.tenant_code < @high@) WHEN 'VENUE' THEN (SELECT (SELECT row_to_json(r$112) AS row_to_json_53 
FROM (SELECT 'Venue' AS "__typename", r$109.id AS "id", r$109.version AS "version", (SELECT (SELECT row_to_json(r$111) AS row_to_json_54 
FROM (SELECT r$110.name AS "name") AS r$111) AS anon_53 
FROM tenants AS r$110 
WHERE r$110.code = r$109.tenant_code) AS "tenant") AS r$112) AS anon_52 
FROM venues AS r$109 
WHERE r$109.id = $1::UUID AND r$109.tenant_code >= @low@ AND r$109.tenant_code < @high@) WHEN 'PROGRAMME' THEN (SELECT (SELECT row_to_json(r$116) AS row_to_json_55 
FROM (SELECT 'Programme' AS "__typename", r$113.id AS "id", r$113.version AS "version", (SELECT (SELECT row_to_json(r$115) AS row_to_json_56 
FROM (SELECT r$114.name AS "name") AS r$115) AS anon_55 
FROM tenants AS r$114 
WHERE r$114.code = r$113.tenant_code) AS "tenant") AS r$116) AS anon_54 
FROM programmes AS r$113 
WHERE r$113.id = $1::UUID AND (r$113.tenant_code = ANY (@line@) OR r$113.tenant_code >= @low@ AND r$113.tenant_code < @high@)) WHEN 'ORGANIZATION' THEN (SELECT (SELECT row_to_json(r$120) AS row_to_json_57 
FROM (SELECT 'Organization' AS "__typename", r$117.id AS "id", r$117.version AS "version", (SELECT (SELECT row_to_json(r$119) AS row_to_json_58 
FROM (SELECT r$118.name AS "name") AS r$119) AS anon_57 
FROM tenants AS r$118 
WHERE r$118.code = r$117.tenant_code) AS "tenant") AS r$120) AS anon_56 
FROM organizations AS r$117 
WHERE r$117.id = $1::UUID AND (r$117.tenant_code = ANY (@line@) OR r$117.tenant_code >= @low@ AND r$117.tenant_code < @high@)) WHEN 'MEMBERSHIP' THEN (SELECT (SELECT row_to_json(r$124) AS row_to_json_59 
FROM (SELECT 'Membership' AS "__typename", r$121.id AS "id", r$121.version AS "version", (SELECT (SELECT row_to_json(r$123) AS row_to_json_60 
FROM (SELECT r$122.name AS "name") AS r$123) AS anon_59 
FROM tenants AS r$122 
WHERE r$122.code = r$121.tenant_code) AS "tenant") AS r$124) AS anon_58 
FROM memberships AS r$121 
WHERE r$121.id = $1::UUID AND (r$121.tenant_code = ANY (@line@) OR r$121.tenant_code >= @low@ AND r$121.tenant_code < @high@)) WHEN 'PARTICIPATION' THEN (SELECT (SELECT row_to_json(r$128) AS row_to_json_61 
FROM (SELECT 'Participation' AS "__typename", r$125.id AS "id", r$125.version AS "version", (SELECT (SELECT row_to_json(r$127) AS row_to_json_62 
FROM (SELECT r$126.name AS "name") AS r$127) AS anon_61 
FROM tenants AS r$126 
WHERE r$126.code = r$125.tenant_code) AS "tenant") AS r$128) AS anon_60 
FROM participations AS r$125 
WHERE r$125.id = $1::UUID AND (r$125.tenant_code = ANY (@line@) OR r$125.tenant_code >= @low@ AND r$125.tenant_code < @high@)) WHEN 'MEASURE' THEN (SELECT (SELECT row_to_json(r$132) AS row_to_json_63 
FROM (SELECT 'Measure' AS "__typename", r$129.id AS "id", r$129.version AS "version", (SELECT (SELECT row_to_json(r$131) AS row_to_json_64 
FROM (SELECT r$130.name AS "name") AS r$131) AS anon_63 
FROM tenants AS r$130 
WHERE r$130.code = r$129.tenant_code) AS "tenant") AS r$132) AS anon_62 
FROM measures AS r$129 
WHERE r$129.id = $1::UUID AND (r$129.tenant_code = ANY (@line@) OR r$129.tenant_code >= @low@ AND r$129.tenant_code < @high@)) WHEN 'PROGRESS_ENTRY' THEN (SELECT (SELECT row_to_json(r$136) AS row_to_json_65 
FROM (SELECT 'ProgressEntry' AS "__typename", r$133.id AS "id", r$133.version AS "version", (SELECT (SELECT row_to_json(r$135) AS row_to_json_66 
FROM (SELECT r$134.name AS "name") AS r$135) AS anon_65 
FROM tenants AS r$134 
WHERE r$134.code = r$133.tenant_code) AS "tenant") AS r$136) AS anon_64 
FROM progress_entries AS r$133 
WHERE r$133.id = $1::UUID AND r$133.tenant_code >= @low@ AND r$133.tenant_code < @high@) WHEN 'TARGET' THEN (SELECT (SELECT row_to_json(r$140) AS row_to_json_67 
FROM (SELECT 'Target' AS "__typename", r$137.id AS "id", r$137.version AS "version", (SELECT (SELECT row_to_json(r$139) AS row_to_json_68 
FROM (SELECT r$138.name AS "name") AS r$139) AS anon_67 
FROM tenants AS r$138 
WHERE r$138.code = r$137.tenant_code) AS "tenant") AS r$140) AS anon_66 
FROM targets AS r$137 
WHERE r$137.id = $1::UUID AND r$137.tenant_code >= @low@ AND r$137.tenant_code < @high@) WHEN 'FUND' THEN (SELECT (SELECT row_to_json(r$144) AS row_to_json_69 
FROM (SELECT 'Fund' AS "__typename", r$141.id AS "id", r$141.version AS "version", (SELECT (SELECT row_to_json(r$143) AS row_to_json_70 
FROM (SELECT r$142.name AS "name") AS r$143) AS anon_69 
FROM tenants AS r$142 
WHERE r$142.code = r$141.tenant_code) AS "tenant") AS r$144) AS anon_68 
FROM funds AS r$141 
WHERE r$141.id = $1::UUID AND (r$141.tenant_code = ANY (@line@) OR r$141.tenant_code >= @low@ AND r$141.tenant_code < @high@)) WHEN 'DISBURSEMENT' THEN (SELECT (SELECT row_to_json(r$148) AS row_to_json_71 
FROM (SELECT 'Disbursement' AS "__typename", r$145.id AS "id", r$145.version AS "version", (SELECT (SELECT row_to_json(r$147) AS row_to_json_72 
FROM (SELECT r$146.name AS "name") AS r$147) AS anon_71 
FROM tenants AS r$146 
WHERE r$146.code = r$145.tenant_code) AS "tenant") AS r$148) AS anon_70 
FROM disbursements AS r$145 
WHERE r$145.id = $1::UUID AND r$145.tenant_code >= @low@ AND r$145.tenant_code < @high@) WHEN 'SUBSIDY' THEN (SELECT (SELECT row_to_json(r$152) AS row_to_json_73 
FROM (SELECT 'Subsidy' AS "__typename", r$149.id AS "id", r$149.version AS "version", (SELECT (SELECT row_to_json(r$151) AS row_to_json_74 
FROM (SELECT r$150.name AS "name") AS r$151) AS anon_73 
FROM tenants AS r$150 
WHERE r$150.code = r$149.tenant_code) AS "tenant") AS r$152) AS anon_72 
FROM subsidies AS r$149 
WHERE r$149.id = $1::UUID AND r$149.tenant_code >= @low@ AND r$149.tenant_code < @high@) ELSE coalesce((SELECT (SELECT row_to_json(r$154) AS row_to_json_75 
FROM (SELECT 'Tenant' AS "__typename", CAST(r$153.code AS TEXT) AS "id", r$153.name AS "name", r$153.level AS "level") AS r$154) AS anon_74 
FROM tenants AS r$153 
WHERE r$153.code = $2::BIGINT AND (r$153.code = ANY (@line@) OR r$153.code >= @low@ AND r$153.code < @high@ OR actor_names(r$153.code))), (SELECT (SELECT row_to_json(r$156) AS row_to_json_76 
FROM (SELECT 'AccessLogEntry' AS "__typename", r$155.id AS "id") AS r$156) AS anon_75 
FROM access_log AS r$155 
WHERE r$155.id = $1::UUID AND (@low@ = ANY (r$155.tenant_codes) OR r$155.searched AND r$155.tenant_code = ANY (@line@))), (SELECT (SELECT row_to_json(r$158) AS row_to_json_77 
FROM (SELECT 'Change' AS "__typename", r$157.id AS "id") AS r$158) AS anon_76 
FROM changes AS r$157 
WHERE r$157.id = $1::UUID AND actor_opens(r$157.kind, r$157.record_id)), null::json) END AS c0 OFFSET 0) AS answer
