-- Figures by the projects that they are counted for, of what was counted before (repeatable/30_shares.sql and
-- 37_shares_of_welfare.sql).

insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
select coalesce(d.counted_in, d.tenant_code), 'people_supported_by_project', d.project_id::text, month_of(d.delivered_on),
       sum(d.women_supported + d.children_supported)
from deliveries d
group by 1, 2, 3, 4 having sum(d.women_supported + d.children_supported) <> 0
union all
select coalesce(d.counted_in, d.tenant_code), 'funds_spent_by_project', d.project_id::text, d.paid_on,
       sum((d.amount * 100)::bigint)
from disbursements d where d.paid_on is not null
group by 1, 2, 3, 4 having sum(d.amount) <> 0;
