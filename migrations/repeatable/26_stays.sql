-- A file is opened again by a stay of its own, which the application's role cannot add itself (stays_kept).

-- The days of a file's stays.
create or replace function days_on_file(stays jsonb) returns datemultirange
language sql immutable parallel safe
return (select coalesce(range_agg(daterange(s.since, s.until)), '{}')
        from jsonb_to_recordset(stays) s (since date, until date));

-- Opens a closed file again from a day on, for who may change it; null where it is no longer at the version that was seen.
create or replace function reopen_file(file uuid, seen integer, since date) returns uuid
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    update children c
    set version = c.version + 1, closed_on = null, closed_reason = null,
        stays = c.stays || case when c.stays = '[]' then '[]'::jsonb
                                else jsonb_build_object('tenant', c.tenant_code, 'since', reopen_file.since, 'until', null) end
    where c.id = file and c.version = seen and c.closed_on is not null and c.erased_on is null and c.merged_into_id is null
      and actor_role() = 'CASEWORKER' and c.tenant_code <@ actor_range()
    returning c.id;
end;
