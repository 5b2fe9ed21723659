-- The log of every opening of a file: what is logged, the chain that shows what was changed, and how months are retired.

-- In the chain of the access log a reason stands as its hash: where nothing else is left of it, the chain still holds.
create or replace function hash_of_reason(reason text, salt uuid) returns text
language sql immutable
return case when reason ~ '^sha256:[0-9a-f]{64}$' then reason
            else 'sha256:' || encode(sha256(convert_to(coalesce(salt::text, '') || reason, 'UTF8')), 'hex') end;

-- Everything an entry says, as one text that no session's settings change.
create or replace function access_log_text(entry access_log) returns text
language sql stable
return jsonb_build_array(entry.id, entry.day, extract(epoch from entry.at), entry.user_id, entry.user_name,
    entry.grant_id, entry.role, entry.tenant_code, entry.tenant_name, entry.kind, entry.record_ids, entry.tenant_codes,
    entry.fields, entry.operation, entry.opening_id,
    case when entry.reason is not null then hash_of_reason(entry.reason, entry.reason_salt) end,
    entry.request_id, entry.address)::text;

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

select prepare_access_log();

-- Logs the files that whoever acts opened, as the marks in the answers name them: "@place":"id:code" with four digits
-- for the place and twelve for the code of the tenant. In a JSON string every quote is escaped, so nothing that somebody
-- wrote looks like a mark. Gives when, or null where nothing was opened: the process that answers seals it, by the id that
-- it gave the statement. Where it need not be lasting, the transaction does not wait for the disk.
create or replace function log_openings(of_kinds text[], of_fields text[], answers text[], in_operation text, on_request text,
    from_address text, lasting boolean, as_statement uuid) returns timestamptz
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    acting constant uuid := actor_grant();
    found_marks constant text[] := array(
        select left(piece, 58) from unnest(string_to_array(array_to_string(answers, ''), '"@')) piece
        where piece like '____":"________-____-____-____-____________:%'
           or piece like '____" : "________-____-____-____-____________:%');
    used_openings uuid[];
    logged_at timestamptz;
begin
    if found_marks = '{}' then
        return null;
    end if;
    if acting is null then
        raise no_data_found using message = 'nobody acts';
    end if;
    if actor_role() = 'DIRECTOR' then
        used_openings := array(
            select o.id from file_openings o
            where o.created_by = actor_user() and o.opened_from = actor_low() and o.expires_at > now()
              and o.closed_at is null);
    end if;
    insert into access_log_unchained (statement_id, grant_id, kinds, fields, marks, opening_ids, operation, request_id,
        address)
    values (as_statement, acting, of_kinds, of_fields, found_marks, used_openings, in_operation, on_request, from_address)
    returning at into logged_at;
    if not lasting then
        perform set_config('synchronous_commit', 'off', true);
    end if;
    return logged_at;
end $$;

create or replace function link_of(head bytea, digest bytea, first_head bytea) returns bytea
language sql immutable parallel safe return sha256(coalesce(head, first_head) || digest);

create or replace aggregate chain_of(digest bytea, first_head bytea) (sfunc = link_of, stype = bytea);

-- Makes the entries of what was logged since and chains them, in the order of time: how many; null while another process
-- does. Of many statements it takes no more than so many, the oldest. An entry that comes after the chain of its day has an
-- end stands in the next day's. The reason of an entry is that of the opening it rests on. A mark of nobody's id says that
-- more were searched than are named.
-- Every opening pays for it, on the same cores: it is planned once, and of each grant the names are looked up once. As it
-- is planned while little is logged, it must read nothing from end to end, and what a row opened is taken apart beside that
-- row: a join of the two would be by nested loops, and take the square of what is logged later.
create or replace function chain_access_log(at_most integer default null) returns integer
language plpgsql security definer set search_path = pg_catalog, public
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
    last access_log_days;
    chained integer;
begin
    if not pg_try_advisory_xact_lock(4715226034) then
        return null;
    end if;
    if to_regclass('public.access_log_' || to_char(today() + interval '1 month', 'YYYY_MM')) is null
        or exists (select from access_log_unchained where day < date_trunc('month', today())::date) then
        perform prepare_access_log();
    end if;
    select * into last from access_log_days order by day desc limit 1;
    with taken as (
        delete from access_log_unchained
        where ctid = any (array(select ctid from access_log_unchained order by day, at limit at_most)) returning *
    ), logged as (
        select u.*, g.user_id, g.role, coalesce(g.by_name, u.user_name) as by_name,
            coalesce(g.tenant_code, u.tenant_code) as code,
            coalesce(g.name, (select name from tenants where code = u.tenant_code), '') as name
        from taken u left join lateral (
            select g.*, of_user.name as by_name, t.name
            from grants g join users of_user on of_user.id = g.user_id join tenants t on t.code = g.tenant_code
            where g.id = u.grant_id
            offset 0
        ) g on true
    ), made as (
        insert into access_log (id, day, at, user_id, user_name, grant_id, role, tenant_code, tenant_name, kind,
            record_ids, tenant_codes, fields, operation, opening_id, reason, request_id, address, statement_id, searched)
        select time_ordered_id(), l.day, l.at, l.user_id, l.by_name, l.grant_id, l.role, l.code, l.name,
            l.kinds[coalesce(r.place, 1)], coalesce(r.ids, '{}'), coalesce(r.codes, '{}'),
            l.fields[coalesce(r.place, 1)]::text[], l.operation, r.opening_id, r.reason, l.request_id, l.address,
            l.statement_id, coalesce(r.searched, false)
        from logged l left join lateral (
            select m.place, m.id is null as searched, f.id as opening_id, f.reason,
                array_agg(m.id) filter (where m.id is not null) as ids,
                array_agg(m.code) filter (where m.id is not null) as codes
            from (
                select distinct left(mark, 4)::integer + 1 as place,
                    nullif(substr(mark, 8, 36)::uuid, '00000000-0000-0000-0000-000000000000') as id,
                    split_part(substr(mark, 45), '"', 1)::bigint as code
                from unnest(l.marks) as marked cross join replace(marked, '" : "', '":"') as mark
            ) m left join lateral (
                select * from file_openings
                where l.kinds[m.place] = 'CHILD' and m.code <> l.code and id = any (l.opening_ids) and child_id = m.id
                offset 0
            ) f on true
            group by m.place, m.id is null, f.id, f.reason
        ) r on true
        order by l.at
        returning access_log.*
    ), digested as (
        select id, day, sha256(convert_to(access_log_text(row(made.*)::access_log), 'UTF8')) as digest,
            row_number() over in_time as nth, greatest(last.day, max(day) over in_time) as chain_day
        from made window in_time as (order by at, id)
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

-- The entries that name a record, as far as the current grant may know that they do.
create or replace function accesses_of(record uuid) returns uuid[]
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select coalesce(array_agg(l.id), '{}') from access_log l
    where l.record_ids @> array[record] and exists (
        select from unnest(l.record_ids, l.tenant_codes) as named (id, code)
        where named.id = record and case actor_role()
            when 'AUDITOR' then named.code <@ actor_range() or l.tenant_code <@ actor_range()
            when 'CASEWORKER' then named.code <@ actor_range() and not tells_of_report(l.fields)
            when 'DIRECTOR' then named.code = actor_low()
            else false end);
end;

-- What stands for the days of a month in one digest: how many entries each had, and the head of its chain.
create or replace function access_log_digest(of_month date, out days integer, out entries integer, out digest bytea)
language sql stable
begin atomic
    select count(*)::integer, coalesce(sum(d.entries), 0)::integer, sha256(convert_to(coalesce(string_agg(
        to_char(d.day, 'YYYYMMDD') || ' ' || d.entries || ' ' || encode(d.head, 'hex'), ' ' order by d.day), ''), 'UTF8'))
    from access_log_days d where d.day >= of_month and d.day < of_month + interval '1 month';
end;

create or replace function retirement_kept() returns trigger
language plpgsql as $$
begin
    raise exception 'what was retired of the access log is never changed';
end $$;

create or replace trigger kept before update or delete or truncate on access_log_retired
    for each statement execute function retirement_kept();

-- The months that have a partition and are over for so many months.
create or replace function access_log_months_over(for_months integer) returns setof date
language sql stable
begin atomic
    select m.month from pg_inherits i join pg_class c on c.oid = i.inhrelid
    cross join lateral (select to_date(right(c.relname, 7), 'YYYY_MM') as month) m
    where i.inhparent = 'access_log'::regclass and c.relname ~ '^access_log_[0-9]{4}_[0-9]{2}$'
      and m.month + make_interval(months => for_months + 1) <= today()
    order by m.month;
end;

-- Drops a month of the log. The partition goes last, for nobody reads the log or adds to it until the commit.
create or replace function retire_access_log(of_month date) returns access_log_retired
language plpgsql set search_path = pg_catalog, public as $$
declare
    part constant text := 'access_log_' || to_char(of_month, 'YYYY_MM');
    retired access_log_retired;
begin
    perform pg_advisory_xact_lock(4715226034);
    if exists (select from access_log_unchained u where u.day < of_month + interval '1 month') then
        raise object_not_in_prerequisite_state using message = 'the month is not chained to its end';
    end if;
    insert into access_log_retired (month, days, entries, digest)
    select of_month, d.* from access_log_digest(of_month) d returning * into retired;
    delete from access_log_chain c where c.day >= of_month and c.day < of_month + interval '1 month';
    delete from access_log_seals s where s.at < (of_month + interval '1 month') at time zone 'Asia/Shanghai';
    execute format('drop table %I', part);
    return retired;
end $$;
