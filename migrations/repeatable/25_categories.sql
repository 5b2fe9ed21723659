-- A child's main category, level of risk and need of a pairing, day by day, from the records that say them.

-- Which of several categories is the main one: what weighs most for the child comes first.
create or replace function category_rank(category text) returns integer
language sql immutable parallel safe
return array_position(array['ORPHAN', 'DE_FACTO_UNATTENDED', 'STATE_GUARDIANSHIP', 'HARMED_OR_NEGLECTED',
                            'ILLNESS_OR_DISABILITY', 'HARDSHIP', 'LEFT_BEHIND', 'MIGRANT', 'OTHER'], category);

-- The main category of every day on which there is one, as spans that follow one another.
create or replace function main_categories(of_child uuid)
returns table (category text, source text, since date, until date)
language sql stable
begin atomic
    with mine as (
        select c.id, c.category, c.source, c.from_on, c.until_on from categorizations c
        where c.child_id = of_child and c.ended_reason is distinct from 'ENTERED_IN_ERROR'
    ), spans as (
        select e.day as since, lead(e.day) over (order by e.day) as until
        from (select m.from_on as day from mine m union select m.until_on from mine m where m.until_on is not null) e
    ), mains as (
        select s.since, s.until, m.category, m.source
        from spans s, lateral (
            select m.category, m.source from mine m
            where m.from_on <= s.since and (m.until_on is null or m.until_on > s.since)
            order by category_rank(m.category), m.from_on, m.id limit 1) m
    ), numbered as (
        select m.*, count(*) filter (where m.begins) over (order by m.since) as number
        from (select p.*, (p.category, p.source, p.since) is distinct from
                  (lag(p.category) over w, lag(p.source) over w, lag(p.until) over w) as begins
              from mains p window w as (order by p.since)) m
    )
    select n.category, n.source, min(n.since), case when bool_and(n.until is not null) then max(n.until) end
    from numbered n group by n.number, n.category, n.source order by min(n.since);
end;

-- Of each child of the list its row as the records say it should be; a file without any has none.
create or replace function category_columns(of_child uuid)
returns table (category text, category_source text, category_since date, category_history jsonb)
language sql stable
begin atomic
    select max(m.category) filter (where m.until is null), max(m.source) filter (where m.until is null),
           max(m.since) filter (where m.until is null),
           coalesce(jsonb_agg(jsonb_build_object('category', m.category, 'source', m.source, 'since', m.since,
                                                 'until', m.until) order by m.since)
                    filter (where m.until is not null), '[]')
    from main_categories(of_child) m;
end;

-- Whoever assesses later says what holds from then on.
create or replace function risk_columns(of_child uuid) returns table (risk_level text, risk_history jsonb)
language sql stable
begin atomic
    select max(l.level) filter (where l.until is null),
           coalesce(jsonb_agg(jsonb_build_object('level', l.level, 'since', l.since, 'until', l.until) order by l.since), '[]')
    from (select d.level, d.since, lead(d.since) over (order by d.since) as until
          from (select distinct on (a.assessed_on) a.level, a.assessed_on as since from assessments a
                where a.child_id = of_child and a.withdrawn_on is null
                order by a.assessed_on, a.id desc) d) l;
end;

-- Every child is to be paired unless somebody has decided otherwise; a later decision stands.
create or replace function untargeted_days(of_child uuid) returns datemultirange
language sql stable
begin atomic
    select coalesce(range_agg(daterange(l.since, l.until)), '{}')
    from (select d.target, d.since, lead(d.since) over (order by d.since) as until
          from (select distinct on (t.decided_on) t.target, t.decided_on as since from target_decisions t
                where t.child_id = of_child order by t.decided_on, t.id desc) d) l
    where not l.target;
end;

-- Each holds the files' rows first, in a statement of its own, so that the next sees what others committed meanwhile, and
-- writes them though they stay the same, so that a writer with an older snapshot fails. A file of this transaction alone
-- nobody else has seen.
create or replace function categories_kept() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    -- What a new file says for itself is what its row says.
    if pg_trigger_depth() > 1 and current_setting('circle.file_told', true) = 'on'
        or current_setting(moving_setting(), true) = 'on' then
        return null;
    end if;
    perform from children where id in (select child_id from changed) order by id for no key update;
    update children c
    set category = k.category, category_source = k.category_source, category_since = k.category_since,
        category_history = k.category_history
    from (select distinct child_id from changed) x cross join lateral category_columns(x.child_id) k
    where c.id = x.child_id
      and (c.xmin <> pg_current_xact_id()::xid or (c.category, c.category_source, c.category_since, c.category_history)
           is distinct from (k.category, k.category_source, k.category_since, k.category_history));
    return null;
end $$;

create or replace function risk_kept() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if current_setting(moving_setting(), true) = 'on' then
        return null;
    end if;
    perform from children where id in (select child_id from changed) order by id for no key update;
    update children c set risk_level = k.risk_level, risk_history = k.risk_history
    from (select distinct child_id from changed) x cross join lateral risk_columns(x.child_id) k
    where c.id = x.child_id and (c.xmin <> pg_current_xact_id()::xid
                                 or (c.risk_level, c.risk_history) is distinct from (k.risk_level, k.risk_history));
    return null;
end $$;

create or replace function pairing_targets_kept() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if current_setting(moving_setting(), true) = 'on' then
        return null;
    end if;
    perform from children where id in (select child_id from changed) order by id for no key update;
    update children c set untargeted_on = untargeted_days(x.child_id)
    from (select distinct child_id from changed) x where c.id = x.child_id;
    return null;
end $$;

do $$
declare
    kept record;
    act record;
begin
    for kept in select * from (values ('categorizations', 'categories_kept'), ('assessments', 'risk_kept'),
                                      ('target_decisions', 'pairing_targets_kept')) k (of_table, by_function),
                              (values ('insert', 'insert', 'new'), ('update_from', 'update', 'old'),
                                      ('update_to', 'update', 'new'), ('delete', 'delete', 'old')) a (name, act, rows) loop
        execute format('create or replace trigger file_kept_after_%s after %s on %I referencing %s table as changed
            for each statement execute function %I()', kept.name, kept.act, kept.of_table, kept.rows, kept.by_function);
    end loop;
end $$;

-- The categories with which a file is opened are its first records.
create or replace function categories_told() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    perform set_config('circle.file_told', 'on', true);
    insert into categorizations (id, tenant_code, child_id, category, source, from_on, until_on, ended_reason)
    select time_ordered_id(), c.tenant_code, c.id, k.category, coalesce(k.source, c.category_source), k.since, k.until,
           case when k.until is not null then 'RECLASSIFIED' end
    from new_rows c, lateral (
        select category, source, since, until
        from jsonb_to_recordset(c.category_history) h (category text, source text, since date, until date)
        union all
        select c.category, c.category_source, c.category_since, null where c.category is not null) k;
    perform set_config('circle.file_told', 'off', true);
    return null;
end $$;

create or replace trigger categories_told after insert on children
referencing new table as new_rows for each statement execute function categories_told();

-- What follows from records is not written beside them. (Of the other columns the application has no right to any.)
create or replace function file_follows() returns trigger
language plpgsql as $$
begin
    if not (select pg_has_role(current_user, relowner, 'member') from pg_class where oid = tg_relid) then
        new.category := old.category;
        new.category_source := old.category_source;
        new.category_since := old.category_since;
    end if;
    return new;
end $$;

create or replace trigger file_follows before update of category, category_source, category_since on children
    for each row execute function file_follows();

-- An urgent sign overrides the level. Who reviews an assessment is not who wrote it, and whatever is changed in it afterwards ends the review.
create or replace function assessment_reviewed() returns trigger
language plpgsql as $$
declare
    is_owner constant boolean := (select pg_has_role(current_user, relowner, 'member') from pg_class where oid = tg_relid);
begin
    if new.urgent_sign is not null then
        new.level := 'RED';
    end if;
    if is_owner then
        return new;
    end if;
    if tg_op = 'INSERT' then
        new.reviewed_on := null;
        new.reviewer := null;
    elsif (new.level, new.score, new.scheme, new.urgent_sign, new.assessed_on, new.assessor, new.next_due_on)
        is distinct from (old.level, old.score, old.scheme, old.urgent_sign, old.assessed_on, old.assessor, old.next_due_on) then
        new.reviewed_on := null;
        new.reviewer := null;
    elsif new.reviewed_on is distinct from old.reviewed_on then
        if actor_user() is not distinct from old.updated_by or old.reviewed_on is not null then
            raise check_violation using table = tg_table_name, constraint = 'assessments_id_same', message = 'same person';
        end if;
        new.reviewer := name_of_user(actor_user());
    else
        new.reviewer := old.reviewer;
    end if;
    return new;
end $$;

create or replace trigger reviewed before insert or update on assessments
    for each row execute function assessment_reviewed();

select keep_with_file('categorizations', 'parent_circumstances', 'assessments', 'target_decisions');

-- By the two opinions of civil affairs of 2019 and 2020: neither parent can care, or one cannot and the other is dead.
create or replace function is_de_facto_unattended(of_child uuid, on_day date) returns boolean
language sql stable
begin atomic
    select count(*) = 2 and bool_or(p.unable) from (
        select c.parent, bool_or(c.circumstance <> 'DECEASED') as unable from parent_circumstances c
        where c.child_id = of_child and c.ended_reason is distinct from 'ENTERED_IN_ERROR'
          and c.from_on <= on_day and (c.until_on is null or c.until_on > on_day)
          and c.circumstance not in ('WITH_CHILD', 'AWAY_WORKING', 'UNKNOWN')
        group by c.parent) p;
end;
