-- Kinds of record: what each of them has, and how it is protected, counted and remembered, said once for all.
-- A new kind is its table, `create table ... (like record_columns including all, ...)`, and a call of keep_kind.

-- The columns that come first in the table of every kind. No row is ever in it.
create table record_columns (
    id uuid primary key,
    tenant_code bigint not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    created_by uuid default acting_user(),
    updated_at timestamptz not null default now(),
    updated_by uuid default acting_user()
);

-- A class of protection: whose records of such kinds the acting role sees, opens, adds and changes, as conditions on a
-- row. In them stand {role}, {within} its range, {own} tenant alone; {child}, the column that names the child, and
-- {paired}, whether a row is of the acting Caring Mother's open pairings. Without `changed` a record is never changed.
create table protections (
    name text primary key,
    seen text not null,
    opened text not null,
    added text not null,
    changed text
);
insert into protections (name, seen, opened, added, changed) values
    ('CHILD_FILE',
     $$case when {role} in ('DIRECTOR', 'CASEWORKER') then {within} when {role} = 'CARING_MOTHER' then {paired}
            else false end$$,
     $$case {role} when 'CASEWORKER' then {within}
                   when 'DIRECTOR' then {own} or {child} = any ((select acting_openings())::uuid[]) else false end$$,
     $$case when {role} = 'CASEWORKER' then {within} else false end$$,
     $$case when {role} = 'CASEWORKER' then {within} else false end$$),
    -- As a child's file, and a Caring Mother adds to it.
    ('CONTACT',
     $$case when {role} in ('DIRECTOR', 'CASEWORKER') then {within} when {role} = 'CARING_MOTHER' then {paired}
            else false end$$,
     $$case {role} when 'CASEWORKER' then {within}
                   when 'DIRECTOR' then {own} or {child} = any ((select acting_openings())::uuid[]) else false end$$,
     $$case when {role} = 'CASEWORKER' then {within}
            when {role} = 'CARING_MOTHER' then pairing_id = any ((select acting_pairings())::uuid[]) else false end$$,
     $$case when {role} = 'CASEWORKER' then {within} else false end$$),
    -- One registered elsewhere is seen where her service area meets the range, or where a visible pairing names her.
    ('REGISTER',
     $$case when {role} in ('DIRECTOR', 'CASEWORKER') then {within}
                or service_code <@ (select acting_range())
                or service_code = any ((select division_line(acting_low()))::bigint[])
                or acting_pairs(id)
            when {role} = 'CARING_MOTHER' then id = (select acting_caring_mother()) else false end$$,
     $$case {role} when 'CASEWORKER' then {within} when 'DIRECTOR' then {own} else false end$$,
     $$case when {role} = 'CASEWORKER' then {within} else false end$$,
     $$case when {role} = 'CASEWORKER' then {within} when {role} = 'DIRECTOR' then {own} else false end$$),
    ('BRANCH_WORK',
     $$case when {role} in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then {within} when {role} = 'CASEWORKER' then {own}
            when {role} = 'CARING_MOTHER' then {own} else false end$$,
     $$case when {role} in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then {within} when {role} = 'CASEWORKER' then {own}
            else false end$$,
     $$case when {role} in ('DIRECTOR', 'CASEWORKER', 'PROJECT_MANAGER') then {own} else false end$$,
     $$case when {role} in ('DIRECTOR', 'CASEWORKER', 'PROJECT_MANAGER') then {own} else false end$$),
    ('PROJECT_WORK',
     $$case when {role} in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then {within} when {role} = 'CASEWORKER' then {own}
            else false end$$,
     $$case when {role} in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then {within} when {role} = 'CASEWORKER' then {own}
            else false end$$,
     $$case when {role} in ('DIRECTOR', 'CASEWORKER', 'PROJECT_MANAGER') then {own} else false end$$,
     $$case when {role} in ('DIRECTOR', 'CASEWORKER', 'PROJECT_MANAGER') then {own} else false end$$),
    -- Entries are added, never changed.
    ('LEDGER',
     $$case when {role} in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then {within} when {role} = 'CASEWORKER' then {own}
            else false end$$,
     $$case when {role} = 'PROJECT_MANAGER' then {within} else false end$$,
     $$case when {role} = 'PROJECT_MANAGER' then {own} else false end$$,
     null);

-- The kinds. Whose file a record belongs to, and by which column, is said where it is a person's; `recounted` is the
-- view that gives its shares in the figures where they are not counted from its own rows alone.
create table record_kinds (
    kind text primary key,
    record_table regclass not null unique,
    protection text not null references protections,
    person text,
    person_column name,
    paired text not null default '{child} = any ((select acting_children())::uuid[])',
    recounted regclass,
    constraint record_kinds_person_known check (person in ('CHILD', 'CARING_MOTHER')),
    constraint record_kinds_person_column_named check ((person is null) = (person_column is null))
);

alter table record_columns enable row level security, force row level security;
alter table protections enable row level security, force row level security;
alter table record_kinds enable row level security, force row level security;
create policy owned on record_columns to current_role using (true) with check (true);
create policy owned on protections to current_role using (true) with check (true);
create policy owned on record_kinds to current_role using (true) with check (true);

create function condition_of(said text, k record_kinds) returns text
language sql stable
begin atomic
    select replace(replace(replace(replace(replace(said,
        '{paired}', k.paired),
        '{child}', coalesce(quote_ident(k.person_column), 'id')),
        '{within}', 'tenant_code <@ (select acting_range())'),
        '{own}', 'tenant_code = (select acting_low())'),
        '{role}', '(select acting_role())');
end;

-- Puts a table under its class of protection, or under what the class has become.
create function protect(k record_kinds) returns void
language plpgsql as $$
declare
    class protections;
    name text;
begin
    select * into class from protections p where p.name = k.protection;
    execute format('alter table %s enable row level security, force row level security', k.record_table);
    for name in select polname from pg_policy where polrelid = k.record_table loop
        execute format('drop policy %I on %s', name, k.record_table);
    end loop;
    -- The owner runs migrations, triggers and the recount, and never serves a request.
    execute format('create policy owned on %s to current_role using (true) with check (true)', k.record_table);
    execute format('create policy seen on %s for select using (%s)', k.record_table, condition_of(class.seen, k));
    execute format('create policy added on %s for insert with check (%s)', k.record_table, condition_of(class.added, k));
    if class.changed is not null then
        execute format('create policy changed on %s for update using (%s)', k.record_table, condition_of(class.changed, k));
    end if;
end $$;

-- Whether a kind has a share in the figures: whether there is a shares_of for its rows.
create function is_counted(of_table regclass) returns boolean
language sql stable
begin atomic
    select to_regprocedure(format('shares_of(%s)', of_table)) is not null;
end;

-- The shares of new rows less those of old ones, by whoever wrote them.
create function keep_counted(of_table regclass) returns void
language plpgsql as $$
declare
    of_new constant text := format('select s.* from new_rows r, shares_of(row(r.*)::%s) s', of_table);
    of_old constant text := format('select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::%s) s', of_table);
    act record;
begin
    for act in select * from (values
            ('insert', of_new, 'new table as new_rows'),
            ('update', of_new || ' union all ' || of_old, 'new table as new_rows old table as old_rows'),
            ('delete', of_old, 'old table as old_rows')) acts (name, shares, rows) loop
        execute format('create function %1$I() returns trigger
            language plpgsql security definer set search_path = pg_catalog, public as
            $f$ begin
                insert into statistics_deltas
                select tenant_code, figure, dimension, month, sum(amount) from (%2$s) shares
                group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                return null;
            end $f$', of_table || '_counted_on_' || act.name, act.shares);
        execute format('create trigger %I after %s on %s referencing %s for each statement execute function %I()',
            'counted_on_' || act.name, act.name, of_table, act.rows, of_table || '_counted_on_' || act.name);
    end loop;
end $$;

-- What is said of all kinds, made anew with every kind: whether the acting role opens a record, and whose file a record
-- belongs to, which look into one table, however many kinds there are; the records of people, and the shares of all
-- records in the figures.
create function list_kinds() returns void
language plpgsql as $$
begin
    execute (select format('create or replace function acting_opens(of_kind text, record uuid) returns boolean
        language plpgsql stable security definer set search_path = pg_catalog, public as
        $f$ begin case of_kind %s else return false; end case; end $f$', string_agg(
            format('when %L then return exists (select from %s where id = $2 and (%s));',
                   k.kind, k.record_table, condition_of(p.opened, k)), E'\n' order by k.kind))
        from record_kinds k join protections p on p.name = k.protection);
    execute (select format('create or replace function subject_of_change(of_person text, of_kind text, record uuid)
        returns text language plpgsql stable as
        $f$ begin case of_kind %s else return null; end case; end $f$', string_agg(
            format('when %L then return (select %I || '':'' || tenant_code from %s where id = $3 and of_person = %L);',
                   k.kind, k.person_column, k.record_table, k.person), E'\n' order by k.kind))
        from record_kinds k where k.person is not null);
    execute (select 'create or replace view records_of_people with (security_invoker = true) as ' || string_agg(
        format('select %L::text as kind, id, %L::text as person, %I as person_id from %s',
               k.kind, k.person, k.person_column, k.record_table),
        ' union all ' order by k.kind)
        from record_kinds k where k.person is not null);
    execute (select 'create or replace view recounted_shares with (security_invoker = true) as ' || string_agg(
        case when k.recounted is null then format('select s.* from %s r, shares_of(r) s', k.record_table)
             else format('select s.* from %s s', k.recounted) end,
        ' union all ' order by k.kind)
        from record_kinds k where is_counted(k.record_table));
end $$;

-- Makes a table that of a kind: kept by tenants, touched, remembered, counted if it counts, protected by its class.
create function keep_kind(of_table regclass, kind text, protection text, person text default null,
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
    if is_counted(of_table) then
        perform keep_counted(of_table);
    end if;
    perform protect(k);
    perform list_kinds();
end $$;

-- The paired days once more from the pairings themselves, not as the trigger left them.
create view children_recounted with (security_invoker = true) as
select s.* from children c
    left join (select p.child_id, range_agg(daterange(p.from_on, p.until_on)) as paired_on
               from pairings p group by p.child_id) days on days.child_id = c.id,
    shares_of(jsonb_populate_record(c, jsonb_build_object('paired_on', coalesce(days.paired_on, '{}')))) s;

-- The kinds there are. Their tables have their triggers; their policies are those of their classes from now on.
insert into record_kinds (kind, record_table, protection, person, person_column, recounted) values
    ('CARING_MOTHER', 'caring_mothers', 'REGISTER', 'CARING_MOTHER', 'id', null),
    ('CHILD', 'children', 'CHILD_FILE', 'CHILD', 'id', 'children_recounted'),
    ('PAIRING', 'pairings', 'CHILD_FILE', 'CHILD', 'child_id', null),
    ('VISIT', 'visits', 'CONTACT', 'CHILD', 'child_id', null),
    ('ACTIVITY', 'activities', 'BRANCH_WORK', null, null, null),
    ('PROJECT', 'projects', 'PROJECT_WORK', null, null, null),
    ('DONATION', 'donations', 'LEDGER', null, null, null),
    ('DELIVERY', 'deliveries', 'PROJECT_WORK', null, null, null);
-- Of a child's pairings she sees her own, as long as it is open.
update record_kinds set paired = 'caring_mother_id = (select acting_caring_mother()) and until_on is null'
where kind = 'PAIRING';
select protect(k) from record_kinds k;
select list_kinds();

-- What listed every kind, for the last time.
create or replace function records_about(of_kind text, person uuid) returns table (kind text, record_id uuid)
language sql stable
begin atomic
    select r.kind, r.id from records_of_people r where r.person = of_kind and r.person_id = records_about.person;
end;

create or replace function statistics_differences()
returns table (tenant_code bigint, figure text, dimension text, month date, tallied bigint, recounted bigint)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    with recounted as (
        select t.code as tenant_code, own.figure, own.dimension, own.month, sum(own.amount) as amount
        from (select o.tenant_code, o.figure, o.dimension, o.month, sum(o.amount) as amount
              from recounted_shares o group by 1, 2, 3, 4) own
        join tenants t on t.code = any (division_line(own.tenant_code))
        group by 1, 2, 3, 4
    ), tallied as (
        select k.tenant_code, k.figure, k.dimension, k.month, sum(k.amount) as amount
        from (select * from statistics_tallies
              union all
              select t.code, d.figure, d.dimension, d.month, d.amount
              from statistics_deltas d join tenants t on t.code = any (division_line(d.tenant_code))) k
        group by 1, 2, 3, 4
    )
    select tenant_code, figure, dimension, month, coalesce(k.amount, 0)::bigint, coalesce(r.amount, 0)::bigint
    from tallied k full join recounted r using (tenant_code, figure, dimension, month)
    where coalesce(k.amount, 0) <> coalesce(r.amount, 0)
    order by tenant_code, figure, dimension, month;
end;
