-- What an open connection proves its session by, for as long as the session lasts. It never leaves the server, and no
-- token hashes to it. And the token before the last one, with which requests were under way when it was renewed.
alter table sessions
    add column connection_key bytea not null unique default uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()),
    add column previous_access_hash bytea unique,
    add column previous_access_until timestamptz;

create or replace view sessions_now with (security_invoker = true) as
    select s.access_hash, u.id as user_id, u.name as user_name, s.second_factor
    from sessions s join users u on u.id = s.user_id
    where s.access_until > now() and s.ended_at is null and u.closed_at is null
    union all
    select s.connection_key, u.id, u.name, s.second_factor
    from sessions s join users u on u.id = s.user_id
    where s.refresh_until > now() and s.ended_at is null and u.closed_at is null;

-- As before, and the token before is good for another 40 seconds: requests that have it may be under way.
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

-- Who an access token, or the key of an open connection, is. The token of `access_hash` is the session's as it is now.
drop function recognize_session(bytea);
create function recognize_session(with_hash bytea)
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
