-- Certificates of volunteers' service.

create sequence certificate_number;
create table certificates (
    like record_columns including all,
    caring_mother_id uuid not null constraint certificates_caring_mother_id_fkey references caring_mothers on delete cascade,
    from_on date not null,
    until_on date not null,
    serial text,
    code text,
    contacts integer not null default 0,
    home_minutes integer not null default 0,
    school_minutes integer not null default 0,
    phone_minutes integer not null default 0,
    video_minutes integer not null default 0,
    issued_on date not null,
    revoked_on date,
    revoked_reason text,
    constraint certificates_from_on_bounds check (from_on between '1900-01-01' and '2100-12-31'),
    constraint certificates_from_on_not_future check (from_on <= today()),
    constraint certificates_until_on_bounds check (until_on between '1900-01-01' and '2100-12-31'),
    constraint certificates_until_on_not_future check (until_on <= today()),
    constraint certificates_until_on_after_opening check (until_on >= from_on),
    constraint certificates_serial_length check (char_length(serial) <= 40),
    constraint certificates_code_length check (char_length(code) <= 32),
    constraint certificates_contacts_range check (contacts between 0 and 1000000),
    constraint certificates_home_minutes_range check (home_minutes between 0 and 10000000),
    constraint certificates_school_minutes_range check (school_minutes between 0 and 10000000),
    constraint certificates_phone_minutes_range check (phone_minutes between 0 and 10000000),
    constraint certificates_video_minutes_range check (video_minutes between 0 and 10000000),
    constraint certificates_issued_on_bounds check (issued_on between '1900-01-01' and '2100-12-31'),
    constraint certificates_issued_on_not_future check (issued_on <= today()),
    constraint certificates_revoked_on_bounds check (revoked_on between '1900-01-01' and '2100-12-31'),
    constraint certificates_revoked_on_not_future check (revoked_on <= today()),
    constraint certificates_revoked_on_after_opening check (revoked_on >= issued_on),
    constraint certificates_revoked_reason_named check ((revoked_on is null) = (revoked_reason is null)),
    constraint certificates_revoked_reason_known check (revoked_reason in ('ISSUED_IN_ERROR', 'SERVICE_CORRECTED', 'MISUSED'))
);
create index certificates_caring_mother_id_idx on certificates (caring_mother_id, id);
create unique index certificates_code_key on certificates (code);
create unique index certificates_serial_key on certificates (serial);
select keep_order('certificates', 'issued_on');
insert into record_kinds (kind, record_table, protection, person, person_column) values
    ('CERTIFICATE', 'certificates', 'CERTIFICATION', 'CARING_MOTHER', 'caring_mother_id');
