-- Budgets of projects, and how they are changed.

create table budget_lines (
    like record_columns including all,
    project_id uuid not null,
    purpose text not null,
    detail text,
    amount numeric(14, 2) not null,
    matching numeric(14, 2),
    spent numeric(20, 2) not null default 0,
    constraint budget_lines_project_id_fkey foreign key (project_id, tenant_code) references projects (id, tenant_code)
        on update cascade,
    constraint budget_lines_project_key unique (id, project_id),
    constraint budget_lines_purpose_known check (purpose in ('HARDSHIP_SUBSIDY', 'EDUCATION', 'MEDICAL', 'HOUSING',
        'COMPANIONSHIP', 'VENUES', 'TRAINING', 'MANAGEMENT', 'OTHER')),
    constraint budget_lines_detail_length check (char_length(detail) <= 500),
    constraint budget_lines_amount_range check (amount between 0 and 9999999999.99),
    constraint budget_lines_matching_range check (matching between 0 and 9999999999.99),
    constraint budget_lines_matching_within check (matching <= amount),
    constraint budget_lines_amount_uncovered check (spent <= amount)
);
create unique index budget_lines_purpose_key on budget_lines (project_id, purpose);
insert into record_kinds (kind, record_table, protection) values ('BUDGET_LINE', 'budget_lines', 'SPENDING');

create table budget_changes (
    like record_columns including all,
    project_id uuid not null,
    from_line_id uuid not null,
    to_line_id uuid not null,
    amount numeric(14, 2) not null,
    reason text not null,
    donor_consent text not null,
    consented_on date not null,
    state text not null default 'SUBMITTED',
    decided_on date,
    opinion text,
    constraint budget_changes_project_id_fkey foreign key (project_id, tenant_code) references projects (id, tenant_code)
        on update cascade,
    constraint budget_changes_from_line_id_fkey foreign key (from_line_id, project_id)
        references budget_lines (id, project_id),
    constraint budget_changes_to_line_id_fkey foreign key (to_line_id, project_id) references budget_lines (id, project_id),
    constraint budget_changes_to_line_id_known check (to_line_id <> from_line_id),
    constraint budget_changes_amount_range check (amount between 0.01 and 9999999999.99),
    constraint budget_changes_reason_length check (char_length(reason) between 1 and 1000),
    constraint budget_changes_donor_consent_length check (char_length(donor_consent) between 1 and 500),
    constraint budget_changes_consented_on_bounds check (consented_on between '1900-01-01' and '2100-12-31'),
    constraint budget_changes_consented_on_not_future check (consented_on <= today()),
    constraint budget_changes_state_known check (state in ('SUBMITTED', 'PASSED', 'REJECTED')),
    constraint budget_changes_decided_on_bounds check (decided_on between '1900-01-01' and '2100-12-31'),
    constraint budget_changes_decided_on_not_future check (decided_on <= today()),
    constraint budget_changes_opinion_length check (char_length(opinion) <= 1000)
);
create index budget_changes_project_id_idx on budget_changes (project_id, id);
create index budget_changes_from_line_id_idx on budget_changes (from_line_id);
create index budget_changes_to_line_id_idx on budget_changes (to_line_id);
select keep_order('budget_changes', 'consented_on');
insert into record_kinds (kind, record_table, protection) values ('BUDGET_CHANGE', 'budget_changes', 'SPENDING');
