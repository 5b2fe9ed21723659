-- The rules that the database itself holds of records.

-- The owner alone may change what is no change for anybody: the ciphertext of the same value under another key.
create or replace function unrecorded() returns boolean
language plpgsql stable as $$
begin
    if current_setting('circle.unrecorded', true) = 'on' then
        return (select pg_has_role(session_user, relowner, 'member') from pg_class where oid = 'children'::regclass);
    end if;
    return false;
end $$;

create or replace function standard_columns_touched() returns trigger
language plpgsql as $$
begin
    -- What a trigger of another table keeps in it is no change of the record, and would tell who sees its summary of that.
    if not unrecorded() and (pg_trigger_depth() = 1 or new.version <> old.version) then
        new.updated_at := now();
        new.updated_by := actor_user();
    end if;
    return new;
end $$;

create or replace trigger touched before update on file_openings
    for each row execute function standard_columns_touched();

create or replace function truncation_refused() returns trigger
language plpgsql as $$
begin
    raise exception 'truncating % would leave the statistics behind', tg_table_name;
end $$;

-- A file's tenant, the day it was put on file and the day it was closed are the ends of its stays: who changes one of them
-- corrects its end. Who reopens a file, or hands it over, adds a stay to `stays`, as only the owner may, and they follow.
create or replace function stays_kept() returns trigger
language plpgsql as $$
begin
    if new.stays is distinct from coalesce(old.stays, '[]')
        and (select pg_has_role(current_user, relowner, 'member') from pg_class where oid = tg_relid) then
        new.tenant_code := coalesce((new.stays -> -1 ->> 'tenant')::bigint, new.tenant_code);
        new.on_file_on := new.stays -> 0 ->> 'since';
        new.closed_on := case when new.stays = '[]' then new.closed_on else (new.stays -> -1 ->> 'until')::date end;
        return new;
    end if;
    new.stays := coalesce(old.stays, '[]');
    if new.on_file_on is null then
        new.stays := '[]';
    else
        if new.stays = '[]' then
            new.stays := '[{}]';
        end if;
        new.stays := jsonb_set(new.stays, '{0,since}', to_jsonb(new.on_file_on));
        new.stays := jsonb_set(new.stays, '{-1}', (new.stays -> -1)
            || jsonb_build_object('tenant', new.tenant_code, 'until', new.closed_on));
    end if;
    return new;
end $$;

create or replace trigger stays_kept before insert or update of tenant_code, on_file_on, closed_on, stays on children
for each row execute function stays_kept();

-- A pairing is made in the tenant that keeps the file, and stays there. Its Caring Mother may be another tenant's, whose
-- other pairings the writer cannot see: the owner looks, and holds the child's row and hers, so that two writers cannot
-- both take her last place.
create or replace function pairing_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public
set enable_seqscan = off as $$
declare
    mother caring_mothers;
    child children;
    opens boolean := new.until_on is null and (tg_op = 'INSERT' or old.until_on is not null
        or (old.child_id, old.caring_mother_id) <> (new.child_id, new.caring_mother_id));
    -- Days that end before they begin are refused by a check of the table, after this.
    days constant daterange := case when new.until_on < new.from_on then 'empty'
                                    else daterange(new.from_on, new.until_on) end;
    obstacle text;
    broken text;
begin
    if tg_op = 'UPDATE' and is_merged_into(old.child_id, new.child_id) then
        return new;
    end if;
    select * into child from children where id = new.child_id for no key update;
    select * into mother from caring_mothers where id = new.caring_mother_id for no key update;
    select o.obstacle into obstacle from obstacles_of_caring_mothers o where o.caring_mother_id = mother.id;
    if (opens or tg_op = 'INSERT' or (old.tenant_code, old.child_id) <> (new.tenant_code, new.child_id))
        and new.tenant_code <> child.tenant_code then
        raise foreign_key_violation using table = tg_table_name, constraint = 'pairings_child_id_fkey',
            message = 'child_id_of_another_tenant';
    end if;
    if opens and obstacle is not null then
        broken := 'caring_mother_id_' || obstacle;
    elsif opens and (new.tenant_code < mother.service_code or new.tenant_code >= division_end(mother.service_code)) then
        broken := 'caring_mother_id_elsewhere';
    elsif opens and mother.capacity <= (select count(*) from pairings p where p.until_on is null
            and p.caring_mother_id = new.caring_mother_id and p.child_id <> new.child_id) then
        broken := 'caring_mother_id_full';
    elsif opens and child.state <> 'ON_FILE' then
        broken := 'child_id_not_on_file';
    elsif new.from_on < child.on_file_on or new.from_on < mother.registered_on then
        broken := 'from_on_before_files';
    elsif jsonb_array_length(child.stays) > 1 and not days <@ days_on_file(child.stays) then
        broken := 'from_on_between_stays';
    elsif new.role = 'LEAD' and (tg_op = 'INSERT' or old.role <> 'LEAD' or old.child_id <> new.child_id
                                 or not days <@ daterange(old.from_on, old.until_on))
        and exists (select from pairings p where p.child_id = new.child_id and p.id <> new.id and p.role = 'LEAD'
                    and daterange(p.from_on, p.until_on) && days
                    -- The same two once more are refused by the key of open pairs.
                    and (p.caring_mother_id <> new.caring_mother_id or coalesce(p.until_on, new.until_on) is not null)) then
        broken := 'role_lead_taken';
    elsif exists (select from visits v where v.pairing_id = new.id and v.visited_on < new.from_on) then
        broken := 'from_on_after_visits';
    elsif exists (select from visits v where v.pairing_id = new.id and v.visited_on >= new.until_on) then
        broken := 'until_on_before_visits';
    end if;
    if broken is not null then
        raise check_violation using table = tg_table_name, constraint = 'pairings_' || broken, message = broken;
    end if;
    return new;
end $$;

create or replace trigger admitted
before insert or update of role, from_on, until_on, tenant_code, child_id, caring_mother_id on pairings
for each row execute function pairing_admitted();

-- Whoever takes over reads what was handed over, which is another pairing's and not hers to see.
create or replace function handover_received() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    select p.handover_note into new.received_note from pairings p where p.id = new.predecessor_id;
    return new;
end $$;

create or replace trigger received before insert or update of predecessor_id on pairings
    for each row when (new.predecessor_id is not null) execute function handover_received();

create or replace function handover_passed_on() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    update pairings set received_note = new.handover_note, version = version + 1
    where predecessor_id = new.id and received_note is distinct from new.handover_note;
    return null;
end $$;

create or replace trigger passed_on after update of handover_note on pairings
    for each row when (old.handover_note is distinct from new.handover_note) execute function handover_passed_on();

-- With how many more children she may be paired now.
create or replace function free_places(mother uuid) returns integer
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    return (select case when o.obstacle is not null then 0
                        else greatest(0, m.capacity - (select count(*) from pairings p
                                                       where p.caring_mother_id = m.id and p.until_on is null)) end
            from caring_mothers m join obstacles_of_caring_mothers o on o.caring_mother_id = m.id
            where m.id = mother and actor_role() in ('DIRECTOR', 'CASEWORKER')
              and (m.tenant_code <@ actor_range() or m.service_code <@ actor_range() or m.service_code = any (actor_lines())));
end $$;

-- How many an open pairing joins, with the others open beside it, of which some are out of sight: to whom it is in sight.
create or replace function pairing_mode(child uuid, mother uuid) returns text
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    return (
        select case
            when bool_or(p.until_on is null and p.team_id is not null) then 'TEAM'
            when (select count(*) from pairings o where o.child_id = child and o.until_on is null) > 1 then 'MANY_TO_ONE'
            when (select count(*) from pairings o where o.caring_mother_id = mother and o.until_on is null) > 1 then 'ONE_TO_MANY'
            else 'ONE_ON_ONE' end
        from pairings p where p.child_id = child and p.caring_mother_id = mother
        having bool_or(case when actor_role() in ('DIRECTOR', 'CASEWORKER') then p.tenant_code <@ actor_range() or actor_keeps(child)
                            else p.id = any (actor_pairings()) end));
end $$;

-- The same two are not paired over days on which they were. After row security has been asked, so that nobody learns from
-- it of pairings out of reach; both files are held by then.
create or replace function pairings_kept_apart() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if exists (select from pairings p
               where p.caring_mother_id = new.caring_mother_id and p.child_id = new.child_id and p.id <> new.id
                 and daterange(p.from_on, p.until_on) && daterange(new.from_on, new.until_on)) then
        raise exclusion_violation using table = tg_table_name, constraint = 'pairings_from_on_paired_already',
            message = 'paired_already';
    end if;
    return null;
end $$;

create or replace trigger kept_apart after insert or update of from_on, until_on, child_id, caring_mother_id on pairings
for each row execute function pairings_kept_apart();

-- The files' rows are held first, in a statement of its own, so that the next sees what others committed meanwhile.
-- They are written even when the days stay the same: a writer with an older snapshot then fails, and does not
-- count without this pairing. A file of this transaction alone nobody else has seen.
create or replace function paired_days_kept() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    perform from children where id in (select child_id from changed) order by id for no key update;
    update children c set paired_on = days.paired_on
    from (select x.child_id, coalesce(
              range_agg(daterange(p.from_on, p.until_on)) filter (where p.id is not null), '{}') as paired_on
          from (select distinct child_id from changed) x left join pairings p using (child_id)
          group by x.child_id) days
    where c.id = days.child_id
      and (c.xmin <> pg_current_xact_id()::xid or c.paired_on is distinct from days.paired_on);
    perform from caring_mothers where id in (select caring_mother_id from changed) order by id for no key update;
    update caring_mothers m set paired_on = days.paired_on
    from (select x.caring_mother_id, coalesce(
              range_agg(daterange(p.from_on, p.until_on)) filter (where p.id is not null), '{}') as paired_on
          from (select distinct caring_mother_id from changed) x left join pairings p using (caring_mother_id)
          group by x.caring_mother_id) days
    where m.id = days.caring_mother_id
      and (m.xmin <> pg_current_xact_id()::xid or m.paired_on is distinct from days.paired_on);
    return null;
end $$;

create or replace trigger paired_days_after_insert after insert on pairings
referencing new table as changed for each statement execute function paired_days_kept();

create or replace trigger paired_days_after_update_from after update on pairings
referencing old table as changed for each statement execute function paired_days_kept();

create or replace trigger paired_days_after_update_to after update on pairings
referencing new table as changed for each statement execute function paired_days_kept();

create or replace trigger paired_days_after_delete after delete on pairings
referencing old table as changed for each statement execute function paired_days_kept();

-- A visit is of a day of its pairing, whose row is held against being ended meanwhile, and then the child's, in the order
-- of all that write both. It is kept where the child was when it was recorded, and stays there.
create or replace function visit_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    days daterange;
    keeper bigint;
    gone date;
    broken text;
begin
    if new.pairing_id is not null then
        select daterange(p.from_on, p.until_on), p.tenant_code into days, keeper
        from pairings p where p.id = new.pairing_id for share;
    end if;
    select c.erased_on, coalesce(keeper, c.tenant_code) into gone, keeper
    from children c where c.id = new.child_id for key share;
    if tg_op = 'INSERT' and new.tenant_code <> keeper then
        raise foreign_key_violation using table = tg_table_name, constraint = 'visits_child_id_fkey',
            message = 'child_id_of_another_tenant';
    end if;
    if (tg_op = 'INSERT' or new.visited_on <> old.visited_on) and not new.visited_on <@ days then
        broken := 'visited_on_outside_pairing';
    elsif gone is not null and num_nonnulls(new.visitor, new.accompanied_by, new.what_changed, new.findings, new.follow_up,
                                            new.late_reason) > 0 then
        broken := 'id_erased';
    end if;
    if broken is not null then
        raise check_violation using table = tg_table_name, constraint = 'visits_' || broken, message = broken;
    end if;
    return new;
end $$;

create or replace trigger admitted before insert or update of visited_on, pairing_id, child_id, visitor, accompanied_by,
    what_changed, findings, follow_up, late_reason on visits
for each row execute function visit_admitted();

-- Whether somebody was met at the child's home before, whoever kept the file then: for who visits, or enters that.
create or replace function was_visited_at_home(child uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    return case actor_role() when 'CARING_MOTHER' then child = any (actor_children())
               when 'CASEWORKER' then actor_keeps(child)
                   or exists (select from pairings p where p.child_id = child and p.tenant_code <@ actor_range())
               else false end
        and exists (select from visits v where v.child_id = child and v.kind = 'HOME' and v.contact_made);
end $$;

-- What a project received or delivered is of a day of its life, as far as that is known; a reversal corrects, whenever.
create or replace function entry_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    project projects;
    day constant date := to_jsonb(new) ->> tg_argv[0];
begin
    select * into project from projects where id = new.project_id for share;
    if (day < project.started_on or day >= project.ended_on) and to_jsonb(new) ->> 'reverses_id' is null then
        raise check_violation using table = tg_table_name, message = 'outside_project',
            constraint = tg_table_name || '_' || tg_argv[0] || '_outside_project';
    end if;
    return new;
end $$;

create or replace trigger entry_admitted before insert or update of project_id, received_on on donations
for each row execute function entry_admitted('received_on');

create or replace trigger entry_admitted before insert or update of project_id, delivered_on on deliveries
for each row execute function entry_admitted('delivered_on');

create or replace function project_days_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    first date;
    last date;
begin
    select min(day), max(day) into first, last from (
        select received_on from donations where project_id = new.id and reverses_id is null
        union all select delivered_on from deliveries where project_id = new.id) entries (day);
    if new.started_on is distinct from old.started_on and first < new.started_on then
        raise check_violation using table = 'projects', constraint = 'projects_started_on_after_entries',
            message = 'after_entries';
    elsif new.ended_on is distinct from old.ended_on and last >= new.ended_on then
        raise check_violation using table = 'projects', constraint = 'projects_ended_on_before_entries',
            message = 'before_entries';
    end if;
    return new;
end $$;

create or replace trigger days_admitted before update of started_on, ended_on on projects
for each row execute function project_days_admitted();
