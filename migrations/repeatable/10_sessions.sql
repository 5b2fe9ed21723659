-- Sessions and grants: that they hold, and how a session begins, is renewed and ends.
-- Only functions of the owner reach users, grants and sessions; the application has no right on the tables.

create or replace view access_tokens_now with (security_invoker = true) as
    select s.access_hash, s.user_id, s.second_factor
    from sessions s where s.access_until > now() and s.ended_at is null;

-- By which what stays open acts for as long as its session lasts.
create or replace view connection_keys_now with (security_invoker = true) as
    select s.connection_key, s.user_id, s.second_factor
    from sessions s where s.refresh_until > now() and s.ended_at is null;

create or replace view sessions_now with (security_invoker = true) as
    select s.access_hash, u.id as user_id, u.name as user_name, s.second_factor
    from (select * from access_tokens_now union all select * from connection_keys_now) s join users u on u.id = s.user_id
    where u.closed_at is null;

create or replace view grants_now with (security_invoker = true) as
    select g.id, g.user_id, g.role, t.code as low, t.code_end as high, t.name as tenant_name, g.caring_mother_id, g.from_at
    from grants g join tenants t on t.code = g.tenant_code join users u on u.id = g.user_id
    where u.closed_at is null and g.revoked_at is null and g.accepted_at is not null
      and g.from_at <= now() and (g.until_at is null or g.until_at > now())
      and (t.closed_on is null or t.closed_on > today())
      -- Who is suspended does nothing as a Caring Mother, not even read what she wrote.
      and not exists (select from caring_mothers m where m.id = g.caring_mother_id and m.suspended_on is not null)
      -- Nor does anybody speak for an organisation that is off the register.
      and not exists (select from organizations o where o.id = g.organization_id and o.closed_on is not null);

create or replace function live_grants(of_user uuid)
returns table (id uuid, role text, low bigint, high bigint, line bigint[], tenant_name text, caring_mother_id uuid)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select g.id, g.role, g.low, g.high, division_line(g.low), g.tenant_name, g.caring_mother_id
    from grants_now g where g.user_id = of_user order by g.from_at, g.id;
end;

-- What a session's user may act as, or the user of an open connection.
create or replace function recognized_grants(with_hash bytea)
returns table (id uuid, role text, low bigint, high bigint, line bigint[], tenant_name text, caring_mother_id uuid)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select g.* from sessions_now s cross join lateral live_grants(s.user_id) g where s.access_hash = with_hash;
end;

create or replace function live_session(with_access_hash bytea) returns table (user_id uuid, user_name text)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select s.user_id, s.user_name from sessions_now s where s.access_hash = with_access_hash;
end;

create or replace function note_account_event(of_user uuid, of_kind text, from_address text, of_session uuid) returns void
language sql volatile
begin atomic
    insert into account_events (user_id, kind, address, session_id) values (of_user, of_kind, from_address, of_session);
end;

-- Of the user who has just proven who she is, with a second factor where she has one.
create or replace function start_session(with_proof uuid, family bytea, access bytea, access_for interval, refresh bytea,
    refresh_for interval, session_for interval, from_address text)
returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    proven sign_in_proofs;
    started uuid;
begin
    delete from sign_in_proofs p where p.ticket = with_proof and p.until_at > now() returning * into proven;
    perform refuse_unless(proven.second_factor or proven.user_id is not null and not exists (
        select from second_factors f where f.user_id = proven.user_id and f.confirmed_at is not null));
    delete from sessions where user_id = proven.user_id and ends_at < now() - interval '90 days';
    insert into sessions (user_id, family_hash, access_hash, access_until, refresh_hash, refresh_until, ends_at,
                          address, second_factor)
    values (proven.user_id, family, access, now() + least(access_for, session_for), refresh,
            now() + least(refresh_for, session_for), now() + session_for, from_address, proven.second_factor)
    returning id into started;
    perform note_account_event(proven.user_id, 'SIGNED_IN', from_address, started);
end $$;

-- Spends a refresh token: the nonce that its successors are derived with, or null where it does not hold. The token
-- spent last, repeated within a minute from the same address, is a lost answer and gets the same nonce; any other
-- spent token is in two hands, and ends the session.
create or replace function renew_session(of_family bytea, spent bytea, new_nonce bytea, access bytea,
                                         access_for interval, refresh bytea, refresh_for interval, from_address text)
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
            previous_access_hash = access_hash,
            previous_access_until = least(access_until, now() + interval '40 seconds'),
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

-- Who an access token, or the key of an open connection, is, noted as in use once a minute. `access_hash` is the token
-- of the session as it is now; the one before is good for another moment, because requests that have it are under way.
create or replace function recognize_session(with_hash bytea)
returns table (user_id uuid, user_name text, second_factor boolean, access_hash bytea, connection_key bytea)
language plpgsql security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
declare
    found_session sessions;
begin
    select s.* into found_session from sessions s
    where s.access_hash = with_hash and s.access_until > now()
       or s.previous_access_hash = with_hash and s.previous_access_until > now() and s.access_until > now()
       or s.connection_key = with_hash and s.refresh_until > now();
    if found and found_session.ended_at is null then
        if found_session.last_used_at < now() - interval '1 minute' then
            update sessions set last_used_at = now() where id = found_session.id;
        end if;
        return query select u.id, u.name, found_session.second_factor, found_session.access_hash,
                            found_session.connection_key
                     from users u where u.id = found_session.user_id and u.closed_at is null;
    end if;
end $$;

create or replace function own_sessions(with_access_hash bytea)
returns table (id uuid, started_at timestamptz, last_used_at timestamptz, address text, current boolean)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select s.id, s.created_at, s.last_used_at, s.address, s.access_hash = with_access_hash
    from live_session(with_access_hash) l join sessions s on s.user_id = l.user_id
    where s.ended_at is null and s.refresh_until > now()
    order by s.last_used_at desc, s.id;
end;

create or replace function own_events(with_access_hash bytea, most integer)
returns table (at timestamptz, kind text, address text)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select e.at, e.kind, e.address from live_session(with_access_hash) l join account_events e on e.user_id = l.user_id
    order by e.id desc limit most;
end;

create or replace function end_session(with_access_hash bytea, from_address text) returns boolean
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    with ended as (update sessions set ended_at = now()
                   where access_hash = with_access_hash and ended_at is null and refresh_until > now()
                   returning id, user_id),
         noted as (select note_account_event(user_id, 'SIGNED_OUT', from_address, id) from ended)
    select exists (select from noted);
end;

-- Ends one other session of the user, or all others where none is named; how many ended.
create or replace function end_own_sessions(with_access_hash bytea, only_id uuid, from_address text) returns bigint
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
