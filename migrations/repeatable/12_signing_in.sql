-- Guesses are counted, places remembered, passwords kept.

-- How the hash of a password is made: the hash up to its last part.
create or replace function made_with(password_hash text) returns text
language sql immutable parallel safe
return substring(password_hash from '^(\$argon2[a-z]+\$v=\d+\$m=\d+,t=\d+,p=\d+\$[^$]+\$)[^$]+$');

create or replace function is_known_place(of_user uuid, of_place bytea) returns boolean
language sql stable
begin atomic
    select exists (select from known_places k
                   where k.user_id = of_user and k.place = of_place and k.last_at > now() - interval '90 days');
end;

-- What is known before an attempt, how the password's hash is made, though never the hash, and the attempts before it: here since the last success, of the account from all
-- strange places, of the strange place on all accounts, and with the right password but a wrong code. The account is
-- held until the transaction's end, so that attempts at once are weighed one after the other.
create or replace function weigh_attempt(of_name text, from_place bytea, from_device bytea)
returns table (moment timestamptz, made_with text, place bytea, known boolean,
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
        select clock_timestamp(), made_with(found_user.password_hash), found_place, is_known,
               h.count, h.last, e.count, e.last, s.count, s.last, c.count, c.last
        from here h, everywhere e, strange s, codes c;
end $$;

-- Writes an attempt down, and forgets some of those that no longer count.
create or replace function add_attempt(of_name text, from_place bytea, is_known boolean) returns uuid
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    delete from sign_in_attempts where id in (
        select a.id from sign_in_attempts a where a.at < now() - interval '1 day'
        order by a.at limit 20 for update skip locked);
    insert into sign_in_attempts (account, place, known, user_id)
    values (sha256(convert_to(of_name, 'UTF8')), from_place, is_known,
            (select u.id from users u where u.name = of_name and u.closed_at is null)) returning ticket;
end;

-- Whether the hash is the password's: asked once of an attempt.
create or replace function prove_password(of_attempt uuid, with_hash text) returns boolean
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    with tried as (
        update sign_in_attempts a
        set tried = true, proven = exists (select from users u where u.id = a.user_id and u.password_hash = with_hash)
        where a.ticket = of_attempt and not a.tried returning a.proven)
    select coalesce((select proven from tried), false);
end;

-- What a session, or a challenge, begins with: the attempt has proven the password, once.
create or replace function proof_of_attempt(of_attempt uuid) returns uuid
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    delete from sign_in_proofs where until_at < now();
    with spent as (
        update sign_in_attempts a set proven = false where a.ticket = of_attempt and a.proven returning a.user_id)
    insert into sign_in_proofs (user_id, second_factor) select user_id, false from spent returning ticket;
end;

-- What became of an attempt: null forgets it, for it was neither right nor wrong. A failure is an event of the user's,
-- and another where it is the last before further ones have to wait.
create or replace function settle_attempt(of_attempt uuid, of_outcome text, from_address text,
    is_last_free boolean default false) returns void
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    with failed as (
        update sign_in_attempts set outcome = of_outcome where ticket = of_attempt and of_outcome is not null
        returning user_id)
    select note_account_event(user_id, kind, from_address, null)
    from failed, unnest(array[of_outcome, case when is_last_free then 'GUESSES_SLOWED' end]) kind
    where user_id is not null and of_outcome in ('WRONG_PASSWORD', 'WRONG_CODE') and kind is not null;
    delete from sign_in_attempts where ticket = of_attempt and of_outcome is null;
end;

-- The first place of all is trusted; another one is once she has seen, at one that is, that somebody signed in there.
create or replace function keep_places(of_user uuid, places bytea[]) returns void
language sql volatile
begin atomic
    delete from known_places where user_id = of_user and last_at < now() - interval '90 days';
    insert into known_places (user_id, place, trusted)
    select of_user, place, not exists (select from known_places k where k.user_id = of_user) from unnest(places) place
    on conflict (user_id, place) do update set last_at = now();
end;

-- Where a user has just proven who she is, which is told where it is new, or has done so in her session.
create or replace function remember_places(with_proof uuid, places bytea[], from_address text) returns void
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    select note_account_event(p.user_id, 'NEW_PLACE', from_address, null) from sign_in_proofs p
    where p.ticket = with_proof and exists (select from known_places k where k.user_id = p.user_id)
      and not exists (select from unnest(places) place where is_known_place(p.user_id, place));
    select keep_places(p.user_id, places) from sign_in_proofs p where p.ticket = with_proof;
end;

create or replace function remember_own_places(with_access_hash bytea, places bytea[]) returns void
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    select keep_places(l.user_id, places) from live_session(with_access_hash) l;
end;

-- Whether a device is one that she has signed in from: the token of any other one is not hers to keep.
create or replace function knows_device(with_proof uuid, device bytea) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select coalesce((select is_known_place(p.user_id, device) from sign_in_proofs p where p.ticket = with_proof), false);
end;

-- What somebody else may have done, the newest first: all but what she sees anyway, and single mistakes. It stays for
-- ninety days, or until she has seen it at a trusted place: a thief's own sign-in takes no alert from her.
create or replace function alerts_of(with_proof uuid, places bytea[]) returns table (at timestamptz, kind text, address text)
language plpgsql security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
declare
    hers constant uuid := (select p.user_id from sign_in_proofs p where p.ticket = with_proof);
    alerts constant bigint[] := array(
        select e.id from account_events e
        where e.user_id = hers and e.at > now() - interval '90 days'
          and e.kind not in ('SIGNED_IN', 'SIGNED_OUT', 'SESSION_ENDED', 'WRONG_PASSWORD', 'INVITATION_ACCEPTED')
          and not exists (select from acknowledged_alerts a where a.event_id = e.id)
        order by e.id desc limit 20);
begin
    return query select e.at, e.kind, e.address from account_events e where e.id = any (alerts) order by e.id desc;
    if exists (select from known_places k where k.user_id = hers and k.place = any (places) and k.trusted
               and k.last_at > now() - interval '90 days')
        or not exists (select from known_places k where k.user_id = hers) then
        insert into acknowledged_alerts select unnest(alerts);
        update known_places set trusted = true where user_id = hers and not trusted;
    end if;
end $$;

-- Passwords. A hash made with older parameters is replaced by one of the same password.
create or replace function rehash_password(of_attempt uuid, old_hash text, new_hash text) returns void
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    update users u set password_hash = new_hash from sign_in_attempts a
    where a.ticket = of_attempt and a.proven and u.id = a.user_id and u.password_hash = old_hash;
end;

-- A new password ends all other sessions, and forgets every place that the old one was used from.
create or replace function change_password(with_access_hash bytea, new_hash text, from_address text) returns boolean
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    select end_own_sessions(with_access_hash, null, from_address);
    delete from known_places k using live_session(with_access_hash) l where k.user_id = l.user_id;
    with changed as (update users u set password_hash = new_hash, password_set_at = now()
                     from live_session(with_access_hash) l where u.id = l.user_id returning u.id),
         noted as (select note_account_event(id, 'PASSWORD_CHANGED', from_address, null) from changed)
    select exists (select from noted);
end;
