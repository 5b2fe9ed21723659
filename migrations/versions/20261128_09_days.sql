-- Views that the application lists as it lists records. Each reads its tables as whoever asks, under their policies.
create table record_views (
    record_view regclass primary key
);
alter table record_views enable row level security, force row level security;
create policy owned on record_views to current_role using (true) with check (true);

-- Figures that are asked for of a day, and were kept by months, are counted anew; what is remembered of small figures is
-- of other figures, and the functions that would forget it are those of the last version.
alter table statistics_tallies disable trigger user;
alter table statistics_deltas disable trigger user;
delete from statistics_tallies where figure in ('funds_raised', 'venues');
delete from statistics_deltas where figure in ('funds_raised', 'venues');
insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
select tenant_code, figure, dimension, day, sum(amount)
from (select tenant_code, 'funds_raised' as figure, '' as dimension, received_on as day, (amount * 100)::bigint as amount
      from donations
      union all
      select v.tenant_code, 'venues', d.dimension, c.day, c.amount
      from venues v, lateral (values (v.opened_on, 1::bigint), (v.closed_on, -1)) c (day, amount),
           lateral (values (''), ('kind:' || v.kind)) d (dimension)
      where c.day is not null) shares
group by 1, 2, 3, 4 having sum(amount) <> 0;
alter table statistics_tallies enable trigger user;
alter table statistics_deltas enable trigger user;
