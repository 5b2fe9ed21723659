-- Figures stay live while people write: families gathered by index, and worked out anew for what moved alone; and while
-- much is written at once: what it adds is summed up the lines by whoever writes it.

-- Few changes of one transaction stay pending row by row. What many add together is a batch: its own rows of the tallies,
-- summed for every code of the lines, whether or not there is a tenant yet. Readers find it by the same index as what is
-- folded, which is batch 0; no other transaction writes the same row.
alter table statistics_tallies add column batch bigint not null default 0;
alter table statistics_tallies drop constraint statistics_tallies_pkey,
    add primary key (tenant_code, figure, dimension, month, batch) include (amount);
create index statistics_tallies_batch_idx on statistics_tallies (batch) where batch <> 0;
create sequence statistics_batch;
-- The batches that are not folded yet.
create table statistics_batches (batch bigint primary key);
alter table statistics_batches enable row level security, force row level security;
create policy owned on statistics_batches to current_role using (true) with check (true);

-- Of a transaction its own pending changes can be found; what is folded away is not left lying for long.
alter table statistics_deltas add column added_by bigint not null default pg_current_xact_id()::text::bigint;
alter table statistics_deltas set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- How many rows of a statement, and how many changes of a transaction, are few.
create function few_pending() returns integer language sql immutable parallel safe return 1000;

create function begin_batch() returns bigint
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    insert into statistics_batches (batch) values (nextval('statistics_batch')) returning batch;
end;

-- Makes a batch of what this transaction has left pending. How many changes that are is counted in `circle.pending`; a
-- transaction that folds in the end may begin far below zero.
create function batch_pending() returns void
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
    insert into statistics_tallies (tenant_code, figure, dimension, month, batch, amount)
    select code, figure, dimension, month, batch, sum(amount) from own join lines using (tenant_code) cross join batch
    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
end $$;

-- The shares of new rows less those of old ones, by whoever wrote them.
create or replace function keep_counted(of_table regclass) returns void
language plpgsql as $$
declare
    of_new constant text := format('select s.* from new_rows r, shares_of(row(r.*)::%s) s', of_table);
    of_old constant text := format('select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::%s) s', of_table);
    act record;
begin
    for act in select * from (values
            ('insert', of_new, 'new table as new_rows', 'new_rows'),
            ('update', of_new || ' union all ' || of_old, 'new table as new_rows old table as old_rows', 'new_rows'),
            ('delete', of_old, 'old table as old_rows', 'old_rows')) acts (name, shares, tables, rows) loop
        execute format('create or replace function %1$I() returns trigger
            language plpgsql security definer set search_path = pg_catalog, public as
            $f$
            declare
                pending bigint := coalesce(nullif(current_setting(''circle.pending'', true), ''''), ''0'');
                added bigint;
                kept text;
            begin
                if pending >= 0 and exists (select from %3$s offset few_pending()) then
                    with own as materialized (
                        select tenant_code, figure, dimension, month, sum(amount) as amount from (%2$s) shares
                        group by tenant_code, figure, dimension, month having sum(amount) <> 0
                    ), lines as materialized (
                        select distinct tenant_code, code
                        from (select distinct tenant_code from own) keeper, unnest(division_line(tenant_code)) code
                    ), batch as materialized (
                        select begin_batch() as batch
                    )
                    insert into statistics_tallies (tenant_code, figure, dimension, month, batch, amount)
                    select code, figure, dimension, month, batch, sum(amount)
                    from own join lines using (tenant_code) cross join batch
                    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
                else
                    insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
                    select tenant_code, figure, dimension, month, sum(amount) from (%2$s) shares
                    group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                    get diagnostics added = row_count;
                    pending := pending + added;
                    if pending > few_pending() then
                        perform batch_pending();
                        pending := 0;
                    end if;
                    kept := set_config(''circle.pending'', pending::text, true);
                end if;
                return null;
            end $f$', of_table || '_counted_on_' || act.name, act.shares, act.rows);
        execute format('create or replace trigger %I after %s on %s referencing %s for each statement execute function %I()',
            'counted_on_' || act.name, act.name, of_table, act.tables, of_table || '_counted_on_' || act.name);
    end loop;
end $$;
select keep_counted(record_table) from record_kinds where is_counted(record_table);

-- Moves what is pending into the tallies of its tenant and of every tenant above it, and batches as they are: all, or so
-- many changes and so many rows of batches at most. One folder at a time; null when another is at work, else how many.
drop function fold_statistics();
create function fold_statistics(most bigint default null) returns bigint
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    moved_count bigint;
begin
    if not pg_try_advisory_xact_lock(hashtext('fold_statistics')) then
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
        delete from statistics_tallies
        where ctid = any (array(select ctid from statistics_tallies where batch <> 0 order by batch limit most))
        returning tenant_code, figure, dimension, month, amount
    ), tallied as (
        insert into statistics_tallies as tally (tenant_code, figure, dimension, month, amount)
        select code, figure, dimension, month, sum(amount) from (
            select lines.code, own.figure, own.dimension, own.month, own.amount from own join lines using (tenant_code)
            union all
            select t.code, g.figure, g.dimension, g.month, g.amount from gathered g join tenants t on t.code = g.tenant_code
            ) added
        group by code, figure, dimension, month
        having sum(amount) <> 0
        order by code, figure, dimension, month
        on conflict (tenant_code, figure, dimension, month, batch) do update set amount = tally.amount + excluded.amount
    )
    select (select count(*) from moved) + (select count(*) from gathered) into moved_count;
    delete from statistics_batches b where not exists (select from statistics_tallies t where t.batch = b.batch and t.batch <> 0);
    return moved_count;
end $$;

create or replace function statistics_differences()
returns table (tenant_code bigint, figure text, dimension text, month date, tallied bigint, recounted bigint)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    with recounted as (
        select t.code as tenant_code, own.figure, own.dimension, own.month, sum(own.amount) as amount
        from (select o.tenant_code, o.figure, o.dimension, o.month, sum(o.amount) as amount
              from recounted_shares o group by 1, 2, 3, 4) own
        join tenants t on t.code = any (division_line(own.tenant_code))
        group by 1, 2, 3, 4
    ), tallied as (
        select k.tenant_code, k.figure, k.dimension, k.month, sum(k.amount) as amount
        from (select y.tenant_code, y.figure, y.dimension, y.month, y.amount from statistics_tallies y
              where y.batch = 0 or exists (select from tenants t where t.code = y.tenant_code)
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

-- A family has a version of each figure, so that a write leaves what is remembered of the others. The tree's stands at -1.
delete from family_versions;
alter table family_versions drop constraint family_versions_pkey,
    add column figure text not null, add primary key (parent_code, figure) include (version);

create or replace function families_moved() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    next constant bigint := nextval('family_version');
begin
    insert into family_versions (parent_code, figure, version)
    select parent_code, figure, next from (
        select coalesce(t.parent_code, 0), figure from moved join tenants t on t.code = tenant_code where batch = 0
        union select tenant_code, figure from moved where batch = 0) family (parent_code, figure)
    where parent_code = 0 or exists (select from tenants b where b.parent_code = family.parent_code)
    order by parent_code, figure
    on conflict (parent_code, figure) do update set version = next;
    return null;
end $$;

create or replace function tree_moved() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    insert into family_versions (parent_code, figure, version) values (-1, '', nextval('family_version'))
    on conflict (parent_code, figure) do update set version = excluded.version;
    return null;
end $$;

create function month_number(day date) returns integer
language sql immutable parallel safe
return date_part('year', day)::integer * 12 + date_part('month', day)::integer - 1;

-- The figures of a family, side by side in columns of `width`: a member at its place, the parent at the last. A stock has
-- one column; a flow has those of each year: the year, its two halves, its four quarters and, where months are asked for,
-- its twelve months. Every tenant's tallies are found by the index, figure by figure, however many tallies there are: the
-- plan is made once and for all, and the fences keep it from becoming a join that reads them all.
create or replace function figures_of_family(of_parent bigint, chains jsonb, from_day date, until_day date) returns family_figures
language plpgsql stable set search_path = pg_catalog, public set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
    since constant date := coalesce(date_trunc('year', from_day)::date, '-infinity');
    until constant date := coalesce(date_trunc('year', from_day) + interval '1 year', 'infinity')::date;
    taken constant date := coalesce(until_day, 'infinity');
    family family_figures;
    told record;
    -- In months: no part that is asked for is finer.
    finest constant integer := case when until_day - from_day < 32 then 1 else 3 end;
    amounts integer[];
    amount integer;
    col integer;
    place integer;
    month integer;
begin
    select array_agg(t.code order by t.level, t.code), count(*) + 1 into family.members, family.width
    from tenants t where t.parent_code = of_parent or of_parent = 0 and t.parent_code is null;

    with counted as materialized (
        select figure, dimension, is_flow, (row_number() over (order by is_flow, figure, dimension) - 1)::integer as slot
        from (select figure, '' as dimension, is_flow
              from jsonb_to_recordset(chains) c (figure text, is_flow boolean)
              union select p ->> 0, p ->> 1, is_flow
              from jsonb_to_recordset(chains) c (is_flow boolean, parts jsonb), jsonb_array_elements(parts) p) every
    ), beside as materialized (
        select code, place::integer from unnest(family.members || of_parent) with ordinality b (code, place)
    ), amount as materialized (
        select place, slot, part, sum(amount)::integer as amount from (
            select place, slot, null::integer as part, k.amount
            from beside cross join counted cross join lateral (
                select sum(t.amount::integer)::integer as amount from statistics_tallies t
                where t.tenant_code = code and t.figure = counted.figure and t.dimension = counted.dimension
                  and t.month < taken) k
            where not is_flow and k.amount <> 0
            union all
            select place, slot, month_number(k.month) / finest, k.amount
            from beside cross join counted cross join lateral (
                select t.month, t.amount::integer from statistics_tallies t
                where t.tenant_code = code and t.figure = counted.figure and t.dimension = counted.dimension
                  and t.month >= since and t.month < until offset 0) k
            where is_flow
            union all
            select place, slot, case when is_flow then month_number(d.month) / finest end, d.amount::integer
            from beside cross join lateral (
                select d.figure, d.dimension, d.month, sum(d.amount) as amount from statistics_deltas d
                where d.tenant_code >= code and d.tenant_code < division_end(code)
                group by d.figure, d.dimension, d.month) d
            join counted using (figure, dimension)
            where d.month < case when is_flow then until else taken end and (not is_flow or d.month >= since)) known
        group by 1, 2, 3
    ), span as (
        select coalesce(date_part('year', from_day)::integer, min(part) * finest / 12) as first,
               coalesce(date_part('year', from_day)::integer, max(part) * finest / 12) as last from amount
    )
    select max(coalesce(last - first + 1, 0)) as years, array_agg(place) as places, array_agg(slot) as slots,
           array_agg(coalesce(part * finest - first * 12, 0)) as months, array_agg(amount) as amounts,
           (select count(*)::integer from counted where not is_flow) as stocks,
           (select jsonb_object_agg(figure || ' ' || dimension, slot) from counted) as numbers,
           (select count(*)::integer from counted) as number
    into told from span left join amount on true;

    family.stocks := told.stocks;
    family.years := told.years;
    family.slots := told.numbers;
    family.behind := (told.stocks + (told.number - told.stocks) * told.years * 19) * family.width;
    amounts := array_fill(0, array[family.behind + family.width]);
    for n in 1 .. cardinality(told.places) loop
        exit when told.places[n] is null;
        amount := told.amounts[n];
        if told.slots[n] < told.stocks then
            amounts[told.slots[n] * family.width + told.places[n]] := amount;
        else
            month := told.months[n] % 12;
            col := told.stocks + ((told.slots[n] - told.stocks) * told.years + told.months[n] / 12) * 19;
            place := col * family.width + told.places[n];
            amounts[place] := amounts[place] + amount;
            place := (col + 1 + month / 6) * family.width + told.places[n];
            amounts[place] := amounts[place] + amount;
            place := (col + 3 + month / 3) * family.width + told.places[n];
            amounts[place] := amounts[place] + amount;
            if finest = 1 then
                place := (col + 7 + month) * family.width + told.places[n];
                amounts[place] := amounts[place] + amount;
            end if;
        end if;
    end loop;
    family.amounts := amounts;
    return family;
end $$;

-- How many splits of each chain every member may be shown as far as its family goes: {chain: {code: splits}}. The last
-- column is what is left of a whole without the parts before.
create or replace function splits_in_family(of_parent bigint, chains jsonb, from_day date, until_day date, smallest integer)
returns jsonb
language plpgsql stable set search_path = pg_catalog, public as $$
declare
    months constant integer := extract(year from age(until_day, from_day)) * 12 + extract(month from age(until_day, from_day));
    beginning constant integer := extract(month from from_day) - 1;
    family constant family_figures := figures_of_family(of_parent, chains, from_day, until_day);
    width constant integer := family.width;
    behind constant integer := family.behind;
    amounts integer[] := family.amounts;
    chain record;
    calendar integer;
    series integer;
    year integer;
    part integer;
    beside integer[];
    everybody constant integer[] := array(select generate_series(1, width - 1));
    standing integer[];
    good integer[];
    place integer;
    col integer;
    remaining integer;
    next integer;
    shown integer[];
    all_shown jsonb := '{}';
begin
    for chain in
        select name, is_flow, cardinality(p.slots) as number, (family.slots ->> (figure || ' '))::integer as slot, p.slots
        from jsonb_to_recordset(chains) c (name text, figure text, is_flow boolean, parts jsonb),
             lateral (select array(select (family.slots ->> ((e ->> 0) || ' ' || (e ->> 1)))::integer
                                   from jsonb_array_elements(parts) with ordinality e (e, n) order by n) as slots) p
    loop
        shown := array_fill(chain.number, array[width - 1]);
        -- Of the calendar so many levels come before the parts; each series of them begins in a month.
        calendar := case when not chain.is_flow or from_day is null and chain.number = 0 then 1
                         when chain.number > 0 then 3 else array_position(array[12, 6, 3, 1], months) end;
        for series in
            select n from generate_series(0, greatest(12 * family.years - 1, 0)) n
            where case when not chain.is_flow then n = 0
                       when family.years = 0 then false
                       when chain.number > 0 then n % 3 = 0 and (from_day is null or n >= beginning and n + 3 <= beginning + months)
                       else n = beginning or from_day is null and n % 12 = 0 end
        loop
            year := family.stocks + ((chain.slot - family.stocks) * family.years + series / 12) * 19;
            standing := everybody;
            for level in 0 .. calendar + chain.number - 1 loop
                exit when standing = '{}';
                if level >= calendar then
                    part := chain.slots[level - calendar + 1];
                    col := chain.slot;
                    if chain.is_flow then
                        part := family.stocks + ((part - family.stocks) * family.years + series / 12) * 19 + 3 + series % 12 / 3;
                        col := year + 3 + series % 12 / 3;
                    end if;
                    for n in 1 .. width loop
                        amounts[behind + n] := case level when calendar then amounts[col * width + n]
                                                          else amounts[behind + n] end - amounts[part * width + n];
                    end loop;
                    beside := array[part * width, behind];
                else
                    beside := case when not chain.is_flow then array[chain.slot * width]
                        when level = 0 then array[year * width]
                        when level = 1 then array[(year + 1) * width, (year + 2) * width]
                        when level = 2 then array[(year + 3 + series % 12 / 6 * 2) * width, (year + 4 + series % 12 / 6 * 2) * width]
                        else array[(year + 7 + series % 12 / 3 * 3) * width, (year + 8 + series % 12 / 3 * 3) * width,
                                   (year + 9 + series % 12 / 3 * 3) * width] end;
                end if;
                good := '{}';
                foreach place in array standing loop
                    if amounts[beside[1] + place] between 1 and smallest - 1
                        or amounts[beside[2] + place] between 1 and smallest - 1
                        or amounts[beside[3] + place] between 1 and smallest - 1
                    then
                        shown[place] := least(shown[place], case chain.number when 0 then -1 else level - calendar end);
                    else
                        good := good || place;
                    end if;
                end loop;
                standing := good;
                foreach col in array beside loop
                    exit when of_parent = 0;
                    remaining := amounts[col + width];
                    next := null;
                    foreach place in array good loop
                        remaining := remaining - amounts[col + place];
                        next := case when amounts[col + place] > 0 then place else next end;
                    end loop;
                    if next is not null and remaining between 1 and smallest - 1 then
                        shown[next] := least(shown[next], case chain.number when 0 then -1 else level - calendar end);
                        standing := array_remove(standing, next);
                    end if;
                end loop;
            end loop;
        end loop;
        if chain.is_flow and chain.number > 0 and months < 3 then
            shown := array_fill(0, array[width - 1]);
        end if;
        all_shown := all_shown || jsonb_build_object(chain.name, (
            select jsonb_object_agg(code, greatest(splits, -1)) from unnest(family.members, shown) m (code, splits)));
    end loop;
    return all_shown;
end $$;


-- The same, remembered by the connection. A chain is worked out anew where a figure of it is not as it was: a tally of the
-- family, or what is pending below it in this snapshot. What is remembered depends on nobody who asks; a place holds the
-- last family that fell to it.
create or replace function known_splits(of_parent bigint, chains jsonb, from_day date, until_day date, smallest integer)
returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
    asked constant bytea := sha256(convert_to(
        concat_ws(' ', of_parent, from_day, until_day, smallest, chains), 'UTF8'));
    place constant text := 'circle.splits_' || lpad(to_hex(get_byte(asked, 0)), 2, '0');
    stamps jsonb;
    known jsonb;
    moved jsonb;
begin
    select coalesce(jsonb_object_agg(figure, stamp), '{}') || jsonb_build_object('', concat_ws(' ', encode(asked, 'base64'),
               (select version from family_versions where parent_code = -1),
               (select concat(count(*), ' ', sum(hash_record_extended(b, 0))) from statistics_batches b)))
    into stamps from (
        select figure, concat_ws(' ', max(version), count(pending), sum(pending)) as stamp from (
            select figure, version, null as pending from family_versions where parent_code = of_parent
            union all
            select figure, null, hash_record_extended(d, 0) from statistics_deltas d
            where of_parent = 0 or d.tenant_code >= of_parent and d.tenant_code < division_end(of_parent)) every
        group by figure) figures;
    known := nullif(current_setting(place, true), '');
    if known -> 'stamps' -> '' is distinct from stamps -> '' then
        known := null;
    elsif known -> 'stamps' = stamps then
        return known -> 'splits';
    end if;
    select jsonb_agg(chain) into moved from jsonb_array_elements(chains) chain
    where known is null or exists (
        select from (select chain ->> 'figure' union select part ->> 0
                     from jsonb_array_elements(chain -> 'parts') part) f (figure)
        where known -> 'stamps' -> figure is distinct from stamps -> figure);
    known := jsonb_build_object('stamps', stamps, 'splits', coalesce(known -> 'splits', '{}') || case when moved is null
        then '{}' else splits_in_family(of_parent, moved, from_day, until_day, smallest) end);
    perform set_config(place, known::text, false);
    return known -> 'splits';
end $$;

-- As before: of each tenant what its whole line may be shown.
create or replace function splits_shown(of_codes bigint[], chains jsonb, from_day date, until_day date, smallest integer)
returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    return (
    with line as materialized (
        select asked.code, t.code as above, coalesce(t.parent_code, 0) as parent_code
        from (select distinct code from unnest(of_codes) code) asked
        join tenants t on t.code = any (division_line(asked.code))
        where asked.code <@ acting_range()
    ), family as materialized (
        select parent_code, known_splits(parent_code, chains, from_day, until_day, smallest) as splits
        from (select distinct parent_code from line) families
    ), fewest as (
        select l.code, c.name, min((f.splits -> c.name ->> l.above::text)::integer) as splits
        from line l join family f using (parent_code) cross join jsonb_to_recordset(chains) c (name text)
        group by l.code, c.name
    )
    select jsonb_object_agg(code, splits) from (
        select code, jsonb_object_agg(name, splits) as splits from fewest group by code) by_code);
end $$;
