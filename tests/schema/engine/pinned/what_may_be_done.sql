SELECT answer.* FROM (SELECT (SELECT (SELECT row_to_json(r$8) AS row_to_json_1 
FROM (SELECT r$1.version AS "version", to_json(array_remove(ARRAY[CASE WHEN (r$1.tenant_code >= @low@ AND r$1.tenant_code < @high@ AND r$1.closed_on IS NULL) THEN 'CLOSE_CHILD' END, CASE WHEN (r$1.tenant_code >= @low@ AND r$1.tenant_code < @high@ AND r$1.closed_on IS NULL) THEN 'MERGE_CHILDREN' END, CASE WHEN (r$1.tenant_code >= @low@ AND r$1.tenant_code < @high@ AND r$1.closed_on IS NOT NULL AND r$1.erased_on IS NULL AND r$1.merged_into_id IS NULL) THEN 'REOPEN_CHILD' END, CASE WHEN (r$1.tenant_code >= @low@ AND r$1.tenant_code < @high@ AND r$1.closed_on IS NULL) THEN 'UPDATE_CHILD' END], NULL)) AS "can", (SELECT row_to_json(r$7) AS row_to_json_2 
FROM (SELECT r$6.l0 AS "nodes" 
FROM (SELECT coalesce(json_agg(r$5.i0), '[]'::json) AS l0 
FROM (SELECT (SELECT row_to_json(r$4) AS row_to_json_3 
FROM (SELECT r$3.version AS "version", to_json(array_remove(ARRAY[CASE WHEN (r$3.tenant_code >= @low@ AND r$3.tenant_code < @high@ AND r$3.until_on IS NULL) THEN 'END_PAIRING' END, CASE WHEN (r$3.tenant_code >= @low@ AND r$3.tenant_code < @high@ AND r$3.until_on IS NULL) THEN 'RENEW_PAIRING' END, CASE WHEN (r$3.tenant_code >= @low@ AND r$3.tenant_code < @high@ AND true) THEN 'UPDATE_PAIRING' END], NULL)) AS "can") AS r$4) AS i0 
FROM (SELECT r$2.id AS id, r$2.tenant_code AS tenant_code, r$2.version AS version, r$2.created_at AS created_at, r$2.created_by AS created_by, r$2.updated_at AS updated_at, r$2.updated_by AS updated_by, r$2.child_id AS child_id, r$2.caring_mother_id AS caring_mother_id, r$2.role AS role, r$2.from_on AS from_on, r$2.until_on AS until_on, r$2.ended_reason AS ended_reason, r$2.handover_note AS handover_note, r$2.predecessor_id AS predecessor_id, r$2.team_id AS team_id, r$2.received_note AS received_note, r$2.agreement_number AS agreement_number, r$2.signed_by AS signed_by, r$2.signed_on AS signed_on, r$2.agreed_until AS agreed_until, r$2.kinship_excluded AS kinship_excluded, r$2.handed_over AS handed_over 
FROM pairings AS r$2 
WHERE r$2.child_id = r$1.id AND (r$2.tenant_code >= @low@ AND r$2.tenant_code < @high@ OR (EXISTS (SELECT children_1.id 
FROM children AS children_1 
WHERE children_1.id = r$2.child_id AND children_1.tenant_code >= @low@ AND children_1.tenant_code < @high@))) ORDER BY r$2.id ASC 
 LIMIT 20) AS r$3) AS r$5) AS r$6) AS r$7) AS "pairings") AS r$8) AS anon_1 
FROM children AS r$1 
WHERE r$1.id = $1::UUID AND r$1.tenant_code >= @low@ AND r$1.tenant_code < @high@) AS c0 OFFSET 0) AS answer
