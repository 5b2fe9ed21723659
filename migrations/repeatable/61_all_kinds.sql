-- The records whose history tells about a person: a child's whole file; of a Caring Mother her registration alone,
-- because what was found on her visits is the children's.
create or replace function records_about(of_kind text, person uuid) returns table (kind text, record_id uuid)
language sql stable
begin atomic
    select r.kind, r.id from records_of_people r where r.person = of_kind and r.person_id = records_about.person
    union all
    select 'CHILD', c.id from children c where of_kind = 'CHILD' and c.merged_into_id = records_about.person;
end;

-- The figures of each tenant's own records, recounted. Not taken apart by whoever asks, so that the planner believes the
-- number of rows: by that of every share's parts it would not hash what it adds up.
create or replace function recounted_figures() returns setof statistics_share
language sql stable rows 1000000 set search_path = pg_catalog, public
set work_mem = '128MB' set jit = off
begin atomic
    select tenant_code, figure, dimension, month, sum(amount)::bigint from recounted_shares group by 1, 2, 3, 4;
end;

-- Recounts every figure of every tenant from the records, in the snapshot of the caller, and names what disagrees.
create or replace function statistics_differences()
returns table (tenant_code bigint, figure text, dimension text, month date, rolled_up bigint, recounted bigint)
language sql stable security definer set search_path = pg_catalog, public
set work_mem = '128MB' set jit = off
begin atomic
    with own as materialized (
        select r.tenant_code, r.figure, r.dimension, r.month, 0::bigint as rolled_up, r.amount as recounted
        from recounted_figures() r
        union all
        select d.tenant_code, d.figure, d.dimension, d.month, d.amount, 0 from statistics_deltas d
    ), lines as materialized (
        select keeper.tenant_code, t.code
        from (select distinct tenant_code from own) keeper join tenants t on t.code = any (division_line(keeper.tenant_code))
    )
    select tenant_code, figure, dimension, month, sum(rolled_up)::bigint, sum(recounted)::bigint
    from (select l.code as tenant_code, o.figure, o.dimension, o.month, o.rolled_up, o.recounted
          from own o join lines l using (tenant_code)
          union all
          select y.tenant_code, y.figure, y.dimension, y.month, y.amount, 0 from statistics_rollups y
          where y.batch = 0 or exists (select from tenants t where t.code = y.tenant_code)) k
    group by 1, 2, 3, 4
    having sum(rolled_up) <> sum(recounted)
    order by 1, 2, 3, 4;
end;
