-- What organisations contribute to the figures, and how far targets are met.

create or replace function shares_of(r organizations) returns setof statistics_share
language sql immutable begin atomic
    select s.tenant_code, 'organizations', d.dimension, month_of(c.day), c.amount
    from spans_of(r.tenant_code, r.handed_over, r.registered_on, r.closed_on) s,
         lateral (values (s.since, 1::bigint), (s.until, -1)) c (day, amount),
         (values (''), ('kind:' || r.kind)) d (dimension)
    where c.day is not null;
end;

-- What came out counts in its month for good: what is taken down later was read all the same.
create or replace function shares_of(r stories) returns setof statistics_share
language sql immutable begin atomic
    select coalesce(r.counted_in, r.tenant_code), d.figure, d.dimension, month_of(r.published_on), 1::bigint
    from (values ('stories_published', ''), ('stories_published_by_programme', r.programme_id::text)) d (figure, dimension)
    where r.published_on is not null and d.dimension is not null;
end;

-- The figure that a target's indicator names, and how it is taken and counted: an amount is kept in fen.
create or replace view targeted_figures (indicator, figure, is_flow, units) with (security_invoker = true) as values
    ('CARING_MOTHERS', 'caring_mothers', false, 1),
    ('CHILDREN', 'children', false, 1),
    ('CHILDREN_PAIRED', 'children_paired', false, 1),
    ('PAIRINGS', 'pairings', false, 1),
    ('VISITS', 'visits', true, 1),
    ('ACTIVITIES', 'activities', true, 1),
    ('PEOPLE_SERVED', 'people_served', true, 1),
    ('VENUES', 'venues', false, 1),
    ('PROJECTS', 'projects', false, 1),
    ('FUNDS_RAISED', 'funds_raised', true, 100),
    ('PEOPLE_SUPPORTED', 'people_supported', true, 1),
    ('SUPPORTS', 'supports', true, 1),
    ('WISHES_FULFILLED', 'wishes_fulfilled', true, 1),
    ('ORGANIZATIONS', 'organizations', false, 1);

-- The days of a period such as 2024-06, 2024-Q2, 2024-H1 or 2024; null for any other text.
create or replace function period_days(period text) returns daterange
language plpgsql immutable strict parallel safe as $$
declare
    months constant integer := case when period ~ '^(19|20)\d\d$' then 12 when period ~ '^(19|20)\d\d-H[12]$' then 6
                                    when period ~ '^(19|20)\d\d-Q[1-4]$' then 3
                                    when period ~ '^(19|20)\d\d-(0[1-9]|1[0-2])$' then 1 end;
    first_month constant integer := case months when 12 then 1 when 1 then right(period, 2)::integer
                                                else (right(period, 1)::integer - 1) * months + 1 end;
    first date;
begin
    if months is null then
        return null;
    end if;
    first := make_date(left(period, 4)::integer, first_month, 1);
    return daterange(first, (first + make_interval(months => months))::date);
end $$;

-- What a programme's part of figures is counted for: itself and all that are part of it, and their projects.
create or replace function parts_of_programme(programme uuid) returns setof text
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    with recursive part (id) as (
        select p.id from programmes p where p.id = programme
        union
        select p.id from part join programmes p on p.parent_id = part.id
    )
    select part.id::text from part
    union all
    select p.id::text from part join projects p on p.programme_id = part.id;
end;

-- A figure of a tenant at the end of some days, or within them, as the statistics have it for whoever asks: of all, or of
-- what is counted for a programme. Null where it is one of those hidden from her where they are small, and is, or would
-- reveal one that is; a programme's part of these is no part of what is weighed there, and always hidden. A statement that
-- asks takes this up into its own plan, so that row security asks who acts once, and not at each target.
create or replace function shown_figure(tenant bigint, of_indicator text, days daterange, hidden text[], programme uuid)
returns table (amount bigint)
language sql stable begin atomic
    select case when of_indicator = any (hidden) and (programme is not null or coalesce((splits_shown(array[tenant],
                    jsonb_build_array(jsonb_build_object('name', f.figure, 'figure', f.figure, 'is_flow', f.is_flow,
                                                         'parts', '[]'::jsonb)),
                    lower(days), upper(days), 5) -> tenant::text ->> f.figure)::integer, -1) < 0) then null
                when programme is not null then (select coalesce(sum(part.amount), 0)::bigint / f.units from (
                    select r.amount from statistics_rollups r
                    where r.tenant_code = tenant and r.figure = any (array[f.figure || '_by_programme', f.figure || '_by_project'])
                      and r.dimension = any (array(select parts_of_programme(programme)))
                      and r.month >= span.since and r.month < upper(days)
                    union all
                    select d.amount from statistics_deltas d
                    where d.tenant_code >= tenant and d.tenant_code < division_end(tenant)
                      and d.figure = any (array[f.figure || '_by_programme', f.figure || '_by_project'])
                      and d.dimension = any (array(select parts_of_programme(programme)))
                      and d.month >= span.since and d.month < upper(days)) part)
                else (select coalesce(sum(part.amount), 0)::bigint / f.units from (
                    select r.amount from statistics_rollups r
                    where r.tenant_code = tenant and r.figure = f.figure and r.dimension = ''
                      and r.month >= span.since and r.month < upper(days)
                    union all
                    select d.amount from statistics_deltas d
                    where d.tenant_code >= tenant and d.tenant_code < division_end(tenant) and d.figure = f.figure
                      and d.dimension = '' and d.month >= span.since and d.month < upper(days)) part) end
    from targeted_figures f, lateral (select case when f.is_flow then lower(days) else '-infinity' end) span (since)
    where f.indicator = of_indicator;
end;

-- What the branches right below have been set of the same: of no programme, or of one.
create or replace function target_allotted(tenant bigint, of_indicator text, of_period text, of_programme uuid, only_its boolean)
returns integer
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select least(coalesce(sum(t.value), 0), 2147483647)::integer
    from targets t join tenants branch on branch.code = t.tenant_code
    where tenant <@ actor_range() and branch.parent_code = tenant and t.indicator = of_indicator and t.period = of_period
      and t.programme_id is not distinct from of_programme and t.programme_only = only_its and t.closed_on is null;
end;

-- How far a target is met; null before its period begins, or where it would point at a person. The forecast is what is
-- achieved once the period is over, if it goes on as it did: what has been added since it began, and as much again for each
-- day that is left. Taken up as the figures are; the fences keep each step from being worked out for every use of it.
create or replace function target_progress(tenant bigint, of_indicator text, period text, value integer, hidden text[],
                                           programme uuid)
returns table (achieved integer, rate double precision, forecast integer, light text)
language sql stable begin atomic
    select known.achieved, round(known.achieved::numeric / value, 4)::double precision, known.forecast,
           case when known.achieved >= value or known.forecast >= value then 'GREEN'
                when known.forecast >= 0.8 * value then 'YELLOW' when known.forecast is not null then 'RED' end
    from (
        select (case when n.achieved > 2147483647 then 2147483647 else n.achieved end)::integer as achieved,
               case when n.achieved - n.base is not null then
                   least(greatest(round(n.achieved + (n.achieved - n.base) * n.left_over::numeric
                                                     / (upper(n.days) - lower(n.days) - n.left_over)), 0), 2147483647)::integer
               end as forecast
        from (
            select p.days, greatest(upper(p.days) - today() - 1, 0) as left_over,
                   case when lower(p.days) <= today() then (
                       select f.amount from shown_figure(tenant, of_indicator, p.days, hidden, programme) f
                   ) end as achieved,
                   case when upper(p.days) - 1 > today()
                             and not (select f.is_flow from targeted_figures f where f.indicator = of_indicator) then (
                       select f.amount from shown_figure(tenant, of_indicator,
                           daterange((lower(p.days) - interval '1 year')::date, lower(p.days)), hidden, programme) f
                   ) else 0 end as base
            from period_days(period) p (days) offset 0) n
        offset 0) known;
end;

-- A level above sets a target, and changes it; another value is to be answered anew. The branch answers, by somebody who
-- did not set it. Only a province, which nothing is above, sets its own. The owner, who acts as nobody, enters either.
create or replace function targets_kept() returns trigger
language plpgsql as $$
declare
    own constant boolean := actor_low() = new.tenant_code;
    highest constant boolean := new.tenant_code % 10000000000 = 0;
    sets constant boolean := tg_op = 'INSERT' or (new.indicator, new.period, new.value, new.programme_id, new.programme_only, new.note,
                                                        new.closed_on)
        is distinct from (old.indicator, old.period, old.value, old.programme_id, old.programme_only, old.note, old.closed_on);
    answers boolean := new.answer is not null;
begin
    if tg_op = 'UPDATE' then
        answers := answers and (new.answer, new.answered_on, new.answer_reason)
            is distinct from (old.answer, old.answered_on, old.answer_reason);
        if new.value <> old.value and not answers then
            new.answer := null;
            new.answered_on := null;
            new.answer_reason := null;
        end if;
    end if;
    if sets and own and not highest then
        raise insufficient_privilege using message = 'a target is set by a branch above';
    elsif actor_user() is not null and answers and (sets or not own) then
        raise insufficient_privilege using message = 'a target is answered by its branch';
    elsif answers and not highest and new.created_by = actor_user() then
        raise check_violation using table = tg_table_name, constraint = 'targets_id_own_content', message = 'own_content';
    end if;
    return new;
end $$;

create or replace trigger kept before insert or update on targets for each row execute function targets_kept();

-- A programme is part of one of its own tenant or of a tenant above it, and never, by whatever way, of itself. Those above
-- it are held against being moved below it meanwhile.
create or replace function programmes_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    above programmes;
    next uuid := new.parent_id;
begin
    while next is not null and current_setting(by_law_setting(), true) is distinct from 'on' loop
        select * into above from programmes where id = next for share;
        if above.id = new.id or above.tenant_code <> all (division_line(new.tenant_code)) then
            raise check_violation using table = tg_table_name, constraint = 'programmes_parent_id_within',
                message = 'parent_id_within';
        end if;
        next := above.parent_id;
    end loop;
    return new;
end $$;

create or replace trigger admitted before insert or update of parent_id, tenant_code on programmes
    for each row when (new.parent_id is not null) execute function programmes_admitted();

-- What was spent counts where the money was, on the day on which it was paid, and is taken back on that of its reversal.
create or replace function shares_of(r disbursements) returns setof statistics_share
language sql immutable begin atomic
    select coalesce(r.counted_in, r.tenant_code), d.figure, d.dimension, r.paid_on, (r.amount * 100)::bigint
    from (values ('funds_spent', ''), ('funds_spent_by_project', r.project_id::text),
                 (case r.purpose when 'MANAGEMENT' then 'management_spent' end, '')) d (figure, dimension)
    where r.paid_on is not null and d.figure is not null;
end;

create or replace function shares_of(r subsidies) returns setof statistics_share
language sql immutable begin atomic
    select x.tenant_code, x.figure, '', x.day, x.amount
    from (values (r.fund_code, 'funds_spent', r.paid_on, (r.amount * 100)::bigint),
                 (r.fund_code, 'funds_spent', r.reversed_on, -(r.amount * 100)::bigint),
                 (r.tenant_code, 'subsidies', month_of(r.paid_on), 1::bigint),
                 (r.tenant_code, 'subsidies', month_of(r.reversed_on), -1::bigint)) x (tenant_code, figure, day, amount)
    where x.day is not null;
end;

-- What is counted for programmes, or for projects that are run under one now, of each programme: alone, and with what is
-- counted for those that are part of it now, whoever sees these. The whole, which is counted for nothing, stays as it is.
create or replace function amounts_of_programmes(ids text[], amounts bigint[])
returns table (dimension text, amount bigint, with_parts bigint)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    with recursive counted as materialized (
        select coalesce(p.programme_id, c.id) as programme, sum(c.amount)::bigint as amount
        from (select nullif(given.id, '')::uuid as id, given.amount from unnest(ids, amounts) given (id, amount)) c
        left join projects p on p.id = c.id
        where c.id is not null
        group by 1
    ), line (programme, amount, own) as (
        select c.programme, c.amount, c.amount from counted c
        union all
        select above.parent_id, l.amount, 0 from line l join programmes above on above.id = l.programme
        where above.parent_id is not null
    )
    select l.programme::text, sum(l.own)::bigint, sum(l.amount)::bigint from line l group by 1
    union all
    select '', whole.amount, whole.amount from unnest(ids, amounts) whole (id, amount) where whole.id = '';
end;
