-- The programme that a story is counted for, and the figure of what was published before (repeatable/37_shares_of_welfare.sql).

-- squawk-ignore adding-foreign-key-constraint
alter table stories add column programme_id uuid constraint stories_programme_id_fkey references programmes;
-- squawk-ignore require-concurrent-index-creation
create index stories_programme_id_idx on stories (programme_id);

insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
select s.tenant_code, 'stories_published', '', month_of(s.published_on), count(*)
from stories s where s.published_on is not null
group by 1, 2, 3, 4;
