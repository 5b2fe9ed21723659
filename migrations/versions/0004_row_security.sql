-- Row-level security: the last of the three layers of access, which trusts neither of the other two.
-- Every setting is read through a sub-select, so that it is evaluated once per statement, not per row.

do $$
declare
    any_table text;
    within constant text := 'tenant_code >= (select acting_low()) and tenant_code < (select acting_high())';
    own constant text := 'tenant_code = (select acting_low())';
    mine constant text := '(select acting_role()) = ''CARING_MOTHER'' and ';
    acting constant text := '(select acting_role()) in ';
    my_children constant text := '(select p.child_id from pairings p
        where p.caring_mother_id = (select acting_caring_mother()) and p.until_on is null)';
    my_pairings constant text := '(select p.id from pairings p
        where p.caring_mother_id = (select acting_caring_mother()) and p.until_on is null)';
    workers constant text := acting || '(''DIRECTOR'', ''CASEWORKER'') and ' || within;
    caseworker constant text := acting || '(''CASEWORKER'') and ' || within;
    project_readers constant text := '(' || acting || '(''ANALYST'', ''DIRECTOR'', ''PROJECT_MANAGER'') and ' || within
        || ' or ' || acting || '(''CASEWORKER'') and ' || own || ')';
    project_writers constant text := acting || '(''DIRECTOR'', ''CASEWORKER'', ''PROJECT_MANAGER'') and ' || own;
begin
    foreach any_table in array array['tenants', 'users', 'grants', 'sessions', 'caring_mothers', 'children', 'pairings',
                                     'visits', 'activities', 'projects', 'donations', 'deliveries',
                                     'statistics_deltas', 'statistics_tallies'] loop
        execute format('alter table %I enable row level security', any_table);
        execute format('alter table %I force row level security', any_table);
        -- The owner runs migrations, triggers and the recount, and never serves a request.
        execute format('create policy owned on %I to current_role using (true) with check (true)', any_table);
    end loop;

    execute 'create policy seen on pairings for select using ('
        || workers || ' or ' || mine || 'caring_mother_id = (select acting_caring_mother()) and until_on is null)';
    execute 'create policy added on pairings for insert with check (' || caseworker || ')';
    execute 'create policy changed on pairings for update using (' || caseworker || ')';

    execute 'create policy seen on children for select using (' || workers || ' or ' || mine || 'id in ' || my_children || ')';
    execute 'create policy added on children for insert with check (' || caseworker || ')';
    execute 'create policy changed on children for update using (' || caseworker || ')';

    execute 'create policy seen on visits for select using (' || workers || ' or ' || mine || 'child_id in ' || my_children || ')';
    execute 'create policy added on visits for insert with check ('
        || caseworker || ' or ' || mine || 'pairing_id in ' || my_pairings || ')';
    execute 'create policy changed on visits for update using (' || caseworker || ')';

    -- One registered elsewhere is seen where her service area meets the range, or where a visible pairing names her.
    execute 'create policy seen on caring_mothers for select using (' || workers
        || ' or ' || acting || '(''DIRECTOR'', ''CASEWORKER'') and (
                service_code >= (select acting_low()) and service_code < (select acting_high())
                or service_code = any ((select division_line(acting_low()))::bigint[])
                or exists (select from pairings p where p.caring_mother_id = caring_mothers.id))'
        || ' or ' || mine || 'id = (select acting_caring_mother()))';
    execute 'create policy added on caring_mothers for insert with check (' || caseworker || ')';
    execute 'create policy changed on caring_mothers for update using ('
        || caseworker || ' or ' || acting || '(''DIRECTOR'') and ' || own || ')';

    execute 'create policy seen on activities for select using (' || project_readers || ' or ' || mine || own || ')';
    execute 'create policy added on activities for insert with check (' || project_writers || ')';
    execute 'create policy changed on activities for update using (' || project_writers || ')';

    execute 'create policy seen on projects for select using (' || project_readers || ')';
    execute 'create policy added on projects for insert with check (' || project_writers || ')';
    execute 'create policy changed on projects for update using (' || project_writers || ')';

    execute 'create policy seen on deliveries for select using (' || project_readers || ')';
    execute 'create policy added on deliveries for insert with check (' || project_writers || ')';
    execute 'create policy changed on deliveries for update using (' || project_writers || ')';

    -- A ledger: entries are added, never changed.
    execute 'create policy seen on donations for select using (' || project_readers || ')';
    execute 'create policy added on donations for insert with check ('
        || acting || '(''PROJECT_MANAGER'') and ' || own || ')';

    foreach any_table in array array['statistics_deltas', 'statistics_tallies'] loop
        execute format('create policy seen on %I for select using (', any_table) || acting
            || '(''ANALYST'', ''DIRECTOR'', ''CASEWORKER'', ''PROJECT_MANAGER'', ''AUDITOR'') and ' || within || ')';
    end loop;
end $$;

-- A tenant is seen within the range (a Caring Mother's and a partner's is their tenant alone), above it,
-- and where it keeps a record that is seen.
create policy seen on tenants for select using (
    case when (select acting_role()) in ('CARING_MOTHER', 'PARTNER') then code = (select acting_low())
         else code >= (select acting_low()) and code < (select acting_high()) end
    or code = any ((select division_line(acting_low()))::bigint[])
    or exists (select from children c where c.tenant_code = tenants.code)
    or exists (select from caring_mothers m where m.tenant_code = tenants.code));
