-- What may be shown of small figures, worked out by looking at the whole tree at once: slow, and the oracle.

-- The spans of the calendar that the span of so many months from a day is told apart from: at level 0 its year, at
-- level 1 the halves of the year, at level 2 the quarters of its half, at level 3 the months of its quarter.
create function calendar_of(from_day date, months integer)
returns table (level integer, part integer, since date, until date)
language sql immutable parallel safe
begin atomic
    select l.level, n + 1, (w.since + make_interval(months => n * l.months))::date,
           (w.since + make_interval(months => (n + 1) * l.months))::date
    from (values (0, 12, 12), (1, 12, 6), (2, 6, 3), (3, 3, 1)) l (level, whole, months),
         lateral (select date_trunc('year', from_day)
             + make_interval(months => (extract(month from from_day)::integer - 1) / l.whole * l.whole) as since) w,
         generate_series(0, l.whole / l.months - 1) n
    where l.months >= calendar_of.months;
end;

-- For each tenant and chain, how many of the chain's splits may be shown: -1 where not even its whole may.
-- A chain is a figure and the parts it splits into, one after the other: {name, figure, is_flow, parts: [[figure,
-- dimension]]}. Between its whole over a year and its last part lie levels: each splits one span or remainder of the
-- level before. On each level a tenant stands beside its siblings; hidden are those of whom some amount is from 1 to
-- smallest - 1, and, where what is then left of the parent (its own and the hidden) has such an amount, the next sibling
-- that has any there. Who is hidden on a level is hidden on the levels behind it, and so is all below.
-- The choice looks at the whole tree, whoever asks, so that what several may see together is no more than this.
create function splits_shown_before(of_codes bigint[], chains jsonb, from_day date, until_day date, smallest integer)
returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    return (
    with recursive chain as materialized (
        select c.*, case when is_flow then date_trunc('year', from_day)::date end as since,
               case when is_flow then (date_trunc('year', from_day) + interval '1 year')::date
                    -- What is dated ahead is not there yet.
                    else least(until_day, today() + 1) end as until
        from jsonb_to_recordset(chains) c (name text, figure text, is_flow boolean, parts jsonb)
    ), part as (
        select c.name, p.n::integer as n, p.pair ->> 0 as figure, p.pair ->> 1 as dimension, c.is_flow, c.since, c.until
        from chain c, jsonb_array_elements(c.parts) with ordinality p (pair, n)
    ), counted as materialized (
        select figure, '' as dimension, is_flow, since, until from chain
        union select figure, dimension, is_flow, since, until from part
    ), line as materialized (
        select asked.code, t.code as above, t.parent_code
        from unnest(of_codes) asked (code) join tenants t on t.code = any (division_line(asked.code))
        where asked.code <@ actor_range()
    ), sibling as materialized (
        select t.code, t.code_end, t.parent_code, t.level
        from (select distinct parent_code from line) family join tenants t on t.parent_code = family.parent_code
        union all
        select t.code, t.code_end, null, t.level
        from (select distinct above from line where parent_code is null) top join tenants t on t.code = top.above
    ), amount as materialized (
        select s.code, c.figure, c.dimension, case when c.is_flow then k.month else '-infinity' end as month,
               sum(k.amount)::integer as amount
        from sibling s cross join counted c cross join lateral (
            select t.month, t.amount from statistics_rollups t
            where t.tenant_code = s.code and t.figure = c.figure and t.dimension = c.dimension
              and t.month >= coalesce(c.since, '-infinity') and t.month < coalesce(c.until, 'infinity')
            union all
            select d.month, d.amount from statistics_deltas d
            where d.tenant_code >= s.code and d.tenant_code < s.code_end
              and d.figure = c.figure and d.dimension = c.dimension
              and d.month >= coalesce(c.since, '-infinity') and d.month < coalesce(c.until, 'infinity')) k
        group by 1, 2, 3, 4
    ), asked_span as (
        select from_day as day, (extract(year from age(until_day, from_day)) * 12
            + extract(month from age(until_day, from_day)))::integer as months
        where from_day is not null
        union all
        select distinct date_trunc('year', month)::date, 12 from amount where from_day is null and month > '-infinity'
    ), span as (
        select c.name, c.figure, s.day, s.months
        from chain c, asked_span s where c.is_flow and c.parts = '[]'
        union all
        select c.name, c.figure, (s.day + make_interval(months => n))::date, 3
        from chain c, asked_span s, generate_series(0, s.months - 3, 3) n where c.is_flow and c.parts <> '[]'
    ), cell as materialized (
        select s.name, s.day as series, k.level, k.part, s.figure, '' as dimension, 1 as sign, k.since, k.until
        from span s, calendar_of(s.day, s.months) k
        union all
        select name, '-infinity', 0, 1, figure, '', 1, '-infinity', 'infinity' from chain where not is_flow
        union all
        select p.name, r.series, r.base + p.n, o.part, o.figure, o.dimension, o.sign, r.since, r.until
        from part p
        join (select name, day as series, 2 as base, day as since, (day + interval '3 months')::date as until from span
              union all
              select name, '-infinity', 0, '-infinity', 'infinity' from chain where not is_flow) r using (name)
        cross join lateral (
            select 1 as part, p.figure, p.dimension, 1 as sign
            union all
            select 2, c.figure, '', 1 from chain c where c.name = p.name
            union all
            select 2, b.figure, b.dimension, -1 from part b where b.name = p.name and b.n <= p.n) o
    ), value as materialized (
        select a.code, c.name, c.series, c.level,
               coalesce(sum(a.amount * c.sign) filter (where c.part = 1), 0) as first,
               coalesce(sum(a.amount * c.sign) filter (where c.part = 2), 0) as second,
               coalesce(sum(a.amount * c.sign) filter (where c.part = 3), 0) as third
        from amount a join cell c using (figure, dimension)
        where a.month >= c.since and a.month < c.until
        group by 1, 2, 3, 4
    ), standing as materialized (
        select v.*, s.parent_code, s.level as depth,
               not (v.first between 1 and smallest - 1 or v.second between 1 and smallest - 1
                    or v.third between 1 and smallest - 1) as is_good,
               p.first as whole_first, p.second as whole_second, p.third as whole_third
        from value v join sibling s using (code)
        left join value p on p.code = s.parent_code and p.name = v.name and p.series = v.series and p.level = v.level
    ), walk as (
        select code, name, series, -1 as level, true as is_shown from standing where level = 0
        union all
        select code, name, series, level, is_good and not (
                   coalesce(left_first between 1 and smallest - 1 and first > 0 and rank_first = 1, false)
                or coalesce(left_second between 1 and smallest - 1 and second > 0 and rank_second = 1, false)
                or coalesce(left_third between 1 and smallest - 1 and third > 0 and rank_third = 1, false))
        from (
            select s.*,
                   whole_first - sum(first) filter (where is_good) over family as left_first,
                   whole_second - sum(second) filter (where is_good) over family as left_second,
                   whole_third - sum(third) filter (where is_good) over family as left_third,
                   row_number() over (partition by parent_code, name, s.series, s.level, is_good, first > 0
                                      order by depth desc, code desc) as rank_first,
                   row_number() over (partition by parent_code, name, s.series, s.level, is_good, second > 0
                                      order by depth desc, code desc) as rank_second,
                   row_number() over (partition by parent_code, name, s.series, s.level, is_good, third > 0
                                      order by depth desc, code desc) as rank_third
            from walk w join standing s using (code, name, series)
            where w.is_shown and s.level = w.level + 1
            window family as (partition by parent_code, name, s.series, s.level)) beside
    ), fallen as (
        select l.code, w.name, min(w.level) as level
        from walk w join line l on l.above = w.code where not w.is_shown group by 1, 2
    )
    select jsonb_object_agg(code, splits) from (
        select l.code, jsonb_object_agg(c.name, case
            when c.parts <> '[]' and until_day - from_day < 90 and c.is_flow then 0
            when f.level is null then jsonb_array_length(c.parts)
            when c.parts = '[]' then -1
            else greatest(f.level - 1 - case when c.is_flow then 2 else 0 end, -1) end) as splits
        from (select distinct code from line) l cross join chain c left join fallen f on (f.code, f.name) = (l.code, c.name)
        group by 1) by_code);
end $$;
