-- Figures by the records that they are counted for, of what was counted before (repeatable/30_shares.sql).

insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
select a.tenant_code, f.figure || d.suffix, d.dimension, month_of(a.held_on), sum(f.amount)
from activities a,
     lateral (values ('activities', 1::bigint), ('people_served', a.parents_served + a.children_served)) f (figure, amount),
     lateral (values ('_by_venue', a.venue_id::text), ('_by_programme', a.programme_id::text)) d (suffix, dimension)
where a.held_on is not null and d.dimension is not null
group by 1, 2, 3, 4 having sum(f.amount) <> 0
union all
select p.tenant_code, 'projects_by_programme', p.programme_id::text, month_of(c.day), sum(c.amount)
from projects p, lateral (values (p.started_on, 1::bigint), (p.ended_on, -1)) c (day, amount)
where p.started_on is not null and c.day is not null and p.programme_id is not null
group by 1, 2, 3, 4 having sum(c.amount) <> 0
union all
select d.tenant_code, 'funds_raised_by_project', d.project_id::text, d.received_on, sum((d.amount * 100)::bigint)
from donations d
group by 1, 2, 3, 4 having sum(d.amount) <> 0;
