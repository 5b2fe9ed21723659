-- What the peers need beside the tables: the figures recounted live from the records, and a visit recorded.
-- The recount is the owner's, so that no row-level security slows it down; it counts nothing out of the current range.

create schema if not exists bench;

do $$ begin
    create type bench.figures as (
        caring_mothers integer, children integer, children_paired integer, pairings integer,
        paired_rate double precision, visits integer, activities integer, people_served integer,
        projects integer, funds_raised numeric(18, 2), people_supported integer);
    create type bench.item_figures as (
        code text, obliged integer, waived integer, fulfilled integer, late integer, missed integer, overdue integer,
        open integer, rate double precision);
    create type bench.counted as (value text, count integer);
    create type bench.village as (
        children integer, paired integer, caring_mothers integer, children_by_category bench.counted[],
        children_by_risk bench.counted[], checklist bench.item_figures[]);
    create type public.owed as (due date, moment text, item_id uuid, child_id uuid);
exception when duplicate_object then null;
end $$;

-- The figures of [low, high) in [start_on, end_on): stocks at its end, flows within it.
create or replace function bench.figures_between(low bigint, high bigint, start_on date, end_on date)
returns bench.figures
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select row(m.registered, c.on_file, c.paired, p.open, round(c.paired::numeric / nullif(c.on_file, 0), 4)::float8,
               v.made, a.held, a.served, j.running, coalesce(d.raised, 0), coalesce(s.supported, 0))::bench.figures
    from (select count(*)::integer as registered from caring_mothers
          where tenant_code >= low and tenant_code < high
            and registered_on < end_on and (closed_on is null or closed_on >= end_on)) m,
         (select count(*)::integer as on_file,
                 (count(*) filter (where paired_on @> (end_on - 1)))::integer as paired
          from children
          where tenant_code >= low and tenant_code < high
            and on_file_on < end_on and (closed_on is null or closed_on >= end_on)) c,
         (select count(*)::integer as open from pairings
          where tenant_code >= low and tenant_code < high
            and from_on < end_on and (until_on is null or until_on >= end_on)) p,
         (select count(*)::integer as made from visits
          where tenant_code >= low and tenant_code < high
            and contact_made and kind in ('HOME', 'SCHOOL') and visited_on >= start_on and visited_on < end_on) v,
         (select count(*)::integer as held, coalesce(sum(parents_served + children_served), 0)::integer as served
          from activities
          where tenant_code >= low and tenant_code < high and held_on >= start_on and held_on < end_on) a,
         (select count(*)::integer as running from projects
          where tenant_code >= low and tenant_code < high
            and started_on < end_on and (ended_on is null or ended_on >= end_on)) j,
         (select sum(amount) as raised from donations
          where tenant_code >= low and tenant_code < high and received_on >= start_on and received_on < end_on) d,
         (select sum(women_supported + children_supported)::integer as supported from deliveries
          where tenant_code >= low and tenant_code < high and delivered_on >= start_on and delivered_on < end_on) s
    where low >= actor_low() and high <= actor_high();
end;

-- The same as a field of a tenant.
create or replace function public.tenants_figures(tenant tenants, start_on date, end_on date) returns bench.figures
language sql stable
return bench.figures_between(tenant.code, tenant.code_end, start_on, end_on);

create or replace function public.record_visit(pairing uuid, visited date, kind text, contact boolean)
returns visits
language sql volatile
begin atomic
    insert into visits (id, tenant_code, pairing_id, child_id, caring_mother_id, visited_on, kind, contact_made)
    select uuidv7(), p.tenant_code, p.id, p.child_id, p.caring_mother_id, visited, kind, contact
    from pairings p where p.id = pairing
    returning *;
end;

-- What is asked of cadence and programmes, of the same functions and rollups as the floor: a recount would have none.
create or replace function public.tenants_compliance(tenant tenants, since date, until date) returns bench.item_figures[]
language sql stable
begin atomic
    select array_agg(row(f.code, f.obliged, f.waived, f.fulfilled, f.late, f.missed, f.overdue, f.open, f.rate)::bench.item_figures
                     order by f.tenant_code, f.code)
    from (select i.tenant_code, i.code, sum(k.obliged)::integer as obliged, sum(k.waived)::integer as waived,
                 sum(k.fulfilled)::integer as fulfilled, sum(k.late)::integer as late, sum(k.missed)::integer as missed,
                 sum(k.overdue)::integer as overdue, sum(k.open)::integer as open,
                 round(sum(k.fulfilled)::numeric / nullif(sum(k.obliged - k.waived), 0), 4)::float8 as rate
          from compliance_of(tenant.code, since, until) k join checklist_items i on i.id = k.item_id
          group by i.tenant_code, i.code) f;
end;

create or replace function public.what_is_owed(low bigint, high bigint, most integer) returns setof public.owed
language sql stable
begin atomic
    select e.due, case when e.due < today() then 'OVERDUE' when e.due = today() then 'TODAY'
                       when e.due < date_trunc('week', today())::date + 7 then 'THIS_WEEK' else 'LATER' end,
           e.item_id, e.child_id
    from agenda_of_range(low, high, '1900-01-01', today() + 31, null, null, null, most, '-infinity', 0,
        '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000') e
    where actor_role() <> 'CARING_MOTHER'
    union all
    select e.due, case when e.due < today() then 'OVERDUE' when e.due = today() then 'TODAY'
                       when e.due < date_trunc('week', today())::date + 7 then 'THIS_WEEK' else 'LATER' end,
           e.item_id, e.child_id
    from agenda_of_children(actor_children(), '1900-01-01', today() + 31, null, null, null, most, '-infinity', 0,
        '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000') e
    where actor_role() = 'CARING_MOTHER';
end;

create or replace function bench.children_counted(tenant tenants, by_risk boolean, known text[]) returns bench.counted[]
language sql stable
begin atomic
    select array_agg(row(k.value, coalesce(n.count, 0))::bench.counted order by k.nth)
    from unnest(known) with ordinality k (value, nth)
    left join (select coalesce(case when by_risk then c.risk_level else c.category end, 'NONE') as value, count(*)::integer
               from children c
               where c.tenant_code >= tenant.code and c.tenant_code < tenant.code_end and c.state = 'ON_FILE'
               group by 1) n using (value);
end;

create or replace function public.village_record(of_code bigint) returns bench.village
language sql stable
begin atomic
    select row(
        (select count(*) from children c
         where c.tenant_code >= t.code and c.tenant_code < t.code_end and c.state = 'ON_FILE'),
        (select count(*) from children c
         where c.tenant_code >= t.code and c.tenant_code < t.code_end and c.state = 'ON_FILE' and c.paired),
        (select count(*) from caring_mothers m
         where m.tenant_code >= t.code and m.tenant_code < t.code_end and m.closed_on is null),
        bench.children_counted(t.*, false, array['LEFT_BEHIND', 'MIGRANT', 'ORPHAN', 'DE_FACTO_UNATTENDED', 'HARDSHIP',
            'ILLNESS_OR_DISABILITY', 'HARMED_OR_NEGLECTED', 'STATE_GUARDIANSHIP', 'OTHER', 'NONE']),
        bench.children_counted(t.*, true, array['GREEN', 'BLUE', 'YELLOW', 'RED', 'NONE']),
        tenants_compliance(t.*, date_trunc('year', today())::date, today() + 1))::bench.village
    from tenants t where t.code = of_code;
end;

create or replace function public.measures_is_late(measure measures) returns boolean
language sql stable
return measure.due_on < coalesce(measure.closed_on, today());

-- Of a period that is over what was achieved is what will be.
create or replace view public.progress_of_targets with (security_invoker = true) as
select t.id, t.programme_id, t.tenant_code, t.period, t.indicator, t.value, a.achieved,
       round(a.achieved::numeric / t.value, 4)::float8 as rate,
       case when a.achieved >= t.value then 'GREEN' when a.achieved >= 0.8 * t.value then 'YELLOW' else 'RED' end as light
from targets t join tenants k on k.code = t.tenant_code join targeted_figures f on f.indicator = t.indicator
cross join lateral (select lower(p) as since, upper(p) as until from period_days(t.period) p offset 0) p
cross join lateral (
    select (coalesce(sum(amount), 0)::bigint / f.units)::integer as achieved from (
        select r.amount from statistics_rollups r
        where r.tenant_code = k.code and r.figure = f.figure and r.dimension = ''
          and r.month < p.until and (not f.is_flow or r.month >= p.since)
        union all
        select d.amount from statistics_deltas d
        where d.tenant_code >= k.code and d.tenant_code < k.code_end and d.figure = f.figure and d.dimension = ''
          and d.month < p.until and (not f.is_flow or d.month >= p.since)) parts) a;

grant usage on schema bench to circle_application;
grant select on public.progress_of_targets to circle_application;
grant execute on function bench.figures_between, bench.children_counted, public.tenants_figures, public.record_visit,
    public.tenants_compliance, public.what_is_owed, public.village_record, public.measures_is_late to circle_application;
