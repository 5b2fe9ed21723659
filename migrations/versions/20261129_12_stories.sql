-- Stories for the public, and the consents that name them.

create table stories (
    like record_columns including all,
    title text not null,
    text text not null,
    activity_id uuid constraint stories_activity_id_fkey references activities,
    caring_mother_id uuid constraint stories_caring_mother_id_fkey references caring_mothers,
    project_id uuid constraint stories_project_id_fkey references projects,
    channels text[] not null default '{}',
    children_shown integer not null default 0,
    faces_shown integer not null default 0,
    mother_agreed_on date,
    stage text not null default 'DRAFT',
    approved_by bigint constraint stories_approved_by_fkey references tenants,
    opinion text,
    published_on date,
    taken_down_on date,
    taken_down_reason text,
    constraint stories_title_length check (char_length(title) between 1 and 100),
    constraint stories_text_length check (char_length(text) between 1 and 8000),
    constraint stories_channels_known check (channels <@ array['NOTICE_BOARD', 'WECHAT_ACCOUNT', 'COUNTY_MEDIA',
        'CITY_MEDIA', 'MEDIA_MATRIX']),
    constraint stories_children_shown_range check (children_shown between 0 and 1000),
    constraint stories_faces_shown_range check (faces_shown between 0 and 1000),
    constraint stories_faces_shown_within check (faces_shown <= children_shown),
    constraint stories_mother_agreed_on_bounds check (mother_agreed_on between '1900-01-01' and '2100-12-31'),
    constraint stories_mother_agreed_on_not_future check (mother_agreed_on <= today()),
    constraint stories_stage_known check (stage in ('DRAFT', 'SUBMITTED', 'APPROVED', 'REJECTED', 'PUBLISHED',
        'TAKEN_DOWN')),
    constraint stories_opinion_length check (char_length(opinion) <= 1000),
    constraint stories_published_on_bounds check (published_on between '1900-01-01' and '2100-12-31'),
    constraint stories_published_on_not_future check (published_on <= today()),
    constraint stories_taken_down_on_bounds check (taken_down_on between '1900-01-01' and '2100-12-31'),
    constraint stories_taken_down_on_not_future check (taken_down_on <= today()),
    constraint stories_taken_down_on_after_opening check (taken_down_on >= published_on),
    constraint stories_taken_down_reason_named check ((taken_down_on is null) = (taken_down_reason is null)),
    constraint stories_taken_down_reason_known check (taken_down_reason in ('CONSENT_WITHDRAWN', 'PERSON_ERASED',
        'MISTAKE', 'OUT_OF_DATE', 'OTHER'))
);
create index stories_activity_id_idx on stories (activity_id);
create index stories_caring_mother_id_idx on stories (caring_mother_id);
create index stories_project_id_idx on stories (project_id);
select keep_order('stories', 'title');
select keep_order('stories', 'published_on');
insert into record_kinds (kind, record_table, protection) values ('STORY', 'stories', 'PUBLICITY');

-- What a consent to publish is of; the text beside it is what whoever decided was told.
-- squawk-ignore adding-foreign-key-constraint
alter table consents add column publication_id uuid constraint consents_publication_id_fkey references stories;
-- squawk-ignore require-concurrent-index-creation
create index consents_publication_id_idx on consents (publication_id);
