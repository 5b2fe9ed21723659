-- Screenings: whoever decides one had no part in it, and the one decided last says how a Caring Mother stands.

create or replace trigger kept_with_registration after insert on screenings
    referencing new table as new_rows for each statement execute function kept_with_registration();

create or replace function latest_screening(mother uuid) returns setof screenings
language sql stable
begin atomic
    select s.* from screenings s where s.caring_mother_id = mother and s.state in ('APPROVED', 'REJECTED')
    order by s.decided_on desc, s.created_at desc, s.id desc limit 1;
end;

create or replace function standing_of_caring_mother(mother uuid) returns table (state text, until date)
language sql stable
begin atomic
    select coalesce(max(l.state), 'PENDING'), max(l.approved_until)
    from latest_screening(mother) l where l.lapsed_on is null;
end;

-- Whether whoever acts is neither the applicant nor who entered her or her application, changed nothing that is approved of
-- her, and neither recorded a step nor interviewed her.
create or replace function may_decide_screening(mother uuid, entered_by uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select actor_user() is null or not (
        entered_by is not distinct from actor_user()
        or exists (select from grants g where g.caring_mother_id = mother and g.user_id = actor_user())
        or exists (select from clearance_steps s where s.caring_mother_id = mother
                   and (s.created_by = actor_user() or name_of_user(actor_user()) = any (s.interviewers)))
        or exists (select from caring_mothers m join record_approvals a on a.kind = 'CARING_MOTHER'
                   where m.id = mother and wrote_content(m.id, m.created_by, a)));
end;

-- What was decided stays as it is, and ends at most: once it is revoked, or once who she is was changed. An approval rests on
-- all required steps, and ends with the first of them. The owner, who acts as nobody, enters what was decided elsewhere.
create or replace function screening_kept() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    standard constant text[] := '{version,updated_at,updated_by,tenant_code}';
    decision constant text[] := '{state,decided_on,approved_until,opinion}';
    lapse constant text[] := '{lapsed_on,lapsed_reason}';
    decides constant boolean := old.state = 'APPLIED' and new.state <> 'APPLIED';
    lapses constant boolean := (new.lapsed_on, new.lapsed_reason) is distinct from (old.lapsed_on, old.lapsed_reason);
    broken text;
begin
    if unrecorded() then
        return new;
    elsif decides and (new.decided_on is null or actor_user() is not null) then
        new.decided_on := today();
    end if;
    if actor_user() is null then
        return new;
    elsif lapses and pg_trigger_depth() = 1 and actor_role() <> 'DIRECTOR' then
        raise insufficient_privilege using message = 'this is not the current role''s to decide';
    elsif to_jsonb(new) - (standard || lapse || case when decides then decision else '{}' end)
            <> to_jsonb(old) - (standard || lapse || case when decides then decision else '{}' end)
        or lapses and (old.state not in ('APPROVED', 'REJECTED') or old.lapsed_on is not null) then
        broken := 'id_fulfilled';
    elsif decides and new.state <> 'WITHDRAWN' then
        -- Her row is held, so that nobody changes meanwhile what is approved.
        perform from caring_mothers where id = new.caring_mother_id for no key update;
        broken := case
            when exists (select from caring_mothers m where m.id = new.caring_mother_id and m.closed_on is not null)
                then 'id_closed'
            when not may_decide_screening(new.caring_mother_id, new.created_by) then 'id_own_content'
            when new.state = 'REJECTED' then null
            when missing_steps(new.caring_mother_id) <> '{}' then 'id_steps_missing'
            when exists (select from required_clearance(new.caring_mother_id) r where r.valid_until < new.approved_until)
                then 'approved_until_within' end;
    end if;
    if broken is not null then
        raise check_violation using table = tg_table_name, constraint = 'screenings_' || broken, message = broken;
    end if;
    return new;
end $$;

-- After the trigger of approvals: triggers are fired by their names.
create or replace trigger kept before update on screenings for each row execute function screening_kept();

create or replace function screening_decided() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if pg_trigger_depth() > 1 and current_setting('circle.screening_told', true) = 'on' then
        return null;
    end if;
    perform from caring_mothers where id = new.caring_mother_id for no key update;
    update caring_mothers m set version = m.version + 1, screening_state = s.state, screening_until = s.until
    from standing_of_caring_mother(new.caring_mother_id) s
    where m.id = new.caring_mother_id and (m.screening_state, m.screening_until) is distinct from (s.state, s.until);
    return null;
end $$;

create or replace trigger decided_on_insert after insert on screenings for each row
    when (new.state in ('APPROVED', 'REJECTED')) execute function screening_decided();
create or replace trigger decided after update on screenings for each row
    when ((old.state, old.approved_until, old.lapsed_on) is distinct from (new.state, new.approved_until, new.lapsed_on))
    execute function screening_decided();

-- The decision with which a registration is entered is its first screening.
create or replace function screenings_told() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    perform set_config('circle.screening_told', 'on', true);
    insert into screenings (id, tenant_code, caring_mother_id, applied_on, state, decided_on, approved_until)
    select time_ordered_id(), m.tenant_code, m.id, d.day, m.screening_state, d.day, m.screening_until
    from new_rows m, lateral (select least(m.registered_on, m.screening_until) as day) d
    where m.screening_state <> 'PENDING';
    perform set_config('circle.screening_told', 'off', true);
    return null;
end $$;

create or replace trigger screenings_told after insert on caring_mothers
    referencing new table as new_rows for each statement execute function screenings_told();

-- The days on which an approval held: until it ran out, was revoked, or another decision came.
create or replace function cleared_days(mother uuid) returns datemultirange
language sql stable
begin atomic
    select coalesce(range_agg(daterange(d.decided_on, d.until)) filter (where d.state = 'APPROVED' and d.until > d.decided_on), '{}')
    from (select s.state, s.decided_on, least(s.approved_until + 1, s.lapsed_on, lead(s.decided_on) over (
              order by s.decided_on, s.created_at, s.id)) as until
          from screenings s where s.caring_mother_id = mother and s.state in ('APPROVED', 'REJECTED')) d;
end;

-- The days on which her training was valid, and those on which she passed one: of trainings on one day the last stands.
create or replace function training_of(mother uuid) returns table (trained_on datemultirange, training_days date[])
language sql stable
begin atomic
    select coalesce(range_agg(daterange(t.done_on, t.until)) filter (where (t.until > t.done_on) is not false), '{}'),
           coalesce(array_agg(distinct t.done_on order by t.done_on), '{}')
    from (select s.outcome, s.done_on, least(s.valid_until + 1, lead(s.done_on) over (order by s.done_on, s.id)) as until
          from clearance_steps s where s.caring_mother_id = mother and s.step = 'TRAINING') t
    where t.outcome = 'PASSED';
end;

-- Held first, in a statement of its own, so that the next sees what others committed meanwhile.
create or replace function cleared_on_kept() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    perform from caring_mothers where id in (select caring_mother_id from changed) order by id for no key update;
    update caring_mothers m set cleared_on = c.days
    from (select distinct caring_mother_id from changed) x, cleared_days(x.caring_mother_id) c (days)
    where m.id = x.caring_mother_id and m.cleared_on is distinct from c.days;
    return null;
end $$;

create or replace function trained_on_kept() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    perform from caring_mothers where id in (select caring_mother_id from changed where step = 'TRAINING')
    order by id for no key update;
    update caring_mothers m set trained_on = t.trained_on, training_days = t.training_days
    from (select distinct caring_mother_id from changed where step = 'TRAINING') x, training_of(x.caring_mother_id) t
    where m.id = x.caring_mother_id and (m.trained_on, m.training_days) is distinct from (t.trained_on, t.training_days);
    return null;
end $$;

do $$
declare
    kept record;
begin
    for kept in
        select * from (values ('cleared_on', 'screenings'), ('trained_on', 'clearance_steps')) k (days, of_table),
            (values ('insert', 'new'), ('update', 'new'), ('delete', 'old')) act (name, rows)
    loop
        execute format('create or replace trigger %s_after_%s after %2$s on %I referencing %s table as changed
            for each statement execute function %1$s_kept()', kept.days, kept.name, kept.of_table, kept.rows);
    end loop;
end $$;

-- Whatever changes how she stands without a screening is told to them: the trigger of approvals, where what was approved is
-- another, and the owner.
create or replace function screening_followed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    latest screenings;
begin
    select * into latest from latest_screening(new.id);
    if new.screening_state = 'PENDING' then
        update screenings set version = version + 1, lapsed_on = today() where id = latest.id and lapsed_on is null;
    elsif latest.state = new.screening_state and latest.lapsed_on is null then
        update screenings set version = version + 1, approved_until = new.screening_until
        where id = latest.id and approved_until is distinct from new.screening_until;
    else
        insert into screenings (id, tenant_code, caring_mother_id, applied_on, state, decided_on, approved_until)
        values (time_ordered_id(), new.tenant_code, new.id, today(), new.screening_state, today(), new.screening_until);
    end if;
    return null;
end $$;

create or replace trigger screening_followed after update on caring_mothers for each row
    when ((old.screening_state, old.screening_until) is distinct from (new.screening_state, new.screening_until))
    execute function screening_followed();
