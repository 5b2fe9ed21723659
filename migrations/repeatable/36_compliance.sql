-- Compliance: what was owed and done, for every tenant and all below it. A duty's shares are dated by windows, also ahead;
-- which of them are due by now is said when the figures are read, so that nothing has to be written at midnight.

-- Owed and waived run from window to window, so that a duty adds one where they begin and takes one away where they end;
-- owed once, they are of one window.
create or replace function shares_of_duty(r duties)
returns table (tenant_code bigint, item_id uuid, starts date, owed bigint, waived bigint, fulfilled bigint, late bigint)
language sql immutable begin atomic
    select r.tenant_code, r.item_id, c.starts, c.owed, c.waived, c.fulfilled, c.late
    from (
        select lower(o), 1, 0, 0, 0 from unnest(r.obliged) o
        union all select upper(o), -1, 0, 0, 0 from unnest(r.obliged) o where not r.once
        union all select lower(w), 0, 1, 0, 0 from unnest(r.waived) w
        union all select upper(w), 0, -1, 0, 0 from unnest(r.waived) w where not r.once
        union all select f, 0, 0, 1, 0 from unnest(r.fulfilled) f
        union all select f, 0, 0, 0, 1 from unnest(r.late) f) c (starts, owed, waived, fulfilled, late)
    where c.starts is not null offset 0;            -- a fence: of a whole row of a table, the planner loses the columns
end;

create or replace function duties_counted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if tg_op = 'INSERT' then
        insert into duty_deltas
        select s.tenant_code, s.item_id, s.starts, sum(s.owed), sum(s.waived), sum(s.fulfilled), sum(s.late)
        from new_rows r, shares_of_duty(row(r.*)::duties) s group by 1, 2, 3;
    elsif tg_op = 'DELETE' then
        insert into duty_deltas
        select s.tenant_code, s.item_id, s.starts, -sum(s.owed), -sum(s.waived), -sum(s.fulfilled), -sum(s.late)
        from old_rows r, shares_of_duty(row(r.*)::duties) s group by 1, 2, 3;
    else
        insert into duty_deltas
        select tenant_code, item_id, starts, sum(owed), sum(waived), sum(fulfilled), sum(late) from (
            select s.* from new_rows r, shares_of_duty(row(r.*)::duties) s
            union all select s.tenant_code, s.item_id, s.starts, -s.owed, -s.waived, -s.fulfilled, -s.late
            from old_rows r, shares_of_duty(row(r.*)::duties) s) changed
        group by 1, 2, 3
        having sum(owed) <> 0 or sum(waived) <> 0 or sum(fulfilled) <> 0 or sum(late) <> 0;
    end if;
    return null;
end $$;
create or replace trigger counted_on_insert after insert on duties
    referencing new table as new_rows for each statement execute function duties_counted();
create or replace trigger counted_on_update after update on duties
    referencing new table as new_rows old table as old_rows for each statement execute function duties_counted();
create or replace trigger counted_on_delete after delete on duties
    referencing old table as old_rows for each statement execute function duties_counted();

-- Moves what is pending into the rollups of its tenant and all above it: all, or so many changes at most. One process at a
-- time; null when another is at work, else how many.
create or replace function roll_up_duties(most bigint default null) returns bigint
language plpgsql security definer set search_path = pg_catalog, public
set work_mem = '32MB' as $$
declare
    moved_count bigint;
begin
    if not pg_try_advisory_xact_lock(hashtext('roll_up_duties')) then
        return null;
    end if;
    with moved as (
        delete from duty_deltas where ctid = any (array(select ctid from duty_deltas limit most)) returning *
    ), own as (
        select tenant_code, item_id, starts, sum(owed) as owed, sum(waived) as waived, sum(fulfilled) as fulfilled, sum(late) as late
        from moved group by 1, 2, 3
    ), lines as materialized (
        select keeper.tenant_code, t.code
        from (select distinct tenant_code from own) keeper join tenants t on t.code = any (division_line(keeper.tenant_code))
    ), rolled_up as (
        insert into duty_rollups as kept
        select code, item_id, starts, sum(owed), sum(waived), sum(fulfilled), sum(late)
        from own join lines using (tenant_code) group by 1, 2, 3 order by 1, 2, 3
        on conflict (tenant_code, item_id, starts) do update set owed = kept.owed + excluded.owed,
            waived = kept.waived + excluded.waived, fulfilled = kept.fulfilled + excluded.fulfilled, late = kept.late + excluded.late
    )
    select count(*) into moved_count from moved;
    return moved_count;
end $$;

-- The duties of a tenant and all below it whose windows are due in [since, until), item by item, as they stand today:
-- obliged = waived + fulfilled + missed + overdue + open.
create or replace function compliance_of(of_code bigint, since date, until date, on_day date default today())
returns table (item_id uuid, obliged bigint, waived bigint, fulfilled bigint, late bigint, missed bigint, overdue bigint, open bigint)
language plpgsql stable set search_path = pg_catalog, public
set plan_cache_mode = force_generic_plan set jit = off as $$
#variable_conflict use_column
begin
    return query
    with due as materialized (
        select w.*, k.name, k.once from calendar_windows w join calendars k using (calendar)
        where w.due >= since and w.due < until
    ), span as materialized (
        select name, once, min(starts) as first, max(starts) as last from due group by 1, 2
    ), item as materialized (
        select i.id, i.grace_days, s.* from checklist_items i join span s on s.name = i.calendar
    ), known as materialized (                      -- of all windows up to the last; of those once, since the first
        select i.id, i.name, i.once, k.starts, k.owed, k.waived, k.fulfilled, k.late
        from item i cross join lateral (
            select r.starts, r.owed, r.waived, r.fulfilled, r.late from duty_rollups r
            where r.tenant_code = of_code and r.item_id = i.id and r.starts <= i.last and (not i.once or r.starts >= i.first) offset 0) k
        union all
        select i.id, i.name, i.once, d.starts, d.owed, d.waived, d.fulfilled, d.late
        from duty_deltas d join item i on i.id = d.item_id
        where d.tenant_code >= of_code and d.tenant_code < division_end(of_code) and d.starts <= i.last
          and (not i.once or d.starts >= i.first)
    ), placed as (
        select n.id, n.name, k.calendar, n.once, n.starts, n.owed, n.waived, n.fulfilled, n.late
        from known n join calendars k on k.name = n.name and k.month_day = case n.name when 'BIRTHDAY' then month_day(n.starts) else 0 end
        union all                                   -- every window due, for whoever has any duty of the item
        select n.id, n.name, d.calendar, d.once, d.starts, 0, 0, 0, 0
        from (select distinct id, name from known) n join due d using (name) where not d.once
    ), running as (
        select id, name, calendar, starts, case when once then sum(owed) else sum(sum(owed)) over along end as owed,
               case when once then sum(waived) else sum(sum(waived)) over along end as waived,
               sum(fulfilled) as fulfilled, sum(late) as late
        from placed group by id, name, calendar, once, starts
        window along as (partition by id, calendar order by starts)
    ), state as (
        select r.*, d.due, d.closes, i.grace_days, r.owed - r.waived - r.fulfilled as undone
        from running r join due d using (name, calendar, starts) join item i on i.id = r.id
    )
    select id, sum(owed)::bigint, sum(waived)::bigint, sum(fulfilled)::bigint, sum(late)::bigint,
           coalesce(sum(undone) filter (where closes < on_day - grace_days), 0)::bigint,
           coalesce(sum(undone) filter (where closes >= on_day - grace_days and due < on_day), 0)::bigint,
           coalesce(sum(undone) filter (where due >= on_day), 0)::bigint
    from state group by id
    having sum(owed) <> 0;
end $$;

-- Recounts the rollups from the duties, in the snapshot of the caller, and names what disagrees.
create or replace function duty_rollup_differences()
returns table (tenant_code bigint, item_id uuid, starts date)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select tenant_code, item_id, starts from (
        select t.code as tenant_code, s.item_id, s.starts, s.owed, s.waived, s.fulfilled, s.late
        from (select s.tenant_code, s.item_id, s.starts, sum(s.owed) as owed, sum(s.waived) as waived,
                     sum(s.fulfilled) as fulfilled, sum(s.late) as late
              from duties d, shares_of_duty(d) s group by 1, 2, 3) s
        join tenants t on t.code = any (division_line(s.tenant_code))
        union all
        select r.tenant_code, r.item_id, r.starts, -r.owed, -r.waived, -r.fulfilled, -r.late from duty_rollups r
        union all
        select t.code, d.item_id, d.starts, -d.owed, -d.waived, -d.fulfilled, -d.late
        from duty_deltas d join tenants t on t.code = any (division_line(d.tenant_code))) k
    group by 1, 2, 3
    having sum(owed) <> 0 or sum(waived) <> 0 or sum(fulfilled) <> 0 or sum(late) <> 0
    order by 1, 2, 3;
end;
