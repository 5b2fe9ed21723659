-- Grants that name the organisation whose people they are for, and projects that have one for a partner.
--
-- Rows are read and written once, inside the transaction of the migration.
-- squawk-ignore-file require-concurrent-index-creation, adding-foreign-key-constraint, constraint-missing-not-valid
-- squawk-ignore-file ban-drop-function

alter table grants add column organization_id uuid constraint grants_organization_id_fkey references organizations;
-- Those of before name none: whoever holds one sees what was published, and speaks for nobody.
alter table grants add constraint grants_organization_named check (organization_id is null or role = 'PARTNER');
create index grants_organization_id_idx on grants (organization_id) where organization_id is not null;

alter table projects add column partner_id uuid constraint projects_partner_id_fkey references organizations;
create index projects_partner_id_idx on projects (partner_id) where partner_id is not null;

update record_kinds set protection = 'ORGANIZATION_WORK' where kind = 'ORGANIZATION';
update record_kinds set protection = 'PARTNERED_WORK' where kind = 'PROJECT';

drop function if exists own_grants(bytea);
drop function if exists administered_grants(uuid[]);
drop function if exists awaited_grants();
drop function if exists give_grant(uuid, uuid, text, bigint, timestamptz, timestamptz, uuid);
