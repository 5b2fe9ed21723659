-- Attendances of children on file at activities, and how many may sign up.
-- squawk-ignore-file constraint-missing-not-valid

alter table activities
    add column places integer,
    add column other_places integer,
    add column others_signed_up integer,
    add constraint activities_places_range check (places between 1 and 100000),
    add constraint activities_other_places_range check (other_places between 1 and 100000),
    add constraint activities_others_signed_up_range check (others_signed_up between 0 and 100000),
    add constraint activities_others_signed_up_taken check (others_signed_up <= other_places);

create table attendances (
    like record_columns including all,
    child_id uuid not null references children,
    activity_id uuid not null references activities,
    signed_up_on date,
    attended_on date,
    closed_on date,
    closed_reason text,
    state text not null generated always as (
        case when closed_on is not null then 'CLOSED' when attended_on is not null then 'ATTENDED' else 'SIGNED_UP' end
    ) stored,
    first_of integer[] not null default '{}',
    constraint attendances_signed_up_on_bounds check (signed_up_on between '1900-01-01' and '2100-12-31'),
    constraint attendances_signed_up_on_not_future check (signed_up_on <= today()),
    constraint attendances_attended_on_bounds check (attended_on between '1900-01-01' and '2100-12-31'),
    constraint attendances_attended_on_not_future check (attended_on <= today()),
    constraint attendances_closed_on_bounds check (closed_on between '1900-01-01' and '2100-12-31'),
    constraint attendances_closed_on_not_future check (closed_on <= today()),
    constraint attendances_closed_on_after_opening check (closed_on >= signed_up_on),
    constraint attendances_closed_reason_named check ((closed_on is null) = (closed_reason is null)),
    constraint attendances_closed_reason_known check (closed_reason in ('WITHDREW', 'DID_NOT_COME', 'ACTIVITY_CANCELLED',
        'ENTERED_IN_ERROR')),
    constraint attendances_closed_reason_fulfilled check (attended_on is null or closed_reason = 'ENTERED_IN_ERROR')
);
create unique index attendances_child_id_key on attendances (activity_id, child_id) where closed_on is null;
create index attendances_activity_id_idx on attendances (activity_id, id);
create index attendances_child_id_idx on attendances (child_id, attended_on, id);
select keep_order('attendances', 'attended_on');
insert into record_kinds (kind, record_table, protection, person, person_column)
values ('ATTENDANCE', 'attendances', 'CHILD_FILE', 'CHILD', 'child_id');
