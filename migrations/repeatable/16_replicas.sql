-- Reading from replicas: what a session needs of one, asked of the primary, and whether a replica has it (decision 0051).

create or replace function wal_position(place pg_lsn) returns bigint
language sql immutable parallel safe return (place - '0/0')::bigint;

-- Where the primary's disk has the log to, and where a replica has made it its own.
create or replace function written_to() returns bigint
language sql volatile return wal_position(pg_current_wal_flush_lsn());

create or replace function replayed_to() returns bigint
language sql volatile return wal_position(pg_last_wal_replay_lsn());

-- In the transaction that writes, as the last of it: whoever sees what was written sees the count.
create or replace function count_write(with_hash bytea) returns void
language sql volatile security definer set search_path = pg_catalog, public
begin atomic
    update sessions s set writes = writes + 1
    where s.access_hash = with_hash or s.previous_access_hash = with_hash or s.connection_key = with_hash;
end;

-- How much the session has written by now, and when that is. It proves the actor here, where what has ended has ended.
create or replace function needed_of_replica(with_hash bytea, with_grant uuid, as_role text, from_low bigint, to_high bigint,
    with_second_factor boolean, calling text[])
returns table (writes bigint, at timestamptz)
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    perform prove_actor(with_hash, with_grant, as_role, from_low, to_high, with_second_factor, calling);
    return query select s.writes, clock_timestamp() from sessions s
                 where s.access_hash = with_hash or s.previous_access_hash = with_hash or s.connection_key = with_hash;
    -- Whatever has become of it since it was proven.
    if not found then
        raise exception 'this session no longer acts under this grant' using errcode = 'CA001';
    end if;
end $$;

-- Whether this server is a replica that has the session's writes, and either the log up to there or what was committed since.
create or replace function is_replica_fit(with_hash bytea, with_writes bigint, since_place bigint, since timestamptz)
returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    return pg_is_in_recovery()
        and (replayed_to() >= since_place or coalesce(pg_last_xact_replay_timestamp() >= since, false))
        and exists (select from sessions s
                    where (s.access_hash = with_hash or s.previous_access_hash = with_hash or s.connection_key = with_hash)
                      and s.writes >= with_writes);
end $$;
