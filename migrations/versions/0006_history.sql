-- The history of every record, written by the database whoever changes it, and only ever added to.
-- Two tables, because who may know that a field was changed may not know its values: an auditor sees the first alone.

create table changes (
    id uuid primary key,
    tenant_code bigint not null references tenants,
    kind text not null,
    record_id uuid not null,
    version integer not null,
    at timestamptz not null default now(),
    deleted boolean not null default false,
    fields text[] not null,
    -- Nobody for what the owner did with SQL of its own.
    user_id uuid default acting_user(),
    acting_role text default acting_role(),
    acting_code bigint default acting_low()
);
create index changes_record_id_idx on changes (record_id, id);
create index changes_tenant_code_idx on changes (tenant_code, id);
create index changes_user_id_idx on changes (user_id, id);

create table change_values (
    change_id uuid not null references changes,
    kind text not null,
    record_id uuid not null,
    field text not null,
    before text,
    after text,
    primary key (change_id, field)
);
create index change_values_record_id_idx on change_values (record_id);

-- A UUIDv7 whose first bits are the clock's microseconds, so that what happens to a record one after the other sorts so.
create function time_ordered_id() returns uuid
language sql volatile parallel safe
begin atomic
    select encode(int8send((now.us / 1000 << 16) | (7 << 12) | (now.us % 1000 * 4096 / 1000))
                  || substring(uuid_send(gen_random_uuid()) from 9), 'hex')::uuid
    from (select (extract(epoch from clock_timestamp()) * 1000000)::bigint as us) now;
end;

-- What follows from other columns, or from other records, or is told by the change itself.
create function unrecorded_columns() returns text[]
language sql immutable parallel safe
return array['version', 'created_at', 'created_by', 'updated_at', 'updated_by', 'state', 'paired', 'paired_on'];

create function change_recorded() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    change constant uuid := time_ordered_id();
begin
    -- The owner alone may write what is no change of a value, or may not be kept: a new key's ciphertext, an erasure.
    if session_user = current_user and current_setting('circle.unrecorded', true) = 'on' then
        return null;
    end if;
    with changed as (
        select field, was.value as before, becomes.value as after
        from jsonb_each_text(to_jsonb(old) - unrecorded_columns()) was (field, value)
        left join jsonb_each_text(to_jsonb(new) - unrecorded_columns()) becomes (field, value) using (field)
        where was.value is distinct from becomes.value
    ), recorded as (
        insert into changes (id, tenant_code, kind, record_id, version, deleted, fields)
        select change, coalesce(new.tenant_code, old.tenant_code), tg_argv[0], old.id, coalesce(new.version, old.version),
               tg_op = 'DELETE', array_agg(field order by field)
        from changed having count(*) > 0
    )
    insert into change_values (change_id, kind, record_id, field, before, after)
    select change, tg_argv[0], old.id, field, before, after from changed;
    return null;
end $$;

-- (Re)makes a table's triggers; to be called again when the table gets another column.
-- A row whose own columns stay the same, as when only its paired days move, costs one comparison.
create function keep_history(of_table regclass, kind text) returns void
language plpgsql as $$
declare
    was text;
    becomes text;
begin
    select string_agg(format('old.%I', attname), ', ' order by attnum), string_agg(format('new.%I', attname), ', ' order by attnum)
    into was, becomes
    from pg_attribute
    where attrelid = of_table and attnum > 0 and not attisdropped and attname <> all (unrecorded_columns());
    execute format('create or replace trigger recorded_on_update after update on %s for each row
        when ((%s) is distinct from (%s)) execute function change_recorded(%L)', of_table, was, becomes, kind);
    execute format('create or replace trigger recorded_on_delete after delete on %s for each row
        execute function change_recorded(%L)', of_table, kind);
end $$;

select keep_history('caring_mothers', 'CARING_MOTHER'), keep_history('children', 'CHILD'),
       keep_history('pairings', 'PAIRING'), keep_history('visits', 'VISIT'), keep_history('activities', 'ACTIVITY'),
       keep_history('projects', 'PROJECT'), keep_history('donations', 'DONATION'), keep_history('deliveries', 'DELIVERY');

create function name_of_user(of_user uuid) returns text
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select u.name from users u where u.id = of_user and acting_role() is not null;
end;

-- Whether the acting role opens a record, wherever it was kept when it was changed.
create function acting_opens(of_kind text, record uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select coalesce(case
        when of_kind in ('CHILD', 'CARING_MOTHER', 'PAIRING', 'VISIT') then case acting_role()
            when 'CASEWORKER' then kept.tenant_code <@ acting_range()
            when 'DIRECTOR' then kept.tenant_code = acting_low() end
        when of_kind in ('ACTIVITY', 'PROJECT', 'DELIVERY') then case
            when acting_role() in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then kept.tenant_code <@ acting_range()
            when acting_role() = 'CASEWORKER' then kept.tenant_code = acting_low() end
        when of_kind = 'DONATION' then acting_role() = 'PROJECT_MANAGER' and kept.tenant_code <@ acting_range()
    end, false)
    from (select case of_kind
        when 'CHILD' then (select tenant_code from children where id = record)
        when 'CARING_MOTHER' then (select tenant_code from caring_mothers where id = record)
        when 'PAIRING' then (select tenant_code from pairings where id = record)
        when 'VISIT' then (select tenant_code from visits where id = record)
        when 'ACTIVITY' then (select tenant_code from activities where id = record)
        when 'PROJECT' then (select tenant_code from projects where id = record)
        when 'DONATION' then (select tenant_code from donations where id = record)
        when 'DELIVERY' then (select tenant_code from deliveries where id = record)
    end as tenant_code) kept;
end;

alter table changes enable row level security, force row level security;
alter table change_values enable row level security, force row level security;
create policy owned on changes to current_role using (true) with check (true);
create policy owned on change_values to current_role using (true) with check (true);
create policy seen on changes for select using (
    case when (select acting_role()) is null then false
         when (select acting_role()) = 'AUDITOR' then tenant_code <@ (select acting_range())
         else acting_opens(kind, record_id)
    end);
create policy seen on change_values for select using (
    case when (select acting_role()) is null then false else acting_opens(kind, record_id) end);
