-- What a child's file contributes to the figures: stay by stay, so that those of a past day do not move with the file.

-- On each day that the file is kept it is of one main category, or of none, and of one level of risk, or not assessed.
create or replace function shares_of(r children) returns setof statistics_share
language sql immutable begin atomic
    select s.tenant, 'children', d.dimension, month_of(c.day), c.amount
    from jsonb_to_recordset(r.stays) s (tenant bigint, since date, until date),
         lateral (values (s.since, 1::bigint), (s.until, -1)) c (day, amount),
         (values (''), ('sex:' || r.sex)) d (dimension)
    where c.day is not null
    union all
    select s.tenant, 'children', d.dimension, month_of(c.day), c.amount
    from (select 'category:' || h.category as dimension, daterange(h.since, h.until) as days
          from jsonb_to_recordset(r.category_history) h (category text, since date, until date)
          union all
          select 'category:' || r.category, daterange(r.category_since, null) where r.category is not null
          union all
          select 'risk:' || l.level, daterange(l.since, l.until)
          from jsonb_to_recordset(r.risk_history) l (level text, since date, until date)) d,
         jsonb_to_recordset(r.stays) s (tenant bigint, since date, until date),
         lateral (select d.days * daterange(s.since, s.until) as days) o,
         lateral (values (lower(o.days), 1::bigint), (upper(o.days), -1)) c (day, amount)
    where not isempty(o.days) and c.day is not null
    union all
    -- Of one band of ages, as far ahead as it will be: what the calendar alone brings is dated on its day, and counts from
    -- then on. Nobody knows the day of birth of a child who was erased.
    select s.tenant, 'children', 'age:' || b.band,
           case when c.day in (s.since, s.until) then month_of(c.day) else c.day end, c.amount
    from (values ('UNDER_6', null, 6), ('FROM_6_TO_11', 6, 12), ('FROM_12_TO_15', 12, 16), ('FROM_16_TO_17', 16, 18),
                 ('ADULT', 18, null), ('UNKNOWN', null, null)) b (band, since, until),
         jsonb_to_recordset(r.stays) s (tenant bigint, since date, until date),
         lateral (select daterange(day_of_age(r.birth_date, b.since), day_of_age(r.birth_date, b.until))
                         * daterange(s.since, s.until) as days) o,
         lateral (values (lower(o.days), 1::bigint), (upper(o.days), -1)) c (day, amount)
    where (b.band = 'UNKNOWN') = (r.erased_on is not null) and not isempty(o.days) and c.day is not null
    union all
    select s.tenant, 'children', d.dimension, month_of(c.day), c.amount
    from (values ('category:NONE', (
              select range_agg(k.days) from (
                  select daterange(h.since, h.until) as days
                  from jsonb_to_recordset(r.category_history) h (since date, until date)
                  union all
                  select daterange(r.category_since, null) where r.category is not null) k)),
          ('risk:NONE', (
              select range_agg(daterange(l.since, l.until))
              from jsonb_to_recordset(r.risk_history) l (since date, until date)))) d (dimension, days),
         jsonb_to_recordset(r.stays) s (tenant bigint, since date, until date),
         lateral unnest(datemultirange(daterange(s.since, s.until)) - coalesce(d.days, '{}')) o (days),
         lateral (values (lower(o.days), 1::bigint), (upper(o.days), -1)) c (day, amount)
    where c.day is not null
    union all
    select s.tenant, f.figure, f.dimension, month_of(c.day), c.amount
    from (values ('children_paired', '', r.paired_on), ('children_paired', 'target:YES', r.paired_on - r.untargeted_on),
                 ('children_paired', 'target:NO', r.paired_on * r.untargeted_on),
                 ('pairing_targets', '', '{(,)}'::datemultirange - r.untargeted_on),
                 ('pairing_targets', 'paired:NO', '{(,)}'::datemultirange - r.untargeted_on - r.paired_on)
         ) f (figure, dimension, days),
         jsonb_to_recordset(r.stays) s (tenant bigint, since date, until date),
         lateral unnest(f.days * datemultirange(daterange(s.since, s.until))) p (days),
         lateral (values (lower(p.days), 1::bigint), (upper(p.days), -1)) c (day, amount)
    where c.day is not null;
end;

-- What the triggers of other tables left in the row once more from the records themselves. The fence keeps the row made
-- once: a share asks for it many times.
create or replace view children_recounted with (security_invoker = true) as
select s.* from children c
    left join (select p.child_id, range_agg(daterange(p.from_on, p.until_on)) as paired_on
               from pairings p group by p.child_id) days on days.child_id = c.id
    cross join lateral category_columns(c.id) k
    cross join lateral risk_columns(c.id) l
    cross join lateral (select jsonb_populate_record(c, jsonb_build_object('paired_on', coalesce(days.paired_on, '{}'),
        'category', k.category, 'category_since', k.category_since, 'category_history', k.category_history,
        'risk_level', l.risk_level, 'risk_history', l.risk_history, 'untargeted_on', untargeted_days(c.id))) as row offset 0) told,
    shares_of(told.row) s;
