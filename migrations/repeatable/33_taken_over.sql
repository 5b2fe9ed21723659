-- Figures as the tenants stand now: what a tenant was taken over from counts as its own, and what others took over from
-- it as theirs. A figure is a sum over tenants, so what moved is added to one and taken from the other.

-- Of each closed tenant that another took over from, the one that has its part now: the first in line that is open.
create or replace function present_units() returns table (code bigint, unit bigint)
language sql stable
begin atomic
    with recursive line (code, unit, on_day, place) as (
        select t.code, s.to_code, s.on_day, 1
        from tenants t cross join lateral (
            select to_code, on_day from successions where from_code = t.code
            order by on_day desc, recorded_at desc limit 1) s
        where t.closed_on is not null
        union all
        select l.code, s.to_code, s.on_day, l.place + 1
        from line l join tenants t on t.code = l.unit and t.closed_on is not null cross join lateral (
            select to_code, on_day from successions where from_code = t.code and on_day >= l.on_day
            order by on_day desc, recorded_at desc limit 1) s
        where l.place < 20
    )
    select distinct on (l.code) l.code, l.unit from line l order by l.code, l.place desc;
end;

-- What a tenant's figures are more as the tenants stand now: nothing, unless that is asked. A tenant's own part is what is
-- rolled up there less what is at those directly below it.
create or replace function taken_over(by_tenant bigint, is_asked boolean)
returns table (figure text, dimension text, month date, amount bigint)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    with moved as materialized (
        select u.code, case when u.unit >= by_tenant and u.unit < division_end(by_tenant) then 1 else -1 end as sign
        from present_units() u
        where is_asked and by_tenant <@ actor_range_as('DIRECTOR', 'CASEWORKER')
          and (u.unit >= by_tenant and u.unit < division_end(by_tenant))
              <> (u.code >= by_tenant and u.code < division_end(by_tenant))
    ), weighed as materialized (
        select w.code, sum(w.sign) as sign
        from (select m.code, m.sign from moved m
              union all select t.code, -m.sign from moved m join tenants t on t.parent_code = m.code) w
        group by w.code having sum(w.sign) <> 0
    )
    select r.figure, r.dimension, r.month, (r.amount * w.sign)::bigint
    from weighed w join statistics_rollups r on r.tenant_code = w.code
    union all
    select d.figure, d.dimension, d.month, d.amount * m.sign
    from moved m join statistics_deltas d on d.tenant_code = m.code;
end;
