-- What each record contributes to the figures.

create or replace function shares_of(r caring_mothers) returns setof statistics_share
language sql immutable begin atomic
    select s.tenant_code, 'caring_mothers', d.dimension, month_of(c.day), c.amount
    from spans_of(r.tenant_code, r.handed_over, r.registered_on, r.closed_on) s,
         lateral (values (s.since, 1::bigint), (s.until, -1)) c (day, amount),
         (values (''), ('recruited_through:' || r.recruited_through), ('sector:' || r.sector)) d (dimension)
    where c.day is not null;
end;

create or replace function shares_of(r pairings) returns setof statistics_share
language sql immutable begin atomic
    select s.tenant_code, 'pairings', '', month_of(c.day), c.amount
    from spans_of(r.tenant_code, r.handed_over, r.from_on, r.until_on) s,
         lateral (values (s.since, 1::bigint), (s.until, -1)) c (day, amount)
    where c.day is not null;
end;

create or replace function shares_of(r visits) returns setof statistics_share
language sql immutable begin atomic
    select r.tenant_code, case when r.kind in ('HOME', 'SCHOOL') then 'visits' else 'calls' end, d.dimension,
           month_of(r.visited_on), 1::bigint
    from (values (''), ('kind:' || r.kind)) d (dimension)
    where r.contact_made
    union all
    -- And how many contacts its minutes are of, by which it is hidden where these are few.
    select r.tenant_code, 'service_minutes', d.dimension, month_of(r.visited_on), d.amount
    from (values ('', r.minutes::bigint), ('kind:' || r.kind, r.minutes), ('acts', 1), ('acts:kind:' || r.kind, 1))
        d (dimension, amount)
    where r.contact_made and r.caring_mother_id is not null and r.minutes is not null;
end;

create or replace function shares_of(r activities) returns setof statistics_share
language sql immutable begin atomic
    select coalesce(r.counted_in, r.tenant_code), f.figure || d.suffix, d.dimension, month_of(r.held_on), f.amount
    from (values ('activities', 1::bigint), ('people_served', r.parents_served + r.children_served)) f (figure, amount),
         (values ('', ''), ('_by_venue', r.venue_id::text), ('_by_programme', r.programme_id::text)) d (suffix, dimension)
    where r.held_on is not null and d.dimension is not null;
end;

create or replace function shares_of(r projects) returns setof statistics_share
language sql immutable begin atomic
    select s.tenant_code, d.figure, d.dimension, month_of(c.day), c.amount
    from spans_of(r.tenant_code, r.handed_over, r.started_on, r.ended_on) s,
         lateral (values (s.since, 1::bigint), (s.until, -1)) c (day, amount),
         (values ('projects', ''), ('projects_by_programme', r.programme_id::text)) d (figure, dimension)
    where r.started_on is not null and c.day is not null and d.dimension is not null;
end;

-- Figures that are asked for of a day: their shares have the day, where others have the first of its month.
create or replace function shares_of(r donations) returns setof statistics_share
language sql immutable begin atomic
    select coalesce(r.counted_in, r.tenant_code), d.figure, d.dimension, r.received_on, (r.amount * 100)::bigint
    from (values ('funds_raised', ''), ('funds_raised_by_project', r.project_id::text)) d (figure, dimension);
end;

create or replace function shares_of(r deliveries) returns setof statistics_share
language sql immutable begin atomic
    select coalesce(r.counted_in, r.tenant_code), d.figure, d.dimension, month_of(r.delivered_on),
           (r.women_supported + r.children_supported)::bigint
    from (values ('people_supported', ''), ('people_supported_by_project', r.project_id::text)) d (figure, dimension);
end;

create or replace function shares_of(r venues) returns setof statistics_share
language sql immutable begin atomic
    select s.tenant_code, 'venues', d.dimension, c.day, c.amount
    from spans_of(r.tenant_code, r.handed_over, r.opened_on, r.closed_on) s,
         lateral (values (s.since, 1::bigint), (s.until, -1)) c (day, amount),
         (values (''), ('kind:' || r.kind)) d (dimension)
    where c.day is not null;
end;
