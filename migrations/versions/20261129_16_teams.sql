-- Teams: Caring Mothers who are paired with a child together.

create table teams (
    like record_columns including all,
    name text not null,
    lead_id uuid not null constraint teams_lead_id_fkey references caring_mothers,
    opened_on date not null,
    closed_on date,
    closed_reason text,
    constraint teams_name_length check (char_length(name) between 1 and 50),
    constraint teams_opened_on_bounds check (opened_on between '1900-01-01' and '2100-12-31'),
    constraint teams_opened_on_not_future check (opened_on <= today()),
    constraint teams_closed_on_bounds check (closed_on between '1900-01-01' and '2100-12-31'),
    constraint teams_closed_on_not_future check (closed_on <= today()),
    constraint teams_closed_on_after_opening check (closed_on >= opened_on),
    constraint teams_closed_reason_named check ((closed_on is null) = (closed_reason is null)),
    constraint teams_closed_reason_known check (closed_reason in ('DISBANDED', 'ENTERED_IN_ERROR'))
);
create index teams_lead_id_idx on teams (lead_id);

create table team_members (
    like record_columns including all,
    team_id uuid not null constraint team_members_team_id_fkey references teams on delete cascade,
    caring_mother_id uuid not null constraint team_members_caring_mother_id_fkey references caring_mothers on delete cascade,
    from_on date not null,
    until_on date,
    ended_reason text,
    constraint team_members_from_on_bounds check (from_on between '1900-01-01' and '2100-12-31'),
    constraint team_members_from_on_not_future check (from_on <= today()),
    constraint team_members_until_on_bounds check (until_on between '1900-01-01' and '2100-12-31'),
    constraint team_members_until_on_not_future check (until_on <= today()),
    constraint team_members_until_on_after_opening check (until_on >= from_on),
    constraint team_members_ended_reason_named check ((until_on is null) = (ended_reason is null)),
    constraint team_members_ended_reason_known check (ended_reason in ('LEFT', 'UNSUITABLE', 'ENTERED_IN_ERROR'))
);
create index team_members_team_id_idx on team_members (team_id, id);
create index team_members_caring_mother_id_idx on team_members (caring_mother_id, id);
create unique index team_members_open_key on team_members (team_id, caring_mother_id) where until_on is null;
select keep_order('team_members', 'from_on');

insert into record_kinds (kind, record_table, protection, person, person_column) values
    ('TEAM', 'teams', 'TEAM_WORK', null, null),
    ('TEAM_MEMBER', 'team_members', 'TEAM_WORK', 'CARING_MOTHER', 'caring_mother_id');

-- squawk-ignore adding-foreign-key-constraint
alter table pairings add column team_id uuid constraint pairings_team_id_fkey references teams;
-- squawk-ignore require-concurrent-index-creation
create index pairings_team_id_idx on pairings (team_id, id) where team_id is not null;
