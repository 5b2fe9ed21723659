SELECT answer.* FROM (SELECT (SELECT row_to_json(r$9) AS row_to_json_1 
FROM (SELECT r$8.l0 AS "nodes" 
FROM (SELECT coalesce(json_agg(r$7.i0), '[]'::json) AS l0 
FROM (SELECT (SELECT row_to_json(r$6) AS row_to_json_2 
FROM (SELECT (SELECT (SELECT row_to_json(r$4) AS row_to_json_3 
FROM (SELECT r$3.name AS "name") AS r$4) AS anon_1 
FROM tenants AS r$3 
WHERE r$3.code = r$2.tenant_code) AS "tenant", r$2.indicator AS "indicator", r$2.period AS "period", r$2.value AS "value", r$5.achieved AS "achieved", r$5.rate AS "rate", r$5.forecast AS "forecast", r$5.light AS "light" 
FROM LATERAL target_progress(r$2.tenant_code, r$2.indicator, r$2.period, r$2.value, string_to_array('', ','), CASE WHEN r$2.programme_only THEN r$2.programme_id END) AS r$5(achieved, rate, forecast, light)) AS r$6) AS i0 
FROM (SELECT r$1.id AS id, r$1.tenant_code AS tenant_code, r$1.version AS version, r$1.created_at AS created_at, r$1.created_by AS created_by, r$1.updated_at AS updated_at, r$1.updated_by AS updated_by, r$1.indicator AS indicator, r$1.period AS period, r$1.value AS value, r$1.programme_id AS programme_id, r$1.programme_only AS programme_only, r$1.note AS note, r$1.answer AS answer, r$1.answered_on AS answered_on, r$1.answer_reason AS answer_reason, r$1.closed_on AS closed_on, r$1.closed_reason AS closed_reason 
FROM targets AS r$1 
WHERE r$1.tenant_code >= @low@ AND r$1.tenant_code < @high@ ORDER BY CASE WHEN @walked@ THEN r$1.id END ASC 
 LIMIT 2) AS r$2) AS r$7) AS r$8) AS r$9) AS c0 OFFSET 0) AS answer
