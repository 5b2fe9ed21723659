-- Teams: whose members are paired with a child as one, from the first day until the last.

-- Who joins is on the register with a screening that holds. The team's row is held by all that write of it. The owner, who
-- acts as nobody, enters what was decided elsewhere.
create or replace function team_joined() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    team teams;
    obstacle text;
begin
    select * into team from teams where id = new.team_id for no key update;
    select o.obstacle into obstacle from obstacles_of_caring_mothers o where o.caring_mother_id = new.caring_mother_id;
    if team.tenant_code <> new.tenant_code then
        raise foreign_key_violation using table = tg_table_name, constraint = 'team_members_team_id_fkey',
            message = 'team_id_of_another_tenant';
    elsif actor_user() is null then
        return new;
    elsif team.closed_on is not null then
        raise check_violation using table = tg_table_name, constraint = 'team_members_team_id_closed', message = 'closed';
    elsif new.until_on is null and obstacle is not null then
        raise check_violation using table = tg_table_name, constraint = 'team_members_caring_mother_id_' || obstacle,
            message = obstacle;
    end if;
    return new;
end $$;

create or replace trigger joined before insert on team_members for each row execute function team_joined();

-- She is paired with each child whom the team is paired with; no kin of any, as was declared when she joined.
create or replace function team_shared() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    insert into pairings (id, tenant_code, child_id, caring_mother_id, team_id, role, from_on, agreed_until, kinship_excluded)
    select time_ordered_id(), p.tenant_code, p.child_id, new.caring_mother_id, new.team_id, 'COMPANION', d.day,
           (d.day + interval '1 year')::date, true
    from (select tenant_code, child_id, min(from_on) as since from pairings
          where team_id = new.team_id and until_on is null group by tenant_code, child_id) p
        cross join lateral (select greatest(p.since, new.from_on) as day) d;
    return null;
end $$;

create or replace trigger shared after insert on team_members for each row when (new.until_on is null)
    execute function team_shared();

-- Who leads does not leave; who leaves is no longer paired as one of the team. Nobody else takes her place, or joins anew.
create or replace function team_left() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    perform from teams where id = new.team_id for no key update;
    if (new.team_id, new.caring_mother_id) <> (old.team_id, old.caring_mother_id)
        or new.until_on is null and old.until_on is not null then
        raise check_violation using table = tg_table_name, constraint = 'team_members_id_fulfilled', message = 'another';
    elsif new.until_on is not null and old.until_on is null then
        if exists (select from teams t where t.id = new.team_id and t.lead_id = new.caring_mother_id and t.closed_on is null) then
            raise check_violation using table = tg_table_name, constraint = 'team_members_id_in_use', message = 'leads';
        end if;
        update pairings set version = version + 1, until_on = new.until_on,
            ended_reason = case new.ended_reason when 'UNSUITABLE' then 'CONDUCT' else 'CARING_MOTHER_LEFT' end
        where team_id = new.team_id and caring_mother_id = new.caring_mother_id and until_on is null;
    end if;
    return null;
end $$;

create or replace trigger "left" after update on team_members for each row execute function team_left();

-- Whoever leads is a member, and leads the open pairings that the one before her led. Paired, a team is not disbanded.
create or replace function team_kept() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    led uuid[];
begin
    if new.closed_on is not null and old.closed_on is null
        and exists (select from pairings p where p.team_id = new.id and p.until_on is null) then
        raise check_violation using table = tg_table_name, constraint = 'teams_closed_on_while_paired', message = 'paired';
    elsif new.lead_id <> old.lead_id then
        if not exists (select from team_members m where m.team_id = new.id and m.caring_mother_id = new.lead_id
                       and m.until_on is null) then
            raise foreign_key_violation using table = tg_table_name, constraint = 'teams_lead_id_fkey', message = 'no member';
        end if;
        with stepping_back as (
            update pairings set version = version + 1, role = 'COMPANION'
            where team_id = new.id and caring_mother_id = old.lead_id and until_on is null and role = 'LEAD'
            returning child_id)
        select array_agg(child_id) into led from stepping_back;
        update pairings set version = version + 1, role = 'LEAD'
        where team_id = new.id and caring_mother_id = new.lead_id and until_on is null and child_id = any (led);
    end if;
    return null;
end $$;

create or replace trigger kept after update of lead_id, closed_on on teams for each row execute function team_kept();

-- A pairing of a team is of a member, led by who leads the team then, and stays that team's.
create or replace function team_pairing_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    lead uuid;
begin
    if tg_op = 'UPDATE' then
        raise check_violation using table = tg_table_name, constraint = 'pairings_team_id_fulfilled', message = 'another';
    end if;
    select t.lead_id into lead from teams t where t.id = new.team_id for no key update;
    if not exists (select from team_members m where m.team_id = new.team_id and m.caring_mother_id = new.caring_mother_id
                   and m.until_on is null and m.from_on <= new.from_on) then
        raise check_violation using table = tg_table_name, constraint = 'pairings_team_id_within', message = 'no member';
    elsif actor_user() is not null then
        new.role := case when new.caring_mother_id = lead then 'LEAD' else 'COMPANION' end;
    end if;
    return new;
end $$;

create or replace trigger team_admitted before insert on pairings for each row when (new.team_id is not null)
    execute function team_pairing_admitted();
create or replace trigger team_stays before update of team_id on pairings for each row
    when (new.team_id is distinct from old.team_id) execute function team_pairing_admitted();

-- At the end of the transaction each member is paired with a child whom one of them is paired with: by SQL, too.
create or replace function team_paired() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if exists (select from pairings p where p.id = new.id and p.until_on is null)
        and exists (select from team_members m where m.team_id = new.team_id and m.until_on is null and not exists (
                        select from pairings p where p.team_id = new.team_id and p.child_id = new.child_id
                          and p.caring_mother_id = m.caring_mother_id and p.until_on is null)) then
        raise check_violation using table = tg_table_name, constraint = 'pairings_team_id_within', message = 'not as one';
    end if;
    return null;
end $$;

do $$
begin
    if not exists (select from pg_trigger where tgname = 'team_paired' and tgrelid = 'pairings'::regclass) then
        create constraint trigger team_paired after insert on pairings deferrable initially deferred
            for each row when (new.team_id is not null) execute function team_paired();
    end if;
end $$;

-- Whatever ends a pairing of a team ends those of the others with the same child, unless she left the team, or it alone was
-- entered in error.
create or replace function team_parted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if exists (select from team_members m where m.team_id = new.team_id and m.caring_mother_id = new.caring_mother_id
               and m.until_on is null) then
        update pairings set version = version + 1, until_on = new.until_on, ended_reason = new.ended_reason
        where team_id = new.team_id and child_id = new.child_id and until_on is null;
    end if;
    return null;
end $$;

create or replace trigger team_parted after update of until_on on pairings for each row
    when (new.team_id is not null and old.until_on is null and new.until_on is not null
          and new.ended_reason <> 'ENTERED_IN_ERROR')
    execute function team_parted();
