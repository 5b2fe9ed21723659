-- What is looked into before a Caring Mother is approved. The requirements of a tenant hold there and below.

create or replace function required_steps(mother uuid) returns table (step text, place integer)
language sql stable
begin atomic
    select r.step, min(r.position) from caring_mothers m join clearance_requirements r
        on r.tenant_code = any (division_line(m.tenant_code)) and r.recruited_through = m.recruited_through
       and r.opened_on <= today() and r.closed_on is null
    where m.id = mother group by r.step;
end;

-- Those of which the last one was not passed, or is no longer valid.
create or replace function missing_steps(mother uuid) returns text[]
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select coalesce(array_agg(r.step order by r.place, r.step), '{}') from required_steps(mother) r
    where not coalesce((select s.outcome = 'PASSED' and (s.valid_until is null or s.valid_until >= today())
                        from clearance_steps s where s.caring_mother_id = mother and s.step = r.step
                        order by s.done_on desc, s.id desc limit 1), false);
end;

create or replace function steps_before(mother uuid, of_step text) returns text[]
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select coalesce(array_agg(r.step), '{}') from required_steps(mother) r
    where r.place < (select o.place from required_steps(mother) o where o.step = of_step);
end;

-- A step is kept where her registration is.
create or replace function kept_with_registration() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    perform from caring_mothers where id in (select caring_mother_id from new_rows) order by id for key share;
    if exists (select from new_rows n join caring_mothers m on m.id = n.caring_mother_id
               where m.tenant_code <> n.tenant_code) then
        raise foreign_key_violation using table = tg_table_name, constraint = tg_table_name || '_caring_mother_id_fkey',
            message = 'caring_mother_id_of_another_tenant';
    end if;
    return null;
end $$;

create or replace trigger kept_with_registration after insert on clearance_steps
    referencing new table as new_rows for each statement execute function kept_with_registration();

-- An approval rests on all required steps, and is of somebody who recorded none of them. The owner acts as nobody.
create or replace function clearance_complete() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if actor_user() is null then
        return new;
    elsif missing_steps(new.id) <> '{}' then
        raise check_violation using table = tg_table_name, constraint = tg_table_name || '_id_steps_missing',
            message = 'steps missing';
    elsif exists (select from clearance_steps s where s.caring_mother_id = new.id and s.created_by = actor_user()) then
        raise check_violation using table = tg_table_name, constraint = tg_table_name || '_id_own_content',
            message = 'own_content';
    end if;
    return new;
end $$;

create or replace trigger clearance_complete before update on caring_mothers for each row
    when (new.screening_state = 'APPROVED' and (old.screening_state <> 'APPROVED'
          or new.screening_until is distinct from old.screening_until)) execute function clearance_complete();
