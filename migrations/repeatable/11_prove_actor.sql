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
create or replace function prove_actor(with_access_hash bytea, with_grant uuid, as_role text, from_low bigint, to_high bigint,
    with_second_factor boolean default null, calling text[] default '{}')
returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    actor record;
begin
    select g.*, s.second_factor into actor from sessions_now s join grants_now g on g.user_id = s.user_id
    where s.access_hash = with_access_hash and g.id = with_grant;
    if not found or (actor.role, actor.low, actor.high, actor.second_factor)
        is distinct from (as_role, from_low, to_high, coalesce(with_second_factor, actor.second_factor)) then
        raise exception 'this session no longer acts under this grant' using errcode = 'CA001';
    end if;
    if calling <> '{}' and not actor.second_factor
        and exists (select from grants_now g where g.user_id = actor.user_id and g.role = any (calling)) then
        raise exception 'this session lacks a second factor' using errcode = 'CA001';
    end if;
    perform act_as(actor.role, actor.low, actor.high, actor.user_id, actor.id, actor.caring_mother_id);
    return true;
end $$;
