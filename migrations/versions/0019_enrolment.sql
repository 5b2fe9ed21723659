-- Whoever adds a way to sign in beside the password has shown a code that was put into the user's own hand: that of a
-- grant, which the director gave her, or one that the operator did. The password alone may be a thief's.

alter table users
    add column enrolment_hash bytea,
    add column enrolment_until timestamptz,
    add constraint users_enrolment_until_named check ((enrolment_hash is null) = (enrolment_until is null));

-- Whether such a code was entered in this session.
alter table sessions add column vouched boolean not null default false;

-- What one session began to add, no other one confirms.
alter table second_factors add column started_in uuid;

alter table account_events drop constraint account_events_kind_known;
alter table account_events add constraint account_events_kind_known check (kind in ('SIGNED_IN', 'WRONG_PASSWORD',
    'WRONG_CODE', 'SIGNED_OUT', 'SESSION_ENDED', 'TOKEN_REUSED', 'PASSWORD_CHANGED', 'SECOND_FACTOR_ADDED',
    'SECOND_FACTOR_REMOVED', 'SECOND_FACTOR_RESET', 'RECOVERY_CODE_USED', 'IDENTITY_LINKED', 'IDENTITY_UNLINKED',
    'IDENTITY_CODE_MISUSED', 'ENROLMENT_CODE_GIVEN', 'ENROLMENT_CODE_USED'));

create or replace function alerts_of(of_user uuid) returns table (at timestamptz, kind text, address text)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select e.at, e.kind, e.address from account_events e
    where e.user_id = of_user and e.kind in ('TOKEN_REUSED', 'WRONG_CODE', 'PASSWORD_CHANGED', 'SECOND_FACTOR_ADDED',
                                             'SECOND_FACTOR_REMOVED', 'SECOND_FACTOR_RESET', 'RECOVERY_CODE_USED',
                                             'IDENTITY_LINKED', 'IDENTITY_UNLINKED', 'IDENTITY_CODE_MISUSED',
                                             'ENROLMENT_CODE_GIVEN', 'ENROLMENT_CODE_USED')
      and e.id > coalesce((select max(s.id) from account_events s
                           where s.user_id = of_user and s.kind = 'SIGNED_IN'), 0)
    order by e.id desc limit 20;
end;

-- Besides, whether more than the password speaks for the session: a second factor, or a code from another's hand.
drop function own_factors(bytea);
create function own_factors(with_access_hash bytea)
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
create function give_enrolment_code(to_user uuid, with_code bytea, good_for interval) returns void
language sql volatile
begin atomic
    update users set enrolment_hash = with_code, enrolment_until = now() + good_for where id = to_user;
    select note_account_event(to_user, 'ENROLMENT_CODE_GIVEN', null, null);
end;

-- Spends the code; from now on the session is vouched for. False where there is none such, or no longer.
create function use_enrolment_code(with_access_hash bytea, with_code bytea, from_address text) returns boolean
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

create or replace function start_second_factor(with_access_hash bytea, with_id uuid, with_secret text) returns boolean
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    delete from second_factors f using live_session(with_access_hash) l
    where f.user_id = l.user_id and f.confirmed_at is null;
    with started as (insert into second_factors (id, user_id, secret, started_in)
                     select with_id, l.user_id, with_secret, s.id from live_session(with_access_hash) l
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

-- As before; and whoever has the director's code is the person it was meant for.
create or replace function accept_grant(with_access_hash bytea, with_code bytea) returns uuid
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    with accepted as (
        update grants g set accepted_at = now(), code_hash = null
        from live_session(with_access_hash) s
        where g.user_id = s.user_id and g.code_hash = with_code and g.code_until > now()
          and g.accepted_at is null and g.revoked_at is null and (g.until_at is null or g.until_at > now())
        returning g.id),
    vouched as (
        update sessions s set vouched = true from accepted where s.access_hash = with_access_hash)
    select id from accepted;
end;
