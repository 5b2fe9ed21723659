-- Makes the entries of what was logged since and chains them, in the order of time: how many; null while another process
-- does. An entry that comes after the chain of its day has an end stands in the next day's. The reason of an entry is
-- that of the opening it rests on. What a row opened is taken apart beside that row: a join of the two would be planned
-- while nothing is logged, by nested loops, and take the square of what is logged later.
create or replace function chain_access_log() returns integer
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    last access_log_days;
    chained integer;
begin
    if not pg_try_advisory_xact_lock(4715226034) then
        return null;
    end if;
    perform prepare_access_log();
    select * into last from access_log_days order by day desc limit 1;
    with taken as (
        delete from access_log_unchained returning *
    ), logged as (
        select u.*, g.user_id, g.role,
            coalesce((select name from users where id = g.user_id), u.user_name) as by_name,
            coalesce(g.tenant_code, u.tenant_code) as code,
            coalesce((select name from tenants where code = coalesce(g.tenant_code, u.tenant_code)), '') as name
        from taken u left join lateral (select * from grants where id = u.grant_id offset 0) g on true
    ), made as (
        insert into access_log (id, day, at, user_id, user_name, grant_id, role, tenant_code, tenant_name, kind,
            record_ids, tenant_codes, fields, operation, opening_id, reason, request_id, address)
        select time_ordered_id(), l.day, l.at, l.user_id, l.by_name, l.grant_id, l.role, l.code, l.name,
            l.kinds[coalesce(r.place, 1)], coalesce(r.ids, '{}'), coalesce(r.codes, '{}'),
            l.fields[coalesce(r.place, 1)]::text[], l.operation, r.opening_id, r.reason, l.request_id, l.address
        from logged l left join lateral (
            select m.place, f.id as opening_id, f.reason, array_agg(m.id) as ids, array_agg(m.code) as codes
            from (
                select distinct left(mark, 4)::integer + 1 as place, substr(mark, 8, 36)::uuid as id,
                    split_part(substr(mark, 45), '"', 1)::bigint as code
                from unnest(l.marks) as marked cross join replace(marked, '" : "', '":"') as mark
            ) m left join lateral (
                select * from file_openings
                where l.kinds[m.place] = 'CHILD' and m.code <> l.code and id = any (l.opening_ids) and child_id = m.id
                offset 0
            ) f on true
            group by m.place, f.id, f.reason
        ) r on true
        order by l.at
        returning access_log as entry
    ), digested as (
        select (entry).id, (entry).day, sha256(convert_to(access_log_text(entry), 'UTF8')) as digest,
            row_number() over in_time as nth, greatest(last.day, max((entry).day) over in_time) as chain_day
        from made window in_time as (order by (entry).at, (entry).id)
    ), linked as (
        insert into access_log_chain (day, position, entry_id, logged_on, digest, hash)
        select chain_day, row_number() over (partition by chain_day order by nth)
                + case when chain_day = last.day then last.entries else 0 end,
            id, day, digest, chain_of(digest, coalesce(last.head, '')) over (order by nth)
        from digested
        returning day, position, hash
    ), ended as (
        insert into access_log_days (day, entries, head)
        select distinct on (day) day, position, hash from linked order by day, position desc
        on conflict (day) do update set entries = excluded.entries, head = excluded.head
    )
    select count(*) into chained from linked;
    return chained;
end $$;
