-- What welfare projects are to change, and what was measured of it.

create table project_indicators (
    like record_columns including all,
    project_id uuid not null,
    name text not null,
    unit text not null,
    baseline integer not null,
    baseline_on date not null,
    target integer not null,
    target_on date not null,
    closed_on date,
    closed_reason text,
    constraint project_indicators_tenant_key unique (id, tenant_code),
    constraint project_indicators_project_id_fkey foreign key (project_id, tenant_code) references projects (id, tenant_code)
        on update cascade,
    constraint project_indicators_name_length check (char_length(name) between 1 and 100),
    constraint project_indicators_unit_length check (char_length(unit) between 1 and 20),
    constraint project_indicators_baseline_range check (baseline between 0 and 1000000000),
    constraint project_indicators_baseline_on_bounds check (baseline_on between '1900-01-01' and '2100-12-31'),
    constraint project_indicators_baseline_on_not_future check (baseline_on <= today()),
    constraint project_indicators_target_range check (target between 0 and 1000000000),
    constraint project_indicators_target_on_bounds check (target_on between '1900-01-01' and '2100-12-31'),
    constraint project_indicators_target_on_within check (target_on >= baseline_on),
    constraint project_indicators_closed_on_bounds check (closed_on between '1900-01-01' and '2100-12-31'),
    constraint project_indicators_closed_on_not_future check (closed_on <= today()),
    constraint project_indicators_closed_reason_named check ((closed_on is null) = (closed_reason is null)),
    constraint project_indicators_closed_reason_known check (closed_reason in ('REPLACED', 'ENTERED_IN_ERROR'))
);
create index project_indicators_project_id_idx on project_indicators (project_id, id);
select keep_order('project_indicators', 'target_on');
insert into record_kinds (kind, record_table, protection) values ('PROJECT_INDICATOR', 'project_indicators', 'PROJECT_WORK');

create table indicator_values (
    like record_columns including all,
    project_indicator_id uuid not null,
    measured_on date not null,
    value integer not null,
    final boolean not null default false,
    evidence text not null,
    closed_on date,
    closed_reason text,
    constraint indicator_values_project_indicator_id_fkey foreign key (project_indicator_id, tenant_code)
        references project_indicators (id, tenant_code) on update cascade,
    constraint indicator_values_measured_on_bounds check (measured_on between '1900-01-01' and '2100-12-31'),
    constraint indicator_values_measured_on_not_future check (measured_on <= today()),
    constraint indicator_values_value_range check (value between 0 and 1000000000),
    constraint indicator_values_evidence_length check (char_length(evidence) between 1 and 500),
    constraint indicator_values_closed_on_bounds check (closed_on between '1900-01-01' and '2100-12-31'),
    constraint indicator_values_closed_on_not_future check (closed_on <= today()),
    constraint indicator_values_closed_on_after_opening check (closed_on >= measured_on),
    constraint indicator_values_closed_reason_named check ((closed_on is null) = (closed_reason is null)),
    constraint indicator_values_closed_reason_known check (closed_reason in ('CORRECTED', 'ENTERED_IN_ERROR'))
);
create index indicator_values_project_indicator_id_idx on indicator_values (project_indicator_id, measured_on, id);
create unique index indicator_values_final_key on indicator_values (project_indicator_id) where final and closed_on is null;
select keep_order('indicator_values', 'measured_on');
insert into record_kinds (kind, record_table, protection) values ('INDICATOR_VALUE', 'indicator_values', 'PROJECT_WORK');
