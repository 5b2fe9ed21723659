-- Files opened with a reason, and the log of every opening: what it holds, and the chain that shows what was changed.

-- One child's file, opened for a while by a director above the tenant that keeps it. Whose opening it is, and how
-- long it holds, the database says itself: the application may give only which child, and why.
create table file_openings (
    id uuid primary key,
    tenant_code bigint not null references tenants,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    created_by uuid default acting_user(),
    updated_at timestamptz not null default now(),
    updated_by uuid default acting_user(),
    child_id uuid not null,
    reason text not null,
    opened_by text not null default name_of_user(acting_user()),
    opened_as text not null default acting_role(),
    opened_from bigint not null default acting_low() references tenants,
    expires_at timestamptz not null default now() + interval '3 hours',
    closed_at timestamptz,
    constraint file_openings_child_id_fkey foreign key (child_id, tenant_code)
        references children (id, tenant_code) on update cascade,
    constraint file_openings_reason_length check (char_length(reason) between 10 and 500)
);
create index file_openings_tenant_code_idx on file_openings (tenant_code, id);
create index file_openings_child_id_idx on file_openings (child_id, id);
create index file_openings_created_by_idx on file_openings (created_by, expires_at);
create trigger touched before update on file_openings
    for each row execute function standard_columns_touched();

-- The children whose files the acting director holds open at this moment.
create function acting_openings() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select coalesce(array_agg(o.child_id), '{}') from file_openings o
    where o.created_by = acting_user() and o.opened_as = acting_role() and o.opened_from = acting_low()
      and o.expires_at > now() and o.closed_at is null and o.tenant_code <@ acting_range();
end;

-- An entry: one person opened the same fields of so many records in one operation. Written once and never changed;
-- partitioned by month, so that old months are dropped whole. record_ids and tenant_codes are parallel.
create table access_log (
    id uuid not null,
    day date not null,
    at timestamptz not null,
    user_id uuid,
    user_name text not null,
    grant_id uuid,
    role text,
    tenant_code bigint not null,
    tenant_name text not null,
    kind text not null,
    record_ids uuid[] not null,
    tenant_codes bigint[] not null,
    fields text[] not null,
    operation text,
    opening_id uuid,
    reason text,
    request_id text,
    address text,
    primary key (id, day)
) partition by range (day);
create index access_log_record_ids_idx on access_log using gin (record_ids);
-- An insert never fails for want of a month's partition.
create table access_log_unplaced partition of access_log default;

-- What is logged and not yet chained; the chain of each day, which begins with the head of the day before; the days.
create table access_log_unchained (id uuid not null, day date not null);
create table access_log_chain (
    day date not null,
    position integer not null,
    entry_id uuid not null,
    logged_on date not null,
    digest bytea not null,
    hash bytea not null,
    primary key (day, position)
);
create table access_log_days (day date primary key, entries integer not null, head bytea not null);

-- Everything an entry says, as one text that no session's settings change.
create function access_log_text(entry access_log) returns text
language sql stable
return jsonb_build_array(entry.id, entry.day, extract(epoch from entry.at), entry.user_id, entry.user_name,
    entry.grant_id, entry.role, entry.tenant_code, entry.tenant_name, entry.kind, entry.record_ids, entry.tenant_codes,
    entry.fields, entry.operation, entry.opening_id, entry.reason, entry.request_id, entry.address)::text;

-- Logs that whoever acts in this transaction opened fields of records; the reason is that of the opening it rests on.
create function log_access(of_kind text, ids uuid[], codes bigint[], of_fields text[], in_operation text,
                           on_request text, from_address text) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    moment constant timestamptz := clock_timestamp();
    actor record;
begin
    select u.id, u.name, g.id as grant_id, t.name as tenant_name into strict actor
    from users u join grants g on g.user_id = u.id join tenants t on t.code = g.tenant_code
    where u.id = acting_user() and g.role = acting_role() and g.tenant_code = acting_low() and g.revoked_at is null
      and g.caring_mother_id is not distinct from acting_caring_mother()
    order by g.from_at limit 1;
    with logged as (
        insert into access_log (id, day, at, user_id, user_name, grant_id, role, tenant_code, tenant_name, kind,
            record_ids, tenant_codes, fields, operation, opening_id, reason, request_id, address)
        select time_ordered_id(), (moment at time zone 'Asia/Shanghai')::date, moment, actor.id, actor.name,
            actor.grant_id, acting_role(), acting_low(), actor.tenant_name, of_kind,
            array_agg(opened.id), array_agg(opened.code), of_fields, in_operation, o.id, o.reason,
            on_request, from_address
        from unnest(ids, codes) as opened (id, code)
        left join file_openings o on of_kind = 'CHILD' and acting_role() = 'DIRECTOR' and o.child_id = opened.id
            and o.created_by = actor.id and o.opened_from = acting_low() and opened.code <> acting_low()
            and o.expires_at > now() and o.closed_at is null
        group by o.id, o.reason
        returning id, day)
    insert into access_log_unchained select id, day from logged;
end $$;

-- Partitions for this month and the next, ahead of time; what fell into none of them moves into its own.
create function prepare_access_log() returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    month date;
    part text;
begin
    for month in select generate_series(date_trunc('month', today()), today() + interval '1 month', '1 month')::date loop
        part := 'access_log_' || to_char(month, 'YYYY_MM');
        continue when to_regclass('public.' || part) is not null;
        execute format('create table public.%I (like access_log including all)', part);
        execute format('alter table %I enable row level security', part);
        execute format('alter table %I force row level security', part);
        execute format('create policy owned on %I to %I using (true) with check (true)', part, current_user);
        execute format('with moved as (delete from access_log_unplaced where day >= %L and day < %L returning *)
            insert into %I select * from moved', month, month + interval '1 month', part);
        execute format('alter table access_log attach partition %I for values from (%L) to (%L)',
            part, month, (month + interval '1 month')::date);
    end loop;
end $$;

-- Chains what was logged since, in the order of time; null while another process does. An entry that comes after the
-- chain of its day has an end stands in the next day's.
create function chain_access_log() returns integer
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    entry record;
    last access_log_days;
    chained integer := 0;
begin
    if not pg_try_advisory_xact_lock(4715226034) then
        return null;
    end if;
    perform prepare_access_log();
    select * into last from access_log_days order by day desc limit 1;
    for entry in
        with taken as (delete from access_log_unchained returning id, day)
        select l.id, l.day, sha256(convert_to(access_log_text(l), 'UTF8')) as digest
        from taken join access_log l on (l.id, l.day) = (taken.id, taken.day)
        order by l.at, l.id
    loop
        if last.day is null or entry.day > last.day then
            update access_log_days d set entries = last.entries, head = last.head where d.day = last.day;
            last := row (entry.day, 0, coalesce(last.head, ''));
            insert into access_log_days values (last.day, last.entries, last.head);
        end if;
        last.entries := last.entries + 1;
        last.head := sha256(last.head || entry.digest);
        insert into access_log_chain values (last.day, last.entries, entry.id, entry.day, entry.digest, last.head);
        chained := chained + 1;
    end loop;
    if chained > 0 then
        update access_log_days d set entries = last.entries, head = last.head where d.day = last.day;
    end if;
    return chained;
end $$;

-- The entries that name a record, as far as the acting grant may know that they do.
create function accesses_of(record uuid) returns uuid[]
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select coalesce(array_agg(l.id), '{}') from access_log l
    where l.record_ids @> array[record] and exists (
        select from unnest(l.record_ids, l.tenant_codes) as named (id, code)
        where named.id = record and case acting_role()
            when 'AUDITOR' then named.code <@ acting_range() or l.tenant_code <@ acting_range()
            when 'CASEWORKER' then named.code <@ acting_range()
            when 'DIRECTOR' then named.code = acting_low()
            else false end);
end;

do $$
declare
    any_table text;
    role constant text := '(select acting_role())';
    within constant text := 'tenant_code <@ (select acting_range())';
    own constant text := 'tenant_code = (select acting_low())';
    mine constant text := 'created_by = (select acting_user())';
    naming constant text := 'exists (select from unnest(tenant_codes) code where code <@ (select acting_range()))';
begin
    foreach any_table in array array['file_openings', 'access_log', 'access_log_unplaced', 'access_log_unchained',
                                     'access_log_chain', 'access_log_days'] loop
        execute format('alter table %I enable row level security', any_table);
        execute format('alter table %I force row level security', any_table);
        execute format('create policy owned on %I to current_role using (true) with check (true)', any_table);
    end loop;

    execute 'create policy seen on access_log for select using (case ' || role
        || ' when ''AUDITOR'' then ' || within || ' or ' || naming
        || ' when ''CASEWORKER'' then ' || naming
        || ' when ''DIRECTOR'' then (select acting_low()) = any (tenant_codes) else false end)';

    execute 'create policy seen on file_openings for select using (case ' || role
        || ' when ''CASEWORKER'' then ' || within || ' when ''DIRECTOR'' then ' || own || ' or ' || mine
        || ' else false end)';
    execute 'create policy added on file_openings for insert with check (case ' || role
        || ' when ''DIRECTOR'' then ' || within || ' and not ' || own || ' else false end)';
    execute 'create policy changed on file_openings for update using (case ' || role
        || ' when ''CASEWORKER'' then ' || within || ' when ''DIRECTOR'' then ' || mine || ' else false end)';
end $$;

select prepare_access_log();
