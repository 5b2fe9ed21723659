-- Activities take place at a venue while that is open.

-- A day that was planned binds only as long as nothing became of it. The venue is held against being closed meanwhile.
create or replace function activity_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    venue venues;
    days daterange;
    broken text;
begin
    select * into venue from venues where id = new.venue_id for share;
    days := daterange(venue.opened_on, venue.closed_on);
    broken := case when not new.held_on <@ days then 'held_on'
                   when new.held_on is null and new.cancelled_on is null and not new.planned_on <@ days then 'planned_on' end;
    if broken is not null then
        raise check_violation using table = tg_table_name, message = 'outside_venue',
            constraint = 'activities_' || broken || '_outside_venue';
    end if;
    return new;
end $$;

create or replace trigger admitted before insert or update of venue_id, planned_on, held_on on activities
    for each row when (new.venue_id is not null) execute function activity_admitted();

-- What is only planned there later than it closes is left to be moved, or cancelled.
create or replace function venue_days_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    first date;
    last date;
begin
    select min(coalesce(held_on, planned_on)), max(held_on) into first, last
    from activities where venue_id = new.id and cancelled_on is null;
    if new.opened_on <> old.opened_on and first < new.opened_on then
        raise check_violation using table = tg_table_name, constraint = 'venues_opened_on_after_entries',
            message = 'after_entries';
    elsif new.closed_on is distinct from old.closed_on and last >= new.closed_on then
        raise check_violation using table = tg_table_name, constraint = 'venues_closed_on_before_entries',
            message = 'before_entries';
    end if;
    return new;
end $$;

create or replace trigger days_admitted before update of opened_on, closed_on on venues
    for each row execute function venue_days_admitted();
