-- Sessions that end for good and tell a spent token from a forged one; guesses counted; second factors; what befell
-- an account. The application reaches all of it through these functions alone.

-- What befell an account: only added to.
create table account_events (
    id bigint generated always as identity primary key,
    user_id uuid not null references users,
    at timestamptz not null default clock_timestamp(),
    kind text not null,
    address text,
    session_id uuid,
    constraint account_events_kind_known check (kind in ('SIGNED_IN', 'WRONG_PASSWORD', 'WRONG_CODE', 'SIGNED_OUT',
        'SESSION_ENDED', 'TOKEN_REUSED', 'PASSWORD_CHANGED', 'SECOND_FACTOR_ADDED', 'SECOND_FACTOR_REMOVED',
        'SECOND_FACTOR_RESET', 'RECOVERY_CODE_USED'))
);
create index account_events_user_id_idx on account_events (user_id, id);
alter table account_events enable row level security;
alter table account_events force row level security;
-- Not even its owner has a policy to change or delete a row.
do $$ begin
    execute 'create policy owned on account_events for select to current_role using (true)';
    execute 'create policy added on account_events for insert to current_role with check (true)';
end $$;

create function note_account_event(of_user uuid, of_kind text, from_address text, of_session uuid) returns void
language sql volatile
begin atomic
    insert into account_events (user_id, kind, address, session_id) values (of_user, of_kind, from_address, of_session);
end;

alter table users add column password_set_at timestamptz not null default now();

-- A refresh token is `family.secret`: the family stays with the session, so that a spent token is told from a forged
-- one. Sessions from before have none; their users sign in again.
delete from sessions;
alter table sessions
    add column family_hash bytea not null unique,
    add column previous_hash bytea,
    add column nonce bytea,
    add column renewed_at timestamptz,
    add column renewed_from text,
    add column ends_at timestamptz not null,
    add column last_used_at timestamptz not null default now(),
    add column address text,
    add column second_factor boolean not null;

drop function start_session(uuid, bytea, interval, bytea, interval);
create function start_session(of_user uuid, family bytea, access bytea, access_for interval, refresh bytea,
                              refresh_for interval, session_for interval, from_address text, with_second_factor boolean)
returns void
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    delete from sessions where user_id = of_user and ends_at < now() - interval '90 days';
    with started as (
        insert into sessions (user_id, family_hash, access_hash, access_until, refresh_hash, refresh_until, ends_at,
                              address, second_factor)
        values (of_user, family, access, now() + least(access_for, session_for), refresh,
                now() + least(refresh_for, session_for), now() + session_for, from_address, with_second_factor)
        returning id)
    select note_account_event(of_user, 'SIGNED_IN', from_address, id) from started;
end;

-- Spends a refresh token: the nonce that its successors are derived with, or null where it does not hold. The token
-- spent last, repeated within a minute from the same address, is a lost answer and gets the same nonce; any other
-- spent token is in two hands, and ends the session.
drop function renew_session(bytea, bytea, interval, bytea, interval);
create function renew_session(of_family bytea, spent bytea, new_nonce bytea, access bytea, access_for interval,
                              refresh bytea, refresh_for interval, from_address text)
returns bytea
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    found_session sessions;
begin
    select s.* into found_session from sessions s join users u on u.id = s.user_id
    where s.family_hash = of_family and s.ended_at is null and s.refresh_until > now() and u.closed_at is null
    for update of s;
    if not found then
        return null;
    elsif found_session.refresh_hash = spent then
        update sessions
        set previous_hash = spent, nonce = new_nonce, renewed_at = now(), renewed_from = from_address,
            access_hash = access, access_until = least(now() + access_for, ends_at),
            refresh_hash = refresh, refresh_until = least(now() + refresh_for, ends_at), last_used_at = now()
        where id = found_session.id;
        return new_nonce;
    elsif found_session.previous_hash = spent and found_session.renewed_from is not distinct from from_address
          and found_session.renewed_at > now() - interval '1 minute' then
        return found_session.nonce;
    end if;
    update sessions set ended_at = now() where id = found_session.id;
    perform note_account_event(found_session.user_id, 'TOKEN_REUSED', from_address, found_session.id);
    return null;
end $$;

-- Who an access token is; that the session is in use is noted once a minute.
create function recognize_session(with_access_hash bytea)
returns table (user_id uuid, user_name text, second_factor boolean, password_set_at timestamptz)
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    update sessions s set last_used_at = now()
    where s.access_hash = with_access_hash and s.last_used_at < now() - interval '1 minute'
      and exists (select from live_session(with_access_hash));
    select u.id, u.name, s.second_factor, case when u.password_hash is not null then u.password_set_at end
    from live_session(with_access_hash) l join users u on u.id = l.user_id
    join sessions s on s.access_hash = with_access_hash;
end;

create function own_sessions(with_access_hash bytea)
returns table (id uuid, started_at timestamptz, last_used_at timestamptz, address text, current boolean)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select s.id, s.created_at, s.last_used_at, s.address, s.access_hash = with_access_hash
    from live_session(with_access_hash) l join sessions s on s.user_id = l.user_id
    where s.ended_at is null and s.refresh_until > now()
    order by s.last_used_at desc, s.id;
end;

create function own_events(with_access_hash bytea, most integer)
returns table (at timestamptz, kind text, address text)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select e.at, e.kind, e.address from live_session(with_access_hash) l join account_events e on e.user_id = l.user_id
    order by e.id desc limit most;
end;

drop function end_session(bytea);
create function end_session(with_access_hash bytea, from_address text) returns boolean
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    with ended as (update sessions set ended_at = now()
                   where access_hash = with_access_hash and ended_at is null and refresh_until > now()
                   returning id, user_id),
         noted as (select note_account_event(user_id, 'SIGNED_OUT', from_address, id) from ended)
    select exists (select from noted);
end;

-- Ends one other session of the user, or all others where none is named; how many ended.
create function end_own_sessions(with_access_hash bytea, only_id uuid, from_address text) returns bigint
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    with ended as (update sessions s set ended_at = now()
                   from live_session(with_access_hash) l
                   where s.user_id = l.user_id and s.ended_at is null and s.refresh_until > now()
                     and case when only_id is null then s.access_hash <> with_access_hash else s.id = only_id end
                   returning s.id, s.user_id),
         noted as (select note_account_event(user_id, 'SESSION_ENDED', from_address, id) from ended)
    select count(*) from noted;
end;

-- Whoever holds a socket open for the session hears of its end at once.
create function tell_of_ended_session() returns trigger
language plpgsql as $$
begin
    perform pg_notify('circle_session_ended', encode(new.access_hash, 'hex'));
    return null;
end $$;
create trigger sessions_ended after update of ended_at on sessions
for each row when (new.ended_at is not null and old.ended_at is null) execute function tell_of_ended_session();


-- Guesses. An account is the hash of the name that was given, whether there is such a user or not; a place is the hash
-- of an address or of a remembered device's token. Every attempt is written down as a failure before it is tried.
create table sign_in_attempts (
    id bigint generated always as identity primary key,
    account bytea not null,
    place bytea not null,
    known boolean not null,
    at timestamptz not null default clock_timestamp(),
    outcome text not null default 'WRONG_PASSWORD',
    constraint sign_in_attempts_outcome_known check (outcome in ('WRONG_PASSWORD', 'WRONG_CODE', 'SUCCEEDED'))
);
create index sign_in_attempts_account_idx on sign_in_attempts (account, at);
create index sign_in_attempts_place_idx on sign_in_attempts (place, at);
create index sign_in_attempts_at_idx on sign_in_attempts (at);

-- Where a user has signed in from.
create table known_places (
    user_id uuid not null references users,
    place bytea not null,
    last_at timestamptz not null default now(),
    primary key (user_id, place)
);

create function is_known_place(of_user uuid, of_place bytea) returns boolean
language sql stable
begin atomic
    select exists (select from known_places k
                   where k.user_id = of_user and k.place = of_place and k.last_at > now() - interval '90 days');
end;

-- What is known before an attempt, and the attempts before it: here since the last success, of the account from all
-- strange places, of the strange place on all accounts, and with the right password but a wrong code. The account is
-- held until the transaction's end, so that attempts at once are weighed one after the other.
create function weigh_attempt(of_name text, from_place bytea, from_device bytea)
returns table (moment timestamptz, user_id uuid, password_hash text, place bytea, known boolean,
               here bigint, here_last timestamptz, account bigint, account_last timestamptz,
               strange bigint, strange_last timestamptz, codes bigint, codes_last timestamptz)
language plpgsql security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
declare
    asked constant bytea := sha256(convert_to(of_name, 'UTF8'));
    found_user record;
    found_place bytea := from_place;
    is_known boolean;
begin
    perform pg_advisory_xact_lock(hashtextextended(of_name, 4715226034));
    select u.id, u.password_hash into found_user from users u where u.name = of_name and u.closed_at is null;
    if is_known_place(found_user.id, from_device) then
        found_place := from_device;
    end if;
    is_known := is_known_place(found_user.id, found_place);
    return query
        with of_account as (
            select a.* from sign_in_attempts a where a.account = asked and a.at > now() - interval '1 day'),
        here as (
            select count(*) as count, max(a.at) as last from of_account a
            where a.place = found_place and a.outcome <> 'SUCCEEDED'
              and a.id > coalesce((select max(b.id) from of_account b
                                   where b.place = found_place and b.outcome = 'SUCCEEDED'), 0)),
        everywhere as (
            select count(*) as count, max(a.at) as last from of_account a
            where not a.known and a.outcome <> 'SUCCEEDED' and a.at > now() - interval '1 hour'),
        strange as (
            select count(*) as count, max(a.at) as last from sign_in_attempts a
            where a.place = found_place and not a.known and a.outcome <> 'SUCCEEDED'
              and a.at > now() - interval '1 hour'),
        codes as (
            select count(*) as count, max(a.at) as last from of_account a
            where not a.known and a.outcome = 'WRONG_CODE')
        select clock_timestamp(), found_user.id, found_user.password_hash, found_place, is_known,
               h.count, h.last, e.count, e.last, s.count, s.last, c.count, c.last
        from here h, everywhere e, strange s, codes c;
end $$;

-- Writes an attempt down, and forgets some of those that no longer count.
create function add_attempt(of_name text, from_place bytea, is_known boolean) returns bigint
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    delete from sign_in_attempts where id in (
        select a.id from sign_in_attempts a where a.at < now() - interval '1 day'
        order by a.at limit 20 for update skip locked);
    insert into sign_in_attempts (account, place, known)
    values (sha256(convert_to(of_name, 'UTF8')), from_place, is_known) returning id;
end;

-- What became of an attempt: null forgets it, for it was neither right nor wrong.
create function settle_attempt(of_attempt bigint, of_outcome text, of_user uuid, from_address text) returns void
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    delete from sign_in_attempts where id = of_attempt and of_outcome is null;
    update sign_in_attempts set outcome = of_outcome where id = of_attempt and of_outcome is not null;
    select note_account_event(of_user, of_outcome, from_address, null)
    where of_user is not null and of_outcome in ('WRONG_PASSWORD', 'WRONG_CODE');
end;

create function remember_places(of_user uuid, places bytea[]) returns void
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    delete from known_places where user_id = of_user and last_at < now() - interval '90 days';
    insert into known_places (user_id, place) select of_user, place from unnest(places) place
    on conflict (user_id, place) do update set last_at = now();
end;

-- What somebody else may have done since the user last signed in.
create function alerts_of(of_user uuid) returns table (at timestamptz, kind text, address text)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select e.at, e.kind, e.address from account_events e
    where e.user_id = of_user and e.kind in ('TOKEN_REUSED', 'WRONG_CODE', 'PASSWORD_CHANGED', 'SECOND_FACTOR_ADDED',
                                             'SECOND_FACTOR_REMOVED', 'SECOND_FACTOR_RESET', 'RECOVERY_CODE_USED')
      and e.id > coalesce((select max(s.id) from account_events s
                           where s.user_id = of_user and s.kind = 'SIGNED_IN'), 0)
    order by e.id desc limit 20;
end;

-- Passwords. A hash made with older parameters is replaced by one of the same password.
create function rehash_password(of_user uuid, old_hash text, new_hash text) returns void
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    update users set password_hash = new_hash where id = of_user and password_hash = old_hash;
end;

-- A new password ends all other sessions, and forgets every place that the old one was used from.
create function change_password(with_access_hash bytea, new_hash text, from_address text) returns boolean
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    select end_own_sessions(with_access_hash, null, from_address);
    delete from known_places k using live_session(with_access_hash) l where k.user_id = l.user_id;
    with changed as (update users u set password_hash = new_hash, password_set_at = now()
                     from live_session(with_access_hash) l where u.id = l.user_id returning u.id),
         noted as (select note_account_event(id, 'PASSWORD_CHANGED', from_address, null) from changed)
    select exists (select from noted);
end;

do $$
declare
    any_table text;
begin
    foreach any_table in array array['sign_in_attempts', 'known_places'] loop
        execute format('alter table %I enable row level security', any_table);
        execute format('alter table %I force row level security', any_table);
        execute format('create policy owned on %I to current_role using (true) with check (true)', any_table);
    end loop;
end $$;
