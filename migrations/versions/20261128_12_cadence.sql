-- Cadence: nothing is generated as days go by. What is owed follows from calendars of windows and the dated facts of a
-- child; a duty says of a child, an item and a tenant which windows are owed and which are done.

-- Calendars by what the checklists call them. BIRTHDAY stands for one a day of the year, of which a child has that of its own.
-- Of one that is `once`, every day has a window, and a child has that of one day: when it came on file, or of an age.
create table calendars (
    name text not null,
    month_day integer not null default 0,
    calendar integer not null,
    once boolean not null default false,
    age integer,
    primary key (name, month_day)
);
create index calendars_calendar_idx on calendars (calendar);

-- The windows of a calendar follow one another without a gap: the place of one is [starts, ends), and the day it starts is
-- its name for ever. An act from `opens` to `closes` fulfils it, late if after `due`; what lapses is missed after `closes`.
create table calendar_windows (
    calendar integer not null,
    starts date not null,
    ends date not null,
    opens date not null,
    due date not null,
    closes date not null,
    primary key (calendar, starts),
    constraint calendar_windows_in_order check (starts < ends and opens <= due and due <= closes)
);
create index calendar_windows_due_idx on calendar_windows (calendar, due, starts);
create index calendar_windows_opens_idx on calendar_windows (calendar, opens);
create index calendar_windows_now_idx on calendar_windows (due, closes);

insert into calendars (calendar, name) values
    (1, 'MONTH'), (2, 'HALF_MONTH'), (3, 'QUARTER'), (4, 'HALF_YEAR'), (5, 'YEAR'), (6, 'TERM'), (7, 'MARCH_AND_SEPTEMBER'),
    (8, 'SEPTEMBER'), (9, 'SPRING_FESTIVAL'), (10, 'CHILDRENS_DAY'), (11, 'WEEK');
insert into calendars (calendar, name, once, age) values
    (12, 'ON_FILE', true, null), (13, 'BEFORE_14', true, 14), (13, 'BEFORE_16', true, 16), (13, 'BEFORE_18', true, 18);
-- Of those born on 29 February the day is the 28th.
insert into calendars (calendar, name, month_day)
select 1000 + n, 'BIRTHDAY', extract(month from day)::integer * 100 + extract(day from day)::integer
from generate_series(0, 364) n, lateral (select date '2023-01-01' + n as day) d;

insert into calendar_windows
select calendar, starts, ends, starts, ends - 1, ends - 1
from (values (1, interval '1 month'), (3, interval '3 months'), (4, interval '6 months'), (5, interval '1 year'),
             (11, interval '7 days')) k (calendar, length),
     generate_series(case calendar when 11 then date '2022-12-26' else date '2023-01-01' end, date '2045-12-31', length) s,
     lateral (select s::date as starts, (s + length)::date as ends) w;
insert into calendar_windows
select 2, starts, ends, starts, ends - 1, ends - 1
from generate_series(date '2023-01-01', date '2045-12-31', interval '1 month') m,
     lateral (values (m::date, m::date + 15), (m::date + 15, (m + interval '1 month')::date)) w (starts, ends);
-- Terms begin in February and in September; the holidays behind them belong to none.
insert into calendar_windows
select 6, starts, ends, starts, due, due
from generate_series(2023, 2045) y, lateral (values
    (make_date(y, 2, 1), make_date(y, 9, 1), make_date(y, 6, 30)),
    (make_date(y, 9, 1), make_date(y + 1, 2, 1), make_date(y + 1, 1, 15))) w (starts, ends, due);
-- Due in a month, and overdue until the next one begins.
insert into calendar_windows
select 7, starts, ends, starts, due, ends - 1
from generate_series(2023, 2045) y, lateral (values
    (make_date(y, 3, 1), make_date(y, 9, 1), make_date(y, 3, 31)),
    (make_date(y, 9, 1), make_date(y + 1, 3, 1), make_date(y, 9, 30))) w (starts, ends, due);
insert into calendar_windows
select 8, make_date(y, 9, 1), make_date(y + 1, 9, 1), make_date(y, 9, 1), make_date(y, 9, 30), make_date(y + 1, 8, 31)
from generate_series(2023, 2045) y;
-- Seven days around the day.
insert into calendar_windows
select 9, day - 7, lead(day - 7, 1, day + 348) over (order by day), day - 7, day + 7, day + 7
from unnest(array['2023-01-22', '2024-02-10', '2025-01-29', '2026-02-17', '2027-02-06', '2028-01-26', '2029-02-13',
    '2030-02-03', '2031-01-23', '2032-02-11', '2033-01-31', '2034-02-19', '2035-02-08', '2036-01-28', '2037-02-15',
    '2038-02-04', '2039-01-24', '2040-02-12', '2041-02-01', '2042-01-22', '2043-02-10', '2044-01-30', '2045-02-17']::date[]) day;
insert into calendar_windows
select 10, make_date(y, 5, 25), make_date(y + 1, 5, 25), make_date(y, 5, 25), make_date(y, 6, 8), make_date(y, 6, 8)
from generate_series(2023, 2045) y;
insert into calendar_windows
select k.calendar, day, next, day - 7, day + 7, day + 7
from calendars k, generate_series(2023, 2045) y,
     lateral (select make_date(y, k.month_day / 100, k.month_day % 100) as day,
                     make_date(y + 1, k.month_day / 100, k.month_day % 100) as next) w
where k.name = 'BIRTHDAY';
-- Once: within five working days, and in the thirty days before; both stay open until they are done.
insert into calendar_windows
select k.calendar, day, day + 1, k.opens, k.due, 'infinity'
from generate_series(date '2023-01-01', date '2045-12-31', interval '1 day') d, lateral (select d::date as day) w,
     lateral (values (12, day, day + (array[7, 7, 7, 7, 7, 6, 5])[extract(isodow from day)::integer]),
                     (13, day - 30, day)) k (calendar, opens, due);
analyze calendars, calendar_windows;

-- What the checklist of a tenant asks to be done for the children there and below. Another version of an item is another row
-- of the same code; days of versions do not overlap.
create table checklist_items (
    like record_columns including all,
    code text not null,
    name text not null,
    name_en text not null,
    programme_id uuid references programmes,
    calendar text not null,
    acts text[] not null,
    categories text[] not null default '{}',
    risk_levels text[] not null default '{}',
    only_paired boolean not null default false,
    age_from integer not null default 0,
    age_until integer not null default 18,
    notice_days integer not null default 1,
    grace_days integer not null default 7,
    responsible text not null,
    from_on date not null,
    until_on date,
    constraint checklist_items_code_length check (char_length(code) between 1 and 50),
    constraint checklist_items_name_length check (char_length(name) between 1 and 100),
    constraint checklist_items_name_en_length check (char_length(name_en) between 1 and 100),
    constraint checklist_items_calendar_known check (calendar in ('WEEK', 'HALF_MONTH', 'MONTH', 'QUARTER', 'HALF_YEAR',
        'YEAR', 'TERM', 'MARCH_AND_SEPTEMBER', 'SEPTEMBER', 'SPRING_FESTIVAL', 'CHILDRENS_DAY', 'BIRTHDAY', 'ON_FILE',
        'BEFORE_14', 'BEFORE_16', 'BEFORE_18')),
    constraint checklist_items_acts_named check (cardinality(acts) > 0),
    constraint checklist_items_acts_known check (acts <@ array['CONTACT', 'CALL', 'VISIT',
        'HOME_VISIT', 'SCHOOL_VISIT', 'BRANCH_CONTACT', 'BRANCH_CALL', 'BRANCH_VISIT', 'BRANCH_HOME_VISIT',
        'BRANCH_SCHOOL_VISIT', 'SUPPORT', 'WISH', 'ASSESSMENT']),
    constraint checklist_items_categories_known check (categories <@ array['LEFT_BEHIND', 'MIGRANT', 'ORPHAN',
        'DE_FACTO_UNATTENDED', 'HARDSHIP', 'ILLNESS_OR_DISABILITY', 'HARMED_OR_NEGLECTED', 'STATE_GUARDIANSHIP', 'OTHER']),
    constraint checklist_items_risk_levels_known check (risk_levels <@ array['GREEN', 'BLUE', 'YELLOW', 'RED']),
    constraint checklist_items_age_from_range check (age_from between 0 and 18),
    constraint checklist_items_age_until_range check (age_until between 1 and 19),
    constraint checklist_items_age_until_after_opening check (age_until > age_from),
    constraint checklist_items_notice_days_range check (notice_days between 1 and 365),
    constraint checklist_items_grace_days_range check (grace_days between 0 and 60),
    constraint checklist_items_responsible_known check (responsible in ('CARING_MOTHER', 'BRANCH')),
    constraint checklist_items_from_on_bounds check (from_on between '1900-01-01' and '2100-12-31'),
    constraint checklist_items_until_on_bounds check (until_on between '1900-01-01' and '2100-12-31'),
    constraint checklist_items_until_on_after_opening check (until_on >= from_on)
);
create index checklist_items_programme_id_idx on checklist_items (programme_id, id) where programme_id is not null;
select keep_order('checklist_items', 'from_on');
create unique index checklist_items_open_key on checklist_items (tenant_code, code) where until_on is null;

-- That an item, in all its versions, does not apply to a child, for the windows due on these days.
create table waivers (
    like record_columns including all,
    child_id uuid not null references children,
    item_id uuid not null references checklist_items,
    from_on date not null,
    until_on date,
    reason text not null,
    constraint waivers_from_on_bounds check (from_on between '1900-01-01' and '2100-12-31'),
    constraint waivers_until_on_bounds check (until_on between '1900-01-01' and '2100-12-31'),
    constraint waivers_until_on_after_opening check (until_on >= from_on),
    constraint waivers_reason_length check (char_length(reason) between 1 and 500)
);
create index waivers_child_id_idx on waivers (child_id, id);
create index waivers_item_id_idx on waivers (item_id, id);

-- What a child is owed by a tenant: one row an item, for ever, reckoned from what is on record. Windows are said by their
-- places where they are many, and by the days they start where they are few.
create table duties (
    tenant_code bigint not null,
    child_id uuid not null references children on delete cascade,
    item_id uuid not null references checklist_items,
    calendar integer not null,
    once boolean not null,
    -- On which the item applies to the child here.
    days datemultirange not null,
    obliged datemultirange not null,
    waived datemultirange not null,
    -- No longer owed: they could still have been done when the item ceased to apply.
    released datemultirange not null,
    -- Of the obliged and not waived, those done, ascending, and of these the late ones.
    fulfilled date[] not null,
    late date[] not null,
    settled_to date not null generated always as (coalesce(fulfilled[cardinality(fulfilled)], '-infinity')) stored,
    undone date generated always as (case when once then first_undone(obliged, waived, fulfilled) end) stored,
    -- Whether anything was open when it was written, or could be later: never too little.
    live boolean not null default true,
    primary key (child_id, item_id, tenant_code)
) with (fillfactor = 85);
create index duties_pending_idx on duties (calendar, settled_to, tenant_code, child_id, item_id) where live and not once;
create index duties_undone_idx on duties (tenant_code, undone, child_id, item_id) where undone is not null;
create index duties_item_id_idx on duties (item_id);

-- Duties of a tenant and all below it, by the day a window starts: done there, and owed from there on (once: there alone).
create table duty_rollups (
    tenant_code bigint not null,
    item_id uuid not null,
    starts date not null,
    owed bigint not null,
    waived bigint not null,
    fulfilled bigint not null,
    late bigint not null,
    primary key (tenant_code, item_id, starts)
);
-- What has changed and is not rolled up yet.
create table duty_deltas (
    tenant_code bigint not null,
    item_id uuid not null,
    starts date not null,
    owed bigint not null,
    waived bigint not null,
    fulfilled bigint not null,
    late bigint not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
create index duty_deltas_tenant_code_idx on duty_deltas (tenant_code);

-- Items that have changed, or all of a tenant, and up to which child there and below the duties have been reckoned anew.
create table duty_backlog (
    id bigint generated always as identity primary key,
    tenant_code bigint not null,
    code text,
    reckoned_to uuid not null default '00000000-0000-0000-0000-000000000000'
);

insert into record_kinds (kind, record_table, protection, person, person_column) values
    ('CHECKLIST_ITEM', 'checklist_items', 'CHECKLIST', null, null),
    ('WAIVER', 'waivers', 'DUTY', 'CHILD', 'child_id');
