-- What belongs to programmes: stories that are counted, activities of a series and a season, how venues are run.
-- squawk-ignore-file constraint-missing-not-valid

-- The programme that a story is counted for, and the figure of what was published before (repeatable/37_shares_of_welfare.sql).
-- squawk-ignore adding-foreign-key-constraint
alter table stories add column programme_id uuid constraint stories_programme_id_fkey references programmes;
-- squawk-ignore require-concurrent-index-creation
create index stories_programme_id_idx on stories (programme_id);

insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
select s.tenant_code, 'stories_published', '', month_of(s.published_on), count(*)
from stories s where s.published_on is not null
group by 1, 2, 3, 4;

-- What of the payments was for management.
insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
select d.tenant_code, 'management_spent', '', d.paid_on, sum((d.amount * 100)::bigint)
from disbursements d where d.paid_on is not null and d.purpose = 'MANAGEMENT'
group by 1, 2, 3, 4 having sum(d.amount) <> 0;

-- The first of the series that an activity is one of: each day once, but for those that were cancelled.
-- squawk-ignore adding-foreign-key-constraint
alter table activities add column repeats_id uuid constraint activities_repeats_id_fkey references activities;
-- squawk-ignore require-concurrent-index-creation
create index activities_repeats_id_idx on activities (repeats_id, id) where repeats_id is not null;
-- squawk-ignore require-concurrent-index-creation
create unique index activities_planned_on_key on activities (repeats_id, planned_on)
    where repeats_id is not null and cancelled_on is null;

alter table activities
    add column season text,
    add constraint activities_season_known check (season in ('WINTER_BREAK', 'SUMMER_BREAK'));

alter table venues
    add column area integer,
    add column opening_hours text,
    add column staff integer,
    add constraint venues_area_range check (area between 1 and 1000000),
    add constraint venues_opening_hours_length check (char_length(opening_hours) <= 200),
    add constraint venues_staff_range check (staff between 0 and 1000);
