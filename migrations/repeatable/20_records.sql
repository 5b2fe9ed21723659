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
        new.closed_on := new.stays -> -1 ->> 'until';
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

-- A pairing is made in the tenant that keeps the file, and stays there. Its Caring Mother may be another tenant's, whose other pairings the writer cannot see: the owner looks,
-- and holds the child's row and hers, so that two writers cannot both take her last place.
create or replace function pairing_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public
set enable_seqscan = off as $$
declare
    mother caring_mothers;
    child children;
    opens boolean := new.until_on is null and (tg_op = 'INSERT' or old.until_on is not null
        or (old.child_id, old.caring_mother_id) <> (new.child_id, new.caring_mother_id));
    broken text;
begin
    select * into child from children where id = new.child_id for no key update;
    select * into mother from caring_mothers where id = new.caring_mother_id for no key update;
    if (tg_op = 'INSERT' or (old.tenant_code, old.child_id) <> (new.tenant_code, new.child_id))
        and new.tenant_code <> child.tenant_code then
        raise foreign_key_violation using table = tg_table_name, constraint = 'pairings_child_id_fkey',
            message = 'child_id_of_another_tenant';
    end if;
    if opens and mother.closed_on is not null then
        broken := 'caring_mother_id_closed';
    elsif opens and (mother.screening_state <> 'APPROVED' or mother.screening_until < today()) then
        broken := 'caring_mother_id_unscreened';
    elsif opens and (new.tenant_code < mother.service_code or new.tenant_code >= division_end(mother.service_code)) then
        broken := 'caring_mother_id_elsewhere';
    elsif opens and mother.capacity <= (select count(*) from pairings p where p.until_on is null
            and p.caring_mother_id = new.caring_mother_id and p.child_id <> new.child_id) then
        broken := 'caring_mother_id_full';
    elsif opens and child.state <> 'ON_FILE' then
        broken := 'child_id_not_on_file';
    elsif new.from_on < child.on_file_on or new.from_on < mother.registered_on then
        broken := 'from_on_before_files';
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
before insert or update of from_on, until_on, tenant_code, child_id, caring_mother_id on pairings
for each row execute function pairing_admitted();

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
-- count without this pairing.
create or replace function paired_days_kept() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    perform from children where id in (select child_id from changed) order by id for no key update;
    update children c set paired_on = days.paired_on
    from (select x.child_id, coalesce(
              range_agg(daterange(p.from_on, p.until_on)) filter (where p.id is not null), '{}') as paired_on
          from (select distinct child_id from changed) x left join pairings p using (child_id)
          group by x.child_id) days
    where c.id = days.child_id;
    perform from caring_mothers where id in (select caring_mother_id from changed) order by id for no key update;
    update caring_mothers m set paired_on = days.paired_on
    from (select x.caring_mother_id, coalesce(
              range_agg(daterange(p.from_on, p.until_on)) filter (where p.id is not null), '{}') as paired_on
          from (select distinct caring_mother_id from changed) x left join pairings p using (caring_mother_id)
          group by x.caring_mother_id) days
    where m.id = days.caring_mother_id;
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

-- A visit is of a day of its pairing, whose row is held against being ended meanwhile.
create or replace function visits_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
begin
    perform from pairings where id in (select pairing_id from changed) order by id for share;
    if exists (select from changed v join pairings p on p.id = v.pairing_id
               where v.visited_on < p.from_on or v.visited_on >= p.until_on) then
        raise check_violation using table = tg_table_name, constraint = 'visits_visited_on_outside_pairing',
            message = 'visited_on_outside_pairing';
    end if;
    if exists (select from changed v join children c on c.id = v.child_id
               where c.erased_on is not null and num_nonnulls(v.findings, v.follow_up) > 0) then
        raise check_violation using table = tg_table_name, constraint = 'visits_id_erased', message = 'erased';
    end if;
    return null;
end $$;

create or replace trigger admitted_on_insert after insert on visits
referencing new table as changed for each statement execute function visits_admitted();

create or replace trigger admitted_on_update after update on visits
referencing new table as changed for each statement execute function visits_admitted();

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
