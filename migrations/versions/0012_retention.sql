-- Retention of the access log: old months go whole, and what stays of them keeps the chain verifiable.

-- What stands for the days of a month in one digest: how many entries each had, and the head of its chain.
create function access_log_digest(of_month date, out days integer, out entries integer, out digest bytea)
language sql stable
begin atomic
    select count(*)::integer, coalesce(sum(d.entries), 0)::integer, sha256(convert_to(coalesce(string_agg(
        to_char(d.day, 'YYYYMMDD') || ' ' || d.entries || ' ' || encode(d.head, 'hex'), ' ' order by d.day), ''), 'UTF8'))
    from access_log_days d where d.day >= of_month and d.day < of_month + interval '1 month';
end;

-- The months of which entries and links are gone; rows are only ever added. Its days stay in access_log_days, for the
-- next day's chain begins with the last one's head.
create table access_log_retired (
    month date primary key,
    days integer not null,
    entries integer not null,
    digest bytea not null,
    retired_on date not null default today(),
    retired_by text not null default session_user,
    constraint access_log_retired_month_whole check (extract(day from month) = 1),
    constraint access_log_retired_month_old check (retired_on >= month + interval '7 months')
);
create function retirement_kept() returns trigger
language plpgsql as $$
begin
    raise exception 'what was retired of the access log is never changed';
end $$;
create trigger kept before update or delete or truncate on access_log_retired
    for each statement execute function retirement_kept();
alter table access_log_retired enable row level security, force row level security;
create policy owned on access_log_retired to current_role using (true) with check (true);

-- Partitions for this month and the next, ahead of time, and for whatever fell into none; that moves into its own. Who
-- would add to the default one is held off from the move until the new one stands.
create or replace function prepare_access_log() returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    month date;
    part text;
begin
    for month in
        select date_trunc('month', today() + make_interval(months => n))::date from generate_series(0, 1) n
        union select distinct date_trunc('month', day)::date from access_log_unplaced
    loop
        part := 'access_log_' || to_char(month, 'YYYY_MM');
        continue when to_regclass('public.' || part) is not null;
        lock table access_log_unplaced in access exclusive mode;
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

-- The months that have a partition and are over for so many months.
create function access_log_months_over(for_months integer) returns setof date
language sql stable
begin atomic
    select m.month from pg_inherits i join pg_class c on c.oid = i.inhrelid
    cross join lateral (select to_date(right(c.relname, 7), 'YYYY_MM') as month) m
    where i.inhparent = 'access_log'::regclass and c.relname ~ '^access_log_[0-9]{4}_[0-9]{2}$'
      and m.month + make_interval(months => for_months + 1) <= today()
    order by m.month;
end;

-- Drops a month of the log. The partition goes last, for nobody reads the log or adds to it until the commit.
create function retire_access_log(of_month date) returns access_log_retired
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
    execute format('drop table %I', part);
    return retired;
end $$;

-- A reason's hash is made with a salt of its entry, which is erased with the reason: then no guess confirms it.
alter table access_log add column reason_salt uuid;
alter table access_log alter column reason_salt set default gen_random_uuid();
create function hash_of_reason(reason text, salt uuid) returns text
language sql immutable
return case when reason ~ '^sha256:[0-9a-f]{64}$' then reason
            else 'sha256:' || encode(sha256(convert_to(coalesce(salt::text, '') || reason, 'UTF8')), 'hex') end;
create or replace function access_log_text(entry access_log) returns text
language sql stable
return jsonb_build_array(entry.id, entry.day, extract(epoch from entry.at), entry.user_id, entry.user_name,
    entry.grant_id, entry.role, entry.tenant_code, entry.tenant_name, entry.kind, entry.record_ids, entry.tenant_codes,
    entry.fields, entry.operation, entry.opening_id, hash_of_reason(entry.reason, entry.reason_salt),
    entry.request_id, entry.address)::text;
drop function hash_of_reason(text);
