-- What checklists have changed is worked off from tenant to tenant: in which one it has got to a child.
alter table duty_backlog add column reckoned_in bigint not null default 0;
-- What has begun begins anew.
update duty_backlog set reckoned_to = '00000000-0000-0000-0000-000000000000';
