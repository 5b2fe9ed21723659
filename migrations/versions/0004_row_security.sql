-- Row-level security: the last of the three layers of access, which trusts neither of the other two.
-- A policy is one CASE over the acting role: the planner takes it for one condition of even odds, and so believes
-- the query's own literal range; taken apart, it would multiply the odds of every setting it cannot know and expect
-- next to no rows. The settings are read through sub-selects, so they are evaluated once per statement.

create function acting_range() returns int8range
language sql stable parallel safe
return case when acting_low() is not null and acting_high() is not null then int8range(acting_low(), acting_high()) end;

-- The three that follow look at other tables with the owner's eyes and the acting settings, so that planning a policy
-- does not mean planning the policies of those tables in turn.

-- The children in the acting Caring Mother's open pairings, and those pairings.
create function acting_children() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select coalesce(array_agg(p.child_id), '{}') from pairings p
    where p.caring_mother_id = acting_caring_mother() and p.until_on is null;
end;

create function acting_pairings() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select coalesce(array_agg(p.id), '{}') from pairings p
    where p.caring_mother_id = acting_caring_mother() and p.until_on is null;
end;

-- Whether a pairing of the acting range names her.
create function acting_pairs(mother uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select exists (select from pairings p where p.caring_mother_id = mother and p.tenant_code <@ acting_range());
end;

-- Whether a tenant keeps the file of a child, or the registration of a Caring Mother, that is seen from elsewhere.
create function acting_names(code bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select case
        when acting_role() in ('DIRECTOR', 'CASEWORKER') then
            exists (select from caring_mothers m where m.tenant_code = code
                and (m.service_code <@ acting_range() or m.service_code = any (division_line(acting_low()))
                     or acting_pairs(m.id)))
        when acting_role() = 'CARING_MOTHER' then
            exists (select from children c where c.tenant_code = code and c.id = any (acting_children()))
        else false
    end;
end;

do $$
declare
    any_table text;
    role constant text := '(select acting_role())';
    within constant text := 'tenant_code <@ (select acting_range())';
    own constant text := 'tenant_code = (select acting_low())';
    mine constant text := 'caring_mother_id = (select acting_caring_mother())';
    workers constant text := role || ' in (''DIRECTOR'', ''CASEWORKER'') then ' || within;
    caseworker constant text := 'case when ' || role || ' = ''CASEWORKER'' then ' || within || ' else false end';
    mother constant text := ' when ' || role || ' = ''CARING_MOTHER'' then ';
    project_readers constant text := 'case when ' || role || ' in (''ANALYST'', ''DIRECTOR'', ''PROJECT_MANAGER'') then '
        || within || ' when ' || role || ' = ''CASEWORKER'' then ' || own;
    project_writers constant text := 'case when ' || role || ' in (''DIRECTOR'', ''CASEWORKER'', ''PROJECT_MANAGER'') then '
        || own || ' else false end';
begin
    foreach any_table in array array['tenants', 'users', 'grants', 'sessions', 'caring_mothers', 'children', 'pairings',
                                     'visits', 'activities', 'projects', 'donations', 'deliveries',
                                     'statistics_deltas', 'statistics_tallies'] loop
        execute format('alter table %I enable row level security', any_table);
        execute format('alter table %I force row level security', any_table);
        -- The owner runs migrations, triggers and the recount, and never serves a request.
        execute format('create policy owned on %I to current_role using (true) with check (true)', any_table);
    end loop;

    execute 'create policy seen on children for select using (case when ' || workers
        || mother || 'id = any ((select acting_children())::uuid[]) else false end)';
    execute 'create policy added on children for insert with check (' || caseworker || ')';
    execute 'create policy changed on children for update using (' || caseworker || ')';

    execute 'create policy seen on pairings for select using (case when ' || workers
        || mother || mine || ' and until_on is null else false end)';
    execute 'create policy added on pairings for insert with check (' || caseworker || ')';
    execute 'create policy changed on pairings for update using (' || caseworker || ')';

    execute 'create policy seen on visits for select using (case when ' || workers
        || mother || 'child_id = any ((select acting_children())::uuid[]) else false end)';
    execute 'create policy added on visits for insert with check (case when ' || role || ' = ''CASEWORKER'' then ' || within
        || mother || 'pairing_id = any ((select acting_pairings())::uuid[]) else false end)';
    execute 'create policy changed on visits for update using (' || caseworker || ')';

    -- One registered elsewhere is seen where her service area meets the range, or where a visible pairing names her.
    execute 'create policy seen on caring_mothers for select using (case when ' || workers
        || ' or service_code <@ (select acting_range()) or service_code = any ((select division_line(acting_low()))::bigint[])'
        || ' or acting_pairs(id)' || mother || 'id = (select acting_caring_mother()) else false end)';
    execute 'create policy added on caring_mothers for insert with check (' || caseworker || ')';
    execute 'create policy changed on caring_mothers for update using (case when ' || role || ' = ''CASEWORKER'' then ' || within
        || ' when ' || role || ' = ''DIRECTOR'' then ' || own || ' else false end)';

    execute 'create policy seen on activities for select using (' || project_readers || mother || own || ' else false end)';
    execute 'create policy added on activities for insert with check (' || project_writers || ')';
    execute 'create policy changed on activities for update using (' || project_writers || ')';

    foreach any_table in array array['projects', 'deliveries'] loop
        execute format('create policy seen on %I for select using (', any_table) || project_readers || ' else false end)';
        execute format('create policy added on %I for insert with check (', any_table) || project_writers || ')';
        execute format('create policy changed on %I for update using (', any_table) || project_writers || ')';
    end loop;

    -- A ledger: entries are added, never changed.
    execute 'create policy seen on donations for select using (' || project_readers || ' else false end)';
    execute 'create policy added on donations for insert with check (case when ' || role || ' = ''PROJECT_MANAGER'' then '
        || own || ' else false end)';

    foreach any_table in array array['statistics_deltas', 'statistics_tallies'] loop
        execute format('create policy seen on %I for select using (case when ', any_table) || role
            || ' in (''ANALYST'', ''DIRECTOR'', ''CASEWORKER'', ''PROJECT_MANAGER'', ''AUDITOR'') then ' || within
            || ' else false end)';
    end loop;
end $$;

-- A tenant is seen within the range (a Caring Mother's and a partner's is their tenant alone), above it,
-- and where it keeps a record that is seen.
create policy seen on tenants for select using (
    case when (select acting_role()) is null then false
         when code = any ((select division_line(acting_low()))::bigint[]) then true
         when code <@ (select acting_range()) and (select acting_role()) not in ('CARING_MOTHER', 'PARTNER') then true
         else acting_names(code)
    end);
