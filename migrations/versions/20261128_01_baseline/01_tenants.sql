-- The tree of tenants.
create table tenants (
    code bigint primary key,
    code_end bigint not null generated always as (division_end(code)) stored,
    name text not null,
    level text not null,
    parent_code bigint references tenants,
    opened_on date not null default today(),
    closed_on date,
    constraint tenants_code_range check (code between 110000000000 and 999999999999),
    constraint tenants_name_length check (char_length(name) between 1 and 100),
    constraint tenants_level_known check (level in ('PROVINCE', 'CITY', 'COUNTY', 'TOWNSHIP', 'VILLAGE')),
    constraint tenants_closed_on_after_opening check (closed_on >= opened_on)
);
create index tenants_parent_code_idx on tenants (parent_code, code);
