-- Files opened with a reason, and the log of every opening.

-- One child's file, opened for a while by a director above the tenant that keeps it. Whose opening it is, and how
-- long it holds, the database says itself: the application may give only which child, and why.
create table file_openings (
    like record_columns including all,
    child_id uuid not null,
    reason text not null,
    opened_by text not null default name_of_user(actor_user()),
    opened_as text not null default actor_role(),
    opened_from bigint not null default actor_low() references tenants,
    expires_at timestamptz not null default now() + interval '3 hours',
    closed_at timestamptz,
    constraint file_openings_tenant_code_fkey foreign key (tenant_code) references tenants,
    constraint file_openings_child_id_fkey foreign key (child_id, tenant_code)
        references children (id, tenant_code) on update cascade,
    -- An opening without a reason opens nothing.
    constraint file_openings_reason_length check (
        char_length(reason) between 10 and 500 or reason = '' and closed_at is not null)
);
create index file_openings_tenant_code_idx on file_openings (tenant_code, id);
create index file_openings_child_id_idx on file_openings (child_id, id);
create index file_openings_created_by_idx on file_openings (created_by, expires_at);

-- An entry: one person opened the same fields of so many records in one operation. Written once and never changed;
-- partitioned by month, so that old months are dropped whole. record_ids and tenant_codes are parallel.
create table access_log (
    id uuid not null,
    day date not null,
    at timestamptz not null,
    user_id uuid,
    user_name text not null,
    grant_id uuid,
    role text,
    tenant_code bigint not null,
    tenant_name text not null,
    kind text not null,
    record_ids uuid[] not null,
    tenant_codes bigint[] not null,
    fields text[] not null,
    operation text,
    opening_id uuid,
    reason text,
    request_id text,
    address text,
    -- A reason's hash is made with a salt of its entry, which is erased with the reason: then no guess confirms it.
    reason_salt uuid default gen_random_uuid(),
    primary key (id, day)
) partition by range (day);
create index access_log_record_ids_idx on access_log using gin (record_ids);

-- What is logged and not yet chained: a statement that opened files, by a grant; or what the operator did, by a name and a
-- tenant. Kinds and fields are by place; without a mark it is an entry that names no record.
create table access_log_unchained (
    day date not null default today(),
    at timestamptz not null default clock_timestamp(),
    grant_id uuid,
    user_name text,
    tenant_code bigint,
    kinds text[] not null,
    fields text[] not null,
    marks text[] not null default '{}',
    opening_ids uuid[],
    operation text,
    request_id text,
    address text,
    constraint access_log_unchained_somebodys check (num_nonnulls(grant_id, user_name) = 1)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
alter table access_log_unchained alter marks set storage external;

-- The chain of each day, which begins with the head of the day before; and the days.
create table access_log_chain (
    day date not null,
    position integer not null,
    entry_id uuid not null,
    logged_on date not null,
    digest bytea not null,
    hash bytea not null,
    primary key (day, position)
);
create table access_log_days (day date primary key, entries integer not null, head bytea not null);

-- The months of which entries and links are gone; rows are only ever added. Its days stay in access_log_days, for the
-- next day's chain begins with the last one's head.
create table access_log_retired (
    month date primary key,
    days integer not null,
    entries integer not null,
    digest bytea not null,
    retired_on date not null default today(),
    retired_by text not null default session_user,
    constraint access_log_retired_month_whole check (extract(day from month) = 1),
    constraint access_log_retired_month_old check (retired_on >= month + interval '7 months')
);

-- What was done at somebody's request, and never a word of what was erased or handed out.
create table person_requests (
    id uuid primary key default time_ordered_id(),
    request text not null,
    kind text not null,
    record_id uuid not null,
    tenant_code bigint not null references tenants,
    at timestamptz not null default now(),
    operator text not null,
    reason text,
    counts jsonb not null,
    constraint person_requests_request_known check (request in ('EXPORT', 'ERASURE')),
    constraint person_requests_kind_known check (kind in ('CHILD', 'CARING_MOTHER')),
    constraint person_requests_reason_named check (request <> 'ERASURE' or reason is not null)
);
create index person_requests_record_id_idx on person_requests (record_id);
