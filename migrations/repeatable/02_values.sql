-- What defaults and checks of tables call.

-- A UUIDv7 whose first bits are the clock's microseconds, so that what happens to a record one after the other sorts so.
-- One expression, which is planned as part of what asks for it.
create or replace function time_ordered_id() returns uuid
language sql volatile parallel safe
return (overlay(lpad(to_hex((extract(epoch from clock_timestamp()) * 1000000)::bigint * 512 / 125), 15, '0')
                placing '7' from 13 for 0)
        || substr(encode(uuid_send(gen_random_uuid()), 'hex'), 17))::uuid;

-- `<key id>:<base64 of nonce, ciphertext and tag>`, at least 28 bytes.
create or replace function is_encrypted(value text) returns boolean
language sql immutable parallel safe
return value ~ '^[0-9a-z_-]{1,16}:[A-Za-z0-9+/]{38,}={0,2}$';

-- Whether the stays of a file follow one another: each ends before the next begins, and only the last may go on.
create or replace function stays_apart(stays jsonb) returns boolean
language sql immutable parallel safe
return not exists (
    select from (
        select s.*, lead(since) over (order by n) as next, n = jsonb_array_length(stays) as is_last
        from rows from (jsonb_to_recordset(stays) as (tenant bigint, since date, until date))
            with ordinality s (tenant, since, until, n)) s
    where tenant is null or since is null or until < since
       or not is_last and (until is null or until > next));

-- The day of the year on which a child has its birthday, as month and day.
create or replace function month_day(day date) returns integer
language sql immutable parallel safe
return least(extract(month from day)::integer * 100 + extract(day from day)::integer,
             case when extract(month from day) = 2 then 228 end);

-- The first window owed once that was not done.
create or replace function first_undone(obliged datemultirange, waived datemultirange, fulfilled date[]) returns date
language sql immutable parallel safe
return (select min(day::date) from unnest(obliged - waived) o, generate_series(lower(o), upper(o) - 1, interval '1 day') day
        where day::date <> all (fulfilled));
