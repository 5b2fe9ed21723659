-- Figures by the records that they are counted for, of what was counted before (repeatable/30_shares.sql).

insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
select a.tenant_code, f.figure, a.venue_id::text, month_of(a.held_on), sum(f.amount)
from activities a, lateral (values ('activities_by_venue', 1::bigint),
                                   ('people_served_by_venue', a.parents_served + a.children_served)) f (figure, amount)
where a.held_on is not null and a.venue_id is not null
group by 1, 2, 3, 4 having sum(f.amount) <> 0
union all
select d.tenant_code, 'funds_raised_by_project', d.project_id::text, d.received_on, sum((d.amount * 100)::bigint)
from donations d
group by 1, 2, 3, 4 having sum(d.amount) <> 0;
