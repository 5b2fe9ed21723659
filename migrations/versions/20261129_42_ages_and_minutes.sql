-- The shares in the figures that came: children by age, minutes of service, and how many days needs took to meet.

insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
select tenant_code, figure, dimension, month, sum(amount) from (
    select s.tenant, 'children', 'age:' || b.band,
           case when c.day in (s.since, s.until) then date_trunc('month', c.day)::date else c.day end, c.amount
    from children r,
         (values ('UNDER_6', null, 6), ('FROM_6_TO_11', 6, 12), ('FROM_12_TO_15', 12, 16), ('FROM_16_TO_17', 16, 18),
                 ('ADULT', 18, null), ('UNKNOWN', null, null)) b (band, since, until),
         jsonb_to_recordset(r.stays) s (tenant bigint, since date, until date),
         lateral (select daterange(day_of_age(r.birth_date, b.since), day_of_age(r.birth_date, b.until))
                         * daterange(s.since, s.until) as days) o,
         lateral (values (lower(o.days), 1::bigint), (upper(o.days), -1)) c (day, amount)
    where (b.band = 'UNKNOWN') = (r.erased_on is not null) and not isempty(o.days) and c.day is not null
    union all
    select r.tenant_code, 'service_minutes', d.dimension, date_trunc('month', r.visited_on)::date, d.amount
    from visits r,
         lateral (values ('', r.minutes::bigint), ('kind:' || r.kind, r.minutes), ('acts', 1), ('acts:kind:' || r.kind, 1))
             d (dimension, amount)
    where r.contact_made and r.caring_mother_id is not null and r.minutes is not null
    union all
    select r.tenant_code, 'days_to_meet', (r.settled_on - r.raised_on)::text, date_trunc('month', r.settled_on)::date, 1
    from needs r where r.outcome = 'MET') share (tenant_code, figure, dimension, month, amount)
group by 1, 2, 3, 4 having sum(amount) <> 0;
