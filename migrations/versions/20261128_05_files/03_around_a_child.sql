-- The adults around a child, what was consented to, and the particulars of the file.
--
-- The files of a province are read through in a moment, and nobody writes while a revision is applied.
-- squawk-ignore-file constraint-missing-not-valid, adding-not-nullable-field, ban-drop-constraint

create table guardians (
    like record_columns including all,
    child_id uuid not null references children on delete cascade,
    name text,
    relation text not null,
    legal_guardian boolean not null,
    lives_with_child boolean,
    identity_number text,
    phone text,
    address text,
    capacity text,
    from_on date not null,
    delegated_by_id uuid references guardians,
    delegation_reason text,
    delegated_until date,
    no_violence boolean,
    no_vice boolean,
    no_neglect boolean,
    otherwise_fit boolean,
    child_opinion text,
    school_told_on date,
    village_told_on date,
    review_on date,
    until_on date,
    ended_reason text,
    identity_number_hash bytea,
    phone_hash bytea,
    constraint guardians_name_length check (char_length(name) <= 50),
    constraint guardians_relation_known check (relation in ('FATHER', 'MOTHER', 'GRANDPARENT', 'SIBLING',
        'OTHER_RELATIVE', 'STEP_PARENT', 'ADOPTIVE_PARENT', 'INSTITUTION', 'OTHER')),
    constraint guardians_identity_number_encrypted check (is_encrypted(identity_number)),
    constraint guardians_phone_encrypted check (is_encrypted(phone)),
    constraint guardians_address_encrypted check (is_encrypted(address)),
    constraint guardians_capacity_known check (capacity in ('ABLE', 'LIMITED', 'UNABLE')),
    constraint guardians_from_on_bounds check (from_on between '1900-01-01' and '2100-12-31'),
    constraint guardians_from_on_not_future check (from_on <= today()),
    constraint guardians_delegation_reason_length check (char_length(delegation_reason) <= 500),
    constraint guardians_delegated_until_bounds check (delegated_until between '1900-01-01' and '2100-12-31'),
    constraint guardians_child_opinion_encrypted check (is_encrypted(child_opinion)),
    constraint guardians_school_told_on_bounds check (school_told_on between '1900-01-01' and '2100-12-31'),
    constraint guardians_school_told_on_not_future check (school_told_on <= today()),
    constraint guardians_village_told_on_bounds check (village_told_on between '1900-01-01' and '2100-12-31'),
    constraint guardians_village_told_on_not_future check (village_told_on <= today()),
    constraint guardians_review_on_bounds check (review_on between '1900-01-01' and '2100-12-31'),
    constraint guardians_until_on_bounds check (until_on between '1900-01-01' and '2100-12-31'),
    constraint guardians_until_on_not_future check (until_on <= today()),
    constraint guardians_ended_reason_known check (ended_reason in ('DELEGATION_ENDED', 'GUARDIAN_CHANGED',
        'GUARDIANSHIP_REVOKED', 'DIED', 'ENTERED_IN_ERROR')),
    constraint guardians_ended_reason_named check ((until_on is null) = (ended_reason is null)),
    constraint guardians_until_on_after_opening check (until_on >= from_on)
);
create index guardians_child_id_idx on guardians (child_id, id);
create index guardians_delegated_by_id_idx on guardians (delegated_by_id, id) where delegated_by_id is not null;

create table consents (
    like record_columns including all,
    child_id uuid not null references children on delete cascade,
    purpose text not null,
    decision text not null,
    guardian_id uuid references guardians,
    by_child boolean not null default false,
    text_version text,
    method text not null,
    story text,
    from_on date not null,
    valid_until date,
    withdrawn_on date,
    withdrawn_by text,
    constraint consents_purpose_known check (purpose in ('KEEP_FILE', 'SHARE_WITH_CARING_MOTHER', 'VISIT',
        'HEALTH_DETAIL', 'PHOTO', 'PUBLISH', 'TRANSFER')),
    constraint consents_decision_known check (decision in ('GIVEN', 'REFUSED')),
    constraint consents_text_version_length check (char_length(text_version) <= 50),
    constraint consents_method_known check (method in ('PAPER', 'E_SIGNATURE', 'RECORDED_CALL')),
    constraint consents_story_length check (char_length(story) <= 200),
    constraint consents_from_on_bounds check (from_on between '1900-01-01' and '2100-12-31'),
    constraint consents_from_on_not_future check (from_on <= today()),
    constraint consents_valid_until_bounds check (valid_until between '1900-01-01' and '2100-12-31'),
    constraint consents_withdrawn_on_bounds check (withdrawn_on between '1900-01-01' and '2100-12-31'),
    constraint consents_withdrawn_on_not_future check (withdrawn_on <= today()),
    constraint consents_withdrawn_by_length check (char_length(withdrawn_by) <= 50),
    constraint consents_withdrawn_by_named check ((withdrawn_on is null) = (withdrawn_by is null)),
    constraint consents_withdrawn_on_after_opening check (withdrawn_on >= from_on)
);
create index consents_child_id_idx on consents (child_id, id);
create index consents_guardian_id_idx on consents (guardian_id, id) where guardian_id is not null;
select keep_order('consents', 'from_on');

insert into record_kinds (kind, record_table, protection, person, person_column) values
    ('GUARDIAN', 'guardians', 'CHILD_FILE', 'CHILD', 'child_id'),
    ('CONSENT', 'consents', 'CHILD_FILE', 'CHILD', 'child_id');

alter table children
    add column file_number text,
    add column former_names text[],
    add column ethnicity text,
    add column identity_kind text,
    add column no_identity_reason text,
    add column household_registered boolean,
    add column registered_division bigint,
    add column residence_division bigint,
    add column schooling text,
    add column class_name text,
    add column boarding boolean,
    add column teacher text,
    add column teacher_phone text,
    add column health_kind text,
    add column disability text,
    add column income_sources text[],
    add column interests text[],
    add column taboos text,
    add column child_director text,
    add column basis text;
set local circle.unrecorded = 'on';
update children set former_names = '{}', income_sources = '{}', interests = '{}', basis = 'CONSENT';
set local circle.unrecorded = 'off';
alter table children
    alter column former_names set default '{}', alter column former_names set not null,
    alter column income_sources set default '{}', alter column income_sources set not null,
    alter column interests set default '{}', alter column interests set not null,
    alter column basis set default 'CONSENT', alter column basis set not null,
    add constraint children_file_number_length check (char_length(file_number) <= 30),
    add constraint children_ethnicity_length check (char_length(ethnicity) <= 20),
    add constraint children_identity_kind_known check (identity_kind in ('IDENTITY_NUMBER', 'BIRTH_CERTIFICATE',
        'RESIDENCE_PERMIT', 'PASSPORT', 'NONE')),
    add constraint children_no_identity_reason_length check (char_length(no_identity_reason) <= 200),
    add constraint children_schooling_known check (schooling in ('NOT_YET', 'KINDERGARTEN', 'PRIMARY', 'JUNIOR',
        'SENIOR', 'VOCATIONAL', 'SPECIAL', 'DROPPED_OUT', 'NOT_AT_SCHOOL')),
    add constraint children_class_name_length check (char_length(class_name) <= 50),
    add constraint children_teacher_length check (char_length(teacher) <= 50),
    add constraint children_teacher_phone_encrypted check (is_encrypted(teacher_phone)),
    add constraint children_health_kind_known check (health_kind in ('HEALTHY', 'DISABLED', 'ILL')),
    add constraint children_disability_encrypted check (is_encrypted(disability)),
    add constraint children_taboos_encrypted check (is_encrypted(taboos)),
    add constraint children_child_director_length check (char_length(child_director) <= 50),
    add constraint children_basis_known check (basis in ('CONSENT', 'STATUTORY_DUTY', 'EMERGENCY')),
    drop constraint children_id_erased,
    add constraint children_id_erased check (erased_on is null or (name = ''
        and num_nonnulls(identity_number, identity_number_hash, phone, phone_hash, address, school, health,
            parents_whereabouts) = 0
        and num_nonnulls(file_number, ethnicity, identity_kind, no_identity_reason, household_registered,
            registered_division, residence_division, schooling, class_name, boarding, teacher, teacher_phone,
            health_kind, disability, taboos, child_director) = 0
        and former_names = '{}' and income_sources = '{}' and interests = '{}'));
