-- Identities of an OpenID provider: linked to a user, and proven by a code that is good once. A provider makes nobody a
-- user, and nobody is found by a name or an address: an identity is its issuer and its subject there.

create or replace function add_identity_code(with_code bytea, with_challenge text, of_issuer text, of_subject text,
    with_second_factor boolean, good_for interval) returns void
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    delete from identity_codes where until_at < now();
    insert into identity_codes (code_hash, challenge, issuer, subject, second_factor, until_at)
    values (with_code, with_challenge, of_issuer, of_subject, with_second_factor, now() + good_for);
end;

-- What a code proves to the front end of its challenge. It is spent in any case; in another's hands it is an event.
create or replace function take_identity_code(with_code bytea, with_challenge text, from_address text)
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

create or replace function find_identity(of_issuer text, of_subject text) returns uuid
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select i.user_id from identities i join users u on u.id = i.user_id
    where i.issuer = of_issuer and i.subject = of_subject and u.closed_at is null;
end;

-- A subject stands under a keyed hash of the program's; one from before that is found by its words is kept so from now on.
create or replace function key_subject(of_issuer text, of_subject text, keyed text) returns void
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    update identities set subject = keyed where issuer = of_issuer and subject = of_subject;
end;

create or replace function own_identities(with_access_hash bytea) returns table (id uuid, issuer text, linked_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select i.id, i.issuer, i.linked_at from live_session(with_access_hash) l join identities i on i.user_id = l.user_id
    order by i.linked_at, i.id;
end;

-- False where the user has an identity of the issuer already, or the identity has another user.
create or replace function link_identity(with_access_hash bytea, of_issuer text, of_subject text, from_address text)
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
create or replace function unlink_identity(with_access_hash bytea, of_id uuid, from_address text) returns boolean
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

-- What a code proves: whether it was good, and the proof of the identity's user, or of whom the invitation makes it.
create or replace function redeem_identity_code(with_code bytea, with_challenge text, with_invitation bytea, from_address text)
returns table (taken boolean, proof uuid)
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    proven record;
    of_user uuid;
begin
    select * into proven from take_identity_code(with_code, with_challenge, from_address);
    taken := found;
    if taken then
        of_user := case when with_invitation is null then find_identity(proven.issuer, proven.subject)
                        else join_with_identity(with_invitation, proven.issuer, proven.subject, from_address) end;
        insert into sign_in_proofs (user_id, second_factor)
        select of_user, proven.second_factor where of_user is not null returning ticket into proof;
    end if;
    return next;
end $$;
