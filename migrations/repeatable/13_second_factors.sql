-- Second factors, and the codes that vouch for whoever adds one.

-- A challenge in place of a proof by one factor alone, to a user who has a second one; false where she has none.
create or replace function begin_challenge(with_proof uuid, with_token bytea, good_for interval, tries integer) returns boolean
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    delete from sign_in_challenges where until_at < now();
    with spent as (
        delete from sign_in_proofs p using second_factors f
        where p.ticket = with_proof and p.until_at > now() and not p.second_factor
          and f.user_id = p.user_id and f.confirmed_at is not null
        returning p.user_id),
    begun as (
        insert into sign_in_challenges (token_hash, user_id, until_at, tries_left)
        select with_token, user_id, now() + good_for, tries from spent returning 1)
    select exists (select from begun);
end;

-- Whose challenge it is, for one more try.
create or replace function try_challenge(with_token bytea) returns text
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    update sign_in_challenges c set tries_left = c.tries_left - 1
    from users u
    where c.token_hash = with_token and c.until_at > now() and c.tries_left > 0
      and u.id = c.user_id and u.closed_at is null
    returning u.name;
end;

-- A challenge that a code has passed, for the proof that a session begins with.
create or replace function end_challenge(with_token bytea) returns uuid
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    with passed as (delete from sign_in_challenges c where c.token_hash = with_token and c.passed returning c.user_id)
    insert into sign_in_proofs (user_id, second_factor) select user_id, true from passed returning ticket;
end;

-- The second factor of whoever has a challenge, or a session, by the token of either.
create or replace function factor_of(with_token bytea) returns second_factors
language sql stable
begin atomic
    select f from second_factors f
    where f.confirmed_at is not null
      and f.user_id = coalesce((select c.user_id from sign_in_challenges c where c.token_hash = with_token),
                               (select l.user_id from live_session(with_token) l));
end;

create or replace function find_second_factor(with_token bytea) returns table (moment timestamptz, id uuid, secret text)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select clock_timestamp(), f.id, f.secret from factor_of(with_token) f where f.id is not null;
end;

-- Spends the code of a time step, and all before it; false where that was done before. `shown` is what only who can decrypt
-- the secret makes of it; a factor from before that was asked keeps the first that is shown.
create or replace function use_step(with_token bytea, step bigint, shown bytea) returns boolean
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    with used as (
        update second_factors f set last_step = step, verifier = sha256(shown)
        where f.id = (select o.id from factor_of(with_token) o) and f.last_step < step
          and coalesce(f.verifier, sha256(shown)) = sha256(shown) returning 1),
    passed as (
        update sign_in_challenges c set passed = true from used where c.token_hash = with_token)
    select exists (select from used);
end;

-- Spends a recovery code; false where there is none such, or no longer.
create or replace function use_recovery_code(with_token bytea, with_code bytea, from_address text) returns boolean
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    with used as (
        delete from recovery_codes r using factor_of(with_token) f
        where r.second_factor_id = f.id and r.code_hash = with_code returning f.user_id),
    passed as (
        update sign_in_challenges c set passed = true from used where c.token_hash = with_token),
    noted as (
        select note_account_event(user_id, 'RECOVERY_CODE_USED', from_address, null) from used)
    select exists (select from noted);
end;

-- What the user of a session has proven with: whether she has a password, when her second factor was added, how many
-- recovery codes are left, and whether more than the password speaks for the session: a second factor, or a code from
-- another's hand.
create or replace function own_factors(with_access_hash bytea)
returns table (has_password boolean, added_at timestamptz, recovery_codes_left bigint, vouched boolean)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select u.password_hash is not null, f.confirmed_at,
           (select count(*) from recovery_codes c where c.second_factor_id = f.id), s.second_factor or s.vouched
    from live_session(with_access_hash) l join users u on u.id = l.user_id
    join sessions s on s.access_hash = with_access_hash
    left join second_factors f on f.user_id = l.user_id and f.confirmed_at is not null;
end;

-- The owner's: a code in place of the last one.
create or replace function give_enrolment_code(to_user uuid, with_code bytea, good_for interval) returns void
language sql volatile
begin atomic
    update users set enrolment_hash = with_code, enrolment_until = now() + good_for where id = to_user;
    select note_account_event(to_user, 'ENROLMENT_CODE_GIVEN', null, null);
end;

-- Spends the code; from now on the session is vouched for. False where there is none such, or no longer.
create or replace function use_enrolment_code(with_access_hash bytea, with_code bytea, from_address text) returns boolean
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    with used as (update users u set enrolment_hash = null, enrolment_until = null from live_session(with_access_hash) l
                  where u.id = l.user_id and u.enrolment_hash = with_code and u.enrolment_until > now()
                  returning u.id),
         vouched as (update sessions s set vouched = true from used where s.access_hash = with_access_hash
                     returning s.user_id, s.id),
         noted as (select note_account_event(user_id, 'ENROLMENT_CODE_USED', from_address, id) from vouched)
    select exists (select from noted);
end;

-- Begins to add a second factor, in place of one that was begun and not confirmed; the one that counts goes on counting.
create or replace function start_second_factor(with_access_hash bytea, with_id uuid, with_secret text, shown bytea)
returns boolean
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    delete from second_factors f using live_session(with_access_hash) l
    where f.user_id = l.user_id and f.confirmed_at is null;
    with started as (insert into second_factors (id, user_id, secret, verifier, started_in)
                     select with_id, l.user_id, with_secret, sha256(shown), s.id from live_session(with_access_hash) l
                     join sessions s on s.access_hash = with_access_hash returning 1)
    select exists (select from started);
end;

create or replace function started_second_factor(with_access_hash bytea, good_for interval)
returns table (moment timestamptz, id uuid, secret text)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select clock_timestamp(), f.id, f.secret
    from live_session(with_access_hash) l join sessions s on s.access_hash = with_access_hash
    join second_factors f on f.user_id = l.user_id and f.started_in = s.id
    where f.confirmed_at is null and f.started_at > now() - good_for;
end;

-- From now on the factor counts, and its codes alone; the session has brought it, and all others end. Every place is
-- strange again, for others than its holder may have signed in from it with the password alone.
create or replace function confirm_second_factor(with_access_hash bytea, of_factor uuid, step bigint, codes bytea[],
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

create or replace function renew_recovery_codes(with_access_hash bytea, codes bytea[], from_address text default null)
returns boolean
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    delete from recovery_codes c using live_session(with_access_hash) l, second_factors f
    where f.user_id = l.user_id and c.second_factor_id = f.id;
    with renewed as (insert into recovery_codes
                     select f.id, code from live_session(with_access_hash) l
                     join second_factors f on f.user_id = l.user_id and f.confirmed_at is not null,
                     unnest(codes) code returning second_factor_id),
         noted as (select note_account_event(f.user_id, 'RECOVERY_CODES_RENEWED', from_address, null)
                   from second_factors f where f.id in (select second_factor_id from renewed))
    select exists (select from noted);
end;

-- Takes a user's second factor away, and ends every session: what was begun with it, too.
create or replace function take_second_factor(of_user uuid, of_kind text, from_address text) returns boolean
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

create or replace function end_second_factor(with_access_hash bytea, from_address text) returns boolean
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    select coalesce(bool_or(take_second_factor(l.user_id, 'SECOND_FACTOR_REMOVED', from_address)), false)
    from live_session(with_access_hash) l;
end;
