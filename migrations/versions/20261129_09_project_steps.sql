-- The steps of a project, and what is due in it.

create table project_steps (
    like record_columns including all,
    project_id uuid not null,
    step text not null,
    submitted_on date not null,
    summary text,
    evidence text not null,
    score integer,
    state text not null default 'SUBMITTED',
    decided_on date,
    opinion text,
    constraint project_steps_project_id_fkey foreign key (project_id, tenant_code) references projects (id, tenant_code)
        on update cascade,
    constraint project_steps_step_known check (step in ('CALL', 'APPLICATION', 'DESK_REVIEW', 'DEFENCE', 'APPROVAL',
        'AGREEMENT', 'MID_TERM', 'ACCEPTANCE', 'CLOSING')),
    constraint project_steps_submitted_on_bounds check (submitted_on between '1900-01-01' and '2100-12-31'),
    constraint project_steps_submitted_on_not_future check (submitted_on <= today()),
    constraint project_steps_summary_length check (char_length(summary) <= 4000),
    constraint project_steps_evidence_length check (char_length(evidence) between 1 and 1000),
    constraint project_steps_score_range check (score between 0 and 100),
    constraint project_steps_score_needed check (step not in ('DESK_REVIEW', 'DEFENCE', 'ACCEPTANCE') or score is not null),
    constraint project_steps_state_known check (state in ('SUBMITTED', 'PASSED', 'REJECTED')),
    constraint project_steps_decided_on_bounds check (decided_on between '1900-01-01' and '2100-12-31'),
    constraint project_steps_decided_on_not_future check (decided_on <= today()),
    constraint project_steps_opinion_length check (char_length(opinion) <= 1000)
);
create unique index project_steps_step_key on project_steps (project_id, step) where state <> 'REJECTED';
create index project_steps_project_id_idx on project_steps (project_id, id);
select keep_order('project_steps', 'submitted_on');
insert into record_kinds (kind, record_table, protection) values ('PROJECT_STEP', 'project_steps', 'SPENDING');

create table milestones (
    like record_columns including all,
    project_id uuid not null,
    kind text not null,
    name text not null,
    due_on date not null,
    evidence text,
    closed_on date,
    closed_reason text,
    constraint milestones_project_id_fkey foreign key (project_id, tenant_code) references projects (id, tenant_code)
        on update cascade,
    constraint milestones_kind_known check (kind in ('WORK', 'INSTALMENT', 'REPORT', 'DISCLOSURE')),
    constraint milestones_name_length check (char_length(name) between 1 and 200),
    constraint milestones_due_on_bounds check (due_on between '1900-01-01' and '2100-12-31'),
    constraint milestones_evidence_length check (char_length(evidence) <= 1000),
    constraint milestones_closed_on_bounds check (closed_on between '1900-01-01' and '2100-12-31'),
    constraint milestones_closed_on_not_future check (closed_on <= today()),
    constraint milestones_closed_reason_named check ((closed_on is null) = (closed_reason is null)),
    constraint milestones_closed_reason_known check (closed_reason in ('DONE', 'DROPPED', 'ENTERED_IN_ERROR'))
);
create index milestones_project_id_idx on milestones (project_id, id);
select keep_order('milestones', 'due_on');
insert into record_kinds (kind, record_table, protection) values ('MILESTONE', 'milestones', 'PROJECT_WORK');
