-- The history of every record, only ever added to.
-- Two tables, because who may know that a field was changed may not know its values.

create table changes (
    id uuid primary key,
    tenant_code bigint not null references tenants,
    kind text not null,
    record_id uuid not null,
    version integer not null,
    at timestamptz not null default now(),
    deleted boolean not null default false,
    fields text[] not null,
    -- Nobody for what the owner did with SQL of its own.
    user_id uuid default actor_user(),
    acting_role text default actor_role(),
    acting_code bigint default actor_low()
);
create index changes_record_id_idx on changes (record_id, id);
create index changes_tenant_code_idx on changes (tenant_code, id);
create index changes_user_id_idx on changes (user_id, id);

create table change_values (
    change_id uuid not null references changes,
    kind text not null,
    record_id uuid not null,
    field text not null,
    before text,
    after text,
    primary key (change_id, field)
);
create index change_values_record_id_idx on change_values (record_id);
