-- Care plans, on which needs hang, and the aid that a child receives.
--
-- Rows are read and written once, inside the transaction of the migration.
-- squawk-ignore-file require-concurrent-index-creation, adding-foreign-key-constraint, constraint-missing-not-valid

create table care_plans (
    like record_columns including all,
    child_id uuid not null references children on delete cascade,
    from_on date not null,
    planned_until date not null,
    goals text,
    services text[] not null default '{}',
    responsible text not null,
    closed_on date,
    closed_reason text,
    constraint care_plans_child_key unique (id, child_id),
    constraint care_plans_from_on_bounds check (from_on between '1900-01-01' and '2100-12-31'),
    constraint care_plans_from_on_not_future check (from_on <= today()),
    constraint care_plans_planned_until_bounds check (planned_until between '1900-01-01' and '2100-12-31'),
    constraint care_plans_planned_until_after_opening check (planned_until >= from_on),
    constraint care_plans_goals_encrypted check (is_encrypted(goals)),
    constraint care_plans_services_known check (services <@ array['SUPPLIES', 'MONEY', 'TUTORING', 'COUNSELLING',
        'COMPANIONSHIP', 'MEDICAL', 'REHABILITATION', 'LEGAL', 'ENTITLEMENT', 'WISH', 'OTHER']),
    constraint care_plans_responsible_length check (char_length(responsible) between 1 and 50),
    constraint care_plans_closed_on_bounds check (closed_on between '1900-01-01' and '2100-12-31'),
    constraint care_plans_closed_on_not_future check (closed_on <= today()),
    constraint care_plans_closed_on_after_opening check (closed_on >= from_on),
    constraint care_plans_closed_reason_named check ((closed_on is null) = (closed_reason is null)),
    constraint care_plans_closed_reason_known check (closed_reason in ('GOALS_REACHED', 'PERIOD_ENDED', 'REPLACED',
        'NO_LONGER_NEEDED', 'ENTERED_IN_ERROR'))
);
create index care_plans_child_id_idx on care_plans (child_id, id);
select keep_order('care_plans', 'from_on'), keep_order('care_plans', 'planned_until');

create table benefits (
    like record_columns including all,
    child_id uuid not null references children on delete cascade,
    kind text not null,
    detail text,
    from_on date not null,
    granted_until date,
    until_on date,
    ended_reason text,
    constraint benefits_kind_known check (kind in ('SUBSISTENCE_ALLOWANCE', 'LOW_INCOME_MARGIN', 'EXTREME_HARDSHIP',
        'ORPHAN_ALLOWANCE', 'DE_FACTO_UNATTENDED_ALLOWANCE', 'DISABILITY_ALLOWANCE', 'MEDICAL_ASSISTANCE',
        'REHABILITATION_ASSISTANCE', 'STUDENT_AID', 'TEMPORARY_ASSISTANCE', 'OTHER')),
    constraint benefits_detail_length check (char_length(detail) <= 200),
    constraint benefits_from_on_bounds check (from_on between '1900-01-01' and '2100-12-31'),
    constraint benefits_from_on_not_future check (from_on <= today()),
    constraint benefits_granted_until_bounds check (granted_until between '1900-01-01' and '2100-12-31'),
    constraint benefits_granted_until_after_opening check (granted_until >= from_on),
    constraint benefits_until_on_bounds check (until_on between '1900-01-01' and '2100-12-31'),
    constraint benefits_until_on_not_future check (until_on <= today()),
    constraint benefits_until_on_after_opening check (until_on >= from_on),
    constraint benefits_ended_reason_named check ((until_on is null) = (ended_reason is null)),
    constraint benefits_ended_reason_known check (ended_reason in ('EXPIRED', 'NO_LONGER_ELIGIBLE', 'REPLACED',
        'RENOUNCED', 'ENTERED_IN_ERROR'))
);
create index benefits_child_id_idx on benefits (child_id, id);
select keep_order('benefits', 'from_on');

-- A need hangs on a plan of the same child.
alter table needs add column care_plan_id uuid;
alter table needs add constraint needs_care_plan_id_fkey foreign key (care_plan_id, child_id)
    references care_plans (id, child_id);
create index needs_care_plan_id_idx on needs (care_plan_id, id) where care_plan_id is not null;

insert into record_kinds (kind, record_table, protection, person, person_column) values
    ('CARE_PLAN', 'care_plans', 'CHILD_FILE', 'CHILD', 'child_id'),
    ('BENEFIT', 'benefits', 'CHILD_FILE', 'CHILD', 'child_id');
