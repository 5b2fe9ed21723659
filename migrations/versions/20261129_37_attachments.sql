-- What is stored for a child's file: photos and documents, by where they are and what they have to be like.
--
-- The table is new, and nobody reads it yet.
-- squawk-ignore-file require-concurrent-index-creation, adding-foreign-key-constraint, constraint-missing-not-valid

create table attachments (
    like record_columns including all,
    child_id uuid not null references children on delete cascade,
    kind text not null,
    taken_on date not null,
    consent_id uuid references consents,
    visit_id uuid references visits,
    support_id uuid references supports,
    reference text,
    file_name text,
    sha256 text,
    media_type text not null,
    size integer not null,
    closed_on date,
    closed_reason text,
    constraint attachments_kind_known check (kind in ('PHOTO', 'IDENTITY_DOCUMENT', 'CONSENT_FORM', 'DELEGATION_AGREEMENT',
        'PAIRING_AGREEMENT', 'MEDICAL_DOCUMENT', 'RECEIPT', 'OTHER')),
    constraint attachments_taken_on_bounds check (taken_on between '1900-01-01' and '2100-12-31'),
    constraint attachments_taken_on_not_future check (taken_on <= today()),
    constraint attachments_reference_encrypted check (is_encrypted(reference)),
    constraint attachments_file_name_encrypted check (is_encrypted(file_name)),
    constraint attachments_sha256_length check (char_length(sha256) between 64 and 64),
    constraint attachments_sha256_hexadecimal check (sha256 ~ '^[0-9a-f]{64}$'),
    constraint attachments_media_type_known check (media_type in ('JPEG', 'PNG', 'PDF', 'MP3', 'M4A')),
    constraint attachments_size_range check (size between 1 and 10485760),
    constraint attachments_closed_on_bounds check (closed_on between '1900-01-01' and '2100-12-31'),
    constraint attachments_closed_on_not_future check (closed_on <= today()),
    constraint attachments_closed_on_after_opening check (closed_on >= taken_on),
    constraint attachments_closed_reason_named check ((closed_on is null) = (closed_reason is null)),
    constraint attachments_closed_reason_known check (closed_reason in ('REPLACED', 'CONSENT_WITHDRAWN', 'NO_LONGER_NEEDED',
        'ENTERED_IN_ERROR'))
);
create index attachments_child_id_idx on attachments (child_id, id);
create index attachments_consent_id_idx on attachments (consent_id, id) where consent_id is not null;
create index attachments_visit_id_idx on attachments (visit_id, id) where visit_id is not null;
create index attachments_support_id_idx on attachments (support_id, id) where support_id is not null;
select keep_order('attachments', 'taken_on');

insert into record_kinds (kind, record_table, protection, person, person_column) values
    ('ATTACHMENT', 'attachments', 'CHILD_FILE', 'CHILD', 'child_id');
