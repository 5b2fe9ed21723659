-- Nobody writes while a revision is applied.
-- squawk-ignore-file constraint-missing-not-valid, adding-foreign-key-constraint, ban-drop-constraint, require-concurrent-index-creation
-- What a branch asks about a number that is on file elsewhere, and the same where the file is kept. Which belong together
-- stands in a table that the application cannot read.
create table file_enquiries (
    like record_columns including all,
    identity_number text,
    question text not null,
    asked_by text not null default coalesce(name_of_user(actor_user()), ''),
    asked_on date not null default today(),
    answer text,
    answer_note text,
    answered_on date,
    identity_number_hash bytea,
    constraint file_enquiries_identity_number_encrypted check (is_encrypted(identity_number)),
    constraint file_enquiries_question_length check (char_length(question) between 1 and 500),
    constraint file_enquiries_asked_by_length check (char_length(asked_by) between 1 and 100),
    constraint file_enquiries_asked_on_bounds check (asked_on between '1900-01-01' and '2100-12-31'),
    constraint file_enquiries_asked_on_not_future check (asked_on <= today()),
    constraint file_enquiries_answer_known check (answer in ('WILL_HAND_OVER', 'STAYS_HERE', 'FILE_CLOSED',
        'WRONG_NUMBER', 'NO_ANSWER')),
    constraint file_enquiries_answer_note_length check (char_length(answer_note) <= 500),
    constraint file_enquiries_answered_on_bounds check (answered_on between '1900-01-01' and '2100-12-31'),
    constraint file_enquiries_answered_on_not_future check (answered_on <= today()),
    constraint file_enquiries_answered_on_after_opening check (answered_on >= asked_on),
    constraint file_enquiries_answer_named check ((answered_on is null) = (answer is null))
);

create table received_enquiries (
    like record_columns including all,
    child_id uuid not null references children,
    asked_from bigint not null,
    branch text not null,
    asked_by text not null,
    question text not null,
    asked_on date not null default today(),
    answer text,
    answer_note text,
    answered_on date,
    constraint received_enquiries_branch_length check (char_length(branch) between 1 and 100),
    constraint received_enquiries_asked_by_length check (char_length(asked_by) between 1 and 100),
    constraint received_enquiries_question_length check (char_length(question) between 1 and 500),
    constraint received_enquiries_asked_on_bounds check (asked_on between '1900-01-01' and '2100-12-31'),
    constraint received_enquiries_asked_on_not_future check (asked_on <= today()),
    constraint received_enquiries_answer_known check (answer in ('WILL_HAND_OVER', 'STAYS_HERE', 'FILE_CLOSED',
        'WRONG_NUMBER', 'NO_ANSWER')),
    constraint received_enquiries_answer_note_length check (char_length(answer_note) <= 500),
    constraint received_enquiries_answered_on_bounds check (answered_on between '1900-01-01' and '2100-12-31'),
    constraint received_enquiries_answered_on_not_future check (answered_on <= today()),
    constraint received_enquiries_answered_on_after_opening check (answered_on >= asked_on),
    constraint received_enquiries_answer_named check ((answered_on is null) = (answer is null))
);
create index received_enquiries_child_id_idx on received_enquiries (child_id, id);

create table enquiry_links (
    enquiry_id uuid primary key references file_enquiries on delete cascade,
    received_id uuid not null unique references received_enquiries on delete cascade
);

-- Who was told within the last day that a number is on file, and in which file: how often is bounded, and only so can its
-- keeper be asked.
create table numbers_told (
    id bigint generated always as identity primary key,
    user_id uuid not null,
    number_hash bytea not null,
    child_id uuid not null references children on delete cascade,
    told_at timestamptz not null default now()
);
create index numbers_told_user_id_idx on numbers_told (user_id, told_at);
create index numbers_told_told_at_idx on numbers_told (told_at);
create index numbers_told_child_id_idx on numbers_told (child_id);

-- A file that was merged into the same child's other one: closed, with nothing of its own but its history.
alter table children
    add column merged_into_id uuid references children,
    drop constraint children_closed_reason_known,
    add constraint children_closed_reason_known check (closed_reason in ('TURNED_18', 'MOVED_OUT',
        'CIRCUMSTANCES_IMPROVED', 'TRANSFERRED', 'DIED', 'MERGED', 'ENTERED_IN_ERROR')),
    add constraint children_merged_into_id_named check ((merged_into_id is not null) = (closed_reason is not distinct from 'MERGED')),
    add constraint children_merged_into_id_emptied check (merged_into_id is null or (stays = '[]' and merged_into_id <> id));
create index children_merged_into_id_idx on children (merged_into_id, id) where merged_into_id is not null;

insert into record_kinds (kind, record_table, protection, person, person_column) values
    ('FILE_ENQUIRY', 'file_enquiries', 'ENQUIRY', null, null),
    ('RECEIVED_ENQUIRY', 'received_enquiries', 'ANSWERING', 'CHILD', 'child_id');
