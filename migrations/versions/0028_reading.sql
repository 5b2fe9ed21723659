-- Orders: each goes along an index, those of what may be empty along one for either direction, with what is empty last.

-- Columns that are there for an order alone, `<column>_key`, are no history of their own.
create or replace function keep_history(of_table regclass, kind text) returns void
language plpgsql as $$
declare
    was text;
    becomes text;
begin
    select string_agg(format('old.%I', attname), ', ' order by attnum), string_agg(format('new.%I', attname), ', ' order by attnum)
    into was, becomes
    from pg_attribute
    where attrelid = of_table and attnum > 0 and not attisdropped and attgenerated = ''
        and attname <> all (unrecorded_columns());
    execute format('create or replace trigger recorded_on_update after update on %s for each row
        when ((%s) is distinct from (%s)) execute function change_recorded(%L)', of_table, was, becomes, kind);
    execute format('create or replace trigger recorded_on_delete after delete on %s for each row
        execute function change_recorded(%L)', of_table, kind);
end $$;

create or replace function change_recorded() returns trigger
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
        where was.value is distinct from becomes.value and field not like '%\_key'
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

-- Keeps the index, or the two, of an order by a column. Names are ordered by a key in the order of pinyin, and amounts
-- by one in hundredths: only what PostgreSQL compares before it asks the policies is looked up in an index.
-- Where nobody goes by it over more than a county, whose few rows are sorted, there is no index.
create function keep_order(of_table regclass, ordered name, indexed boolean default true) returns void
language plpgsql as $$
declare
    of_column constant text := format_type(a.atttypid, null) from pg_attribute a
        where a.attrelid = of_table and a.attname = ordered;
    may_be_empty constant boolean := not a.attnotnull from pg_attribute a
        where a.attrelid = of_table and a.attname = ordered;
    key constant text := quote_ident(case when of_column in ('text', 'numeric') then ordered || '_key' else ordered end);
    key_type constant text := case of_column when 'numeric' then 'bigint' else of_column end;
    ends constant text[] := case key_type
        when 'bigint' then array['9223372036854775807', '-9223372036854775807']
        when 'integer' then array['2147483647', '-2147483647']
        else array['infinity', '-infinity'] end;
    place constant text := '(case when %1$s is null then %2$L::%3$s else %1$s end)';
begin
    if of_column in ('text', 'numeric') then
        execute format('alter table %s add column %s %s %s generated always as (%s) stored', of_table, key,
            case of_column when 'text' then 'text collate "C"' else 'bigint' end,
            case when may_be_empty then '' else 'not null' end,
            format(case of_column when 'text' then 'chinese_order(%I)' else '(%I * 100)::bigint' end, ordered));
    end if;
    if not indexed then
        return;
    elsif may_be_empty then
        execute format('create index %I on %s (%s, id)', of_table || '_' || ordered || '_rising_idx', of_table,
                       format(place, key, ends[1], key_type));
        execute format('create index %I on %s (%s, id)', of_table || '_' || ordered || '_falling_idx', of_table,
                       format(place, key, ends[2], key_type));
    else
        execute format('create index %I on %s (%s, id)', of_table || '_' || ordered || '_order_idx', of_table, key);
    end if;
end $$;

drop index projects_name_idx, venues_name_idx;
select keep_order('caring_mothers', 'name', false), keep_order('children', 'name', false);
select keep_order(of_table::regclass, ordered) from (values
    ('caring_mothers', 'screening_until'), ('children', 'on_file_on'),
    ('pairings', 'until_on'), ('activities', 'name'), ('activities', 'held_on'),
    ('projects', 'name'), ('projects', 'budget'), ('projects', 'started_on'), ('projects', 'ended_on'),
    ('donations', 'amount'), ('venues', 'name'), ('venues', 'places'), ('venues', 'opened_on')) orders (of_table, ordered);
select keep_history(k.record_table, k.kind) from record_kinds k;

-- One id, one object: whatever has an id has one that nothing else has, and an id tells what it is of.
create table record_ids (
    id uuid primary key,
    kind text not null
);
alter table record_ids enable row level security, force row level security;
create policy owned on record_ids to current_role using (true) with check (true);

-- Of what kind the record is that has the id, seen or not: who knows the id knows that there is one.
create function kind_of(record uuid) returns text
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select r.kind from record_ids r where r.id = record;
end;

create function id_kept() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if tg_op = 'DELETE' then
        delete from record_ids r using old_rows o where r.id = o.id;
        return null;
    end if;
    insert into record_ids select id, tg_argv[0] from new_rows;
    -- The database makes the ids of changes, and a client has read some of them.
    if exists (select from changes c join new_rows n on n.id = c.id) then
        raise unique_violation using constraint = 'record_ids_pkey', table = tg_table_name, message = 'an id of a change';
    end if;
    return null;
end $$;

create function keep_ids(of_table regclass, kind text) returns void
language plpgsql as $$
begin
    execute format('create trigger id_kept after insert on %s referencing new table as new_rows
                    for each statement execute function id_kept(%L)', of_table, kind);
    execute format('create trigger id_dropped after delete on %s referencing old table as old_rows
                    for each statement execute function id_kept(%L)', of_table, kind);
    execute format('insert into record_ids select id, %L from %s', kind, of_table);
end $$;

select keep_ids(k.record_table, k.kind) from record_kinds k;
select keep_ids('file_openings', 'FILE_OPENING'), keep_ids('users', 'USER'), keep_ids('grants', 'GRANT'),
       keep_ids('identities', 'IDENTITY');

-- Makes a table that of a kind: kept by tenants, touched, remembered, counted if it counts, protected by its class.
create or replace function keep_kind(of_table regclass, kind text, protection text, person text default null,
                          person_column name default null, paired text default null) returns void
language plpgsql as $$
declare
    k record_kinds;
begin
    insert into record_kinds (kind, record_table, protection, person, person_column) values
        (keep_kind.kind, of_table, keep_kind.protection, keep_kind.person, keep_kind.person_column)
    returning * into k;
    if keep_kind.paired is not null then
        update record_kinds r set paired = keep_kind.paired where r.kind = keep_kind.kind returning * into k;
    end if;
    execute format('alter table %s add constraint %I foreign key (tenant_code) references tenants',
                   of_table, of_table || '_tenant_code_fkey');
    execute format('create index %I on %s (tenant_code, id)', of_table || '_tenant_code_idx', of_table);
    execute format('create trigger touched before update on %s for each row
                    execute function standard_columns_touched()', of_table);
    execute format('create trigger not_truncated before truncate on %s for each statement
                    execute function truncation_refused()', of_table);
    perform keep_history(of_table, kind);
    perform keep_ids(of_table, kind);
    if is_counted(of_table) then
        perform keep_counted(of_table);
    end if;
    perform protect(k);
    perform list_kinds();
end $$;

-- Views that the application lists as it lists records. Each reads its tables as whoever asks, under their policies.
create table record_views (
    record_view regclass primary key
);
alter table record_views enable row level security, force row level security;
create policy owned on record_views to current_role using (true) with check (true);

create function keep_view(of_view regclass) returns void
language plpgsql as $$
begin
    if not exists (select from pg_class where oid = of_view and relkind = 'v'
                   and coalesce(reloptions && array['security_invoker=true', 'security_invoker=on'], false)) then
        raise '% is no view with security_invoker: it would be read with its owner''s eyes', of_view;
    end if;
    insert into record_views values (of_view);
end $$;

-- Figures that are asked for of a day: their shares have the day, where others have the first of its month.
create or replace function shares_of(r donations) returns setof statistics_share
language sql immutable begin atomic
    select r.tenant_code, 'funds_raised', '', r.received_on, (r.amount * 100)::bigint;
end;

create or replace function shares_of(r venues) returns setof statistics_share
language sql immutable begin atomic
    select r.tenant_code, 'venues', d.dimension, c.day, c.amount
    from (values (r.opened_on, 1::bigint), (r.closed_on, -1)) c (day, amount),
         (values (''), ('kind:' || r.kind)) d (dimension)
    where c.day is not null;
end;

-- What was kept by months is counted anew.
delete from statistics_tallies where figure in ('funds_raised', 'venues');
delete from statistics_deltas where figure in ('funds_raised', 'venues');
insert into statistics_deltas
select s.tenant_code, s.figure, s.dimension, s.month, sum(s.amount)
from (select s.* from donations r, shares_of(r) s union all select s.* from venues r, shares_of(r) s) s
group by s.tenant_code, s.figure, s.dimension, s.month having sum(s.amount) <> 0;
