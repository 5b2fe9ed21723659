-- The seals of the access log, which processes write and the database can neither make nor check.

-- The same seal again, of a process that does not know whether it was written, is the same.
create or replace function seal_access_log(of_series uuid, as_number integer, sealed_at timestamptz, of_statements uuid[],
    with_digests bytea[], of_day date, of_entries integer, of_head bytea, others text[], as_ended boolean, by_key text,
    with_mac bytea) returns void
language sql security definer set search_path = pg_catalog, public
begin atomic
    insert into access_log_seals
    values (of_series, as_number, sealed_at, of_statements, with_digests, of_day, of_entries, of_head, others, as_ended,
        by_key, with_mac)
    on conflict do nothing;
end;

-- How far the series are that were sealed last, as another one's seal says it.
create or replace function newest_seals() returns setof text
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select series || ' ' || max(number) || ' ' || to_char(max(at) at time zone 'Asia/Shanghai', 'YYYY-MM-DD')
    from (select series, number, at from access_log_seals order by at desc limit 1000) newest
    group by series order by 1;
end;

-- Where the chain ends now.
create or replace function access_log_head(out day date, out entries integer, out head bytea)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select d.day, d.entries, d.head from access_log_days d order by d.day desc limit 1;
end;
