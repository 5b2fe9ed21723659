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

