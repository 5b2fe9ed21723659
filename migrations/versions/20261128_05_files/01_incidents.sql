-- Suspected harm of a child: what was reported, by whom, and what was added later.

-- Who entered it is the reporter as a rule, and stands here alone: a report names nobody who can be told by it.
create table incident_reporters (
    like record_columns including all,
    child_id uuid not null references children,
    name text,
    phone text,
    capacity text,
    caring_mother_id uuid references caring_mothers,
    phone_hash bytea,
    constraint incident_reporters_child_key unique (id, child_id),
    constraint incident_reporters_name_encrypted check (is_encrypted(name)),
    constraint incident_reporters_phone_encrypted check (is_encrypted(phone)),
    constraint incident_reporters_capacity_known check (capacity in ('CARING_MOTHER', 'CHILD_DIRECTOR', 'STAFF',
        'TEACHER', 'MEDICAL', 'RELATIVE', 'NEIGHBOUR', 'CHILD', 'OTHER'))
);
create index incident_reporters_child_id_idx on incident_reporters (child_id, id);
create index incident_reporters_caring_mother_id_idx on incident_reporters (caring_mother_id, id)
    where caring_mother_id is not null;

create table incident_reports (
    like record_columns including all,
    child_id uuid not null references children,
    discovered_at timestamptz not null,
    situation text not null,
    facts text,
    reported_to text,
    reported_at timestamptz,
    receipt_number text,
    protection text,
    reporter_id uuid not null,
    constraint incident_reports_child_key unique (id, child_id),
    constraint incident_reports_reporter_id_fkey foreign key (reporter_id, child_id)
        references incident_reporters (id, child_id),
    constraint incident_reports_discovered_at_not_future check (discovered_at <= now()),
    constraint incident_reports_situation_known check (situation in ('INTIMATE_INJURY', 'SEXUAL_HARM_UNDER_14',
        'PREGNANCY_FROM_14', 'VIOLENCE_OR_ABUSE', 'UNNATURAL_HARM', 'ABANDONED_OR_UNATTENDED', 'MISSING_OR_TRAFFICKED',
        'BEGGING', 'OTHER_DANGER')),
    constraint incident_reports_facts_encrypted check (is_encrypted(facts)),
    constraint incident_reports_reported_to_known check (reported_to in ('POLICE', 'CIVIL_AFFAIRS', 'EDUCATION',
        'PROCURATORATE')),
    constraint incident_reports_reported_at_not_future check (reported_at <= now()),
    constraint incident_reports_receipt_number_length check (char_length(receipt_number) <= 50),
    constraint incident_reports_protection_encrypted check (is_encrypted(protection))
);
-- squawk-ignore ban-drop-default
alter table incident_reports alter column created_by drop default, alter column updated_by drop default;
create index incident_reports_child_id_idx on incident_reports (child_id, id);
create index incident_reports_reporter_id_idx on incident_reports (reporter_id, id);
create index incident_reports_discovered_at_idx on incident_reports (discovered_at, id);

create table incident_amendments (
    like record_columns including all,
    incident_report_id uuid not null,
    child_id uuid not null references children,
    reported_to text,
    reported_at timestamptz,
    receipt_number text,
    protection text,
    outcome text,
    facts text,
    constraint incident_amendments_incident_report_id_fkey foreign key (incident_report_id, child_id)
        references incident_reports (id, child_id),
    constraint incident_amendments_reported_to_known check (reported_to in ('POLICE', 'CIVIL_AFFAIRS', 'EDUCATION',
        'PROCURATORATE')),
    constraint incident_amendments_reported_at_not_future check (reported_at <= now()),
    constraint incident_amendments_receipt_number_length check (char_length(receipt_number) <= 50),
    constraint incident_amendments_protection_encrypted check (is_encrypted(protection)),
    constraint incident_amendments_outcome_known check (outcome in ('CASE_OPENED', 'ADMONISHED', 'MEASURES_TAKEN',
        'NOT_ESTABLISHED')),
    constraint incident_amendments_facts_encrypted check (is_encrypted(facts))
);
-- squawk-ignore ban-drop-default
alter table incident_amendments alter column created_by drop default, alter column updated_by drop default;
create index incident_amendments_incident_report_id_idx on incident_amendments (incident_report_id, id);
create index incident_amendments_child_id_idx on incident_amendments (child_id, id);

insert into record_kinds (kind, record_table, protection, person, person_column) values
    ('INCIDENT_REPORTER', 'incident_reporters', 'REPORTER', 'CHILD', 'child_id'),
    ('INCIDENT_REPORT', 'incident_reports', 'INCIDENT', 'CHILD', 'child_id'),
    ('INCIDENT_AMENDMENT', 'incident_amendments', 'INCIDENT', 'CHILD', 'child_id');
