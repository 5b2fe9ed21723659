-- Fingerprints of the keys, so that a wrong one is noticed before anything is served.

-- A keyed hash of a constant for each of CIRCLE_KEYS, by its id, and for CIRCLE_SEARCH_KEY, whose name no id can have.
-- A key is 32 random bytes, so nobody finds it by trying.
create table key_fingerprints (
    name text primary key,
    fingerprint bytea not null,
    kept_at timestamptz not null default now(),
    -- Since when nothing is encrypted by it any more, or it was given up.
    retired_at timestamptz,
    constraint key_fingerprints_name_form check (name ~ '^([0-9a-z_-]{1,16}|CIRCLE_SEARCH_KEY)$'),
    constraint key_fingerprints_fingerprint_length check (octet_length(fingerprint) = 32),
    constraint key_fingerprints_search_key_stays check (name <> 'CIRCLE_SEARCH_KEY' or retired_at is null)
);
