-- What is left of projects that are over, and where it goes.

-- What keeps it once it was passed keeps changes of budgets as well, and has another name: the triggers are made again.
-- squawk-ignore-file ban-drop-function
drop function if exists budget_change_kept() cascade;

create table remainder_transfers (
    like record_columns including all,
    project_id uuid not null,
    to_project_id uuid,
    to_fund_id uuid,
    amount numeric(14, 2) not null,
    basis text not null,
    reason text not null,
    proposed_on date not null,
    state text not null default 'SUBMITTED',
    decided_on date,
    opinion text,
    reversed_on date,
    reversed_reason text,
    constraint remainder_transfers_project_id_fkey foreign key (project_id, tenant_code)
        references projects (id, tenant_code) on update cascade,
    constraint remainder_transfers_to_project_id_fkey foreign key (to_project_id) references projects (id),
    constraint remainder_transfers_to_fund_id_fkey foreign key (to_fund_id) references funds (id),
    constraint remainder_transfers_to_project_id_known check (to_project_id <> project_id),
    constraint remainder_transfers_to_project_id_needed check (num_nonnulls(to_project_id, to_fund_id) = 1),
    constraint remainder_transfers_amount_range check (amount between 0.01 and 9999999999.99),
    constraint remainder_transfers_basis_known check (basis in ('AS_AGREED', 'LIKE_PURPOSE')),
    constraint remainder_transfers_reason_length check (char_length(reason) between 1 and 1000),
    constraint remainder_transfers_proposed_on_bounds check (proposed_on between '1900-01-01' and '2100-12-31'),
    constraint remainder_transfers_proposed_on_not_future check (proposed_on <= today()),
    constraint remainder_transfers_state_known check (state in ('SUBMITTED', 'PASSED', 'REJECTED')),
    constraint remainder_transfers_decided_on_bounds check (decided_on between '1900-01-01' and '2100-12-31'),
    constraint remainder_transfers_decided_on_not_future check (decided_on <= today()),
    constraint remainder_transfers_decided_on_needed check (state <> 'PASSED' or decided_on is not null),
    constraint remainder_transfers_opinion_length check (char_length(opinion) <= 1000),
    constraint remainder_transfers_reversed_on_bounds check (reversed_on between '1900-01-01' and '2100-12-31'),
    constraint remainder_transfers_reversed_on_not_future check (reversed_on <= today()),
    constraint remainder_transfers_reversed_on_unapproved check (reversed_on is null or state = 'PASSED'),
    constraint remainder_transfers_reversed_on_within check (reversed_on >= decided_on),
    constraint remainder_transfers_reversed_reason_length check (char_length(reversed_reason) <= 500)
);
create index remainder_transfers_project_id_idx on remainder_transfers (project_id, id);
create index remainder_transfers_to_project_id_idx on remainder_transfers (to_project_id, id) where to_project_id is not null;
create index remainder_transfers_to_fund_id_idx on remainder_transfers (to_fund_id, id) where to_fund_id is not null;
select keep_order('remainder_transfers', 'proposed_on');
insert into record_kinds (kind, record_table, protection) values ('REMAINDER_TRANSFER', 'remainder_transfers', 'SPENDING');
