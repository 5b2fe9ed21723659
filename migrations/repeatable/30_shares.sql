-- What each record contributes to the figures.

create or replace function shares_of(r caring_mothers) returns setof statistics_share
language sql immutable begin atomic
    select s.tenant_code, 'caring_mothers', d.dimension, month_of(c.day), c.amount
    from spans_of(r.tenant_code, r.handed_over, r.registered_on, r.closed_on) s,
         lateral (values (s.since, 1::bigint), (s.until, -1)) c (day, amount),
         (values (''), ('recruited_through:' || r.recruited_through), ('sector:' || r.sector)) d (dimension)
    where c.day is not null
    union all
    -- Of a training and of an approval as far ahead as they hold: what ends by the calendar is dated on its day.
    select s.tenant_code, 'caring_mothers', d.dimension,
           case when c.day in (s.since, s.until) then month_of(c.day) else c.day end, c.amount
    from spans_of(r.tenant_code, r.handed_over, r.registered_on, r.closed_on) s,
         (values ('training:TRAINED', r.trained_on), ('training:NOT_TRAINED', '{(,)}'::datemultirange - r.trained_on),
                 ('clearance:CLEARED', r.cleared_on), ('clearance:NOT_CLEARED', '{(,)}'::datemultirange - r.cleared_on))
             d (dimension, days),
         lateral (select case when (s.until > s.since) is not false then daterange(s.since, s.until) else 'empty' end as days) k,
         lateral unnest(d.days * datemultirange(k.days)) p (days),
         lateral (values (lower(p.days), 1::bigint), (upper(p.days), -1)) c (day, amount)
    where c.day is not null
    union all
    -- Once in each span of time, where she was registered when she first passed a training in it.
    select coalesce((select h.tenant
                     from rows from (jsonb_to_recordset(r.handed_over) as (tenant bigint, until date)) with ordinality
                         h (tenant, until, place)
                     where f.day < h.until order by h.place limit 1), r.tenant_code),
           'volunteers_trained', case months when 0 then '' else 'span:' || months end, span_of(f.day, months), 1
    from unnest(array[0, 1, 3, 6, 12]) months,
         lateral (select min(day) as day from unnest(r.training_days) day
                  group by case months when 0 then null else span_of(day, months) end) f
    where f.day is not null;
end;

-- What the triggers of screenings and of their steps left in the row once more from these.
create or replace view caring_mothers_recounted with (security_invoker = true) as
select s.* from caring_mothers m cross join lateral training_of(m.id) t
    cross join lateral (select jsonb_populate_record(m, jsonb_build_object('cleared_on', cleared_days(m.id),
        'trained_on', t.trained_on, 'training_days', t.training_days)) as row offset 0) told,
    shares_of(told.row) s;

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
