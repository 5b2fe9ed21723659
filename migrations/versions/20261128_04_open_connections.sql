-- What an open connection proves its session by, for as long as the session lasts. It never leaves the server, and no
-- token hashes to it. And the token before the last one, with which requests were under way when it was renewed.
alter table sessions
    add column connection_key bytea not null unique default uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()),
    add column previous_access_hash bytea unique,
    add column previous_access_until timestamptz;

-- It answers in other columns from now on.
drop function if exists recognize_session(bytea);
