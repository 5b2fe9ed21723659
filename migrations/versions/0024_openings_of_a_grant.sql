-- A director sees and ends the openings of the grant that she acts under, of files that are in its range: under another
-- grant, neither the reason nor that there is such a file is hers to see.

drop policy seen on file_openings;
drop policy changed on file_openings;

do $$
declare
    role constant text := '(select acting_role())';
    within constant text := 'tenant_code <@ (select acting_range())';
    own constant text := 'tenant_code = (select acting_low())';
    mine constant text := 'created_by = (select acting_user()) and opened_from = (select acting_low()) and ' || within;
begin
    execute 'create policy seen on file_openings for select using (case ' || role
        || ' when ''CASEWORKER'' then ' || within || ' when ''DIRECTOR'' then ' || own || ' or ' || mine
        || ' else false end)';
    execute 'create policy changed on file_openings for update using (case ' || role
        || ' when ''CASEWORKER'' then ' || within || ' when ''DIRECTOR'' then ' || mine || ' else false end)';
end $$;
