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

-- The figures, with the parts that each splits into for those who see no records (32_small_figures.sql).
create or replace function published_chains() returns jsonb
language sql immutable
return '[
    {"name": "caring_mothers", "figure": "caring_mothers", "is_flow": false, "parts": []},
    {"name": "children", "figure": "children", "is_flow": false, "parts": []},
    {"name": "children_paired", "figure": "children", "is_flow": false,
     "parts": [["children_paired", "target:YES"], ["pairing_targets", "paired:NO"], ["children_paired", "target:NO"]]},
    {"name": "visits", "figure": "visits", "is_flow": true, "parts": []},
    {"name": "activities", "figure": "activities", "is_flow": true, "parts": []},
    {"name": "people_served", "figure": "people_served", "is_flow": true, "parts": []},
    {"name": "projects", "figure": "projects", "is_flow": false, "parts": []},
    {"name": "funds_raised", "figure": "funds_raised", "is_flow": true, "parts": []},
    {"name": "people_supported", "figure": "people_supported", "is_flow": true, "parts": []}]'::jsonb;

-- Of a year that is over. Nothing below 10 is shown, nor what would reveal it; nor what is hidden from those who see
-- figures without records, who would else learn from the public what is hidden from them.
create or replace function published_figures(of_code bigint, of_year integer)
returns table (place bigint, figure text, amount bigint)
language plpgsql stable security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
declare
    since constant date := make_date(of_year, 1, 1);
    until constant date := make_date(of_year + 1, 1, 1);
begin
    if until > today() or published_name(of_code) is null then
        return;
    end if;
    return query
    with line as materialized (
        select t.code, known_splits(coalesce(t.parent_code, 0), published_chains(), since, until, smallest) as splits
        from tenants t cross join unnest(array[5, 10]) smallest where t.code = any (division_line(of_code))
    ), chain as (
        select c.* from rows from (jsonb_to_recordset(published_chains())
            as (name text, is_flow boolean, parts jsonb)) with ordinality as c (name, is_flow, parts, place)
    )
    select place, name, case
        when (select min((splits -> name ->> code::text)::integer) from line) >= jsonb_array_length(parts)
        then coalesce((
            select sum(known.amount) from (
                select r.month, r.amount from statistics_rollups r
                where r.tenant_code = of_code and r.figure = name and r.dimension = ''
                union all
                select d.month, d.amount from statistics_deltas d
                where d.tenant_code >= of_code and d.tenant_code < division_end(of_code)
                  and d.figure = name and d.dimension = '') known
            where known.month < until and (not is_flow or known.month >= since)), 0)::bigint end
    from chain order by place;
end $$;
