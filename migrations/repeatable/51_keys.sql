-- Which keys the database was encrypted with.

-- Every key that the database knows, after it was told of these: the first to come with a name stays the one it stands for.
-- A standby is asked as well, so nothing is written where nothing is new.
create or replace function keep_fingerprints(names text[], fingerprints bytea[]) returns setof key_fingerprints
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if not names <@ array(select name from key_fingerprints) then
        insert into key_fingerprints (name, fingerprint) select * from unnest(names, fingerprints)
        on conflict do nothing;
    end if;
    return query select * from key_fingerprints;
end $$;
