-- What anybody reads without signing in: stories that are published, and a few figures of years that are over. These are
-- the owner's functions, and take no more from whoever calls them than what is asked for.

-- The public is told of the county, never of a township or a village: so few live there that the place says who.
create or replace function publisher(of_code bigint) returns bigint
language sql stable
begin atomic
    select max(t.code) from tenants t
    where t.code = any (division_line(of_code)) and t.level in ('PROVINCE', 'CITY', 'COUNTY');
end;

create or replace function published_name(of_code bigint) returns text
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select t.name from tenants t where t.code = of_code and t.code = publisher(of_code);
end;

-- What stays on a notice board is not for the internet.
create or replace view published_now with (security_invoker = true) as
    select s.id, s.tenant_code, s.title, s.text, array_remove(s.channels, 'NOTICE_BOARD') as channels, s.published_on
    from stories s
    where s.stage = 'PUBLISHED' and array_remove(s.channels, 'NOTICE_BOARD') <> '{}' and not consent_lapsed(s);

-- The latest first, those behind one of them.
create or replace function published_stories(of_code bigint, on_channel text, behind uuid, most integer)
returns table (id uuid, title text, text text, channels text[], published_on date, code bigint, name text)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select s.id, s.title, s.text, s.channels, s.published_on, t.code, t.name
    from published_now s join tenants t on t.code = publisher(s.tenant_code)
    where published_name(of_code) is not null and s.tenant_code >= of_code and s.tenant_code < division_end(of_code)
      and (on_channel is null or on_channel = any (s.channels))
      and (behind is null
           or (s.published_on, s.id) < (select last.published_on, last.id from published_now last where last.id = behind))
    order by s.published_on desc, s.id desc limit most;
end;

create or replace function published_story(with_id uuid)
returns table (id uuid, title text, text text, channels text[], published_on date, code bigint, name text)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select s.id, s.title, s.text, s.channels, s.published_on, t.code, t.name
    from published_now s join tenants t on t.code = publisher(s.tenant_code) where s.id = with_id;
end;

-- The figures, with the parts that each splits into for those who see no records (32_small_figures.sql), and which of them
-- count persons.
create or replace function published_chains() returns jsonb
language sql immutable
return '[
    {"name": "caring_mothers", "figure": "caring_mothers", "is_flow": false, "persons": true, "parts": []},
    {"name": "children", "figure": "children", "is_flow": false, "persons": true, "parts": []},
    {"name": "children_paired", "figure": "children", "is_flow": false, "persons": true,
     "parts": [["children_paired", "target:YES"], ["pairing_targets", "paired:NO"], ["children_paired", "target:NO"]]},
    {"name": "visits", "figure": "visits", "is_flow": true, "persons": true, "parts": []},
    {"name": "activities", "figure": "activities", "is_flow": true, "persons": false, "parts": []},
    {"name": "people_served", "figure": "people_served", "is_flow": true, "persons": true, "parts": []},
    {"name": "projects", "figure": "projects", "is_flow": false, "persons": false, "parts": []},
    {"name": "funds_raised", "figure": "funds_raised", "is_flow": true, "persons": false, "parts": []},
    {"name": "people_supported", "figure": "people_supported", "is_flow": true, "persons": true, "parts": []}]'::jsonb;

-- A figure of a tenant and of all below it, at the end of a year or within it.
create or replace function amount_of_year(of_code bigint, of_figure text, is_flow boolean, of_year integer) returns bigint
language sql stable
begin atomic
    select coalesce(sum(amount), 0)::bigint from (
        select month, amount from statistics_rollups
        where tenant_code = of_code and figure = of_figure and dimension = ''
        union all
        select month, amount from statistics_deltas
        where tenant_code >= of_code and tenant_code < division_end(of_code) and figure = of_figure and dimension = '') known
    where month < make_date(of_year + 1, 1, 1) and (not is_flow or month >= make_date(of_year, 1, 1));
end;

-- What is published of children who are paired tells how many are not.
create or replace function published_amount(of_code bigint, of_figure text, is_flow boolean, of_year integer) returns bigint
language sql stable
return case of_figure when 'children_unpaired'
    then amount_of_year(of_code, 'children', is_flow, of_year) - amount_of_year(of_code, 'children_paired', is_flow, of_year)
    else amount_of_year(of_code, of_figure, is_flow, of_year) end;

-- Whether a tenant's amount may be told: it is as much as two that are not small, and what is left of it without any one
-- branch below, whose people know their own, is not small. Only a branch that has nearly all of it leaves little, and then
-- so has what is above that branch.
create or replace function is_tellable(of_code bigint, of_figure text, is_flow boolean, of_year integer) returns boolean
language sql stable
begin atomic
    with recursive heavy as (
        select of_code as code, whole, whole as amount
        from (select published_amount(of_code, of_figure, is_flow, of_year) as whole) asked
        union all
        select b.code, h.whole, b.amount
        from heavy h cross join lateral (
            select t.code, published_amount(t.code, of_figure, is_flow, of_year) as amount
            from tenants t where t.parent_code = h.code offset 0) b
        where b.amount > 0 and h.whole - b.amount < 10
    )
    select not bool_or(whole between 1 and 19 or whole - amount between 1 and 9) from heavy;
end;

-- Whether a figure of the branches of a tenant is published: of each of them, or of none. What the tenant keeps itself
-- follows from them, and no staff that sees no records learns from the public what is hidden from it.
create or replace function family_published(of_parent bigint, chain jsonb, of_year integer) returns boolean
language plpgsql stable set search_path = pg_catalog, public as $$
declare
    is_flow constant boolean := chain -> 'is_flow';
    staff constant jsonb := known_splits(of_parent, jsonb_build_array(chain - 'persons'), make_date(of_year, 1, 1),
                                         make_date(of_year + 1, 1, 1), 5) -> (chain ->> 'name');
    members constant bigint[] := array(select t.code from tenants t
                                       where t.parent_code = of_parent or of_parent = 0 and t.parent_code is null);
    told text;
begin
    if exists (select from unnest(members) code
               where (staff ->> code::text)::integer < jsonb_array_length(chain -> 'parts')) then
        return false;
    end if;
    foreach told in array case chain ->> 'name' when 'children_paired' then array['children_paired', 'children_unpaired']
                                                else array[chain ->> 'name'] end loop
        if exists (select from unnest(members) code where not is_tellable(code, told, is_flow, of_year))
            or of_parent <> 0 and published_amount(of_parent, told, is_flow, of_year)
                - (select sum(published_amount(code, told, is_flow, of_year)) from unnest(members) code) between 1 and 9 then
            return false;
        end if;
    end loop;
    return true;
end $$;

-- Of a year that is over. Null stands for what is small where it counts persons, and for what would reveal it.
create or replace function published_figures(of_code bigint, of_year integer)
returns table (figure text, amount bigint)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select c.chain ->> 'name', case
        when not (c.chain -> 'persons')::boolean
            or (select bool_and(family_published(coalesce(t.parent_code, 0), c.chain, of_year))
                from tenants t where t.code = any (division_line(of_code)))
        then amount_of_year(of_code, c.chain ->> 'name', (c.chain -> 'is_flow')::boolean, of_year) end
    from jsonb_array_elements(published_chains()) with ordinality c (chain, place)
    where published_name(of_code) is not null and make_date(of_year + 1, 1, 1) <= today()
    order by c.place;
end;
