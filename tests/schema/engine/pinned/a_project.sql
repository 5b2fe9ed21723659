SELECT answer.* FROM (SELECT (SELECT row_to_json(r$24) AS row_to_json_1 
FROM (SELECT r$23.l0 AS "nodes" 
FROM (SELECT coalesce(json_agg(r$22.i0), '[]'::json) AS l0 
FROM (SELECT (SELECT row_to_json(r$21) AS row_to_json_2 
FROM (SELECT r$2.name AS "name", r$2.state AS "state", CAST(r$2.budget AS TEXT) AS "budget", CAST(r$2.fund AS TEXT) AS "fund", (SELECT row_to_json(r$13) AS row_to_json_3 
FROM (SELECT (SELECT count(*) AS count_1 
FROM donations AS r$12 
WHERE r$12.project_id = r$2.id AND r$12.tenant_code >= @low@ AND r$12.tenant_code < @high@) AS "totalCount", r$11.l0 AS "nodes" 
FROM (SELECT coalesce(json_agg(r$10.i0), '[]'::json) AS l0 
FROM (SELECT (SELECT row_to_json(r$9) AS row_to_json_4 
FROM (SELECT CAST(r$4.amount AS TEXT) AS "amount", r$4.donor AS "donor", r$4.received_on AS "receivedOn", (SELECT (SELECT row_to_json(r$6) AS row_to_json_5 
FROM (SELECT CAST(r$5.amount AS TEXT) AS "amount") AS r$6) AS anon_1 
FROM donations AS r$5 
WHERE r$5.id = r$4.reverses_id AND r$5.tenant_code >= @low@ AND r$5.tenant_code < @high@) AS "reverses", (SELECT (SELECT row_to_json(r$8) AS row_to_json_6 
FROM (SELECT CAST(r$7.amount AS TEXT) AS "amount") AS r$8) AS anon_2 
FROM donations AS r$7 
WHERE r$7.reverses_id = r$4.id AND r$7.tenant_code >= @low@ AND r$7.tenant_code < @high@) AS "reversedBy") AS r$9) AS i0 
FROM (SELECT r$3.id AS id, r$3.tenant_code AS tenant_code, r$3.version AS version, r$3.created_at AS created_at, r$3.created_by AS created_by, r$3.updated_at AS updated_at, r$3.updated_by AS updated_by, r$3.project_id AS project_id, r$3.received_on AS received_on, r$3.amount AS amount, r$3.fund_id AS fund_id, r$3.kind AS kind, r$3.item AS item, r$3.quantity AS quantity, r$3.valuation_basis AS valuation_basis, r$3.restriction AS restriction, r$3.bill_number AS bill_number, r$3.anonymous AS anonymous, r$3.donor AS donor, r$3.donor_organization_id AS donor_organization_id, r$3.interest AS interest, r$3.interest_note AS interest_note, r$3.note AS note, r$3.reverses_id AS reverses_id, r$3.counted_in AS counted_in 
FROM donations AS r$3 
WHERE r$3.project_id = r$2.id AND r$3.tenant_code >= @low@ AND r$3.tenant_code < @high@ ORDER BY r$3.received_on DESC, r$3.id DESC 
 LIMIT 3) AS r$4) AS r$10) AS r$11) AS r$13) AS "donations", (SELECT row_to_json(r$20) AS row_to_json_7 
FROM (SELECT (SELECT count(*) AS count_2 
FROM deliveries AS r$19 
WHERE r$19.project_id = r$2.id AND r$19.tenant_code >= @low@ AND r$19.tenant_code < @high@) AS "totalCount", r$18.l0 AS "nodes" 
FROM (SELECT coalesce(json_agg(r$17.i0), '[]'::json) AS l0 
FROM (SELECT (SELECT row_to_json(r$16) AS row_to_json_8 
FROM (SELECT r$15.delivered_on AS "deliveredOn", r$15.women_supported AS "womenSupported", r$15.children_supported AS "childrenSupported") AS r$16) AS i0 
FROM (SELECT r$14.id AS id, r$14.tenant_code AS tenant_code, r$14.version AS version, r$14.created_at AS created_at, r$14.created_by AS created_by, r$14.updated_at AS updated_at, r$14.updated_by AS updated_by, r$14.project_id AS project_id, r$14.delivered_on AS delivered_on, r$14.women_supported AS women_supported, r$14.children_supported AS children_supported, r$14.note AS note, r$14.counted_in AS counted_in 
FROM deliveries AS r$14 
WHERE r$14.project_id = r$2.id AND r$14.tenant_code >= @low@ AND r$14.tenant_code < @high@ ORDER BY r$14.id ASC 
 LIMIT 20) AS r$15) AS r$17) AS r$18) AS r$20) AS "deliveries") AS r$21) AS i0 
FROM (SELECT r$1.id AS id, r$1.tenant_code AS tenant_code, r$1.version AS version, r$1.created_at AS created_at, r$1.created_by AS created_by, r$1.updated_at AS updated_at, r$1.updated_by AS updated_by, r$1.name AS name, r$1.name_key AS name_key, r$1.programme_id AS programme_id, r$1.partner_id AS partner_id, r$1.funder_id AS funder_id, r$1.description AS description, r$1.beneficiaries AS beneficiaries, r$1.criteria AS criteria, r$1.responsible_person AS responsible_person, r$1.budget AS budget, r$1.started_on AS started_on, r$1.ended_on AS ended_on, r$1.ended_reason AS ended_reason, r$1.fund AS fund, r$1.state AS state, r$1.handed_over AS handed_over 
FROM projects AS r$1 
WHERE r$1.tenant_code >= @low@ AND r$1.tenant_code < @high@ ORDER BY CASE WHEN @walked@ THEN r$1.name_key END ASC, r$1.id ASC 
 LIMIT 3) AS r$2) AS r$22) AS r$23) AS r$24) AS c0 OFFSET 0) AS answer
