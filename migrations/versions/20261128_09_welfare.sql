-- The initiative: programmes, organisations, tasks and targets.

create table programmes (
    like record_columns including all,
    name text not null,
    kind text not null,
    parent_id uuid references programmes,
    description text,
    services text[] not null default '{}',
    started_on date not null,
    planned_until date,
    closed_on date,
    closed_reason text,
    constraint programmes_tenant_key unique (id, tenant_code),
    constraint programmes_name_length check (char_length(name) between 1 and 100),
    constraint programmes_kind_known check (kind in ('INITIATIVE', 'BRAND', 'CAMPAIGN', 'SEASON')),
    constraint programmes_description_length check (char_length(description) <= 4000),
    constraint programmes_started_on_bounds check (started_on between '1900-01-01' and '2100-12-31'),
    constraint programmes_planned_until_bounds check (planned_until between '1900-01-01' and '2100-12-31'),
    constraint programmes_closed_on_bounds check (closed_on between '1900-01-01' and '2100-12-31'),
    constraint programmes_closed_on_not_future check (closed_on <= today()),
    constraint programmes_closed_on_after_opening check (closed_on >= started_on),
    constraint programmes_closed_reason_named check ((closed_on is null) = (closed_reason is null)),
    constraint programmes_closed_reason_known check (closed_reason in ('COMPLETED', 'MERGED', 'ABANDONED', 'ENTERED_IN_ERROR'))
);
create index programmes_parent_id_idx on programmes (parent_id, id) where parent_id is not null;
select keep_order('programmes', 'name'), keep_order('programmes', 'started_on'), keep_order('programmes', 'planned_until');
insert into record_kinds (kind, record_table, protection) values ('PROGRAMME', 'programmes', 'PROGRAMME_WORK');

create table organizations (
    like record_columns including all,
    name text not null,
    kind text not null,
    credit_code text,
    arrangement text,
    supplies text,
    fundraising_number text,
    inspected_on date,
    contact text,
    phone text,
    phone_hash bytea,
    registered_on date not null,
    closed_on date,
    closed_reason text,
    constraint organizations_name_length check (char_length(name) between 1 and 100),
    constraint organizations_kind_known check (kind in ('DEPARTMENT', 'WOMENS_COMMITTEE', 'FOUNDATION', 'ENTERPRISE',
        'SOCIAL_ORGANIZATION', 'VOLUNTEER_GROUP', 'SCHOOL', 'CULTURAL_INSTITUTION', 'ALLIANCE', 'OTHER')),
    constraint organizations_credit_code_length check (char_length(credit_code) <= 18),
    constraint organizations_arrangement_known
        check (arrangement in ('VENTURE_PHILANTHROPY', 'PURCHASED_SERVICE', 'VOLUNTARY')),
    constraint organizations_supplies_length check (char_length(supplies) <= 1000),
    constraint organizations_fundraising_number_length check (char_length(fundraising_number) <= 50),
    constraint organizations_inspected_on_bounds check (inspected_on between '1900-01-01' and '2100-12-31'),
    constraint organizations_inspected_on_not_future check (inspected_on <= today()),
    constraint organizations_contact_length check (char_length(contact) <= 50),
    constraint organizations_phone_encrypted check (is_encrypted(phone)),
    constraint organizations_registered_on_bounds check (registered_on between '1900-01-01' and '2100-12-31'),
    constraint organizations_registered_on_not_future check (registered_on <= today()),
    constraint organizations_closed_on_bounds check (closed_on between '1900-01-01' and '2100-12-31'),
    constraint organizations_closed_on_not_future check (closed_on <= today()),
    constraint organizations_closed_on_after_opening check (closed_on >= registered_on),
    constraint organizations_closed_reason_named check ((closed_on is null) = (closed_reason is null)),
    constraint organizations_closed_reason_known
        check (closed_reason in ('COOPERATION_ENDED', 'DISSOLVED', 'MERGED', 'ENTERED_IN_ERROR')),
    constraint organizations_tenant_key unique (id, tenant_code)
);
-- A register has each organisation once.
create unique index organizations_credit_code_key on organizations (tenant_code, credit_code) where closed_on is null;
select keep_order('organizations', 'name'), keep_order('organizations', 'registered_on');
insert into record_kinds (kind, record_table, protection) values ('ORGANIZATION', 'organizations', 'SHARED_WORK');

create table memberships (
    like record_columns including all,
    alliance_id uuid not null,
    member_id uuid not null references organizations,
    duty text,
    from_on date not null,
    until_on date,
    ended_reason text,
    constraint memberships_alliance_id_fkey foreign key (alliance_id, tenant_code)
        references organizations (id, tenant_code) on update cascade,
    constraint memberships_duty_length check (char_length(duty) <= 500),
    constraint memberships_from_on_bounds check (from_on between '1900-01-01' and '2100-12-31'),
    constraint memberships_from_on_not_future check (from_on <= today()),
    constraint memberships_until_on_bounds check (until_on between '1900-01-01' and '2100-12-31'),
    constraint memberships_until_on_not_future check (until_on <= today()),
    constraint memberships_until_on_after_opening check (until_on >= from_on),
    constraint memberships_ended_reason_named check ((until_on is null) = (ended_reason is null)),
    constraint memberships_ended_reason_known check (ended_reason in ('LEFT', 'EXCLUDED', 'COMPLETED', 'ENTERED_IN_ERROR'))
);
create unique index memberships_member_id_key on memberships (alliance_id, member_id) where until_on is null;
create index memberships_alliance_id_idx on memberships (alliance_id, id);
create index memberships_member_id_idx on memberships (member_id, id);
select keep_order('memberships', 'from_on');
insert into record_kinds (kind, record_table, protection) values ('MEMBERSHIP', 'memberships', 'SHARED_WORK');

create table participations (
    like record_columns including all,
    programme_id uuid not null,
    organization_id uuid not null references organizations,
    duty text,
    from_on date not null,
    until_on date,
    ended_reason text,
    constraint participations_programme_id_fkey foreign key (programme_id, tenant_code)
        references programmes (id, tenant_code) on update cascade,
    constraint participations_duty_length check (char_length(duty) <= 500),
    constraint participations_from_on_bounds check (from_on between '1900-01-01' and '2100-12-31'),
    constraint participations_from_on_not_future check (from_on <= today()),
    constraint participations_until_on_bounds check (until_on between '1900-01-01' and '2100-12-31'),
    constraint participations_until_on_not_future check (until_on <= today()),
    constraint participations_until_on_after_opening check (until_on >= from_on),
    constraint participations_ended_reason_named check ((until_on is null) = (ended_reason is null)),
    constraint participations_ended_reason_known
        check (ended_reason in ('LEFT', 'EXCLUDED', 'COMPLETED', 'ENTERED_IN_ERROR'))
);
create unique index participations_organization_id_key on participations (programme_id, organization_id) where until_on is null;
create index participations_programme_id_idx on participations (programme_id, id);
create index participations_organization_id_idx on participations (organization_id, id);
select keep_order('participations', 'from_on');
insert into record_kinds (kind, record_table, protection) values ('PARTICIPATION', 'participations', 'SHARED_WORK');

create table measures (
    like record_columns including all,
    programme_id uuid not null,
    title text not null,
    description text,
    responsible_code bigint references tenants,
    responsible_id uuid references organizations,
    due_on date not null,
    closed_on date,
    closed_reason text,
    constraint measures_programme_id_fkey foreign key (programme_id, tenant_code)
        references programmes (id, tenant_code) on update cascade,
    constraint measures_title_length check (char_length(title) between 1 and 200),
    constraint measures_description_length check (char_length(description) <= 2000),
    constraint measures_due_on_bounds check (due_on between '1900-01-01' and '2100-12-31'),
    constraint measures_closed_on_bounds check (closed_on between '1900-01-01' and '2100-12-31'),
    constraint measures_closed_on_not_future check (closed_on <= today()),
    constraint measures_closed_reason_named check ((closed_on is null) = (closed_reason is null)),
    constraint measures_closed_reason_known check (closed_reason in ('DONE', 'CANCELLED', 'ENTERED_IN_ERROR'))
);
create index measures_programme_id_idx on measures (programme_id, id);
create index measures_responsible_code_idx on measures (responsible_code) where responsible_code is not null;
create index measures_responsible_id_idx on measures (responsible_id) where responsible_id is not null;
select keep_order('measures', 'title'), keep_order('measures', 'due_on');
insert into record_kinds (kind, record_table, protection) values ('MEASURE', 'measures', 'SHARED_WORK');

create table progress_entries (
    like record_columns including all,
    measure_id uuid not null references measures,
    reported_on date not null,
    report text not null,
    percent integer,
    evidence text,
    constraint progress_entries_reported_on_bounds check (reported_on between '1900-01-01' and '2100-12-31'),
    constraint progress_entries_reported_on_not_future check (reported_on <= today()),
    constraint progress_entries_report_length check (char_length(report) between 1 and 2000),
    constraint progress_entries_percent_range check (percent between 0 and 100),
    constraint progress_entries_evidence_length check (char_length(evidence) <= 500)
);
create index progress_entries_measure_id_idx on progress_entries (measure_id, id);
select keep_order('progress_entries', 'reported_on');
insert into record_kinds (kind, record_table, protection) values ('PROGRESS_ENTRY', 'progress_entries', 'PROJECT_WORK');

create table targets (
    like record_columns including all,
    indicator text not null,
    period text not null,
    value integer not null,
    programme_id uuid references programmes,
    note text,
    answer text,
    answered_on date,
    answer_reason text,
    closed_on date,
    closed_reason text,
    constraint targets_indicator_known check (indicator in ('CARING_MOTHERS', 'CHILDREN', 'CHILDREN_PAIRED', 'PAIRINGS',
        'VISITS', 'ACTIVITIES', 'PEOPLE_SERVED', 'VENUES', 'PROJECTS', 'FUNDS_RAISED', 'PEOPLE_SUPPORTED', 'ORGANIZATIONS')),
    constraint targets_period_length check (char_length(period) between 1 and 7),
    constraint targets_value_range check (value between 1 and 2000000000),
    constraint targets_note_length check (char_length(note) <= 1000),
    constraint targets_answer_known check (answer in ('AGREED', 'CONTESTED')),
    constraint targets_answered_on_bounds check (answered_on between '1900-01-01' and '2100-12-31'),
    constraint targets_answered_on_not_future check (answered_on <= today()),
    constraint targets_answer_reason_length check (char_length(answer_reason) <= 1000),
    constraint targets_closed_on_bounds check (closed_on between '1900-01-01' and '2100-12-31'),
    constraint targets_closed_on_not_future check (closed_on <= today()),
    constraint targets_closed_reason_named check ((closed_on is null) = (closed_reason is null)),
    constraint targets_closed_reason_known check (closed_reason in ('WITHDRAWN', 'ENTERED_IN_ERROR'))
);
-- A tenant has one of an indicator and a period, or one of each programme.
create unique index targets_indicator_key on targets (tenant_code, indicator, period, programme_id)
    nulls not distinct where closed_on is null;
create index targets_programme_id_idx on targets (programme_id) where programme_id is not null;
select keep_order('targets', 'value');
insert into record_kinds (kind, record_table, protection) values ('TARGET', 'targets', 'TARGET_WORK');

-- What an activity or a project is run under was a text, and is a record now: one of each tenant and text.
insert into programmes (id, tenant_code, name, kind, started_on)
select time_ordered_id(), tenant_code, left(programme, 100), 'BRAND', min(day)
from (select tenant_code, programme, planned_on as day from activities
      union all
      select tenant_code, programme, coalesce(started_on, created_at::date) from projects) named
where programme <> '' group by tenant_code, left(programme, 100);
insert into record_ids select id, 'PROGRAMME' from programmes;

-- squawk-ignore adding-foreign-key-constraint
alter table activities add column programme_id uuid references programmes;
-- squawk-ignore adding-foreign-key-constraint
alter table projects add column programme_id uuid references programmes;

-- Nobody changed anything: what was said is said in another way. The trigger of the history names the column, and is made
-- anew with the kinds.
drop trigger if exists recorded_on_update on activities;
drop trigger if exists recorded_on_update on projects;
set local circle.unrecorded = 'on';
update activities a set programme_id = p.id from programmes p
where p.tenant_code = a.tenant_code and p.name = left(a.programme, 100);
update projects o set programme_id = p.id from programmes p
where p.tenant_code = o.tenant_code and p.name = left(o.programme, 100);
set local circle.unrecorded = 'off';
-- squawk-ignore ban-drop-column
alter table activities drop column programme;
-- squawk-ignore ban-drop-column
alter table projects drop column programme;
-- squawk-ignore require-concurrent-index-creation
create index activities_programme_id_idx on activities (programme_id, id) where programme_id is not null;
-- squawk-ignore require-concurrent-index-creation
create index projects_programme_id_idx on projects (programme_id, id) where programme_id is not null;

-- Money: what came in and went out of each account, which is a fund, or a project's own.
create table funds (
    like record_columns including all,
    name text not null,
    holder_id uuid references organizations,
    restriction text,
    filing_number text,
    opened_on date not null,
    closed_on date,
    closed_reason text,
    balance numeric(20, 2) not null default 0,
    constraint funds_tenant_key unique (id, tenant_code),
    constraint funds_name_length check (char_length(name) between 1 and 100),
    constraint funds_restriction_known check (restriction in ('HARDSHIP_SUBSIDY', 'EDUCATION', 'MEDICAL', 'HOUSING',
        'COMPANIONSHIP', 'VENUES', 'TRAINING', 'MANAGEMENT', 'OTHER')),
    constraint funds_filing_number_length check (char_length(filing_number) <= 50),
    constraint funds_opened_on_bounds check (opened_on between '1900-01-01' and '2100-12-31'),
    constraint funds_opened_on_not_future check (opened_on <= today()),
    constraint funds_closed_on_bounds check (closed_on between '1900-01-01' and '2100-12-31'),
    constraint funds_closed_on_not_future check (closed_on <= today()),
    constraint funds_closed_on_after_opening check (closed_on >= opened_on),
    constraint funds_closed_reason_named check ((closed_on is null) = (closed_reason is null)),
    constraint funds_closed_reason_known check (closed_reason in ('SPENT', 'MERGED', 'ENTERED_IN_ERROR'))
);
create index funds_holder_id_idx on funds (holder_id) where holder_id is not null;
select keep_order('funds', 'name'), keep_order('funds', 'opened_on');
insert into record_kinds (kind, record_table, protection) values ('FUND', 'funds', 'SHARED_WORK');

alter table projects add column fund numeric(20, 2) not null default 0;
set local circle.unrecorded = 'on';
update projects p set fund = given.amount
from (select project_id, sum(amount) as amount from donations group by 1) given where given.project_id = p.id;
set local circle.unrecorded = 'off';

alter table donations
    add column fund_id uuid,
    add column kind text not null default 'MONEY' constraint donations_kind_known check (kind in ('MONEY', 'GOODS', 'SERVICE')),
    add column item text constraint donations_item_length check (char_length(item) <= 200)
        constraint donations_item_needed check (kind = 'MONEY' or item is not null),
    add column quantity integer constraint donations_quantity_range check (quantity between 1 and 1000000),
    add column valuation_basis text constraint donations_valuation_basis_length check (char_length(valuation_basis) <= 200)
        constraint donations_valuation_basis_needed check (kind = 'MONEY' or valuation_basis is not null),
    add column restriction text constraint donations_restriction_length check (char_length(restriction) <= 500),
    add column bill_number text constraint donations_bill_number_length check (char_length(bill_number) <= 50),
    add column anonymous boolean not null default false;
-- Of a column that is empty everywhere, it takes no longer than reading the table once.
-- squawk-ignore adding-foreign-key-constraint, constraint-missing-not-valid
alter table donations add constraint donations_fund_id_fkey foreign key (fund_id, tenant_code) references funds (id, tenant_code);
-- squawk-ignore require-concurrent-index-creation
create index donations_fund_id_idx on donations (fund_id, received_on, id) where fund_id is not null;

create table disbursements (
    like record_columns including all,
    project_id uuid not null,
    fund_id uuid,
    payee_id uuid not null references organizations,
    purpose text not null,
    amount numeric(14, 2) not null,
    note text,
    requested_on date not null,
    decision text,
    decided_on date,
    decision_reason text,
    paid_on date,
    receipt_number text,
    reverses_id uuid constraint disbursements_reverses_id_key unique references disbursements,
    state text not null generated always as (case when paid_on is not null then 'PAID' when decision is null then 'REQUESTED'
        else decision end) stored,
    constraint disbursements_project_id_fkey foreign key (project_id, tenant_code)
        references projects (id, tenant_code) on update cascade,
    constraint disbursements_fund_id_fkey foreign key (fund_id, tenant_code) references funds (id, tenant_code),
    constraint disbursements_purpose_known check (purpose in ('HARDSHIP_SUBSIDY', 'EDUCATION', 'MEDICAL', 'HOUSING',
        'COMPANIONSHIP', 'VENUES', 'TRAINING', 'MANAGEMENT', 'OTHER')),
    constraint disbursements_amount_bounds check (amount between -9999999999.99 and 9999999999.99),
    constraint disbursements_amount_sign check (case when reverses_id is null then amount > 0 else amount < 0 end),
    constraint disbursements_note_length check (char_length(note) <= 1000),
    constraint disbursements_requested_on_bounds check (requested_on between '1900-01-01' and '2100-12-31'),
    constraint disbursements_requested_on_not_future check (requested_on <= today()),
    constraint disbursements_decision_known check (decision in ('APPROVED', 'REJECTED')),
    constraint disbursements_decided_on_bounds check (decided_on between '1900-01-01' and '2100-12-31'),
    constraint disbursements_decided_on_not_future check (decided_on <= today()),
    constraint disbursements_decision_reason_length check (char_length(decision_reason) <= 500),
    constraint disbursements_paid_on_bounds check (paid_on between '1900-01-01' and '2100-12-31'),
    constraint disbursements_paid_on_not_future check (paid_on <= today()),
    constraint disbursements_paid_on_approved check (paid_on is null or decision = 'APPROVED'),
    constraint disbursements_receipt_number_length check (char_length(receipt_number) <= 50)
);
create index disbursements_project_id_idx on disbursements (project_id, id);
create index disbursements_fund_id_idx on disbursements (fund_id, id) where fund_id is not null;
create index disbursements_payee_id_idx on disbursements (payee_id);
select keep_order('disbursements', 'amount'), keep_order('disbursements', 'requested_on'), keep_order('disbursements', 'paid_on');
insert into record_kinds (kind, record_table, protection) values ('DISBURSEMENT', 'disbursements', 'SPENDING');

create table subsidies (
    like record_columns including all,
    child_id uuid not null,
    fund_id uuid not null references funds,
    hardship_kind text not null,
    period text not null,
    amount numeric(14, 2) not null,
    reason text,
    requested_on date not null,
    decision text,
    decided_on date,
    decision_reason text,
    notice_until date,
    paid_on date,
    received_by text,
    reversed_on date,
    reversed_reason text,
    fund_code bigint not null,
    state text not null generated always as (case when reversed_on is not null then 'REVERSED' when paid_on is not null then 'PAID'
        when decision is null then 'REQUESTED' else decision end) stored,
    constraint subsidies_child_id_fkey foreign key (child_id) references children,
    constraint subsidies_hardship_kind_known
        check (hardship_kind in ('LIVING', 'EDUCATION', 'MEDICAL', 'DISABILITY', 'DISASTER', 'OTHER')),
    constraint subsidies_period_length check (char_length(period) between 1 and 7),
    constraint subsidies_amount_range check (amount between 0.01 and 9999999999.99),
    constraint subsidies_reason_length check (char_length(reason) <= 1000),
    constraint subsidies_requested_on_bounds check (requested_on between '1900-01-01' and '2100-12-31'),
    constraint subsidies_requested_on_not_future check (requested_on <= today()),
    constraint subsidies_decision_known check (decision in ('APPROVED', 'REJECTED')),
    constraint subsidies_decided_on_bounds check (decided_on between '1900-01-01' and '2100-12-31'),
    constraint subsidies_decided_on_not_future check (decided_on <= today()),
    constraint subsidies_decision_reason_length check (char_length(decision_reason) <= 500),
    constraint subsidies_notice_until_bounds check (notice_until between '1900-01-01' and '2100-12-31'),
    constraint subsidies_paid_on_bounds check (paid_on between '1900-01-01' and '2100-12-31'),
    constraint subsidies_paid_on_not_future check (paid_on <= today()),
    constraint subsidies_received_by_length check (char_length(received_by) <= 50),
    constraint subsidies_reversed_on_bounds check (reversed_on between '1900-01-01' and '2100-12-31'),
    constraint subsidies_reversed_on_not_future check (reversed_on <= today()),
    constraint subsidies_reversed_reason_length check (char_length(reversed_reason) <= 500)
);
create index subsidies_child_id_idx on subsidies (child_id, id);
create index subsidies_fund_id_idx on subsidies (fund_id, id);
select keep_order('subsidies', 'amount'), keep_order('subsidies', 'requested_on'), keep_order('subsidies', 'paid_on');
insert into record_kinds (kind, record_table, protection, person, person_column)
values ('SUBSIDY', 'subsidies', 'SUBSIDY_FILE', 'CHILD', 'child_id');
