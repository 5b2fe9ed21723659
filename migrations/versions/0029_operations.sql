-- What an operator relies on: fingerprints of the keys, so that a wrong one is noticed before anything is served.

-- A keyed hash of a constant for each of CIRCLE_KEYS, by its id, and for CIRCLE_SEARCH_KEY, whose name no id can have.
-- A key is 32 random bytes, so nobody finds it by trying.
create table key_fingerprints (
    name text primary key,
    fingerprint bytea not null,
    kept_at timestamptz not null default now(),
    -- Since when nothing is sealed by it any more, or it was given up.
    retired_at timestamptz,
    constraint key_fingerprints_name_form check (name ~ '^([0-9a-z_-]{1,16}|CIRCLE_SEARCH_KEY)$'),
    constraint key_fingerprints_fingerprint_length check (octet_length(fingerprint) = 32),
    constraint key_fingerprints_search_key_stays check (name <> 'CIRCLE_SEARCH_KEY' or retired_at is null)
);
alter table key_fingerprints enable row level security;
alter table key_fingerprints force row level security;
create policy owned on key_fingerprints to current_role using (true) with check (true);

-- Every key that the database knows, after it was told of these: the first to come with a name stays the one it stands for.
-- A standby is asked as well, so nothing is written where nothing is new.
create function keep_fingerprints(names text[], fingerprints bytea[]) returns setof key_fingerprints
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if not names <@ array(select name from key_fingerprints) then
        insert into key_fingerprints (name, fingerprint) select * from unnest(names, fingerprints)
        on conflict do nothing;
    end if;
    return query select * from key_fingerprints;
end $$;
