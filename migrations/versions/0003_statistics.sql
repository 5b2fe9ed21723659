-- Statistics: each record's share in the figures, kept as deltas by triggers and folded into tallies.

-- What changed and is not yet folded; rows are only added and folded away, so no row is hot.
-- Neither table refers to tenants by a foreign key: the records do, and here it would cost a third of the folding.
create table statistics_deltas (
    tenant_code bigint not null,
    figure text not null,
    dimension text not null,
    month date not null,
    amount bigint not null
);
create index statistics_deltas_tenant_code_idx on statistics_deltas (tenant_code);

-- The net change of a figure in a month, summed over a tenant and everything below it.
-- A flow in a period is the sum of its months; a stock at its end is the sum of all months up to it. Money is in fen.
create table statistics_tallies (
    tenant_code bigint not null,
    figure text not null,
    dimension text not null,
    month date not null,
    amount bigint not null,
    primary key (tenant_code, figure, dimension, month) include (amount)
);

create type statistics_share as (tenant_code bigint, figure text, dimension text, month date, amount bigint);

create function month_of(day date) returns date
language sql immutable strict parallel safe return day - (extract(day from day)::integer - 1);

create function shares_of(r caring_mothers) returns setof statistics_share
language sql immutable begin atomic
    select r.tenant_code, 'caring_mothers', d.dimension, month_of(c.day), c.amount
    from (values (r.registered_on, 1::bigint), (r.closed_on, -1)) c (day, amount),
         (values (''), ('recruited_through:' || r.recruited_through), ('sector:' || r.sector)) d (dimension)
    where c.day is not null;
end;

create function shares_of(r children) returns setof statistics_share
language sql immutable begin atomic
    select r.tenant_code, 'children', d.dimension, month_of(c.day), c.amount
    from (values (r.on_file_on, 1::bigint), (r.closed_on, -1)) c (day, amount),
         (values (''), ('sex:' || r.sex)) d (dimension)
    where r.on_file_on is not null and c.day is not null
    union all
    select r.tenant_code, 'children', 'category:' || s.category, month_of(c.day), c.amount
    from (select h.category, daterange(h.since, h.until) as days
          from jsonb_to_recordset(r.category_history) h (category text, since date, until date)
          union all select r.category, daterange(r.category_since, null)) s,
         lateral (select s.days * daterange(r.on_file_on, r.closed_on) as days) o,
         lateral (values (lower(o.days), 1::bigint), (upper(o.days), -1)) c (day, amount)
    where r.on_file_on is not null and not isempty(o.days) and c.day is not null
    union all
    select r.tenant_code, 'children_paired', '', month_of(c.day), c.amount
    from unnest(r.paired_on * datemultirange(daterange(r.on_file_on, r.closed_on))) p (days),
         lateral (values (lower(p.days), 1::bigint), (upper(p.days), -1)) c (day, amount)
    where r.on_file_on is not null and c.day is not null;
end;

create function shares_of(r pairings) returns setof statistics_share
language sql immutable begin atomic
    select r.tenant_code, 'pairings', '', month_of(c.day), c.amount
    from (values (r.from_on, 1::bigint), (r.until_on, -1)) c (day, amount)
    where c.day is not null;
end;

create function shares_of(r visits) returns setof statistics_share
language sql immutable begin atomic
    select r.tenant_code, 'visits', d.dimension, month_of(r.visited_on), 1::bigint
    from (values (''), ('kind:' || r.kind)) d (dimension)
    where r.contact_made;
end;

create function shares_of(r activities) returns setof statistics_share
language sql immutable begin atomic
    select r.tenant_code, f.figure, '', month_of(r.held_on), f.amount
    from (values ('activities', 1::bigint), ('people_served', r.parents_served + r.children_served)) f (figure, amount)
    where r.held_on is not null;
end;

create function shares_of(r projects) returns setof statistics_share
language sql immutable begin atomic
    select r.tenant_code, 'projects', '', month_of(c.day), c.amount
    from (values (r.started_on, 1::bigint), (r.ended_on, -1)) c (day, amount)
    where r.started_on is not null and c.day is not null;
end;

create function shares_of(r donations) returns setof statistics_share
language sql immutable begin atomic
    select r.tenant_code, 'funds_raised', '', month_of(r.received_on), (r.amount * 100)::bigint;
end;

create function shares_of(r deliveries) returns setof statistics_share
language sql immutable begin atomic
    select r.tenant_code, 'people_supported', '', month_of(r.delivered_on),
           (r.women_supported + r.children_supported)::bigint;
end;

create function truncation_refused() returns trigger
language plpgsql as $$
begin
    raise exception 'truncating % would leave the statistics behind', tg_table_name;
end $$;

-- One set of triggers a table: the shares of its new rows less the shares of its old ones, by whoever wrote them.
do $$
declare
    record_table text;
    shares_added constant text := 'insert into statistics_deltas
        select tenant_code, figure, dimension, month, sum(amount) from (%s) shares
        group by tenant_code, figure, dimension, month having sum(amount) <> 0';
    of_new text;
    of_old text;
begin
    foreach record_table in array array['caring_mothers', 'children', 'pairings', 'visits', 'activities',
                                        'projects', 'donations', 'deliveries'] loop
        of_new := format('select s.* from new_rows r, shares_of(row(r.*)::%I) s', record_table);
        of_old := format('select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                          from old_rows r, shares_of(row(r.*)::%I) s', record_table);
        execute format('create function %I() returns trigger
            language plpgsql security definer set search_path = pg_catalog, public as
            $f$ begin %s; return null; end $f$',
            record_table || '_counted_on_insert', format(shares_added, of_new));
        execute format('create function %I() returns trigger
            language plpgsql security definer set search_path = pg_catalog, public as
            $f$ begin %s; return null; end $f$',
            record_table || '_counted_on_update', format(shares_added, of_new || ' union all ' || of_old));
        execute format('create function %I() returns trigger
            language plpgsql security definer set search_path = pg_catalog, public as
            $f$ begin %s; return null; end $f$',
            record_table || '_counted_on_delete', format(shares_added, of_old));
        execute format('create trigger counted_on_insert after insert on %I referencing new table as new_rows
            for each statement execute function %I()', record_table, record_table || '_counted_on_insert');
        execute format('create trigger counted_on_update after update on %I
            referencing new table as new_rows old table as old_rows
            for each statement execute function %I()', record_table, record_table || '_counted_on_update');
        execute format('create trigger counted_on_delete after delete on %I referencing old table as old_rows
            for each statement execute function %I()', record_table, record_table || '_counted_on_delete');
        execute format('create trigger not_truncated before truncate on %I
            for each statement execute function truncation_refused()', record_table);
    end loop;
end $$;

-- Moves the pending deltas into the tallies of their tenant and of every tenant above it.
-- One folder at a time; null when another is at work, else the number of deltas moved.
create function fold_statistics() returns bigint
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

-- Recounts every figure of every tenant from the records, in the snapshot of the caller, and names what disagrees.
create function statistics_differences()
returns table (tenant_code bigint, figure text, dimension text, month date, tallied bigint, recounted bigint)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    with own as (
        select s.* from caring_mothers r, shares_of(r) s
        union all
        -- The paired days once more from the pairings themselves, not as the trigger left them.
        select s.* from children c
            left join (select p.child_id, range_agg(daterange(p.from_on, p.until_on)) as paired_on
                       from pairings p group by p.child_id) days on days.child_id = c.id,
            shares_of(jsonb_populate_record(c, jsonb_build_object('paired_on', coalesce(days.paired_on, '{}')))) s
        union all select s.* from pairings r, shares_of(r) s
        union all select s.* from visits r, shares_of(r) s
        union all select s.* from activities r, shares_of(r) s
        union all select s.* from projects r, shares_of(r) s
        union all select s.* from donations r, shares_of(r) s
        union all select s.* from deliveries r, shares_of(r) s
    ), recounted as (
        select t.code as tenant_code, own.figure, own.dimension, own.month, sum(own.amount) as amount
        from (select o.tenant_code, o.figure, o.dimension, o.month, sum(o.amount) as amount
              from own o group by 1, 2, 3, 4) own
        join tenants t on t.code = any (division_line(own.tenant_code))
        group by 1, 2, 3, 4
    ), tallied as (
        select k.tenant_code, k.figure, k.dimension, k.month, sum(k.amount) as amount
        from (select * from statistics_tallies
              union all
              select t.code, d.figure, d.dimension, d.month, d.amount
              from statistics_deltas d join tenants t on t.code = any (division_line(d.tenant_code))) k
        group by 1, 2, 3, 4
    )
    select tenant_code, figure, dimension, month, coalesce(k.amount, 0)::bigint, coalesce(r.amount, 0)::bigint
    from tallied k full join recounted r using (tenant_code, figure, dimension, month)
    where coalesce(k.amount, 0) <> coalesce(r.amount, 0)
    order by tenant_code, figure, dimension, month;
end;
