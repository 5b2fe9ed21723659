-- Moves the pending deltas into the tallies of their tenant and of every tenant above it.
-- One folder at a time; null when another is at work, else the number of deltas moved.
create or replace function fold_statistics() returns bigint
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    moved_count bigint;
begin
    if not pg_try_advisory_xact_lock(hashtext('fold_statistics')) then
        return null;
    end if;
    with moved as (
        delete from statistics_deltas returning tenant_code, figure, dimension, month, amount
    ), own as (
        select tenant_code, figure, dimension, month, sum(amount) as amount
        from moved group by tenant_code, figure, dimension, month
    ), lines as materialized (
        select keeper.tenant_code, t.code
        from (select distinct tenant_code from own) keeper
        join tenants t on t.code = any (division_line(keeper.tenant_code))
    ), tallied as (
        insert into statistics_tallies as tally (tenant_code, figure, dimension, month, amount)
        select lines.code, own.figure, own.dimension, own.month, sum(own.amount)
        from own join lines using (tenant_code)
        group by lines.code, own.figure, own.dimension, own.month
        having sum(own.amount) <> 0
        order by lines.code, own.figure, own.dimension, own.month
        on conflict (tenant_code, figure, dimension, month) do update set amount = tally.amount + excluded.amount
    )
    select count(*) into moved_count from moved;
    return moved_count;
end $$;
