-- Every act on an account is an event of it.

alter table account_events drop constraint account_events_kind_known;
alter table account_events add constraint account_events_kind_known check (kind in ('SIGNED_IN', 'WRONG_PASSWORD',
    'WRONG_CODE', 'GUESSES_SLOWED', 'SIGNED_OUT', 'SESSION_ENDED', 'SESSIONS_REVOKED', 'TOKEN_REUSED',
    'INVITATION_ACCEPTED', 'PASSWORD_CHANGED', 'SECOND_FACTOR_ADDED', 'SECOND_FACTOR_REMOVED', 'SECOND_FACTOR_RESET',
    'RECOVERY_CODE_USED', 'RECOVERY_CODES_RENEWED', 'ENROLMENT_CODE_GIVEN', 'ENROLMENT_CODE_USED', 'IDENTITY_LINKED',
    'IDENTITY_UNLINKED', 'IDENTITY_CODE_MISUSED'));

-- What somebody else may have done since the user last signed in: all but what she sees anyway, and single mistakes.
create or replace function alerts_of(of_user uuid) returns table (at timestamptz, kind text, address text)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select e.at, e.kind, e.address from account_events e
    where e.user_id = of_user
      and e.kind not in ('SIGNED_IN', 'SIGNED_OUT', 'SESSION_ENDED', 'WRONG_PASSWORD', 'INVITATION_ACCEPTED')
      and e.id > coalesce((select max(s.id) from account_events s
                           where s.user_id = of_user and s.kind = 'SIGNED_IN'), 0)
    order by e.id desc limit 20;
end;

drop function renew_recovery_codes(bytea, bytea[]);
create function renew_recovery_codes(with_access_hash bytea, codes bytea[], from_address text default null)
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

-- What became of an attempt: null forgets it, for it was neither right nor wrong. A failure is an event of the user's,
-- and another where it is the last before further ones have to wait.
drop function settle_attempt(bigint, text, uuid, text);
create function settle_attempt(of_attempt bigint, of_outcome text, of_user uuid, from_address text,
                               is_last_free boolean default false) returns void
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    delete from sign_in_attempts where id = of_attempt and of_outcome is null;
    update sign_in_attempts set outcome = of_outcome where id = of_attempt and of_outcome is not null;
    select note_account_event(of_user, kind, from_address, null)
    from unnest(array[of_outcome, case when is_last_free then 'GUESSES_SLOWED' end]) kind
    where of_user is not null and of_outcome in ('WRONG_PASSWORD', 'WRONG_CODE') and kind is not null;
end;

drop function accept_invitation(bytea, text);
create function accept_invitation(with_invitation bytea, new_password_hash text, from_address text default null)
returns text
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    with accepted as (
        update users set password_hash = new_password_hash, password_set_at = now(),
                         invitation_hash = null, invited_until = null
        where id = (select i.user_id from find_invitation(with_invitation) i) and invitation_hash = with_invitation
        returning id, name)
    select name from accepted, note_account_event(id, 'INVITATION_ACCEPTED', from_address, null);
end;

create or replace function join_with_identity(with_invitation bytea, of_issuer text, of_subject text, from_address text)
returns uuid
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    joined uuid;
begin
    perform from users where invitation_hash = with_invitation for update;
    insert into identities (user_id, issuer, subject)
    select i.user_id, of_issuer, of_subject from find_invitation(with_invitation) i
    on conflict do nothing returning user_id into joined;
    update users set invitation_hash = null, invited_until = null where id = joined;
    perform note_account_event(joined, kind, from_address, null)
    from unnest(array['INVITATION_ACCEPTED', 'IDENTITY_LINKED']) kind where joined is not null;
    return joined;
end $$;


-- A director who is asked to confirm a grant may decline it, too; its administrator sees that.

alter table grants
    add column declined_by uuid references users,
    add constraint grants_declined_revoked check (declined_by is null or revoked_at is not null);

alter table administration_events drop constraint administration_events_action_known;
alter table administration_events add constraint administration_events_action_known check (action in ('USER_CREATED',
    'USER_INVITED', 'USER_JOINED', 'USER_CLOSED', 'USER_REOPENED', 'GRANT_GIVEN', 'GRANT_CONFIRMED', 'GRANT_DECLINED',
    'GRANT_ACCEPTED', 'GRANT_REVOKED'));

create or replace function grant_administered() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    action text := case
        when tg_op = 'INSERT' then 'GRANT_GIVEN'
        when new.declined_by is not null and old.declined_by is null then 'GRANT_DECLINED'
        when new.revoked_at is not null and old.revoked_at is null then 'GRANT_REVOKED'
        when new.accepted_at is not null and old.accepted_at is null then 'GRANT_ACCEPTED'
        when new.code_hash is distinct from old.code_hash then 'GRANT_CONFIRMED'
    end;
begin
    if action is not null then
        insert into administration_events
            (by_user, acting_role, acting_code, action, user_id, grant_id, role, tenant_code)
        values (case when action = 'GRANT_ACCEPTED' then new.user_id else acting_user() end,
                acting_role(), acting_low(), action, new.user_id, new.id, new.role, new.tenant_code);
    end if;
    return null;
end $$;

create or replace function administered_grants(of_users uuid[])
returns table (id uuid, user_id uuid, version integer, role text, tenant_code bigint, tenant_name text,
               from_at timestamptz, until_at timestamptz, caring_mother_id uuid, state text)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select g.id, g.user_id, g.version, g.role, g.tenant_code, t.name, g.from_at, g.until_at, g.caring_mother_id,
           case when g.declined_by is not null then 'DECLINED'
                when g.revoked_at is not null or g.until_at <= now() then 'ENDED'
                when g.accepted_at is not null and g.from_at > now() then 'PLANNED'
                when g.accepted_at is not null then 'LIVE'
                when g.code_hash is not null then 'AWAITS_ACCEPTANCE'
                else 'AWAITS_CONFIRMATION' end
    from grants g join tenants t on t.code = g.tenant_code
    where acts_as('ADMINISTRATOR') and (of_users is null or g.user_id = any (of_users))
      and g.tenant_code >= acting_low() and g.tenant_code < acting_high()
    order by g.from_at, g.id;
end;

-- Also what was confirmed and not accepted yet, whose code opens nothing any more.
create function decline_grant(of_grant uuid, at_version integer) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    perform refuse_unless(exists (select from awaited_grants() g where g.id = of_grant));
    update grants set revoked_at = now(), declined_by = acting_user()
    where id = of_grant and version = at_version and accepted_at is null and revoked_at is null;
    return found;
end $$;
