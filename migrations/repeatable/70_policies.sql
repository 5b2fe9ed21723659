-- Row-level security of what is no record: the last of the three layers of access, which trusts neither of the others.

-- The owner runs migrations, triggers and the recount, and never serves a request.
do $$
declare
    bare regclass;
begin
    for bare in select oid from pg_class
                where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
                  and not (relrowsecurity and relforcerowsecurity) and relname <> 'alembic_version' loop
        execute format('alter table %s enable row level security, force row level security', bare);
        -- Of what is only ever added to, not even its owner changes or deletes a row.
        if bare in ('account_events'::regclass, 'administration_events'::regclass) then
            execute format('create policy owned on %s for select to current_role using (true)', bare);
            execute format('create policy added on %s for insert to current_role with check (true)', bare);
        else
            execute format('create policy owned on %s to current_role using (true) with check (true)', bare);
        end if;
    end loop;
end $$;

-- A tenant is seen within the range (a Caring Mother's is her tenant alone), above it,
-- and where it keeps a record that is seen.
drop policy if exists seen on tenants;
create policy seen on tenants for select using (
    case when code = any ((select division_line(actor_low()))::bigint[]) then true
         when code <@ (select actor_range_as('ANALYST', 'DIRECTOR', 'CASEWORKER', 'PROJECT_MANAGER', 'AUDITOR',
                                             'ADMINISTRATOR', 'PARTNER')) then true
         else actor_names(code)
    end);

drop policy if exists seen on statistics_deltas;
create policy seen on statistics_deltas for select using (
    case when (select actor_role()) in ('ANALYST', 'DIRECTOR', 'CASEWORKER', 'PROJECT_MANAGER', 'AUDITOR')
         then tenant_code <@ (select actor_range()) else false end);
drop policy if exists seen on statistics_rollups;
create policy seen on statistics_rollups for select using (
    case when (select actor_role()) in ('ANALYST', 'DIRECTOR', 'CASEWORKER', 'PROJECT_MANAGER', 'AUDITOR')
         then tenant_code <@ (select actor_range()) else false end);

-- Duties are seen as the records of their class are.
drop policy if exists seen on duties;
create policy seen on duties for select using (
    case (select actor_role())
         when 'CASEWORKER' then tenant_code <@ (select actor_range())
         when 'DIRECTOR' then tenant_code = (select actor_low())
         when 'CARING_MOTHER' then child_id = any ((select actor_children())::uuid[])
         else false end);
-- Of their figures no small one is hidden: they are for those who see the children in summary.
drop policy if exists seen on duty_rollups;
create policy seen on duty_rollups for select using (
    case when (select actor_role()) in ('DIRECTOR', 'CASEWORKER') then tenant_code <@ (select actor_range()) else false end);
drop policy if exists seen on duty_deltas;
create policy seen on duty_deltas for select using (
    case when (select actor_role()) in ('DIRECTOR', 'CASEWORKER') then tenant_code <@ (select actor_range()) else false end);
drop policy if exists seen on calendars;
create policy seen on calendars for select using (true);
drop policy if exists seen on calendar_windows;
create policy seen on calendar_windows for select using (true);

-- Who may know that a field was changed may not know its values: an auditor sees the first table alone.
drop policy if exists seen on changes;
create policy seen on changes for select using (
    case when (select actor_role()) is null then false
         when (select actor_role()) = 'AUDITOR' then tenant_code <@ (select actor_range())
         else actor_opens(kind, record_id)
    end);
drop policy if exists seen on change_values;
create policy seen on change_values for select using (
    case when (select actor_role()) is null then false else actor_opens(kind, record_id) end);

-- A director sees and ends the openings of the grant that she acts under, of files that are in its range: under another
-- grant, neither the reason nor that there is such a file is hers to see.
drop policy if exists seen on file_openings;
create policy seen on file_openings for select using (
    case (select actor_role())
         when 'CASEWORKER' then tenant_code <@ (select actor_range())
         when 'DIRECTOR' then tenant_code = (select actor_low()) or created_by = (select actor_user())
              and opened_from = (select actor_low()) and tenant_code <@ (select actor_range())
         else false end);
drop policy if exists added on file_openings;
create policy added on file_openings for insert with check (
    case (select actor_role())
         when 'DIRECTOR' then tenant_code <@ (select actor_range()) and not tenant_code = (select actor_low())
         else false end);
drop policy if exists changed on file_openings;
create policy changed on file_openings for update using (
    case (select actor_role())
         when 'CASEWORKER' then tenant_code <@ (select actor_range())
         when 'DIRECTOR' then created_by = (select actor_user())
              and opened_from = (select actor_low()) and tenant_code <@ (select actor_range())
         else false end);

drop policy if exists seen on access_log;
create policy seen on access_log for select using (
    case (select actor_role())
         when 'AUDITOR' then tenant_code <@ (select actor_range())
              or exists (select from unnest(tenant_codes) code where code <@ (select actor_range()))
              or searched and tenant_code = any (division_line((select actor_low())))
         when 'CASEWORKER' then (exists (select from unnest(tenant_codes) code where code <@ (select actor_range()))
              or searched and tenant_code = any (division_line((select actor_low()))))
              and not tells_of_report(fields)
         when 'DIRECTOR' then (select actor_low()) = any (tenant_codes)
              or searched and tenant_code = any (division_line((select actor_low())))
         else false end);

-- Either role asks which version of the program the database is of.
drop policy if exists seen on applied_sql;
create policy seen on applied_sql for select using (true);
