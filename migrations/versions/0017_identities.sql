-- Identities of an OpenID provider: linked to a user, and proven by a code that is good once. A provider makes nobody a
-- user, and nobody is found by a name or an address: an identity is its issuer and its subject there.

create table identities (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users,
    issuer text not null,
    subject text not null,
    linked_at timestamptz not null default now(),
    constraint identities_subject_key unique (issuer, subject),
    constraint identities_user_id_key unique (user_id, issuer)
);

-- An identity that the provider has just proven, under the hash of the code that the front end was sent; the challenge
-- is the front end's.
create table identity_codes (
    code_hash bytea primary key,
    challenge text not null,
    issuer text not null,
    subject text not null,
    second_factor boolean not null,
    until_at timestamptz not null
);
create index identity_codes_until_at_idx on identity_codes (until_at);

alter table account_events drop constraint account_events_kind_known;
alter table account_events add constraint account_events_kind_known check (kind in ('SIGNED_IN', 'WRONG_PASSWORD',
    'WRONG_CODE', 'SIGNED_OUT', 'SESSION_ENDED', 'TOKEN_REUSED', 'PASSWORD_CHANGED', 'SECOND_FACTOR_ADDED',
    'SECOND_FACTOR_REMOVED', 'SECOND_FACTOR_RESET', 'RECOVERY_CODE_USED', 'IDENTITY_LINKED', 'IDENTITY_UNLINKED',
    'IDENTITY_CODE_MISUSED'));

create or replace function alerts_of(of_user uuid) returns table (at timestamptz, kind text, address text)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select e.at, e.kind, e.address from account_events e
    where e.user_id = of_user and e.kind in ('TOKEN_REUSED', 'WRONG_CODE', 'PASSWORD_CHANGED', 'SECOND_FACTOR_ADDED',
                                             'SECOND_FACTOR_REMOVED', 'SECOND_FACTOR_RESET', 'RECOVERY_CODE_USED',
                                             'IDENTITY_LINKED', 'IDENTITY_UNLINKED', 'IDENTITY_CODE_MISUSED')
      and e.id > coalesce((select max(s.id) from account_events s
                           where s.user_id = of_user and s.kind = 'SIGNED_IN'), 0)
    order by e.id desc limit 20;
end;

-- An account with an identity has its holder, with or without a password.
create or replace function awaits_holder(of_user uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select exists (
        select from users u
        where u.id = of_user and u.created_by is not null and u.password_hash is null and u.closed_at is null
          and not exists (select from identities i where i.user_id = u.id)
          and not exists (select from grants g where g.user_id = u.id and g.accepted_at is not null));
end;

create function add_identity_code(with_code bytea, with_challenge text, of_issuer text, of_subject text,
                                  with_second_factor boolean, good_for interval) returns void
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    delete from identity_codes where until_at < now();
    insert into identity_codes (code_hash, challenge, issuer, subject, second_factor, until_at)
    values (with_code, with_challenge, of_issuer, of_subject, with_second_factor, now() + good_for);
end;

-- What a code proves to the front end of its challenge. It is spent in any case; in another's hands it is an event.
create function take_identity_code(with_code bytea, with_challenge text, from_address text)
returns table (issuer text, subject text, second_factor boolean)
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    taken identity_codes;
begin
    delete from identity_codes c where c.code_hash = with_code and c.until_at > now() returning c.* into taken;
    if taken.challenge = with_challenge then
        return query select taken.issuer, taken.subject, taken.second_factor;
    else
        perform note_account_event(i.user_id, 'IDENTITY_CODE_MISUSED', from_address, null)
        from identities i where i.issuer = taken.issuer and i.subject = taken.subject;
    end if;
end $$;

create function find_identity(of_issuer text, of_subject text) returns uuid
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select i.user_id from identities i join users u on u.id = i.user_id
    where i.issuer = of_issuer and i.subject = of_subject and u.closed_at is null;
end;

create function own_identities(with_access_hash bytea) returns table (id uuid, issuer text, linked_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select i.id, i.issuer, i.linked_at from live_session(with_access_hash) l join identities i on i.user_id = l.user_id
    order by i.linked_at, i.id;
end;

-- False where the user has an identity of the issuer already, or the identity has another user.
create function link_identity(with_access_hash bytea, of_issuer text, of_subject text, from_address text)
returns boolean
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    with linked as (insert into identities (user_id, issuer, subject)
                    select l.user_id, of_issuer, of_subject from live_session(with_access_hash) l
                    on conflict do nothing returning user_id),
         noted as (select note_account_event(user_id, 'IDENTITY_LINKED', from_address, null) from linked)
    select exists (select from noted);
end;

-- Whoever comes by the identity no longer does, also where a session began with it.
create function unlink_identity(with_access_hash bytea, of_id uuid, from_address text) returns boolean
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    delete from sign_in_challenges c using live_session(with_access_hash) l where c.user_id = l.user_id;
    with unlinked as (delete from identities i using live_session(with_access_hash) l
                      where i.user_id = l.user_id and i.id = of_id returning i.user_id),
         noted as (select note_account_event(user_id, 'IDENTITY_UNLINKED', from_address, null),
                          end_own_sessions(with_access_hash, null, from_address) from unlinked)
    select exists (select from noted);
end;

-- An invited account becomes its holder's, who has an identity in place of a password; null where the invitation is
-- wrong or the identity has a user. Who is invited once is joined once: her row is held meanwhile.
create function join_with_identity(with_invitation bytea, of_issuer text, of_subject text, from_address text)
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
    perform note_account_event(joined, 'IDENTITY_LINKED', from_address, null) where joined is not null;
    return joined;
end $$;

do $$
declare
    any_table text;
begin
    foreach any_table in array array['identities', 'identity_codes'] loop
        execute format('alter table %I enable row level security', any_table);
        execute format('alter table %I force row level security', any_table);
        execute format('create policy owned on %I to current_role using (true) with check (true)', any_table);
    end loop;
end $$;
