-- Children on file at activities: admitted as there are places, on the day on which the activity was held, and counted
-- once in each span of time.

select keep_with_file('attendances');

-- A span of so many months that a day is in begins on this day; of 0 months, which is all time, in the day's month.
create or replace function span_of(day date, months integer) returns date
language sql immutable parallel safe
return case when months = 0 then month_of(day)
            else make_date(date_part('year', day)::integer, (date_part('month', day)::integer - 1) / months * months + 1, 1) end;

-- The dimension of what counts each once in the spans as wide as that of some days; without these in all time.
create or replace function span_dimension(since date, until date) returns text
language sql immutable parallel safe
return coalesce('span:' || (date_part('year', until) * 12 + date_part('month', until)
                            - date_part('year', since) * 12 - date_part('month', since))::integer, '');

-- The spans in which an attendance is the first of its child, in the order of days and ids.
create or replace function spans_begun(of_child uuid, on_day date, of_attendance uuid) returns integer[]
language sql stable
begin atomic
    select coalesce(array_agg(months order by months), '{}')
    from unnest(array[0, 1, 3, 6, 12]) months
        left join (select a.attended_on from attendances a
                   where a.child_id = of_child and a.closed_on is null and (a.attended_on, a.id) < (on_day, of_attendance)
                   order by a.attended_on desc, a.id desc limit 1) before on true
    where on_day is not null
      and (before.attended_on is null or months > 0 and span_of(before.attended_on, months) < span_of(on_day, months));
end;

-- The activity's row is held, so that two writers do not both take the last place, and then the child's, so that they do
-- not both count it as there for the first time.
create or replace function attendance_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    activity activities;
    child children;
    others integer;
    attended integer;
    broken text;
begin
    select * into activity from activities where id = new.activity_id for no key update;
    select * into child from children where id = new.child_id for no key update;
    select count(*), count(*) filter (where a.attended_on is not null) into others, attended
    from attendances a where a.activity_id = new.activity_id and a.closed_on is null and a.id <> new.id;
    if new.attended_on is not null then
        new.attended_on := coalesce(activity.held_on, new.attended_on);
    end if;
    if new.closed_on is not null then
        broken := null;
    elsif activity.cancelled_on is not null then
        broken := 'activity_id_closed';
    elsif new.attended_on is null then
        broken := case when child.state <> 'ON_FILE' then 'child_id_not_on_file'
                       when others >= activity.places then 'activity_id_taken' end;
    elsif activity.held_on is null then
        broken := 'activity_id_not_held';
    elsif not new.attended_on <@ days_on_file(child.stays) then
        broken := case when tg_op = 'INSERT' or old.attended_on is null then 'child_id_not_on_file'
                       else 'held_on_not_on_file' end;
    elsif attended >= activity.children_served then
        broken := 'activity_id_fewer_served';
    end if;
    if broken is not null then
        raise check_violation using table = tg_table_name, constraint = 'attendances_' || broken, message = broken;
    end if;
    new.first_of := case when new.closed_on is null then spans_begun(new.child_id, new.attended_on, new.id) else '{}' end;
    return new;
end $$;

create or replace trigger admitted before insert or update of child_id, activity_id, attended_on, closed_on on attendances
    for each row execute function attendance_admitted();

-- Where an attendance comes, moves or goes, the one that follows it may become the first, or cease to be.
create or replace function next_attendance_kept() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    moved record;
begin
    for moved in
        select p.* from (values (old.child_id, old.attended_on, old.id), (new.child_id, new.attended_on, new.id))
            p (child, day, id)
        where p.day is not null
    loop
        update attendances a set first_of = spans_begun(a.child_id, a.attended_on, a.id)
        where a.id = (select b.id from attendances b
                      where b.child_id = moved.child and b.closed_on is null and (b.attended_on, b.id) > (moved.day, moved.id)
                      order by b.attended_on, b.id limit 1)
          and a.first_of <> spans_begun(a.child_id, a.attended_on, a.id);
    end loop;
    return null;
end $$;

create or replace trigger next_kept after insert or update of child_id, attended_on, closed_on or delete on attendances
    for each row execute function next_attendance_kept();

-- Who came follows the activity: its day, its cancellation, and that it served as many.
create or replace function attendances_followed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    attended constant integer := (
        select count(*) from attendances a
        where a.activity_id = new.id and a.attended_on is not null and a.closed_on is null);
begin
    if attended > new.children_served then
        raise check_violation using table = tg_table_name, constraint = 'activities_children_served_fewer_served',
            message = 'fewer_served';
    end if;
    update attendances a set attended_on = new.held_on, version = a.version + 1
    where a.activity_id = new.id and a.attended_on <> new.held_on;
    update attendances a
    set closed_on = greatest(a.signed_up_on, new.cancelled_on), closed_reason = 'ACTIVITY_CANCELLED', version = a.version + 1
    where a.activity_id = new.id and a.closed_on is null and new.cancelled_on is not null;
    return null;
end $$;

create or replace trigger followed after update of held_on, cancelled_on, children_served on activities
    for each row execute function attendances_followed();

create or replace function shares_of(r attendances) returns setof statistics_share
language sql immutable begin atomic
    select r.tenant_code, 'persons', case months when 0 then '' else 'span:' || months end, span_of(r.attended_on, months),
           1::bigint
    from unnest(r.first_of) months;
end;

-- What the triggers left of the rows before and behind it once more from the attendances themselves.
create or replace view attendances_recounted with (security_invoker = true) as
select s.* from attendances a
    cross join lateral (select jsonb_populate_record(a, jsonb_build_object('first_of', case when a.closed_on is null
        then spans_begun(a.child_id, a.attended_on, a.id) else '{}' end)) as row offset 0) told,
    shares_of(told.row) s;
