-- The tree of tenants, who may act in it, and the settings row-level security reads.

-- Division codes: PP CC DD TTT VVV. A subtree is the half-open range [code, division_end(code)).
create function division_end(code bigint) returns bigint
language sql immutable strict parallel safe
return code + case
    when code % 10000000000 = 0 then 10000000000
    when code % 100000000 = 0 then 100000000
    when code % 1000000 = 0 then 1000000
    when code % 1000 = 0 then 1000
    else 1
end;

-- The code itself and every code that could stand above it, nearest first (with repeats).
create function division_line(code bigint) returns bigint[]
language sql immutable strict parallel safe
return array[code, code / 1000 * 1000, code / 1000000 * 1000000,
             code / 100000000 * 100000000, code / 10000000000 * 10000000000];

create function today() returns date
language sql stable parallel safe
return (now() at time zone 'Asia/Shanghai')::date;

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

create table users (
    id uuid primary key default gen_random_uuid(),
    name text not null constraint users_name_key unique,
    password_hash text,
    created_at timestamptz not null default now(),
    closed_at timestamptz,
    constraint users_name_length check (char_length(name) between 1 and 100)
);

create table grants (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users,
    role text not null,
    tenant_code bigint not null references tenants,
    caring_mother_id uuid,
    from_at timestamptz not null default now(),
    until_at timestamptz,
    revoked_at timestamptz,
    constraint grants_role_known check (role in ('ANALYST', 'DIRECTOR', 'CASEWORKER', 'PROJECT_MANAGER',
        'CARING_MOTHER', 'PARTNER', 'AUDITOR', 'ADMINISTRATOR')),
    constraint grants_caring_mother_named check ((role = 'CARING_MOTHER') = (caring_mother_id is not null)),
    constraint grants_until_at_after_from check (until_at > from_at)
);
create index grants_user_id_idx on grants (user_id, from_at);
create index grants_tenant_code_idx on grants (tenant_code);

create table sessions (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users,
    access_hash bytea not null unique,
    access_until timestamptz not null,
    refresh_hash bytea not null unique,
    refresh_until timestamptz not null,
    created_at timestamptz not null default now(),
    ended_at timestamptz
);
create index sessions_user_id_idx on sessions (user_id);

-- The settings of a transaction that acts. Unset, every one is null, and null sees nothing.
create function acting_role() returns text
language sql stable parallel safe return nullif(current_setting('circle.role', true), '');
create function acting_low() returns bigint
language sql stable parallel safe return nullif(current_setting('circle.low', true), '')::bigint;
create function acting_high() returns bigint
language sql stable parallel safe return nullif(current_setting('circle.high', true), '')::bigint;
create function acting_user() returns uuid
language sql stable parallel safe return nullif(current_setting('circle.user_id', true), '')::uuid;
create function acting_caring_mother() returns uuid
language sql stable parallel safe return nullif(current_setting('circle.caring_mother_id', true), '')::uuid;

-- Only these functions of the owner reach users, grants and sessions; the application has no right on the tables.

create function live_grants(of_user uuid)
returns table (id uuid, role text, low bigint, high bigint, line bigint[], tenant_name text, caring_mother_id uuid)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select g.id, g.role, t.code, t.code_end, division_line(t.code), t.name, g.caring_mother_id
    from grants g join tenants t on t.code = g.tenant_code join users u on u.id = g.user_id
    where g.user_id = of_user and u.closed_at is null and g.revoked_at is null
      and g.from_at <= now() and (g.until_at is null or g.until_at > now())
      and (t.closed_on is null or t.closed_on > today())
    order by g.from_at, g.id;
end;

create function live_session(with_access_hash bytea) returns table (user_id uuid, user_name text)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select u.id, u.name from sessions s join users u on u.id = s.user_id
    where s.access_hash = with_access_hash and s.access_until > now() and s.ended_at is null and u.closed_at is null;
end;

-- Begins acting: proves the session and the grant against the tables in the same transaction that then reads,
-- so a revocation holds from the next statement on, in every process, whatever that process remembers.
create function begin_acting(with_access_hash bytea, with_grant uuid, as_role text, from_low bigint, to_high bigint)
returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    acting record;
begin
    select g.*, s.user_id into acting
    from live_session(with_access_hash) s cross join lateral live_grants(s.user_id) g
    where g.id = with_grant;
    if not found or (acting.role, acting.low, acting.high) is distinct from (as_role, from_low, to_high) then
        raise exception 'this session no longer acts under this grant' using errcode = 'CA001';
    end if;
    perform set_config('circle.role', acting.role, true),
            set_config('circle.low', acting.low::text, true),
            set_config('circle.high', acting.high::text, true),
            set_config('circle.user_id', acting.user_id::text, true),
            set_config('circle.caring_mother_id', coalesce(acting.caring_mother_id::text, ''), true);
end $$;

create function find_credentials(of_name text) returns table (user_id uuid, password_hash text)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select u.id, u.password_hash from users u where u.name = of_name and u.closed_at is null;
end;

create function start_session(of_user uuid, access bytea, access_for interval, refresh bytea, refresh_for interval)
returns void
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    insert into sessions (user_id, access_hash, access_until, refresh_hash, refresh_until)
    values (of_user, access, now() + access_for, refresh, now() + refresh_for);
end;

create function renew_session(old_refresh bytea, access bytea, access_for interval, refresh bytea, refresh_for interval)
returns boolean
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    with renewed as (
        update sessions s
        set access_hash = access, access_until = now() + access_for,
            refresh_hash = refresh, refresh_until = now() + refresh_for
        from users u
        where s.refresh_hash = old_refresh and s.refresh_until > now() and s.ended_at is null
          and u.id = s.user_id and u.closed_at is null
        returning 1)
    select exists (select from renewed);
end;

create function end_session(with_access_hash bytea) returns boolean
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    with ended as (update sessions set ended_at = now()
                   where access_hash = with_access_hash and ended_at is null returning 1)
    select exists (select from ended);
end;
