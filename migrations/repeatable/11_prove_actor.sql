-- Whether a role that the session's user holds now calls for the second factor that the session lacks: of those that
-- are open and ask nothing.
create or replace function lacks_second_factor(with_access_hash bytea, calling text[]) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select exists (select from sessions_now s join grants_now g on g.user_id = s.user_id
                   where s.access_hash = with_access_hash and not s.second_factor and g.role = any (calling));
end;

-- Begins to act: proves the session, whether it began with a second factor, and the grant against the tables in the same
-- transaction that then reads, so a revocation holds from the next statement on, in every process, whatever that process
-- remembers. `calling` are the roles that call for a second factor. True, so that a statement can read where that is
-- proven, and nothing where it is not.
--
-- Every request pays for it: a query is begun only where it is needed, and each by one key.
create or replace function prove_actor(with_access_hash bytea, with_grant uuid, as_role text, from_low bigint, to_high bigint,
    with_second_factor boolean default null, calling text[] default '{}')
returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    actor uuid;
    factor boolean;
    mother uuid;
begin
    select s.user_id, s.second_factor into actor, factor from access_tokens_now s where s.access_hash = with_access_hash;
    if not found then
        select s.user_id, s.second_factor into actor, factor from connection_keys_now s
        where s.connection_key = with_access_hash;
    end if;
    select g.caring_mother_id into mother from grants_now g
    where g.id = with_grant and g.user_id = actor and (g.role, g.low, g.high) = (as_role, from_low, to_high);
    if not found or factor <> coalesce(with_second_factor, factor) then
        raise exception 'this session no longer acts under this grant' using errcode = 'CA001';
    end if;
    if calling <> '{}' and not factor then
        if exists (select from grants_now g where g.user_id = actor and g.role = any (calling)) then
            raise exception 'this session lacks a second factor' using errcode = 'CA001';
        end if;
    end if;
    perform act_as(as_role, from_low, to_high, actor, with_grant, mother);
    return true;
end $$;
