-- A file is opened again by a stay of its own, which the application's role cannot add itself (stays_kept).

-- The days of a file's stays.
create or replace function days_on_file(stays jsonb) returns datemultirange
language sql immutable parallel safe
return (select coalesce(range_agg(daterange(s.since, s.until)), '{}')
        from jsonb_to_recordset(stays) s (since date, until date));

-- Which tenant kept the file on a day: that of the last stay begun by then, or of the first.
create or replace function keeper_on(stays jsonb, day date) returns bigint
language sql immutable parallel safe
return (select s.tenant
        from rows from (jsonb_to_recordset(stays) as (tenant bigint, since date)) with ordinality s (tenant, since, place)
        order by s.since <= day desc, case when s.since <= day then -s.place else s.place end limit 1);

-- Of what goes on where the file is, the days on which each tenant had it: those before in order, then the present one.
create or replace function spans_of(tenant bigint, handed_over jsonb, began date, ended date)
returns table (tenant_code bigint, since date, until date)
language sql immutable begin atomic
    select k.tenant, lag(k.until, 1, began) over (order by k.place), k.until
    from (select h.tenant, h.until, h.place
          from rows from (jsonb_to_recordset(handed_over) as (tenant bigint, until date)) with ordinality h (tenant, until, place)
          union all
          select spans_of.tenant, ended, jsonb_array_length(handed_over) + 1) k;
end;

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
