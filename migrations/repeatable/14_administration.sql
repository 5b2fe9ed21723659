-- Administrators: whom they see, what they give and take away, and the others whom each grant of theirs needs.
--
-- What an administrator gives holds only after a director who is neither she nor the holder has confirmed it, and the
-- holder has accepted it with the one-time code that the director gave her. The administrator knows the invitation of
-- an account, the director the code: neither can open an account with work to do for herself.

-- Administration, audit and work with records are never one person's in one place at one time, whoever gives them.
create or replace function duty_of(role text) returns text
language sql immutable strict parallel safe
return case role when 'ADMINISTRATOR' then 'administration' when 'AUDITOR' then 'audit' else 'records' end;

-- Whether small figures are hidden from a role, or it sees them all.
create or replace function figures_of(role text) returns text
language sql immutable strict parallel safe
return case when role in ('ANALYST', 'PROJECT_MANAGER', 'AUDITOR') then 'hidden'
            when role in ('DIRECTOR', 'CASEWORKER') then 'exact' end;

-- Whether what one grant shows exactly, below the tenant of the other, takes apart what is hidden there.
create or replace function takes_figures_apart(a_role text, a_tenant bigint, b_role text, b_tenant bigint) returns boolean
language sql immutable parallel safe
return figures_of(a_role) = 'exact' and figures_of(b_role) = 'hidden'
   and a_tenant > b_tenant and a_tenant < division_end(b_tenant);

create or replace function grant_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if tg_op = 'UPDATE' then
        new.version := old.version + 1;
    end if;
    -- The holder's row is held, so that two grants given at once are admitted one after the other.
    perform from users where id = new.user_id for no key update;
    if new.revoked_at is null and exists (
        select from grants g
        where g.user_id = new.user_id and g.id <> new.id and g.revoked_at is null
          and duty_of(g.role) <> duty_of(new.role)
          and int8range(g.tenant_code, division_end(g.tenant_code))
              && int8range(new.tenant_code, division_end(new.tenant_code))
          and g.from_at < coalesce(new.until_at, 'infinity')
          and new.from_at < coalesce(g.until_at, 'infinity')) then
        raise check_violation using table = 'grants', constraint = 'grants_role_apart', message = 'role_apart';
    end if;
    if new.revoked_at is null and exists (
        select from grants g
        where g.user_id = new.user_id and g.id <> new.id and g.revoked_at is null
          and (takes_figures_apart(g.role, g.tenant_code, new.role, new.tenant_code)
               or takes_figures_apart(new.role, new.tenant_code, g.role, g.tenant_code))
          and g.from_at < coalesce(new.until_at, 'infinity')
          and new.from_at < coalesce(g.until_at, 'infinity')) then
        raise check_violation using table = 'grants', constraint = 'grants_figures_apart', message = 'figures_apart';
    end if;
    return new;
end $$;

create or replace trigger admitted before insert or update on grants for each row execute function grant_admitted();

create or replace function user_version_kept() returns trigger
language plpgsql as $$
begin
    new.version := old.version + 1;
    return new;
end $$;

create or replace trigger version_kept before update of name, closed_at, invitation_hash on users
for each row execute function user_version_kept();

create or replace function user_administered() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    action text := case
        when tg_op = 'INSERT' then 'USER_CREATED'
        when new.closed_at is not null and old.closed_at is null then 'USER_CLOSED'
        when new.closed_at is null and old.closed_at is not null then 'USER_REOPENED'
        when new.invitation_hash is null and old.invitation_hash is not null then 'USER_JOINED'
        when new.invitation_hash is distinct from old.invitation_hash then 'USER_INVITED'
    end;
begin
    if action is not null then
        insert into administration_events (by_user, acting_role, acting_code, action, user_id)
        values (case when action = 'USER_JOINED' then new.id else actor_user() end, actor_role(), actor_low(),
                action, new.id);
    end if;
    return null;
end $$;

create or replace trigger administered after insert or update on users for each row execute function user_administered();

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
        values (case when action = 'GRANT_ACCEPTED' then new.user_id else actor_user() end,
                actor_role(), actor_low(), action, new.user_id, new.id, new.role, new.tenant_code);
    end if;
    return null;
end $$;

create or replace trigger administered after insert or update on grants for each row execute function grant_administered();

-- What follows is all that the application can do to users and grants. Each function asks for itself who acts, and
-- believes the transaction's settings only where the tables say the same.
create or replace function acts_as(a_role text) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select coalesce(actor_role() = a_role, false) and exists (
        select from live_grants(actor_user()) g where (g.role, g.low, g.high) = (a_role, actor_low(), actor_high()));
end;

-- An administrator chooses, and removes, her peers and those who watch over her only below her own tenant.
create or replace function may_give(role text, code bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select acts_as('ADMINISTRATOR') and code < actor_high()
       and case when role in ('ADMINISTRATOR', 'DIRECTOR', 'AUDITOR') then code > actor_low()
                else code >= actor_low() end;
end;

-- A director confirms who works with her; other directors, and who audits them, only below her own tenant.
create or replace function may_confirm(role text, code bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select acts_as('DIRECTOR') and code < actor_high()
       and case when role in ('DIRECTOR', 'AUDITOR') then code > actor_low() else code >= actor_low() end;
end;

-- A user is administered by whom a grant of hers, held now or once, lies in range; who never had one, by her maker.
create or replace function administers(of_user uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select acts_as('ADMINISTRATOR') and exists (
        select from users u where u.id = of_user and (
            exists (select from grants g where g.user_id = u.id
                    and g.tenant_code >= actor_low() and g.tenant_code < actor_high())
            or u.created_by = actor_user() and not exists (select from grants g where g.user_id = u.id)));
end;

-- What an administrator may not give, she may not take away: a user's account is hers to close, or to open again, when
-- every grant that is still held, wherever it is, is hers to give. So nobody closes a peer, an auditor, or herself.
create or replace function manages(of_user uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select of_user <> actor_user() and administers(of_user) and not exists (
        select from grants g
        where g.user_id = of_user and g.revoked_at is null and (g.until_at is null or g.until_at > now())
          and not may_give(g.role, g.tenant_code));
end;

-- The users whom the current administrator administers; with `under`, those by their grants there and below.
create or replace function administered_users(under bigint default null)
returns table (id uuid, name text, version integer, closed boolean, invited_until timestamptz)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select u.id, u.name, u.version, u.closed_at is not null, u.invited_until
    from users u
    where acts_as('ADMINISTRATOR')
      and (u.id in (select g.user_id from grants g
                    where g.tenant_code >= greatest(actor_low(), under)
                      and g.tenant_code < least(actor_high(), division_end(under)))
           or (under is null and u.created_by = actor_user()
               and not exists (select from grants g where g.user_id = u.id)));
end;

-- The grants in the current administrator's range, held now or once, of these users or (null) of all.
create or replace function administered_grants(of_users uuid[])
returns table (id uuid, user_id uuid, version integer, role text, tenant_code bigint, tenant_name text,
               from_at timestamptz, until_at timestamptz, caring_mother_id uuid, organization_id uuid, state text)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select g.id, g.user_id, g.version, g.role, g.tenant_code, t.name, g.from_at, g.until_at, g.caring_mother_id, g.organization_id,
           case when g.declined_by is not null then 'DECLINED'
                when g.revoked_at is not null or g.until_at <= now() then 'ENDED'
                when g.accepted_at is not null and g.from_at > now() then 'PLANNED'
                when g.accepted_at is not null then 'LIVE'
                when g.code_hash is not null then 'AWAITS_ACCEPTANCE'
                else 'AWAITS_CONFIRMATION' end
    from grants g join tenants t on t.code = g.tenant_code
    where acts_as('ADMINISTRATOR') and (of_users is null or g.user_id = any (of_users))
      and g.tenant_code >= actor_low() and g.tenant_code < actor_high()
    order by g.from_at, g.id;
end;

-- The grants in effect of a session's user, or of an open connection's, the default first, as they are administered.
create or replace function own_grants(with_hash bytea)
returns table (id uuid, version integer, role text, tenant_code bigint, tenant_name text, from_at timestamptz,
               until_at timestamptz, caring_mother_id uuid, organization_id uuid, state text)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select g.id, g.version, g.role, g.tenant_code, n.tenant_name, g.from_at, g.until_at, g.caring_mother_id, g.organization_id, 'LIVE'
    from live_session(with_hash) l join grants_now n on n.user_id = l.user_id join grants g on g.id = n.id
    order by g.from_at, g.id;
end;

create or replace function refuse_unless(allowed boolean) returns void
language plpgsql as $$
begin
    if allowed is not true then
        raise insufficient_privilege using message = 'this is not the current grant''s to do';
    end if;
end $$;

create or replace function create_user(new_id uuid, of_name text, with_invitation bytea, invited_until timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    perform refuse_unless(acts_as('ADMINISTRATOR'));
    insert into users (id, name, created_by, invitation_hash, invited_until)
    values (new_id, of_name, actor_user(), with_invitation, create_user.invited_until);
end $$;

-- Whether an account is still nobody's: made by an administrator, never joined, neither by a password nor by an identity,
-- and no grant of it accepted. Only such a one is invited, so that an invitation never takes an account from its holder.
create or replace function awaits_holder(of_user uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select exists (
        select from users u
        where u.id = of_user and u.created_by is not null and u.password_hash is null and u.closed_at is null
          and not exists (select from identities i where i.user_id = u.id)
          and not exists (select from grants g where g.user_id = u.id and g.accepted_at is not null));
end;

-- The functions that change something return whether it was there to be changed, at that version.
create or replace function invite_user(of_user uuid, at_version integer, with_invitation bytea, until timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    perform refuse_unless(awaits_holder(of_user) and manages(of_user));
    update users set invitation_hash = with_invitation, invited_until = until
    where id = of_user and version = at_version;
    return found;
end $$;

create or replace function find_invitation(with_invitation bytea) returns table (user_id uuid, user_name text)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select u.id, u.name from users u
    where u.invitation_hash = with_invitation and u.invited_until > now() and awaits_holder(u.id);
end;

create or replace function accept_invitation(with_invitation bytea, new_password_hash text, from_address text default null)
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

create or replace function close_user(of_user uuid, at_version integer) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    perform refuse_unless(manages(of_user));
    update users set closed_at = now(), closed_under = actor_low(), invitation_hash = null, invited_until = null
    where id = of_user and version = at_version and closed_at is null;
    if found then
        update sessions set ended_at = now() where user_id = of_user and ended_at is null;
        return true;
    end if;
    return false;
end $$;

-- Whom somebody above closed, or the operator, only they open again.
create or replace function may_reopen(of_user uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select manages(of_user) and exists (
        select from users u
        where u.id = of_user and u.closed_under >= actor_low() and u.closed_under < actor_high());
end;

create or replace function reopen_user(of_user uuid, at_version integer) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    perform refuse_unless(may_reopen(of_user));
    update users set closed_at = null, closed_under = null
    where id = of_user and version = at_version and closed_at is not null;
    return found;
end $$;

-- Whether a Caring Mother's registration is kept, and open, at a tenant where the current administrator may name it.
create or replace function registered_at(mother uuid, code bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select may_give('CARING_MOTHER', code) and exists (
        select from caring_mothers m where m.id = mother and m.tenant_code = code and m.closed_on is null);
end;

-- Whether an organisation is on a register that whoever acts at a tenant may see: its own, one above or one below.
create or replace function is_near(organization uuid, code bigint) returns boolean
language sql stable
begin atomic
    select exists (
        select from organizations o
        where o.id = organization and o.closed_on is null
          and (o.tenant_code = any (division_line(code)) or o.tenant_code >= code and o.tenant_code < division_end(code)));
end;

create or replace function is_partner_of(organization uuid, code bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public
return may_give('PARTNER', code) and is_near(organization, code);

create or replace function give_grant(new_id uuid, to_user uuid, a_role text, at_tenant bigint, begins timestamptz,
    ends timestamptz, mother uuid, organization uuid default null) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    perform refuse_unless(may_give(a_role, at_tenant) and to_user <> actor_user() and administers(to_user)
        and exists (select from users u where u.id = to_user and u.closed_at is null)
        and exists (select from tenants t where t.code = at_tenant and t.closed_on is null
                    and (a_role <> 'CASEWORKER' or t.level not in ('PROVINCE', 'CITY')))
        and (mother is null or registered_at(mother, at_tenant))
        and (organization is null or a_role = 'PARTNER' and is_partner_of(organization, at_tenant)));
    insert into grants (id, user_id, role, tenant_code, caring_mother_id, organization_id, from_at, until_at, given_by, accepted_at)
    values (new_id, to_user, a_role, at_tenant, mother, organization, begins, ends, actor_user(), null);
end $$;

create or replace function withdraw_grant(of_grant uuid, at_version integer) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    perform refuse_unless(exists (select from grants g where g.id = of_grant
        and g.user_id <> actor_user() and may_give(g.role, g.tenant_code)));
    update grants set revoked_at = now() where id = of_grant and version = at_version and revoked_at is null;
    return found;
end $$;

-- The grants that wait for the current director, those too that she or another confirmed and nobody accepted yet.
create or replace function awaited_grants()
returns table (id uuid, version integer, user_name text, role text, tenant_code bigint, tenant_name text,
               from_at timestamptz, until_at timestamptz, caring_mother_id uuid, organization_id uuid, given_by text, confirmed boolean)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select g.id, g.version, u.name, g.role, g.tenant_code, t.name, g.from_at, g.until_at, g.caring_mother_id, g.organization_id, a.name,
           g.confirmed_by is not null
    from grants g join users u on u.id = g.user_id join users a on a.id = g.given_by
        join tenants t on t.code = g.tenant_code
    where g.accepted_at is null and g.revoked_at is null and (g.until_at is null or g.until_at > now())
      and u.closed_at is null and g.tenant_code >= actor_low() and g.tenant_code < actor_high()
      and actor_user() not in (g.user_id, g.given_by) and may_confirm(g.role, g.tenant_code)
    order by g.from_at, g.id;
end;

create or replace function confirm_grant(of_grant uuid, at_version integer, with_code bytea, until timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    perform refuse_unless(exists (select from awaited_grants() g where g.id = of_grant));
    update grants set confirmed_by = actor_user(), code_hash = with_code, code_until = until
    where id = of_grant and version = at_version and accepted_at is null;
    return found;
end $$;

-- Also what was confirmed and not accepted yet, whose code opens nothing any more.
create or replace function decline_grant(of_grant uuid, at_version integer) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    perform refuse_unless(exists (select from awaited_grants() g where g.id = of_grant));
    update grants set revoked_at = now(), declined_by = actor_user()
    where id = of_grant and version = at_version and accepted_at is null and revoked_at is null;
    return found;
end $$;

-- Whether no grant of an account was ever accepted: until one is, it may be anybody's who made or opened it.
create or replace function has_no_holder(of_user uuid) returns boolean
language sql stable
begin atomic
    select not exists (select from grants g where g.user_id = of_user and g.accepted_at is not null);
end;

-- What the session's user is asked for when she accepts a grant: whether a new password, and how the one she has is made.
create or replace function own_password(with_access_hash bytea) returns table (is_replaced boolean, made_with text)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select has_no_holder(u.id), made_with(u.password_hash)
    from live_session(with_access_hash) l join users u on u.id = l.user_id;
end;

-- Whatever opened an account until now opens it no more, but for one session.
create or replace function void_proofs(of_user uuid, besides bytea, from_address text) returns void
language plpgsql as $$
begin
    perform end_own_sessions(besides, null, from_address);
    update sessions set second_factor = false where access_hash = besides;
    update users set enrolment_hash = null, enrolment_until = null where id = of_user;
    delete from identities where user_id = of_user;
    delete from second_factors where user_id = of_user;
    delete from sign_in_challenges where user_id = of_user;
    delete from known_places where user_id = of_user;
end $$;

-- The grant whose holder is signed in, and has the code; null where there is none. Whoever has the director's code is the
-- person it was meant for: with her first grant the account becomes hers, by a password that is not the one it had, and
-- nothing that proved it before proves it any more.
create or replace function accept_grant(with_access_hash bytea, with_code bytea, new_password_hash text, same_password_hash text,
    from_address text) returns uuid
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    holder constant uuid := (select user_id from live_session(with_access_hash));
    becomes_hers constant boolean := has_no_holder(holder);
    accepted uuid;
begin
    perform from users where id = holder for no key update;
    update grants g set accepted_at = now(), code_hash = null
    where g.user_id = holder and g.code_hash = with_code and g.code_until > now()
      and g.accepted_at is null and g.revoked_at is null and (g.until_at is null or g.until_at > now())
    returning g.id into accepted;
    if accepted is not null and becomes_hers then
        perform refuse_unless(new_password_hash is not null);
        if exists (select from users where id = holder and password_hash = same_password_hash) then
            raise check_violation using table = 'users', constraint = 'users_password_unchanged', message = 'unchanged';
        end if;
        perform void_proofs(holder, with_access_hash, from_address);
        update users set password_hash = new_password_hash, password_set_at = now() where id = holder;
        perform note_account_event(holder, 'PASSWORD_CHANGED', from_address, null);
    end if;
    update sessions set vouched = true where access_hash = with_access_hash and accepted is not null;
    return accepted;
end $$;

-- What was administered in the current auditor's range: its grants, and the accounts of those who have or had one.
create or replace function administration_log()
returns table (id bigint, at timestamptz, by_name text, acting_role text, acting_code bigint, action text,
               user_name text, role text, tenant_code bigint)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select e.id, e.at, b.name, e.acting_role, e.acting_code, e.action, u.name, e.role, e.tenant_code
    from administration_events e join users u on u.id = e.user_id left join users b on b.id = e.by_user
    where acts_as('AUDITOR')
      and (case when e.tenant_code is not null then e.tenant_code >= actor_low() and e.tenant_code < actor_high()
                else e.user_id in (select g.user_id from grants g
                                   where g.tenant_code >= actor_low() and g.tenant_code < actor_high()) end);
end;

-- The accounts are those that hold a grant in the current auditor's range, or once held one.
create or replace function account_log()
returns table (id bigint, at timestamptz, kind text, user_id uuid, user_name text, address text)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select e.id, e.at, e.kind, e.user_id, u.name, e.address
    from account_events e join users u on u.id = e.user_id
    where acts_as('AUDITOR')
      and e.user_id in (select g.user_id from grants g
                        where g.accepted_at is not null
                          and g.tenant_code >= actor_low() and g.tenant_code < actor_high());
end;
