-- Suspected harm of a child: never changed, and on a list until somebody has answered for it.

select keep_with_file('incident_reporters', 'incident_reports', 'incident_amendments');

-- Not even the owner changes or takes back a report, but for what is no change of it: another key, an erasure by law, the
-- tenant that a file is handed over to, the file of the same child that another one is merged into.
create or replace function incident_kept() returns trigger
language plpgsql as $$
begin
    if tg_op = 'UPDATE' and (unrecorded() or to_jsonb(old) - array['tenant_code', 'child_id', 'version', 'updated_at', 'updated_by']
                                           = to_jsonb(new) - array['tenant_code', 'child_id', 'version', 'updated_at', 'updated_by']) then
        return new;
    end if;
    raise check_violation using table = tg_table_name, constraint = tg_table_name || '_id_reported',
        message = 'what was reported is never changed';
end $$;

create or replace trigger incident_kept before update or delete on incident_reporters
    for each row execute function incident_kept();
create or replace trigger incident_kept before update or delete on incident_reports
    for each row execute function incident_kept();
create or replace trigger incident_kept before update or delete on incident_amendments
    for each row execute function incident_kept();

-- Whether an entry of the access log tells of a report: the first who reads one is as a rule who made it.
create or replace function tells_of_report(fields text[]) returns boolean
language sql immutable parallel safe
return exists (select from unnest(fields) field where field like 'incident%');

-- What is not done with, for as long as a receipt number or an outcome is missing.
create or replace view open_incidents with (security_invoker = true) as
    select id, tenant_code, incident_report_id, situation, discovered_at, lacks_receipt, lacks_outcome
    from (select r.id, r.tenant_code, r.id as incident_report_id, r.situation, r.discovered_at,
                 r.receipt_number is null and not exists (select from incident_amendments a
                     where a.incident_report_id = r.id and a.receipt_number is not null) as lacks_receipt,
                 not exists (select from incident_amendments a
                     where a.incident_report_id = r.id and a.outcome is not null) as lacks_outcome
          from incident_reports r) reports
    where lacks_receipt or lacks_outcome;
select keep_view('open_incidents');
