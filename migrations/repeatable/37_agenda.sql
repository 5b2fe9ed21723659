-- The agenda: what is owed and not done, with what is overdue, in the order in which it is due. Whoever asks sees the duties
-- that its policy shows.

do $$
begin
    if to_regtype('agenda_entry') is null then
        create type agenda_entry as (id text, tenant_code bigint, child_id uuid, item_id uuid, due date, starts date, opens date);
    end if;
end $$;

-- Entries in order of this are in the order of the agenda.
create or replace function agenda_id(due date, tenant_code bigint, child_id uuid, item_id uuid) returns text
language sql immutable parallel safe
return to_char(due, 'YYYY-MM-DD') || '.' || lpad(tenant_code::text, 12, '0') || '.' || child_id || '.' || item_id;

-- Of all tenants in [low, high), a page behind an entry. Windows that are open or overdue are few, whatever the scale; a duty
-- that has one of them left was settled last in one of the windows beside it, long ago, or never. Each of these is a range of
-- the index, so that what is done already is not looked at.
create or replace function agenda_of_range(
    low bigint, high bigint, since date, until date, of_codes text[], of_responsible text[], of_risks text[], most integer,
    after_due date, after_code bigint, after_child uuid, after_item uuid, on_day date default today())
returns setof agenda_entry
language plpgsql stable set search_path = pg_catalog, public
set plan_cache_mode = force_generic_plan set jit = off as $$
#variable_conflict use_column
begin
    return query
    with item as materialized (
        select i.id, i.calendar, i.grace_days from checklist_items i
        where (of_codes is null or i.code = any (of_codes)) and (of_responsible is null or i.responsible = any (of_responsible))
    ), asked as materialized (
        select k.calendar, max(i.grace_days) as grace_days, array_agg(i.id) as items, array_agg(i.grace_days) as graces
        from item i join calendars k on k.name = i.calendar
        where not k.once group by 1
    ), now as materialized (
        select w.*, array(select u.id from unnest(k.items, k.graces) u (id, days) where w.closes >= on_day - u.days) as items
        from asked k cross join lateral (
            select w.* from calendar_windows w
            where w.calendar = k.calendar and w.due >= greatest(since, after_due) and w.due <= until
              and w.closes >= on_day - k.grace_days offset 0) w
    ), settled as materialized (                    -- by the day that is due, so that no later one is looked at in vain
        select w.*, b.starts as day, b.nth
        from now w cross join lateral (
            select y.starts, row_number() over (order by y.starts desc) as nth from calendar_windows y
            where y.calendar = w.calendar and y.starts <> w.starts and y.starts <= on_day order by y.starts desc limit 24) b
        union all select w.*, '-infinity', 0 from now w
        order by due
    ), listed as (
        (select s.due, d.tenant_code, d.child_id, d.item_id, s.starts, s.opens
        from settled s cross join lateral (
            select x.tenant_code, x.child_id, x.item_id from duties x
            where x.calendar = s.calendar and x.settled_to = s.day and x.tenant_code >= low and x.tenant_code < high
              and x.live and not x.once and x.item_id = any (s.items)
              and (s.due > after_due or (x.tenant_code, x.child_id, x.item_id) > (after_code, after_child, after_item))
              and x.obliged @> s.starts and not x.waived @> s.starts and (s.day < s.starts or not s.starts = any (x.fulfilled))
              and (of_risks is null or exists (select from children c where c.id = x.child_id and c.risk_level = any (of_risks)))
            order by x.tenant_code, x.child_id, x.item_id limit most) d
        order by 1, 2, 3, 4 limit most)
        union all
        (select s.due, d.tenant_code, d.child_id, d.item_id, s.starts, s.opens
        from settled s cross join lateral (
            select x.tenant_code, x.child_id, x.item_id from duties x
            where s.nth = 24 and x.calendar = s.calendar and x.settled_to > '-infinity' and x.settled_to < s.day
              and x.tenant_code >= low and x.tenant_code < high and x.live and not x.once and x.item_id = any (s.items)
              and (s.due > after_due or (x.tenant_code, x.child_id, x.item_id) > (after_code, after_child, after_item))
              and x.obliged @> s.starts and not x.waived @> s.starts
              and (of_risks is null or exists (select from children c where c.id = x.child_id and c.risk_level = any (of_risks)))
            order by x.tenant_code, x.child_id, x.item_id limit most) d
        order by 1, 2, 3, 4 limit most)
        union all
        select * from (
            select w.due, x.tenant_code, x.child_id, x.item_id, w.starts, w.opens
            from duties x join calendar_windows w on w.calendar = x.calendar and w.starts = x.undone
            where x.undone is not null and x.tenant_code >= low and x.tenant_code < high
              and w.due >= since and w.due <= until
              and (w.due, x.tenant_code, x.child_id, x.item_id) > (after_due, after_code, after_child, after_item)
              and exists (select from item i where i.id = x.item_id)
              and (of_risks is null or exists (select from children c where c.id = x.child_id and c.risk_level = any (of_risks)))
            order by 1, 2, 3, 4 limit most) once
    )
    select agenda_id(due, tenant_code, child_id, item_id), tenant_code, child_id, item_id, due, starts, opens
    from listed order by due, tenant_code, child_id, item_id limit most;
end $$;

-- Of a few children: a Caring Mother's, or one.
create or replace function agenda_of_children(
    ids uuid[], since date, until date, of_codes text[], of_responsible text[], of_risks text[], most integer,
    after_due date, after_code bigint, after_child uuid, after_item uuid, on_day date default today())
returns setof agenda_entry
language plpgsql stable set search_path = pg_catalog, public
set plan_cache_mode = force_generic_plan set jit = off as $$
#variable_conflict use_column
begin
    return query
    select agenda_id(w.due, d.tenant_code, d.child_id, d.item_id), d.tenant_code, d.child_id, d.item_id, w.due, w.starts, w.opens
    from duties d join checklist_items i on i.id = d.item_id
    cross join lateral (
        select w.* from calendar_windows w
        where not d.once and w.calendar = d.calendar and w.closes >= on_day - i.grace_days and w.due <= until
        union all
        select w.* from calendar_windows w where w.calendar = d.calendar and w.starts = d.undone and w.due <= until) w
    where d.child_id = any (ids) and (of_codes is null or i.code = any (of_codes))
      and (of_responsible is null or i.responsible = any (of_responsible))
      and (of_risks is null or exists (select from children c where c.id = d.child_id and c.risk_level = any (of_risks)))
      and w.due >= since and (w.due, d.tenant_code, d.child_id, d.item_id) > (after_due, after_code, after_child, after_item)
      and d.obliged @> w.starts and not d.waived @> w.starts and not w.starts = any (d.fulfilled)
    order by w.due, d.tenant_code, d.child_id, d.item_id limit most;
end $$;
