-- Kinds of record: how each is protected, counted and remembered, said once for all of them. A new kind is a table,
-- `create table ... (like record_columns including all, ...)`, a row of record_kinds and, where it counts, a shares_of.

-- The classes of protection: whose records of such kinds the current role sees, opens, adds and changes, as conditions on
-- a row. In them stand {role}, {within} its range, {own} tenant alone, {above} that tenant or one above it, {within for}
-- some roles; {child}, the column that names the child, {kept} and {kept itself}, whether that child's file is within the range, or
-- the current tenant's, wherever the row is, {paired}, whether a row is of the current Caring Mother's pairings
-- in force, {hers}, whether she may add it: a visit to a pairing of hers, and else to a child in one, and {reported}, of a
-- report that she made. Without `changed` a record is never changed.
--
-- A policy is one CASE over the current role: the planner takes it for one condition of even odds, and so believes
-- the query's own literal range; taken apart, it would multiply the odds of every setting it cannot know and expect
-- next to no rows. The settings are read through sub-selects, so they are evaluated once per statement.
create or replace view protections (name, seen, opened, added, changed) with (security_invoker = true) as values
    ('CHILD_FILE',
     $$case when {within for 'DIRECTOR', 'CASEWORKER'} then true else {paired} end$$,
     $$case {role} when 'CASEWORKER' then {within}
                   when 'DIRECTOR' then {own} or {child} = any ((select actor_openings())::uuid[]) else false end$$,
     $$case when {role} = 'CASEWORKER' then {within} else false end$$,
     $$case when {role} = 'CASEWORKER' then {within} else false end$$),
    -- As a child's file, and what is over stays where it was, and is read by who keeps the file now.
    ('EPISODE',
     $$case when {within for 'DIRECTOR', 'CASEWORKER'} then true
            when {role} in ('DIRECTOR', 'CASEWORKER') then {kept} else {paired} end$$,
     $$case {role} when 'CASEWORKER' then {within} or {kept}
                   when 'DIRECTOR' then {own} or {child} = any ((select actor_openings())::uuid[]) or {kept itself}
                   else false end$$,
     $$case when {role} = 'CASEWORKER' then {within} else false end$$,
     $$case when {role} = 'CASEWORKER' then {within} else false end$$),
    -- As an episode, and a Caring Mother adds to it.
    ('CONTACT',
     $$case when {within for 'DIRECTOR', 'CASEWORKER'} then true
            when {role} in ('DIRECTOR', 'CASEWORKER') then {kept} else {paired} end$$,
     $$case {role} when 'CASEWORKER' then {within} or {kept}
                   when 'DIRECTOR' then {own} or {child} = any ((select actor_openings())::uuid[]) or {kept itself}
                   else false end$$,
     $$case when {role} = 'CASEWORKER' then {within}
            when {role} = 'CARING_MOTHER' then {hers} else false end$$,
     $$case when {role} = 'CASEWORKER' then {within} else false end$$),
    -- A file is handed over by who keeps it, and accepted by the director of the tenant that is to have it (transfer_kept).
    ('TRANSFER_FILE',
     $$case {role} when 'CASEWORKER' then {within} or receiver_code <@ (select actor_range())
                   when 'DIRECTOR' then {own} or receiver_code = (select actor_low()) else false end$$,
     $$case {role} when 'CASEWORKER' then {within} or receiver_code <@ (select actor_range())
                   when 'DIRECTOR' then {own} or receiver_code = (select actor_low()) else false end$$,
     $$case when {role} = 'CASEWORKER' then {within} else false end$$,
     $$case {role} when 'CASEWORKER' then {within} when 'DIRECTOR' then receiver_code = (select actor_low()) else false end$$),
    -- What the public is asked for, which names no child: the database adds it where a wish is published.
    ('APPEAL',
     $$case when {role} in ('ANALYST', 'DIRECTOR', 'CASEWORKER', 'PROJECT_MANAGER', 'PARTNER') then {within}
            else false end$$,
     $$case when {role} in ('ANALYST', 'DIRECTOR', 'CASEWORKER', 'PROJECT_MANAGER') then {within} else false end$$,
     $$false$$,
     $$case when {role} in ('CASEWORKER', 'PARTNER') then {within} else false end$$),
    -- One registered elsewhere is seen where her service area meets the range, or where a visible pairing names her.
    ('REGISTER',
     $$case when {within for 'DIRECTOR', 'CASEWORKER'} then true
            when {role} in ('DIRECTOR', 'CASEWORKER') then service_code <@ (select actor_range())
                or service_code = any ((select division_line(actor_low()))::bigint[])
                or actor_pairs(id)
            else id = (select actor_caring_mother()) end$$,
     $$case {role} when 'CASEWORKER' then {within} when 'DIRECTOR' then {own} else false end$$,
     $$case when {role} = 'CASEWORKER' then {within} else false end$$,
     $$case when {role} = 'CASEWORKER' then {within} when {role} = 'DIRECTOR' then {own} else false end$$),
    -- What was looked into before a Caring Mother was approved: added to, never changed. She sees that it was.
    ('CLEARANCE',
     $$case when {role} in ('DIRECTOR', 'CASEWORKER') then {within}
            when {role} = 'CARING_MOTHER' then caring_mother_id = (select actor_caring_mother()) else false end$$,
     $$case {role} when 'CASEWORKER' then {within} when 'DIRECTOR' then {own} else false end$$,
     $$case when {role} = 'CASEWORKER' then {within} else false end$$,
     null),
    -- A screening is applied for by who keeps the register, and decided by a director of the same tenant (screening_kept).
    ('SCREENING_FILE',
     $$case when {role} in ('DIRECTOR', 'CASEWORKER') then {within}
            when {role} = 'CARING_MOTHER' then caring_mother_id = (select actor_caring_mother()) else false end$$,
     $$case {role} when 'CASEWORKER' then {within} when 'DIRECTOR' then {own} else false end$$,
     $$case when {role} = 'CASEWORKER' then {within} else false end$$,
     $$case {role} when 'CASEWORKER' then {within} when 'DIRECTOR' then {own} else false end$$),
    -- Teams are seen by those below as well, whose children they may be paired with.
    ('TEAM_WORK',
     $$case when {role} in ('DIRECTOR', 'CASEWORKER') then {within} or {above} else false end$$,
     $$case when {role} in ('DIRECTOR', 'CASEWORKER') then {within} or {above} else false end$$,
     $$case when {role} = 'CASEWORKER' then {within} else false end$$,
     $$case when {role} = 'CASEWORKER' then {within} else false end$$),
    -- What she has done, issued by who keeps her registration, revoked by its director (certificate_admitted).
    ('CERTIFICATION',
     $$case {role} when 'CASEWORKER' then {within} when 'DIRECTOR' then {own}
                   when 'CARING_MOTHER' then caring_mother_id = (select actor_caring_mother()) else false end$$,
     $$case {role} when 'CASEWORKER' then {within} when 'DIRECTOR' then {own} else false end$$,
     $$case when {role} = 'CASEWORKER' then {within} else false end$$,
     $$case when {role} = 'DIRECTOR' then {own} else false end$$),
    -- What has to be looked into, there and below.
    ('CLEARANCE_RULES',
     $$case when {role} in ('DIRECTOR', 'CASEWORKER') then {within} or {above} else false end$$,
     $$case when {role} in ('DIRECTOR', 'CASEWORKER') then {within} or {above} else false end$$,
     $$case when {role} = 'DIRECTOR' then {own} else false end$$,
     $$case when {role} = 'DIRECTOR' then {own} else false end$$),
    -- Added to, never changed. A Caring Mother sees what she herself reported.
    ('INCIDENT',
     $$case when {role} in ('DIRECTOR', 'CASEWORKER') then {within} when {role} = 'CARING_MOTHER' then {reported}
            else false end$$,
     $$case {role} when 'CASEWORKER' then {within}
                   when 'DIRECTOR' then {own} or {child} = any ((select actor_openings())::uuid[]) else false end$$,
     $$case {role} when 'CASEWORKER' then {within} when 'DIRECTOR' then {own} when 'CARING_MOTHER' then {paired}
                   else false end$$,
     null),
    -- Whoever may report adds who it was; nobody below a director sees it again.
    ('REPORTER',
     $$case when {role} = 'DIRECTOR' then {within} else false end$$,
     $$case when {role} = 'DIRECTOR' then {own} or {child} = any ((select actor_openings())::uuid[]) else false end$$,
     $$case {role} when 'CASEWORKER' then {within} when 'DIRECTOR' then {own} when 'CARING_MOTHER' then {paired}
                   else false end$$,
     null),
    -- What a branch asked about a number that is on file elsewhere: sent once (send_enquiry), and never changed.
    ('ENQUIRY',
     $$case {role} when 'CASEWORKER' then {within} when 'DIRECTOR' then {own} else false end$$,
     $$case {role} when 'CASEWORKER' then {within} when 'DIRECTOR' then {own} else false end$$,
     $$case when {role} = 'CASEWORKER' then {within} else false end$$,
     null),
    -- The same where the file is kept, which answers it (answer_kept).
    ('ANSWERING',
     $$case {role} when 'CASEWORKER' then {within} when 'DIRECTOR' then {own} else false end$$,
     $$case {role} when 'CASEWORKER' then {within} when 'DIRECTOR' then {own} else false end$$,
     $$false$$,
     $$case when {role} = 'CASEWORKER' then {within} else false end$$),
    ('BRANCH_WORK',
     $$case when {within for 'ANALYST', 'DIRECTOR', 'PROJECT_MANAGER'} then true
            when {role} in ('CASEWORKER', 'CARING_MOTHER') then {own} else false end$$,
     $$case when {within for 'ANALYST', 'DIRECTOR', 'PROJECT_MANAGER'} then true when {role} = 'CASEWORKER' then {own}
            else false end$$,
     $$case when {role} in ('DIRECTOR', 'CASEWORKER', 'PROJECT_MANAGER') then {own} else false end$$,
     $$case when {role} in ('DIRECTOR', 'CASEWORKER', 'PROJECT_MANAGER') then {own} else false end$$),
    -- As branch work, and seen by the organisations that run it together with the branch.
    ('JOINT_WORK',
     $$case when {within for 'ANALYST', 'DIRECTOR', 'PROJECT_MANAGER'} then true
            when {role} in ('CASEWORKER', 'CARING_MOTHER') then {own}
            when {role} = 'PARTNER' then {within} and id = any ((select actor_activities())::uuid[]) else false end$$,
     $$case when {within for 'ANALYST', 'DIRECTOR', 'PROJECT_MANAGER'} then true when {role} = 'CASEWORKER' then {own}
            else false end$$,
     $$case when {role} in ('DIRECTOR', 'CASEWORKER', 'PROJECT_MANAGER') then {own} else false end$$,
     $$case when {role} in ('DIRECTOR', 'CASEWORKER', 'PROJECT_MANAGER') then {own} else false end$$),
    ('PROJECT_WORK',
     $$case when {within for 'ANALYST', 'DIRECTOR', 'PROJECT_MANAGER'} then true when {role} = 'CASEWORKER' then {own}
            else false end$$,
     $$case when {within for 'ANALYST', 'DIRECTOR', 'PROJECT_MANAGER'} then true when {role} = 'CASEWORKER' then {own}
            else false end$$,
     $$case when {role} in ('DIRECTOR', 'CASEWORKER', 'PROJECT_MANAGER') then {own} else false end$$,
     $$case when {role} in ('DIRECTOR', 'CASEWORKER', 'PROJECT_MANAGER') then {own} else false end$$),
    -- As project work, and seen by the organisation that is the branch's partner in it.
    ('PARTNERED_WORK',
     $$case when {within for 'ANALYST', 'DIRECTOR', 'PROJECT_MANAGER'} then true when {role} = 'CASEWORKER' then {own}
            when {role} = 'PARTNER' then {within} and partner_id = (select actor_organization()) else false end$$,
     $$case when {within for 'ANALYST', 'DIRECTOR', 'PROJECT_MANAGER'} then true when {role} = 'CASEWORKER' then {own}
            else false end$$,
     $$case when {role} in ('DIRECTOR', 'CASEWORKER', 'PROJECT_MANAGER') then {own} else false end$$,
     $$case when {role} in ('DIRECTOR', 'CASEWORKER', 'PROJECT_MANAGER') then {own} else false end$$),
    -- Entries are added, never changed.
    ('LEDGER',
     $$case when {within for 'ANALYST', 'DIRECTOR', 'PROJECT_MANAGER'} then true when {role} = 'CASEWORKER' then {own}
            else false end$$,
     $$case when {role} = 'PROJECT_MANAGER' then {within} else false end$$,
     $$case when {role} = 'PROJECT_MANAGER' then {own} else false end$$,
     null),
    -- As a child's file, and seen in full or not at all: what is asked for a child tells how it is.
    ('DUTY',
     $$case when {role} = 'CASEWORKER' then {within} when {role} = 'DIRECTOR' then {own}
            when {role} = 'CARING_MOTHER' then {paired} else false end$$,
     $$case {role} when 'CASEWORKER' then {within} when 'DIRECTOR' then {own} else false end$$,
     $$case when {role} = 'CASEWORKER' then {within} else false end$$,
     $$case when {role} = 'CASEWORKER' then {within} else false end$$),
    -- What is asked of everybody below is seen there.
    ('CHECKLIST',
     $$case when {role} in ('DIRECTOR', 'CASEWORKER') then {within} or {above}
            when {role} = 'CARING_MOTHER' then tenant_code = any ((select actor_lines())::bigint[]) else false end$$,
     $$case when {role} in ('DIRECTOR', 'CASEWORKER') then {within} or {above} else false end$$,
     $$case when {role} = 'DIRECTOR' then {own} else false end$$,
     $$case when {role} = 'DIRECTOR' then {own} else false end$$),
    -- What those below the tenant take part in, they see, too; a Caring Mother and a partner a programme, and not who else
    -- is in it.
    ('PROGRAMME_WORK',
     $$case when {role} in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER', 'PARTNER') then {within} or {above}
            when {role} in ('CASEWORKER', 'CARING_MOTHER') then {above} else false end$$,
     $$case when {role} in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then {within} or {above}
            when {role} = 'CASEWORKER' then {above} else false end$$,
     $$case when {role} in ('DIRECTOR', 'PROJECT_MANAGER') then {own} else false end$$,
     $$case when {role} in ('DIRECTOR', 'PROJECT_MANAGER') then {own} else false end$$),
    ('SHARED_WORK',
     $$case when {role} in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then {within} or {above}
            when {role} = 'CASEWORKER' then {above} else false end$$,
     $$case when {role} in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then {within} or {above}
            when {role} = 'CASEWORKER' then {above} else false end$$,
     $$case when {role} in ('DIRECTOR', 'PROJECT_MANAGER') then {own} else false end$$,
     $$case when {role} in ('DIRECTOR', 'PROJECT_MANAGER') then {own} else false end$$),
    -- As shared work, and an organisation is seen by its own people.
    ('ORGANIZATION_WORK',
     $$case when {role} in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then {within} or {above}
            when {role} = 'CASEWORKER' then {above}
            when {role} = 'PARTNER' then id = (select actor_organization()) else false end$$,
     $$case when {role} in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then {within} or {above}
            when {role} = 'CASEWORKER' then {above} else false end$$,
     $$case when {role} in ('DIRECTOR', 'PROJECT_MANAGER') then {own} else false end$$,
     $$case when {role} in ('DIRECTOR', 'PROJECT_MANAGER') then {own} else false end$$),
    -- What organisations offer is kept with them, and seen by those below, who may ask for it.
    ('SUPPLY',
     $$case when {role} in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then {within} or {above}
            when {role} = 'CASEWORKER' then {above}
            when {role} = 'PARTNER' then organization_id = (select actor_organization()) else false end$$,
     $$case when {role} in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then {within} or {above}
            when {role} = 'CASEWORKER' then {above} else false end$$,
     $$case when {role} in ('DIRECTOR', 'PROJECT_MANAGER') then {own}
            when {role} = 'PARTNER' then organization_id = (select actor_organization()) else false end$$,
     $$case when {role} in ('DIRECTOR', 'PROJECT_MANAGER') then {own}
            when {role} = 'PARTNER' then organization_id = (select actor_organization()) else false end$$),
    -- What a branch asks for is written by who reads the files, so that it names nobody.
    ('DEMAND',
     $$case when {role} in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then {within} when {role} = 'CASEWORKER' then {own}
            when {role} = 'PARTNER' then {within} and (closed_on is null or id = any ((select actor_requests())::uuid[]))
            else false end$$,
     $$case when {role} in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then {within} when {role} = 'CASEWORKER' then {own}
            else false end$$,
     $$case when {role} = 'CASEWORKER' then {own} else false end$$,
     $$case when {role} = 'CASEWORKER' then {own} else false end$$),
    -- Between a branch and an organisation: each changes what is its own to say (service_agreement_kept).
    ('AGREEMENT',
     $$case when {role} in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then {within} when {role} = 'CASEWORKER' then {own}
            when {role} = 'PARTNER' then {within} and organization_id = (select actor_organization()) else false end$$,
     $$case when {role} in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then {within} when {role} = 'CASEWORKER' then {own}
            else false end$$,
     $$case when {role} in ('DIRECTOR', 'CASEWORKER', 'PROJECT_MANAGER') then {own}
            when {role} = 'PARTNER' then {within} and organization_id = (select actor_organization()) else false end$$,
     $$case when {role} in ('DIRECTOR', 'CASEWORKER', 'PROJECT_MANAGER') then {own}
            when {role} = 'PARTNER' then {within} and organization_id = (select actor_organization()) else false end$$),
    -- A target is set from above, and by a province for itself; the branch answers it, and changes nothing else of it
    -- (targets_kept).
    ('TARGET_WORK',
     $$case when {role} in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then {within} when {role} = 'CASEWORKER' then {own}
            else false end$$,
     $$case when {role} in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then {within} when {role} = 'CASEWORKER' then {own}
            else false end$$,
     $$case when {role} = 'DIRECTOR' then {within} and (not {own} or tenant_code % 10000000000 = 0) else false end$$,
     $$case when {role} = 'DIRECTOR' then {within} else false end$$),
    ('SPENDING',
     $$case when {role} in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then {within} when {role} = 'CASEWORKER' then {own}
            else false end$$,
     $$case when {role} in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then {within} when {role} = 'CASEWORKER' then {own}
            else false end$$,
     $$case when {role} = 'PROJECT_MANAGER' then {own} else false end$$,
     $$case when {role} in ('DIRECTOR', 'PROJECT_MANAGER') then {own} else false end$$),
    -- Written by who reads the files; each level above decides on it, and takes it down (story_admitted).
    ('PUBLICITY',
     $$case when {role} in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then {within} when {role} = 'CASEWORKER' then {own}
            else false end$$,
     $$case when {role} in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then {within} when {role} = 'CASEWORKER' then {own}
            else false end$$,
     $$case when {role} = 'CASEWORKER' then {own} else false end$$,
     $$case when {role} = 'CASEWORKER' then {own} when {role} = 'DIRECTOR' then {within} else false end$$),
    -- As an episode, but for Caring Mothers, and decided on by the branch whose money it is.
    ('SUBSIDY_FILE',
     $$case when {role} in ('DIRECTOR', 'CASEWORKER') then {within} or {kept} else false end$$,
     $$case {role} when 'CASEWORKER' then {within} or {kept}
                   when 'DIRECTOR' then {own} or {child} = any ((select actor_openings())::uuid[]) or {kept itself}
                   else false end$$,
     $$case when {role} = 'CASEWORKER' then {within} else false end$$,
     $$case when {role} = 'CASEWORKER' then {within}
            when {role} = 'DIRECTOR' then {within} and fund_code = (select actor_low()) else false end$$);

-- Of a child's pairings a Caring Mother sees her own, as long as it is in force.
create or replace function condition_of(said text, k record_kinds) returns text
language sql stable
begin atomic
    select replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        regexp_replace(said, '\{within for ([^}]*)\}', 'tenant_code <@ (select actor_range_as(\1))', 'g'),
        '{reported}', case k.kind when 'INCIDENT_REPORT' then 'id' else 'incident_report_id' end
                      || ' = any ((select actor_reports())::uuid[])'),
        '{hers}', case k.kind when 'VISIT' then 'pairing_id = any ((select actor_pairings())::uuid[])' else '{paired}' end),
        '{kept itself}', 'actor_keeps_itself({child})'),
        '{kept}', 'actor_keeps({child})'),
        '{paired}', case k.kind when 'PAIRING' then 'id = any ((select actor_pairings())::uuid[])'
                                else '{child} = any ((select actor_children())::uuid[])' end),
        '{child}', coalesce(quote_ident(k.person_column), 'id')),
        '{within}', 'tenant_code <@ (select actor_range())'),
        '{own}', 'tenant_code = (select actor_low())'),
        '{above}', 'tenant_code = any ((select division_line(actor_low()))::bigint[])'),
        '{role}', '(select actor_role())');
end;

-- Executes a statement unless it is the one that was executed last under this name, so that a table is locked only where
-- something is made anew. A revision forgets them all.
create or replace function apply_sql(as_name text, statement text) returns void
language plpgsql as $$
begin
    if not exists (select from applied_sql where name = as_name and digest = md5(statement)) then
        execute statement;
        insert into applied_sql values (as_name, md5(statement))
        on conflict (name) do update set digest = excluded.digest;
    end if;
end $$;

-- Puts a table under its class of protection.
create or replace function protect(k record_kinds) returns void
language plpgsql as $$
declare
    class protections;
begin
    select * into strict class from protections p where p.name = k.protection;
    -- The owner runs migrations, triggers and the recount, and never serves a request.
    perform apply_sql('policies of ' || k.record_table, concat_ws('; ',
        format('alter table %s enable row level security, force row level security', k.record_table),
        format('drop policy if exists owned on %s', k.record_table),
        format('create policy owned on %s to current_role using (true) with check (true)', k.record_table),
        format('drop policy if exists seen on %s', k.record_table),
        format('create policy seen on %s for select using (%s)', k.record_table, condition_of(class.seen, k)),
        format('drop policy if exists added on %s', k.record_table),
        format('create policy added on %s for insert with check (%s)', k.record_table, condition_of(class.added, k)),
        format('drop policy if exists changed on %s', k.record_table),
        case when class.changed is not null then
            format('create policy changed on %s for update using (%s)', k.record_table, condition_of(class.changed, k)) end));
end $$;

-- A change of a record is recorded; one whose own columns stay the same, as when only its paired days move, costs one
-- comparison.
create or replace function keep_history(k record_kinds) returns void
language plpgsql as $$
declare
    was text;
    becomes text;
begin
    select string_agg(format('old.%I', attname), ', ' order by attnum), string_agg(format('new.%I', attname), ', ' order by attnum)
    into was, becomes
    from pg_attribute
    where attrelid = k.record_table and attnum > 0 and not attisdropped and attgenerated = ''
        and attname <> all (unrecorded_columns(k.kind));
    perform apply_sql('history of ' || k.record_table, format('
        create or replace trigger recorded_on_update after update on %1$s for each row
            when ((%2$s) is distinct from (%3$s)) execute function change_recorded(%4$L);
        create or replace trigger recorded_on_delete after delete on %1$s for each row execute function change_recorded(%4$L)',
        k.record_table, was, becomes, k.kind));
end $$;

-- Whether a kind has a share in the figures: whether there is a shares_of for its rows.
create or replace function is_counted(of_table regclass) returns boolean
language sql stable
begin atomic
    select to_regprocedure(format('shares_of(%s)', of_table)) is not null;
end;

-- The shares of new rows less those of old ones, by whoever wrote them.
create or replace function keep_counted(of_table regclass) returns void
language plpgsql as $$
declare
    of_new constant text := format('select s.* from new_rows r, shares_of(row(r.*)::%s) s', of_table);
    of_old constant text := format('select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::%s) s', of_table);
    act record;
begin
    for act in select * from (values
            ('insert', of_new, 'new table as new_rows', 'new_rows'),
            ('update', of_new || ' union all ' || of_old, 'new table as new_rows old table as old_rows', 'new_rows'),
            ('delete', of_old, 'old table as old_rows', 'old_rows')) acts (name, shares, tables, rows) loop
        perform apply_sql(format('counting of %s on %s', of_table, act.name), format('
            create or replace function %1$I() returns trigger
            language plpgsql security definer set search_path = pg_catalog, public as
            $f$
            declare
                pending bigint := coalesce(nullif(current_setting(''circle.pending'', true), ''''), ''0'');
                added bigint;
                kept text;
            begin
                if pending >= 0 and exists (select from %3$s offset few_pending()) then
                    with own as materialized (
                        select tenant_code, figure, dimension, month, sum(amount) as amount from (%2$s) shares
                        group by tenant_code, figure, dimension, month having sum(amount) <> 0
                    ), lines as materialized (
                        select distinct tenant_code, code
                        from (select distinct tenant_code from own) keeper, unnest(division_line(tenant_code)) code
                    ), batch as materialized (
                        select begin_batch() as batch
                    )
                    insert into statistics_rollups (tenant_code, figure, dimension, month, batch, amount)
                    select code, figure, dimension, month, batch, sum(amount)
                    from own join lines using (tenant_code) cross join batch
                    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
                else
                    insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
                    select tenant_code, figure, dimension, month, sum(amount) from (%2$s) shares
                    group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                    get diagnostics added = row_count;
                    pending := pending + added;
                    if pending > few_pending() then
                        perform batch_pending();
                        pending := 0;
                    end if;
                    kept := set_config(''circle.pending'', pending::text, true);
                end if;
                return null;
            end $f$;
            create or replace trigger %4$I after %5$s on %6$s referencing %7$s for each statement execute function %1$I()',
            of_table || '_counted_on_' || act.name, act.shares, act.rows,
            'counted_on_' || act.name, act.name, of_table, act.tables));
    end loop;
end $$;

-- What is said of all kinds at once: whether the current role opens a record, and whose file a record belongs to, which
-- look into one table, however many kinds there are; the records of people, and the shares of all records in the figures.
-- Those of a table are counted anew from a view `..._recounted` where its rows hold what a trigger of another table left.
create or replace function list_kinds() returns void
language plpgsql as $$
begin
    perform apply_sql('actor_opens', format('create or replace function actor_opens(of_kind text, record uuid) returns boolean
        language plpgsql stable security definer set search_path = pg_catalog, public as
        $f$ begin case of_kind %s else return false; end case; end $f$', string_agg(
            format('when %L then return exists (select from %s where id = $2 and (%s));',
                   k.kind, k.record_table, condition_of(p.opened, k)), E'\n' order by k.kind)))
    from record_kinds k join protections p on p.name = k.protection;
    perform apply_sql('subject_of_change', format('create or replace function
        subject_of_change(of_person text, of_kind text, record uuid) returns text language plpgsql stable as
        $f$ begin case of_kind %s else return null; end case; end $f$', string_agg(
            format('when %L then return (select %I || '':'' || tenant_code from %s where id = $3 and of_person = %L);',
                   k.kind, k.person_column, k.record_table, k.person), E'\n' order by k.kind)))
    from record_kinds k where k.person is not null;
    perform apply_sql('records_of_people', 'create or replace view records_of_people with (security_invoker = true) as '
        || string_agg(format('select %L::text as kind, id, %L::text as person, %I as person_id from %s',
                             k.kind, k.person, k.person_column, k.record_table), ' union all ' order by k.kind))
    from record_kinds k where k.person is not null;
    perform apply_sql('recounted_shares', 'create or replace view recounted_shares with (security_invoker = true) as '
        || string_agg(case when to_regclass(k.record_table || '_recounted') is null
                           then format('select s.* from %s r, shares_of(r) s', k.record_table)
                           else format('select s.* from %s_recounted s', k.record_table) end, ' union all ' order by k.kind))
    from record_kinds k where is_counted(k.record_table);
end $$;

-- Every table of a kind is kept by tenants, touched, remembered, counted if it counts, and protected by its class.
create or replace function keep_kinds() returns void
language plpgsql as $$
declare
    k record_kinds;
begin
    for k in select * from record_kinds order by kind loop
        perform apply_sql('tenants of ' || k.record_table, concat_ws('; ',
            case when not exists (select from pg_constraint
                                  where conrelid = k.record_table and conname = k.record_table || '_tenant_code_fkey') then
                format('alter table %s add constraint %I foreign key (tenant_code) references tenants',
                       k.record_table, k.record_table || '_tenant_code_fkey') end,
            format('create index if not exists %I on %s (tenant_code, id)',
                   k.record_table || '_tenant_code_idx', k.record_table)));
        perform apply_sql('standard columns of ' || k.record_table, format('
            create or replace trigger touched before update on %1$s for each row execute function standard_columns_touched();
            create or replace trigger not_truncated before truncate on %1$s
                for each statement execute function truncation_refused()', k.record_table));
        perform keep_history(k);
        perform keep_approval(k);
        perform keep_ids(k.record_table, k.kind);
        if is_counted(k.record_table) then
            perform keep_counted(k.record_table);
        end if;
        perform protect(k);
    end loop;
    perform list_kinds();
    perform keep_ids('file_openings', 'FILE_OPENING'), keep_ids('users', 'USER'), keep_ids('grants', 'GRANT'),
        keep_ids('identities', 'IDENTITY');
end $$;

select keep_kinds();
