-- What may be shown of small figures is worked out family by family, and remembered until a figure of the family moves.
-- A family are the branches of a tenant, beside whom it stands; that of 0 are the tenants that nothing is above.

-- A family's version is another one whenever a rollup of it has changed; that of -1, whenever the tree has.
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

create or replace trigger moved_on_insert after insert on statistics_rollups referencing new table as moved
    for each statement execute function families_moved();

create or replace trigger moved_on_update after update on statistics_rollups referencing new table as moved
    for each statement execute function families_moved();

create or replace trigger moved_on_delete after delete on statistics_rollups referencing old table as moved
    for each statement execute function families_moved();

create or replace trigger moved_on_truncate after truncate on statistics_rollups
    for each statement execute function tree_moved();

create or replace trigger tree_moved after insert or update or delete on tenants
    for each statement execute function tree_moved();

-- Where the codes below a family's parent end; below 0 are all.
create or replace function family_end(of_parent bigint) returns bigint
language sql immutable parallel safe
return case when of_parent = 0 then 9223372036854775807 else division_end(of_parent) end;

create or replace function month_number(day date) returns integer
language sql immutable parallel safe
return date_part('year', day)::integer * 12 + date_part('month', day)::integer - 1;

-- The figures of a family, side by side in columns of `width`: a member at its place, the parent at the last. A stock has
-- one column; a flow has those of each year: the year, its two halves, its four quarters and, where months are asked for,
-- its twelve months. Every tenant's rollups are found by the index, figure by figure, however many rollups there are: the
-- plan is made once and for all, and the fences keep it from becoming a join that reads them all. What is pending is
-- hashed, however little the planner takes it for.
create or replace function figures_of_family(of_parent bigint, chains jsonb, from_day date, until_day date) returns family_figures
language plpgsql stable set search_path = pg_catalog, public set plan_cache_mode = force_generic_plan
set enable_nestloop = off set enable_mergejoin = off as $$
#variable_conflict use_column
declare
    since constant date := coalesce(date_trunc('year', from_day)::date, '-infinity');
    until constant date := coalesce(date_trunc('year', from_day) + interval '1 year', 'infinity')::date;
    -- What is dated ahead is not there yet.
    taken constant date := least(coalesce(until_day, 'infinity'), today() + 1);
    family family_figures;
    told record;
    -- In months: no part that is asked for is finer.
    finest constant integer := case when until_day - from_day < 32 then 1 else 3 end;
    amounts bigint[];
    amount bigint;
    col integer;
    place integer;
    month integer;
    -- From which code on which place is the nearest above.
    codes bigint[];
    places integer[];
begin
    select array_agg(t.code order by t.level, t.code), count(*) + 1 into family.members, family.width
    from tenants t where t.parent_code = of_parent or of_parent = 0 and t.parent_code is null;
    select array_agg(code order by code), array_agg(coalesce(place::integer, family.width) order by code) into codes, places
    from (select distinct on (s.code) s.code, m.place
          from (select unnest(family.members) union select division_end(code) from unnest(family.members) m (code)) s (code)
          cross join unnest(division_line(s.code)) line (code)
          left join unnest(family.members) with ordinality m (code, place) on m.code = line.code
          order by s.code, m.code desc nulls last) segment;

    with counted as materialized (
        select figure, dimension, is_flow, (row_number() over (order by is_flow, figure, dimension) - 1)::integer as slot
        from (select figure, coalesce(whole, '') as dimension, is_flow
              from jsonb_to_recordset(chains) c (figure text, whole text, is_flow boolean)
              union select p ->> 0, p ->> 1, is_flow
              from jsonb_to_recordset(chains) c (is_flow boolean, parts jsonb), jsonb_array_elements(parts) p) every
    ), beside as materialized (
        select code, place::integer from unnest(family.members || of_parent) with ordinality b (code, place)
    ), above as materialized (
        select distinct b.place, a.place as above from beside b cross join unnest(division_line(b.code)) line (code)
        join beside a on a.code = line.code
    ), pending as materialized (
        -- Read once, however many members there are, for the nearest above.
        select place, slot, case when is_flow then month_number(d.month) / finest end as part, sum(d.amount)::bigint as amount
        from (select coalesce(places[width_bucket(tenant_code, codes)], family.width) as place, figure, dimension, month, amount
              from statistics_deltas where tenant_code >= of_parent and tenant_code < family_end(of_parent)) d
        join counted using (figure, dimension)
        where d.month < case when is_flow then until else taken end and (not is_flow or d.month >= since)
        group by 1, 2, 3
    ), amount as materialized (
        select place, slot, part, sum(amount)::bigint as amount from (
            select place, slot, null::integer as part, k.amount
            from beside cross join counted cross join lateral (
                select sum(t.amount)::bigint as amount from statistics_rollups t
                where t.tenant_code = code and t.figure = counted.figure and t.dimension = counted.dimension
                  and t.month < taken) k
            where not is_flow and k.amount <> 0
            union all
            select place, slot, month_number(k.month) / finest, k.amount
            from beside cross join counted cross join lateral (
                select t.month, t.amount from statistics_rollups t
                where t.tenant_code = code and t.figure = counted.figure and t.dimension = counted.dimension
                  and t.month >= since and t.month < until offset 0) k
            where is_flow
            union all
            select above, slot, part, amount from pending join above using (place)) known
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
    amounts := array_fill(0::bigint, array[family.behind + family.width]);
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
    amounts bigint[] := family.amounts;
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
    remaining bigint;
    next integer;
    shown integer[];
    all_shown jsonb := '{}';
begin
    for chain in
        select name, is_flow, of_years, cardinality(p.slots) as number,
               (family.slots ->> (figure || ' ' || coalesce(whole, '')))::integer as slot, p.slots
        from jsonb_to_recordset(chains) c (name text, figure text, whole text, is_flow boolean, of_years boolean, parts jsonb),
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
        if chain.of_years and months is distinct from 12 then
            shown := array_fill(-1, array[width - 1]);
        elsif chain.is_flow and chain.number > 0 and months < 3 then
            shown := array_fill(0, array[width - 1]);
        end if;
        all_shown := all_shown || jsonb_build_object(chain.name, (
            select jsonb_object_agg(code, greatest(splits, -1)) from unnest(family.members, shown) m (code, splits)));
    end loop;
    return all_shown;
end $$;

-- The same, remembered by the connection. A chain is worked out anew where a figure of it is not as it was: a rollup of the
-- family, or what is pending below it in this snapshot: how many changes of which transactions, for those of one come
-- together and go by rolling up alone. What is remembered depends on nobody who asks; a place holds the
-- last family that fell to it.
create or replace function known_splits(of_parent bigint, chains jsonb, from_day date, until_day date, smallest integer)
returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
    asked constant bytea := sha256(convert_to(
        concat_ws(' ', of_parent, from_day, until_day, smallest, chains), 'UTF8'));
    place constant text := 'circle.splits_' || lpad(to_hex(get_byte(asked, 0)), 2, '0');
    figures_asked constant text[] := array(
        select f.figure from jsonb_array_elements(chains) chain, lateral (
            select chain ->> 'figure' union select part ->> 0 from jsonb_array_elements(chain -> 'parts') part) f (figure));
    stamps jsonb;
    known jsonb;
    moved jsonb;
begin
    select coalesce(jsonb_object_agg(figure, stamp), '{}') || jsonb_build_object('', concat_ws(' ', encode(asked, 'base64'),
               today(), (select version from family_versions where parent_code = -1),
               (select concat(count(*), ' ', sum(hash_record_extended(b, 0))) from statistics_batches b)))
    into stamps from (
        select figure, concat_ws(' ', max(version), sum(number), sum(writers)) as stamp from (
            select figure, version, null as number, null as writers from family_versions
            where parent_code = of_parent and figure = any (figures_asked)
            union all
            select figure, null, count(*), sum(hashint8extended(added_by, 0)) from statistics_deltas
            where tenant_code >= of_parent and tenant_code < family_end(of_parent) and figure = any (figures_asked)
            group by figure) every
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

-- For each tenant and chain, how many of the chain's splits may be shown: -1 where not even its whole may.
-- A chain is a figure and the parts it splits into, one after the other: {name, figure, is_flow, parts: [[figure,
-- dimension]]}. Between its whole over a year and its last part lie levels: each splits one span or remainder of the
-- level before. On each level a tenant stands beside its siblings; hidden are those of whom some amount is from 1 to
-- smallest - 1, and, where what is then left of the parent (its own and the hidden) has such an amount, the next sibling
-- that has any there. Who is hidden on a level is hidden on the levels behind it, and so is all below.
-- The choice looks at the whole tree, whoever asks, so that what several may see together is no more than this.
-- What counts each once in a span has the dimension of years for its `whole`, and is shown of years alone (`of_years`):
-- shorter spans do not add up to them, and would tell how many of the year's were not there in one. An amount of what
-- people did has for its `whole`, and for its parts, how many acts it is of.
create or replace function splits_shown(of_codes bigint[], chains jsonb, from_day date, until_day date, smallest integer)
returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    return (
    with line as materialized (
        select asked.code, t.code as above, coalesce(t.parent_code, 0) as parent_code
        from (select distinct code from unnest(of_codes) code) asked
        join tenants t on t.code = any (division_line(asked.code))
        where asked.code <@ actor_range()
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
