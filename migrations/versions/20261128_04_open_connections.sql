-- What an open connection proves its session by, for as long as the session lasts. It never leaves the server, and no
-- token hashes to it. And the token before the last one, with which requests were under way when it was renewed.
-- There are as many rows as people signed in lately: rewriting them takes a moment.
alter table sessions
    -- squawk-ignore disallowed-unique-constraint, adding-field-with-default
    add column connection_key bytea not null unique default uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()),
    -- squawk-ignore disallowed-unique-constraint
    add column previous_access_hash bytea unique,
    add column previous_access_until timestamptz;

-- It answers in other columns from now on.
-- squawk-ignore ban-drop-function
drop function if exists recognize_session(bytea);
