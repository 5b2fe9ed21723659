-- Organisations that run an activity together with a branch, and see it.
--
-- The new table is empty; what names it is read once, inside the transaction of the migration.
-- squawk-ignore-file require-concurrent-index-creation, disallowed-unique-constraint, constraint-missing-not-valid

alter table activities add constraint activities_tenant_key unique (id, tenant_code);

create table activity_partners (
    like record_columns including all,
    activity_id uuid not null,
    partner_id uuid not null constraint activity_partners_partner_id_fkey references organizations,
    duty text,
    from_on date not null,
    until_on date,
    ended_reason text,
    constraint activity_partners_activity_id_fkey foreign key (activity_id, tenant_code) references activities (id, tenant_code)
        on update cascade,
    constraint activity_partners_duty_length check (char_length(duty) <= 500),
    constraint activity_partners_from_on_bounds check (from_on between '1900-01-01' and '2100-12-31'),
    constraint activity_partners_from_on_not_future check (from_on <= today()),
    constraint activity_partners_until_on_bounds check (until_on between '1900-01-01' and '2100-12-31'),
    constraint activity_partners_until_on_not_future check (until_on <= today()),
    constraint activity_partners_until_on_after_opening check (until_on >= from_on),
    constraint activity_partners_ended_reason_named check ((until_on is null) = (ended_reason is null)),
    constraint activity_partners_ended_reason_known
        check (ended_reason in ('LEFT', 'EXCLUDED', 'COMPLETED', 'ENTERED_IN_ERROR'))
);
create index activity_partners_activity_id_idx on activity_partners (activity_id, id);
create index activity_partners_partner_id_idx on activity_partners (partner_id, id);
create unique index activity_partners_open_key on activity_partners (activity_id, partner_id) where until_on is null;
select keep_order('activity_partners', 'from_on');
insert into record_kinds (kind, record_table, protection) values ('ACTIVITY_PARTNER', 'activity_partners', 'PARTNERED_WORK');
update record_kinds set protection = 'JOINT_WORK' where kind = 'ACTIVITY';
