-- Venues, and the activities that take place there.

create table venues (
    like record_columns including all,
    name text not null,
    kind text not null,
    address text,
    places integer,
    opened_on date not null,
    closed_on date,
    closed_reason text,
    constraint venues_name_length check (char_length(name) between 1 and 100),
    constraint venues_kind_known check (kind in ('WORKSTATION', 'CENTER', 'CHILDRENS_HOME', 'PARENT_SCHOOL', 'OTHER')),
    constraint venues_address_length check (char_length(address) <= 200),
    constraint venues_places_range check (places between 1 and 10000),
    constraint venues_opened_on_bounds check (opened_on between '1900-01-01' and '2100-12-31'),
    constraint venues_opened_on_not_future check (opened_on <= today()),
    constraint venues_closed_on_bounds check (closed_on between '1900-01-01' and '2100-12-31'),
    constraint venues_closed_on_not_future check (closed_on <= today()),
    constraint venues_closed_on_after_opening check (closed_on >= opened_on),
    constraint venues_closed_reason_named check ((closed_on is null) = (closed_reason is null)),
    constraint venues_closed_reason_known check (closed_reason in ('MOVED', 'MERGED', 'UNUSED', 'ENTERED_IN_ERROR'))
);
select keep_order('venues', 'name'), keep_order('venues', 'places'), keep_order('venues', 'opened_on');
insert into record_kinds (kind, record_table, protection) values ('VENUE', 'venues', 'BRANCH_WORK');

-- Of a column that is empty everywhere, neither takes longer than reading the table once.
-- squawk-ignore adding-foreign-key-constraint
alter table activities add column venue_id uuid references venues;
-- squawk-ignore require-concurrent-index-creation
create index activities_venue_id_idx on activities (venue_id, id) where venue_id is not null;
