-- How many rows of a statement, and how many changes of a transaction, are few.
create or replace function few_pending() returns integer language sql immutable parallel safe return 1000;

create or replace function begin_batch() returns bigint
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    insert into statistics_batches (batch) values (nextval('statistics_batch')) returning batch;
end;

-- Makes a batch of what this transaction has left pending. How many changes that are is counted in `circle.pending`; a
-- transaction that rolls up in the end may begin far below zero.
create or replace function batch_pending() returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    with moved as (
        delete from statistics_deltas where added_by = pg_current_xact_id()::text::bigint returning *
    ), own as materialized (
        select tenant_code, figure, dimension, month, sum(amount) as amount from moved group by 1, 2, 3, 4
    ), lines as materialized (
        select distinct tenant_code, code
        from (select distinct tenant_code from own) keeper, unnest(division_line(tenant_code)) code
    ), batch as materialized (
        select begin_batch() as batch
    )
    insert into statistics_rollups (tenant_code, figure, dimension, month, batch, amount)
    select code, figure, dimension, month, batch, sum(amount) from own join lines using (tenant_code) cross join batch
    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
end $$;

-- Moves what is pending into the rollups of its tenant and of every tenant above it, and batches as they are: all, or so
-- many changes and so many rows of batches at most. One process at a time; null when another is at work, else how many.
create or replace function roll_up_statistics(most bigint default null) returns bigint
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    moved_count bigint;
begin
    if not pg_try_advisory_xact_lock(hashtext('roll_up_statistics')) then
        return null;
    end if;
    with moved as (
        delete from statistics_deltas where ctid = any (array(select ctid from statistics_deltas limit most))
        returning tenant_code, figure, dimension, month, amount
    ), own as (
        select tenant_code, figure, dimension, month, sum(amount) as amount
        from moved group by tenant_code, figure, dimension, month
    ), lines as materialized (
        select keeper.tenant_code, t.code
        from (select distinct tenant_code from own) keeper
        join tenants t on t.code = any (division_line(keeper.tenant_code))
    ), gathered as (
        delete from statistics_rollups
        where ctid = any (array(select ctid from statistics_rollups where batch <> 0 order by batch limit most))
        returning tenant_code, figure, dimension, month, amount
    ), rolled_up as (
        insert into statistics_rollups as rollup (tenant_code, figure, dimension, month, amount)
        select code, figure, dimension, month, sum(amount) from (
            select lines.code, own.figure, own.dimension, own.month, own.amount from own join lines using (tenant_code)
            union all
            select t.code, g.figure, g.dimension, g.month, g.amount from gathered g join tenants t on t.code = g.tenant_code
            ) added
        group by code, figure, dimension, month
        having sum(amount) <> 0
        order by code, figure, dimension, month
        on conflict (tenant_code, figure, dimension, month, batch) do update set amount = rollup.amount + excluded.amount
    )
    select (select count(*) from moved) + (select count(*) from gathered) into moved_count;
    delete from statistics_batches b where not exists (select from statistics_rollups t where t.batch = b.batch and t.batch <> 0);
    return moved_count;
end $$;
