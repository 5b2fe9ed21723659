-- What may be shown of small figures is worked out family by family, and remembered until a figure of the family moves.
-- A family are the branches of a tenant, beside whom it stands; that of 0 are the tenants that nothing is above.

-- A family's version is another one whenever a tally of it has changed; that of -1, whenever the tree has.
create or replace function families_moved() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    codes constant bigint[] := array(select distinct tenant_code from moved);
    next constant bigint := nextval('family_version');
begin
    insert into family_versions (parent_code, version)
    select parent_code, next from (
        select coalesce(t.parent_code, 0) from tenants t where t.code = any (codes)
        union select unnest(codes)) family (parent_code)
    where parent_code = 0 or exists (select from tenants b where b.parent_code = family.parent_code)
    order by parent_code
    on conflict (parent_code) do update set version = next;
    return null;
end $$;

create or replace function tree_moved() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    insert into family_versions (parent_code, version) values (-1, nextval('family_version'))
    on conflict (parent_code) do update set version = excluded.version;
    return null;
end $$;

create or replace trigger moved_on_insert after insert on statistics_tallies referencing new table as moved
    for each statement execute function families_moved();

create or replace trigger moved_on_update after update on statistics_tallies referencing new table as moved
    for each statement execute function families_moved();

create or replace trigger moved_on_delete after delete on statistics_tallies referencing old table as moved
    for each statement execute function families_moved();

create or replace trigger moved_on_truncate after truncate on statistics_tallies
    for each statement execute function tree_moved();

create or replace trigger tree_moved after insert or update or delete on tenants
    for each statement execute function tree_moved();

-- The figures of a family, side by side in columns of `width`: a member at its place, the parent at the last. A stock has
-- one column; a flow has those of each year: the year, its two halves, its four quarters and its twelve months.
create or replace function figures_of_family(of_parent bigint, chains jsonb, from_day date, until_day date) returns family_figures
language plpgsql stable set search_path = pg_catalog, public as $$
#variable_conflict use_column
declare
    since constant date := date_trunc('year', from_day);
    until constant date := since + interval '1 year';
    family family_figures;
    told record;
    amounts integer[];
    year integer;
    part integer;
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
        select place, slot, month, sum(amount)::integer as amount from (
            select place, slot, null::date as month, k.amount
            from beside cross join counted cross join lateral (
                select sum(t.amount) as amount from statistics_tallies t
                where t.tenant_code = code and t.figure = counted.figure and t.dimension = counted.dimension
                  and t.month < coalesce(until_day, 'infinity')) k
            where not is_flow and k.amount <> 0
            union all
            select place, slot, t.month, t.amount
            from beside cross join counted join statistics_tallies t
                on t.tenant_code = code and t.figure = counted.figure and t.dimension = counted.dimension
                and t.month >= coalesce(since, '-infinity') and t.month < coalesce(until, 'infinity')
            where is_flow
            union all
            select place, slot, case when is_flow then d.month end, d.amount
            from beside join statistics_deltas d on d.tenant_code >= code and d.tenant_code < division_end(code)
            join counted using (figure, dimension)
            where d.month < coalesce(case when is_flow then until else until_day end, 'infinity')
              and (not is_flow or d.month >= coalesce(since, '-infinity'))) known
        group by place, slot, month
    ), span as (
        select coalesce(extract(year from since), extract(year from min(month)))::integer as first,
               coalesce(extract(year from since), extract(year from max(month)))::integer as last from amount
    )
    select max(coalesce(last - first + 1, 0)) as years, array_agg(place) as places, array_agg(slot) as slots,
           array_agg(coalesce((extract(year from month) - first) * 12 + extract(month from month) - 1, 0)::integer) as months,
           array_agg(amount) as amounts, (select count(*)::integer from counted where not is_flow) as stocks,
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
        if told.slots[n] < told.stocks then
            amounts[told.slots[n] * family.width + told.places[n]] := told.amounts[n];
        else
            year := told.stocks + ((told.slots[n] - told.stocks) * told.years + told.months[n] / 12) * 19;
            foreach part in array array[0, 1 + told.months[n] % 12 / 6, 3 + told.months[n] % 12 / 3, 7 + told.months[n] % 12]
            loop
                part := (year + part) * family.width + told.places[n];
                amounts[part] := amounts[part] + told.amounts[n];
            end loop;
        end if;
    end loop;
    family.amounts := amounts;
    return family;
end $$;

-- How many splits of each chain every member may be shown as far as its family goes: {code: [splits]}, the chains in
-- their order. The last column is what is left of a whole without the parts before.
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
    standing integer[];
    good integer[];
    place integer;
    col integer;
    remaining integer;
    next integer;
    shown integer[];
    all_shown integer[] := '{}';
begin
    for chain in
        select is_flow, cardinality(p.slots) as number, (family.slots ->> (figure || ' '))::integer as slot, p.slots
        from rows from (jsonb_to_recordset(chains) as (figure text, is_flow boolean, parts jsonb))
            with ordinality c (figure, is_flow, parts, place),
            lateral (select array(select (family.slots ->> ((e ->> 0) || ' ' || (e ->> 1)))::integer
                                  from jsonb_array_elements(parts) with ordinality e (e, n) order by n) as slots) p
        order by c.place
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
            standing := array(select generate_series(1, width - 1));
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
        all_shown := all_shown || (select array_agg(greatest(splits, -1) order by n) from unnest(shown) with ordinality s (splits, n));
    end loop;
    return (
        select jsonb_object_agg(m.code, array(
            select all_shown[c * (width - 1) + m.n] from generate_series(0, jsonb_array_length(chains) - 1) c order by c))
        from unnest(family.members) with ordinality m (code, n));
end $$;

-- The same, remembered by the connection for as long as the family is as it was in this snapshot, what is pending below
-- it included. What is remembered depends on nobody who asks; a place holds the last family that fell to it.
create or replace function known_splits(of_parent bigint, chains jsonb, from_day date, until_day date, smallest integer)
returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
    asked constant text := encode(sha256(convert_to(
        concat_ws(' ', of_parent, from_day, until_day, smallest, chains), 'UTF8')), 'hex');
    place constant text := 'circle.splits_' || left(asked, 2);
    stamp text;
    known text;
begin
    select concat_ws(' ', asked, (select version from family_versions where parent_code = of_parent),
                     (select version from family_versions where parent_code = -1),
                     count(*), sum(hash_record_extended(d, 0)), '')
    into stamp from statistics_deltas d
    where of_parent = 0 or d.tenant_code >= of_parent and d.tenant_code < division_end(of_parent);
    known := current_setting(place, true);
    if not starts_with(coalesce(known, ''), stamp) then
        known := stamp || splits_in_family(of_parent, chains, from_day, until_day, smallest);
        perform set_config(place, known, false);
    end if;
    return substr(known, length(stamp) + 1)::jsonb;
end $$;

-- For each tenant and chain, how many of the chain's splits may be shown: -1 where not even its whole may.
-- A chain is a figure and the parts it splits into, one after the other: {name, figure, is_flow, parts: [[figure,
-- dimension]]}. Between its whole over a year and its last part lie levels: each splits one span or remainder of the
-- level before. On each level a tenant stands beside its siblings; hidden are those of whom some amount is from 1 to
-- smallest - 1, and, where what is then left of the parent (its own and the hidden) has such an amount, the next sibling
-- that has any there. Who is hidden on a level is hidden on the levels behind it, and so is all below.
-- The choice looks at the whole tree, whoever asks, so that what several may see together is no more than this.
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
        select l.code, e.n, min(e.splits::integer) as splits
        from line l join family f using (parent_code),
             jsonb_array_elements_text(f.splits -> l.above::text) with ordinality e (splits, n)
        group by l.code, e.n
    )
    select jsonb_object_agg(code, splits) from (
        select code, jsonb_object_agg(chains -> (n - 1)::integer ->> 'name', splits) as splits
        from fewest group by code) by_code);
end $$;
