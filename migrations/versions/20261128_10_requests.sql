-- What was answered to a change that the client gave an id, so that the same sent again is answered and not done again.

create table answered_requests (
    user_id uuid not null,
    request_id uuid not null,
    digest bytea not null,
    answer jsonb,
    created_at timestamptz not null default now(),
    primary key (user_id, request_id)
);
create index answered_requests_created_at_idx on answered_requests (created_at);
