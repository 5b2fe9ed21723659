-- A statement logs what it opened in one row; its entries are made where they are chained.

-- What was logged until now is chained as it was, and nothing is left in the default partition.
select pg_advisory_xact_lock(4715226034);
lock table access_log_unchained in access exclusive mode;
select chain_access_log();
select prepare_access_log();
drop table access_log_unchained;
alter table access_log detach partition access_log_unplaced;
drop table access_log_unplaced;

-- A statement that opened files, by a grant; or what the operator did, by a name and a tenant. Kinds and fields are by
-- place; without a mark it is an entry that names no record.
create table access_log_unchained (
    day date not null default today(),
    at timestamptz not null default clock_timestamp(),
    grant_id uuid,
    user_name text,
    tenant_code bigint,
    kinds text[] not null,
    fields text[] not null,
    marks text[] not null default '{}',
    opening_ids uuid[],
    operation text,
    request_id text,
    address text,
    constraint access_log_unchained_somebodys check (num_nonnulls(grant_id, user_name) = 1)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
alter table access_log_unchained alter marks set storage external;
alter table access_log_unchained enable row level security, force row level security;
create policy owned on access_log_unchained to current_role using (true) with check (true);

-- Logs the files that whoever acts opened, as the marks in the answers name them: "@place":"id:code" with four digits
-- for the place and twelve for the code of the tenant. In a JSON string every quote is escaped, so nothing that somebody
-- wrote looks like a mark. Where it need not be lasting, the transaction does not wait for the disk.
drop function log_openings(text[], text[], text[], text, text, text);
create function log_openings(of_kinds text[], of_fields text[], answers text[], in_operation text, on_request text,
                             from_address text, lasting boolean) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    found_marks constant text[] := array(
        select mark from (
            select left(piece, 58) as mark
            from unnest(answers) answer, string_to_table(answer, '"@') piece offset 0) pieces
        where mark like '____":"________-____-____-____-____________:%'
           or mark like '____" : "________-____-____-____-____________:%');
begin
    if found_marks = '{}' then
        return;
    end if;
    insert into access_log_unchained (grant_id, kinds, fields, marks, opening_ids, operation, request_id, address)
    select g.id, of_kinds, of_fields, found_marks,
        case when g.role = 'DIRECTOR' then array(
            select o.id from file_openings o
            where o.created_by = g.user_id and o.opened_from = g.tenant_code and o.expires_at > now()
              and o.closed_at is null) end,
        in_operation, on_request, from_address
    from grants g
    where g.id = acting_grant() and g.user_id = acting_user() and g.role = acting_role()
      and g.tenant_code = acting_low();
    if not found then
        raise no_data_found using message = 'nobody acts';
    end if;
    if not lasting then
        perform set_config('synchronous_commit', 'off', true);
    end if;
end $$;

-- Partitions for this month and the next, ahead of time, and for whatever waits to be chained.
create or replace function prepare_access_log() returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    month date;
    part text;
begin
    for month in
        select date_trunc('month', today() + make_interval(months => n))::date from generate_series(0, 1) n
        union select distinct date_trunc('month', day)::date from access_log_unchained
    loop
        part := 'access_log_' || to_char(month, 'YYYY_MM');
        continue when to_regclass('public.' || part) is not null;
        execute format('create table public.%I (like access_log including all)', part);
        execute format('alter table %I enable row level security', part);
        execute format('alter table %I force row level security', part);
        execute format('create policy owned on %I to %I using (true) with check (true)', part, current_user);
        execute format('alter table access_log attach partition %I for values from (%L) to (%L)',
            part, month, (month + interval '1 month')::date);
    end loop;
end $$;

create function link_of(head bytea, digest bytea, first_head bytea) returns bytea
language sql immutable parallel safe return sha256(coalesce(head, first_head) || digest);
create aggregate chain_of(digest bytea, first_head bytea) (sfunc = link_of, stype = bytea);

-- Makes the entries of what was logged since and chains them, in the order of time: how many; null while another process
-- does. An entry that comes after the chain of its day has an end stands in the next day's. The reason of an entry is
-- that of the opening it rests on.
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
        select row_number() over (order by u.at) as n, u.*, g.user_id, g.role,
            coalesce((select name from users where id = g.user_id), u.user_name) as by_name,
            coalesce(g.tenant_code, u.tenant_code) as code,
            coalesce((select name from tenants where code = coalesce(g.tenant_code, u.tenant_code)), '') as name
        from taken u left join lateral (select * from grants where id = u.grant_id offset 0) g on true
    ), opened as (
        select distinct l.n, m.place, m.id, m.code,
            case when l.kinds[m.place] = 'CHILD' and m.code <> l.code then l.opening_ids end as opening_ids
        from logged l cross join unnest(l.marks) as marked cross join replace(marked, '" : "', '":"') as mark
        cross join lateral (
            select left(mark, 4)::integer + 1 as place, substr(mark, 8, 36)::uuid as id,
                split_part(substr(mark, 45), '"', 1)::bigint as code offset 0) m
    ), resting as (
        select o.n, o.place, f.id as opening_id, f.reason, array_agg(o.id) as ids, array_agg(o.code) as codes
        from opened o left join file_openings f on f.id = any (o.opening_ids) and f.child_id = o.id
        group by o.n, o.place, f.id, f.reason
    ), made as (
        insert into access_log (id, day, at, user_id, user_name, grant_id, role, tenant_code, tenant_name, kind,
            record_ids, tenant_codes, fields, operation, opening_id, reason, request_id, address)
        select time_ordered_id(), l.day, l.at, l.user_id, l.by_name, l.grant_id, l.role, l.code, l.name,
            l.kinds[coalesce(r.place, 1)], coalesce(r.ids, '{}'), coalesce(r.codes, '{}'),
            l.fields[coalesce(r.place, 1)]::text[], l.operation, r.opening_id, r.reason, l.request_id, l.address
        from logged l left join resting r on r.n = l.n
        order by l.at, l.n
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
