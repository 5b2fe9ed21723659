-- The steps of a Caring Mother's screening, and which of them are required.

create table clearance_requirements (
    like record_columns including all,
    recruited_through text not null,
    step text not null,
    position integer not null,
    opened_on date not null,
    closed_on date,
    closed_reason text,
    constraint clearance_requirements_recruited_through_known check (recruited_through in ('OFFICIAL',
        'COMMITTEE_MEMBER', 'RED_BANNER_HOLDER', 'WOMENS_PACESETTER', 'MODEL_FAMILY', 'ENTERPRISE', 'NONPROFIT',
        'INDIVIDUAL')),
    constraint clearance_requirements_step_known check (step in ('APPLICATION', 'IDENTITY', 'DECLARATION',
        'NO_OFFENCE', 'HEALTH', 'INTERVIEW', 'TRAINING', 'COMMITMENT', 'PUBLIC_NOTICE')),
    constraint clearance_requirements_position_range check (position between 1 and 20),
    constraint clearance_requirements_opened_on_bounds check (opened_on between '1900-01-01' and '2100-12-31'),
    constraint clearance_requirements_opened_on_not_future check (opened_on <= today()),
    constraint clearance_requirements_closed_on_bounds check (closed_on between '1900-01-01' and '2100-12-31'),
    constraint clearance_requirements_closed_on_not_future check (closed_on <= today()),
    constraint clearance_requirements_closed_reason_known check (closed_reason in ('NO_LONGER_REQUIRED',
        'ENTERED_IN_ERROR')),
    constraint clearance_requirements_closed_reason_named check ((closed_on is null) = (closed_reason is null)),
    constraint clearance_requirements_closed_on_after_opening check (closed_on >= opened_on)
);
create index clearance_requirements_tenant_idx on clearance_requirements (tenant_code, recruited_through);

create table clearance_steps (
    like record_columns including all,
    caring_mother_id uuid not null references caring_mothers on delete cascade,
    step text not null,
    outcome text not null,
    done_on date not null,
    valid_until date,
    body text,
    reference_number text,
    interviewers text[] not null default '{}',
    hours integer,
    note text,
    constraint clearance_steps_step_known check (step in ('APPLICATION', 'IDENTITY', 'DECLARATION', 'NO_OFFENCE',
        'HEALTH', 'INTERVIEW', 'TRAINING', 'COMMITMENT', 'PUBLIC_NOTICE')),
    constraint clearance_steps_outcome_known check (outcome in ('PASSED', 'FAILED')),
    constraint clearance_steps_done_on_bounds check (done_on between '1900-01-01' and '2100-12-31'),
    constraint clearance_steps_done_on_not_future check (done_on <= today()),
    constraint clearance_steps_valid_until_bounds check (valid_until between '1900-01-01' and '2100-12-31'),
    constraint clearance_steps_body_length check (char_length(body) <= 100),
    constraint clearance_steps_reference_number_length check (char_length(reference_number) <= 50),
    constraint clearance_steps_hours_range check (hours between 1 and 200),
    constraint clearance_steps_note_encrypted check (is_encrypted(note))
);
create index clearance_steps_caring_mother_id_idx on clearance_steps (caring_mother_id, id);
select keep_order('clearance_steps', 'done_on');

insert into record_kinds (kind, record_table, protection, person, person_column) values
    ('CLEARANCE_REQUIREMENT', 'clearance_requirements', 'CLEARANCE_RULES', null, null),
    ('CLEARANCE_STEP', 'clearance_steps', 'CLEARANCE', 'CARING_MOTHER', 'caring_mother_id');
