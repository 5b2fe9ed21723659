-- A second factor: a secret shared with an authenticator, recovery codes, and sign-ins that wait for one of the two.
-- The application reaches all of it through these functions alone.

-- At most one that counts and one that is being added. The secret is sealed by the application, in this row's place.
create table second_factors (
    id uuid primary key,
    user_id uuid not null references users,
    secret text not null constraint second_factors_secret_sealed check (is_sealed(secret)),
    started_at timestamptz not null default now(),
    confirmed_at timestamptz,
    -- The time step of the code used last: no code of it or before is taken again.
    last_step bigint
);
create unique index second_factors_user_id_key on second_factors (user_id, (confirmed_at is null));

create table recovery_codes (
    second_factor_id uuid not null references second_factors on delete cascade,
    code_hash bytea not null,
    primary key (second_factor_id, code_hash)
);

create table sign_in_challenges (
    token_hash bytea primary key,
    user_id uuid not null references users,
    until_at timestamptz not null,
    tries_left integer not null
);
create index sign_in_challenges_until_at_idx on sign_in_challenges (until_at);
create index sign_in_challenges_user_id_idx on sign_in_challenges (user_id);

create or replace view sessions_now with (security_invoker = true) as
    select s.access_hash, u.id as user_id, u.name as user_name, s.second_factor
    from sessions s join users u on u.id = s.user_id
    where s.access_until > now() and s.ended_at is null and u.closed_at is null;

-- Whoever acts claims, too, whether the session began with a second factor; it is proven with the rest.
-- A server of the version before claims nothing: one version later the default goes.
drop function begin_acting(bytea, uuid, text, bigint, bigint);
create function begin_acting(with_access_hash bytea, with_grant uuid, as_role text, from_low bigint, to_high bigint,
                             with_second_factor boolean default null)
returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    acting record;
begin
    select g.*, s.second_factor into acting from sessions_now s join grants_now g on g.user_id = s.user_id
    where s.access_hash = with_access_hash and g.id = with_grant;
    if not found or (acting.role, acting.low, acting.high, acting.second_factor)
        is distinct from (as_role, from_low, to_high, coalesce(with_second_factor, acting.second_factor)) then
        raise exception 'this session no longer acts under this grant' using errcode = 'CA001';
    end if;
    perform set_config('circle.role', acting.role, true),
            set_config('circle.low', acting.low::text, true),
            set_config('circle.high', acting.high::text, true),
            set_config('circle.user_id', acting.user_id::text, true),
            set_config('circle.grant_id', acting.id::text, true),
            set_config('circle.caring_mother_id', coalesce(acting.caring_mother_id::text, ''), true);
    return true;
end $$;

-- A challenge to a user who has a second factor; false where she has none.
create function begin_challenge(of_user uuid, with_token bytea, good_for interval, tries integer) returns boolean
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    delete from sign_in_challenges where until_at < now();
    with begun as (
        insert into sign_in_challenges (token_hash, user_id, until_at, tries_left)
        select with_token, f.user_id, now() + good_for, tries from second_factors f
        where f.user_id = of_user and f.confirmed_at is not null
        returning 1)
    select exists (select from begun);
end;

-- Whose challenge it is, for one more try.
create function try_challenge(with_token bytea) returns table (user_id uuid, user_name text)
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    update sign_in_challenges c set tries_left = c.tries_left - 1
    from users u
    where c.token_hash = with_token and c.until_at > now() and c.tries_left > 0
      and u.id = c.user_id and u.closed_at is null
    returning u.id, u.name;
end;

create function end_challenge(with_token bytea) returns void
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    delete from sign_in_challenges where token_hash = with_token;
end;

create function find_second_factor(of_user uuid) returns table (moment timestamptz, id uuid, secret text)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select clock_timestamp(), f.id, f.secret from second_factors f where f.user_id = of_user and f.confirmed_at is not null;
end;

-- Spends the code of a time step, and all before it; false where that was done before.
create function use_step(of_factor uuid, step bigint) returns boolean
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    with used as (update second_factors set last_step = step where id = of_factor and last_step < step returning 1)
    select exists (select from used);
end;

-- Spends a recovery code; false where there is none such, or no longer.
create function use_recovery_code(of_factor uuid, with_code bytea, from_address text) returns boolean
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    with used as (delete from recovery_codes where second_factor_id = of_factor and code_hash = with_code returning 1),
         noted as (select note_account_event(f.user_id, 'RECOVERY_CODE_USED', from_address, null)
                   from used cross join second_factors f where f.id = of_factor)
    select exists (select from noted);
end;

-- What the user of a session has proven with: whether she has a password, when her second factor was added, how many
-- recovery codes are left.
create function own_factors(with_access_hash bytea)
returns table (has_password boolean, added_at timestamptz, recovery_codes_left bigint)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select u.password_hash is not null, f.confirmed_at,
           (select count(*) from recovery_codes c where c.second_factor_id = f.id)
    from live_session(with_access_hash) l join users u on u.id = l.user_id
    left join second_factors f on f.user_id = l.user_id and f.confirmed_at is not null;
end;

-- Begins to add a second factor, in place of one that was begun and not confirmed; the one that counts goes on counting.
create function start_second_factor(with_access_hash bytea, with_id uuid, with_secret text) returns boolean
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    delete from second_factors f using live_session(with_access_hash) l
    where f.user_id = l.user_id and f.confirmed_at is null;
    with started as (insert into second_factors (id, user_id, secret)
                     select with_id, l.user_id, with_secret from live_session(with_access_hash) l returning 1)
    select exists (select from started);
end;

create function started_second_factor(with_access_hash bytea, good_for interval)
returns table (moment timestamptz, id uuid, secret text)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select clock_timestamp(), f.id, f.secret
    from live_session(with_access_hash) l join second_factors f on f.user_id = l.user_id
    where f.confirmed_at is null and f.started_at > now() - good_for;
end;

-- From now on the factor counts, and its codes alone; the session has brought it, and all others end. Every place is
-- strange again, for others than its holder may have signed in from it with the password alone.
create function confirm_second_factor(with_access_hash bytea, of_factor uuid, step bigint, codes bytea[],
                                      from_address text)
returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    of_user uuid;
begin
    select f.user_id into of_user from live_session(with_access_hash) l join second_factors f on f.user_id = l.user_id
    where f.id = of_factor and f.confirmed_at is null for update of f;
    if not found then
        return false;
    end if;
    delete from second_factors where user_id = of_user and confirmed_at is not null;
    update second_factors set confirmed_at = now(), last_step = step where id = of_factor;
    insert into recovery_codes select of_factor, code from unnest(codes) code;
    update sessions set second_factor = true where access_hash = with_access_hash;
    perform end_own_sessions(with_access_hash, null, from_address);
    delete from sign_in_challenges where user_id = of_user;
    delete from known_places where user_id = of_user;
    perform note_account_event(of_user, 'SECOND_FACTOR_ADDED', from_address, null);
    return true;
end $$;

create function renew_recovery_codes(with_access_hash bytea, codes bytea[]) returns boolean
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    delete from recovery_codes c using live_session(with_access_hash) l, second_factors f
    where f.user_id = l.user_id and c.second_factor_id = f.id;
    with renewed as (insert into recovery_codes
                     select f.id, code from live_session(with_access_hash) l
                     join second_factors f on f.user_id = l.user_id and f.confirmed_at is not null,
                     unnest(codes) code returning 1)
    select exists (select from renewed);
end;

-- Takes a user's second factor away, and ends every session: what was begun with it, too.
create function take_second_factor(of_user uuid, of_kind text, from_address text) returns boolean
language plpgsql as $$
begin
    delete from second_factors where user_id = of_user and confirmed_at is not null;
    if not found then
        return false;
    end if;
    delete from second_factors where user_id = of_user;
    delete from sign_in_challenges where user_id = of_user;
    update sessions set ended_at = now() where user_id = of_user and ended_at is null;
    perform note_account_event(of_user, of_kind, from_address, null);
    return true;
end $$;

create function end_second_factor(with_access_hash bytea, from_address text) returns boolean
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    select coalesce(bool_or(take_second_factor(l.user_id, 'SECOND_FACTOR_REMOVED', from_address)), false)
    from live_session(with_access_hash) l;
end;

do $$
declare
    any_table text;
begin
    foreach any_table in array array['second_factors', 'recovery_codes', 'sign_in_challenges'] loop
        execute format('alter table %I enable row level security', any_table);
        execute format('alter table %I force row level security', any_table);
        execute format('create policy owned on %I to current_role using (true) with check (true)', any_table);
    end loop;
end $$;
