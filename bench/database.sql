-- What the peers need beside the tables: the figures recounted live from the records, and a visit recorded.
-- The recount is the owner's, so that no row-level security slows it down; it counts nothing out of the current range.

create schema if not exists bench;

do $$ begin
    create type bench.figures as (
        caring_mothers integer, children integer, children_paired integer, pairings integer,
        paired_rate double precision, visits integer, activities integer, people_served integer,
        projects integer, funds_raised numeric(18, 2), people_supported integer);
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

grant usage on schema bench to circle_application;
grant execute on function bench.figures_between, public.tenants_figures, public.record_visit to circle_application;
