-- Duties: what each child is owed, and what of it was done. `reckoned_duties` is the definition; a duty is kept by it
-- wherever facts, waivers, items or past acts change, and by one update where an act is added.
--
-- A window is owed if, on the day it is due, the item applies to the child, and has applied for the days of notice up to it
-- without a break, whichever version of the item and whichever tenant; it is owed to the tenant that has the child then. It
-- is done by an act on a day on which it is open, before the facts or the stay end. What could still be done when these end
-- is released; what had closed by then stays missed. A waived window is waived, whatever was done.

do $$
begin
    if to_regtype('duty_hit') is null then
        create type duty_hit as (child_id uuid, item_id uuid, tenant_code bigint, starts date, late boolean, plain boolean);
    end if;
end $$;

create or replace function reckoned_duties(ids uuid[], of_code text default null)
returns table (tenant_code bigint, child_id uuid, item_id uuid, calendar integer, once boolean, days datemultirange,
               obliged datemultirange, waived datemultirange, released datemultirange, fulfilled date[], late date[])
language plpgsql stable security definer set search_path = pg_catalog, public
set plan_cache_mode = force_generic_plan set jit = off as $$
#variable_conflict use_column
begin
    return query
    with item as materialized (
        select i.*, division_end(i.tenant_code) as code_end, daterange(i.from_on, i.until_on) as period,
               k.calendar as of_all, coalesce(k.once, false) as once, k.age, dense_rank() over
                   (order by i.tenant_code, i.only_paired, i.categories, i.risk_levels, i.age_from, i.age_until) as audience
        from checklist_items i left join calendars k on k.name = i.calendar and k.month_day = 0
        where i.code = of_code or of_code is null
    ), audience as materialized (                   -- of items that are asked for the same children
        select distinct audience, tenant_code, code_end, only_paired, categories, risk_levels, age_from, age_until from item
    ), child as materialized (
        select c.id, c.birth_date, c.paired_on,
               array(select s::tenant_days from stays_of(c) s) as stays,
               array(select v::dated_value from categories_of(c) v) as categories,
               array(select v::dated_value from risk_levels_of(c) v) as risk_levels,
               (select k.calendar from calendars k where k.name = 'BIRTHDAY' and k.month_day = month_day(c.birth_date)) as birthday
        from children c where c.id = any (ids) and c.stays <> '[]' and c.erased_on is null
    ), meant as materialized (                      -- child x audience: the days on which it is of it
        select c.id, c.birth_date, c.stays, c.birthday, a.audience, a.code_end, f.facts, d.days
        from child c cross join audience a
        cross join lateral (                        -- they end by what is on record, never ahead of it
            select coalesce((select range_agg(s.days) from unnest(c.stays) s
                             where s.tenant_code >= a.tenant_code and s.tenant_code < a.code_end), '{}')
                * case when a.only_paired then c.paired_on else '{(,)}' end
                * case when a.categories = '{}' then '{(,)}' else coalesce(
                    (select range_agg(v.days) from unnest(c.categories) v where v.value = any (a.categories)), '{}') end
                * case when a.risk_levels = '{}' then '{(,)}' else coalesce(
                    (select range_agg(v.days) from unnest(c.risk_levels) v where v.value = any (a.risk_levels)), '{}') end
                as facts offset 0) f
        cross join lateral (
            select f.facts * datemultirange(daterange(
                (c.birth_date + make_interval(years => a.age_from))::date,
                (c.birth_date + make_interval(years => a.age_until))::date)) as days offset 0) d
        where not isempty(d.days)
    ), applied as (                                 -- child x item: the days on which it applies
        select m.id, m.birth_date, m.stays, i.tenant_code as keeper, m.code_end, i.id as item_id, i.code, i.acts, i.notice_days,
               k.calendar, i.once, i.age, m.facts, d.days,
               range_agg(d.days) over (partition by m.id, i.tenant_code, i.code, k.calendar, i.age) as united
        from meant m join item i using (audience)
        cross join lateral (select coalesce(i.of_all, m.birthday) as calendar) k
        cross join lateral (select m.days * datemultirange(i.period) as days offset 0) d
        where not isempty(d.days)
    ), piece as materialized (                      -- due from `since` until `till`; facts and stay end on `ended`
        select a.id, a.birth_date, a.keeper, a.item_id, a.code, a.acts, a.calendar, a.once, a.age, s.tenant_code,
               lower(s.days) as stay_since, a.days * datemultirange(s.days) as here, lower(u) as without_break,
               case when a.once then lower(p) else greatest(lower(p), lower(u) + a.notice_days - 1) end as since, upper(p) as till,
               (select least(upper(f), upper(s.days)) from unnest(a.facts) f where f @> lower(p)) as ended,
               row_number() over () as n
        from applied a cross join unnest(a.stays) s cross join unnest(a.united) u
        cross join unnest(a.days * datemultirange(s.days) * datemultirange(u)) p
        where s.tenant_code >= a.keeper and s.tenant_code < a.code_end
    ), almanac as materialized (                    -- the windows of a calendar in their order, which is that of their days too
        select k.calendar, w.*
        from (select distinct p.calendar from piece p where not p.once) k
        cross join lateral (
            select array_agg(w.starts order by w.starts) as starts, array_agg(w.ends order by w.starts) as ends,
                   array_agg(w.opens order by w.starts) as opens, array_agg(w.due order by w.starts) as due,
                   array_agg(w.closes order by w.starts) as closes
            from calendar_windows w where w.calendar = k.calendar) w
    ), owed as materialized (                       -- with the last window of each
        select p.*, daterange(k.starts[w.first], k.starts[w.behind]) as places,
               k.starts[w.behind - 1] as last_starts, k.ends[w.behind - 1] as last_ends, k.closes[w.behind - 1] as last_closes
        from piece p join almanac k using (calendar)
        cross join lateral (select width_bucket(p.since - 1, k.due) + 1 as first,
                                   width_bucket(p.till - 1, k.due) + 1 as behind offset 0) w
        where not p.once and w.first <= cardinality(k.due) and (w.first < w.behind or w.behind is null)
        union all
        select p.*, daterange(w.starts, w.ends), w.starts, w.ends, w.closes
        from piece p cross join lateral (
            select w.* from calendar_windows w
            where w.calendar = p.calendar
              and w.starts = coalesce((p.birth_date + make_interval(years => p.age))::date, p.stay_since) offset 0) w
        where p.once and w.due >= p.since and (w.due < p.till or p.till is null)
          and (p.age is not null or p.stay_since >= p.without_break)
    ), waiver as (
        select o.n, range_agg(daterange(first.starts, behind.starts) * o.places) as places
        from owed o join waivers v on v.child_id = o.id join checklist_items i on i.id = v.item_id
        cross join lateral (select w.starts from calendar_windows w where w.calendar = o.calendar and w.due >= v.from_on
                            order by w.due, w.starts limit 1) first
        left join lateral (select w.starts from calendar_windows w where w.calendar = o.calendar and w.due >= v.until_on
                           order by w.due, w.starts limit 1) behind on true
        where v.child_id = any (ids) and (i.tenant_code, i.code) = (o.keeper, o.code)
        group by o.n
    ), spared as materialized (
        select o.*, coalesce(w.places, '{}') as waived from owed o left join waiver w using (n)
    ), act as materialized (
        select a.child_id, a.day, a.labels from acts a where a.child_id = any (ids)
    ), hit as (
        select s.n, w.starts, min(a.day) > w.due as late
        from spared s join act a on a.child_id = s.id join almanac k on k.calendar = s.calendar
        cross join lateral (select width_bucket(a.day, k.opens) as place offset 0) p
        cross join lateral (select k.starts[p.place] as starts, k.due[p.place] as due, k.closes[p.place] as closes offset 0) w
        where not s.once and a.labels && s.acts and (a.day < s.ended or s.ended is null)
          and a.day <= w.closes and s.places @> w.starts and not s.waived @> w.starts
        group by s.n, w.starts, w.due
        union all
        select s.n, w.starts, min(a.day) > w.due
        from spared s join calendar_windows w on w.calendar = s.calendar and w.starts = lower(s.places)
        join act a on a.child_id = s.id
        where s.once and a.labels && s.acts and a.day between w.opens and w.closes and (a.day < s.ended or s.ended is null)
          and not s.waived @> w.starts
        group by s.n, w.starts, w.due
    ), done as (
        select n, array_agg(starts order by starts) as fulfilled,
               coalesce(array_agg(starts order by starts) filter (where late), '{}') as late
        from hit group by n
    ), kept as materialized (                       -- the last window is lost if it could still be done when facts or stay ended
        select s.tenant_code, s.id, s.item_id, s.calendar, s.once, s.here, s.places, s.waived,
               coalesce(d.fulfilled, '{}') as fulfilled, coalesce(d.late, '{}') as late,
               case when s.last_closes >= s.ended and not s.waived @> s.last_starts
                         and not s.last_starts = any (coalesce(d.fulfilled, '{}'))
                    then daterange(s.last_starts, s.last_ends) end as lost
        from spared s left join done d using (n)
    )
    select k.tenant_code, k.id, k.item_id, k.calendar, k.once, range_agg(k.here),
           range_agg(k.places) - coalesce(range_agg(k.lost), '{}'), range_agg(k.waived), coalesce(range_agg(k.lost), '{}'),
           coalesce(array_agg(distinct f order by f) filter (where f is not null), '{}'),
           coalesce(array_agg(distinct f order by f) filter (where f = any (k.late)), '{}')
    from kept k left join lateral unnest(k.fulfilled) f on true
    group by k.tenant_code, k.id, k.item_id, k.calendar, k.once;
end $$;

create or replace function has_open_window(d duties) returns boolean
language sql stable
return exists (
    select from calendar_windows w join checklist_items i on i.id = d.item_id
    where w.calendar = d.calendar and w.starts >= lower(d.obliged) and w.starts < upper(d.obliged)
      and w.closes >= today() - i.grace_days
      and d.obliged @> w.starts and not d.waived @> w.starts and not w.starts = any (d.fulfilled));

create or replace function is_live(d duties) returns boolean
language sql stable
return not isempty(d.obliged) and (coalesce(upper(d.obliged) > today(), true) or has_open_window(d));

-- Makes the duties of these children what the definition says. Whoever writes duties holds the child's row first, in a
-- statement of its own, so that the next sees what others committed meanwhile: pairing, child, duties. By indexes, for a plan
-- made while there are few duties is kept while they become many.
create or replace function reckon_duties(ids uuid[], of_code text default null) returns void
language plpgsql security definer set search_path = pg_catalog, public
set plan_cache_mode = force_generic_plan set jit = off set enable_seqscan = off as $$
begin
    perform from children where id = any (ids) order by id for no key update;
    if not exists (select from checklist_items) then
        return;
    end if;
    merge into duties d
    using (
        select coalesce(n.child_id, k.child_id) as child_id, coalesce(n.item_id, k.item_id) as item_id,
               coalesce(n.tenant_code, k.tenant_code) as tenant_code, n.child_id is null as gone,
               n.calendar, n.once, n.days, n.obliged, n.waived, n.released, n.fulfilled, n.late,
               is_live(row(n.tenant_code, n.child_id, n.item_id, n.calendar, n.once, n.days, n.obliged, n.waived, n.released,
                           n.fulfilled, n.late, null, null, null)::duties) as live
        from reckoned_duties(ids, of_code) n
        full join (select k.child_id, k.item_id, k.tenant_code from duties k
                   join children c on c.id = k.child_id join checklist_items i on i.id = k.item_id
                   where k.child_id = any (ids) and c.erased_on is null and (i.code = of_code or of_code is null)) k
            using (child_id, item_id, tenant_code)
    ) n
    on (d.child_id, d.item_id, d.tenant_code) = (n.child_id, n.item_id, n.tenant_code)
    when matched and n.gone then delete
    when matched and (d.calendar, d.days, d.obliged, d.waived, d.released, d.fulfilled, d.late, d.live)
            is distinct from (n.calendar, n.days, n.obliged, n.waived, n.released, n.fulfilled, n.late, n.live) then
        update set calendar = n.calendar, once = n.once, days = n.days, obliged = n.obliged, waived = n.waived,
                   released = n.released, fulfilled = n.fulfilled, late = n.late, live = n.live
    when not matched then
        insert (tenant_code, child_id, item_id, calendar, once, days, obliged, waived, released, fulfilled, late, live)
        values (n.tenant_code, n.child_id, n.item_id, n.calendar, n.once, n.days, n.obliged, n.waived, n.released, n.fulfilled,
                n.late, n.live);
end $$;

-- Acts added are written on those duties of their children in whose windows they fall. What is released, and an act behind
-- the days on which the item applied, are matters of the definition; so are two acts for one duty.
create or replace function add_acts(added act[]) returns void
language plpgsql security definer set search_path = pg_catalog, public
set plan_cache_mode = force_generic_plan set jit = off as $$
declare
    hits duty_hit[];
    unclear uuid[];
begin
    if added = '{}' then
        return;
    end if;
    perform from children where id = any (array(select a.child_id from unnest(added) a)) order by id for no key update;
    -- The window of a day is the last one open by then; of what is owed once, its own. The fences keep the plan what it is.
    select array_agg(row(d.child_id, d.item_id, d.tenant_code, w.starts, a.day > w.due,
                         d.obliged @> w.starts and exists (
                             select from unnest(d.days) r where r @> w.due and (a.day < upper(r) or upper_inf(r))))::duty_hit)
    into hits
    from unnest(added) a
    join duties d on d.child_id = a.child_id
    join checklist_items i on i.id = d.item_id and i.acts && a.labels
    cross join lateral (
        select w.* from calendar_windows w
        where w.calendar = d.calendar and w.starts = case when d.once then coalesce(d.undone, lower(d.obliged + d.released)) else (
            select o.starts from calendar_windows o where o.calendar = d.calendar and o.opens <= a.day
            order by o.opens desc limit 1) end
        offset 0) w
    where a.day between w.opens and w.closes and (d.obliged @> w.starts or d.released @> w.starts) and not d.waived @> w.starts
      and (not w.starts = any (d.fulfilled) or (a.day <= w.due and w.starts = any (d.late)));
    if hits is null then
        return;
    end if;
    select array_agg(child_id) into unclear from (
        select h.child_id from unnest(hits) h
        group by h.child_id having not bool_and(h.plain) or count(*) > count(distinct (h.item_id, h.tenant_code))) u;
    update duties d set
        fulfilled = case when h.starts = any (d.fulfilled) then d.fulfilled when h.starts > d.settled_to then d.fulfilled || h.starts
            else array(select f from unnest(d.fulfilled || h.starts) f order by f) end,
        late = case when not h.late then array_remove(d.late, h.starts) when h.starts = any (d.fulfilled) then d.late
            else array(select f from unnest(d.late || h.starts) f order by f) end
    from unnest(hits) h
    where (d.child_id, d.item_id, d.tenant_code) = (h.child_id, h.item_id, h.tenant_code)
      and (unclear is null or h.child_id <> all (unclear));
    if unclear is not null then
        perform reckon_duties(unclear);
    end if;
end $$;

-- Of every kind of record with acts: what is added is written, and whatever else becomes of them is reckoned.
create or replace function keep_acts(of_table regclass) returns void
language plpgsql as $$
declare
    acts_in constant text := format('select a::act from %%s r, acts_of(row(r.*)::%s) a', of_table);
    was constant text := format(acts_in, 'old_rows');
    becomes constant text := format(acts_in, 'new_rows');
    change record;
begin
    for change in select * from (values
            ('insert', 'new table as new_rows', format('add_acts(array(%s))', becomes)),
            ('delete', 'old table as old_rows', format('reckon_duties(array(select distinct (x.a).child_id from (%s) x (a)))', was)),
            ('update', 'old table as old_rows new table as new_rows', format('reckon_duties(array(
                select distinct (x.a).child_id from ((%1$s except all %2$s) union all (%2$s except all %1$s)) x (a)))', was, becomes))
            ) c (name, tables, doing) loop
        execute format('
            create or replace function %1$I() returns trigger
            language plpgsql security definer set search_path = pg_catalog, public as
            $f$ begin perform %2$s; return null; end $f$;
            create or replace trigger %3$I after %4$s on %5$s referencing %6$s for each statement execute function %1$I()',
            of_table || '_acts_on_' || change.name, change.doing, 'duties_on_' || change.name, change.name, of_table, change.tables);
    end loop;
end $$;

select keep_acts(record_table) from record_kinds where to_regprocedure(format('acts_of(%s)', record_table)) is not null;

create or replace function facts_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    changed uuid[];
begin
    if tg_op = 'INSERT' then
        select array_agg(n.id) into changed from new_rows n where n.stays <> '[]';
    else
        select array_agg(n.id) into changed from new_rows n join old_rows o using (id)
        where n.erased_on is null and facts_differ(row(o.*)::children, row(n.*)::children);
    end if;
    if changed is not null then
        perform reckon_duties(changed);
    end if;
    return null;
end $$;
create or replace trigger duties_on_insert after insert on children
    referencing new table as new_rows for each statement execute function facts_changed();
create or replace trigger duties_on_update after update on children
    referencing old table as old_rows new table as new_rows for each statement execute function facts_changed();

-- A waiver is of an item that is asked for the child: of the checklist of the tenant that keeps the waiver, or of one above.
-- One of a file that went elsewhere says what was not asked before.
create or replace function item_asked_for() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if 'on' in (current_setting(moving_setting(), true), current_setting(by_law_setting(), true)) then
        return null;
    elsif exists (select from new_rows n join checklist_items i on i.id = n.item_id
               where i.tenant_code <> all (division_line(n.tenant_code))) then
        raise foreign_key_violation using table = tg_table_name, constraint = 'waivers_item_id_fkey',
            message = 'item_id_of_another_tenant';
    end if;
    return null;
end $$;
create or replace trigger asked_for_on_insert after insert on waivers
    referencing new table as new_rows for each statement execute function item_asked_for();
create or replace trigger asked_for_on_update after update on waivers
    referencing new table as new_rows for each statement execute function item_asked_for();

-- What is said of a child in rows of its own.
create or replace function rows_of_child_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    -- Of a file that is handed over the stay changes, and that is reckoned.
    if current_setting(moving_setting(), true) = 'on' then
        return null;
    end if;
    perform reckon_duties(array(select distinct child_id from changed));
    return null;
end $$;
do $$
declare
    said regclass;
    act record;
begin
    foreach said in array array['waivers', 'categorizations']::regclass[] loop
        for act in select * from (values ('insert', 'insert', 'new'), ('update_from', 'update', 'old'),
                                         ('update_to', 'update', 'new'), ('delete', 'delete', 'old')) a (name, act, rows) loop
            execute format('create or replace trigger duties_on_%s after %s on %s referencing %s table as changed
                for each statement execute function rows_of_child_changed()', act.name, act.act, said, act.rows);
        end loop;
    end loop;
end $$;

-- A change of an item is a matter of all children there and below, and is worked off behind the answer, step by step.
create or replace function items_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    insert into duty_backlog (tenant_code, code)
    select tenant_code, case when count(distinct code) = 1 then min(code) end from changed group by tenant_code;
    return null;
end $$;
create or replace trigger duties_on_insert after insert on checklist_items
    referencing new table as changed for each statement execute function items_changed();
create or replace trigger duties_on_update_from after update on checklist_items
    referencing old table as changed for each statement execute function items_changed();
create or replace trigger duties_on_update_to after update on checklist_items
    referencing new table as changed for each statement execute function items_changed();

-- Reckons the duties of so many more children anew, for the change of items that has waited longest; whether there was any.
-- One of all items, as it begins, takes on what is there of later ones. From tenant to tenant, so that few figures change.
create or replace function work_off_duties(most integer) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    change duty_backlog;
    ids uuid[];
begin
    select * into change from duty_backlog order by id limit 1 for update skip locked;
    if change.id is null then
        return false;
    end if;
    if change.code is null and change.reckoned_in = 0 then
        delete from duty_backlog where id in (
            select id from duty_backlog
            where id > change.id and tenant_code >= change.tenant_code and tenant_code < division_end(change.tenant_code)
            for update skip locked);
    end if;
    ids := array(select id from children
                 where (tenant_code, id) > (change.reckoned_in, change.reckoned_to) and stays <> '[]'
                   and (tenant_code >= change.tenant_code and tenant_code < division_end(change.tenant_code)
                        or exists (select from duties d join checklist_items i on i.id = d.item_id
                                   where d.child_id = children.id and i.tenant_code >= change.tenant_code
                                     and i.tenant_code < division_end(change.tenant_code)
                                     and (i.code = change.code or change.code is null)))
                 order by tenant_code, id limit most);
    perform reckon_duties(ids, change.code);
    if cardinality(ids) < most then
        delete from duty_backlog where id = change.id;
    else
        update duty_backlog b set reckoned_to = c.id, reckoned_in = c.tenant_code
        from children c where b.id = change.id and c.id = ids[cardinality(ids)];
    end if;
    return true;
end $$;

-- Duties of these children that are not what the definition says; those of an erased child stay as they were.
create or replace function duty_differences(ids uuid[])
returns table (child_id uuid, item_id uuid, tenant_code bigint)
language plpgsql stable security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
begin
    return query
    select child_id, item_id, tenant_code
    from reckoned_duties(ids) n
    full join (select d.* from duties d join children c on c.id = d.child_id
               where d.child_id = any (ids) and c.erased_on is null) d using (child_id, item_id, tenant_code)
    where (n.calendar, n.days, n.obliged, n.waived, n.released, n.fulfilled, n.late)
        is distinct from (d.calendar, d.days, d.obliged, d.waived, d.released, d.fulfilled, d.late);
end $$;
