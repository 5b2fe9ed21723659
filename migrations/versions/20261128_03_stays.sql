-- Stays: which tenant kept a child's file on which days; pairings keep the tenant they were made in.
-- Each table is read once more under the lock that the file's other statements hold anyway.
-- squawk-ignore-file adding-foreign-key-constraint, constraint-missing-not-valid, ban-drop-constraint, adding-not-nullable-field

-- In order, {tenant, since, until}; the last one's `until` is null while the file is open. None before it is on file.
-- Before PostgreSQL 18 no column with a default is added to a table whose rows a function takes: it gets it afterwards.
alter table children add column stays jsonb;
select set_config('circle.unrecorded', 'on', true);
update children set stays = case when on_file_on is null then '[]' else jsonb_build_array(jsonb_build_object(
    'tenant', tenant_code, 'since', on_file_on, 'until', closed_on)) end;
select set_config('circle.unrecorded', '', true);
alter table children alter column stays set default '[]', alter column stays set not null;

alter table children
    add constraint children_stays_apart check (stays_apart(stays)),
    add constraint children_stays_told check (on_file_on is not distinct from (stays -> 0 ->> 'since')::date
        and (stays = '[]' or tenant_code = (stays -> -1 ->> 'tenant')::bigint
             and closed_on is not distinct from (stays -> -1 ->> 'until')::date)),
    add constraint children_stays_not_future check ((stays -> -1 ->> 'since')::date <= today());
alter table pairings
    drop constraint pairings_child_id_fkey,
    add constraint pairings_child_id_fkey foreign key (child_id) references children;
