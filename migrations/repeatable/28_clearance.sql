-- What is looked into before a Caring Mother is approved. The requirements of a tenant hold there and below.

create or replace function required_steps(mother uuid) returns table (step text, place integer)
language sql stable
begin atomic
    select r.step, min(r.position) from caring_mothers m join clearance_requirements r
        on r.tenant_code = any (division_line(m.tenant_code)) and r.recruited_through = m.recruited_through
       and r.opened_on <= today() and r.closed_on is null
    where m.id = mother group by r.step;
end;

-- Of each the last one that was recorded, in whichever application: what is still valid need not be done again.
create or replace function required_clearance(mother uuid)
returns table (step text, place integer, passed boolean, valid_until date)
language sql stable
begin atomic
    select r.step, r.place, coalesce(l.passed, false), l.valid_until
    from required_steps(mother) r left join lateral (
        select s.outcome = 'PASSED' as passed, s.valid_until from clearance_steps s
        where s.caring_mother_id = mother and s.step = r.step order by s.done_on desc, s.id desc limit 1) l on true;
end;

-- Whether who acts works with her registration, or is she: nobody else is told how she is screened.
create or replace function is_screened_here(mother uuid) returns boolean
language sql stable
begin atomic
    select mother = actor_caring_mother() or actor_role() in ('CASEWORKER', 'DIRECTOR')
        and exists (select from caring_mothers m where m.id = mother and m.tenant_code <@ actor_range());
end;

-- Those of which the last one was not passed, or is no longer valid.
create or replace function missing_steps(mother uuid) returns text[]
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select coalesce(array_agg(r.step order by r.place, r.step), '{}') from required_clearance(mother) r
    where is_screened_here(mother) and (not r.passed or r.valid_until < today());
end;

create or replace function steps_before(mother uuid, of_step text) returns text[]
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select coalesce(array_agg(r.step), '{}') from required_steps(mother) r
    where is_screened_here(mother) and r.place < (select o.place from required_steps(mother) o where o.step = of_step);
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

-- Those of some names that are no account of somebody who works for a tenant, for one above it or one below, now.
create or replace function unknown_workers(names text[], tenant bigint) returns text[]
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select coalesce(array_agg(n.name), '{}') from unnest(names) n (name)
    where not exists (
        select from users u join grants_now g on g.user_id = u.id
        where u.name = n.name and g.role not in ('CARING_MOTHER', 'PARTNER')
          and (g.low = any (division_line(tenant)) or g.low >= tenant and g.low < division_end(tenant)));
end;

-- A step is one of an application of hers that is not decided yet. The owner, who acts as nobody, enters what was looked
-- into elsewhere.
create or replace function step_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    screening screenings;
begin
    select * into screening from screenings where id = new.screening_id for share;
    if screening.caring_mother_id <> new.caring_mother_id then
        raise foreign_key_violation using table = tg_table_name, constraint = 'clearance_steps_screening_id_fkey',
            message = 'screening_id_of_another';
    elsif screening.state <> 'APPLIED' and actor_user() is not null then
        raise check_violation using table = tg_table_name, constraint = 'clearance_steps_screening_id_closed',
            message = 'decided';
    end if;
    return new;
end $$;

create or replace trigger admitted before insert on clearance_steps for each row execute function step_admitted();

-- Interviewers are accounts, which whoever decides is compared with, and never her own; the owner, who acts as nobody, enters
-- who it was elsewhere. After row security has been asked, so that nobody learns from it which accounts there are.
create or replace function interviewers_known() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if unknown_workers(new.interviewers, new.tenant_code) <> '{}' then
        raise foreign_key_violation using table = tg_table_name, constraint = 'clearance_steps_interviewers_fkey',
            message = 'interviewers_unknown';
    elsif exists (select from grants g join users u on u.id = g.user_id
                  where g.caring_mother_id = new.caring_mother_id and u.name = any (new.interviewers)) then
        raise check_violation using table = tg_table_name, constraint = 'clearance_steps_interviewers_own_content',
            message = 'interviewed_herself';
    end if;
    return null;
end $$;

create or replace trigger interviewers_known after insert on clearance_steps
    for each row when (actor_user() is not null and new.interviewers <> '{}') execute function interviewers_known();
