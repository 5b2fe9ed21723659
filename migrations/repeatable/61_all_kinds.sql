-- The records whose history tells about a person: a child's whole file; of a Caring Mother her registration alone,
-- because what was found on her visits is the children's.
create or replace function records_about(of_kind text, person uuid) returns table (kind text, record_id uuid)
language sql stable
begin atomic
    select r.kind, r.id from records_of_people r where r.person = of_kind and r.person_id = records_about.person
    union all
    select 'CHILD', c.id from children c where of_kind = 'CHILD' and c.merged_into_id = records_about.person;
end;

-- Recounts every figure of every tenant from the records, in the snapshot of the caller, and names what disagrees.
create or replace function statistics_differences()
returns table (tenant_code bigint, figure text, dimension text, month date, rolled_up bigint, recounted bigint)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    with recounted as (
        select t.code as tenant_code, own.figure, own.dimension, own.month, sum(own.amount) as amount
        from (select o.tenant_code, o.figure, o.dimension, o.month, sum(o.amount) as amount
              from recounted_shares o group by 1, 2, 3, 4) own
        join tenants t on t.code = any (division_line(own.tenant_code))
        group by 1, 2, 3, 4
    ), rolled_up as (
        select k.tenant_code, k.figure, k.dimension, k.month, sum(k.amount) as amount
        from (select y.tenant_code, y.figure, y.dimension, y.month, y.amount from statistics_rollups y
              where y.batch = 0 or exists (select from tenants t where t.code = y.tenant_code)
              union all
              select t.code, d.figure, d.dimension, d.month, d.amount
              from statistics_deltas d join tenants t on t.code = any (division_line(d.tenant_code))) k
        group by 1, 2, 3, 4
    )
    select tenant_code, figure, dimension, month, coalesce(k.amount, 0)::bigint, coalesce(r.amount, 0)::bigint
    from rolled_up k full join recounted r using (tenant_code, figure, dimension, month)
    where coalesce(k.amount, 0) <> coalesce(r.amount, 0)
    order by tenant_code, figure, dimension, month;
end;
